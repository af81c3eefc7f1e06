//! `rs2bq explain` and `rs2bq functions`: what the program knows, for readers.

use std::fmt::Write as _;

use super::{DONE, Failure, print};
use crate::diagnostic::Code;
use crate::functions::{self, Row, Target};

/// Prints the page of a code.
pub(super) fn explain(code: Code) -> Result<i32, Failure> {
    page(code.page().text())
}

/// Prints one line a row, or all about one function.
pub(super) fn functions(name: Option<&str>) -> Result<i32, Failure> {
    let mut text = String::new();
    match name {
        None => {
            for row in functions::names()
                .iter()
                .flat_map(|name| functions::rows(name))
            {
                text.push_str(&line(row));
            }
        }
        Some(name) => {
            let folded = name.to_lowercase();
            let rows = functions::rows(&folded);
            if rows.is_empty() {
                return Err(Failure::Usage(unknown(&folded)));
            }
            for row in rows {
                text.push_str(&line(row));
                details(row, &mut text);
            }
        }
    }
    page(&text)
}

/// Prints SUPPORT.md.
pub(super) fn support() -> Result<i32, Failure> {
    page(&crate::support::markdown())
}

/// Prints the library for a dataset.
pub(super) fn library(dataset: &str) -> Result<i32, Failure> {
    page(&crate::library::persistent(dataset))
}

fn unknown(name: &str) -> String {
    match functions::near(name) {
        Some(near) => format!("the table has no function {name}; did you mean {near}?"),
        None => format!("the table has no function {name}; `rs2bq functions` lists all"),
    }
}

fn line(row: &Row) -> String {
    let target = match row.target {
        Target::Template(template) => format!("= {template}"),
        Target::Rust(_) => "= depends on the arguments".to_owned(),
        Target::Refused(code) => format!("refused: {}", code.as_str()),
    };
    let codes: String = row
        .codes
        .iter()
        .map(|code| format!("  [{}]", code.as_str()))
        .collect();
    format!("{}  {target}{codes}\n", row.signature)
}

fn details(row: &Row, text: &mut String) {
    for example in &row.examples {
        let from = example
            .from
            .map(|from| format!(" from {from}"))
            .unwrap_or_default();
        let expect = match example.expect {
            functions::Expectation::Exactly(value) => format!("=> {value}"),
            functions::Expectation::Nearly(value) => format!("=~ {value}"),
            functions::Expectation::Error => "=> error".to_owned(),
        };
        // Writing to a String does not fail.
        let _ = writeln!(text, "    {}{from} {expect}", example.expr);
    }
    for note in &row.notes {
        let _ = writeln!(text, "    note: {note}");
    }
}

fn page(text: &str) -> Result<i32, Failure> {
    print(text).map(|()| DONE)
}
