//! Outer joins that are not made by an equality: BigQuery refuses FULL JOIN without one (so does Redshift), and may refuse LEFT and RIGHT JOIN.
//!
//! `a FULL JOIN b ON a.x < b.x` is refused; `a FULL JOIN b ON a.x = b.x AND a.y < b.y` is made.

use super::Cx;
use crate::diagnostic::Code;
use crate::redshift::tree::{
    BinaryOp, Expr, ExprId, From, FromId, IsWhat, JoinCondition, JoinKind, Literal,
};
use crate::resolve::{ColumnUse, Relation};
use crate::span::Span;

/// The sides of a join that an expression names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sides {
    left: bool,
    right: bool,
    /// A column of which nobody knows the table.
    unknown: bool,
}

impl Cx<'_> {
    /// Says where an outer join has no equality of its two sides.
    pub(super) fn say_outer_join(
        &mut self,
        kind: JoinKind,
        sides: (FromId, FromId),
        condition: ExprId,
        op_span: Span,
    ) {
        let word = match kind {
            JoinKind::Full => "FULL",
            JoinKind::Left => "LEFT",
            JoinKind::Right => "RIGHT",
            JoinKind::Inner | JoinKind::Cross => return,
        };
        let mut terms = Vec::new();
        self.and_terms(condition, &mut terms);
        if terms.iter().any(|term| self.joins(*term, sides)) {
            return;
        }
        if kind == JoinKind::Full {
            let is_constant = matches!(
                self.src.exprs[condition],
                Expr::Literal(Literal::True | Literal::False)
            );
            if !is_constant {
                let what = "FULL JOIN without an equality of its two sides";
                let help = "Redshift makes no such join either; write a UNION ALL of a LEFT JOIN and of the rows that match nothing";
                self.refuse(Code::RS1101, op_span, &[what, help]);
            }
            return;
        }
        let is_of_both = |term: &ExprId| {
            let named = self.sides_of(*term, sides);
            named.left && named.right
        };
        if terms.iter().any(is_of_both) {
            self.raise(Code::RS2803, op_span, &[word]);
        }
    }

    /// What AND joins.
    pub(in crate::lower) fn and_terms(&self, id: ExprId, terms: &mut Vec<ExprId>) {
        let expr = &self.src.exprs[id];
        if let Expr::Paren(inner) = expr {
            return self.and_terms(*inner, terms);
        }
        if let Expr::Chain { operands, ops } = expr
            && ops.iter().all(|(op, _)| *op == BinaryOp::And)
        {
            for operand in operands {
                self.and_terms(*operand, terms);
            }
            return;
        }
        terms.push(id);
    }

    /// Whether a condition is an equality of the two sides, perhaps with `OR both are NULL`.
    fn joins(&self, id: ExprId, sides: (FromId, FromId)) -> bool {
        let expr = &self.src.exprs[id];
        if let Expr::Paren(inner) = expr {
            return self.joins(*inner, sides);
        }
        if let Expr::IsDistinct { left, right, not } = expr {
            return *not && self.are_apart(*left, *right, sides);
        }
        let Expr::Chain { operands, ops } = expr else {
            return false;
        };
        match (operands.as_slice(), ops.as_slice()) {
            ([left, right], [(BinaryOp::Eq, _)]) => self.are_apart(*left, *right, sides),
            ([one, other], [(BinaryOp::Or, _)]) => {
                (self.joins(*one, sides) && self.are_null(*other))
                    || (self.joins(*other, sides) && self.are_null(*one))
            }
            (_, _) => false,
        }
    }

    /// `a IS NULL AND b IS NULL`.
    fn are_null(&self, id: ExprId) -> bool {
        let mut terms = Vec::new();
        self.and_terms(id, &mut terms);
        terms.len() == 2
            && terms.iter().all(|term| {
                matches!(
                    self.src.exprs[*term],
                    Expr::Is {
                        not: false,
                        what: IsWhat::Null,
                        ..
                    }
                )
            })
    }

    /// Whether one expression is of the left side and the other of the right one, as far as is known.
    fn are_apart(&self, one: ExprId, other: ExprId, sides: (FromId, FromId)) -> bool {
        let (one, other) = (self.sides_of(one, sides), self.sides_of(other, sides));
        let fits = |on_left: Sides, on_right: Sides| {
            !on_left.right
                && !on_right.left
                && (on_left.left || on_left.unknown)
                && (on_right.right || on_right.unknown)
        };
        fits(one, other) || fits(other, one)
    }

    /// The innermost outer join that has a row of NULLs in the place of a table's row where it finds none.
    pub(in crate::lower) fn join_that_loses(&self, from: FromId) -> Option<FromId> {
        let place = self.src.from_spans[from];
        let loses = |join: &From| {
            let From::Join {
                left, right, kind, ..
            } = join
            else {
                return false;
            };
            let is_in = |side: &FromId| self.src.from_spans[*side].contains(place);
            match kind {
                JoinKind::Left => is_in(right),
                JoinKind::Right => is_in(left),
                JoinKind::Full => is_in(left) || is_in(right),
                JoinKind::Inner | JoinKind::Cross => false,
            }
        };
        let joins = self.src.froms.iter().filter(|(_, join)| loses(join));
        let found = joins.min_by_key(|(id, _)| {
            let span = self.src.from_spans[*id];
            span.end - span.start
        });
        found.map(|(id, _)| id)
    }

    /// A column of a table that a join takes for equal to something: it is not NULL where the join finds a row.
    pub(in crate::lower) fn joined_column(&self, join: FromId, table: FromId) -> Option<ExprId> {
        let From::Join {
            kind: JoinKind::Left | JoinKind::Right,
            condition: JoinCondition::On(condition),
            ..
        } = &self.src.froms[join]
        else {
            return None;
        };
        let mut terms = Vec::new();
        self.and_terms(*condition, &mut terms);
        let is_of_table = |id: &ExprId| {
            matches!(self.src.exprs[*id], Expr::Column(_))
                && matches!(self.facts.column(*id), ColumnUse::Column {
                    relation: Some(Relation::From(from)), depth: 0, ..
                } if *from == table)
        };
        terms.iter().find_map(|term| {
            let Expr::Chain { operands, ops } = &self.src.exprs[*term] else {
                return None;
            };
            let is_equality = matches!(ops.as_slice(), [(BinaryOp::Eq, _)]);
            let found = operands.iter().copied().find(is_of_table);
            found.filter(|_| is_equality)
        })
    }

    fn sides_of(&self, id: ExprId, sides: (FromId, FromId)) -> Sides {
        let mut named = Sides::default();
        if let Expr::Column(_) = self.src.exprs[id] {
            self.add_side(id, sides, &mut named);
            return named;
        }
        let whole = self.src.span(id);
        for (inner, expr) in self.src.exprs.iter() {
            if matches!(expr, Expr::Column(_)) && whole.contains(self.src.span(inner)) {
                self.add_side(inner, sides, &mut named);
            }
        }
        named
    }

    fn add_side(&self, column: ExprId, sides: (FromId, FromId), named: &mut Sides) {
        match self.facts.column(column) {
            ColumnUse::Column {
                relation: Some(Relation::From(from)),
                ..
            }
            | ColumnUse::SuperPath {
                relation: Some(Relation::From(from)),
                ..
            }
            | ColumnUse::WholeRow {
                relation: Relation::From(from),
                ..
            }
            | ColumnUse::Merged { join: from, .. } => {
                let place = self.src.from_spans[*from];
                named.left |= self.src.from_spans[sides.0].contains(place);
                named.right |= self.src.from_spans[sides.1].contains(place);
            }
            ColumnUse::Variable | ColumnUse::DatePart | ColumnUse::Level => {}
            ColumnUse::Unknown
            | ColumnUse::Column { .. }
            | ColumnUse::SuperPath { .. }
            | ColumnUse::WholeRow { .. }
            | ColumnUse::Alias { .. }
            | ColumnUse::AliasOrColumn { .. } => named.unknown = true,
        }
    }
}
