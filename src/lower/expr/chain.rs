//! Chains of operators of one Redshift precedence, regrouped as BigQuery reads them.
//!
//! `1 | 2 & 4` → `(1 | 2) & 4`: Redshift reads these from the left, BigQuery binds `&` tighter.

use super::super::Cx;
use super::super::names::replace;
use super::operator::{Plan, Side, may_be_decimal};
use super::plain_call;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::tree::{BinaryOp, Expr, ExprId, Literal};
use crate::resolve::{Type, rules};
use crate::span::Span;

/// The deepest nesting that rewrites of one chain may build.
const MAX_REWRITES: usize = 500;

/// What has been read of a chain: kept operators of one precedence, with what stands before them as first operand.
struct Run {
    operands: Vec<bq::ExprId>,
    ops: Vec<bq::BinaryOp>,
    edits: Vec<bq::Edit>,
    span: Span,
    ty: Type,
    /// The single operand's source, while there is only one.
    source: Option<ExprId>,
}

impl Cx<'_> {
    /// A chain, applied from the left.
    pub(super) fn chain(
        &mut self,
        id: ExprId,
        operands: &[ExprId],
        ops: &[(BinaryOp, Span)],
    ) -> bq::ExprId {
        if let [(op, op_span)] = ops
            && let [left, right] = operands
            && is_comparison(*op)
        {
            return self.comparison(id, *op, *op_span, *left, *right);
        }
        let Some((first, rest)) = operands.split_first() else {
            return self.refuse_expr(
                id,
                Code::RS1004,
                self.src.span(id),
                &["an empty expression"],
            );
        };
        let boolean = ops
            .first()
            .is_some_and(|(op, _)| matches!(op, BinaryOp::And | BinaryOp::Or));
        let (mut run, read) = match self.key_prefix(id, operands, ops) {
            Some(prefix) => prefix,
            None => (self.begin(*first, boolean), 1),
        };
        let mut rewrites = 0;
        for (operand, (op, op_span)) in rest.iter().zip(ops).skip(read - 1) {
            let mut right = self.side(*operand, boolean);
            if is_arithmetic(*op) {
                (run, right) = self.numbers(*op, run, right);
            }
            if is_arithmetic(*op) && (run.ty == Type::Super || right.ty == Type::Super) {
                rewrites += 1;
                let span = run.span.to(self.src.span(*operand));
                let left = self.close(&mut run);
                let value = self.super_arithmetic(*op, *op_span, left, right, span);
                run = Run::of(value, span, Type::Super);
                continue;
            }
            if *op == BinaryOp::Add && self.joins_text(*op_span, self.whole(&run), right) {
                let (kept, op) = (bq::BinaryOp::Concat, BinaryOp::Concat);
                self.keep(&mut run, kept, op, *op_span, right, *operand);
                run.edits.push(replace(*op_span, "||"));
                continue;
            }
            if is_arithmetic(*op) || is_number_operator(*op) {
                (run, right) = self.typed_nulls(run, right);
            }
            let left = self.whole(&run);
            if is_number_operator(*op) && (run.ty == Type::Super || right.ty == Type::Super) {
                self.refuse_operator(*op_span, left);
            }
            match self.plan(*op, *op_span, left, right) {
                Plan::Keep(kept) => {
                    if *op == BinaryOp::Concat {
                        self.say_text(*op_span, left);
                        self.say_text(*op_span, right);
                    }
                    self.keep(&mut run, kept, *op, *op_span, right, *operand);
                    if is_arithmetic(*op) && self.has_range(run.ty) {
                        rewrites += 1;
                        let side = self.close(&mut run);
                        let value = self.in_range(side.value, side.ty, run.span);
                        run = Run::of(value, run.span, side.ty);
                    }
                }
                Plan::Compare(kept) => self.compare_step(&mut run, kept, right, *operand),
                Plan::Rewrite => {
                    rewrites += 1;
                    let span = run.span.to(self.src.span(*operand));
                    let left = self.close(&mut run);
                    let value = self.rewrite(*op, *op_span, left, right, span);
                    run = Run::of(value, span, rules::binary(*op, left.ty, right.ty));
                }
            }
        }
        if rewrites > MAX_REWRITES {
            let limit = MAX_REWRITES.to_string();
            self.refuse(Code::RS0003, self.src.span(id), &[&limit]);
        }
        self.close(&mut run).value
    }

    /// Whether a plus joins texts; beside what is not known a constant that begins as no number is one.
    fn joins_text(&mut self, op_span: Span, left: Side, right: Side) -> bool {
        let text_of = |side: Side, other: Side| {
            let constant = side
                .source
                .filter(|_| side.ty == Type::UnknownLiteral && other.ty == Type::Unknown)
                .and_then(|id| self.string_value(id));
            match constant.filter(|value| begins_as_text(value)) {
                Some(_) => Type::Varchar(None),
                None => side.ty,
            }
        };
        let (l, r) = (text_of(left, right), text_of(right, left));
        if (l == Type::Unknown && r.is_string()) || (l.is_string() && r == Type::Unknown) {
            self.say_reading(op_span, "+", "+", &[l, r]);
            return true;
        }
        rules::binary(BinaryOp::Add, l, r).is_string()
    }

    /// The first operands together, where they are a key of GROUP BY: `a + b` of `a + b + 1`. How many they are stands
    /// beside.
    fn key_prefix(
        &mut self,
        id: ExprId,
        operands: &[ExprId],
        ops: &[(BinaryOp, Span)],
    ) -> Option<(Run, usize)> {
        let (key, count) = self.chain_of_key(operands)?;
        let prefix = operands.get(..count)?;
        let span = self
            .src
            .span(*operands.first()?)
            .to(self.src.span(*prefix.last()?));
        let keys = std::mem::take(&mut self.group_keys);
        let value = self.chain(id, prefix, ops.get(..count - 1)?);
        self.group_keys = keys;
        let value = self.made(span, plain_call("ANY_VALUE", vec![value]));
        Some((Run::of(value, span, self.type_of(key)), count))
    }

    fn begin(&mut self, first: ExprId, boolean: bool) -> Run {
        let side = self.side(first, boolean);
        Run {
            source: side.source,
            ..Run::of(side.value, self.src.span(first), side.ty)
        }
    }

    fn side(&mut self, operand: ExprId, boolean: bool) -> Side {
        let value = if boolean {
            self.condition(operand)
        } else {
            self.expr(operand)
        };
        Side {
            value,
            ty: self.type_of(operand),
            source: Some(operand),
        }
    }

    /// Text beside a number is read as one, which BigQuery does not do: `'10' + 5` → `10 + 5`. A constant that is taken from
    /// a date is one: `day - '2024-01-31'` → `DATE_DIFF(day, DATE '2024-01-31', DAY)`.
    fn numbers(&mut self, op: BinaryOp, mut run: Run, right: Side) -> (Run, Side) {
        let beside = |ty: Type, other: Type| {
            if op == BinaryOp::Sub && ty == Type::UnknownLiteral && other.is_datetime() {
                other
            } else {
                rules::number_beside(ty, other)
            }
        };
        let (left_type, right_type) = (beside(run.ty, right.ty), beside(right.ty, run.ty));
        if left_type != run.ty {
            let span = run.span;
            let side = self.close(&mut run);
            let side = self.as_number(side, left_type);
            run = Run::of(side.value, span, side.ty);
        }
        if right_type == right.ty {
            return (run, right);
        }
        let right = self.as_number(right, right_type);
        (run, right)
    }

    /// BigQuery does not calculate with a NULL that has no type: `NULL + 1` → `CAST(NULL AS INT64) + 1`.
    fn typed_nulls(&mut self, mut run: Run, mut right: Side) -> (Run, Side) {
        if self.is_bare_null(run.source) {
            let value = self.close(&mut run).value;
            run = Run::of(self.cast_to(value, bq::Type::Int64), run.span, run.ty);
        }
        if self.is_bare_null(right.source) {
            right.value = self.cast_to(right.value, bq::Type::Int64);
            right.source = None;
        }
        (run, right)
    }

    /// Whether an operand is `NULL`, as it stands or in parentheses.
    pub(super) fn is_bare_null(&self, operand: Option<ExprId>) -> bool {
        let mut operand = operand.map(|id| &self.src.exprs[id]);
        while let Some(Expr::Paren(inner)) = operand {
            operand = Some(&self.src.exprs[*inner]);
        }
        matches!(operand, Some(Expr::Literal(Literal::Null)))
    }

    fn as_number(&mut self, side: Side, want: Type) -> Side {
        // A constant without a type would be FLOAT64.
        let source = side.source.filter(|_| !want.is_decimal());
        let constant = match source {
            Some(_) if self.is_bare_null(source) => None,
            Some(id) if want.is_datetime() => self.typed_constant(id, want, self.src.span(id)),
            Some(id) => self.constant_for(id, side.ty, want),
            None => None,
        };
        let value = match (constant, self.target_type(want)) {
            (Some(constant), _) => constant,
            (None, Some(ty)) => self.cast_to(side.value, ty),
            (None, None) => side.value,
        };
        Side {
            value,
            ty: want,
            source: None,
        }
    }

    /// The run as one side, without closing it: enough for a plan.
    fn whole(&self, run: &Run) -> Side {
        Side {
            value: run
                .operands
                .first()
                .copied()
                .unwrap_or_else(|| unreachable_operand(self)),
            ty: run.ty,
            source: run.source,
        }
    }

    /// Adds an operator of the same precedence class, or begins a new run around the old one.
    fn keep(
        &mut self,
        run: &mut Run,
        kept: bq::BinaryOp,
        op: BinaryOp,
        op_span: Span,
        right: Side,
        operand: ExprId,
    ) {
        let ty = rules::binary(op, run.ty, right.ty);
        let same_class = run
            .ops
            .last()
            .is_none_or(|last| class(*last) == class(kept));
        let mut right_value = right.value;
        if op == BinaryOp::Concat {
            if run.ty == Type::Super || right.ty == Type::Super {
                self.refuse_super_text(op_span);
            }
            if run.ops.is_empty()
                && let Some(first) = run.operands.first_mut()
            {
                *first = self.concat_operand(*first, run.ty);
            }
            right_value = self.concat_operand(right_value, right.ty);
        }
        if is_arithmetic(op) {
            self.exact_operands(op, run, &mut right_value, right);
            if self.is_wide(ty) {
                right_value = self.widened(right_value, right.ty);
                if run.ops.is_empty()
                    && let Some(first) = run.operands.first_mut()
                {
                    *first = self.widened(*first, run.ty);
                }
            }
        }
        if !same_class {
            let left = self.close(run);
            *run = Run::of(left.value, run.span, left.ty);
        }
        run.operands.push(right_value);
        run.ops.push(kept);
        run.edits.extend(Self::operator_edit(op, op_span));
        run.span = run.span.to(self.src.span(operand));
        run.ty = ty;
        run.source = None;
    }

    /// Says that what is joined to a text is read as text, where its type is not known.
    fn say_text(&mut self, op_span: Span, side: Side) {
        let kind = side.source.map(|id| &self.src.exprs[id]);
        if !matches!(kind, Some(Expr::Placeholder | Expr::Param)) {
            self.say_reading(op_span, "concat", "what || joins", &[side.ty]);
        }
    }

    /// A decimal constant beside an integer or another constant stays exact: `n * 1.5` and `0.1 + 0.2` would be FLOAT64. So it
    /// does beside what may be an integer. A float constant stays a float beside a decimal: `d + 5e-1` would be NUMERIC.
    fn exact_operands(
        &mut self,
        op: BinaryOp,
        run: &mut Run,
        right_value: &mut bq::ExprId,
        right: Side,
    ) {
        let constant = |cx: &mut Self, constant: Option<ExprId>, beside: Type| {
            let constant = constant?;
            // How a quotient of what is not known is read has been said.
            match beside == Type::Unknown && op != BinaryOp::Div {
                true => cx.exact_fraction(constant),
                false => cx.exact_constant(constant),
            }
        };
        let left_constant = run
            .source
            .filter(|_| run.ops.is_empty() && run.ty.is_decimal())
            .and_then(|id| constant(self, Some(id), right.ty));
        let may_be_integer =
            |ty: Type| ty.is_integer() || ty == Type::Unknown && op != BinaryOp::Div;
        let is_integer =
            may_be_integer(run.ty) && !run.operands.iter().any(|operand| self.is_exact(*operand));
        if right.ty.is_decimal() && (is_integer || left_constant.is_some()) {
            if let Some(constant) = constant(self, right.source, run.ty) {
                *right_value = constant;
            }
        } else if may_be_integer(right.ty)
            && let Some(constant) = left_constant
            && let Some(first) = run.operands.first_mut()
        {
            *first = constant;
        }
        if may_be_decimal(run.ty) && self.is_float_constant(right.source) {
            *right_value = self.cast_to(*right_value, bq::Type::Float64);
        } else if may_be_decimal(right.ty)
            && run.ops.is_empty()
            && self.is_float_constant(run.source)
            && let Some(first) = run.operands.first_mut()
        {
            *first = self.cast_to(*first, bq::Type::Float64);
        }
    }

    /// Whether a number is none of integers, whatever its type: it has an exact constant in it.
    fn is_exact(&self, value: bq::ExprId) -> bool {
        let kind = &self.out.exprs[value].kind;
        if let bq::Expr::Paren(inner) = kind {
            return self.is_exact(*inner);
        }
        if let bq::Expr::Chain(operands, _) = kind {
            return operands.iter().any(|one| self.is_exact(*one));
        }
        matches!(
            kind,
            bq::Expr::Literal(bq::Literal::Numeric | bq::Literal::BigNumeric, _)
        )
    }

    /// `5e-1`, also with a sign or in parentheses.
    pub(in crate::lower) fn is_float_constant(&self, id: Option<ExprId>) -> bool {
        let Some(id) = id else { return false };
        let expr = &self.src.exprs[id];
        if let Expr::Paren(inner) | Expr::Unary { operand: inner, .. } = expr {
            return self.is_float_constant(Some(*inner));
        }
        matches!(expr, Expr::Literal(Literal::Float))
    }

    fn compare_step(&mut self, run: &mut Run, kept: bq::CompareOp, right: Side, operand: ExprId) {
        let span = run.span.to(self.src.span(operand));
        let left = self.close(run);
        let value = self.same(span, bq::Expr::Compare(kept, left.value, right.value));
        *run = Run::of(value, span, Type::Boolean);
    }

    /// Makes a node of the run.
    fn close(&mut self, run: &mut Run) -> Side {
        let value = match (run.operands.as_slice(), run.ops.is_empty()) {
            ([one], true) => *one,
            (_, _) => {
                let operands = std::mem::take(&mut run.operands);
                let ops = std::mem::take(&mut run.ops);
                let edits = std::mem::take(&mut run.edits);
                self.patched(run.span, edits, bq::Expr::Chain(operands, ops))
            }
        };
        Side {
            value,
            ty: run.ty,
            source: run.source,
        }
    }
}

impl Run {
    fn of(value: bq::ExprId, span: Span, ty: Type) -> Self {
        Self {
            operands: vec![value],
            ops: Vec::new(),
            edits: Vec::new(),
            span,
            ty,
            source: None,
        }
    }
}

/// A run always has its first operand; this keeps the type total.
fn unreachable_operand(cx: &Cx<'_>) -> bq::ExprId {
    use crate::arena::Id;
    bq::ExprId::from_index(cx.out.exprs.len())
}

fn is_arithmetic(op: BinaryOp) -> bool {
    matches!(
        op,
        BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::Div | BinaryOp::Mod
    )
}

/// Whether a constant cannot be a number, a date or an interval: its first letter or digit is a letter.
fn begins_as_text(value: &str) -> bool {
    let first = value.chars().find(|c| c.is_alphanumeric());
    first.is_none_or(char::is_alphabetic)
}

/// Operators of numbers that are none of arithmetic.
fn is_number_operator(op: BinaryOp) -> bool {
    matches!(
        op,
        BinaryOp::Pow
            | BinaryOp::BitAnd
            | BinaryOp::BitOr
            | BinaryOp::BitXor
            | BinaryOp::Shl
            | BinaryOp::Shr
    )
}

fn is_comparison(op: BinaryOp) -> bool {
    matches!(
        op,
        BinaryOp::Eq
            | BinaryOp::NotEq
            | BinaryOp::Lt
            | BinaryOp::LtEq
            | BinaryOp::Gt
            | BinaryOp::GtEq
    )
}

/// The precedence class of an operator in BigQuery: higher binds tighter.
fn class(op: bq::BinaryOp) -> u8 {
    match op {
        bq::BinaryOp::Or => 0,
        bq::BinaryOp::And => 1,
        bq::BinaryOp::BitOr => 2,
        bq::BinaryOp::BitXor => 3,
        bq::BinaryOp::BitAnd => 4,
        bq::BinaryOp::Shl | bq::BinaryOp::Shr => 5,
        bq::BinaryOp::Add | bq::BinaryOp::Sub => 6,
        bq::BinaryOp::Mul | bq::BinaryOp::Div | bq::BinaryOp::Concat => 7,
    }
}

#[cfg(test)]
mod tests {
    use crate::{Options, Translator};

    #[test]
    fn a_plus_beside_what_is_not_known_joins_texts_only() {
        let sql = "SELECT b + '1', '1 day' + b, b + c + 'x', UPPER(b) + '-' + c, b + c FROM u";
        let out = Translator::new(Options::default()).translate(sql);
        let expected =
            "SELECT b + '1', '1 day' + b, (b + c) || 'x', UPPER(b) || '-' || c, b + c FROM u";
        assert_eq!(out.sql, expected);
        assert_eq!(out.diagnostics.len(), 1);
    }
}
