use super::*;

#[test]
fn a_bad_statement_does_not_take_the_next_one_with_it() {
    let all = read("select (1; select 2; select from; ;; select 'it''s; fine'; select 3)");
    let bad: Vec<_> = all
        .iter()
        .map(|parsed| parsed.diagnostic.is_some())
        .collect();
    assert_eq!(bad, [true, false, true, false, true]);
}

#[test]
fn blocks_of_a_template_end_statements() {
    let ends = |text: &str| -> Vec<bool> {
        let all = read(text);
        all.iter()
            .map(|parsed| parsed.diagnostic.is_some())
            .collect()
    };
    assert_eq!(
        ends(
            "{% macro m(a) %} nvl(a) {%- endmacro -%} select 1; {% set q %} select 2 {% endset %} select 3"
        ),
        [true, false, false, false]
    );
    assert_eq!(ends("select 1 {% set a = 2 %}, 2"), [false]);
}

#[test]
fn empty_texts_have_no_statements() {
    for text in ["", " ; ;", "-- nothing", "/* nothing */"] {
        assert!(read(text).is_empty(), "{text}");
    }
}

#[test]
fn errors_point_at_the_smallest_span() {
    assert_eq!(
        error("select a from t where b = ) and c"),
        ("expected an expression, found `)`".to_owned(), ")")
    );
    assert_eq!(
        error("select a from t limit"),
        (
            "expected an expression, found the end of the statement".to_owned(),
            ""
        )
    );
    let (message, _) = error("select a from t 'secret'");
    assert_eq!(message, "expected the end of the statement, found a string");
    let (message, _) = error("select a from t join u");
    assert_eq!(
        message,
        "expected `ON` or `USING`, found the end of the statement"
    );
}

#[test]
fn what_is_not_closed_is_said() {
    for (text, what, at) in [
        ("select 'abc; select 2", "the string", "'"),
        ("select \"abc", "the quoted name", "\""),
        ("select $a$ b", "the dollar-quoted string", "$"),
        ("select 1 /* c ; select 2", "the comment", "/*"),
        ("/* c", "the comment", "/*"),
    ] {
        let all = read(text);
        let diagnostic = all[0].diagnostic.clone().unwrap();
        assert_eq!(diagnostic.code, Code::RS0002, "{text}");
        assert_eq!(diagnostic.args, [what], "{text}");
        assert_eq!(&text[diagnostic.span.range()], at, "{text}");
    }
    let all = read("select 1; /* c");
    assert_eq!(all.len(), 2);
    assert!(all[0].diagnostic.is_none());
}

#[test]
fn misspelt_words_of_queries_are_suggested() {
    for (text, at, near) in [
        ("select a form t", "form", "FROM"),
        ("select a from t wher a = 1", "wher", "WHERE"),
        ("select a from t gruop by a", "gruop", "GROUP"),
        ("select a from t order by a dsc", "dsc", "DESC"),
        ("select a from t left jion u on b", "jion", "JOIN"),
        ("select a from t unoin all select 1", "unoin", "UNION"),
        ("select case wen a then 1 end", "wen", "WHEN"),
        ("select a from t where a liek 'x'", "liek", "LIKE"),
        (
            "select sum(a) over (partiton by b)",
            "partiton",
            "PARTITION",
        ),
        ("update t ste a = 1", "ste", "SET"),
        ("insert inot t values (1)", "inot", "INTO"),
    ] {
        let parsed = read(text).pop().unwrap();
        let diagnostic = parsed.diagnostic.unwrap();
        assert_eq!(diagnostic.code, Code::RS0004, "{text}");
        assert_eq!(&text[diagnostic.span.range()], at);
        let help = diagnostic.help().unwrap();
        assert_eq!(help, format!("`{near}` may be meant"));
    }
    // Nothing is near.
    assert_eq!(error("select a from t xyz abc").1, "abc");
}
