//! The table of functions against GoogleSQL: every example of every row is translated and evaluated.
//!
//! `e.g. len('français') => 8` asks whether `SELECT (SELECT CHAR_LENGTH('français')) IS NOT DISTINCT FROM (8)`. All failures are
//! reported at once. `RS2BQ_ROWS=to_char cargo test …` runs only the rows whose name holds the text.

#![cfg(feature = "googlesql")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use rs2bq::functions::{Example, Row, all_rows};
use support::examples::check;
use support::own_googlesql;

#[test]
fn every_example_gives_what_its_row_says() {
    let only = std::env::var("RS2BQ_ROWS").unwrap_or_default();
    let mut engine = own_googlesql();
    let mut failures = Vec::new();
    let mut tried = 0;
    for row in all_rows() {
        let row = row.unwrap_or_else(|error| panic!("{error}"));
        if row.unchecked.is_some() || !row.name.contains(&only) {
            continue;
        }
        for example in &row.examples {
            tried += 1;
            if let Err(why) = check(&mut engine, example) {
                failures.push(report(&row, example, &why));
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {tried} examples fail:\n{}",
        failures.len(),
        failures.join("\n")
    );
}

fn report(row: &Row, example: &Example, why: &str) -> String {
    format!(
        "{}.map:{} {}\n    {why}",
        row.family, row.line, example.expr
    )
}
