//! GROUP BY.
//!
//! `SELECT UPPER(n) AS n FROM t GROUP BY n` → `… GROUP BY t.n`: Redshift groups by the column, BigQuery by the alias.

use std::borrow::Cow;

use super::super::Cx;
use super::super::expr::is_ungroupable;
use super::super::names::{insert, quoted};
use crate::bigquery::children::for_each_child;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::token::Token;
use crate::redshift::tree::{Expr, ExprId, FromId, GroupBy, GroupItem, Ident, Select, SelectItem};
use crate::resolve::{ColumnUse, KeyUse, Relation};
use crate::span::Span;

impl Cx<'_> {
    /// The items of GROUP BY.
    pub(super) fn group_by(
        &mut self,
        select: &Select,
        group_by: &GroupBy,
        edits: &mut Vec<bq::Edit>,
    ) -> Vec<bq::GroupItem> {
        if let Some(sets) = self.grouping_sets(select, group_by, edits) {
            return sets;
        }
        group_by
            .items
            .iter()
            .map(|item| self.group_item(select, item))
            .collect()
    }

    fn group_item(&mut self, select: &Select, item: &GroupItem) -> bq::GroupItem {
        match item {
            GroupItem::Expr(expr) => {
                if let Some(key) = self.ungroupable_key(select, *expr) {
                    return bq::GroupItem::Expr(key);
                }
                let key = self.group_key(select, *expr);
                bq::GroupItem::Expr(self.by_position(select, *expr, key))
            }
            GroupItem::Empty(_) => bq::GroupItem::List(Vec::new()),
            GroupItem::Rollup(lists, _) => bq::GroupItem::Rollup(self.group_lists(select, lists)),
            GroupItem::Cube(lists, _) => bq::GroupItem::Cube(self.group_lists(select, lists)),
            GroupItem::Sets(items, _) => bq::GroupItem::Sets(
                items
                    .iter()
                    .map(|item| self.group_item(select, item))
                    .collect(),
            ),
            GroupItem::List(list, _) => bq::GroupItem::List(
                list.iter()
                    .map(|expr| self.list_key(select, *expr))
                    .collect(),
            ),
        }
    }

    fn group_lists(&mut self, select: &Select, lists: &[Vec<ExprId>]) -> Vec<Vec<bq::ExprId>> {
        lists
            .iter()
            .map(|list| {
                list.iter()
                    .map(|expr| self.list_key(select, *expr))
                    .collect()
            })
            .collect()
    }

    /// A key inside a list. GROUPING names it again, and BigQuery knows it there by its spelling alone.
    pub(super) fn list_key(&mut self, select: &Select, id: ExprId) -> bq::ExprId {
        let meant = self.meant_by(select, id);
        if is_ungroupable(self.type_of(meant)) {
            self.refuse_key(id, "GROUPING SETS, ROLLUP or CUBE");
        }
        let key = self.group_key(select, id);
        if !self.names_grouping(select) {
            return self.by_position(select, id, key);
        }
        if self.binds(key) {
            let what = "GROUPING over this key";
            let help = "give the expression its name in a derived table";
            self.refuse(Code::RS1101, self.src.span(id), &[what, help]);
        } else if self.loses_grouping(select, id) {
            let what =
                "GROUPING with HAVING or ORDER BY, where a key is an expression with an alias,";
            let help = "give the expression its name in a derived table";
            self.refuse(Code::RS1101, self.src.span(id), &[what, help]);
        }
        key
    }

    /// Whether GROUPING stands in the select list, in HAVING or in ORDER BY.
    fn names_grouping(&self, select: &Select) -> bool {
        let mut items = select.items.iter();
        let ordered = self
            .src
            .queries
            .iter()
            .filter(|(_, query)| self.selects == Some(query.body));
        items
            .any(|item| matches!(item, SelectItem::Expr { expr, .. } if self.tells_grouping(*expr)))
            || select
                .having
                .is_some_and(|having| self.tells_grouping(having))
            || ordered
                .flat_map(|(_, query)| &query.order_by)
                .any(|item| self.tells_grouping(item.expr))
    }

    /// Whether BigQuery does not know a key of GROUPING again: it takes the item with the alias for another expression.
    fn loses_grouping(&self, select: &Select, key: ExprId) -> bool {
        let loses = self
            .selects
            .is_some_and(|body| self.loses_aliased_keys(body, select));
        let named = match self.facts.key(key) {
            KeyUse::Output { item, .. }
            | KeyUse::OutputOrColumn { item }
            | KeyUse::Ordinal {
                item: Some(item), ..
            } => Some(item),
            KeyUse::Expression | KeyUse::Column | KeyUse::Ordinal { item: None, .. } => None,
        };
        let is_key = |(index, item): (usize, &SelectItem)| {
            let SelectItem::Expr {
                expr,
                alias: Some(_),
                ..
            } = item
            else {
                return false;
            };
            self.is_compound(*expr) && (named == Some(index) || self.same_tokens(*expr, key))
        };
        loses && select.items.iter().enumerate().any(is_key)
    }

    fn tells_grouping(&self, id: ExprId) -> bool {
        let mut tokens = self.tokens_in(self.src.span(id)).iter();
        tokens.any(|token| self.text(token.span).eq_ignore_ascii_case("grouping"))
    }

    /// A key: a name that an alias hides in BigQuery is written with its table.
    fn group_key(&mut self, select: &Select, id: ExprId) -> bq::ExprId {
        if let (Expr::Column(name), KeyUse::Column | KeyUse::OutputOrColumn { .. }) =
            (&self.src.exprs[id], self.facts.key(id))
            && let [part] = name.parts.as_slice()
            && self.hiding_alias(select, id, *part).is_some()
        {
            return self.hidden_key(select, id, *part);
        }
        self.say_alias(select, id);
        let item = self.meant_by(select, id);
        if item != id && self.cast_items.contains(&item) {
            return self.key_without_cast(id, item);
        }
        self.key(id)
    }

    /// Says that a key is read as an alias, where it could be a column of a table that is not known: the item then may name
    /// no columns but those of other keys.
    fn say_alias(&mut self, select: &Select, id: ExprId) {
        let KeyUse::OutputOrColumn { .. } = self.facts.key(id) else {
            return;
        };
        let keys = select.group_by.as_ref().map(|group_by| group_by.span);
        let keys = keys.unwrap_or_default();
        let item = self.src.span(self.meant_by(select, id));
        let of_other_keys: Vec<_> = self
            .columns_in(keys)
            .filter(|(key, _)| *key != id)
            .map(|(_, name)| name)
            .collect();
        if self
            .columns_in(item)
            .all(|(_, name)| of_other_keys.contains(&name))
        {
            let span = self.src.span(id);
            self.say_reading(span, "alias", self.text(span), &[]);
        }
    }

    /// The columns that are named in a range, without their tables.
    fn columns_in(&self, range: Span) -> impl Iterator<Item = (ExprId, Cow<'_, str>)> {
        self.src.exprs.iter().filter_map(move |(id, expr)| {
            let Expr::Column(name) = expr else {
                return None;
            };
            let is_meant = range.contains(self.src.span(id))
                && !matches!(self.facts.column(id), ColumnUse::DatePart);
            let last = name.parts.last().filter(|_| is_meant)?;
            Some((id, self.folded(*last)))
        })
    }

    /// `SELECT UPPER(n) AS n FROM t GROUP BY n` → `… GROUP BY t.n`
    fn hidden_key(&mut self, select: &Select, id: ExprId, part: Ident) -> bq::ExprId {
        let span = self.src.span(id);
        let relation = match self.relation_of_key(id, part) {
            Some(from) => self.exposed_name(from),
            None => self.only_relation(select),
        };
        let mut edits = Vec::new();
        let mut parts = Vec::with_capacity(2);
        if let Some(relation) = relation {
            let table = self.table_before_column(relation);
            let text = format!("{}.", quoted(&table));
            edits.push(insert(span.start, vec![bq::Piece::Text(text.into())]));
            parts.push(table.into());
        } else {
            let advice = format!("write {} with its table", self.text(span));
            let what = "a GROUP BY column that an alias hides";
            self.refuse(Code::RS1101, span, &[what, &advice]);
        }
        parts.push(self.column_part(part, &mut edits));
        self.patched(span, edits, bq::Expr::Column(bq::Name { parts }))
    }

    /// A key that names an item around which a cast stands: the expression itself, as the cast may make equal what is
    /// different. `INSERT INTO t (n) SELECT s FROM u GROUP BY 1` → `… SELECT CAST(s AS INT64) FROM u GROUP BY s`
    fn key_without_cast(&mut self, id: ExprId, item: ExprId) -> bq::ExprId {
        let span = self.src.span(id);
        let value = self.expr(item);
        if self.binds(value) {
            let what = "a GROUP BY key whose item is cast";
            let why = [what, "cast it in a query around this one"];
            return self.refuse_expr(id, Code::RS1101, span, &why);
        }
        let with = vec![bq::Piece::Node(bq::NodeRef::Expr(value))];
        let kind = bq::Expr::Paren(value);
        self.patched(span, vec![bq::Edit { at: span, with }], kind)
    }

    /// A key that binds a value inside, or that HAVING or ORDER BY follow, is written as the position of the same item of the select list: BigQuery does not
    /// recognise `WITH(…)` again. `SELECT f(a || b), … GROUP BY f(a || b)` → `SELECT WITH(x AS a || b, …), … GROUP BY 1`
    fn by_position(&mut self, select: &Select, id: ExprId, key: bq::ExprId) -> bq::ExprId {
        let loses = |cx: &Self| {
            cx.is_compound(id)
                && cx
                    .selects
                    .is_some_and(|body| cx.loses_aliased_keys(body, select))
        };
        if !self.binds(key) && !loses(self) {
            return key;
        }
        match self.position_of(select, id) {
            Some(position) => {
                self.respelt_literal(self.src.span(id), bq::Literal::Int64, position.to_string())
            }
            None => key,
        }
    }

    /// Whether a lowered expression has a WITH, a row or a query in it.
    fn binds(&self, id: bq::ExprId) -> bool {
        let mut open = vec![bq::NodeRef::Expr(id)];
        while let Some(node) = open.pop() {
            let bq::NodeRef::Expr(id) = node else {
                return true;
            };
            let kind = &self.out.exprs[id].kind;
            if matches!(kind, bq::Expr::With { .. } | bq::Expr::Tuple(_)) {
                return true;
            }
            for_each_child(&self.out, node, &mut |child, _| open.push(child));
        }
        false
    }

    /// Whether two expressions are spelt alike, but for blanks, comments and case.
    pub(super) fn same_tokens(&self, a: ExprId, b: ExprId) -> bool {
        self.same_spelling(self.src.span(a), self.src.span(b))
    }

    /// Whether two ranges are spelt alike, but for blanks, comments and case.
    pub(super) fn same_spelling(&self, a: Span, b: Span) -> bool {
        let (a, b) = (self.tokens_in(a), self.tokens_in(b));
        let same = |(a, b): (&Token, &Token)| {
            let (a, b) = (self.text(a.span), self.text(b.span));
            a.len() == b.len()
                && (a == b || (a.eq_ignore_ascii_case(b) && !a.contains(['\'', '"'])))
        };
        a.len() == b.len() && a.iter().zip(b).all(same)
    }

    /// The item that hides a column: one of its name, where there is such a column for certain.
    fn hiding_alias(&self, select: &Select, key: ExprId, part: Ident) -> Option<ExprId> {
        let item = self.item_named(select, part)?;
        let is_certain = matches!(self.facts.column(key), ColumnUse::Merged { depth: 0, .. })
            || self.relation_of_key(key, part).is_some();
        (is_certain || self.holds_its_name(select, part)).then_some(item)
    }

    /// The item of FROM that is known to have the column.
    fn relation_of_key(&self, key: ExprId, part: Ident) -> Option<FromId> {
        if let ColumnUse::Merged { join, depth: 0 } = self.facts.column(key) {
            return self.side_of_merged(*join, part);
        }
        let ColumnUse::Column {
            relation: Some(Relation::From(from)),
            index: Some(_),
            depth: 0,
            ..
        } = self.facts.column(key)
        else {
            return None;
        };
        Some(*from)
    }

    /// The name of the only item of FROM.
    pub(super) fn only_relation(&self, select: &Select) -> Option<Ident> {
        match select.from.as_slice() {
            [from] => self.exposed_name(*from),
            _other => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Options, Translator};

    #[test]
    fn a_key_that_binds_a_value_stands_by_position() {
        let sql = "SELECT count(*), to_char(d + 1, 'Q Day Month') FROM t AS t(d) GROUP BY to_char( D+1, 'Q Day Month')";
        let sql = sql.replace("t AS t(d)", "(SELECT date '2024-01-01' AS d) AS t");
        let out = Translator::new(Options::default()).translate(&sql).sql;
        assert!(
            out.contains("WITH(") && out.ends_with("GROUP BY 2"),
            "{out}"
        );
    }

    #[test]
    fn a_plain_key_stays() {
        let sql = "SELECT lower(a) FROM t GROUP BY lower(a)";
        assert_eq!(Translator::new(Options::default()).translate(sql).sql, sql);
    }
}
