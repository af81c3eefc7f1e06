//! Set operations: each bears ALL or DISTINCT in BigQuery, and different ones do not mix without parentheses.
//!
//! `a UNION b EXCEPT c` → `(a UNION DISTINCT b) EXCEPT DISTINCT c`

use super::super::Cx;
use super::super::expr::origin;
use super::super::names::{insert, replace};
use super::Place;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::tree::{Body, BodyId, SetOp, SetOperator};
use crate::resolve::Type;
use crate::span::Span;

impl Cx<'_> {
    /// A chain of set operators, from the left.
    pub(super) fn set_operation(
        &mut self,
        id: BodyId,
        inputs: &[BodyId],
        ops: &[SetOperator],
        place: &Place,
        first: bool,
    ) -> bq::BodyId {
        let place = &Place {
            in_set: true,
            types: self.set_types(id, place),
            ..place.clone()
        };
        self.refuse_compared_columns(ops, &place.types);
        let mut inputs = inputs.iter();
        let Some(head) = inputs.next() else {
            return self
                .out
                .body(bq::Body::Placeholder(Span::default()), bq::Origin::New);
        };
        let mut span = self.src.body_spans[*head];
        let mut operands = vec![self.operand(*head, place, first)];
        let mut edits = Vec::new();
        let mut current = None;
        for (input, operator) in inputs.zip(ops) {
            let op = self.set_op(operator);
            if current.is_some_and(|current| current != op) {
                let whole = self.close_set(&mut operands, &mut edits, span, current);
                operands = vec![self.parenthesised(whole, span)];
            }
            current = Some(op);
            edits.extend(set_edit(operator));
            operands.push(self.operand(*input, place, false));
            span = span.to(self.src.body_spans[*input]);
        }
        self.close_set(&mut operands, &mut edits, span, current)
    }

    /// The types of the columns, by position: those of the place, or the common ones of the sides.
    pub(super) fn set_types(&self, id: BodyId, place: &Place) -> Vec<Type> {
        if !place.types.is_empty() {
            return place.types.clone();
        }
        let columns = self.facts.body_outputs(id).unwrap_or_default();
        columns.iter().map(|column| column.ty).collect()
    }

    fn close_set(
        &mut self,
        operands: &mut Vec<bq::BodyId>,
        edits: &mut Vec<bq::Edit>,
        span: Span,
        op: Option<bq::SetOp>,
    ) -> bq::BodyId {
        let operands = std::mem::take(operands);
        let edits = std::mem::take(edits);
        let op = op.unwrap_or(bq::SetOp::UnionAll);
        self.out
            .body(bq::Body::Set(op, operands), origin(span, edits))
    }

    /// One side: INTERSECT inside a chain, and a SELECT with TOP, need parentheses.
    fn operand(&mut self, id: BodyId, place: &Place, first: bool) -> bq::BodyId {
        let span = self.src.body_spans[id];
        let body = self.body(id, place, first);
        match &self.src.bodies[id] {
            Body::SetOperation { .. } => self.parenthesised(body, span),
            Body::Select(select) => match &select.top {
                Some(top) => {
                    let count = self.expr(top.count);
                    self.limited(body, span, count)
                }
                None => body,
            },
            Body::Query(_) | Body::Values(_) | Body::Placeholder => body,
        }
    }

    /// `(body)`.
    fn parenthesised(&mut self, body: bq::BodyId, span: Span) -> bq::BodyId {
        let query = self.query_of(body, None, bq::Origin::Same(span));
        let edits = vec![
            insert(span.start, vec![bq::Piece::Text("(".into())]),
            insert(span.end, vec![bq::Piece::Text(")".into())]),
        ];
        self.out
            .body(bq::Body::Query(query), bq::Origin::Patch(span, edits))
    }

    /// `(body LIMIT n)`.
    fn limited(&mut self, body: bq::BodyId, span: Span, count: bq::ExprId) -> bq::BodyId {
        let with = vec![
            bq::Piece::Keyword(" LIMIT "),
            bq::Piece::Node(bq::NodeRef::Expr(count)),
        ];
        let inner = bq::Origin::Patch(span, vec![insert(span.end, with)]);
        let query = self.query_of(body, Some(count), inner);
        let edits = vec![
            insert(span.start, vec![bq::Piece::Text("(".into())]),
            insert(span.end, vec![bq::Piece::Text(")".into())]),
        ];
        self.out
            .body(bq::Body::Query(query), bq::Origin::Patch(span, edits))
    }

    fn query_of(
        &mut self,
        body: bq::BodyId,
        limit: Option<bq::ExprId>,
        origin: bq::Origin,
    ) -> bq::QueryId {
        self.out.query(
            bq::Query {
                recursive: false,
                ctes: Vec::new(),
                body,
                order_by: Vec::new(),
                limit,
                offset: None,
            },
            origin,
        )
    }

    fn set_op(&mut self, operator: &SetOperator) -> bq::SetOp {
        match (operator.op, operator.all) {
            (SetOp::Union, true) => bq::SetOp::UnionAll,
            (SetOp::Union, false) => bq::SetOp::UnionDistinct,
            (SetOp::Intersect, false) => bq::SetOp::Intersect,
            (SetOp::Except | SetOp::Minus, false) => bq::SetOp::Except,
            (SetOp::Intersect | SetOp::Except | SetOp::Minus, true) => {
                self.refuse(
                    Code::RS1101,
                    operator.span,
                    &[
                        "INTERSECT ALL or EXCEPT ALL",
                        "neither Redshift nor BigQuery has it",
                    ],
                );
                bq::SetOp::Except
            }
        }
    }
}

/// The edit of an operator's tokens.
fn set_edit(operator: &SetOperator) -> Option<bq::Edit> {
    if operator.distinct && operator.op != SetOp::Minus || operator.all {
        return None;
    }
    match operator.op {
        SetOp::Minus => Some(replace(operator.span, "EXCEPT DISTINCT")),
        SetOp::Union | SetOp::Intersect | SetOp::Except => Some(insert(
            operator.span.end,
            vec![bq::Piece::Keyword(" DISTINCT")],
        )),
    }
}
