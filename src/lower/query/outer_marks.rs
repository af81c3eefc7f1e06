//! Outer joins in Oracle's spelling: `(+)` in WHERE becomes LEFT JOIN.
//!
//! `FROM a, b WHERE a.id = b.id(+) AND b.x(+) > 5 AND a.y = 1` →
//! `FROM a LEFT JOIN b ON a.id = b.id AND b.x > 5 WHERE a.y = 1`
//!
//! <https://docs.aws.amazon.com/redshift/latest/dg/r_WHERE_oracle_outer.html>

use super::super::Cx;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::tree::{BinaryOp, Body, Expr, ExprId, FromId, Select};
use crate::resolve::{ColumnUse, Relation};
use crate::span::Span;

/// The conditions of WHERE, sorted by what they are for.
struct Conditions {
    /// For every optional item of FROM, what joins it.
    joins: Vec<(FromId, Vec<ExprId>)>,
    /// What stays in WHERE.
    rest: Vec<ExprId>,
}

impl Cx<'_> {
    /// Whether the WHERE of a SELECT has outer-join marks.
    pub(super) fn has_outer_marks(&self, select: &Select) -> bool {
        let range = select.where_span.filter(|_| self.has_marks);
        range.is_some_and(|range| !self.marked(range).is_empty())
    }

    /// FROM and WHERE of a SELECT with marks.
    pub(super) fn outer_marks(
        &mut self,
        select: &Select,
        target: &mut bq::Select,
        edits: &mut Vec<bq::Edit>,
    ) {
        let Some(conditions) = self.sorted_conditions(select) else {
            return;
        };
        // Queries inside have marks of their own.
        let outer = std::mem::replace(&mut self.marks_are_joined, true);
        let Some(root) = self.joined_from(select, &conditions) else {
            self.marks_are_joined = outer;
            return;
        };
        target.from = vec![root];
        let items = select.from.iter().map(|from| self.src.from_spans[*from]);
        if let Some(range) = items.reduce(Span::to) {
            edits.push(bq::Edit {
                at: range,
                with: vec![bq::Piece::Node(bq::NodeRef::From(root))],
            });
        }
        self.remaining_where(select, &conditions.rest, target, edits);
        self.marks_are_joined = outer;
    }

    /// The conditions by the item that they make optional.
    fn sorted_conditions(&mut self, select: &Select) -> Option<Conditions> {
        let mut conditions = Conditions {
            joins: Vec::new(),
            rest: Vec::new(),
        };
        for condition in self.conjuncts(select.selection?) {
            let marks = self.marked(self.src.span(condition));
            let Some(first) = marks.first() else {
                conditions.rest.push(condition);
                continue;
            };
            let owner = self.owner(select, *first);
            let same = marks.iter().all(|mark| self.owner(select, *mark) == owner);
            let Some(owner) = owner.filter(|_| same) else {
                self.refuse(
                    Code::RS1103,
                    self.src.span(condition),
                    &["(+) in this condition", "write the join with LEFT JOIN"],
                );
                return None;
            };
            match conditions.joins.iter_mut().find(|(from, _)| *from == owner) {
                Some((_, list)) => list.push(condition),
                None => conditions.joins.push((owner, vec![condition])),
            }
        }
        Some(conditions)
    }

    /// The operands of the ANDs at the top, also of those in parentheses that have marks: each operand joins by itself.
    fn conjuncts(&self, condition: ExprId) -> Vec<ExprId> {
        let (mut found, mut waiting) = (Vec::new(), vec![condition]);
        while let Some(condition) = waiting.pop() {
            match self.operands_of_and(condition) {
                Some(operands) => waiting.extend(operands.iter().rev()),
                None => found.push(condition),
            }
        }
        found
    }

    fn operands_of_and(&self, condition: ExprId) -> Option<&[ExprId]> {
        let mut inner = condition;
        while let Expr::Paren(operand) = self.src.exprs[inner] {
            inner = operand;
        }
        let Expr::Chain { operands, ops } = &self.src.exprs[inner] else {
            return None;
        };
        let joins = inner == condition || !self.marked(self.src.span(condition)).is_empty();
        (joins && ops.iter().all(|(op, _)| *op == BinaryOp::And)).then_some(operands)
    }

    /// The marked columns in a range, but for those in the WHERE of a query inside, which joins its own.
    fn marked(&self, range: Span) -> Vec<ExprId> {
        let exprs = self.src.exprs.iter();
        let marks = exprs.filter_map(|(id, expr)| {
            let Expr::OuterMark(inner) = expr else {
                return None;
            };
            range.contains(self.src.span(id)).then_some(*inner)
        });
        let mut marks: Vec<ExprId> = marks.collect();
        if !marks.is_empty() {
            for (_, body) in self.src.bodies.iter() {
                if let Body::Select(select) = body
                    && let Some(inside) = select.where_span
                    && inside != range
                    && range.contains(inside)
                {
                    marks.retain(|mark| !inside.contains(self.src.span(*mark)));
                }
            }
        }
        marks
    }

    /// The item of FROM that a column belongs to.
    fn owner(&self, select: &Select, column: ExprId) -> Option<FromId> {
        let Expr::Column(name) = &self.src.exprs[column] else {
            return None;
        };
        if let ColumnUse::Column {
            relation: Some(Relation::From(from)),
            ..
        } = self.facts.column(column)
        {
            return select.from.contains(from).then_some(*from);
        }
        let [.., qualifier, _] = name.parts.as_slice() else {
            return None;
        };
        let qualifier = self.folded(*qualifier);
        select.from.iter().copied().find(|from| {
            self.exposed_name(*from)
                .is_some_and(|name| self.folded(name) == qualifier)
        })
    }

    /// The joins: first what is not optional, then each optional item behind all that its conditions name.
    fn joined_from(&mut self, select: &Select, conditions: &Conditions) -> Option<bq::FromId> {
        let is_optional = |from: &FromId| conditions.joins.iter().any(|(item, _)| item == from);
        let mut placed: Vec<FromId> = select
            .from
            .iter()
            .copied()
            .filter(|from| !is_optional(from))
            .collect();
        let mut root = None;
        for from in placed.clone() {
            let item = self.from(from);
            root = Some(match root {
                None => item,
                Some(left) => {
                    self.join_of(left, item, bq::JoinKind::Cross, bq::JoinCondition::None)
                }
            });
        }
        let mut waiting: Vec<&(FromId, Vec<ExprId>)> = conditions.joins.iter().collect();
        while !waiting.is_empty() {
            let ready = waiting
                .iter()
                .position(|(from, list)| self.is_ready(select, *from, list, &placed));
            let (Some(index), Some(left)) = (ready, root) else {
                let span = select.where_span.unwrap_or(select.select_span);
                self.refuse(
                    Code::RS1103,
                    span,
                    &[
                        "(+) in a circle of tables",
                        "write the joins with LEFT JOIN",
                    ],
                );
                return None;
            };
            let (from, list) = waiting.remove(index);
            let right = self.from(*from);
            let list: Vec<bq::ExprId> = list
                .iter()
                .map(|condition| self.condition(*condition))
                .collect();
            let on = self.all_of(list)?;
            root = Some(self.join_of(left, right, bq::JoinKind::Left, bq::JoinCondition::On(on)));
            placed.push(*from);
        }
        root
    }

    /// Whether everything that the conditions name, beside the item itself, is joined already.
    fn is_ready(&self, select: &Select, from: FromId, list: &[ExprId], placed: &[FromId]) -> bool {
        list.iter().all(|condition| {
            let range = self.src.span(*condition);
            self.src
                .exprs
                .iter()
                .filter(|(id, expr)| {
                    matches!(expr, Expr::Column(_)) && range.contains(self.src.span(*id))
                })
                .filter_map(|(id, _)| self.owner(select, id))
                .all(|owner| owner == from || placed.contains(&owner))
        })
    }

    fn join_of(
        &mut self,
        left: bq::FromId,
        right: bq::FromId,
        kind: bq::JoinKind,
        condition: bq::JoinCondition,
    ) -> bq::FromId {
        self.out.from(
            bq::From::Join {
                left,
                right,
                kind,
                condition,
            },
            bq::Origin::New,
        )
    }

    /// The conjunction of conditions; `None` for none.
    fn all_of(&mut self, mut list: Vec<bq::ExprId>) -> Option<bq::ExprId> {
        if list.len() < 2 {
            return list.pop();
        }
        let ops = vec![bq::BinaryOp::And; list.len() - 1];
        Some(self.out.expr(bq::Expr::Chain(list, ops), bq::Origin::New))
    }

    /// WHERE with what does not join.
    fn remaining_where(
        &mut self,
        select: &Select,
        rest: &[ExprId],
        target: &mut bq::Select,
        edits: &mut Vec<bq::Edit>,
    ) {
        let (Some(clause), Some(condition)) = (select.where_span, select.selection) else {
            return;
        };
        let list: Vec<bq::ExprId> = rest
            .iter()
            .map(|condition| self.condition(*condition))
            .collect();
        match self.all_of(list) {
            Some(all) => {
                target.selection = Some(all);
                edits.push(bq::Edit {
                    at: self.src.span(condition),
                    with: vec![bq::Piece::Node(bq::NodeRef::Expr(all))],
                });
            }
            None => edits.push(super::super::names::delete(clause)),
        }
    }
}
