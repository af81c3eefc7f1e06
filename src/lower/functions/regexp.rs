//! The REGEXP functions: POSIX patterns become RE2, and what BigQuery's functions lack is written around them.
//!
//! `REGEXP_COUNT(s, '(a|b)', 3)` → `ARRAY_LENGTH(REGEXP_EXTRACT_ALL(SUBSTR(s, 3), '(?:a|b)'))`,
//! `REGEXP_SUBSTR(s, 'x')` → `REGEXP_SUBSTR(s, 'x|$')`

use super::Special;
use super::literal::{Result, either};
use crate::bigquery::template::ArgValue;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::functions::Constant;
use crate::lower::Cx;
use crate::lower::literal::posix_regex::{self, Flags, Groups, Options, Pattern};
use crate::lower::literal::regex_replacement;
use crate::lower::literal::string_literal::encode_pattern;

/// `REGEXP_COUNT(text, pattern, position, flags)`.
pub(super) fn count(cx: &mut Cx<'_>, special: &Special<'_>) -> bq::ExprId {
    either(counted(cx, special))
}

/// `REGEXP_INSTR(text, pattern, position, occurrence, option, flags)`.
pub(super) fn instr(cx: &mut Cx<'_>, special: &Special<'_>) -> bq::ExprId {
    either(found_at(cx, special))
}

/// `REGEXP_REPLACE(text, pattern, replacement, position, flags)`.
pub(super) fn replace(cx: &mut Cx<'_>, special: &Special<'_>) -> bq::ExprId {
    either(replaced(cx, special))
}

/// `REGEXP_SUBSTR(text, pattern, position, occurrence, flags)`.
pub(super) fn substr(cx: &mut Cx<'_>, special: &Special<'_>) -> bq::ExprId {
    either(extracted(cx, special))
}

fn counted(cx: &mut Cx<'_>, special: &Special<'_>) -> Result<bq::ExprId> {
    let mut holes = Holes::new(cx, special);
    let (pattern, _) = read_pattern(cx, special, 3, |_| Groups::Neutralise)?;
    let position = holes.number(cx, special, 2, "pos", 1);
    warn_of_anchor(cx, special, &pattern, &position);
    let text = position.rest_of_text();
    let sql = format!(
        "ARRAY_LENGTH(REGEXP_EXTRACT_ALL({text}, {}))",
        encode_pattern(&pattern.re2)
    );
    Ok(holes.write(cx, special, &sql))
}

fn found_at(cx: &mut Cx<'_>, special: &Special<'_>) -> Result<bq::ExprId> {
    let mut holes = Holes::new(cx, special);
    let (pattern, _) = read_pattern(cx, special, 5, |_| Groups::Neutralise)?;
    let position = holes.number(cx, special, 2, "pos", 1);
    warn_of_anchor(cx, special, &pattern, &position);
    let occurrence = holes.number(cx, special, 3, "occ", 1);
    let behind = match holes.number(cx, special, 4, "opt", 0) {
        Number::Known(n) => n.abs().min(1).to_string(),
        Number::Hole(name) => format!("LEAST(ABS(${name}), 1)"),
    };
    let sql = match &occurrence {
        Number::Known(n) if *n < 1 => "IF($s IS NULL, NULL, 0)".to_owned(),
        Number::Known(_) | Number::Hole(_) => {
            let last = [position.at_least_one(), occurrence.plain(), behind];
            let call = call("REGEXP_INSTR", &pattern, &last, &["1", "1", "0"]);
            match occurrence {
                Number::Known(_) => call,
                Number::Hole(name) => format!("IF(${name} < 1, 0, {call})"),
            }
        }
    };
    Ok(holes.write(cx, special, &sql))
}

fn replaced(cx: &mut Cx<'_>, special: &Special<'_>) -> Result<bq::ExprId> {
    let mut holes = Holes::new(cx, special);
    let (pattern, _) = read_pattern(cx, special, 4, |_| Groups::Keep)?;
    let replacement = match special.arg(2) {
        None => "''".to_owned(),
        Some(arg) => match cx.string_value(arg) {
            Some(text) => {
                let text = regex_replacement::replacement(&text, pattern.groups)
                    .map_err(|error| cx.bad_literal(special, 2, &error))?;
                encode_pattern(&text)
            }
            None => holes.value(cx, special, 2, "r"),
        },
    };
    let position = holes.number(cx, special, 3, "pos", 1);
    warn_of_anchor(cx, special, &pattern, &position);
    let before = match &position {
        Number::Known(n) if *n <= 1 => None,
        Number::Known(n) => Some(format!("LEFT($s, {})", n - 1)),
        Number::Hole(name) => Some(format!("LEFT($s, GREATEST(${name}, 1) - 1)")),
    };
    let text = position.rest_of_text();
    let call = format!(
        "REGEXP_REPLACE({text}, {}, {replacement})",
        encode_pattern(&pattern.re2)
    );
    let sql = match before {
        Some(before) => format!("CONCAT({before}, {call})"),
        None => call,
    };
    Ok(holes.write(cx, special, &sql))
}

fn extracted(cx: &mut Cx<'_>, special: &Special<'_>) -> Result<bq::ExprId> {
    let mut holes = Holes::new(cx, special);
    let groups = |flags: Flags| match flags.extract_group {
        true => Groups::FirstOnly,
        false => Groups::Neutralise,
    };
    let (pattern, flags) = read_pattern(cx, special, 4, groups)?;
    let position = holes.number(cx, special, 2, "pos", 1);
    warn_of_anchor(cx, special, &pattern, &position);
    let occurrence = holes.number(cx, special, 3, "occ", 1);
    let captures = flags.extract_group && pattern.groups > 0;
    let sql = match (&position, &occurrence) {
        (_, Number::Known(n)) if *n < 1 => return Ok(cx.typed_null(special)),
        // No match is an empty text: the end of the text matches last, and is empty.
        (Number::Known(..=1), Number::Known(1)) if !captures => {
            let pattern = encode_pattern(&format!("{}|$", pattern.re2));
            format!("REGEXP_SUBSTR($s, {pattern})")
        }
        _other => nth_match(&pattern, &position, &occurrence),
    };
    Ok(holes.write(cx, special, &sql))
}

/// Any match: of a text without one, an empty text.
fn nth_match(pattern: &Pattern, position: &Number, occurrence: &Number) -> String {
    let last = [position.at_least_one(), occurrence.plain()];
    let call = call("REGEXP_SUBSTR", pattern, &last, &["1", "1"]);
    let text = format!("IFNULL({call}, LEFT($s, 0))");
    let mut null_if = Vec::new();
    if let Number::Hole(name) = position {
        null_if.push(format!("${name} IS NULL"));
    }
    if let Number::Hole(name) = occurrence {
        null_if.push(format!("IFNULL(${name} < 1, TRUE)"));
    }
    if null_if.is_empty() {
        text
    } else {
        format!("IF({}, NULL, {text})", null_if.join(" OR "))
    }
}

/// The pattern, in the second argument, as RE2 with the flags of another argument.
fn read_pattern(
    cx: &mut Cx<'_>,
    special: &Special<'_>,
    flags_index: usize,
    groups: impl Fn(Flags) -> Groups,
) -> Result<(Pattern, Flags)> {
    let source = cx.constant_text(special, 1)?;
    let flags = match special.arg(flags_index) {
        None => Flags::default(),
        Some(_) => {
            let text = cx.constant_text(special, flags_index)?;
            posix_regex::flags(&text)
                .map_err(|error| cx.bad_literal(special, flags_index, &error))?
        }
    };
    let options = Options {
        pcre: flags.pcre,
        ignore_case: flags.ignore_case,
        groups: groups(flags),
    };
    let pattern = posix_regex::pattern(&source, options)
        .map_err(|error| cx.bad_literal(special, 1, &error))?;
    cx.literal_differs(special, 1, "the pattern", &pattern.differs);
    Ok((pattern, flags))
}

/// Whether `^` matches at a position inside the text, Redshift's documentation does not say.
fn warn_of_anchor(cx: &mut Cx<'_>, special: &Special<'_>, pattern: &Pattern, position: &Number) {
    let from_start = matches!(position, Number::Known(n) if *n <= 1);
    let anchored = pattern
        .re2
        .trim_start_matches(['(', '?', ':', 's', 'i', ')'])
        .starts_with(['^'])
        || pattern.re2.contains("|^");
    if anchored && !from_start {
        let why = "^ matches at the start position, which Redshift's documentation does not say";
        cx.raise(
            Code::RS2401,
            special.span(cx),
            &[special.found.row.name, why],
        );
    }
}

/// A call of the text and its pattern with more arguments, without those at its end that have their defaults.
fn call(function: &str, pattern: &Pattern, last: &[String], defaults: &[&str]) -> String {
    let needed = last
        .iter()
        .zip(defaults)
        .rposition(|(value, default)| value != default)
        .map_or(0, |index| index + 1);
    let mut sql = format!("{function}($s, {}", encode_pattern(&pattern.re2));
    for value in last.iter().take(needed) {
        sql.push_str(", ");
        sql.push_str(value);
    }
    sql.push(')');
    sql
}

/// An integer argument.
enum Number {
    /// A constant.
    Known(i64),
    /// A hole of this name.
    Hole(&'static str),
}

impl Number {
    fn plain(&self) -> String {
        match self {
            Self::Known(n) => n.to_string(),
            Self::Hole(name) => format!("${name}"),
        }
    }

    /// As a position: at least one.
    fn at_least_one(&self) -> String {
        match self {
            Self::Known(n) => n.max(&1).to_string(),
            Self::Hole(name) => format!("GREATEST(${name}, 1)"),
        }
    }

    /// The text from this position on.
    fn rest_of_text(&self) -> String {
        match self {
            Self::Known(n) if *n <= 1 => "$s".to_owned(),
            Self::Known(_) | Self::Hole(_) => format!("SUBSTR($s, {})", self.at_least_one()),
        }
    }
}

/// The holes of the template that is being written, the text first.
struct Holes {
    list: Vec<(&'static str, ArgValue)>,
}

impl Holes {
    fn new(cx: &mut Cx<'_>, special: &Special<'_>) -> Self {
        Self {
            list: vec![("s", cx.value(special, 0))],
        }
    }

    /// A hole for an argument.
    fn value(
        &mut self,
        cx: &mut Cx<'_>,
        special: &Special<'_>,
        index: usize,
        name: &'static str,
    ) -> String {
        self.list.push((name, cx.value(special, index)));
        format!("${name}")
    }

    /// An integer argument: known, or a hole.
    fn number(
        &mut self,
        cx: &mut Cx<'_>,
        special: &Special<'_>,
        index: usize,
        name: &'static str,
        absent: i64,
    ) -> Number {
        let Some(arg) = special.arg(index) else {
            return Number::Known(absent);
        };
        match cx.arg_facts(arg).constant {
            Some(Constant::Integer(n)) => Number::Known(n),
            Some(Constant::Null | Constant::String(_) | Constant::Other) | None => {
                self.value(cx, special, index, name);
                Number::Hole(name)
            }
        }
    }

    fn write(self, cx: &mut Cx<'_>, special: &Special<'_>, sql: &str) -> bq::ExprId {
        cx.assembled(special, sql, &self.list, None)
    }
}
