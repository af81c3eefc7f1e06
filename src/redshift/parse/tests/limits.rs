use super::*;

/// What the deepest statement that is read may take of the stack: 2 MiB in optimised builds, several times that in others.
const STACK: usize = if cfg!(debug_assertions) {
    16 << 20
} else {
    2 << 20
};

/// The code of the only statement of a text.
fn code(text: &str) -> Option<Code> {
    let read_one = || {
        let all = read(text);
        assert_eq!(all.len(), 1);
        all[0].diagnostic.as_ref().map(|diagnostic| diagnostic.code)
    };
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK);
        thread
            .spawn_scoped(scope, read_one)
            .unwrap()
            .join()
            .unwrap()
    })
}

#[test]
fn long_chains_are_flat() {
    let count = 100_000;
    for (start, separator) in [
        ("select a", " + a"),
        ("select a", " || a"),
        ("select a", " and a = b"),
        ("select a", " or a::int * 2 > b"),
        ("select a", ", a"),
        ("select a", " union all select a"),
        ("values (1)", ", (1)"),
        ("select case", " when a then b"),
        ("select a", ".b[0]"),
    ] {
        let mut text = start.to_owned() + &separator.repeat(count);
        if start.ends_with("case") {
            text += " end";
        }
        assert_eq!(code(&text), None, "{separator}");
    }
}

#[test]
fn deep_nesting_is_a_diagnostic() {
    let count = 20_000;
    for (open, middle, close) in [
        ("(", "1", ")"),
        ("f(", "1", ")"),
        ("(select ", "1", ")"),
        ("case when ", "1", " then 2 end"),
        ("not ", "a", ""),
        ("- ", "a", ""),
        ("a[", "1", "]"),
        ("a = ", "b", ""),
        ("cast(", "a", " as int)"),
        ("coalesce(a, 1 + ", "a", ")"),
        ("trim(", "a", ")"),
        ("substring(", "a", ", 1)"),
        ("convert(int, ", "a", ")"),
        ("exists (select ", "1", ")"),
        ("a in (", "1", ")"),
        ("array[", "1", "]"),
    ] {
        let text = format!(
            "select {}{middle}{}",
            open.repeat(count),
            close.repeat(count)
        );
        assert_eq!(code(&text), Some(Code::RS0003), "{open}");
    }
    for (open, close) in [("(", ")"), ("(select 1 from ", ")"), ("(a join ", " on c)")] {
        let text = format!(
            "select 1 from {}t{}",
            open.repeat(count),
            close.repeat(count)
        );
        assert_eq!(code(&text), Some(Code::RS0003), "{open}");
    }
    let text = format!("{}select 1{}", "(".repeat(count), ")".repeat(count));
    assert_eq!(code(&text), Some(Code::RS0003));
}

#[test]
fn trees_that_grow_to_the_left_count_as_nesting() {
    let count = 20_000;
    for step in [
        "::int",
        " is null",
        " at time zone 'x'",
        " ~ 'a'",
        " in (1)",
    ] {
        let text = format!("select a{}", step.repeat(count));
        assert_eq!(code(&text), Some(Code::RS0003), "{step}");
    }
    let text = format!("select 1 from t{}", " cross join t".repeat(count));
    assert_eq!(code(&text), Some(Code::RS0003));
    let mixed = format!(
        "select {}a{}",
        "(".repeat(900),
        format!("{})", "::int".repeat(900)).repeat(900)
    );
    assert_eq!(code(&mixed), Some(Code::RS0003));
}

#[test]
fn nesting_within_the_limit_is_read() {
    for (open, middle, close) in [
        ("(", "1", ")"),
        ("f(", "1", ")"),
        ("case when ", "1", " then 2 end"),
    ] {
        let text = format!("select {}{middle}{}", open.repeat(900), close.repeat(900));
        assert_eq!(code(&text), None, "{open}");
    }
    let text = format!("select {}1{}", "(select ".repeat(450), ")".repeat(450));
    assert_eq!(code(&text), None);
    let text = format!(
        "select 1 from t{}",
        " join t on a = b::int::text".repeat(900)
    );
    assert_eq!(code(&text), None);
}

#[test]
fn neighbours_do_not_add_up() {
    let text = format!(
        "select a::int::text{}",
        " + a::int::text is null".repeat(10_000)
    );
    assert_eq!(code(&text), Some(Code::RS0003), "left-deep");
    let text = format!(
        "select (a::int::text is null){}",
        " and (a::int::text is null)".repeat(10_000)
    );
    assert_eq!(code(&text), None);
    let text = format!("select 1 from t{}", ", t".repeat(10_000));
    assert_eq!(code(&text), None);
}
