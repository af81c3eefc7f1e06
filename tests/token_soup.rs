//! A parser that swallows token soup passes on what nobody wrote: where PostgreSQL reports a syntax error, so must we.
//!
//! `SELECT a, FROM t`, `CREATE VIEW v AS AS SELECT 1`: one token of a statement is taken out or stands twice. PostgreSQL, the ancestor of
//! Redshift, says whether that is still a statement.
//!
//! By hand: `RS2BQ_SEED=N` for other statements, `RS2BQ_RULE=other` for other kinds of them, `RS2BQ_CORPUS=FILE.jsonl` for those of a file; `--nocapture` prints
//! the misses.

#![cfg(feature = "googlesql")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/corpus.rs"]
mod corpus_files;
mod support;

use std::fmt::Write as _;
use std::fs;

use corpus_files::cases;
use rs2bq::redshift::lexer;
use rs2bq::redshift::token::TokenKind;
use rs2bq::{Options, Outcome, Translation, Translator};
use support::ebnf::Grammar;
use support::postgres::Postgres;
use support::random::Random;

/// How many statements are spoilt, each in two ways.
const STATEMENTS: usize = 1_000;

/// Of a hundred syntax errors of PostgreSQL, how many must be ours too.
const WANTED: usize = 97;

/// The statements of the corpus of the kinds that are asked here.
fn corpus() -> Vec<String> {
    cases()
        .iter()
        .flat_map(|case| statements(&case.sql))
        .collect()
}

/// The statements of all kinds of a file of JSON lines that `RS2BQ_CORPUS` names, for measuring by hand.
fn measured() -> Vec<String> {
    let Ok(file) = std::env::var("RS2BQ_CORPUS") else {
        return Vec::new();
    };
    let text = fs::read_to_string(file).unwrap();
    let cases = text
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let mut statements: Vec<String> = cases
        .filter_map(|case| Some(case["sql"].as_str()?.to_owned()))
        .collect();
    statements.retain(|sql| !is_syntax_error(sql));
    statements
}

fn statements(sql: &str) -> Vec<String> {
    let translation = translate(sql);
    let wanted = translation.statements.iter().filter(|statement| {
        matches!(statement.kind, "SELECT" | "INSERT" | "CREATE VIEW")
            && statement.outcome != Outcome::Syntax
    });
    wanted
        .map(|statement| sql.get(statement.span.range()).unwrap().to_owned())
        .collect()
}

fn generated(grammar: &Grammar, random: &mut Random) -> String {
    let mut fill = |class: &str, random: &mut Random| {
        let from: &[&str] = match class {
            "table" => &["orders", "customers", "\"Order Lines\"", "t"],
            "schema" => &["shop", "mart"],
            "cte" => &["recent", "totals"],
            "alias" => &["o", "c", "x"],
            "column" => &["id", "name", "amount", "\"day\""],
            "number" => &["1", "2", "10"],
            "string" => &["'x'", "'a%'", "'it''s'"],
            "function" => &["upper", "sum", "max", "length"],
            "operator" => &["+", "-", "*", "/", "||", "%"],
            "comparison" => &["=", "<>", "<", ">=", "!="],
            other => panic!("nothing fills <{other}>"),
        };
        (*random.pick(from)).to_owned()
    };
    let rule = std::env::var("RS2BQ_RULE");
    let rule = rule.as_deref().unwrap_or("statement");
    grammar.sentence(rule, random, &mut fill).sql()
}

fn translate(sql: &str) -> Translation {
    Translator::new(Options::default()).translate(sql)
}

fn is_syntax_error(sql: &str) -> bool {
    translate(sql)
        .statements
        .iter()
        .any(|statement| statement.outcome == Outcome::Syntax)
}

/// The statement without one token, and with one token twice.
fn spoilt(sql: &str, random: &mut Random) -> [String; 2] {
    let lexed = lexer::lex(sql);
    let tokens: Vec<_> = lexed
        .tokens
        .iter()
        .filter(|token| token.kind != TokenKind::Eof)
        .collect();
    let mut change = |with: fn(&str) -> String| {
        let span = random.pick(&tokens).span;
        let token = sql.get(span.range()).unwrap();
        let (before, after) = (
            sql.get(..span.range().start).unwrap(),
            sql.get(span.range().end..).unwrap(),
        );
        format!("{before}{}{after}", with(token))
    };
    [
        change(|_| " ".to_owned()),
        change(|token| format!("{token} {token}")),
    ]
}

/// As many statements as are wanted that both read: those of the corpus, and generated ones.
fn shared(postgres: &mut Postgres, random: &mut Random) -> Vec<String> {
    let grammar = Grammar::read(include_str!("support/shared.ebnf"));
    let mut statements = corpus();
    statements.extend(measured());
    statements.retain(|sql| postgres.syntax_error(sql).is_none());
    let (own, mut wrong) = (statements.len(), String::new());
    while statements.len() < STATEMENTS {
        let sql = generated(&grammar, random);
        if let Some(error) = postgres.syntax_error(&sql) {
            writeln!(wrong, "not by PostgreSQL: {error}\n{sql}").unwrap();
        } else if is_syntax_error(&sql) {
            writeln!(wrong, "not by us: {:?}\n{sql}", translate(&sql).diagnostics).unwrap();
        }
        statements.push(sql);
    }
    assert!(
        wrong.is_empty(),
        "generated statements that are not read:\n{wrong}"
    );
    println!(
        "{own} statements of the corpus, {} generated",
        statements.len() - own
    );
    statements
}

#[test]
fn what_postgres_does_not_read_is_a_syntax_error() {
    let mut postgres = support::postgres();
    let mut random =
        Random::new(std::env::var("RS2BQ_SEED").map_or(5, |seed| seed.parse().unwrap()));
    let statements = shared(&mut postgres, &mut random);
    let (mut errors, mut misses) = (0, Vec::new());
    for sql in &statements {
        for soup in spoilt(sql, &mut random) {
            let Some(error) = postgres.syntax_error(&soup) else {
                continue;
            };
            errors += 1;
            if !is_syntax_error(&soup) {
                misses.push(format!("{error}\n{soup}"));
            }
        }
    }
    println!("{}", misses.join("\n\n"));
    println!(
        "{errors} syntax errors of PostgreSQL, {} of them read",
        misses.len()
    );
    assert!(errors >= STATEMENTS, "{errors}");
    assert!(
        misses.len() * 100 <= errors * (100 - WANTED),
        "{} of {errors} are read",
        misses.len()
    );
}
