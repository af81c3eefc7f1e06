//! The examples of the table of functions, translated and evaluated.
//!
//! `e.g. len('français') => 8` asks whether `SELECT (SELECT CHAR_LENGTH('français')) IS NOT DISTINCT FROM (8)`.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use rs2bq::functions::{Example, Expectation};
use rs2bq::verify::googlesql::{Engine, Value};
use rs2bq::{Class, Options, Translator};

/// Translates and evaluates an example.
pub fn check(engine: &mut Engine, example: &Example) -> Result<(), String> {
    let sql = translate(&source(example))?;
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
            return match engine.evaluate(&sql) {
                Ok(rows) => Err(format!("{sql}\n    is {}, not an error", rows.rows[0][0])),
                Err(_) => Ok(()),
            };
        }
    };
    match engine.evaluate(&query) {
        Ok(rows) if rows.rows[0][0] == Value::Bool(true) => match rows.columns.as_slice() {
            // The type counts too, but that of NULL.
            [_, found, wanted] if found.1 != wanted.1 && rows.rows[0][1] != Value::Null => {
                Err(format!("{sql}\n    is {}, not {}", found.1, wanted.1))
            }
            _ => Ok(()),
        },
        Ok(_) => Err(match engine.evaluate(&sql) {
            Ok(rows) => format!("{sql}\n    is {}", rows.rows[0][0]),
            Err(error) => format!("{sql}\n    {error}"),
        }),
        Err(error) => by_value(engine, &sql, example, &error.to_string()),
    }
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
        Some(from) => format!("SELECT {} FROM ({}) AS t", example.expr, table(from)),
    }
}

/// `(x, y) in ((1, 2), (3, 4))` → `SELECT 1 AS x, 2 AS y UNION ALL SELECT 3, 4`
fn table(from: &str) -> String {
    let (names, rows) = from.split_once(" in ").unwrap_or_else(|| panic!("{from}"));
    let names = items(names);
    let rows: Vec<String> = items(rows)
        .into_iter()
        .map(|row| {
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
            format!("SELECT {}", values.join(", "))
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
