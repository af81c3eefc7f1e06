//! A format cut into elements and text, as PostgreSQL cuts it.

use super::table::{ELEMENTS, Element, Field};
use crate::lower::literal::cursor::Cursor;
use crate::lower::literal::{LiteralError, code};
use std::ops::Range;

/// A piece of a format.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    /// Characters that stand for themselves.
    Text(String),
    /// An element with what modifies it.
    Element {
        element: &'static Element,
        at: Range<usize>,
        /// `FM` stands before it: no padding.
        fill: bool,
        /// `TH` (capitals) or `th` stands after it.
        ordinal: Option<Ordinal>,
    },
}

/// The ordinal suffix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ordinal {
    Capitals,
    Small,
}

/// Cuts a format; elements that Redshift does not document are refused, and so are those in mixed case (`Hh24`), which
/// PostgreSQL reads as text or as a shorter element.
pub(super) fn scan(format: &str) -> Result<Vec<Piece>, LiteralError> {
    let mut cursor = Cursor::new(format);
    let mut pieces = Vec::new();
    while let Some(c) = cursor.peek() {
        if c == '"' {
            quoted(&mut cursor, &mut pieces);
            continue;
        }
        let start = cursor.at();
        let fill = cursor.eat("FM") || cursor.eat("fm");
        if let Some(element) = element_at(&cursor)? {
            cursor.eat(cursor.rest().get(..element.name.len()).unwrap_or(""));
            let ordinal = if cursor.eat("TH") {
                Some(Ordinal::Capitals)
            } else if cursor.eat("th") {
                Some(Ordinal::Small)
            } else {
                None
            };
            pieces.push(Piece::Element {
                element,
                at: start..cursor.at(),
                fill,
                ordinal,
            });
        } else if !fill {
            if cursor.rest().starts_with("\\\"") {
                cursor.bump();
            }
            if let Some(c) = cursor.bump() {
                push_text(&mut pieces, c);
            }
        }
    }
    Ok(pieces)
}

/// The element that COPY, which does not look at the case, reads here.
pub(super) fn any_case_at(rest: &str) -> Option<&'static Element> {
    ELEMENTS.iter().find(|element| {
        rest.get(..element.name.len())
            .is_some_and(|here| here.eq_ignore_ascii_case(element.name))
    })
}

fn element_at(cursor: &Cursor<'_>) -> Result<Option<&'static Element>, LiteralError> {
    let rest = cursor.rest();
    let named = ELEMENTS
        .iter()
        .find(|element| rest.starts_with(element.name));
    let exact = match ELEMENTS.iter().find(|element| small(rest, element)) {
        Some(small) if named.is_none_or(|named| named.name.len() < small.name.len()) => Some(small),
        Some(_) | None => named,
    };
    let folded = any_case_at(rest);
    let found = exact.map_or(0, |element| element.name.len());
    if let Some(folded) = folded
        && folded.name.len() > found
    {
        let at = cursor.at()..cursor.at() + folded.name.len();
        let here = rest.get(..folded.name.len()).unwrap_or("");
        let why = format!(
            "{here} mixes capitals and small letters, which Redshift does not read as {}",
            folded.name
        );
        return Err(LiteralError::new(at, code::UNCERTAIN_FORMAT, why));
    }
    if let Some(element) = exact
        && let Field::Refused(reason) = element.field
    {
        let at = cursor.at()..cursor.at() + element.name.len();
        let why = format!("{} is {reason}, not documented for Redshift", element.name);
        return Err(LiteralError::new(at, code::UNCERTAIN_FORMAT, why));
    }
    Ok(exact)
}

/// Whether the element stands here in small letters, which only a row in capitals allows.
fn small(rest: &str, element: &Element) -> bool {
    !element.name.chars().any(|c| c.is_ascii_lowercase())
        && rest.get(..element.name.len()).is_some_and(|here| {
            here.eq_ignore_ascii_case(element.name) && !here.chars().any(|c| c.is_ascii_uppercase())
        })
}

/// Text in double quotes, in which a backslash quotes the next character.
fn quoted(cursor: &mut Cursor<'_>, pieces: &mut Vec<Piece>) {
    cursor.bump();
    while let Some(c) = cursor.bump() {
        match c {
            '"' => break,
            '\\' => {
                if let Some(next) = cursor.bump() {
                    push_text(pieces, next);
                }
            }
            c => push_text(pieces, c),
        }
    }
}

fn push_text(pieces: &mut Vec<Piece>, c: char) {
    if let Some(Piece::Text(text)) = pieces.last_mut() {
        text.push(c);
    } else {
        pieces.push(Piece::Text(c.to_string()));
    }
}
