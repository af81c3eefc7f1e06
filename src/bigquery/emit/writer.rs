//! The text that grows: copies of the source, new words in the style around, and every comment once and in order.
//!
//! Ranges of the source that follow each other are held back and appended as one, so an unchanged statement is one copy.

use std::cell::OnceCell;

use super::style::{Case, Style};
use super::{CommentKind, CommentSpan};
use crate::source::SourceText;
use crate::span::{Span, offset};

/// How much longer than its source a statement is expected to become.
const SLACK: usize = 64;

/// The output with the place in the source's comments.
pub(in crate::bigquery) struct Writer<'a> {
    source: &'a SourceText,
    comments: &'a [CommentSpan],
    /// Comments before this one are out.
    next_comment: usize,
    /// Comments from this offset on stand outside of what is printed anew: they are not drawn into it.
    limit: u32,
    out: String,
    /// A range of the source that belongs at the end of `out`.
    pending: Span,
    /// The text ends in a `--` comment.
    line_open: bool,
    /// A block comment was written and wants a blank before the next word.
    wants_space: bool,
    /// Blanks at the start of the next copy are left out.
    skip_blanks: bool,
    /// Deletions do not go back beyond this offset: a comment ends here.
    floor: usize,
    /// Whether that comment is a `--` comment.
    floor_is_line: bool,
    /// The text whose style new words follow; looked at when there is one.
    sample: Span,
    style: OnceCell<Style>,
}

impl<'a> Writer<'a> {
    /// A writer whose new words follow the style of the sample; those of an empty one are in upper case.
    pub(in crate::bigquery) fn new(
        source: &'a SourceText,
        comments: &'a [CommentSpan],
        sample: Span,
    ) -> Self {
        Self {
            source,
            comments,
            next_comment: 0,
            limit: u32::MAX,
            out: String::with_capacity(sample.len() as usize + SLACK),
            pending: Span::default(),
            line_open: false,
            wants_space: false,
            skip_blanks: false,
            floor: 0,
            floor_is_line: false,
            sample,
            style: OnceCell::new(),
        }
    }

    /// The source's text of a span.
    pub(in crate::bigquery) fn slice(&self, span: Span) -> &'a str {
        self.source.slice(span)
    }

    pub(in crate::bigquery) fn case(&self) -> Case {
        let style = || Style::detect(self.source.slice(self.sample));
        self.style.get_or_init(style).case
    }

    /// The text so far.
    pub(in crate::bigquery) fn finish_as_is(mut self) -> String {
        self.flush();
        self.out
    }

    /// The text so far; a `--` comment at its end gets its line break, so that anything may follow.
    pub(in crate::bigquery) fn finish(mut self) -> String {
        self.flush();
        if self.line_open {
            self.out.push('\n');
        }
        self.out
    }

    /// Writes keywords and punctuation in the case of the style.
    pub(in crate::bigquery) fn keyword(&mut self, text: &str) {
        match self.case() {
            Case::Upper => self.put(text),
            Case::Lower => {
                self.begin(text);
                let text = if self.starts_line() {
                    text.trim_start_matches(' ')
                } else {
                    text
                };
                self.out
                    .extend(text.chars().map(|c| c.to_ascii_lowercase()));
            }
        }
    }

    /// Writes text as it is.
    pub(in crate::bigquery) fn put(&mut self, text: &str) {
        self.begin(text);
        let text = if self.starts_line() {
            text.trim_start_matches(' ')
        } else {
            text
        };
        self.out.push_str(text);
    }

    /// Breaks the line; the indentation is a prefix and a number of blanks.
    pub(in crate::bigquery) fn newline(&mut self, prefix: &str, indent: usize) {
        self.flush();
        self.wants_space = false;
        let kept = self.out.trim_end_matches([' ', '\t']).len().max(self.floor);
        self.out.truncate(kept);
        if self.line_open || !self.starts_line() {
            self.out.push('\n');
        }
        self.line_open = false;
        self.out.push_str(prefix);
        self.out.extend(std::iter::repeat_n(' ', indent));
    }

    /// The blanks that the current line begins with.
    pub(in crate::bigquery) fn line_prefix(&mut self) -> String {
        self.flush();
        self.prefix_of_line().to_owned()
    }

    fn prefix_of_line(&self) -> &str {
        let start = self.out.rfind('\n').map_or(0, |at| at + 1);
        let line = self.out.get(start..).unwrap_or_default();
        let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
        line.get(..blanks).unwrap_or_default()
    }

    /// Whether the output stands at the indentation of a fresh line.
    fn starts_line(&self) -> bool {
        let line = self.out.trim_end_matches([' ', '\t']);
        line.is_empty() || line.ends_with('\n')
    }

    fn flush(&mut self) {
        if !self.pending.is_empty() {
            self.out.push_str(self.source.slice(self.pending));
        }
        self.pending = Span::default();
    }

    /// Prepares the end of the output for this text: no word may grow together, nothing may fall into a comment.
    fn begin(&mut self, text: &str) {
        self.flush();
        self.skip_blanks = false;
        let Some(first) = text.chars().next() else {
            return;
        };
        if self.line_open {
            self.line_open = false;
            if !matches!(first, '\n' | '\r') {
                let prefix = self.prefix_of_line().to_owned();
                self.out.push('\n');
                self.out.push_str(&prefix);
            }
        }
        let wants_space = std::mem::take(&mut self.wants_space);
        if let Some(last) = self.out.chars().next_back() {
            let after_comment = wants_space
                && !last.is_whitespace()
                && !first.is_whitespace()
                && !matches!(first, ',' | ')' | ';');
            if after_comment || grows_together(last, first) {
                self.out.push(' ');
            }
        }
    }

    /// Copies a range of the source with its comments; those that are out already are left out.
    pub(in crate::bigquery) fn copy(&mut self, span: Span) {
        if self.comments.is_empty() {
            self.copy_text(span);
            return;
        }
        // Comments that stand before this range come first.
        self.comments_before(span.start);
        let first = self
            .comments
            .partition_point(|comment| comment.span.end <= span.start);
        let mut from = span.start;
        for index in first..self.comments.len() {
            let Some(comment) = self
                .comments
                .get(index)
                .copied()
                .filter(|comment| comment.span.start < span.end)
            else {
                break;
            };
            self.copy_text(Span::new(from, comment.span.start));
            if index >= self.next_comment {
                self.copy_comment(comment);
                self.next_comment = index + 1;
            }
            from = comment.span.end;
        }
        self.copy_text(Span::new(from, span.end));
    }

    fn copy_text(&mut self, span: Span) {
        let Span { mut start, end } = span;
        if start >= end {
            return;
        }
        if self.skip_blanks {
            let text = self.source.slice(span);
            start += offset(text.len() - text.trim_start_matches([' ', '\t']).len());
            if start >= end {
                return;
            }
            self.skip_blanks = false;
        }
        if self.pending.end == start && !self.pending.is_empty() {
            self.pending.end = end;
            self.line_open = false;
            return;
        }
        let span = Span::new(start, end);
        self.begin(self.source.slice(span));
        self.pending = span;
    }

    fn copy_comment(&mut self, comment: CommentSpan) {
        if comment.kind == CommentKind::Block && is_nested(self.source.slice(comment.span)) {
            self.put_comment(comment);
            return;
        }
        self.copy_text(comment.span);
        self.line_open = comment.is_line();
        self.floor = self.out.len() + self.pending.len() as usize;
        self.floor_is_line = comment.is_line();
    }

    /// Writes the comments that end before this offset of the source and are not out yet.
    pub(in crate::bigquery) fn comments_before(&mut self, before: u32) {
        while let Some(comment) = self.comments.get(self.next_comment).copied() {
            if comment.span.start >= before {
                return;
            }
            self.next_comment += 1;
            self.flush();
            if !self.out.is_empty()
                && !self.line_open
                && !self.out.ends_with([' ', '\n', '\t', '('])
            {
                self.out.push(' ');
            }
            self.put_comment(comment);
        }
    }

    /// Writes the comments that stand after this offset on its line, with nothing but blanks between.
    pub(in crate::bigquery) fn comments_beside(&mut self, after: u32, lines: bool) {
        self.comments_while(after, |comment, gap| {
            (lines || !comment.is_line()) && gap.chars().all(|c| matches!(c, ' ' | '\t'))
        });
    }

    /// Writes the comments after a comma: the `--` comment that ends the line of the item before it, where that stands before
    /// `limit` (the next item), and what stands beside the comma.
    pub(in crate::bigquery) fn comments_after_comma(&mut self, after: u32, limit: Option<u32>) {
        self.comments_while(after, |comment, gap| {
            let ends_item = comment.is_line()
                && limit.is_some_and(|limit| comment.span.start < limit)
                && !gap.contains('\n');
            ends_item || (limit.is_none() && is_comma(gap))
        });
    }

    /// Writes the comments after this offset on its line that stand before the parenthesis that closes the list around it.
    pub(in crate::bigquery) fn comments_in_list(&mut self, after: u32) {
        self.comments_while(after, |_, gap| {
            let mut open = 0_usize;
            gap.chars().all(|c| match c {
                '(' => {
                    open += 1;
                    true
                }
                ')' => {
                    let inside = open > 0;
                    open = open.saturating_sub(1);
                    inside
                }
                other => other != '\n',
            })
        });
    }

    /// Keeps comments from this offset on out of what is printed anew; gives the limit before.
    pub(in crate::bigquery) fn limit_comments(&mut self, limit: u32) -> u32 {
        std::mem::replace(&mut self.limit, limit)
    }

    fn comments_while(&mut self, mut after: u32, beside: impl Fn(CommentSpan, &str) -> bool) {
        while let Some(comment) = self.comments.get(self.next_comment).copied() {
            let gap = self.source.slice(Span::new(after, comment.span.start));
            let inside = (after..self.limit).contains(&comment.span.start);
            if !inside || !beside(comment, gap) {
                return;
            }
            after = comment.span.end;
            self.comments_before(comment.span.end);
        }
    }

    /// Whether a comment that is not out yet begins in this span.
    pub(in crate::bigquery) fn has_comments_in(&self, span: Span) -> bool {
        self.comments
            .get(self.next_comment)
            .is_some_and(|comment| comment.span.start < span.end)
            && self
                .comments
                .iter()
                .skip(self.next_comment)
                .any(|comment| span.contains(comment.span))
    }

    /// Takes all comments before this offset as written.
    pub(in crate::bigquery) fn pass_comments(&mut self, before: u32) {
        while self
            .comments
            .get(self.next_comment)
            .is_some_and(|comment| comment.span.start < before)
        {
            self.next_comment += 1;
        }
    }

    fn put_comment(&mut self, comment: CommentSpan) {
        let text = self.source.slice(comment.span);
        let text = if comment.is_line() {
            text.trim_end()
        } else {
            text
        };
        match comment.kind {
            CommentKind::Block if is_nested(text) => self.put(&flattened(text)),
            CommentKind::Block | CommentKind::Line | CommentKind::Template => self.put(text),
        }
        self.line_open = comment.is_line();
        self.wants_space = !comment.is_line();
        self.floor = self.out.len();
        self.floor_is_line = comment.is_line();
    }

    /// Takes out what stood at `at`: writes its comments, and takes back the blanks or the line that would be left behind.
    /// `end` is where the statement ends.
    pub(in crate::bigquery) fn delete(&mut self, at: Span, end: u32) {
        let floor_before = self.floor;
        self.comments_before(at.end);
        self.flush();
        if self.floor > floor_before && self.floor == self.out.len() {
            return;
        }
        let rest = self.source.slice(Span::new(at.end, end));
        let kept = self
            .out
            .trim_end_matches([' ', '\t'])
            .len()
            .max(self.floor.min(self.out.len()));
        let after_blanks = rest.trim_start_matches([' ', '\t']);
        let ends_line = after_blanks.is_empty() || after_blanks.starts_with(['\n', '\r']);
        match self
            .out
            .get(..kept)
            .and_then(|text| text.chars().next_back())
        {
            Some('\n') if ends_line => self.truncate_line(kept),
            None | Some('\n') => self.skip_blanks = true,
            Some(last) if ends_line || last == '(' => {
                self.truncate(kept);
                self.skip_blanks = true;
            }
            Some(_) if rest.starts_with([' ', '\t', ',', ')', ';']) => self.truncate(kept),
            Some(_) => {}
        }
    }

    /// Takes back a line that would be left with nothing but blanks.
    fn truncate_line(&mut self, kept: usize) {
        let line_end = self.out.get(..kept).unwrap_or_default();
        let line_end = line_end.strip_suffix('\n').unwrap_or(line_end);
        let line_end = line_end.strip_suffix('\r').unwrap_or(line_end).len();
        self.truncate(line_end.max(self.floor.min(self.out.len())));
        self.skip_blanks = true;
    }

    fn truncate(&mut self, length: usize) {
        self.out.truncate(length);
        self.line_open = self.floor_is_line && self.floor == self.out.len() && length > 0;
    }
}

/// Whether two characters side by side would be read as one token.
fn grows_together(last: char, first: char) -> bool {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    (word(last) && word(first))
        || matches!(
            (last, first),
            ('-', '-')
                | ('/', '*' | '/')
                | ('<', '<' | '>' | '=')
                | ('>', '>' | '=')
                | ('|', '|')
                | ('`', '`')
        )
        || (last == '`' && word(first))
        || (word(last) && first == '`')
}

/// Whether a text is blanks on one line with at most one comma.
fn is_comma(text: &str) -> bool {
    text.chars().all(|c| matches!(c, ' ' | '\t' | ',')) && text.matches(',').count() < 2
}

/// Whether a block comment holds another one.
fn is_nested(text: &str) -> bool {
    text.starts_with("/*") && text.get(2..).is_some_and(|inner| inner.contains("/*"))
}

/// A block comment without the marks of the comments inside it: BigQuery's do not nest.
fn flattened(text: &str) -> String {
    let inner = text.strip_prefix("/*").unwrap_or(text);
    let inner = inner.strip_suffix("*/").unwrap_or(inner);
    let spaced = inner.replace("/*", "/ *").replace("*/", "* /");
    format!("/*{spaced}*/")
}
