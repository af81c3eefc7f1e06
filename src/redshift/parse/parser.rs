//! The parser's hands: looking at tokens, taking them, and saying what was expected.

use super::{PResult, ParseError};
use crate::diagnostic::{Code, Diagnostic};
use crate::redshift::keyword::Keyword;
use crate::redshift::statement::Node;
use crate::redshift::token::{Token, TokenKind};
use crate::redshift::tree::Tree;
use crate::span::Span;
use crate::suggest::nearest;

/// Reads the tokens of one statement (or of a part of one) into a [`Tree`].
#[derive(Debug)]
pub struct Parser<'t> {
    text: &'t str,
    tokens: &'t [Token],
    pos: usize,
    /// What was read.
    pub tree: Tree,
    /// How deep the reading methods are nested now.
    pub(super) depth: u32,
    /// How tall the trees are that the innermost method on `nested` has read so far.
    pub(super) height: u32,
    /// The limit for `depth` and `height` together.
    pub(super) max_nesting: u32,
}

/// What a template can be read as.
const TEMPLATE_HELP: &str = "a template may stand for a name, a value, a condition or a list; write clauses between `{% if %}` and `{% endif %}`";

/// How much of a token a message shows.
const EXCERPT: usize = 30;

impl<'t> Parser<'t> {
    /// A parser of these tokens, whose spans point into the text.
    pub fn new(text: &'t str, tokens: &'t [Token], max_nesting: u32) -> Self {
        Self::with_tree(text, tokens, max_nesting, Tree::default())
    }

    /// A parser that reads into the memory of a tree that nobody needs any more.
    pub fn with_tree(text: &'t str, tokens: &'t [Token], max_nesting: u32, mut tree: Tree) -> Self {
        let length = match tokens.last() {
            Some(last) if last.kind == TokenKind::Eof => tokens.len() - 1,
            _ => tokens.len(),
        };
        tree.reset(length);
        Self {
            text,
            tokens: tokens.get(..length).unwrap_or(tokens),
            pos: 0,
            tree,
            depth: 0,
            height: 0,
            max_nesting,
        }
    }

    /// Reads a statement that takes up all tokens.
    pub(super) fn whole_statement(&mut self) -> PResult<Node> {
        let node = self.statement()?;
        self.expect_end()?;
        Ok(node)
    }

    /// Fails where tokens are left.
    pub fn expect_end(&self) -> PResult<()> {
        if self.at_end() {
            return Ok(());
        }
        Err(self.expected("the end of the statement"))
    }

    /// The text of a span.
    pub fn text(&self, span: Span) -> &'t str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// Whether all tokens are taken.
    pub fn at_end(&self) -> bool {
        self.pos >= self.tokens.len()
    }

    /// The next token; [`TokenKind::Eof`] at the end.
    pub fn peek(&self) -> Token {
        self.peek_at(0)
    }

    /// The token at a distance from the next one.
    pub fn peek_at(&self, ahead: usize) -> Token {
        match self.tokens.get(self.pos + ahead) {
            Some(token) => *token,
            None => self.end_token(),
        }
    }

    fn end_token(&self) -> Token {
        Token {
            kind: TokenKind::Eof,
            keyword: Keyword::None,
            span: self
                .tokens
                .last()
                .map(|last| last.span.after())
                .unwrap_or_default(),
        }
    }

    /// Whether the next token is this keyword.
    pub fn at(&self, keyword: Keyword) -> bool {
        self.peek().keyword == keyword
    }

    /// Whether the next token is of this kind.
    pub fn at_kind(&self, kind: TokenKind) -> bool {
        self.peek().kind == kind
    }

    /// Whether the next tokens are these keywords.
    pub fn at_words(&self, keywords: &[Keyword]) -> bool {
        let mut ahead = keywords.iter().enumerate();
        ahead.all(|(index, keyword)| self.peek_at(index).keyword == *keyword)
    }

    /// Whether the next token is this word, in any case; for words that are no keywords.
    pub fn at_word(&self, word: &str) -> bool {
        let token = self.peek();
        token.kind == TokenKind::Word && self.text(token.span).eq_ignore_ascii_case(word)
    }

    /// Takes the next token; stays at the end.
    pub fn bump(&mut self) -> Token {
        let token = self.peek();
        if !self.at_end() {
            self.pos += 1;
        }
        token
    }

    /// Takes the keyword where it is next, and says where it stood.
    pub fn eat(&mut self, keyword: Keyword) -> Option<Span> {
        self.at(keyword).then(|| self.bump().span)
    }

    /// Takes a token of this kind where it is next.
    pub fn eat_kind(&mut self, kind: TokenKind) -> Option<Span> {
        self.at_kind(kind).then(|| self.bump().span)
    }

    /// Takes the keywords where they are next, all or none.
    pub fn eat_words(&mut self, keywords: &[Keyword]) -> Option<Span> {
        if !self.at_words(keywords) {
            return None;
        }
        let start = self.peek().span;
        self.pos += keywords.len();
        Some(start.to(self.last_span()))
    }

    /// Takes the keyword, or fails.
    pub fn expect(&mut self, keyword: Keyword) -> PResult<Span> {
        match self.eat(keyword) {
            Some(span) => Ok(span),
            None => Err(self.expected(&format!("`{}`", keyword.as_str()))),
        }
    }

    /// Takes a token of this kind, or fails.
    pub fn expect_kind(&mut self, kind: TokenKind) -> PResult<Span> {
        match self.eat_kind(kind) {
            Some(span) => Ok(span),
            None => Err(self.expected(kind.describe())),
        }
    }

    /// The span of the token taken last.
    pub fn last_span(&self) -> Span {
        let last = self
            .pos
            .checked_sub(1)
            .and_then(|last| self.tokens.get(last));
        last.map(|token| token.span).unwrap_or_default()
    }

    /// Where the parser is, for [`Self::reset`].
    pub fn mark(&self) -> usize {
        self.pos
    }

    /// Goes back to a mark.
    pub fn reset(&mut self, mark: usize) {
        self.pos = mark;
    }

    /// Reads one or more things between commas.
    pub fn comma_list<T>(
        &mut self,
        mut item: impl FnMut(&mut Self) -> PResult<T>,
    ) -> PResult<Vec<T>> {
        let mut items = vec![item(self)?];
        while self.eat_kind(TokenKind::Comma).is_some() {
            items.push(item(self)?);
        }
        Ok(items)
    }

    /// Reads something between parentheses; the span covers them.
    pub fn in_parens<T>(
        &mut self,
        inner: impl FnOnce(&mut Self) -> PResult<T>,
    ) -> PResult<(T, Span)> {
        let open = self.expect_kind(TokenKind::LParen)?;
        let value = inner(self)?;
        let close = self.expect_kind(TokenKind::RParen)?;
        Ok((value, open.to(close)))
    }

    /// Takes a balanced pair of parentheses with everything inside. A comma with nothing beside it is an error.
    pub fn skip_parens(&mut self) -> PResult<Span> {
        let open = self.expect_kind(TokenKind::LParen)?;
        let mut depth = 1_u32;
        let mut last = TokenKind::LParen;
        while depth > 0 {
            let token = self.peek();
            if token.kind == TokenKind::Eof {
                return Err(self.expected("`)`"));
            }
            if matches!(
                (last, token.kind),
                (TokenKind::LParen | TokenKind::Comma, TokenKind::Comma)
                    | (TokenKind::Comma, TokenKind::RParen)
            ) {
                return Err(self.expected("an item of the list"));
            }
            last = self.bump().kind;
            if token.kind == TokenKind::LParen {
                depth += 1;
            } else if token.kind == TokenKind::RParen {
                depth -= 1;
            }
        }
        Ok(open.to(self.last_span()))
    }

    /// The error that something else was expected where the parser is.
    pub fn expected(&self, expected: &str) -> ParseError {
        let token = self.peek();
        if let Some(open) = unterminated(token.kind) {
            let mark = Span::new(token.span.start, token.span.start + 1);
            return Box::new(Diagnostic::new(Code::RS0002, mark, vec![open.to_owned()]));
        }
        let found = self.found(token);
        match self.misspelt(expected) {
            Some((span, near)) => {
                let after = if span == token.span {
                    String::new()
                } else {
                    format!(" after `{}`", self.text(span))
                };
                let message = format!("expected {expected}{after}, found {found}");
                let help = format!("`{near}` may be meant");
                Box::new(Diagnostic::new(Code::RS0004, span, vec![message, help]))
            }
            None => {
                let message = format!("expected {expected}, found {found}");
                let help = (token.kind == TokenKind::Placeholder).then(|| TEMPLATE_HELP.to_owned());
                let args = std::iter::once(message).chain(help).collect();
                Box::new(Diagnostic::new(Code::RS0001, token.span, args))
            }
        }
    }

    /// A word that is nearly one that is expected, or nearly the first word of a clause: the next token, or the last one, which was
    /// read as a name.
    fn misspelt<'e>(&self, expected: &'e str) -> Option<(Span, &'e str)> {
        let last = self
            .pos
            .checked_sub(1)
            .and_then(|last| self.tokens.get(last));
        let here = Some(self.peek());
        let unreserved = [here, last.copied()]
            .into_iter()
            .flatten()
            .filter(|token| token.kind == TokenKind::Word && token.keyword == Keyword::None);
        let wanted = || expected.split('`').skip(1).step_by(2);
        unreserved
            .filter_map(|token| {
                let words = wanted().chain(CLAUSES.iter().copied());
                Some((token.span, nearest(self.text(token.span), words)?))
            })
            .next()
    }

    /// A syntax error.
    pub fn error_at(&self, span: Span, message: String) -> ParseError {
        Box::new(Diagnostic::new(Code::RS0001, span, vec![message]))
    }

    /// How a message names the token that was found. Strings are not shown: they may hold credentials.
    fn found(&self, token: Token) -> String {
        if token.kind == TokenKind::Eof {
            return "the end of the statement".to_owned();
        }
        if token.kind.is_string() {
            return token.kind.describe().to_owned();
        }
        let text = self.text(token.span);
        match text.char_indices().nth(EXCERPT) {
            Some((cut, _)) => format!("`{}…`", text.get(..cut).unwrap_or_default()),
            None => format!("`{text}`"),
        }
    }
}

/// The words that go on after a name or an expression in a query.
const CLAUSES: &[&str] = &[
    "FROM",
    "WHERE",
    "GROUP",
    "HAVING",
    "QUALIFY",
    "ORDER",
    "LIMIT",
    "OFFSET",
    "UNION",
    "EXCEPT",
    "INTERSECT",
    "MINUS",
    "JOIN",
    "USING",
    "BETWEEN",
    "LIKE",
    "ILIKE",
    "SIMILAR",
    "OVER",
    "PARTITION",
    "WHEN",
    "THEN",
    "ELSE",
    "VALUES",
    "SELECT",
    "SET",
    "COLUMN",
    "EXISTS",
    "DESC",
    "MATCHED",
];

/// The kinds of tokens that go to the end of the text, and what is not closed in them.
const UNTERMINATED: &[(TokenKind, &str)] = &[
    (TokenKind::UnterminatedString, "the string"),
    (TokenKind::UnterminatedIdent, "the quoted name"),
    (TokenKind::UnterminatedDollar, "the dollar-quoted string"),
];

fn unterminated(kind: TokenKind) -> Option<&'static str> {
    let entry = UNTERMINATED.iter().find(|(open, _)| *open == kind)?;
    Some(entry.1)
}
