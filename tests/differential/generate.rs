//! The generator: what is in scope, and the expressions that every type has (columns, constants, CASE, COALESCE …).

use super::tape::Tape;
use super::types::{Expr, KINDS, Kind, Ty, common, fill, fill2, level};

/// What an expression may name.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// Columns, or, over groups, the keys and aggregates.
    pub columns: Vec<Expr>,
    /// The bare names of the columns of FROM.
    pub names: Vec<String>,
    /// Items of the list that were made before, by their aliases.
    pub aliases: Vec<Expr>,
    /// What makes the rows different from each other.
    pub ties: Vec<Expr>,
    /// Rows may be equal in all columns: two windows that number them do so in orders of their own.
    pub has_twins: bool,
    /// An inner query may use them.
    pub is_plain: bool,
}

/// The state of the generation of one query.
pub struct Generator<'a> {
    pub tape: &'a mut Tape,
    /// From the outermost to the innermost query.
    pub scopes: Vec<Scope>,
    /// How many names were made.
    pub names: usize,
    /// How many queries are inside each other here.
    pub nested: usize,
    /// Above zero where no subquery may stand.
    pub subqueries_off: usize,
    /// Tables that are called like a column.
    pub namesakes: Vec<String>,
    /// Members of the WITH clause that stand in FROM without an alias.
    pub bare: Vec<String>,
    /// The names and columns of the WITH clause.
    pub ctes: Vec<(String, Vec<(String, Ty)>)>,
}

impl<'a> Generator<'a> {
    pub fn new(tape: &'a mut Tape) -> Generator<'a> {
        Generator {
            tape,
            scopes: Vec::new(),
            names: 0,
            nested: 0,
            subqueries_off: 0,
            namesakes: Vec::new(),
            bare: Vec::new(),
            ctes: Vec::new(),
        }
    }

    /// A name that is not taken.
    pub fn name(&mut self, prefix: &str) -> String {
        self.names += 1;
        format!("{prefix}{}", self.names)
    }

    pub fn scope(&self) -> &Scope {
        self.scopes.last().unwrap()
    }

    /// An expression of a kind; `depth` bounds its size.
    pub fn expr(&mut self, kind: Kind, depth: usize) -> Expr {
        if depth == 0 || self.tape.chance(25) {
            return self.leaf(kind);
        }
        if self.tape.chance(25)
            && let Some(expr) = self.conditional(kind, depth - 1)
        {
            return expr;
        }
        match kind {
            Kind::Int => self.integer(depth - 1),
            Kind::Dec => self.decimal(depth - 1),
            Kind::Float => self.float(depth - 1),
            Kind::Bool => self.condition(depth - 1),
            Kind::Text => self.text(depth - 1),
            Kind::Date => self.date(depth - 1),
            Kind::Stamp => self.stamp(depth - 1),
        }
    }

    /// An expression of any kind.
    pub fn any(&mut self, depth: usize) -> Expr {
        let kind = self.kind();
        self.expr(kind, depth)
    }

    pub fn kind(&mut self) -> Kind {
        self.tape.pick(&KINDS)
    }

    /// An argument: parentheses are never needed.
    pub fn arg(&mut self, kind: Kind, depth: usize) -> Expr {
        self.expr(kind, depth)
    }

    /// An operand that holds together at least as tightly as `most`.
    pub fn operand(&mut self, kind: Kind, depth: usize, most: u8) -> Expr {
        self.expr(kind, depth).within(most)
    }

    /// A column, else a constant.
    pub fn leaf(&mut self, kind: Kind) -> Expr {
        if self.tape.chance(12) {
            return self.constant(kind);
        }
        self.column(kind).unwrap_or_else(|| self.constant(kind))
    }

    /// A column of the kind, now and then one of an outer query.
    pub fn column(&mut self, kind: Kind) -> Option<Expr> {
        let outer = self.scopes.len() > 1 && self.tape.chance(20);
        let scope = &self.scopes[self.scopes.len() - 1 - usize::from(outer)];
        // Whether a query inside sees an alias, AWS does not say.
        let aliases = if outer { &[][..] } else { &scope.aliases };
        let found: Vec<&Expr> = scope
            .columns
            .iter()
            .chain(aliases)
            .filter(|column| column.ty.kind() == kind && (scope.is_plain || !outer))
            .collect();
        if found.is_empty() {
            return None;
        }
        Some(found[self.tape.below(found.len())].clone())
    }

    /// A column of the kind that is no CHAR.
    pub fn text_operand(&mut self, depth: usize, most: u8) -> Expr {
        let expr = self.operand(Kind::Text, depth, most);
        if expr.is_char() {
            self.constant(Kind::Text)
        } else {
            expr
        }
    }

    pub fn constant(&mut self, kind: Kind) -> Expr {
        if self.tape.chance(6) {
            let ty = default_type(kind);
            return Expr::same(
                format!("CAST(NULL AS {})", ty.redshift()),
                level::PRIMARY,
                ty,
            );
        }
        match kind {
            Kind::Int => {
                let text = self.tape.pick(&["1", "0", "2", "-1", "7", "-3", "10"]);
                number(text, Ty::Int)
            }
            Kind::Dec => {
                let (text, ty) = self.tape.pick(&[
                    ("1.5", Ty::Dec(2, 1)),
                    ("0.05", Ty::Dec(2, 2)),
                    ("-2.25", Ty::Dec(3, 2)),
                    ("10.00", Ty::Dec(4, 2)),
                    ("0.0", Ty::Dec(1, 1)),
                    ("0.333", Ty::Dec(3, 3)),
                ]);
                number(text, ty)
            }
            Kind::Float => {
                let text = self.tape.pick(&["5e-1", "2e0", "1.25e1", "-1e0"]);
                let mut expr = number(text, Ty::Float);
                expr.pg = format!("({text})::float8");
                expr
            }
            Kind::Bool => Expr::same(self.tape.pick(&["TRUE", "FALSE"]), level::PRIMARY, Ty::Bool),
            Kind::Text => {
                let text = self
                    .tape
                    .pick(&["'a'", "''", "'B'", "'b c'", "'10'", "'x-y'", "'it''s'"]);
                // Redshift takes a constant for text wherever nothing else is wanted, PostgreSQL not everywhere.
                Expr::both(text, format!("{text}::text"), Ty::Text)
            }
            Kind::Date => {
                let day = self
                    .tape
                    .pick(&["2024-02-29", "2024-01-31", "2023-12-31", "1969-07-20"]);
                let rs = match self.tape.below(4) {
                    0 | 1 => format!("DATE '{day}'"),
                    2 => format!("'{day}'::date"),
                    _ => format!("CAST('{}' AS DATE)", day.replace('-', "")),
                };
                Expr::both(rs, format!("DATE '{day}'"), Ty::Date)
            }
            Kind::Stamp => {
                let at = self.tape.pick(&[
                    "2024-02-29 23:59:59.5",
                    "2024-01-31 00:00:00",
                    "2023-12-31 12:34:56",
                ]);
                let rs = match self.tape.below(3) {
                    0 => format!("TIMESTAMP '{at}'"),
                    1 => format!("'{at}'::timestamp"),
                    _ => format!("CAST('{at}' AS TIMESTAMP)"),
                };
                Expr::both(rs, format!("TIMESTAMP '{at}'"), Ty::Stamp)
            }
        }
    }

    /// Two expressions of a kind and their common type.
    pub fn two(&mut self, kind: Kind, depth: usize) -> Option<(Expr, Expr, Ty)> {
        let a = self.arg(kind, depth);
        let other = if kind == Kind::Dec && self.tape.chance(30) {
            Kind::Int
        } else {
            kind
        };
        let b = self.arg(other, depth);
        let ty = common(a.ty, b.ty)?;
        Some((a, b, ty))
    }

    /// CASE, COALESCE and their like, and scalar subqueries.
    fn conditional(&mut self, kind: Kind, depth: usize) -> Option<Expr> {
        if self.tape.chance(20) {
            return self.scalar_subquery(kind);
        }
        let (a, b, ty) = self.two(kind, depth)?;
        let form = self.tape.below(10);
        Some(match form {
            0 => {
                let when = self.arg(Kind::Bool, depth);
                fill("CASE WHEN {2} THEN {0} ELSE {1} END", &[a, b, when], ty)
            }
            1 => {
                let (x, y) = (self.arg(Kind::Int, depth), self.arg(Kind::Int, 0));
                fill(
                    "CASE {2} WHEN {3} THEN {0} WHEN 2 THEN {1} END",
                    &[a, b, x, y],
                    ty,
                )
            }
            2 => fill2("NVL({0}, {1})", "COALESCE({0}, {1})", &[a, b], ty),
            3 => {
                let c = self.arg(kind, 0);
                let ty = common(ty, c.ty)?;
                fill("COALESCE({0}, {1}, {2})", &[a, b, c], ty)
            }
            4 if kind != Kind::Bool => fill("GREATEST({0}, {1})", &[a, b], ty),
            5 if kind != Kind::Bool => {
                let c = self.arg(kind, 0);
                let ty = common(ty, c.ty)?;
                fill("LEAST({0}, {1}, {2})", &[a, b, c], ty)
            }
            6 => {
                // The type is that of the first argument.
                let ty = a.ty;
                fill("NULLIF({0}, {1})", &[a, b], ty)
            }
            7 => {
                let x = self.any(0);
                fill2(
                    "NVL2({2}, {0}, {1})",
                    "CASE WHEN {2} IS NOT NULL THEN {0} ELSE {1} END",
                    &[a.within(level::SUM), b, x.within(level::SUM)],
                    ty,
                )
            }
            8 => {
                let kind = self.tape.pick(&[Kind::Int, Kind::Text, Kind::Date]);
                let (x, y) = (self.arg(kind, 0), self.arg(kind, 0));
                fill2(
                    "DECODE({2}, {3}, {0}, {1})",
                    "CASE WHEN ({2}) IS NOT DISTINCT FROM ({3}) THEN {0} ELSE {1} END",
                    &[a, b, x, y],
                    ty,
                )
            }
            _ => {
                let (one, two) = (self.arg(Kind::Bool, depth), self.arg(Kind::Bool, depth));
                fill(
                    "CASE WHEN {2} THEN {0} WHEN {3} THEN {1} END",
                    &[a, b, one, two],
                    ty,
                )
            }
        })
    }
}

/// A number, which is looser when it is negative.
fn number(text: &str, ty: Ty) -> Expr {
    let level = if text.starts_with('-') {
        level::UNARY
    } else {
        level::PRIMARY
    };
    Expr::same(text, level, ty)
}

/// The type that stands for a kind.
pub fn default_type(kind: Kind) -> Ty {
    match kind {
        Kind::Int => Ty::Int,
        Kind::Dec => Ty::Dec(10, 2),
        Kind::Float => Ty::Float,
        Kind::Bool => Ty::Bool,
        Kind::Text => Ty::Text,
        Kind::Date => Ty::Date,
        Kind::Stamp => Ty::Stamp,
    }
}
