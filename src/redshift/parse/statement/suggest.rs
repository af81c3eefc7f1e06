//! Did you mean …: the nearest of the words that could have stood where another one stands.

/// Beyond this many edits two words are not taken for one another.
const FARTHEST: usize = 2;

/// The candidate nearest to a word and not the word itself, at most [`FARTHEST`] edits away and nearer than half of the word's letters.
pub(in crate::redshift::parse) fn nearest<'c>(
    word: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    let word = word.to_ascii_uppercase();
    let limit = FARTHEST.min(word.len().saturating_sub(1) / 2);
    candidates
        .into_iter()
        .filter(|candidate| candidate.len().abs_diff(word.len()) <= limit)
        .map(|candidate| (distance(word.as_bytes(), candidate.as_bytes()), candidate))
        .filter(|(distance, _)| (1..=limit).contains(distance))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// How many insertions, removals, replacements and swaps of neighbours make one word of the other.
fn distance(from: &[u8], to: &[u8]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (index, byte) in from.iter().enumerate() {
        let next = next_row(index, *byte, from, to, &row, &before);
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or(0)
}

/// The next row of the edit table, from the last one and the one before it.
fn next_row(
    index: usize,
    byte: u8,
    from: &[u8],
    to: &[u8],
    row: &[usize],
    before: &[usize],
) -> Vec<usize> {
    let at =
        |values: &[usize], column: usize| values.get(column).copied().unwrap_or(usize::MAX / 2);
    let mut next = vec![index + 1];
    for (column, other) in to.iter().enumerate() {
        let replaced = at(row, column) + usize::from(byte != *other);
        let mut cost = replaced
            .min(at(row, column + 1) + 1)
            .min(at(&next, column) + 1);
        let swapped = column > 0
            && index > 0
            && to.get(column - 1) == Some(&byte)
            && from.get(index - 1) == Some(other);
        if swapped {
            cost = cost.min(at(before, column - 1) + 1);
        }
        next.push(cost);
    }
    next
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPTIONS: [&str; 4] = ["IGNOREHEADER", "ESCAPE", "CSV", "GZIP"];

    #[test]
    fn near_words_are_found() {
        assert_eq!(nearest("ignoreheder", OPTIONS), Some("IGNOREHEADER"));
        assert_eq!(nearest("ESCPAE", OPTIONS), Some("ESCAPE"));
        assert_eq!(nearest("gzp", OPTIONS), Some("GZIP"));
        assert_eq!(nearest("escaped", OPTIONS), Some("ESCAPE"));
    }

    #[test]
    fn far_and_short_words_are_not() {
        assert_eq!(nearest("parquet", OPTIONS), None);
        assert_eq!(nearest("as", OPTIONS), None);
        assert_eq!(nearest("", OPTIONS), None);
    }

    #[test]
    fn distances() {
        assert_eq!(distance(b"ABC", b"ABC"), 0);
        assert_eq!(distance(b"ABC", b"ACB"), 1);
        assert_eq!(distance(b"", b"AB"), 2);
        assert_eq!(distance(b"KITTEN", b"SITTING"), 3);
    }
}
