//! Comparisons and the conditions made of them, with the implicit casts that Redshift does and BigQuery does not.
//!
//! `n = '5'` → `n = 5`, `flag = 't'` → `flag = TRUE`, `code = 7` → `code = '7'`, `d = '20240105'` → `d = '2024-01-05'`

use super::super::Cx;
use super::operator::Side;
use super::plain_call;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::tree::{BinaryOp, Expr, ExprId, Literal};
use crate::resolve::Type;
use crate::span::Span;

impl Cx<'_> {
    /// `a = b` and its kin.
    pub(super) fn comparison(
        &mut self,
        id: ExprId,
        op: BinaryOp,
        op_span: Span,
        left: ExprId,
        right: ExprId,
    ) -> bq::ExprId {
        let span = self.src.span(id);
        let Some(op) = compare_op(op) else {
            return self.refuse_expr(id, Code::RS1103, op_span, &["this operator"]);
        };
        if let (Expr::Row(one), Expr::Row(two)) = (&self.src.exprs[left], &self.src.exprs[right])
            && !matches!(op, bq::CompareOp::Eq | bq::CompareOp::NotEq)
        {
            if let Some(ordered) = self.row_order(span, op, one, two) {
                return ordered;
            }
            return self.refuse_expr(
                id,
                Code::RS1103,
                op_span,
                &["an order of rows", "compare column by column"],
            );
        }
        if self.refuses_row(left) || self.refuses_row(right) {
            let help = "compare column by column";
            return self.refuse_expr(id, Code::RS1103, op_span, &["rows with SUPER", help]);
        }
        if let Some(compared) = self.row_and_query(id, op, op_span, left, right) {
            return compared;
        }
        if self.is_null(left) || self.is_null(right) {
            return self.unknown_truth(bq::Origin::From(span));
        }
        if let Some(compared) = self.super_comparison(id, op, op_span, left, right) {
            return compared;
        }
        let (left, right) = self.comparable(left, right);
        self.same(span, bq::Expr::Compare(op, left, right))
    }

    /// A comparison with NULL is NULL; BigQuery does not let it be written.
    pub(super) fn unknown_truth(&mut self, origin: bq::Origin) -> bq::ExprId {
        let null = bq::Expr::Literal(bq::Literal::Null, "NULL".into());
        let operand = self.out.expr(null, bq::Origin::New);
        let cast = bq::Expr::Cast {
            operand,
            ty: bq::Type::Bool,
            safe: false,
            format: None,
        };
        self.out.expr(cast, origin)
    }

    /// Two sides, brought to types that BigQuery compares.
    pub(in crate::lower) fn comparable(
        &mut self,
        left: ExprId,
        right: ExprId,
    ) -> (bq::ExprId, bq::ExprId) {
        let (l, r) = (self.type_of(left), self.type_of(right));
        let (l, r) = (self.chosen(left, l), self.chosen(right, r));
        // A constant beside a BOOLEAN becomes one; only two columns meet as numbers.
        let settled = |cx: &Self, id: ExprId, ty: Type| {
            if ty.is_integer() && matches!(cx.src.exprs[id], Expr::Literal(_)) {
                Type::Boolean
            } else {
                ty
            }
        };
        let (for_left, for_right) = match (l, r) {
            (Type::Boolean, r) => (settled(self, right, r), l),
            (l, Type::Boolean) => (r, settled(self, left, l)),
            (l, r) => (r, l),
        };
        (
            self.side_for(left, l, for_left),
            self.side_for(right, r, for_right),
        )
    }

    /// Constants that a CASE or COALESCE chooses from are text, whatever stands beside it.
    fn chosen(&self, id: ExprId, ty: Type) -> Type {
        let is_chosen = ty == Type::UnknownLiteral
            && matches!(self.src.exprs[id], Expr::Case { .. } | Expr::Call(_));
        if is_chosen { Type::Varchar(None) } else { ty }
    }

    /// One side of a comparison, for the type of the other.
    pub(super) fn side_for(&mut self, id: ExprId, ty: Type, other: Type) -> bq::ExprId {
        let value = match self.constant_for(id, ty, other) {
            Some(constant) => constant,
            None => self.converted(id, ty, other),
        };
        self.trimmed(id, value, ty, other)
    }

    /// A side that is no constant.
    fn converted(&mut self, id: ExprId, ty: Type, other: Type) -> bq::ExprId {
        let value = self.expr(id);
        match (ty, other) {
            // Redshift compares such numbers as text …
            (ty, Type::Char(_) | Type::Varchar(_)) if ty.is_integer() || ty.is_float() => {
                self.cast_to(value, bq::Type::String(None))
            }
            // … and text with a decimal as a decimal
            (Type::Char(_) | Type::Varchar(_), Type::Decimal { .. }) => {
                self.cast_to(value, bq::Type::Numeric(None))
            }
            (Type::Char(_) | Type::Varchar(_), other) if other.is_datetime() || other.is_time() => {
                match self.target_type(other) {
                    Some(target) => self.cast_to(value, target),
                    None => value,
                }
            }
            (Type::Char(_) | Type::Varchar(_), Type::Boolean) => {
                let source = Some(id);
                self.text_to_boolean(self.src.span(id), Side { value, ty, source })
            }
            (Type::Date | Type::Timestamp, Type::TimestampTz) => {
                self.cast_to(value, bq::Type::Timestamp)
            }
            (Type::Date, Type::Timestamp) => self.cast_to(value, bq::Type::Datetime),
            (Type::Boolean, other) if other.is_integer() => self.cast_to(value, bq::Type::Int64),
            (Type::Super, other) => match scalar_of(other) {
                Some(template) => {
                    let source = Some(id);
                    let span = self.src.span(id);
                    self.instantiate(template, &[Side { value, ty, source }], &["x"], span)
                }
                None => value,
            },
            _other => value,
        }
    }

    /// A constant that takes the type of the other side.
    pub(in crate::lower) fn constant_for(
        &mut self,
        id: ExprId,
        ty: Type,
        other: Type,
    ) -> Option<bq::ExprId> {
        match (&self.src.exprs[id], ty, other) {
            // Blanks at the end of a CHAR do not count.
            (_, Type::UnknownLiteral, Type::Char(_)) => {
                let value = self.string_value(id)?;
                let text = value.trim_end_matches(' ');
                (text.len() < value.len()).then(|| {
                    let text = super::super::string_literal::encode(text);
                    self.respelt_literal(self.src.span(id), bq::Literal::String, text)
                })
            }
            (_, Type::UnknownLiteral, other) => self.string_as(id, other),
            (Expr::Literal(Literal::Integer | Literal::Decimal), _, other) if other.is_string() => {
                let span = self.src.span(id);
                let text = format!("'{}'", self.text(span));
                Some(self.respelt_literal(span, bq::Literal::String, text))
            }
            (Expr::Literal(Literal::Integer), _, Type::Boolean) => {
                let span = self.src.span(id);
                let text = if self.text(span).trim_start_matches('0').is_empty() {
                    "FALSE"
                } else {
                    "TRUE"
                };
                Some(self.respelt_literal(span, bq::Literal::Bool, text.to_owned()))
            }
            (_, _, _) => None,
        }
    }

    /// A literal written otherwise in its place.
    pub(in crate::lower) fn respelt_literal(
        &mut self,
        span: Span,
        kind: bq::Literal,
        text: String,
    ) -> bq::ExprId {
        let edit = bq::Edit {
            at: span,
            with: vec![bq::Piece::Text(text.clone().into())],
        };
        self.patched(span, vec![edit], bq::Expr::Literal(kind, text.into()))
    }

    /// A value brought to the type of a place, where Redshift casts by itself: a branch, an inserted value, an argument.
    pub(in crate::lower) fn branch(&mut self, id: ExprId, want: Type) -> bq::ExprId {
        let ty = self.type_of(id);
        if let Some(constant) = self.constant_for(id, ty, want) {
            return constant;
        }
        if want.is_decimal()
            && ty.is_decimal()
            && let Some(constant) = self.exact_constant(id)
        {
            return constant;
        }
        let value = self.expr(id);
        if ty == Type::UnknownLiteral && want == Type::Super {
            let source = Some(id);
            return self.json_of(Side { value, ty, source }, self.src.span(id));
        }
        let ty = self.chosen(id, ty);
        let source = Some(id);
        self.assigned(Side { value, ty, source }, want, self.src.span(id))
    }

    /// One of the values of CASE, COALESCE and the like, brought to their common type.
    pub(in crate::lower) fn choice(&mut self, id: ExprId, want: Type) -> bq::ExprId {
        let constant = (want == Type::Unknown && self.type_of(id).is_decimal())
            .then(|| self.exact_fraction(id))
            .flatten();
        constant.unwrap_or_else(|| self.branch(id, want))
    }

    /// A value that is no constant, brought to the type of its place.
    pub(in crate::lower) fn assigned(&mut self, side: Side, want: Type, span: Span) -> bq::ExprId {
        let Side { value, ty, .. } = side;
        if !needs_cast(ty, want) {
            return value;
        }
        if want.is_string() && (ty.is_datetime() || ty.is_time() || ty.is_decimal()) {
            return self.text_of(value, ty);
        }
        if want == Type::Super {
            return self.json_of(side, span);
        }
        if ty == Type::Super
            && let Some(value) = self.cast_of_super(side, want, span)
        {
            return value;
        }
        if want == Type::Boolean && ty.is_string() {
            return self.text_to_boolean(span, side);
        }
        match self.target_type(want) {
            Some(target) => self.cast_to(value, target),
            None => value,
        }
    }

    /// A column of one side of a set operation: all sides have one type, and a constant is not coerced to it.
    pub(in crate::lower) fn set_column(&mut self, id: ExprId, want: Type) -> bq::ExprId {
        let ty = self.type_of(id);
        if ty == want || !want.is_known() || ty == Type::Null {
            return self.exact(id);
        }
        if ty == Type::UnknownLiteral
            && let Some(constant) = self.typed_constant(id, want, self.src.span(id))
        {
            return constant;
        }
        match self.exact_constant(id) {
            Some(constant) if want.is_number() => constant,
            Some(_) | None => self.branch(id, want),
        }
    }

    /// A condition: BOOL in BigQuery.
    pub(in crate::lower) fn condition(&mut self, id: ExprId) -> bq::ExprId {
        let ty = self.type_of(id);
        if ty == Type::UnknownLiteral
            && let Some(constant) = self.string_as(id, Type::Boolean)
        {
            return constant;
        }
        if ty.is_integer()
            && let Some(constant) = self.constant_for(id, ty, Type::Boolean)
        {
            return constant;
        }
        let value = self.expr(id);
        if ty.is_integer() {
            return self.cast_to(value, bq::Type::Bool);
        }
        if ty == Type::Super {
            let source = Some(id);
            let side = Side { value, ty, source };
            return self.instantiate("SAFE.BOOL($x)", &[side], &["x"], self.src.span(id));
        }
        value
    }

    /// `a BETWEEN b AND c`.
    pub(super) fn between(
        &mut self,
        id: ExprId,
        operand: ExprId,
        not: bool,
        symmetric: bool,
        low: ExprId,
        high: ExprId,
    ) -> bq::ExprId {
        let span = self.src.span(id);
        let other = self.type_of(operand);
        let bounds = (self.type_of(low), self.type_of(high));
        if other == Type::Super && (bounds.0 != bounds.1 || scalar_of(bounds.0).is_none()) {
            return self.refuse_between(id);
        }
        let compared = compared_with(other, &[bounds.0, bounds.1]);
        let value = self.side_for(operand, other, compared);
        let other = instant_beside(other, compared);
        let low = self.side_for(low, bounds.0, other);
        let high = self.side_for(high, bounds.1, other);
        if symmetric {
            let (least, greatest) = (
                self.call("LEAST", vec![low, high]),
                self.call("GREATEST", vec![low, high]),
            );
            return self.made(
                span,
                bq::Expr::Between {
                    operand: value,
                    not,
                    low: least,
                    high: greatest,
                },
            );
        }
        self.same(
            span,
            bq::Expr::Between {
                operand: value,
                not,
                low,
                high,
            },
        )
    }

    /// `a IN (b, c)`.
    pub(super) fn in_list(
        &mut self,
        id: ExprId,
        operand: ExprId,
        not: bool,
        list: &[ExprId],
    ) -> bq::ExprId {
        let span = self.src.span(id);
        if self.refuses_row(operand) {
            let help = "compare column by column";
            return self.refuse_expr(id, Code::RS1103, span, &["rows with SUPER", help]);
        }
        if not && self.is_mixed(operand, list) {
            return self.refuse_not_in(id);
        }
        let (value, list) = self.searched(operand, list);
        self.same(
            span,
            bq::Expr::InList {
                operand: value,
                not,
                list,
            },
        )
    }

    /// What is searched for in a list, and the list: each brought to types that BigQuery compares.
    pub(super) fn searched(
        &mut self,
        operand: ExprId,
        list: &[ExprId],
    ) -> (bq::ExprId, Vec<bq::ExprId>) {
        let ty = self.type_of(operand);
        let types: Vec<Type> = list.iter().map(|item| self.type_of(*item)).collect();
        let common = compared_with(ty, &types);
        if ty == Type::Super
            && scalar_of(common).is_none()
            && let Some(keys) = self.super_searched(operand, list)
        {
            return keys;
        }
        let value = self.side_for(operand, ty, common);
        let ty = instant_beside(ty, common);
        let list = list
            .iter()
            .zip(types)
            .map(|(item, item_type)| self.side_for(*item, item_type, ty))
            .collect();
        (value, list)
    }

    /// An operand of `||`: BigQuery concatenates text only.
    pub(in crate::lower) fn concat_operand(&mut self, value: bq::ExprId, ty: Type) -> bq::ExprId {
        if ty.is_interval() {
            let side = Side {
                value,
                ty,
                source: None,
            };
            return self.instantiate(super::cast::INTERVAL_TEXT, &[side], &["i"], Span::default());
        }
        if ty.is_number() || ty.is_datetime() || ty.is_time() || ty == Type::Oid {
            return self.text_of(value, ty);
        }
        if ty == Type::Null {
            return self.cast_to(value, bq::Type::String(None));
        }
        if ty == Type::Boolean {
            let (yes, no) = (self.string("true"), self.string("false"));
            return self.call("IF", vec![value, yes, no]);
        }
        value
    }

    /// The text that Redshift gives a value.
    pub(in crate::lower) fn text_of(&mut self, value: bq::ExprId, ty: Type) -> bq::ExprId {
        let place = self.place_of(value);
        if let Type::Decimal { scale, .. } = ty
            && scale > 0
        {
            // the declared scale stays in the text: '1.50'
            let format = self.string(&format!("%.{scale}f"));
            let kind = plain_call("FORMAT", vec![format, value]);
            return self.out.expr(kind, place);
        }
        if let Some((function, format)) = moment_format(ty) {
            let format = self.string(format);
            let kind = plain_call(function, vec![format, value]);
            return self.out.expr(kind, place);
        }
        self.cast_to(value, bq::Type::String(None))
    }

    /// A scalar as SUPER: its NULL is no JSON null.
    pub(super) fn json_of(&mut self, side: Side, span: Span) -> bq::ExprId {
        let constant = side
            .source
            .is_some_and(|id| matches!(self.src.exprs[id], Expr::Literal(_)));
        let template = if constant {
            "TO_JSON($x)"
        } else {
            "IF($x IS NULL, NULL, TO_JSON($x))"
        };
        self.instantiate(template, &[side], &["x"], span)
    }

    /// A string constant, made anew.
    pub(in crate::lower) fn string(&mut self, value: &str) -> bq::ExprId {
        let text = super::super::string_literal::encode(value);
        self.out.expr(
            bq::Expr::Literal(bq::Literal::String, text.into()),
            bq::Origin::New,
        )
    }
}

/// The type that a value is compared with: that of all the others, or an instant among them.
fn compared_with(ty: Type, others: &[Type]) -> Type {
    let is_local = matches!(ty, Type::Date | Type::Timestamp);
    match others.split_first() {
        Some((first, rest)) if rest.iter().all(|ty| ty == first) => *first,
        Some(_) if is_local && others.contains(&Type::TimestampTz) => Type::TimestampTz,
        Some(_) | None => Type::Unknown,
    }
}

/// A date or a local time is an instant beside one: BigQuery compares instants with each other only.
fn instant_beside(ty: Type, compared: Type) -> Type {
    match (ty, compared) {
        (Type::Date | Type::Timestamp, Type::TimestampTz) => Type::TimestampTz,
        (ty, _) => ty,
    }
}

/// How a moment is printed with the digits of its fraction that Redshift prints: a cast prints them in threes.
fn moment_format(ty: Type) -> Option<(&'static str, &'static str)> {
    if ty == Type::Timestamp {
        Some(("FORMAT_DATETIME", "%E4Y-%m-%d %H:%M:%E*S"))
    } else if ty == Type::TimestampTz {
        Some(("FORMAT_TIMESTAMP", "%E4Y-%m-%d %H:%M:%E*S+00"))
    } else if ty == Type::Time {
        Some(("FORMAT_TIME", "%H:%M:%E*S"))
    } else {
        None
    }
}

pub(super) fn compare_op(op: BinaryOp) -> Option<bq::CompareOp> {
    Some(match op {
        BinaryOp::Eq => bq::CompareOp::Eq,
        BinaryOp::NotEq => bq::CompareOp::NotEq,
        BinaryOp::Lt => bq::CompareOp::Lt,
        BinaryOp::LtEq => bq::CompareOp::LtEq,
        BinaryOp::Gt => bq::CompareOp::Gt,
        BinaryOp::GtEq => bq::CompareOp::GtEq,
        BinaryOp::Or
        | BinaryOp::And
        | BinaryOp::Concat
        | BinaryOp::BitAnd
        | BinaryOp::BitOr
        | BinaryOp::BitXor
        | BinaryOp::Shl
        | BinaryOp::Shr
        | BinaryOp::Add
        | BinaryOp::Sub
        | BinaryOp::Mul
        | BinaryOp::Div
        | BinaryOp::Mod
        | BinaryOp::Pow
        | BinaryOp::Overlaps => return None,
    })
}

/// Whether a value of this type needs a cast in a place of that type: BigQuery widens numbers by itself, and nothing else.
pub(in crate::lower) fn needs_cast(ty: Type, want: Type) -> bool {
    if !ty.is_known() || !want.is_known() {
        return false;
    }
    match (ty, want) {
        (ty, want) if ty.is_integer() && want.is_number() => false,
        (Type::Decimal { .. }, want) if want.is_decimal() || want.is_float() => false,
        (ty, want) if ty.is_float() && want.is_float() => false,
        (ty, want) if ty.is_string() && want.is_string() => false,
        (ty, want) if ty.is_interval() && want.is_interval() => false,
        (ty, want) => std::mem::discriminant(&ty) != std::mem::discriminant(&want),
    }
}

/// The scalar in a SUPER that is compared with a value of a type; one of another kind is NULL, as Redshift's lax rules want.
pub(super) fn scalar_of(other: Type) -> Option<&'static str> {
    if other.is_string() || other == Type::UnknownLiteral {
        Some("SAFE.STRING($x)")
    } else if other.is_number() {
        Some(super::super_value::NUMBER)
    } else if other == Type::Boolean {
        Some("SAFE.BOOL($x)")
    } else {
        None
    }
}
