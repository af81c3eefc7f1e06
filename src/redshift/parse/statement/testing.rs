//! What the tests of the statements share.
#![allow(clippy::panic)]

use crate::diagnostic::Code;
use crate::redshift::lexer::lex;
use crate::redshift::parse::parse_statement;
use crate::redshift::statement::{Node, Statement};
use crate::redshift::token::TokenKind;
use crate::redshift::tree::Tree;

/// The node of a statement that must be read.
pub fn reads(sql: &str) -> Node {
    statement(sql).node
}

/// A statement that must be read.
pub fn statement(sql: &str) -> Statement {
    let (statement, error) = parse(sql);
    if let Some((code, at, help)) = error {
        panic!("{sql}: {} at {at:?}: {help}", code.as_str());
    }
    statement
}

/// The code, the text at its place, and message and help of a statement that must not be read.
pub fn fails(sql: &str) -> (Code, String, String) {
    match parse(sql) {
        (_, Some(error)) => error,
        (statement, None) => panic!("{sql} was read: {:?}", statement.node),
    }
}

fn parse(sql: &str) -> (Statement, Option<(Code, String, String)>) {
    let lexed = lex(sql);
    let tokens: Vec<_> = lexed
        .tokens
        .into_iter()
        .filter(|token| token.kind != TokenKind::Eof)
        .collect();
    let (statement, error) = parse_statement(sql, &tokens, 1000, Tree::default());
    let error = error.map(|error| {
        let at = sql.get(error.span.range()).unwrap_or_default().to_owned();
        let text = format!("{}; {}", error.message(), error.help().unwrap_or_default());
        (error.code, at, text)
    });
    (statement, error)
}
