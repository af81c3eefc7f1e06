//! What a resolved statement says: its columns, what it does to the catalog, and its meaning without its spelling.
//!
//! The field numbers are those of `resolved_ast.proto`; [`path`] names the ways through it.

use prost::Message as _;

use super::catalog::{Catalog, Column, Routine};
use super::proto::{ArgumentType, TypeProto};
use super::types::Type;
use super::wire::Message;

/// The ways to the statements that make something, from the resolved statement.
mod path {
    pub const QUERY: &[u32] = &[38];
    pub const EXPORT_DATA: &[u32] = &[43];
    pub const LOAD_DATA: &[u32] = &[186];
    pub const CREATE_TABLE_AS: &[u32] = &[39, 106, 40];
    pub const CREATE_EXTERNAL_TABLE: &[u32] = &[39, 106, 42];
    pub const CREATE_TABLE: &[u32] = &[39, 106, 90];
    pub const CREATE_VIEW: &[u32] = &[39, 108, 41];
    pub const CREATE_MATERIALIZED_VIEW: &[u32] = &[39, 108, 119];
    pub const CREATE_SNAPSHOT: &[u32] = &[39, 182];
    pub const CREATE_FUNCTION: &[u32] = &[39, 76];
    pub const CREATE_TABLE_FUNCTION: &[u32] = &[39, 88];
    pub const CREATE_PROCEDURE: &[u32] = &[39, 125];
    pub const CREATE_MODEL: &[u32] = &[39, 107];
    pub const DROP: &[u32] = &[50];
    pub const DROP_MATERIALIZED_VIEW: &[u32] = &[121];
    pub const DROP_SNAPSHOT: &[u32] = &[183];
    pub const DROP_FUNCTION: &[u32] = &[80];
    pub const DROP_TABLE_FUNCTION: &[u32] = &[175];
    pub const ALTER_TABLE: &[u32] = &[114, 115, 1];
    pub const ASSIGNMENT: &[u32] = &[142];
}

/// Fields that repeat the statement's text: two layouts of one statement differ in nothing else.
const TEXT_COPIES: &[&[u32]] = &[
    &[39, 76, 5],                      // CREATE FUNCTION
    &[39, 88, 6],                      // CREATE TABLE FUNCTION
    &[39, 125, 5],                     // CREATE PROCEDURE: its body is analyzed by itself
    &[39, 108, 41, 1, 6],              // CREATE VIEW
    &[39, 108, 119, 1, 6],             // CREATE MATERIALIZED VIEW
    &[39, 106, 90, 1, 3, 9, 3],        // DEFAULT of CREATE TABLE
    &[39, 106, 40, 1, 3, 9, 3],        // DEFAULT of CREATE TABLE AS
    &[186, 5, 9, 3],                   // DEFAULT of LOAD DATA
    &[114, 115, 1, 3, 131, 3, 9, 3],   // DEFAULT of ADD COLUMN
    &[114, 115, 1, 3, 201, 198, 4, 3], // SET DEFAULT
    &[73, 8],                          // FILTER USING
];

/// The statement without its text and the places in it.
pub(super) fn meaning(statement: &[u8]) -> Vec<u8> {
    let plain = Message::new(statement).without(TEXT_COPIES);
    Message::new(&plain).without_locations()
}

/// The columns that a query gives, or that a statement makes.
pub(super) fn columns(statement: &[u8]) -> Vec<Column> {
    let statement = Message::new(statement);
    let outputs = [
        (path::QUERY, 2),
        (path::EXPORT_DATA, 3),
        (path::LOAD_DATA, 4),
    ];
    for (path, field) in outputs {
        if let Some(node) = statement.at(path) {
            return output_columns(node, field);
        }
    }
    if let Some(table) = created_table(statement) {
        return column_definitions(table, 3);
    }
    created_view(statement)
        .map(|view| output_columns(view, 3))
        .unwrap_or_default()
}

/// The names and types of a procedure's arguments, where all have a type.
pub(super) fn procedure_arguments(statement: &[u8]) -> Option<Vec<Column>> {
    let procedure = Message::new(statement).at(path::CREATE_PROCEDURE)?;
    let types = procedure
        .child(3)?
        .children(1)
        .map(|argument| argument.child(2).map(type_of));
    procedure
        .texts(2)
        .map(str::to_owned)
        .zip(types)
        .map(|(name, kind)| Some((name, kind?)))
        .collect()
}

/// Does to the catalog what the statement does.
pub(super) fn apply(statement: &[u8], catalog: &mut Catalog) {
    let statement = Message::new(statement);
    apply_create(statement, catalog);
    apply_create_routine(statement, catalog);
    apply_drop(statement, catalog);
    apply_alter(statement, catalog);
    if let Some(assignment) = statement.at(path::ASSIGNMENT) {
        apply_assignment(assignment, catalog);
    }
    if let Some(load) = statement.at(path::LOAD_DATA) {
        let name = catalog.resolved_name(&dotted(load.texts(3)));
        catalog.set_table(&name, output_columns(load, 4));
    }
}

fn apply_create(statement: Message<'_>, catalog: &mut Catalog) {
    let create = if let Some(table) = created_table(statement) {
        table
            .child(1)
            .map(|create| (create, column_definitions(table, 3)))
    } else if let Some(view) = created_view(statement) {
        view.child(1)
            .map(|create| (create, output_columns(view, 3)))
    } else {
        statement
            .at(path::CREATE_SNAPSHOT)
            .and_then(|snapshot| snapshot.child(1))
            .map(|create| (create, Vec::new()))
    };
    if let Some((create, mut columns)) = create {
        if columns.is_empty() {
            columns = copied_columns(statement, catalog);
        }
        create_table(create, columns, catalog);
    }
}

fn create_table(create: Message<'_>, columns: Vec<Column>, catalog: &mut Catalog) {
    const IF_NOT_EXISTS: u64 = 2;
    const TEMP: u64 = 3;
    let name = dotted(create.texts(2));
    if create.number(5) == Some(TEMP) {
        catalog.set_table(&format!("_SESSION.{name}"), columns.clone());
        catalog.set_table(&name, columns);
        return;
    }
    let name = catalog.resolved_name(&name);
    if create.number(4) != Some(IF_NOT_EXISTS) || catalog.table(&name).is_none() {
        catalog.set_table(&name, columns);
    }
}

/// The columns of what COPY and CLONE name, from the scan of it.
fn copied_columns(statement: Message<'_>, catalog: &Catalog) -> Vec<Column> {
    let table = statement.at(path::CREATE_TABLE);
    let source = table.and_then(|table| table.child(7).or_else(|| table.child(8)));
    let source = source.or_else(|| statement.at(path::CREATE_SNAPSHOT)?.child(2));
    // AnyResolvedScan, ResolvedTableScan, TableRef, full name
    let name = source.and_then(|scan| scan.at(&[20, 2])?.text(3));
    name.and_then(|name| catalog.table(name))
        .map(<[Column]>::to_vec)
        .unwrap_or_default()
}

fn apply_create_routine(statement: Message<'_>, catalog: &mut Catalog) {
    if let Some(function) = statement.at(path::CREATE_FUNCTION) {
        if let (Some(create), Some(signature)) = (function.child(1), function.child(10)) {
            let routine = if is_template(signature) {
                Routine::Template(
                    function.texts(11).map(str::to_owned).collect(),
                    function.text(5).unwrap_or_default().to_owned(),
                )
            } else {
                Routine::Function(signature.bytes().to_vec())
            };
            catalog.set_routine(&dotted(create.texts(2)), routine);
        }
    } else if let Some(function) = statement.at(path::CREATE_TABLE_FUNCTION) {
        if let (Some(create), Some(signature)) = (function.child(1), function.child(3)) {
            catalog.set_routine(
                &dotted(create.texts(2)),
                Routine::Table(signature.bytes().to_vec()),
            );
        }
    } else if let Some(procedure) = statement.at(path::CREATE_PROCEDURE) {
        if let (Some(create), Some(signature)) = (procedure.child(1), procedure.child(3)) {
            let arguments = signature
                .children(1)
                .filter_map(|argument| ArgumentType::decode(argument.bytes()).ok());
            catalog.set_routine(
                &dotted(create.texts(2)),
                Routine::Procedure(arguments.collect()),
            );
        }
    } else if let Some(model) = statement.at(path::CREATE_MODEL)
        && let Some(create) = model.child(1)
    {
        catalog.set_model(&dotted(create.texts(2)), predicted_columns(model));
    }
}

/// Whether an argument or the result has no type of its own.
fn is_template(signature: Message<'_>) -> bool {
    let fixed = |argument: Message<'_>| argument.number(1).unwrap_or_default() == 0;
    !signature.children(1).chain(signature.child(2)).all(fixed)
}

/// `predicted_y` for each column of INPUT_LABEL_COLS, with that column's type, and the columns of the training data.
fn predicted_columns(model: Message<'_>) -> Vec<Column> {
    let option = model.children(2).find(|option| {
        option
            .text(3)
            .is_some_and(|name| name.eq_ignore_ascii_case("input_label_cols"))
    });
    // AnyResolvedExpr, ResolvedLiteral, ValueWithType, Value, Array
    let labels = option.and_then(|option| option.child(4)?.at(&[3, 2, 2, 13]));
    let trained = output_columns(model, 3);
    let predicted = |label: &str| {
        let kind = trained
            .iter()
            .find(|column| column.0.eq_ignore_ascii_case(label))
            .map_or(Type::Float64, |column| column.1.clone());
        (format!("predicted_{label}"), kind)
    };
    let labels = labels
        .into_iter()
        .flat_map(|labels| labels.children(1))
        .filter_map(|label| label.text(8));
    labels.map(predicted).chain(trained.clone()).collect()
}

fn apply_drop(statement: Message<'_>, catalog: &mut Catalog) {
    if let Some(drop) = statement.at(path::DROP) {
        let name = dotted(drop.texts(4));
        match drop.text(2) {
            Some("SCHEMA") => catalog.remove_schema(&name),
            Some("PROCEDURE") => catalog.remove_routine(&name),
            Some(_) | None => remove_table(catalog, &name),
        }
    }
    for path in [path::DROP_MATERIALIZED_VIEW, path::DROP_SNAPSHOT] {
        if let Some(drop) = statement.at(path) {
            remove_table(catalog, &dotted(drop.texts(4)));
        }
    }
    for path in [path::DROP_FUNCTION, path::DROP_TABLE_FUNCTION] {
        if let Some(drop) = statement.at(path) {
            catalog.remove_routine(&dotted(drop.texts(3)));
        }
    }
}

fn remove_table(catalog: &mut Catalog, name: &str) {
    let name = catalog.resolved_name(name);
    catalog.remove_table(&name);
    catalog.remove_table(&format!("_SESSION.{name}"));
}

fn apply_alter(statement: Message<'_>, catalog: &mut Catalog) {
    let Some(alter) = statement.at(path::ALTER_TABLE) else {
        return;
    };
    let mut name = catalog.resolved_name(&dotted(alter.texts(2)));
    for action in alter.children(3) {
        let Some(mut columns) = catalog.remove_table(&name) else {
            return;
        };
        let same = |column: &Column, name: Option<&str>| {
            name.is_some_and(|name| column.0.eq_ignore_ascii_case(name))
        };
        if let Some(column) = action.at(&[131, 3]) {
            columns.extend(column_definition(column));
        } else if let Some(drop) = action.child(132) {
            columns.retain(|column| !same(column, drop.text(3)));
        } else if let Some(rename) = action.child(185) {
            for column in columns
                .iter_mut()
                .filter(|column| same(column, rename.text(2)))
            {
                column.0 = rename.text(3).unwrap_or_default().to_owned();
            }
        } else if let Some(change) = action.at(&[201, 181]) {
            let changed = change.child(1).and_then(|column| column.text(3));
            for column in columns.iter_mut().filter(|column| same(column, changed)) {
                column.1 = change.child(4).map_or(Type::Other(0), type_of);
            }
        } else if let Some(rename) = action.child(138) {
            let new = dotted(rename.texts(2));
            name = match name.rsplit_once('.') {
                Some((dataset, _)) if !new.contains('.') => format!("{dataset}.{new}"),
                Some(_) | None => new,
            };
        }
        catalog.set_table(&name, columns);
    }
}

/// `SET @@dataset_id = 'd'`
fn apply_assignment(assignment: Message<'_>, catalog: &mut Catalog) {
    // AnyResolvedExpr, ResolvedSystemVariable, its name path
    let target = assignment
        .child(2)
        .and_then(|target| target.variant())
        .map(|(_, variable)| dotted(variable.texts(2)));
    // AnyResolvedExpr, ResolvedLiteral, ValueWithType, Value
    let value = assignment
        .child(3)
        .and_then(|value| value.at(&[3, 2, 2])?.text(8));
    if target.is_some_and(|name| name.eq_ignore_ascii_case("dataset_id")) {
        catalog.set_default_dataset(value.map(str::to_owned));
    }
}

/// The common part of CREATE TABLE, CREATE TABLE AS and CREATE EXTERNAL TABLE.
fn created_table(statement: Message<'_>) -> Option<Message<'_>> {
    let paths = [
        path::CREATE_TABLE,
        path::CREATE_TABLE_AS,
        path::CREATE_EXTERNAL_TABLE,
    ];
    paths
        .into_iter()
        .find_map(|path| statement.at(path))
        .and_then(|create| create.child(1))
}

fn created_view(statement: Message<'_>) -> Option<Message<'_>> {
    let paths = [path::CREATE_VIEW, path::CREATE_MATERIALIZED_VIEW];
    paths
        .into_iter()
        .find_map(|path| statement.at(path))
        .and_then(|create| create.child(1))
}

fn output_columns(node: Message<'_>, field: u32) -> Vec<Column> {
    let column = |output: Message<'_>| {
        (
            output.text(2).unwrap_or_default().to_owned(),
            output.at(&[3, 4]).map_or(Type::Other(0), type_of),
        )
    };
    node.children(field).map(column).collect()
}

fn column_definitions(node: Message<'_>, field: u32) -> Vec<Column> {
    node.children(field).filter_map(column_definition).collect()
}

fn column_definition(definition: Message<'_>) -> Option<Column> {
    Some((
        definition.text(2)?.to_owned(),
        definition.child(3).map(type_of)?,
    ))
}

fn type_of(message: Message<'_>) -> Type {
    TypeProto::decode(message.bytes()).map_or(Type::Other(0), |proto| Type::from_proto(&proto))
}

fn dotted<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(".")
}
