//! Reads one row of a function table.

use std::fmt;

use super::overload::Arg;
use crate::diagnostic::Code;
use crate::redshift::tree::DatePart;
use crate::resolve::{MAX_PRECISION, Type};

/// One overload of a function.
#[derive(Clone, Debug)]
pub struct Row {
    /// The folded name.
    pub name: &'static str,
    /// The family: the stem of the file.
    pub family: &'static str,
    /// The line of the file, from one.
    pub line: usize,
    /// The parameters.
    pub params: Vec<Param>,
    /// The type of the result.
    pub result: ResultType,
    /// The text of the signature, as it stands in the file.
    pub signature: &'static str,
    /// An aggregate function: DISTINCT and OVER apply.
    pub aggregate: bool,
    /// A window function: it needs OVER.
    pub window: bool,
    /// Gives another value each time.
    pub volatile: bool,
    /// The row that serves arguments of unknown type.
    pub fallback: bool,
    /// Diagnostics to raise.
    pub codes: Vec<Code>,
    /// What the call becomes.
    pub target: Target,
    /// Examples for the engine.
    pub examples: Vec<Example>,
    /// Notes for the reader.
    pub notes: Vec<&'static str>,
    /// Why the engine cannot run the row.
    pub unchecked: Option<&'static str>,
}

/// What a call becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// BigQuery SQL with holes.
    Template(&'static str),
    /// A function of the lowering.
    Rust(&'static str),
    /// Refused.
    Refused(Code),
}

/// A parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Param {
    /// Its name in templates; empty for a constant.
    pub name: &'static str,
    /// What fits it.
    pub ty: ParamType,
    /// `[x: T]`.
    pub optional: bool,
    /// `xs: T...`.
    pub variadic: bool,
    /// `lit T`.
    pub literal: bool,
}

/// What fits a parameter.
#[allow(missing_docs)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParamType {
    Any,
    String,
    Char,
    Int,
    Int2,
    Int4,
    Int8,
    /// A literal integer in this range.
    IntRange(i64, i64),
    Decimal,
    Float,
    Number,
    Bool,
    Date,
    Time,
    TimeTz,
    Timestamp,
    TimestampTz,
    Datetime,
    Interval,
    Super,
    Varbyte,
    Geometry,
    Geography,
    HllSketch,
    /// A date part; empty: any.
    Part(Vec<DatePart>),
    /// This text, in any case.
    Text(&'static str),
}

/// The type of the result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResultType {
    /// Always this one.
    Fixed(Type),
    /// That of a parameter.
    Same(&'static str),
    /// The common type of parameters.
    Super(Vec<&'static str>),
    /// DECIMAL with the precision and scale of a parameter.
    Decimal(&'static str),
}

/// An example for the engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The Redshift expression.
    pub expr: &'static str,
    /// `from x in (…)`: the column list and the rows.
    pub from: Option<&'static str>,
    /// What must come out.
    pub expect: Expectation,
}

/// What an example must evaluate to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expectation {
    /// `=>`: this BigQuery constant.
    Exactly(&'static str),
    /// `=~`: this FLOAT64 to twelve digits.
    Nearly(&'static str),
    /// `=> error`.
    Error,
}

/// A row that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowError {
    /// The stem of the file.
    pub family: &'static str,
    /// The line, from one.
    pub line: usize,
    /// What is wrong.
    pub why: String,
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.map:{}: {}", self.family, self.line, self.why)
    }
}

/// The lines of one row.
pub(super) struct RowText {
    family: &'static str,
    line: usize,
    /// The row itself; continuation lines are beside it.
    lines: Vec<&'static str>,
}

impl RowText {
    /// The function's name: the text before `(` without `?`.
    pub(super) fn name(&self) -> &'static str {
        let line = self.lines.first().copied().unwrap_or("");
        let end = line.find(['(', '?']).unwrap_or(line.len());
        line.get(..end).unwrap_or("").trim()
    }
}

/// Splits a file into rows. A line at the margin begins a row.
pub(super) fn split(family: &'static str, text: &'static str) -> Vec<RowText> {
    let mut rows: Vec<RowText> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        match rows.last_mut() {
            Some(row) if line.starts_with(' ') => row.lines.push(line),
            _ => rows.push(RowText {
                family,
                line: index + 1,
                lines: vec![line],
            }),
        }
    }
    rows
}

impl Row {
    /// Reads a row.
    pub(super) fn parse(text: &RowText) -> Result<Self, RowError> {
        let error = |why: String| RowError {
            family: text.family,
            line: text.line,
            why,
        };
        let mut lines = text.lines.iter().copied();
        let head = lines.next().unwrap_or("");
        let (head, tail) = split_target(head).ok_or_else(|| error("no target".into()))?;
        let mut row = parse_head(text, head).map_err(error)?;
        let mut target = tail.trim();
        for line in lines {
            let is_item = line.starts_with("    ");
            let line = line.trim();
            if let Some(example) = line.strip_prefix("e.g. ") {
                row.examples.push(parse_example(example).map_err(error)?);
            } else if let Some(note) = line.strip_prefix("note ") {
                row.notes.push(note);
            } else if let Some(why) = line.strip_prefix("unchecked ") {
                row.unchecked = Some(why);
            } else if is_item {
                return Err(error(format!("unknown line: {line}")));
            } else {
                // A template of several lines: rare, and rows live as long as the program.
                target = Box::leak(format!("{target} {line}").into_boxed_str());
            }
        }
        row.target = parse_target(target).map_err(error)?;
        Ok(row)
    }

    /// The type of a call's result for these arguments.
    pub fn result_type(&self, args: &[Arg<'_>]) -> Type {
        let of = |name: &str| {
            let index = self.params.iter().position(|param| param.name == name)?;
            let param = self.params.get(index)?;
            let types = args.get(index..)?.iter().map(|arg| arg.ty);
            if param.variadic {
                Some(common(types))
            } else {
                types.into_iter().next()
            }
        };
        match &self.result {
            ResultType::Fixed(ty) => *ty,
            ResultType::Same(name) => of(name).unwrap_or(Type::Unknown),
            ResultType::Super(names) => {
                common(names.iter().map(|name| of(name).unwrap_or(Type::Unknown)))
            }
            ResultType::Decimal(name) => match of(name) {
                // An aggregate of decimals has all the digits there are.
                Some(Type::Decimal { scale, .. }) if self.aggregate => Type::Decimal {
                    precision: MAX_PRECISION,
                    scale,
                },
                Some(ty @ Type::Decimal { .. }) => ty,
                Some(_) | None => Type::Unknown,
            },
        }
    }
}

fn common(types: impl Iterator<Item = Type>) -> Type {
    types
        .reduce(crate::resolve::rules::common_of_two)
        .unwrap_or(Type::Unknown)
}

/// Splits `head = template`, `head ! code`: at the first `=` or `!` outside parentheses and quotes after `->`.
fn split_target(line: &'static str) -> Option<(&'static str, &'static str)> {
    let arrow = line.find("->")?;
    let after = line.get(arrow..)?;
    let at = arrow + after.find(" = ").or_else(|| after.find(" ! "))?;
    // `! ` may come before a `=` inside the template's text.
    let bang = after.find(" ! ").map(|i| arrow + i);
    let at = bang.filter(|bang| *bang < at).unwrap_or(at);
    Some((line.get(..at)?, line.get(at..)?))
}

fn parse_target(text: &'static str) -> Result<Target, String> {
    let text = text.trim();
    if let Some(code) = text.strip_prefix('!') {
        let code = code.trim();
        return Code::parse(code)
            .map(Target::Refused)
            .ok_or_else(|| format!("unknown code {code}"));
    }
    let body = text.strip_prefix('=').ok_or("neither = nor !")?.trim();
    Ok(match body.strip_prefix('@') {
        Some(name)
            if name
                .chars()
                .all(|c| c.is_ascii_lowercase() || c == '_' || c.is_ascii_digit()) =>
        {
            Target::Rust(name)
        }
        _ => Target::Template(body),
    })
}

fn parse_head(text: &RowText, head: &'static str) -> Result<Row, String> {
    let open = head.find('(').ok_or("no parameters")?;
    let arrow = head.find("->").ok_or("no result")?;
    let close = head.get(..arrow).and_then(|h| h.rfind(')')).ok_or("no )")?;
    let params = head.get(open + 1..close).ok_or("no parameters")?;
    let mut words = head.get(arrow + 2..).unwrap_or("").trim();
    let result_end = result_end(words);
    let result = parse_result(words.get(..result_end).unwrap_or("").trim())?;
    words = words.get(result_end..).unwrap_or("").trim();
    let mut row = Row {
        name: text.name(),
        family: text.family,
        line: text.line,
        params: split_params(params)
            .into_iter()
            .map(parse_param)
            .collect::<Result<_, _>>()?,
        result,
        signature: head,
        aggregate: false,
        window: false,
        volatile: false,
        fallback: head.get(..open).is_some_and(|name| name.contains('?')),
        codes: Vec::new(),
        target: Target::Template(""),
        examples: Vec::new(),
        notes: Vec::new(),
        unchecked: None,
    };
    for word in words.split_whitespace() {
        match word {
            "agg" => row.aggregate = true,
            "window" => row.window = true,
            "volatile" => row.volatile = true,
            "~" => {}
            word => row.codes.push(
                Code::parse(word.trim_start_matches('~'))
                    .ok_or_else(|| format!("unknown word {word}"))?,
            ),
        }
    }
    Ok(row)
}

/// The result ends at the first blank outside parentheses.
fn result_end(text: &str) -> usize {
    let mut depth = 0_u32;
    for (index, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ' ' if depth == 0 => return index,
            _ => {}
        }
    }
    text.len()
}

fn split_params(text: &'static str) -> Vec<&'static str> {
    let mut parts = Vec::new();
    let (mut start, mut quoted, mut depth) = (0, false, 0_u32);
    for (index, c) in text.char_indices() {
        match c {
            '\'' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth = depth.saturating_sub(1),
            ',' if !quoted && depth == 0 => {
                parts.extend(text.get(start..index));
                start = index + 1;
            }
            _ => {}
        }
    }
    parts.extend(text.get(start..));
    parts
        .into_iter()
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect()
}

fn parse_param(text: &'static str) -> Result<Param, String> {
    let (text, optional) = match text.strip_prefix('[').and_then(|t| t.strip_suffix(']')) {
        Some(inner) => (inner.trim(), true),
        None => (text, false),
    };
    if let Some(constant) = text.strip_prefix('\'').and_then(|t| t.strip_suffix('\'')) {
        return Ok(Param {
            name: "",
            ty: ParamType::Text(constant),
            optional,
            variadic: false,
            literal: true,
        });
    }
    let (name, ty) = text
        .split_once(':')
        .ok_or_else(|| format!("no type: {text}"))?;
    let ty = ty.trim();
    let (ty, variadic) = match ty.strip_suffix("...") {
        Some(ty) => (ty, true),
        None => (ty, false),
    };
    let (ty, literal) = match ty.strip_prefix("lit ") {
        Some(ty) => (ty.trim(), true),
        None => (ty, false),
    };
    Ok(Param {
        name: name.trim(),
        ty: parse_param_type(ty)?,
        optional,
        variadic,
        literal,
    })
}

fn parse_param_type(text: &str) -> Result<ParamType, String> {
    let number = |text: &str| {
        text.trim()
            .parse::<i64>()
            .map_err(|_| format!("no number: {text}"))
    };
    if let Some(parts) = text.strip_prefix("part") {
        return parts
            .split('|')
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(|part| DatePart::from_name(part).ok_or_else(|| format!("no date part: {part}")))
            .collect::<Result<_, _>>()
            .map(ParamType::Part);
    }
    if let Some(range) = text.strip_prefix("int>=") {
        return Ok(ParamType::IntRange(number(range)?, i64::MAX));
    }
    if let Some(range) = text.strip_prefix("int<=") {
        return Ok(ParamType::IntRange(i64::MIN, number(range)?));
    }
    if let Some(value) = text.strip_prefix("int=") {
        return number(value).map(|n| ParamType::IntRange(n, n));
    }
    Ok(match text {
        "any" => ParamType::Any,
        "string" | "varchar" => ParamType::String,
        "char" => ParamType::Char,
        "int" => ParamType::Int,
        "int2" => ParamType::Int2,
        "int4" => ParamType::Int4,
        "int8" | "bigint" => ParamType::Int8,
        "decimal" => ParamType::Decimal,
        "float" | "real" | "double" => ParamType::Float,
        "number" => ParamType::Number,
        "bool" => ParamType::Bool,
        "date" => ParamType::Date,
        "time" => ParamType::Time,
        "timetz" => ParamType::TimeTz,
        "timestamp" => ParamType::Timestamp,
        "timestamptz" => ParamType::TimestampTz,
        "datetime" => ParamType::Datetime,
        "interval" => ParamType::Interval,
        "super" => ParamType::Super,
        "varbyte" => ParamType::Varbyte,
        "geometry" => ParamType::Geometry,
        "geography" => ParamType::Geography,
        "hllsketch" => ParamType::HllSketch,
        other => return Err(format!("unknown type {other}")),
    })
}

fn parse_result(text: &'static str) -> Result<ResultType, String> {
    let names = |inner: &'static str| {
        inner
            .split(',')
            .map(|n| n.trim().trim_start_matches('$'))
            .collect()
    };
    if let Some(name) = text.strip_prefix('$') {
        return Ok(ResultType::Same(name));
    }
    if let Some(inner) = text
        .strip_prefix("super(")
        .and_then(|t| t.strip_suffix(')'))
    {
        return Ok(ResultType::Super(names(inner)));
    }
    if let Some(inner) = text
        .strip_prefix("decimal($")
        .and_then(|t| t.strip_suffix(')'))
    {
        return Ok(ResultType::Decimal(inner));
    }
    if let Some(inner) = text
        .strip_prefix("decimal(")
        .and_then(|t| t.strip_suffix(')'))
    {
        let (p, s) = inner.split_once(',').ok_or("decimal(p, s)")?;
        return match (p.trim().parse(), s.trim().parse()) {
            (Ok(precision), Ok(scale)) => Ok(ResultType::Fixed(Type::Decimal { precision, scale })),
            _ => Err(format!("unknown result {text}")),
        };
    }
    Ok(ResultType::Fixed(match text {
        "any" | "unknown" => Type::Unknown,
        "string" | "varchar" => Type::Varchar(None),
        "char" => Type::Char(None),
        "int2" => Type::SmallInt,
        "int" | "int4" => Type::Integer,
        "int8" | "bigint" => Type::BigInt,
        "decimal" => Type::Decimal {
            precision: 38,
            scale: 9,
        },
        "real" => Type::Real,
        "float" | "double" | "number" => Type::Double,
        "bool" => Type::Boolean,
        "date" => Type::Date,
        "time" => Type::Time,
        "timetz" => Type::TimeTz,
        "timestamp" => Type::Timestamp,
        "timestamptz" => Type::TimestampTz,
        "interval" => Type::Interval,
        "super" => Type::Super,
        "varbyte" => Type::Varbyte,
        "geometry" => Type::Geometry,
        "geography" => Type::Geography,
        "hllsketch" => Type::HllSketch,
        other => return Err(format!("unknown result {other}")),
    }))
}

fn parse_example(text: &'static str) -> Result<Example, String> {
    let (left, expect) = if let Some((left, right)) = text.rsplit_once(" =~ ") {
        (left, Expectation::Nearly(right.trim()))
    } else {
        let (left, right) = text.rsplit_once(" => ").ok_or("no => in the example")?;
        let expect = match right.trim() {
            "error" => Expectation::Error,
            value => Expectation::Exactly(value),
        };
        (left, expect)
    };
    // ` from … in (` marks a table of rows; EXTRACT(x FROM y) is in upper case or without ` in (`.
    let from = left.rfind(" from ").filter(|at| {
        left.get(*at..)
            .is_some_and(|tail| tail.contains(" in (") && left.get(..*at).is_some_and(balanced))
    });
    Ok(match from {
        Some(at) => Example {
            expr: left.get(..at).unwrap_or("").trim(),
            from: left.get(at + 6..).map(str::trim),
            expect,
        },
        None => Example {
            expr: left.trim(),
            from: None,
            expect,
        },
    })
}

fn balanced(text: &str) -> bool {
    let opens = text.matches('(').count();
    opens == text.matches(')').count()
}
