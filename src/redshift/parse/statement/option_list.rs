//! The option lists of COPY and UNLOAD: words with values, in any order, with or without AS.
//!
//! `FORMAT AS CSV DELIMITER '|' IGNOREHEADER AS 1 GZIP` gives four options. What a statement knows is a table of [`Spec`];
//! the combinators here read every table.

use super::tokens::{Read, Refusal, Tokens, one_of, refusal, token, token_where, words};
use crate::redshift::statement::{CopyOption, CopyOptionKind};
use crate::redshift::token::{Token, TokenKind};
use crate::span::Span;
use nom::branch::alt;
use nom::combinator::{cut, opt, peek, value};
use nom::multi::separated_list1;
use nom::sequence::preceded;
use nom::{Err, Input, Parser};

/// An option that a statement knows.
pub(super) struct Spec {
    /// Its words; where one option's words begin another's, the longer one stands first.
    pub words: &'static [&'static str],
    /// What it is in the tree.
    pub kind: CopyOptionKind,
    /// What follows the words.
    pub shape: Shape,
}

/// What follows the words of an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Nothing.
    Flag,
    /// Nothing; a data format, which FORMAT may stand before.
    Format,
    /// A data format with a string.
    FormatText,
    /// A data format that may have a string.
    FormatMaybeText,
    /// A string.
    Text,
    /// A string, or nothing.
    MaybeText,
    /// A string, or nothing where IAM_ROLE follows.
    Credentials,
    /// A string or DEFAULT.
    Role,
    /// A string or one of these words.
    WordOrText(&'static [&'static str]),
    /// A number.
    Number,
    /// A number, with or without MB or GB.
    Size,
    /// One of these words, or nothing.
    Switch(&'static [&'static str]),
    /// Names in parentheses.
    Columns,
    /// AUTO, a number, both or nothing.
    Tolerance,
    /// A name, dotted or not.
    Name,
    /// A name, with or without AUTO ON | OFF.
    Job,
}

/// The words of a switch.
pub(super) const ON_OFF: &[&str] = &["ON", "OFF", "TRUE", "FALSE"];

/// Reads all options; a refusal says where the first token stands that no option begins with, or that fits no value.
pub(super) fn options(
    mut input: Tokens<'_>,
    specs: &'static [Spec],
) -> Result<Vec<CopyOption>, Refusal> {
    let mut options = Vec::new();
    while input.len() > 0 {
        match option(specs, input) {
            Ok((rest, option)) => {
                options.push(option);
                input = rest;
            }
            Err(Err::Error(refusal) | Err::Failure(refusal)) => return Err(refusal),
            Err(Err::Incomplete(_)) => return Err(refusal(input, OPTION)),
        }
    }
    Ok(options)
}

/// What is expected where an option should begin.
pub(super) const OPTION: &str = "an option";

fn option<'a>(specs: &'static [Spec], input: Tokens<'a>) -> Read<'a, CopyOption> {
    let any = |input| known(specs, |_| true, input);
    let formatted = preceded(
        format_words,
        cut(|input| known(specs, Shape::is_format, input)),
    );
    let (rest, (kind, value)) = alt((any, formatted)).parse(input)?;
    let read = input.take(input.len() - rest.len());
    let spans = read.iter_elements().map(|token| token.span);
    let span = spans.reduce(Span::to).unwrap_or_default();
    Ok((rest, CopyOption { kind, span, value }))
}

/// FORMAT, FORMAT AS, or AS before a data format.
fn format_words(input: Tokens<'_>) -> Read<'_, Span> {
    alt((words(&["FORMAT", "AS"]), words(&["FORMAT"]), words(&["AS"]))).parse(input)
}

type Parts = (CopyOptionKind, Option<Span>);

/// An option of the table, of those that are wanted, or a placeholder in its place.
fn known<'a>(
    specs: &'static [Spec],
    wanted: fn(Shape) -> bool,
    input: Tokens<'a>,
) -> Read<'a, Parts> {
    for spec in specs.iter().filter(|spec| wanted(spec.shape)) {
        if let Ok((rest, _)) = words(spec.words)(input) {
            let (rest, value) = cut(|input| option_value(spec.shape, input)).parse(rest)?;
            return Ok((rest, (spec.kind, value)));
        }
    }
    placeholder_option(input).map_err(|error| {
        error.map(|refusal| Refusal {
            expected: OPTION,
            ..refusal
        })
    })
}

/// `{{ options }}` in the place of an option or a format.
fn placeholder_option(input: Tokens<'_>) -> Read<'_, Parts> {
    let (rest, span) = token(TokenKind::Placeholder)(input)?;
    Ok((rest, (CopyOptionKind::Placeholder, Some(span))))
}

impl Shape {
    fn is_format(self) -> bool {
        matches!(
            self,
            Self::Format | Self::FormatText | Self::FormatMaybeText
        )
    }
}

fn option_value(shape: Shape, input: Tokens<'_>) -> Read<'_, Option<Span>> {
    match shape {
        Shape::Flag | Shape::Format => Ok((input, None)),
        Shape::Text | Shape::FormatText => with_as(text, input),
        Shape::MaybeText | Shape::FormatMaybeText => maybe(|input| with_as(text, input), input),
        Shape::Credentials => alt((
            |input| with_as(text, input),
            value(None, peek(words(&["IAM_ROLE"]))),
        ))
        .parse(input),
        Shape::Role => with_as(alt((words(&["DEFAULT"]), text)), input),
        Shape::WordOrText(words) => with_as(alt((text, one_of(words))), input),
        Shape::Number => with_as(number, input),
        Shape::Size => with_as(size, input),
        Shape::Switch(words) => maybe(
            |input| alt((one_of(words), variable)).map(Some).parse(input),
            input,
        ),
        Shape::Columns => columns.map(Some).parse(input),
        Shape::Tolerance => tolerance(input),
        Shape::Name => name.map(Some).parse(input),
        Shape::Job => job.map(Some).parse(input),
    }
}

/// A value that AS may stand before.
fn with_as<'a>(
    inner: impl Parser<Tokens<'a>, Output = Span, Error = Refusal>,
    input: Tokens<'a>,
) -> Read<'a, Option<Span>> {
    preceded(opt(words(&["AS"])), inner).map(Some).parse(input)
}

/// A value that may be left out.
fn maybe<'a>(
    inner: impl Parser<Tokens<'a>, Output = Option<Span>, Error = Refusal>,
    input: Tokens<'a>,
) -> Read<'a, Option<Span>> {
    opt(inner).map(Option::flatten).parse(input)
}

fn text(input: Tokens<'_>) -> Read<'_, Span> {
    let text = token_where("a string", |token| token.kind.is_string());
    or_variable(text, input)
}

fn number(input: Tokens<'_>) -> Read<'_, Span> {
    let is_number = |kind| {
        matches!(
            kind,
            TokenKind::Number | TokenKind::Decimal | TokenKind::Float
        )
    };
    let number = token_where("a number", move |token| is_number(token.kind));
    or_variable(number, input)
}

/// A constant, or a variable in its place; the refusal names the constant.
fn or_variable<'a>(
    constant: impl Fn(Tokens<'a>) -> Read<'a, Span>,
    input: Tokens<'a>,
) -> Read<'a, Span> {
    variable(input).or_else(|_| constant(input))
}

/// `{{ x }}`, `$1`, `:x`; after a word that could be an operand `:x` and `%s` come as two tokens.
fn variable(input: Tokens<'_>) -> Read<'_, Span> {
    alt((token_where("a placeholder", is_variable), split_variable)).parse(input)
}

fn split_variable(input: Tokens<'_>) -> Read<'_, Span> {
    let mark = token_where("a placeholder", |token| {
        matches!(token.kind, TokenKind::Colon | TokenKind::Percent)
    });
    let (rest, (mark, name)) = (mark, token(TokenKind::Word)).parse(input)?;
    if mark.end == name.start {
        Ok((rest, mark.to(name)))
    } else {
        Err(Err::Error(refusal(input, "a placeholder")))
    }
}

/// What a template or a driver puts a value in the place of.
fn is_variable(token: Token) -> bool {
    matches!(token.kind, TokenKind::Placeholder | TokenKind::Param)
}

fn size(input: Tokens<'_>) -> Read<'_, Span> {
    (number, opt(one_of(&["MB", "GB"])))
        .map(joined)
        .parse(input)
}

fn joined((first, last): (Span, Option<Span>)) -> Span {
    first.to(last.unwrap_or(first))
}

fn identifier(input: Tokens<'_>) -> Read<'_, Span> {
    let is_name = |kind| {
        matches!(
            kind,
            TokenKind::Word | TokenKind::QuotedIdent | TokenKind::Placeholder
        )
    };
    token_where("a name", move |token| is_name(token.kind))(input)
}

fn name(input: Tokens<'_>) -> Read<'_, Span> {
    let (rest, parts) = separated_list1(token(TokenKind::Dot), identifier).parse(input)?;
    Ok((rest, cover(&parts)))
}

fn columns(input: Tokens<'_>) -> Read<'_, Span> {
    let (rest, open) = token(TokenKind::LParen)(input)?;
    let (rest, _) = separated_list1(token(TokenKind::Comma), identifier).parse(rest)?;
    let (rest, close) = token(TokenKind::RParen)(rest)?;
    Ok((rest, open.to(close)))
}

/// AUTO, a number, both or nothing.
fn tolerance(input: Tokens<'_>) -> Read<'_, Option<Span>> {
    let both = (words(&["AUTO"]), opt(number)).map(joined);
    maybe(alt((both, number)).map(Some), input)
}

/// `name AUTO ON`: the value is the name alone.
fn job(input: Tokens<'_>) -> Read<'_, Span> {
    let (rest, name) = identifier(input)?;
    let (rest, _) = opt(preceded(words(&["AUTO"]), cut(one_of(&["ON", "OFF"])))).parse(rest)?;
    Ok((rest, name))
}

fn cover(spans: &[Span]) -> Span {
    spans.iter().copied().reduce(Span::to).unwrap_or_default()
}
