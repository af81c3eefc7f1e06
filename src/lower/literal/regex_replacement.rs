//! The replacement of REGEXP_REPLACE.
//!
//! `REGEXP_REPLACE(s, '(a)(b)', '$2-$1')` → `REGEXP_REPLACE(s, '(a)(b)', r'\2-\1')`

use super::cursor::Cursor;
use super::{LiteralError, code};

/// The replacement as BigQuery writes it: `\1` is a group, `\\` a backslash, `$` nothing special.
///
/// `groups` is how many the pattern has: one that it has not is an empty text in Redshift and an error in BigQuery.
pub fn replacement(text: &str, groups: usize) -> Result<String, LiteralError> {
    let mut result = String::with_capacity(text.len());
    let mut cursor = Cursor::new(text);
    loop {
        let at = cursor.at();
        let Some(c) = cursor.bump() else {
            return Ok(result);
        };
        match c {
            '$' => dollar(&mut cursor, &mut result, groups),
            '\\' => match cursor.bump() {
                Some('\\') => result.push_str("\\\\"),
                Some('$') => result.push('$'),
                Some(digit @ '0'..='9') => push_group(&mut result, digit.to_digit(10), groups),
                Some('&') => result.push_str("\\0"),
                Some(_) | None => {
                    let why = "what this backslash stands for is not certain";
                    return Err(LiteralError::new(
                        at..cursor.at(),
                        code::MALFORMED_PATTERN,
                        why,
                    ));
                }
            },
            c => result.push(c),
        }
    }
}

/// `$1`, `${1}`, `$&`, `$$`; any other dollar is one.
fn dollar(cursor: &mut Cursor<'_>, result: &mut String, groups: usize) {
    if cursor.eat("$") {
        result.push('$');
    } else if cursor.eat("&") {
        result.push_str("\\0");
    } else {
        let before = cursor.clone();
        let braced = cursor.eat("{");
        let digit = cursor.peek().and_then(|c| c.to_digit(10));
        if digit.is_some() {
            cursor.bump();
        }
        if digit.is_none() || (braced && !cursor.eat("}")) {
            *cursor = before;
            result.push('$');
        } else {
            push_group(result, digit, groups);
        }
    }
}

fn push_group(result: &mut String, number: Option<u32>, groups: usize) {
    if let Some(number) = number
        && usize::try_from(number).is_ok_and(|number| number <= groups)
    {
        result.push_str(&format!("\\{number}"));
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn groups_are_written_with_a_backslash() {
        for (text, expected) in [
            ("$2-$1", r"\2-\1"),
            (r"\1x", r"\1x"),
            ("${1}0", r"\10"),
            ("$&!", r"\0!"),
            ("cost: $", "cost: $"),
            ("$$1", "$1"),
            ("$5", ""),
            (r"a\\b", r"a\\b"),
            ("$a ${x}", "$a ${x}"),
        ] {
            assert_eq!(replacement(text, 2).unwrap(), expected, "{text}");
        }
        assert_eq!(replacement(r"a\n", 0).unwrap_err().at, 1..3);
    }
}
