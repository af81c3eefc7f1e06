//! What the options of COPY and UNLOAD share: their words, their values, and what is said of them.
//!
//! `MANIFEST` of UNLOAD has no counterpart: `RS2603: MANIFEST: no manifest is written`

use super::super::Cx;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::statement::{CopyOption, CopyOptionKind, Node};

/// What LOAD DATA is called in messages.
const LOAD: &str = "LOAD DATA";

/// What EXPORT DATA is called in messages.
pub(super) const EXPORT: &str = "EXPORT DATA";

impl Cx<'_> {
    /// The first word of an option, in upper case; all of a template.
    pub(super) fn option_word(&self, option: &CopyOption) -> String {
        let text = self.text(option.span);
        if option.kind == CopyOptionKind::Placeholder {
            return text.to_owned();
        }
        let is_said = |word: &&str| !word.eq_ignore_ascii_case("as");
        let mut words = text.split_whitespace().filter(is_said);
        let first = words.next().unwrap_or("").to_uppercase();
        match words.next() {
            Some(format) if first == "FORMAT" => format!("{first} {}", format.to_uppercase()),
            Some(_) | None => first,
        }
    }

    /// The value of an option as an expression.
    pub(super) fn option_value(&mut self, option: &CopyOption) -> Option<bq::ExprId> {
        let span = option.value?;
        match self.string_at(span) {
            Some(value) => Some(self.string(&value)),
            None => Some(
                self.out
                    .expr(bq::Expr::Placeholder(span), bq::Origin::Same(span)),
            ),
        }
    }

    /// Says that the statement does something else than the option asks for.
    pub(super) fn option_differs(&mut self, option: &CopyOption, what: &str) {
        let (code, help) = if self.is_unload() {
            (Code::RS2603, "check the readers of the files")
        } else {
            (Code::RS2601, "check the files")
        };
        let word = self.option_word(option);
        self.raise(code, option.span, &[&format!("{word}: {what}"), help]);
    }

    /// Refuses the statement for an option that BigQuery has no counterpart of.
    pub(super) fn no_option(&mut self, option: &CopyOption, help: &str) {
        let word = self.option_word(option);
        let target = if self.is_unload() { EXPORT } else { LOAD };
        let what = format!("the option {word}");
        self.refuse(Code::RS1601, option.span, &[&what, target, help]);
    }

    pub(super) fn is_unload(&self) -> bool {
        matches!(self.statement.node, Node::Unload(_))
    }
}
