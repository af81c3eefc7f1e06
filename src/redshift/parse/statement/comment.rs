//! COMMENT: `COMMENT ON COLUMN t.c IS 'text'`.

use crate::redshift::keyword::Keyword as K;
use crate::redshift::parse::{PResult, Parser};
use crate::redshift::statement::{Comment, CommentTarget as Target, Node};
use crate::redshift::token::TokenKind;

/// What COMMENT can be on.
const TARGETS: &[(&[K], Target)] = &[
    (&[K::Table], Target::Table),
    (&[K::Column], Target::Column),
    (&[K::View], Target::View),
    (&[K::Materialized, K::View], Target::View),
    (&[K::Schema], Target::Schema),
    (&[K::Database], Target::Other),
    (&[K::Constraint], Target::Other),
    (&[K::Function], Target::Other),
    (&[K::Procedure], Target::Other),
    (&[K::Index], Target::Other),
    (&[K::Sequence], Target::Other),
    (&[K::Type], Target::Other),
];

impl Parser<'_> {
    /// COMMENT ON an object.
    pub(super) fn comment(&mut self) -> PResult<Node> {
        self.expect(K::Comment)?;
        self.expect(K::On)?;
        let target = self.comment_target()?;
        let name = self.parse_name()?;
        if self.at_kind(TokenKind::LParen) {
            self.skip_parens()?;
        }
        if self.eat(K::On).is_some() {
            self.parse_name()?;
        }
        self.expect(K::Is)?;
        let text = match self.eat(K::Null) {
            Some(span) => span,
            None => self.string_value()?,
        };
        Ok(Node::Comment(Comment { target, name, text }))
    }

    fn comment_target(&mut self) -> PResult<Target> {
        for (words, target) in TARGETS {
            if self.eat_words(words).is_some() {
                return Ok(*target);
            }
        }
        Err(self.expected_word(&[
            "TABLE",
            "COLUMN",
            "VIEW",
            "SCHEMA",
            "DATABASE",
            "CONSTRAINT",
        ]))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
    use super::super::testing::{fails, reads};
    use super::*;

    #[test]
    fn targets() {
        for (sql, target) in [
            ("COMMENT ON TABLE s.t IS 'x'", Target::Table),
            ("COMMENT ON COLUMN t.c IS NULL", Target::Column),
            ("COMMENT ON CONSTRAINT k ON t IS 'x'", Target::Other),
            ("COMMENT ON VIEW v IS {{ text }}", Target::View),
        ] {
            assert!(
                matches!(reads(sql), Node::Comment(read) if read.target == target),
                "{sql}"
            );
        }
        assert_eq!(fails("COMMENT ON TABEL t IS 'x'").0.as_str(), "RS0004");
    }
}
