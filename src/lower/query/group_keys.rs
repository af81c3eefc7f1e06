//! Expressions of GROUP BY that stand again in other clauses.
//!
//! `SELECT UPPER(a) AS x FROM t GROUP BY UPPER(a) ORDER BY UPPER(a)` → `SELECT UPPER(a) AS x FROM t GROUP BY 1 ORDER BY 1`,
//! `SELECT UPPER(a) || 'x' FROM t GROUP BY UPPER(a)` → `SELECT ANY_VALUE(UPPER(a)) || 'x' FROM t GROUP BY UPPER(a)`
//!
//! BigQuery recognises such an expression only as a whole item of the select list, and not where HAVING or ORDER BY follow
//! and the item has an alias. Elsewhere it is the value of any row of the group: all have the same.

use std::borrow::Cow;

use super::super::Cx;
use super::super::expr::plain_call;
use crate::bigquery::tree as bq;
use crate::redshift::tree::{BodyId, Expr, ExprId, GroupItem, Select, SelectItem};
use crate::resolve::{ColumnUse, KeyUse, Type};

impl Cx<'_> {
    /// The keys of a SELECT that are more than a column; none where ROLLUP and its kin make them NULL in some rows.
    pub(super) fn group_keys_of(&self, select: &Select) -> Vec<ExprId> {
        let Some(group_by) = &select.group_by else {
            return self.distinct_keys(select);
        };
        let mut keys = Vec::new();
        for item in &group_by.items {
            let GroupItem::Expr(key) = item else {
                return Vec::new();
            };
            let key = self.without_parens(self.meant_by(select, *key));
            if self.is_compound(key) || self.type_of(key) == Type::Super {
                keys.push(key);
            }
        }
        keys
    }

    /// The items of the list that keys of GROUP BY name by their numbers or aliases.
    pub(super) fn items_pointed_at(&self, select: &Select) -> impl Iterator<Item = ExprId> {
        let items = select.group_by.iter().flat_map(|group_by| &group_by.items);
        items.filter_map(|item| match item {
            GroupItem::Expr(key) => {
                let item = self.meant_by(select, *key);
                (item != *key).then_some(item)
            }
            GroupItem::Empty(_)
            | GroupItem::Rollup(..)
            | GroupItem::Cube(..)
            | GroupItem::Sets(..)
            | GroupItem::List(..) => None,
        })
    }

    /// Whether a key of GROUP BY names the item by its number or alias.
    pub(super) fn is_pointed_at(&self, select: &Select, expr: ExprId) -> bool {
        self.items_pointed_at(select).any(|item| item == expr)
    }

    /// The item of the select list that a key stands for, or the key itself.
    pub(super) fn meant_by(&self, select: &Select, key: ExprId) -> ExprId {
        let item = match self.facts.key(key) {
            KeyUse::Ordinal {
                item: Some(item), ..
            }
            | KeyUse::Output { item, .. }
            | KeyUse::OutputOrColumn { item } => item,
            KeyUse::Ordinal { item: None, .. } | KeyUse::Expression | KeyUse::Column => return key,
        };
        match select.items.get(item) {
            Some(SelectItem::Expr { expr, .. }) => *expr,
            Some(SelectItem::Star { .. } | SelectItem::Placeholder(_)) | None => key,
        }
    }

    /// Whether an expression is a key of the SELECT around it, in a place where BigQuery does not see that.
    pub(in crate::lower) fn is_group_key(&self, id: ExprId) -> bool {
        if self.group_keys.is_empty() || !(self.is_compound(id) || self.type_of(id) == Type::Super)
        {
            return false;
        }
        let kind = std::mem::discriminant(&self.src.exprs[id]);
        self.group_keys.iter().any(|key| {
            std::mem::discriminant(&self.src.exprs[*key]) == kind
                && (self.same_tokens(*key, id) || self.is_same_path(*key, id))
        })
    }

    /// `t.s.k` and `s.k`
    fn is_same_path(&self, a: ExprId, b: ExprId) -> bool {
        match (self.facts.column(a), self.facts.column(b)) {
            (
                ColumnUse::Column {
                    relation: Some(one),
                    index: Some(index),
                    ..
                },
                ColumnUse::Column {
                    relation: Some(other),
                    index: Some(other_index),
                    ..
                },
            ) => one == other && index == other_index,
            (
                ColumnUse::SuperPath {
                    relation: Some(one),
                    index: Some(index),
                    ..
                },
                ColumnUse::SuperPath {
                    relation: Some(other),
                    index: Some(other_index),
                    ..
                },
            ) if one == other && index == other_index => {
                self.keys_of_path(a).eq(self.keys_of_path(b))
            }
            (_, _) => false,
        }
    }

    /// The keys behind the column of a path.
    fn keys_of_path(&self, id: ExprId) -> impl Iterator<Item = Cow<'_, str>> {
        let parts = match (&self.src.exprs[id], self.facts.column(id)) {
            (Expr::Column(name), ColumnUse::SuperPath { column_parts, .. }) => {
                name.parts.get(*column_parts..).unwrap_or_default()
            }
            (_, _) => &[],
        };
        parts.iter().map(|part| self.folded(*part))
    }

    /// The key that the first operands of a longer chain are together, and how many they are: `a + b` of `a + b + 1`.
    pub(in crate::lower) fn chain_of_key(&self, operands: &[ExprId]) -> Option<(ExprId, usize)> {
        let first = self.src.span(*operands.first()?);
        self.group_keys.iter().find_map(|key| {
            let Expr::Chain { operands: own, .. } = &self.src.exprs[*key] else {
                return None;
            };
            let count = own.len();
            let last = operands.get(count - 1).filter(|_| count < operands.len())?;
            let range = first.to(self.src.span(*last));
            self.same_spelling(self.src.span(*key), range)
                .then_some((*key, count))
        })
    }

    /// The value of a key in any row of the group.
    pub(in crate::lower) fn any_of_group(&mut self, id: ExprId) -> bq::ExprId {
        let keys = std::mem::take(&mut self.group_keys);
        let value = self.expr(id);
        self.group_keys = keys;
        self.made(self.src.span(id), plain_call("ANY_VALUE", vec![value]))
    }

    /// Whether BigQuery loses the connection between a key and an item with an alias.
    pub(super) fn loses_aliased_keys(&self, body: BodyId, select: &Select) -> bool {
        self.sorted_body == Some(body) || select.having.is_some() || select.qualify.is_some()
    }

    /// The position, from one, of the item of the select list that is this expression as a whole.
    pub(super) fn position_of(&self, select: &Select, id: ExprId) -> Option<usize> {
        let same = |item: &SelectItem| {
            matches!(item, SelectItem::Expr { expr, .. }
                if self.whole_items.contains(expr) && self.same_tokens(*expr, id))
        };
        let index = select.items.iter().position(same)?;
        let certain = |item: &SelectItem| matches!(item, SelectItem::Expr { .. });
        let no_star = select.items.iter().take(index).all(certain);
        no_star.then_some(index + 1)
    }

    /// More than a name, a constant or a hole: BigQuery sees those itself.
    pub(super) fn is_compound(&self, id: ExprId) -> bool {
        !matches!(
            self.src.exprs[id],
            Expr::Column(_)
                | Expr::Literal(_)
                | Expr::Placeholder
                | Expr::Param
                | Expr::Default
                | Expr::Paren(_)
                | Expr::Error
        )
    }

    pub(super) fn without_parens(&self, id: ExprId) -> ExprId {
        let mut inner = id;
        while let Expr::Paren(next) = &self.src.exprs[inner] {
            inner = *next;
        }
        inner
    }
}
