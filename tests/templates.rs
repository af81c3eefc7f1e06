//! Templates of the corpus come out untouched and in order.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;

use rs2bq::redshift::lexer;
use rs2bq::redshift::token::CommentKind;
use rs2bq::{Layout, Options, Outcome, Translation, Translator};

/// What stands in the text for a template engine to replace, in order. What stands in a string is found by its braces; a string
/// with credentials is masked, and does not count.
fn templates(text: &str) -> Vec<(usize, &str)> {
    let lexed = lexer::lex(text);
    let mut found = Vec::new();
    let mut before = "";
    for token in &lexed.tokens {
        let (start, token_text) = (
            token.span.range().start,
            text.get(token.span.range()).unwrap(),
        );
        if !token.has_placeholder(token_text) {
            before = token_text;
            continue;
        }
        if !token.kind.is_quoted() {
            found.push((start, token_text));
        } else if !before.eq_ignore_ascii_case("IAM_ROLE") {
            found.extend(in_braces(token_text).map(|(at, template)| (start + at, template)));
        }
        before = token_text;
    }
    let blocks = lexed
        .comments
        .iter()
        .filter(|comment| matches!(comment.kind, CommentKind::Template | CommentKind::Psql));
    found.extend(blocks.map(|block| {
        (
            block.span.range().start,
            text.get(block.span.range()).unwrap(),
        )
    }));
    found.sort_by_key(|(start, _)| *start);
    found
}

/// `{{ x }}`, `${x}`, `{x}` and `%(x)s` of a string.
fn in_braces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = text.get(from..)?;
        let start = rest.find(['{', '$', '%'])?;
        let close = [("{{", "}}"), ("${", "}"), ("{", "}"), ("%(", ")s")]
            .into_iter()
            .find(|(open, _)| rest.get(start..).unwrap().starts_with(open));
        let length = close.map_or(Some(1), |(_, close)| {
            Some(rest.get(start..)?.find(close)? + close.len())
        })?;
        let at = from + start;
        from = at + length;
        Some((at, text.get(at..from)?))
    })
    .filter(|(_, template)| template.len() > 1)
}

/// `:name`, `:'name'` and `$1` are those that BigQuery cannot read: `@name` and `@p1`. Where a statement is refused they stand as they were.
fn as_bigquery(template: &str) -> String {
    if let Some(number) = template
        .strip_prefix('$')
        .filter(|rest| rest.parse::<u32>().is_ok())
    {
        return format!("@p{number}");
    }
    let name = template
        .strip_prefix(':')
        .map(|name| name.trim_matches('\''))
        .filter(|rest| rest.starts_with(|first: char| first.is_alphabetic() || first == '_'));
    name.map_or_else(|| template.to_owned(), |name| format!("@{name}"))
}

/// Where a template of the input ends in the output, from a place on.
fn end_of(template: &str, output: &str, from: usize) -> Option<usize> {
    let rest = output.get(from..)?;
    let wanted = as_bigquery(template);
    let ends =
        [wanted.as_str(), template].map(|text| rest.find(text).map(|at| from + at + text.len()));
    ends.into_iter().flatten().min()
}

/// The templates of the input that are not in the output, or not in the same order. UNLOAD names its files behind its query, and EXPORT
/// DATA before: of its templates each must be there.
fn lost(sql: &str, translation: &Translation) -> Vec<String> {
    let mut lost = Vec::new();
    let mut from = 0;
    for (start, template) in templates(sql) {
        let unload = translation.statements.iter().find(|statement| {
            statement.kind == "UNLOAD" && statement.span.range().contains(&start)
        });
        let found = match unload {
            None => end_of(template, &translation.sql, from),
            Some(statement) => end_of(template, translation.statement_sql(statement), 0)
                .map(|_| statement.output_span.range().end),
        };
        match found {
            Some(end) => from = end,
            None => lost.push(template.to_owned()),
        }
    }
    lost
}

#[test]
fn templates_stay_in_order() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/templates");
    let mut wrong = Vec::new();
    let (mut translated, mut found) = (0, 0);
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "sql") {
            continue;
        }
        let sql = fs::read_to_string(&path).unwrap();
        for layout in [Layout::Preserve, Layout::Pretty] {
            let options = Options {
                layout,
                ..Options::default()
            };
            let translation = Translator::new(options).translate(&sql);
            let lost = lost(&sql, &translation);
            if !lost.is_empty() {
                wrong.push(format!("{} {layout:?}: {lost:?}", path.display()));
            }
            let done = translation.statements.iter().filter(|statement| {
                matches!(statement.outcome, Outcome::Same | Outcome::Translated)
            });
            translated += done.count();
        }
        found += templates(&sql).len();
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(
        translated >= 80,
        "{translated} statements are translated, in two layouts"
    );
    assert!(found >= 150, "{found} templates");
}
