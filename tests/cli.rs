//! The program as its users run it: exit codes, output, and texts that mean harm.

#![cfg(feature = "cli")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[cfg(feature = "googlesql")]
mod support;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

struct Ran {
    code: i32,
    stdout: String,
    stderr: String,
}

/// Runs the program in an empty folder, so that no configuration is found.
fn run(args: &[&str], input: &[u8]) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_rs2bq"))
        .args(args)
        .current_dir(env!("CARGO_TARGET_TMPDIR"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // The program may end before it reads its input: that is no error here.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    Ran {
        code: output.status.code().expect("ended by itself"),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

fn translate(sql: &str) -> Ran {
    run(&["translate"], sql.as_bytes())
}

/// An empty folder of this name.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).unwrap();
    path
}

fn write(path: PathBuf, text: impl AsRef<[u8]>) -> String {
    std::fs::write(&path, text).unwrap();
    path.display().to_string()
}

#[test]
fn what_is_right_comes_out_byte_for_byte() {
    let ran = translate("SELECT  a  -- one\nFROM t;\n");
    assert_eq!(
        (ran.code, ran.stdout.as_str(), ran.stderr.as_str()),
        (0, "SELECT  a  -- one\nFROM t;\n", "")
    );
}

#[test]
fn exit_code_one_for_what_is_refused_or_not_understood() {
    let refused = translate("SELECT checksum(a) FROM t");
    assert_eq!(refused.code, 1);
    for part in [
        "RS1404 (refused)",
        "-:1:8",
        "SELECT checksum(a) FROM t",
        "help: ",
    ] {
        assert!(refused.stderr.contains(part), "{part}: {}", refused.stderr);
    }
    assert_eq!(translate("SELECT FROM FROM").code, 1);
    assert_eq!(translate("SELECT nvl(a, 0) AS a FROM t").code, 0);
}

#[test]
fn strict_deny_and_allow_change_the_exit_code() {
    let sql = b"SELECT len(b) FROM t";
    assert_eq!(run(&["translate"], sql).code, 0);
    assert_eq!(run(&["translate", "--strict"], sql).code, 1);
    assert_eq!(run(&["translate", "--deny", "rs2001"], sql).code, 1);
    let allowed = run(&["translate", "--strict", "--allow", "RS2001"], sql);
    assert_eq!((allowed.code, allowed.stderr.as_str()), (0, ""));
}

#[test]
fn on_refused_comment_leaves_only_a_comment() {
    let ran = run(
        &["translate", "--on-refused", "comment"],
        b"SELECT FROM FROM",
    );
    assert_eq!(ran.code, 1);
    assert!(
        ran.stdout.lines().all(|line| line.starts_with("--")),
        "{}",
        ran.stdout
    );
}

#[test]
fn a_statement_refused_in_part_is_refused() {
    let sql = "SELECT checksum(a) FROM (SELECT 1 AS a) AS t;\nSELECT 1;";
    for (mode, expected) in [
        ("fail", "SELECT CAST(ERROR('RS1404"),
        ("comment", "-- RS1404"),
    ] {
        let args = ["translate", "--format", "json", "--on-refused", mode];
        let ran = run(&args, sql.as_bytes());
        assert_eq!(ran.code, 1);
        let json: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
        assert_eq!(json["statements"][0]["outcome"], "refused");
        assert_eq!(json["statements"][1]["outcome"], "same");
        let output = json["statements"][0]["sql"].as_str().unwrap();
        assert!(output.starts_with(expected), "{output}");
    }
}

#[test]
fn json_has_its_shape() {
    let sql = "SELECT 1;\nSELECT checksum(a) FROM t";
    let ran = run(&["translate", "--format", "json"], sql.as_bytes());
    assert_eq!(ran.code, 1);
    let json: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(json["file"], "-");
    assert_eq!(json["statements"][0]["kind"], "SELECT");
    assert_eq!(json["statements"][0]["outcome"], "same");
    assert_eq!(json["statements"][0]["span"], serde_json::json!([0, 8]));
    assert_eq!(
        json["statements"][0]["output_span"],
        serde_json::json!([0, 8])
    );
    assert_eq!(json["statements"][0]["sql"], "SELECT 1");
    let diagnostic = &json["diagnostics"][0];
    assert_eq!(diagnostic["code"], "RS1404");
    assert_eq!(diagnostic["class"], "refused");
    assert_eq!(diagnostic["statement"], 1);
    assert_eq!(
        (&diagnostic["line"], &diagnostic["column"]),
        (&2.into(), &8.into())
    );
    assert!(diagnostic["message"].is_string() && diagnostic["help"].is_string());
}

#[test]
fn empty_texts_and_comments_pass() {
    for sql in ["", "\n", "-- only a comment", "/* a /* nested */ one */\n"] {
        let ran = translate(sql);
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{sql:?}");
    }
    assert_eq!(translate("-- only a comment").stdout, "-- only a comment");
}

#[test]
fn usage_errors_are_two_and_say_what_was_meant() {
    let option = run(&["translate", "--layuot", "pretty"], b"");
    assert_eq!(option.code, 2);
    assert!(option.stderr.contains("--layout"), "{}", option.stderr);
    let code = run(&["explain", "RS140"], b"");
    assert_eq!(code.code, 2);
    assert!(
        code.stderr.contains("did you mean RS1401?"),
        "{}",
        code.stderr
    );
    let refused = run(&["translate", "--allow", "RS1404"], b"");
    assert_eq!(refused.code, 2);
    assert!(
        refused.stderr.contains("cannot be allowed"),
        "{}",
        refused.stderr
    );
    let function = run(&["functions", "lenn"], b"");
    assert_eq!(function.code, 2);
    assert!(
        function.stderr.contains("did you mean len?"),
        "{}",
        function.stderr
    );
    let missing = run(&["translate", "no-such-file.sql"], b"");
    assert_eq!(missing.code, 2);
    assert!(
        missing.stderr.contains("no-such-file.sql: "),
        "{}",
        missing.stderr
    );
}

#[test]
fn invalid_utf8_is_reported_with_its_offset() {
    let ran = run(&["translate"], b"SELECT '\xff'");
    assert_eq!(
        (ran.code, ran.stderr.as_str()),
        (2, "error: -: invalid UTF-8 at byte 8\n")
    );
    assert_eq!(ran.stdout, "");
}

#[test]
fn credentials_are_nowhere() {
    let secret = "wJalrXUtnFEMI0K7MDENG";
    let role = "arn:aws:iam::123456789012:role/loader";
    let sql = format!(
        "COPY s.t FROM 's3://b/f' ACCESS_KEY_ID 'AKIA0123' SECRET_ACCESS_KEY '{secret}' SHAPEFILE;
         COPY s.t FROM 'dynamodb://b' CREDENTIALS 'aws_access_key_id=AKIA0123;aws_secret_access_key={secret}';
         COPY s.t FROM 's3://b/f' IAM_ROLE '{role}' CSV;
         CREATE USER u PASSWORD '{secret}';
         COPY s.t FROM FROM IAM_ROLE '{role}' CREDENTIALS 'aws_secret_access_key={secret}"
    );
    for args in [
        &["translate"][..],
        &["translate", "--format", "json"],
        &["translate", "--layout", "pretty"],
        &["check"],
    ] {
        let ran = run(args, sql.as_bytes());
        assert_eq!(ran.code, 1);
        for leak in [secret, role, "AKIA0123"] {
            assert!(
                !ran.stdout.contains(leak) && !ran.stderr.contains(leak),
                "{args:?} {leak}"
            );
        }
    }
}

#[test]
fn deep_and_long_texts_do_no_harm() {
    let deep = format!("SELECT {}1{}", "(".repeat(20_000), ")".repeat(20_000));
    let ran = translate(&deep);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(
        ran.stderr.len() < 4_000,
        "the excerpt of a long line is short"
    );
    let long = format!("SELECT 1{}", " + 1".repeat(100_000));
    let ran = translate(&long);
    assert_eq!((ran.code, ran.stdout == long), (0, true));
}

#[test]
fn texts_without_an_end_are_not_understood() {
    for sql in [
        "SELECT 'a",
        "SELECT 1 /* a",
        "CREATE FUNCTION f() RETURNS int AS $$ SELECT 1",
        "SELECT \"a",
    ] {
        assert_eq!(translate(sql).code, 1, "{sql}");
    }
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let ran = translate("SELECT checksum('\0\u{1b}[31m') FROM FROM\0");
    assert_eq!(ran.code, 1);
    assert!(!ran.stderr.contains(['\0', '\u{1b}']), "{:?}", ran.stderr);
}

#[test]
fn an_output_file_does_not_take_several_files_and_an_empty_folder_is_told() {
    let folder = folder("one_output");
    for name in ["a.sql", "b.sql", "out.sql"] {
        std::fs::write(folder.join(name), "SELECT 1").unwrap();
    }
    let path = |name: &str| folder.join(name).display().to_string();
    let ran = run(
        &[
            "translate",
            &path("a.sql"),
            &path("b.sql"),
            "-o",
            &path("out.sql"),
        ],
        b"",
    );
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("goes to a folder"), "{}", ran.stderr);
    std::fs::create_dir(folder.join("empty")).unwrap();
    let ran = run(&["translate", &path("empty")], b"");
    assert_eq!((ran.code, ran.stdout.as_str()), (0, ""));
    assert!(ran.stderr.contains("no *.sql file"), "{}", ran.stderr);
}

#[test]
fn several_files_go_into_a_folder() {
    let from = folder("several");
    std::fs::create_dir(from.join("deep")).unwrap();
    let one = write(from.join("one.sql"), "SELECT 1;\n");
    let two = write(from.join("deep/two.sql"), "SELECT nvl(a, 2) AS a FROM t;\n");
    write(from.join("notes.txt"), "not SQL");
    let to = folder("several-out");
    let out = to.display().to_string();
    assert_eq!(run(&["translate", &one, &two, "-o", &out], b"").code, 0);
    assert_eq!(
        std::fs::read_to_string(to.join("two.sql")).unwrap(),
        "SELECT COALESCE(a, 2) AS a FROM t;\n"
    );
    let walked = run(&["translate", &from.display().to_string(), "-o", &out], b"");
    assert_eq!(walked.code, 0);
    assert_eq!(
        std::fs::read_to_string(to.join("deep/two.sql")).unwrap(),
        "SELECT COALESCE(a, 2) AS a FROM t;\n"
    );
    assert!(!to.join("notes.txt").exists());
    let inside = from.join("out");
    let (all, inside) = (from.display().to_string(), inside.display().to_string());
    for _ in 0..2 {
        assert_eq!(run(&["translate", &all, "-o", &inside], b"").code, 0);
    }
    assert!(
        !Path::new(&inside).join("out").exists(),
        "output is no input"
    );
    let twice = run(&["translate", &one, &one, "-o", &out], b"");
    assert_eq!(twice.code, 2);
    let lines = run(&["translate", "--format", "json", &one, &two], b"");
    assert_eq!(lines.stdout.lines().count(), 2);
}

#[test]
fn a_place_that_cannot_be_written_is_said_before_the_work() {
    let at = folder("places");
    let one = write(at.join("one.sql"), "SELECT 1;\n");
    let two = write(at.join("two.sql"), "SELECT 2;\n");
    let all = at.display().to_string();
    let inside = |path: &str| at.join(path).display().to_string();
    let cases: [(&[&str], &str); 3] = [
        (&[&one, "-o", &inside("no/x.sql")], "there is no folder"),
        (&[&all, "-o", &one], "this is a file"),
        (&[&one, &two, "-o", &one], "this is a file"),
    ];
    for (args, why) in cases {
        let ran = run(&[&["translate"], args].concat(), b"");
        assert_eq!(ran.code, 2, "{args:?}");
        assert!(ran.stderr.contains(why), "{}", ran.stderr);
    }
    let new = format!("{}/", inside("new"));
    assert_eq!(run(&["translate", &one, "-o", &new], b"").code, 0);
    assert!(at.join("new/one.sql").exists());
}

#[test]
fn lines_end_as_in_the_source() {
    let sql = b"CREATE TABLE t (\r\n  a INT,\r\n  b VARCHAR(9) -- last\r\n);\r\nVACUUM\r\nt;\r\n";
    for layout in ["preserve", "pretty"] {
        let ran = run(&["translate", "--layout", layout], sql);
        let bare = ran.stdout.replace("\r\n", "");
        assert!(!bare.contains('\n'), "{:?}", ran.stdout);
        assert!(
            ran.stdout.contains("b STRING -- last\r\n)"),
            "{}",
            ran.stdout
        );
    }
}

#[test]
fn a_reader_that_goes_away_does_no_harm() {
    let at = folder("pipe");
    for n in 0..50 {
        write(at.join(format!("{n}.sql")), "SELECT checksum(a) FROM t;\n");
    }
    for command in ["translate", "check"] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_rs2bq"))
            .arg(command)
            .arg(&at)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        drop(child.stderr.take());
        assert_eq!(child.wait().unwrap().code(), Some(0), "{command}");
    }
}

#[test]
fn configuration_maps_names_and_addresses() {
    let at = folder("configured");
    let config = write(
        at.join("rs2bq.toml"),
        "[storage]\n\"s3://lake\" = \"gs://other\"\n[names]\nmap = { sales = \"p.shop\" }\n[functions]\nlist = [\"f_mine\"]\n",
    );
    let ran = run(
        &["translate", "--config", &config],
        b"SELECT f_mine(a) AS a FROM Sales.t; UNLOAD ('SELECT 1 AS a') TO 's3://lake/x' FORMAT PARQUET;",
    );
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(
        ran.stdout.contains("p.shop.t") && ran.stdout.contains("gs://other/x"),
        "{}",
        ran.stdout
    );
    for wrong in [
        "[strage]\n",
        "[storage]\n\"s3://a\" = \"b\"\n",
        "[names]\nmap = 3\n",
        "[names]\nmap = { \"a.b.c\" = \"d\" }\n",
        "[names]\nmap = { a = \"\" }\n",
        "[names]\ndefault_dataset = \"\"\n",
    ] {
        let config = write(at.join("wrong.toml"), wrong);
        let ran = run(&["translate", "--config", &config], b"SELECT 1");
        assert_eq!(ran.code, 2, "{wrong}");
        assert!(ran.stderr.contains("wrong.toml"), "{}", ran.stderr);
    }
}

#[test]
fn assumptions_are_named_in_options_and_configuration() {
    let sql = b"SELECT a::varchar(9) = 'x' AS b FROM t";
    let plain = run(&["translate"], sql);
    assert!(!plain.stdout.contains("RTRIM"), "{}", plain.stdout);
    let strict = run(&["translate", "--strict-about", "trailing-blanks"], sql);
    assert!(strict.stdout.contains("RTRIM"), "{}", strict.stdout);
    assert_eq!(
        run(&["translate", "--strict-about", "all"], sql).stdout,
        strict.stdout
    );
    let wrong = run(&["translate", "--strict-about", "blanks"], sql);
    assert_eq!(wrong.code, 2);
    assert!(
        wrong.stderr.contains("they are trailing-blanks, integers"),
        "{}",
        wrong.stderr
    );
    let at = folder("assumptions");
    let config = write(at.join("rs2bq.toml"), "strict = [\"trailing-blanks\"]\n");
    let configured = run(&["translate", "--config", &config], sql);
    assert_eq!(configured.stdout, strict.stdout);
    let config = write(at.join("wrong.toml"), "strict = [\"blanks\"]\n");
    let wrong = run(&["translate", "--config", &config], sql);
    assert_eq!(wrong.code, 2);
    for part in [
        "wrong.toml",
        "strict = [\"blanks\"]",
        "they are trailing-blanks",
    ] {
        assert!(wrong.stderr.contains(part), "{part}: {}", wrong.stderr);
    }
    let said = run(
        &["translate", "--verbose", "--strict-about", "integers"],
        sql,
    );
    assert!(
        said.stderr.contains("1. trailing-blanks: "),
        "{}",
        said.stderr
    );
    assert!(!said.stderr.contains("2. integers: "), "{}", said.stderr);
}

#[test]
fn schema_files_give_types() {
    let at = folder("schemas");
    let ddl = write(
        at.join("a.sql"),
        "CREATE TABLE public.t (a integer, b varchar(9))",
    );
    let csv = write(
        at.join("b.csv"),
        "table_schema,table_name,column_name,data_type\npublic,t,b,character varying\n",
    );
    for schema in [&ddl, &csv] {
        let ran = run(&["translate", "--schema", schema], b"SELECT len(b) FROM t");
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{schema}");
    }
    let wrong = write(at.join("c.csv"), "a,b\n1,2\n");
    assert_eq!(run(&["translate", "--schema", &wrong], b"SELECT 1").code, 2);
}

#[test]
fn pages_and_functions_are_printed() {
    assert!(
        run(&["explain", "rs1404"], b"")
            .stdout
            .starts_with("# RS1404: ")
    );
    assert!(
        run(&["functions", "LEN"], b"")
            .stdout
            .contains("CHAR_LENGTH")
    );
    assert!(run(&["functions"], b"").stdout.lines().count() > 500);
    assert_eq!(run(&["functions", "no_such_function"], b"").code, 2);
}

#[test]
fn the_sample_is_translated_without_refusals_and_checked() {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/warehouse.sql");
    assert_eq!(run(&["translate", sample], b"").code, 0);
    let checked = run(&["check", sample], b"");
    assert_eq!(checked.code, 0, "{}", checked.stdout);
    assert!(
        checked.stdout.contains("0 refused, 0 rejected"),
        "{}",
        checked.stdout
    );
}

#[test]
fn check_says_what_it_could_not_read() {
    let sql = "SELECT nvl(a, 0) AS a FROM {{ ref('t') }}; SELECT checksum(a) FROM t; SELECT a << 1 AS b FROM t";
    let ran = run(&["check"], sql.as_bytes());
    assert_eq!(ran.code, 1);
    assert_eq!(
        ran.stdout,
        "-: 3 statements: 1 read by sqlparser, 1 beyond its dialect, 1 with templates, 0 refused, 0 rejected\n"
    );
}

/// `check` with GoogleSQL's analyzer.
#[cfg(feature = "googlesql")]
mod engine {
    use super::*;

    fn check(sql: &str, more: &[&str]) -> Ran {
        let place = format!("googlesql={}", support::googlesql_program().display());
        let args: Vec<&str> = ["check", "--engine", &place]
            .into_iter()
            .chain(more.iter().copied())
            .collect();
        run(&args, sql.as_bytes())
    }

    #[test]
    fn accepts_what_is_right() {
        let ran = check("CREATE TABLE t (a int); SELECT a / 2 AS b FROM t;", &[]);
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
        assert!(
            ran.stdout.contains("0 rejected, 2 accepted by GoogleSQL\n"),
            "{}",
            ran.stdout
        );
    }

    #[test]
    fn shows_what_is_wrong_in_the_output() {
        let ran = check(
            "CREATE TABLE t (a int);\nSELECT nvl(b, 1) AS c\nFROM t;",
            &[],
        );
        assert_eq!(ran.code, 1);
        for part in [
            "googlesql (rejected)",
            "Unrecognized name: b",
            "output of -:2:17",
            "SELECT COALESCE(b, 1) AS c",
        ] {
            assert!(ran.stderr.contains(part), "{part}: {}", ran.stderr);
        }
        assert!(
            ran.stdout.contains("1 rejected, 1 accepted"),
            "{}",
            ran.stdout
        );
    }

    #[test]
    fn names_tables_that_nobody_told() {
        let ran = check("SELECT a FROM s.t; SELECT f(a) AS a FROM {{ x }};", &[]);
        assert_eq!(ran.code, 1, "f is not known to BigQuery");
        let ran = check("SELECT a FROM s.t; SELECT a FROM {{ x }};", &[]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        assert!(
            ran.stdout.contains(
                "0 accepted by GoogleSQL, 1 not asked for its templates, \
                 1 only parsed for want of s.t (--schema tells tables)"
            ),
            "{}",
            ran.stdout
        );
    }

    #[test]
    fn knows_the_tables_of_schema_files() {
        let schema = write(
            folder("engine-schema").join("a.sql"),
            "CREATE TABLE public.t (a integer, \"Group\" varchar(9)); CREATE TABLE s.u (d decimal(12,2));",
        );
        let sql = "SELECT \"group\", a, d FROM t, s.u; SELECT v.a FROM public.t AS v; SELECT d || 'x' AS e FROM s.u";
        let ran = check(sql, &["--schema", &schema]);
        assert!(
            ran.stdout.contains("3 accepted by GoogleSQL\n"),
            "{}{}",
            ran.stdout,
            ran.stderr
        );
    }

    #[test]
    fn an_engine_that_is_not_there_is_a_usage_error() {
        for (place, why) in [
            ("googlesql=no/such/program", "there is no such program"),
            ("googlesql=127.0.0.1:1", "no engine answers at 127.0.0.1:1"),
            ("googlesql=", "googlesql=HOST:PORT"),
            ("bigquery", "googlesql=PROGRAM"),
        ] {
            let ran = run(&["check", "--engine", place], b"SELECT 1");
            assert_eq!(ran.code, 2, "{place}");
            assert!(ran.stderr.contains(why), "{place}: {}", ran.stderr);
        }
    }

    #[test]
    fn accepts_the_sample_whole() {
        let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/warehouse.sql");
        let place = format!("googlesql={}", support::googlesql_program().display());
        let ran = run(&["check", "--engine", &place, sample], b"");
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let end = "9 statements: 8 read by sqlparser, 1 beyond its dialect, 0 with templates, \
                   0 refused, 0 rejected, 9 accepted by GoogleSQL\n";
        assert!(ran.stdout.ends_with(end), "{}", ran.stdout);
    }
}
