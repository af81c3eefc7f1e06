//! How lines end: what is made anew in a text of `\r\n` has such lines too.

use std::borrow::Cow;

/// How the lines of a source end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lines {
    /// With `\r\n`, all of them.
    Returns,
    /// With `\n`, or not alike.
    Plain,
}

impl Lines {
    /// How the lines of a text end.
    pub fn of_source(text: &str) -> Self {
        let bytes = text.as_bytes();
        let is_after_return = |at: usize| at > 0 && bytes.get(at - 1) == Some(&b'\r');
        let first = memchr::memchr(b'\n', bytes);
        if first.is_some_and(is_after_return)
            && memchr::memchr_iter(b'\n', bytes).all(is_after_return)
        {
            Self::Returns
        } else {
            Self::Plain
        }
    }

    /// A text with such lines.
    pub fn of(self, text: &str) -> Cow<'_, str> {
        if self == Self::Returns && text.contains('\n') {
            Cow::Owned(text.replace("\r\n", "\n").replace('\n', "\r\n"))
        } else {
            Cow::Borrowed(text)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_as_those_of_the_source() {
        assert_eq!(Lines::of_source("a\r\nb\r\n").of("c\nd\r\n"), "c\r\nd\r\n");
        for text in ["a", "a\nb", "a\r\nb\n", "\n"] {
            assert_eq!(Lines::of_source(text).of("c\nd"), "c\nd", "{text:?}");
        }
    }
}
