//! Keys of types that BigQuery does not group, compare or order: SUPER and shapes.
//!
//! `SELECT s.k, COUNT(*) FROM t GROUP BY s.k` → `SELECT ANY_VALUE(s.k) AS k, COUNT(*) FROM t GROUP BY <the text of s.k>`,
//! `ORDER BY s.k` → `ORDER BY <the kind of s.k>, <its number>, <its text>`: Redshift sorts booleans, numbers, strings, arrays and
//! objects in this order.
//!
//! <https://docs.aws.amazon.com/redshift/latest/dg/query-super.html>

use std::borrow::Cow;

use super::super::Cx;
use super::super::expr::{Side, is_ungroupable};
use super::super::names::{delete, insert};
use super::select::is_distinct;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::tree::{
    BodyId, ExprId, FromId, OrderItem, Select, SelectItem, SetOp, SetOperator, SetQuantifier,
};
use crate::resolve::{FromColumn, KeyUse, Type};
use crate::span::Span;

/// The kinds in the order of Redshift; NULL for a null, which sorts as NULL does.
const KIND: &str = "NULLIF(STRPOS('boolean number string array object', JSON_TYPE($x)), 0)";

/// Numbers sort by value.
const NUMBER: &str = "IF(JSON_TYPE($x) = 'number', LAX_FLOAT64($x), NULL)";

/// Everything else sorts by its text.
const TEXT: &str = "COALESCE(SAFE.STRING($x), TO_JSON_STRING($x))";

/// What to do where there is no translation.
const CAST_IT: &str = "cast the value to a type that can be compared";

impl Cx<'_> {
    /// A key of GROUP BY that BigQuery does not take as it is.
    pub(super) fn ungroupable_key(&mut self, select: &Select, key: ExprId) -> Option<bq::ExprId> {
        let meant = self.meant_by(select, key);
        let ty = self.type_of(meant);
        if ty == Type::Super {
            return Some(self.key_of_super(meant, self.src.span(key)));
        }
        if is_ungroupable(ty) {
            self.refuse_key(key, "GROUP BY");
        }
        None
    }

    /// Says that a type is no key here.
    pub(super) fn refuse_key(&mut self, key: ExprId, clause: &str) {
        let what = format!("{clause} over a SUPER value or a shape");
        self.refuse(Code::RS1101, self.src.span(key), &[&what, CAST_IT]);
    }

    /// A key of PARTITION BY.
    pub(super) fn partition_key(&mut self, key: ExprId) -> bq::ExprId {
        let ty = self.type_of(key);
        if !is_ungroupable(ty) {
            return self.window_key(key);
        }
        if ty != Type::Super {
            self.refuse_key(key, "PARTITION BY");
        }
        let before = std::mem::replace(&mut self.aliases_are_known, false);
        let text = self.key_of_super(key, self.src.span(key));
        self.aliases_are_known = before;
        text
    }

    /// USING and NATURAL compare columns that nobody can rewrite.
    pub(super) fn refuse_joined_super(&mut self, side: FromId, names: &[Cow<'_, str>], at: Span) {
        let columns = self.facts.columns_of(self.src, side).unwrap_or_default();
        let is_key = |found: &FromColumn| {
            let name = found.column.spelling();
            is_ungroupable(found.column.ty)
                && name.is_some_and(|name| names.iter().any(|key| key.eq_ignore_ascii_case(name)))
        };
        if columns.iter().any(is_key) {
            let help = "join with ON";
            self.refuse(
                Code::RS1101,
                at,
                &["USING with a SUPER value or a shape", help],
            );
        }
    }

    /// Set operations that drop duplicates compare their columns.
    pub(super) fn refuse_compared_columns(&mut self, ops: &[SetOperator], types: &[Type]) {
        if !types.iter().any(|ty| is_ungroupable(*ty)) {
            return;
        }
        let keeps = |op: &&SetOperator| op.op == SetOp::Union && op.all;
        if let Some(op) = ops.iter().find(|op| !keeps(op)) {
            let what = format!("{} over a SUPER value or a shape", self.text(op.span));
            self.refuse(Code::RS1101, op.span, &[&what, CAST_IT]);
        }
    }

    /// The items of DISTINCT that are keys of groups in BigQuery.
    pub(super) fn distinct_keys(&self, select: &Select) -> Vec<ExprId> {
        if !is_distinct(select) {
            return Vec::new();
        }
        let items = select.items.iter().filter_map(|item| match item {
            SelectItem::Expr { expr, .. } => Some(self.without_parens(*expr)),
            SelectItem::Star { .. } | SelectItem::Placeholder(_) => None,
        });
        items
            .filter(|expr| self.type_of(*expr) == Type::Super)
            .collect()
    }

    /// DISTINCT over SUPER is a GROUP BY: `SELECT DISTINCT id, s.k FROM t` →
    /// `SELECT id, ANY_VALUE(s.k) AS k FROM t GROUP BY 1, <the text of s.k>`
    pub(super) fn distinct_by_groups(
        &mut self,
        id: BodyId,
        select: &Select,
        target: &mut bq::Select,
        edits: &mut Vec<bq::Edit>,
    ) {
        let SetQuantifier::Distinct(distinct) = select.quantifier else {
            return;
        };
        let facts = self.facts.bodies.get(id);
        let columns = self.facts.body_outputs(id).unwrap_or_default();
        if target.distinct && !columns.iter().any(|column| is_ungroupable(column.ty)) {
            return;
        }
        let computes = facts.is_some_and(|facts| facts.aggregated || facts.windowed);
        let is_plain = |item: &SelectItem| matches!(item, SelectItem::Expr { expr, .. } if !is_shape(self.type_of(*expr)));
        if computes || select.group_by.is_some() || !select.items.iter().all(is_plain) {
            let what = "DISTINCT over a SUPER value or a shape";
            self.refuse(Code::RS1101, distinct, &[what, CAST_IT]);
            return;
        }
        target.distinct = false;
        edits.push(delete(distinct));
        let mut pieces = vec![bq::Piece::Keyword(" GROUP BY ")];
        for (index, item) in select.items.iter().enumerate() {
            let SelectItem::Expr { expr, .. } = item else {
                continue;
            };
            let key = if self.type_of(*expr) == Type::Super {
                let key = self.key_of_super(*expr, self.src.span(*expr));
                self.detached(key)
            } else {
                self.integer(index + 1)
            };
            if index > 0 {
                pieces.push(bq::Piece::Text(", ".into()));
            }
            pieces.push(bq::Piece::Node(bq::NodeRef::Expr(key)));
            target.group_by.push(bq::GroupItem::Expr(key));
        }
        edits.push(insert(self.src.body_spans[id].end, pieces));
    }

    /// The same expression, to be printed in another place than its own.
    fn detached(&mut self, id: bq::ExprId) -> bq::ExprId {
        let kind = self.out.exprs[id].kind.clone();
        self.out.expr(kind, bq::Origin::New)
    }

    /// A key of ORDER BY that BigQuery does not sort by, as several that it does.
    pub(super) fn ungroupable_order(
        &mut self,
        item: &OrderItem,
        value: bq::ExprId,
        edits: &mut Vec<bq::Edit>,
    ) -> Option<Vec<bq::OrderItem>> {
        let ty = self.type_of_key(item.expr);
        if !is_ungroupable(ty) {
            return None;
        }
        let is_ordinal = matches!(self.facts.key(item.expr), KeyUse::Ordinal { .. });
        if ty != Type::Super || is_ordinal {
            self.refuse_key(item.expr, "ORDER BY");
            return None;
        }
        let span = self.src.span(item.expr);
        let source = Some(item.expr);
        let mut key = |template| {
            let side = Side { value, ty, source };
            self.instantiate(template, &[side], &["x"], span)
        };
        let [kind, number, text] = [KIND, NUMBER, TEXT].map(&mut key);
        let (kind, number) = (self.detached(kind), self.detached(number));
        let first = item.nulls_first.unwrap_or(item.desc);
        let desc = if item.desc { " DESC" } else { "" };
        let nulls = if first {
            " NULLS FIRST, "
        } else {
            " NULLS LAST, "
        };
        edits.push(insert(
            item.span.start,
            vec![
                bq::Piece::Node(bq::NodeRef::Expr(kind)),
                bq::Piece::Keyword(desc),
                bq::Piece::Keyword(nulls),
                bq::Piece::Node(bq::NodeRef::Expr(number)),
                bq::Piece::Keyword(desc),
                bq::Piece::Text(", ".into()),
            ],
        ));
        let order = |expr, nulls_first| bq::OrderItem {
            expr,
            desc: item.desc,
            nulls_first,
        };
        Some(vec![
            order(kind, Some(first)),
            order(number, None),
            order(text, item.nulls_first),
        ])
    }

    /// Says that there is no order of several keys here: in a window with a frame, an aggregate, DISTINCT ON, PIVOT.
    pub(in crate::lower) fn refuse_order(&mut self, key: ExprId) {
        if is_ungroupable(self.type_of_key(key)) {
            self.refuse_key(key, "this order");
        }
    }

    /// The type of what a key of ORDER BY stands for.
    fn type_of_key(&self, key: ExprId) -> Type {
        match self.selects.and_then(|body| self.select_of(body)) {
            Some(select) => self.type_of(self.meant_by(select, key)),
            None => match (self.facts.key(key), self.selects) {
                (KeyUse::Ordinal { position, .. }, Some(body)) => self
                    .facts
                    .body_outputs(body)
                    .and_then(|columns| columns.get(position.checked_sub(1)?))
                    .map_or(Type::Unknown, |column| column.ty),
                (_, _) => self.type_of(key),
            },
        }
    }
}

fn is_shape(ty: Type) -> bool {
    is_ungroupable(ty) && ty != Type::Super
}
