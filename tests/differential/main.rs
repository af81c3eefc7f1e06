//! Random queries: the original on PostgreSQL, the translation on GoogleSQL, and the rows compared.
//!
//! `RS2BQ_QUERIES=20000 RS2BQ_SEED=1 cargo test --features googlesql --test differential -- --nocapture` runs as many as one
//! likes; `RS2BQ_QUERY=17` runs one alone; `RS2BQ_SHOW=1` prints those that are not compared. A seed gives the same queries on
//! every machine. A mismatch is made smaller before it is reported.
//!
//! Each query is translated twice: with the tables' definitions, and without them, where what depends on a type must be said
//! (RS2001) or fail in BigQuery.
//!
//! PostgreSQL is Redshift's ancestor, not Redshift. Each expression is therefore made in two spellings: as Redshift reads
//! it, and as PostgreSQL computes what AWS documents for it.
//!
//! | documented rule | how PostgreSQL is told |
//! |---|---|
//! | AVG of integers is an integer, AVG of a DECIMAL keeps its scale, both cut | `TRUNC(AVG(x), scale)` |
//! | SUM of a BIGINT is a BIGINT | `SUM(x)::bigint` |
//! | a DECIMAL quotient has the scale max(4, s1 + p2 − s2 + 1) and is cut | `TRUNC(a / b, scale)` |
//! | EXTRACT is an INTEGER; DATE_TRUNC, DATEADD, ADD_MONTHS of a date are timestamps | casts |
//! | DATEADD of years from February 29 gives March 1; ADD_MONTHS keeps the last day of a month | arithmetic |
//! | `^`, SQRT and LN of exact numbers are DOUBLE PRECISION | casts |
//! | CONCAT of NULL is NULL | `||` |
//! | REGEXP_REPLACE replaces all; REGEXP_SUBSTR gives '' without a match | the flag `g`; COALESCE |
//! | LISTAGG leaves out NULL and '' | STRING_AGG of NULLIF |
//! | DECODE takes NULL for equal to NULL; NVL, NVL2, LEN, CHARINDEX, MINUS, TOP | the words PostgreSQL has |
//! | `(+)`, QUALIFY, aliases used in the same list | LEFT JOIN, a derived table, the expression |
//! | a backslash in a constant is an escape | written once |
//! | trailing blanks of CHAR do not count | `::text`, which cuts them |
//!
//! What the generator does not make, and why:
//!
//! | left out | reason |
//! |---|---|
//! | strings with trailing blanks in the tables | they do not count in comparisons in Redshift: standing assumption |
//! | letters beyond ASCII | PostgreSQL's case functions depend on the locale here; the table of functions tries them |
//! | more than nine decimals, also of quotients, which are rounded to four | NUMERIC has nine: standing assumption |
//! | text of floats | Redshift prints 15 digits: standing assumption |
//! | halves of floats rounded to integers, ROUND of floats | AWS does not say which way they go |
//! | integers beyond 32 bits that overflow | an error in Redshift: standing assumption; where PostgreSQL fails, nothing is compared |
//! | `<<` of more bits than fit | PostgreSQL wraps, AWS says nothing |
//! | DECIMAL results past 38 digits, common types past 19 | how Redshift cuts the scale is documented, what becomes of the value is not |
//! | text of computed DECIMALs | PostgreSQL has no fixed scale there; columns and casts are tried |
//! | DATEDIFF in weeks | on which day a week begins is not documented |
//! | ROLLUP, CUBE and GROUPING SETS | the GoogleSQL here gives their rows wrongly |
//! | FULL JOIN on an inequality | PostgreSQL has none |
//! | IGNORE NULLS | PostgreSQL has none; pairs try it |
//! | MEDIAN of a BIGINT | PostgreSQL computes it in floats |
//! | CHAR beside `||` | whether the padding stays is not documented |
//! | USING of columns of two kinds | which type their one column has is not documented |
//! | an alias of the select list inside a subquery of the list | AWS does not say whether it is seen there |
//! | RANDOM, GETDATE and the like | no fixed value |

#![cfg(feature = "googlesql")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm
)]

mod conditions;
mod dates;
mod from;
mod generate;
mod groups;
mod keys;
mod numbers;
mod query;
#[path = "../support/mod.rs"]
mod support;
mod tables;
mod tape;
mod texts;
mod types;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rs2bq::verify::googlesql::Engine;
use rs2bq::{Class, Options, Translator};

use generate::Generator;
use query::Query;
use support::cell::{self, Cell};
use support::postgres::Postgres;
use support::rows;
use tables::Data;
use tape::Tape;
use types::Kind;

/// Queries of a run without the variable.
const FEW: u64 = 300;
/// Queries over the same rows.
const BATCH: u64 = 50;
/// More mismatches than this are not looked into.
const REPORTED: usize = 25;

#[test]
fn random_queries_give_the_same_rows() {
    let totals = run(&tables::schema());
    assert!(
        totals.share_of("the same rows") >= 90,
        "too few queries are compared"
    );
}

/// What depends on a type that is not known is said, or fails.
#[test]
fn random_queries_without_a_schema_are_never_silently_wrong() {
    let totals = run("");
    assert!(
        totals.share_of("the same rows") >= 70,
        "too few queries are compared"
    );
}

/// Compares the queries that the environment asks for, translated behind this schema.
fn run(schema: &str) -> Totals {
    let number = |name: &str| {
        std::env::var(name)
            .ok()
            .map(|text| text.parse::<u64>().unwrap())
    };
    let seed = number("RS2BQ_SEED").unwrap_or(1);
    let (first, last) = match number("RS2BQ_QUERY") {
        Some(query) => (query, query + 1),
        None => (0, number("RS2BQ_QUERIES").unwrap_or(FEW)),
    };
    let mut engines = Engines::start(schema);
    let mut totals = Totals::default();
    for index in first..last {
        if index == first || index % BATCH == 0 {
            engines.load(&mut Tape::random(mix(seed, index / BATCH, 1)));
        }
        let mut tape = Tape::random(mix(seed, index, 2));
        let query = Generator::new(&mut tape).statement();
        let outcome = engines.compare(&query);
        if std::env::var_os("RS2BQ_SHOW").is_some() {
            outcome.show(&query);
        }
        if let Outcome::Mismatch(_) = outcome {
            let small = engines.smallest(tape.choices());
            totals.mismatches.push(format!("query {index}:\n{small}"));
            if totals.mismatches.len() >= REPORTED {
                break;
            }
        }
        totals.count(&outcome);
    }
    println!("{}{} rows", totals.report(), engines.compared);
    assert!(
        totals.mismatches.is_empty(),
        "{} mismatches with RS2BQ_SEED={seed}:\n\n{}",
        totals.mismatches.len(),
        totals.mismatches.join("\n\n")
    );
    totals
}

/// A seed for each query; streams of neighbours have nothing in common.
fn mix(seed: u64, index: u64, stream: u64) -> u64 {
    let mut z = seed ^ index.rotate_left(24) ^ (stream << 60);
    for _ in 0..3 {
        z = (z ^ (z >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    }
    z ^ (z >> 32)
}

/// What came of a query.
enum Outcome {
    Same,
    /// The translation has this code, so that it fails on purpose.
    Refused(String),
    /// The rows differ and a diagnostic says that they may.
    Announced(String),
    /// BigQuery does not accept it.
    Loud(String),
    /// PostgreSQL has no rows to compare with.
    OriginalFails(String),
    Mismatch(String),
}

impl Outcome {
    /// Prints what was not compared.
    fn show(&self, query: &Query) {
        match self {
            Outcome::Same => println!("same\n    {}", query.rs),
            Outcome::Mismatch(_) => {}
            Outcome::Refused(why) | Outcome::Announced(why) | Outcome::Loud(why) => {
                println!("{why}\n    {}", query.rs)
            }
            Outcome::OriginalFails(why) => println!("{why}\n    {}", query.pg),
        }
    }
}

#[derive(Default)]
struct Totals {
    outcomes: BTreeMap<&'static str, usize>,
    reasons: BTreeMap<String, usize>,
    mismatches: Vec<String>,
}

impl Totals {
    fn count(&mut self, outcome: &Outcome) {
        let (name, reason) = match outcome {
            Outcome::Same => ("the same rows", None),
            Outcome::Refused(code) => ("refused", Some(code)),
            Outcome::Announced(code) => ("announced", Some(code)),
            Outcome::Loud(message) => ("fails in BigQuery", Some(message)),
            Outcome::OriginalFails(message) => ("the original fails", Some(message)),
            Outcome::Mismatch(_) => ("mismatches", None),
        };
        *self.outcomes.entry(name).or_default() += 1;
        if let Some(reason) = reason {
            *self.reasons.entry(format!("{name}: {reason}")).or_default() += 1;
        }
    }

    /// How many of a hundred came out like this; of a few, the share is not told.
    fn share_of(&self, outcome: &str) -> usize {
        let all: usize = self.outcomes.values().sum();
        let these = self.outcomes.get(outcome).copied().unwrap_or(0);
        if all < 100 { 100 } else { these * 100 / all }
    }

    fn report(&self) -> String {
        let mut text = format!("{:?}\n", self.outcomes);
        let mut reasons: Vec<_> = self.reasons.iter().collect();
        reasons.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        for (reason, count) in reasons.into_iter().take(25) {
            writeln!(text, "{count:6} {reason}").unwrap();
        }
        text
    }
}

struct Engines {
    postgres: Postgres,
    googlesql: Engine,
    data: Data,
    /// The CREATE TABLE statements, or nothing.
    schema: String,
    /// How many equal rows there were.
    compared: usize,
}

impl Engines {
    fn start(schema: &str) -> Engines {
        Engines {
            postgres: support::own_postgres(),
            googlesql: support::own_googlesql(),
            data: Data {
                postgres: String::new(),
                googlesql: String::new(),
            },
            schema: schema.to_owned(),
            compared: 0,
        }
    }

    /// Fills the tables.
    fn load(&mut self, tape: &mut Tape) {
        self.data = tables::data(tape);
        self.postgres.query(&self.data.postgres).unwrap();
    }

    /// The smallest query like the one of these choices that still goes wrong, described.
    fn smallest(&mut self, choices: Vec<u32>) -> String {
        let choices = tape::shrink(choices, |choices| {
            let query = Generator::new(&mut Tape::replay(choices)).statement();
            matches!(self.compare(&query), Outcome::Mismatch(_))
        });
        let query = Generator::new(&mut Tape::replay(&choices)).statement();
        match self.compare(&query) {
            Outcome::Mismatch(why) => why,
            _ => "gone when tried again".to_owned(),
        }
    }

    fn compare(&mut self, query: &Query) -> Outcome {
        let expected = match self.postgres.query(&query.pg) {
            Ok(rows) => rows,
            Err(message) => return Outcome::OriginalFails(without_names(&message)),
        };
        let (sql, announced) = match self.translate(&query.rs) {
            Ok(translated) => translated,
            Err(refused) => return refused,
        };
        let mut expected: Vec<Vec<Cell>> = expected
            .iter()
            .map(|row| {
                row.iter()
                    .zip(&query.columns)
                    .map(|(text, (_, ty))| Cell::postgres(text.as_ref(), ty.bigquery()))
                    .collect()
            })
            .collect();
        let why = match self
            .googlesql
            .evaluate(&rows::with_members(&self.data.googlesql, &sql))
        {
            // Without a schema, a type that was taken for another makes the query fail, which nobody overlooks.
            Err(error) if self.schema.is_empty() && announced.is_none() => {
                return Outcome::Loud(without_names(&error.to_string()));
            }
            Err(error) => error.to_string(),
            Ok(found) => {
                let types: Vec<String> =
                    found.columns.iter().map(|(_, ty)| ty.to_string()).collect();
                let mut found: Vec<Vec<Cell>> = found
                    .rows
                    .iter()
                    .map(|row| row.iter().map(Cell::googlesql).collect())
                    .collect();
                if self.schema.is_empty() {
                    cell::alike(&mut expected, &mut found);
                }
                if !query.ordered {
                    cell::sort(&mut expected);
                    cell::sort(&mut found);
                }
                let is_same =
                    expected == found || !query.ordered && cell::same_rows(&expected, &found);
                if !is_same {
                    let same = expected.iter().zip(&found);
                    let same = same.take_while(|(one, two)| one == two).count();
                    format!(
                        "PostgreSQL {}\nGoogleSQL  {}",
                        some(&expected, same),
                        some(&found, same)
                    )
                } else if let Some(why) = wrong_type(query, &types)
                    && !self.schema.is_empty()
                {
                    why
                } else {
                    self.compared += found.len();
                    return Outcome::Same;
                }
            }
        };
        if let Some(code) = announced {
            return Outcome::Announced(code);
        }
        Outcome::Mismatch(format!(
            "{}\n-- PostgreSQL\n{}\n-- GoogleSQL\n{sql}\n{why}",
            query.rs, query.pg
        ))
    }

    /// The translation, and the code that says its rows may differ.
    fn translate(&self, rs: &str) -> Result<(String, Option<String>), Outcome> {
        let script = format!("{}{rs}", self.schema);
        let translation = Translator::new(Options::default()).translate(&script);
        let statement = translation.statements.last().unwrap();
        let mut announced = None;
        for diagnostic in &translation.diagnostics {
            let code = format!("{} {}", diagnostic.code.as_str(), diagnostic.message());
            match diagnostic.class() {
                Class::Refused => return Err(Outcome::Refused(without_names(&code))),
                Class::Syntax => {
                    return Err(Outcome::Mismatch(format!(
                        "{rs}\nis not understood: {code}"
                    )));
                }
                _ => announced = Some(without_names(&code)),
            }
        }
        Ok((translation.statement_sql(statement).to_owned(), announced))
    }
}

/// Some of the rows, from one on.
fn some(rows: &[Vec<Cell>], start: usize) -> String {
    let count = rows.len();
    let shown = rows.iter().skip(start).take(6);
    let shown: Vec<String> = shown.map(|row| format!("{row:?}")).collect();
    format!("{count} rows, from {start} on: {}", shown.join(" "))
}

/// A column that has not the type that Redshift's becomes.
fn wrong_type(query: &Query, found: &[String]) -> Option<String> {
    query
        .columns
        .iter()
        .zip(found)
        .find_map(|((name, ty), found)| {
            let fits = match ty.kind() {
                // How many digits a sum may have does not matter here.
                Kind::Dec => found.ends_with("NUMERIC"),
                _ => found == ty.bigquery(),
            };
            (!fits).then(|| format!("{name} is {found}, not {}", ty.bigquery()))
        })
}

/// A message with the made names and numbers taken out, so that equal reasons count together.
fn without_names(message: &str) -> String {
    let short: String = message.chars().take(90).collect();
    short
        .chars()
        .map(|c| if c.is_ascii_digit() { '9' } else { c })
        .collect::<String>()
        .split("99")
        .collect::<Vec<_>>()
        .join("9")
}
