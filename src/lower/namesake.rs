//! Tables that are called like a column. BigQuery takes such a name for the whole row, Redshift for the column.
//!
//! `SELECT status FROM mart.status` → `SELECT status FROM mart.status AS status_table`

use super::Cx;
use super::names::{insert, quoted};
use crate::bigquery::tree as bq;
use crate::redshift::statement::Node;
use crate::redshift::tree::{FromId, Ident, Name};
use crate::resolve::Relation;

/// What the other name ends in.
const SUFFIX: &str = "_table";

impl Cx<'_> {
    /// The alias that a table gets because it is called like a column, or because another table has its name.
    pub(super) fn own_alias(&self, from: FromId) -> Option<String> {
        self.twin_alias(from)
            .or_else(|| self.alias_of_namesake(Relation::From(from)))
    }

    /// The alias that a relation gets because it is called like a column.
    pub(super) fn alias_of_namesake(&self, relation: Relation) -> Option<String> {
        if !self.facts.namesakes.contains(&relation) {
            return None;
        }
        let name = match relation {
            Relation::From(from) => self.exposed_name(from)?,
            Relation::Target => self.target_ident()?,
        };
        Some(self.unused_name(&format!("{}{SUFFIX}", self.folded(name))))
    }

    /// The alias that the relation of this name gets.
    pub(super) fn alias_of_name(&self, name: Ident) -> Option<String> {
        let folded = self.folded(name);
        let is_called = |relation: &&Relation| {
            let ident = match relation {
                Relation::From(from) => self.exposed_name(*from),
                Relation::Target => self.target_ident(),
            };
            ident.is_some_and(|ident| self.folded(ident) == folded)
        };
        let mut relations = self.facts.namesakes.iter();
        self.alias_of_namesake(*relations.find(is_called)?)
    }

    /// Writes an alias behind the name of a table, or in the place of its own alias.
    pub(super) fn put_alias(
        &self,
        table: &Name,
        own: Option<Ident>,
        alias: String,
        edits: &mut Vec<bq::Edit>,
    ) -> bq::Text {
        if let Some(own) = own {
            return self.put_alias_at(own, alias, edits);
        }
        let text = bq::Piece::Text(quoted(&alias).into());
        let with = vec![bq::Piece::Keyword(" AS "), text];
        edits.push(insert(table.span.end, with));
        alias.into()
    }

    /// Writes an alias in the place of another.
    pub(super) fn put_alias_at(
        &self,
        own: Ident,
        alias: String,
        edits: &mut Vec<bq::Edit>,
    ) -> bq::Text {
        edits.push(bq::Edit {
            at: own.span,
            with: vec![bq::Piece::Text(quoted(&alias).into())],
        });
        alias.into()
    }

    /// The name of the table that the statement changes: its alias, or the last part of its name.
    fn target_ident(&self) -> Option<Ident> {
        let (table, alias) = if let Node::Update(update) = &self.statement.node {
            (&update.table, update.alias)
        } else if let Node::Delete(delete) = &self.statement.node {
            (&delete.table, delete.alias)
        } else if let Node::Merge(merge) = &self.statement.node {
            (&merge.table, merge.alias)
        } else {
            return None;
        };
        alias
            .map(|(alias, _)| alias)
            .or_else(|| table.parts.last().copied())
    }

    /// A name that no token of the statement is.
    pub(super) fn unused_name(&self, like: &str) -> String {
        let is_taken = |name: &str| {
            let mut tokens = self.tokens_in(self.statement.span).iter();
            tokens.any(|token| {
                let text = self.text(token.span).trim_matches('"');
                text.eq_ignore_ascii_case(name)
            })
        };
        let mut name = like.to_owned();
        let mut number = 1_u32;
        while is_taken(&name) {
            number += 1;
            name = format!("{like}_{number}");
        }
        name
    }
}
