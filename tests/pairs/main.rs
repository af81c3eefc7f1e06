//! Pairs: a query of Redshift and the rows that it has, for every rewrite; the translation must give them on GoogleSQL.
//!
//! The pairs are data, in the `.pairs` files beside this one. The rows come from PostgreSQL, which runs the query as it
//! stands, unless the pair says them because Redshift differs or PostgreSQL has no such word:
//!
//! ```text
//! # integer division: DIV
//! typical, naive: SELECT i / 2 FROM n
//! null: SELECT i / NULL::INT FROM n
//! edge: SELECT -7 / 2
//! SELECT AVG(i) FROM n => 1
//! ```
//!
//! After `=>` the rows stand with `;` between them and `|` between values, as PostgreSQL prints them; nothing is no row.
//! `# name: words` begins a rewrite; the words are what the translation of at least one of its queries must hold, so
//! that a pair does not pass by the rewrite not being needed. A pair may be a script, its statements ended by `;`: the
//! rows are those of the last, which reads the tables and views that the others make.
//!
//! The engine of the tests cannot run ROLLUP and its kin: a rewrite whose name ends in `(analyzed)` is only analyzed, and
//! its originals must run on PostgreSQL.
//!
//! Every rewrite shows four kinds, marked before the query: a `typical` case, one with a NULL, a boundary (`edge`), and
//! one that the `naive` translation fails: GoogleSQL refuses the words of Redshift as they stand, or gives other rows.

#![cfg(feature = "googlesql")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "../support/mod.rs"]
mod support;

use rs2bq::verify::googlesql::{Catalog, Engine, EngineError, Value};
use rs2bq::{Class, Options, Translator};

use support::cell::{self, Cell};
use support::postgres::Postgres;
use support::rows;

const FILES: [(&str, &str); 6] = [
    ("operators", include_str!("operators.pairs")),
    ("queries", include_str!("queries.pairs")),
    ("clauses", include_str!("clauses.pairs")),
    ("names", include_str!("names.pairs")),
    ("combinations", include_str!("combinations.pairs")),
    ("super", include_str!("super.pairs")),
];

/// Redshift's strings keep the backslash as an escape, as PostgreSQL's once did.
const SETTINGS: &str = "SET standard_conforming_strings = off; SET escape_string_warning = off;\n";

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

/// What every rewrite shows.
const KINDS: [&str; 4] = ["typical", "null", "edge", "naive"];

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
        analyzes: false,
    };
    let load = format!("{SETTINGS}{SCHEMA}{}", rows::insert("n", &rows));
    run.postgres.query(&load).unwrap();
    let (mut wrong, mut rewrites) = (Vec::new(), 0);
    for (file, text) in FILES {
        for section in text.split("\n# ").skip(1) {
            rewrites += 1;
            let faults = run.rewrite(section);
            wrong.extend(faults.into_iter().map(|fault| format!("{file}, {fault}")));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(rewrites >= 60, "{rewrites} rewrites");
}

struct Run {
    postgres: Postgres,
    googlesql: Engine,
    member: String,
    /// The rewrite at hand is analyzed, not evaluated.
    analyzes: bool,
}

impl Run {
    /// What is wrong with the pairs of a rewrite.
    fn rewrite(&mut self, section: &str) -> Vec<String> {
        let (head, body) = section.split_once('\n').unwrap();
        self.analyzes = head.contains(" (analyzed)");
        let (name, words) = head.split_once(": ").unwrap_or((head, ""));
        let (mut wrong, mut seen, mut shown) = (Vec::new(), words.is_empty(), Vec::new());
        for line in body.lines() {
            if line.is_empty() || line.starts_with("--") {
                continue;
            }
            let (kinds, pair) = marks(line);
            match self.check(pair, &kinds) {
                Ok(sql) => seen |= sql.contains(words),
                Err(why) => wrong.push(format!("{name}: {pair}\n    {why}")),
            }
            shown.extend(kinds);
        }
        if !seen {
            wrong.push(format!("{name}: no translation with {words}"));
        }
        let missing = KINDS.iter().filter(|kind| !shown.contains(kind));
        wrong.extend(missing.map(|kind| format!("{name}: no pair is marked {kind}")));
        wrong
    }

    /// The translation of a pair, where it gives the rows and the pair is of its kinds.
    fn check(&mut self, pair: &str, kinds: &[&str]) -> Result<String, String> {
        let (query, said) = match pair.split_once(" =>") {
            Some((query, rows)) => (query, Some(rows.trim_start())),
            None => (pair, None),
        };
        let sql = translated(query, SCHEMA, Class::Refused)?;
        let refused = |error: EngineError| {
            let text = error.to_string();
            format!("{sql}\n    {}", text.lines().next().unwrap_or_default())
        };
        let with_table = with_keys(&self.with_table(&sql));
        if self.analyzes {
            let nothing = Catalog::new();
            self.googlesql
                .analyze(&with_table, &nothing)
                .map_err(refused)?;
            self.original(query)?;
            let copied = self.with_table(query);
            if kinds.contains(&"naive") && self.googlesql.analyze(&copied, &nothing).is_ok() {
                return Err(
                    "is marked naive, and GoogleSQL takes the words as they stand".to_owned(),
                );
            }
            return Ok(sql);
        }
        let found = self.googlesql.evaluate(&with_table).map_err(refused)?;
        let types: Vec<String> = found.columns.iter().map(|(_, ty)| ty.to_string()).collect();
        let texts = match said {
            Some(said) => written(said),
            None => self.original(query)?,
        };
        let expected = texts.iter().map(|row| {
            let cells = row.iter().zip(&types);
            cells
                .map(|(text, ty)| Cell::postgres(text.as_ref(), ty))
                .collect()
        });
        let ordered = query.contains("ORDER BY");
        let expected = comparable(expected.collect(), ordered);
        let found = comparable(cells(&found.rows), ordered);
        if expected != found {
            return Err(format!(
                "{sql}\n    gives {found:?}\n    not   {expected:?}"
            ));
        }
        self.check_without_schema(query, expected.clone(), ordered)?;
        let has_null = query.contains("NULL") || expected.iter().flatten().any(Cell::is_null);
        if kinds.contains(&"null") && !has_null {
            return Err("is marked null and has none".to_owned());
        }
        if kinds.contains(&"naive") && self.copied(query, ordered).as_ref() == Some(&expected) {
            return Err("is marked naive, and the words as they stand give the rows".to_owned());
        }
        Ok(sql)
    }

    /// Where the table is not declared, the translation gives the rows too, or says that it may not, or is refused by BigQuery.
    fn check_without_schema(
        &mut self,
        query: &str,
        mut expected: Vec<Vec<Cell>>,
        ordered: bool,
    ) -> Result<(), String> {
        let Ok(sql) = translated(query, "", Class::Differs) else {
            return Ok(());
        };
        let Ok(found) = self.googlesql.evaluate(&with_keys(&self.with_table(&sql))) else {
            return Ok(());
        };
        let mut found = comparable(cells(&found.rows), ordered);
        cell::alike(&mut expected, &mut found);
        if expected == found {
            return Ok(());
        }
        Err(format!(
            "without a schema {sql}\n    gives {found:?}\n    not   {expected:?}"
        ))
    }

    /// A query with the table of all pairs; a member of its own may hide it.
    fn with_table(&self, sql: &str) -> String {
        if sql.starts_with("WITH n ") {
            return format!("WITH {} ({sql})", self.member);
        }
        rows::with_members(&self.member, sql)
    }

    /// The rows that PostgreSQL gives; what a script makes is gone afterwards.
    fn original(&mut self, query: &str) -> Result<Vec<Vec<Option<String>>>, String> {
        self.postgres.query("BEGIN")?;
        let rows = self.postgres.query(query);
        self.postgres.query("ROLLBACK")?;
        rows.map_err(|error| format!("PostgreSQL: {error}"))
    }

    /// The rows that GoogleSQL gives for the words of Redshift, where it takes them.
    fn copied(&mut self, query: &str, ordered: bool) -> Option<Vec<Vec<Cell>>> {
        let sql = self.with_table(query);
        let rows = self.googlesql.evaluate(&sql).ok()?;
        Some(comparable(cells(&rows.rows), ordered))
    }
}

/// `typical, naive: SELECT 1` → the kinds and the pair
fn marks(line: &str) -> (Vec<&str>, &str) {
    let Some((head, pair)) = line.split_once(": ") else {
        return (Vec::new(), line);
    };
    let kinds: Vec<&str> = head.split(", ").collect();
    if kinds.iter().all(|kind| KINDS.contains(kind)) {
        (kinds, pair)
    } else {
        (Vec::new(), line)
    }
}

/// The translation as one query: the tables and views that a script makes are members of its WITH clause. A diagnostic of the
/// class, or of a heavier one, is an error.
fn translated(query: &str, schema: &str, heaviest: Class) -> Result<String, String> {
    let script = format!("{schema}{query}");
    let translation = Translator::new(Options::default()).translate(&script);
    let refused = |diagnostic: &&rs2bq::Diagnostic| diagnostic.class() <= heaviest;
    if let Some(diagnostic) = translation.diagnostics.iter().find(refused) {
        return Err(diagnostic.message());
    }
    let mut texts = translation
        .statements
        .iter()
        .skip(usize::from(!schema.is_empty()))
        .map(|statement| translation.statement_sql(statement));
    let last = texts.next_back().unwrap();
    let members: Vec<String> = texts.filter_map(member).collect();
    Ok(if members.is_empty() {
        last.to_owned()
    } else {
        rows::with_members(&members.join(", "), last)
    })
}

/// `CREATE TABLE t AS SELECT 1` → `t AS (SELECT 1)`
fn member(sql: &str) -> Option<String> {
    let (head, query) = sql.split_once(" AS\n").or_else(|| sql.split_once(" AS "))?;
    let name = head.split_whitespace().last()?;
    Some(format!("{name} AS ({query})"))
}

/// The engine of the tests is older than JSON_KEYS: the keys of a flat object stand in for it.
fn with_keys(sql: &str) -> String {
    sql.replace(
        "JSON_KEYS(x.o, 1)",
        "REGEXP_EXTRACT_ALL(TO_JSON_STRING(x.o), r'\"([^\"]+)\":')",
    )
}

fn cells(rows: &[Vec<Value>]) -> Vec<Vec<Cell>> {
    rows.iter()
        .map(|row| row.iter().map(Cell::googlesql).collect())
        .collect()
}

/// The rows, sorted where the query has no order.
fn comparable(mut rows: Vec<Vec<Cell>>, ordered: bool) -> Vec<Vec<Cell>> {
    if !ordered {
        cell::sort(&mut rows);
    }
    rows
}

/// `7|x;NULL|y`
fn written(rows: &str) -> Vec<Vec<Option<String>>> {
    let cell = |text: &str| (text != "NULL").then(|| text.to_owned());
    rows.split(';')
        .filter(|row| !row.is_empty())
        .map(|row| row.split('|').map(cell).collect())
        .collect()
}
