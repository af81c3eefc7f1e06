//! Standing assumptions that are not to be made: checks and casts that do without them, and what is said where none can.
//!
//! Strict about `integers`, `a + b` → `WITH(x AS a + b, IF(x NOT BETWEEN -2147483648 AND 2147483647, ERROR('…'), x))`;
//! strict about `trailing-blanks`, `a = b` → `RTRIM(a, ' ') = RTRIM(b, ' ')`.

use super::Cx;
use super::expr::Side;
use super::types::{column_type, is_numeric};
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::options::Assumption;
use crate::redshift::tree::{
    BinaryOp, Body, BodyId, Expr, ExprId, From, GroupItem, JoinCondition, Select, SetQuantifier,
};
use crate::resolve::Type;
use crate::span::Span;

impl Cx<'_> {
    /// Whether an assumption is not to be made.
    pub(super) fn is_strict(&self, assumption: Assumption) -> bool {
        self.options.strict_about.contains(&assumption)
    }

    /// The BigQuery type of a column of a Redshift type, with the length of a text where it is to be kept.
    pub(super) fn type_of_column(&self, ty: Type) -> Option<bq::Type> {
        if self.is_strict(Assumption::Lengths)
            && let Type::Varchar(Some(length)) | Type::Char(Some(length)) = ty
        {
            return Some(bq::Type::String(Some(length)));
        }
        column_type(ty)
    }

    /// A side of a comparison without its trailing blanks, where the comparison is one of texts.
    pub(super) fn trimmed(
        &mut self,
        id: ExprId,
        value: bq::ExprId,
        ty: Type,
        other: Type,
    ) -> bq::ExprId {
        if !self.is_strict(Assumption::TrailingBlanks) {
            return value;
        }
        let is_text = |ty: Type| ty.is_string() || ty == Type::UnknownLiteral;
        let texts = ty.is_string() && (is_text(other) || other == Type::Unknown)
            || is_text(ty) && other.is_string()
            || ty == Type::Unknown && other.is_string();
        let has_none = |text: String| !text.ends_with(' ');
        if !texts || self.string_value(id).is_some_and(has_none) {
            return value;
        }
        let blank = self.string(" ");
        self.call("RTRIM", vec![value, blank])
    }

    /// Whether the result of integer arithmetic is to be checked.
    pub(super) fn has_range(&self, ty: Type) -> bool {
        matches!(ty, Type::Integer | Type::SmallInt) && self.is_strict(Assumption::Integers)
    }

    /// An integer that fails where Redshift's type would overflow.
    pub(super) fn in_range(&mut self, value: bq::ExprId, ty: Type, span: Span) -> bq::ExprId {
        let template = if ty == Type::SmallInt {
            "IF($x NOT BETWEEN -32768 AND 32767, ERROR('SMALLINT out of range'), $x)"
        } else {
            "IF($x NOT BETWEEN -2147483648 AND 2147483647, ERROR('INTEGER out of range'), $x)"
        };
        let side = Side {
            value,
            ty,
            source: None,
        };
        self.instantiate(template, &[side], &["x"], span)
    }

    /// The result of a cast that may be too large for its type.
    pub(super) fn cast_in_range(
        &mut self,
        id: ExprId,
        operand: ExprId,
        value: bq::ExprId,
    ) -> bq::ExprId {
        let (ty, from) = (self.type_of(id), self.type_of(operand));
        let fits = from == ty
            || from == Type::SmallInt
            || matches!(self.src.exprs[operand], Expr::Literal(_));
        if fits || !self.has_range(ty) {
            return value;
        }
        self.in_range(value, ty, self.src.span(id))
    }

    /// Whether a result of this type is to be computed as BIGNUMERIC.
    pub(super) fn is_wide(&self, result: Type) -> bool {
        self.is_strict(Assumption::Decimals)
            && matches!(result, Type::Decimal { precision, scale } if !is_numeric(precision, scale))
    }

    /// An operand as BIGNUMERIC, where its own type is narrower.
    pub(super) fn widened(&mut self, value: bq::ExprId, ty: Type) -> bq::ExprId {
        let narrow = ty.is_integer()
            || matches!(ty, Type::Decimal { precision, scale } if is_numeric(precision, scale));
        if narrow {
            self.cast_to(value, bq::Type::BigNumeric(None))
        } else {
            value
        }
    }

    /// Says where the statement rests on assumptions that are not to be made, and that no rewrite does without.
    pub(super) fn say_assumptions(&mut self) {
        if self.is_strict(Assumption::TrailingBlanks) {
            self.say_text_keys();
        }
        if self.is_strict(Assumption::Floats) {
            self.say_float_texts();
        }
        if self.is_strict(Assumption::EvaluationOrder) {
            self.say_evaluation_order();
        }
    }

    fn say(&mut self, span: Span, what: &str, assumption: Assumption) {
        let args = [what, assumption.name(), assumption.text()];
        self.raise(Code::RS2901, span, &args);
    }

    fn say_text_keys(&mut self) {
        let mut found: Vec<(Span, &str)> = Vec::new();
        for (id, expr) in self.src.exprs.iter() {
            found.extend(self.text_compared(id, expr));
        }
        for (id, body) in self.src.bodies.iter() {
            self.text_rows(id, body, &mut found);
        }
        for (_, from) in self.src.froms.iter() {
            if let From::Join {
                condition,
                natural,
                op_span,
                ..
            } = from
                && (*natural || matches!(condition, JoinCondition::Using(..)))
            {
                found.push((*op_span, "USING or NATURAL"));
            }
        }
        for (span, what) in found {
            self.say(span, what, Assumption::TrailingBlanks);
        }
    }

    /// An expression that compares texts out of reach of RTRIM.
    fn text_compared(&self, id: ExprId, expr: &Expr) -> Option<(Span, &'static str)> {
        let span = self.src.span(id);
        if let Expr::InQuery { operand, .. } = expr {
            let is_text = self.is_text(*operand);
            is_text.then_some((span, "IN of texts in a query"))
        } else if let Expr::Case { operand, .. } = expr {
            let operand = operand.filter(|operand| self.is_text(*operand))?;
            Some((self.src.span(operand), "CASE of a text"))
        } else if let Expr::Call(call) = expr {
            let distinct = matches!(call.quantifier, SetQuantifier::Distinct(_));
            if distinct && call.args.iter().any(|arg| self.is_text(*arg)) {
                return Some((span, "DISTINCT of texts"));
            }
            let keys = &call.over.as_ref()?.window.partition_by;
            let key = keys.iter().find(|key| self.is_text(**key))?;
            Some((self.src.span(*key), "PARTITION BY of a text"))
        } else {
            None
        }
    }

    /// What compares the rows of a body.
    fn text_rows(&self, id: BodyId, body: &Body, found: &mut Vec<(Span, &str)>) {
        let outputs = self.facts.body_outputs(id).unwrap_or_default();
        let has_text = outputs.iter().any(|column| column.ty.is_string());
        match body {
            Body::Select(select) => {
                if let (SetQuantifier::Distinct(at), true) = (&select.quantifier, has_text) {
                    found.push((*at, "DISTINCT of texts"));
                }
                found.extend(self.text_group(select));
            }
            Body::SetOperation { ops, .. } => {
                if has_text && ops.iter().any(|op| !op.all) {
                    found.push((self.src.body_spans[id], "a set operation over texts"));
                }
            }
            Body::Query(_) | Body::Values(_) | Body::Placeholder => {}
        }
    }

    fn is_text(&self, id: ExprId) -> bool {
        self.type_of(id).is_string()
    }

    fn text_group(&self, select: &Select) -> Option<(Span, &'static str)> {
        let group = select.group_by.as_ref()?;
        let mut open: Vec<&GroupItem> = group.items.iter().collect();
        let mut keys: Vec<ExprId> = Vec::new();
        while let Some(item) = open.pop() {
            match item {
                GroupItem::Expr(key) => keys.push(*key),
                GroupItem::Empty(_) => {}
                GroupItem::Rollup(lists, _) | GroupItem::Cube(lists, _) => {
                    keys.extend(lists.iter().flatten());
                }
                GroupItem::Sets(items, _) => open.extend(items),
                GroupItem::List(list, _) => keys.extend(list),
            }
        }
        // An ordinal has the type of a number; the column that it means is in the select list.
        let is_ordinal = |key: &ExprId| matches!(self.src.exprs[*key], Expr::Literal(_));
        let has_text = keys.iter().any(|key| self.is_text(*key) || is_ordinal(key));
        has_text.then_some((group.span, "GROUP BY of texts"))
    }

    fn say_float_texts(&mut self) {
        let is_text_of_float = |(id, expr): &(ExprId, &Expr)| {
            if let Expr::Cast { operand, .. } = expr {
                self.is_text(*id) && self.type_of(*operand).is_float()
            } else if let Expr::Chain { operands, ops } = expr {
                let concatenates = ops.iter().any(|(op, _)| *op == BinaryOp::Concat);
                concatenates && operands.iter().any(|one| self.type_of(*one).is_float())
            } else {
                false
            }
        };
        let exprs = self.src.exprs.iter().filter(is_text_of_float);
        let found: Vec<Span> = exprs.map(|(id, _)| self.src.span(id)).collect();
        for span in found {
            let what = "the text of a floating-point number";
            self.say(span, what, Assumption::Floats);
        }
    }

    fn say_evaluation_order(&mut self) {
        let exprs = self.src.exprs.iter();
        let failing: Vec<Span> = exprs
            .filter(|(id, expr)| self.may_fail(*id, expr))
            .map(|(id, _)| self.src.span(id))
            .collect();
        let mut found = Vec::new();
        for (_, expr) in self.src.exprs.iter() {
            let Expr::Chain { operands, ops } = expr else {
                continue;
            };
            if !matches!(ops.first(), Some((BinaryOp::And | BinaryOp::Or, _))) {
                continue;
            }
            found.extend(operands.iter().filter_map(|operand| {
                let operand = self.src.span(*operand);
                failing.iter().copied().find(|span| operand.contains(*span))
            }));
        }
        for span in found {
            let what = "an expression that may fail beside another condition";
            self.say(span, what, Assumption::EvaluationOrder);
        }
    }

    /// A cast of a text to something else, and a division by what is no constant.
    fn may_fail(&self, id: ExprId, expr: &Expr) -> bool {
        if let Expr::Cast { operand, .. } = expr {
            return self.is_text(*operand) && !self.is_text(id);
        }
        let Expr::Chain { operands, ops } = expr else {
            return false;
        };
        operands.iter().skip(1).zip(ops).any(|(right, (op, _))| {
            matches!(op, BinaryOp::Div | BinaryOp::Mod)
                && !matches!(self.src.exprs[*right], Expr::Literal(_))
        })
    }
}
