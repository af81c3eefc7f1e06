//! The rows of the table of functions that the engine cannot run: GoogleSQL analyzes a call of each over columns, and the result has
//! the type that the row says.

#![cfg(feature = "googlesql")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use rs2bq::functions::{Param, ParamType, ResultType, Row, Target, all_rows};
use rs2bq::resolve::Type;
use rs2bq::verify::googlesql::{Catalog, Engine};
use rs2bq::{Class, Library, Options, Translator};

#[test]
fn calls_of_unchecked_rows_are_analyzed() {
    let mut engine = support::googlesql();
    let (mut tried, mut wrong) = (0, Vec::new());
    for row in all_rows().into_iter().map(Result::unwrap) {
        // They stand in FROM, and beside GROUP BY.
        let elsewhere = ["generate_series", "grouping", "grouping_id"].contains(&row.name);
        let refused = matches!(row.target, Target::Refused(_));
        if row.unchecked.is_none() || refused || row.window || elsewhere {
            continue;
        }
        let Some(call) = call(&row) else { continue };
        tried += 1;
        if let Err(why) = analyze(&mut engine, &row, &call) {
            wrong.push(format!("{}.map:{} {call}: {why}", row.family, row.line));
        }
    }
    assert!(tried > 100, "{tried}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The call with a column, or a constant where it must be one, for each argument.
fn call(row: &Row) -> Option<String> {
    let arguments: Option<Vec<String>> = row.params.iter().map(argument).collect();
    Some(format!("{}({})", row.name, arguments?.join(", ")))
}

fn argument(param: &Param) -> Option<String> {
    if let ParamType::Text(text) = &param.ty {
        return Some(format!("'{text}'"));
    }
    if let ParamType::IntRange(low, high) = param.ty {
        let value = if low == i64::MIN { high } else { low };
        return Some(value.to_string());
    }
    // Rows of constants are of formats and patterns, which the engine runs.
    (!param.literal && column_type(&param.ty).is_some()).then(|| format!("t.{}", param.name))
}

fn column_type(ty: &ParamType) -> Option<&'static str> {
    Some(match ty {
        ParamType::Any | ParamType::Int | ParamType::Int4 => "int",
        ParamType::Int2 => "smallint",
        ParamType::Int8 => "bigint",
        ParamType::String => "varchar(9)",
        ParamType::Char => "char(3)",
        ParamType::Decimal => "numeric(10, 2)",
        ParamType::Float | ParamType::Number => "float8",
        ParamType::Bool => "bool",
        ParamType::Date => "date",
        ParamType::Time => "time",
        ParamType::TimeTz => "timetz",
        ParamType::Timestamp | ParamType::Datetime => "timestamp",
        ParamType::TimestampTz => "timestamptz",
        ParamType::Super => "super",
        ParamType::Varbyte => "varbyte",
        ParamType::Geometry => "geometry",
        ParamType::Geography => "geography",
        ParamType::HllSketch => "hllsketch",
        ParamType::Interval | ParamType::IntRange(..) | ParamType::Part(_) | ParamType::Text(_) => {
            return None;
        }
    })
}

fn analyze(engine: &mut Engine, row: &Row, call: &str) -> Result<(), String> {
    let columns: Vec<String> = row
        .params
        .iter()
        .filter_map(|param| Some(format!("{} {}", param.name, column_type(&param.ty)?)))
        .chain(["o int".to_owned()])
        .collect();
    let ddl = format!("CREATE TABLE t ({})", columns.join(", "));
    let query = last(&ddl, &format!("SELECT {call} AS x FROM t"))?;
    let query = match &row.result {
        ResultType::Fixed(Type::Geometry | Type::Geography) => {
            with_type(&query, "CAST(NULL AS GEOGRAPHY)")
        }
        ResultType::Fixed(ty) => with_type(&query, &translate(&format!("SELECT NULL::{ty}"))?),
        ResultType::Same(_) | ResultType::Super(_) | ResultType::Decimal(_) => query,
    };
    let script = format!("{};\n{query}", translate(&ddl)?);
    let statements = engine
        .analyze_script(&script, &mut Catalog::new())
        .map_err(|error| format!("{script}: {error}"))?;
    for statement in statements {
        if let Err(error) = statement.result {
            return Err(format!("{}: {error}", &script[statement.range]));
        }
    }
    Ok(())
}

/// The value of the query and NULL of a type in two arrays: those of different types have no common one.
fn with_type(query: &str, null: &str) -> String {
    // Functions of the library are defined before it.
    let start = if query.starts_with("SELECT ") {
        0
    } else {
        query.rfind("\nSELECT ").unwrap() + 1
    };
    let (before, query) = query.split_at(start);
    let value = query
        .trim_start_matches("SELECT ")
        .trim_end_matches(" AS x FROM t");
    let null = null.trim_start_matches("SELECT ");
    format!("{before}SELECT IF(TRUE, [{value}], [{null}]) AS x FROM t")
}

/// The second statement, translated where the first is known.
fn last(ddl: &str, query: &str) -> Result<String, String> {
    let both = translate(&format!("{ddl};\n{query}"))?;
    Ok(both.split_once(";\n").unwrap().1.to_owned())
}

fn translate(sql: &str) -> Result<String, String> {
    let options = Options {
        library: Some(Library::Script),
        ..Options::default()
    };
    let translation = Translator::new(options).translate(sql);
    match translation
        .diagnostics
        .iter()
        .find(|one| one.class() <= Class::Refused)
    {
        Some(refused) => Err(refused.message()),
        None => Ok(translation.sql),
    }
}
