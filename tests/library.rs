//! The library of functions: Node runs its examples, GoogleSQL analyzes its definitions and computes the bytes that they get.

#![cfg(feature = "googlesql")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::process::Command;

use rs2bq::library::{Function, functions};
use rs2bq::verify::googlesql::{Catalog, Value};
use rs2bq::{Library, Options, Translator};

#[test]
fn node_gives_what_the_examples_say() {
    let mut wrong = Vec::new();
    for function in functions() {
        for (arguments, result) in &function.examples {
            let found = run(function, arguments);
            if found != *result {
                wrong.push(format!(
                    "{}{arguments} is {found}, not {result}",
                    function.name
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The result of the function's body in JSON.
fn run(function: &Function, arguments: &str) -> String {
    let (head, body) = function.definition.split_once("r\"\"\"").unwrap();
    let body = body.rsplit_once("\"\"\"").unwrap().0;
    let params = head.split_once('(').unwrap().1.split_once(')').unwrap().0;
    let names: Vec<&str> = params
        .split(',')
        .map(|param| param.split_whitespace().next().unwrap())
        .collect();
    let script = format!(
        "console.log(JSON.stringify((function ({}) {{ {body} }})(...{arguments})))",
        names.join(", ")
    );
    let output = Command::new("node").arg("-e").arg(script).output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {errors}", function.name);
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn translate(sql: &str) -> String {
    let options = Options {
        library: Some(Library::Script),
        ..Options::default()
    };
    Translator::new(options).translate(sql).sql
}

#[test]
fn scripts_with_the_library_are_analyzed() {
    let sql = "SELECT crc32('a') AS c, fnv_hash(7::bigint, fnv_hash('a')) AS f, murmur3_32_hash(5, 1) AS m;\n\
        SELECT crc32('b') AS c, sha2('a', 224) AS s, sha2('a', length('a')) AS n";
    let script = translate(sql);
    let mut engine = support::googlesql();
    let statements = engine.analyze_script(&script, &mut Catalog::new()).unwrap();
    assert_eq!(statements.len(), 7, "{script}");
    for statement in statements {
        if let Err(error) = statement.result {
            panic!("{error}: {}", &script[statement.range]);
        }
    }
}

/// The bytes of a value, in hexadecimal.
#[test]
fn values_become_the_bytes_that_redshift_hashes() {
    let mut engine = support::googlesql();
    for (function, value, bytes) in [
        ("fnv_hash", "1", "01000000"),
        ("fnv_hash", "-2", "feffffff"),
        ("fnv_hash", "258::smallint", "0201"),
        ("fnv_hash", "1::bigint", "0100000000000000"),
        ("fnv_hash", "-1::bigint", "ffffffffffffffff"),
        ("fnv_hash", "'é'::varchar", "c3a9"),
        ("murmur3_32_hash", "1", "0100000000000000"),
        ("murmur3_32_hash", "'abcd'::varchar", "61626364"),
        ("murmur3_32_hash", "from_hex('ff00')", "ff00"),
    ] {
        let sql = format!("SELECT {function}(x) AS h FROM (SELECT {value} AS x) AS t");
        let script = translate(&sql);
        let call = script.rsplit_once("(TO_HEX(").unwrap().1;
        let (hex, from) = call.split_once(", '").unwrap();
        let from = from.split_once(" FROM ").unwrap().1;
        let query = format!("SELECT TO_HEX({hex} FROM {from}");
        let rows = engine.evaluate(&query).unwrap().rows;
        assert_eq!(rows, [[Value::String(bytes.to_owned())]], "{sql}: {query}");
    }
}
