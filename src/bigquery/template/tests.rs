#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::expect_used
)]

use super::*;
use crate::bigquery::print::expr_text;
use crate::bigquery::tree::{Name, Origin, Text};
use crate::span::Span;

/// The text of a template without holes, or with holes left in.
fn printed(text: &str) -> String {
    let template = match Template::parse_static(Box::leak(text.into())) {
        Ok(template) => template,
        Err(error) => panic!("{text}: {error}"),
    };
    template.text()
}

/// The text of a template over arguments, which are templates or, where they begin with `:`, date parts. Columns are in the source.
fn filled(text: &'static str, names: &[&str], args: &[&str], distinct: bool, over: bool) -> String {
    let template = Template::parse_static(text).unwrap();
    let source = SourceText::new(args.join(" "));
    let mut tree = Tree::default();
    let mut offset = 0;
    let mut values = Vec::new();
    for arg in args {
        let span = Span::new(offset, offset + arg.len() as u32);
        offset = span.end + 1;
        let none = Instantiation {
            source: &source,
            names: &[],
            args: &[],
            distinct: false,
            over: None,
        };
        values.push(if *arg == "*" {
            ArgValue::Star
        } else if let Some(word) = arg.strip_prefix(':') {
            ArgValue::Part(PARTS.iter().find(|(known, _)| *known == word).unwrap().1)
        } else if arg
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        {
            let name = Name {
                parts: vec![Text::Source(span)],
            };
            ArgValue::Expr {
                id: tree.expr(Expr::Column(name), Origin::Same(span)),
                simple: true,
            }
        } else {
            // Columns of an argument that is an expression: `g(a)` is the call of `g` with the column `a`.
            let (function, column) = arg
                .strip_suffix(')')
                .and_then(|arg| arg.split_once('('))
                .unwrap();
            let column = Name {
                parts: vec![Text::from(column.to_owned())],
            };
            let column = tree.expr(Expr::Column(column), Origin::New);
            let call = Template::parse(&format!("{function}($x)")).unwrap();
            let args = [ArgValue::Expr {
                id: column,
                simple: true,
            }];
            let with = Instantiation {
                names: &["x"],
                args: &args,
                ..none
            };
            ArgValue::Expr {
                id: call.instantiate(&mut tree, &with, Origin::New),
                simple: false,
            }
        });
    }
    let over = over.then(Window::default);
    let with = Instantiation {
        source: &source,
        names,
        args: &values,
        distinct,
        over,
    };
    let root = template.instantiate(&mut tree, &with, Origin::From(source.span()));
    assert_eq!(tree.exprs[root].origin, Origin::From(source.span()));
    expr_text(&tree, &source, root)
}

#[test]
fn prints_what_it_reads() {
    let texts = [
        "CHAR_LENGTH($0)",
        "CAST(ROUND($0, $1) AS NUMERIC)",
        "SAFE_CAST($0 AS DATE FORMAT 'YYYY-MM-DD')",
        "CASE WHEN $0 IS NULL THEN NULL WHEN $0 < 0 THEN -1 ELSE 1 END",
        "CASE $0 WHEN 1 THEN 'a' END",
        "EXTRACT(DAYOFWEEK FROM $0) - 1",
        "EXTRACT(WEEK(MONDAY) FROM $0 AT TIME ZONE 'UTC')",
        "DATE_TRUNC($0, WEEK(MONDAY))",
        "DATETIME_ADD($0, INTERVAL $1 DAY)",
        "INTERVAL '1 2:3:4' DAY TO SECOND",
        "INTERVAL ($0 * 7) DAY",
        "WITH(a AS $0 + 1, b AS a * 2, a + b)",
        "(SELECT SUM(v) FROM UNNEST([$0, $1]) AS v)",
        "(SELECT STRING_AGG(c, '' ORDER BY o DESC) FROM UNNEST(SPLIT($0, '')) AS c WITH OFFSET AS o WHERE o > 0)",
        "ARRAY(SELECT AS STRUCT k, v FROM UNNEST([STRUCT('a' AS k, 1 AS v)]) AS s)",
        "(SELECT x FROM (SELECT 1 AS x UNION ALL SELECT 2) AS t ORDER BY x LIMIT 1 OFFSET 1)",
        "EXISTS (SELECT 1)",
        "STRUCT($0 AS a, $1)",
        "$0[OFFSET(0)]",
        "$0[SAFE_ORDINAL($1)].name[0]",
        "PARSE_JSON($0, wide_number_mode => 'round')",
        "SAFE.PARSE_DATE('%F', $0)",
        "NET.HOST($0)",
        "ARRAY_AGG(DISTINCT $0 IGNORE NULLS ORDER BY $1 LIMIT 3)[OFFSET(0)]",
        "LAST_VALUE($0 IGNORE NULLS) OVER (PARTITION BY $1 ORDER BY $2 ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)",
        "COUNT(*)",
        "NUMERIC '1.5' + BIGNUMERIC '2'",
        "DATE '2020-01-01' IS NOT DISTINCT FROM $0",
        "r'\\d' || b'x' || \"y\"",
        "$0 NOT IN (1, 2) AND $0 IN UNNEST($1) OR NOT $0 BETWEEN 1 AND 2",
        "$0 NOT LIKE 'a%'",
        "1 + 2 * 3 - 4",
        "(1 + 2) * 3",
        "1 - (2 - 3)",
        "'a' || 'b' * 2",
        "1 | 2 ^ 3 & 4 << 5",
        "- -1 + ~$0",
        "-$0[0]",
        "(-$0)[0]",
        "LEFT($0, 1) || IF($0 = '', 'a', RIGHT($0, 1))",
        "CAST([] AS ARRAY<STRING>)",
        "@@time_zone = @zone",
        "0xff + 1.5e-3 + .5",
        "(1, 2) = ($0, $1)",
        "NOT (TRUE AND FALSE)",
        "($0 = 1) = TRUE",
        "($0 IS NULL) IS TRUE",
    ];
    for text in texts {
        // Holes are named by words; a number makes the name short.
        let named = text
            .replace("$0", "$a")
            .replace("$1", "$b")
            .replace("$2", "$c");
        let first = printed(&named);
        assert_eq!(first, text);
    }
}

#[test]
fn parentheses_only_group() {
    assert_eq!(printed("((1)) + ((2 * 3))"), "1 + 2 * 3");
    assert_eq!(printed("(1 AND 2) AND (3 AND 4)"), "1 AND 2 AND 3 AND 4");
}

#[test]
fn fills_holes() {
    assert_eq!(
        filled("CHAR_LENGTH($s)", &["s"], &["a"], false, false),
        "CHAR_LENGTH(a)"
    );
    assert_eq!(
        filled("$a * $b", &["a", "b"], &["x", "y"], false, false),
        "x * y"
    );
    assert_eq!(filled("$x", &["x"], &["a"], false, false), "a");
    assert_eq!(
        filled(
            "DATE_ADD($d, INTERVAL $n $p)",
            &["p", "n", "d"],
            &[":DAY", "n", "d"],
            false,
            false
        ),
        "DATE_ADD(d, INTERVAL n DAY)"
    );
    assert_eq!(
        filled(
            "DATE_TRUNC($d, $p)",
            &["p", "d"],
            &[":MONTH", "d"],
            false,
            false
        ),
        "DATE_TRUNC(d, MONTH)"
    );
    assert_eq!(
        filled(
            "EXTRACT($p FROM $d)",
            &["p", "d"],
            &[":YEAR", "d"],
            false,
            false
        ),
        "EXTRACT(YEAR FROM d)"
    );
    assert_eq!(
        filled("COALESCE($xs...)", &["xs"], &["a", "b", "c"], false, false),
        "COALESCE(a, b, c)"
    );
    assert_eq!(
        filled(
            "f($x, [$xs...])",
            &["x", "xs"],
            &["a", "b", "c"],
            false,
            false
        ),
        "f(a, [b, c])"
    );
    assert_eq!(
        filled("f($x, $y)", &["x"], &["a"], false, false),
        "f(a, $1)"
    );
}

#[test]
fn repeated_arguments_are_bound_once() {
    assert_eq!(filled("$x + $x", &["x"], &["a"], false, false), "a + a");
    assert_eq!(
        filled("$x + $x", &["x"], &["g(a)"], false, false),
        "WITH(x AS g(a), x + x)"
    );
    assert_eq!(
        filled("$x + $x", &["x"], &["g(x)"], false, false),
        "WITH(x_2 AS g(x), x_2 + x_2)"
    );
    assert_eq!(
        filled("$x + $x + $y", &["x", "y"], &["g(a)", "X"], false, false),
        "WITH(x_2 AS g(a), x_2 + x_2 + X)"
    );
    assert_eq!(
        filled(
            "f($xs...) + g($xs...)",
            &["xs"],
            &["a", "g(b)", "g(c)"],
            false,
            false
        ),
        "WITH(xs AS g(b), xs_2 AS g(c), f(a, xs, xs_2) + g(a, xs, xs_2))"
    );
    // A binding from outside may not be used inside an aggregate call.
    assert_eq!(
        filled("SUM($x) / COUNT($x)", &["x"], &["g(a)"], false, false),
        "SUM(g(a)) / COUNT(g(a))"
    );
}

#[test]
fn names_of_the_template_capture_nothing() {
    let text = "(SELECT MAX(v) FROM UNNEST([$xs...]) AS v)";
    assert_eq!(
        filled(text, &["xs"], &["a", "b"], false, false),
        "(SELECT MAX(v) FROM UNNEST([a, b]) AS v)"
    );
    assert_eq!(
        filled(text, &["xs"], &["a", "V"], false, false),
        "(SELECT MAX(v_2) FROM UNNEST([a, V]) AS v_2)"
    );
    assert_eq!(
        filled("WITH(y AS $x, y + 1)", &["x"], &["g(y)"], false, false),
        "WITH(y_2 AS g(y), y_2 + 1)"
    );
}

#[test]
fn distinct_and_over_go_to_aggregates() {
    assert_eq!(
        filled("CAST(SUM($x) AS INT64)", &["x"], &["a"], true, false),
        "CAST(SUM(DISTINCT a) AS INT64)"
    );
    assert_eq!(
        filled("CAST(SUM($x) AS INT64)", &["x"], &["a"], false, true),
        "CAST(SUM(a) OVER () AS INT64)"
    );
    assert_eq!(
        filled("ABS(COUNT($x))", &["x"], &["*"], false, true),
        "ABS(COUNT(*) OVER ())"
    );
    assert_eq!(
        filled(
            "(SELECT SUM(v) FROM UNNEST([$x]) AS v)",
            &["x"],
            &["a"],
            true,
            true
        ),
        "(SELECT SUM(v) FROM UNNEST([a]) AS v)"
    );
}

#[test]
fn plain_calls_rename() {
    let renames = |text: &'static str, names: &[&str], args, star| {
        Template::cached(text).and_then(|t| t.renames(names.iter().copied(), args, star))
    };
    assert_eq!(
        renames("COALESCE($a, $b)", &["a", "b"], 2, false),
        Some("COALESCE")
    );
    assert_eq!(renames("COALESCE($a, $b)", &["b", "a"], 2, false), None);
    assert_eq!(renames("COALESCE($a, $b)", &["a", "b"], 1, false), None);
    assert_eq!(
        renames("COALESCE($xs...)", &["xs"], 3, false),
        Some("COALESCE")
    );
    assert_eq!(renames("COUNT($x)", &["x"], 0, true), Some("COUNT"));
    assert_eq!(
        renames("HLL_COUNT.INIT($x)", &["x"], 1, false),
        Some("HLL_COUNT.INIT")
    );
    assert_eq!(
        renames("SESSION_USER()", &[], 0, false),
        Some("SESSION_USER")
    );
    for text in [
        "f($a) + 1",
        "f($a, $a)",
        "f($a, 1)",
        "f(DISTINCT $a)",
        "f($a) OVER ()",
    ] {
        assert_eq!(renames(text, &["a"], 1, false), None, "{text}");
    }
}

#[test]
fn bad_templates() {
    let cases = [
        ("", 0, "an expression"),
        ("f($x", 4, ")"),
        ("1 +", 3, "an expression"),
        ("a", 0, "a hole or a name that the template gives"),
        (
            "CURRENT_DATE",
            0,
            "a hole or a name that the template gives",
        ),
        ("$x = 1 = 2", 7, "the end"),
        ("'open", 0, "a token"),
        ("$x ? 1", 3, "a token"),
        ("$xs... + 1", 0, "a single value"),
        ("CAST($x AS VARCHAR)", 11, "a type"),
        ("EXTRACT(EPOCH FROM $x)", 8, "a date part"),
        ("CASE WHEN 1 THEN 2", 18, "END"),
        ("$x IS 3", 6, "NULL, TRUE, FALSE, UNKNOWN or DISTINCT FROM"),
        ("$x NOT 3", 7, "LIKE, BETWEEN or IN"),
        ("()", 2, "an expression"),
    ];
    for (text, at, expected) in cases {
        assert_eq!(
            Template::parse(text).unwrap_err(),
            TemplateError { at, expected },
            "{text}"
        );
    }
}
