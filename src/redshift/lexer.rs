//! The lexer: text → tokens and comments.
//!
//! One pass over the bytes, by the class of each token's first byte. It never fails: what is no token becomes
//! [`TokenKind::Other`] or one of the unterminated kinds. Template placeholders are tokens (`placeholder`), comments are
//! not: they attach to tokens.

mod literal;
mod operator;
mod placeholder;
#[cfg(test)]
mod tests;

use super::keyword::Keyword;
use super::token::{Comment, CommentKind, Lexed, Token, TokenKind};
use crate::span::{Span, offset};
use placeholder::Dead;

/// A byte order mark.
const BOM: [u8; 3] = [0xef, 0xbb, 0xbf];

/// Reads all tokens of a text. A byte order mark is blank.
pub fn lex(text: &str) -> Lexed {
    Lexer::new(text.as_bytes(), 0).run()
}

/// Reads the tokens of a part of a text, such as the body of a procedure; spans count from the start of the whole text.
pub fn lex_range(text: &str, part: Span) -> Lexed {
    let upto = text
        .get(..part.range().end.min(text.len()))
        .unwrap_or_default();
    Lexer::new(upto.as_bytes(), part.range().start).run()
}

/// What a byte can begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Blank,
    NewLine,
    /// A letter, an underscore, or a byte of a character beyond ASCII.
    Letter,
    Digit,
    Quote,
    Operator,
    Brace,
    Other,
}

/// The class of every byte.
static CLASSES: [Class; 256] = classes();

const fn classes() -> [Class; 256] {
    let mut table = [Class::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        #[allow(clippy::indexing_slicing)] // evaluated by the compiler
        {
            table[byte] = class_of(byte as u8);
        }
        byte += 1;
    }
    table
}

const fn class_of(byte: u8) -> Class {
    match byte {
        b' ' | b'\t' | b'\r' | 0x0b | 0x0c => Class::Blank,
        b'\n' => Class::NewLine,
        b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.. => Class::Letter,
        b'0'..=b'9' => Class::Digit,
        b'\'' | b'"' | b'$' => Class::Quote,
        b'{' => Class::Brace,
        b'(' | b')' | b'[' | b']' | b',' | b'.' | b';' | b':' | b'+' | b'-' | b'*' | b'/'
        | b'%' | b'^' | b'=' | b'<' | b'>' | b'|' | b'&' | b'#' | b'~' | b'!' | b'@' | b'?'
        | b'\\' => Class::Operator,
        _ => Class::Other,
    }
}

fn class(byte: u8) -> Class {
    CLASSES
        .get(usize::from(byte))
        .copied()
        .unwrap_or(Class::Other)
}

/// Whether a byte continues a word.
fn is_word(byte: u8) -> bool {
    matches!(class(byte), Class::Letter | Class::Digit) || byte == b'$'
}

/// The state of a run over a text.
struct Lexer<'t> {
    bytes: &'t [u8],
    pos: usize,
    out: Lexed,
    /// There was a line end since the last token.
    new_line: bool,
    /// How many `[` are open: inside, `:` after an operand is a slice.
    brackets: u32,
    /// Searches that are known to find nothing any more, so that none is repeated.
    dead: Dead,
}

impl<'t> Lexer<'t> {
    fn new(bytes: &'t [u8], pos: usize) -> Self {
        Self {
            bytes,
            pos,
            out: Lexed {
                tokens: Vec::with_capacity(bytes.len().saturating_sub(pos) / 5 + 1),
                comments: Vec::new(),
            },
            new_line: true,
            brackets: 0,
            dead: Dead::default(),
        }
    }

    fn run(mut self) -> Lexed {
        while let Some(&byte) = self.bytes.get(self.pos) {
            match class(byte) {
                Class::Blank => self.pos += 1,
                Class::NewLine => {
                    self.pos += 1;
                    self.new_line = true;
                }
                Class::Letter => self.word(),
                Class::Digit => self.number(),
                Class::Quote => self.quoted(byte),
                Class::Operator => self.operator(byte),
                Class::Brace => self.brace(),
                Class::Other => self.push(TokenKind::Other, self.pos + 1),
            }
        }
        self.push(TokenKind::Eof, self.pos);
        self.out
    }

    /// The byte at a distance from the current one; zero beyond the end.
    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.pos + ahead).copied().unwrap_or(0)
    }

    fn byte_at(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    fn rest_at(&self, at: usize) -> &'t [u8] {
        self.bytes.get(at..).unwrap_or_default()
    }

    /// Adds the token from the current byte up to `end`.
    fn push(&mut self, kind: TokenKind, end: usize) {
        self.push_keyword(kind, Keyword::None, end);
    }

    fn push_keyword(&mut self, kind: TokenKind, keyword: Keyword, end: usize) {
        self.out.tokens.push(Token {
            kind,
            keyword,
            span: Span::new(offset(self.pos), offset(end)),
        });
        self.pos = end;
        self.new_line = false;
    }

    /// Adds the comment from the current byte up to `end`.
    fn comment(&mut self, kind: CommentKind, end: usize) {
        let count = self.out.tokens.len();
        let before = self.new_line || count == 0;
        self.out.comments.push(Comment {
            kind,
            span: Span::new(offset(self.pos), offset(end)),
            token: offset(if before { count } else { count - 1 }),
            before,
        });
        if memchr::memchr(b'\n', self.bytes.get(self.pos..end).unwrap_or_default()).is_some() {
            self.new_line = true;
        }
        self.pos = end;
    }

    /// Whether the last token can end an operand, so that what follows is an operator.
    fn after_operand(&self) -> bool {
        let Some(last) = self.out.tokens.last() else {
            return false;
        };
        if last.kind == TokenKind::Word {
            return ends_operand(last.keyword);
        }
        last.kind.is_quoted()
            || matches!(
                last.kind,
                TokenKind::RParen
                    | TokenKind::RBracket
                    | TokenKind::Number
                    | TokenKind::Decimal
                    | TokenKind::Float
                    | TokenKind::Param
                    | TokenKind::Placeholder
            )
    }

    /// The first position from `at` on that does not continue a word.
    fn word_end(&self, at: usize) -> usize {
        let length = self
            .rest_at(at)
            .iter()
            .take_while(|byte| is_word(**byte))
            .count();
        at + length
    }

    fn word(&mut self) {
        if self.peek(0) == BOM[0] && self.rest_at(self.pos).starts_with(&BOM) {
            self.pos += 3;
            return;
        }
        if self.peek(1) == b'\'' && self.prefixed_string() {
            return;
        }
        let end = self.word_end(self.pos);
        let keyword = Keyword::lookup(self.bytes.get(self.pos..end).unwrap_or_default());
        if matches!(self.byte_at(end), b'{' | b'%') && !keyword.is_reserved() {
            let glued = self.glue(end);
            if glued > end {
                return self.push(TokenKind::Word, glued);
            }
        }
        self.push_keyword(TokenKind::Word, keyword, end);
    }
}

/// Whether a word can end an operand: names and constants do, reserved words and the verbs and nouns before a name do not.
fn ends_operand(keyword: Keyword) -> bool {
    use Keyword as K;
    if keyword.is_reserved() {
        return matches!(
            keyword,
            K::Null
                | K::True
                | K::False
                | K::End
                | K::Sysdate
                | K::User
                | K::CurrentDate
                | K::CurrentTime
                | K::CurrentTimestamp
                | K::CurrentUser
                | K::CurrentUserId
                | K::SessionUser
                | K::Localtime
                | K::Localtimestamp
                | K::Timestamp
        );
    }
    !matches!(
        keyword,
        K::By
            | K::Call
            | K::Copy
            | K::Database
            | K::Delete
            | K::Execute
            | K::Exists
            | K::Function
            | K::IamRole
            | K::Insert
            | K::Maxerror
            | K::Perform
            | K::Procedure
            | K::Region
            | K::Replace
            | K::Return
            | K::Role
            | K::Schema
            | K::Set
            | K::Truncate
            | K::Unload
            | K::Update
            | K::Use
            | K::Vacuum
            | K::Values
            | K::View
    )
}
