//! Columns that an alias of the select list hides: in HAVING, QUALIFY and ORDER BY an expression means the column in Redshift
//! and the alias in BigQuery.
//!
//! `SELECT SUM(a) AS a FROM t HAVING SUM(a) > 5 ORDER BY -a` → `… HAVING SUM(t.a) > 5 ORDER BY -t.a`

use super::super::Cx;
use super::super::names::{insert, quoted};
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::tree::{
    Expr, ExprId, From, FromId, Ident, JoinKind, Name, Select, SelectItem,
};
use crate::resolve::{ColumnUse, FromColumn, Relation};

impl Cx<'_> {
    /// A hidden column with its table.
    pub(in crate::lower) fn hidden_column(
        &mut self,
        id: ExprId,
        name: &Name,
    ) -> Option<bq::ExprId> {
        let [part] = name.parts.as_slice() else {
            return None;
        };
        if !self.aliases_hide || !self.is_hidden(id, *part)? {
            return None;
        }
        let span = self.src.span(id);
        let Some(relation) = self.relation_of(id, *part) else {
            let text = self.text(name.span);
            let advice = format!("write {text} with its table");
            let what = format!("the column {text}, which an alias hides,");
            self.refuse(Code::RS1101, name.span, &[&what, &advice]);
            return None;
        };
        let table = self.table_before_column(relation);
        let text = format!("{}.", quoted(&table));
        let mut edits = vec![insert(span.start, vec![bq::Piece::Text(text.into())])];
        let column = self.column_part(*part, &mut edits);
        let parts = vec![table.into(), column];
        Some(self.patched(span, edits, bq::Expr::Column(bq::Name { parts })))
    }

    /// What a column of this relation is written with.
    pub(super) fn table_before_column(&self, relation: Ident) -> String {
        let alias = self.alias_of_name(relation);
        alias.unwrap_or_else(|| self.ident(relation).into_owned())
    }

    /// The alias of an aggregate that an item of the list is, where the table of its hidden column has no name to be written
    /// with: `SELECT SUM(a) AS a FROM t, u HAVING SUM(a) > 5` → `… HAVING a > 5`
    pub(in crate::lower) fn alias_of_call(&mut self, id: ExprId) -> Option<bq::ExprId> {
        if !self.aliases_hide || !self.renames.is_empty() {
            return None;
        }
        let select = self.select_of(self.selects?)?;
        if self.only_relation(select).is_some() {
            return None;
        }
        let alias = select.items.iter().find_map(|item| match item {
            SelectItem::Expr {
                expr,
                alias: Some(alias),
            } if self.same_tokens(*expr, id) && self.holds_its_name(select, alias.name) => {
                Some(alias.name)
            }
            SelectItem::Expr { .. } | SelectItem::Star { .. } | SelectItem::Placeholder(_) => None,
        })?;
        let text = self.column_text(alias);
        let with = vec![bq::Piece::Text(quoted(&self.ident(alias)).into())];
        let at = self.src.span(id);
        let name = bq::Name { parts: vec![text] };
        Some(self.patched(at, vec![bq::Edit { at, with }], bq::Expr::Column(name)))
    }

    /// Whether the name is that of a column here, and of an item that is not that column.
    fn is_hidden(&self, id: ExprId, part: Ident) -> Option<bool> {
        let select = self.select_of(self.selects?)?;
        let is_column = match self.facts.column(id) {
            ColumnUse::Column {
                index, depth: 0, ..
            } => index.is_some() || self.holds_its_name(select, part),
            ColumnUse::Merged { depth: 0, .. } => true,
            ColumnUse::AliasOrColumn { .. } => self.holds_its_name(select, part),
            ColumnUse::Unknown
            | ColumnUse::Column { .. }
            | ColumnUse::Merged { .. }
            | ColumnUse::Alias { .. }
            | ColumnUse::SuperPath { .. }
            | ColumnUse::WholeRow { .. }
            | ColumnUse::Variable
            | ColumnUse::DatePart
            | ColumnUse::Level => false,
        };
        Some(is_column && self.item_named(select, part).is_some())
    }

    /// The item whose name in BigQuery is this one, unless it is a column of that name.
    pub(super) fn item_named(&self, select: &Select, part: Ident) -> Option<ExprId> {
        let folded = self.folded(part);
        let is_item = |item: &&SelectItem| matches!(item, SelectItem::Expr { .. });
        // Behind a star the positions are not known.
        let counted = select.items.iter().take_while(is_item).count();
        let names = self.renames.iter().take(counted).map(Some);
        let names = names.chain(std::iter::repeat(None));
        select.items.iter().zip(names).find_map(|(item, name)| {
            let SelectItem::Expr { expr, alias } = item else {
                return None;
            };
            let named = match (name, alias) {
                (Some(name), _) => name.eq_ignore_ascii_case(&folded),
                (None, Some(alias)) => self.folded(alias.name) == folded,
                (None, None) => false,
            };
            let same = matches!(&self.src.exprs[*expr], Expr::Column(column)
                if column.parts.last().is_some_and(|last| self.folded(*last) == folded));
            (named && !same).then_some(*expr)
        })
    }

    /// Whether an alias is made of a column of its own name: then there is such a column.
    pub(super) fn holds_its_name(&self, select: &Select, part: Ident) -> bool {
        self.item_named(select, part).is_some_and(|expr| {
            let folded = self.folded(part);
            let tokens = self.tokens_in(self.src.span(expr)).iter();
            let mut names = tokens.map(|token| self.text(token.span).trim_matches('"'));
            names.any(|name| name.eq_ignore_ascii_case(&folded))
        })
    }

    /// The name of the item of FROM that a column is of.
    fn relation_of(&self, id: ExprId, part: Ident) -> Option<Ident> {
        if let ColumnUse::Merged { join, .. } = self.facts.column(id) {
            return self.exposed_name(self.side_of_merged(*join, part)?);
        }
        if let ColumnUse::Column {
            relation: Some(Relation::From(from)),
            ..
        } = self.facts.column(id)
        {
            return self.exposed_name(*from);
        }
        let select = self.select_of(self.selects?)?;
        self.only_relation(select)
            .or_else(|| self.table_in_item(select, part))
    }

    /// The item of FROM whose column the one is that a join made of two: that of the outer side. FULL takes from both.
    pub(super) fn side_of_merged(&self, join: FromId, part: Ident) -> Option<FromId> {
        let inside = self.src.from_spans[join];
        let is_full = |(id, from): (FromId, &From)| {
            let kind = matches!(from, From::Join { kind, .. } if *kind == JoinKind::Full);
            kind && inside.contains(self.src.from_spans[id])
        };
        if self.src.froms.iter().any(is_full) {
            return None;
        }
        let name = self.folded(part);
        let columns = self.facts.columns_of(self.src, join)?;
        let is_named = |found: &&FromColumn| found.column.name.as_deref() == Some(&*name);
        match columns.iter().find(is_named)?.relation {
            Relation::From(from) => Some(from),
            Relation::Target => None,
        }
    }

    /// The table of FROM that the item of this name writes before a column of its own name: no other has such a column, or the
    /// bare name would be ambiguous. `SELECT SUM(t.a) AS a FROM t, u HAVING SUM(a) > 5` → `… HAVING SUM(t.a) > 5`
    fn table_in_item(&self, select: &Select, part: Ident) -> Option<Ident> {
        let item = self.src.span(self.item_named(select, part)?);
        let folded = self.folded(part);
        self.src.exprs.iter().find_map(|(id, expr)| {
            let Expr::Column(name) = expr else {
                return None;
            };
            let [table, last] = name.parts.as_slice() else {
                return None;
            };
            let ColumnUse::Column {
                relation: Some(Relation::From(from)),
                depth: 0,
                ..
            } = self.facts.column(id)
            else {
                return None;
            };
            let spans = &self.src.from_spans;
            let is_ours = |ours: &FromId| spans[*ours].contains(spans[*from]);
            let is_here = item.contains(self.src.span(id)) && select.from.iter().any(is_ours);
            (is_here && self.folded(*last) == folded).then_some(*table)
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::{Options, Translator};

    #[test]
    fn the_alias_tells_the_table_of_the_column_that_it_is_made_of() {
        let sql = "SELECT SUM(t.a) AS a FROM t, u HAVING SUM(a) > 2";
        let out = Translator::new(Options::default()).translate(sql).sql;
        assert_eq!(out, "SELECT SUM(t.a) AS a FROM t, u HAVING SUM(t.a) > 2");
    }

    #[test]
    fn a_table_inside_a_subquery_of_the_item_tells_nothing() {
        let sql = "SELECT (SELECT MAX(s.a) FROM s) AS a FROM t, u ORDER BY -a";
        let out = Translator::new(Options::default()).translate(sql).sql;
        assert!(!out.ends_with("ORDER BY -s.a NULLS LAST"), "{out}");
    }
}
