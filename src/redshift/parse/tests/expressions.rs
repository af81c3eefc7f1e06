use super::show::expr;
use super::{error, fails};

/// Each line: an expression and its tree.
fn check(cases: &[(&str, &str)]) {
    for (text, tree) in cases {
        assert_eq!(expr(text), *tree, "{text}");
    }
}

#[test]
fn precedence() {
    check(&[
        ("a + b * c - d", "(a + (b * c) - d)"),
        (
            "a or b and not c = d or e",
            "(a or (b and (Not (c = d))) or e)",
        ),
        ("not not a", "(Not (Not a))"),
        ("-2 ^ 2", "((Minus 2) ^ 2)"),
        ("2 ^ 3 ^ 4", "(2 ^ 3 ^ 4)"),
        ("-a::int", "(Minus (Colons a Integer[]))"),
        ("- -a", "(Minus (Minus a))"),
        ("a = b = c", "(a = (b = c))"),
        ("a < b = c", "((a < b) = c)"),
        ("a = b < c", "(a = (b < c))"),
        ("a || b || c = d", "((a || b || c) = d)"),
        ("a + 1 || b", "((a + 1) || b)"),
        ("a <> b || c", "(a <> (b || c))"),
        ("@ -5 + 2", "(Abs ((Minus 5) + 2))"),
        ("|/ 4 * 2", "(Sqrt (4 * 2))"),
        ("||/ 27", "(Cbrt 27)"),
        ("~ a & b", "((BitNot a) & b)"),
        ("a & b | c # d << 1 >> 2", "(a & b | c # d << 1 >> 2)"),
        ("a % b / c", "(a % b / c)"),
    ]);
}

#[test]
fn is_binds_tighter_than_comparisons() {
    check(&[
        ("a = b is null", "(a = (is-Null b))"),
        ("a + b is not null", "(not-is-Null (a + b))"),
        ("a || b isnull", "(is-Null (a || b))"),
        ("a notnull and b", "((not-is-Null a) and b)"),
        ("not a is true", "(Not (is-True a))"),
        ("a is not unknown", "(not-is-Unknown a)"),
        ("a is distinct from b + 1", "(distinct a (b + 1))"),
        ("a is not distinct from b", "(not-distinct a b)"),
        ("a like 'x' is false", "(is-False (Like a 'x'))"),
    ]);
}

#[test]
fn pattern_matching() {
    check(&[
        ("a like b || '%'", "(Like a (b || '%'))"),
        ("a not ilike b escape '^'", "(not-ILike a b '^')"),
        ("a similar to b and c", "((SimilarTo a b) and c)"),
        ("a not similar to b", "(not-SimilarTo a b)"),
        ("a ~ b || c", "((Regex a b) || c)"),
        ("a || b !~* c", "(not-RegexNoCase (a || b) c)"),
        ("a ~~ b", "(Like a b)"),
        ("a !~~* b", "(not-ILike a b)"),
    ]);
    fails("select a like b like c");
}

#[test]
fn between_and_in() {
    check(&[
        (
            "a between 1 and 2 + 3 and b",
            "((between a 1 (2 + 3)) and b)",
        ),
        (
            "a not between symmetric b and c",
            "(not-between-symmetric a b c)",
        ),
        ("a in (1, 2)", "(in a 1 2)"),
        ("a not in (select 1)", "(not-in a [select 1])"),
        ("a in ((select 1))", "(in a [(select 1)])"),
        (
            "a in ((select 1) union (select 2))",
            "(in a [(select 1) union (select 2)])",
        ),
        (
            "(a, b) in ((1, 2), (3, 4))",
            "(in (row a b) (row 1 2) (row 3 4))",
        ),
        ("a in {{ list }}", "(in a {{ list }})"),
        ("a in ({{ list }}) or b", "((in a [{{ list }}]) or b)"),
    ]);
    fails("select a in ()");
    fails("select a between 1");
}

#[test]
fn subqueries() {
    check(&[
        ("(select 1)", "[select 1]"),
        ("((select 1))", "[(select 1)]"),
        ("((select 1) + 2)", "(([select 1] + 2))"),
        (
            "((select 1) union all (select 2) limit 1)",
            "[(select 1) union all (select 2) limit 1]",
        ),
        ("exists (select 1)", "(exists [select 1])"),
        ("a > all (select 1)", "(> all a [select 1])"),
        ("a = any (b)", "(= any a b)"),
        (
            "a <> some (select 1) and b",
            "((<> any a [select 1]) and b)",
        ),
        ("(a, b)", "(row a b)"),
        ("row(a, b)", "(row a b)"),
        ("(a, b) overlaps (c, d)", "((row a b) overlaps (row c d))"),
    ]);
}

#[test]
fn names_and_paths() {
    check(&[
        ("a.b.c", "a.b.c"),
        ("t.\"B\"", "t.\"B\""),
        ("t.from", "t.from"),
        ("a.b[0].c[i + 1]", "(path a.b[0].c[(i + 1)])"),
        ("(a).b", "(path (a).b)"),
        ("f(x)[0]", "(path (f x)[0])"),
        ("a[0]::int", "(Colons (path a[0]) Integer[])"),
        ("timestamp", "timestamp"),
        ("t.oid = oid", "(t.oid = oid)"),
        ("array", "array"),
        ("array[1, 2]", "(array 1 2)"),
        ("a.b = c.d (+)", "(a.b = (outer c.d))"),
        ("a(+)", "(outer a)"),
    ]);
    let (message, at) = error("select end from t");
    assert_eq!(
        (message.as_str(), at),
        ("expected an expression, found `end`", "end")
    );
    let (message, _) = error("select desc, a from t");
    assert_eq!(
        message,
        "`desc` is a reserved word; as a name it needs quotes"
    );
}

#[test]
fn casts() {
    check(&[
        ("cast(a as varchar(20))", "(Cast a Varchar[Number(20)])"),
        ("try_cast(a as int)", "(TryCast a Integer[])"),
        (
            "convert(decimal(10, 2), a)",
            "(Convert a Decimal[Number(10), Number(2)])",
        ),
        ("convert(a, b)", "(convert a b)"),
        ("convert(date, b)", "(Convert b Date[])"),
        (
            "a::double precision::text",
            "(Colons (Colons a Double[]) Text[])",
        ),
        ("a::float(10)", "(Colons a Real[Number(10)])"),
        ("a::character varying(max)", "(Colons a Varchar[Max])"),
        (
            "a::timestamp (3) with time zone",
            "(Colons a TimestampTz[Number(3)])",
        ),
        ("a::time without time zone", "(Colons a Time[])"),
        ("a::binary varying", "(Colons a Varbyte[])"),
        ("a::interval day to second (3)", "(Colons a Interval[])"),
        ("a::{{ type }}", "(Colons a Placeholder[])"),
        ("a::int[]", "(Colons a Unknown[])"),
        ("a::struct<b:array<int>>", "(Colons a Nested[])"),
        ("a::jsonb", "(Colons a Unknown[])"),
    ]);
}

#[test]
fn literals() {
    check(&[
        ("date '2020-01-01'", "(Date '2020-01-01')"),
        ("timestamp with time zone 'x'", "(TimestampTz 'x')"),
        ("double precision '1'", "(Double '1')"),
        ("int4 '5'", "(Integer '5')"),
        ("interval '1 day'", "(interval '1 day')"),
        (
            "interval '1-2' year to month",
            "(interval '1-2' Year-Some(Month)-None)",
        ),
        (
            "interval '1' second (3)",
            "(interval '1' Second-None-Some(3))",
        ),
        ("interval 1 day", "(interval 1 Day-None-None)"),
        ("interval '1 day' d", "(interval '1 day')"),
        ("x'8001'", "x'8001'"),
        ("null", "null"),
        ("$1", "$1"),
        (":x + ?", "(:x + ?)"),
        ("{{ cols }}", "placeholder-list"),
        ("{{ col }} as a", "{{ col }}"),
        ("{{ alias }}.a", "{{ alias }}.a"),
    ]);
    fails("select col 'x'");
}

#[test]
fn calls() {
    check(&[
        ("f()", "(f)"),
        ("s.f(a, b)", "(s.f a b)"),
        ("count(*)", "(count *)"),
        ("count(distinct a)", "(count distinct a)"),
        ("sum(all a)", "(sum all a)"),
        ("left(a, 1) || right(a, 2)", "((left a 1) || (right a 2))"),
        ("dateadd(day, 1, a)", "(dateadd day 1 a)"),
        (
            "current_date - sysdate",
            "((current_date:Bare) - (sysdate:Bare))",
        ),
        ("current_timestamp(3)", "(current_timestamp 3)"),
        (
            "approximate count(distinct a)",
            "(count:Approximate distinct a)",
        ),
        ("array(1, 2)", "(array 1 2)"),
        ("{{ fn }}(a)", "({{ fn }} a)"),
        ("f(a order by b desc)", "(f a order b desc)"),
    ]);
    fails("select f(a,)");
    fails("select f(,a)");
}

#[test]
fn calls_with_a_syntax_of_their_own() {
    check(&[
        ("extract(year from a)", "(extract:Extract year a)"),
        (
            "extract('year' from a + 1)",
            "(extract:Extract 'year' (a + 1))",
        ),
        ("trim(a)", "(trim a)"),
        ("trim(a, 'x')", "(trim a 'x')"),
        ("trim(both 'x' from a)", "(trim:Trim(Both) a 'x')"),
        ("trim(leading from a)", "(trim:Trim(Leading) a)"),
        ("trim('x' from a)", "(trim:Trim(Both) a 'x')"),
        ("substring(a from 2 for 3)", "(substring:Substring a 2 3)"),
        ("substring(a, 2)", "(substring a 2)"),
        ("position('x' in a)", "(position:Position 'x' a)"),
        (
            "overlay(a placing b from 1 for 2)",
            "(overlay:Overlay a b 1 2)",
        ),
        (
            "object_transform(a keep 'x', 'y' set 'z', 1)",
            "(object_transform:ObjectTransform(2) a 'x' 'y' 'z' 1)",
        ),
        (
            "a at time zone 'UTC' at time zone b",
            "(zone (zone a 'UTC') b)",
        ),
        ("a collate \"C\" || b", "((collate a \"C\") || b)"),
    ]);
}

#[test]
fn windows() {
    check(&[
        ("sum(a) over ()", "(sum a over ())"),
        ("sum(a) over w", "(sum a over (w))"),
        (
            "lag(a, 1) ignore nulls over (partition by b, c order by d desc nulls last)",
            "(lag a 1 ignore-outside over (by b c; order d desc last))",
        ),
        (
            "first_value(a respect nulls) over (order by b)",
            "(first_value a respect-inside over (order b))",
        ),
        (
            "sum(a) over (order by b rows between 1 + 1 preceding and unbounded following)",
            "(sum a over (order b; rows -(1 + 1)..UnboundedFollowing))",
        ),
        (
            "sum(a) over (w range current row)",
            "(sum a over (w; range CurrentRow))",
        ),
        (
            "listagg(a, ',') within group (order by b) over (partition by c)",
            "(listagg a ',' within b over (by c))",
        ),
        ("count(*) filter (where a > 1)", "(count * filter (a > 1))"),
    ]);
    fails("select sum(a) over (order by b rows 1)");
}

#[test]
fn case() {
    check(&[
        ("case when a then b end", "(case a->b)"),
        (
            "case a when 1 then 2 when 3 then 4 else 5 end + 1",
            "((case a 1->2 3->4 else 5) + 1)",
        ),
    ]);
    fails("select case a end");
    fails("select case when a then b else end");
}

#[test]
fn token_soup_is_rejected() {
    for text in [
        "select a b c",
        "select a,",
        "select from t",
        "select a from t where",
        "select a + from t",
        "select (a from t",
        "select a) from t",
        "select a = = b",
        "select a < b < c",
        "select 'a' 'b'",
        "select 1 2",
        "select a..b",
        "select a from t t2 t3",
        "select a from t join u",
        "select a from t left u on a = b",
        "select a group by",
        "select a order by b,",
        "select a limit",
        "select not",
        "select a is b",
        "select a not b",
        "select case",
        "select cast(a int)",
        "select a::",
        "select interval",
        "select extract(year, a)",
    ] {
        fails(text);
    }
}
