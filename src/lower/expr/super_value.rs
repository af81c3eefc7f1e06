//! SUPER values as operands: BigQuery neither compares JSON nor calculates with it.
//!
//! `a.s = b.s` → `IF(JSON_TYPE(a.s) = JSON_TYPE(b.s), …, NULL)`, `s.n + 1` → `TO_JSON(<the number in s.n> + 1)`: values of
//! different kinds are neither equal nor unequal, and what is no number gives NULL.

use super::super::Cx;
use super::compare::scalar_of;
use super::operator::Side;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::tree::{BinaryOp, Expr, ExprId, UnaryOp};
use crate::resolve::{ColumnUse, Relation, Type};
use crate::span::Span;

/// The number in a SUPER value; NULL where there is none.
pub(super) const NUMBER: &str =
    "IF(JSON_TYPE($x) = 'number', SAFE_CAST(JSON_VALUE($x) AS BIGNUMERIC), NULL)";

/// The text that equal SUPER values have in common: `1` and `1.0` are one number, and a null is no value.
const KEY: &str = "IF(JSON_TYPE($x) = 'number', \
    COALESCE(CAST(SAFE_CAST(JSON_VALUE($x) AS BIGNUMERIC) AS STRING), TO_JSON_STRING($x)), \
    NULLIF(TO_JSON_STRING($x), 'null'))";

/// A number as SUPER again: NULL stays NULL and becomes no JSON null.
const BOXED: &str = "IF($x IS NULL, NULL, TO_JSON($x))";

/// The sum of two SUPER values; two strings are joined.
const SUM: &str = "CASE WHEN JSON_TYPE($a) = 'string' AND JSON_TYPE($b) = 'string' \
    THEN TO_JSON(LAX_STRING($a) || LAX_STRING($b)) \
    WHEN JSON_TYPE($a) = 'number' AND JSON_TYPE($b) = 'number' \
    THEN TO_JSON(SAFE_CAST(JSON_VALUE($a) AS BIGNUMERIC) + SAFE_CAST(JSON_VALUE($b) AS BIGNUMERIC)) END";

/// Equality: NULL where the kinds differ.
const EQUAL: &str = "IF(JSON_TYPE($a) = JSON_TYPE($b), IF(JSON_TYPE($a) = 'number', \
    SAFE_CAST(JSON_VALUE($a) AS BIGNUMERIC) = SAFE_CAST(JSON_VALUE($b) AS BIGNUMERIC), \
    NULLIF(TO_JSON_STRING($a), 'null') = TO_JSON_STRING($b)), NULL)";

/// Order: NULL where the kinds differ, and between arrays or objects.
const LESS: &str = "CASE JSON_TYPE($a) WHEN 'number' THEN SAFE_CAST(JSON_VALUE($a) AS BIGNUMERIC) < \
    IF(JSON_TYPE($b) = 'number', SAFE_CAST(JSON_VALUE($b) AS BIGNUMERIC), NULL) \
    WHEN 'string' THEN SAFE.STRING($a) < SAFE.STRING($b) \
    WHEN 'boolean' THEN SAFE.BOOL($a) < SAFE.BOOL($b) END";

/// Order, with equality.
const LESS_OR_EQUAL: &str = "CASE JSON_TYPE($a) WHEN 'number' THEN SAFE_CAST(JSON_VALUE($a) AS BIGNUMERIC) <= \
    IF(JSON_TYPE($b) = 'number', SAFE_CAST(JSON_VALUE($b) AS BIGNUMERIC), NULL) \
    WHEN 'string' THEN SAFE.STRING($a) <= SAFE.STRING($b) \
    WHEN 'boolean' THEN SAFE.BOOL($a) <= SAFE.BOOL($b) END";

/// Why equality of SUPER values carries a diagnostic.
const DEEP: [&str; 2] = [
    "SUPER as a key",
    "arrays and objects are compared as text, in which 1 and 1.0 are two numbers",
];

/// What to do where no translation is certain.
const CAST_IT: &str = "cast the SUPER value to the type of its content";

impl Cx<'_> {
    /// A comparison of values that BigQuery does not compare as they are.
    pub(super) fn super_comparison(
        &mut self,
        id: ExprId,
        op: bq::CompareOp,
        op_span: Span,
        left: ExprId,
        right: ExprId,
    ) -> Option<bq::ExprId> {
        let (l, r) = (self.type_of(left), self.type_of(right));
        if is_shape(l) || is_shape(r) {
            let why = ["this comparison of shapes", "use ST_EQUALS"];
            return Some(self.refuse_expr(id, Code::RS1103, op_span, &why));
        }
        let other = match (l, r) {
            (Type::Super, other) | (other, Type::Super) => other,
            _other => return None,
        };
        if other != Type::Super {
            return self.refuse_stranger(id, op_span, other);
        }
        let span = self.src.span(id);
        let sides = [self.super_side(left), self.super_side(right)];
        if self.joins_sides(id) && op == bq::CompareOp::Eq {
            self.raise(Code::RS2401, op_span, &DEEP);
            let [a, b] = sides.map(|side| self.super_key(side, span));
            return Some(self.made(span, bq::Expr::Compare(op, a, b)));
        }
        if matches!(op, bq::CompareOp::Eq | bq::CompareOp::NotEq) {
            self.raise(Code::RS2401, op_span, &DEEP);
        }
        let (template, names) = match op {
            bq::CompareOp::Eq | bq::CompareOp::NotEq => (EQUAL, ["a", "b"]),
            bq::CompareOp::Lt => (LESS, ["a", "b"]),
            bq::CompareOp::LtEq => (LESS_OR_EQUAL, ["a", "b"]),
            bq::CompareOp::Gt => (LESS, ["b", "a"]),
            bq::CompareOp::GtEq => (LESS_OR_EQUAL, ["b", "a"]),
        };
        let value = self.instantiate(template, &sides, &names, span);
        if op == bq::CompareOp::NotEq {
            return Some(self.made(span, bq::Expr::Unary(bq::UnaryOp::Not, value)));
        }
        Some(value)
    }

    /// A value that no SUPER value is compared with: nobody says what `s.d < CURRENT_DATE` is.
    fn refuse_stranger(&mut self, id: ExprId, span: Span, other: Type) -> Option<bq::ExprId> {
        if !other.is_known() || is_scalar_of_super(other) {
            return None;
        }
        let what = format!("a comparison of SUPER with {other}");
        Some(self.refuse_expr(id, Code::RS1103, span, &[&what, CAST_IT]))
    }

    /// Whether a value is a row with columns that BigQuery does not compare.
    pub(super) fn refuses_row(&self, id: ExprId) -> bool {
        let Expr::Row(items) = &self.src.exprs[id] else {
            return false;
        };
        items.iter().any(|item| is_ungroupable(self.type_of(*item)))
    }

    /// Whether a comparison is one of those that make the join whose condition is read.
    fn joins_sides(&self, id: ExprId) -> bool {
        self.join_condition.is_some_and(|condition| {
            let mut terms = Vec::new();
            self.and_terms(condition, &mut terms);
            terms.contains(&id)
        })
    }

    fn super_side(&mut self, id: ExprId) -> Side {
        Side {
            value: self.expr(id),
            ty: self.type_of(id),
            source: Some(id),
        }
    }

    /// The text of a SUPER value that stands for it where BigQuery groups or compares.
    pub(in crate::lower) fn super_key(&mut self, side: Side, span: Span) -> bq::ExprId {
        self.instantiate(KEY, &[side], &["x"], span)
    }

    /// A key of PARTITION BY or GROUP BY.
    pub(in crate::lower) fn key_of_super(&mut self, id: ExprId, span: Span) -> bq::ExprId {
        self.raise(Code::RS2401, span, &DEEP);
        let side = self.super_side(id);
        self.super_key(side, span)
    }

    /// `s IN (…)` and `CASE s WHEN …` over values of several kinds: all as their keys.
    pub(super) fn super_searched(
        &mut self,
        operand: ExprId,
        list: &[ExprId],
    ) -> Option<(bq::ExprId, Vec<bq::ExprId>)> {
        let types = || list.iter().map(|item| self.type_of(*item));
        let fits = |ty: Type| is_scalar_of_super(ty) || matches!(ty, Type::Super | Type::Null);
        if !types().all(fits) {
            return None;
        }
        let key = self.key_of_super(operand, self.src.span(operand));
        let keys = list.iter().map(|item| {
            let mut side = self.super_side(*item);
            let span = self.src.span(*item);
            if side.ty == Type::Null {
                return side.value;
            }
            if side.ty != Type::Super {
                side.value = self.json_of(side, span);
                side.source = None;
            }
            self.super_key(side, span)
        });
        let keys = keys.collect();
        Some((key, keys))
    }

    /// Whether a SUPER value is searched for among values that are not of one kind.
    pub(super) fn is_mixed(&self, operand: ExprId, list: &[ExprId]) -> bool {
        self.type_of(operand) == Type::Super && {
            let mut types = list.iter().map(|item| self.type_of(*item));
            let first = types.next().unwrap_or_default();
            scalar_of(first).is_none() || types.any(|ty| ty != first)
        }
    }

    /// Values of other kinds are neither in such a list nor out of it.
    pub(super) fn refuse_not_in(&mut self, id: ExprId) -> bq::ExprId {
        let what = "NOT IN of SUPER and values of several kinds";
        self.refuse_expr(id, Code::RS1103, self.src.span(id), &[what, CAST_IT])
    }

    /// `s BETWEEN a AND b` where the bounds are not of one kind.
    pub(super) fn refuse_between(&mut self, id: ExprId) -> bq::ExprId {
        let what = "BETWEEN of SUPER and values of several kinds";
        self.refuse_expr(id, Code::RS1103, self.src.span(id), &[what, CAST_IT])
    }

    /// `+`, `-`, `*` and `%` with a SUPER value: the result is one too.
    pub(super) fn super_arithmetic(
        &mut self,
        op: BinaryOp,
        op_span: Span,
        left: Side,
        right: Side,
        span: Span,
    ) -> bq::ExprId {
        let both = left.ty == Type::Super && right.ty == Type::Super;
        if op == BinaryOp::Add && both {
            return self.instantiate(SUM, &[left, right], &["a", "b"], span);
        }
        let is_operand = |ty: Type| ty == Type::Super || ty.is_number();
        let operator = match op {
            BinaryOp::Add => Some(bq::BinaryOp::Add),
            BinaryOp::Sub => Some(bq::BinaryOp::Sub),
            BinaryOp::Mul => Some(bq::BinaryOp::Mul),
            BinaryOp::Mod => None,
            // Whether a quotient has a fraction depends on the value: 7 / 2 is 3, and 7.0 / 2 is 3.5.
            BinaryOp::Div
            | BinaryOp::Or
            | BinaryOp::And
            | BinaryOp::Eq
            | BinaryOp::NotEq
            | BinaryOp::Lt
            | BinaryOp::LtEq
            | BinaryOp::Gt
            | BinaryOp::GtEq
            | BinaryOp::Concat
            | BinaryOp::BitAnd
            | BinaryOp::BitOr
            | BinaryOp::BitXor
            | BinaryOp::Shl
            | BinaryOp::Shr
            | BinaryOp::Pow
            | BinaryOp::Overlaps => return self.refuse_operator(op_span, left),
        };
        if !is_operand(left.ty) || !is_operand(right.ty) {
            return self.refuse_operator(op_span, left);
        }
        let operands = vec![self.number_in(left, span), self.number_in(right, span)];
        let kind = match operator {
            Some(operator) => bq::Expr::Chain(operands, vec![operator]),
            None => super::plain_call("MOD", operands),
        };
        let value = self.out.expr(kind, bq::Origin::New);
        self.boxed(value, span)
    }

    /// An operator before SUPER: only the minus has a meaning that is certain.
    pub(super) fn super_unary(&mut self, op: UnaryOp, operand: ExprId, span: Span) -> bq::ExprId {
        match op {
            UnaryOp::Minus => self.negative_super(operand, span),
            UnaryOp::Plus
            | UnaryOp::Not
            | UnaryOp::BitNot
            | UnaryOp::Sqrt
            | UnaryOp::Cbrt
            | UnaryOp::Abs => {
                let what = ["this operator of SUPER", CAST_IT];
                self.refuse(Code::RS1103, span, &what);
                self.expr(operand)
            }
        }
    }

    pub(super) fn refuse_operator(&mut self, op_span: Span, left: Side) -> bq::ExprId {
        let what = format!("{} of SUPER", self.text(op_span));
        self.refuse(Code::RS1103, op_span, &[&what, CAST_IT]);
        left.value
    }

    /// `||` has no meaning for JSON in BigQuery.
    pub(super) fn refuse_super_text(&mut self, op_span: Span) {
        let help = "cast the SUPER value to VARCHAR";
        self.refuse(Code::RS1103, op_span, &["|| of SUPER", help]);
    }

    /// `-s.n`: a SUPER value again.
    fn negative_super(&mut self, operand: ExprId, span: Span) -> bq::ExprId {
        let side = self.super_side(operand);
        let number = self.number_in(side, span);
        let kind = bq::Expr::Unary(bq::UnaryOp::Minus, number);
        let value = self.out.expr(kind, bq::Origin::New);
        self.boxed(value, span)
    }

    fn boxed(&mut self, value: bq::ExprId, span: Span) -> bq::ExprId {
        let side = Side {
            value,
            ty: Type::Unknown,
            source: None,
        };
        self.instantiate(BOXED, &[side], &["x"], span)
    }

    /// The number of an operand, as wide as those of a SUPER value.
    fn number_in(&mut self, side: Side, span: Span) -> bq::ExprId {
        if side.ty == Type::Super {
            return self.instantiate(NUMBER, &[side], &["x"], span);
        }
        let constant = side.source.and_then(|id| self.exact_constant(id));
        let value = constant.unwrap_or(side.value);
        if side.ty.is_float() {
            return self.cast_to(value, bq::Type::BigNumeric(None));
        }
        value
    }

    /// Refuses a function that compares, orders or prints values of a type that BigQuery does not.
    pub(super) fn refuse_call(
        &mut self,
        id: ExprId,
        name: &str,
        span: Span,
        args: &[ExprId],
        distinct: bool,
    ) -> Option<bq::ExprId> {
        if !distinct && !ORDERING.contains(&name) {
            return None;
        }
        let ty = args
            .iter()
            .map(|arg| self.type_of(*arg))
            .find(|ty| is_ungroupable(*ty))?;
        if distinct && name == "count" && ty == Type::Super && args.len() == 1 {
            return None;
        }
        let what = format!("{name} of {ty}");
        Some(self.refuse_expr(id, Code::RS1103, span, &[&what, CAST_IT]))
    }

    /// `COUNT(x)` of the rows of a table. An outer join that finds none makes a row of NULLs, which BigQuery would count: a
    /// column is counted that the join takes for equal, and so is not NULL.
    pub(super) fn count_of_rows(&mut self, id: ExprId, arg: ExprId) -> Option<bq::ExprId> {
        let ColumnUse::WholeRow {
            relation: Relation::From(from),
            depth: 0,
        } = self.facts.column(arg)
        else {
            return None;
        };
        let span = self.src.span(id);
        if self.has_marks {
            return None;
        }
        let Some(join) = self.join_that_loses(*from) else {
            return Some(self.instantiate("COUNT(*)", &[], &[], span));
        };
        let column = self.joined_column(join, *from)?;
        let value = self.expr(column);
        let kind = self.out.exprs[value].kind.clone();
        let value = self.made(self.src.span(column), kind);
        Some(self.made(span, super::plain_call("COUNT", vec![value])))
    }

    /// `COUNT(DISTINCT s)`: of the keys.
    pub(super) fn count_of_super(&mut self, id: ExprId, arg: ExprId) -> bq::ExprId {
        let keys = std::mem::take(&mut self.group_keys);
        let outer = std::mem::replace(&mut self.in_rows, true);
        let key = self.key_of_super(arg, self.src.span(arg));
        self.in_rows = outer;
        self.group_keys = keys;
        let call = bq::Call {
            name: vec!["COUNT".into()],
            distinct: true,
            args: vec![bq::Arg::Expr(key)],
            ..bq::Call::default()
        };
        self.made(self.src.span(id), bq::Expr::Call(Box::new(call)))
    }

    /// A row as one value. BigQuery has STRUCT, which is another thing: an outer join that finds nothing makes its fields
    /// NULL and not the whole.
    pub(super) fn whole_row(&mut self, id: ExprId) -> Option<bq::ExprId> {
        let ColumnUse::WholeRow { .. } = self.facts.column(id) else {
            return None;
        };
        let span = self.src.span(id);
        let what = format!("the row {} as a value", self.text(span));
        let help = "name its columns, or count a column that is never NULL";
        Some(self.refuse_expr(id, Code::RS1103, span, &[&what, help]))
    }
}

/// Functions that order, compare or print their arguments.
const ORDERING: &[&str] = &[
    "min",
    "max",
    "greatest",
    "least",
    "nullif",
    "decode",
    "median",
    "listagg",
    "percentile_disc",
    "approximate_count_distinct",
    "ratio_to_report",
];

/// Types that BigQuery does not group by.
pub(in crate::lower) fn is_ungroupable(ty: Type) -> bool {
    ty == Type::Super || is_shape(ty)
}

fn is_shape(ty: Type) -> bool {
    matches!(ty, Type::Geometry | Type::Geography)
}

/// The kinds of scalars that a SUPER value can hold.
fn is_scalar_of_super(ty: Type) -> bool {
    ty.is_string() || ty.is_number() || matches!(ty, Type::UnknownLiteral | Type::Boolean)
}
