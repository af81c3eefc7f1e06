//! Tokens and comments: kinds and byte ranges, nothing copied.

use super::keyword::Keyword;
use crate::span::Span;

/// What the lexer read: all tokens, the last of them [`TokenKind::Eof`], and the comments between them.
#[derive(Clone, Debug, Default)]
pub struct Lexed {
    /// The tokens in order.
    pub tokens: Vec<Token>,
    /// The comments in order.
    pub comments: Vec<Comment>,
}

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Which word it is, where it is a word that the grammar knows.
    pub keyword: Keyword,
    /// Where it stands.
    pub span: Span,
}

impl Token {
    /// Whether a template placeholder is part of it; `text` is the token's own text.
    ///
    /// Plain words hold neither braces nor per cent signs; in literals and quoted names a placeholder is what a template
    /// engine would replace: `{{ x }}`, `{% x %}`, `${x}`, `{x}`, `%(x)s`, and a literal that is `%s` and nothing else.
    pub fn has_placeholder(&self, text: &str) -> bool {
        if self.kind == TokenKind::Word {
            // Words are short: a plain loop is faster than a search for the bytes.
            return text.bytes().any(|byte| matches!(byte, b'{' | b'%'));
        }
        self.kind == TokenKind::Placeholder
            || (self.kind.is_quoted() && literal_has_placeholder(text))
    }
}

/// Whether a literal or quoted name holds something that a template engine would replace.
fn literal_has_placeholder(text: &str) -> bool {
    let body = text.trim_matches(['\'', '"']);
    if body == "%s" {
        return true;
    }
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b'{', b'%', bytes)
        .any(|at| starts_placeholder(bytes.get(at..).unwrap_or_default()))
}

/// Whether bytes that begin with `{` or `%` begin with `{{`, `{%`, `{name}` or `%(name)s`.
fn starts_placeholder(bytes: &[u8]) -> bool {
    let (close, rest): (&[u8], &[u8]) = match bytes {
        [b'{', b'{' | b'%' | b'#', ..] => return true,
        [b'%', b'(', rest @ ..] => (b")s", rest),
        [b'{', rest @ ..] => (b"}", rest),
        _ => return false,
    };
    let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-');
    let name = rest.iter().take_while(is_name).count();
    name > 0 && rest.get(name..).is_some_and(|rest| rest.starts_with(close))
}

/// Kinds of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// An identifier or keyword: `select`, `orders_2`, `#temp`, `tbl_{{ ds }}_x`.
    Word,
    /// `"name"`.
    QuotedIdent,
    /// `'…'`.
    String,
    /// `E'…'`.
    EscapeString,
    /// `$$…$$`, `$tag$…$tag$`.
    DollarString,
    /// `x'…'`.
    HexString,
    /// Digits only.
    Number,
    /// `1.5`, `.5`, `1.`.
    Decimal,
    /// `1e3`.
    Float,
    /// `$1`.
    Param,
    /// A template placeholder that stands alone: `{{ x }}`, `${x}`, `{x}`, `:x`, `%s`, `%(x)s`, `?`.
    Placeholder,
    /// `(`
    LParen,
    /// `)`
    RParen,
    /// `[`
    LBracket,
    /// `]`
    RBracket,
    /// `,`
    Comma,
    /// `.`
    Dot,
    /// `;`
    Semicolon,
    /// `:`
    Colon,
    /// `::`
    DoubleColon,
    /// `:=`
    ColonEq,
    /// `=>`
    Arrow,
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Star,
    /// `/`
    Slash,
    /// `%`
    Percent,
    /// `^`
    Caret,
    /// `=`
    Eq,
    /// `<`
    Lt,
    /// `>`
    Gt,
    /// `<=`
    LtEq,
    /// `>=`
    GtEq,
    /// `<>` and `!=`
    NotEq,
    /// `||`
    Concat,
    /// `&`
    Amp,
    /// `|`
    Pipe,
    /// `#`
    Hash,
    /// `~`
    Tilde,
    /// `~*`
    TildeStar,
    /// `!~`
    NotTilde,
    /// `!~*`
    NotTildeStar,
    /// `~~`
    LikeOp,
    /// `!~~`
    NotLikeOp,
    /// `~~*`
    ILikeOp,
    /// `!~~*`
    NotILikeOp,
    /// `<<`
    Shl,
    /// `>>`
    Shr,
    /// `@`
    At,
    /// `|/`
    Sqrt,
    /// `||/`
    Cbrt,
    /// `!`
    Bang,
    /// `(+)`, with or without blanks inside
    OuterJoin,
    /// A byte that begins no token.
    Other,
    /// A string without its end; it goes to the end of the text.
    UnterminatedString,
    /// A quoted name without its end.
    UnterminatedIdent,
    /// A dollar-quoted string without its end.
    UnterminatedDollar,
    /// The end of the text.
    Eof,
}

impl TokenKind {
    /// Whether it is a string or a quoted name: what a template may stand inside of.
    pub const fn is_quoted(self) -> bool {
        self.is_string() || matches!(self, Self::QuotedIdent | Self::HexString)
    }

    /// Whether it is a string constant in any notation.
    pub const fn is_string(self) -> bool {
        matches!(self, Self::String | Self::EscapeString | Self::DollarString)
    }

    /// The text of the token, where all tokens of the kind have one text; otherwise a name for messages.
    pub const fn describe(self) -> &'static str {
        match self {
            Self::Word => "a word",
            Self::QuotedIdent => "a quoted name",
            Self::String | Self::EscapeString | Self::DollarString => "a string",
            Self::HexString => "a hex string",
            Self::Number | Self::Decimal | Self::Float => "a number",
            Self::Param => "a parameter",
            Self::Placeholder => "a placeholder",
            Self::LParen => "`(`",
            Self::RParen => "`)`",
            Self::LBracket => "`[`",
            Self::RBracket => "`]`",
            Self::Comma => "`,`",
            Self::Dot => "`.`",
            Self::Semicolon => "`;`",
            Self::Colon => "`:`",
            Self::DoubleColon => "`::`",
            Self::ColonEq => "`:=`",
            Self::Arrow => "`=>`",
            Self::Plus => "`+`",
            Self::Minus => "`-`",
            Self::Star => "`*`",
            Self::Slash => "`/`",
            Self::Percent => "`%`",
            Self::Caret => "`^`",
            Self::Eq => "`=`",
            Self::Lt => "`<`",
            Self::Gt => "`>`",
            Self::LtEq => "`<=`",
            Self::GtEq => "`>=`",
            Self::NotEq => "`<>`",
            Self::Concat => "`||`",
            Self::Amp => "`&`",
            Self::Pipe => "`|`",
            Self::Hash => "`#`",
            Self::Tilde => "`~`",
            Self::TildeStar => "`~*`",
            Self::NotTilde => "`!~`",
            Self::NotTildeStar => "`!~*`",
            Self::LikeOp => "`~~`",
            Self::NotLikeOp => "`!~~`",
            Self::ILikeOp => "`~~*`",
            Self::NotILikeOp => "`!~~*`",
            Self::Shl => "`<<`",
            Self::Shr => "`>>`",
            Self::At => "`@`",
            Self::Sqrt => "`|/`",
            Self::Cbrt => "`||/`",
            Self::Bang => "`!`",
            Self::OuterJoin => "`(+)`",
            Self::Other => "a character that SQL does not use",
            Self::UnterminatedString => "a string without its end",
            Self::UnterminatedIdent => "a quoted name without its end",
            Self::UnterminatedDollar => "a dollar-quoted string without its end",
            Self::Eof => "the end of the text",
        }
    }
}

/// A comment, with the token that it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment {
    /// What it is.
    pub kind: CommentKind,
    /// Where it stands, without the line end.
    pub span: Span,
    /// The index of its token: the one before it on its line, else the one after it.
    pub token: u32,
    /// It stands before its token.
    pub before: bool,
}

/// Kinds of comments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CommentKind {
    /// `-- …` to the end of the line.
    Line,
    /// `/* … */`, which may nest.
    Block,
    /// `/* …` without its end; it goes to the end of the text.
    UnterminatedBlock,
    /// `{% … %}`, `{# … #}` and dbt's `{{ config(…) }}`, which print nothing.
    Template,
    /// A line that begins with a backslash: a command of psql.
    Psql,
}
