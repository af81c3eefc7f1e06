//! ORDER BY: NULLs sort last in Redshift and first in BigQuery, so the order is written out where it can be seen.
//!
//! `ORDER BY a, b DESC` → `ORDER BY a NULLS LAST, b DESC NULLS FIRST`
//!
//! <https://docs.aws.amazon.com/redshift/latest/dg/r_ORDER_BY_clause.html>

use smallvec::SmallVec;

use super::super::Cx;
use super::super::names::insert;
use crate::bigquery::tree as bq;
use crate::redshift::tree::{BodyId, Expr, ExprId, OrderItem, Query};
use crate::resolve::{ColumnUse, KeyUse};

/// Functions that never give NULL.
const NEVER_NULL: &[&str] = &[
    "count",
    "row_number",
    "rank",
    "dense_rank",
    "ntile",
    "cume_dist",
    "percent_rank",
    "getdate",
    "sysdate",
    "current_date",
    "random",
];

impl Cx<'_> {
    /// The items of ORDER BY. `seen` says that the order of NULLs can be seen.
    pub(in crate::lower) fn order_by(
        &mut self,
        items: &[OrderItem],
        seen: bool,
        edits: &mut Vec<bq::Edit>,
    ) -> Vec<bq::OrderItem> {
        items
            .iter()
            .flat_map(|item| {
                let expr = self.key(item.expr);
                self.order_items(item, expr, seen, edits)
            })
            .collect()
    }

    /// ORDER BY of a query. An expression that GROUP BY or DISTINCT has merged is the position of its item.
    pub(super) fn query_order(
        &mut self,
        query: &Query,
        seen: bool,
        edits: &mut Vec<bq::Edit>,
    ) -> Vec<bq::OrderItem> {
        query
            .order_by
            .iter()
            .flat_map(|item| {
                let expr = match self.merged_position(query.body, item.expr) {
                    Some(position) => self.respelt_literal(
                        self.src.span(item.expr),
                        bq::Literal::Int64,
                        position.to_string(),
                    ),
                    None => self.key(item.expr),
                };
                self.order_items(item, expr, seen, edits)
            })
            .collect()
    }

    /// An item, or the several that say the same.
    pub(super) fn order_items(
        &mut self,
        item: &OrderItem,
        expr: bq::ExprId,
        seen: bool,
        edits: &mut Vec<bq::Edit>,
    ) -> SmallVec<[bq::OrderItem; 1]> {
        match self.ungroupable_order(item, expr, edits) {
            Some(items) => items.into(),
            None => SmallVec::from_buf([self.order_item(item, expr, seen, edits)]),
        }
    }

    fn merged_position(&self, body: BodyId, key: ExprId) -> Option<usize> {
        let select = self.select_of(body)?;
        let merges_rows = super::select::is_distinct(select) && self.is_compound(key);
        if !merges_rows && !self.is_group_key(key) {
            return None;
        }
        self.position_of(select, key)
    }

    /// An item whose key is lowered.
    pub(super) fn order_item(
        &mut self,
        item: &OrderItem,
        expr: bq::ExprId,
        seen: bool,
        edits: &mut Vec<bq::Edit>,
    ) -> bq::OrderItem {
        let nulls_first = match item.nulls_first {
            Some(first) => Some(first),
            None if seen && self.may_be_null(item.expr) => {
                let words = if item.desc {
                    " NULLS FIRST"
                } else {
                    " NULLS LAST"
                };
                edits.push(insert(item.span.end, vec![bq::Piece::Keyword(words)]));
                Some(item.desc)
            }
            None => None,
        };
        bq::OrderItem {
            expr,
            desc: item.desc,
            nulls_first,
        }
    }

    /// Whether a key can be NULL, as far as is known.
    pub(in crate::lower) fn may_be_null(&self, id: ExprId) -> bool {
        let id = match self.facts.key(id) {
            KeyUse::Ordinal {
                item: Some(item), ..
            }
            | KeyUse::Output { item, .. }
            | KeyUse::OutputOrColumn { item } => match self.item_expr(item) {
                Some(expr) => expr,
                None => return true,
            },
            KeyUse::Ordinal { item: None, .. } => return true,
            KeyUse::Expression | KeyUse::Column => id,
        };
        let expr = &self.src.exprs[id];
        if let Expr::Literal(literal) = expr {
            return *literal == crate::redshift::tree::Literal::Null;
        }
        if let Expr::Call(call) = expr {
            return !call
                .name
                .parts
                .last()
                .is_some_and(|name| NEVER_NULL.contains(&self.folded(*name).as_ref()));
        }
        if let Expr::Column(_) = expr {
            return !self.is_not_null_column(id);
        }
        if let Expr::Paren(inner) = expr {
            return self.may_be_null(*inner);
        }
        !matches!(expr, Expr::Is { .. } | Expr::Exists(_))
    }

    /// A column that its table declares NOT NULL, of a table that no outer join can leave empty.
    fn is_not_null_column(&self, id: ExprId) -> bool {
        let ColumnUse::Column {
            relation: Some(relation),
            index: Some(index),
            ..
        } = self.facts.column(id)
        else {
            return false;
        };
        !self.has_outer_join
            && !self.has_marks
            && self
                .facts
                .relation_columns(*relation)
                .and_then(|columns| columns.at(*index))
                .is_some_and(|column| column.flags.not_null)
    }

    /// The expression of a select item of the query whose keys are read.
    fn item_expr(&self, item: usize) -> Option<ExprId> {
        let query = &self.src.queries[self.in_query?];
        let select = self.select_of(query.body)?;
        match select.items.get(item)? {
            crate::redshift::tree::SelectItem::Expr { expr, .. } => Some(*expr),
            crate::redshift::tree::SelectItem::Star { .. }
            | crate::redshift::tree::SelectItem::Placeholder(_) => None,
        }
    }
}
