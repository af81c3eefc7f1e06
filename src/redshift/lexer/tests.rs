#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::expect_used
)]

use super::*;
use TokenKind as T;

/// The kinds and texts of all tokens but the last.
fn tokens(text: &str) -> Vec<(TokenKind, &str)> {
    let mut tokens: Vec<_> = lex(text)
        .tokens
        .iter()
        .map(|t| (t.kind, &text[t.span.range()]))
        .collect();
    assert_eq!(tokens.pop().map(|last| last.0), Some(T::Eof));
    tokens
}

fn kinds(text: &str) -> Vec<TokenKind> {
    tokens(text).into_iter().map(|token| token.0).collect()
}

/// The text of each comment, the text of its token, and whether it stands before it.
fn comments(text: &str) -> Vec<(CommentKind, &str, &str, bool)> {
    let lexed = lex(text);
    let comment = |c: &Comment| {
        let token = lexed.tokens[c.token as usize];
        (
            c.kind,
            &text[c.span.range()],
            &text[token.span.range()],
            c.before,
        )
    };
    lexed.comments.iter().map(comment).collect()
}

#[test]
fn words_and_names() {
    assert_eq!(
        tokens("Select _a1$ größe \"a\"\"b\" 日本"),
        [
            (T::Word, "Select"),
            (T::Word, "_a1$"),
            (T::Word, "größe"),
            (T::QuotedIdent, "\"a\"\"b\""),
            (T::Word, "日本"),
        ]
    );
    let lexed = lex("select a");
    assert_eq!(lexed.tokens[0].keyword, Keyword::Select);
    assert_eq!(lexed.tokens[1].keyword, Keyword::None);
}

#[test]
fn byte_order_mark_and_control_bytes() {
    assert_eq!(
        tokens("\u{feff}select\0"),
        [(T::Word, "select"), (T::Other, "\0")]
    );
    assert_eq!(kinds("a\r\nb\x0c\tc"), [T::Word; 3]);
}

#[test]
fn temporary_names_and_exclusive_or() {
    assert_eq!(tokens("from #t"), [(T::Word, "from"), (T::Word, "#t")]);
    assert_eq!(tokens("exists #t"), [(T::Word, "exists"), (T::Word, "#t")]);
    assert_eq!(
        tokens("#t.a"),
        [(T::Word, "#t"), (T::Dot, "."), (T::Word, "a")]
    );
    assert_eq!(
        tokens("from #t_{{ x }}"),
        [(T::Word, "from"), (T::Word, "#t_{{ x }}")]
    );
    assert_eq!(kinds("a #b"), [T::Word, T::Hash, T::Word]);
    assert_eq!(kinds("a # 3"), [T::Word, T::Hash, T::Number]);
    assert_eq!(kinds("5#3"), [T::Number, T::Hash, T::Number]);
}

#[test]
fn strings() {
    for text in [
        "''",
        "'it''s'",
        r"'it\'s'",
        r"'a\\'",
        "'a\nb'",
        "'{\"a\": 1}'",
        "'{'",
        "'{{'",
        "'a{% b'",
    ] {
        assert_eq!(tokens(text), [(T::String, text)], "{text}");
    }
    assert_eq!(tokens(r"E'a\n'"), [(T::EscapeString, r"E'a\n'")]);
    assert_eq!(
        tokens("x'8001' X'ff'"),
        [(T::HexString, "x'8001'"), (T::HexString, "X'ff'")]
    );
    assert_eq!(kinds("date'2020-01-01'"), [T::Word, T::String]);
    assert_eq!(
        kinds("'{{' || x || '}}'"),
        [T::String, T::Concat, T::Word, T::Concat, T::String]
    );
}

#[test]
fn strings_go_on_behind_a_line_end() {
    for text in ["'a'\n 'b'", "'a' -- c\n-- d\n'b'", "E'a'\n'b'\n'c'"] {
        assert_eq!(tokens(text).len(), 1, "{text}");
        assert_eq!(tokens(text)[0].1, text);
    }
    for text in ["'a' 'b'", "'a' /*\n*/ 'b'", "'a'\nE'b'", "x'1'\n'b'"] {
        assert_eq!(tokens(text).len(), 2, "{text}");
    }
    assert_eq!(kinds("'a'\n, 'b'"), [T::String, T::Comma, T::String]);
}

#[test]
fn unterminated() {
    assert_eq!(
        tokens("a 'b; c"),
        [(T::Word, "a"), (T::UnterminatedString, "'b; c")]
    );
    assert_eq!(tokens(r"'b\"), [(T::UnterminatedString, r"'b\")]);
    assert_eq!(tokens("\"b"), [(T::UnterminatedIdent, "\"b")]);
    assert_eq!(tokens("$a$ b $$"), [(T::UnterminatedDollar, "$a$ b $$")]);
    assert_eq!(
        comments("a\n/* b /* */"),
        [(CommentKind::UnterminatedBlock, "/* b /* */", "", true)]
    );
}

#[test]
fn dollars() {
    assert_eq!(tokens("$$ it's; $$"), [(T::DollarString, "$$ it's; $$")]);
    assert_eq!(
        tokens("$b$ $$ $b$;"),
        [(T::DollarString, "$b$ $$ $b$"), (T::Semicolon, ";")]
    );
    assert_eq!(
        tokens("$1+$23"),
        [(T::Param, "$1"), (T::Plus, "+"), (T::Param, "$23")]
    );
    assert_eq!(tokens("$ a"), [(T::Other, "$"), (T::Word, "a")]);
}

#[test]
fn numbers() {
    assert_eq!(
        tokens("1 1. .5 1.5"),
        [
            (T::Number, "1"),
            (T::Decimal, "1."),
            (T::Decimal, ".5"),
            (T::Decimal, "1.5")
        ]
    );
    assert_eq!(
        tokens("1e3 1.5E-3 .5e+1"),
        [(T::Float, "1e3"), (T::Float, "1.5E-3"), (T::Float, ".5e+1")]
    );
    assert_eq!(
        tokens("1..2"),
        [
            (T::Number, "1"),
            (T::Dot, "."),
            (T::Dot, "."),
            (T::Number, "2")
        ]
    );
    assert_eq!(
        tokens("1e 2abc"),
        [
            (T::Number, "1"),
            (T::Word, "e"),
            (T::Number, "2"),
            (T::Word, "abc")
        ]
    );
    assert_eq!(
        tokens("a.5"),
        [(T::Word, "a"), (T::Dot, "."), (T::Number, "5")]
    );
}

#[test]
fn operators() {
    assert_eq!(
        kinds("= <> != < <= > >= << >>"),
        [
            T::Eq,
            T::NotEq,
            T::NotEq,
            T::Lt,
            T::LtEq,
            T::Gt,
            T::GtEq,
            T::Shl,
            T::Shr
        ]
    );
    assert_eq!(
        kinds("| || |/ ||/ & ^ @ !"),
        [
            T::Pipe,
            T::Concat,
            T::Sqrt,
            T::Cbrt,
            T::Amp,
            T::Caret,
            T::At,
            T::Bang
        ]
    );
    assert_eq!(
        kinds("~ ~* !~ !~*"),
        [T::Tilde, T::TildeStar, T::NotTilde, T::NotTildeStar]
    );
    assert_eq!(
        kinds("~~ !~~ ~~* !~~*"),
        [T::LikeOp, T::NotLikeOp, T::ILikeOp, T::NotILikeOp]
    );
    assert_eq!(
        kinds("a::int := : => []"),
        [
            T::Word,
            T::DoubleColon,
            T::Word,
            T::ColonEq,
            T::Colon,
            T::Arrow,
            T::LBracket,
            T::RBracket
        ]
    );
    assert_eq!(kinds("a=-1"), [T::Word, T::Eq, T::Minus, T::Number]);
    assert_eq!(
        kinds("a(+) b ( + ) c(+1)"),
        [
            T::Word,
            T::OuterJoin,
            T::Word,
            T::OuterJoin,
            T::Word,
            T::LParen,
            T::Plus,
            T::Number,
            T::RParen
        ]
    );
}

#[test]
fn comments_attach_to_the_token_before_on_the_line_else_to_the_next() {
    assert_eq!(
        comments("-- one\nselect a, -- two\n /* three */ b /* four\n*/ -- five\nfrom t"),
        [
            (CommentKind::Line, "-- one", "select", true),
            (CommentKind::Line, "-- two", ",", false),
            (CommentKind::Block, "/* three */", "b", true),
            (CommentKind::Block, "/* four\n*/", "b", false),
            (CommentKind::Line, "-- five", "from", true),
        ]
    );
    assert_eq!(
        comments("/* x */ a"),
        [(CommentKind::Block, "/* x */", "a", true)]
    );
    assert_eq!(
        comments("a\n-- end"),
        [(CommentKind::Line, "-- end", "", true)]
    );
    assert_eq!(
        comments("a -- b\r\nc"),
        [(CommentKind::Line, "-- b", "a", false)]
    );
    assert_eq!(tokens("a--b\nc"), [(T::Word, "a"), (T::Word, "c")]);
    assert_eq!(
        comments("/* /* x */ */ a"),
        [(CommentKind::Block, "/* /* x */ */", "a", true)]
    );
}

#[test]
fn templates_that_print_nothing_are_comments() {
    assert_eq!(
        comments("{% if x %}\na {# b #}"),
        [
            (CommentKind::Template, "{% if x %}", "a", true),
            (CommentKind::Template, "{# b #}", "a", false)
        ]
    );
    assert_eq!(
        comments("{{ config(a={'b': 1}) }}\nselect")[0].1,
        "{{ config(a={'b': 1}) }}"
    );
    assert_eq!(
        comments("a\n \\set x 'y'\nb"),
        [(CommentKind::Psql, "\\set x 'y'", "b", true)]
    );
    assert_eq!(kinds("a \\ b"), [T::Word, T::Other, T::Word]);
    assert_eq!(kinds("{% a"), [T::Other, T::Percent, T::Word]);
}

#[test]
fn placeholders_stand_where_operands_stand() {
    for text in [
        "{{ ref('x') }}",
        "{{ f({'a': {}}) }}",
        "${var}",
        "{name}",
        "{0}",
        "{}",
        "{a}{b}",
        ":name",
        ":'name'",
        ":\"name\"",
        "%s",
        "%(name)s",
        "?",
    ] {
        assert_eq!(tokens(text), [(T::Placeholder, text)], "{text}");
        assert_eq!(
            kinds(&format!("select {text}")),
            [T::Word, T::Placeholder],
            "{text}"
        );
    }
    assert_eq!(
        kinds("limit %s offset :n"),
        [T::Word, T::Placeholder, T::Word, T::Placeholder]
    );
    assert_eq!(
        kinds("values (%s, ?)"),
        [
            T::Word,
            T::LParen,
            T::Placeholder,
            T::Comma,
            T::Placeholder,
            T::RParen
        ]
    );
    assert_eq!(kinds("{ unclosed"), [T::Other, T::Word]);
}

#[test]
fn no_placeholder_after_an_operand() {
    assert_eq!(kinds("a %s"), [T::Word, T::Percent, T::Word]);
    assert_eq!(
        kinds("1 %(b)"),
        [T::Number, T::Percent, T::LParen, T::Word, T::RParen]
    );
    assert_eq!(kinds("a::b"), [T::Word, T::DoubleColon, T::Word]);
    assert_eq!(
        kinds("a[1:b]"),
        [
            T::Word,
            T::LBracket,
            T::Number,
            T::Colon,
            T::Word,
            T::RBracket
        ]
    );
    assert_eq!(kinds("a ? b"), [T::Word, T::Other, T::Word]);
    assert_eq!(kinds("'x' %s"), [T::String, T::Percent, T::Word]);
}

#[test]
fn glued_placeholders_make_one_word() {
    for text in [
        "tbl_{{ ds }}_x",
        "${env}_s",
        "{{ a }}x{b}",
        "tbl_%s",
        "%s_x",
        "t_%(d)s",
        "a{b}",
        "stage_${env}",
    ] {
        let lexed = lex(text);
        assert_eq!(tokens(text), [(T::Word, text)], "{text}");
        assert!(lexed.tokens[0].has_placeholder(text), "{text}");
    }
    assert_eq!(kinds("${env}_s.t"), [T::Word, T::Dot, T::Word]);
    assert_eq!(kinds("{{ s }}.t"), [T::Placeholder, T::Dot, T::Word]);
    assert_eq!(kinds("a{% if b %}"), [T::Word]);
    assert!(!lex("plain").tokens[0].has_placeholder("plain"));
}

#[test]
fn placeholders_inside_literals() {
    for (text, expected) in [
        ("'{{ var('d') }}'", true),
        ("'a {{ x }} b'", true),
        ("'{% if a == 'b' %}x{% endif %}'", true),
        ("'${x}'", true),
        ("'{name}'", true),
        ("'%(x)s'", true),
        ("'%s'", true),
        ("\"{{ var(\"x\") }}\"", true),
        ("'{\"a\": 1}'", false),
        ("'%s%'", false),
        ("'plain'", false),
        ("'[0-9]{2,3}'", false),
    ] {
        let lexed = lex(text);
        assert_eq!(tokens(text).len(), 1, "{text}");
        assert_eq!(lexed.tokens[0].has_placeholder(text), expected, "{text}");
    }
}

#[test]
fn a_range_has_spans_of_the_whole_text() {
    let text = "as $$ select 1 $$ x";
    let lexed = lex_range(text, Span::new(5, 15));
    let words: Vec<_> = lexed.tokens.iter().map(|t| &text[t.span.range()]).collect();
    assert_eq!(words, ["select", "1", ""]);
    assert_eq!(lex_range("é", Span::new(0, 1)).tokens.len(), 1);
    assert_eq!(lex_range("a", Span::new(7, 9)).tokens.len(), 1);
}

#[test]
fn many_openings_without_ends_are_read_in_one_pass() {
    // Were each looked for to the end of the text, this test would take hours.
    for piece in [
        "{{", "{", "{% ", "'{{ a", "{{'", "$a$", "/*", "((", "${", "\"{", "{%'", "$a",
    ] {
        let text = piece.repeat(200_000);
        let end = lex(&text)
            .tokens
            .last()
            .map(|token| token.span.end as usize);
        assert_eq!(end, Some(text.len()), "{piece}");
    }
}
