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

#[path = "support/corpus.rs"]
mod files;
#[cfg(feature = "googlesql")]
mod support;

use std::fmt::Write as _;
use std::fs;

use files::{Case, cases};
#[cfg(feature = "googlesql")]
use rs2bq::ExpectedColumn;
#[cfg(feature = "googlesql")]
use rs2bq::bigquery::names::is_builtin_function;
#[cfg(feature = "googlesql")]
use rs2bq::verify::googlesql;
use rs2bq::verify::reparse::{self, Reading};
use rs2bq::{Assumption, Layout, Options, Proven, Translation, Translator};

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

/// No output breaks a rule of BigQuery that GoogleSQL does not enforce, and `sqlparser` reads all that it can.
#[test]
fn outputs_keep_the_rules_and_are_read_again() {
    let mut wrong = String::new();
    for case in cases().iter().filter(|case| case.folder() != KNOWN_BAD) {
        let proven = prove(&case.sql, &[]);
        let statements = proven.translation.statements.iter().zip(&proven.evidence);
        for (statement, evidence) in statements {
            for violation in &evidence.violations {
                writeln!(wrong, "{}: {}", case.name, violation.message).unwrap();
            }
            let sql = proven.translation.statement_sql(statement);
            if let Reading::Rejected { message, .. } = reparse::read(sql)
                && !evidence.refused
                && !evidence.templated
            {
                writeln!(wrong, "{}: {message}: {sql}", case.name).unwrap();
            }
        }
    }
    assert_eq!(wrong, "");
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
    let mut engine = support::googlesql();
    let mut wrong = String::new();
    let mut names = std::collections::BTreeSet::new();
    for case in cases().iter().filter(|case| case.is_plain()) {
        let preserved = analyses(&mut engine, &translate(&case.sql, Layout::Preserve).sql);
        let pretty = analyses(&mut engine, &translate(&case.sql, Layout::Pretty).sql);
        if preserved.len() != pretty.len() {
            writeln!(wrong, "{}: the layouts have other statements", case.name).unwrap();
            continue;
        }
        for (one, two) in preserved.into_iter().zip(pretty) {
            match (one.result, two.result) {
                (Err(error), _) | (_, Err(error)) => {
                    writeln!(wrong, "{}: {error}: {}", case.name, one.sql).unwrap()
                }
                (Ok(first), Ok(second)) if first.meaning != second.meaning => {
                    let sql = one.sql;
                    writeln!(wrong, "{}: pretty means something else: {sql}", case.name).unwrap();
                }
                (Ok(first), Ok(_)) => {
                    for name in called(&first.meaning) {
                        if !is_builtin_function(&name) {
                            let what = "BigQuery documents no function";
                            writeln!(wrong, "{}: {what} {name}: {}", case.name, one.sql).unwrap();
                        }
                        names.insert(name);
                    }
                }
            }
        }
    }
    assert_eq!(wrong, "");
    assert!(
        names.len() > 50,
        "the functions of a resolved statement are found by their names: {names:?}"
    );
}

/// The functions of a resolved statement; operators, whose names begin with `$`, are none.
#[cfg(feature = "googlesql")]
fn called(resolved: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(resolved);
    text.split("ZetaSQL:")
        .skip(1)
        .map(|rest| {
            let end =
                rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '$')));
            rest[..end.unwrap_or(rest.len())].to_owned()
        })
        .filter(|name| !name.starts_with('$') && !name.is_empty())
        .collect()
}

/// The analyzer gives the columns of every output the types that the resolver expects. What the resolver does not know is
/// counted in a snapshot, and so are the decimals that are NUMERIC by the standing assumption where Redshift's type is wider.
#[cfg(feature = "googlesql")]
#[test]
fn columns_have_the_types_that_the_resolver_expects() {
    let mut engine = support::googlesql();
    let mut wrong = String::new();
    let mut unknown = String::new();
    for case in cases().iter().filter(|case| case.is_plain()) {
        let types = column_types(&mut engine, case, &[]);
        wrong += &types.wrong;
        let (hidden, narrow, all) = (types.hidden, types.narrow, types.all);
        if hidden + narrow > 0 {
            let counts = format!("{hidden} unknown, {narrow} assumed to fit NUMERIC, of {all}");
            writeln!(unknown, "{}: {counts}", case.name).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    insta::assert_snapshot!("unknown_types", unknown);
}

/// Without the standing assumptions the outputs are BigQuery SQL too, and decimals are as wide as Redshift's.
#[cfg(feature = "googlesql")]
#[test]
fn strict_outputs_have_the_types_of_redshift() {
    let mut engine = support::googlesql();
    let mut wrong = String::new();
    for case in cases().iter().filter(|case| case.is_plain()) {
        let types = column_types(&mut engine, case, &Assumption::ALL);
        wrong += &types.wrong;
        if types.narrow > 0 {
            writeln!(wrong, "{}: {} of NUMERIC", case.name, types.narrow).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// What the analyzer's types of the columns of a case are, against those expected.
#[cfg(feature = "googlesql")]
#[derive(Default)]
struct ColumnTypes {
    all: usize,
    /// The resolver does not know them.
    hidden: usize,
    /// NUMERIC where the type is wider.
    narrow: usize,
    /// Errors, and columns of another type.
    wrong: String,
}

#[cfg(feature = "googlesql")]
fn column_types(engine: &mut googlesql::Engine, case: &Case, strict: &[Assumption]) -> ColumnTypes {
    let proven = prove(&case.sql, strict);
    let found = analyses(engine, &proven.translation.sql);
    let mut types = ColumnTypes::default();
    let statements = proven.translation.statements.iter().zip(&proven.evidence);
    for (statement, evidence) in statements {
        let span = statement.output_span.range();
        let inside = |one: &&Analyzed| one.start >= span.start && one.start < span.end;
        // What files hold, the resolver does not say.
        let is_file = matches!(statement.kind, "COPY" | "UNLOAD");
        for one in found.iter().filter(inside) {
            let why = match (&one.result, &evidence.columns) {
                // The analyzer knows no change of a column's type.
                (Err(_), _) if one.sql.contains("SET DATA TYPE") => continue,
                (Err(error), _) => error.to_string(),
                (Ok(_), _) if is_file => continue,
                (Ok(analysis), None) => {
                    types.all += analysis.columns.len();
                    types.hidden += analysis.columns.len();
                    continue;
                }
                (Ok(analysis), Some(columns)) => {
                    types.all += analysis.columns.len();
                    types.hidden += columns.iter().filter(|c| c.bigquery.is_none()).count();
                    match other_types(columns, &analysis.columns) {
                        Ok(narrow) => {
                            types.narrow += narrow;
                            continue;
                        }
                        Err(why) => why,
                    }
                }
            };
            writeln!(types.wrong, "{}: {why}: {}", case.name, one.sql).unwrap();
        }
    }
    types
}

/// How the columns that the analyzer found differ from those expected; or how many are NUMERIC where the type is wider.
#[cfg(feature = "googlesql")]
fn other_types(expected: &[ExpectedColumn], found: &[googlesql::Column]) -> Result<usize, String> {
    if found.is_empty() {
        return Ok(0);
    }
    if expected.len() != found.len() {
        return Err(format!("{} columns, not {}", found.len(), expected.len()));
    }
    let mut narrow = 0;
    for (want, (name, kind)) in expected.iter().zip(found) {
        let Some(ty) = &want.bigquery else { continue };
        let (ty, kind) = (rs2bq::bigquery::print::type_text(ty), kind.to_string());
        if (ty.as_str(), kind.as_str()) == ("BIGNUMERIC", "NUMERIC") {
            narrow += 1;
        } else if kind != ty {
            let redshift = want.redshift;
            return Err(format!("{name} is {kind}, not {ty} for {redshift}"));
        }
    }
    Ok(narrow)
}

/// What the analyzer says of a statement of an output.
#[cfg(feature = "googlesql")]
struct Analyzed {
    start: usize,
    sql: String,
    result: Result<googlesql::Analysis, googlesql::EngineError>,
}

#[cfg(feature = "googlesql")]
fn analyses(engine: &mut googlesql::Engine, script: &str) -> Vec<Analyzed> {
    let mut catalog = tables_before();
    match engine.analyze_script(script, &mut catalog) {
        Ok(found) => found
            .into_iter()
            .map(|found| Analyzed {
                start: found.range.start,
                sql: script[found.range].to_owned(),
                result: found.result,
            })
            .collect(),
        Err(error) => vec![Analyzed {
            start: 0,
            sql: script.to_owned(),
            result: Err(error),
        }],
    }
}

/// Tables that are there before the scripts run; all others the scripts make themselves.
#[cfg(feature = "googlesql")]
fn tables_before() -> googlesql::Catalog {
    let tables = [
        (
            "mart.orders",
            "order_id INT64, customer_id INT64, status STRING, total NUMERIC, placed_at DATETIME",
        ),
        (
            "mart.customers",
            "id INT64, last_total NUMERIC, updated_at DATETIME",
        ),
        ("shop.a", "id INT64, name STRING, x INT64, kind STRING"),
        ("shop.b", "id INT64, name STRING, x INT64, kind STRING"),
        ("shop.unknown", "x FLOAT64, y FLOAT64"),
        (
            "shop.raw",
            "n INT64, d NUMERIC, name STRING, day DATE, at DATETIME",
        ),
        (
            "region-us.INFORMATION_SCHEMA.TABLES",
            "table_catalog STRING, table_schema STRING, table_name STRING, table_type STRING",
        ),
        (
            "region-us.INFORMATION_SCHEMA.COLUMNS",
            "table_catalog STRING, table_schema STRING, table_name STRING, column_name STRING, ordinal_position INT64, column_default STRING, is_nullable STRING, data_type STRING",
        ),
        (
            "region-us.INFORMATION_SCHEMA.TABLE_STORAGE",
            "project_id STRING, table_schema STRING, table_name STRING, total_rows INT64",
        ),
    ];
    let mut catalog = googlesql::Catalog::new();
    for (name, columns) in tables {
        let columns = columns.split(", ").map(|one| one.split_once(' ').unwrap());
        catalog.add_table(name, columns).unwrap();
    }
    catalog
}

impl Case {
    fn folder(&self) -> &str {
        self.name.split('/').next().unwrap()
    }

    /// Without templates that are not SQL, and without known faults.
    #[cfg(feature = "googlesql")]
    fn is_plain(&self) -> bool {
        !["templates", KNOWN_BAD].contains(&self.folder())
    }
}

/// A translation with its evidence, strict about these assumptions.
fn prove(sql: &str, strict: &[Assumption]) -> Proven {
    let options = Options {
        strict_about: strict.iter().copied().collect(),
        ..Options::default()
    };
    Translator::new(options).prove(sql)
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
