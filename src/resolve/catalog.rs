//! The catalog: what is known of tables, views, functions and models. It outlives the statements and owns its names.
//!
//! A name without a schema is looked for among the temporary tables, then along the search path. A table of this name in a
//! schema that is not on the path is another table.

use std::borrow::Cow;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::columns::Columns;
use crate::suggest::nearest;

/// The schema that a name without one means where `SET search_path` says nothing else.
const PUBLIC: &str = "public";

/// The schema that stands for a search path that a template placeholder hides.
const HIDDEN_PATH: &str = "";

/// A table or view.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// What it is.
    pub kind: TableKind,
    /// Its columns.
    pub columns: Columns,
    /// It lives as long as the session.
    pub temporary: bool,
}

/// A schema of more tables than these is not searched for names that are nearly the same.
const MOST_GUESSED: usize = 500;

/// Kinds of relations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TableKind {
    /// A table.
    #[default]
    Table,
    /// A view.
    View,
    /// A materialized view.
    MaterializedView,
    /// A table of an external schema.
    External,
}

/// What is known of a database.
#[derive(Clone, Debug)]
pub struct Catalog {
    // Shared by all copies until one of them changes: each file of a run has a copy of the tables of the schema files.
    schemas: Arc<FxHashMap<String, Arc<FxHashMap<String, Table>>>>,
    temporary: FxHashMap<String, Table>,
    search_path: Vec<String>,
    in_transaction: bool,
    database: Option<String>,
    functions: FxHashSet<String>,
    procedures: FxHashSet<String>,
    models: FxHashSet<String>,
}

impl Default for Catalog {
    fn default() -> Self {
        Self {
            schemas: Arc::default(),
            temporary: FxHashMap::default(),
            search_path: vec![PUBLIC.to_owned()],
            in_transaction: false,
            database: None,
            functions: FxHashSet::default(),
            procedures: FxHashSet::default(),
            models: FxHashSet::default(),
        }
    }
}

impl Catalog {
    /// Whether a transaction is open: a BEGIN came, and no COMMIT or ROLLBACK.
    pub fn in_transaction(&self) -> bool {
        self.in_transaction
    }

    /// Opens or ends a transaction.
    pub(super) fn set_in_transaction(&mut self, open: bool) {
        self.in_transaction = open;
    }

    /// A catalog that knows nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// The table or view of a folded name with or without schema and database, and the schema where the search path found
    /// it.
    pub fn find(&self, parts: &[Cow<'_, str>]) -> Option<(Option<&str>, &Table)> {
        match parts {
            [name] => {
                if let Some(table) = self.temporary.get(name.as_ref()) {
                    return Some((None, table));
                }
                self.search_path.iter().find_map(|schema| {
                    let table = self.schemas.get(schema)?.get(name.as_ref())?;
                    Some((Some(schema.as_str()), table))
                })
            }
            [schema, name] => {
                let table = self.schemas.get(schema.as_ref())?.get(name.as_ref())?;
                Some((None, table))
            }
            [database, schema, name] => {
                let key = self.schema_key(database, schema);
                Some((None, self.schemas.get(key.as_ref())?.get(name.as_ref())?))
            }
            _ => None,
        }
    }

    /// The name of a known table in the same schema that a folded name is nearly. Names that differ by a digit are two tables.
    pub fn near(&self, parts: &[Cow<'_, str>]) -> Option<String> {
        let (name, path) = parts.split_last()?;
        let nearest_of = |tables: &FxHashMap<String, Table>| {
            // A guess over many tables for each of many statements would take long.
            if tables.len() > MOST_GUESSED {
                return None;
            }
            let known = tables.keys().map(String::as_str);
            // A guess is one edit away: tables often have names alike.
            let mut alike: Vec<&str> = known
                .filter(|known| may_be_near(known, name))
                .filter(|known| digits(known).eq(digits(name)))
                .collect();
            alike.sort_unstable();
            let near = nearest(name, alike)?;
            (strsim::osa_distance(name, near) == 1).then(|| near.to_owned())
        };
        match path {
            [] => {
                let schemas = self.search_path.iter();
                let tables = schemas.filter_map(|schema| self.schemas.get(schema));
                let tables = tables.map(Arc::as_ref);
                std::iter::once(&self.temporary)
                    .chain(tables)
                    .find_map(nearest_of)
            }
            [schema] => {
                let near = nearest_of(self.schemas.get(schema.as_ref())?)?;
                Some(format!("{schema}.{near}"))
            }
            _ => None,
        }
    }

    /// Makes a table or view known under a folded name with or without schema and database. What had the name before is
    /// forgotten.
    pub fn define(&mut self, parts: &[Cow<'_, str>], mut table: Table) {
        let Some(name) = parts.last() else {
            return;
        };
        if table.temporary || name.starts_with('#') {
            table.temporary = true;
            self.temporary.insert(name.clone().into_owned(), table);
            return;
        }
        let schema = match parts {
            [_] => self
                .search_path
                .first()
                .cloned()
                .unwrap_or_else(|| PUBLIC.to_owned()),
            [schema, _] => schema.clone().into_owned(),
            [.., database, schema, _] => self.schema_key(database, schema).into_owned(),
            [] => return,
        };
        let tables = Arc::make_mut(&mut self.schemas).entry(schema).or_default();
        Arc::make_mut(tables).insert(name.clone().into_owned(), table);
    }

    /// CREATE TABLE statements for the tables whose columns and types are all known. A table that the search path finds is
    /// there under its bare name too.
    pub fn to_ddl(&self) -> String {
        let mut tables = Vec::new();
        for (schema, named) in self.schemas.iter() {
            let is_on_path = self.search_path.contains(schema);
            for (name, table) in named.iter() {
                let path = format!("{schema}.{name}");
                tables.extend(create_table(&path, table));
                tables.extend(create_table(name, table).filter(|_| is_on_path));
            }
        }
        tables.sort_unstable();
        tables.concat()
    }

    /// Forgets a table or view, and gives what was known of it.
    pub fn forget(&mut self, parts: &[Cow<'_, str>]) -> Option<Table> {
        match parts {
            [name] => self.temporary.remove(name.as_ref()).or_else(|| {
                let schema = self.schema_of(name)?.to_owned();
                self.tables_mut(&schema)?.remove(name.as_ref())
            }),
            [schema, name] => self.tables_mut(schema)?.remove(name.as_ref()),
            [database, schema, name] => {
                let key = self.schema_key(database, schema).into_owned();
                self.tables_mut(&key)?.remove(name.as_ref())
            }
            _ => None,
        }
    }

    /// The table or view of a folded name, to change it.
    pub(super) fn find_mut(&mut self, parts: &[Cow<'_, str>]) -> Option<&mut Table> {
        match parts {
            [name] => {
                if self.temporary.contains_key(name.as_ref()) {
                    return self.temporary.get_mut(name.as_ref());
                }
                let schema = self.schema_of(name)?.to_owned();
                self.tables_mut(&schema)?.get_mut(name.as_ref())
            }
            [schema, name] => self.tables_mut(schema)?.get_mut(name.as_ref()),
            [database, schema, name] => {
                let key = self.schema_key(database, schema).into_owned();
                self.tables_mut(&key)?.get_mut(name.as_ref())
            }
            _ => None,
        }
    }

    /// Whether there are temporary tables.
    pub fn has_temporary(&self) -> bool {
        !self.temporary.is_empty()
    }

    /// Whether a folded name without a schema is that of a temporary table.
    pub fn is_temporary(&self, name: &str) -> bool {
        self.temporary.contains_key(name)
    }

    /// Forgets all tables of a schema.
    pub fn forget_schema(&mut self, schema: &str) {
        if self.schemas.contains_key(schema) {
            Arc::make_mut(&mut self.schemas).remove(schema);
        }
    }

    /// Sets the schemas that names without one are looked for in, folded.
    pub fn set_search_path(&mut self, schemas: Vec<String>) {
        self.search_path = schemas;
    }

    /// A template placeholder hides the search path: names without a schema are known only where statements after this make
    /// them.
    pub(super) fn hide_search_path(&mut self) {
        self.forget_schema(HIDDEN_PATH);
        self.search_path = vec![HIDDEN_PATH.to_owned()];
    }

    /// Sets the search path back to `public`.
    pub fn reset_search_path(&mut self) {
        self.search_path = vec![PUBLIC.to_owned()];
    }

    /// The schemas that names without one are looked for in; empty where a template placeholder hides them.
    pub fn search_path(&self) -> &[String] {
        if self.search_path.iter().any(|schema| schema == HIDDEN_PATH) {
            &[]
        } else {
            &self.search_path
        }
    }

    /// Whether there is a temporary table `#table`, which in BigQuery is called like the table and found before it.
    pub fn is_hidden(&self, table: &str) -> bool {
        let mut names = self.temporary.keys();
        !self.temporary.contains_key(table)
            && names.any(|name| name.strip_prefix('#') == Some(table))
    }

    /// The schema that must be written before a table which has none: the one where the search path finds it, unless that is the first of the
    /// path and nothing hides the table.
    pub fn later_schema(&self, table: &str) -> Option<&str> {
        let place = self.schema_of(table);
        if self.has_search_path() && self.is_hidden(table) {
            return place.or_else(|| self.search_path().first().map(String::as_str));
        }
        let place = place?;
        (self.search_path.first().map(String::as_str) != Some(place)).then_some(place)
    }

    /// Whether a statement set the search path to another one than `public`.
    pub fn has_search_path(&self) -> bool {
        self.search_path != [PUBLIC]
    }

    /// The database whose tables may be named without it, where it is known.
    pub fn database(&self) -> Option<&str> {
        self.database.as_deref()
    }

    /// Sets the current database by its folded name.
    pub fn set_database(&mut self, database: &str) {
        self.database = Some(database.to_owned());
    }

    /// Whether a statement declared a function of this folded name, in any schema.
    pub fn has_function(&self, name: &str) -> bool {
        self.functions.contains(name)
    }

    /// Whether a statement declared a procedure of this folded name, in any schema.
    pub fn has_procedure(&self, name: &str) -> bool {
        self.procedures.contains(name)
    }

    /// Whether a statement declared a model of this folded name, in any schema.
    pub fn has_model(&self, name: &str) -> bool {
        self.models.contains(name)
    }

    /// Remembers a function by its folded name.
    pub fn declare_function(&mut self, name: &str) {
        self.functions.insert(name.to_owned());
    }

    /// Remembers a procedure by its folded name.
    pub fn declare_procedure(&mut self, name: &str) {
        self.procedures.insert(name.to_owned());
    }

    /// Remembers a model by its folded name.
    pub fn declare_model(&mut self, name: &str) {
        self.models.insert(name.to_owned());
    }

    /// The schema where the search path finds a table.
    fn schema_of(&self, table: &str) -> Option<&str> {
        let found = |schema: &&String| {
            let tables = self.schemas.get(schema.as_str());
            tables.is_some_and(|tables| tables.contains_key(table))
        };
        self.search_path.iter().find(found).map(String::as_str)
    }

    /// The tables of a schema, to change them.
    fn tables_mut(&mut self, schema: &str) -> Option<&mut FxHashMap<String, Table>> {
        if !self.schemas.contains_key(schema) {
            return None;
        }
        let tables = Arc::make_mut(&mut self.schemas).get_mut(schema)?;
        Some(Arc::make_mut(tables))
    }

    /// The schemas of other databases have their database before their name.
    fn schema_key<'a>(&self, database: &str, schema: &'a str) -> Cow<'a, str> {
        if self.database.as_deref() == Some(database) {
            Cow::Borrowed(schema)
        } else {
            Cow::Owned(format!("{database}.{schema}"))
        }
    }
}

/// The statement that makes a table at a dotted path, if all its columns are known.
fn create_table(path: &str, table: &Table) -> Option<String> {
    let columns: Option<Vec<String>> = table
        .columns
        .all()?
        .iter()
        .map(|column| {
            let name = column.name.as_deref().filter(|_| column.ty.is_known())?;
            Some(format!("{} {}", quoted(name), column.ty))
        })
        .collect();
    let columns = columns.filter(|columns| !columns.is_empty())?;
    let path: Vec<String> = path.split('.').map(quoted).collect();
    Some(format!(
        "CREATE TABLE {} ({});\n",
        path.join("."),
        columns.join(", ")
    ))
}

/// Whether two names may be one edit apart: one edit leaves the first or the last character of all but the shortest.
fn may_be_near(known: &str, name: &str) -> bool {
    let (known, name) = (known.as_bytes(), name.as_bytes());
    known.len().abs_diff(name.len()) <= 1
        && (known.len() <= 2 || known.first() == name.first() || known.last() == name.last())
}

fn digits(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(char::is_ascii_digit)
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
