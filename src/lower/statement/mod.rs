//! Statements: one file per construct.
//!
//! `CREATE TABLE t (a INT ENCODE az64) DISTSTYLE ALL` → `CREATE TABLE t (a INT64)`

mod alter_table;
mod append_from;
mod copy;
mod copy_options;
mod create_schema;
mod create_table;
mod create_view;
mod delete;
mod drop;
mod file_options;
mod file_values;
mod in_transaction;
mod insert;
mod known_kind;
mod materialized_view;
mod merge;
mod merge_duplicates;
mod object_names;
mod other;
mod query;
mod set;
mod small;
mod storage;
mod table_attributes;
mod unload;
mod update;

use super::Cx;
use super::expr::origin;
use crate::bigquery::statement as target;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::statement::Node;
use crate::redshift::tree::Name;

/// Lowers the statement of the context.
pub(super) fn statement(cx: &mut Cx<'_>) -> Vec<target::Statement> {
    let names = target_names(&cx.statement.node);
    for name in &names {
        cx.refuse_parameter(name);
    }
    if cx.catalog.has_temporary() {
        cx.refuse_hidden_tables(&names);
        cx.refuse_equal_tables();
    }
    cx.say_in_transaction();
    let lowered = lowered(cx);
    cx.refuse_names(&lowered);
    lowered
}

fn lowered(cx: &mut Cx<'_>) -> Vec<target::Statement> {
    let statement = cx.statement;
    let span = statement.span;
    match &statement.node {
        Node::Query(query) => cx.query_statement(*query),
        Node::Insert(insert) => cx.insert(insert),
        Node::Update(update) => cx.update(update),
        Node::Delete(delete) => cx.delete(delete),
        Node::Merge(merge) => cx.merge(merge),
        Node::CreateTable(create) => cx.create_table(create),
        Node::CreateTableAs(create) => cx.create_table_as(create),
        Node::CreateView(create) => cx.create_view(create),
        Node::CreateMaterializedView(create) => cx.create_materialized_view(create),
        Node::CreateSchema(create) => cx.create_schema(create),
        Node::AlterTable(alter) => cx.alter_table(alter),
        Node::Drop(drop) => cx.drop_object(drop),
        Node::Copy(copy) => cx.copy(copy),
        Node::Unload(unload) => cx.unload(unload),
        Node::Set(set) => cx.set(set),
        Node::Transaction(transaction) => cx.transaction(transaction),
        Node::Comment(comment) => cx.comment(comment),
        Node::Truncate(truncate) => cx.truncate(truncate),
        Node::Call(call) => cx.call_procedure(call),
        Node::Explain(_) => {
            cx.refuse(
                Code::RS1001,
                span,
                &["EXPLAIN", "use a dry run or the execution graph of the job"],
            );
            Vec::new()
        }
        Node::Other(other) => cx.other(other),
        Node::Placeholder => vec![target::Statement {
            node: target::Node::Placeholder(span),
            origin: bq::Origin::Same(span),
        }],
        // The parser has said why.
        Node::Error => {
            cx.refuse(Code::RS0001, span, &["the statement cannot be read", ""]);
            Vec::new()
        }
    }
}

/// The names of the objects that a statement makes, changes or drops.
fn target_names(node: &Node) -> Vec<&Name> {
    match node {
        Node::Insert(insert) => vec![&insert.table],
        Node::Update(update) => vec![&update.table],
        Node::Delete(delete) => vec![&delete.table],
        Node::Merge(merge) => vec![&merge.table],
        Node::CreateTable(create) => vec![&create.name],
        Node::CreateTableAs(create) => vec![&create.name],
        Node::CreateView(create) => vec![&create.name],
        Node::CreateMaterializedView(create) => vec![&create.name],
        Node::CreateSchema(create) => create.name.iter().collect(),
        Node::AlterTable(alter) => vec![&alter.table],
        Node::Drop(drop) => drop.names.iter().collect(),
        Node::Copy(copy) => vec![&copy.table],
        Node::Comment(comment) => vec![&comment.name],
        Node::Truncate(truncate) => truncate.tables.iter().collect(),
        Node::Call(call) => vec![&call.name],
        Node::Query(_)
        | Node::Unload(_)
        | Node::Set(_)
        | Node::Transaction(_)
        | Node::Explain(_)
        | Node::Other(_)
        | Node::Placeholder
        | Node::Error => Vec::new(),
    }
}

impl Cx<'_> {
    /// One target statement with the edits of its own tokens.
    fn one(&self, mut edits: Vec<bq::Edit>, node: target::Node) -> Vec<target::Statement> {
        edits.sort_by_key(|edit| (edit.at.start, edit.at.end));
        vec![target::Statement {
            node,
            origin: origin(self.statement.span, edits),
        }]
    }

    /// One target statement that is printed anew.
    fn anew(&self, node: target::Node) -> Vec<target::Statement> {
        vec![target::Statement {
            node,
            origin: bq::Origin::From(self.statement.span),
        }]
    }

    /// A statement that has no meaning in BigQuery: a comment with its code.
    fn dropped(&mut self, what: &str, help: &str) -> Vec<target::Statement> {
        let span = self.statement.span;
        self.raise(Code::RS5001, span, &[what, help]);
        let diagnostic = crate::diagnostic::Diagnostic::new(
            Code::RS5001,
            span,
            vec![what.to_owned(), help.to_owned()],
        );
        self.anew(target::Node::Dropped {
            message: super::message(&diagnostic),
            original: span,
        })
    }
}
