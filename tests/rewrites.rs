//! Rewrites of queries, evaluated: the translation gives on GoogleSQL the rows that PostgreSQL gives for the original, or, where
//! PostgreSQL does not read it, the rows that Redshift's documentation gives.

#![cfg(feature = "googlesql")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod support;

use std::fmt::Write as _;

use rs2bq::verify::googlesql::Value;
use rs2bq::{Options, Translator};
use support::{googlesql, postgres};

/// Rows with duplicates, NULLs and negative numbers.
const ROWS: &str = "(SELECT 1 AS a, 2 AS b, 'x' AS s UNION ALL SELECT 1, 3, 'y' UNION ALL SELECT 2, NULL, 'X' \
                    UNION ALL SELECT NULL, -5, NULL) AS t";

/// Both engines read these. `t` stands for [`ROWS`].
const SHARED: &[&str] = &[
    // DISTINCT ON
    "SELECT DISTINCT ON (a) a, b FROM t ORDER BY a, b DESC",
    "SELECT DISTINCT ON (upper(s)) upper(s) AS u, a FROM t ORDER BY upper(s), a",
    "SELECT DISTINCT ON (1) a AS x, s FROM t ORDER BY 1, s DESC",
    // ANY and ALL: no rows, NULLs among the rows, NULL before them
    "SELECT a, a > ANY (SELECT b FROM t) AS p, a > ALL (SELECT b FROM t) AS q FROM t ORDER BY a, b",
    "SELECT 3 > ANY (SELECT 1 WHERE 1 = 0) AS p, 3 > ALL (SELECT 1 WHERE 1 = 0) AS q",
    "SELECT 3 >= ALL (SELECT 3 UNION ALL SELECT 2) AS p, 3 < ALL (SELECT 5 UNION ALL SELECT NULL) AS q",
    "SELECT 3 <> ANY (SELECT 3) AS p, 3 <> ANY (SELECT 3 UNION ALL SELECT 4) AS q, 3 = ALL (SELECT 3) AS r",
    "SELECT 3 = ALL (SELECT 3 UNION ALL SELECT NULL) AS p, 3 = ALL (SELECT 4 UNION ALL SELECT NULL) AS q",
    "SELECT a FROM t WHERE NOT a < ANY (SELECT b FROM t WHERE b > 0) ORDER BY a",
    "SELECT 3 = ANY (ARRAY[1, 3]) AS p, 3 > ALL (ARRAY[1, 4]) AS q, 3 <> ALL (ARRAY[1, NULL]) AS r",
    // rows of columns: the first that differ decide
    "SELECT (1, 2) < (1, 3) AS p, (1, 2) >= (1, 2) AS q, (2, 'b', 1) > (2, 'a', 9) AS r",
    "SELECT (1, NULL::int) < (2, 1) AS p, (1, NULL::int) < (1, 1) AS q, (NULL::int, 1) < (1, 1) AS r",
    "SELECT a, b FROM t WHERE (a, b) IN (SELECT 1, 3 UNION ALL SELECT 2, 2) ORDER BY a",
    "SELECT a, b FROM t WHERE (a, b) NOT IN (SELECT 1, 3) ORDER BY a, b",
    // comparisons with NULL
    "SELECT a FROM t WHERE a = NULL OR NULL <> s OR a = 2",
    "SELECT (1 = NULL) IS NULL AS p, NOT (1 = NULL) IS NULL AS q",
    // keys of GROUP BY that stand again
    "SELECT upper(s) AS u, COUNT(*) AS n FROM t GROUP BY upper(s) ORDER BY upper(s)",
    "SELECT upper(s) AS u, COUNT(*) AS n FROM t GROUP BY upper(s) HAVING upper(s) > 'A' ORDER BY 1",
    "SELECT upper(s) || '!' AS u, SUM(CASE WHEN upper(s) = 'X' THEN 1 ELSE 0 END) AS n FROM t GROUP BY upper(s) ORDER BY 1",
    "SELECT CASE WHEN b > 0 THEN 'p' ELSE 'n' END AS k, COUNT(*) AS n FROM t GROUP BY CASE WHEN b > 0 THEN 'p' ELSE 'n' END ORDER BY k",
    "SELECT DISTINCT upper(s) AS u FROM t ORDER BY upper(s)",
    // keys that an alias hides
    "SELECT COUNT(*) AS a FROM t GROUP BY a ORDER BY 1",
    "SELECT 'k' AS s, COUNT(*) AS n FROM t GROUP BY s ORDER BY n",
    "SELECT 1 AS a, b FROM t GROUP BY b, a ORDER BY b, a",
    // names of a column list that hide columns
    "WITH w (b) AS (SELECT SUM(b) FROM t GROUP BY s HAVING SUM(b) > 2) SELECT b FROM w",
    "WITH w (a) AS (SELECT -b FROM t GROUP BY b, a HAVING a > 1 OR b > 2) SELECT a FROM w ORDER BY a",
    "SELECT q.a FROM (SELECT COUNT(*) FROM t GROUP BY a) AS q (a) ORDER BY 1",
    // BOOLEAN as text
    "SELECT (a > 1)::varchar AS p, (a > 1)::varchar(2) AS q FROM t ORDER BY a, b",
    // constants that become of the type beside them
    "SELECT '10' + 5 AS p, 7 - '2' AS q, '3' * 4 AS r, 9 / '2' AS u, '9' % 4 AS v",
    "SELECT 1 AS p UNION ALL SELECT '2' ORDER BY 1",
    "SELECT a FROM t WHERE a IN ('1', '2') ORDER BY a",
    "SELECT CASE a WHEN '1' THEN 'one' WHEN '2' THEN 'two' END AS w FROM t ORDER BY a",
    "SELECT NULLIF(a, '1') AS p FROM t ORDER BY a, b",
    // VALUES
    "SELECT c, d FROM (VALUES (1, 'p'), (2, NULL)) AS v(c, d) ORDER BY c",
    "SELECT MAX(column1) AS m FROM (VALUES (1), (3), (2)) AS v",
];

/// Redshift's own, with the rows that it gives.
const REDSHIFT: &[(&str, &str)] = &[
    (
        "SELECT id, LEVEL FROM (SELECT 1 AS id, NULL::int AS boss UNION ALL SELECT 2, 1 UNION ALL SELECT 3, 2 UNION ALL SELECT 4, 9) AS e \
         START WITH boss IS NULL CONNECT BY PRIOR id = boss ORDER BY id",
        "1 1; 2 2; 3 3",
    ),
    (
        "SELECT id FROM (SELECT 1 AS id, NULL::int AS boss UNION ALL SELECT 2, 1 UNION ALL SELECT 3, 2) AS e \
         START WITH id = 3 CONNECT BY id = PRIOR boss AND LEVEL < 3 ORDER BY id",
        "2; 3",
    ),
    (
        "SELECT * FROM (SELECT 'red' AS c, 5 AS p, 1 AS id UNION ALL SELECT 'red', 6, 1) PIVOT (AVG(p) FOR c IN ('red', 'green' AS g))",
        "1 5 NULL",
    ),
    (
        "SELECT red_m, red_n, g_n FROM (SELECT 'red' AS c, 5.55::decimal(8,2) AS p UNION ALL SELECT 'red', 5.56) \
         PIVOT (AVG(p) AS m, COUNT(*) AS n FOR c IN ('red', 'green' AS g))",
        "5.55 2 0",
    ),
    (
        "SELECT COALESCE(n, s) FROM (SELECT NULL::int AS n, 'x'::varchar(3) AS s UNION ALL SELECT 7, 'y') AS t ORDER BY 1",
        "7; x",
    ),
    (
        "SELECT n FROM (SELECT 1 AS n UNION ALL SELECT 2) AS t WHERE n IN (SELECT '2'::varchar(3))",
        "2",
    ),
    (
        "SELECT NULLIF(n, s), NULLIF(s, n) FROM (SELECT 1 AS n, '1'::varchar(3) AS s UNION ALL SELECT 2, '3') AS t ORDER BY 1",
        "2 3; NULL NULL",
    ),
    (
        "SELECT v + 1, v * 2 FROM (SELECT '3'::varchar(5) AS v UNION ALL SELECT NULL) AS t ORDER BY 1",
        "4 6; NULL NULL",
    ),
    (
        "SELECT a = 'x   ', a = ' x' FROM (SELECT 'x'::char(4) AS a) AS t",
        "TRUE FALSE",
    ),
];

/// Grouping sets, whose rows the GoogleSQL here gives wrongly: the analyzer accepts the translation, which PostgreSQL reads too.
const SETS: &[&str] = &[
    "SELECT a, s, SUM(b) FROM t GROUP BY a, ROLLUP (s)",
    "SELECT a, s, SUM(b) FROM t GROUP BY ROLLUP (a), CUBE (s)",
    "SELECT a, b, s, COUNT(*) FROM t GROUP BY a, CUBE (b, s)",
    "SELECT a, b, s, COUNT(*) FROM t GROUP BY ROLLUP ((a, b), s), b",
    "SELECT a, b, s, COUNT(*) FROM t GROUP BY (a, b), ROLLUP (s)",
    "SELECT a, s, SUM(b) FROM t GROUP BY GROUPING SETS (a, GROUPING SETS (s, ()), ROLLUP (a, s))",
    "SELECT a, s, SUM(b) FROM t GROUP BY GROUPING SETS ((a), (s)), GROUPING SETS ((a), ())",
    "SELECT UPPER(s) AS u, SUM(b) FROM t GROUP BY ROLLUP (UPPER(s)) ORDER BY u, 2",
    "SELECT UPPER(s) AS u, a, SUM(b) FROM t GROUP BY a, CUBE (UPPER(s)) HAVING SUM(b) > 0",
    "SELECT -a AS a, s, SUM(b) FROM t GROUP BY a, ROLLUP (s)",
];

#[test]
fn grouping_sets_give_the_same_rows() {
    for sql in SETS {
        let sql = sql.replace("FROM t", &format!("FROM {ROWS}"));
        let out = Translator::new(Options::default()).translate(&sql).sql;
        let analyzed = googlesql().evaluate(&format!("SELECT COUNT(*) FROM ({out}) WHERE FALSE"));
        let rejected = analyzed
            .err()
            .map(|error| error.to_string())
            .filter(|error| !error.contains("Unimplemented feature"));
        assert_eq!(rejected, None, "{out}");
        let rows = |sql: &str| {
            let mut rows = postgres().query(sql).unwrap();
            rows.sort();
            rows
        };
        assert_eq!(rows(&sql), rows(&out), "{out}");
    }
}

#[test]
fn shared_queries_give_the_same_rows() {
    let mut wrong = String::new();
    for sql in SHARED {
        let sql = sql.replace("FROM t", &format!("FROM {ROWS}"));
        let expected = postgres()
            .query(&sql)
            .unwrap_or_else(|error| panic!("{sql}: {error}"));
        let expected: Vec<Vec<String>> = expected
            .into_iter()
            .map(|row| row.into_iter().map(of_postgres).collect())
            .collect();
        let found = translated_rows(&sql);
        if found != expected {
            writeln!(wrong, "{sql}\n  {expected:?}\n  {found:?}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn queries_of_redshift_give_its_rows() {
    let mut wrong = String::new();
    for (sql, expected) in REDSHIFT {
        let rows: Vec<String> = translated_rows(sql)
            .into_iter()
            .map(|row| row.join(" "))
            .collect();
        let found = rows.join("; ");
        if found != *expected {
            writeln!(wrong, "{sql}\n  {expected}\n  {found}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The rows of the translation, which raises nothing that is refused.
fn translated_rows(sql: &str) -> Vec<Vec<String>> {
    let out = Translator::new(Options::default()).translate(sql).sql;
    let result = googlesql()
        .evaluate(&out)
        .unwrap_or_else(|error| panic!("{sql}\n{out}\n{error}"));
    let cell = |value: Value| {
        if let Value::String(text) | Value::Numeric(text) = value {
            text
        } else {
            value.to_string()
        }
    };
    result
        .rows
        .into_iter()
        .map(|row| row.into_iter().map(cell).collect())
        .collect()
}

/// A cell as PostgreSQL prints it, in the words of the other engine.
fn of_postgres(cell: Option<String>) -> String {
    match cell.as_deref() {
        None => "NULL".to_owned(),
        Some("t") => "TRUE".to_owned(),
        Some("f") => "FALSE".to_owned(),
        Some(text) => text.to_owned(),
    }
}
