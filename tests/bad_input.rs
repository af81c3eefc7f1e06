//! Text that nobody should write: a clear diagnostic with its place or the translation, never a crash, and the other statements are
//! translated. The program's side of it (exit codes, what reaches the terminal) is in `cli.rs`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use rs2bq::{Layout, OnRefused, Options, Outcome, Translation, Translator};

/// Stands around the bad statement.
const GOOD: &str = "SELECT NVL(a, 0) AS a FROM t";
const GOOD_OUTPUT: &str = "SELECT COALESCE(a, 0) AS a FROM t";

fn translate(sql: &str) -> Translation {
    Translator::new(Options::default()).translate(sql)
}

fn outcomes(translation: &Translation) -> Vec<Outcome> {
    translation
        .statements
        .iter()
        .map(|statement| statement.outcome)
        .collect()
}

/// Code and text of the only diagnostic.
fn only<'t>(translation: &Translation, sql: &'t str) -> (&'static str, &'t str) {
    assert_eq!(
        translation.diagnostics.len(),
        1,
        "{:?}",
        translation.diagnostics
    );
    let diagnostic = &translation.diagnostics[0];
    assert!(!diagnostic.message().is_empty());
    (diagnostic.code.as_str(), &sql[diagnostic.span.range()])
}

#[test]
fn nothing_and_comments_stay_as_they_are() {
    for sql in [
        "",
        " \n\t",
        "-- a",
        "-- a\n",
        "/* a */",
        "/* a /* b */ c */\n-- d",
        "\u{feff}",
        "\r\n-- a\r\n",
    ] {
        let translation = translate(sql);
        assert_eq!(translation.statements, [], "{sql:?}");
        assert_eq!(translation.diagnostics, [], "{sql:?}");
    }
    assert_eq!(translate("-- a\n/* b */\n").sql, "-- a\n/* b */\n");
}

#[test]
fn what_has_no_end_is_said_where_it_begins() {
    for (bad, mark) in [
        ("SELECT 'a;\nSELECT 1", "'"),
        ("SELECT \"a FROM t;\n", "\""),
        ("SELECT 1 /* a;\nSELECT 2;", "/*"),
        ("/* a", "/*"),
        (
            "CREATE FUNCTION f() RETURNS INT STABLE AS $$ SELECT 1;",
            "$",
        ),
        (
            "CREATE FUNCTION f() RETURNS INT STABLE AS $body$ SELECT 1 $$;",
            "$",
        ),
        ("SELECT E'a\\'", "'"),
    ] {
        let sql = format!("{GOOD};\n{bad}");
        let translation = translate(&sql);
        let (code, at) = only(&translation, &sql);
        assert_eq!(code, "RS0002", "{sql}");
        assert!(at == mark || at == "E", "{sql}: {at}");
        assert_eq!(
            outcomes(&translation),
            [Outcome::Translated, Outcome::Syntax]
        );
        assert!(translation.sql.starts_with(GOOD_OUTPUT));
    }
}

#[test]
fn the_statements_around_a_bad_one_are_translated() {
    for (bad, at) in [
        ("SELECT ((1) AS a FROM t", "AS"),
        ("SELECT (1)) AS a FROM t", ")"),
        ("SELECT f(1 FROM t", "FROM"),
        ("SELECT a[1 FROM t", "FROM"),
        ("SELECT \0 FROM t", "\0"),
        ("SELECT a\0b FROM t", "\0"),
        ("\u{1}\u{2}", "\u{1}"),
        ("SELECT 1 ¿ 2", "2"),
        ("~!@#$%^&*()", "~"),
        ("COMMIT WORK PLEASE", "PLEASE"),
    ] {
        let sql = format!("{GOOD};\n{bad};\n{GOOD};\n");
        let translation = translate(&sql);
        let expected = [Outcome::Translated, Outcome::Syntax, Outcome::Translated];
        assert_eq!(outcomes(&translation), expected, "{bad:?}");
        assert_eq!(only(&translation, &sql).1, at, "{bad:?}");
        assert_eq!(translation.sql.matches(GOOD_OUTPUT).count(), 2, "{bad:?}");
    }
}

#[test]
fn what_is_too_deep_takes_nothing_with_it() {
    let levels = 20_000;
    for (open, close) in [
        ("(", ")"),
        ("f(", ")"),
        ("NOT (", ")"),
        ("(SELECT ", ")"),
        ("CASE WHEN ", " THEN 1 END"),
    ] {
        let bad = format!("SELECT {}1{}", open.repeat(levels), close.repeat(levels));
        let sql = format!("{GOOD};\n{bad};\n{GOOD};\n");
        let translation = translate(&sql);
        assert_eq!(only(&translation, &sql).0, "RS0003", "{open}");
        assert_eq!(translation.sql.matches(GOOD_OUTPUT).count(), 2, "{open}");
    }
    let open_only = format!("SELECT {}", "(".repeat(levels));
    assert_eq!(outcomes(&translate(&open_only)), [Outcome::Syntax]);
}

#[test]
fn what_is_long_is_translated() {
    let terms = 100_000;
    for (start, term) in [
        ("SELECT 1", " + 1"),
        ("SELECT 1", "\n, 1"),
        ("SELECT a FROM t WHERE a = 1", " OR a = 1"),
        ("SELECT a FROM t WHERE b", " AND b"),
        ("SELECT 'a'", " || 'a'"),
        ("INSERT INTO t VALUES (1)", ", (1)"),
    ] {
        let sql = format!("{start}{}", term.repeat(terms));
        assert_eq!(
            outcomes(&translate(&sql)),
            [Outcome::Same],
            "{start} {term}"
        );
    }
    let list = format!(
        "SELECT NVL(a, 0) AS a FROM t WHERE a IN (1{})",
        ", 2".repeat(terms)
    );
    assert_eq!(outcomes(&translate(&list)), [Outcome::Translated]);
}

#[test]
fn a_constant_of_twenty_megabytes_is_copied() {
    let sql = format!(
        "SELECT NVL(a, '{}') AS a FROM t",
        "x y ".repeat(if cfg!(debug_assertions) {
            1 << 18
        } else {
            5 << 20
        })
    );
    let translation = translate(&sql);
    assert_eq!(outcomes(&translation), [Outcome::Translated]);
    assert_eq!(
        translation.sql.len(),
        sql.len() + "COALESCE".len() - "NVL".len()
    );
}

#[test]
#[cfg_attr(
    debug_assertions,
    ignore = "slow without optimisation: cargo test --release --test bad_input"
)]
fn a_statement_of_twenty_megabytes_is_translated() {
    let row = ", (123456, 'some text', NULL, 1.5)";
    let sql = format!(
        "INSERT INTO t VALUES (1, 'a', NULL, 0.5){}",
        row.repeat((20 << 20) / row.len())
    );
    let translation = translate(&sql);
    assert_eq!(outcomes(&translation), [Outcome::Same]);
}

#[test]
fn invalid_utf8_is_refused_with_its_offset() {
    for (bytes, offset) in [
        (&b"SELECT '\xff'"[..], 8),
        (b"\xff\xfeS\0E\0", 0),
        (b"SELECT 1; -- caf\xe9", 16),
        ("SELECT 'é'".as_bytes().split_last().unwrap().1, 11),
        (b"SELECT '\xc3", 8),
    ] {
        match Translator::new(Options::default()).translate_bytes(bytes) {
            Err(error) => assert_eq!(error.offset, offset, "{bytes:?}"),
            Ok(translation) => assert_eq!((offset, translation.statements.len()), (11, 1)),
        }
    }
}

#[test]
fn a_binary_file_is_refused_or_not_understood() {
    // The beginning of a picture, of an archive and of a program.
    for bytes in [
        &b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..],
        b"PK\x03\x04\x14\0\0\0\x08\0\xb7\xac",
        b"\x7fELF\x02\x01\x01\0\0\0\0\0\xfe\xad",
    ] {
        assert!(
            Translator::new(Options::default())
                .translate_bytes(bytes)
                .is_err()
        );
    }
    // Bytes that happen to be UTF-8.
    let mut state = 7_u32;
    let text: String = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        char::from((state >> 24) as u8 & 0x7f)
    })
    .take(50_000)
    .collect();
    let translation = translate(&text);
    assert!(
        translation
            .diagnostics
            .iter()
            .any(|diagnostic| diagnostic.code.as_str().starts_with("RS000"))
    );
}

#[test]
fn keys_of_a_refused_copy_are_nowhere() {
    let (id, key, token) = (
        "AKIAQ7EXAMPLE0000001",
        "wJalrXUtnFEMI+K7MDENG/bPxRfiCYkey",
        "FQoGZXIvYXdzEJr",
    );
    for copy in [
        format!(
            "COPY t FROM 's3://b/x' ACCESS_KEY_ID '{id}' SECRET_ACCESS_KEY '{key}' SESSION_TOKEN '{token}' SHAPEFILE"
        ),
        format!(
            "COPY t FROM 's3://b/x' SHAPEFILE CREDENTIALS 'aws_access_key_id={id};aws_secret_access_key={key};token={token}'"
        ),
        format!(
            "copy t from 's3://b/x' credentials as\n'aws_access_key_id={id};aws_secret_access_key={key}'\nNOLOAD -- COPY t FROM 's3://b/x' SECRET_ACCESS_KEY '{key}', aws_access_key_id={id}"
        ),
        format!("COPY t FROM 's3://b/x' ACCESS_KEY_ID '{id}' SECRET_ACCESS_KEY '{key}' FROBNICATE"),
        format!("COPY t FROM FROM ACCESS_KEY_ID '{id}' SECRET_ACCESS_KEY '{key}"),
        format!(
            "CALL run('COPY t FROM ''s3://b/x'' ACCESS_KEY_ID ''{id}'' SECRET_ACCESS_KEY ''{key}''')"
        ),
        format!(
            "EXECUTE 'EXECUTE ''COPY t FROM ''''s3://b/x'''' SECRET_ACCESS_KEY ''''{key}'''' CSV'''"
        ),
        format!(
            "CREATE PROCEDURE p() AS $$ BEGIN COPY t FROM 's3://b/x' ACCESS_KEY_ID '{id}' SECRET_ACCESS_KEY '{key}' CSV; END $$ LANGUAGE plpgsql"
        ),
    ] {
        for (layout, on_refused) in [
            (Layout::Preserve, OnRefused::Fail),
            (Layout::Pretty, OnRefused::Comment),
        ] {
            let options = Options {
                layout,
                on_refused,
                ..Options::default()
            };
            let translation = Translator::new(options).translate(&copy);
            let messages = translation
                .diagnostics
                .iter()
                .map(|diagnostic| format!("{}{:?}", diagnostic.message(), diagnostic.help()));
            let said = format!(
                "{}{translation:?}{}",
                translation.sql,
                messages.collect::<String>()
            );
            for secret in [id, key, token] {
                assert!(!said.contains(secret), "{copy}\n{}", translation.sql);
            }
        }
    }
}
