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
    /// Whether all the rows that it could have led to give the same type.
    pub one_result: bool,
}

/// The first row whose parameters fit; among several that an unknown type lets fit, the one that bears `?`. Where none
/// fits as it is, the first one that takes numbers and dates as text, else the first one that fits by any implicit cast of
/// Redshift's.
pub(super) fn find(
    rows: impl Iterator<Item = &'static Row> + Clone,
    args: &[Arg<'_>],
) -> Option<Match> {
    find_fitting(rows.clone(), args, fits).or_else(|| {
        // An aggregate casts nothing: SUM of text is an error in Redshift too.
        let rows = rows.filter(|row| !row.aggregate && !row.window);
        if let Some(found) = find_fitting(rows.clone(), args, fits_as_text) {
            return Some(found);
        }
        // Of several casts the one that most code means: a text is a number with decimals, a date with a time.
        let usual = rows.clone().filter(|row| row.fallback);
        let others = rows.filter(|row| !row.fallback);
        find_fitting(usual.chain(others), args, fits_by_cast)
    })
}

/// The type that an argument is cast to for a parameter, where Redshift casts it by itself: text to what is not text, a
/// scalar to SUPER.
pub fn cast_type(param: &ParamType, ty: Type) -> Option<Type> {
    if *param == ParamType::Super {
        return (is_scalar(ty) || ty.is_string() || ty == Type::UnknownLiteral)
            .then_some(Type::Super);
    }
    if ty == Type::UnknownLiteral && accepts_text(param) {
        // The constant takes the parameter's type where it stands.
        return None;
    }
    if !ty.is_string() && ty != Type::UnknownLiteral {
        return None;
    }
    match param {
        ParamType::Int | ParamType::Int2 | ParamType::Int4 | ParamType::Int8 => Some(Type::BigInt),
        ParamType::Decimal => Some(Type::Decimal {
            precision: 38,
            scale: 9,
        }),
        ParamType::Float | ParamType::Number => Some(Type::Double),
        ParamType::Date => Some(Type::Date),
        ParamType::Time => Some(Type::Time),
        ParamType::Timestamp | ParamType::Datetime => Some(Type::Timestamp),
        ParamType::TimestampTz => Some(Type::TimestampTz),
        ParamType::Bool => Some(Type::Boolean),
        ParamType::Any
        | ParamType::String
        | ParamType::Char
        | ParamType::IntRange(..)
        | ParamType::TimeTz
        | ParamType::Interval
        | ParamType::Super
        | ParamType::Varbyte
        | ParamType::Geometry
        | ParamType::Geography
        | ParamType::HllSketch
        | ParamType::Part(_)
        | ParamType::Text(_) => None,
    }
}

/// Whether an argument fits as it is, or as the text of a scalar.
fn fits_as_text(param: &Param, arg: &Arg<'_>) -> bool {
    let becomes_text = param.ty == ParamType::String && is_scalar(arg.ty);
    fits(param, arg) || becomes_text && !(param.literal && arg.constant.is_none())
}

/// Whether an argument fits, by an implicit cast if need be: text becomes a number or a date, a scalar becomes text.
fn fits_by_cast(param: &Param, arg: &Arg<'_>) -> bool {
    if fits_as_text(param, arg) {
        return true;
    }
    if param.literal && arg.constant.is_none() {
        return false;
    }
    let takes = |ty: ParamType| param.ty == ty;
    let widens = (takes(ParamType::Timestamp) && arg.ty == Type::Date)
        || (takes(ParamType::TimestampTz) && matches!(arg.ty, Type::Date | Type::Timestamp))
        || (takes(ParamType::Decimal) && arg.ty.is_integer())
        || (takes(ParamType::Float) && arg.ty.is_number());
    widens || cast_type(&param.ty, arg.ty).is_some()
}

fn is_scalar(ty: Type) -> bool {
    ty.is_number() || ty.is_datetime() || ty.is_time() || ty == Type::Boolean
}

fn find_fitting(
    rows: impl Iterator<Item = &'static Row>,
    args: &[Arg<'_>],
    fits: fn(&Param, &Arg<'_>) -> bool,
) -> Option<Match> {
    let mut fitting = rows.filter(|row| fits_row(row, args, fits));
    let first = fitting.next()?;
    let certain = args
        .iter()
        .zip(params_of(first, args.len()))
        .all(|(arg, param)| is_certain(param, arg));
    if certain {
        return Some(Match {
            row: first,
            ambiguous: false,
            one_result: true,
        });
    }
    let mut all = vec![first];
    for row in fitting {
        // A row that an earlier one always comes before is no other reading.
        if !all.iter().any(|earlier| shadows(earlier, row, args)) {
            all.push(row);
        }
    }
    let row = all
        .iter()
        .copied()
        .find(|row| row.fallback)
        .unwrap_or(first);
    // A row that is refused would stop the statement: it is not a meaning that the call could silently have.
    let mut others = all
        .iter()
        .filter(|other| !matches!(other.target, Target::Refused(_)));
    Some(Match {
        row,
        ambiguous: others.clone().any(|other| other.target != row.target),
        one_result: others.all(|other| other.result == row.result),
    })
}

/// Whether a row takes what a later one takes, whatever the types are that are not known.
fn shadows(earlier: &Row, later: &Row, args: &[Arg<'_>]) -> bool {
    args.iter()
        .zip(params_of(earlier, args.len()).zip(params_of(later, args.len())))
        .filter(|(arg, _)| arg.ty == Type::Unknown)
        .all(|(_, (a, b))| a.ty == b.ty || a.ty == ParamType::Any)
}

/// Whether the type of the argument decides by itself that it fits.
fn is_certain(param: &Param, arg: &Arg<'_>) -> bool {
    let takes_all = matches!(
        param.ty,
        ParamType::Any | ParamType::Part(_) | ParamType::Text(_) | ParamType::IntRange(..)
    );
    takes_all || arg.ty != Type::Unknown
}

/// The parameters that stand against this many arguments.
fn params_of(row: &Row, count: usize) -> impl Iterator<Item = &Param> {
    let last = row.params.last().filter(|param| param.variadic);
    row.params
        .iter()
        .chain(std::iter::repeat(last).flatten())
        .take(count)
}

fn fits_row(row: &Row, args: &[Arg<'_>], fits: fn(&Param, &Arg<'_>) -> bool) -> bool {
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
    if matches!(arg.ty, Type::Unknown | Type::Null) {
        return true;
    }
    // A string constant takes the type of the place where it stands.
    if arg.ty == Type::UnknownLiteral {
        return accepts_text(&param.ty);
    }
    fits_type(&param.ty, &arg.ty)
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
