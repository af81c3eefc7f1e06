//! The source text: bytes that are known to be UTF-8, sliced by span, with an index of lines made when it is asked for.

use crate::span::Span;
use std::sync::OnceLock;

/// The byte order mark, as UTF-8 has it.
const BOM: &str = "\u{feff}";

/// The distance of the places up to which characters are counted once.
const BLOCK: usize = 1024;

/// A text with the index of its lines.
#[derive(Clone, Debug, Default)]
pub struct SourceText {
    text: String,
    line_starts: OnceLock<Vec<u32>>,
    /// How many characters stand before each block of [`BLOCK`] bytes.
    characters: OnceLock<Vec<u32>>,
}

/// The bytes are not UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("invalid UTF-8 at byte {offset}")]
pub struct InvalidUtf8 {
    /// The first byte that is not part of a character.
    pub offset: usize,
}

/// The byte of a line and column, both from 1, columns in characters; the end of the text where it is beyond it.
pub fn byte_at(text: &str, line: usize, column: usize) -> usize {
    let lines = text.split_inclusive('\n');
    let before: usize = lines.take(line.saturating_sub(1)).map(str::len).sum();
    let rest = text.get(before..).unwrap_or_default();
    let inside = rest.char_indices().nth(column.saturating_sub(1));
    before + inside.map_or(rest.len(), |(at, _)| at)
}

impl SourceText {
    /// Takes a text over.
    pub fn new(text: String) -> Self {
        Self {
            text,
            line_starts: OnceLock::new(),
            characters: OnceLock::new(),
        }
    }

    /// Reads bytes; a byte order mark stays in the text.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, InvalidUtf8> {
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Self::from(text)),
            Err(error) => Err(InvalidUtf8 {
                offset: error.valid_up_to(),
            }),
        }
    }

    /// All of the text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The span of all of the text.
    pub fn span(&self) -> Span {
        Span::from_range(0..self.text.len())
    }

    /// How many bytes of byte order mark the text begins with: 0 or 3.
    pub fn bom_len(&self) -> usize {
        if self.text.starts_with(BOM) {
            BOM.len()
        } else {
            0
        }
    }

    /// The text of a span; empty where the span is out of range or cuts a character.
    #[inline]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// The line and column of a byte, both from 1; columns count characters, and the byte order mark is not one.
    pub fn line_column(&self, offset: u32) -> (u32, u32) {
        let starts = self.line_starts();
        let line = starts.partition_point(|start| *start <= offset).max(1);
        let start = starts.get(line - 1).copied().unwrap_or(0);
        let marks = self.marks_in_line(start, offset);
        let characters = self.characters_before(offset) - self.characters_before(start);
        (
            crate::span::offset(line),
            characters.saturating_sub(marks) + 1,
        )
    }

    /// The text of a line, from 1, without its line end.
    pub fn line(&self, line: u32) -> &str {
        let index = (line as usize).saturating_sub(1);
        let starts = self.line_starts();
        let Some(start) = starts.get(index).copied() else {
            return "";
        };
        let end = match starts.get(index + 1) {
            Some(next) => *next,
            None => self.span().end,
        };
        self.slice(Span::new(start, end))
            .trim_end_matches(['\r', '\n'])
    }

    /// How many byte order marks a line begins with, up to an offset.
    fn marks_in_line(&self, start: u32, offset: u32) -> u32 {
        let line = self.text.get(start as usize..).unwrap_or_default();
        let marks = line.len() - line.trim_start_matches(BOM).len();
        let before = offset.saturating_sub(start) as usize;
        crate::span::offset(marks.min(before) / BOM.len())
    }

    /// How many characters end before or at an offset: a line may be as long as the text, and hold many places.
    fn characters_before(&self, offset: u32) -> u32 {
        let bytes = self.text.as_bytes();
        let offset = self.text.floor_char_boundary(offset as usize);
        let counted = offset / BLOCK * BLOCK;
        let rest = bytes.get(counted..offset).unwrap_or_default();
        let before = self.characters().get(offset / BLOCK).copied();
        before.unwrap_or(0) + starts_of_characters(rest)
    }

    fn characters(&self) -> &[u32] {
        self.characters.get_or_init(|| {
            let mut before = 0;
            let blocks = self.text.as_bytes().chunks(BLOCK);
            let counts = blocks.map(|block| {
                before += starts_of_characters(block);
                before
            });
            std::iter::once(0).chain(counts).collect()
        })
    }

    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let ends = memchr::memchr_iter(b'\n', self.text.as_bytes());
            std::iter::once(0)
                .chain(ends.map(|end| crate::span::offset(end + 1)))
                .collect()
        })
    }
}

fn starts_of_characters(bytes: &[u8]) -> u32 {
    let starts = bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count();
    crate::span::offset(starts)
}

impl From<&str> for SourceText {
    fn from(text: &str) -> Self {
        Self::new(text.to_owned())
    }
}

impl From<String> for SourceText {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_bytes() {
        let at = |line, column| byte_at("aé\nb c", line, column);
        assert_eq!([at(1, 1), at(1, 3), at(2, 3), at(9, 9)], [0, 3, 6, 7]);
    }

    #[test]
    fn lines_and_columns_count_characters() {
        let text = SourceText::from("sélect 1,\r\n  '日本' x\n");
        assert_eq!(text.line_column(0), (1, 1));
        assert_eq!(text.line_column(3), (1, 3));
        assert_eq!(text.line_column(2), (1, 2), "inside a character");
        assert_eq!(text.line_column(12), (2, 1));
        assert_eq!(text.line_column(21), (2, 6));
        assert_eq!(text.line_column(9999), (3, 1));
        assert_eq!(text.line(2), "  '日本' x");
        assert_eq!(text.line(3), "");
        assert_eq!(text.line(9), "");
    }

    #[test]
    fn columns_of_long_lines_count_characters() {
        let text = SourceText::from(format!("a\n{}b", "é".repeat(5_000)));
        for (offset, column) in [
            (2, 1),
            (3, 1),
            (4, 2),
            (1026, 513),
            (1027, 513),
            (10_002, 5_001),
        ] {
            assert_eq!(text.line_column(offset), (2, column), "{offset}");
        }
    }

    #[test]
    fn empty_text() {
        let text = SourceText::from("");
        assert_eq!(text.line_column(0), (1, 1));
        assert_eq!(text.slice(Span::new(0, 1)), "");
    }

    #[test]
    fn slices_never_panic() {
        let text = SourceText::from("é");
        assert_eq!(text.slice(Span::new(0, 2)), "é");
        assert_eq!(text.slice(Span::new(0, 1)), "");
        assert_eq!(text.slice(Span::new(2, 1)), "");
        assert_eq!(text.slice(Span::new(5, 9)), "");
    }

    #[test]
    fn byte_order_mark_stays_and_has_no_column() {
        let text = SourceText::from("\u{feff}select");
        assert_eq!(text.bom_len(), 3);
        assert_eq!(text.as_str().len(), 9);
        assert_eq!(text.line_column(3), (1, 1));
    }

    #[test]
    fn invalid_utf8_has_its_offset() {
        let result = SourceText::from_bytes(b"ab\xffc");
        assert_eq!(result.err(), Some(InvalidUtf8 { offset: 2 }));
        assert!(SourceText::from_bytes(b"ab").is_ok());
    }
}
