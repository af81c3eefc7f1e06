//! Both engines are there, and are set up as BigQuery and as Redshift's ancestor.

#![cfg(feature = "googlesql")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod support;

use rs2bq::verify::googlesql::{Catalog, EngineError, ScriptStatement, Value};
use support::{googlesql, postgres};

#[test]
fn division_differs_between_the_engines() {
    assert_eq!(
        googlesql().evaluate("SELECT 7 / 2").unwrap().rows,
        [[Value::Float(3.5)]]
    );
    assert_eq!(
        postgres().value("SELECT 7 / 2").unwrap().as_deref(),
        Some("3")
    );
}

#[test]
fn postgres_gives_nulls_rows_and_messages() {
    let mut postgres = postgres();
    let rows = postgres
        .query("SELECT a, NULL FROM (VALUES (1), (2)) AS t (a)")
        .unwrap();
    assert_eq!(
        rows,
        [[Some("1".to_owned()), None], [Some("2".to_owned()), None]]
    );
    assert_eq!(
        postgres.query("SELECT a").unwrap_err(),
        "column \"a\" does not exist"
    );
    assert_eq!(
        postgres.value("SELECT 'still there'").unwrap().as_deref(),
        Some("still there")
    );
}

#[test]
fn values_of_every_type_are_read() {
    let cases = [
        ("NULL", "NULL"),
        ("TRUE", "TRUE"),
        ("-9223372036854775808", "-9223372036854775808"),
        ("CAST('nan' AS FLOAT64)", "NaN"),
        ("'é\"'", "\"é\\\"\""),
        ("b'a\\xff'", "b\"a\\xff\""),
        ("DATE '2024-02-29'", "DATE '2024-02-29'"),
        (
            "DATETIME '0001-01-01 00:00:00.5'",
            "DATETIME '0001-01-01 00:00:00.500'",
        ),
        ("TIME '23:59:59.999999'", "TIME '23:59:59.999999'"),
        (
            "TIMESTAMP '1969-12-31 23:59:59.000001+00'",
            "TIMESTAMP '1969-12-31 23:59:59.000001+00'",
        ),
        (
            "NUMERIC '-99999999999999999999999999999.999999999'",
            "NUMERIC '-99999999999999999999999999999.999999999'",
        ),
        ("NUMERIC '1.50'", "NUMERIC '1.5'"),
        (
            "BIGNUMERIC '-0.00000000000000000000000000000000000001'",
            "BIGNUMERIC '-0.00000000000000000000000000000000000001'",
        ),
        (
            "INTERVAL '-1-2 3 -4:5:6.7' YEAR TO SECOND",
            "INTERVAL '-1-2 3 -4:5:6.700'",
        ),
        ("JSON '{\"b\": [1, null]}'", "JSON '{\"b\":[1,null]}'"),
        ("[1, NULL]", "[1, NULL]"),
        ("STRUCT(1 AS a, ['x'])", "STRUCT(1, [\"x\"])"),
    ];
    for (sql, printed) in cases {
        let rows = googlesql()
            .evaluate(&format!("SELECT {sql}"))
            .unwrap_or_else(|error| panic!("{sql}: {error}"))
            .rows;
        assert_eq!(rows[0][0].to_string(), printed, "{sql}");
    }
}

#[test]
fn a_query_has_the_types_of_its_columns() {
    let mut catalog = Catalog::new();
    catalog
        .add_table(
            "shop.orders",
            [
                ("id", "INT64"),
                ("total", "NUMERIC"),
                ("tags", "ARRAY<STRING>"),
            ],
        )
        .unwrap();
    for table in [
        "shop.orders",
        "`shop.orders`",
        "`shop`.orders",
        "SHOP.orders",
    ] {
        let analysis = googlesql()
            .analyze(
                &format!("SELECT id / 2 AS half, total, o.tags FROM {table} AS o"),
                &catalog,
            )
            .unwrap();
        assert_eq!(
            types(&analysis.columns),
            ["half FLOAT64", "total NUMERIC", "tags ARRAY<STRING>"]
        );
    }
    let error = googlesql()
        .analyze("SELECT id,\n  nothing FROM shop.orders", &catalog)
        .unwrap_err();
    assert_eq!(error.to_string(), "Unrecognized name: nothing [at 2:3]");
}

#[test]
fn documented_integer_names_intervals_and_grouping_sets_are_bigquery() {
    let sql = "SELECT CAST(1 AS BIGINT) AS a, INTERVAL 1 DAY AS b FROM UNNEST([1]) AS x GROUP BY GROUPING SETS ((x), ())";
    assert_eq!(
        types(&googlesql().analyze(sql, &Catalog::new()).unwrap().columns),
        ["a INT64", "b INTERVAL"]
    );
    for sql in ["SELECT CAST(1 AS INT32)", "SHOW TABLES", "EXPLAIN SELECT 1"] {
        assert!(
            matches!(
                googlesql().analyze(sql, &Catalog::new()),
                Err(EngineError::Refused { .. })
            ),
            "{sql}"
        );
    }
}

#[test]
fn options_are_those_of_the_statement_and_have_types() {
    let mut catalog = Catalog::new();
    catalog.add_table("d.t", [("a", "INT64")]).unwrap();
    let load = |options: &str| {
        let sql = format!(
            "LOAD DATA INTO d.t FROM FILES (format = 'CSV', uris = ['gs://b/f'], {options})"
        );
        googlesql()
            .analyze(&sql, &catalog)
            .map(|_| ())
            .map_err(|error| error.to_string())
    };
    assert_eq!(load("skip_leading_rows = 1, null_marker = ''"), Ok(()));
    assert!(
        load("manifest = TRUE")
            .unwrap_err()
            .starts_with("Unknown option: manifest")
    );
    assert!(
        load("skip_leading_rows = 'one'")
            .unwrap_err()
            .contains("skip_leading_rows")
    );
    assert!(
        load("require_partition_filter = TRUE").is_ok(),
        "an option of the table that LOAD DATA makes"
    );
    let create = googlesql().analyze(
        "CREATE TABLE d.u (a INT64) OPTIONS (skip_leading_rows = 1)",
        &catalog,
    );
    assert!(
        create
            .unwrap_err()
            .to_string()
            .starts_with("Unknown option")
    );
}

#[test]
fn statements_see_what_earlier_ones_made() {
    let script = "CREATE TABLE d.t (a INT64, b NUMERIC(10, 2) NOT NULL);
        CREATE TEMP TABLE u AS SELECT a, CAST(b AS STRING) AS c FROM d.t;
        CREATE VIEW d.v AS SELECT c, a FROM u;
        ALTER TABLE d.t ADD COLUMN e DATE, DROP COLUMN a;
        ALTER TABLE d.t RENAME TO w;
        CREATE FUNCTION d.f(x INT64) AS (x + 1);
        CREATE FUNCTION d.g(x ANY TYPE) AS (x);
        CREATE TABLE d.x LIKE d.w;
        CREATE TABLE d.y COPY d.w;
        CREATE TABLE d.z CLONE d.w;
        LOAD DATA INTO d.n (k STRING) FROM FILES (format = 'CSV', uris = ['gs://b/f']);
        SELECT v.*, d.f(a) AS f, d.g('x') AS g, x.e, y.e, z.e, n.k FROM d.v AS v, d.w, d.x AS x, d.y AS y, d.z AS z, d.n AS n;
        DROP TABLE d.w;
        SELECT * FROM d.w";
    let found = analyze_script(script);
    let (last, others) = found.split_last().unwrap();
    for statement in others {
        assert!(
            statement.result.is_ok(),
            "{}: {}",
            &script[statement.range.clone()],
            statement.result.as_ref().unwrap_err()
        );
    }
    let query = others[11].result.as_ref().unwrap();
    assert_eq!(
        types(&query.columns),
        [
            "c STRING", "a INT64", "f INT64", "g STRING", "e DATE", "e DATE", "e DATE", "k STRING"
        ]
    );
    assert_eq!(
        last.result.as_ref().unwrap_err().to_string(),
        "Table not found: d.w [at 14:23]"
    );
}

#[test]
fn control_statements_and_bodies_are_analyzed() {
    let script = "DECLARE n, m INT64 DEFAULT 0;
DECLARE s STRUCT<a DATE>;
SET n = 'one';
BEGIN
  DECLARE inner_one DEFAULT 'x';
  IF n > 1 THEN SELECT inner_one || s.a; ELSEIF m THEN SELECT s.a; ELSE SET @@dataset_id = 'd'; END IF;
EXCEPTION WHEN ERROR THEN SELECT @@error.message;
END;
FOR r IN (SELECT 1 AS k, 'x' AS v) DO SELECT r.k + n, r.nothing; END FOR;
WHILE n < 3 DO SET n = n + 1; END WHILE;
CREATE PROCEDURE d.p(a INT64, OUT b STRING) BEGIN CREATE TEMP TABLE made AS SELECT a; SET b = nowhere; END;
CALL d.p(1, m);
CALL d.p(n);
SELECT * FROM made";
    let errors = analyze_script(script)
        .into_iter()
        .filter_map(|statement| statement.result.err());
    let errors: Vec<String> = errors.map(|error| error.to_string()).collect();
    let expected = [
        "Query column 1 has type STRING which cannot be coerced to target type INT64 [at 3:9]",
        "Query column 1 has type INT64 which cannot be coerced to target type BOOL [at 6:49]",
        "Field name nothing does not exist in STRUCT<k INT64, v STRING> [at 9:57]",
        "Unrecognized name: nowhere [at 11:95]",
        "No matching signature for procedure d.p for argument types: INT64, INT64. Supported signature: d.p(INT64, STRING) [at 12:6]",
        "No matching signature for procedure d.p for argument types: INT64. Supported signature: d.p(INT64, STRING) [at 13:6]",
    ];
    assert_eq!(errors, expected);
}

#[test]
fn layout_does_not_change_the_meaning() {
    let pairs = [
        (
            "SELECT a+1 AS b FROM UNNEST([1]) AS a WHERE a IN (1,2)",
            "select\n  a + 1 as b -- one\nFROM UNNEST([1]) AS a\nWHERE (a in (1, 2))",
        ),
        (
            "CREATE FUNCTION d.f(x INT64) AS (x+1)",
            "CREATE FUNCTION d.f(x INT64) AS (\n  x + 1)",
        ),
        (
            "CREATE VIEW d.v AS SELECT 1 AS a",
            "CREATE VIEW d.v AS\nSELECT  1  AS a",
        ),
        (
            "CREATE TABLE d.t (a INT64 DEFAULT (1+2))",
            "CREATE TABLE d.t (\n  a INT64 DEFAULT (1 + 2)\n)",
        ),
    ];
    let mut engine = googlesql();
    let mut meaning = |sql: &str| engine.analyze(sql, &Catalog::new()).unwrap().meaning;
    for (one, two) in pairs {
        assert_eq!(meaning(one), meaning(two), "{one}");
    }
    assert_ne!(meaning("SELECT 1 + 2 AS a"), meaning("SELECT 2 + 1 AS a"));
}

#[test]
fn parameters_of_either_kind_are_known() {
    for sql in ["SELECT @day + 1 AS a", "SELECT ? + 1 AS a"] {
        assert!(googlesql().analyze(sql, &Catalog::new()).is_ok(), "{sql}");
    }
}

#[test]
fn a_model_can_be_made_and_asked() {
    let script = "CREATE TABLE d.t (y STRING, x FLOAT64);
        CREATE MODEL d.m OPTIONS (model_type = 'LOGISTIC_REG', input_label_cols = ['y'], l2_reg = 0.1) AS SELECT y, x FROM d.t;
        SELECT predicted_y, x FROM ML.PREDICT(MODEL d.m, (SELECT x FROM d.t), STRUCT(0.5 AS threshold))";
    let found = analyze_script(script);
    let query = found[2]
        .result
        .as_ref()
        .unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(types(&query.columns), ["predicted_y STRING", "x FLOAT64"]);
}

#[test]
fn an_engine_that_dies_is_there_again() {
    let mut engine = support::own_googlesql();
    let long = format!("SELECT {}1", "1 + (".repeat(200_000));
    let first = engine.parse(&long);
    assert!(first.is_err());
    assert_eq!(engine.evaluate("SELECT 1").unwrap().rows, [[Value::Int(1)]]);
}

fn analyze_script(script: &str) -> Vec<ScriptStatement> {
    googlesql()
        .analyze_script(script, &mut Catalog::new())
        .unwrap()
}

fn types(columns: &[rs2bq::verify::googlesql::Column]) -> Vec<String> {
    columns
        .iter()
        .map(|(name, kind)| format!("{name} {kind}"))
        .collect()
}
