//! `[names]` of the configuration: where tables without a schema, with one, and of another database go.

#![allow(clippy::unwrap_used)]

use rs2bq::options::Names;
use rs2bq::{Options, Translator};

/// The SQL of a text with default project and dataset and one rule.
fn translated(sql: &str) -> String {
    let names = Names {
        map: vec![("dev.mart".to_owned(), "shop.mart_eu".to_owned())],
        default_project: Some("acme".to_owned()),
        default_dataset: Some("main".to_owned()),
        ..Names::default()
    };
    let options = Options {
        names,
        ..Options::default()
    };
    Translator::new(options).translate(sql).sql
}

#[test]
fn tables_get_their_project_and_dataset() {
    for (redshift, bigquery) in [
        ("SELECT a FROM t", "SELECT a FROM acme.main.t"),
        ("SELECT a FROM s.t", "SELECT a FROM acme.s.t"),
        ("SELECT a FROM dev.mart.t", "SELECT a FROM shop.mart_eu.t"),
        ("TRUNCATE s.t", "TRUNCATE TABLE acme.s.t"),
        (
            "ALTER TABLE s.t RENAME TO u",
            "ALTER TABLE acme.s.t RENAME TO u",
        ),
        (
            "CREATE VIEW v AS SELECT 1 AS a",
            "CREATE VIEW acme.main.v AS SELECT 1 AS a",
        ),
    ] {
        assert_eq!(translated(redshift), bigquery);
    }
}

#[test]
fn temporary_tables_have_no_dataset() {
    for (redshift, bigquery) in [
        (
            "CREATE TEMP TABLE q (a INT); SELECT a FROM q, t; DROP TABLE q",
            "CREATE TEMP TABLE q (a INT64); SELECT a FROM q, acme.main.t; DROP TABLE q",
        ),
        (
            "CREATE TABLE #w AS SELECT 1 AS a; SELECT a FROM #w",
            "CREATE TEMP TABLE w AS SELECT 1 AS a; SELECT a FROM w",
        ),
        (
            "SELECT a FROM #made_elsewhere",
            "SELECT a FROM made_elsewhere",
        ),
        (
            "SELECT 1 AS a INTO TEMP x; SELECT a FROM x",
            "CREATE TEMP TABLE x AS\nSELECT 1 AS a; SELECT a FROM x",
        ),
    ] {
        assert_eq!(translated(redshift), bigquery);
    }
}

#[test]
fn a_search_path_takes_the_place_of_the_default_dataset() {
    for (redshift, bigquery) in [
        (
            "SET search_path TO s; SELECT a FROM t",
            "SET @@dataset_project_id = 'acme';\nSET @@dataset_id = 's'; SELECT a FROM t",
        ),
        (
            "CREATE TABLE u.t (a INT); SET search_path TO s, u; SELECT a FROM t, w; CREATE TABLE t (a INT); SELECT a FROM t",
            "CREATE TABLE acme.u.t (a INT64); SET @@dataset_project_id = 'acme';\nSET @@dataset_id = 's'; SELECT a FROM acme.u.t, w; CREATE TABLE t (a INT64); SELECT a FROM t",
        ),
    ] {
        assert_eq!(translated(redshift), bigquery);
    }
}
