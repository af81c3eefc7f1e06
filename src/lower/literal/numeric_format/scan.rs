//! A number format cut into prefix, digits and suffix.

use crate::lower::literal::cursor::Cursor;
use crate::lower::literal::{LiteralError, code};
use std::ops::Range;
use std::sync::LazyLock;

/// What an element of a number format does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// `9` or `0` as a place for a digit.
    Digit,
    Zero,
    Point,
    Group,
    Fill,
    /// `S`: the sign beside the number.
    Sign,
    /// `SG`: plus or minus in this place.
    FixedSign,
    /// `MI`: a minus in this place.
    Minus,
    /// `PL`: a plus in this place.
    Plus,
    /// `PR`: negative numbers in angle brackets.
    Angle,
    /// `TH` or `th`.
    Ordinal {
        capitals: bool,
    },
    /// `RN` or `rn`.
    Roman {
        capitals: bool,
    },
    Currency,
    /// It stands for itself.
    Text(String),
    Refused(&'static str),
}

/// An element and its place.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub role: Role,
    pub at: Range<usize>,
}

/// Refuses with a place.
pub(super) fn refuse<T>(
    at: &Range<usize>,
    code: &'static str,
    why: &str,
) -> Result<T, LiteralError> {
    Err(LiteralError::new(at.clone(), code, why))
}

static ELEMENTS: LazyLock<Vec<(&'static str, Role)>> = LazyLock::new(|| {
    let map = include_str!("../../../../grammar/numeric_format.map");
    let mut rows: Vec<_> = map.lines().filter_map(row).collect();
    rows.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    rows
});

fn row(line: &'static str) -> Option<(&'static str, Role)> {
    if line.starts_with('#') {
        return None;
    }
    if let Some((name, reason)) = line.split_once(" ! ") {
        return Some((name.trim(), Role::Refused(reason.trim())));
    }
    let (name, role) = line.split_once('|')?;
    let role = match role.trim() {
        "digit" => Role::Digit,
        "zero" => Role::Zero,
        "point" => Role::Point,
        "group" => Role::Group,
        "fill" => Role::Fill,
        "sign" => Role::Sign,
        "fixed_sign" => Role::FixedSign,
        "minus" => Role::Minus,
        "plus" => Role::Plus,
        "angle" => Role::Angle,
        "ordinal" => Role::Ordinal { capitals: true },
        "roman" => Role::Roman { capitals: true },
        "currency" => Role::Currency,
        _ => return None,
    };
    Some((name.trim(), role))
}

/// Cuts the format into its elements.
pub(super) fn scan(format: &str) -> Result<Vec<Token>, LiteralError> {
    let mut cursor = Cursor::new(format);
    let mut tokens = Vec::new();
    while let Some(c) = cursor.peek() {
        let start = cursor.at();
        if let Some((name, role)) = element_at(cursor.rest()) {
            let spelled = cursor.rest().get(..name.len()).unwrap_or("");
            cursor.eat(spelled);
            let at = start..cursor.at();
            let role = settle(role, spelled, &at)?;
            tokens.push(Token { role, at });
            continue;
        }
        cursor.bump();
        let text = match c {
            '"' => {
                let text = cursor.take_while(|c| c != '"').to_owned();
                cursor.eat("\"");
                text
            }
            '\\' if cursor.eat("\"") => "\"".to_owned(),
            c => c.to_string(),
        };
        let at = start..cursor.at();
        match tokens.last_mut() {
            Some(Token {
                role: Role::Text(last),
                at: last_at,
            }) => {
                last.push_str(&text);
                last_at.end = at.end;
            }
            Some(_) | None => tokens.push(Token {
                role: Role::Text(text),
                at,
            }),
        }
    }
    Ok(tokens)
}

fn element_at(rest: &str) -> Option<(&'static str, Role)> {
    ELEMENTS
        .iter()
        .find(|(name, _)| {
            rest.get(..name.len())
                .is_some_and(|here| here.eq_ignore_ascii_case(name))
        })
        .cloned()
}

/// The role in this spelling: undocumented elements and mixed case are refused.
fn settle(role: Role, spelled: &str, at: &Range<usize>) -> Result<Role, LiteralError> {
    let capitals = !spelled.chars().any(|c| c.is_ascii_lowercase());
    if !capitals && spelled.chars().any(|c| c.is_ascii_uppercase()) {
        let why =
            format!("{spelled} mixes capitals and small letters, which Redshift reads as text");
        return refuse(at, code::UNCERTAIN_FORMAT, &why);
    }
    match role {
        Role::Refused(reason) => {
            let why = format!("{spelled} is {reason}, not documented for Redshift");
            refuse(at, code::UNCERTAIN_FORMAT, &why)
        }
        Role::Ordinal { .. } => Ok(Role::Ordinal { capitals }),
        Role::Roman { .. } => Ok(Role::Roman { capitals }),
        Role::Currency => Ok(Role::Text("$".to_owned())),
        Role::Digit
        | Role::Zero
        | Role::Point
        | Role::Group
        | Role::Fill
        | Role::Sign
        | Role::FixedSign
        | Role::Minus
        | Role::Plus
        | Role::Angle
        | Role::Text(_) => Ok(role),
    }
}

/// The digits of a format and what stands around them.
#[derive(Debug, Default)]
pub(super) struct Shape {
    /// `FM`: no padding.
    pub fill: bool,
    pub prefix: Vec<Token>,
    /// The places `9 0 . ,` in BigQuery's spelling, without a point at the end.
    pub digits: String,
    /// Text between the digits: after how many of them, and what.
    pub inner: Vec<(usize, String)>,
    pub suffix: Vec<Token>,
}

impl Shape {
    /// The number of places after the point.
    pub(super) fn fraction(&self) -> usize {
        self.digits
            .split_once(['.', 'D'])
            .map_or(0, |(_, fraction)| fraction.len())
    }

    /// The number of places before the point.
    pub(super) fn whole(&self) -> usize {
        let whole = self.digits.split(['.', 'D']).next().unwrap_or("");
        whole.chars().filter(char::is_ascii_digit).count()
    }

    pub(super) fn has_group(&self) -> bool {
        self.digits.contains([',', 'G'])
    }
}

/// Sorts the elements; a format without digits, with two points, or with a sign between the digits is refused.
pub(super) fn shape(format: &str) -> Result<Shape, LiteralError> {
    let mut shape = Shape::default();
    for token in scan(format)? {
        let place = match token.role {
            Role::Digit | Role::Zero | Role::Point | Role::Group => {
                format.get(token.at.clone()).unwrap_or("")
            }
            Role::Fill => {
                shape.fill = true;
                continue;
            }
            Role::Sign
            | Role::FixedSign
            | Role::Minus
            | Role::Plus
            | Role::Angle
            | Role::Ordinal { .. }
            | Role::Roman { .. }
            | Role::Currency
            | Role::Refused(_)
            | Role::Text(_) => {
                let side = if shape.digits.is_empty() {
                    &mut shape.prefix
                } else {
                    &mut shape.suffix
                };
                side.push(token);
                continue;
            }
        };
        shape.place(&place.to_ascii_uppercase(), &token)?;
    }
    if !shape.digits.contains(['9', '0']) {
        return refuse(
            &(0..format.len()),
            code::UNCERTAIN_FORMAT,
            "the format has no place for a digit",
        );
    }
    if shape.digits.ends_with(['.', 'D']) {
        // Redshift writes no point without digits behind it.
        shape.digits.pop();
    }
    Ok(shape)
}

impl Shape {
    fn place(&mut self, place: &str, token: &Token) -> Result<(), LiteralError> {
        for token in std::mem::take(&mut self.suffix) {
            // What seemed to follow the digits stands between them.
            let Role::Text(text) = token.role else {
                return refuse(
                    &token.at,
                    code::NO_EQUIVALENT,
                    "a sign between the digits has no equivalent",
                );
            };
            let count = self.digits.chars().filter(char::is_ascii_digit).count();
            self.inner.push((count, text));
        }
        let after_point = self.digits.contains(['.', 'D']);
        match token.role {
            Role::Point if after_point => {
                return refuse(&token.at, code::UNCERTAIN_FORMAT, "a second decimal point");
            }
            Role::Group if after_point || self.digits.is_empty() => {
                return refuse(
                    &token.at,
                    code::UNCERTAIN_FORMAT,
                    "a group separator that is not between whole digits",
                );
            }
            Role::Point if self.digits.is_empty() => {
                let why = "without a digit before the point Redshift writes ## for numbers below 1";
                return refuse(&token.at, code::NO_EQUIVALENT, why);
            }
            Role::Digit
            | Role::Zero
            | Role::Point
            | Role::Group
            | Role::Fill
            | Role::Sign
            | Role::FixedSign
            | Role::Minus
            | Role::Plus
            | Role::Angle
            | Role::Ordinal { .. }
            | Role::Roman { .. }
            | Role::Currency
            | Role::Refused(_)
            | Role::Text(_) => {}
        }
        self.digits.push_str(place);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        let map = include_str!("../../../../grammar/numeric_format.map");
        let rows = map
            .lines()
            .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
            .count();
        assert_eq!(ELEMENTS.len(), rows);
    }
}
