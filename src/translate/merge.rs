//! Puts the translations of the readings of a statement together: `A {% if x %} B {% endif %}` of one reading, `A {% if x %}   {% endif %}` of
//! the other.

use super::branches::{Branches, Reading};
use super::tags::Tag;

/// Why the translations of the readings cannot be put together.
pub(super) type Reason = &'static str;

/// The translations of the readings, put together segment by segment.
#[derive(Debug)]
pub(super) struct Merge<'b, 't> {
    branches: &'b Branches<'t>,
    found: Vec<Option<String>>,
}

impl<'b, 't> Merge<'b, 't> {
    /// Nothing yet.
    pub fn new(branches: &'b Branches<'t>) -> Self {
        let found = branches.segments.iter().map(|_| None).collect();
        Self { branches, found }
    }

    /// Adds the translation of a reading.
    pub fn add(&mut self, reading: &Reading, output: &str) -> Result<(), Reason> {
        let mut rest = output;
        let tags = reading.tags.iter().map(Some).chain([None]);
        for ((segment, taken), tag) in reading.segments.iter().zip(tags) {
            let text = match tag {
                None => rest,
                Some(tag) => {
                    let (text, after) = rest.split_once(tag.as_str()).ok_or("a tag is lost")?;
                    rest = after;
                    text
                }
            };
            self.segment(*segment, *taken, text)?;
        }
        Ok(())
    }

    fn segment(&mut self, index: usize, taken: bool, text: &str) -> Result<(), Reason> {
        if !taken {
            return if text.trim().is_empty() {
                Ok(())
            } else {
                Err("it moves out of a branch")
            };
        }
        match self.found.get_mut(index) {
            Some(Some(before)) if !same_text(before, text) => {
                Err("it depends on the branch how the rest is translated")
            }
            Some(slot @ None) => {
                *slot = Some(text.to_owned());
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// The text with the tags of the original.
    pub fn finish(self) -> Result<String, Reason> {
        let Branches {
            text,
            tags,
            segments,
            ..
        } = self.branches;
        let mut merged = String::new();
        let mut before: Option<&Tag<'_>> = None;
        let tags = tags.iter().map(Some).chain([None]);
        for ((found, segment), tag) in self.found.iter().zip(segments).zip(tags) {
            let source = text.get(segment.range()).unwrap_or_default();
            match found {
                // Templates stay as they are.
                Some(text) if in_string(before) && !same_text(text, source) => {
                    return Err("the text in an inline if would become another");
                }
                Some(_) if in_string(before) => merged.push_str(source),
                Some(text) => merged.push_str(text),
                None if source.trim().is_empty() => merged.push_str(source),
                None => return Err("no choice of branches is a statement"),
            }
            merged.push_str(
                tag.and_then(|tag| text.get(tag.span.range()))
                    .unwrap_or_default(),
            );
            before = tag;
        }
        Ok(merged)
    }
}

/// Whether what stands behind a tag is the text of a string.
fn in_string(before: Option<&Tag<'_>>) -> bool {
    before.is_some_and(|tag| tag.inline && tag.word != "endif")
}

/// Whether two texts are the same but for blanks.
fn same_text(one: &str, two: &str) -> bool {
    let visible = |text: &'_ str| {
        text.chars()
            .filter(|c| !c.is_whitespace())
            .collect::<String>()
    };
    one == two || visible(one) == visible(two)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::super::branches::tests::branches;
    use super::*;

    #[test]
    fn translations_are_put_together_or_not() {
        let text = "a {% if x %} b {% else %} c {% endif %} d";
        let branches = branches(text).unwrap();
        let readings = branches.readings().unwrap();
        let mut merge = Merge::new(&branches);
        merge
            .add(&readings[0], "A {% if x %} B {% else %}   {% endif %} D")
            .unwrap();
        assert!(
            merge
                .add(&readings[1], "A {% if x %}   {% else %} C {% endif %} E")
                .is_err()
        );
        let mut merge = Merge::new(&branches);
        merge
            .add(&readings[0], "A {% if x %} B {% else %}   {% endif %} D")
            .unwrap();
        merge
            .add(&readings[1], "A {% if x %}   {% else %} C {% endif %} D")
            .unwrap();
        assert_eq!(
            merge.finish().unwrap(),
            "A {% if x %} B {% else %} C {% endif %} D"
        );
    }
}
