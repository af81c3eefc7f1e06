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
        let (using, using_span) = self.from_after(K::Using)?;
        let (selection, where_span) = self.optional_where()?;
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
