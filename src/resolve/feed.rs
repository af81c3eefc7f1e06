//! What statements tell the catalog: CREATE, ALTER, DROP, SELECT INTO, `SET search_path`, USE, BEGIN.

use std::borrow::Cow;

use super::catalog::{Catalog, Table, TableKind};
use super::columns::{Columns, OutputColumn};
use super::facts::Facts;
use super::names;
use super::query::renamed;
use super::types::Type;
use crate::options::Options;
use crate::redshift::statement::{
    AlterActionKind, AlterTable, Column, ColumnAttributeKind, CreateTable, Drop, DropKind, Node,
    Other, OtherKind, Set, Statement, TableConstraintKind, TableElement, TransactionKind,
};
use crate::redshift::tree::{Body, Ident, Into, Name, QueryId, Tree};
use crate::redshift::{lexer, parse};
use crate::source::SourceText;
use crate::span::Span;

impl Catalog {
    /// Learns from a statement that has been resolved: the statements after it see what it makes. A statement that is
    /// refused counts too.
    pub fn apply(&mut self, source: &SourceText, statement: &Statement, facts: &Facts) {
        let feed = Feed {
            source,
            tree: &statement.tree,
            facts,
        };
        feed.statement(self, &statement.node);
    }
}

struct Feed<'a> {
    source: &'a SourceText,
    tree: &'a Tree,
    facts: &'a Facts,
}

impl<'a> Feed<'a> {
    fn statement(&self, catalog: &mut Catalog, node: &Node) {
        match node {
            Node::Query(query) => {
                if let Some(into) = self.select_into(*query) {
                    let table = self.made_of(*query, &[], TableKind::Table, into.temporary);
                    self.define(catalog, &into.name, false, table);
                }
            }
            Node::CreateTable(create) => self.create_table(catalog, create),
            Node::CreateTableAs(create) => {
                let temporary = create.temporary.is_some();
                let table =
                    self.made_of(create.query, &create.columns, TableKind::Table, temporary);
                self.define(catalog, &create.name, create.if_not_exists, table);
            }
            Node::CreateView(create) => {
                let table = self.made_of(create.query, &create.columns, TableKind::View, false);
                self.define(catalog, &create.name, false, table);
            }
            Node::CreateMaterializedView(create) => {
                let kind = TableKind::MaterializedView;
                let table = self.made_of(create.query, &create.columns, kind, false);
                self.define(catalog, &create.name, create.if_not_exists, table);
            }
            Node::AlterTable(alter) => self.alter(catalog, alter),
            Node::Drop(drop) => self.drop(catalog, drop),
            Node::Set(set) => self.set(catalog, set),
            Node::Other(other) => self.other(catalog, other),
            Node::Transaction(transaction) => {
                catalog.set_in_transaction(transaction.kind == TransactionKind::Begin);
            }
            Node::Insert(_)
            | Node::Update(_)
            | Node::Delete(_)
            | Node::Merge(_)
            | Node::CreateSchema(_)
            | Node::Copy(_)
            | Node::Unload(_)
            | Node::Comment(_)
            | Node::Truncate(_)
            | Node::Call(_)
            | Node::Explain(_)
            | Node::Placeholder
            | Node::Error => {}
        }
    }

    fn parts(&self, name: &Name) -> Option<Vec<Cow<'a, str>>> {
        name.parts
            .iter()
            .map(|ident| names::folded(self.source, ident))
            .collect()
    }

    fn define(&self, catalog: &mut Catalog, name: &Name, keep: bool, table: Table) {
        let Some(parts) = self.parts(name) else {
            return;
        };
        if keep && catalog.find(&parts).is_some() {
            return;
        }
        catalog.define(&parts, table);
    }

    /// The INTO of a SELECT, or of the first branch of a set operation.
    fn select_into(&self, query: QueryId) -> Option<&'a Into> {
        let mut body = self.tree.queries[query].body;
        loop {
            match &self.tree.bodies[body] {
                Body::Select(select) => return select.into.as_ref(),
                Body::SetOperation { inputs, .. } => body = *inputs.first()?,
                Body::Query(query) => body = self.tree.queries[*query].body,
                Body::Values(_) | Body::Placeholder => return None,
            }
        }
    }

    fn made_of(&self, query: QueryId, list: &[Ident], kind: TableKind, temporary: bool) -> Table {
        let columns = self
            .facts
            .queries
            .get(query)
            .map(|facts| facts.columns.stored())
            .unwrap_or_default();
        Table {
            kind,
            columns: renamed(self.source, columns, list),
            temporary,
        }
    }

    fn create_table(&self, catalog: &mut Catalog, create: &CreateTable) {
        let mut columns = Vec::new();
        let mut complete = true;
        for element in &create.elements {
            match element {
                TableElement::Column(column) => columns.push(self.column(column)),
                TableElement::Constraint(constraint) => match &constraint.kind {
                    TableConstraintKind::PrimaryKey(key) => self.not_null(&mut columns, key),
                    TableConstraintKind::Unique(_)
                    | TableConstraintKind::ForeignKey { .. }
                    | TableConstraintKind::Check(_) => {}
                },
                TableElement::Like {
                    parent,
                    including_defaults,
                    ..
                } => {
                    let like = self
                        .parts(parent)
                        .and_then(|parts| Some(catalog.find(&parts)?.1.columns.clone()))
                        .unwrap_or_default();
                    complete &= like.is_complete();
                    columns.extend(like.known().iter().cloned().map(|mut column| {
                        column.flags.default &= *including_defaults == Some(true);
                        column.flags.identity = false;
                        column
                    }));
                }
                TableElement::Placeholder(_) => complete = false,
            }
        }
        let columns = if complete {
            Columns::complete(columns)
        } else {
            Columns::partial(columns)
        };
        let table = Table {
            kind: TableKind::Table,
            columns,
            temporary: create.temporary.is_some(),
        };
        self.define(catalog, &create.name, create.if_not_exists, table);
    }

    fn column(&self, column: &Column) -> OutputColumn {
        let mut found = self.named(&column.name);
        found.ty = Type::from_data_type(self.source, &column.ty);
        for attribute in &column.attributes {
            match attribute.kind {
                ColumnAttributeKind::NotNull | ColumnAttributeKind::PrimaryKey => {
                    found.flags.not_null = true;
                }
                ColumnAttributeKind::Default(_) => found.flags.default = true,
                ColumnAttributeKind::Identity => {
                    found.flags.identity = true;
                    found.flags.not_null = true;
                }
                ColumnAttributeKind::GeneratedIdentity => {
                    found.flags.default = true;
                    found.flags.not_null = true;
                }
                ColumnAttributeKind::Encode
                | ColumnAttributeKind::DistKey
                | ColumnAttributeKind::SortKey
                | ColumnAttributeKind::Collate(_)
                | ColumnAttributeKind::Null
                | ColumnAttributeKind::Unique
                | ColumnAttributeKind::References { .. }
                | ColumnAttributeKind::Check(_)
                | ColumnAttributeKind::Placeholder
                | ColumnAttributeKind::Unknown => {}
            }
        }
        found
    }

    fn named(&self, ident: &Ident) -> OutputColumn {
        let mut column = OutputColumn::default();
        let name = names::folded(self.source, ident);
        column.rename(name.as_deref(), &names::unquoted(self.source, ident));
        column
    }

    fn not_null(&self, columns: &mut [OutputColumn], key: &[Ident]) {
        for name in key
            .iter()
            .filter_map(|ident| names::folded(self.source, ident))
        {
            for column in columns.iter_mut() {
                if column.name.as_deref() == Some(name.as_ref()) {
                    column.flags.not_null = true;
                }
            }
        }
    }

    fn alter(&self, catalog: &mut Catalog, alter: &AlterTable) {
        let Some(mut parts) = self.parts(&alter.table) else {
            return;
        };
        for action in &alter.actions {
            match &action.kind {
                AlterActionKind::AddColumn(column) => {
                    let column = self.column(column);
                    change(catalog, &parts, |list| list.push(column));
                }
                AlterActionKind::DropColumn { column, .. } => {
                    if let Some(name) = names::folded(self.source, column) {
                        change(catalog, &parts, |list| {
                            list.retain(|column| column.name.as_deref() != Some(name.as_ref()));
                        });
                    }
                }
                AlterActionKind::RenameColumn { from, to } => {
                    let (new, spelling) = (
                        names::folded(self.source, to),
                        names::unquoted(self.source, to),
                    );
                    self.change_column(catalog, &parts, from, |column| {
                        column.rename(new.as_deref(), &spelling);
                    });
                }
                AlterActionKind::AlterType { column, ty } => {
                    let ty = Type::from_data_type(self.source, ty);
                    self.change_column(catalog, &parts, column, |column| column.ty = ty);
                }
                AlterActionKind::RenameTo(name) => {
                    let (Some(table), Some(new)) = (
                        catalog.forget(&parts),
                        name.parts
                            .last()
                            .and_then(|ident| names::folded(self.source, ident)),
                    ) else {
                        continue;
                    };
                    if let Some(last) = parts.last_mut() {
                        *last = new;
                    }
                    catalog.define(&parts, table);
                }
                AlterActionKind::AddConstraint(constraint) => match &constraint.kind {
                    TableConstraintKind::PrimaryKey(key) => {
                        change(catalog, &parts, |list| self.not_null(list, key));
                    }
                    TableConstraintKind::Unique(_)
                    | TableConstraintKind::ForeignKey { .. }
                    | TableConstraintKind::Check(_) => {}
                },
                AlterActionKind::DropConstraint { .. }
                | AlterActionKind::AlterEncode
                | AlterActionKind::AlterColumnOther
                | AlterActionKind::OwnerTo
                | AlterActionKind::AlterDist
                | AlterActionKind::AlterSortKey(_)
                | AlterActionKind::AlterEncodeAuto
                | AlterActionKind::AppendFrom { .. }
                | AlterActionKind::RowLevelSecurity
                | AlterActionKind::External => {}
                // SET SCHEMA and the like: what the table is called after it is not known.
                AlterActionKind::Unknown => {
                    catalog.forget(&parts);
                }
            }
        }
    }

    fn change_column(
        &self,
        catalog: &mut Catalog,
        parts: &[Cow<'_, str>],
        column: &Ident,
        apply: impl FnOnce(&mut OutputColumn),
    ) {
        let Some(name) = names::folded(self.source, column) else {
            return;
        };
        change(catalog, parts, |list| {
            let found = list
                .iter_mut()
                .find(|column| column.name.as_deref() == Some(name.as_ref()));
            if let Some(column) = found {
                apply(column);
            }
        });
    }

    fn drop(&self, catalog: &mut Catalog, drop: &Drop) {
        for parts in drop.names.iter().filter_map(|name| self.parts(name)) {
            let Some(last) = parts.last() else {
                continue;
            };
            match drop.kind {
                DropKind::Table | DropKind::View | DropKind::MaterializedView => {
                    catalog.forget(&parts);
                }
                DropKind::Schema => catalog.forget_schema(last),
                // Another signature of the name may live on, so the name stays declared.
                DropKind::Function | DropKind::Procedure | DropKind::Model => {}
            }
        }
    }

    fn set(&self, catalog: &mut Catalog, set: &Set) {
        let parameter = self.parts(&set.parameter);
        if parameter
            .as_deref()
            .is_some_and(|parts| matches!(parts, [name] if name == "search_path"))
        {
            match search_path(self.source.slice(set.value)) {
                SearchPath::Default => catalog.reset_search_path(),
                SearchPath::Hidden => catalog.hide_search_path(),
                SearchPath::Schemas(schemas) => catalog.set_search_path(schemas),
            }
        }
    }

    fn other(&self, catalog: &mut Catalog, other: &Other) {
        let parts = other.name.as_ref().and_then(|name| self.parts(name));
        let name = parts.as_ref().and_then(|parts| parts.last());
        // Few of the many kinds matter, so this is no match.
        let kind = other.kind;
        if matches!(kind, OtherKind::Reset) {
            if name.is_some_and(|name| name == "search_path" || name == "all") {
                catalog.reset_search_path();
            }
            return;
        }
        let (Some(parts), Some(name)) = (&parts, name) else {
            return;
        };
        if matches!(
            kind,
            OtherKind::CreateFunction | OtherKind::CreateExternalFunction
        ) {
            catalog.declare_function(name);
        } else if kind == OtherKind::CreateProcedure {
            catalog.declare_procedure(name);
        } else if matches!(
            kind,
            OtherKind::CreateModel | OtherKind::CreateExternalModel
        ) {
            catalog.declare_model(name);
            if let Some(function) = self.model_function(&other.clauses) {
                catalog.declare_function(&function);
            }
        } else if kind == OtherKind::CreateExternalTable {
            let table = Table {
                kind: TableKind::External,
                columns: self.external_columns(other).unwrap_or_default(),
                temporary: false,
            };
            catalog.define(parts, table);
        } else if kind == OtherKind::AlterSchema {
            // RENAME TO: its tables are called otherwise after it.
            catalog.forget_schema(name);
        } else if kind == OtherKind::Use {
            catalog.set_database(name);
        }
    }

    /// The columns of CREATE EXTERNAL TABLE, which is read by kind only: its lists of columns and of partition columns are
    /// read as those of a table.
    fn external_columns(&self, other: &Other) -> Option<Columns> {
        let mut columns = self.column_list(self.source.slice(other.args?))?;
        for clause in &other.clauses {
            let text = self.source.slice(*clause);
            let word = text.split_whitespace().next()?;
            if word.eq_ignore_ascii_case("partitioned") {
                columns.extend(self.column_list(text.get(text.find('(')?..)?)?);
            }
        }
        Some(Columns::complete(columns))
    }

    /// Reads `(a int, b text)`.
    fn column_list(&self, list: &str) -> Option<Vec<OutputColumn>> {
        let source = SourceText::new(format!("CREATE TABLE t {list}"));
        let lexed = lexer::lex(source.as_str());
        let max_nesting = Options::default().max_nesting;
        let parsed = parse::statements(source.as_str(), &lexed, max_nesting).next()?;
        let Node::CreateTable(create) = parsed.statement.node else {
            return None;
        };
        let feed = Feed {
            source: &source,
            tree: self.tree,
            facts: self.facts,
        };
        let columns = create.elements.iter().map(|element| match element {
            TableElement::Column(column) => Some(feed.column(column)),
            TableElement::Constraint(_)
            | TableElement::Like { .. }
            | TableElement::Placeholder(_) => None,
        });
        columns.collect()
    }

    /// The name after FUNCTION in CREATE MODEL.
    fn model_function(&self, clauses: &[Span]) -> Option<String> {
        clauses.iter().find_map(|clause| {
            let mut words = self.source.slice(*clause).split_whitespace();
            let first = words.next()?;
            let name = words
                .next()
                .filter(|_| first.eq_ignore_ascii_case("function"))?;
            let name = name.split('(').next()?;
            Some(names::fold(name.rsplit('.').next()?).into_owned())
        })
    }
}

fn change(
    catalog: &mut Catalog,
    parts: &[Cow<'_, str>],
    apply: impl FnOnce(&mut Vec<OutputColumn>),
) {
    if let Some(table) = catalog.find_mut(parts) {
        table.columns.change(apply);
    }
}

/// What `SET search_path` sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SearchPath {
    /// DEFAULT.
    Default,
    /// A template placeholder.
    Hidden,
    /// Schemas by their folded names, without `$user`.
    Schemas(Vec<String>),
}

/// Reads the value of `SET search_path`: names and strings between commas; `$user` is left out, since its schema is not
/// known.
pub fn search_path(text: &str) -> SearchPath {
    let text = text.trim();
    if text.eq_ignore_ascii_case("default") {
        return SearchPath::Default;
    }
    let mut schemas = Vec::new();
    for item in text.split(',') {
        let bare = item.trim().trim_matches('\'').trim();
        let name = names::fold(bare);
        let is_user = name == "$user";
        if !is_user && name.contains(['$', '{', '%', ':', '?']) {
            return SearchPath::Hidden;
        }
        if !is_user && !name.is_empty() {
            schemas.push(name.into_owned());
        }
    }
    SearchPath::Schemas(schemas)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic)]
    use super::*;

    fn schemas(text: &str) -> Vec<String> {
        match search_path(text) {
            SearchPath::Schemas(schemas) => schemas,
            SearchPath::Default => vec!["default!".to_owned()],
            SearchPath::Hidden => vec!["hidden!".to_owned()],
        }
    }

    #[test]
    fn search_paths() {
        assert_eq!(schemas("'$user', Public, \"Sales\""), ["public", "sales"]);
        assert_eq!(schemas("'a, b'"), ["a", "b"]);
        assert_eq!(schemas("DEFAULT"), ["default!"]);
        assert_eq!(schemas("{{ schema }}"), ["hidden!"]);
    }
}
