//! Prints the target tree over the source text: what is unchanged is copied byte for byte, what is new is printed in the
//! style around it, and every comment comes out once and in order.
//!
//! ```text
//! select nvl(a, 0)  -- first      select coalesce(a, 0)  -- first
//! from "Order" where a # b    →   from `Order` where a ^ b
//! ```

mod preserve;
mod style;
mod writer;

#[cfg(test)]
mod tests;

use crate::source::SourceText;
use crate::span::Span;

use super::print::Printer;
use super::statement::{Node, Output};
pub use style::{Case, Style};
pub(in crate::bigquery) use writer::Writer;

/// A comment of the source, as the emitter needs to know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommentSpan {
    /// Where it stands, without the line break after it.
    pub span: Span,
    /// Whether it ends with its line (`--`).
    pub line: bool,
    /// What it is.
    pub kind: CommentKind,
}

/// What a comment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommentKind {
    /// `-- …` or `/* … */`.
    Sql,
    /// `{# … #}`, `{% … %}`: comes out as it stands.
    Template,
}

/// The text of what one source statement became.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Emitted {
    /// The statements, with `;` between them but none at the end. Where a `--` comment stands last, a line break follows it,
    /// so that a `;` may be put after the text as it is.
    pub text: String,
    /// There are only comments, no statement: no `;` may follow.
    pub only_comments: bool,
}

/// Prints what one source statement became, copying what is unchanged. `comments` are those inside the statement, in order.
pub fn emit(output: &Output, source: &SourceText, comments: &[CommentSpan], style: Style) -> Emitted {
    Printer::new(&output.tree, Writer::new(source, comments, style), true).output(output)
}

/// Prints what one source statement became in the one canonical layout; the comments still come out, in order.
pub fn pretty(output: &Output, source: &SourceText, comments: &[CommentSpan]) -> Emitted {
    Printer::new(&output.tree, Writer::new(source, comments, Style::default()), false).output(output)
}

/// Whether nothing of the statement is left but comments.
pub(in crate::bigquery) fn is_only_comment(node: &Node) -> bool {
    matches!(node, Node::Dropped { .. })
}
