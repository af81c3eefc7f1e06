//! Templates of the corpus come out untouched and in order.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;

use rs2bq::redshift::lexer;
use rs2bq::redshift::token::{CommentKind, TokenKind};
use rs2bq::{Options, Translator};

/// What stands in the text for a template engine to replace, in order.
fn templates(text: &str) -> Vec<&str> {
    let lexed = lexer::lex(text);
    let placeholders = lexed
        .tokens
        .iter()
        .filter(|token| token.has_placeholder(text.get(token.span.range()).unwrap()))
        .map(|token| (token.kind, token.span));
    let blocks = lexed
        .comments
        .iter()
        .filter(|comment| matches!(comment.kind, CommentKind::Template | CommentKind::Psql))
        .map(|comment| (TokenKind::Eof, comment.span));
    let mut found: Vec<_> = placeholders.chain(blocks).collect();
    found.sort_by_key(|(_, span)| span.start);
    found
        .into_iter()
        .map(|(_, span)| text.get(span.range()).unwrap())
        .collect()
}

/// `:name` and `$1` are the two that BigQuery cannot read: `@name` and `@p1`.
fn as_bigquery(template: &str) -> String {
    if let Some(number) = template
        .strip_prefix('$')
        .filter(|rest| rest.parse::<u32>().is_ok())
    {
        return format!("@p{number}");
    }
    let name = template
        .strip_prefix(':')
        .filter(|rest| rest.starts_with(|first: char| first.is_alphabetic() || first == '_'));
    name.map_or_else(|| template.to_owned(), |name| format!("@{name}"))
}

#[test]
fn templates_stay_in_order() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/templates");
    let mut lost = Vec::new();
    let mut statements = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "sql") {
            continue;
        }
        let sql = fs::read_to_string(&path).unwrap();
        let translation = Translator::new(Options::default()).translate(&sql);
        statements += translation.statements.len();
        let mut rest = translation.sql.as_str();
        for template in templates(&sql) {
            let wanted = as_bigquery(template);
            match rest.split_once(wanted.as_str()) {
                Some((_, after)) => rest = after,
                None => lost.push(format!("{}: {wanted}", path.display())),
            }
        }
    }
    assert_eq!(lost, Vec::<String>::new());
    assert!(statements >= 30, "{statements} statements");
}
