//! Scopes: which columns, aliases and common table expressions a name can mean at a place of a query.
//!
//! Redshift looks for a name among the columns of FROM first, then among the select aliases, then in the query around. A
//! scope is *open* where a relation has columns that are not known: then a name that is not found may still be one of them.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::columns::Columns;
use super::facts::{ColumnUse, Relation};
use super::types::Type;
use crate::redshift::tree::{ExprId, FromId, QueryId};

/// A relation in a scope.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    pub(super) relation: Relation,
    /// Its alias, or the name of a table without one.
    pub(super) alias: Option<Cow<'a, str>>,
    /// The schema of a table without an alias.
    pub(super) schema: Option<Cow<'a, str>>,
    pub(super) columns: Columns,
    /// The alias is a SUPER value itself: `FROM t, t.items AS i`.
    pub(super) element: bool,
}

/// The names of one SELECT, or of the statement.
#[derive(Debug, Default)]
pub(super) struct Scope<'a> {
    /// The query that it belongs to.
    pub(super) query: Option<QueryId>,
    entries: Vec<Entry<'a>>,
    by_alias: FxHashMap<Cow<'a, str>, usize>,
    merged: FxHashMap<String, (FromId, Type)>,
    aliases: FxHashMap<Cow<'a, str>, (usize, ExprId)>,
    /// An ON condition sees the relations of its join before all others: those from this one on.
    pub(super) first_visible: usize,
    /// A derived table does not see the items of FROM beside it.
    pub(super) hidden: bool,
    /// Relations that are called like a column of the select list: behind the list BigQuery takes the column.
    hidden_rows: Vec<Relation>,
    /// CONNECT BY gives it the column LEVEL.
    pub(super) hierarchical: bool,
}

/// What a name means, with its type.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) meaning: ColumnUse,
    pub(super) ty: Type,
    /// The item of the select list that an alias names.
    pub(super) alias_of: Option<ExprId>,
    /// No scope has the name, though all columns are known.
    pub(super) missing: bool,
    /// The relation that is called like the column.
    pub(super) namesake: Option<Relation>,
}

impl Found {
    pub(super) fn new(meaning: ColumnUse, ty: Type) -> Self {
        Self {
            meaning,
            ty,
            alias_of: None,
            missing: false,
            namesake: None,
        }
    }

    /// No scope has the name.
    pub(super) fn missing() -> Self {
        Self {
            missing: true,
            ..Self::new(ColumnUse::Unknown, Type::Unknown)
        }
    }
}

/// What a scope says of a name without a qualifier.
enum InScope {
    Column {
        entry: usize,
        index: usize,
    },
    Merged(FromId, Type),
    /// Several relations have it.
    Ambiguous,
    /// No known relation has it, but an unknown one may: this one, where there is only one.
    Maybe(Option<Relation>),
    Absent,
}

impl<'a> Scope<'a> {
    pub(super) fn new(query: Option<QueryId>) -> Self {
        Self {
            query,
            ..Self::default()
        }
    }

    pub(super) fn entries(&self) -> &[Entry<'a>] {
        &self.entries
    }

    pub(super) fn add(&mut self, entry: Entry<'a>) {
        if let Some(alias) = &entry.alias {
            self.by_alias
                .entry(alias.clone())
                .or_insert(self.entries.len());
        }
        self.entries.push(entry);
    }

    /// Takes the relations from this one on out again: an alias stands for all of them.
    pub(super) fn truncate(&mut self, len: usize) {
        self.entries.truncate(len);
        self.by_alias.retain(|_, entry| *entry < len);
    }

    /// Makes a column of USING or NATURAL known.
    pub(super) fn merge(&mut self, name: &str, join: FromId, ty: Type) {
        self.merged.insert(name.to_owned(), (join, ty));
    }

    /// The type of a column of USING or NATURAL.
    pub(super) fn merged_type(&self, name: &str) -> Option<Type> {
        self.merged.get(name).map(|(_, ty)| *ty)
    }

    /// Makes a select alias known; the first of a name counts.
    pub(super) fn add_alias(&mut self, name: Cow<'a, str>, item: usize, expr: ExprId) {
        self.aliases.entry(name).or_insert((item, expr));
    }

    /// The relation of this alias or table name.
    pub(super) fn by_alias(&self, alias: &str) -> Option<&Entry<'a>> {
        self.entries.get(*self.by_alias.get(alias)?)
    }

    /// Notes which relations the columns of the select list hide in the clauses behind it.
    pub(super) fn hide_rows(&mut self, list: &Columns) {
        let entries = self.entries.iter().filter(|entry| {
            let alias = entry.alias.as_deref();
            alias.is_some_and(|alias| list.position(alias).is_some())
        });
        self.hidden_rows = entries.map(|entry| entry.relation).collect();
    }

    /// The relation of a column that an alias hides, where the list hides the relation too: the column is to be written with
    /// it. `SELECT MAX(a) AS a, 1 AS t FROM t GROUP BY a`
    fn hidden_row(&self, name: &str, meaning: &ColumnUse) -> Option<Relation> {
        let ColumnUse::Column {
            relation: Some(relation),
            ..
        } = meaning
        else {
            return None;
        };
        let is_hidden = self.hidden_rows.contains(relation) && self.aliases.contains_key(name);
        is_hidden.then_some(*relation)
    }

    /// The relation of this name, where it is a row of columns.
    pub(super) fn row_named(&self, name: &str) -> Option<Relation> {
        let entry = self.by_alias(name)?;
        (!entry.element).then_some(entry.relation)
    }

    /// The relation of an alias, or of a table's name with or without its schema and database.
    pub(super) fn by_name(&self, parts: &[Cow<'_, str>]) -> Option<&Entry<'a>> {
        match parts {
            [alias] => self.by_alias(alias),
            [.., schema, name] => self.by_path(schema, name),
            [] => None,
        }
    }

    /// The table of this schema and name that has no alias.
    fn by_path(&self, schema: &str, name: &str) -> Option<&Entry<'a>> {
        let matches = |entry: &&Entry<'a>| {
            entry.schema.as_deref() == Some(schema) && entry.alias.as_deref() == Some(name)
        };
        self.by_alias(name)
            .filter(matches)
            .or_else(|| self.entries.iter().find(matches))
    }

    fn find(&self, name: &str) -> InScope {
        if let Some((join, ty)) = self.merged.get(name) {
            return InScope::Merged(*join, *ty);
        }
        let found = self.find_from(self.first_visible, name);
        if self.first_visible > 0 && matches!(found, InScope::Absent) {
            self.find_from(0, name)
        } else {
            found
        }
    }

    fn has_column(&self, name: &str) -> bool {
        matches!(
            self.find(name),
            InScope::Column { .. } | InScope::Merged(..) | InScope::Ambiguous
        )
    }

    fn find_from(&self, first: usize, name: &str) -> InScope {
        let mut hit = None;
        let mut open = None;
        let mut open_count = 0;
        for (position, entry) in self.entries.iter().enumerate().skip(first) {
            if let Some(index) = entry.columns.position(name) {
                if hit.is_some() {
                    return InScope::Ambiguous;
                }
                hit = Some((position, index));
            } else if !entry.columns.is_complete() {
                open_count += 1;
                open = Some(entry.relation);
            }
        }
        match hit {
            Some((entry, index)) => InScope::Column { entry, index },
            None if open_count > 0 => InScope::Maybe(open.filter(|_| open_count == 1)),
            None => InScope::Absent,
        }
    }

    fn column(&self, entry: usize, index: usize) -> Option<(Relation, Type)> {
        let entry = self.entries.get(entry)?;
        Some((entry.relation, entry.columns.at(index)?.ty))
    }

    /// A name of one part in this scope; `None` where the query around has to be asked.
    fn simple(&self, name: &str, depth: usize) -> Option<Found> {
        match self.find(name) {
            InScope::Column { entry, index } => {
                let (relation, ty) = self.column(entry, index)?;
                let meaning = ColumnUse::Column {
                    relation: Some(relation),
                    index: Some(index),
                    qualifier: 0,
                    depth,
                };
                Some(Found::new(meaning, ty))
            }
            InScope::Merged(join, ty) => Some(Found::new(ColumnUse::Merged { join, depth }, ty)),
            InScope::Ambiguous => Some(Found::new(unknown_column(None, depth), Type::Unknown)),
            InScope::Maybe(relation) => Some(self.maybe(name, relation, depth)),
            InScope::Absent => self.other_than_column(name, depth),
        }
    }

    /// A name that only a relation with unknown columns can have, or else an alias.
    fn maybe(&self, name: &str, relation: Option<Relation>, depth: usize) -> Found {
        let meaning = match self.aliases.get(name) {
            Some((item, _)) if depth == 0 => ColumnUse::AliasOrColumn { item: *item },
            Some(_) => ColumnUse::Unknown,
            None => unknown_column(relation, depth),
        };
        Found::new(meaning, Type::Unknown)
    }

    /// A name that is no column of this scope.
    fn other_than_column(&self, name: &str, depth: usize) -> Option<Found> {
        if self.hierarchical && name == "level" {
            return Some(Found::new(ColumnUse::Level, Type::Integer));
        }
        if let Some((item, expr)) = self.aliases.get(name) {
            return Some(Found {
                alias_of: Some(*expr),
                ..Found::new(ColumnUse::Alias { item: *item, depth }, Type::Unknown)
            });
        }
        let entry = self.by_alias(name)?;
        let relation = entry.relation;
        Some(Found::new(
            ColumnUse::WholeRow { relation, depth },
            Type::Unknown,
        ))
    }

    /// A name of several parts that begins with a relation of this scope.
    fn qualified(&self, parts: &[Cow<'_, str>], depth: usize) -> Option<Found> {
        if let [database_or_schema, schema_or_name, third, rest @ ..] = parts {
            if let Some(entry) = self.by_path(database_or_schema, schema_or_name) {
                return entry.column(third, 2, !rest.is_empty(), depth);
            }
            if let [column, rest @ ..] = rest
                && let Some(entry) = self.by_path(schema_or_name, third)
            {
                return entry.column(column, 3, !rest.is_empty(), depth);
            }
        }
        let [alias, column, rest @ ..] = parts else {
            return None;
        };
        let entry = self.by_alias(alias)?;
        if entry.element {
            return Some(Found::new(
                ColumnUse::SuperPath {
                    relation: Some(entry.relation),
                    index: Some(0),
                    column_parts: 1,
                    depth,
                },
                Type::Super,
            ));
        }
        entry.column(column, 1, !rest.is_empty(), depth)
    }

    /// A name of several parts that begins with a column of this scope: a path into a SUPER value.
    fn path(&self, first: &str, depth: usize) -> Option<Found> {
        let (relation, index, ty) = match self.find(first) {
            InScope::Column { entry, index } => {
                let (relation, ty) = self.column(entry, index)?;
                (Some(relation), Some(index), ty)
            }
            InScope::Merged(_, ty) => (None, None, ty),
            InScope::Maybe(relation) => (relation, None, Type::Unknown),
            InScope::Ambiguous => (None, None, Type::Unknown),
            InScope::Absent => return None,
        };
        Some(Found::new(
            ColumnUse::SuperPath {
                relation,
                index,
                column_parts: 1,
                depth,
            },
            path_type(ty),
        ))
    }
}

impl Entry<'_> {
    /// A column of this relation by its name, or a path that begins there; `None` where it cannot have it.
    fn column(&self, name: &str, qualifier: usize, path: bool, depth: usize) -> Option<Found> {
        let index = self.columns.position(name);
        if index.is_none() && self.columns.is_complete() {
            return None;
        }
        let ty = index
            .and_then(|index| self.columns.at(index))
            .map_or(Type::Unknown, |column| column.ty);
        let relation = Some(self.relation);
        if path {
            let meaning = ColumnUse::SuperPath {
                relation,
                index,
                column_parts: qualifier + 1,
                depth,
            };
            return Some(Found::new(meaning, path_type(ty)));
        }
        let meaning = ColumnUse::Column {
            relation,
            index,
            qualifier,
            depth,
        };
        Some(Found::new(meaning, ty))
    }
}

/// The type of a path into a value: external tables have nested types of their own, so only SUPER is certain.
pub(super) fn path_type(root: Type) -> Type {
    if root == Type::Super {
        Type::Super
    } else {
        Type::Unknown
    }
}

fn unknown_column(relation: Option<Relation>, depth: usize) -> ColumnUse {
    ColumnUse::Column {
        relation,
        index: None,
        qualifier: 0,
        depth,
    }
}

/// What a name means in the innermost of these scopes that has it.
pub(super) fn lookup(scopes: &[Scope<'_>], parts: &[Cow<'_, str>]) -> Option<Found> {
    let visible = || {
        scopes
            .iter()
            .rev()
            .enumerate()
            .filter(|(_, scope)| !scope.hidden)
    };
    match parts {
        [] => None,
        [name] => {
            let mut namesake = None;
            let mut found = visible().find_map(|(depth, scope)| {
                namesake = namesake.or_else(|| scope.row_named(name));
                let found = scope.simple(name, depth)?;
                namesake = namesake.or_else(|| scope.hidden_row(name, &found.meaning));
                Some(found)
            })?;
            let is_row = matches!(found.meaning, ColumnUse::WholeRow { .. });
            found.namesake = namesake.filter(|_| !is_row);
            Some(found)
        }
        [first, ..] => {
            let mut is_hidden = false;
            let qualified = visible().find_map(|(depth, scope)| {
                let Some(mut found) = scope.qualified(parts, depth) else {
                    is_hidden |= scope.has_column(first);
                    return None;
                };
                let row = scope.row_named(first);
                found.namesake = row.filter(|row| is_hidden || scope.hidden_rows.contains(row));
                Some(found)
            });
            qualified.or_else(|| visible().find_map(|(depth, scope)| scope.path(first, depth)))
        }
    }
}

/// The common table expressions that are visible.
#[derive(Debug, Default)]
pub(super) struct Ctes<'a> {
    by_name: FxHashMap<Cow<'a, str>, Vec<CteEntry>>,
    /// The names in the order of their definition.
    defined: Vec<Cow<'a, str>>,
}

/// A common table expression.
#[derive(Clone, Debug)]
pub(super) struct CteEntry {
    pub(super) query: QueryId,
    pub(super) columns: Columns,
    /// Its own query is being read.
    pub(super) recursive: bool,
}

impl<'a> Ctes<'a> {
    /// Defines a name; it hides those of the same name until [`Ctes::forget`].
    pub(super) fn define(&mut self, name: Cow<'a, str>, entry: CteEntry) {
        self.by_name.entry(name.clone()).or_default().push(entry);
        self.defined.push(name);
    }

    pub(super) fn find(&self, name: &str) -> Option<&CteEntry> {
        self.by_name.get(name)?.last()
    }

    /// The newest definition.
    pub(super) fn newest(&mut self) -> Option<&mut CteEntry> {
        self.by_name.get_mut(self.defined.last()?)?.last_mut()
    }

    /// How many definitions are visible.
    pub(super) fn len(&self) -> usize {
        self.defined.len()
    }

    /// Forgets the definitions after the first `len`.
    pub(super) fn forget(&mut self, len: usize) {
        while self.defined.len() > len {
            if let Some(entries) = self
                .defined
                .pop()
                .and_then(|name| self.by_name.get_mut(&name))
            {
                entries.pop();
            }
        }
    }
}
