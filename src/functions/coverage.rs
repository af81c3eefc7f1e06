//! Does every row have what it needs? A translated row: a typical example, one with NULL and a boundary, three at least. A refused
//! row: a note that says why.

#![allow(clippy::unwrap_used)]

use super::{Param, ParamType, Row, Target, all_rows};

/// As few examples as a row may have.
const FEWEST: usize = 3;

fn all(test: impl Fn(&Row) -> Option<String>) {
    let rows = all_rows().into_iter().map(Result::unwrap);
    let lacking: Vec<String> = rows
        .filter_map(|row| {
            test(&row).map(|what| format!("{}.map:{} {}: {what}", row.family, row.line, row.name))
        })
        .collect();
    assert!(lacking.is_empty(), "{}", lacking.join("\n"));
}

fn is_refused(row: &Row) -> bool {
    matches!(row.target, Target::Refused(_))
}

/// A constant of one value, or a word of the syntax, is never NULL.
fn can_be_null(param: &Param) -> bool {
    match param.ty {
        ParamType::Part(_) | ParamType::Text(_) | ParamType::IntRange(..) => false,
        ParamType::Any
        | ParamType::String
        | ParamType::Char
        | ParamType::Int
        | ParamType::Int2
        | ParamType::Int4
        | ParamType::Int8
        | ParamType::Decimal
        | ParamType::Float
        | ParamType::Number
        | ParamType::Bool
        | ParamType::Date
        | ParamType::Time
        | ParamType::TimeTz
        | ParamType::Timestamp
        | ParamType::TimestampTz
        | ParamType::Datetime
        | ParamType::Interval
        | ParamType::Super
        | ParamType::Varbyte
        | ParamType::Geometry
        | ParamType::Geography
        | ParamType::HllSketch => !param.literal,
    }
}

fn holds_null(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .any(|word| word == "NULL")
}

#[test]
fn translated_rows_have_a_typical_example_null_and_a_boundary() {
    all(|row| {
        if is_refused(row) || row.unchecked.is_some() {
            return None;
        }
        let has_null = row
            .examples
            .iter()
            .any(|example| holds_null(example.expr) || example.from.is_some_and(holds_null));
        let found = row.examples.len();
        if found < FEWEST {
            Some(format!("{found} examples, not {FEWEST}"))
        } else if row.params.iter().any(can_be_null) && !has_null {
            Some("no example with NULL".to_owned())
        } else {
            None
        }
    });
}

#[test]
fn refused_rows_say_why() {
    all(|row| (is_refused(row) && row.notes.is_empty()).then(|| "no note".to_owned()));
}

#[test]
fn no_example_stands_twice_in_a_row() {
    all(|row| {
        let mut said: Vec<_> = row.examples.iter().map(|e| (e.expr, e.from)).collect();
        said.sort_unstable();
        said.windows(2)
            .find(|pair| pair.first() == pair.last())
            .map(|pair| format!("{pair:?}"))
    });
}
