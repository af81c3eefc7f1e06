//! The tags of a template that decide which parts of a statement are there: `{% if x %}`, `{% endfor %}`, and the two halves of an inline
//! if.
//!
//! `{{ "," if not loop.last }}` is read as `{% if not loop.last %},{% endif %}`: its tags are `{{ "` and `" if not loop.last }}`.

use std::borrow::Cow;

use crate::bigquery::emit::{CommentKind, CommentSpan};
use crate::redshift::token::{Token, TokenKind};
use crate::span::{Span, offset};

/// A tag.
#[derive(Clone, Debug)]
pub(super) struct Tag<'t> {
    /// Where it stands.
    pub span: Span,
    /// `if`, `elif`, `else`, `endif`, `for` or `endfor`.
    pub word: &'t str,
    /// What stands behind the word.
    pub condition: &'t str,
    /// What stands for it in a reading: a comment of the template.
    pub written: Cow<'t, str>,
    /// It is a part of `{{ … }}`, and what it encloses is the text of a string.
    pub inline: bool,
}

/// The tags among these comments, with those of the inline ifs among these tokens, in order.
pub(super) fn tags<'t>(text: &'t str, comments: &[CommentSpan], tokens: &[Token]) -> Vec<Tag<'t>> {
    let mut tags: Vec<Tag<'t>> = comments
        .iter()
        .filter(|comment| comment.kind == CommentKind::Template)
        .filter_map(|comment| block_tag(text, comment.span))
        .collect();
    // Most statements have no template, and words are many.
    let span = tokens.first().zip(tokens.last());
    let span = span.map(|(first, last)| first.span.to(last.span));
    let statement = span.and_then(|span| text.get(span.range())).unwrap_or("");
    if memchr::memchr(b'{', statement.as_bytes()).is_none() {
        return tags;
    }
    let is_plain = |token: &&Token| matches!(token.kind, TokenKind::Placeholder | TokenKind::Word);
    for token in tokens.iter().filter(is_plain) {
        tags.extend(inline_if(text, token.span).into_iter().flatten());
    }
    tags.sort_by_key(|tag| tag.span.start);
    tags
}

/// The words of the tags that matter.
const WORDS: &[&str] = &["if", "elif", "else", "endif", "for", "endfor"];

/// `{%- if x == 1 %}`, with the word `if` and the condition `x == 1`.
fn block_tag(text: &str, span: Span) -> Option<Tag<'_>> {
    let written = text.get(span.range())?;
    let inner = written.strip_prefix("{%")?.strip_suffix("%}")?;
    let inner = inner.trim_matches(['-', '+']).trim();
    let (word, condition) = match inner.split_once(char::is_whitespace) {
        Some((word, rest)) => (word, rest.trim()),
        None => (inner, ""),
    };
    WORDS.contains(&word).then_some(Tag {
        span,
        word,
        condition,
        written: written.into(),
        inline: false,
    })
}

/// The tags of `{{ "," if x }}` or `{{ "," if x else "" }}` at the end of a token, where its strings are parts of SQL that cannot be
/// operands.
fn inline_if(text: &str, token: Span) -> Option<Vec<Tag<'_>>> {
    let whole = text.get(token.range())?;
    let open = whole.rfind("{{")?;
    let braces = whole.get(open..)?;
    let inner = braces.strip_prefix("{{")?.strip_suffix("}}")?;
    let at = |part: &str| offset(token.range().start) + distance(whole, part);
    let (then, rest) = quoted(inner.trim_start_matches(['-', '+']))?;
    let rest = rest.trim_start().strip_prefix("if")?;
    let rest = rest.strip_prefix(char::is_whitespace)?;
    let (condition, otherwise) = match rest.rsplit_once(" else ") {
        Some((condition, text)) => {
            let (otherwise, rest) = quoted(text)?;
            let is_last = rest.trim().trim_matches(['-', '+']).is_empty();
            (condition, Some(otherwise).filter(|_| is_last)?.into())
        }
        None => (rest, None::<&str>),
    };
    let condition = condition.trim().trim_end_matches(['-', '+']).trim_end();
    if condition.contains(['"', '\'']) && condition.contains(" else ")
        || ![Some(then), otherwise]
            .into_iter()
            .flatten()
            .all(is_separator)
    {
        return None;
    }
    let tag = |from: u32, to: u32, word: &'static str, condition| Tag {
        span: Span::new(from, to),
        word,
        condition,
        written: format!("{{% {word} {condition} %}}").into(),
        inline: true,
    };
    let (start, end) = (at(braces), token.end);
    let (then_start, then_end) = (at(then), at(then) + offset(then.len()));
    let mut tags = vec![tag(start, then_start, "if", condition)];
    match otherwise {
        Some(text) => {
            let (from, to) = (at(text), at(text) + offset(text.len()));
            tags.push(tag(then_end, from, "else", ""));
            tags.push(tag(to, end, "endif", ""));
        }
        None => tags.push(tag(then_end, end, "endif", "")),
    }
    Some(tags)
}

/// How far a part of a text is from its beginning.
fn distance(whole: &str, part: &str) -> u32 {
    offset(part.as_ptr() as usize - whole.as_ptr() as usize)
}

/// The text of the string that something begins with, and what follows.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (inside, rest) = text.get(1..)?.split_once(quote)?;
    (!inside.contains(['\\', '{', '}', '"', '\''])).then_some((inside, rest))
}

/// The words that a part of SQL begins with that is no operand.
const FIRST_WORDS: &[&str] = &[
    "AND",
    "OR",
    "UNION",
    "EXCEPT",
    "INTERSECT",
    "MINUS",
    "WHERE",
    "GROUP",
    "HAVING",
    "QUALIFY",
    "ORDER",
    "LIMIT",
    "ASC",
    "DESC",
    "JOIN",
    "LEFT",
    "RIGHT",
    "INNER",
    "FULL",
    "CROSS",
];

/// Whether a string stands between operands or is a clause: `, `, ` AND`, `WHERE a = 1`, or nothing.
fn is_separator(text: &str) -> bool {
    let text = text.trim();
    let first = text.split(|c: char| !c.is_ascii_alphabetic()).next();
    let is_word = |first: &str| {
        FIRST_WORDS
            .iter()
            .any(|word| word.eq_ignore_ascii_case(first))
    };
    text.is_empty() || text.starts_with([',', '+', '|']) || first.is_some_and(is_word)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    fn parts(text: &str) -> Option<Vec<&str>> {
        let span = Span::from_range(0..text.len());
        let tags = inline_if(text, span)?;
        Some(tags.iter().map(|tag| &text[tag.span.range()]).collect())
    }

    #[test]
    fn inline_ifs_are_cut_at_their_strings() {
        assert_eq!(
            parts(r#"{{ "," if not loop.last }}"#).unwrap(),
            [r#"{{ ""#, r#"" if not loop.last }}"#]
        );
        assert_eq!(
            parts("x_{{ c }}{{- '' if loop.last else ' AND ' -}}").unwrap(),
            ["{{- '", "' if loop.last else '", "' -}}"]
        );
        let text = r#"{{ "," if not loop.last -}}"#;
        let tags = inline_if(text, Span::from_range(0..text.len())).unwrap();
        assert_eq!(tags[0].condition, "not loop.last");
        assert_eq!(tags[0].written, "{% if not loop.last %}");
    }

    #[test]
    fn operands_and_names_are_left_alone() {
        for text in [
            "{{ 'a' if x else 'b' }}",
            "{{ c }}",
            "{{ ',' }}",
            "{{ ',' if x }}_t",
            "{{ ',' if x else y }}",
            r"{{ ',\'' if x }}",
        ] {
            assert!(parts(text).is_none(), "{text}");
        }
    }
}
