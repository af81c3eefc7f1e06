//! Statements: which one it is, and a file for each.
//!
//! The first word decides; CREATE, ALTER, DROP and SET look further. What has no tree of its own is read by [`other`].

// Words and kinds of tokens are matched against the few that fit; a new word changes nothing here.
#![allow(clippy::wildcard_enum_match_arm)]

mod alter_table;
mod call;
mod column;
mod comment;
mod common;
mod copy;
mod create_materialized_view;
mod create_schema;
mod create_table;
mod create_view;
mod delete;
mod drop;
mod insert;
mod matching;
mod merge;
mod option_list;
mod other;
mod other_table;
mod set;
mod synopsis;
mod table_attribute;
#[cfg(test)]
mod testing;
mod tokens;
mod transaction;
mod truncate;
mod unload;
mod update;

use crate::redshift::keyword::Keyword as K;
use crate::redshift::parse::{PResult, Parser};
use crate::redshift::statement::{Explain, Node};
use crate::redshift::token::TokenKind;

impl Parser<'_> {
    /// A statement, alone or after EXPLAIN and PREPARE.
    pub(super) fn statement(&mut self) -> PResult<Node> {
        let token = self.peek();
        match token.kind {
            TokenKind::LParen => return Ok(Node::Query(self.parse_query()?)),
            TokenKind::Placeholder => return self.placeholder_statement(),
            _ => {}
        }
        match token.keyword {
            K::Select | K::Values | K::Table => Ok(Node::Query(self.parse_query()?)),
            K::With => self.with_statement(),
            K::Insert => self.insert(None),
            K::Update => self.update(None),
            K::Delete => self.delete(None),
            K::Merge => self.merge(),
            K::Copy if self.peek_at(1).keyword != K::Job => self.copy(),
            K::Unload => self.unload(),
            K::Comment => self.comment(),
            K::Truncate => self.truncate(),
            K::Call => self.call_procedure(),
            K::Explain => self.explain(),
            K::Create => self.create(),
            K::Alter if self.peek_at(1).keyword == K::Table => self.alter_table(),
            K::Drop => match self.drop()? {
                Some(node) => Ok(node),
                None => self.read_by_kind(),
            },
            _ => self.read_by_kind(),
        }
    }

    /// A statement of the table of others, SET, or the statements of transactions.
    fn read_by_kind(&mut self) -> PResult<Node> {
        if let Some(node) = self.other()? {
            return Ok(node);
        }
        if self.at(K::Set) {
            return self.set();
        }
        match self.transaction()? {
            Some(node) => Ok(node),
            None => Err(self.no_statement()),
        }
    }

    /// Words that may stand between CREATE and what is created, passed over.
    fn create(&mut self) -> PResult<Node> {
        let mut ahead = 1;
        while CREATE_WORDS.contains(&self.peek_at(ahead).keyword) {
            ahead += 1;
        }
        match self.peek_at(ahead).keyword {
            K::Table => self.create_table(),
            K::View => self.create_view(),
            K::Materialized => self.create_materialized_view(),
            K::Schema => self.create_schema(),
            _ => self.read_by_kind(),
        }
    }

    /// WITH before a query or before INSERT, UPDATE and DELETE.
    fn with_statement(&mut self) -> PResult<Node> {
        let with = Some(self.parse_with()?);
        match self.peek().keyword {
            K::Insert => self.insert(with),
            K::Update => self.update(with),
            K::Delete => self.delete(with),
            _ => Ok(Node::Query(self.parse_query_after(with)?)),
        }
    }

    /// EXPLAIN [VERBOSE] of a statement.
    fn explain(&mut self) -> PResult<Node> {
        self.expect(K::Explain)?;
        if self.eat(K::Analyze).is_none() {
            self.eat(K::Analyse);
        }
        self.eat(K::Verbose);
        if self.at(K::Explain) {
            return Err(self.expected("a statement to explain"));
        }
        let start = self.peek().span;
        self.nested(Self::statement)?;
        Ok(Node::Explain(Explain {
            inner: start.to(self.last_span()),
        }))
    }

    /// Placeholders alone stand for statements; before anything else one stands for a query.
    fn placeholder_statement(&mut self) -> PResult<Node> {
        let start = self.mark();
        while self.at_kind(TokenKind::Placeholder) {
            self.bump();
        }
        if self.at_end() {
            return Ok(Node::Placeholder);
        }
        self.reset(start);
        Ok(Node::Query(self.parse_query()?))
    }
}

/// What may stand between CREATE and TABLE, VIEW and so on.
const CREATE_WORDS: &[K] = &[
    K::Or,
    K::Replace,
    K::Local,
    K::Global,
    K::Temp,
    K::Temporary,
];

#[cfg(test)]
mod tests {
    #![allow(clippy::panic)]
    use super::testing::{fails, reads};
    use crate::redshift::statement::Node;

    #[test]
    fn with_leads_to_queries_and_to_changes() {
        assert!(matches!(
            reads("WITH a AS (SELECT 1) SELECT * FROM a"),
            Node::Query(_)
        ));
        assert!(matches!(
            reads("WITH a AS (SELECT 1) INSERT INTO t SELECT * FROM a"),
            Node::Insert(_)
        ));
        assert!(matches!(
            reads("WITH a AS (SELECT 1 AS b) UPDATE t SET c = 1 FROM a WHERE b = c"),
            Node::Update(_)
        ));
        assert!(matches!(
            reads("WITH RECURSIVE a(b) AS (SELECT 1) DELETE FROM t USING a WHERE b = c"),
            Node::Delete(_)
        ));
    }

    #[test]
    fn queries_in_parentheses_and_placeholders() {
        assert!(matches!(
            reads("(SELECT 1) UNION (SELECT 2)"),
            Node::Query(_)
        ));
        assert!(matches!(reads("{{ my_macro() }}"), Node::Placeholder));
        assert!(matches!(reads("{{ a() }} {{ b() }}"), Node::Placeholder));
    }

    #[test]
    fn explain_reads_its_statement() {
        let Node::Explain(explain) = reads("EXPLAIN VERBOSE DELETE FROM t") else {
            panic!("not EXPLAIN");
        };
        assert_eq!(explain.inner.range(), 16..29);
        assert_eq!(fails("EXPLAIN TRUNCATE t u").1, "u");
        assert_eq!(fails("EXPLAIN EXPLAIN SELECT 1").1, "EXPLAIN");
    }

    #[test]
    fn what_is_left_over_is_an_error_at_its_first_token() {
        assert_eq!(fails("TRUNCATE t u").1, "u");
        assert_eq!(fails("COMMIT now").1, "now");
        assert_eq!(fails("DROP TABLE a CASCADE b").1, "b");
    }

    #[test]
    fn misspelt_verbs() {
        let (code, at, help) = fails("SELCT 1");
        assert_eq!((code.as_str(), at.as_str()), ("RS0004", "SELCT"));
        assert!(help.contains("SELECT"), "{help}");
        let (code, at, help) = fails("CREATE TALBE t (a INT)");
        assert_eq!((code.as_str(), at.as_str()), ("RS0004", "TALBE"));
        assert!(help.contains("TABLE"), "{help}");
        assert_eq!(fails("frobnicate the table").0.as_str(), "RS0001");
    }
}
