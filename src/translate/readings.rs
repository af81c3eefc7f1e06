//! Translates a statement by the readings of its template, or says why that is not possible (RS0005).

use super::branches::{Branches, Reading};
use super::merge::{Merge, Reason};
use super::tags::{Tag, tags};
use super::{Done, Lesson, Outcome, Run, Translation, comments_in};
use crate::diagnostic::{Class, Code, Diagnostic};
use crate::redshift::lexer;
use crate::redshift::parse::Parsed;
use crate::source::SourceText;
use crate::span::Span;

/// What the readings gave so far.
#[derive(Default)]
struct Gathered {
    /// Of the first reading that is a statement.
    kind: Option<&'static str>,
    lessons: Option<Lessons>,
    /// Of all readings, each once.
    diagnostics: Vec<Diagnostic>,
    /// Of the first reading that is none.
    error: Option<Diagnostic>,
}

impl Run<'_> {
    /// The statement of a range, with the range that it has with the tags around it; `None` where its template has no branches, or
    /// a reading of it has no meaning in BigQuery. `around` is all from the last semicolon to the next.
    pub(super) fn readings(&mut self, parsed: &Parsed, around: Span) -> Option<(Done, Span)> {
        let source = self.source;
        let comments = comments_in(&self.comments, around);
        let tokens = self.lexed.tokens.get(parsed.tokens.clone());
        let all = tags(source.as_str(), comments, tokens.unwrap_or_default());
        if all.is_empty() {
            return None;
        }
        let span = parsed.statement.span;
        let mut blocks = all.clone();
        blocks.retain(|tag| !tag.inline);
        if blocks.len() < all.len()
            && let Some((done, span)) = self.read_by(span, &all)
            && (parsed.diagnostic.is_some() || done.is_read())
        {
            return Some((done, span));
        }
        // An inline if may also be an operand or a name as it stands.
        self.read_by(span, &blocks)
    }

    fn read_by(&mut self, span: Span, tags: &[Tag<'_>]) -> Option<(Done, Span)> {
        let branches = Branches::read(self.source.as_str(), span, tags)?;
        let span = branches.span();
        Some((self.by_readings(&branches, span)?, span))
    }

    fn by_readings(&mut self, branches: &Branches<'_>, span: Span) -> Option<Done> {
        let mut gathered = Gathered::default();
        let merged = self.merged(branches, &mut gathered);
        let Gathered {
            kind,
            lessons,
            mut diagnostics,
            error,
        } = gathered;
        let Some(kind) = kind else {
            // No reading is a statement.
            let error = error.unwrap_or_else(|| not_one(branches, "they are too many"));
            return Some(self.failed(vec![error], Outcome::Syntax, "UNKNOWN", span));
        };
        if let Some(lessons) = lessons {
            for (statement, facts) in &lessons.statements {
                self.catalog.apply(&lessons.source, statement, facts);
            }
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
        &mut self,
        branches: &Branches<'_>,
        gathered: &mut Gathered,
    ) -> Result<Option<String>, Reason> {
        let mut merge = Merge::new(branches);
        for reading in branches.readings().unwrap_or_default() {
            let (translation, lessons) = self.translate_reading(&reading);
            let Some(outcome) = gathered.take(&reading, &translation) else {
                continue;
            };
            gathered.lessons.get_or_insert(lessons);
            if !matches!(outcome, Outcome::Same | Outcome::Translated) {
                return Ok(None);
            }
            merge.add(&reading, &translation.sql)?;
        }
        merge.finish().map(Some)
    }

    /// The translation of a reading with what there is to learn from it: each reading begins with the same catalog.
    fn translate_reading(&mut self, reading: &Reading) -> (Translation, Lessons) {
        let source = SourceText::new(reading.text.clone());
        let lexed = lexer::lex(source.as_str());
        // The catalog is lent: to copy it for each reading takes long where it is large.
        let catalog = std::mem::take(&mut self.catalog);
        let mut run = Run::new(self.options, &source, &lexed, catalog);
        run.lessons = Some(Vec::new());
        run.statements(false);
        self.catalog = std::mem::take(&mut run.catalog);
        let statements = run.lessons.take().unwrap_or_default();
        let translation = run.finish();
        (translation, Lessons { source, statements })
    }
}

/// What the catalog learns from a reading.
struct Lessons {
    /// The text of the reading.
    source: SourceText,
    statements: Vec<Lesson>,
}

impl Done {
    /// Whether the readings are statements, also where they cannot be put together.
    fn is_read(&self) -> bool {
        let apart = |diagnostic: &Diagnostic| diagnostic.code == Code::RS0005;
        self.outcome != Outcome::Syntax || self.diagnostics.iter().any(apart)
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

fn not_one(branches: &Branches<'_>, reason: Reason) -> Diagnostic {
    Diagnostic::new(Code::RS0005, branches.first_tag(), vec![reason.to_owned()])
}
