//! `rs2bq check`: translates, prints no SQL, and asks whether BigQuery would take the output.
//!
//! The output of every statement is held against BigQuery's own rules, read again by the BigQuery dialect of `sqlparser`, and
//! with `--engine` analyzed by GoogleSQL. What is found is shown in the lines of the output.

#[cfg(feature = "googlesql")]
mod engine;

use super::render::{Finding, Renderer};
use super::{DONE, FAILED, Failure, USAGE, args, config, input, print, say, translate};
use crate::source::SourceText;
use crate::span::{Span, offset};
use crate::translate::{Evidence, Proven, Translated, Translation, Translator};
use crate::verify::reparse::{self, Reading};

/// What was found in one text.
#[derive(Default)]
struct Found {
    /// By the index of their statement.
    findings: Vec<(usize, Finding)>,
    read: usize,
    excused: usize,
    templated: usize,
    refused: usize,
    #[cfg(feature = "googlesql")]
    analyzed: Option<engine::Analyzed>,
}

/// Checks all inputs; the exit code.
pub(super) fn run(args: &args::Check) -> Result<i32, Failure> {
    #[cfg(not(feature = "googlesql"))]
    if args.engine.is_some() {
        let why =
            "--engine needs a build with the feature googlesql: cargo build --features googlesql";
        return Err(Failure::Usage(why.to_owned()));
    }
    let catalog = config::catalog(&args.common)?;
    let translator = Translator::with_catalog(config::options(&args.common)?, catalog);
    #[cfg(feature = "googlesql")]
    let mut engine = args
        .engine
        .as_deref()
        .map(|place| engine::Checker::open(place, &translator))
        .transpose()?;
    let inputs = input::gather(&args.common.files, None)?;
    let renderer = Renderer::for_stderr();
    let mut code = DONE;
    translate::each(
        &inputs,
        |input| input.prove(&translator),
        |input, result| {
            let proven = match result {
                Ok(proven) => proven,
                Err(failure) => {
                    say(&format!("error: {failure}\n"));
                    code = USAGE;
                    return Ok(());
                }
            };
            translate::report(&renderer, input, &proven.translation);
            #[cfg_attr(not(feature = "googlesql"), allow(unused_mut))]
            let mut found = examine(&proven);
            #[cfg(feature = "googlesql")]
            if let Some(engine) = &mut engine {
                engine.examine(&proven, &mut found)?;
            }
            let name = input.name();
            let output = SourceText::new(proven.translation.sql.clone());
            found
                .findings
                .sort_by_key(|(statement, finding)| (*statement, finding.span));
            for (_, finding) in &found.findings {
                say(&renderer.finding(&format!("output of {name}"), &output, finding));
            }
            if proven.translation.fails(translator.options()) || !found.findings.is_empty() {
                code = code.max(FAILED);
            }
            print(&format!(
                "{name}: {}\n",
                found.summary(proven.translation.statements.len())
            ))
        },
    )?;
    Ok(code)
}

impl Found {
    fn summary(&self, statements: usize) -> String {
        let mut rejected: Vec<usize> = self.findings.iter().map(|(index, _)| *index).collect();
        rejected.sort_unstable();
        rejected.dedup();
        #[cfg_attr(not(feature = "googlesql"), allow(unused_mut))]
        let mut text = format!(
            "{}: {} read by sqlparser, {} beyond its dialect, {} with templates, {} refused, {} rejected",
            counted(statements, "statement"),
            self.read,
            self.excused,
            self.templated,
            self.refused,
            rejected.len()
        );
        #[cfg(feature = "googlesql")]
        if let Some(analyzed) = &self.analyzed {
            text.push_str(&analyzed.summary());
        }
        text
    }
}

/// `1 statement`, `2 statements`.
fn counted(count: usize, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}

/// What the rules and `sqlparser` say.
fn examine(proven: &Proven) -> Found {
    let mut found = Found::default();
    for (index, statement, evidence) in statements(proven) {
        for violation in &evidence.violations {
            let message = format!("a rule of BigQuery is broken: {}", violation.message);
            found.reject(index, "rule", message, statement.output_span);
        }
        if evidence.refused {
            found.refused += 1;
            continue;
        }
        let sql = proven.translation.statement_sql(statement);
        match reparse::read(sql) {
            Reading::Read => found.read += 1,
            Reading::Excused => found.excused += 1,
            Reading::Rejected { .. } if evidence.templated => found.templated += 1,
            Reading::Rejected { message, at } => {
                let at = statement.output_span.start + offset(at);
                let span = word_at(&proven.translation, at);
                found.reject(index, "sqlparser", message, span);
            }
        }
    }
    found
}

impl Found {
    fn reject(&mut self, index: usize, by: &'static str, message: String, span: Span) {
        self.findings.push((index, Finding { by, message, span }));
    }
}

/// The statements with their evidence.
fn statements(proven: &Proven) -> impl Iterator<Item = (usize, &Translated, &Evidence)> {
    let statements = proven.translation.statements.iter().zip(&proven.evidence);
    statements
        .enumerate()
        .map(|(index, (statement, evidence))| (index, statement, evidence))
}

/// The word or quoted name of the output that begins at an offset, or one character.
fn word_at(translation: &Translation, at: u32) -> Span {
    let rest = translation.sql.get(at as usize..).unwrap_or("");
    if let Some(end) = rest.strip_prefix('`').and_then(|rest| rest.find('`')) {
        return Span::new(at, at + offset(end + 2));
    }
    let is_word = |c: &char| c.is_alphanumeric() || matches!(c, '_' | '$' | '@');
    let word: usize = rest.chars().take_while(is_word).map(char::len_utf8).sum();
    let len = match word {
        0 => rest.chars().next().map_or(0, char::len_utf8),
        len => len,
    };
    Span::new(at, at + offset(len))
}
