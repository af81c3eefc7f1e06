//! Translates a statement by the readings of its template, or says why that is not possible (RS0005).

use super::branches::{Branches, Reading};
use super::merge::{Merge, Reason};
use super::{Done, Outcome, Run, Translation, comments_in};
use crate::diagnostic::{Class, Code, Diagnostic};
use crate::options::Options;
use crate::redshift::lexer;
use crate::resolve::Catalog;
use crate::source::SourceText;
use crate::span::Span;

/// What the readings gave so far.
#[derive(Default)]
struct Gathered {
    /// Of the first reading that is a statement.
    kind: Option<&'static str>,
    catalog: Option<Catalog>,
    /// Of all readings, each once.
    diagnostics: Vec<Diagnostic>,
    /// Of the first reading that is none.
    error: Option<Diagnostic>,
}

impl Run<'_> {
    /// The statement of a range, with the range that it has with the tags around it; `None` where its template has no branches, or
    /// a reading of it has no meaning in BigQuery. `around` is all from the last semicolon to the next.
    pub(super) fn readings(&mut self, span: Span, around: Span) -> Option<(Done, Span)> {
        let comments = comments_in(&self.comments, around);
        let branches = Branches::read(self.source.as_str(), span, comments)?;
        let span = branches.span();
        Some((self.by_readings(&branches, span)?, span))
    }

    fn by_readings(&mut self, branches: &Branches<'_>, span: Span) -> Option<Done> {
        let mut gathered = Gathered::default();
        let merged = self.merged(branches, &mut gathered);
        let Gathered {
            kind,
            catalog,
            mut diagnostics,
            error,
        } = gathered;
        let Some(kind) = kind else {
            // No reading is a statement.
            let error = error.unwrap_or_else(|| not_one(branches, "they are too many"));
            return Some(self.failed(vec![error], Outcome::Syntax, "UNKNOWN", span));
        };
        if let Some(catalog) = catalog {
            self.catalog = catalog;
        }
        match merged {
            Ok(Some(text)) => Some(Done {
                text,
                outcome: Outcome::Translated,
                kind,
                only_comments: false,
                diagnostics,
            }),
            Ok(None)
                if diagnostics
                    .iter()
                    .any(|diagnostic| diagnostic.class() == Class::Refused) =>
            {
                Some(self.failed(diagnostics, Outcome::Refused, kind, span))
            }
            Ok(None) => None,
            Err(reason) => {
                diagnostics.insert(0, not_one(branches, reason));
                Some(self.failed(diagnostics, Outcome::Syntax, kind, span))
            }
        }
    }

    /// The translations of all readings as one text; `None` where a reading is not translated.
    fn merged(
        &self,
        branches: &Branches<'_>,
        gathered: &mut Gathered,
    ) -> Result<Option<String>, Reason> {
        let mut merge = Merge::new(branches);
        for reading in branches.readings().unwrap_or_default() {
            let (translation, catalog) =
                translate_reading(self.options, &reading, self.catalog.clone());
            let Some(outcome) = gathered.take(&reading, &translation) else {
                continue;
            };
            gathered.catalog.get_or_insert(catalog);
            if !matches!(outcome, Outcome::Same | Outcome::Translated) {
                return Ok(None);
            }
            merge.add(&reading, &translation.sql)?;
        }
        merge.finish().map(Some)
    }
}

impl Gathered {
    /// Takes what was said of a reading; its outcome where it is one statement.
    fn take(&mut self, reading: &Reading, translation: &Translation) -> Option<Outcome> {
        let mut said = translation.diagnostics.iter().map(|diagnostic| Diagnostic {
            span: reading.original(diagnostic.span),
            ..diagnostic.clone()
        });
        let [statement] = translation.statements.as_slice() else {
            return None;
        };
        if statement.outcome == Outcome::Syntax {
            self.error = self.error.take().or(said.next_back());
            return None;
        }
        self.kind.get_or_insert(statement.kind);
        for diagnostic in said {
            if !self.diagnostics.contains(&diagnostic) {
                self.diagnostics.push(diagnostic);
            }
        }
        Some(statement.outcome)
    }
}

fn translate_reading(
    options: &Options,
    reading: &Reading,
    catalog: Catalog,
) -> (Translation, Catalog) {
    let source = SourceText::new(reading.text.clone());
    let lexed = lexer::lex(source.as_str());
    let mut run = Run::new(options, &source, &lexed, catalog);
    run.statements(false);
    let catalog = run.catalog.clone();
    (run.finish(), catalog)
}

fn not_one(branches: &Branches<'_>, reason: Reason) -> Diagnostic {
    Diagnostic::new(Code::RS0005, branches.first_tag(), vec![reason.to_owned()])
}
