//! One walk over a pattern.

use super::bracket::bracket;
use crate::lower::literal::cursor::Cursor;
use crate::lower::literal::{LiteralError, code};
use std::ops::Range;

/// What becomes of capturing groups: BigQuery's REGEXP functions return the group where there is one, and refuse two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Groups {
    /// They stay (a replacement refers to them).
    Keep,
    /// None captures: `(` becomes `(?:`.
    Neutralise,
    /// Only the first captures (flag `e`).
    FirstOnly,
}

/// How a pattern is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// PCRE (flag `p`), where a dot does not match a line break; POSIX otherwise, where it does.
    pub pcre: bool,
    /// The case does not matter.
    pub ignore_case: bool,
    /// What becomes of groups.
    pub groups: Groups,
}

/// A pattern of RE2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// The pattern.
    pub re2: String,
    /// How many capturing groups the source has.
    pub groups: usize,
    /// What may differ, each with its code and its place in the source.
    pub differs: Vec<LiteralError>,
}

/// The most repetitions that RE2 counts.
const MOST_REPETITIONS: u32 = 1000;

/// The pattern as RE2 writes it, or the place of what it cannot say.
pub fn pattern(source: &str, options: Options) -> Result<Pattern, LiteralError> {
    let mut scanner = Scanner {
        cursor: Cursor::new(source),
        options,
        re2: String::with_capacity(source.len() + 8),
        groups: 0,
        open: vec![Group::new(0, 0)],
        atom: Atom::None,
        has_dot: false,
        differs: Vec::new(),
    };
    while !scanner.cursor.rest().is_empty() {
        scanner.step()?;
    }
    scanner.finish(source)
}

/// What the last thing was, to judge a quantifier.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Atom {
    /// Nothing that can be repeated.
    None,
    /// Something that can.
    Some,
    /// A quantifier.
    Repeated,
}

/// An open group and the plain alternatives in it.
struct Group {
    at: usize,
    /// Where the present alternative begins.
    start: usize,
    /// The alternatives so far that are plain text, and the present one.
    plain: Vec<String>,
    present: Option<String>,
}

impl Group {
    fn new(at: usize, start: usize) -> Self {
        Self {
            at,
            start,
            plain: Vec::new(),
            present: Some(String::new()),
        }
    }
}

struct Scanner<'a> {
    cursor: Cursor<'a>,
    options: Options,
    re2: String,
    groups: usize,
    open: Vec<Group>,
    atom: Atom,
    has_dot: bool,
    differs: Vec<LiteralError>,
}

impl Scanner<'_> {
    fn step(&mut self) -> Result<(), LiteralError> {
        let at = self.cursor.at();
        let Some(c) = self.cursor.bump() else {
            return Ok(());
        };
        match c {
            '\\' => self.escape(at)?,
            '[' => {
                bracket(&mut self.cursor, at, &mut self.re2)?;
                self.not_plain();
                self.atom = Atom::Some;
            }
            '(' => self.open(at)?,
            ')' => self.close(at)?,
            '|' => self.alternative(at),
            '*' | '+' | '?' => self.quantifier(at, c)?,
            '{' => self.braces(at)?,
            '.' => {
                self.has_dot = true;
                self.not_plain();
                self.push('.');
            }
            '^' | '$' => {
                self.not_plain();
                self.re2.push(c);
                self.atom = Atom::None;
            }
            c => self.literal(c),
        }
        Ok(())
    }

    fn push(&mut self, c: char) {
        self.re2.push(c);
        self.atom = Atom::Some;
    }

    fn literal(&mut self, c: char) {
        if let Some(text) = self
            .open
            .last_mut()
            .and_then(|group| group.present.as_mut())
        {
            text.push(c);
        }
        self.push(c);
    }

    /// The present alternative is no plain text.
    fn not_plain(&mut self) {
        if let Some(group) = self.open.last_mut() {
            group.present = None;
        }
    }

    fn refuse<T>(&self, at: usize, why: impl Into<String>) -> Result<T, LiteralError> {
        Err(LiteralError::new(at..self.cursor.at(), code::NOT_RE2, why))
    }

    fn malformed<T>(&self, at: Range<usize>, why: &str) -> Result<T, LiteralError> {
        Err(LiteralError::new(at, code::MALFORMED_PATTERN, why))
    }

    fn escape(&mut self, at: usize) -> Result<(), LiteralError> {
        let Some(c) = self.cursor.bump() else {
            return self.malformed(at..at + 1, "the pattern ends with a backslash");
        };
        match c {
            '1'..='9' | 'g' | 'k' => self.refuse(at, "a back-reference has no equivalent"),
            '<' | '>' => {
                self.assertion("\\b");
                Ok(())
            }
            'b' | 'B' | 'A' | 'z' => {
                self.assertion(&format!("\\{c}"));
                Ok(())
            }
            'd' | 'D' | 's' | 'S' | 'w' | 'W' | 'n' | 'r' | 't' | 'f' | 'v' | 'a' | 'x' | 'p'
            | 'P' => {
                self.not_plain();
                self.re2.push('\\');
                self.push(c);
                if self.cursor.peek() == Some('{') && matches!(c, 'x' | 'p' | 'P') {
                    let name = self.cursor.take_while(|c| c != '}');
                    self.re2.push_str(name);
                    if self.cursor.eat("}") {
                        self.re2.push('}');
                    }
                }
                Ok(())
            }
            'e' => {
                self.not_plain();
                self.re2.push_str("\\x1b");
                self.atom = Atom::Some;
                Ok(())
            }
            'Q' => {
                self.quoted();
                Ok(())
            }
            c if c.is_ascii_alphanumeric() => self.refuse(at, format!("\\{c} has no equivalent")),
            c => {
                if c.is_ascii_punctuation() && c != '_' {
                    self.re2.push('\\');
                }
                self.literal(c);
                Ok(())
            }
        }
    }

    /// `\Q…\E`: the text as it stands.
    fn quoted(&mut self) {
        while !self.cursor.rest().is_empty() && !self.cursor.eat("\\E") {
            if let Some(c) = self.cursor.bump() {
                if c.is_ascii_punctuation() && c != '_' {
                    self.re2.push('\\');
                }
                self.literal(c);
            }
        }
    }

    fn assertion(&mut self, re2: &str) {
        self.not_plain();
        self.re2.push_str(re2);
        self.atom = Atom::None;
    }

    fn open(&mut self, at: usize) -> Result<(), LiteralError> {
        self.not_plain();
        self.atom = Atom::None;
        if !self.cursor.eat("?") {
            self.capture(at, "(");
            return Ok(());
        }
        if self.cursor.eat("#") {
            self.cursor.take_while(|c| c != ')');
            return match self.cursor.eat(")") {
                true => Ok(()),
                false => self.malformed(at..self.cursor.at(), "the comment is not closed"),
            };
        }
        for (spelled, why) in [
            ("=", "a look-ahead has no equivalent"),
            ("!", "a look-ahead has no equivalent"),
            ("<=", "a look-behind has no equivalent"),
            ("<!", "a look-behind has no equivalent"),
            (">", "an atomic group has no equivalent"),
            ("(", "a conditional has no equivalent"),
            ("|", "a branch reset has no equivalent"),
            ("P=", "a back-reference has no equivalent"),
            ("P>", "a recursion has no equivalent"),
            ("R", "a recursion has no equivalent"),
            ("&", "a recursion has no equivalent"),
        ] {
            if self.cursor.eat(spelled) {
                return self.refuse(at, why);
            }
        }
        for (opens, closes) in [("P<", '>'), ("<", '>'), ("'", '\'')] {
            if self.cursor.eat(opens) {
                let name = self.cursor.take_while(|c| c != closes).to_owned();
                self.cursor.bump();
                self.capture(at, &format!("(?P<{name}>"));
                return Ok(());
            }
        }
        self.flags_or_group(at)
    }

    /// `(?:`, `(?i:`, `(?i)`.
    fn flags_or_group(&mut self, at: usize) -> Result<(), LiteralError> {
        let flags = self
            .cursor
            .take_while(|c| c.is_ascii_alphabetic() || c == '-')
            .to_owned();
        if let Some(flag) = flags.chars().find(|c| !"imsU-".contains(*c)) {
            return self.refuse(at, format!("the flag {flag} has no equivalent"));
        }
        match self.cursor.bump() {
            Some(':') => {
                self.re2.push_str(&format!("(?{flags}:"));
                self.open.push(Group::new(at, self.cursor.at()));
                Ok(())
            }
            Some(')') if !flags.is_empty() => {
                self.re2.push_str(&format!("(?{flags})"));
                Ok(())
            }
            _ => self.refuse(at, "the group has no equivalent"),
        }
    }

    fn capture(&mut self, at: usize, opens: &str) {
        self.groups += 1;
        let captures = match self.options.groups {
            Groups::Keep => true,
            Groups::Neutralise => false,
            Groups::FirstOnly => self.groups == 1,
        };
        self.re2.push_str(if captures { opens } else { "(?:" });
        self.open.push(Group::new(at, self.cursor.at()));
    }

    fn close(&mut self, at: usize) -> Result<(), LiteralError> {
        if self.open.len() < 2 {
            return self.malformed(at..at + 1, "no group is open");
        }
        self.end_alternative(at);
        self.open.pop();
        self.push(')');
        Ok(())
    }

    fn alternative(&mut self, at: usize) {
        self.end_alternative(at);
        if let Some(group) = self.open.last_mut() {
            group.present = Some(String::new());
            group.start = self.cursor.at();
        }
        self.re2.push('|');
        self.atom = Atom::None;
    }

    /// POSIX takes the longest alternative: it matters where an earlier one begins a later one.
    fn end_alternative(&mut self, at: usize) {
        let pcre = self.options.pcre;
        let Some(group) = self.open.last_mut() else {
            return;
        };
        let Some(present) = group.present.take() else {
            return;
        };
        let shadowed = group
            .plain
            .iter()
            .any(|earlier| present.len() > earlier.len() && present.starts_with(earlier.as_str()));
        if shadowed && !pcre {
            let why = format!("{present} is never reached behind an alternative that begins it");
            self.differs.push(LiteralError::new(
                group.start..at,
                code::FIRST_ALTERNATIVE,
                why,
            ));
        }
        group.plain.push(present);
    }

    fn quantifier(&mut self, at: usize, c: char) -> Result<(), LiteralError> {
        match (self.atom, c) {
            (Atom::None, _) => {
                return self.malformed(
                    at..at + 1,
                    "there is nothing to repeat before the quantifier",
                );
            }
            (Atom::Repeated, '?') => {
                if !self.options.pcre {
                    let why = "a lazy quantifier takes the shortest text in RE2, which POSIX does not know";
                    self.differs
                        .push(LiteralError::new(at..at + 1, code::LAZY_QUANTIFIER, why));
                }
                self.re2.push('?');
                // A third quantifier is an error.
                self.atom = Atom::None;
                return Ok(());
            }
            (Atom::Repeated, '+') => {
                return self.refuse(at, "a possessive quantifier has no equivalent");
            }
            (Atom::Repeated, _) => {
                return self.malformed(at..at + 1, "two quantifiers follow each other");
            }
            (Atom::Some, _) => {}
        }
        self.not_plain();
        self.re2.push(c);
        self.atom = Atom::Repeated;
        Ok(())
    }

    /// `{m}`, `{m,}`, `{m,n}`; any other brace is a character.
    fn braces(&mut self, at: usize) -> Result<(), LiteralError> {
        let rest = self.cursor.rest();
        let inner = rest.split_once('}').map(|(inner, _)| inner);
        let bounds = inner.filter(|inner| {
            let (least, most) = inner.split_once(',').unwrap_or((inner, ""));
            !least.is_empty()
                && least
                    .chars()
                    .chain(most.chars())
                    .all(|c| c.is_ascii_digit())
        });
        let Some(bounds) = bounds else {
            self.re2.push('\\');
            self.literal('{');
            return Ok(());
        };
        self.cursor.eat(bounds);
        self.cursor.eat("}");
        let too_many = |bound: &str| {
            bound
                .parse::<u32>()
                .map_or(!bound.is_empty(), |bound| bound > MOST_REPETITIONS)
        };
        if bounds.split(',').any(too_many) {
            return self.refuse(
                at,
                format!("RE2 counts no more than {MOST_REPETITIONS} repetitions"),
            );
        }
        match self.atom {
            Atom::None => self.malformed(
                at..self.cursor.at(),
                "there is nothing to repeat before the quantifier",
            ),
            Atom::Repeated => {
                self.malformed(at..self.cursor.at(), "two quantifiers follow each other")
            }
            Atom::Some => {
                self.not_plain();
                self.re2.push_str(&format!("{{{bounds}}}"));
                self.atom = Atom::Repeated;
                Ok(())
            }
        }
    }

    fn finish(mut self, source: &str) -> Result<Pattern, LiteralError> {
        self.end_alternative(source.len());
        if let [_, .., group] = self.open.as_slice() {
            return self.malformed(group.at..group.at + 1, "the group is not closed");
        }
        let dot_all = self.has_dot && !self.options.pcre;
        let prefix = match (self.options.ignore_case, dot_all) {
            (false, false) => "",
            (true, false) => "(?i)",
            (false, true) => "(?s)",
            (true, true) => "(?is)",
        };
        self.re2.insert_str(0, prefix);
        Ok(Pattern {
            re2: self.re2,
            groups: self.groups,
            differs: self.differs,
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn options(pcre: bool, ignore_case: bool, groups: Groups) -> Options {
        Options {
            pcre,
            ignore_case,
            groups,
        }
    }

    fn posix(source: &str) -> Pattern {
        pattern(source, options(false, false, Groups::Neutralise)).unwrap()
    }

    #[test]
    fn patterns_of_re2() {
        for (source, re2) in [
            ("abc", "abc"),
            (r"\d+[^\w.]", r"\d+[^\w.]"),
            (r"\<a\>", r"\ba\b"),
            ("[[:<:]]a[[:>:]]", r"\ba\b"),
            ("[[:alpha:]_]*", "[[:alpha:]_]*"),
            ("[]a[]", r"[\]a\[]"),
            ("[[.-.]x]", r"[\-x]"),
            (r"[\_\-b]", r"[_\-b]"),
            ("(a|b)(c)", "(?:a|b)(?:c)"),
            ("a{2,3}b{2}c{1,}", "a{2,3}b{2}c{1,}"),
            ("a{", r"a\{"),
            ("{name}", r"\{name}"),
            ("^a.b$", "(?s)^a.b$"),
            (r"a\_b\.c\é", r"a_b\.cé"),
            ("(?:a)(?i)b", "(?:a)(?i)b"),
            ("(?#note)a", "a"),
            (r"\Qa.b\E+", r"a\.b+"),
            ("(?<n>a)", "(?:a)"),
            ("", ""),
        ] {
            assert_eq!(posix(source).re2, re2, "{source}");
        }
    }

    #[test]
    fn options_count() {
        let re2 = |source, pcre, ignore_case, groups| {
            pattern(source, options(pcre, ignore_case, groups))
                .unwrap()
                .re2
        };
        assert_eq!(re2("a.b", true, false, Groups::Keep), "a.b");
        assert_eq!(re2("a.b", false, true, Groups::Keep), "(?is)a.b");
        assert_eq!(
            re2("(a)(b)", false, true, Groups::FirstOnly),
            "(?i)(a)(?:b)"
        );
        assert_eq!(re2("(a)(?<n>b)", false, false, Groups::Keep), "(a)(?P<n>b)");
        assert_eq!(posix("(a)((b)|c)").groups, 3);
    }

    #[test]
    fn what_re2_lacks_is_refused_at_its_place() {
        for (source, at, code) in [
            (r"(a)\1", 3..5, "RS1301"),
            ("a(?=b)", 1..4, "RS1301"),
            ("a(?<!b)", 1..5, "RS1301"),
            ("(?>a)", 0..3, "RS1301"),
            ("(?(1)a)", 0..3, "RS1301"),
            ("a++", 2..3, "RS1301"),
            ("a{1,2000}", 1..9, "RS1301"),
            (r"\h", 0..2, "RS1301"),
            ("(?x)a", 0..3, "RS1301"),
            ("[[.space.]]", 1..10, "RS1301"),
            ("a**", 2..3, "RS1302"),
            ("*a", 0..1, "RS1302"),
            ("(a", 0..1, "RS1302"),
            ("a)", 1..2, "RS1302"),
            ("[a", 0..2, "RS1302"),
            (r"a\", 1..2, "RS1302"),
            ("[[:letter:]]", 1..11, "RS1302"),
            ("|*a", 1..2, "RS1302"),
        ] {
            let error = pattern(source, options(true, false, Groups::Keep)).unwrap_err();
            assert_eq!((error.at, error.code), (at, code), "{source}");
        }
    }

    #[test]
    fn what_may_differ_is_listed() {
        let differs = |source| -> Vec<_> {
            posix(source)
                .differs
                .iter()
                .map(|d| (d.at.clone(), d.code))
                .collect()
        };
        assert_eq!(differs("a|ab"), [(2..4, "RS2301")]);
        assert_eq!(differs("x(a|b|ac)"), [(6..8, "RS2301")]);
        assert_eq!(differs("ab|a"), []);
        assert_eq!(differs("a*?"), [(2..3, "RS2302")]);
        assert!(
            pattern("a|ab*?", options(true, false, Groups::Keep))
                .unwrap()
                .differs
                .is_empty()
        );
    }
}
