//! Output that is written by hand in this project: templates, parsed once into target nodes with typed holes.
//!
//! `CHAR_LENGTH($s)` with the argument `a || b` becomes the call of `CHAR_LENGTH` with that node; `$s || $s` with `f(x)`
//! becomes `WITH(s AS f(x), s || s)`. Text is never substituted, so precedence is the emitter's business.

mod copy;
mod lex;
mod parse;
mod query;

#[cfg(test)]
mod tests;

use super::tree::{DatePart, ExprId, Tree, Window};

/// The words of date parts. `WEEK(MONDAY)` and its like are read apart.
pub(super) const PARTS: [(&str, DatePart); 16] = [
    ("MICROSECOND", DatePart::Microsecond),
    ("MILLISECOND", DatePart::Millisecond),
    ("SECOND", DatePart::Second),
    ("MINUTE", DatePart::Minute),
    ("HOUR", DatePart::Hour),
    ("DAY", DatePart::Day),
    ("DAYOFWEEK", DatePart::DayOfWeek),
    ("DAYOFYEAR", DatePart::DayOfYear),
    ("WEEK", DatePart::Week),
    ("ISOWEEK", DatePart::IsoWeek),
    ("MONTH", DatePart::Month),
    ("QUARTER", DatePart::Quarter),
    ("YEAR", DatePart::Year),
    ("ISOYEAR", DatePart::IsoYear),
    ("DATE", DatePart::Date),
    ("TIME", DatePart::Time),
];

/// What is wrong with a template, or with the arguments it was given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected} at byte {at} of the template")]
pub struct TemplateError {
    /// The offset in the template's text.
    pub at: usize,
    /// What should stand there.
    pub expected: &'static str,
}

impl TemplateError {
    const fn new(at: usize, expected: &'static str) -> Self {
        Self { at, expected }
    }
}

/// A parameter of a template: the hole `$name`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Param {
    /// Its name, without `$`.
    pub name: &'static str,
    /// It is a date part, not a value.
    pub part: bool,
}

impl Param {
    /// A parameter that is a value.
    pub const fn value(name: &'static str) -> Self {
        Self { name, part: false }
    }

    /// A parameter that is a date part.
    pub const fn part(name: &'static str) -> Self {
        Self { name, part: true }
    }
}

/// A parsed template.
#[derive(Clone, Debug)]
pub struct Template {
    tree: Tree,
    root: ExprId,
    params: Vec<Param>,
    /// For every parameter, how it is used.
    uses: Vec<Uses>,
    /// The names that the template itself gives: aliases and bindings.
    own_names: Vec<&'static str>,
}

/// How often a parameter stands in a template.
#[derive(Clone, Copy, Debug, Default)]
struct Uses {
    count: u32,
    /// It stands inside an aggregate or window call, where no binding from outside may be used.
    in_aggregate: bool,
}

/// An argument for a hole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ArgValue {
    /// A value. `simple` says that it may be repeated: a column, a constant, a parameter.
    Expr {
        /// The node, in the tree that the template is copied into.
        id: ExprId,
        /// Whether it may be repeated.
        simple: bool,
    },
    /// A date part.
    Part(DatePart),
    /// `*`, as the only argument of a call.
    Star,
}

/// What the source call bore besides its arguments; it goes to the aggregate calls of the template.
#[derive(Clone, Debug, Default)]
pub struct InstantiateOptions {
    /// DISTINCT.
    pub distinct: bool,
    /// IGNORE NULLS or RESPECT NULLS.
    pub ignore_nulls: Option<bool>,
    /// OVER.
    pub over: Option<Window>,
}

impl Template {
    /// Parses a template. Every `$name` in it has to be one of the parameters.
    pub fn parse(text: &'static str, params: &[Param]) -> Result<Self, TemplateError> {
        parse::parse(text, params)
    }

    /// The parameters in order.
    pub fn params(&self) -> &[Param] {
        &self.params
    }

    /// Whether the template repeats the parameter of this number.
    pub fn repeats(&self, param: usize) -> bool {
        self.uses.get(param).is_some_and(|uses| uses.count > 1)
    }
}
