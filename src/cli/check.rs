//! `rs2bq check`: translates, prints no SQL, and asks whether BigQuery's grammar accepts the output.
//!
//! The embedded check is the BigQuery dialect of the `sqlparser` crate. What that dialect cannot read is a list
//! ([`EXCUSED`]); those statements are counted apart.

use super::render::Renderer;
use super::{DONE, FAILED, Failure, USAGE, args, config, input, translate};
use crate::translate::{Outcome, Translation, Translator};

/// Statements of BigQuery that `sqlparser` does not read: their first words, and an example for the test.
const EXCUSED: &[(&[&str], &str)] = &[
    (
        &["LOAD", "DATA"],
        "LOAD DATA INTO d.t FROM FILES (format = 'CSV', uris = ['gs://b/f'])",
    ),
    (
        &["EXPORT", "DATA"],
        "EXPORT DATA OPTIONS (uri = 'gs://b/*', format = 'CSV') AS WITH c AS (SELECT 1 AS a) SELECT WITH(x AS a, x) FROM c",
    ),
    (
        &["CREATE", "PROCEDURE"],
        "CREATE PROCEDURE d.p(a INT64) BEGIN SELECT a; END",
    ),
    (
        &["CREATE", "MATERIALIZED", "VIEW"],
        "CREATE MATERIALIZED VIEW d.v CLUSTER BY a OPTIONS (enable_refresh = TRUE) AS SELECT a FROM d.t",
    ),
    (
        &["CREATE", "MODEL"],
        "CREATE MODEL d.m OPTIONS (model_type = 'LINEAR_REG') AS SELECT a FROM d.t",
    ),
    (
        &["CREATE", "ROW", "ACCESS", "POLICY"],
        "CREATE ROW ACCESS POLICY p ON d.t GRANT TO ('user:a@b.c') FILTER USING (a = 1)",
    ),
    (
        &["GRANT"],
        "GRANT `roles/bigquery.dataViewer` ON TABLE d.t TO 'user:a@b.c'",
    ),
    (&["FOR"], "FOR r IN (SELECT 1 AS a) DO SELECT r.a; END FOR"),
];

/// The expression that `sqlparser` does not read.
const WITH_EXPRESSION: &str = "with(";

/// What was found in one text.
#[derive(Default)]
struct Found {
    read: usize,
    excused: usize,
    refused: usize,
    rejected: Vec<String>,
}

/// Checks all inputs; the exit code.
pub(super) fn run(args: &args::Check) -> Result<i32, Failure> {
    let translator = Translator::with_catalog(
        config::options(&args.common)?,
        config::catalog(&args.common)?,
    );
    #[cfg(feature = "googlesql")]
    let mut engine = args.engine.as_deref().map(engine::open).transpose()?;
    let inputs = input::gather(&args.common.files)?;
    let renderer = Renderer::for_stderr();
    let mut code = DONE;
    translate::each(&inputs, &translator, |input, result| {
        let translation = match result {
            Ok(translation) => translation,
            Err(failure) => {
                eprintln!("error: {failure}");
                code = USAGE;
                return Ok(());
            }
        };
        translate::report(&renderer, input, &translation);
        #[cfg_attr(not(feature = "googlesql"), allow(unused_mut))]
        let mut found = reparse(&translation);
        #[cfg(feature = "googlesql")]
        if let Some(engine) = &mut engine {
            found
                .rejected
                .extend(engine::ask(engine, &translation.sql)?);
        }
        if translation.fails(translator.options()) || !found.rejected.is_empty() {
            code = code.max(FAILED);
        }
        let name = input.name();
        for rejected in &found.rejected {
            eprintln!("{name}: {rejected}");
        }
        println!(
            "{name}: {} statements: {} read by sqlparser, {} that it does not know, {} refused, {} rejected",
            translation.statements.len(),
            found.read,
            found.excused,
            found.refused,
            found.rejected.len()
        );
        Ok(())
    })?;
    Ok(code)
}

/// Reads the output of every statement with `sqlparser`.
fn reparse(translation: &Translation) -> Found {
    let mut found = Found::default();
    for (statement, tree) in translation
        .statements
        .iter()
        .zip(translation.to_sqlparser())
    {
        let sql = translation.statement_sql(statement);
        if matches!(statement.outcome, Outcome::Refused | Outcome::Syntax) {
            found.refused += 1;
        } else if tree.is_some() {
            found.read += 1;
        } else if excused(sql) {
            found.excused += 1;
        } else {
            let line = translation.sql.get(..statement.output_span.start as usize);
            let line = line.map_or(1, |before| before.matches('\n').count() + 1);
            found.rejected.push(format!(
                "line {line} of the output: sqlparser does not read this {}",
                statement.kind
            ));
        }
    }
    found
}

fn excused(sql: &str) -> bool {
    let lower = sql.to_ascii_lowercase();
    if lower.contains(WITH_EXPRESSION) {
        return true;
    }
    // A statement that became several is excused by any of them.
    let words: Vec<&str> = lower
        .lines()
        .filter(|line| !line.trim_start().starts_with("--"))
        .flat_map(str::split_whitespace)
        .collect();
    EXCUSED.iter().any(|(first, _)| {
        (0..words.len()).any(|at| {
            let begins = at == 0 || words.get(at - 1).is_some_and(|word| word.ends_with(';'));
            begins && starts_with(words.get(at..).unwrap_or_default(), first)
        })
    })
}

/// Whether words begin with others; OR REPLACE and IF NOT EXISTS do not count.
fn starts_with(words: &[&str], first: &[&str]) -> bool {
    let mut words = words
        .iter()
        .filter(|word| !matches!(**word, "or" | "replace" | "if" | "not" | "exists"));
    first.iter().all(|word| {
        words
            .next()
            .is_some_and(|found| found.eq_ignore_ascii_case(word))
    })
}

/// GoogleSQL's own analyzer.
#[cfg(feature = "googlesql")]
mod engine {
    use crate::cli::Failure;
    use crate::verify::googlesql::{Catalog, Engine};

    /// `googlesql=HOST:PORT` or `googlesql=PROGRAM`.
    pub(super) fn open(text: &str) -> Result<Engine, Failure> {
        let Some(place) = text.strip_prefix("googlesql=") else {
            return Err(Failure::Usage(format!(
                "--engine {text}: it is googlesql=PROGRAM or googlesql=HOST:PORT"
            )));
        };
        let engine = if std::path::Path::new(place).exists() {
            Engine::spawn(place)
        } else {
            Engine::connect(place)
        };
        engine.map_err(|error| Failure::Usage(format!("--engine {text}: {error}")))
    }

    /// What the analyzer says against the statements of a text.
    pub(super) fn ask(engine: &mut Engine, sql: &str) -> Result<Vec<String>, Failure> {
        let found = engine
            .analyze_script(sql, &mut Catalog::new())
            .map_err(|error| Failure::Usage(format!("GoogleSQL: {error}")))?;
        Ok(found
            .into_iter()
            .filter_map(|statement| statement.result.err())
            .map(|error| format!("GoogleSQL: {error}"))
            .collect())
    }
}

#[cfg(test)]
#[allow(clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn sqlparser_still_does_not_read_what_is_excused() {
        let dialect = sqlparser::dialect::BigQueryDialect {};
        for (first, example) in EXCUSED {
            assert!(excused(example), "{first:?}");
            let read = sqlparser::parser::Parser::parse_sql(&dialect, example);
            assert!(read.is_err(), "{first:?} need not be excused any more");
        }
        assert!(!excused("SELECT 1"));
        assert!(excused(
            "-- x\nCREATE OR REPLACE PROCEDURE d.p() BEGIN SELECT 1; END"
        ));
    }
}
