//! Cuts the text of a template into tokens.

use super::TemplateError;

/// A token of a template, with its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'t> {
    /// A name or keyword.
    Word(&'t str),
    /// A name in backticks, without them.
    Quoted(&'t str),
    /// `$x`, without the `$`.
    Hole(&'t str),
    /// `$xs...`, without both.
    Rest(&'t str),
    /// `@p` or `@@v`.
    Variable(&'t str),
    /// A number.
    Number(&'t str),
    /// A string or bytes constant with prefix and quotes.
    String(&'t str),
    /// An operator or a bracket.
    Symbol(&'t str),
}

/// Longest first.
const SYMBOLS: [&str; 29] = [
    "<=", ">=", "<>", "!=", "<<", ">>", "||", "=>", "(", ")", "[", "]", "{", "}", ",", ".", ";",
    ":", "=", "<", ">", "+", "-", "*", "/", "~", "&", "|", "^",
];

/// The tokens with their offsets.
pub(super) fn tokens(text: &str) -> Result<Vec<(Token<'_>, usize)>, TemplateError> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let at = text.len() - rest.len();
        let (token, length) = token(rest).ok_or_else(|| TemplateError::new(at, "a token"))?;
        tokens.push((token, at));
        rest = rest.get(length..).unwrap_or_default().trim_start();
    }
    Ok(tokens)
}

fn token(rest: &str) -> Option<(Token<'_>, usize)> {
    let first = rest.chars().next()?;
    let word = word_length(rest);
    match first {
        '$' => {
            let length = word_length(rest.get(1..)?);
            let name = rest.get(1..1 + length).filter(|name| !name.is_empty())?;
            if rest.get(1 + length..)?.starts_with("...") {
                return Some((Token::Rest(name), length + 4));
            }
            Some((Token::Hole(name), length + 1))
        }
        '@' => {
            let marks = if rest.starts_with("@@") { 2 } else { 1 };
            let name = rest
                .bytes()
                .skip(marks)
                .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.'));
            let length = marks + name.count();
            Some((Token::Variable(rest.get(..length)?), length))
        }
        '`' => {
            let length = rest.get(1..)?.find('`')?;
            Some((Token::Quoted(rest.get(1..1 + length)?), length + 2))
        }
        '\'' | '"' => string(rest, 0),
        '0'..='9' => number(rest),
        '.' if rest.get(1..)?.starts_with(|c: char| c.is_ascii_digit()) => number(rest),
        _ if word > 0 => {
            let prefix = rest.get(..word)?;
            let is_prefix = ["r", "b", "rb", "br"]
                .iter()
                .any(|known| known.eq_ignore_ascii_case(prefix));
            if is_prefix && rest.get(word..)?.starts_with(['\'', '"']) {
                return string(rest, word);
            }
            Some((Token::Word(prefix), word))
        }
        _ => SYMBOLS
            .iter()
            .find(|symbol| rest.starts_with(**symbol))
            .map(|symbol| (Token::Symbol(symbol), symbol.len())),
    }
}

fn word_length(text: &str) -> usize {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return 0;
    }
    text.bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
        .count()
}

/// A string constant whose quotes begin after a prefix of this length. A backslash keeps the quote after it, in raw strings too.
fn string(rest: &str, prefix: usize) -> Option<(Token<'_>, usize)> {
    let body = rest.get(prefix..)?;
    let quote = body.chars().next()?;
    let mut escaped = false;
    for (at, c) in body.char_indices().skip(1) {
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if c == quote {
            let length = prefix + at + 1;
            return Some((Token::String(rest.get(..length)?), length));
        }
    }
    None
}

fn number(rest: &str) -> Option<(Token<'_>, usize)> {
    let hex = rest.starts_with("0x") || rest.starts_with("0X");
    let mut previous = b' ';
    let length = rest
        .bytes()
        .take_while(|byte| {
            let sign = matches!(byte, b'+' | b'-') && matches!(previous, b'e' | b'E') && !hex;
            previous = *byte;
            byte.is_ascii_alphanumeric() || *byte == b'.' || sign
        })
        .count();
    Some((Token::Number(rest.get(..length)?), length))
}
