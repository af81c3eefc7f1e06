//! The statements of a few words: transactions, COMMENT, TRUNCATE, CALL.
//!
//! `BEGIN` → `BEGIN TRANSACTION`,
//! `COMMENT ON TABLE t IS 'x'` → `ALTER TABLE t SET OPTIONS (description = 'x')`

use super::super::Cx;
use crate::bigquery::statement as target;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::keyword::Keyword;
use crate::redshift::statement::{
    CallProcedure, Comment, CommentTarget, Transaction, TransactionKind, Truncate,
};
use crate::redshift::tree::Name;
use crate::resolve::TableKind;

impl Cx<'_> {
    /// BEGIN, COMMIT, ROLLBACK: BigQuery wants TRANSACTION behind a lone BEGIN.
    pub(super) fn transaction(&mut self, statement: &Transaction) -> Vec<target::Statement> {
        if let Some(modes) = statement.modes {
            self.raise(Code::RS5002, modes, &["the mode of the transaction"]);
        }
        let (words, node) = match statement.kind {
            TransactionKind::Begin => ("BEGIN TRANSACTION", target::Node::Begin),
            TransactionKind::Commit => ("COMMIT TRANSACTION", target::Node::Commit),
            TransactionKind::Rollback => ("ROLLBACK TRANSACTION", target::Node::Rollback),
        };
        if self.text(self.statement.span).eq_ignore_ascii_case(words) {
            return self.one(Vec::new(), node);
        }
        self.anew(node)
    }

    /// COMMENT ON: the description of the object.
    pub(super) fn comment(&mut self, statement: &Comment) -> Vec<target::Statement> {
        let text = self.string_at(statement.text);
        let value = match text {
            Some(text) => self.string(&text),
            None => {
                let span = statement.text;
                let kind = if self.text(span).eq_ignore_ascii_case("null") {
                    bq::Literal::Null
                } else {
                    bq::Literal::String
                };
                self.out
                    .expr(bq::Expr::Literal(kind, span.into()), bq::Origin::Same(span))
            }
        };
        let options = vec![("description", value)];
        let (kind, name, action) = match statement.target {
            CommentTarget::Table => (
                "TABLE",
                self.table_name(&statement.name),
                target::AlterAction::SetOptions(options),
            ),
            CommentTarget::View => (
                if self.is_materialized(&statement.name) {
                    "MATERIALIZED VIEW"
                } else {
                    "VIEW"
                },
                self.table_name(&statement.name),
                target::AlterAction::SetOptions(options),
            ),
            CommentTarget::Schema => (
                "SCHEMA",
                self.schema_name(&statement.name),
                target::AlterAction::SetOptions(options),
            ),
            CommentTarget::Column => {
                let Some((table, column)) = self.split_column(&statement.name) else {
                    return self.no_comment(statement);
                };
                (
                    "TABLE",
                    table,
                    target::AlterAction::SetColumnOptions(column, options),
                )
            }
            CommentTarget::Other => return self.no_comment(statement),
        };
        self.anew(target::Node::Alter(target::Alter {
            kind,
            if_exists: false,
            name,
            action,
        }))
    }

    /// Whether a view is a materialized one, by the statement or by the catalog.
    fn is_materialized(&self, view: &Name) -> bool {
        let said = self.keyword_in(self.statement.span, Keyword::Materialized);
        said.is_some() || self.kind_of(view) == Some(TableKind::MaterializedView)
    }

    fn no_comment(&mut self, statement: &Comment) -> Vec<target::Statement> {
        self.refuse(
            Code::RS1001,
            statement.name.span,
            &[
                "COMMENT on this object",
                "only tables, views, columns and datasets have descriptions",
            ],
        );
        Vec::new()
    }

    /// `schema.table.column` → the table and the column.
    fn split_column(&self, name: &Name) -> Option<(bq::Name, bq::Text)> {
        let (column, table) = name.parts.split_last()?;
        let (first, last) = (table.first()?, table.last()?);
        let table = Name {
            parts: table.into(),
            span: first.span.to(last.span),
        };
        Some((self.table_name(&table), self.column_text(*column)))
    }

    /// TRUNCATE.
    pub(super) fn truncate(&mut self, statement: &Truncate) -> Vec<target::Statement> {
        if let Some(rest) = statement.rest {
            self.refuse(Code::RS1801, rest, &["this clause of TRUNCATE"]);
        }
        let [table] = statement.tables.as_slice() else {
            return statement
                .tables
                .iter()
                .map(|table| target::Statement {
                    node: target::Node::Truncate(self.table_name(table)),
                    origin: bq::Origin::From(self.statement.span),
                })
                .collect();
        };
        let mut edits: Vec<bq::Edit> = self.table_edit(table).into_iter().collect();
        if !statement.table_keyword {
            edits.push(super::super::names::insert(
                table.span.start,
                vec![bq::Piece::Keyword("TABLE ")],
            ));
        }
        let node = target::Node::Truncate(self.table_name(table));
        self.one(edits, node)
    }

    /// CALL.
    pub(super) fn call_procedure(&mut self, statement: &CallProcedure) -> Vec<target::Statement> {
        let edits: Vec<bq::Edit> = self.table_edit(&statement.name).into_iter().collect();
        let args = statement.args.iter().map(|arg| self.exact(*arg)).collect();
        let node = target::Node::Call {
            name: self.table_name(&statement.name),
            args,
        };
        self.one(edits, node)
    }
}
