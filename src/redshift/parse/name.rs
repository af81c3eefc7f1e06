//! Names: identifiers, dotted names, column lists and aliases.

use super::PResult;
use super::parser::Parser;
use crate::redshift::keyword::Keyword as K;
use crate::redshift::token::{Token, TokenKind};
use crate::redshift::tree::{Alias, Ident, Name};
use crate::span::Span;

impl Parser<'_> {
    /// Reads an identifier: a word that is not reserved, a quoted name, or a placeholder in braces.
    pub fn parse_ident(&mut self) -> PResult<Ident> {
        if !self.at_ident() {
            return Err(self.expected("a name"));
        }
        Ok(self.take_ident())
    }

    /// Reads an identifier where any word can stand: after AS and after a point.
    pub fn parse_label(&mut self) -> PResult<Ident> {
        let kind = self.peek().kind;
        if kind != TokenKind::Word && !self.at_ident() {
            return Err(self.expected("a name"));
        }
        Ok(self.take_ident())
    }

    /// Reads a dotted name: `t`, `s.t`, `db.s.t`, `db@catalog.s.t`.
    pub fn parse_name(&mut self) -> PResult<Name> {
        let mut first = self.parse_ident()?;
        let at = self.peek().span;
        if self.at_kind(TokenKind::At)
            && at.start == first.span.end
            && self.peek_at(1).span.start == at.end
        {
            self.bump();
            first.span = first.span.to(self.parse_ident()?.span);
        }
        self.name_after(first)
    }

    /// Reads the rest of a dotted name. A star after a point is left where it is.
    pub(super) fn name_after(&mut self, first: Ident) -> PResult<Name> {
        let mut parts = vec![first];
        while self.at_kind(TokenKind::Dot) && self.peek_at(1).kind != TokenKind::Star {
            self.bump();
            parts.push(self.parse_label()?);
        }
        let span = first.span.to(self.last_span());
        Ok(Name { parts, span })
    }

    /// Whether an identifier is next.
    pub fn at_ident(&self) -> bool {
        self.is_ident(self.peek())
    }

    /// Whether a token can be an identifier.
    pub(super) fn is_ident(&self, token: Token) -> bool {
        if token.kind == TokenKind::Word {
            return !token.keyword.is_reserved();
        }
        token.kind == TokenKind::QuotedIdent
            || (token.kind == TokenKind::Placeholder && self.is_name_placeholder(token.span))
    }

    /// Whether a placeholder can stand for a name: `{{ x }}`, `${x}`, `{x}`, `:x`, `%(x)s`, but not `?`.
    fn is_name_placeholder(&self, span: Span) -> bool {
        self.text(span) != "?"
    }

    pub(super) fn take_ident(&mut self) -> Ident {
        let token = self.bump();
        Ident {
            span: token.span,
            quoted: token.kind == TokenKind::QuotedIdent,
            placeholder: token.has_placeholder(self.text(token.span)),
        }
    }

    /// Takes the next word as a name of one part.
    pub(super) fn one_part_name(&mut self) -> Name {
        single(self.take_ident())
    }

    /// Reads `(a, b)`; the span covers the parentheses.
    pub fn parse_columns(&mut self) -> PResult<(Vec<Ident>, Span)> {
        self.in_parens(|parser| parser.comma_list(Self::parse_ident))
    }

    /// Reads `[AS] alias`. Without AS, a word that can go on with the statement is no alias.
    pub(super) fn optional_alias(&mut self, stops: &[K]) -> PResult<Option<Alias>> {
        if let Some(as_span) = self.eat(K::As) {
            let name = self.parse_label()?;
            let as_span = Some(as_span);
            return Ok(Some(Alias { name, as_span }));
        }
        if !self.at_bare_alias(stops) {
            return Ok(None);
        }
        let name = self.take_ident();
        Ok(Some(Alias {
            name,
            as_span: None,
        }))
    }

    /// Whether an alias without AS is next.
    pub(super) fn at_bare_alias(&self, stops: &[K]) -> bool {
        let token = self.peek();
        let braces = || self.text(token.span).starts_with(['{', '$']);
        self.at_ident()
            && !stops.contains(&token.keyword)
            && (token.kind != TokenKind::Placeholder || braces())
    }
}

/// The name of one identifier.
pub(super) fn single(ident: Ident) -> Name {
    Name {
        parts: vec![ident],
        span: ident.span,
    }
}
