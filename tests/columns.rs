//! The examples of the table of functions over columns instead of constants: what is rewritten for a constant must be right for a
//! column too, and what depends on the type of a column must be said where the type is not known.
//!
//! `len('français')` becomes `len(a0)`, once from a derived table that has the constant, and once from a table that rs2bq does not
//! know. A call of two arguments gives three of each: either argument, and both.

#![cfg(feature = "googlesql")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use rs2bq::functions::{Example, ParamType, Row, Target, all_rows};
use rs2bq::{Class, Options, Translator};
use support::examples::{Types, check_query, is_windowed, items, table, translate};
use support::own_googlesql;

/// A call with columns in the place of some arguments.
struct Call {
    text: String,
    /// The arguments that became columns, with their names.
    columns: Vec<(String, String)>,
}

#[test]
fn columns_of_known_types_give_what_constants_give() {
    let (mut tried, mut wrong) = (0, Vec::new());
    let mut engine = own_googlesql();
    for_each_call(|row, example, call| {
        let columns: Vec<String> = call
            .columns
            .iter()
            .map(|(name, value)| format!("{value} AS {name}"))
            .collect();
        let query = format!(
            "SELECT {} FROM (SELECT {}) AS t",
            call.text,
            columns.join(", ")
        );
        // A refusal says itself, and so does a difference.
        let Some(sql) = silent(&query) else { return };
        tried += 1;
        if let Err(why) = check_query(&mut engine, &sql, example, Types::Count) {
            wrong.push(report(row, &query, &why));
        }
    });
    finish(tried, &wrong);
}

#[test]
fn columns_of_unknown_types_are_right_or_said_or_fail() {
    let (mut tried, mut wrong) = (0, Vec::new());
    let mut engine = own_googlesql();
    for_each_call(|row, example, call| {
        let query = format!("SELECT {} FROM shop.raw", call.text);
        let Some(sql) = silent(&query) else { return };
        let columns: Option<Vec<String>> = call
            .columns
            .iter()
            .map(|(name, value)| {
                Some(format!(
                    "({}) AS {name}",
                    translate(&format!("SELECT {value}")).ok()?
                ))
            })
            .collect();
        let Some(columns) = columns else { return };
        let sql = sql.replace("shop.raw", &format!("(SELECT {})", columns.join(", ")));
        if engine.evaluate(&sql).is_err() {
            return;
        }
        tried += 1;
        if let Err(why) = check_query(&mut engine, &sql, example, Types::DoNotCount) {
            wrong.push(report(row, &query, &why));
        }
    });
    finish(tried, &wrong);
}

#[test]
fn aggregates_of_unknown_types_are_right_or_said_or_fail() {
    let (mut tried, mut wrong) = (0, Vec::new());
    let mut engine = own_googlesql();
    for row in all_rows().into_iter().map(Result::unwrap) {
        if matches!(row.target, Target::Refused(_)) || row.unchecked.is_some() {
            continue;
        }
        for example in &row.examples {
            let Some(from) = example.from.filter(|_| !is_windowed(example)) else {
                continue;
            };
            let query = format!("SELECT {} FROM shop.raw AS t", example.expr);
            let Some(sql) = silent(&query) else { continue };
            let Ok(table) = translate(&table(from, false)) else {
                continue;
            };
            let sql = sql.replace("shop.raw", &format!("({table})"));
            if engine.evaluate(&sql).is_err() {
                continue;
            }
            tried += 1;
            if let Err(why) = check_query(&mut engine, &sql, example, Types::DoNotCount) {
                wrong.push(report(&row, &query, &why));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {tried}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(tried > 50, "{tried}");
}

fn finish(tried: usize, wrong: &[String]) {
    assert!(
        wrong.is_empty(),
        "{} of {tried}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(tried > 500, "{tried}");
}

fn report(row: &Row, query: &str, why: &str) -> String {
    format!("{}.map:{} {query}\n    {why}", row.family, row.line)
}

/// The translation of a query, if nothing is said of it.
fn silent(query: &str) -> Option<String> {
    let translation = Translator::new(Options::default()).translate(query);
    let is_said = |class| class <= Class::Differs;
    let said = translation
        .diagnostics
        .iter()
        .any(|diagnostic| is_said(diagnostic.class()));
    (!said).then(|| translation.sql.trim_end().trim_end_matches(';').to_owned())
}

fn for_each_call(mut visit: impl FnMut(&Row, &Example, &Call)) {
    let only = std::env::var("RS2BQ_ROWS").unwrap_or_default();
    for row in all_rows().into_iter().map(Result::unwrap) {
        let translated = !matches!(row.target, Target::Refused(_)) && row.unchecked.is_none();
        if !translated || row.aggregate || row.window || !row.name.contains(&only) {
            continue;
        }
        for example in &row.examples {
            for call in calls(&row, example) {
                visit(&row, example, &call);
            }
        }
    }
}

/// The call of an example with each argument as a column, and with all of them.
fn calls(row: &Row, example: &Example) -> Vec<Call> {
    let Some(arguments) = arguments_of(row, example) else {
        return Vec::new();
    };
    let free: Vec<usize> = (0..arguments.len())
        .filter(|index| may_be_column(row, *index, arguments[*index]))
        .collect();
    let mut chosen: Vec<Vec<usize>> = free.iter().map(|index| vec![*index]).collect();
    if free.len() > 1 {
        chosen.push(free);
    }
    chosen
        .iter()
        .map(|chosen| call(row.name, &arguments, chosen))
        .collect()
}

fn arguments_of<'a>(row: &Row, example: &'a Example) -> Option<Vec<&'a str>> {
    let rest = example.expr.strip_prefix(row.name)?;
    let list = rest.strip_prefix('(')?.strip_suffix(')')?;
    let is_plain = example.from.is_none()
        && !list.is_empty()
        && !rest.contains(" in ")
        && !rest.contains(" from ");
    is_plain.then(|| items(list))
}

fn call(name: &str, arguments: &[&str], chosen: &[usize]) -> Call {
    let mut columns = Vec::new();
    let arguments: Vec<String> = arguments
        .iter()
        .enumerate()
        .map(|(index, argument)| {
            if !chosen.contains(&index) {
                return (*argument).to_owned();
            }
            let column = format!("a{index}");
            columns.push((column.clone(), (*argument).to_owned()));
            column
        })
        .collect();
    Call {
        text: format!("{name}({})", arguments.join(", ")),
        columns,
    }
}

/// Not the words that are no values, nor constants whose type is that of the parameter.
fn may_be_column(row: &Row, index: usize, argument: &str) -> bool {
    let Some(param) = row.params.get(index).or(row.params.last()) else {
        return false;
    };
    let is_text = matches!(param.ty, ParamType::String | ParamType::Char);
    let is_word = argument
        .bytes()
        .all(|byte| byte.is_ascii_alphabetic() || byte == b'_');
    !param.literal
        && !matches!(param.ty, ParamType::Part(_) | ParamType::Text(_))
        && !is_word
        && (is_text || !argument.starts_with('\''))
}
