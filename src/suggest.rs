//! Did you mean …: the nearest of the words that could have stood where another one stands.

/// Beyond this many edits two words are not taken for one another.
const FARTHEST: usize = 2;

/// The candidate nearest to a word in any case and not the word itself, at most [`FARTHEST`] edits away and nearer than half of the
/// word's letters. An edit inserts, removes or replaces a letter, or swaps two neighbours.
pub(crate) fn nearest<'c>(
    word: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    let word = word.to_ascii_uppercase();
    let limit = FARTHEST.min(word.len().saturating_sub(1) / 2);
    candidates
        .into_iter()
        .filter(|candidate| candidate.len().abs_diff(word.len()) <= limit)
        .map(|candidate| {
            let distance = strsim::osa_distance(&word, &candidate.to_ascii_uppercase());
            (distance, candidate)
        })
        .filter(|(distance, _)| (1..=limit).contains(distance))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
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
    fn the_case_does_not_matter() {
        assert_eq!(nearest("INTGER", ["integer"]), Some("integer"));
        assert_eq!(nearest("Integer", ["INTEGER"]), None);
    }
}
