//! Tokens as the input of nom, for the flat languages: option lists of COPY and UNLOAD.
//!
//! `'s3://b' CSV IGNOREHEADER AS 1` is read by combinators over a slice of tokens; what fails says where (by how many
//! tokens were left) and what could have stood there.

use crate::redshift::token::{Token, TokenKind};
use crate::span::Span;
use nom::error::{ErrorKind, ParseError};
use nom::{Err, IResult, Input, Needed};

/// A slice of tokens with the text that their spans point into.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tokens<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

/// What a combinator gives.
pub(super) type Read<'a, T> = IResult<Tokens<'a>, T, Refusal>;

/// Why a combinator failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    /// How many tokens were left: where it stands.
    pub rest: usize,
    /// What could have stood there.
    pub expected: &'static str,
}

impl<'a> Tokens<'a> {
    /// The tokens of a text.
    pub fn new(text: &'a str, tokens: &'a [Token]) -> Self {
        Self { text, tokens }
    }

    /// How many tokens there are.
    pub fn len(self) -> usize {
        self.tokens.len()
    }

    /// The first token.
    pub fn first(self) -> Option<Token> {
        self.tokens.first().copied()
    }

    /// The text of a token.
    pub fn text_of(self, token: Token) -> &'a str {
        self.text.get(token.span.range()).unwrap_or_default()
    }

    /// Whether a token is this unquoted word, in any case.
    fn is_word(self, token: Token, word: &str) -> bool {
        token.kind == TokenKind::Word && self.text_of(token).eq_ignore_ascii_case(word)
    }
}

impl ParseError<Tokens<'_>> for Refusal {
    fn from_error_kind(input: Tokens<'_>, _: ErrorKind) -> Self {
        refusal(input, "something else")
    }

    fn append(_: Tokens<'_>, _: ErrorKind, other: Self) -> Self {
        other
    }

    fn or(self, other: Self) -> Self {
        // The one that came further knows more.
        if other.rest < self.rest { other } else { self }
    }
}

impl<'a> Input for Tokens<'a> {
    type Item = Token;
    type Iter = std::iter::Copied<std::slice::Iter<'a, Token>>;
    type IterIndices = std::iter::Enumerate<Self::Iter>;

    fn input_len(&self) -> usize {
        self.tokens.len()
    }

    fn take(&self, index: usize) -> Self {
        Self::new(self.text, self.tokens.get(..index).unwrap_or(self.tokens))
    }

    fn take_from(&self, index: usize) -> Self {
        Self::new(self.text, self.tokens.get(index..).unwrap_or_default())
    }

    fn take_split(&self, index: usize) -> (Self, Self) {
        (self.take_from(index), self.take(index))
    }

    fn position<P: Fn(Self::Item) -> bool>(&self, predicate: P) -> Option<usize> {
        self.tokens.iter().position(|token| predicate(*token))
    }

    fn iter_elements(&self) -> Self::Iter {
        self.tokens.iter().copied()
    }

    fn iter_indices(&self) -> Self::IterIndices {
        self.iter_elements().enumerate()
    }

    fn slice_index(&self, count: usize) -> Result<usize, Needed> {
        if count <= self.tokens.len() {
            Ok(count)
        } else {
            Err(Needed::new(count - self.tokens.len()))
        }
    }
}

/// A refusal at the first token of the input.
pub(super) fn refusal(input: Tokens<'_>, expected: &'static str) -> Refusal {
    Refusal {
        rest: input.len(),
        expected,
    }
}

/// One token for which the test holds.
pub(super) fn token_where<'a>(
    expected: &'static str,
    test: impl Fn(Token) -> bool,
) -> impl Fn(Tokens<'a>) -> Read<'a, Span> {
    move |input| match input.first() {
        Some(token) if test(token) => Ok((input.take_from(1), token.span)),
        _ => Err(Err::Error(refusal(input, expected))),
    }
}

/// One token of a kind.
pub(super) fn token<'a>(kind: TokenKind) -> impl Fn(Tokens<'a>) -> Read<'a, Span> {
    token_where(kind.describe(), move |token| token.kind == kind)
}

/// These words in this order; the span of them all.
pub(super) fn words<'a>(words: &'static [&'static str]) -> impl Fn(Tokens<'a>) -> Read<'a, Span> {
    move |input| {
        let fits = input.len() >= words.len()
            && words
                .iter()
                .zip(input.iter_elements())
                .all(|(word, token)| input.is_word(token, word));
        let spans = input
            .iter_elements()
            .take(words.len())
            .map(|token| token.span);
        match spans.reduce(Span::to).filter(|_| fits) {
            Some(span) => Ok((input.take_from(words.len()), span)),
            None => Err(Err::Error(refusal(
                input,
                words.first().copied().unwrap_or_default(),
            ))),
        }
    }
}

/// One of these words.
pub(super) fn one_of<'a>(words: &'static [&'static str]) -> impl Fn(Tokens<'a>) -> Read<'a, Span> {
    move |input| match input.first() {
        Some(token) if words.iter().any(|word| input.is_word(token, word)) => {
            Ok((input.take_from(1), token.span))
        }
        _ => Err(Err::Error(refusal(
            input,
            words.first().copied().unwrap_or_default(),
        ))),
    }
}
