//! Byte ranges of the source text: how every stage says where something stands.

use serde::Serialize;
use std::ops::Range;

/// A range of bytes, from `start` up to and without `end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Span {
    /// The offset of the first byte.
    pub start: u32,
    /// The offset after the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` up to `end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The span of a range of `usize` offsets. Offsets beyond 4 GiB saturate.
    pub fn from_range(range: Range<usize>) -> Self {
        Self::new(offset(range.start), offset(range.end))
    }

    /// How many bytes it covers.
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether it covers no byte.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The smallest span that covers both.
    pub fn to(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// Whether the other span lies inside this one.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The empty span at the end of this one.
    pub const fn after(self) -> Self {
        Self::new(self.end, self.end)
    }

    /// As a range of `usize`, for slicing.
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// An offset as spans store it; saturates beyond 4 GiB.
pub fn offset(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn covers_and_contains() {
        let a = Span::new(2, 5);
        let b = Span::new(7, 9);
        assert_eq!(a.to(b), Span::new(2, 9));
        assert_eq!(b.to(a), Span::new(2, 9));
        assert!(a.to(b).contains(b));
        assert!(!a.contains(b));
        assert_eq!(a.len(), 3);
        assert!(a.after().is_empty());
        assert_eq!(Span::new(5, 2).len(), 0);
    }

    #[test]
    fn ranges() {
        assert_eq!(Span::from_range(1..4).range(), 1..4);
        assert_eq!(offset(usize::MAX), u32::MAX);
    }
}
