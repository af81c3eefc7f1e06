//! Names that BigQuery does not allow, even in backticks.
//!
//! `CREATE TABLE t ("price ($)" INT)` is refused: no column of BigQuery has a `$` or parentheses in its name.

use super::super::Cx;
use crate::bigquery::names::{has_placeholder, unquote_source};
use crate::bigquery::object_names::{is_column_name, is_dataset_name, is_table_name};
use crate::bigquery::statement as target;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::statement::Node;
use crate::redshift::tree::{Ident, QueryId};
use crate::span::Span;

/// A kind of object that has a name.
struct Kind {
    word: &'static str,
    allows: fn(&str) -> bool,
    help: &'static str,
}

const COLUMN: Kind = Kind {
    word: "column",
    allows: is_column_name,
    help: "use letters, digits, underscores, dashes and blanks, and no name of a pseudocolumn",
};
const TABLE: Kind = Kind {
    word: "table",
    allows: is_table_name,
    help: "use letters, digits, underscores, dashes and blanks",
};
const DATASET: Kind = Kind {
    word: "dataset",
    allows: is_dataset_name,
    help: "use letters, digits and underscores, or map it in [names] of rs2bq.toml",
};

impl Cx<'_> {
    /// Refuses the statement where it makes an object, or gives a column, that cannot have its name.
    pub(super) fn refuse_names(&mut self, statements: &[target::Statement]) {
        for statement in statements {
            self.refuse_made(&statement.node);
        }
        match &self.statement.node {
            Node::Query(query) => self.refuse_outputs(*query, &[]),
            Node::CreateTableAs(create) => self.refuse_outputs(create.query, &create.columns),
            Node::CreateView(create) => self.refuse_outputs(create.query, &create.columns),
            Node::CreateMaterializedView(create) => {
                self.refuse_outputs(create.query, &create.columns);
            }
            Node::Insert(_)
            | Node::Update(_)
            | Node::Delete(_)
            | Node::Merge(_)
            | Node::CreateTable(_)
            | Node::CreateSchema(_)
            | Node::AlterTable(_)
            | Node::Drop(_)
            | Node::Copy(_)
            | Node::Unload(_)
            | Node::Set(_)
            | Node::Transaction(_)
            | Node::Comment(_)
            | Node::Truncate(_)
            | Node::Call(_)
            | Node::Explain(_)
            | Node::Other(_)
            | Node::Placeholder
            | Node::Error => {}
        }
    }

    fn refuse_made(&mut self, node: &target::Node) {
        if let target::Node::CreateTable(create) = node {
            self.refuse_made_path(&create.name);
            for element in &create.elements {
                if let target::TableElement::Column(column) = element {
                    self.refuse_name(&column.name, &COLUMN);
                }
            }
        }
        if let target::Node::CreateView(create) = node {
            self.refuse_made_path(&create.name);
        }
        if let target::Node::CreateSchema { name, .. } = node
            && let Some(name) = name.parts.last()
        {
            self.refuse_name(name, &DATASET);
        }
        if let target::Node::Alter(alter) = node {
            if let target::AlterAction::AddColumn(column) = &alter.action {
                self.refuse_name(&column.name, &COLUMN);
            }
            if let target::AlterAction::RenameColumn(_, name) = &alter.action {
                self.refuse_name(name, &COLUMN);
            }
            if let target::AlterAction::RenameTo(name) = &alter.action {
                self.refuse_name(name, &TABLE);
            }
        }
    }

    fn refuse_made_path(&mut self, path: &bq::Name) {
        let mut parts = path.parts.iter().rev();
        if let Some(name) = parts.next() {
            self.refuse_name(name, &TABLE);
        }
        if let Some(name) = parts.next() {
            self.refuse_name(name, &DATASET);
        }
    }

    /// The columns of a result, by the names that the statement gives them, else by those of the query.
    fn refuse_outputs(&mut self, query: QueryId, names: &[Ident]) {
        for name in names {
            self.refuse_name(&self.column_text(*name), &COLUMN);
        }
        if !names.is_empty() {
            return;
        }
        let facts = self.facts;
        for column in facts.outputs(query).unwrap_or_default() {
            if let Some(name) = column.spelling().filter(|_| !column.implied)
                && !is_column_name(name)
            {
                self.refuse_name(&name.to_owned().into(), &COLUMN);
            }
        }
    }

    fn refuse_name(&mut self, name: &bq::Text, kind: &Kind) {
        let name = match name {
            bq::Text::Own(name) => name.to_string(),
            bq::Text::Source(span) => unquote_source(self.text(*span)).into_owned(),
        };
        if (kind.allows)(&name) || has_placeholder(&name) {
            return;
        }
        let what = format!("the name {name} of a {}", kind.word);
        self.refuse(Code::RS1701, self.written_at(&name), &[&what, kind.help]);
    }

    /// Where the name is written, else the whole statement.
    fn written_at(&self, name: &str) -> Span {
        let whole = self.statement.span;
        let is_it = |span: &Span| unquote_source(self.text(*span)).eq_ignore_ascii_case(name);
        let mut spans = self.tokens_in(whole).iter().map(|token| token.span);
        spans.find(is_it).unwrap_or(whole)
    }
}
