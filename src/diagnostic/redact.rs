//! Masks credentials before anything can quote them.
//!
//! `CREDENTIALS 'aws_access_key_id=AKIA…'` → `CREDENTIALS '**********************'`: the length stays, so that every offset
//! holds. What follows CREDENTIALS, IAM_ROLE, ACCESS_KEY_ID, SECRET_ACCESS_KEY, SESSION_TOKEN, PASSWORD or
//! MASTER_SYMMETRIC_KEY is masked, in literals and dollar bodies that hold statements too.

use crate::redshift::keyword::Keyword;
use crate::redshift::lexer::lex_range;
use crate::redshift::token::{Lexed, Token, TokenKind};
use crate::span::Span;

/// Texts that credentials strings begin with, wherever they stand (comments, strings of dynamic SQL).
const MARKS: &[&str] = &[
    "aws_access_key_id=",
    "aws_secret_access_key=",
    "token=",
    "master_symmetric_key=",
    "aws_iam_role=",
];

/// Words without which no statement in a literal holds credentials.
const SECRET_WORDS: &[&str] = &[
    "credentials",
    "iam_role",
    "access_key",
    "session_token",
    "password",
    "symmetric_key",
];

/// The length of the shortest of [`SECRET_WORDS`].
const SHORTEST_WORD: usize = 8;

/// How deep literals inside literals are searched.
const MAX_DEPTH: u32 = 3;

/// The text with its credentials masked.
pub(crate) fn redacted(text: &str, lexed: &Lexed) -> String {
    let mut secrets = Vec::new();
    find(text, &lexed.tokens, 0, &mut secrets);
    for comment in &lexed.comments {
        // A COPY that somebody took out holds its keys still.
        if may_hold(text, comment.span) {
            let inner = Span::new(comment.span.start + 2, comment.span.end);
            find(text, &lex_range(text, inner).tokens, 1, &mut secrets);
        }
    }
    find_marks(text, &mut secrets);
    if secrets.is_empty() {
        return text.to_owned();
    }
    let mut bytes = text.as_bytes().to_vec();
    for secret in secrets {
        if let Some(range) = bytes.get_mut(secret.range()) {
            // Line ends and quotes stay: offsets, lines and tokens are as they were.
            for byte in range {
                if !matches!(byte, b'\'' | b'"' | b'\n' | b'\r' | b'$') {
                    *byte = b'*';
                }
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn find(text: &str, tokens: &[Token], depth: u32, secrets: &mut Vec<Span>) {
    let mut announced = false;
    for token in tokens {
        if is_secret_word(token.keyword) {
            announced = true;
            continue;
        }
        if token.kind.is_string() || is_unterminated(token.kind) {
            if announced {
                secrets.push(in_doubled_quotes(text, token.span, depth).unwrap_or(token.span));
            } else if depth < MAX_DEPTH && may_hold(text, token.span) {
                let inner = Span::new(token.span.start + 1, token.span.end);
                find(text, &lex_range(text, inner).tokens, depth + 1, secrets);
            }
            announced = false;
            continue;
        }
        // AS and = may stand between the word and its string.
        announced = announced && (token.keyword == Keyword::As || token.kind == TokenKind::Eq);
    }
}

/// The string that begins at an empty one: inside a literal, `''key''` has the quotes of a string that is written in a string.
fn in_doubled_quotes(text: &str, token: Span, depth: u32) -> Option<Span> {
    let quotes = text.get(token.range())?;
    if depth == 0 || !quotes.bytes().all(|byte| byte == b'\'') {
        return None;
    }
    let rest = text.get(token.range().end..)?;
    let length = rest.find(quotes).unwrap_or(rest.len());
    Some(Span::new(
        token.start,
        token.end + crate::span::offset(length),
    ))
}

fn is_secret_word(keyword: Keyword) -> bool {
    matches!(
        keyword,
        Keyword::Credentials
            | Keyword::IamRole
            | Keyword::AccessKeyId
            | Keyword::SecretAccessKey
            | Keyword::SessionToken
            | Keyword::Password
            | Keyword::MasterSymmetricKey
    )
}

fn is_unterminated(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::UnterminatedString | TokenKind::UnterminatedDollar
    )
}

/// Whether a literal may hold a statement with credentials.
fn may_hold(text: &str, span: Span) -> bool {
    let inner = text.get(span.range()).unwrap_or("");
    if inner.len() <= SHORTEST_WORD {
        return false;
    }
    let inner = inner.to_ascii_lowercase();
    SECRET_WORDS.iter().any(|word| inner.contains(word))
}

/// `aws_access_key_id=…` up to the next separator, wherever it stands.
fn find_marks(text: &str, secrets: &mut Vec<Span>) {
    if memchr::memmem::find(text.as_bytes(), b"aws_").is_none() {
        return;
    }
    let lower = text.to_ascii_lowercase();
    for mark in MARKS {
        for (at, _) in lower.match_indices(mark) {
            let start = at + mark.len();
            let rest = text.get(start..).unwrap_or("");
            let len = rest
                .find([';', '\'', '"', ' ', '\n', '\r', '\\'])
                .unwrap_or(rest.len());
            secrets.push(Span::from_range(start..start + len));
        }
    }
}
