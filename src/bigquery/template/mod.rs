//! Output that is written by hand in this project: templates, parsed once into target nodes with typed holes.
//!
//! `CHAR_LENGTH($s)` with the argument `a || b` becomes the call of `CHAR_LENGTH` with that node; `$s || $s` with `f(x)`
//! becomes `WITH(s AS f(x), s || s)`. Text is never substituted, so precedence is the emitter's business.

mod copy;
mod fold;
mod forms;
mod lex;
mod own_names;
mod parse;
mod query;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::sync::{LazyLock, RwLock};

use rustc_hash::FxHashMap;

use super::tree::{DatePart, Expr, ExprId, Hole, Tree, Window};
use crate::source::SourceText;

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

/// What is wrong with a template.
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

/// A parsed template.
#[derive(Clone, Debug)]
pub struct Template {
    tree: Tree,
    root: ExprId,
    /// The holes in the order in which they first stand.
    holes: Vec<HoleUse>,
    /// The names that the template itself gives: aliases and bindings.
    own_names: Vec<Cow<'static, str>>,
    /// `COALESCE` of `COALESCE($a, $b)`: a plain call of its holes, in order.
    plain_call: Option<&'static str>,
}

/// A hole and how it is used.
#[derive(Clone, Debug)]
struct HoleUse {
    /// Its name, without `$`.
    name: Cow<'static, str>,
    /// How often it stands.
    count: u32,
    /// It stands inside an aggregate or window call, where no binding from outside may be used.
    in_aggregate: bool,
    /// It is `$xs...`.
    rest: bool,
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
    /// `*`, as an argument of a call.
    Star,
    /// No hole takes it.
    None,
}

/// What fills the holes of a template.
#[derive(Clone, Debug)]
pub struct Instantiation<'a> {
    /// The source, from which the names of the arguments' columns are read.
    pub source: &'a SourceText,
    /// The names of the holes; the last one may be variadic.
    pub names: &'a [&'a str],
    /// The arguments, in the order of the names.
    pub args: &'a [ArgValue],
    /// DISTINCT: goes to every aggregate call of the template.
    pub distinct: bool,
    /// OVER: goes to every aggregate and window call of the template.
    pub over: Option<Window>,
}

/// The templates that were asked for by [`Template::cached`]. They are texts of this program, so there is an end to them.
static CACHE: LazyLock<RwLock<FxHashMap<&'static str, Option<&'static Template>>>> =
    LazyLock::new(RwLock::default);

impl Template {
    /// Parses a template.
    pub fn parse(text: &str) -> Result<Self, TemplateError> {
        parse::parse(text, |_| None)
    }

    /// Parses a template that lives as long as the program; nothing of its text is copied.
    pub fn parse_static(text: &'static str) -> Result<Self, TemplateError> {
        parse::parse(text, Some)
    }

    /// The template of a text, parsed when it is first asked for; `None` where it does not parse (a test tries all).
    pub fn cached(text: &'static str) -> Option<&'static Self> {
        if let Ok(cache) = CACHE.read()
            && let Some(found) = cache.get(text)
        {
            return *found;
        }
        let parsed = Self::parse_static(text)
            .ok()
            .map(|template| &*Box::leak(Box::new(template)));
        match CACHE.write() {
            Ok(mut cache) => *cache.entry(text).or_insert(parsed),
            Err(_) => parsed,
        }
    }

    /// The template in the canonical spelling, its holes by number.
    pub fn text(&self) -> String {
        super::print::expr_text(&self.tree, &SourceText::default(), self.root)
    }

    /// The names of the holes, in the order in which they first stand.
    pub fn holes(&self) -> impl Iterator<Item = &str> {
        self.holes.iter().map(|hole| hole.name.as_ref())
    }

    /// The function, where the template is a plain call that takes this many arguments in the order of their names (or `*`
    /// alone): only the name of the call changes.
    pub fn renames<'n>(
        &self,
        mut names: impl Iterator<Item = &'n str>,
        args: usize,
        star: bool,
    ) -> Option<&'static str> {
        let name = self.plain_call?;
        let rest = self.holes.last().is_some_and(|hole| hole.rest);
        let in_order = self.holes().all(|hole| names.next() == Some(hole));
        let fits = if star {
            self.holes.len() == 1 && args == 0
        } else if rest {
            args >= self.holes.len()
        } else {
            args == self.holes.len()
        };
        (in_order && fits).then_some(name)
    }
}

/// The hole that an expression is.
fn hole_of(tree: &Tree, id: ExprId) -> Option<Hole> {
    if let Expr::Hole(hole) = &tree.exprs[id].kind {
        return Some(*hole);
    }
    None
}
