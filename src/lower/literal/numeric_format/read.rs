//! `TO_NUMBER`: a text that is read as a number.
//!
//! `TO_NUMBER(s, 'L9,999.99')` → `TRUNC(PARSE_NUMERIC(REPLACE(s, '$', '')), 2)`

use super::scan::{Role, Shape, refuse, scan, shape};
use crate::lower::literal::string_literal::encode;
use crate::lower::literal::{LiteralError, code};

/// The most digits before the point that NUMERIC holds.
const NUMERIC_WHOLE: usize = 29;
/// The most digits behind the point that NUMERIC holds.
const NUMERIC_FRACTION: usize = 9;

/// The template of `TO_NUMBER($x, 'format')`: digits behind the point for which the format has no place are cut off.
pub fn to_number(format: &str) -> Result<String, LiteralError> {
    for token in scan(format)? {
        if matches!(token.role, Role::Ordinal { .. } | Role::Roman { .. }) {
            return refuse(
                &token.at,
                code::NO_EQUIVALENT,
                "the element cannot be read from a text",
            );
        }
    }
    let shape = shape(format)?;
    let mut value = "$x".to_owned();
    let mut angle = false;
    for text in texts(&shape) {
        value = format!("REPLACE({value}, {}, '')", encode(text));
    }
    let mut behind = false;
    for token in &shape.suffix {
        angle |= token.role == Role::Angle;
        behind |= matches!(
            token.role,
            Role::Sign | Role::FixedSign | Role::Minus | Role::Plus
        );
    }
    if angle {
        value = format!(r"REGEXP_REPLACE({value}, r'^\s*<(.*)>\s*$', r'-\1')");
    }
    let fraction = shape.fraction();
    let big = shape.whole() > NUMERIC_WHOLE || fraction > NUMERIC_FRACTION;
    let ty = if big { "BIGNUMERIC" } else { "NUMERIC" };
    // PARSE_NUMERIC takes group separators and a sign behind the digits.
    let number = if behind || shape.has_group() {
        format!("PARSE_{ty}({value})")
    } else {
        format!("CAST({value} AS {ty})")
    };
    Ok(match fraction {
        0 => format!("TRUNC({number})"),
        digits => format!("TRUNC({number}, {digits})"),
    })
}

/// The texts of the format, each once.
fn texts(shape: &Shape) -> Vec<&str> {
    let around = shape
        .prefix
        .iter()
        .chain(&shape.suffix)
        .filter_map(|token| {
            if let Role::Text(text) = &token.role {
                Some(text.as_str())
            } else {
                None
            }
        });
    let mut texts: Vec<&str> = Vec::new();
    for text in around.chain(shape.inner.iter().map(|(_, text)| text.as_str())) {
        // Blanks are skipped by the cast.
        if !text.trim().is_empty() && !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn texts_become_numbers() {
        for (format, template) in [
            ("999", "TRUNC(CAST($x AS NUMERIC))"),
            ("99.99", "TRUNC(CAST($x AS NUMERIC), 2)"),
            ("99G999D9S", "TRUNC(PARSE_NUMERIC($x), 1)"),
            ("S99", "TRUNC(CAST($x AS NUMERIC))"),
            ("L9,999.99", "TRUNC(PARSE_NUMERIC(REPLACE($x, '$', '')), 2)"),
            (
                "99PR",
                r"TRUNC(CAST(REGEXP_REPLACE($x, r'^\s*<(.*)>\s*$', r'-\1') AS NUMERIC))",
            ),
            ("999%", "TRUNC(CAST(REPLACE($x, '%', '') AS NUMERIC))"),
        ] {
            assert_eq!(to_number(format).unwrap(), template, "{format}");
        }
        assert_eq!(to_number("RN").unwrap_err().code, "RS1201");
        assert_eq!(to_number("99TH").unwrap_err().at, 2..4);
        assert!(to_number(&"9".repeat(38)).unwrap().contains("BIGNUMERIC"));
    }
}
