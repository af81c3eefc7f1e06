//! Operators, punctuation, comments, and the placeholders that begin with an operator's byte.

use super::{Class, Lexer, class};
use crate::redshift::token::{CommentKind, TokenKind};

/// Operators by first byte, longer ones first.
fn operators(byte: u8) -> &'static [(&'static str, TokenKind)] {
    use TokenKind as T;
    match byte {
        b'(' => &[("(", T::LParen)],
        b')' => &[(")", T::RParen)],
        b'[' => &[("[", T::LBracket)],
        b']' => &[("]", T::RBracket)],
        b',' => &[(",", T::Comma)],
        b'.' => &[(".", T::Dot)],
        b';' => &[(";", T::Semicolon)],
        b':' => &[("::", T::DoubleColon), (":=", T::ColonEq), (":", T::Colon)],
        b'+' => &[("+", T::Plus)],
        b'-' => &[("-", T::Minus)],
        b'*' => &[("*", T::Star)],
        b'/' => &[("/", T::Slash)],
        b'%' => &[("%", T::Percent)],
        b'^' => &[("^", T::Caret)],
        b'=' => &[("=>", T::Arrow), ("=", T::Eq)],
        b'<' => &[
            ("<<", T::Shl),
            ("<=", T::LtEq),
            ("<>", T::NotEq),
            ("<", T::Lt),
        ],
        b'>' => &[(">>", T::Shr), (">=", T::GtEq), (">", T::Gt)],
        b'|' => &[
            ("||/", T::Cbrt),
            ("||", T::Concat),
            ("|/", T::Sqrt),
            ("|", T::Pipe),
        ],
        b'&' => &[("&", T::Amp)],
        b'#' => &[("#", T::Hash)],
        b'~' => &[
            ("~~*", T::ILikeOp),
            ("~~", T::LikeOp),
            ("~*", T::TildeStar),
            ("~", T::Tilde),
        ],
        b'!' => &[
            ("!~~*", T::NotILikeOp),
            ("!~~", T::NotLikeOp),
            ("!~*", T::NotTildeStar),
            ("!~", T::NotTilde),
            ("!=", T::NotEq),
            ("!", T::Bang),
        ],
        b'@' => &[("@", T::At)],
        _ => &[],
    }
}

impl Lexer<'_> {
    /// A token or comment that begins with an operator's byte.
    pub(super) fn operator(&mut self, byte: u8) {
        let special = match byte {
            b'-' if self.peek(1) == b'-' => self.line_comment(CommentKind::Line),
            b'/' if self.peek(1) == b'*' => self.block_comment(),
            b'\\' if self.new_line => self.line_comment(CommentKind::Psql),
            b'.' if class(self.peek(1)) == Class::Digit && !self.after_name() => {
                self.number_from_point()
            }
            b'(' => self.outer_join(),
            b'#' => self.temporary_name(),
            b':' => self.colon_placeholder(),
            b'%' => self.percent_placeholder(),
            b'?' => self.question_mark(),
            _ => false,
        };
        if !special {
            self.plain_operator(byte);
        }
    }

    fn plain_operator(&mut self, byte: u8) {
        let rest = self.rest_at(self.pos);
        for (text, kind) in operators(byte) {
            if rest.starts_with(text.as_bytes()) {
                if *kind == TokenKind::LBracket {
                    self.brackets += 1;
                } else if *kind == TokenKind::RBracket {
                    self.brackets = self.brackets.saturating_sub(1);
                }
                return self.push(*kind, self.pos + text.len());
            }
        }
        self.push(TokenKind::Other, self.pos + 1);
    }

    /// Whether a name or a bracket ends right before the current byte, so that a point is a path's: `a.1` is no number.
    fn after_name(&self) -> bool {
        self.out.tokens.last().is_some_and(|last| {
            last.span.end as usize == self.pos
                && matches!(
                    last.kind,
                    TokenKind::Word
                        | TokenKind::QuotedIdent
                        | TokenKind::Placeholder
                        | TokenKind::RBracket
                        | TokenKind::RParen
                        | TokenKind::Dot
                )
        })
    }

    fn number_from_point(&mut self) -> bool {
        self.number();
        true
    }

    fn line_comment(&mut self, kind: CommentKind) -> bool {
        let rest = self.rest_at(self.pos);
        let mut length = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        if length > 0 && rest.get(length - 1) == Some(&b'\r') {
            length -= 1;
        }
        self.comment(kind, self.pos + length);
        true
    }

    /// `/* … */`, nested as PostgreSQL allows.
    fn block_comment(&mut self) -> bool {
        let mut at = self.pos + 2;
        let mut depth = 1;
        while let Some(next) = memchr::memchr2(b'*', b'/', self.rest_at(at)) {
            at += next;
            match (self.byte_at(at), self.byte_at(at + 1)) {
                (b'*', b'/') => {
                    depth -= 1;
                    at += 2;
                    if depth == 0 {
                        self.comment(CommentKind::Block, at);
                        return true;
                    }
                }
                (b'/', b'*') => {
                    depth += 1;
                    at += 2;
                }
                _ => at += 1,
            }
        }
        self.comment(CommentKind::UnterminatedBlock, self.bytes.len());
        true
    }

    /// `(+)`, with blanks inside.
    fn outer_join(&mut self) -> bool {
        let blank = |at: usize| {
            let is_blank = |byte: &&u8| matches!(**byte, b' ' | b'\t');
            at + self.rest_at(at).iter().take_while(is_blank).count()
        };
        let plus = blank(self.pos + 1);
        if self.byte_at(plus) != b'+' {
            return false;
        }
        let close = blank(plus + 1);
        if self.byte_at(close) != b')' {
            return false;
        }
        self.push(TokenKind::OuterJoin, close + 1);
        true
    }

    /// `#temp` where a name can stand; `a #b` is exclusive or.
    fn temporary_name(&mut self) -> bool {
        let is_name =
            matches!(class(self.peek(1)), Class::Letter | Class::Brace) || self.peek(1) == b'#';
        if !is_name || self.after_operand() {
            return false;
        }
        let marks = if self.peek(1) == b'#' { 2 } else { 1 };
        let end = self.glue(self.word_end(self.pos + marks));
        if end == self.pos + marks {
            return false;
        }
        self.push(TokenKind::Word, end);
        true
    }
}
