//! Bracket expressions: `[^[:alpha:]\d.-]`.

use crate::lower::literal::cursor::Cursor;
use crate::lower::literal::{LiteralError, code};

const CLASSES: [&str; 14] = [
    "alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct",
    "space", "upper", "word", "xdigit",
];

/// Copies a bracket expression; the cursor stands behind its `[`, which was at `start`.
pub(super) fn bracket(
    cursor: &mut Cursor<'_>,
    start: usize,
    re2: &mut String,
) -> Result<(), LiteralError> {
    for boundary in ["[:<:]]", "[:>:]]"] {
        if cursor.eat(boundary) {
            re2.push_str("\\b");
            return Ok(());
        }
    }
    re2.push('[');
    if cursor.eat("^") {
        re2.push('^');
    }
    if cursor.eat("]") {
        // At the beginning it is a character.
        re2.push_str("\\]");
    }
    loop {
        let at = cursor.at();
        match cursor.bump() {
            None => return Err(malformed(start..cursor.at(), "the bracket is not closed")),
            Some(']') => {
                re2.push(']');
                return Ok(());
            }
            Some('[') => inner(cursor, at, re2)?,
            Some('\\') => escape(cursor, at, re2)?,
            Some(c) => re2.push(c),
        }
    }
}

fn malformed(at: std::ops::Range<usize>, why: &str) -> LiteralError {
    LiteralError::new(at, code::MALFORMED_PATTERN, why)
}

/// `[:class:]`, `[.x.]`, `[=x=]`, or a bracket as a character.
fn inner(cursor: &mut Cursor<'_>, at: usize, re2: &mut String) -> Result<(), LiteralError> {
    let rest = cursor.rest();
    let Some(kind @ (':' | '.' | '=')) = cursor.peek() else {
        re2.push_str("\\[");
        return Ok(());
    };
    let close = format!("{kind}]");
    let Some((name, _)) = rest
        .get(1..)
        .and_then(|inner| inner.split_once(close.as_str()))
    else {
        re2.push_str("\\[");
        return Ok(());
    };
    cursor.eat(rest.get(..name.len() + 3).unwrap_or(""));
    let end = cursor.at();
    if kind == ':' {
        let plain = name.strip_prefix('^').unwrap_or(name);
        if !CLASSES.contains(&plain) {
            return Err(malformed(
                at..end,
                &format!("{plain} is no character class"),
            ));
        }
        re2.push_str(&format!("[:{name}:]"));
        return Ok(());
    }
    let mut chars = name.chars();
    match (chars.next(), chars.next()) {
        // One character is itself.
        (Some(c), None) => {
            if !c.is_alphanumeric() {
                re2.push('\\');
            }
            re2.push(c);
            Ok(())
        }
        _ => Err(LiteralError::new(
            at..end,
            code::NOT_RE2,
            "a collating element has no equivalent",
        )),
    }
}

fn escape(cursor: &mut Cursor<'_>, at: usize, re2: &mut String) -> Result<(), LiteralError> {
    let Some(c) = cursor.bump() else {
        return Err(malformed(at..at + 1, "the bracket is not closed"));
    };
    match c {
        'd' | 'D' | 's' | 'S' | 'w' | 'W' | 'n' | 'r' | 't' | 'f' | 'v' | 'a' | 'x' | 'p' | 'P' => {
            re2.push('\\');
            re2.push(c);
            Ok(())
        }
        'b' => {
            re2.push_str("\\x08");
            Ok(())
        }
        'e' => {
            re2.push_str("\\x1b");
            Ok(())
        }
        c if c.is_ascii_alphanumeric() => {
            let why = format!("\\{c} in a bracket has no equivalent");
            Err(LiteralError::new(at..cursor.at(), code::NOT_RE2, why))
        }
        c => {
            if c.is_ascii_punctuation() && c != '_' {
                re2.push('\\');
            }
            re2.push(c);
            Ok(())
        }
    }
}
