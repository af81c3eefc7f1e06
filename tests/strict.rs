//! Standing assumptions that are not made: what the output does without them, and that GoogleSQL evaluates it as Redshift
//! would.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[cfg(feature = "googlesql")]
mod support;

use rs2bq::{Assumption, Code, Options, Translation, Translator};

const TABLE: &str = "CREATE TABLE t (i int, s smallint, b bigint, a varchar(9), c char(3), d decimal(38,2), e decimal(12,4), f float);\n";

fn strict(about: Assumption, sql: &str) -> Translation {
    let options = Options {
        strict_about: [about].into(),
        ..Options::default()
    };
    Translator::new(options).translate(&format!("{TABLE}{sql}"))
}

/// The last statement, strict about one assumption.
fn last(about: Assumption, sql: &str) -> String {
    let translation = strict(about, sql);
    let last = translation.statements.last().unwrap();
    translation.statement_sql(last).to_owned()
}

#[test]
fn comparisons_of_texts_ignore_trailing_blanks() {
    for (sql, output) in [
        (
            "SELECT 1 AS n FROM t WHERE a = c",
            "SELECT 1 AS n FROM t WHERE RTRIM(a, ' ') = RTRIM(c, ' ')",
        ),
        (
            "SELECT 1 AS n FROM t WHERE a = 'x'",
            "SELECT 1 AS n FROM t WHERE RTRIM(a, ' ') = 'x'",
        ),
        (
            "SELECT 1 AS n FROM t WHERE a IN ('x', 'y ')",
            "SELECT 1 AS n FROM t WHERE RTRIM(a, ' ') IN ('x', RTRIM('y ', ' '))",
        ),
        (
            "SELECT 1 AS n FROM t WHERE i = 1",
            "SELECT 1 AS n FROM t WHERE i = 1",
        ),
    ] {
        assert_eq!(last(Assumption::TrailingBlanks, sql), output);
    }
}

#[test]
fn integers_check_their_range() {
    let checked = "SELECT WITH(x AS i + 1, IF(x NOT BETWEEN -2147483648 AND 2147483647, \
                   ERROR('INTEGER out of range'), x)) AS n FROM t";
    assert_eq!(
        last(Assumption::Integers, "SELECT i + 1 AS n FROM t"),
        checked
    );
    let wide = "SELECT b + i AS n FROM t";
    assert_eq!(last(Assumption::Integers, wide), wide);
    let cast = last(Assumption::Integers, "SELECT b::smallint AS n FROM t");
    assert!(cast.contains("32767"), "{cast}");
}

#[test]
fn lengths_stay() {
    let sql = "CREATE TABLE u (a varchar(9), c char(3), x text)";
    let output = "CREATE TABLE u (a STRING(9), c STRING(3), x STRING(256))";
    assert_eq!(last(Assumption::Lengths, sql), output);
}

#[test]
fn decimals_are_as_wide_as_in_redshift() {
    for (sql, output) in [
        (
            "SELECT SUM(e) AS n FROM t",
            "SELECT SUM(CAST(e AS BIGNUMERIC)) AS n FROM t",
        ),
        ("SELECT e * e AS n FROM t", "SELECT e * e AS n FROM t"),
        (
            "SELECT e / 3 AS n FROM t",
            "SELECT TRUNC(CAST(e AS BIGNUMERIC) / CAST(3 AS BIGNUMERIC), 15) AS n FROM t",
        ),
    ] {
        assert_eq!(last(Assumption::Decimals, sql), output);
    }
}

#[test]
fn what_no_rewrite_serves_is_said() {
    for (about, sql) in [
        (
            Assumption::TrailingBlanks,
            "SELECT a, COUNT(*) AS n FROM t GROUP BY a",
        ),
        (Assumption::TrailingBlanks, "SELECT DISTINCT a FROM t"),
        (
            Assumption::TrailingBlanks,
            "SELECT a FROM t UNION SELECT c FROM t",
        ),
        (
            Assumption::TrailingBlanks,
            "SELECT COUNT(DISTINCT a) AS n FROM t",
        ),
        (
            Assumption::TrailingBlanks,
            "SELECT 1 AS n FROM t JOIN t AS u USING (a)",
        ),
        (Assumption::Floats, "SELECT f::varchar(20) AS n FROM t"),
        (Assumption::Floats, "SELECT f || 'x' AS n FROM t"),
        (
            Assumption::EvaluationOrder,
            "SELECT 1 AS n FROM t WHERE i <> 0 AND b / i > 1",
        ),
        (
            Assumption::EvaluationOrder,
            "SELECT 1 AS n FROM t WHERE i = 1 AND a::int > 1",
        ),
    ] {
        let said = strict(about, sql);
        let is_said = said.diagnostics.iter().any(|one| one.code == Code::RS2901);
        assert!(is_said, "{sql}");
        let all = Translator::new(Options::default()).translate(&format!("{TABLE}{sql}"));
        assert!(all.diagnostics.iter().all(|one| one.code != Code::RS2901));
    }
    let quiet = strict(
        Assumption::TrailingBlanks,
        "SELECT i, COUNT(*) AS n FROM t GROUP BY i",
    );
    assert!(quiet.diagnostics.is_empty());
    let quiet = strict(
        Assumption::EvaluationOrder,
        "SELECT 1 AS n FROM t WHERE i = 1 AND i / 2 > 1",
    );
    assert!(quiet.diagnostics.is_empty());
}

#[cfg(feature = "googlesql")]
#[test]
fn the_engine_gives_what_redshift_gives() {
    let mut engine = support::googlesql();
    let mut value = |about, sql: &str| {
        let options = Options {
            strict_about: [about].into(),
            ..Options::default()
        };
        let output = Translator::new(options).translate(sql).sql;
        match engine.evaluate(&output) {
            Ok(rows) => rows.rows[0][0].to_string(),
            Err(error) => error.to_string(),
        }
    };
    let blanks = "SELECT a = b AS n FROM (SELECT 'x '::varchar(5) AS a, 'x'::char(5) AS b)";
    assert_eq!(value(Assumption::TrailingBlanks, blanks), "TRUE");
    let sum = |n: &str| format!("SELECT a + 1 AS n FROM (SELECT {n}::int AS a)");
    assert_eq!(value(Assumption::Integers, &sum("NULL")), "NULL");
    assert_eq!(
        value(Assumption::Integers, &sum("2147483646")),
        "2147483647"
    );
    let error = value(Assumption::Integers, &sum("2147483647"));
    assert!(error.contains("INTEGER out of range"), "{error}");
    let quotient = "SELECT a / b AS n FROM (SELECT 1::decimal(12,4) AS a, 3::int AS b)";
    assert_eq!(
        value(Assumption::Decimals, quotient),
        "BIGNUMERIC '0.333333333333333'"
    );
}

#[test]
fn the_readme_has_the_list() {
    let readme = include_str!("../README.md");
    for (number, one) in (1..).zip(Assumption::ALL) {
        let row = format!(
            "| {number} | `{}` | {} | {} |",
            one.name(),
            one.text(),
            one.strict()
        );
        assert!(readme.contains(&row), "{row}");
    }
}
