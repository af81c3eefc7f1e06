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
            self.optional_columns()?
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
        match self.eat_words(&[K::Default, K::Values]) {
            Some(span) => Ok(InsertSource::DefaultValues(span)),
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
