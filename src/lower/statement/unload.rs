//! UNLOAD → EXPORT DATA, with its inner query translated too.
//!
//! `UNLOAD ('SELECT nvl(a, ''x'') FROM t') TO 's3://b/p_' IAM_ROLE default FORMAT PARQUET` →
//! `EXPORT DATA OPTIONS (uri = 'gs://b/p_*', format = 'PARQUET') AS SELECT coalesce(a, 'x') FROM t`
//!
//! <https://docs.aws.amazon.com/redshift/latest/dg/r_UNLOAD.html>

use super::super::literal::string_literal;
use super::super::{Cx, Input, lower};
use super::file_options::EXPORT;
use crate::bigquery::emit;
use crate::bigquery::statement as target;
use crate::bigquery::tree as bq;
use crate::diagnostic::{Class, Code};
use crate::options::Layout;
use crate::redshift::lexer;
use crate::redshift::parse;
use crate::redshift::statement::{CopyOption, CopyOptionKind as Kind, Node, Unload, into_of};
use crate::redshift::token::TokenKind;
use crate::redshift::tree::Ident;
use crate::resolve::{OutputColumn, resolve_statement};
use crate::source::SourceText;
use crate::span::{Span, offset};

/// What the options say.
#[derive(Debug, Default)]
struct ExportOptions {
    format: Option<&'static str>,
    delimiter: Option<bq::ExprId>,
    gzip: bool,
    extension: String,
    /// PARTITION BY, with its columns.
    parts: Option<Vec<bq::Text>>,
    /// INCLUDE: the columns stand in the files too.
    keep: bool,
    options: target::Options,
}

impl Cx<'_> {
    /// UNLOAD.
    pub(super) fn unload(&mut self, statement: &Unload) -> Vec<target::Statement> {
        let mut exports = ExportOptions::default();
        for option in &statement.options {
            self.export_option(option, &mut exports);
        }
        let format = exports.format.unwrap_or("CSV");
        let has_names =
            format != "CSV" || exports.options.iter().any(|(name, _)| *name == "header");
        let query = self.unloaded_query(statement, has_names);
        let suffix = format!("*{}", exports.extension);
        let base = match exports.parts {
            Some(_) => {
                let ends = self
                    .text(statement.target)
                    .trim_end_matches('\'')
                    .ends_with('/');
                self.storage_uri(statement.target, if ends { "" } else { "/" })
            }
            None => self.storage_uri(statement.target, &suffix),
        };
        let mut options = vec![("format", self.string(format))];
        if exports.format.is_none() {
            let pipe = self.string("|");
            options.push(("field_delimiter", exports.delimiter.unwrap_or(pipe)));
            self.raise(
                Code::RS2603,
                statement.target,
                &[
                    "fields that hold the delimiter, a quote or a line end are quoted, in Redshift they are not",
                    "check the readers of the files",
                ],
            );
        } else {
            options.extend(
                exports
                    .delimiter
                    .map(|delimiter| ("field_delimiter", delimiter)),
            );
        }
        if exports.gzip {
            options.push(("compression", self.string("GZIP")));
        }
        options.extend(exports.options);
        let Some((query, columns)) = query else {
            return Vec::new();
        };
        self.written_values(format, &columns, statement.target);
        match exports.parts {
            Some(columns) => {
                let tail = self.string(&format!("/{suffix}"));
                self.anew(target::Node::ExportParts(target::ExportParts {
                    columns,
                    keep: exports.keep,
                    base,
                    tail,
                    options,
                    query,
                }))
            }
            None => {
                options.insert(0, ("uri", base));
                self.anew(target::Node::ExportData { options, query })
            }
        }
    }

    /// The query in the string, translated as a statement of its own, and the columns that it gives.
    fn unloaded_query(
        &mut self,
        statement: &Unload,
        named: bool,
    ) -> Option<(String, Vec<OutputColumn>)> {
        let token = statement.query;
        let text = self.text(token);
        let inner = if statement.bare {
            text.to_owned()
        } else {
            match string_literal::decode(text) {
                Ok(inner) => inner,
                Err(error) => {
                    self.refuse(Code::RS1204, token, &[&error.why]);
                    return None;
                }
            }
        };
        let place = |span: Span| {
            let range = string_literal::source_range(text, span.range());
            Span::new(
                token.start + offset(range.start),
                token.start + offset(range.end),
            )
        };
        let lexed = lexer::lex(&inner);
        let source = SourceText::new(inner);
        let mut statements = parse::statements(source.as_str(), &lexed, self.options.max_nesting);
        let Some(parsed) = statements.next() else {
            self.refuse(Code::RS1601, token, &["an empty query", EXPORT]);
            return None;
        };
        if let Some(error) = parsed.diagnostic {
            let args: Vec<&str> = error.args.iter().map(String::as_str).collect();
            self.refuse(error.code, place(error.span), &args);
            return None;
        }
        let (Node::Query(query), None) = (&parsed.statement.node, statements.next()) else {
            self.refuse(Code::RS1601, token, &["anything but one query", EXPORT]);
            return None;
        };
        if into_of(&parsed.statement.tree, *query) {
            self.refuse(Code::RS1601, token, &["SELECT … INTO", EXPORT]);
            return None;
        }
        let facts = resolve_statement(
            &source,
            &parsed.statement,
            self.catalog,
            &crate::functions::Table,
        );
        let input = Input {
            source: &source,
            tokens: lexed.tokens.get(parsed.tokens.clone()).unwrap_or_default(),
            statement: &parsed.statement,
            facts: &facts,
            catalog: self.catalog,
            options: self.options,
            named,
        };
        let lowered = lower(&input, bq::Tree::default());
        for diagnostic in &lowered.diagnostics {
            let args: Vec<&str> = diagnostic.args.iter().map(String::as_str).collect();
            if diagnostic.class() == Class::Refused && lowered.refused {
                self.refuse(diagnostic.code, place(diagnostic.span), &args);
            } else {
                self.raise(diagnostic.code, place(diagnostic.span), &args);
            }
        }
        let comments = crate::translate::emit_comments(&lexed);
        let whole = parsed.statement.span;
        let (before, rest) =
            comments.split_at(comments.partition_point(|comment| comment.span.start < whole.start));
        let (inside, after) =
            rest.split_at(rest.partition_point(|comment| comment.span.start < whole.end));
        let mut text = String::new();
        emit::copy_between(&source, before, Span::new(0, whole.start), &mut text);
        let emitted = match self.options.layout {
            Layout::Preserve => emit::preserve(&lowered.output, &source, inside, true),
            Layout::Pretty => emit::pretty(&lowered.output, &source, inside, true),
        };
        text.push_str(&emitted.text);
        if let Some(last) = after.last() {
            emit::copy_between(
                &source,
                after,
                Span::new(whole.end, last.span.end),
                &mut text,
            );
            text.push('\n');
        }
        self.inner = Some((lowered.output, source));
        let columns = facts.outputs(*query).unwrap_or_default().to_vec();
        Some((text.trim_start().to_owned(), columns))
    }

    fn export_option(&mut self, option: &CopyOption, exports: &mut ExportOptions) {
        let word = self.option_word(option);
        match option.kind {
            Kind::IamRole
            | Kind::Credentials
            | Kind::AccessKeyId
            | Kind::SecretAccessKey
            | Kind::SessionToken => {
                self.raise(Code::RS5003, option.span, &[&word]);
            }
            Kind::Region
            | Kind::RowGroupSize
            | Kind::MaxFileSize
            | Kind::EncryptedAuto
            | Kind::Encrypted
            | Kind::KmsKeyId => {
                self.raise(Code::RS5002, option.span, &[&word]);
            }
            Kind::Csv => exports.format = Some("CSV"),
            Kind::Parquet => exports.format = Some("PARQUET"),
            Kind::Json => exports.format = Some("JSON"),
            Kind::Delimiter => exports.delimiter = self.option_value(option),
            Kind::Header => {
                let value = self.truth();
                exports.options.push(("header", value));
            }
            Kind::Gzip => exports.gzip = true,
            Kind::AllowOverwrite => {
                let value = self.truth();
                exports.options.push(("overwrite", value));
            }
            Kind::CleanPath => {
                let value = self.truth();
                exports.options.push(("overwrite", value));
                self.option_differs(
                    option,
                    "files that are there already are not deleted, only written over",
                );
            }
            Kind::Parallel => {
                let off = option.value.is_some_and(|value| {
                    matches!(self.text(value).to_uppercase().as_str(), "OFF" | "FALSE")
                });
                if off {
                    self.option_differs(
                        option,
                        "the number of files is BigQuery's choice, and only ORDER BY orders them",
                    );
                }
            }
            Kind::Manifest | Kind::ManifestVerbose => {
                self.option_differs(option, "no manifest is written")
            }
            Kind::AddQuotes => self.option_differs(option, "only fields that need quotes get them"),
            Kind::Extension => {
                let value = option
                    .value
                    .and_then(|value| self.string_at(value))
                    .unwrap_or_default();
                exports.extension = format!(".{}", value.trim_start_matches('.'));
            }
            Kind::NullAs => {
                let value = option.value.and_then(|value| self.string_at(value));
                if value.as_deref() != Some("") {
                    self.option_differs(option, "NULL is written as an empty field");
                }
            }
            Kind::PartitionBy => self.export_in_parts(option, exports),
            Kind::Include => exports.keep = true,
            Kind::Escape => self.option_differs(
                option,
                "special characters are quoted, not escaped with a backslash",
            ),
            Kind::FixedWidth => self.no_option(option, "build the line with RPAD and CONCAT"),
            Kind::Bzip2 | Kind::Zstd | Kind::Lzop => {
                exports.gzip = true;
                self.option_differs(option, "the files are compressed with GZIP");
            }
            Kind::MasterSymmetricKey => {
                self.raise(Code::RS5003, option.span, &[&word]);
                self.option_differs(option, "the files are encrypted with the key of the bucket");
            }
            Kind::Placeholder => self.no_option(option, "write the options in place"),
            Kind::ReadRatio
            | Kind::Ssh
            | Kind::Shapefile
            | Kind::Avro
            | Kind::Orc
            | Kind::Quote
            | Kind::SerializeToJson
            | Kind::Simplify
            | Kind::AcceptAnyDate
            | Kind::AcceptInvChars
            | Kind::BlanksAsNull
            | Kind::DateFormat
            | Kind::EmptyAsNull
            | Kind::Encoding
            | Kind::ExplicitIds
            | Kind::FillRecord
            | Kind::IgnoreBlankLines
            | Kind::IgnoreHeader
            | Kind::RemoveQuotes
            | Kind::RoundEc
            | Kind::TimeFormat
            | Kind::TrimBlanks
            | Kind::TruncateColumns
            | Kind::CompRows
            | Kind::CompUpdate
            | Kind::IgnoreAllErrors
            | Kind::MaxError
            | Kind::NoLoad
            | Kind::StatUpdate
            | Kind::JobCreate
            | Kind::UsingTemplate => self.no_option(option, "it is an option of COPY"),
        }
    }

    /// PARTITION BY: the columns by which the files come into folders.
    fn export_in_parts(&mut self, option: &CopyOption, exports: &mut ExportOptions) {
        let list = option.value.unwrap_or(option.span);
        let mut columns = Vec::new();
        for token in self.tokens_in(list) {
            let span = token.span;
            let quoted = token.kind == TokenKind::QuotedIdent;
            if quoted || token.kind == TokenKind::Word {
                columns.push(self.column_text(Ident {
                    span,
                    quoted,
                    placeholder: token.has_placeholder(self.text(span)),
                }));
            } else if token.kind == TokenKind::Placeholder {
                return self.no_option(option, "write the columns in place");
            }
        }
        self.option_differs(
            option,
            "BigQuery writes one export for each value, one after the other",
        );
        exports.parts = Some(columns);
    }
}
