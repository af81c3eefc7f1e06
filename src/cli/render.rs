//! Diagnostics for readers: excerpt, code, class, help; and for programs: JSON.

use std::io::IsTerminal;

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteDiagnostic, MietteError,
    MietteSpanContents, Report, Severity, SourceCode, SourceSpan, SpanContents,
};
use serde_json::{Value, json};

use crate::diagnostic::{Class, Diagnostic};
use crate::source::SourceText;
use crate::span::Span;
use crate::translate::Translation;

/// How much of a long line is shown before and after the place, in bytes.
const MARGIN: usize = 60;

/// How wide messages may be.
const WIDTH: usize = 100;

/// What a check found in the output of a translation.
pub(super) struct Finding {
    /// Which check.
    pub(super) by: &'static str,
    /// What it says.
    pub(super) message: String,
    /// Where in the output.
    pub(super) span: Span,
}

/// Prints diagnostics as miette does.
pub(super) struct Renderer {
    handler: GraphicalReportHandler,
}

impl Renderer {
    /// Colours only where somebody looks, and has not said NO_COLOR.
    pub(super) fn for_stderr() -> Self {
        let colours = std::io::stderr().is_terminal()
            && std::env::var_os("NO_COLOR").is_none_or(|no| no.is_empty());
        let theme = if colours {
            GraphicalTheme::unicode()
        } else {
            GraphicalTheme::unicode_nocolor()
        };
        let handler = GraphicalReportHandler::new_themed(theme)
            .with_width(WIDTH)
            .with_links(colours);
        Self { handler }
    }

    /// The text of one diagnostic.
    pub(super) fn render(
        &self,
        file: &str,
        source: &SourceText,
        diagnostic: &Diagnostic,
    ) -> String {
        let class = diagnostic.class();
        let mut report = MietteDiagnostic::new(printable(&diagnostic.message()))
            .with_code(format!("{} ({})", diagnostic.code.as_str(), class.as_str()))
            .with_severity(severity(class));
        if let Some(help) = diagnostic.help() {
            report = report.with_help(printable(&help));
        }
        self.print(report, Excerpt::new(file, source, diagnostic.span))
    }

    /// The text of what a check found in the output.
    pub(super) fn finding(&self, file: &str, output: &SourceText, finding: &Finding) -> String {
        let report = MietteDiagnostic::new(printable(&finding.message))
            .with_code(format!("{} (rejected)", finding.by))
            .with_severity(Severity::Error);
        self.print(report, Excerpt::new(file, output, finding.span))
    }

    fn print(&self, report: MietteDiagnostic, excerpt: Excerpt) -> String {
        let plain = format!("{}\n", report.message);
        let report = report.with_label(LabeledSpan::underline(excerpt.at));
        let report = Report::new(report).with_source_code(excerpt);
        let mut text = String::new();
        if self
            .handler
            .render_report(&mut text, report.as_ref())
            .is_err()
        {
            return plain;
        }
        text
    }
}

fn severity(class: Class) -> Severity {
    match class {
        Class::Syntax | Class::Refused => Severity::Error,
        Class::Differs => Severity::Warning,
        Class::Performance | Class::Dropped => Severity::Advice,
    }
}

/// The line that a diagnostic is about, or the part of a long line around it.
struct Excerpt {
    file: String,
    text: String,
    start: usize,
    line: usize,
    column: usize,
    /// The column of the place itself, from zero.
    place: usize,
    at: SourceSpan,
}

impl Excerpt {
    fn new(file: &str, source: &SourceText, span: Span) -> Self {
        let text = source.as_str();
        let from = text.floor_char_boundary(span.start as usize);
        let (before, rest) = text.split_at_checked(from).unwrap_or((text, ""));
        // Only the first line of a long range is shown. A line may be as long as the text: no more of it is looked at.
        let shown_at_most = rest.floor_char_boundary(4 * MARGIN);
        let near = rest.get(..shown_at_most).unwrap_or(rest);
        let line_len = near.find(['\n', '\r']).unwrap_or(near.len());
        let len = (span.len() as usize).min(line_len);
        let margin = text.ceil_char_boundary(from.saturating_sub(MARGIN));
        let start = match before.get(margin..).and_then(|near| near.rfind('\n')) {
            Some(line_end) => margin + line_end + 1,
            None => margin,
        };
        let shown = len.min(2 * MARGIN);
        let end = text.floor_char_boundary((from + line_len).min(from + shown + MARGIN));
        let (line, column) = source.line_column(crate::span::offset(start));
        let (_, place) = source.line_column(crate::span::offset(from));
        Self {
            file: file.to_owned(),
            text: printable(text.get(start..end).unwrap_or("")),
            start,
            line: (line as usize).saturating_sub(1),
            column: (column as usize).saturating_sub(1),
            place: (place as usize).saturating_sub(1),
            at: SourceSpan::from((from, shown)),
        }
    }
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        _: &SourceSpan,
        lines_before: usize,
        _: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        // Without context, the place itself is asked for: it stands in the heading.
        let column = if lines_before == 0 {
            self.place
        } else {
            self.column
        };
        Ok(Box::new(MietteSpanContents::new_named(
            self.file.clone(),
            self.text.as_bytes(),
            SourceSpan::from((self.start, self.text.len())),
            self.line,
            column,
            1,
        )))
    }
}

/// Control characters of the source do not reach the terminal; all of them are one byte, or two where `?` is put twice.
fn printable(text: &str) -> String {
    text.chars()
        .flat_map(|c| {
            let (with, times) = if c.is_control() && c != '\t' && c != '\n' {
                ('?', c.len_utf8())
            } else {
                (c, 1)
            };
            std::iter::repeat_n(with, times)
        })
        .collect()
}

/// A translation as one JSON object.
pub(super) fn json(file: &str, translation: &Translation) -> Value {
    let statements: Vec<Value> = translation
        .statements
        .iter()
        .map(|statement| {
            json!({
                "kind": statement.kind,
                "span": [statement.span.start, statement.span.end],
                "output_span": [statement.output_span.start, statement.output_span.end],
                "outcome": statement.outcome,
                "sql": translation.statement_sql(statement),
            })
        })
        .collect();
    let diagnostics: Vec<Value> = translation
        .diagnostics
        .iter()
        .map(|diagnostic| {
            let (line, column) = translation.source.line_column(diagnostic.span.start);
            json!({
                "code": diagnostic.code.as_str(),
                "class": diagnostic.class().as_str(),
                "message": diagnostic.message(),
                "help": diagnostic.help(),
                "statement": diagnostic.statement,
                "span": [diagnostic.span.start, diagnostic.span.end],
                "line": line,
                "column": column,
            })
        })
        .collect();
    json!({"file": file, "sql": translation.sql, "statements": statements, "diagnostics": diagnostics})
}
