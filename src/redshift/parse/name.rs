//! Names: identifiers, dotted names, column lists and aliases.

use smallvec::smallvec;

use super::PResult;
use super::parser::Parser;
use crate::redshift::keyword::Keyword as K;
use crate::redshift::token::{Token, TokenKind};
use crate::redshift::tree::{Alias, Ident, Name};
use crate::span::Span;

/// Words of Redshift's reserved list that no clause of a query uses: they are read as names, as PostgreSQL does. Tables whose
/// columns are called `timestamp`, `tag` or `oid` exist, and nothing else can be meant.
const HARMLESS: &[K] = &[
    K::Aes128,
    K::Aes256,
    K::Allowoverwrite,
    K::Array,
    K::Az64,
    K::Backup,
    K::Blanksasnull,
    K::Bytedict,
    K::Bzip2,
    K::Credentials,
    K::Deflate,
    K::Defrag,
    K::Delta,
    K::Delta32k,
    K::Disable,
    K::Emptyasnull,
    K::Enable,
    K::Encrypt,
    K::Encryption,
    K::Explicit,
    K::Globaldict256,
    K::Globaldict64k,
    K::Gzip,
    K::Identity,
    K::Lun,
    K::Luns,
    K::Lzo,
    K::Lzop,
    K::Mostly16,
    K::Mostly32,
    K::Mostly8,
    K::New,
    K::Offline,
    K::Oid,
    K::Old,
    K::Open,
    K::Parallel,
    K::Percent,
    K::Permissions,
    K::Raw,
    K::Readratio,
    K::Recover,
    K::Rejectlog,
    K::Resort,
    K::Restore,
    K::Snapshot,
    K::System,
    K::Tag,
    K::Tdes,
    K::Text255,
    K::Text32k,
    K::Timestamp,
    K::Truncatecolumns,
    K::Wallet,
];

/// Reserved words that samples and templates use as names of what they do not know: `SELECT column FROM table`. Redshift wants
/// quotes around them, but where a name must stand nothing else can be meant; the lowering says that they were read so.
const PLACE_NAMES: &[K] = &[K::Table, K::Column];

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
        let mut first = match self.place_name() {
            Some(name) => name,
            None => self.parse_ident()?,
        };
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

    /// Reads one of the reserved words that can only be meant as a name here, and notes it.
    pub(super) fn place_name(&mut self) -> Option<Ident> {
        let token = self.peek();
        PLACE_NAMES.contains(&token.keyword).then(|| {
            self.tree.reserved_names.push(token.span);
            self.take_ident()
        })
    }

    /// Reads the rest of a dotted name. A star after a point is left where it is.
    pub(super) fn name_after(&mut self, first: Ident) -> PResult<Name> {
        let mut parts = smallvec![first];
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
            return !token.keyword.is_reserved() || HARMLESS.contains(&token.keyword);
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
        parts: smallvec![ident],
        span: ident.span,
    }
}
