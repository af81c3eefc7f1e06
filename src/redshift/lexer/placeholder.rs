//! Template placeholders: what jinja, dbt, Python, psql, JDBC and shell scripts put into SQL before it runs.
//!
//! They are recognised only where an operand or identifier can stand (`a %s` is a modulo), may be glued to identifiers
//! (`tbl_{{ ds }}_x` is one word), and are opaque inside literals.

use super::{Class, Lexer, class, is_word};
use crate::redshift::token::{CommentKind, TokenKind};

/// Searches that found nothing once, so nothing behind either: repeating them would cost quadratic time.
#[derive(Default)]
pub(super) struct Dead {
    /// No `{{` balances any more.
    balanced: bool,
    /// No `}}` comes any more.
    expression: bool,
    /// No `%}` comes any more.
    statement: bool,
    /// No `#}` comes any more.
    comment: bool,
}

/// How far a placeholder in single braces may reach.
const BRACE_REACH: usize = 200;

/// How far a template inside a literal may reach.
const LITERAL_REACH: usize = 1000;

impl Lexer<'_> {
    /// A token or template comment that begins with `{` or `${`.
    pub(super) fn brace(&mut self) {
        if self.template_comment() {
            return;
        }
        let Some(end) = self.braces_end(self.pos) else {
            return self.push(TokenKind::Other, self.pos + 1);
        };
        let inner = self.bytes.get(self.pos..end).unwrap_or_default();
        if is_config(inner) {
            return self.comment(CommentKind::Template, end);
        }
        self.placeholder_or_word(end);
    }

    /// Adds a placeholder up to `end` with those glued to it, or the word that they are glued to.
    fn placeholder_or_word(&mut self, mut end: usize) {
        while !self.at_tag(end)
            && let Some(next) = self.braces_end(end)
        {
            end = next;
        }
        let glued = self.glue(end);
        let kind = if glued == end {
            TokenKind::Placeholder
        } else {
            TokenKind::Word
        };
        self.push(kind, glued);
    }

    /// Follows word characters and placeholders that are glued to a word which ends at `at`.
    pub(super) fn glue(&mut self, mut at: usize) -> usize {
        loop {
            let word = self.word_end(at);
            let next = match self.byte_at(word) {
                b'{' if !self.at_tag(word) => self.braces_end(word),
                b'%' if word > 0 && self.byte_at(word - 1) == b'_' => self.percent_end(word),
                _ => None,
            };
            match next {
                Some(next) => at = next,
                None => return word,
            }
        }
    }

    /// Whether `{%` or `{#` stands at a position.
    fn at_tag(&self, at: usize) -> bool {
        self.byte_at(at) == b'{' && matches!(self.byte_at(at + 1), b'%' | b'#')
    }

    /// The end of `{{ … }}`, `{ … }`, `${ … }` at a position.
    fn braces_end(&mut self, at: usize) -> Option<usize> {
        let open = if self.byte_at(at) == b'$' { at + 1 } else { at };
        match (self.byte_at(open), self.byte_at(open + 1)) {
            (b'{', b'{') => self.double_braces_end(open),
            (b'{', _) => self.single_braces_end(open),
            _ => None,
        }
    }

    /// The end of `{{ … }}`: where the braces balance outside quotes, else at the first `}}`.
    fn double_braces_end(&mut self, open: usize) -> Option<usize> {
        if !self.dead.balanced {
            if let Some(end) = self.balanced_end(open, self.bytes.len()) {
                return Some(end);
            }
            self.dead.balanced = true;
        }
        if self.dead.expression {
            return None;
        }
        let found = memchr::memmem::find(self.rest_at(open + 2), b"}}");
        self.dead.expression = found.is_none();
        found.map(|length| open + 2 + length + 2)
    }

    /// The end of `{ … }` on one line; empty braces are Python's positional ones.
    fn single_braces_end(&self, open: usize) -> Option<usize> {
        let rest = self.rest_at(open);
        let reach = memchr::memchr(
            b'\n',
            rest.get(..BRACE_REACH.min(rest.len())).unwrap_or(rest),
        );
        let limit = open + reach.unwrap_or(BRACE_REACH.min(rest.len()));
        self.balanced_end(open, limit)
    }

    /// The end of the braces that open at a position, outside quotes and before a limit.
    fn balanced_end(&self, open: usize, limit: usize) -> Option<usize> {
        let mut depth = 0_usize;
        let mut quote = None;
        for (index, byte) in self.bytes.get(open..limit)?.iter().enumerate() {
            match (quote, byte) {
                (Some(open), byte) => {
                    if open == *byte {
                        quote = None;
                    }
                }
                (None, b'\'' | b'"') => quote = Some(*byte),
                (None, b'{') => depth += 1,
                (None, b'}') => {
                    depth -= 1;
                    if depth == 0 {
                        return Some(open + index + 1);
                    }
                }
                (None, _) => {}
            }
        }
        None
    }

    /// `{% … %}` and `{# … #}`.
    fn template_comment(&mut self) -> bool {
        let (close, dead) = match (self.peek(0), self.peek(1)) {
            (b'{', b'%') => (b"%}", &mut self.dead.statement),
            (b'{', b'#') => (b"#}", &mut self.dead.comment),
            _ => return false,
        };
        if *dead {
            return false;
        }
        let rest = self.bytes.get(self.pos + 2..).unwrap_or_default();
        let Some(length) = memchr::memmem::find(rest, close) else {
            *dead = true;
            return false;
        };
        self.comment(CommentKind::Template, self.pos + 2 + length + 2);
        true
    }

    /// The position after a template that begins at a brace inside a literal; after the brace when none does.
    pub(super) fn template_in_literal(&self, at: usize) -> usize {
        let close: &[u8] = match self.byte_at(at + 1) {
            b'{' => b"}}",
            b'%' => b"%}",
            _ => return at + 1,
        };
        let rest = self.rest_at(at + 2);
        let rest = rest.get(..LITERAL_REACH.min(rest.len())).unwrap_or(rest);
        let line = rest
            .get(..memchr::memchr(b'\n', rest).unwrap_or(rest.len()))
            .unwrap_or(rest);
        let first = line.iter().find(|byte| !matches!(byte, b' ' | b'-'));
        if !first.is_some_and(|byte| is_word(*byte) || matches!(byte, b'(' | b'[' | b'"')) {
            return at + 1;
        }
        match memchr::memmem::find(line, close) {
            Some(length) => at + 2 + length + 2,
            None => at + 2,
        }
    }

    /// `:name`, `:'name'`, `:"name"`.
    pub(super) fn colon_placeholder(&mut self) -> bool {
        if self.brackets > 0 && self.after_operand() {
            return false;
        }
        let end = match self.peek(1) {
            b'\'' | b'"' => self.quote_end(self.peek(1), self.pos + 2),
            byte if class(byte) == Class::Letter => Some(self.word_end(self.pos + 1)),
            _ => None,
        };
        let Some(end) = end else {
            return false;
        };
        self.push(TokenKind::Placeholder, end);
        true
    }

    /// `%s`, `%(name)s`.
    pub(super) fn percent_placeholder(&mut self) -> bool {
        if self.after_operand() {
            return false;
        }
        let Some(end) = self.percent_end(self.pos) else {
            return false;
        };
        let glued = if self.byte_at(end) == b'_' {
            self.glue(end)
        } else {
            end
        };
        let kind = if glued > end {
            TokenKind::Word
        } else {
            TokenKind::Placeholder
        };
        self.push(kind, glued);
        true
    }

    /// The end of `%s` or `%(name)s` at a position.
    fn percent_end(&self, at: usize) -> Option<usize> {
        let end = match self.byte_at(at + 1) {
            b's' | b'd' => at + 2,
            b'(' => {
                let name = self.word_end(at + 2);
                let closes = name > at + 2
                    && self.byte_at(name) == b')'
                    && matches!(self.byte_at(name + 1), b's' | b'd');
                closes.then_some(name + 2)?
            }
            _ => return None,
        };
        let next = self.byte_at(end);
        (next == b'_' || !is_word(next)).then_some(end)
    }

    /// `?` as an operand.
    pub(super) fn question_mark(&mut self) -> bool {
        if self.after_operand() {
            return false;
        }
        self.push(TokenKind::Placeholder, self.pos + 1);
        true
    }
}

/// Whether `{{ … }}` is dbt's `config(…)`, which prints nothing.
fn is_config(braces: &[u8]) -> bool {
    let Some(inner) = braces.strip_prefix(b"{{") else {
        return false;
    };
    let inner = inner.strip_prefix(b"-").unwrap_or(inner).trim_ascii_start();
    inner
        .strip_prefix(b"config")
        .is_some_and(|rest| rest.trim_ascii_start().starts_with(b"("))
}
