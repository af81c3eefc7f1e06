//! What BigQuery does not allow between BEGIN and COMMIT.
//!
//! `BEGIN; COPY t FROM 's3://b/x' CSV; COMMIT;` → `RS2702: BigQuery does not allow LOAD DATA in a transaction`

use super::super::Cx;
use crate::diagnostic::Code;
use crate::redshift::statement::{DropKind, Node};

impl Cx<'_> {
    /// Says that the statement fails in the transaction that is open, or ends it in Redshift only.
    pub(super) fn say_in_transaction(&mut self) {
        if !self.catalog.in_transaction() {
            return;
        }
        let span = self.statement.span;
        if matches!(self.statement.node, Node::Truncate(_)) {
            let why =
                "TRUNCATE commits the transaction in Redshift, in BigQuery it is a part of it";
            self.raise(
                Code::RS2701,
                span,
                &[why, "end the transaction before and after it"],
            );
        } else if let Some(what) = self.not_in_transaction() {
            self.raise(Code::RS2702, span, &[what]);
        }
    }

    /// What the statement is, where BigQuery wants it outside of transactions: all but queries, DML, and temporary objects.
    fn not_in_transaction(&self) -> Option<&'static str> {
        let is_temporary = |name| self.is_local(name);
        match &self.statement.node {
            Node::CreateTable(create) => (create.temporary.is_none()
                && !is_temporary(&create.name))
            .then_some("CREATE TABLE of a lasting table"),
            Node::CreateTableAs(create) => (create.temporary.is_none()
                && !is_temporary(&create.name))
            .then_some("CREATE TABLE of a lasting table"),
            Node::CreateView(_) => Some("CREATE VIEW"),
            Node::CreateMaterializedView(_) => Some("CREATE MATERIALIZED VIEW"),
            Node::CreateSchema(_) => Some("CREATE SCHEMA"),
            Node::AlterTable(_) => Some("ALTER TABLE"),
            Node::Drop(drop) => {
                let temporary = drop.kind == DropKind::Table && drop.names.iter().all(is_temporary);
                (!temporary).then_some("DROP of a lasting object")
            }
            Node::Comment(_) => Some("a description"),
            Node::Copy(_) => Some("LOAD DATA"),
            Node::Unload(_) => Some("EXPORT DATA"),
            Node::Query(_)
            | Node::Insert(_)
            | Node::Update(_)
            | Node::Delete(_)
            | Node::Merge(_)
            | Node::Set(_)
            | Node::Transaction(_)
            | Node::Truncate(_)
            | Node::Call(_)
            | Node::Explain(_)
            | Node::Other(_)
            | Node::Placeholder
            | Node::Error => None,
        }
    }
}
