//! What a statement can refer to: tables, variables and routines, as the caller knows them and as statements make them.

use std::collections::BTreeMap;

use super::proto::{
    ArgumentOptions, ArgumentType, BuiltinFunctionOptions, Function, LanguageOptions, NamedType,
    ParseResumeLocation, Procedure, Relation, Signature, SimpleCatalog, SimpleColumn,
    SimpleConnection, SimpleConstant, SimpleModel, SimpleTable, TableFunction, ValueProto,
};
use super::types::{Type, TypeError, integer_aliases};

/// A column: its name and its type.
pub type Column = (String, Type);

/// Tables, variables and routines. Names of tables and routines are dotted paths, `dataset.table`, in any case.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    tables: BTreeMap<String, Vec<Column>>,
    /// Innermost last; a later one hides an earlier one of its name.
    variables: Vec<Column>,
    routines: BTreeMap<String, Routine>,
    models: BTreeMap<String, Vec<Column>>,
    /// Where a table without a dataset is.
    default_dataset: Option<String>,
}

/// A routine that a statement made.
#[derive(Clone, Debug)]
pub(super) enum Routine {
    /// A function, by its resolved signature.
    Function(Vec<u8>),
    /// A function with arguments of any type: their names and its text.
    Template(Vec<String>, String),
    /// A table function, by its resolved signature.
    Table(Vec<u8>),
    /// A procedure, by its arguments.
    Procedure(Vec<ArgumentType>),
}

impl Catalog {
    /// A catalog without tables.
    pub fn new() -> Catalog {
        Catalog::default()
    }

    /// Adds a table, or replaces it, with columns as BigQuery writes them: `[("a", "INT64"), ("b", "ARRAY<STRING>")]`.
    ///
    /// # Errors
    ///
    /// When a type is none of BigQuery's.
    pub fn add_table<'a>(
        &mut self,
        name: &str,
        columns: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<(), TypeError> {
        let column = |(name, kind): (&str, &str)| Ok((name.to_owned(), kind.parse()?));
        let columns = columns
            .into_iter()
            .map(column)
            .collect::<Result<_, TypeError>>()?;
        self.set_table(name, columns);
        Ok(())
    }

    /// Adds a table, or replaces it.
    pub fn set_table(&mut self, name: &str, columns: Vec<Column>) {
        self.tables.insert(name.to_lowercase(), columns);
    }

    /// The columns of a table.
    pub fn table(&self, name: &str) -> Option<&[Column]> {
        self.tables.get(&name.to_lowercase()).map(Vec::as_slice)
    }

    /// Takes a table out.
    pub fn remove_table(&mut self, name: &str) -> Option<Vec<Column>> {
        self.tables.remove(&name.to_lowercase())
    }

    /// The names of the tables, in lower case.
    pub fn table_names(&self) -> impl Iterator<Item = &str> {
        self.tables.keys().map(String::as_str)
    }

    /// Declares a variable, which hides an earlier one of its name.
    pub fn declare(&mut self, name: &str, kind: Type) {
        self.variables.push((name.to_owned(), kind));
    }

    /// Where tables without a dataset are, as `SET @@dataset_id` says it.
    pub fn set_default_dataset(&mut self, dataset: Option<String>) {
        self.default_dataset = dataset;
    }

    /// Registers a model, with the columns that ML.PREDICT gives: what it predicts, and its input.
    pub fn set_model(&mut self, name: &str, columns: Vec<Column>) {
        self.models.insert(name.to_lowercase(), columns);
    }

    /// The path of a table that a statement makes or changes under this name.
    pub(super) fn resolved_name(&self, name: &str) -> String {
        match &self.default_dataset {
            Some(dataset)
                if !name.contains('.') && !self.tables.contains_key(&name.to_lowercase()) =>
            {
                format!("{dataset}.{name}")
            }
            Some(_) | None => name.to_owned(),
        }
    }

    /// Takes out a schema with its tables.
    pub(super) fn remove_schema(&mut self, name: &str) {
        let prefix = format!("{}.", name.to_lowercase());
        self.tables.retain(|table, _| !table.starts_with(&prefix));
    }

    pub(super) fn set_routine(&mut self, name: &str, routine: Routine) {
        self.routines.insert(name.to_lowercase(), routine);
    }

    pub(super) fn remove_routine(&mut self, name: &str) {
        self.routines.remove(&name.to_lowercase());
    }

    pub(super) fn variable(&self, name: &str) -> Option<&Type> {
        self.variables
            .iter()
            .rev()
            .find(|variable| variable.0.eq_ignore_ascii_case(name))
            .map(|variable| &variable.1)
    }

    /// How many variables are in scope, for [`Catalog::close_scope`].
    pub(super) fn scope(&self) -> usize {
        self.variables.len()
    }

    pub(super) fn close_scope(&mut self, scope: usize) {
        self.variables.truncate(scope);
    }

    /// Takes over what another catalog has and this one lacks.
    pub(super) fn add_missing(&mut self, other: Catalog) {
        for (name, columns) in other.tables {
            self.tables.entry(name).or_insert(columns);
        }
        for (name, routine) in other.routines {
            self.routines.entry(name).or_insert(routine);
        }
        for (name, columns) in other.models {
            self.models.entry(name).or_insert(columns);
        }
    }

    /// The catalog as the engine reads it.
    pub(super) fn to_proto(&self, language: &LanguageOptions) -> SimpleCatalog {
        let mut root = SimpleCatalog {
            name: Some("bigquery".to_owned()),
            named_type: integer_aliases().map(integer_alias).collect(),
            builtin_function_options: Some(BuiltinFunctionOptions {
                language_options: Some(language.clone()),
            }),
            connection: vec![SimpleConnection {
                name: Some("default".to_owned()),
            }],
            ..SimpleCatalog::default()
        };
        for (path, columns) in &self.tables {
            put_table(&mut root, path, path, columns);
            let short = path
                .split_once('.')
                .filter(|(dataset, _)| self.default_dataset.as_deref() == Some(dataset));
            if let Some((_, name)) = short.filter(|(_, name)| !self.tables.contains_key(*name)) {
                put_table(&mut root, name, path, columns);
            }
        }
        for (name, kind) in self.variables.iter().rev() {
            let hidden = root.constant.iter().any(|constant| {
                constant
                    .name_path
                    .iter()
                    .any(|other| other.eq_ignore_ascii_case(name))
            });
            if !hidden {
                root.constant.push(constant(name, kind));
            }
        }
        for procedure in SYSTEM_PROCEDURES {
            let arguments = vec![fixed(&Type::String)];
            put_routine(&mut root, procedure, &Routine::Procedure(arguments));
        }
        for (path, routine) in &self.routines {
            put_routine(&mut root, path, routine);
        }
        self.put_models(&mut root);
        root
    }

    fn put_models(&self, root: &mut SimpleCatalog) {
        for (id, (path, columns)) in (1..).zip(&self.models) {
            let (catalog, name) = place(root, path);
            let output = columns.iter().map(column).collect();
            catalog.model.push(SimpleModel {
                id: Some(id),
                name: Some(name.to_owned()),
                input: Vec::new(),
                output,
            });
        }
        let mut columns: Vec<SimpleColumn> = Vec::new();
        for new in self.models.values().flatten().map(column) {
            if !columns.iter().any(|old| old.name == new.name) {
                columns.push(new);
            }
        }
        for name in MODEL_FUNCTIONS.iter().filter(|_| !self.models.is_empty()) {
            child_catalog(root, "ML")
                .custom_tvf
                .push(model_function("ML", name, columns.clone()));
        }
    }
}

/// Procedures of BigQuery itself, which take a text.
/// <https://cloud.google.com/bigquery/docs/reference/system-procedures>
const SYSTEM_PROCEDURES: &[&str] = &["bq.refresh_materialized_view"];

/// Table functions of models.
const MODEL_FUNCTIONS: &[&str] = &[
    "EVALUATE",
    "EXPLAIN_FORECAST",
    "EXPLAIN_PREDICT",
    "FORECAST",
    "PREDICT",
];

/// The kinds of `SignatureArgumentKind`.
const FIXED: i32 = 0;
const ARBITRARY: i32 = 8;
const RELATION: i32 = 9;
const MODEL: i32 = 11;

/// A kind of `TableValuedFunctionType`.
const FIXED_OUTPUT: i32 = 1;

/// Puts a table under every reading of its path: `a.b` is in the catalog `a`, and, as `` `a.b` ``, in the root.
fn put_table(catalog: &mut SimpleCatalog, name: &str, path: &str, columns: &[Column]) {
    catalog.table.push(SimpleTable {
        name: Some(path.to_owned()),
        column: columns.iter().map(column).collect(),
        name_in_catalog: Some(name.to_owned()),
    });
    for (at, _) in name.match_indices('.') {
        if let (Some(first), Some(rest)) = (name.get(..at), name.get(at + 1..)) {
            put_table(child_catalog(catalog, first), rest, path, columns);
        }
    }
}

fn put_routine(root: &mut SimpleCatalog, path: &str, routine: &Routine) {
    let name_path: Vec<String> = path.split('.').map(str::to_owned).collect();
    let (catalog, _) = place(root, path);
    let function = Function {
        name_path: name_path.clone(),
        group: Some("bigquery".to_owned()),
        mode: Some(1),
        ..Function::default()
    };
    match routine {
        Routine::Function(signature) => catalog.custom_function.push(Function {
            signature: vec![signature.clone()],
            ..function
        }),
        Routine::Template(names, text) => catalog
            .custom_function
            .push(template(function, names, text)),
        Routine::Table(signature) => catalog.custom_tvf.push(TableFunction {
            name_path,
            signature: Some(signature.clone()),
            r#type: Some(FIXED_OUTPUT),
            ..TableFunction::default()
        }),
        Routine::Procedure(arguments) => {
            // The engine dies of a CALL whose procedure returns nothing, so it returns an integer.
            let return_type = Some(fixed(&Type::Int64));
            let argument = arguments
                .iter()
                .cloned()
                .map(|argument| ArgumentType {
                    num_occurrences: Some(1),
                    ..argument
                })
                .collect();
            catalog.procedure.push(Procedure {
                name_path,
                signature: Some(Signature {
                    argument,
                    return_type,
                }),
            });
        }
    }
}

fn template(function: Function, names: &[String], text: &str) -> Function {
    let argument = ArgumentType {
        kind: Some(ARBITRARY),
        num_occurrences: Some(1),
        ..ArgumentType::default()
    };
    let signature = Signature {
        argument: vec![argument.clone(); names.len()],
        return_type: Some(argument),
    };
    let text = ParseResumeLocation {
        input: Some(text.to_owned()),
        byte_position: Some(0),
        allow_resume: Some(false),
    };
    Function {
        group: Some("Templated_SQL_Function".to_owned()),
        signature: vec![prost::Message::encode_to_vec(&signature)],
        templated_sql_function_argument_name: names.to_vec(),
        parse_resume_location: Some(text),
        ..function
    }
}

/// A function of a model, an optional relation and optional settings. The engine cannot give back the relation's columns
/// where it is not the first argument, so the result is what the models were trained on and what they predict.
fn model_function(dataset: &str, name: &str, columns: Vec<SimpleColumn>) -> TableFunction {
    let argument = |kind, cardinality| ArgumentType {
        kind: Some(kind),
        num_occurrences: Some(1),
        options: Some(ArgumentOptions {
            cardinality: Some(cardinality),
            extra_relation_input_columns_allowed: Some(true),
            ..ArgumentOptions::default()
        }),
        ..ArgumentType::default()
    };
    let result = ArgumentType {
        kind: Some(RELATION),
        num_occurrences: Some(1),
        options: Some(ArgumentOptions {
            relation_input_schema: Some(Relation { column: columns }),
            ..ArgumentOptions::default()
        }),
        ..ArgumentType::default()
    };
    let (required, optional) = (0, 2);
    let argument = vec![
        argument(MODEL, required),
        argument(RELATION, optional),
        argument(ARBITRARY, optional),
    ];
    let signature = Signature {
        argument,
        return_type: Some(result),
    };
    TableFunction {
        name_path: vec![dataset.to_owned(), name.to_owned()],
        signature: Some(prost::Message::encode_to_vec(&signature)),
        r#type: Some(FIXED_OUTPUT),
        ..TableFunction::default()
    }
}

fn fixed(kind: &Type) -> ArgumentType {
    ArgumentType {
        kind: Some(FIXED),
        r#type: Some(kind.to_proto()),
        num_occurrences: Some(1),
        ..ArgumentType::default()
    }
}

/// The catalog that a path's last name is in, and that name.
fn place<'c, 'p>(root: &'c mut SimpleCatalog, path: &'p str) -> (&'c mut SimpleCatalog, &'p str) {
    match path.split_once('.') {
        Some((first, rest)) => place(child_catalog(root, first), rest),
        None => (root, path),
    }
}

fn child_catalog<'c>(parent: &'c mut SimpleCatalog, name: &str) -> &'c mut SimpleCatalog {
    let found = parent.catalog.iter().position(|child| {
        child
            .name
            .as_deref()
            .is_some_and(|other| other.eq_ignore_ascii_case(name))
    });
    let index = found.unwrap_or_else(|| {
        parent.catalog.push(SimpleCatalog {
            name: Some(name.to_owned()),
            ..SimpleCatalog::default()
        });
        parent.catalog.len() - 1
    });
    #[allow(clippy::indexing_slicing)] // just found, or just pushed
    &mut parent.catalog[index]
}

fn column((name, kind): &Column) -> SimpleColumn {
    SimpleColumn {
        name: Some(name.clone()),
        r#type: Some(kind.to_proto()),
    }
}

fn constant(name: &str, kind: &Type) -> SimpleConstant {
    SimpleConstant {
        name_path: vec![name.to_owned()],
        r#type: Some(kind.to_proto()),
        value: Some(ValueProto::default()),
    }
}

fn integer_alias(name: &str) -> NamedType {
    NamedType {
        name: Some(name.to_owned()),
        r#type: Some(Type::Int64.to_proto()),
    }
}
