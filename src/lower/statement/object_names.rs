//! Names that BigQuery does not allow, even in backticks.
//!
//! `CREATE TABLE t ("customer.id" INT)` → `CREATE TABLE t (customer_id INT64)`; `CREATE SCHEMA "my-mart"` is refused.

use rustc_hash::FxHashSet;

use super::super::Cx;
use super::super::names::column_name;
use crate::bigquery::names::{has_placeholder, unquote_source};
use crate::bigquery::object_names::{
    is_column_name, is_dataset_name, is_table_name, with_allowed_characters,
};
use crate::bigquery::statement as target;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::statement::Node;
use crate::redshift::token::TokenKind;
use crate::redshift::tree::{Expr, Ident, QueryId};
use crate::resolve::ColumnUse;
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
        self.say_respelt_names();
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
            let mut names = FxHashSet::default();
            for element in &create.elements {
                if let target::TableElement::Column(column) = element {
                    self.refuse_name(&column.name, &COLUMN);
                    let name = self.name_text(&column.name).to_lowercase();
                    if !names.insert(name.clone()) {
                        let what = format!("a table with two columns of the name {name}");
                        let help = "rename one of them";
                        self.refuse(Code::RS1701, self.written_at(&name), &[&what, help]);
                    }
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
            let is_bad = |name: &str| !column.implied && !is_column_name(name);
            if column.spelling().is_some_and(is_bad)
                && let Some(name) = column_name(column)
            {
                self.refuse_name(&name.into(), &COLUMN);
            }
        }
    }

    fn refuse_name(&mut self, name: &bq::Text, kind: &Kind) {
        let name = self.name_text(name);
        if (kind.allows)(&name) || has_placeholder(&name) {
            return;
        }
        let what = format!("the name {name} of a {}", kind.word);
        self.refuse(Code::RS1701, self.written_at(&name), &[&what, kind.help]);
    }

    fn name_text(&self, name: &bq::Text) -> String {
        match name {
            bq::Text::Own(name) => name.to_string(),
            bq::Text::Source(span) => unquote_source(self.text(*span)).into_owned(),
        }
    }

    /// Says which names are written otherwise, since BigQuery's names do not hold some of their characters.
    fn say_respelt_names(&mut self) {
        let whole = self.statement.span;
        if memchr::memchr2(b'"', b'$', self.text(whole).as_bytes()).is_none() {
            return;
        }
        for token in self.tokens_in(whole) {
            let is_name = matches!(token.kind, TokenKind::QuotedIdent | TokenKind::Word);
            let name = unquote_source(self.text(token.span));
            if !is_name || has_placeholder(&name) {
                continue;
            }
            if let Some(allowed) = with_allowed_characters(&name)
                && !self.is_json_key(token.span)
            {
                let what = format!(
                    "no name of BigQuery holds some characters of {name}: it is written {allowed}"
                );
                self.raise(
                    Code::RS2003,
                    token.span,
                    &[&what, "check that nothing else has this name"],
                );
            }
        }
    }

    /// Whether a name is a key in a path of a SUPER value, which stays as it is.
    fn is_json_key(&self, name: Span) -> bool {
        self.src.exprs.iter().any(|(id, expr)| {
            let span = self.src.span(id);
            let is_path = matches!(expr, Expr::Path { .. })
                || matches!(self.facts.column(id), ColumnUse::SuperPath { .. });
            is_path && span.contains(name) && span.start != name.start
        })
    }

    /// Where the name is written, else the whole statement.
    fn written_at(&self, name: &str) -> Span {
        let whole = self.statement.span;
        let is_it = |span: &Span| unquote_source(self.text(*span)).eq_ignore_ascii_case(name);
        let mut spans = self.tokens_in(whole).iter().map(|token| token.span);
        spans.find(is_it).unwrap_or(whole)
    }
}
