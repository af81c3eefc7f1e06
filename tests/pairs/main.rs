//! Pairs: a query of Redshift and the rows that it has, for every rewrite; the translation must give them on GoogleSQL.
//!
//! The pairs are data, in the `.pairs` files beside this one. The rows come from PostgreSQL, which runs the query as it
//! stands, unless the pair says them because Redshift differs or PostgreSQL has no such word:
//!
//! ```text
//! # integer division: DIV
//! SELECT i / 2 FROM n
//! SELECT AVG(i) FROM n => 1
//! ```
//!
//! After `=>` the rows stand with `;` between them and `|` between values, as PostgreSQL prints them; nothing is no row. `# name: words` begins a rewrite; the words are what
//! the translation of at least one of its queries must hold, so that a pair does not pass by the rewrite not being needed.

#![cfg(feature = "googlesql")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "../support/mod.rs"]
mod support;

use rs2bq::verify::googlesql::Engine;
use rs2bq::{Class, Options, Translator};

use support::cell::{self, Cell};
use support::postgres::Postgres;
use support::rows;

const FILES: [(&str, &str); 2] = [
    ("operators", include_str!("operators.pairs")),
    ("queries", include_str!("queries.pairs")),
];

/// The table of all pairs: names, types and rows.
const SCHEMA: &str = "CREATE TABLE n (i INT, j INT, d DECIMAL(10,2), t VARCHAR(20), day DATE, at TIMESTAMP, b BOOLEAN);\n";
const COLUMNS: [(&str, &str); 7] = [
    ("i", "INT64"),
    ("j", "INT64"),
    ("d", "NUMERIC"),
    ("t", "STRING"),
    ("day", "DATE"),
    ("at", "DATETIME"),
    ("b", "BOOL"),
];
const ROWS: [[&str; 7]; 4] = [
    [
        "7",
        "2",
        "1.50",
        "'abc'",
        "'2024-01-31'",
        "'2024-01-31 10:20:30.5'",
        "TRUE",
    ],
    [
        "-7",
        "2",
        "-2.25",
        "''",
        "'2024-02-29'",
        "'2024-02-29 00:00:00'",
        "FALSE",
    ],
    ["NULL", "3", "NULL", "NULL", "NULL", "NULL", "NULL"],
    [
        "0",
        "NULL",
        "10.00",
        "'A_b%'",
        "'2023-12-31'",
        "'2023-12-31 23:59:59'",
        "TRUE",
    ],
];

#[test]
fn translations_give_the_rows_of_the_originals() {
    let rows: Vec<Vec<String>> = ROWS
        .iter()
        .map(|row| row.iter().map(|cell| (*cell).to_owned()).collect())
        .collect();
    let mut run = Run {
        postgres: support::own_postgres(),
        googlesql: support::own_googlesql(),
        member: rows::member("n", &COLUMNS, &rows),
    };
    let load = format!("{SCHEMA}{}", rows::insert("n", &rows));
    run.postgres.query(&load).unwrap();
    let (mut wrong, mut rewrites) = (Vec::new(), 0);
    for (file, text) in FILES {
        for section in text.split("\n# ").skip(1) {
            rewrites += 1;
            let (head, body) = section.split_once('\n').unwrap();
            let (name, words) = head.split_once(": ").unwrap_or((head, ""));
            let pairs: Vec<&str> = body
                .lines()
                .filter(|line| !line.is_empty() && !line.starts_with("--"))
                .collect();
            let mut seen = words.is_empty();
            for pair in &pairs {
                match run.check(pair) {
                    Ok(sql) => seen |= sql.contains(words),
                    Err(why) => wrong.push(format!("{file}, {name}: {pair}\n    {why}")),
                }
            }
            if pairs.len() < 3 || !seen {
                wrong.push(format!(
                    "{file}, {name}: too few pairs, or none with {words}"
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(rewrites >= 40, "{rewrites} rewrites");
}

struct Run {
    postgres: Postgres,
    googlesql: Engine,
    member: String,
}

impl Run {
    /// The translation of a pair, where it gives the rows.
    fn check(&mut self, pair: &str) -> Result<String, String> {
        let (query, said) = match pair.split_once(" =>") {
            Some((query, rows)) => (query, Some(rows.trim_start())),
            None => (pair, None),
        };
        let translation =
            Translator::new(Options::default()).translate(&format!("{SCHEMA}{query}"));
        let refused = |diagnostic: &&rs2bq::Diagnostic| diagnostic.class() <= Class::Refused;
        if let Some(diagnostic) = translation.diagnostics.iter().find(refused) {
            return Err(diagnostic.message());
        }
        let sql = translation.statement_sql(translation.statements.last().unwrap());
        let found = self
            .googlesql
            .evaluate(&rows::with_members(&self.member, sql))
            .map_err(|error| format!("{sql}\n    {error}"))?;
        let types: Vec<String> = found.columns.iter().map(|(_, ty)| ty.to_string()).collect();
        let texts = match said {
            Some(said) => written(said),
            None => self
                .postgres
                .query(query)
                .map_err(|error| format!("PostgreSQL: {error}"))?,
        };
        let mut expected: Vec<Vec<Cell>> = texts
            .iter()
            .map(|row| {
                row.iter()
                    .zip(&types)
                    .map(|(text, ty)| Cell::postgres(text.as_ref(), ty))
                    .collect()
            })
            .collect();
        let mut found: Vec<Vec<Cell>> = found
            .rows
            .iter()
            .map(|row| row.iter().map(Cell::googlesql).collect())
            .collect();
        if !query.contains("ORDER BY") {
            cell::sort(&mut expected);
            cell::sort(&mut found);
        }
        if expected == found {
            Ok(sql.to_owned())
        } else {
            Err(format!(
                "{sql}\n    gives {found:?}\n    not   {expected:?}"
            ))
        }
    }
}

/// `7|x;NULL|y`
fn written(rows: &str) -> Vec<Vec<Option<String>>> {
    let cell = |text: &str| (text != "NULL").then(|| text.to_owned());
    rows.split(';')
        .filter(|row| !row.is_empty())
        .map(|row| row.split('|').map(cell).collect())
        .collect()
}
