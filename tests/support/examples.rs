//! The examples of the table of functions, translated and evaluated.
//!
//! `e.g. len('français') => 8` asks whether `SELECT (SELECT CHAR_LENGTH('français')) IS NOT DISTINCT FROM (8)`;
//! `e.g. rank() over (order by x) from x in (7, 3) => [2, 1]` asks for the value of each row.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use rs2bq::functions::{Example, Expectation};
use rs2bq::verify::googlesql::{Engine, Value};
use rs2bq::{Class, Options, Translator};

/// Translates and evaluates an example.
pub fn check(engine: &mut Engine, example: &Example) -> Result<(), String> {
    if is_windowed(example) {
        return check_each_row(engine, example);
    }
    let sql = translate(&source(example))?;
    check_query(engine, &sql, example, Types::Count)
}

/// Whether a result of another type is another result.
#[derive(Clone, Copy, PartialEq)]
pub enum Types {
    Count,
    DoNotCount,
}

/// Whether a query gives what an example expects.
pub fn check_query(
    engine: &mut Engine,
    sql: &str,
    example: &Example,
    types: Types,
) -> Result<(), String> {
    let query = match example.expect {
        Expectation::Exactly(value) => {
            format!("SELECT ({sql}) IS NOT DISTINCT FROM ({value}), ({sql}), ({value})")
        }
        Expectation::Nearly(value) => {
            format!(
                "SELECT ABS(({sql}) - ({value})) <= ABS({value}) * 1e-12, ({sql}), CAST({value} AS FLOAT64)"
            )
        }
        Expectation::Error => {
            return match engine.evaluate(sql) {
                Ok(rows) => Err(format!("{sql}\n    is {}, not an error", rows.rows[0][0])),
                Err(_) => Ok(()),
            };
        }
    };
    match engine.evaluate(&query) {
        Ok(rows) if rows.rows[0][0] == Value::Bool(true) => match rows.columns.as_slice() {
            // The type of NULL never counts.
            [_, found, wanted]
                if types == Types::Count
                    && found.1 != wanted.1
                    && rows.rows[0][1] != Value::Null =>
            {
                Err(format!("{sql}\n    is {}, not {}", found.1, wanted.1))
            }
            _ => Ok(()),
        },
        Ok(_) => Err(match engine.evaluate(sql) {
            Ok(rows) => format!("{sql}\n    is {}", rows.rows[0][0]),
            Err(error) => format!("{sql}\n    {error}"),
        }),
        Err(error) => by_value(engine, sql, example, &error.to_string()),
    }
}

/// Whether the example has a value for every row of its table.
pub fn is_windowed(example: &Example) -> bool {
    example.from.is_some() && example.expr.contains(" over (")
}

/// The values of a window call, in the order of the rows of its table.
fn check_each_row(engine: &mut Engine, example: &Example) -> Result<(), String> {
    let sql = translate(&source(example))?;
    let found = engine
        .evaluate(&sql)
        .map_err(|error| format!("{sql}\n    {error}"));
    let (list, nearly) = match example.expect {
        Expectation::Exactly(list) => (list, false),
        Expectation::Nearly(list) => (list, true),
        Expectation::Error => {
            return found.map_or(Ok(()), |rows| {
                Err(format!("{sql}\n    is {}, not an error", rows.rows[0][0]))
            });
        }
    };
    let list = list
        .strip_prefix('[')
        .and_then(|list| list.strip_suffix(']'))
        .ok_or_else(|| format!("{list} is no list"))?;
    let wanted = engine
        .evaluate(&format!("SELECT {list}"))
        .map_err(|error| format!("{list}: {error}"))?;
    let found = found?;
    let same = |row: &Vec<Value>, wanted: &Value| match (&row[0], wanted) {
        (Value::Float(found), Value::Float(wanted)) if nearly => {
            (found - wanted).abs() <= wanted.abs() * 1e-12
        }
        (found, wanted) => found == wanted,
    };
    let values = &wanted.rows[0];
    let type_is_wrong = values
        .iter()
        .zip(&wanted.columns)
        .any(|(value, column)| *value != Value::Null && column.1 != found.columns[0].1);
    let values_are_right = found.rows.len() == values.len()
        && found
            .rows
            .iter()
            .zip(values)
            .all(|(row, value)| same(row, value));
    if values_are_right && !type_is_wrong {
        return Ok(());
    }
    let values: Vec<String> = found.rows.iter().map(|row| row[0].to_string()).collect();
    Err(format!(
        "{sql}\n    is [{}] of {}",
        values.join(", "),
        found.columns[0].1
    ))
}

/// Types that GoogleSQL cannot compare (JSON, GEOGRAPHY, arrays) are compared here.
fn by_value(engine: &mut Engine, sql: &str, example: &Example, error: &str) -> Result<(), String> {
    if let Expectation::Exactly(value) = example.expect
        && let Ok(found) = engine.evaluate(sql)
        && let Ok(wanted) = engine.evaluate(&format!("SELECT {value}"))
    {
        let (found, wanted) = (&found.rows[0][0], &wanted.rows[0][0]);
        return if found == wanted {
            Ok(())
        } else {
            Err(format!("{sql}\n    is {found}, not {wanted}"))
        };
    }
    Err(format!("{sql}\n    {error}"))
}

/// The example as a query of Redshift.
fn source(example: &Example) -> String {
    match example.from {
        None => format!("SELECT {}", example.expr),
        Some(from) if is_windowed(example) => format!(
            "SELECT {} AS value FROM ({}) AS t ORDER BY nr",
            example.expr,
            table(from, true)
        ),
        Some(from) => format!("SELECT {} FROM ({}) AS t", example.expr, table(from, false)),
    }
}

/// `(x, y) in ((1, 2), (3, 4))` → `SELECT 1 AS x, 2 AS y UNION ALL SELECT 3, 4`; numbered rows have `1 AS nr` in front.
pub fn table(from: &str, numbered: bool) -> String {
    let (names, rows) = from.split_once(" in ").unwrap_or_else(|| panic!("{from}"));
    let names = items(names);
    let rows: Vec<String> = items(rows)
        .into_iter()
        .enumerate()
        .map(|(index, row)| {
            let number = if numbered {
                format!("{} AS nr, ", index + 1)
            } else {
                String::new()
            };
            let values = if names.len() == 1 {
                vec![row]
            } else {
                items(row)
            };
            let values: Vec<String> = values
                .iter()
                .zip(&names)
                .map(|(value, name)| format!("{value} AS {name}"))
                .collect();
            format!("SELECT {number}{}", values.join(", "))
        })
        .collect();
    rows.join(" UNION ALL ")
}

/// The items of a list, with or without parentheses around it.
pub fn items(list: &str) -> Vec<&str> {
    let list = list.trim();
    let list = list
        .strip_prefix('(')
        .and_then(|inner| inner.strip_suffix(')'))
        .unwrap_or(list);
    let (mut found, mut start, mut depth, mut quoted) = (Vec::new(), 0, 0, false);
    for (at, c) in list.char_indices() {
        match c {
            '\'' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth -= 1,
            ',' if !quoted && depth == 0 => {
                found.push(list[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    found.push(list[start..].trim());
    found
}

/// The one statement that comes out, which must not be refused.
pub fn translate(sql: &str) -> Result<String, String> {
    let translation = Translator::new(Options::default()).translate(sql);
    match translation
        .diagnostics
        .iter()
        .find(|diagnostic| diagnostic.class() <= Class::Refused)
    {
        None => Ok(translation.sql.trim_end().trim_end_matches(';').to_owned()),
        Some(diagnostic) => Err(format!(
            "{}: {}",
            diagnostic.code.as_str(),
            diagnostic.message()
        )),
    }
}
