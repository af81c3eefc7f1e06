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
use crate::span::{Span, offset};

use super::print::Printer;
use super::statement::Output;
pub use style::{Case, Style};
pub(in crate::bigquery) use writer::Writer;

/// A comment of the source, as the emitter needs to know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommentSpan {
    /// Where it stands; a `--` comment without the line break after it.
    pub span: Span,
    /// What it is.
    pub kind: CommentKind,
}

impl CommentSpan {
    fn is_line(self) -> bool {
        self.kind == CommentKind::Line
    }
}

/// What a comment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommentKind {
    /// `-- …`: ends with its line.
    Line,
    /// `/* … */`, perhaps with others inside.
    Block,
    /// `{# … #}`, `{% … %}`: comes out as it stands.
    Template,
}

/// The text of what one source statement became.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Emitted {
    /// The statements, with `;` between them but none at the end. Where a `--` comment stands last, a line break follows it,
    /// so that a `;` may be put after the text as it is.
    pub text: String,
}

/// Prints what one source statement became, copying what is unchanged. `comments` are those inside the statement, in order.
/// Refused statements fail where `fail` is set; otherwise they are only comments.
pub fn preserve(
    output: &Output,
    source: &SourceText,
    comments: &[CommentSpan],
    fail: bool,
) -> Emitted {
    let spans = output
        .statements
        .iter()
        .filter_map(|statement| statement.origin.span());
    let sample = spans.reduce(Span::to).unwrap_or_default();
    Printer::new(
        &output.tree,
        Writer::new(source, comments, sample),
        true,
        fail,
    )
    .output(output)
}

/// Prints what one source statement became in the one canonical layout; the comments still come out, in order.
pub fn pretty(
    output: &Output,
    source: &SourceText,
    comments: &[CommentSpan],
    fail: bool,
) -> Emitted {
    Printer::new(
        &output.tree,
        Writer::new(source, comments, Span::default()),
        false,
        fail,
    )
    .output(output)
}

/// The range without its first line break where the output has it already: after a statement that ends in a comment.
fn without_line_break(source: &SourceText, gap: Span, out: &str) -> Span {
    let text = source.slice(gap);
    let blanks = text.len() - text.trim_start_matches([' ', '\t', '\r']).len();
    let doubled = out.ends_with('\n')
        && text
            .get(blanks..)
            .is_some_and(|rest| rest.starts_with('\n'));
    let skipped = if doubled { offset(blanks + 1) } else { 0 };
    Span::new(gap.start + skipped, gap.end)
}

/// Appends a range of the source between statements, with its comments in the form that BigQuery reads.
pub fn copy_between(source: &SourceText, comments: &[CommentSpan], gap: Span, out: &mut String) {
    let gap = without_line_break(source, gap, out);
    if comments
        .iter()
        .any(|comment| comment.kind == CommentKind::Block)
    {
        let mut writer = Writer::new(source, comments, Span::default());
        writer.copy(gap);
        out.push_str(&writer.finish_as_is());
    } else {
        out.push_str(source.slice(gap));
    }
}
