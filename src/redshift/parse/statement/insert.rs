//! INSERT: `INSERT INTO t (a, b) VALUES (1, DEFAULT)`, `INSERT INTO t (SELECT …)`, `INSERT INTO t DEFAULT VALUES`.

use crate::redshift::keyword::Keyword as K;
use crate::redshift::parse::{PResult, Parser};
use crate::redshift::statement::{Insert, InsertSource, Node};
use crate::redshift::token::TokenKind;
use crate::redshift::tree::With;

impl Parser<'_> {
    /// INSERT, after WITH where one stands before it.
    pub(super) fn insert(&mut self, with: Option<With>) -> PResult<Node> {
        self.expect(K::Insert)?;
        self.expect(K::Into)?;
        let table = self.parse_name()?;
        let alias = if self.eat(K::As).is_some() {
            Some(self.parse_ident()?)
        } else {
            None
        };
        let (columns, columns_span) = if self.at_parenthesised_query() {
            (Vec::new(), None)
        } else {
            self.optional_column_list()?
        };
        let source = self.insert_source()?;
        Ok(Node::Insert(Insert {
            with,
            table,
            alias,
            columns,
            columns_span,
            source,
        }))
    }

    fn insert_source(&mut self) -> PResult<InsertSource> {
        match self.eat(K::Default) {
            Some(start) => Ok(InsertSource::DefaultValues(
                start.to(self.expect(K::Values)?),
            )),
            None => Ok(InsertSource::Query(self.parse_query()?)),
        }
    }

    /// Whether a query in parentheses stands here, and not a column list.
    fn at_parenthesised_query(&self) -> bool {
        if !self.at_kind(TokenKind::LParen) {
            return false;
        }
        let next = self.peek_at(1);
        matches!(next.keyword, K::Select | K::With | K::Values) || next.kind == TokenKind::LParen
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
    use super::super::testing::{fails, reads};
    use super::*;

    fn insert(sql: &str) -> Insert {
        match reads(sql) {
            Node::Insert(insert) => insert,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn columns_and_values() {
        let read = insert("INSERT INTO s.t (a, \"b\") VALUES (1, DEFAULT), (2, 3)");
        assert_eq!(read.columns.len(), 2);
        assert!(read.columns_span.is_some());
        assert!(matches!(read.source, InsertSource::Query(_)));
    }

    #[test]
    fn parentheses_can_hold_the_query() {
        assert!(insert("INSERT INTO t (SELECT 1)").columns.is_empty());
        assert!(insert("INSERT INTO t ((SELECT 1))").columns.is_empty());
        assert_eq!(insert("INSERT INTO t (a) (SELECT 1)").columns.len(), 1);
        assert_eq!(
            insert("INSERT INTO t ({{ cols }}) SELECT 1").columns.len(),
            1
        );
    }

    #[test]
    fn placeholders_stand_for_table_and_query() {
        assert!(insert("INSERT INTO {{ t }} {{ query }}").columns.is_empty());
        assert_eq!(
            insert("INSERT INTO ${s}.t (a) {{ query }}").columns.len(),
            1
        );
    }

    #[test]
    fn default_values() {
        assert!(matches!(
            insert("INSERT INTO t DEFAULT VALUES").source,
            InsertSource::DefaultValues(_)
        ));
        assert_eq!(fails("INSERT INTO t DEFAULT VALUE").1, "VALUE");
    }
}
