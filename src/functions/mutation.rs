//! Do the examples prove their rows? Each row's target is replaced by that of a neighbour, and by the bare call of Redshift; an
//! example must fail.
//!
//! A bare call that is the row's own target (`LOWER(s)` is `LOWER(s)` in both) is no mutation and is not counted; nor are those of
//! [`SAME`].
//! `RS2BQ_ROWS=pad cargo test --features googlesql --lib mutation` tries only the rows whose name holds the text.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::cell::Cell;

use super::{Param, Row, Target, all_rows};

#[path = "../../tests/support/examples.rs"]
mod examples;
#[path = "../../tests/support/server.rs"]
mod server;

thread_local! {
    /// The row whose target is another one now.
    static MUTANT: Cell<Option<(&'static str, usize, Target)>> = const { Cell::new(None) };
}

/// The mutated target of a row.
pub(super) fn target(row: &Row) -> Option<Target> {
    MUTANT.get().and_then(|(family, line, target)| {
        (family == row.family && line == row.line).then_some(target)
    })
}

/// Of a NUMERIC, the engine takes half a minute for these.
const TOO_SLOW: &[&str] = &["EXP", "LN", "LOG", "LOG10", "POW", "POWER"];

fn is_slow(row: &Row, mutant: &str) -> bool {
    let of_decimal = row
        .params
        .iter()
        .any(|param| param.ty == super::ParamType::Decimal);
    let function = mutant.split('(').next().unwrap_or_default();
    of_decimal && TOO_SLOW.contains(&function)
}

/// Mutants that no value tells from the row: the function or its whole call, the mutant, and why it is the same.
const SAME: &[(&str, &str, &str)] = &[
    ("greatest", "GREATEST($a)", "of one value"),
    ("least", "LEAST($a)", "of one value"),
    ("trunc", "DATE($d)", "of a DATE, which it is already"),
    ("date", "DATE($d)", "of a DATE, which it is already"),
    (
        "extract",
        "CAST(EXTRACT($p FROM DATETIME($d)) AS FLOAT64)",
        "both in the zone of the session",
    ),
    (
        "datepart",
        "CAST(EXTRACT($p FROM DATETIME($d)) AS FLOAT64)",
        "both in the zone of the session",
    ),
    (
        "date_part",
        "CAST(EXTRACT($p FROM DATETIME($d)) AS FLOAT64)",
        "both in the zone of the session",
    ),
    (
        "round(x: int, n: int>=0)",
        "CAST(TRUNC(CAST($x AS NUMERIC), $n) AS INT64)",
        "of an integer, which has no decimals to cut",
    ),
    (
        "collate",
        "COLLATE($s, 'case_sensitive')",
        "the engine takes every name of a collation for a binary one",
    ),
    (
        "collate",
        "COLLATE($s, 'cs')",
        "the engine takes every name of a collation for a binary one",
    ),
    (
        "date_cmp",
        "SIGN(DATETIME_DIFF($a, $b, MICROSECOND))",
        "dates are midnights",
    ),
    (
        "timestamptz_cmp",
        "SIGN(TIMESTAMP_DIFF($a, TIMESTAMP($b), MICROSECOND))",
        "of a TIMESTAMP, which it is already",
    ),
    (
        "exp",
        "EXP(CAST($x AS FLOAT64))",
        "of a FLOAT64, which it is already",
    ),
    (
        "ln",
        "LN(CAST($x AS FLOAT64))",
        "of a FLOAT64, which it is already",
    ),
    (
        "log",
        "LOG10(CAST($x AS FLOAT64))",
        "of a FLOAT64, which it is already",
    ),
    (
        "pow",
        "POWER(CAST($a AS FLOAT64), $b)",
        "of a FLOAT64, which it is already",
    ),
    (
        "pi",
        "PI()",
        "the same number, by a name that BigQuery does not document",
    ),
    (
        "substring",
        "SUBSTR($s, GREATEST($p, 1), GREATEST($l + LEAST($p - 1, 0), 0))",
        "from a position that is 1 or more",
    ),
    (
        "substring",
        "SUBSTR($s, GREATEST($p, 1))",
        "from a position that is 1 or more",
    ),
    (
        "repeat",
        "REPEAT($s, GREATEST($n, 0))",
        "of a count that is 0 or more",
    ),
];

fn means_the_same(row: &Row, mutant: &str) -> bool {
    let is_of = |name: &str| name == row.name || row.signature.starts_with(&format!("{name} ->"));
    SAME.iter()
        .any(|(name, same, _)| is_of(name) && *same == mutant)
}

#[test]
fn examples_catch_mutants() {
    let only = std::env::var("RS2BQ_ROWS").unwrap_or_default();
    let rows: Vec<Row> = all_rows().into_iter().map(Result::unwrap).collect();
    let mut engine = server::own_googlesql();
    let (mut tried, mut survivors) = (0, Vec::new());
    for (index, row) in rows.iter().enumerate() {
        let refused = matches!(row.target, Target::Refused(_));
        if refused || row.examples.is_empty() || !row.name.contains(&only) {
            continue;
        }
        tried += 1;
        let mutants = [neighbour(&rows, index), bare(row)];
        for mutant in mutants
            .into_iter()
            .flatten()
            .filter(|mutant| !is_slow(row, mutant) && !means_the_same(row, mutant))
        {
            MUTANT.set(Some((row.family, row.line, Target::Template(mutant))));
            let caught = row
                .examples
                .iter()
                .any(|example| examples::check(&mut engine, example).is_err());
            MUTANT.set(None);
            if !caught {
                survivors.push(format!(
                    "{}.map:{} {} as {mutant}",
                    row.family, row.line, row.signature
                ));
            }
        }
    }
    let mut rows_missed = survivors.clone();
    rows_missed.dedup_by(|a, b| a.split(' ').next() == b.split(' ').next());
    println!(
        "{tried} rows, {} with a mutant that no example catches:\n{}",
        rows_missed.len(),
        survivors.join("\n")
    );
    assert!(
        rows_missed.len() * 50 <= tried,
        "{} of {tried} rows have a mutant that no example catches:\n{}",
        rows_missed.len(),
        survivors.join("\n")
    );
}

/// The template of the next row of another function with as many parameters, over this row's names, if it means something else.
fn neighbour(rows: &[Row], index: usize) -> Option<&'static str> {
    let row = &rows[index];
    let own = text_of(row).map(canonical);
    let after = rows.iter().skip(index + 1);
    let before = rows.iter().take(index).rev();
    after
        .chain(before)
        .filter(|other| {
            other.name != row.name
                && other.aggregate == row.aggregate
                && other.window == row.window
                && other.params.len() == row.params.len()
        })
        .filter_map(|other| renamed(other, &row.params))
        .find(|text| Some(canonical(text)) != own)
        .map(|text| &*text.leak())
}

/// Functions of BigQuery with two names.
const SYNONYMS: &[(&str, &str)] = &[
    ("STDDEV_SAMP(", "STDDEV("),
    ("VAR_SAMP(", "VARIANCE("),
    ("CEILING(", "CEIL("),
    ("POWER(", "POW("),
    ("CHARACTER_LENGTH(", "LENGTH("),
    ("CHAR_LENGTH(", "LENGTH("),
    ("OCTET_LENGTH(", "BYTE_LENGTH("),
    ("SUBSTRING(", "SUBSTR("),
    ("CURRENT_TIMESTAMP()", "CURRENT_DATETIME()"),
];

/// The template with one name for each function.
fn canonical(text: &str) -> String {
    SYNONYMS
        .iter()
        .fold(text.to_owned(), |text, (synonym, name)| {
            text.replace(synonym, name)
        })
}

fn text_of(row: &Row) -> Option<&'static str> {
    match row.target {
        Target::Template(text) => Some(text),
        Target::Rust(_) | Target::Refused(_) => None,
    }
}

/// The template of a row over other names of its parameters.
fn renamed(row: &Row, names: &[Param]) -> Option<String> {
    let mut text = text_of(row)?.to_owned();
    let variadic = |params: &[Param]| params.iter().any(|param| param.variadic);
    let unnamed = names.iter().any(|param| param.name.is_empty());
    if variadic(&row.params) != variadic(names) || unnamed {
        return None;
    }
    for (number, param) in row.params.iter().enumerate() {
        if !param.name.is_empty() {
            text = replace_hole(&text, param.name, &format!("$\u{1}{number}"));
        }
    }
    for (number, param) in names.iter().enumerate() {
        text = text.replace(&format!("$\u{1}{number}"), &format!("${}", param.name));
    }
    Some(text)
}

/// `$name` where the name ends.
fn replace_hole(text: &str, name: &str, with: &str) -> String {
    let hole = format!("${name}");
    let mut parts = text.split(&hole).peekable();
    let mut result = String::new();
    while let Some(part) = parts.next() {
        result.push_str(part);
        if let Some(next) = parts.peek() {
            let longer = next.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
            if longer {
                result.push('$');
                result.push_str(name);
            } else {
                result.push_str(with);
            }
        }
    }
    result
}

/// `NAME($a, $b)`, unless it is the row's own template.
fn bare(row: &Row) -> Option<&'static str> {
    let arguments: Vec<String> = row
        .params
        .iter()
        .filter(|param| !param.optional)
        .map(|param| {
            let rest = if param.variadic { "..." } else { "" };
            if let super::ParamType::Text(text) = &param.ty {
                format!("'{text}'")
            } else {
                format!("${}{rest}", param.name)
            }
        })
        .collect();
    let call = format!("{}({})", row.name.to_uppercase(), arguments.join(", "));
    (text_of(row).map(canonical) != Some(canonical(&call))).then(|| &*call.leak())
}
