//! SET of a parameter: `SET search_path TO a, b`, `SET app.user = 'x'`, `SET TIME ZONE 'UTC'`.

use crate::redshift::keyword::Keyword as K;
use crate::redshift::parse::{PResult, Parser};
use crate::redshift::statement::{Node, Set};
use crate::redshift::token::TokenKind;
use crate::redshift::tree::{Ident, Name};
use crate::span::Span;

impl Parser<'_> {
    /// SET [SESSION | LOCAL] parameter TO value; session authorization and characteristics are read as other statements.
    pub(super) fn set(&mut self) -> PResult<Node> {
        self.expect(K::Set)?;
        if (self.at(K::Session) || self.at(K::Local)) && !self.at_assignment(1) {
            self.bump();
        }
        let parameter = match self.eat_words(&[K::Time, K::Zone]) {
            Some(span) => one_part(span),
            None => {
                let name = self.parse_name()?;
                self.assignment_mark(&name)?;
                name
            }
        };
        let (value, single) = self.set_value()?;
        Ok(Node::Set(Set {
            parameter,
            value,
            single,
        }))
    }

    /// Whether TO or `=` stands at a distance.
    fn at_assignment(&self, ahead: usize) -> bool {
        let token = self.peek_at(ahead);
        token.keyword == K::To || token.kind == TokenKind::Eq
    }

    /// TO or `=`; AWS writes `SET timezone INTERVAL '-8 hours'` without either.
    fn assignment_mark(&mut self, name: &Name) -> PResult<()> {
        if self.at_assignment(0) {
            self.bump();
            return Ok(());
        }
        if self.at(K::Interval) && self.text(name.span).eq_ignore_ascii_case("timezone") {
            return Ok(());
        }
        Err(self.expected("`TO` or `=`"))
    }

    /// The values between commas, and whether it is one token.
    fn set_value(&mut self) -> PResult<(Span, bool)> {
        let start = self.peek().span;
        let before = self.mark();
        self.comma_list(Self::set_item)?;
        Ok((start.to(self.last_span()), self.mark() == before + 1))
    }

    fn set_item(&mut self) -> PResult<()> {
        if self.eat(K::Interval).is_none()
            && matches!(self.peek().kind, TokenKind::Minus | TokenKind::Plus)
        {
            self.bump();
        }
        let token = self.peek();
        let number = matches!(
            token.kind,
            TokenKind::Number | TokenKind::Decimal | TokenKind::Float
        );
        let word = matches!(token.kind, TokenKind::Word | TokenKind::QuotedIdent);
        let variable = matches!(token.kind, TokenKind::Placeholder | TokenKind::Param);
        if !(number || word || variable || token.kind.is_string()) {
            return Err(self.expected("a value"));
        }
        self.bump();
        Ok(())
    }
}

/// A name of one part that is not one token.
fn one_part(span: Span) -> Name {
    Name {
        parts: smallvec::smallvec![Ident {
            span,
            quoted: false,
            placeholder: false,
        }],
        span,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
    use super::super::testing::{fails, reads};
    use super::*;

    fn set(sql: &str) -> (Set, String, String) {
        match reads(sql) {
            Node::Set(set) => {
                let text = |span: Span| sql[span.range()].to_owned();
                let (parameter, value) = (text(set.parameter.span), text(set.value));
                (set, parameter, value)
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn parameters_and_values() {
        let (read, parameter, value) = set("SET search_path TO '$user', public");
        assert_eq!(
            (parameter.as_str(), value.as_str(), read.single),
            ("search_path", "'$user', public", false)
        );
        let (read, parameter, value) = set("SET SESSION app.user = 'x'");
        assert_eq!(
            (parameter.as_str(), value.as_str(), read.single),
            ("app.user", "'x'", true)
        );
        assert_eq!(set("SET seed TO -.5").2, "-.5");
        assert_eq!(set("SET enable_result_cache_for_session TO off").2, "off");
        assert_eq!(set("SET query_group TO DEFAULT").2, "DEFAULT");
        assert_eq!(set("SET LOCAL TIME ZONE 'UTC'").1, "TIME ZONE");
        assert_eq!(
            set("SET timezone INTERVAL '-8 hours'").2,
            "INTERVAL '-8 hours'"
        );
        assert_eq!(set("SET statement_timeout = {{ t }}").2, "{{ t }}");
    }

    #[test]
    fn sessions_are_other_statements() {
        assert!(matches!(
            reads("SET SESSION AUTHORIZATION u"),
            Node::Other(_)
        ));
        assert!(matches!(
            reads("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY"),
            Node::Other(_)
        ));
        assert_eq!(fails("SET a b").1, "b");
    }
}
