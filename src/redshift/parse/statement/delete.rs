//! DELETE: `DELETE FROM t USING s WHERE s.id = t.id`; FROM may be left out.

use crate::redshift::keyword::Keyword as K;
use crate::redshift::parse::{PResult, Parser};
use crate::redshift::statement::{Delete, Node};
use crate::redshift::tree::With;

impl Parser<'_> {
    /// DELETE, after WITH where one stands before it.
    pub(super) fn delete(&mut self, with: Option<With>) -> PResult<Node> {
        self.expect(K::Delete)?;
        let from_keyword = self.eat(K::From);
        let table = self.parse_name()?;
        let alias = self.target_alias()?;
        let (using, using_span) = self.from_clause(K::Using)?;
        let (selection, where_span) = self.clause(K::Where)?;
        Ok(Node::Delete(Delete {
            with,
            from_keyword,
            table,
            alias,
            using,
            using_span,
            selection,
            where_span,
        }))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
    use super::super::testing::reads;
    use super::*;

    fn delete(sql: &str) -> Delete {
        match reads(sql) {
            Node::Delete(delete) => delete,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn from_may_be_left_out() {
        assert!(delete("DELETE t WHERE a = 1").from_keyword.is_none());
        assert!(delete("DELETE FROM t").selection.is_none());
    }

    #[test]
    fn using_and_alias() {
        let read = delete("DELETE FROM t a USING s, u WHERE s.id = a.id");
        assert_eq!(read.using.len(), 2);
        assert!(read.alias.is_some());
        assert!(delete("DELETE FROM t USING s").alias.is_none());
    }
}
