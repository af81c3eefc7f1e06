//! OVER: the order of NULLs inside windows.
//!
//! `ROW_NUMBER() OVER (ORDER BY a)` → `ROW_NUMBER() OVER (ORDER BY a NULLS LAST)`;
//! `SUM(x) OVER (ORDER BY a)` → `SUM(x) OVER (ORDER BY a IS NULL, a)`: BigQuery rejects NULLS LAST in the default frame.

use super::super::Cx;
use super::super::names::insert;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::tree::{Bound, Frame, Literal, OrderItem, Window};
use crate::redshift::tree::{Expr, ExprId, SelectItem};
use crate::resolve::KeyUse;

/// Functions whose windows have no frame: NULLS LAST is accepted.
const WITHOUT_FRAME: &[&str] = &[
    "row_number",
    "rank",
    "dense_rank",
    "ntile",
    "cume_dist",
    "percent_rank",
    "lag",
    "lead",
];

/// Functions whose window must have an order in BigQuery; Redshift takes the rows as they come.
const ORDERED: &[&str] = &[
    "rank",
    "dense_rank",
    "cume_dist",
    "percent_rank",
    "ntile",
    "lag",
    "lead",
    "first_value",
    "last_value",
    "nth_value",
];

impl Cx<'_> {
    /// A window with the edits of its own tokens.
    pub(in crate::lower) fn window(
        &mut self,
        window: &Window,
        function: &str,
        edits: &mut Vec<bq::Edit>,
    ) -> bq::Window {
        let range = !WITHOUT_FRAME.contains(&function)
            && window.frame.as_ref().is_none_or(|frame| !frame.rows);
        let partition_by = window
            .partition_by
            .iter()
            .map(|key| self.partition_key(*key))
            .collect();
        let mut order_by = if range {
            self.range_order(&window.order_by, edits)
        } else {
            let items = window.order_by.iter();
            items
                .flat_map(|item| {
                    let expr = self.window_key(item.expr);
                    self.order_items(item, expr, true, edits)
                })
                .collect()
        };
        self.check_distance(window, order_by.len());
        if order_by.is_empty() && window.base.is_none() && ORDERED.contains(&function) {
            order_by.push(self.any_order(window, edits));
        }
        bq::Window {
            base: window.base.map(|base| self.column_text(base)),
            partition_by,
            order_by,
            frame: window.frame.as_ref().map(|frame| self.frame(frame)),
        }
    }

    /// Refuses a RANGE frame of values (`RANGE 7 PRECEDING`), which BigQuery has for one number only: NULLs would take a
    /// second key.
    fn check_distance(&mut self, window: &Window, keys: usize) {
        let Some(frame) = window.frame.as_ref().filter(|frame| !frame.rows) else {
            return;
        };
        let is_distance = |bound: Bound| matches!(bound, Bound::Preceding(_) | Bound::Following(_));
        let is_number = |item: &OrderItem| self.type_of(item.expr).is_number();
        let fits = keys == 1 && window.order_by.iter().all(is_number);
        if !fits && (is_distance(frame.start) || frame.end.is_some_and(is_distance)) {
            let args = [
                "RANGE with a distance, but for one number that is never NULL,",
                "Redshift's RANGE knows UNBOUNDED and CURRENT ROW only; use ROWS, or a join",
            ];
            self.refuse(Code::RS1103, window.span, &args);
        }
    }

    /// An order that leaves the rows as they come.
    fn any_order(&mut self, window: &Window, edits: &mut Vec<bq::Edit>) -> bq::OrderItem {
        let (at, words) = match window.partition_span {
            Some(partition) => (partition.end, " ORDER BY 1"),
            None => (window.span.start + 1, "ORDER BY 1"),
        };
        edits.push(insert(at, vec![bq::Piece::Keyword(words)]));
        bq::OrderItem {
            expr: self.integer(1),
            desc: false,
            nulls_first: None,
        }
    }

    /// Two keys for one: `a IS NULL, a` sorts NULLs last in every frame.
    fn range_order(
        &mut self,
        items: &[OrderItem],
        edits: &mut Vec<bq::Edit>,
    ) -> Vec<bq::OrderItem> {
        let mut keys = Vec::with_capacity(items.len());
        for item in items {
            self.refuse_order(item.expr);
            let last = item.nulls_first.map_or(!item.desc, |first| !first);
            // BigQuery's own order: first when ascending, last when descending.
            let already = last == item.desc;
            let constant = matches!(self.src.exprs[item.expr], Expr::Literal(_));
            if !already && !constant && self.may_be_null(item.expr) {
                let operand = self.window_key(item.expr);
                let test = self.out.expr(
                    bq::Expr::Is {
                        operand,
                        not: false,
                        what: bq::IsWhat::Null,
                    },
                    bq::Origin::New,
                );
                let order = if last { ", " } else { " DESC, " };
                let with = vec![
                    bq::Piece::Node(bq::NodeRef::Expr(test)),
                    bq::Piece::Keyword(order),
                ];
                edits.push(insert(item.span.start, with));
                edits.extend(item.nulls.map(super::super::names::delete));
                keys.push(bq::OrderItem {
                    expr: test,
                    desc: !last,
                    nulls_first: None,
                });
            }
            let expr = self.window_key(item.expr);
            keys.push(bq::OrderItem {
                expr,
                desc: item.desc,
                nulls_first: None,
            });
        }
        keys
    }

    fn frame(&mut self, frame: &Frame) -> bq::Frame {
        bq::Frame {
            rows: frame.rows,
            start: self.bound(frame.start),
            end: frame.end.map(|end| self.bound(end)),
        }
    }

    fn bound(&mut self, bound: Bound) -> bq::Bound {
        match bound {
            Bound::UnboundedPreceding => bq::Bound::UnboundedPreceding,
            Bound::Preceding(count) => bq::Bound::Preceding(self.expr(count)),
            Bound::CurrentRow => bq::Bound::CurrentRow,
            Bound::Following(count) => bq::Bound::Following(self.expr(count)),
            Bound::UnboundedFollowing => bq::Bound::UnboundedFollowing,
        }
    }

    /// A key of a window, where BigQuery does not know the aliases of the select list.
    pub(super) fn window_key(&mut self, id: ExprId) -> bq::ExprId {
        let before = std::mem::replace(&mut self.aliases_are_known, false);
        let key = self.expr(id);
        self.aliases_are_known = before;
        key
    }

    /// A key of ORDER BY or GROUP BY: an ordinal stays a number, a name stays a name.
    pub(in crate::lower) fn key(&mut self, id: ExprId) -> bq::ExprId {
        let span = self.src.span(id);
        if let Expr::Literal(Literal::Integer) = self.src.exprs[id] {
            return self.number(span, bq::Literal::Int64);
        }
        if let KeyUse::Output { item, implied } = self.facts.key(id)
            && (!self.renames.is_empty() || implied && self.counts_items(item))
        {
            let ordinal = (item + 1).to_string();
            return self.respelt_literal(span, bq::Literal::Int64, ordinal);
        }
        match self.position_of_hidden(id) {
            Some(position) => self.respelt_literal(span, bq::Literal::Int64, position.to_string()),
            None => self.expr_without_expansion(id),
        }
    }

    /// Whether the position of an item is that of its column: no star stands before.
    fn counts_items(&self, item: usize) -> bool {
        let select = self.selects.and_then(|body| self.first_select(body));
        let is_one = |item: &SelectItem| matches!(item, SelectItem::Expr { .. });
        select.is_some_and(|select| select.items.iter().take(item).all(is_one))
    }

    /// `best.rank` where `best` is an alias of the list too: BigQuery sees the alias. The position of the same item stands for
    /// it.
    fn position_of_hidden(&self, id: ExprId) -> Option<usize> {
        let Expr::Column(name) = &self.src.exprs[id] else {
            return None;
        };
        let [table, _, ..] = name.parts.as_slice() else {
            return None;
        };
        let select = self.select_of(self.selects?)?;
        let table = self.folded(*table);
        let hides = |item: &SelectItem| matches!(item, SelectItem::Expr { alias: Some(alias), .. } if self.folded(alias.name) == table);
        if !select.items.iter().any(hides) {
            return None;
        }
        let same = |item: &SelectItem| matches!(item, SelectItem::Expr { expr, .. } if self.same_tokens(*expr, id));
        let index = select.items.iter().position(same);
        index.map(|index| index + 1)
    }

    /// An expression in a place where BigQuery knows the aliases of the select list.
    pub(in crate::lower) fn expr_without_expansion(&mut self, id: ExprId) -> bq::ExprId {
        let known = self.renames.is_empty();
        let before = std::mem::replace(&mut self.aliases_are_known, known);
        let hid = std::mem::replace(&mut self.aliases_hide, true);
        let expr = self.expr(id);
        self.aliases_hide = hid;
        self.aliases_are_known = before;
        expr
    }
}
