//! The corpus: every `.sql` file under `corpus/` has a snapshot beside it that holds the translation and what was said of
//! it, and every file keeps the promises that hold for any input.
//!
//! `INSTA_UPDATE=always cargo test --test corpus` writes the snapshots anew; read the difference before it is committed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[cfg(feature = "googlesql")]
mod support;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use rs2bq::redshift::lexer;
use rs2bq::{Layout, Options, Translation, Translator};

/// What the cases do not keep yet, with the reason in the file.
const KNOWN_BAD: &str = "known-bad";

#[test]
fn translations() {
    insta::glob!("../corpus", "**/*.sql", |path| {
        let sql = fs::read_to_string(path).unwrap();
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(path.parent().unwrap());
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.remove_input_file();
        settings.remove_snapshot_suffix();
        let name = path.file_stem().unwrap().to_str().unwrap();
        settings.bind(|| insta::assert_snapshot!(name, report(&translate(&sql, Layout::Preserve))));
    });
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for case in cases() {
        for layout in [Layout::Preserve, Layout::Pretty] {
            let one = translate(&case.sql, layout);
            let two = translate(&case.sql, layout);
            assert_eq!(one.sql, two.sql, "{}", case.name);
            assert_eq!(one.diagnostics, two.diagnostics, "{}", case.name);
        }
    }
}

#[test]
fn what_is_right_already_stays_byte_for_byte() {
    let mut found = 0;
    for case in cases().iter().filter(|case| case.folder() == "same") {
        let translation = translate(&case.sql, Layout::Preserve);
        assert_eq!(translation.sql, case.sql, "{}", case.name);
        assert_eq!(translation.diagnostics, [], "{}", case.name);
        found += 1;
    }
    assert!(found > 0, "corpus/same is empty");
}

#[test]
fn comments_come_out_once_and_in_order() {
    let mut lost = String::new();
    for case in cases().iter().filter(|case| case.folder() != KNOWN_BAD) {
        for layout in [Layout::Preserve, Layout::Pretty] {
            let output = translate(&case.sql, layout).sql;
            if let Some(wrong) = wrong_comment(&case.sql, &output) {
                writeln!(lost, "{} {layout:?}: {wrong}", case.name).unwrap();
            }
        }
    }
    assert_eq!(lost, "");
}

/// The first comment of the input that is not in its place in the output, or is there more often than in the input.
fn wrong_comment(input: &str, output: &str) -> Option<String> {
    let mut rest = output;
    for comment in &lexer::lex(input).comments {
        // What is inside: a comment may come out in the other notation.
        let text = input[comment.span.range()].trim_matches(|c: char| "-/*{}#% \n\r\t".contains(c));
        let Some(line) = text.lines().map(str::trim).find(|line| !line.is_empty()) else {
            continue;
        };
        let Some(at) = rest.find(line) else {
            return Some(format!("lost or moved: {line}"));
        };
        rest = &rest[at + line.len()..];
        let before = input.matches(line).count();
        if line.len() > 8 && output.matches(line).count() > before {
            return Some(format!("more often than in the input: {line}"));
        }
    }
    None
}

/// Every output is a BigQuery script for GoogleSQL's parser, in both layouts.
#[cfg(feature = "googlesql")]
#[test]
fn outputs_parse() {
    let mut engine = support::googlesql();
    let mut refused = String::new();
    for case in cases().iter().filter(|case| case.is_plain()) {
        for layout in [Layout::Preserve, Layout::Pretty] {
            let output = translate(&case.sql, layout).sql;
            if let Err(error) = engine.parse_script(&output) {
                writeln!(refused, "{} {layout:?}: {error}", case.name).unwrap();
            }
        }
    }
    assert_eq!(refused, "");
}

/// The analyzer accepts every output, and `pretty` means what `preserve` means.
#[cfg(feature = "googlesql")]
#[test]
fn outputs_are_analyzed() {
    use rs2bq::verify::googlesql::{Analysis, Catalog, Engine, EngineError};

    fn analyses(engine: &mut Engine, script: &str) -> Vec<(String, Result<Analysis, EngineError>)> {
        // Tables that are there before the scripts run; all others the scripts make themselves.
        let mut catalog = Catalog::new();
        let orders = [
            ("order_id", "INT64"),
            ("customer_id", "INT64"),
            ("status", "STRING"),
            ("total", "NUMERIC"),
            ("placed_at", "DATETIME"),
        ];
        let shop = [
            ("id", "INT64"),
            ("name", "STRING"),
            ("x", "INT64"),
            ("kind", "STRING"),
        ];
        catalog.add_table("mart.orders", orders).unwrap();
        catalog
            .add_table(
                "mart.customers",
                [
                    ("id", "INT64"),
                    ("last_total", "NUMERIC"),
                    ("updated_at", "DATETIME"),
                ],
            )
            .unwrap();
        catalog.add_table("shop.a", shop).unwrap();
        catalog.add_table("shop.b", shop).unwrap();
        catalog
            .add_table("shop.unknown", [("x", "FLOAT64"), ("y", "FLOAT64")])
            .unwrap();
        match engine.analyze_script(script, &mut catalog) {
            Ok(found) => found
                .into_iter()
                .map(|found| (script[found.range].to_owned(), found.result))
                .collect(),
            Err(error) => vec![(script.to_owned(), Err(error))],
        }
    }

    let mut engine = support::googlesql();
    let mut wrong = String::new();
    for case in cases().iter().filter(|case| case.is_plain()) {
        let preserved = analyses(&mut engine, &translate(&case.sql, Layout::Preserve).sql);
        let pretty = analyses(&mut engine, &translate(&case.sql, Layout::Pretty).sql);
        if preserved.len() != pretty.len() {
            writeln!(wrong, "{}: the layouts have other statements", case.name).unwrap();
            continue;
        }
        for ((sql, one), (_, two)) in preserved.into_iter().zip(pretty) {
            match (one, two) {
                (Err(error), _) | (_, Err(error)) => {
                    writeln!(wrong, "{}: {error}: {sql}", case.name).unwrap()
                }
                (Ok(one), Ok(two)) if one.meaning != two.meaning => {
                    writeln!(wrong, "{}: pretty means something else: {sql}", case.name).unwrap();
                }
                (Ok(_), Ok(_)) => {}
            }
        }
    }
    assert_eq!(wrong, "");
}

/// A file of the corpus.
struct Case {
    /// Its path under `corpus/`.
    name: String,
    sql: String,
}

impl Case {
    fn folder(&self) -> &str {
        self.name.split('/').next().unwrap()
    }

    /// Without templates that are not SQL, and without known faults.
    fn is_plain(&self) -> bool {
        !["templates", KNOWN_BAD].contains(&self.folder())
    }
}

/// All files, in order of their paths.
fn cases() -> Vec<Case> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut cases = Vec::new();
    collect(&root, &root, &mut cases);
    cases.sort_by(|one, two| one.name.cmp(&two.name));
    cases
}

fn collect(root: &Path, folder: &Path, cases: &mut Vec<Case>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, cases);
        } else if path.extension().is_some_and(|extension| extension == "sql") {
            let name = path
                .strip_prefix(root)
                .unwrap()
                .to_str()
                .unwrap()
                .replace('\\', "/");
            let sql = fs::read_to_string(&path).unwrap();
            cases.push(Case { name, sql });
        }
    }
}

fn translate(sql: &str, layout: Layout) -> Translation {
    let options = Options {
        layout,
        ..Options::default()
    };
    Translator::new(options).translate(sql)
}

/// The snapshot: the SQL, then every diagnostic with its source line.
fn report(translation: &Translation) -> String {
    let mut text = translation.sql.clone();
    if !translation.diagnostics.is_empty() {
        text.push_str("\n==== diagnostics ====\n");
    }
    for diagnostic in &translation.diagnostics {
        let (line, column) = translation.source.line_column(diagnostic.span.start);
        let (code, class) = (diagnostic.code.as_str(), diagnostic.class().as_str());
        writeln!(
            text,
            "{line}:{column} {code} {class}: {}",
            diagnostic.message()
        )
        .unwrap();
        writeln!(text, "    | {}", translation.source.line(line).trim()).unwrap();
        if let Some(help) = diagnostic.help() {
            writeln!(text, "    help: {help}").unwrap();
        }
    }
    text
}
