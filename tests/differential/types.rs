//! The types of the generated expressions, by Redshift's documented rules, and expressions in both spellings.

/// A type of Redshift.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ty {
    Small,
    Int,
    Big,
    /// Precision and scale.
    Dec(u32, u32),
    Float,
    Bool,
    Char,
    Text,
    Date,
    Stamp,
}

/// Types that stand for each other in an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Int,
    Dec,
    Float,
    Bool,
    Text,
    Date,
    Stamp,
}

pub const KINDS: [Kind; 7] = [
    Kind::Int,
    Kind::Text,
    Kind::Dec,
    Kind::Date,
    Kind::Stamp,
    Kind::Bool,
    Kind::Float,
];

impl Ty {
    pub fn kind(self) -> Kind {
        match self {
            Ty::Small | Ty::Int | Ty::Big => Kind::Int,
            Ty::Dec(..) => Kind::Dec,
            Ty::Float => Kind::Float,
            Ty::Bool => Kind::Bool,
            Ty::Char | Ty::Text => Kind::Text,
            Ty::Date => Kind::Date,
            Ty::Stamp => Kind::Stamp,
        }
    }

    /// The type in BigQuery.
    pub fn bigquery(self) -> &'static str {
        match self {
            Ty::Small | Ty::Int | Ty::Big => "INT64",
            Ty::Dec(p, s) if s <= 9 && p - s <= 29 => "NUMERIC",
            Ty::Dec(..) => "BIGNUMERIC",
            Ty::Float => "FLOAT64",
            Ty::Bool => "BOOL",
            Ty::Char | Ty::Text => "STRING",
            Ty::Date => "DATE",
            Ty::Stamp => "DATETIME",
        }
    }

    /// The type in Redshift and PostgreSQL.
    pub fn redshift(self) -> String {
        match self {
            Ty::Small => "SMALLINT".into(),
            Ty::Int => "INT".into(),
            Ty::Big => "BIGINT".into(),
            Ty::Dec(p, s) => format!("DECIMAL({p},{s})"),
            Ty::Float => "DOUBLE PRECISION".into(),
            Ty::Bool => "BOOLEAN".into(),
            Ty::Char => "CHAR(4)".into(),
            Ty::Text => "VARCHAR(40)".into(),
            Ty::Date => "DATE".into(),
            Ty::Stamp => "TIMESTAMP".into(),
        }
    }

    /// Digits of an exact number: precision and scale.
    fn digits(self) -> (u32, u32) {
        match self {
            Ty::Small => (5, 0),
            Ty::Int => (10, 0),
            Ty::Big => (19, 0),
            Ty::Dec(p, s) => (p, s),
            other => panic!("{other:?} is not an exact number"),
        }
    }

    fn width(self) -> u32 {
        match self {
            Ty::Small => 2,
            Ty::Int => 4,
            _ => 8,
        }
    }
}

/// The wider of two integer types.
pub fn wider(a: Ty, b: Ty) -> Ty {
    if a.width() >= b.width() { a } else { b }
}

/// The type of `a op b` for exact numbers, one of which is a DECIMAL; `None` past 38 digits, where AWS documents how the
/// scale is cut but not what happens to the value, and past nine decimals, which NUMERIC has not.
pub fn decimal(op: char, a: Ty, b: Ty) -> Option<Ty> {
    let ((p1, s1), (p2, s2)) = (a.digits(), b.digits());
    let (p, s) = match op {
        '*' => (p1 + p2 + 1, s1 + s2),
        '/' => {
            let s = (s1 + p2 + 1).saturating_sub(s2).max(4);
            (p1 - s1 + s2 + s, s)
        }
        _ => ((p1 - s1).max(p2 - s2) + 1 + s1.max(s2), s1.max(s2)),
    };
    (p <= 38 && (s <= 9 || op == '/')).then_some(Ty::Dec(p, s))
}

/// The type that branches of a CASE, arguments of COALESCE or rows of a UNION have in common; `None` where there is none,
/// or where Redshift's precision would not hold the values.
pub fn common(a: Ty, b: Ty) -> Option<Ty> {
    match (a.kind(), b.kind()) {
        _ if a == b => Some(a),
        (Kind::Int, Kind::Int) => Some(wider(a, b)),
        (Kind::Int | Kind::Dec, Kind::Int | Kind::Dec) => {
            let ((p1, s1), (p2, s2)) = (a.digits(), b.digits());
            let scale = s1.max(s2);
            let precision = (p1 - s1).max(p2 - s2) + scale;
            (precision <= 19).then_some(Ty::Dec(precision, scale))
        }
        (Kind::Int | Kind::Dec | Kind::Float, Kind::Int | Kind::Dec | Kind::Float) => {
            Some(Ty::Float)
        }
        (Kind::Text, Kind::Text) => Some(Ty::Text),
        (Kind::Date | Kind::Stamp, Kind::Date | Kind::Stamp) => Some(Ty::Stamp),
        _ => None,
    }
}

/// How tightly an expression holds together, from the tightest; a parent asks for a level, and parentheses go around what
/// is looser.
pub mod level {
    pub const PRIMARY: u8 = 0;
    pub const UNARY: u8 = 1;
    pub const POWER: u8 = 2;
    pub const PRODUCT: u8 = 3;
    pub const SUM: u8 = 4;
    /// `||`, `&`, `|`, `#`: one level in PostgreSQL.
    pub const OTHER: u8 = 5;
    pub const COMPARISON: u8 = 6;
    pub const NOT: u8 = 7;
    pub const AND: u8 = 8;
    pub const OR: u8 = 9;
}

/// An expression as Redshift reads it and as PostgreSQL reads it.
#[derive(Clone, Debug)]
pub struct Expr {
    pub rs: String,
    pub pg: String,
    pub level: u8,
    pub ty: Ty,
}

impl Expr {
    /// The same text for both.
    pub fn same(text: impl Into<String>, level: u8, ty: Ty) -> Expr {
        let text = text.into();
        Expr {
            rs: text.clone(),
            pg: text,
            level,
            ty,
        }
    }

    /// A call or another expression that needs no parentheses.
    pub fn both(rs: impl Into<String>, pg: impl Into<String>, ty: Ty) -> Expr {
        Expr {
            rs: rs.into(),
            pg: pg.into(),
            level: level::PRIMARY,
            ty,
        }
    }

    /// With parentheses where it is looser than `most`.
    pub fn within(self, most: u8) -> Expr {
        if self.level <= most {
            return self;
        }
        Expr {
            rs: format!("({})", self.rs),
            pg: format!("({})", self.pg),
            level: level::PRIMARY,
            ty: self.ty,
        }
    }

    pub fn is_char(&self) -> bool {
        self.ty == Ty::Char
    }
}

/// `template` with `{0}`, `{1}` … replaced by the two spellings of the arguments.
pub fn fill(template: &str, args: &[Expr], ty: Ty) -> Expr {
    fill2(template, template, args, ty)
}

/// As [`fill`], with a template for each.
pub fn fill2(rs: &str, pg: &str, args: &[Expr], ty: Ty) -> Expr {
    let mut expr = Expr::both(rs, pg, ty);
    for (index, arg) in args.iter().enumerate() {
        let hole = format!("{{{index}}}");
        expr.rs = expr.rs.replace(&hole, &arg.rs);
        expr.pg = expr.pg.replace(&hole, &arg.pg);
    }
    expr
}
