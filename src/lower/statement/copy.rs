//! COPY → LOAD DATA.
//!
//! `COPY t FROM 's3://b/x' IAM_ROLE default CSV IGNOREHEADER 1` →
//! `LOAD DATA INTO t (…) FROM FILES (format = 'CSV', uris = ['gs://b/x*'], skip_leading_rows = 1, …)`
//!
//! <https://docs.aws.amazon.com/redshift/latest/dg/r_COPY.html>

use super::super::Cx;
use super::super::types::column_type;
use super::copy_options::{Format, LoadOptions};
use crate::bigquery::statement as target;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::statement::{Copy, CopyOption, CopyOptionKind};
use crate::resolve::{OutputColumn, Type};

/// The text columns among the columns that a load fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextColumns {
    /// All of them are text.
    All,
    /// None is.
    None,
    /// Some are, or nobody knows.
    Mixed,
}

impl Cx<'_> {
    /// COPY.
    pub(super) fn copy(&mut self, statement: &Copy) -> Vec<target::Statement> {
        let columns = self.loaded_columns();
        let loads = self.load_options(statement, columns.as_deref());
        // A manifest is one file, anything else the beginning of the names of many.
        let is_manifest = |option: &CopyOption| option.kind == CopyOptionKind::Manifest;
        let suffix = if statement.options.iter().any(is_manifest) {
            ""
        } else {
            "*"
        };
        let uri = self.storage_uri(statement.source, suffix);
        let mut files = vec![("format", self.string(loads.format.name()))];
        let uris = self.out.expr(bq::Expr::Array(vec![uri]), bq::Origin::New);
        files.push(("uris", uris));
        self.null_markers(&loads, columns.as_deref(), &mut files);
        let schema = self.load_schema(statement, columns.as_deref(), &loads);
        if schema.is_empty() && loads.format.is_text() {
            let position = self.string("POSITION");
            files.push(("source_column_match", position));
        }
        files.extend(loads.options);
        if self.is_local(&statement.table) {
            // Google's page has the syntax, and says that temporary tables cannot be loaded.
            let why = "BigQuery may refuse to load files into a temporary table";
            let help = "load into a table that expires";
            self.raise(Code::RS2601, statement.table.span, &[why, help]);
        }
        let node = target::Node::LoadData(target::LoadData {
            temporary: false,
            table: self.table_name(&statement.table),
            columns: schema,
            files,
        });
        self.anew(node)
    }

    /// The columns that the load fills, where the catalog knows the table.
    fn loaded_columns(&self) -> Option<Vec<OutputColumn>> {
        self.facts.target.as_ref()?.receives.clone()
    }

    /// The schema of the load: without one BigQuery guesses names and types.
    fn load_schema(
        &mut self,
        statement: &Copy,
        columns: Option<&[OutputColumn]>,
        loads: &LoadOptions,
    ) -> Vec<(bq::Text, bq::Type)> {
        let named = statement.columns_span;
        let Some(columns) =
            columns.filter(|columns| columns.iter().all(|column| column.ty.is_known()))
        else {
            if let Some(span) = named {
                let table = self.text(statement.table.span);
                self.refuse(Code::RS1102, span, &["a column list", table]);
            } else if loads.format.is_text() {
                self.raise(
                    Code::RS2601,
                    statement.table.span,
                    &[
                        "the columns of the table are not known, so they are matched by position with the file's, and the types are those of the table",
                        "give the table's definition with --schema",
                    ],
                );
            }
            return Vec::new();
        };
        let left_out = self.left_out(columns);
        if !left_out.is_empty() {
            let said = format!(
                "columns that are left out get NULL, not their default: {}",
                left_out.join(", ")
            );
            self.raise(
                Code::RS2601,
                named.unwrap_or(statement.table.span),
                &[&said, "load into a staging table and insert from it"],
            );
        }
        self.read_values(statement, columns, loads);
        columns
            .iter()
            .filter_map(|column| {
                let name = super::super::names::column_name(column)?;
                Some((bq::Text::from(name), column_type(column.ty)?))
            })
            .collect()
    }

    /// The columns that get no value, and have another default than NULL.
    fn left_out(&self, loaded: &[OutputColumn]) -> Vec<String> {
        let target = self.facts.target.as_ref();
        let all = target.map_or(&[][..], |target| target.columns.known());
        all.iter()
            .filter(|column| column.flags.default || column.flags.identity)
            .filter(|column| loaded.iter().all(|given| given.name != column.name))
            .filter_map(super::super::names::column_name)
            .collect()
    }

    /// What reads as NULL: `\N` in Redshift, and an empty field of every type but text.
    fn null_markers(
        &mut self,
        loads: &LoadOptions,
        columns: Option<&[OutputColumn]>,
        files: &mut target::Options,
    ) {
        if !loads.format.is_csv() {
            return;
        }
        let marker = loads.null_as.clone().unwrap_or_else(|| "\\N".to_owned());
        let text = if loads.empty_as_null {
            TextColumns::None
        } else {
            text_columns(columns)
        };
        if text == TextColumns::Mixed {
            self.raise(
                Code::RS2601,
                loads.format_span,
                &[
                    "an empty field becomes NULL in every column, in Redshift only in those that are not text",
                    "add EMPTYASNULL if that is meant, or load into a staging table of strings",
                ],
            );
        }
        let value = self.string(&marker);
        if text == TextColumns::All || marker.is_empty() {
            files.push(("null_marker", value));
            return;
        }
        let empty = self.string("");
        let markers = self
            .out
            .expr(bq::Expr::Array(vec![value, empty]), bq::Origin::New);
        files.push(("null_markers", markers));
    }
}

fn text_columns(columns: Option<&[OutputColumn]>) -> TextColumns {
    let Some(columns) = columns else {
        return TextColumns::Mixed;
    };
    let texts = columns
        .iter()
        .filter(|column| column.ty.is_string())
        .count();
    let unknown = columns.iter().any(|column| column.ty == Type::Unknown);
    match texts {
        _ if unknown || columns.is_empty() => TextColumns::Mixed,
        0 => TextColumns::None,
        n if n == columns.len() => TextColumns::All,
        _ => TextColumns::Mixed,
    }
}

impl Format {
    /// The name of the format in BigQuery.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Delimited | Self::Csv => "CSV",
            Self::Json => "JSON",
            Self::Parquet => "PARQUET",
            Self::Orc => "ORC",
            Self::Avro => "AVRO",
        }
    }

    /// CSV in BigQuery.
    pub(super) fn is_csv(self) -> bool {
        matches!(self, Self::Delimited | Self::Csv)
    }

    /// Columns are matched by position.
    pub(super) fn is_text(self) -> bool {
        self.is_csv()
    }
}
