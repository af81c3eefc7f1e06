//! The command line.

use std::io::Read;

/// Runs the program; the exit code.
pub fn run() -> i32 {
    let mut text = String::new();
    if std::io::stdin().read_to_string(&mut text).is_err() {
        return 2;
    }
    let options = crate::Options::default();
    let translation = crate::Translator::new(options.clone()).translate(&text);
    let diagnostics: Vec<serde_json::Value> = translation
        .diagnostics
        .iter()
        .map(|d| {
            let (line, column) = translation.source.line_column(d.span.start);
            serde_json::json!({"code": d.code.as_str(), "class": d.class().as_str(), "message": d.message(), "help": d.help(),
                "statement": d.statement, "span": [d.span.start, d.span.end], "line": line, "column": column})
        })
        .collect();
    let statements: Vec<serde_json::Value> = translation
        .statements
        .iter()
        .map(|s| serde_json::json!({"kind": s.kind, "span": [s.span.start, s.span.end], "output_span": [s.output_span.start, s.output_span.end],
            "outcome": s.outcome, "sql": translation.statement_sql(s)}))
        .collect();
    println!(
        "{}",
        serde_json::json!({"file": "-", "sql": translation.sql, "statements": statements, "diagnostics": diagnostics})
    );
    i32::from(translation.fails(&options))
}
