//! Finds the row that serves a call.

use super::row::{Param, ParamType, Row, Target};
use crate::redshift::tree::DatePart;
use crate::resolve::Type;

/// What is known of an argument.
#[derive(Clone, Debug)]
pub struct Arg<'a> {
    /// Its type.
    pub ty: Type,
    /// Its value, where it is a constant.
    pub constant: Option<Constant<'a>>,
    /// The date part that it spells, as a word or in quotes.
    pub part: Option<DatePart>,
}

impl Arg<'_> {
    /// An argument of which only the type is known.
    pub fn of_type(ty: &Type) -> Self {
        Self {
            ty: *ty,
            constant: None,
            part: None,
        }
    }
}

/// A constant argument.
#[derive(Clone, Debug, PartialEq)]
pub enum Constant<'a> {
    /// NULL.
    Null,
    /// An integer.
    Integer(i64),
    /// A string, decoded.
    String(std::borrow::Cow<'a, str>),
    /// Another constant.
    Other,
}

/// The row that was found.
#[derive(Clone, Copy, Debug)]
pub struct Match {
    /// The row.
    pub row: &'static Row,
    /// A type that is not known could have led to a row with another target.
    pub ambiguous: bool,
}

/// The first row whose parameters fit; among several that an unknown type lets fit, the one that bears `?`.
pub(super) fn find(rows: &'static [Row], args: &[Arg<'_>], over: bool) -> Option<Match> {
    // With OVER the rows of window functions come first; without it they do not serve.
    let serves = |row: &&'static Row| (over || !row.window) && fits_row(row, args);
    let windows = rows.iter().filter(|row| over && row.window);
    let others = rows.iter().filter(|row| !(over && row.window));
    let mut fitting = windows.chain(others).filter(serves);
    let first = fitting.next()?;
    let certain = args
        .iter()
        .zip(params_of(first, args.len()))
        .all(|(arg, param)| is_certain(param, arg));
    if certain {
        return Some(Match {
            row: first,
            ambiguous: false,
        });
    }
    let all: Vec<&'static Row> = std::iter::once(first).chain(fitting).collect();
    let row = all
        .iter()
        .copied()
        .find(|row| row.fallback)
        .unwrap_or(first);
    // A row that is refused would stop the statement: it is not a meaning that the call could silently have.
    let ambiguous = all
        .iter()
        .any(|other| other.target != row.target && !matches!(other.target, Target::Refused(_)));
    Some(Match { row, ambiguous })
}

/// Whether the type of the argument decides by itself that it fits.
fn is_certain(param: &Param, arg: &Arg<'_>) -> bool {
    match param.ty {
        ParamType::Any | ParamType::Part(_) | ParamType::Text(_) | ParamType::IntRange(..) => true,
        _ => arg.ty != Type::Unknown,
    }
}

/// The parameters that stand against this many arguments.
fn params_of(row: &Row, count: usize) -> impl Iterator<Item = &Param> {
    let last = row.params.last().filter(|param| param.variadic);
    row.params
        .iter()
        .chain(std::iter::repeat(last).flatten())
        .take(count)
}

fn fits_row(row: &Row, args: &[Arg<'_>]) -> bool {
    let required = row.params.iter().filter(|param| !param.optional).count();
    let variadic = row.params.last().is_some_and(|param| param.variadic);
    if args.len() < required || (!variadic && args.len() > row.params.len()) {
        return false;
    }
    args.iter()
        .zip(params_of(row, args.len()))
        .all(|(arg, param)| fits(param, arg))
}

fn fits(param: &Param, arg: &Arg<'_>) -> bool {
    if param.literal && arg.constant.is_none() {
        return false;
    }
    if let ParamType::Part(parts) = &param.ty {
        return arg
            .part
            .is_some_and(|part| parts.is_empty() || parts.contains(&part));
    }
    if let ParamType::Text(text) = &param.ty {
        return matches!(&arg.constant, Some(Constant::String(value)) if value.eq_ignore_ascii_case(text));
    }
    if let ParamType::IntRange(low, high) = &param.ty {
        return matches!(&arg.constant, Some(Constant::Integer(n)) if low <= n && n <= high);
    }
    match arg.ty {
        Type::Unknown | Type::Null => true,
        // A string constant takes the type of the place where it stands.
        Type::UnknownLiteral => accepts_text(&param.ty),
        _ => fits_type(&param.ty, &arg.ty),
    }
}

fn accepts_text(ty: &ParamType) -> bool {
    !matches!(
        ty,
        ParamType::Int
            | ParamType::Int2
            | ParamType::Int4
            | ParamType::Int8
            | ParamType::Decimal
            | ParamType::Float
            | ParamType::Number
            | ParamType::Super
            | ParamType::Geometry
            | ParamType::Geography
            | ParamType::HllSketch
    )
}

fn fits_type(param: &ParamType, ty: &Type) -> bool {
    match param {
        ParamType::Any => true,
        ParamType::String => ty.is_string(),
        ParamType::Char => matches!(ty, Type::Char(_)),
        ParamType::Int => ty.is_integer(),
        ParamType::Int2 => matches!(ty, Type::SmallInt),
        ParamType::Int4 => matches!(ty, Type::SmallInt | Type::Integer),
        ParamType::Int8 => ty.is_integer(),
        ParamType::Decimal => matches!(ty, Type::Decimal { .. }),
        ParamType::Float => matches!(ty, Type::Real | Type::Double),
        ParamType::Number => ty.is_number(),
        ParamType::Bool => matches!(ty, Type::Boolean),
        ParamType::Date => matches!(ty, Type::Date),
        ParamType::Time => matches!(ty, Type::Time),
        ParamType::TimeTz => matches!(ty, Type::TimeTz),
        ParamType::Timestamp => matches!(ty, Type::Timestamp),
        ParamType::TimestampTz => matches!(ty, Type::TimestampTz),
        ParamType::Datetime => matches!(ty, Type::Date | Type::Timestamp | Type::TimestampTz),
        ParamType::Interval => matches!(
            ty,
            Type::Interval | Type::IntervalYearToMonth | Type::IntervalDayToSecond
        ),
        ParamType::Super => matches!(ty, Type::Super),
        ParamType::Varbyte => matches!(ty, Type::Varbyte),
        ParamType::Geometry => matches!(ty, Type::Geometry),
        ParamType::Geography => matches!(ty, Type::Geography),
        ParamType::HllSketch => matches!(ty, Type::HllSketch),
        ParamType::IntRange(..) | ParamType::Part(_) | ParamType::Text(_) => false,
    }
}
