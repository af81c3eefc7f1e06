//! TRUNCATE: `TRUNCATE TABLE t`.

use crate::redshift::keyword::Keyword as K;
use crate::redshift::parse::{PResult, Parser};
use crate::redshift::statement::{Node, Truncate};
use crate::span::Span;

impl Parser<'_> {
    /// TRUNCATE; several tables and the words after them are PostgreSQL's.
    pub(super) fn truncate(&mut self) -> PResult<Node> {
        self.expect(K::Truncate)?;
        let table_keyword = self.eat(K::Table).is_some();
        let tables = self.comma_list(Self::parse_name)?;
        let rest = self.truncate_rest();
        Ok(Node::Truncate(Truncate {
            table_keyword,
            tables,
            rest,
        }))
    }

    /// RESTART IDENTITY, CONTINUE IDENTITY, CASCADE, RESTRICT.
    fn truncate_rest(&mut self) -> Option<Span> {
        let mut span = None;
        if (self.at_word("RESTART") || self.at(K::Continue))
            && self.peek_at(1).keyword == K::Identity
        {
            let start = self.bump().span;
            span = Some(start.to(self.bump().span));
        }
        match (span, self.behaviour()) {
            (Some(first), Some(last)) => Some(first.to(last)),
            (first, last) => first.or(last),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
    use super::super::testing::reads;
    use super::*;

    #[test]
    fn tables_and_rest() {
        let Node::Truncate(read) = reads("TRUNCATE TABLE a, s.b RESTART IDENTITY CASCADE") else {
            panic!("not TRUNCATE");
        };
        assert!(read.table_keyword && read.rest.is_some());
        assert_eq!(read.tables.len(), 2);
        assert!(
            matches!(reads("TRUNCATE a"), Node::Truncate(read) if !read.table_keyword && read.rest.is_none())
        );
    }
}
