//! UPDATE: `UPDATE t AS a SET c = 1, d = DEFAULT FROM s WHERE s.id = a.id`.

use crate::redshift::keyword::Keyword as K;
use crate::redshift::parse::{PResult, Parser};
use crate::redshift::statement::{Assignment, Node, Update};
use crate::redshift::token::TokenKind;
use crate::redshift::tree::{Expr, ExprId, Name, With};

impl Parser<'_> {
    /// UPDATE, after WITH where one stands before it.
    pub(super) fn update(&mut self, with: Option<With>) -> PResult<Node> {
        self.expect(K::Update)?;
        let table = self.parse_name()?;
        let alias = self.target_alias()?;
        let set = self.expect(K::Set)?;
        let assignments = self.assignments()?;
        let set_span = set.to(self.last_span());
        let (from, from_span) = self.from_clause(K::From)?;
        let (selection, where_span) = self.clause(K::Where)?;
        Ok(Node::Update(Update {
            with,
            table,
            alias,
            assignments,
            set_span,
            from,
            from_span,
            selection,
            where_span,
        }))
    }

    /// `c = e, (a, b) = (query)`.
    pub(super) fn assignments(&mut self) -> PResult<Vec<Assignment>> {
        self.comma_list(Self::assignment)
    }

    fn assignment(&mut self) -> PResult<Assignment> {
        let start = self.peek().span;
        let columns = self.assigned_columns()?;
        self.expect_kind(TokenKind::Eq)?;
        let value = self.value_or_default()?;
        Ok(Assignment {
            columns,
            value,
            span: start.to(self.last_span()),
        })
    }

    fn assigned_columns(&mut self) -> PResult<Vec<Name>> {
        if !self.at_kind(TokenKind::LParen) {
            return Ok(vec![self.parse_name()?]);
        }
        let (columns, _) = self.in_parens(|parser| parser.comma_list(Self::parse_name))?;
        Ok(columns)
    }

    /// An expression, or DEFAULT in its place.
    pub(super) fn value_or_default(&mut self) -> PResult<ExprId> {
        match self.eat(K::Default) {
            Some(span) => Ok(self.tree.expr(Expr::Default, span)),
            None => self.parse_expr(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
    use super::super::testing::{fails, reads};
    use super::*;

    fn update(sql: &str) -> Update {
        match reads(sql) {
            Node::Update(update) => update,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn all_clauses() {
        let read = update(
            "UPDATE s.t AS a SET b = 1, a.c = DEFAULT, (d, e) = (SELECT 1, 2) FROM u, v WHERE u.id = a.id",
        );
        assert_eq!(read.assignments.len(), 3);
        assert_eq!(read.assignments[2].columns.len(), 2);
        assert_eq!(read.from.len(), 2);
        assert!(read.selection.is_some() && read.where_span.is_some());
        assert!(read.alias.unwrap().1.is_some());
    }

    #[test]
    fn set_is_no_alias() {
        assert!(update("UPDATE t SET b = 1").alias.is_none());
        assert!(update("UPDATE t x SET b = 1").alias.is_some());
        assert_eq!(fails("UPDATE t SET b == 1").1, "=");
        assert_eq!(fails("UPDATE t SET b = 1 RETURNING b").1, "RETURNING");
    }
}
