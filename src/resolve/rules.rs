//! How Redshift's types combine: literals, operators and the common type of several expressions.
//!
//! `1 / 2` is an INTEGER, `DECIMAL(10,2) * DECIMAL(5,1)` a DECIMAL(16,3), `DATE - DATE` an INTEGER. Where a type is not
//! known and the result depends on it, the result is not known either.

use super::types::{MAX_PRECISION, MAX_VARCHAR, Type};
use crate::redshift::tree::{BinaryOp, Literal, UnaryOp};

/// The most digits of a DECIMAL that Redshift keeps in 64 bits.
const SHORT_PRECISION: u32 = 19;

/// The type of a constant; `negative` where a minus stands directly before it.
pub fn literal(kind: Literal, text: &str, negative: bool) -> Type {
    match kind {
        Literal::Null => Type::Null,
        Literal::True | Literal::False => Type::Boolean,
        Literal::Integer => integer_literal(text, negative),
        Literal::Decimal => decimal_literal(text),
        Literal::Float => Type::Double,
        Literal::String | Literal::EscapeString | Literal::DollarString => Type::UnknownLiteral,
        Literal::Hex => Type::Varbyte,
    }
}

fn integer_literal(text: &str, negative: bool) -> Type {
    let value = match text.parse::<i128>() {
        Ok(value) if negative => -value,
        Ok(value) => value,
        Err(_) => return decimal_literal(text),
    };
    if i32::try_from(value).is_ok() {
        Type::Integer
    } else if i64::try_from(value).is_ok() {
        Type::BigInt
    } else {
        decimal_literal(text)
    }
}

/// `1.50` is a DECIMAL(3,2): the digits as they are written, without zeros that lead.
fn decimal_literal(text: &str) -> Type {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let whole = whole.trim_start_matches('0').len();
    let (Ok(whole), Ok(scale)) = (u32::try_from(whole), u32::try_from(fraction.len())) else {
        return Type::Unknown;
    };
    let precision = (whole + scale).max(1);
    if precision > MAX_PRECISION {
        return Type::Unknown;
    }
    Type::Decimal { precision, scale }
}

/// The type of an operator before its operand.
pub fn unary(op: UnaryOp, operand: Type) -> Type {
    match op {
        UnaryOp::Not => Type::Boolean,
        UnaryOp::Sqrt | UnaryOp::Cbrt => Type::Double,
        UnaryOp::Plus | UnaryOp::Minus | UnaryOp::BitNot | UnaryOp::Abs => {
            if operand == Type::UnknownLiteral {
                Type::Unknown
            } else {
                operand
            }
        }
    }
}

/// The type of an operator between two operands.
pub fn binary(op: BinaryOp, left: Type, right: Type) -> Type {
    match op {
        BinaryOp::Or
        | BinaryOp::And
        | BinaryOp::Eq
        | BinaryOp::NotEq
        | BinaryOp::Lt
        | BinaryOp::LtEq
        | BinaryOp::Gt
        | BinaryOp::GtEq
        | BinaryOp::Overlaps => Type::Boolean,
        BinaryOp::Concat => concat(left, right),
        BinaryOp::Pow => Type::Double,
        BinaryOp::BitAnd | BinaryOp::BitOr | BinaryOp::BitXor => bitwise(left, right),
        BinaryOp::Shl | BinaryOp::Shr => {
            if left.is_integer() {
                left
            } else {
                Type::Unknown
            }
        }
        BinaryOp::Add => add(left, right),
        BinaryOp::Sub => subtract(left, right),
        BinaryOp::Mul | BinaryOp::Div => multiply(op, left, right),
        BinaryOp::Mod => modulo(left, right),
    }
}

/// The common type of the branches of CASE, COALESCE, UNION and the like.
pub fn common(types: impl IntoIterator<Item = Type>) -> Type {
    types
        .into_iter()
        .reduce(common_of_two)
        .unwrap_or(Type::Unknown)
}

/// The common type of two expressions; [`Type::Unknown`] where there is none.
pub fn common_of_two(left: Type, right: Type) -> Type {
    if left == right {
        return left;
    }
    match (left, right) {
        (Type::Unknown, _) | (_, Type::Unknown) => Type::Unknown,
        (Type::Null, other) | (other, Type::Null) => other,
        (Type::UnknownLiteral, other) | (other, Type::UnknownLiteral) => beside_literal(other),
        (Type::Super, _) | (_, Type::Super) => Type::Super,
        (Type::Char(a), Type::Char(b)) => Type::Char(longest(a, b)),
        (Type::Char(a) | Type::Varchar(a), Type::Char(b) | Type::Varchar(b)) => {
            Type::Varchar(longest(a, b))
        }
        (a, b) if a.is_number() && b.is_number() => common_number(a, b),
        (a, b) if a.is_datetime() && b.is_datetime() => wider_datetime(a, b),
        (a, b) if a.is_time() && b.is_time() => Type::TimeTz,
        (a, b) if a.is_interval() && b.is_interval() => Type::Interval,
        // Numbers, dates and times become text beside text.
        (text, other) | (other, text)
            if text.is_string()
                && (other.is_number() || other.is_datetime() || other.is_time()) =>
        {
            Type::Varchar(None)
        }
        (Type::Boolean, other) | (other, Type::Boolean) if other.is_integer() => Type::Boolean,
        _ => Type::Unknown,
    }
}

/// The type in which two sides of a comparison meet, where one has to be brought to it: `1 = '1'::varchar` compares text.
pub fn meeting(left: Type, right: Type) -> Option<Type> {
    match (left, right) {
        (text, other) | (other, text)
            if text.is_string() && (other.is_integer() || other.is_float()) =>
        {
            Some(Type::Varchar(None))
        }
        (text, other) | (other, text)
            if text.is_string()
                && (other.is_decimal()
                    || other.is_datetime()
                    || other.is_time()
                    || other == Type::Boolean) =>
        {
            Some(other)
        }
        (Type::UnknownLiteral, other) | (other, Type::UnknownLiteral) if other.is_known() => {
            Some(other)
        }
        (a, b) if a != b && a.is_datetime() && b.is_datetime() => Some(wider_datetime(a, b)),
        (Type::Boolean, other) | (other, Type::Boolean) if other.is_integer() => Some(other),
        _ => None,
    }
}

/// Whether the second number is of a wider type than the first: a result of both would take it.
pub fn widens(first: Type, second: Type) -> bool {
    first.is_integer() && (second.is_decimal() || second.is_float())
        || first.is_decimal() && second.is_float()
}

/// The type of a string constant beside this type: the constant becomes of it, but for a string its length may grow.
fn beside_literal(other: Type) -> Type {
    if other.is_string() {
        Type::Varchar(None)
    } else {
        other
    }
}

fn longest(a: Option<u32>, b: Option<u32>) -> Option<u32> {
    Some(a?.max(b?))
}

fn wider_datetime(a: Type, b: Type) -> Type {
    if a == Type::TimestampTz || b == Type::TimestampTz {
        Type::TimestampTz
    } else if a == Type::Timestamp || b == Type::Timestamp {
        Type::Timestamp
    } else {
        Type::Date
    }
}

/// SMALLINT, INTEGER, BIGINT by width; `None` for other types.
fn width(ty: Type) -> Option<u8> {
    if ty == Type::SmallInt {
        Some(2)
    } else if ty == Type::Integer {
        Some(4)
    } else if ty == Type::BigInt {
        Some(8)
    } else {
        None
    }
}

/// The wider of two integer types.
fn wider(left: Type, right: Type) -> Option<Type> {
    Some(if width(left)? >= width(right)? {
        left
    } else {
        right
    })
}

/// Precision and scale that an exact number has in decimal arithmetic.
fn digits(ty: Type) -> Option<(u32, u32)> {
    if let Type::Decimal { precision, scale } = ty {
        return Some((precision, scale));
    }
    width(ty).map(|bytes| match bytes {
        2 => (5, 0),
        4 => (10, 0),
        _ => (19, 0),
    })
}

fn common_number(a: Type, b: Type) -> Type {
    if a.is_float() || b.is_float() {
        return Type::Double;
    }
    if let Some(integer) = wider(a, b) {
        return integer;
    }
    let (Some((p1, s1)), Some((p2, s2))) = (digits(a), digits(b)) else {
        return Type::Unknown;
    };
    let scale = s1.max(s2);
    let whole = p1.saturating_sub(s1).max(p2.saturating_sub(s2));
    // Documented is 19 for all; but a value of a longer input would not fit, so 19 can only hold for inputs that fit.
    let cap = if p1 > SHORT_PRECISION || p2 > SHORT_PRECISION {
        MAX_PRECISION
    } else {
        SHORT_PRECISION
    };
    Type::Decimal {
        precision: (whole + scale).min(cap),
        scale,
    }
}

fn concat(left: Type, right: Type) -> Type {
    match (left, right) {
        (Type::Super, _) | (_, Type::Super) => Type::Unknown,
        (Type::Varbyte, _) | (_, Type::Varbyte) => Type::Varbyte,
        (Type::Unknown | Type::Null, Type::Unknown | Type::Null) => Type::Unknown,
        (
            Type::Char(Some(a)) | Type::Varchar(Some(a)),
            Type::Char(Some(b)) | Type::Varchar(Some(b)),
        ) => Type::Varchar(Some(a.saturating_add(b).min(MAX_VARCHAR))),
        _ => Type::Varchar(None),
    }
}

fn bitwise(left: Type, right: Type) -> Type {
    match (untyped_as(left, right), untyped_as(right, left)) {
        (Type::Varbyte, Type::Varbyte) => Type::Varbyte,
        (a, b) => wider(a, b).unwrap_or(Type::Unknown),
    }
}

/// A constant without a type takes the type of the other side; anything else keeps its own.
fn untyped_as(ty: Type, other: Type) -> Type {
    if matches!(ty, Type::Null | Type::UnknownLiteral) {
        other
    } else {
        ty
    }
}

/// The number that text becomes beside a number in arithmetic; anything else keeps its type.
pub fn number_beside(ty: Type, other: Type) -> Type {
    let text = ty.is_string() || ty == Type::UnknownLiteral;
    if text && other.is_number() { other } else { ty }
}

fn add(left: Type, right: Type) -> Type {
    let (a, b) = (untyped_in_sum(left, right), untyped_in_sum(right, left));
    match (a, b) {
        (Type::Varbyte, Type::Varbyte) => Type::Varbyte,
        // Not documented, but AWS's own scripts join strings with a plus.
        (x, y) if x.is_string() && y.is_string() => concat(left, right),
        (Type::UnknownLiteral, Type::UnknownLiteral) => concat(left, right),
        (Type::Date, Type::Time) | (Type::Time, Type::Date) => Type::Timestamp,
        (Type::Date, Type::TimeTz) | (Type::TimeTz, Type::Date) => Type::TimestampTz,
        (base, step) if base.is_datetime() || base == Type::Time || base == Type::TimeTz => {
            shifted(base, step)
        }
        (step, base) if base.is_datetime() || base == Type::Time || base == Type::TimeTz => {
            shifted(base, step)
        }
        (x, y) if x.is_interval() && y.is_interval() => common_of_two(x, y),
        (x, y) => number(BinaryOp::Add, x, y),
    }
}

fn subtract(left: Type, right: Type) -> Type {
    let (a, b) = (untyped_as(left, right), untyped_in_difference(left, right));
    match (a, b) {
        // What is not known is read as a date too (`grammar/unknown.map`).
        (Type::Date, Type::Date | Type::Unknown) | (Type::Unknown, Type::Date) => Type::Integer,
        (Type::Time, Type::Time) => Type::Interval,
        (x, y) if x.is_datetime() && y.is_datetime() => Type::Interval,
        (base, step) if base.is_datetime() || base == Type::Time || base == Type::TimeTz => {
            shifted(base, step)
        }
        (x, y) if x.is_interval() && y.is_interval() => common_of_two(x, y),
        (x, y) => number(BinaryOp::Sub, x, y),
    }
}

/// In `date + '…'` the constant may be an interval or a number: it stays untyped there. Beside a number it is a number.
fn untyped_in_sum(ty: Type, other: Type) -> Type {
    if other.is_datetime() || other.is_time() {
        ty
    } else {
        untyped_as(ty, other)
    }
}

/// In `date - '…'` the constant is a date; NULL there may be anything.
fn untyped_in_difference(left: Type, right: Type) -> Type {
    if right == Type::Null && (left.is_datetime() || left.is_time()) {
        right
    } else {
        untyped_as(right, left)
    }
}

/// A date or time moved by an interval or by a number of days.
fn shifted(base: Type, step: Type) -> Type {
    match (base, step) {
        (Type::Date, Type::IntervalYearToMonth) => Type::Date,
        (Type::Date, Type::IntervalDayToSecond | Type::Interval) => Type::Timestamp,
        (Type::Date | Type::Timestamp | Type::TimestampTz, days) if days.is_integer() => base,
        (_, interval) if interval.is_interval() => base,
        _ => Type::Unknown,
    }
}

fn multiply(op: BinaryOp, left: Type, right: Type) -> Type {
    match (left, right) {
        (interval, factor) if interval.is_interval() && factor.is_number() => interval,
        (factor, interval)
            if op == BinaryOp::Mul && interval.is_interval() && factor.is_number() =>
        {
            interval
        }
        (a, b) => number(op, untyped_as(a, b), untyped_as(b, a)),
    }
}

/// `+ - * /` of numbers.
fn number(op: BinaryOp, left: Type, right: Type) -> Type {
    let (left, right) = (number_beside(left, right), number_beside(right, left));
    let numeric = |ty: Type| ty.is_number() || ty == Type::Super;
    if !numeric(left) || !numeric(right) {
        return Type::Unknown;
    }
    if left == Type::Super || right == Type::Super {
        return Type::Super;
    }
    if left == Type::Real && right == Type::Real {
        return Type::Real;
    }
    if left.is_float() || right.is_float() {
        return Type::Double;
    }
    if let Some(integer) = wider(left, right) {
        return integer;
    }
    match (digits(left), digits(right)) {
        (Some(a), Some(b)) => decimal_result(op, a, b),
        _ => Type::Unknown,
    }
}

/// Precision and scale of DECIMAL arithmetic, with the cap of 38 digits taken from the scale.
fn decimal_result(op: BinaryOp, (p1, s1): (u32, u32), (p2, s2): (u32, u32)) -> Type {
    let (precision, scale) = if op == BinaryOp::Mul {
        (p1 + p2 + 1, s1 + s2)
    } else if op == BinaryOp::Div {
        let scale = (s1 + p2 + 1).saturating_sub(s2).max(4);
        (p1.saturating_sub(s1) + s2 + scale, scale)
    } else {
        let scale = s1.max(s2);
        let whole = p1.saturating_sub(s1).max(p2.saturating_sub(s2));
        (whole + 1 + scale, scale)
    };
    if precision <= MAX_PRECISION {
        return Type::Decimal { precision, scale };
    }
    let least = scale.min(4);
    Type::Decimal {
        precision: MAX_PRECISION,
        scale: (MAX_PRECISION + scale).saturating_sub(precision).max(least),
    }
}

fn modulo(left: Type, right: Type) -> Type {
    let (a, b) = (untyped_as(left, right), untyped_as(right, left));
    let (a, b) = (number_beside(a, b), number_beside(b, a));
    if a == b && a.is_decimal() {
        return a;
    }
    if a == Type::Super || b == Type::Super {
        return number(BinaryOp::Mod, a, b);
    }
    wider(a, b).unwrap_or(Type::Unknown)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn dec(precision: u32, scale: u32) -> Type {
        Type::Decimal { precision, scale }
    }

    #[test]
    fn literals_take_the_narrowest_type() {
        for (kind, text, negative, expected) in [
            (Literal::Integer, "2147483647", false, Type::Integer),
            (Literal::Integer, "2147483648", false, Type::BigInt),
            (Literal::Integer, "2147483648", true, Type::Integer),
            (Literal::Integer, "9223372036854775808", false, dec(19, 0)),
            (Literal::Integer, "9223372036854775808", true, Type::BigInt),
            (Literal::Integer, "00012", false, Type::Integer),
            (Literal::Decimal, "1.5", false, dec(2, 1)),
            (Literal::Decimal, "0.05", false, dec(2, 2)),
            (Literal::Decimal, "10.", false, dec(2, 0)),
            (Literal::Decimal, ".0", false, dec(1, 1)),
            (Literal::Float, "1e3", false, Type::Double),
            (Literal::String, "'a'", false, Type::UnknownLiteral),
        ] {
            assert_eq!(literal(kind, text, negative), expected, "{text} {negative}");
        }
    }

    #[test]
    fn integers_stay_integers() {
        use BinaryOp::{Add, Div, Mod, Mul};
        assert_eq!(binary(Div, Type::Integer, Type::Integer), Type::Integer);
        assert_eq!(binary(Add, Type::SmallInt, Type::BigInt), Type::BigInt);
        assert_eq!(binary(Mul, Type::SmallInt, Type::SmallInt), Type::SmallInt);
        assert_eq!(binary(Mod, Type::BigInt, Type::Integer), Type::BigInt);
        assert_eq!(
            binary(Add, Type::Integer, Type::UnknownLiteral),
            Type::Integer
        );
        assert_eq!(binary(Add, Type::Integer, Type::Unknown), Type::Unknown);
    }

    #[test]
    fn decimals_grow_and_are_capped() {
        use BinaryOp::{Add, Div, Mul, Sub};
        assert_eq!(binary(Add, dec(10, 2), dec(5, 3)), dec(12, 3));
        assert_eq!(binary(Sub, Type::Integer, dec(2, 1)), dec(12, 1));
        assert_eq!(binary(Mul, dec(10, 2), dec(5, 1)), dec(16, 3));
        assert_eq!(binary(Div, dec(10, 2), dec(5, 1)), dec(16, 7));
        assert_eq!(binary(Div, Type::Integer, dec(2, 1)), dec(15, 4));
    }

    #[test]
    fn floats_win() {
        use BinaryOp::{Add, Mul, Pow};
        assert_eq!(binary(Add, dec(10, 2), Type::Real), Type::Double);
        assert_eq!(binary(Mul, Type::Real, Type::Real), Type::Real);
        assert_eq!(binary(Pow, Type::Integer, Type::Integer), Type::Double);
    }

    #[test]
    fn dates_and_times() {
        use BinaryOp::{Add, Mul, Sub};
        use Type::*;
        for (op, left, right, expected) in [
            (Add, Date, Integer, Date),
            (Add, Integer, Date, Date),
            (Sub, Date, Date, Integer),
            (Sub, Date, UnknownLiteral, Integer),
            (Sub, Date, Unknown, Integer),
            (Sub, Date, Null, Unknown),
            (Sub, Timestamp, Timestamp, Interval),
            (Sub, TimestampTz, Date, Interval),
            (Sub, Timestamp, IntervalDayToSecond, Timestamp),
            (Sub, Timestamp, Integer, Timestamp),
            (Add, Date, Interval, Timestamp),
            (Add, Date, IntervalYearToMonth, Date),
            (Add, IntervalDayToSecond, Date, Timestamp),
            (Add, Date, Time, Timestamp),
            (Add, Date, UnknownLiteral, Unknown),
            (Add, Interval, IntervalYearToMonth, Interval),
            (Mul, Integer, Interval, Interval),
            (Add, Date, Double, Unknown),
        ] {
            assert_eq!(
                binary(op, left, right),
                expected,
                "{op:?} {left:?} {right:?}"
            );
        }
    }

    #[test]
    fn strings_join() {
        let c = BinaryOp::Concat;
        assert_eq!(
            binary(c, Type::Varchar(Some(3)), Type::Char(Some(4))),
            Type::Varchar(Some(7))
        );
        assert_eq!(
            binary(c, Type::Integer, Type::UnknownLiteral),
            Type::Varchar(None)
        );
        assert_eq!(
            binary(BinaryOp::Add, Type::UnknownLiteral, Type::Varchar(Some(3))),
            Type::Varchar(None)
        );
        assert_eq!(binary(c, Type::Varbyte, Type::Varbyte), Type::Varbyte);
        assert_eq!(binary(c, Type::Unknown, Type::Unknown), Type::Unknown);
    }

    #[test]
    fn common_types() {
        assert_eq!(common([Type::Null, Type::Integer, dec(10, 2)]), dec(12, 2));
        assert_eq!(common([dec(38, 0), dec(10, 2)]), dec(38, 2));
        assert_eq!(common([Type::BigInt, dec(10, 2)]), dec(19, 2));
        assert_eq!(common([Type::UnknownLiteral, Type::Date]), Type::Date);
        assert_eq!(common([Type::Date, Type::Timestamp]), Type::Timestamp);
        assert_eq!(common([Type::Date, Type::Integer]), Type::Unknown);
        assert_eq!(common([Type::Unknown, Type::Integer]), Type::Unknown);
        assert_eq!(
            common([Type::Varchar(Some(3)), Type::Char(Some(9))]),
            Type::Varchar(Some(9))
        );
        assert_eq!(common([]), Type::Unknown);
    }
}
