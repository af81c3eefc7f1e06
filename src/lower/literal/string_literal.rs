//! String constants: what a Redshift token means, and how BigQuery writes a value.
//!
//! `'it''s'` → `"it's"`; `'a\d'` (Redshift drops the backslash) → `'ad'`; `$$two
//! lines$$` → `'two\nlines'`; `'a\tb'` stays as it is.

use super::cursor::Cursor;
use super::{LiteralError, code};
use std::ops::Range;

/// The value of a string token: `'…'`, `E'…'`, `$$…$$` or `$tag$…$tag$`.
///
/// In `'…'` a backslash escapes as in PostgreSQL 8: `\b \f \n \r \t`, one to three octal digits for a byte, and any other
/// character stands for itself; `E'…'` adds `\xHH`, `\uHHHH` and `\UHHHHHHHH`. The error's range lies in the token's text.
pub fn decode(token: &str) -> Result<String, LiteralError> {
    if let Some(body) = quoted_body(token)
        && memchr::memchr2(b'\\', b'\'', body.as_bytes()).is_none()
    {
        return Ok(body.to_owned());
    }
    let mut bytes = Vec::with_capacity(token.len());
    for (_, piece) in pieces(token)? {
        bytes.extend_from_slice(&piece);
    }
    String::from_utf8(bytes)
        .map_err(|_| unreadable(0..token.len(), "its octal escapes are not UTF-8 text"))
}

/// Whether the token is of several parts, each on a line of its own.
pub fn has_parts(token: &str) -> bool {
    let Some(body) = quoted_body(token) else {
        return false;
    };
    let mut cursor = Cursor::new(body);
    while let Some(c) = cursor.bump() {
        let ends = c == '\'' && !cursor.eat("'");
        if ends && next_part(&mut cursor.clone()) {
            return true;
        }
    }
    false
}

/// The bytes of the token that a range of its decoded value came from.
pub fn source_range(token: &str, value: Range<usize>) -> Range<usize> {
    let Ok(pieces) = pieces(token) else {
        return 0..token.len();
    };
    let mut found: Option<Range<usize>> = None;
    let mut at = 0;
    for (source, bytes) in pieces {
        let end = at + bytes.len();
        let touches = at < value.end && end > value.start;
        if touches || (value.is_empty() && at == value.start) {
            let start = found.as_ref().map_or(source.start, |range| range.start);
            found = Some(start..source.end);
        }
        at = end;
    }
    found.unwrap_or(token.len()..token.len())
}

/// The value as a BigQuery constant: `'…'`, or `"…"` where that saves the escapes.
pub fn encode(value: &str) -> String {
    let quote = if value.contains('\'') && !value.contains('"') {
        '"'
    } else {
        '\''
    };
    let mut text = String::with_capacity(value.len() + 2);
    text.push(quote);
    for c in value.chars() {
        match c {
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            c if c == quote => {
                text.push('\\');
                text.push(c);
            }
            c if c.is_control() => {
                text.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => text.push(c),
        }
    }
    text.push(quote);
    text
}

/// A pattern as a BigQuery constant: raw (`r'\d+'`) where it holds backslashes and a raw literal can say it.
pub fn encode_pattern(value: &str) -> String {
    let raw_can = value.contains('\\')
        && !value.chars().any(char::is_control)
        && value.chars().rev().take_while(|&c| c == '\\').count() % 2 == 0;
    if raw_can {
        for quote in ['\'', '"'] {
            if !value.contains(quote) {
                return format!("r{quote}{value}{quote}");
            }
        }
    }
    encode(value)
}

/// Whether the token's own text is a BigQuery constant of the same value, so that it can be copied.
pub fn same_in_bigquery(token: &str) -> bool {
    let Some(body) = quoted_body(token) else {
        return false;
    };
    let mut chars = body.chars();
    while let Some(c) = chars.next() {
        match c {
            '\'' | '\n' | '\r' => return false,
            '\\' => match chars.next() {
                Some('\\' | '\'' | '"' | '`' | '?' | 'b' | 'f' | 'n' | 'r' | 't') => {}
                Some('0' | '1') => {
                    // `\101`: the same character in both as long as it is ASCII and has all three digits.
                    let digits = [chars.next(), chars.next()];
                    if !digits.iter().all(|d| matches!(d, Some('0'..='7'))) {
                        return false;
                    }
                }
                Some(_) | None => return false,
            },
            _ => {}
        }
    }
    true
}

/// Whether a template or driver fills the text in later: `{{ x }}`, `{% if %}`, `${x}`, `{x}`, `%s`, `%(x)s`.
///
/// Such a literal is never folded or respelt.
pub fn has_placeholder(value: &str) -> bool {
    if memchr::memchr2(b'{', b'%', value.as_bytes()).is_none() {
        return false;
    }
    value.contains("{{")
        || value.contains("{%")
        || value.contains("${")
        || has_braced_name(value)
        || has_percent_placeholder(value)
}

fn unreadable(at: Range<usize>, why: &str) -> LiteralError {
    LiteralError::new(at, code::UNREADABLE, why)
}

/// What is between the quotes of `'…'`.
fn quoted_body(token: &str) -> Option<&str> {
    token.strip_prefix('\'')?.strip_suffix('\'')
}

/// Source range and value of each character of the token.
type Pieces = Vec<(Range<usize>, Vec<u8>)>;

fn pieces(token: &str) -> Result<Pieces, LiteralError> {
    if token.starts_with('$') {
        return dollar_pieces(token);
    }
    let extended = token.starts_with(['E', 'e']);
    let quoted = if extended {
        token.get(1..).unwrap_or("")
    } else {
        token
    };
    let Some(body) = quoted_body(quoted) else {
        return Err(unreadable(0..token.len(), "it is not a string constant"));
    };
    quoted_pieces(body, usize::from(extended) + 1, extended)
}

fn dollar_pieces(token: &str) -> Result<Pieces, LiteralError> {
    let tag_end = token.get(1..).and_then(|rest| rest.find('$'));
    let tag = tag_end.and_then(|end| token.get(..end + 2));
    let body = tag.and_then(|tag| Some((tag.len(), token.strip_prefix(tag)?.strip_suffix(tag)?)));
    let Some((start, body)) = body else {
        return Err(unreadable(0..token.len(), "the dollar quotes do not match"));
    };
    Ok(body
        .char_indices()
        .map(|(at, c)| {
            let at = start + at;
            (at..at + c.len_utf8(), c.to_string().into_bytes())
        })
        .collect())
}

/// Goes to the text of the next part, over white space and comments; `false` where none follows on a new line.
fn next_part(cursor: &mut Cursor<'_>) -> bool {
    let mut is_new_line = false;
    loop {
        is_new_line |= cursor.take_while(char::is_whitespace).contains('\n');
        if cursor.eat("'") {
            return is_new_line;
        }
        if !cursor.eat("--") {
            return false;
        }
        cursor.take_while(|c| c != '\n');
    }
}

fn quoted_pieces(body: &str, start: usize, extended: bool) -> Result<Pieces, LiteralError> {
    let mut pieces = Vec::with_capacity(body.len());
    let mut cursor = Cursor::new(body);
    loop {
        let at = cursor.at();
        let Some(c) = cursor.bump() else {
            break;
        };
        let bytes = match c {
            '\'' if cursor.eat("'") => vec![b'\''],
            '\'' => {
                // The string goes on after a line end: `'a'` and `'b'` on the next line are `'ab'`.
                let mut next = cursor.clone();
                if next_part(&mut next) {
                    cursor = next;
                    continue;
                }
                // A quote inside a template.
                vec![b'\'']
            }
            '\\' => escape(&mut cursor, extended).ok_or_else(|| {
                unreadable(
                    start + at..start + cursor.at(),
                    "the escape is not complete",
                )
            })?,
            c => c.to_string().into_bytes(),
        };
        pieces.push((start + at..start + cursor.at(), bytes));
    }
    Ok(pieces)
}

/// The bytes of the escape after a backslash.
fn escape(cursor: &mut Cursor<'_>, extended: bool) -> Option<Vec<u8>> {
    let first = cursor.bump()?;
    let simple = match first {
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        '0'..='7' => {
            let mut value = first.to_digit(8)?;
            for _ in 0..2 {
                let Some(digit) = cursor.peek().and_then(|c| c.to_digit(8)) else {
                    break;
                };
                cursor.bump();
                value = value * 8 + digit;
            }
            // As in C, what does not fit into the byte falls off.
            return Some(vec![(value & 0xff) as u8]);
        }
        'x' if extended && cursor.peek().is_some_and(|c| c.is_ascii_hexdigit()) => {
            return Some(vec![hex(cursor, 2, 1)? as u8]);
        }
        'u' if extended => char::from_u32(hex(cursor, 4, 4)?)?,
        'U' if extended => char::from_u32(hex(cursor, 8, 8)?)?,
        other => other,
    };
    Some(simple.to_string().into_bytes())
}

/// Up to `most` hexadecimal digits, at least `least`.
fn hex(cursor: &mut Cursor<'_>, most: usize, least: usize) -> Option<u32> {
    let mut value = 0u32;
    let mut count = 0;
    while count < most {
        let Some(digit) = cursor.peek().and_then(|c| c.to_digit(16)) else {
            break;
        };
        cursor.bump();
        value = value.wrapping_mul(16).wrapping_add(digit);
        count += 1;
    }
    (count >= least).then_some(value)
}

/// `{name}`, `{obj.attr}`, `{name:spec}`; neither `{}` (JSON) nor `{2,3}` (a repetition).
fn has_braced_name(value: &str) -> bool {
    value.split('{').skip(1).any(|after| {
        let inner = after.split_once('}').map_or("", |(inner, _)| inner);
        let name = inner.split([':', '!']).next().unwrap_or("");
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '[' | ']'))
    })
}

/// `%s`, `%d` or `%(name)s`, in a text where every other percent sign is doubled: `'%summer%'` is a LIKE pattern.
fn has_percent_placeholder(value: &str) -> bool {
    let mut rest = value;
    let mut found = false;
    while let Some((_, after)) = rest.split_once('%') {
        if let Some(tail) = after.strip_prefix('%') {
            rest = tail;
            continue;
        }
        let tail = match after.strip_prefix('(') {
            Some(named) => named.split_once(')').map_or("", |(_, tail)| tail),
            None => after,
        };
        let Some(tail) = tail.strip_prefix(['s', 'd']) else {
            return false;
        };
        if tail.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_') {
            return false;
        }
        found = true;
        rest = tail;
    }
    found
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_token_is_decoded() {
        for (token, value) in [
            ("'abc'", "abc"),
            ("'it''s'", "it's"),
            (r"'it\'s'", "it's"),
            (r"'a\\b\n\t\d\x41\v'", "a\\b\n\tdx41v"),
            (r"'\101\7z\303\251'", "A\u{7}zé"),
            (r"E'\x41\u00e9\n'", "Aé\n"),
            ("$$it's \\n$$", "it's \\n"),
            ("$q$a$$b$q$", "a$$b"),
            ("''", ""),
            ("'it''s'\n  'so' -- why\n\t'' \n 'x'", "it'ssox"),
            ("E'a\\n'\n'\\x41'", "a\nA"),
        ] {
            assert_eq!(decode(token).unwrap(), value, "{token}");
        }
        assert_eq!(decode(r"'\377'").unwrap_err().code, "RS1204");
        assert!(decode(r"E'\u12'").is_err());
        assert!(decode("abc").is_err());
        assert!(decode("$$").is_err());
    }

    #[test]
    fn parts_are_seen() {
        for token in ["'a'\n'b'", "'a' -- it\n 'b'", "''\n''"] {
            assert!(has_parts(token), "{token}");
        }
        for token in [
            "'a'",
            "'a''\n''b'",
            "'{{ f(''a'', ''b'') }}'",
            "'it''s -- \n'",
            "''",
        ] {
            assert!(!has_parts(token), "{token}");
        }
    }

    #[test]
    fn a_place_in_the_value_leads_back_to_the_token() {
        assert_eq!(source_range("'it''s'", 2..3), 3..5);
        assert_eq!(source_range(r"'a\\d'", 1..3), 2..5);
        assert_eq!(source_range("$$abc$$", 1..2), 3..4);
        assert_eq!(source_range("'ab'", 2..2), 4..4);
    }

    #[test]
    fn a_value_is_written_plainly() {
        for (value, text) in [
            ("abc", "'abc'"),
            ("it's", "\"it's\""),
            ("'\"", "'\\'\"'"),
            ("a\\b", r"'a\\b'"),
            ("a\nb\u{7}", r"'a\nb\u0007'"),
            ("é{}", "'é{}'"),
        ] {
            assert_eq!(encode(value), text);
        }
        assert_eq!(encode_pattern(r"\d+"), r"r'\d+'");
        assert_eq!(encode_pattern(r"\d'"), "r\"\\d'\"");
        assert_eq!(encode_pattern("a+"), "'a+'");
        assert_eq!(encode_pattern(r"a\"), r"'a\\'");
        assert_eq!(encode_pattern("\\d\n"), r"'\\d\n'");
    }

    #[test]
    fn what_means_the_same_is_known() {
        for same in [
            "'abc'",
            r"'a\\b'",
            r"'it\'s'",
            r"'\n\101'",
            "'%a\"b'",
            "'é'",
        ] {
            assert!(same_in_bigquery(same), "{same}");
        }
        for differs in [
            "'it''s'", r"'\d'", r"'\x41'", r"'\v'", r"'\7'", r"'\377'", "'a\nb'", "E'a'", "$$a$$",
            r"'\%'",
        ] {
            assert!(!same_in_bigquery(differs), "{differs}");
        }
    }

    #[test]
    fn placeholders_are_seen() {
        for yes in [
            "{{ ds }}",
            "s3://${bucket}/x",
            "{name}",
            "{a.b[0]}",
            "{x:>3}",
            "%s",
            "a %(n)s b",
            "100%% of %s",
        ] {
            assert!(has_placeholder(yes), "{yes}");
        }
        for no in [
            "%summer%",
            "%s%x",
            "{}",
            "{\"a\": 1}",
            "a{2,3}",
            "100%",
            "%Y-%m",
            "{ x }",
            "%s%",
        ] {
            assert!(!has_placeholder(no), "{no}");
        }
    }
}
