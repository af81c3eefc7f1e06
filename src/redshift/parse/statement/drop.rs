//! DROP of what BigQuery has too: `DROP TABLE IF EXISTS a, b CASCADE`, `DROP FUNCTION f(int)`.

use crate::redshift::keyword::Keyword as K;
use crate::redshift::parse::{PResult, Parser};
use crate::redshift::statement::{Drop, DropKind, Node};
use crate::redshift::token::TokenKind;

/// The words after DROP.
const KINDS: &[(&[K], DropKind)] = &[
    (&[K::Table], DropKind::Table),
    (&[K::View], DropKind::View),
    (&[K::Materialized, K::View], DropKind::MaterializedView),
    (&[K::Schema], DropKind::Schema),
    (&[K::Function], DropKind::Function),
    (&[K::Procedure], DropKind::Procedure),
    (&[K::Model], DropKind::Model),
];

impl Parser<'_> {
    /// DROP of a kind of [`KINDS`]; `None` for others.
    pub(super) fn drop(&mut self) -> PResult<Option<Node>> {
        let start = self.mark();
        self.expect(K::Drop)?;
        for (words, kind) in KINDS {
            if let Some(kind_span) = self.eat_words(words) {
                return self.dropped(*kind, kind_span).map(Some);
            }
        }
        self.reset(start);
        Ok(None)
    }

    fn dropped(&mut self, kind: DropKind, kind_span: crate::span::Span) -> PResult<Node> {
        let if_exists = self.eat_words(&[K::If, K::Exists]).is_some();
        let mut signatures = Vec::new();
        let routine = matches!(kind, DropKind::Function | DropKind::Procedure);
        let names = self.comma_list(|parser| {
            let name = parser.parse_name()?;
            if routine && parser.at_kind(TokenKind::LParen) {
                signatures.push(parser.skip_parens()?);
            }
            Ok(name)
        })?;
        let external_database = match kind {
            DropKind::Schema => self.eat_words(&[K::Drop, K::External, K::Database]),
            DropKind::Table
            | DropKind::View
            | DropKind::MaterializedView
            | DropKind::Function
            | DropKind::Procedure
            | DropKind::Model => None,
        };
        let behaviour = self.behaviour();
        let cascade = behaviour.is_some_and(|span| self.text(span).eq_ignore_ascii_case("CASCADE"));
        Ok(Node::Drop(Drop {
            kind,
            kind_span,
            if_exists,
            names,
            signatures,
            external_database,
            behaviour,
            cascade,
        }))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
    use super::super::testing::{fails, reads};
    use super::*;

    fn dropped(sql: &str) -> Drop {
        match reads(sql) {
            Node::Drop(read) => read,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn names_and_behaviour() {
        let read = dropped("DROP TABLE IF EXISTS a, s.b CASCADE");
        assert!(read.if_exists && read.cascade);
        assert_eq!(read.names.len(), 2);
        assert!(!dropped("DROP VIEW v RESTRICT").cascade);
        assert_eq!(
            dropped("DROP MATERIALIZED VIEW v").kind,
            DropKind::MaterializedView
        );
        assert!(
            dropped("DROP SCHEMA s DROP EXTERNAL DATABASE CASCADE")
                .external_database
                .is_some()
        );
    }

    #[test]
    fn signatures_of_routines() {
        let read = dropped("DROP FUNCTION f(int, varchar(10)), g() RESTRICT");
        assert_eq!((read.names.len(), read.signatures.len()), (2, 2));
        assert_eq!(fails("DROP TABLE f(int)").1, "(");
    }

    #[test]
    fn others_are_read_by_kind() {
        assert!(matches!(reads("DROP USER IF EXISTS u"), Node::Other(_)));
        assert_eq!(fails("DROP TABL t").1, "TABL");
    }
}
