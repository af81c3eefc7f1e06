//! TPC-H on both engines: the questions of `corpus/tpch/queries.sql` as they stand on PostgreSQL, translated on GoogleSQL, and
//! the same rows from both.
//!
//! PostgreSQL is told what Redshift has beyond it: functions of Redshift are made in a schema that is searched first, and
//! [`SPELLINGS`] is the list of what is written otherwise.

#![cfg(feature = "googlesql")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm
)]

mod data;
#[path = "../support/mod.rs"]
mod support;

use rs2bq::{Class, Options, Translator};

use data::Table;
use support::cell::Cell;
use support::postgres::Postgres;
use support::rows;

const QUERIES: &str = include_str!("../../corpus/tpch/queries.sql");

/// Functions of Redshift by its documentation: a mean keeps the scale of its argument and is cut.
const SHIMS: &str = "
CREATE SCHEMA redshift;
CREATE FUNCTION redshift.mean_step(numeric[], numeric) RETURNS numeric[] LANGUAGE sql AS
  'SELECT CASE WHEN $2 IS NULL THEN $1 ELSE ARRAY[$1[1] + $2, $1[2] + 1] END';
CREATE FUNCTION redshift.mean_end(numeric[]) RETURNS numeric LANGUAGE sql AS
  'SELECT CASE WHEN $1[2] > 0 THEN TRUNC($1[1] / $1[2], 2) END';
CREATE AGGREGATE redshift.avg(numeric) (SFUNC = redshift.mean_step, STYPE = numeric[], FINALFUNC = redshift.mean_end, INITCOND = '{0,0}');
CREATE FUNCTION redshift.dateadd(text, int, timestamp) RETURNS timestamp LANGUAGE sql AS
  'SELECT $3 + $2 * (''1 '' || $1)::interval';
CREATE FUNCTION redshift.datediff(text, date, date) RETURNS bigint LANGUAGE sql AS
  'SELECT CASE $1 WHEN ''year'' THEN EXTRACT(year FROM $3) - EXTRACT(year FROM $2) END';
CREATE FUNCTION redshift.add_months(date, int) RETURNS timestamp LANGUAGE sql AS 'SELECT $1 + $2 * interval ''1 month''';
CREATE FUNCTION redshift.date_part_year(date) RETURNS int LANGUAGE sql AS 'SELECT EXTRACT(year FROM $1)::int';
CREATE FUNCTION redshift.nvl(numeric, int) RETURNS numeric LANGUAGE sql AS 'SELECT COALESCE($1, $2)';
SET search_path = redshift, pg_catalog, public;
";

/// What PostgreSQL writes otherwise.
const SPELLINGS: &[(&str, &str)] = &[
    ("dateadd(day, ", "dateadd('day', "),
    ("DATEADD(month, ", "DATEADD('month', "),
    ("DATEADD(year, ", "DATEADD('year', "),
    ("DATEDIFF(year, ", "DATEDIFF('year', "),
    ("DATE_PART(year, ", "DATE_PART('year', "),
    (
        "DECODE(o.o_orderpriority, '1-URGENT', 1, '2-HIGH', 1, 0)",
        "CASE o.o_orderpriority WHEN '1-URGENT' THEN 1 WHEN '2-HIGH' THEN 1 ELSE 0 END",
    ),
];

#[test]
fn questions_have_the_same_answers() {
    let tables = data::tables();
    let mut postgres = support::own_postgres();
    load(&mut postgres, &tables);
    let mut googlesql = support::own_googlesql();
    let members: Vec<String> = tables
        .iter()
        .map(|table| rows::member(table.name, table.columns, &table.rows))
        .collect();
    let members = members.join(",\n");

    let translation = Translator::new(Options::default()).translate(QUERIES);
    let mut wrong = Vec::new();
    let (mut questions, mut answered) = (0, 0);
    for diagnostic in &translation.diagnostics {
        if diagnostic.class() <= Class::Differs {
            wrong.push(diagnostic.message());
        }
    }
    for statement in &translation.statements {
        if statement.kind != "SELECT" {
            continue;
        }
        questions += 1;
        let original = &QUERIES[statement.span.range()];
        let sql = translation.statement_sql(statement);
        let expected = postgres
            .query(&spelt_for_postgres(original))
            .unwrap_or_else(|error| panic!("PostgreSQL: {error}\n{original}"));
        let found = googlesql
            .evaluate(&rows::with_members(&members, sql))
            .unwrap_or_else(|error| panic!("{error}\n{sql}"));
        let expected: Vec<Vec<Cell>> = expected
            .iter()
            .zip(std::iter::repeat(&found.columns))
            .map(|(row, columns)| {
                row.iter()
                    .zip(columns)
                    .map(|(text, (_, ty))| Cell::postgres(text.as_ref(), &ty.to_string()))
                    .collect()
            })
            .collect();
        let found: Vec<Vec<Cell>> = found
            .rows
            .iter()
            .map(|row| row.iter().map(Cell::googlesql).collect())
            .collect();
        answered += usize::from(found.iter().flatten().any(|cell| *cell != Cell::Null));
        if expected != found {
            wrong.push(format!(
                "question {questions}\n{sql}\nPostgreSQL {expected:?}\nGoogleSQL  {found:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    assert_eq!(questions, 22);
    assert!(answered >= 21, "only {answered} questions have an answer");
}

/// The tables of the file, without what only Redshift knows, and their rows.
fn load(postgres: &mut Postgres, tables: &[Table]) {
    let mut script = SHIMS.to_owned();
    for table in tables {
        let types: Vec<String> = table
            .columns
            .iter()
            .map(|(name, ty)| format!("{name} {}", postgres_type(ty)))
            .collect();
        script += &format!(
            "CREATE TABLE public.{} ({});\n",
            table.name,
            types.join(", ")
        );
        script += &rows::insert(&format!("public.{}", table.name), &table.rows);
    }
    postgres.query(&script).unwrap();
}

fn postgres_type(bigquery: &str) -> &str {
    match bigquery {
        "INT64" => "int",
        "NUMERIC" => "decimal(15,2)",
        "STRING" => "varchar",
        other => other,
    }
}

/// A statement in PostgreSQL's words: TOP is LIMIT there.
fn spelt_for_postgres(original: &str) -> String {
    let mut sql = original.to_owned();
    for (redshift, postgres) in SPELLINGS {
        sql = sql.replace(redshift, postgres);
    }
    if let Some(rest) = sql.strip_prefix("SELECT TOP ") {
        let end = rest.find(char::is_whitespace).unwrap();
        sql = format!("SELECT{} LIMIT {}", &rest[end..], &rest[..end]);
    }
    sql
}
