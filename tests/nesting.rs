//! The deepest nesting that is allowed is translated on a small thread; one level more is refused, not a crash.

#![allow(clippy::unwrap_used)]

use rs2bq::functions::Table;
use rs2bq::resolve::Catalog;
use rs2bq::{Options, Outcome, Translator};

/// Rust's default for threads.
const SMALL_STACK: usize = 2 << 20;

fn on_small_stack<R: Send + 'static>(work: impl FnOnce() -> R + Send + 'static) -> R {
    let thread = std::thread::Builder::new().stack_size(SMALL_STACK);
    thread.spawn(work).unwrap().join().unwrap()
}

fn outcomes(sql: String) -> Vec<Outcome> {
    on_small_stack(move || {
        let translation = Translator::new(Options::default()).translate(&sql);
        translation
            .statements
            .iter()
            .map(|statement| statement.outcome)
            .collect()
    })
}

fn parentheses(levels: usize) -> String {
    format!("SELECT {}1{};", "(".repeat(levels), ")".repeat(levels))
}

fn subqueries(levels: usize) -> String {
    let open = "SELECT a FROM (".repeat(levels);
    let close: String = (0..levels).rev().map(|n| format!(") AS t{n}")).collect();
    format!("{open}SELECT 1 AS a{close};")
}

fn calls(levels: usize) -> String {
    format!(
        "SELECT {}a{} FROM t;",
        "nvl(".repeat(levels),
        ", 1)".repeat(levels)
    )
}

fn cases(levels: usize) -> String {
    let open = "CASE WHEN a = 1 THEN ".repeat(levels);
    format!("SELECT {open}2{} FROM t;", " END".repeat(levels))
}

#[test]
fn deep_nesting_needs_no_large_thread() {
    for shape in [parentheses, subqueries, calls, cases] {
        let sql = shape(300);
        assert!(
            !outcomes(sql.clone()).contains(&Outcome::Syntax),
            "{}",
            sql.get(..40).unwrap()
        );
    }
    assert_ne!(outcomes(parentheses(990)), [Outcome::Syntax]);
}

#[test]
fn schema_files_may_nest_as_deep() {
    for shape in [parentheses, subqueries, calls, cases] {
        let view = format!("CREATE VIEW v AS {}", shape(300));
        let (errors, known) = on_small_stack(move || {
            let mut catalog = Catalog::new();
            let errors = catalog.add_ddl(&view, &Table);
            (errors, catalog.find(&["v".into()]).is_some())
        });
        assert_eq!(errors, []);
        assert!(known);
    }
}

#[test]
fn what_is_too_deep_is_a_syntax_error() {
    for shape in [parentheses, subqueries, calls, cases] {
        assert_eq!(outcomes(shape(20_000)), [Outcome::Syntax]);
    }
}
