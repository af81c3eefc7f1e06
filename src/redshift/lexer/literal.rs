//! Strings, quoted names, dollar quotes and numbers.
//!
//! Redshift keeps the rule of PostgreSQL 8: a backslash in `'…'` is an escape, so `'it\'s'` is one string.

use super::{Class, Lexer, class, is_word};
use crate::redshift::token::{CommentKind, TokenKind};
use crate::span::{Span, offset};

impl Lexer<'_> {
    /// A token that begins with `'`, `"` or `$`.
    pub(super) fn quoted(&mut self, byte: u8) {
        match byte {
            b'\'' => self.string(TokenKind::String, self.pos + 1),
            b'"' => self.quoted_ident(),
            _ => self.dollar(),
        }
    }

    /// `E'…'` and `x'…'`; `false` when the letter before the quote means nothing.
    pub(super) fn prefixed_string(&mut self) -> bool {
        let kind = match self.peek(0) {
            b'e' | b'E' => TokenKind::EscapeString,
            b'x' | b'X' => TokenKind::HexString,
            _ => return false,
        };
        self.string(kind, self.pos + 2);
        true
    }

    /// A string whose text begins at `from`.
    fn string(&mut self, kind: TokenKind, from: usize) {
        match self.quote_end(b'\'', from) {
            Some(end) if self.new_line && self.continues_string(kind) => self.extend_last(end),
            Some(end) => self.push(kind, end),
            None => self.push(TokenKind::UnterminatedString, self.bytes.len()),
        }
    }

    /// Whether a string on a new line goes on with the one before it: `'a'` and `'b'` on the next line are `'ab'`.
    fn continues_string(&self, kind: TokenKind) -> bool {
        let Some(last) = self.out.tokens.last() else {
            return false;
        };
        let is_text = matches!(last.kind, TokenKind::String | TokenKind::EscapeString);
        let comments = self.out.comments.iter().rev();
        let mut between = comments.take_while(|comment| comment.span.start >= last.span.end);
        is_text
            && kind == TokenKind::String
            && between.all(|comment| comment.kind == CommentKind::Line)
    }

    fn extend_last(&mut self, end: usize) {
        if let Some(last) = self.out.tokens.last_mut() {
            last.span = Span::new(last.span.start, offset(end));
        }
        self.pos = end;
        self.new_line = false;
    }

    fn quoted_ident(&mut self) {
        match self.quote_end(b'"', self.pos + 1) {
            Some(end) => self.push(TokenKind::QuotedIdent, end),
            None => self.push(TokenKind::UnterminatedIdent, self.bytes.len()),
        }
    }

    /// The position after the closing quote. A doubled quote and templates (`'{{ var('d') }}'`) are part of the text, and so
    /// is what follows a backslash in a string.
    pub(super) fn quote_end(&self, quote: u8, from: usize) -> Option<usize> {
        let mut at = from;
        loop {
            at += memchr::memchr3(quote, b'\\', b'{', self.rest_at(at))?;
            match self.byte_at(at) {
                b'\\' if quote == b'\'' => at += 2,
                b'\\' => at += 1,
                b'{' => at = self.template_in_literal(at),
                _ if self.byte_at(at + 1) == quote => at += 2,
                _ => return Some(at + 1),
            }
        }
    }

    /// `$1`, `$tag$ … $tag$`, or a dollar sign that means nothing.
    fn dollar(&mut self) {
        match self.peek(1) {
            b'0'..=b'9' => {
                let digits = self.digits_end(self.pos + 1);
                self.push(TokenKind::Param, digits);
            }
            b'{' => self.brace(),
            _ => self.dollar_string(),
        }
    }

    fn dollar_string(&mut self) {
        let is_tag = |byte: &&u8| is_word(**byte) && **byte != b'$';
        let tag = self.rest_at(self.pos + 1).iter().take_while(is_tag).count();
        let body = self.pos + tag + 2;
        if self.byte_at(body - 1) != b'$' {
            return self.push(TokenKind::Other, self.pos + 1);
        }
        let delimiter = self.bytes.get(self.pos..body).unwrap_or_default();
        match memchr::memmem::find(self.rest_at(body), delimiter) {
            Some(length) => self.push(TokenKind::DollarString, body + length + delimiter.len()),
            None => self.push(TokenKind::UnterminatedDollar, self.bytes.len()),
        }
    }

    fn digits_end(&self, at: usize) -> usize {
        let digits = self
            .rest_at(at)
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        at + digits
    }

    /// A number that begins with a digit, or with a point before a digit. `1..5` is `1`, `.`, `.`, `5`.
    pub(super) fn number(&mut self) {
        let mut end = self.digits_end(self.pos);
        let mut kind = TokenKind::Number;
        if self.byte_at(end) == b'.' && self.byte_at(end + 1) != b'.' {
            kind = TokenKind::Decimal;
            end = self.digits_end(end + 1);
        }
        if matches!(self.byte_at(end), b'e' | b'E') {
            let sign = usize::from(matches!(self.byte_at(end + 1), b'+' | b'-'));
            if class(self.byte_at(end + 1 + sign)) == Class::Digit {
                kind = TokenKind::Float;
                end = self.digits_end(end + 1 + sign);
            }
        }
        self.push(kind, end);
    }
}
