//! Operators: which plain operator of BigQuery says the same, and which rewrite there is where none does.
//!
//! `a / b` of integers → `DIV(a, b)`, `a % b` → `MOD(a, b)`, `a ^ b` → `POW(a, b)`, `a # b` → `a ^ b`, `d1 - d2` → `DATE_DIFF(d1, d2, DAY)`

use super::super::Cx;
use super::super::names::replace;
use super::plain_call;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::options::Assumption;
use crate::redshift::tree::{BinaryOp, Expr, ExprId, Literal, UnaryOp};
use crate::resolve::{Type, rules};
use crate::span::Span;

/// The decimals that NUMERIC has.
const NUMERIC_SCALE: u32 = 9;

/// What a binary operator becomes.
pub(super) enum Plan {
    /// The same meaning under an operator of BigQuery that chains.
    Keep(bq::BinaryOp),
    /// A comparison.
    Compare(bq::CompareOp),
    /// Something else, made out of the two operands.
    Rewrite,
}

/// One side of a binary operator: lowered, with its Redshift type and, where it is one expression, its source.
#[derive(Clone, Copy)]
pub(in crate::lower) struct Side {
    pub value: bq::ExprId,
    pub ty: Type,
    pub source: Option<ExprId>,
}

impl Cx<'_> {
    /// How an operator is said between operands of these types.
    pub(super) fn plan(&mut self, op: BinaryOp, op_span: Span, left: Side, right: Side) -> Plan {
        let (l, r) = (left.ty, right.ty);
        match op {
            BinaryOp::Or => Plan::Keep(bq::BinaryOp::Or),
            BinaryOp::And => Plan::Keep(bq::BinaryOp::And),
            BinaryOp::Eq => Plan::Compare(bq::CompareOp::Eq),
            BinaryOp::NotEq => Plan::Compare(bq::CompareOp::NotEq),
            BinaryOp::Lt => Plan::Compare(bq::CompareOp::Lt),
            BinaryOp::LtEq => Plan::Compare(bq::CompareOp::LtEq),
            BinaryOp::Gt => Plan::Compare(bq::CompareOp::Gt),
            BinaryOp::GtEq => Plan::Compare(bq::CompareOp::GtEq),
            BinaryOp::Concat => Plan::Keep(bq::BinaryOp::Concat),
            BinaryOp::BitAnd => Plan::Keep(bq::BinaryOp::BitAnd),
            BinaryOp::BitOr => Plan::Keep(bq::BinaryOp::BitOr),
            BinaryOp::BitXor => Plan::Keep(bq::BinaryOp::BitXor),
            BinaryOp::Shl => Plan::Keep(bq::BinaryOp::Shl),
            BinaryOp::Shr => self.plan_shift(left),
            BinaryOp::Add => plan_add(l, r),
            BinaryOp::Sub => self.plan_sub(op_span, l, r),
            BinaryOp::Mul => Plan::Keep(bq::BinaryOp::Mul),
            BinaryOp::Div => self.plan_div(op_span, l, r),
            BinaryOp::Mod | BinaryOp::Pow | BinaryOp::Overlaps => Plan::Rewrite,
        }
    }

    /// BigQuery's `>>` fills with zeros, so it serves what cannot be negative.
    fn plan_shift(&self, left: Side) -> Plan {
        match left.source.map(|id| &self.src.exprs[id]) {
            Some(Expr::Literal(Literal::Integer)) => Plan::Keep(bq::BinaryOp::Shr),
            Some(_) | None => Plan::Rewrite,
        }
    }

    fn plan_sub(&mut self, op_span: Span, l: Type, r: Type) -> Plan {
        self.say_reading(op_span, "-", "-", &[l, r]);
        let is_read_as_date =
            l == Type::Date && r == Type::Unknown || l == Type::Unknown && r == Type::Date;
        if is_read_as_date || is_datetime_arithmetic(l, r) {
            Plan::Rewrite
        } else {
            Plan::Keep(bq::BinaryOp::Sub)
        }
    }

    fn plan_div(&mut self, op_span: Span, l: Type, r: Type) -> Plan {
        if l.is_integer() && r.is_integer() || self.has_short_quotient(l, r) {
            return Plan::Rewrite;
        }
        self.say_reading(op_span, "/", "/", &[l, r]);
        Plan::Keep(bq::BinaryOp::Div)
    }

    /// Whether a quotient of decimals has fewer decimals than NUMERIC gives it: Redshift drops the rest. What has nine or
    /// more falls under the standing assumption about NUMERIC.
    fn has_short_quotient(&self, l: Type, r: Type) -> bool {
        let exact = |ty: Type| ty.is_integer() || ty.is_decimal();
        exact(l)
            && exact(r)
            && matches!(rules::binary(BinaryOp::Div, l, r), Type::Decimal { scale, .. }
                if scale < NUMERIC_SCALE || self.is_strict(Assumption::Decimals))
    }

    /// Makes a rewritten operator.
    pub(super) fn rewrite(
        &mut self,
        op: BinaryOp,
        op_span: Span,
        left: Side,
        right: Side,
        span: Span,
    ) -> bq::ExprId {
        match op {
            BinaryOp::Div => self.div(left, right, span),
            BinaryOp::Mod => self.modulo(left, right, span),
            BinaryOp::Pow => self.power(left, right, span),
            BinaryOp::Shr => self.arithmetic_shift(left, right, span),
            BinaryOp::Add | BinaryOp::Sub => {
                self.datetime_arithmetic(op, op_span, left, right, span)
            }
            BinaryOp::Overlaps
            | BinaryOp::Mul
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
            | BinaryOp::Shl => {
                self.refuse(
                    Code::RS1103,
                    op_span,
                    &["this operator", "compare the ends"],
                );
                left.value
            }
        }
    }

    /// Integers drop the fraction; decimals keep the digits of Redshift's scale and drop the rest.
    fn div(&mut self, left: Side, right: Side, span: Span) -> bq::ExprId {
        if left.ty.is_integer() && right.ty.is_integer() {
            return self.made(span, plain_call("DIV", vec![left.value, right.value]));
        }
        let result = rules::binary(BinaryOp::Div, left.ty, right.ty);
        let scale = if let Type::Decimal { scale, .. } = result {
            scale
        } else {
            4
        };
        let (l, r) = if self.is_wide(result) {
            let right_value = self.widened(right.value, right.ty);
            (self.widened(left.value, left.ty), right_value)
        } else {
            self.decimal_sides(left, right)
        };
        let quotient = self.out.expr(
            bq::Expr::Chain(vec![l, r], vec![bq::BinaryOp::Div]),
            bq::Origin::New,
        );
        let scale = self.integer(scale);
        self.made(span, plain_call("TRUNC", vec![quotient, scale]))
    }

    fn modulo(&mut self, left: Side, right: Side, span: Span) -> bq::ExprId {
        let exact = left.ty.is_decimal() || right.ty.is_decimal();
        let (l, r) = if exact {
            self.decimal_sides(left, right)
        } else {
            (left.value, right.value)
        };
        self.made(span, plain_call("MOD", vec![l, r]))
    }

    /// The result is DOUBLE PRECISION in Redshift; POW of NUMERIC would stay NUMERIC and overflow.
    fn power(&mut self, left: Side, right: Side, span: Span) -> bq::ExprId {
        let float = |cx: &mut Self, side: Side| {
            if may_be_decimal(side.ty) && !cx.is_literal(side) {
                cx.cast_to(side.value, bq::Type::Float64)
            } else {
                side.value
            }
        };
        let (l, r) = (float(self, left), float(self, right));
        self.made(span, plain_call("POW", vec![l, r]))
    }

    fn is_literal(&self, side: Side) -> bool {
        side.source.is_some_and(|id| self.is_number_constant(id))
    }

    /// A number, also with a sign or in parentheses.
    fn is_number_constant(&self, id: ExprId) -> bool {
        let expr = &self.src.exprs[id];
        if let Expr::Paren(inner) | Expr::Unary { operand: inner, .. } = expr {
            return self.is_number_constant(*inner);
        }
        matches!(expr, Expr::Literal(_))
    }

    /// `IF(a < 0, ~(~a >> n), a >> n)`: the sign is kept, as PostgreSQL does.
    fn arithmetic_shift(&mut self, left: Side, right: Side, span: Span) -> bq::ExprId {
        self.instantiate(
            "IF($a < 0, ~(~$a >> $n), $a >> $n)",
            &[left, right],
            &["a", "n"],
            span,
        )
    }

    /// Both operands so that the operator works on NUMERIC: beside a NUMERIC every number becomes one by itself.
    fn decimal_sides(&mut self, left: Side, right: Side) -> (bq::ExprId, bq::ExprId) {
        let has_numeric = |cx: &Self, side: Side| side.ty.is_decimal() && !cx.is_literal(side);
        if has_numeric(self, left) || has_numeric(self, right) {
            return (left.value, right.value);
        }
        let left_is_decimal = left.ty.is_decimal();
        let exact = |cx: &mut Self, side: Side| {
            side.source
                .and_then(|id| cx.exact_constant(id))
                .unwrap_or(side.value)
        };
        if left_is_decimal {
            (exact(self, left), right.value)
        } else {
            (left.value, exact(self, right))
        }
    }

    /// An operator before its operand.
    pub(super) fn unary(&mut self, id: ExprId, op: UnaryOp, operand: ExprId) -> bq::ExprId {
        let span = self.src.span(id);
        if op != UnaryOp::Not && self.type_of(operand) == Type::Super {
            return self.super_unary(op, operand, span);
        }
        if op == UnaryOp::Not && self.is_bare_null(Some(operand)) {
            return self.unknown_truth(bq::Origin::From(span));
        }
        let value = match op {
            UnaryOp::Not => self.condition(operand),
            UnaryOp::Plus
            | UnaryOp::Minus
            | UnaryOp::BitNot
            | UnaryOp::Sqrt
            | UnaryOp::Cbrt
            | UnaryOp::Abs => self.expr(operand),
        };
        let keep = |op| bq::Expr::Unary(op, value);
        match op {
            UnaryOp::Plus => self.same(span, keep(bq::UnaryOp::Plus)),
            UnaryOp::Minus => self.same(span, keep(bq::UnaryOp::Minus)),
            UnaryOp::Not => self.same(span, keep(bq::UnaryOp::Not)),
            UnaryOp::BitNot => self.same(span, keep(bq::UnaryOp::BitNot)),
            UnaryOp::Abs => self.made(span, plain_call("ABS", vec![value])),
            UnaryOp::Sqrt | UnaryOp::Cbrt => {
                let value = if may_be_decimal(self.type_of(operand)) {
                    self.cast_to(value, bq::Type::Float64)
                } else {
                    value
                };
                let name = if op == UnaryOp::Sqrt { "SQRT" } else { "CBRT" };
                self.made(span, plain_call(name, vec![value]))
            }
        }
    }

    /// The edit of an operator that BigQuery spells otherwise.
    pub(super) fn operator_edit(op: BinaryOp, op_span: Span) -> Option<bq::Edit> {
        (op == BinaryOp::BitXor).then(|| replace(op_span, "^"))
    }

    /// An integer constant, made anew.
    pub(in crate::lower) fn integer(&mut self, value: impl std::fmt::Display) -> bq::ExprId {
        self.out.expr(
            bq::Expr::Literal(bq::Literal::Int64, value.to_string().into()),
            bq::Origin::New,
        )
    }
}

/// Whether BigQuery would calculate with a NUMERIC where it should be a FLOAT64.
pub(super) fn may_be_decimal(ty: Type) -> bool {
    ty.is_decimal() || ty == Type::Unknown
}

fn plan_add(l: Type, r: Type) -> Plan {
    if is_datetime_arithmetic(l, r) {
        Plan::Rewrite
    } else {
        Plan::Keep(bq::BinaryOp::Add)
    }
}

/// Whether `+` or `-` between these types needs more than BigQuery's operator.
fn is_datetime_arithmetic(l: Type, r: Type) -> bool {
    let moment = |ty: Type| matches!(ty, Type::Timestamp | Type::TimestampTz);
    match (l, r) {
        // date - date is a count of days, not an interval
        (Type::Date, Type::Date) => true,
        // date + interval is DATETIME in BigQuery: right, except for an interval of months, which gives a DATE
        (Type::Date, Type::IntervalYearToMonth) | (Type::IntervalYearToMonth, Type::Date) => true,
        (Type::Date, Type::Time) | (Type::Time, Type::Date) => true,
        (Type::Date, Type::TimeTz) | (Type::TimeTz, Type::Date) => true,
        (Type::Time, _) | (_, Type::Time) => true,
        // a number of days after a timestamp
        (a, b) if moment(a) && (b.is_integer() || b.is_decimal() || b.is_float()) => true,
        (a, b) if moment(b) && a.is_integer() => true,
        // an instant moves by months, and by days of the time zone, only as a local time
        (Type::TimestampTz, b) if b.is_interval() => true,
        (a, Type::TimestampTz) if a.is_interval() => true,
        (Type::TimestampTz, b) if b.is_datetime() => true,
        (a, Type::TimestampTz) if a.is_datetime() => true,
        (Type::Date, Type::Timestamp) | (Type::Timestamp, Type::Date) => true,
        _other => false,
    }
}
