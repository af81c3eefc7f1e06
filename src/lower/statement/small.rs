//! The statements of a few words: SET, transactions, COMMENT, TRUNCATE, CALL.
//!
//! `SET timezone TO 'Europe/Rome'` → `SET @@time_zone = 'Europe/Rome'`, `BEGIN` → `BEGIN TRANSACTION`,
//! `COMMENT ON TABLE t IS 'x'` → `ALTER TABLE t SET OPTIONS (description = 'x')`

use super::super::Cx;
use crate::bigquery::statement as target;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::statement::{
    CallProcedure, Comment, CommentTarget, Set, Transaction, TransactionKind, Truncate,
};
use crate::redshift::tree::Name;
use crate::resolve::{self, SearchPath};

/// Parameters that only tune Redshift.
const TUNING: &[&str] = &[
    "query_group",
    "statement_timeout",
    "wlm_query_slot_count",
    "enable_result_cache_for_session",
    "analyze_threshold_percent",
    "max_concurrency_scaling_clusters",
    "max_cursor_result_set_size",
    "mv_enable_aqmv_for_session",
    "extra_float_digits",
    "enable_vacuum_boost",
    "spectrum_query_maxerror",
    "stored_proc_log_min_messages",
    "use_fips_ssl",
    "describe_field_name_in_uppercase",
    "client_encoding",
    "client_min_messages",
    "application_name",
];

/// The help at a parameter that BigQuery does not have.
const CHANGES_LATER: &str = "it changes how later statements behave";

impl Cx<'_> {
    /// SET parameter.
    pub(super) fn set(&mut self, statement: &Set) -> Vec<target::Statement> {
        let parameter = self.folded_path(&statement.parameter);
        let span = self.statement.span;
        match parameter.as_ref() {
            // The zone that Redshift has by itself.
            "timezone" if self.text(statement.value).eq_ignore_ascii_case("default") => {
                self.set_text("@@time_zone", "UTC")
            }
            "timezone" if statement.single => self.set_variable("@@time_zone", statement),
            "search_path" => self.search_path(statement),
            name if TUNING.contains(&name) => self.dropped(&format!("SET {name}"), ""),
            name => {
                let what = format!("SET {name}");
                self.refuse(Code::RS1001, span, &[&what, CHANGES_LATER]);
                Vec::new()
            }
        }
    }

    /// SET search_path: BigQuery has one default dataset. Tables that are found in a later schema are written with it.
    fn search_path(&mut self, statement: &Set) -> Vec<target::Statement> {
        let (span, text) = (self.statement.span, self.text(statement.value));
        let schemas = match resolve::search_path(text) {
            SearchPath::Hidden if statement.single => {
                return self.set_variable("@@dataset_id", statement);
            }
            SearchPath::Schemas(schemas) => schemas,
            SearchPath::Hidden | SearchPath::Default => Vec::new(),
        };
        let Some(first) = schemas.first() else {
            self.refuse(Code::RS1001, span, &["SET search_path", CHANGES_LATER]);
            return Vec::new();
        };
        if !statement.single {
            let why = format!(
                "names without a schema are looked for in {first} only, and in the schemas where the definitions show them"
            );
            let help = "give the definitions of the tables with --schema, or write their schemas";
            self.raise(Code::RS2003, statement.value, &[&why, help]);
        }
        let mut path = self.dataset(vec![first.clone()]);
        let dataset = path.pop().unwrap_or_default();
        let project = path.pop().map(|project| ("@@dataset_project_id", project));
        let sets = project.into_iter().chain([("@@dataset_id", dataset)]);
        let mut statements = Vec::new();
        for (variable, value) in sets {
            statements.extend(self.set_text(variable, &value));
        }
        statements
    }

    fn set_variable(&mut self, variable: &'static str, statement: &Set) -> Vec<target::Statement> {
        let text = self.text(statement.value);
        let value = match self.string_at(statement.value) {
            Some(value) => value,
            None => text.to_owned(),
        };
        self.set_text(variable, value.trim_matches(['\'', '"']))
    }

    fn set_text(&mut self, variable: &'static str, value: &str) -> Vec<target::Statement> {
        let value = self.string(value);
        self.anew(target::Node::Set {
            variable: variable.into(),
            value,
        })
    }

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
                "VIEW",
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
