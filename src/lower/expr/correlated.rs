//! Correlated subqueries: BigQuery runs those that it can turn into joins.
//!
//! `(SELECT MAX(b) FROM u WHERE u.id = t.id)` is one; with `u.id < t.id` alone, or with LIMIT, it is refused when it runs.

use super::super::Cx;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::tree::{BinaryOp, Body, Expr, ExprId, From, Query, QueryId};
use crate::resolve::{ColumnUse, FromKind};
use crate::span::Span;

impl Cx<'_> {
    /// A query inside an expression, with a word where BigQuery may not run it.
    pub(super) fn inner_query(&mut self, id: QueryId) -> bq::QueryId {
        let src = self.src;
        let query = &src.queries[id];
        if self.facts.correlated(id)
            && self.reads_a_table(query)
            && (is_limited(&src.bodies[query.body], query) || !self.joins_by_equality(query))
        {
            let start = self.tokens_in(query.span).first();
            let span = start.map_or(query.span, |token| token.span);
            self.raise(Code::RS2802, span, &[]);
        }
        self.query(id)
    }

    /// A table, and not only elements of an array of the row outside.
    fn reads_a_table(&self, query: &Query) -> bool {
        self.src.froms.iter().any(|(id, from)| {
            matches!(from, From::Table { .. })
                && query.span.contains(self.src.from_spans[id])
                && !matches!(self.facts.from_kind(id), FromKind::SuperArray { .. })
        })
    }

    /// Whether a column from outside is equal to something of the query.
    fn joins_by_equality(&self, query: &Query) -> bool {
        let exprs = &self.src.exprs;
        let outside: Vec<Span> = exprs
            .iter()
            .map(|(id, _)| (id, self.src.span(id)))
            .filter(|(id, span)| query.span.contains(*span) && self.is_outer_column(*id))
            .map(|(_, span)| span)
            .collect();
        let holds = |id: ExprId| {
            let range = self.src.span(id);
            outside.iter().any(|span| range.contains(*span))
        };
        exprs.iter().any(|(id, expr)| {
            let Expr::Chain { operands, ops } = expr else {
                return false;
            };
            let ([left, right], [(BinaryOp::Eq, _)]) = (operands.as_slice(), ops.as_slice()) else {
                return false;
            };
            query.span.contains(self.src.span(id)) && holds(*left) != holds(*right)
        })
    }

    /// A column of a query around this one.
    fn is_outer_column(&self, id: ExprId) -> bool {
        matches!(
            self.facts.column(id),
            ColumnUse::Column { depth: 1.., .. } | ColumnUse::Merged { depth: 1.., .. }
        )
    }
}

fn is_limited(body: &Body, query: &Query) -> bool {
    let has_top = matches!(body, Body::Select(select) if select.top.is_some());
    query.limit.is_some() || query.offset.is_some() || has_top
}
