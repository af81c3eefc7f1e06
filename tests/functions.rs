//! The table of functions against GoogleSQL: every example of every row is translated and evaluated.
//!
//! `e.g. len('français') => 8` asks whether `SELECT (SELECT CHAR_LENGTH('français')) IS NOT DISTINCT FROM (8)`. All failures are
//! reported at once. `RS2BQ_ROWS=to_char cargo test …` runs only the rows whose name holds the text.

#![cfg(feature = "googlesql")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use rs2bq::functions::{Example, Param, ParamType, Row, Target, all_rows};
use rs2bq::verify::googlesql::Value;
use support::examples::{check, items, translate};
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

/// Functions that give a value for a NULL among their arguments.
const NOT_STRICT: &[&str] = &[
    "coalesce",
    "nvl",
    "nvl2",
    "isnull",
    "nullif",
    "decode",
    "greatest",
    "least",
    "quote_nullable",
    "array",
    "object",
    "object_transform",
    "is_array",
    "is_object",
    "is_scalar",
    "is_boolean",
    "is_varchar",
    "is_char",
    "is_smallint",
    "is_integer",
    "is_bigint",
    "is_decimal",
    "is_float",
    "array_contains",
    "array_position",
    "array_positions",
];

/// NULL in the place of each argument of each row gives NULL: the typical example of the row, with that argument changed.
#[test]
fn null_in_each_argument_gives_null() {
    let mut engine = own_googlesql();
    let (mut tried, mut wrong) = (0, Vec::new());
    for row in all_rows().into_iter().map(Result::unwrap) {
        let translated = !matches!(row.target, Target::Refused(_)) && row.unchecked.is_none();
        if !translated || row.aggregate || row.window || NOT_STRICT.contains(&row.name) {
            continue;
        }
        for (index, param) in row.params.iter().enumerate() {
            let call = row
                .examples
                .iter()
                .find_map(|example| with_null(row.name, example, index, param));
            let Some(call) = call else { continue };
            tried += 1;
            let found = translate(&format!("SELECT {call}")).and_then(|sql| {
                engine
                    .evaluate(&sql)
                    .map_err(|error| format!("{sql}: {error}"))
            });
            match found {
                Ok(rows) if rows.rows[0][0] == Value::Null => {}
                Ok(rows) => wrong.push(format!(
                    "{}.map:{} {call} is {}",
                    row.family, row.line, rows.rows[0][0]
                )),
                Err(why) => wrong.push(format!("{}.map:{} {call}: {why}", row.family, row.line)),
            }
        }
    }
    assert!(tried > 500, "{tried}");
    assert!(
        wrong.is_empty(),
        "{} of {tried}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// The call of an example with NULL for an argument; `None` where it is no plain call, or the argument is a constant by its nature.
fn with_null(name: &str, example: &Example, index: usize, param: &Param) -> Option<String> {
    let arguments = example
        .expr
        .strip_prefix(name)?
        .strip_prefix('(')?
        .strip_suffix(')')?;
    let mut arguments = items(arguments);
    let null = null_of(&param.ty)?;
    if param.literal
        || example.from.is_some()
        || example.expr.contains(" in ")
        || arguments.contains(&"NULL")
    {
        return None;
    }
    *arguments.get_mut(index)? = null;
    Some(format!("{name}({})", arguments.join(", ")))
}

fn null_of(ty: &ParamType) -> Option<&'static str> {
    Some(match ty {
        ParamType::String => "NULL::varchar",
        ParamType::Char => "NULL::char(3)",
        ParamType::Int | ParamType::Int4 => "NULL::int",
        ParamType::Int2 => "NULL::smallint",
        ParamType::Int8 => "NULL::bigint",
        ParamType::Decimal => "NULL::numeric(10, 2)",
        ParamType::Float | ParamType::Number => "NULL::float8",
        ParamType::Date => "NULL::date",
        ParamType::Time => "NULL::time",
        ParamType::Timestamp | ParamType::Datetime => "NULL::timestamp",
        ParamType::TimestampTz => "NULL::timestamptz",
        ParamType::Super => "NULL::super",
        ParamType::Varbyte => "NULL::varbyte",
        ParamType::Any
        // What a flag that is NULL does, AWS does not say.
        | ParamType::Bool
        | ParamType::IntRange(..)
        | ParamType::TimeTz
        | ParamType::Interval
        | ParamType::Geometry
        | ParamType::Geography
        | ParamType::HllSketch
        | ParamType::Part(_)
        | ParamType::Text(_) => return None,
    })
}
