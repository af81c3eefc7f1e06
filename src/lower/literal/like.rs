//! LIKE, ILIKE and SIMILAR TO.
//!
//! ```text
//! x LIKE '10|%%' ESCAPE '|'      →  x LIKE '10\\%%'
//! x SIMILAR TO '%(a|b)_'         →  REGEXP_CONTAINS(x, r'(?s)^(?:.*(?:a|b).)$')
//! x SIMILAR TO 'abc%'            →  x LIKE 'abc%'
//! ```

use super::cursor::Cursor;
use super::{LiteralError, code};

/// A pattern with the backslash as its escape, as BigQuery's LIKE takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Like {
    /// The pattern.
    pub pattern: String,
    /// It is the pattern that the source has, so that the literal can stay.
    pub same: bool,
}

/// A LIKE pattern for BigQuery. `escape` is what ESCAPE says: `None` where it is absent (a backslash, then), an empty text
/// where nothing is an escape.
pub fn like(pattern: &str, escape: Option<&str>) -> Result<Like, LiteralError> {
    let escape = escape_character(escape)?;
    let mut text = String::with_capacity(pattern.len());
    let mut cursor = Cursor::new(pattern);
    loop {
        let at = cursor.at();
        let Some(c) = cursor.bump() else {
            break;
        };
        if Some(c) == escape {
            let Some(escaped) = cursor.bump() else {
                let why = "the pattern ends with its escape character";
                return Err(LiteralError::new(
                    at..cursor.at(),
                    code::MALFORMED_PATTERN,
                    why,
                ));
            };
            // BigQuery takes an escaped letter for the letter too: a backslash can stay.
            if matches!(escaped, '%' | '_' | '\\') || c == '\\' {
                text.push('\\');
            }
            text.push(escaped);
        } else if c == '\\' {
            text.push_str("\\\\");
        } else {
            text.push(c);
        }
    }
    let same = text == pattern;
    Ok(Like {
        pattern: text,
        same,
    })
}

/// An ILIKE pattern for `TRANSLATE(x, 'ABC…', 'abc…') LIKE …`: ASCII letters in small, since Redshift folds no others.
pub fn ilike(pattern: &str, escape: Option<&str>) -> Result<Like, LiteralError> {
    let like = like(pattern, escape)?;
    let folded = like.pattern.to_ascii_lowercase();
    Ok(Like {
        same: folded == pattern,
        pattern: folded,
    })
}

/// A SIMILAR TO pattern as a regular expression of RE2 that the whole text must match.
pub fn similar_to(pattern: &str, escape: Option<&str>) -> Result<String, LiteralError> {
    let escape = escape_character(escape)?;
    let mut text = String::with_capacity(pattern.len() + 12);
    let mut cursor = Cursor::new(pattern);
    let mut groups = Vec::new();
    while let Some(c) = cursor.peek() {
        let at = cursor.at();
        cursor.bump();
        match c {
            c if Some(c) == escape => {
                let Some(escaped) = cursor.bump() else {
                    return Err(malformed(
                        at..cursor.at(),
                        "the pattern ends with its escape character",
                    ));
                };
                // Class escapes keep their meaning, as in PostgreSQL.
                if "dDsSwW".contains(escaped) {
                    text.push('\\');
                    text.push(escaped);
                } else {
                    push_literal(&mut text, escaped);
                }
            }
            '%' => text.push_str(".*"),
            '_' => text.push('.'),
            // Captures are of no use, and BigQuery's functions would look at them.
            '(' => {
                groups.push(at);
                text.push_str("(?:");
            }
            ')' if groups.pop().is_none() => return Err(malformed(at..at + 1, "no group is open")),
            '[' => bracket(&mut cursor, &mut text, escape, at)?,
            '|' | '*' | '+' | '?' | '{' | '}' | ')' => text.push(c),
            c => push_literal(&mut text, c),
        }
    }
    match groups.pop() {
        Some(at) => Err(malformed(at..at + 1, "the group is not closed")),
        None => Ok(format!("(?s)^(?:{text})$")),
    }
}

/// The LIKE pattern that a SIMILAR TO pattern without regular expressions is.
pub fn similar_to_is_like(pattern: &str, escape: Option<&str>) -> Option<Like> {
    let plain = !pattern.contains(['|', '*', '+', '?', '{', '}', '(', ')', '[', ']']);
    let like = like(pattern, escape).ok()?;
    plain.then_some(like)
}

fn escape_character(escape: Option<&str>) -> Result<Option<char>, LiteralError> {
    let Some(escape) = escape else {
        return Ok(Some('\\'));
    };
    let mut chars = escape.chars();
    let first = chars.next();
    match chars.next() {
        None => Ok(first),
        Some(_) => Err(malformed(0..escape.len(), "an escape is one character")),
    }
}

fn malformed(at: std::ops::Range<usize>, why: &str) -> LiteralError {
    LiteralError::new(at, code::MALFORMED_PATTERN, why)
}

/// A character that stands for itself.
fn push_literal(text: &mut String, c: char) {
    if r".^$|*+?{}()[]\".contains(c) {
        text.push('\\');
    }
    text.push(c);
}

/// A bracket expression, copied; the escape loses its meaning only where it is the backslash of the target.
fn bracket(
    cursor: &mut Cursor<'_>,
    text: &mut String,
    escape: Option<char>,
    start: usize,
) -> Result<(), LiteralError> {
    text.push('[');
    if cursor.eat("^") {
        text.push('^');
    }
    if cursor.eat("]") {
        text.push_str("\\]");
    }
    while let Some(c) = cursor.bump() {
        match c {
            ']' => {
                text.push(']');
                return Ok(());
            }
            '[' if cursor.rest().starts_with(':') => {
                let class = cursor.take_while(|c| c != ']');
                text.push('[');
                text.push_str(class);
                if cursor.eat("]") {
                    text.push(']');
                }
            }
            c if Some(c) == escape => {
                let Some(escaped) = cursor.bump() else {
                    break;
                };
                text.push('\\');
                text.push(escaped);
            }
            '\\' | '[' => {
                text.push('\\');
                text.push(c);
            }
            c => text.push(c),
        }
    }
    Err(malformed(start..cursor.at(), "the bracket is not closed"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_escape_becomes_a_backslash() {
        for (pattern, escape, expected) in [
            ("a%_b", None, "a%_b"),
            (r"10\%", None, r"10\%"),
            ("10|%%", Some("|"), r"10\%%"),
            ("a||b", Some("|"), "a|b"),
            (r"a\b|_", Some("|"), r"a\\b\_"),
            (r"a\b", Some(""), r"a\\b"),
            ("a|b", Some("|"), "ab"),
        ] {
            let like = like(pattern, escape).unwrap();
            assert_eq!(like.pattern, expected, "{pattern}");
            assert_eq!(like.same, pattern == expected);
        }
        assert_eq!(like("a|", Some("|")).unwrap_err().at, 1..2);
        assert!(like("a", Some("ab")).is_err());
        assert_eq!(ilike("AÉ|%", Some("|")).unwrap().pattern, r"aÉ\%");
    }

    #[test]
    fn similar_to_is_a_regular_expression() {
        for (pattern, escape, expected) in [
            ("%(a|b)_", None, r"(?s)^(?:.*(?:a|b).)$"),
            ("a.b^$", None, r"(?s)^(?:a\.b\^\$)$"),
            ("[a-c]+|x{2,3}", None, r"(?s)^(?:[a-c]+|x{2,3})$"),
            ("[[:digit:]]*", None, r"(?s)^(?:[[:digit:]]*)$"),
            (r"10\%", None, r"(?s)^(?:10%)$"),
            (r"\d+", None, r"(?s)^(?:\d+)$"),
            (r"1#%\", Some("#"), r"(?s)^(?:1%\\)$"),
            ("[^]a]", None, r"(?s)^(?:[^\]a])$"),
        ] {
            assert_eq!(similar_to(pattern, escape).unwrap(), expected, "{pattern}");
        }
        assert_eq!(similar_to("a(b", None).unwrap_err().at, 1..2);
        assert_eq!(similar_to("a)b", None).unwrap_err().at, 1..2);
        assert_eq!(similar_to("[ab", None).unwrap_err().at, 0..3);
    }

    #[test]
    fn similar_to_without_regular_expressions_is_like() {
        assert_eq!(similar_to_is_like("abc%", None).unwrap().pattern, "abc%");
        assert_eq!(similar_to_is_like("a|b", None), None);
    }
}
