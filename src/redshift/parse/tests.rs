//! Tests of queries and expressions. Trees are shown as text: `(+ a (* b c))`.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::expect_used
)]
#![allow(clippy::wildcard_enum_match_arm)]

mod expressions;
mod limits;
mod queries;
mod recovery;
mod show;

use super::*;
use crate::redshift::lexer::lex;
use crate::redshift::tree::{Body, Query, Select, Tree};

/// All statements of a text.
pub(super) fn read(text: &str) -> Vec<Parsed> {
    statements(text, &lex(text), 1000).collect()
}

/// The only statement of a text, which must be readable.
fn one(text: &str) -> Parsed {
    let mut all = read(text);
    assert_eq!(all.len(), 1, "{text}");
    let parsed = all.remove(0);
    assert_eq!(parsed.diagnostic, None, "{text}");
    parsed
}

/// The message of the only statement of a text, and the text it points at.
fn error(text: &str) -> (String, &str) {
    let all = read(text);
    assert_eq!(all.len(), 1, "{text}");
    let diagnostic = all[0]
        .diagnostic
        .clone()
        .unwrap_or_else(|| panic!("no error: {text}"));
    assert!(matches!(all[0].statement.node, Node::Error));
    (diagnostic.args[0].clone(), &text[diagnostic.span.range()])
}

fn fails(text: &str) {
    assert!(
        read(text).iter().any(|parsed| parsed.diagnostic.is_some()),
        "{text}"
    );
}

fn query_of(parsed: &Parsed) -> (&Tree, &Query) {
    let Node::Query(query) = parsed.statement.node else {
        panic!("no query");
    };
    (
        &parsed.statement.tree,
        &parsed.statement.tree.queries[query],
    )
}

/// What `check` finds in the query of a text.
fn with_query<T>(text: &str, check: impl FnOnce(&Tree, &Query) -> T) -> T {
    let parsed = one(text);
    let (tree, query) = query_of(&parsed);
    check(tree, query)
}

/// What `check` finds in the SELECT of a text.
fn with_select<T>(text: &str, check: impl FnOnce(&Tree, &Select) -> T) -> T {
    with_query(text, |tree, query| match &tree.bodies[query.body] {
        Body::Select(select) => check(tree, select),
        other => panic!("{other:?}"),
    })
}
