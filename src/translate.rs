//! The whole way: text → tokens → trees → text, one statement at a time.

mod branches;
mod evidence;
mod lines;
mod merge;
mod readings;
mod tags;

pub use evidence::{Evidence, ExpectedColumn};

use serde::Serialize;

use self::lines::Lines;
use crate::bigquery::emit::{self, CommentSpan, Emitted};
use crate::bigquery::statement as target;
use crate::bigquery::tree::Tree;
use crate::diagnostic::{Class, Code, Diagnostic, redacted};
use crate::functions::Table;
use crate::library::{self, Library};
use crate::lower;
use crate::options::{Layout, OnRefused, Options};
use crate::redshift::lexer;
use crate::redshift::parse::{self, Parsed};
use crate::redshift::statement::Statement;
use crate::redshift::token::{Comment, CommentKind, Lexed, TokenKind};
use crate::resolve::{Catalog, Facts, resolve_into};
use crate::source::{InvalidUtf8, SourceText};
use crate::span::Span;
use crate::stack::on_deep_stack;

/// What a comment says before the codes that it allows.
const ALLOW: &str = "rs2bq: allow ";

/// Translates text with a set of options and a catalog.
///
/// The catalog that a translation begins with is the one given here; what the statements of a text define is known to the
/// statements after them, and forgotten with the text.
#[derive(Clone, Debug, Default)]
pub struct Translator {
    options: Options,
    catalog: Catalog,
}

/// What became of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// Came out byte for byte.
    Same,
    /// Came out changed.
    Translated,
    /// Has no meaning in BigQuery: a comment is left.
    Dropped,
    /// Has no faithful equivalent, or a part of it has none: the output fails on purpose.
    Refused,
    /// Was not understood: the output fails on purpose.
    Syntax,
}

/// A statement of the input with what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translated {
    /// What it is: `SELECT`, `CREATE TABLE` ….
    pub kind: &'static str,
    /// Where it stands in the input, in bytes.
    pub span: Span,
    /// Where it stands in the output, in bytes.
    pub output_span: Span,
    /// What became of it.
    pub outcome: Outcome,
}

/// A translated text.
#[derive(Clone, Debug)]
pub struct Translation {
    /// The BigQuery SQL.
    pub sql: String,
    /// The statements in order.
    pub statements: Vec<Translated>,
    /// What there is to say, in the order of the input.
    pub diagnostics: Vec<Diagnostic>,
    /// The input as diagnostics may quote it: credentials are masked, all offsets are kept.
    pub source: SourceText,
}

/// A translation with what checks of it need.
#[derive(Clone, Debug)]
pub struct Proven {
    /// The translation.
    pub translation: Translation,
    /// What is known of each of its statements.
    pub evidence: Vec<Evidence>,
}

impl Translation {
    /// The SQL of a statement.
    pub fn statement_sql(&self, statement: &Translated) -> &str {
        self.sql.get(statement.output_span.range()).unwrap_or("")
    }

    /// Every statement as a tree of the `sqlparser` crate's BigQuery dialect; `None` where that dialect cannot read it.
    pub fn to_sqlparser(&self) -> Vec<Option<Vec<sqlparser::ast::Statement>>> {
        self.statements
            .iter()
            .map(|statement| {
                let dialect = sqlparser::dialect::BigQueryDialect {};
                sqlparser::parser::Parser::parse_sql(&dialect, self.statement_sql(statement)).ok()
            })
            .collect()
    }

    /// Whether a diagnostic makes the translation fail by these options (exit code 1).
    pub fn fails(&self, options: &Options) -> bool {
        self.diagnostics
            .iter()
            .any(|diagnostic| options.fails(diagnostic.code))
    }
}

impl Translator {
    /// A translator without knowledge of tables.
    pub fn new(options: Options) -> Self {
        Self {
            options,
            catalog: Catalog::default(),
        }
    }

    /// A translator that knows these tables.
    pub fn with_catalog(options: Options, catalog: Catalog) -> Self {
        Self { options, catalog }
    }

    /// The options.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// What is known of tables before a text is read.
    pub fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// Translates bytes.
    ///
    /// # Errors
    ///
    /// [`InvalidUtf8`] with the offset of the first byte that is not UTF-8.
    pub fn translate_bytes(&self, bytes: &[u8]) -> Result<Translation, InvalidUtf8> {
        let source = SourceText::from_bytes(bytes)?;
        Ok(self.translate(source.as_str()))
    }

    /// Translates a text. The same text gives the same output. A small stack is enough: the work grows its own.
    pub fn translate(&self, text: &str) -> Translation {
        on_deep_stack(|| self.translate_here(text, None))
    }

    /// Translates a text, and gathers what checks of the output need. The output is that of [`Translator::translate`].
    ///
    /// ```
    /// use rs2bq::{Options, Translator};
    ///
    /// let proven = Translator::new(Options::default()).prove("SELECT 7 / 2 AS half");
    /// assert_eq!(proven.translation.sql, "SELECT DIV(7, 2) AS half");
    /// assert!(proven.evidence[0].violations.is_empty());
    /// let half = &proven.evidence[0].columns.as_ref().unwrap()[0];
    /// assert_eq!(half.redshift.to_string(), "INTEGER");
    /// ```
    pub fn prove(&self, text: &str) -> Proven {
        on_deep_stack(|| {
            let mut evidence = Vec::new();
            let translation = self.translate_here(text, Some(&mut evidence));
            Proven {
                translation,
                evidence,
            }
        })
    }

    fn translate_here(&self, text: &str, evidence: Option<&mut Vec<Evidence>>) -> Translation {
        let lexed = lexer::lex(text);
        let source = SourceText::new(redacted(text, &lexed));
        let mut run = Run::new(&self.options, &source, &lexed, self.catalog.clone());
        run.evidence = evidence;
        run.statements(true);
        run.finish()
    }
}

/// What became of one statement.
struct Done {
    text: String,
    outcome: Outcome,
    kind: &'static str,
    /// Nothing that runs is left.
    only_comments: bool,
    diagnostics: Vec<Diagnostic>,
}

/// The state of one translation.
struct Run<'a> {
    options: &'a Options,
    source: &'a SourceText,
    lexed: &'a Lexed,
    comments: Vec<CommentSpan>,
    /// The comments that allow codes.
    allowances: Vec<Span>,
    catalog: Catalog,
    sql: String,
    lines: Lines,
    /// Up to where the input is in the output.
    copied: u32,
    /// The semicolon of the last statement is still to come.
    awaits_semicolon: bool,
    statements: Vec<Translated>,
    diagnostics: Vec<Diagnostic>,
    /// The functions of the library that are defined already.
    defined: Vec<&'static str>,
    /// What the catalog is to learn of the statements, where it does not learn at once.
    lessons: Option<Vec<Lesson>>,
    /// Where it is asked for.
    evidence: Option<&'a mut Vec<Evidence>>,
    spare: Spare,
}

/// What the catalog learns from: a statement, and what was found out about it.
type Lesson = (Statement, Facts);

/// What a statement left behind, for its memory.
#[derive(Default)]
struct Spare {
    facts: Facts,
    target: Tree,
}

impl<'a> Run<'a> {
    fn new(
        options: &'a Options,
        source: &'a SourceText,
        lexed: &'a Lexed,
        catalog: Catalog,
    ) -> Self {
        let length = source.as_str().len();
        Self {
            options,
            source,
            lexed,
            comments: emit_comments(lexed),
            allowances: allowances(source, lexed),
            catalog,
            sql: String::with_capacity(length + length / 8),
            lines: Lines::of_source(source.as_str()),
            copied: 0,
            awaits_semicolon: false,
            statements: Vec::new(),
            diagnostics: Vec::new(),
            defined: Vec::new(),
            lessons: None,
            evidence: None,
            spare: Spare::default(),
        }
    }

    /// All statements; those with the branches of a template in all their readings, or as they stand.
    fn statements(&mut self, in_readings: bool) {
        let mut statements =
            parse::statements(self.source.as_str(), self.lexed, self.options.max_nesting);
        while let Some(parsed) = statements.next() {
            let span = parsed.statement.span;
            let read = if in_readings {
                self.readings(&parsed, self.around(&parsed))
            } else {
                None
            };
            let (done, span) = match read {
                Some((done, span)) => {
                    self.no_evidence(span);
                    (done, span)
                }
                None => (self.as_it_stands(&parsed), span),
            };
            self.copy_gap(span.start);
            self.add(done, span);
            statements.reuse(parsed.statement.tree);
        }
    }

    /// From what is before a statement to what is after it.
    fn around(&self, parsed: &Parsed) -> Span {
        let token = |index| self.lexed.tokens.get(index);
        let before = parsed.tokens.start.checked_sub(1).and_then(token);
        let after = token(parsed.tokens.end);
        Span::new(
            before.map_or(0, |token| token.span.end),
            after.map_or(self.source.span().end, |token| token.span.start),
        )
    }

    /// A statement whose template has no branches.
    fn as_it_stands(&mut self, parsed: &Parsed) -> Done {
        let statement = &parsed.statement;
        if let Some(diagnostic) = &parsed.diagnostic {
            self.no_evidence(statement.span);
            return self.failed(
                vec![diagnostic.clone()],
                Outcome::Syntax,
                statement.kind(),
                statement.span,
            );
        }
        let (output, outcome, diagnostics) = self.lower(parsed);
        let done = Done {
            text: self.emit(&output, statement.span).text,
            outcome,
            kind: statement.kind(),
            only_comments: text_is_only_comments(&output, self.options),
            diagnostics,
        };
        self.spare.target = output.tree;
        done
    }

    /// What stands in the place of a statement that fails for the first of these reasons.
    fn failed(
        &self,
        diagnostics: Vec<Diagnostic>,
        outcome: Outcome,
        kind: &'static str,
        span: Span,
    ) -> Done {
        let fails =
            |diagnostic: &&Diagnostic| matches!(diagnostic.class(), Class::Syntax | Class::Refused);
        let message = diagnostics.iter().find(fails).map(lower::message);
        let output = target::Output {
            statements: vec![lower::refusal_statement(message.unwrap_or_default(), span)],
            ..target::Output::default()
        };
        Done {
            text: self.emit(&output, span).text,
            outcome,
            kind,
            only_comments: text_is_only_comments(&output, self.options),
            diagnostics,
        }
    }

    /// Puts the functions of the library that a statement is the first to call before it.
    fn define_library(&mut self, text: &str) {
        if self.options.library != Some(Library::Script) {
            return;
        }
        for function in library::called(text) {
            if !self.defined.contains(&function.name) {
                self.defined.push(function.name);
                let definition = format!("{}\n", function.definition);
                self.sql.push_str(&self.lines.of(&definition));
            }
        }
    }

    fn add(&mut self, done: Done, span: Span) {
        self.define_library(&done.text);
        let text = self.lines.of(&done.text);
        let start = self.sql.len();
        let index = self.statements.len();
        self.sql.push_str(&text);
        self.copied = span.end;
        self.awaits_semicolon = true;
        let is_same = done.text == self.source.slice(span);
        let outcome = if done.outcome == Outcome::Translated && is_same {
            Outcome::Same
        } else {
            done.outcome
        };
        if done.only_comments {
            self.skip_semicolon();
        }
        let mut diagnostics = done.diagnostics;
        for diagnostic in &mut diagnostics {
            diagnostic.statement = Some(index);
        }
        diagnostics.retain(|diagnostic| {
            !self.options.allowed(diagnostic.code) && !self.allowed_here(diagnostic, span)
        });
        diagnostics.sort_by_key(|diagnostic| (diagnostic.span, diagnostic.code));
        self.diagnostics.extend(diagnostics);
        self.statements.push(Translated {
            kind: done.kind,
            span,
            output_span: Span::from_range(start..self.sql.len()),
            outcome,
        });
    }

    fn lower(&mut self, parsed: &Parsed) -> (target::Output, Outcome, Vec<Diagnostic>) {
        let statement = &parsed.statement;
        let tokens = self.lexed.tokens.get(parsed.tokens.clone());
        let Spare { facts, target } = std::mem::take(&mut self.spare);
        let facts = resolve_into(self.source, statement, &self.catalog, &Table, facts);
        let input = lower::Input {
            source: self.source,
            tokens: tokens.unwrap_or_default(),
            statement,
            facts: &facts,
            catalog: &self.catalog,
            options: self.options,
            named: false,
        };
        let lowered = lower::lower(&input, target);
        if let Some(lessons) = &mut self.lessons {
            lessons.push((statement.clone(), facts));
        } else {
            self.catalog.apply(self.source, statement, &facts);
            self.gather_evidence(statement, &facts, &lowered);
            self.spare.facts = facts;
        }
        let dropped = lowered
            .output
            .statements
            .iter()
            .all(|statement| matches!(statement.node, target::Node::Dropped { .. }));
        let outcome = if lowered.refused || is_refused_in_part(&lowered.diagnostics) {
            Outcome::Refused
        } else if dropped {
            Outcome::Dropped
        } else {
            Outcome::Translated
        };
        (lowered.output, outcome, lowered.diagnostics)
    }

    /// Nothing is known of a statement without one tree.
    fn no_evidence(&mut self, span: Span) {
        if let Some(evidence) = &mut self.evidence {
            evidence.push(Evidence {
                refused: true,
                templated: evidence::is_templated(self.source, self.lexed, span),
                ..Evidence::default()
            });
        }
    }

    fn gather_evidence(&mut self, statement: &Statement, facts: &Facts, lowered: &lower::Lowered) {
        let Some(evidence) = &mut self.evidence else {
            return;
        };
        let declared = |name: &str| {
            self.catalog.has_function(name)
                || self.options.functions.contains(name)
                || library::functions().iter().any(|known| known.name == name)
        };
        let case = evidence::Case {
            source: self.source,
            statement,
            facts,
            catalog: &self.catalog,
            output: &lowered.output,
            refused: lowered.refused,
            inner: lowered.inner.as_ref(),
            lexed: self.lexed,
            declared: &declared,
        };
        evidence.push(case.evidence());
    }

    fn emit(&self, output: &target::Output, span: Span) -> Emitted {
        let comments = comments_in(&self.comments, span);
        let fail = self.options.on_refused == OnRefused::Fail;
        match self.options.layout {
            Layout::Preserve => emit::preserve(output, self.source, comments, fail),
            Layout::Pretty => emit::pretty(output, self.source, comments, fail),
        }
    }

    /// What stands between statements is copied: blanks, comments, and the semicolon of the statement before. BigQuery has
    /// no empty statements, so other semicolons go.
    fn copy_gap(&mut self, to: u32) {
        let tokens = &self.lexed.tokens;
        let first = tokens.partition_point(|token| token.span.start < self.copied);
        let semicolons = tokens
            .iter()
            .skip(first)
            .take_while(|token| token.span.start < to)
            .filter(|token| token.kind == TokenKind::Semicolon);
        let kept = usize::from(self.awaits_semicolon);
        for token in semicolons.skip(kept) {
            self.copy_to(token.span.start);
            self.copied = token.span.end;
        }
        self.copy_to(to);
        self.awaits_semicolon = false;
    }

    fn copy_to(&mut self, to: u32) {
        let gap = Span::new(self.copied, to);
        emit::copy_between(
            self.source,
            comments_in(&self.comments, gap),
            gap,
            &mut self.sql,
        );
        self.copied = to;
    }

    /// A statement that left only comments has no semicolon either.
    fn skip_semicolon(&mut self) {
        let rest = self
            .source
            .as_str()
            .get(self.copied as usize..)
            .unwrap_or("");
        let blanks = rest.len() - rest.trim_start().len();
        if rest.trim_start().starts_with(';') {
            self.copied += crate::span::offset(blanks + 1);
            self.awaits_semicolon = false;
        }
    }

    /// `-- rs2bq: allow RSnnnn` beside the statement.
    fn allowed_here(&self, diagnostic: &Diagnostic, span: Span) -> bool {
        let none = self.allowances.is_empty();
        if none || matches!(diagnostic.class(), Class::Syntax | Class::Refused) {
            return false;
        }
        let before = self
            .statements
            .last()
            .map_or(0, |statement| statement.span.end);
        let line_end = self
            .source
            .as_str()
            .get(span.end as usize..)
            .map_or(span.end, |rest| {
                span.end
                    + crate::span::offset(
                        memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len()),
                    )
            });
        let beside = Span::new(before, line_end);
        self.allowances
            .iter()
            .filter(|comment| beside.contains(**comment))
            .filter_map(|comment| self.source.slice(*comment).split_once(ALLOW))
            .any(|(_, codes)| {
                codes
                    .split([',', ' '])
                    .any(|code| Code::parse(code.trim()) == Some(diagnostic.code))
            })
    }

    /// A comment that is not closed would hide what others put behind the output.
    fn close_comment(&mut self) {
        let open = self.lexed.comments.last();
        let after = self.statements.last().map_or(0, |last| last.span.end);
        if open.is_some_and(|comment| {
            comment.kind == CommentKind::UnterminatedBlock && comment.span.start >= after
        }) {
            self.sql.push_str(" */");
        }
    }

    fn finish(mut self) -> Translation {
        self.copy_gap(self.source.span().end);
        self.close_comment();
        Translation {
            sql: self.sql,
            statements: self.statements,
            diagnostics: self.diagnostics,
            source: self.source.clone(),
        }
    }
}

/// Whether an expression of a statement is refused.
fn is_refused_in_part(diagnostics: &[Diagnostic]) -> bool {
    let mut diagnostics = diagnostics.iter();
    diagnostics.any(|diagnostic| diagnostic.class() == Class::Refused)
}

/// Whether nothing but comments came out.
fn text_is_only_comments(output: &target::Output, options: &Options) -> bool {
    output.statements.iter().all(|statement| {
        let is_comment = matches!(statement.node, target::Node::Refused { .. })
            && options.on_refused == OnRefused::Comment;
        is_comment || matches!(statement.node, target::Node::Dropped { .. })
    })
}

fn comments_in(comments: &[CommentSpan], span: Span) -> &[CommentSpan] {
    let start = comments.partition_point(|comment| comment.span.start < span.start);
    let rest = comments.get(start..).unwrap_or_default();
    let len = rest.partition_point(|comment| comment.span.end <= span.end);
    rest.get(..len).unwrap_or_default()
}

/// The comments that allow codes: few, where all comments are many.
fn allowances(source: &SourceText, lexed: &Lexed) -> Vec<Span> {
    if memchr::memmem::find(source.as_str().as_bytes(), ALLOW.as_bytes()).is_none() {
        return Vec::new();
    }
    let spans = lexed.comments.iter().map(|comment| comment.span);
    spans
        .filter(|span| source.slice(*span).contains(ALLOW))
        .collect()
}

/// The comments of a text as the emitter knows them.
pub(crate) fn emit_comments(lexed: &Lexed) -> Vec<CommentSpan> {
    lexed.comments.iter().map(comment_span).collect()
}

fn comment_span(comment: &Comment) -> CommentSpan {
    CommentSpan {
        span: comment.span,
        kind: match comment.kind {
            CommentKind::Line => emit::CommentKind::Line,
            CommentKind::Block | CommentKind::UnterminatedBlock => emit::CommentKind::Block,
            CommentKind::Template | CommentKind::Psql => emit::CommentKind::Template,
        },
    }
}
