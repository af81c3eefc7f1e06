//! CREATE SCHEMA: `CREATE SCHEMA IF NOT EXISTS s AUTHORIZATION u QUOTA 50 GB`.

use crate::redshift::keyword::Keyword as K;
use crate::redshift::parse::{PResult, Parser};
use crate::redshift::statement::{CreateSchema, Node};
use crate::redshift::token::TokenKind;
use crate::span::Span;

impl Parser<'_> {
    /// CREATE SCHEMA; CREATE is the token here.
    pub(super) fn create_schema(&mut self) -> PResult<Node> {
        self.expect(K::Create)?;
        self.expect(K::Schema)?;
        let if_not_exists = self.if_not_exists();
        let name = if self.at(K::Authorization) {
            None
        } else {
            Some(self.parse_name()?)
        };
        let authorization = self.authorization()?;
        let quota = self.quota()?;
        let elements = self.schema_elements();
        Ok(Node::CreateSchema(CreateSchema {
            if_not_exists,
            name,
            authorization,
            quota,
            elements,
        }))
    }

    fn authorization(&mut self) -> PResult<Option<Span>> {
        let Some(start) = self.eat(K::Authorization) else {
            return Ok(None);
        };
        let user = self.parse_ident()?;
        Ok(Some(start.to(user.span)))
    }

    /// `QUOTA 50 GB`, `QUOTA UNLIMITED`.
    fn quota(&mut self) -> PResult<Option<Span>> {
        let Some(start) = self.eat(K::Quota) else {
            return Ok(None);
        };
        if let Some(end) = self.eat(K::Unlimited) {
            return Ok(Some(start.to(end)));
        }
        if !matches!(
            self.peek().kind,
            TokenKind::Number | TokenKind::Decimal | TokenKind::Placeholder
        ) {
            return Err(self.expected("a number or `UNLIMITED`"));
        }
        self.bump();
        if ["MB", "GB", "TB"].iter().any(|unit| self.at_word(unit)) {
            self.bump();
        }
        Ok(Some(start.to(self.last_span())))
    }

    /// CREATE TABLE, CREATE VIEW and GRANT without semicolons; they are not read.
    fn schema_elements(&mut self) -> Option<Span> {
        if !self.at(K::Create) && !self.at(K::Grant) {
            return None;
        }
        let start = self.peek().span;
        self.skip_to_end();
        Some(start.to(self.last_span()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
    use super::super::testing::{fails, reads};
    use super::*;

    fn schema(sql: &str) -> CreateSchema {
        match reads(sql) {
            Node::CreateSchema(schema) => schema,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn all_clauses() {
        let read = schema(
            "CREATE SCHEMA IF NOT EXISTS s AUTHORIZATION u QUOTA 0.5 GB CREATE TABLE t (a INT)",
        );
        assert!(
            read.if_not_exists
                && read.authorization.is_some()
                && read.quota.is_some()
                && read.elements.is_some()
        );
        assert!(schema("CREATE SCHEMA AUTHORIZATION u").name.is_none());
        assert!(
            schema("CREATE SCHEMA {{ s }} QUOTA UNLIMITED")
                .quota
                .is_some()
        );
    }

    #[test]
    fn the_rest_is_an_error() {
        assert_eq!(fails("CREATE SCHEMA s QUOTA much").1, "much");
        assert_eq!(fails("CREATE SCHEMA s AUTHORISATION u").1, "AUTHORISATION");
    }
}
