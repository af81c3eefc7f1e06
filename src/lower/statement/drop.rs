//! DROP: one object a statement in BigQuery, and CASCADE for datasets only.
//!
//! `DROP TABLE IF EXISTS a, b CASCADE` → `DROP TABLE IF EXISTS a; DROP TABLE IF EXISTS b`

use super::super::Cx;
use super::super::names::delete;
use crate::bigquery::statement as target;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::statement::{Drop, DropKind};

impl Cx<'_> {
    /// DROP.
    pub(super) fn drop_object(&mut self, statement: &Drop) -> Vec<target::Statement> {
        let kind = kind_words(statement.kind);
        let is_schema = statement.kind == DropKind::Schema;
        if statement.cascade
            && !is_schema
            && let Some(span) = statement.behaviour
        {
            self.raise(
                Code::RS2701,
                span,
                &["CASCADE is left out: what depends on the object stays, and fails when it is used", "drop it too"],
            );
        }
        if !statement.cascade
            && !is_schema
            && let Some(span) = statement.behaviour
        {
            self.raise(
                Code::RS2701,
                span,
                &[
                    "RESTRICT is left out: the object goes even where others depend on it",
                    "look for them first",
                ],
            );
        }
        for span in &statement.signatures {
            self.raise(
                Code::RS2701,
                *span,
                &["the arguments are left out: BigQuery has one routine of a name, and drops it whatever its arguments are", "check that no other routine has this name"],
            );
        }
        if let Some(span) = statement.external_database {
            self.raise(
                Code::RS2701,
                span,
                &["the database of the data catalog stays", "drop it there"],
            );
        }
        let cascade = statement.cascade && is_schema;
        let nodes: Vec<target::Node> = statement
            .names
            .iter()
            .map(|name| target::Node::Drop {
                kind,
                if_exists: statement.if_exists,
                name: if is_schema {
                    self.schema_name(name)
                } else {
                    self.table_name(name)
                },
                cascade,
                restrict: is_schema && !cascade && statement.behaviour.is_some(),
            })
            .collect();
        if nodes.len() > 1 {
            return nodes
                .into_iter()
                .map(|node| target::Statement {
                    node,
                    origin: bq::Origin::From(self.statement.span),
                })
                .collect();
        }
        let mut edits: Vec<bq::Edit> = statement
            .names
            .iter()
            .filter_map(|name| {
                if is_schema {
                    self.schema_edit(name)
                } else {
                    self.table_edit(name)
                }
            })
            .collect();
        edits.extend(statement.signatures.iter().copied().map(delete));
        edits.extend(statement.external_database.map(delete));
        edits.extend(statement.behaviour.filter(|_| !is_schema).map(delete));
        match nodes.into_iter().next() {
            Some(node) => self.one(edits, node),
            None => Vec::new(),
        }
    }
}

fn kind_words(kind: DropKind) -> &'static str {
    match kind {
        DropKind::Table => "TABLE",
        DropKind::View => "VIEW",
        DropKind::MaterializedView => "MATERIALIZED VIEW",
        DropKind::Schema => "SCHEMA",
        DropKind::Function => "FUNCTION",
        DropKind::Procedure => "PROCEDURE",
        DropKind::Model => "MODEL",
    }
}
