//! The style of a text that is kept where something is printed anew: `select nvl(a, 0)` becomes `select coalesce(a, 0)`.

use crate::bigquery::names::is_reserved;

/// The case of keywords, types and functions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Case {
    /// `SELECT`.
    #[default]
    Upper,
    /// `select`.
    Lower,
}

/// How many keywords of a statement are looked at; half of them decide.
const COUNTED: usize = 16;

/// How what is printed anew is spelt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// The case of keywords, types and functions.
    pub case: Case,
}

impl Style {
    /// The style of a statement's text: lower case where most of its keywords are. Quotes and comments do not count.
    pub fn detect(text: &str) -> Self {
        Self::of_words(Words { rest: text })
    }

    /// The style of these words, most of which are keywords.
    pub fn of_words<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        // The first few decide: a statement is written in one style, and looking further costs time.
        // The first word is the statement's own: it counts whether it is reserved or not.
        let counted = words
            .into_iter()
            .enumerate()
            .filter(|(index, word)| *index == 0 || is_reserved(word));
        let (mut lower, mut upper) = (0_usize, 0_usize);
        for (_, word) in counted.take(COUNTED) {
            if word.bytes().any(|byte| byte.is_ascii_lowercase()) {
                lower += 1;
            } else {
                upper += 1;
            }
            if lower > COUNTED / 2 || upper >= COUNTED / 2 {
                break;
            }
        }
        let case = if lower > upper {
            Case::Lower
        } else {
            Case::Upper
        };
        Self { case }
    }
}

/// The words of a text outside quotes, comments and templates.
struct Words<'t> {
    rest: &'t str,
}

impl<'t> Words<'t> {
    /// Skips what cannot begin a word; whole quotes and comments at once.
    fn skip_to_word(&mut self) {
        let starts = |byte: u8| {
            let letter = byte.is_ascii_alphabetic() || byte == b'_';
            letter || matches!(byte, b'\'' | b'"' | b'-' | b'/' | b'{')
        };
        while let Some(at) = self.rest.bytes().position(starts) {
            let found = self.rest.get(at..).unwrap_or_default();
            let length = match found.as_bytes() {
                [b'\'', ..] => until(found, 1, "'"),
                [b'"', ..] => until(found, 1, "\""),
                [b'-', b'-', ..] => until(found, 2, "\n"),
                [b'/', b'*', ..] => until(found, 2, "*/"),
                [b'{', b'%', ..] => until(found, 2, "%}"),
                [b'{', b'{', ..] => until(found, 2, "}}"),
                [b'-' | b'/' | b'{', ..] => 1,
                _ => {
                    self.rest = found;
                    return;
                }
            };
            self.rest = found.get(length..).unwrap_or_default();
        }
        self.rest = "";
    }
}

/// The length of the text up to and with the end mark, which is looked for from `from` on.
fn until(text: &str, from: usize, end: &str) -> usize {
    text.get(from..)
        .and_then(|rest| rest.find(end))
        .map_or(text.len(), |at| from + at + end.len())
}

impl<'t> Iterator for Words<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        self.skip_to_word();
        let length = self
            .rest
            .bytes()
            .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
            .count();
        let (word, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        (!word.is_empty()).then_some(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_keywords_decide() {
        assert_eq!(
            Style::detect("select A, B from T where X").case,
            Case::Lower
        );
        assert_eq!(Style::detect("SELECT a FROM t").case, Case::Upper);
        assert_eq!(
            Style::detect("-- select from where\n/* and or */ SELECT 'select from' FROM t").case,
            Case::Upper
        );
        assert_eq!(Style::detect("vacuum t").case, Case::Lower);
        assert_eq!(
            Style::detect("SELECT {% for a in b %} x {% if not loop.last %}, {% endif %}").case,
            Case::Upper
        );
        assert_eq!(Style::detect("Select a from t where b").case, Case::Lower);
        assert_eq!(Style::detect("'unclosed").case, Case::Upper);
    }
}
