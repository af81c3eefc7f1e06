//! The parser: tokens → the Redshift tree, one statement at a time.
//!
//! It is written by hand: recursive descent, with precedence climbing for expressions. It never fails as a whole: a statement
//! that cannot be read becomes [`Node::Error`] with a diagnostic at the smallest span, and the next one goes on after the
//! semicolon.

mod case;
mod expr;
mod expr_call;
mod expr_primary;
mod expr_special;
mod from;
mod from_pivot;
mod name;
mod nesting;
mod parser;
mod query;
mod query_clauses;
mod statement;
#[cfg(test)]
mod tests;
mod types;
mod window;

pub use parser::Parser;
pub use types::near_type;

use super::statement::{Node, Statement};
use super::token::{Comment, CommentKind, Lexed, Token, TokenKind};
use super::tree::Tree;
use crate::diagnostic::{Code, Diagnostic};
use crate::span::Span;
use std::ops::Range;

/// Why something could not be read.
pub type ParseError = Box<Diagnostic>;

/// The result of a parsing method.
pub type PResult<T> = Result<T, ParseError>;

/// A statement as it was read.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The statement with its tree.
    pub statement: Statement,
    /// The indexes of its tokens, without the semicolon.
    pub tokens: Range<usize>,
    /// The semicolon after it; the last statement may have none.
    pub semicolon: Option<Span>,
    /// Why it could not be read: [`Node::Error`] has one, every other node none.
    pub diagnostic: Option<Diagnostic>,
}

/// Reads the statements of a text one by one. Empty statements (`;;`) are left out.
pub fn statements<'t>(text: &'t str, lexed: &'t Lexed, max_nesting: u32) -> Statements<'t> {
    Statements {
        text,
        lexed,
        max_nesting,
        next: 0,
        borders: borders(text, lexed),
        spare: Tree::default(),
    }
}

/// The statements of a text, read as they are asked for, so that only one tree is alive.
#[derive(Clone, Debug)]
pub struct Statements<'t> {
    text: &'t str,
    lexed: &'t Lexed,
    max_nesting: u32,
    next: usize,
    /// Where blocks of a template begin and end that hold statements of their own, in order.
    borders: Vec<u32>,
    /// Whose memory the next statement takes.
    spare: Tree,
}

impl Iterator for Statements<'_> {
    type Item = Parsed;

    fn next(&mut self) -> Option<Parsed> {
        loop {
            let start = self.next;
            let rest = self.lexed.tokens.get(start..)?;
            let stop = |token: &Token| matches!(token.kind, TokenKind::Semicolon | TokenKind::Eof);
            let mut length = rest.iter().position(stop)?;
            if let Some(border) = self.border_after(start) {
                let before = rest.partition_point(|token| token.span.start < border);
                if before < length {
                    self.next = start + before;
                    length = before;
                    if let Some(parsed) = self.one(start..start + length, None) {
                        return Some(parsed);
                    }
                    continue;
                }
            }
            let semicolon = rest
                .get(length)
                .filter(|token| token.kind == TokenKind::Semicolon);
            self.next = start + length + 1;
            let tokens = start..start + length;
            if let Some(parsed) = self.one(tokens, semicolon.map(|token| token.span)) {
                return Some(parsed);
            }
        }
    }
}

impl<'t> Statements<'t> {
    /// Takes back the tree of a statement that nobody needs any more: the next one is read into its memory.
    pub fn reuse(&mut self, tree: Tree) {
        self.spare = tree;
    }

    /// The first border behind a token.
    fn border_after(&self, token: usize) -> Option<u32> {
        let start = self.lexed.tokens.get(token)?.span.start;
        let passed = self.borders.partition_point(|border| *border < start);
        self.borders.get(passed).copied()
    }

    /// The statement of a range of tokens; `None` where there is nothing.
    fn one(&mut self, tokens: Range<usize>, semicolon: Option<Span>) -> Option<Parsed> {
        let slice = self.lexed.tokens.get(tokens.clone()).unwrap_or_default();
        let after = self.lexed.tokens.get(tokens.end);
        let is_last = after.is_none_or(|token| token.kind == TokenKind::Eof);
        let open_comment = self.open_comment().filter(|_| is_last);
        if slice.is_empty() && open_comment.is_none() {
            return None;
        }
        let tree = std::mem::take(&mut self.spare);
        let (statement, error) = parse_statement(self.text, slice, self.max_nesting, tree);
        let (statement, error) = match open_comment {
            Some(comment) => left_open(statement, comment),
            None => (statement, error),
        };
        Some(Parsed {
            statement,
            tokens,
            semicolon,
            diagnostic: error.map(|error| *error),
        })
    }

    /// The block comment without its end, which can only be the last comment.
    fn open_comment(&self) -> Option<&'t Comment> {
        let last = self.lexed.comments.last()?;
        (last.kind == CommentKind::UnterminatedBlock).then_some(last)
    }
}

/// The blocks of a template that hold statements of their own.
const BLOCKS: &[&str] = &[
    "macro",
    "endmacro",
    "endset",
    "call",
    "endcall",
    "snapshot",
    "endsnapshot",
    "test",
    "endtest",
];

/// Where such blocks begin and end: `{% macro m(a) %}`, `{% set q %}` without a value.
fn borders(text: &str, lexed: &Lexed) -> Vec<u32> {
    let is_border = |comment: &&Comment| {
        let Some(inner) = text
            .get(comment.span.range())
            .and_then(|tag| tag.strip_prefix("{%")?.strip_suffix("%}"))
        else {
            return false;
        };
        let inner = inner.trim_matches(['-', '+']).trim();
        let word = inner.split(|c: char| !c.is_alphanumeric()).next();
        let word = word.unwrap_or_default();
        BLOCKS.contains(&word) || word == "set" && !inner.contains('=')
    };
    let templates = lexed
        .comments
        .iter()
        .filter(|comment| comment.kind == CommentKind::Template);
    templates
        .filter(is_border)
        .map(|comment| comment.span.start)
        .collect()
}

/// The last statement of a text whose last comment is not closed.
fn left_open(statement: Statement, comment: &Comment) -> (Statement, Option<ParseError>) {
    let span = if statement.span.is_empty() {
        comment.span
    } else {
        statement.span
    };
    let start = Span::new(comment.span.start, comment.span.start + 2);
    let error = Diagnostic::new(Code::RS0002, start, vec!["the comment".to_owned()]);
    let statement = Statement {
        span,
        node: Node::Error,
        ..statement
    };
    (statement, Some(Box::new(error)))
}

/// Reads one statement out of its tokens (without a semicolon), into the memory of a tree that nobody needs any more.
pub fn parse_statement(
    text: &str,
    tokens: &[Token],
    max_nesting: u32,
    tree: Tree,
) -> (Statement, Option<ParseError>) {
    let span = match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => first.span.to(last.span),
        _ => Span::default(),
    };
    let mut parser = Parser::with_tree(text, tokens, max_nesting, tree);
    let (node, error) = match parser.whole_statement() {
        Ok(node) => (node, None),
        Err(error) => (Node::Error, Some(error)),
    };
    let statement = Statement {
        span,
        node,
        tree: parser.tree,
    };
    (statement, error)
}
