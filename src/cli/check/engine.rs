//! GoogleSQL's own analyzer over the output, statement by statement.
//!
//! It knows the tables of `--schema` and those that the statements make. What depends on others cannot be analyzed, only
//! parsed; that is counted, and the missing tables are named.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::{Found, statements, word_at};
use crate::cli::Failure;
use crate::source::byte_at;
use crate::span::offset;
use crate::translate::{Proven, Translated, Translator};
use crate::verify::googlesql::{Catalog, Engine, EngineError};

/// What `--engine` looks like, for messages.
const FORM: &str = "it is googlesql=PROGRAM (the path of remote_server.so) or googlesql=HOST:PORT";

/// How the engine refuses a table that it does not know.
const NO_TABLE: &str = "Table not found: ";

/// How the engine refuses a function that it does not know.
const NO_FUNCTION: &str = "Function not found: ";

/// The engine with what it knows before any file.
pub(super) struct Checker<'a> {
    engine: Engine,
    tables: Catalog,
    translator: &'a Translator,
}

/// What the analyzer did with one file.
#[derive(Default)]
pub(super) struct Analyzed {
    accepted: usize,
    templated: usize,
    /// Statements that name what the engine does not know.
    unknown: usize,
    /// Those tables and functions.
    missing: BTreeSet<String>,
}

impl Analyzed {
    /// The end of the line that sums up a file.
    pub(super) fn summary(&self) -> String {
        let mut text = format!(", {} accepted by GoogleSQL", self.accepted);
        if self.templated > 0 {
            let _ = write!(text, ", {} not asked for its templates", self.templated);
        }
        if self.unknown > 0 {
            let names: Vec<&str> = self.missing.iter().map(String::as_str).collect();
            let _ = write!(
                text,
                ", {} only parsed for want of {} (--schema tells tables)",
                self.unknown,
                names.join(", ")
            );
        }
        text
    }
}

impl<'a> Checker<'a> {
    /// The engine at `googlesql=HOST:PORT` or of `googlesql=PROGRAM`.
    pub(super) fn open(text: &str, translator: &'a Translator) -> Result<Self, Failure> {
        let usage = |why: &dyn std::fmt::Display| Failure::Usage(format!("--engine {text}: {why}"));
        let place = text
            .strip_prefix("googlesql=")
            .filter(|place| !place.is_empty());
        let place = place.ok_or_else(|| usage(&FORM))?;
        let engine = if std::path::Path::new(place).is_file() {
            Engine::spawn(place)
        } else if is_address(place) {
            Engine::connect(place)
        } else {
            return Err(usage(&format!("there is no such program; {FORM}")));
        };
        let mut checker = Self {
            engine: engine.map_err(|error| usage(&error))?,
            tables: Catalog::new(),
            translator,
        };
        checker.learn_tables()?;
        Ok(checker)
    }

    /// The tables of `--schema`, under the names and types that the translation gives them.
    fn learn_tables(&mut self) -> Result<(), Failure> {
        let ddl = self.translator.catalog().to_ddl();
        let proven = Translator::new(self.translator.options().clone()).prove(&ddl);
        for (_, statement, _) in statements(&proven).filter(|(_, _, evidence)| !evidence.refused) {
            let sql = proven.translation.statement_sql(statement);
            self.engine
                .analyze_script(sql, &mut self.tables)
                .map_err(failed)?;
        }
        Ok(())
    }

    /// Analyzes the statements of a file in their order.
    pub(super) fn examine(&mut self, proven: &Proven, found: &mut Found) -> Result<(), Failure> {
        let mut analyzed = Analyzed::default();
        let mut tables = self.tables.clone();
        for (index, statement, evidence) in statements(proven) {
            if evidence.refused {
                continue;
            }
            let sql = proven.translation.statement_sql(statement);
            let errors = match self.engine.analyze_script(sql, &mut tables) {
                Ok(parts) => parts
                    .into_iter()
                    .filter_map(|part| part.result.err())
                    .collect(),
                Err(error) => vec![error],
            };
            if evidence.templated && !errors.is_empty() {
                analyzed.templated += 1;
                continue;
            }
            let mut is_unknown = false;
            let mut is_rejected = false;
            for error in errors {
                if let Some(name) = self.missing(&error) {
                    analyzed.missing.insert(name);
                    is_unknown = true;
                } else {
                    reject(proven, index, statement, error, found)?;
                    is_rejected = true;
                }
            }
            if !is_rejected {
                let count = if is_unknown {
                    &mut analyzed.unknown
                } else {
                    &mut analyzed.accepted
                };
                *count += 1;
            }
        }
        found.analyzed = Some(analyzed);
        Ok(())
    }

    /// The table or declared function that the engine does not know.
    fn missing(&self, error: &EngineError) -> Option<String> {
        let EngineError::Refused { message, .. } = error else {
            return None;
        };
        let name = |rest: &str| rest.split(';').next().map(|name| name.trim().to_owned());
        if let Some(rest) = message.strip_prefix(NO_TABLE) {
            return name(rest);
        }
        let function = message.strip_prefix(NO_FUNCTION).and_then(name)?;
        let functions = &self.translator.options().functions;
        functions
            .contains(&function.to_lowercase())
            .then_some(function)
    }
}

/// Whether a place looks like `host:port`.
fn is_address(place: &str) -> bool {
    place.rsplit_once(':').is_some_and(|(host, port)| {
        !host.is_empty() && !host.contains('/') && port.parse::<u16>().is_ok()
    })
}

/// Keeps what the engine says against a statement; that the engine is not there ends the command.
fn reject(
    proven: &Proven,
    index: usize,
    statement: &Translated,
    error: EngineError,
    found: &mut Found,
) -> Result<(), Failure> {
    let sql = proven.translation.statement_sql(statement);
    match error {
        EngineError::Refused { message, location } => {
            let at = location.map_or(0, |place| byte_at(sql, place.line, place.column));
            let span = word_at(
                &proven.translation,
                statement.output_span.start + offset(at),
            );
            found.reject(index, "googlesql", message, span);
        }
        EngineError::Died | EngineError::TimedOut(_) => {
            let span = word_at(&proven.translation, statement.output_span.start);
            found.reject(index, "googlesql", error.to_string(), span);
        }
        EngineError::Start { .. } | EngineError::Unreachable { .. } | EngineError::Answer(_) => {
            return Err(failed(error));
        }
    }
    Ok(())
}

fn failed(error: EngineError) -> Failure {
    Failure::Usage(format!("GoogleSQL: {error}"))
}
