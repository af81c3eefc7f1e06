//! Schema files: DDL, or the columns of `SVV_COLUMNS`, `SVV_REDSHIFT_COLUMNS`, `information_schema.columns` or `pg_table_def`
//! as CSV.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::FunctionTypes;
use super::catalog::{Catalog, Table};
use super::columns::{Columns, OutputColumn};
use super::names;
use super::resolver::resolve_statement;
use super::types::Type;
use crate::diagnostic::Diagnostic;
use crate::options::Options;
use crate::redshift::statement::Node;
use crate::redshift::{lexer, parse};
use crate::source::SourceText;
use crate::span::Span;
use crate::stack::on_deep_stack;

/// What is wrong with a schema file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SchemaError {
    /// A statement of a DDL file that is not understood.
    #[error("line {line}: {message}")]
    Statement {
        /// The line of what is not understood, from 1.
        line: u32,
        /// What is wrong there.
        message: String,
    },
    /// The header of a CSV file lacks a column.
    #[error("the header has no column {column}")]
    Header {
        /// The name that is missing.
        column: &'static str,
    },
    /// A record of a CSV file that cannot be read.
    #[error("{message}")]
    Record {
        /// What is wrong with it, and where.
        message: String,
    },
}

/// The columns that a CSV file may have: what each is, and the names that the system views give it.
const FIELDS: &[(Field, &[&str])] = &[
    (
        Field::Schema,
        &["table_schema", "schema_name", "schemaname"],
    ),
    (Field::Table, &["table_name", "tablename"]),
    (Field::Column, &["column_name", "column"]),
    (Field::Position, &["ordinal_position"]),
    (Field::Type, &["data_type", "type"]),
    (Field::Length, &["character_maximum_length"]),
    (Field::Precision, &["numeric_precision"]),
    (Field::Scale, &["numeric_scale"]),
    (Field::Nullable, &["is_nullable"]),
    (Field::NotNull, &["notnull"]),
    (Field::Default, &["column_default"]),
];

/// The fields without which a CSV file says nothing.
const REQUIRED: &[Field] = &[Field::Table, Field::Column, Field::Type];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Schema,
    Table,
    Column,
    Position,
    Type,
    Length,
    Precision,
    Scale,
    Nullable,
    NotNull,
    Default,
}

/// The tables of a file, each with its columns by position.
type Tables = BTreeMap<(String, String), Vec<(u32, OutputColumn)>>;

impl Catalog {
    /// Learns from the statements of a DDL file, and gives an error for each that is not understood. A small stack is enough:
    /// the work grows its own.
    pub fn add_ddl(&mut self, text: &str, functions: &dyn FunctionTypes) -> Vec<SchemaError> {
        on_deep_stack(|| self.add_ddl_here(text, functions))
    }

    fn add_ddl_here(&mut self, text: &str, functions: &dyn FunctionTypes) -> Vec<SchemaError> {
        let source = SourceText::from(text);
        let mut errors = Vec::new();
        let lexed = lexer::lex(text);
        let max_nesting = Options::default().max_nesting;
        for parsed in parse::statements(text, &lexed, max_nesting) {
            let statement = parsed.statement;
            if matches!(statement.node, Node::Error) {
                errors.push(not_understood(
                    &source,
                    statement.span,
                    parsed.diagnostic.as_ref(),
                ));
            }
            let facts = resolve_statement(&source, &statement, self, functions);
            self.apply(&source, &statement, &facts);
        }
        errors
    }

    /// Learns from the columns in a CSV file with a header. A table in it replaces what was known of it.
    pub fn add_csv(&mut self, text: &str) -> Result<(), SchemaError> {
        let text = text.trim_start_matches('\u{feff}');
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let header = Header::new(reader.headers().map_err(record_error)?)?;
        let mut tables = Tables::new();
        for record in reader.records() {
            header.read(&record.map_err(record_error)?, &mut tables)?;
        }
        for ((schema, name), mut columns) in tables {
            columns.sort_by_key(|(position, _)| *position);
            let columns = columns.into_iter().map(|(_, column)| column).collect();
            let table = Table {
                columns: Columns::complete(columns),
                ..Table::default()
            };
            if schema.is_empty() {
                self.define(&[Cow::Owned(name)], table);
            } else {
                self.define(&[Cow::Owned(schema), Cow::Owned(name)], table);
            }
        }
        Ok(())
    }
}

fn not_understood(source: &SourceText, span: Span, why: Option<&Diagnostic>) -> SchemaError {
    let (line, _) = source.line_column(why.map_or(span, |why| why.span).start);
    let message = match why.map(|why| (why.message(), why.help())) {
        None => "the statement is not understood".to_owned(),
        Some((message, None)) => message,
        Some((message, Some(help))) => format!("{message} ({help})"),
    };
    SchemaError::Statement { line, message }
}

fn record_error(error: csv::Error) -> SchemaError {
    SchemaError::Record {
        message: error.to_string(),
    }
}

/// Which field stands where.
struct Header {
    fields: Vec<Option<Field>>,
}

impl Header {
    fn new(names: &csv::StringRecord) -> Result<Self, SchemaError> {
        let field = |name: &str| {
            let name = names::fold(name);
            FIELDS
                .iter()
                .find(|(_, names)| names.contains(&name.as_ref()))
                .map(|(field, _)| *field)
        };
        let fields: Vec<_> = names.iter().map(field).collect();
        for (field, names) in FIELDS {
            if REQUIRED.contains(field) && !fields.contains(&Some(*field)) {
                return Err(SchemaError::Header {
                    column: names.first().copied().unwrap_or_default(),
                });
            }
        }
        Ok(Self { fields })
    }

    fn get<'a>(&self, record: &'a csv::StringRecord, field: Field) -> Option<&'a str> {
        let position = self.fields.iter().position(|found| *found == Some(field))?;
        record.get(position).filter(|text| !text.is_empty())
    }

    /// Records that end before they name a type are cut off.
    fn whole(&self, record: &csv::StringRecord) -> Result<(), SchemaError> {
        let is_required =
            |field: &Option<Field>| field.is_some_and(|field| REQUIRED.contains(&field));
        if self.fields.iter().skip(record.len()).any(is_required) {
            let line = record.position().map_or(0, csv::Position::line);
            return Err(SchemaError::Record {
                message: format!("line {line}: the record ends before its type"),
            });
        }
        Ok(())
    }

    fn read(&self, record: &csv::StringRecord, tables: &mut Tables) -> Result<(), SchemaError> {
        self.whole(record)?;
        let text = |field| self.get(record, field);
        let number = |field| text(field).and_then(|text| text.parse::<u32>().ok());
        let (Some(table), Some(name)) = (text(Field::Table), text(Field::Column)) else {
            return Ok(());
        };
        let schema = text(Field::Schema).map(names::fold).unwrap_or_default();
        let columns = tables
            .entry((schema.into_owned(), names::fold(table).into_owned()))
            .or_default();
        let mut column = OutputColumn::default();
        column.rename(Some(&names::fold(name)), name);
        column.ty = text(Field::Type).map_or(Type::Unknown, |ty| {
            column_type(
                ty,
                number(Field::Length),
                number(Field::Precision),
                number(Field::Scale),
            )
        });
        let is = |field, words: &[&str]| {
            text(field).is_some_and(|text| words.contains(&names::fold(text).as_ref()))
        };
        column.flags.not_null =
            is(Field::Nullable, &["no", "f", "false"]) || is(Field::NotNull, &["t", "true", "yes"]);
        if let Some(default) = text(Field::Default) {
            let default = names::fold(default);
            // `default_identity(…)` is that of GENERATED BY DEFAULT.
            column.flags.identity =
                default.contains("identity") && !default.contains("default_identity");
            column.flags.default = !column.flags.identity;
        }
        let next = u32::try_from(columns.len()).unwrap_or(u32::MAX);
        columns.push((number(Field::Position).unwrap_or(next), column));
        Ok(())
    }
}

/// A type as a system view prints it: `numeric(10,2)`, `character varying` with its length in another field.
fn column_type(
    text: &str,
    length: Option<u32>,
    precision: Option<u32>,
    scale: Option<u32>,
) -> Type {
    let folded = text.to_ascii_lowercase();
    let (before, rest) = folded.split_once('(').unwrap_or((&folded, ""));
    let (args, after) = rest.split_once(')').unwrap_or((rest, ""));
    let words: Vec<&str> = before
        .split_whitespace()
        .chain(after.split_whitespace())
        .collect();
    let mut args = args.split(',').map(|arg| arg.trim().parse::<u32>().ok());
    let (first, second) = (args.next().flatten(), args.next().flatten());
    Type::from_catalog_name(
        &words.join(" "),
        first.or(length),
        first.or(precision),
        second.or(scale),
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;

    fn column(catalog: &Catalog, table: &[&str], name: &str) -> OutputColumn {
        let parts: Vec<Cow<'_, str>> = table.iter().map(|part| Cow::Borrowed(*part)).collect();
        let (_, table) = catalog.find(&parts).unwrap();
        table.columns.get(name).unwrap().clone()
    }

    #[test]
    fn information_schema() {
        let mut catalog = Catalog::new();
        let text = "table_schema,table_name,column_name,ordinal_position,data_type,character_maximum_length,numeric_precision,numeric_scale,is_nullable\n\
            public,\"Orders\",Note,2,character varying,\"200\",,,YES\n\
            public,orders,id,1,integer,,32,0,NO\n\
            public,orders,total,3,numeric,,12,2,YES\n";
        catalog.add_csv(text).unwrap();
        assert_eq!(column(&catalog, &["orders"], "id").ty, Type::Integer);
        assert!(column(&catalog, &["orders"], "id").flags.not_null);
        let note = column(&catalog, &["public", "orders"], "note");
        assert_eq!(note.ty, Type::Varchar(Some(200)));
        assert_eq!(note.spelling(), Some("Note"));
        let total = column(&catalog, &["orders"], "total");
        assert_eq!(
            total.ty,
            Type::Decimal {
                precision: 12,
                scale: 2
            }
        );
        let (_, table) = catalog.find(&[Cow::Borrowed("orders")]).unwrap();
        assert_eq!(table.columns.position("id"), Some(0));
    }

    #[test]
    fn types_with_arguments() {
        assert_eq!(
            column_type("NUMERIC(10, 2)", None, None, None),
            Type::Decimal {
                precision: 10,
                scale: 2
            }
        );
        assert_eq!(
            column_type("character varying(9)", None, None, None),
            Type::Varchar(Some(9))
        );
        assert_eq!(
            column_type("timestamp(6) without time zone", None, None, None),
            Type::Timestamp
        );
        assert_eq!(column_type("numeric", None, None, None), Type::Unknown);
        assert_eq!(column_type("uuid", None, None, None), Type::Unknown);
    }

    #[test]
    fn errors_name_their_line() {
        let text = "table_name,column_name,data_type\nt,a,integer\nt,b\n";
        let error = Catalog::new().add_csv(text).unwrap_err();
        assert_eq!(error.to_string(), "line 3: the record ends before its type");
        let text = "CREATE TABLE t (a int);\nCREATE TABEL u (b int);";
        let errors = Catalog::new().add_ddl(text, &crate::functions::Table);
        let shown: Vec<String> = errors.iter().map(ToString::to_string).collect();
        assert_eq!(shown.len(), 1);
        assert!(
            shown
                .iter()
                .all(|error| error.starts_with("line 2: ") && error.contains("TABLE")),
            "{shown:?}"
        );
    }

    #[test]
    fn header_must_name_the_columns() {
        assert_eq!(
            Catalog::new().add_csv("a,b\n1,2\n"),
            Err(SchemaError::Header {
                column: "table_name"
            })
        );
    }
}
