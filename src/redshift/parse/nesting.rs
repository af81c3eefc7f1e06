//! The limit of nesting: trees are never so tall that a later stage could run out of stack when it recurses.
//!
//! `depth` counts the reading methods that are open, `height` what the innermost of them has built already. Their sum bounds the
//! height of the tree: parentheses count by `depth`, left-deep growth (`a::int::int`, joins) by `height`.

use super::PResult;
use super::parser::Parser;
use crate::diagnostic::{Code, Diagnostic};

impl Parser<'_> {
    /// Reads something one level deeper.
    pub(super) fn nested<T>(&mut self, inner: impl FnOnce(&mut Self) -> PResult<T>) -> PResult<T> {
        let height = std::mem::take(&mut self.height);
        self.depth += 1;
        let result = match self.check_nesting() {
            Ok(()) => inner(self),
            Err(error) => Err(error),
        };
        self.depth -= 1;
        self.height = height.max(self.height + 1);
        result
    }

    /// Reads something beside what was read before: its height does not add to that of its neighbours.
    pub(super) fn beside<T>(&mut self, inner: impl FnOnce(&mut Self) -> PResult<T>) -> PResult<T> {
        let height = std::mem::take(&mut self.height);
        let result = inner(self);
        self.height = self.height.max(height);
        result
    }

    /// Counts a node around what was read last.
    pub(super) fn grow(&mut self) -> PResult<()> {
        self.height += 1;
        self.check_nesting()
    }

    fn check_nesting(&self) -> PResult<()> {
        if self.depth + self.height <= self.max_nesting {
            return Ok(());
        }
        let limit = self.max_nesting.to_string();
        Err(Box::new(Diagnostic::new(
            Code::RS0003,
            self.peek().span,
            vec![limit],
        )))
    }
}
