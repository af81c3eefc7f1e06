//! What the translation has to say: codes, classes, texts and pages.
//!
//! Rules raise plain facts (a code, a span, arguments); the texts stand in one place, the page of the code
//! (`pages/RSnnnn.md`), whose head bears class, message and help. The page is also what `rs2bq explain` prints.

mod code;
mod page;
mod redact;

pub use code::{Class, Code};
pub use page::Page;
pub(crate) use redact::redacted;

use crate::span::Span;

/// One thing that the user should know, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The reason.
    pub code: Code,
    /// The smallest range of the source that it is about, in bytes.
    pub span: Span,
    /// What fills `{0}`, `{1}` … of the message and the help.
    pub args: Vec<String>,
    /// The statement it belongs to, counted from zero; `None` for the whole text.
    pub statement: Option<usize>,
}

impl Diagnostic {
    /// A fact about a range of the source.
    pub fn new(code: Code, span: Span, args: Vec<String>) -> Self {
        Self {
            code,
            span,
            args,
            statement: None,
        }
    }

    /// Its class.
    pub fn class(&self) -> Class {
        self.code.class()
    }

    /// The sentence that names the object: no full stop, no "you".
    pub fn message(&self) -> String {
        fill(self.code.page().message(), &self.args)
    }

    /// What to do, where the page says so.
    pub fn help(&self) -> Option<String> {
        self.code
            .page()
            .help()
            .map(|help| fill(help, &self.args))
            .filter(|help| !help.is_empty())
    }
}

/// Puts the arguments in the place of `{0}`, `{1}` …; a place without an argument is left out.
fn fill(template: &str, args: &[String]) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((number, tail)) = after.split_once('}') else {
            text.push('{');
            rest = after;
            continue;
        };
        if let Some(arg) = number.parse::<usize>().ok().and_then(|n| args.get(n)) {
            text.push_str(arg);
        }
        rest = tail;
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn arguments_fill_their_places() {
        let args = ["a".to_owned(), "b".to_owned()];
        assert_eq!(fill("{1} and {0}", &args), "b and a");
        assert_eq!(fill("no place", &args), "no place");
        assert_eq!(fill("{7}.", &args), ".");
    }
}
