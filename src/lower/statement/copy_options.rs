//! The options of COPY, each mapped to an option of LOAD DATA or answered with a code.
//!
//! `DELIMITER ',' IGNOREHEADER 1 MAXERROR 10` → `field_delimiter = ',', skip_leading_rows = 1, max_bad_records = 10`

use super::super::Cx;
use super::super::literal::datetime_format::{self, LoadFormat};
use super::super::literal::string_literal;
use crate::bigquery::statement as target;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::statement::{Copy, CopyOption, CopyOptionKind as Kind};
use crate::resolve::{OutputColumn, Type};
use crate::span::Span;

/// The most errors that IGNOREALLERRORS stands for.
const ALL_ERRORS: &str = "2147483647";

/// The format of the files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Format {
    /// Text with a delimiter and without quotes: what COPY reads without a format.
    #[default]
    Delimited,
    /// CSV.
    Csv,
    /// JSON, an object a line.
    Json,
    /// Parquet.
    Parquet,
    /// ORC.
    Orc,
    /// Avro.
    Avro,
}

/// What the options say.
#[derive(Debug, Default)]
pub(super) struct LoadOptions {
    /// The format.
    pub format: Format,
    /// Where it is said, else the statement.
    pub format_span: Span,
    /// NULL AS.
    pub null_as: Option<String>,
    /// EMPTYASNULL.
    pub empty_as_null: bool,
    /// The options of LOAD DATA.
    pub options: target::Options,
    /// DELIMITER is given.
    delimited: bool,
    /// QUOTE or REMOVEQUOTES is given.
    quoted: bool,
}

/// The options that name the format of the files.
const FORMATS: [(Kind, Format); 5] = [
    (Kind::Csv, Format::Csv),
    (Kind::Json, Format::Json),
    (Kind::Parquet, Format::Parquet),
    (Kind::Orc, Format::Orc),
    (Kind::Avro, Format::Avro),
];

impl Cx<'_> {
    /// Reads the options of COPY.
    pub(super) fn load_options(
        &mut self,
        statement: &Copy,
        columns: Option<&[OutputColumn]>,
    ) -> LoadOptions {
        let mut loads = LoadOptions {
            format_span: statement.table.span,
            ..LoadOptions::default()
        };
        for option in &statement.options {
            self.load_format(option, &mut loads);
        }
        for option in &statement.options {
            self.load_option(option, columns, &mut loads);
        }
        self.load_defaults(columns, &mut loads);
        loads
    }

    fn load_format(&mut self, option: &CopyOption, loads: &mut LoadOptions) {
        let known = FORMATS.iter().find(|(kind, _)| *kind == option.kind);
        let Some((_, format)) = known.copied() else {
            return;
        };
        loads.format = format;
        loads.format_span = option.span;
        if matches!(format, Format::Json | Format::Avro) {
            let mode = option
                .value
                .and_then(|value| self.string_at(value))
                .unwrap_or_default();
            let is_auto = mode.is_empty() || mode.to_lowercase().starts_with("auto");
            let is_template = string_literal::has_placeholder(&mode) || mode.starts_with('{');
            if !is_auto && is_template {
                self.option_differs(
                    option,
                    "the template must give 'auto'; a file of JSON paths has no equivalent",
                );
            } else if !is_auto {
                self.no_option(
                    option,
                    "load a single JSON column and take the fields out of it",
                );
            }
        }
    }

    /// What a format needs beside its own options.
    fn load_defaults(&mut self, columns: Option<&[OutputColumn]>, loads: &mut LoadOptions) {
        match loads.format {
            Format::Delimited => {
                if !loads.delimited {
                    self.push_text(loads, "field_delimiter", "|");
                }
                if !loads.quoted {
                    self.push_text(loads, "quote", "");
                }
            }
            Format::Csv => self.push_flag(loads, "allow_quoted_newlines"),
            Format::Json => self.push_flag(loads, "ignore_unknown_values"),
            Format::Avro => self.push_flag(loads, "enable_logical_types"),
            Format::Parquet | Format::Orc => {
                self.raise(
                    Code::RS2601,
                    loads.format_span,
                    &[
                        "columns are matched by name, in Redshift by position",
                        "check that the files name their columns like the table",
                    ],
                );
                let big = columns.unwrap_or_default().iter().any(|column| {
                    matches!(column.ty, Type::Decimal { precision, scale } if !super::super::types::is_numeric(precision, scale))
                });
                if big {
                    let names = vec![self.string("NUMERIC"), self.string("BIGNUMERIC")];
                    let value = self.out.expr(bq::Expr::Array(names), bq::Origin::New);
                    loads.options.push(("decimal_target_types", value));
                }
            }
        }
    }

    fn load_option(
        &mut self,
        option: &CopyOption,
        columns: Option<&[OutputColumn]>,
        loads: &mut LoadOptions,
    ) {
        let word = self.option_word(option);
        let value = option.value.and_then(|value| self.string_at(value));
        match option.kind {
            Kind::Csv | Kind::Json | Kind::Parquet | Kind::Orc | Kind::Avro => {}
            Kind::IamRole
            | Kind::Credentials
            | Kind::AccessKeyId
            | Kind::SecretAccessKey
            | Kind::SessionToken => {
                self.raise(Code::RS5003, option.span, &[&word]);
            }
            Kind::Region
            | Kind::CompRows
            | Kind::CompUpdate
            | Kind::StatUpdate
            | Kind::ReadRatio
            | Kind::ExplicitIds => {
                self.raise(Code::RS5002, option.span, &[&word]);
            }
            // What BigQuery does by itself.
            Kind::RoundEc => {}
            Kind::Manifest => {
                self.push_text(loads, "file_set_spec_type", "NEW_LINE_DELIMITED_MANIFEST");
                self.option_differs(
                    option,
                    "the manifest must be a list of addresses, one a line, not JSON",
                );
            }
            Kind::Delimiter => {
                loads.delimited = true;
                if value.is_some_and(|value| value.len() > 1) {
                    self.no_option(option, "a delimiter is one byte: write the files with one");
                }
                self.push_option(loads, "field_delimiter", option);
            }
            Kind::Quote => {
                loads.quoted = true;
                loads.options.retain(|(name, _)| *name != "quote");
                self.push_option(loads, "quote", option);
            }
            Kind::RemoveQuotes => {
                if !loads.quoted {
                    self.push_text(loads, "quote", "\"");
                }
                loads.quoted = true;
                self.option_differs(
                    option,
                    "only double quotes are taken off, in Redshift single ones too",
                );
            }
            Kind::Gzip if loads.format.is_csv() || loads.format == Format::Json => {
                self.push_text(loads, "compression", "GZIP")
            }
            Kind::Gzip => self.raise(Code::RS5002, option.span, &[&word]),
            Kind::IgnoreHeader => self.push_number(loads, "skip_leading_rows", option),
            Kind::MaxError => self.push_number(loads, "max_bad_records", option),
            Kind::IgnoreAllErrors => {
                let all = self.integer(ALL_ERRORS);
                loads.options.push(("max_bad_records", all));
            }
            Kind::FillRecord if loads.format.is_csv() => {
                self.push_flag(loads, "allow_jagged_rows");
                self.option_differs(
                    option,
                    "missing trailing fields are NULL, in Redshift empty text in text columns",
                );
            }
            Kind::FillRecord => self.raise(Code::RS5002, option.span, &[&word]),
            Kind::EmptyAsNull => loads.empty_as_null = true,
            Kind::NullAs => match value {
                Some(value) => self.null_as(option, value, loads),
                None => self.no_option(option, "write the text in place"),
            },
            Kind::DateFormat => self.date_format(option, value.as_deref(), loads),
            Kind::TimeFormat => self.time_format(option, value.as_deref(), columns, loads),
            Kind::Encoding => self.encoding(option, loads),
            Kind::AcceptAnyDate => self.option_differs(
                option,
                "a value that is no date fails the load, in Redshift it becomes NULL",
            ),
            Kind::AcceptInvChars => self.option_differs(
                option,
                "invalid characters become U+FFFD, in Redshift the given character",
            ),
            Kind::BlanksAsNull => self.option_differs(
                option,
                "fields of blanks stay as they are, in Redshift they become NULL",
            ),
            Kind::TrimBlanks => self.option_differs(
                option,
                "trailing blanks stay, in Redshift they are taken off",
            ),
            Kind::TruncateColumns => self.option_differs(
                option,
                "text that is longer than its column is loaded whole, in Redshift it is cut",
            ),
            Kind::IgnoreBlankLines => {
                self.option_differs(option, "a blank line counts as a row with a missing field")
            }
            Kind::Escape => self.option_differs(
                option,
                "backslashes before special characters are not taken off; write the files as CSV with quotes",
            ),
            Kind::FixedWidth => self.no_option(
                option,
                "load each line as one text column and cut it with SUBSTR",
            ),
            Kind::Shapefile | Kind::Simplify => {
                self.no_option(option, "convert the files to GeoJSON")
            }
            Kind::SerializeToJson => self.no_option(option, "load the nested columns as they are"),
            Kind::Bzip2 | Kind::Lzop | Kind::Zstd => {
                self.push_text(loads, "compression", "GZIP");
                self.option_differs(
                    option,
                    "BigQuery reads GZIP only; compress the files anew when they are copied to Cloud Storage",
                );
            }
            Kind::Encrypted => self.option_differs(
                option,
                "BigQuery has no key for the files; decrypt them when they are copied to Cloud Storage",
            ),
            Kind::MasterSymmetricKey => self.raise(Code::RS5003, option.span, &[&word]),
            Kind::Ssh => self.no_option(
                option,
                "write what the commands of the hosts print to files in Cloud Storage first",
            ),
            Kind::NoLoad => self.no_option(option, "there is no dry run of files"),
            Kind::JobCreate | Kind::UsingTemplate => {
                self.no_option(option, "use the BigQuery Data Transfer Service")
            }
            Kind::Placeholder => self.no_option(option, "write the options in place"),
            Kind::PartitionBy
            | Kind::ManifestVerbose
            | Kind::Header
            | Kind::EncryptedAuto
            | Kind::KmsKeyId
            | Kind::AddQuotes
            | Kind::AllowOverwrite
            | Kind::CleanPath
            | Kind::Parallel
            | Kind::MaxFileSize
            | Kind::RowGroupSize
            | Kind::Extension
            | Kind::Include => self.no_option(option, "it is an option of UNLOAD"),
        }
    }

    fn date_format(&mut self, option: &CopyOption, value: Option<&str>, loads: &mut LoadOptions) {
        match value {
            Some(format) => self.push_format(option, format, &["date_format"], loads),
            None => self.no_option(option, "write the format in place"),
        }
    }

    fn time_format(
        &mut self,
        option: &CopyOption,
        value: Option<&str>,
        columns: Option<&[OutputColumn]>,
        loads: &mut LoadOptions,
    ) {
        let has =
            |ty: Type| columns.is_none_or(|columns| columns.iter().any(|column| column.ty == ty));
        match value {
            Some(format) => {
                let mut names = Vec::new();
                if has(Type::Timestamp) {
                    names.push("datetime_format");
                }
                if has(Type::TimestampTz) {
                    names.push("timestamp_format");
                }
                self.push_format(option, format, &names, loads);
            }
            None => self.no_option(option, "write the format in place"),
        }
    }

    fn push_format(
        &mut self,
        option: &CopyOption,
        format: &str,
        names: &[&'static str],
        loads: &mut LoadOptions,
    ) {
        match datetime_format::copy_format(format) {
            Ok(LoadFormat::Elements { format, differs }) => {
                for name in names {
                    self.push_text(loads, name, &format);
                }
                for said in &differs {
                    self.option_differs(option, &said.why);
                }
            }
            Ok(LoadFormat::Auto) => {
                self.option_differs(
                    option,
                    "dates and times must be in BigQuery's own format, in Redshift in many",
                );
            }
            Ok(LoadFormat::EpochSeconds | LoadFormat::EpochMilliseconds) => {
                self.no_option(
                    option,
                    "load the number and convert it with TIMESTAMP_SECONDS or TIMESTAMP_MILLIS",
                );
            }
            Err(error) => {
                let span = option.value.unwrap_or(option.span);
                let code = Code::parse(error.code).unwrap_or(Code::RS1201);
                let at = self.inside_string(span, &error);
                let element = format.get(error.at.clone()).unwrap_or(format).to_owned();
                self.refuse(code, at, &[&element, &error.why]);
            }
        }
    }

    fn encoding(&mut self, option: &CopyOption, loads: &mut LoadOptions) {
        let name = option
            .value
            .map_or("", |value| self.text(value))
            .trim_matches('\'')
            .to_uppercase();
        match name.as_str() {
            "UTF8" | "UTF-8" => {}
            "UTF16LE" => self.push_text(loads, "encoding", "UTF-16LE"),
            "UTF16BE" => self.push_text(loads, "encoding", "UTF-16BE"),
            "UTF16" => {
                self.push_text(loads, "encoding", "UTF-16LE");
                self.option_differs(
                    option,
                    "the byte order mark does not choose the order: files that begin with FE FF need UTF-16BE",
                );
            }
            "ISO88591" => self.push_text(loads, "encoding", "ISO-8859-1"),
            _other => self.no_option(option, "name the byte order: UTF16LE or UTF16BE"),
        }
    }

    fn push_text(&mut self, loads: &mut LoadOptions, name: &'static str, value: &str) {
        let value = self.string(value);
        loads.options.push((name, value));
    }

    /// NULL AS: a marker written as `'\N'` is the one that Redshift has by itself, not the letter that a constant with a
    /// backslash would be.
    fn null_as(&mut self, option: &CopyOption, marker: String, loads: &mut LoadOptions) {
        let default = option.value.map(|span| self.text(span)) == Some("'\\N'");
        if marker.contains('\0') {
            self.push_flag(loads, "preserve_ascii_control_characters");
        }
        loads.null_as = (!default).then_some(marker);
    }

    fn push_flag(&mut self, loads: &mut LoadOptions, name: &'static str) {
        let value = self.truth();
        loads.options.push((name, value));
    }

    /// TRUE, made anew.
    pub(super) fn truth(&mut self) -> bq::ExprId {
        self.out.expr(
            bq::Expr::Literal(bq::Literal::Bool, "TRUE".into()),
            bq::Origin::New,
        )
    }

    /// A string option: the value, or the template that fills it.
    fn push_option(&mut self, loads: &mut LoadOptions, name: &'static str, option: &CopyOption) {
        let value = self.option_value(option);
        match value {
            Some(value) => loads.options.push((name, value)),
            None => self.no_option(option, "write the value in place"),
        }
    }

    fn push_number(&mut self, loads: &mut LoadOptions, name: &'static str, option: &CopyOption) {
        let Some(span) = option.value else {
            return self.no_option(option, "write the number in place");
        };
        let text = self.text(span).trim_matches('\'').to_owned();
        let value = if text.bytes().all(|byte| byte.is_ascii_digit()) {
            self.integer(text)
        } else {
            self.out
                .expr(bq::Expr::Placeholder(span), bq::Origin::Same(span))
        };
        loads.options.push((name, value));
    }
}
