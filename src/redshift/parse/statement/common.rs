//! What the statements share: lists, names, values, parentheses, and errors that know the words that could have stood there.

use super::option_list::{OPTION, Spec, options};
use super::tokens::Tokens;
use crate::diagnostic::{Code, Diagnostic};
use crate::redshift::keyword::Keyword as K;
use crate::redshift::parse::{PResult, ParseError, Parser};
use crate::redshift::statement::CopyOption;
use crate::redshift::token::TokenKind;
use crate::redshift::tree::{Ident, QueryId};
use crate::span::Span;
use crate::suggest::nearest;

impl Parser<'_> {
    /// IF NOT EXISTS.
    pub(super) fn if_not_exists(&mut self) -> bool {
        self.eat_words(&[K::If, K::Not, K::Exists]).is_some()
    }

    /// CASCADE or RESTRICT.
    pub(super) fn behaviour(&mut self) -> Option<Span> {
        self.eat(K::Cascade).or_else(|| self.eat(K::Restrict))
    }

    /// A string, or what stands for one.
    pub(super) fn string_value(&mut self) -> PResult<Span> {
        match self.eat_string_value() {
            Some(span) => Ok(span),
            None => Err(self.expected("a string")),
        }
    }

    /// A string, or what stands for one, where it stands.
    pub(super) fn eat_string_value(&mut self) -> Option<Span> {
        let token = self.peek();
        let fits = token.kind.is_string()
            || matches!(token.kind, TokenKind::Placeholder | TokenKind::Param);
        fits.then(|| self.bump().span)
    }

    /// All tokens up to the end of the statement.
    pub(super) fn skip_to_end(&mut self) {
        while !self.at_end() {
            self.bump();
        }
    }

    /// The alias of the table of UPDATE, DELETE or MERGE.
    pub(super) fn target_alias(&mut self) -> PResult<Option<(Ident, Option<Span>)>> {
        let as_span = self.eat(K::As);
        let token = self.peek();
        let is_alias = match token.kind {
            TokenKind::QuotedIdent | TokenKind::Placeholder => true,
            TokenKind::Word => !token.keyword.is_reserved() && token.keyword != K::Set,
            _ => false,
        };
        if as_span.is_none() && !is_alias {
            return Ok(None);
        }
        Ok(Some((self.parse_ident()?, as_span)))
    }

    /// The query of a view or table, and the parentheses around all of it.
    pub(super) fn defining_query(&mut self) -> PResult<(QueryId, Option<Span>)> {
        if !self.parentheses_hold_all() {
            return Ok((self.parse_query()?, None));
        }
        let (query, parentheses) = self.in_parens(Self::parse_query)?;
        Ok((query, Some(parentheses)))
    }

    /// Whether a parenthesis stands here whose partner ends the query: the end of the statement or WITH follows.
    fn parentheses_hold_all(&mut self) -> bool {
        let start = self.mark();
        let holds = self.at_kind(TokenKind::LParen)
            && self.skip_parens().is_ok()
            && (self.at_end() || self.at(K::With) || self.at_kind(TokenKind::RParen));
        self.reset(start);
        holds
    }

    /// The options of COPY or UNLOAD, to the end of the statement.
    pub(super) fn option_list(
        &mut self,
        statement: &str,
        specs: &'static [Spec],
    ) -> PResult<Vec<CopyOption>> {
        let start = self.mark();
        let mut rest = Vec::new();
        while !self.at_end() {
            rest.push(self.bump());
        }
        let text = self.text(Span::new(0, self.last_span().end));
        let refusal = match options(Tokens::new(text, &rest), specs) {
            Ok(options) => return Ok(options),
            Err(refusal) => refusal,
        };
        self.reset(start + rest.len().saturating_sub(refusal.rest));
        if refusal.expected != OPTION {
            return Err(self.expected(refusal.expected));
        }
        let first_words = specs.iter().filter_map(|spec| spec.words.first().copied());
        let words: Vec<&str> = first_words.chain(["FORMAT"]).collect();
        Err(self.unexpected_word(&format!("an option of `{statement}`"), &words))
    }

    /// One of these words was expected.
    pub(super) fn expected_word(&self, words: &[&str]) -> ParseError {
        let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
        self.unexpected_word(&quoted.join(", "), words)
    }

    /// The token here is not what was expected; where it is nearly one of the words, that one is suggested.
    pub(super) fn unexpected_word(&self, expected: &str, words: &[&str]) -> ParseError {
        let token = self.peek();
        let firsts = words
            .iter()
            .map(|words| words.split(' ').next().unwrap_or_default());
        let near = match token.kind {
            TokenKind::Word => nearest(self.text(token.span), firsts),
            _ => None,
        };
        match near {
            Some(word) => self.unknown_word(expected, word),
            None => self.expected(expected),
        }
    }

    /// The word here is misspelt.
    pub(super) fn unknown_word(&self, expected: &str, near: &str) -> ParseError {
        let span = self.peek().span;
        let message = format!("expected {expected}, found `{}`", self.text(span));
        let help = format!("`{near}` may be meant");
        Box::new(Diagnostic::new(Code::RS0004, span, vec![message, help]))
    }
}
