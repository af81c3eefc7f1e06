//! Computes what a template says of constant integers: `GREATEST(0, 1)` → `1`, `3 + LEAST(0 - 1, 0)` → `2`.
//!
//! Only sums, differences, products, GREATEST and LEAST whose value is not negative: a minus would need its place looked at.

use super::hole_of;
use crate::bigquery::children::for_each_child;
use crate::bigquery::tree::{
    Arg, BinaryOp, Call, Expr, ExprId, Literal, NodeRef, Text, Tree, UnaryOp,
};
use crate::source::SourceText;

/// The constant that an expression is, where it computes one.
pub(super) fn constant(kind: &Expr, tree: &Tree, source: &SourceText) -> Option<Expr> {
    let composed = if let Expr::Chain(operands, _) = kind {
        operands.len() > 1
    } else {
        matches!(kind, Expr::Call(_))
    };
    let constants = Constants { tree, source };
    let value = constants.of(kind).filter(|value| composed && *value >= 0)?;
    Some(Expr::Literal(Literal::Int64, value.to_string().into()))
}

/// Whether an argument stands in an expression of a template: what the template says without one stays as it is.
pub(super) fn holds_hole(template: &Tree, id: ExprId) -> bool {
    let mut open = vec![NodeRef::Expr(id)];
    while let Some(node) = open.pop() {
        if let NodeRef::Expr(id) = node
            && hole_of(template, id).is_some()
        {
            return true;
        }
        for_each_child(template, node, &mut |child, _| open.push(child));
    }
    false
}

struct Constants<'a> {
    tree: &'a Tree,
    source: &'a SourceText,
}

impl Constants<'_> {
    fn at(&self, id: ExprId) -> Option<i64> {
        self.of(&self.tree.exprs[id].kind)
    }

    /// The value of an expression of constant integers.
    fn of(&self, kind: &Expr) -> Option<i64> {
        if let Expr::Literal(Literal::Int64, text) = kind {
            let text = match text {
                Text::Own(text) => text.as_ref(),
                Text::Source(span) => self.source.slice(*span),
            };
            return text.parse().ok();
        }
        if let Expr::Unary(UnaryOp::Minus, operand) = kind {
            return self.at(*operand)?.checked_neg();
        }
        if let Expr::Paren(inner) = kind {
            return self.at(*inner);
        }
        if let Expr::Chain(operands, operators) = kind {
            return self.chain(operands, operators);
        }
        if let Expr::Call(call) = kind {
            return self.call(call);
        }
        None
    }

    fn chain(&self, operands: &[ExprId], operators: &[BinaryOp]) -> Option<i64> {
        let (first, rest) = operands.split_first()?;
        let mut value = self.at(*first)?;
        for (operand, operator) in rest.iter().zip(operators) {
            let right = self.at(*operand)?;
            value = if *operator == BinaryOp::Add {
                value.checked_add(right)?
            } else if *operator == BinaryOp::Sub {
                value.checked_sub(right)?
            } else if *operator == BinaryOp::Mul {
                value.checked_mul(right)?
            } else {
                return None;
            };
        }
        Some(value)
    }

    fn call(&self, call: &Call) -> Option<i64> {
        let [Text::Own(name)] = call.name.as_slice() else {
            return None;
        };
        let pick: fn(i64, i64) -> i64 = match name.as_ref() {
            "GREATEST" => i64::max,
            "LEAST" => i64::min,
            _ => return None,
        };
        let mut picked = None;
        for arg in &call.args {
            let Arg::Expr(id) = arg else {
                return None;
            };
            let value = self.at(*id)?;
            picked = Some(picked.map_or(value, |other| pick(other, value)));
        }
        picked
    }
}
