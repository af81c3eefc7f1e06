//! The embedded check: the BigQuery dialect of the `sqlparser` crate reads the output again.
//!
//! That dialect does not know all of BigQuery. What it is excused from is a list, whose every entry a test tries: an entry that
//! `sqlparser` has learnt to read fails that test.

use sqlparser::dialect::BigQueryDialect;
use sqlparser::parser::{Parser, ParserError};

use crate::source::byte_at;

/// What `sqlparser` makes of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// It reads it.
    Read,
    /// It does not read it, and is known not to.
    Excused,
    /// It should read it and does not.
    Rejected {
        /// Why, in its words.
        message: String,
        /// The byte of the statement where it stopped.
        at: usize,
    },
}

/// Statements of BigQuery that `sqlparser` does not read: their first words, and an example for the test.
const STATEMENTS: &[(&[&str], &str)] = &[
    (
        &["LOAD", "DATA"],
        "LOAD DATA INTO d.t FROM FILES (format = 'CSV', uris = ['gs://b/f'])",
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

/// Words and operators inside of statements that `sqlparser` does not read, and examples.
const PHRASES: &[(&str, &str)] = &[
    ("with(", "SELECT WITH(x AS 1, x + x)"),
    (
        "set options",
        "ALTER TABLE d.t SET OPTIONS (description = 'x')",
    ),
    ("<<", "SELECT a << 2 FROM d.t"),
    (">>", "SELECT a >> 2 FROM d.t"),
    ("from table", "SELECT a FROM table"),
];

/// Reads the output of one statement, which may be several.
pub fn read(sql: &str) -> Reading {
    match Parser::parse_sql(&BigQueryDialect {}, sql) {
        Ok(_) => Reading::Read,
        Err(_) if is_excused(sql) => Reading::Excused,
        Err(error) => rejected(sql, &error),
    }
}

fn rejected(sql: &str, error: &ParserError) -> Reading {
    let text = match error {
        ParserError::TokenizerError(text) | ParserError::ParserError(text) => text.as_str(),
        ParserError::RecursionLimitExceeded => "it is nested too deeply",
    };
    let (message, at) = match text.rsplit_once(" at Line: ") {
        Some((message, place)) => (message, offset(sql, place).unwrap_or(0)),
        None => (text, 0),
    };
    Reading::Rejected {
        message: message.to_owned(),
        at,
    }
}

/// The byte of `2, Column: 5`.
fn offset(sql: &str, place: &str) -> Option<usize> {
    let (line, column) = place.split_once(", Column: ")?;
    let (line, column) = (line.parse().ok()?, column.trim().parse().ok()?);
    Some(byte_at(sql, line, column))
}

/// Whether the statement, or one of several, is one that `sqlparser` is known not to read.
fn is_excused(sql: &str) -> bool {
    let lower = sql.to_ascii_lowercase();
    if PHRASES.iter().any(|(phrase, _)| lower.contains(phrase)) {
        return true;
    }
    let words: Vec<&str> = lower
        .lines()
        .filter(|line| !line.trim_start().starts_with("--"))
        .flat_map(str::split_whitespace)
        .collect();
    STATEMENTS.iter().any(|(first, _)| {
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

#[cfg(test)]
#[allow(clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn sqlparser_still_does_not_read_what_is_excused() {
        let statements = STATEMENTS.iter().map(|(_, example)| example);
        let phrases = PHRASES.iter().map(|(_, example)| example);
        for example in statements.chain(phrases) {
            assert_eq!(read(example), Reading::Excused, "{example}");
        }
        let replaced = "-- x\nCREATE OR REPLACE PROCEDURE d.p() BEGIN SELECT 1; END";
        assert_eq!(read(replaced), Reading::Excused);
    }

    #[test]
    fn what_it_should_read_is_read_or_rejected_with_its_place() {
        assert_eq!(read("SELECT 1"), Reading::Read);
        let Reading::Rejected { message, at } = read("SELECT a\nFROM t WHERE )") else {
            panic!("it was read");
        };
        assert!(message.contains("found"), "{message}");
        assert_eq!(at, 22);
    }
}
