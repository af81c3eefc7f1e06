//! Values that the engine computes, as BigQuery would print them: `DATE '2024-01-31'` is `Value::Date("2024-01-31")`.

use std::fmt;

use super::proto::{Datetime, RangeValue, Timestamp, ValueKind, ValueProto};
use super::types::Type;

/// A value of a query's result. Where BigQuery's text for a value is canonical, the text stands for it, so that
/// equal values are equal texts.
#[derive(Clone, Debug)]
pub enum Value {
    /// NULL, of any type.
    Null,
    /// BOOL.
    Bool(bool),
    /// INT64.
    Int(i64),
    /// FLOAT64. Equal to itself when it is NaN.
    Float(f64),
    /// STRING.
    String(String),
    /// BYTES.
    Bytes(Vec<u8>),
    /// DATE, `2024-01-31`.
    Date(String),
    /// DATETIME, `2024-01-31 12:00:00` or with 3, 6 or 9 decimals.
    Datetime(String),
    /// TIME, `12:00:00` or with decimals.
    Time(String),
    /// TIMESTAMP in UTC, `2024-01-31 12:00:00+00` or with decimals.
    Timestamp(String),
    /// NUMERIC, without trailing zeros.
    Numeric(String),
    /// BIGNUMERIC, without trailing zeros.
    BigNumeric(String),
    /// INTERVAL, `1-2 3 4:5:6`: years and months, days, time.
    Interval(String),
    /// JSON.
    Json(serde_json::Value),
    /// ARRAY.
    Array(Vec<Value>),
    /// STRUCT: names, which may be empty, and values.
    Struct(Vec<(String, Value)>),
    /// RANGE: start and end; NULL where it is open.
    Range(Box<Value>, Box<Value>),
}

impl Value {
    /// Whether the values are equal, but for the last digits of floating point numbers.
    pub fn is_close_to(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Float(a), Value::Float(b)) => {
                same_float(*a, *b) || (a - b).abs() <= 1e-12 * a.abs().max(b.abs())
            }
            (Value::Array(a), Value::Array(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.is_close_to(b))
            }
            (Value::Struct(a), Value::Struct(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.1.is_close_to(&b.1))
            }
            (a, b) => a == b,
        }
    }

    /// The value that the engine sent for a column of this type; `None` for a type without a reading.
    pub(super) fn from_proto(proto: &ValueProto, kind: &Type) -> Option<Value> {
        let Some(value) = &proto.value else {
            return Some(Value::Null);
        };
        Some(match (value, kind) {
            (ValueKind::Array(list), Type::Array(element)) => Value::Array(
                list.item
                    .iter()
                    .map(|item| Value::from_proto(item, element))
                    .collect::<Option<_>>()?,
            ),
            (ValueKind::Struct(list), Type::Struct(fields)) => {
                let field = |((name, kind), item): (&(String, Type), &ValueProto)| {
                    Some((name.clone(), Value::from_proto(item, kind)?))
                };
                Value::Struct(
                    fields
                        .iter()
                        .zip(&list.item)
                        .map(field)
                        .collect::<Option<_>>()?,
                )
            }
            (ValueKind::Range(range), Type::Range(element)) => range_value(range, element)?,
            (ValueKind::Int64(number), _) => Value::Int(*number),
            (ValueKind::Bool(flag), _) => Value::Bool(*flag),
            (ValueKind::Double(number), _) => Value::Float(*number),
            (ValueKind::String(text), _) => Value::String(text.clone()),
            (ValueKind::Bytes(bytes), _) => Value::Bytes(bytes.clone()),
            (ValueKind::Date(days), _) => Value::Date(date_text(i64::from(*days))),
            (ValueKind::Timestamp(at), _) => Value::Timestamp(timestamp_text(at)),
            (ValueKind::Datetime(at), _) => Value::Datetime(datetime_text(at)),
            (ValueKind::Time(packed), _) => {
                Value::Time(time_text(*packed >> 30, *packed & 0x3FFF_FFFF))
            }
            (ValueKind::Numeric(bytes), _) => Value::Numeric(decimal_text(bytes, 9)),
            (ValueKind::BigNumeric(bytes), _) => Value::BigNumeric(decimal_text(bytes, 38)),
            (ValueKind::Interval(bytes), _) => Value::Interval(interval_text(bytes)?),
            (ValueKind::Json(text), _) => Value::Json(serde_json::from_str(text).ok()?),
            (ValueKind::Array(_) | ValueKind::Struct(_) | ValueKind::Range(_), _) => return None,
        })
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Null, Value::Null) => true,
            (Value::Bool(a), Value::Bool(b)) => a == b,
            (Value::Int(a), Value::Int(b)) => a == b,
            (Value::Float(a), Value::Float(b)) => same_float(*a, *b),
            (Value::Bytes(a), Value::Bytes(b)) => a == b,
            (Value::String(a), Value::String(b))
            | (Value::Date(a), Value::Date(b))
            | (Value::Datetime(a), Value::Datetime(b))
            | (Value::Time(a), Value::Time(b))
            | (Value::Timestamp(a), Value::Timestamp(b))
            | (Value::Numeric(a), Value::Numeric(b))
            | (Value::BigNumeric(a), Value::BigNumeric(b))
            | (Value::Interval(a), Value::Interval(b)) => a == b,
            (Value::Json(a), Value::Json(b)) => a == b,
            (Value::Array(a), Value::Array(b)) => a == b,
            (Value::Struct(a), Value::Struct(b)) => a == b,
            (Value::Range(a, b), Value::Range(c, d)) => a == c && b == d,
            (_, _) => false,
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Null => f.write_str("NULL"),
            Value::Bool(flag) => f.write_str(if *flag { "TRUE" } else { "FALSE" }),
            Value::Int(number) => write!(f, "{number}"),
            Value::Float(number) => write!(f, "{number:?}"),
            Value::String(text) => write!(f, "{text:?}"),
            Value::Bytes(bytes) => write!(f, "b\"{}\"", bytes.escape_ascii()),
            Value::Date(text) => write!(f, "DATE '{text}'"),
            Value::Datetime(text) => write!(f, "DATETIME '{text}'"),
            Value::Time(text) => write!(f, "TIME '{text}'"),
            Value::Timestamp(text) => write!(f, "TIMESTAMP '{text}'"),
            Value::Numeric(text) => write!(f, "NUMERIC '{text}'"),
            Value::BigNumeric(text) => write!(f, "BIGNUMERIC '{text}'"),
            Value::Interval(text) => write!(f, "INTERVAL '{text}'"),
            Value::Json(json) => write!(f, "JSON '{json}'"),
            Value::Array(items) => {
                f.write_str("[")?;
                write_list(f, items.iter())?;
                f.write_str("]")
            }
            Value::Struct(fields) => {
                f.write_str("STRUCT(")?;
                write_list(f, fields.iter().map(|(_, value)| value))?;
                f.write_str(")")
            }
            Value::Range(start, end) => write!(f, "[{start}, {end})"),
        }
    }
}

fn write_list<'v>(
    f: &mut fmt::Formatter<'_>,
    values: impl Iterator<Item = &'v Value>,
) -> fmt::Result {
    for (index, value) in values.enumerate() {
        f.write_str(if index == 0 { "" } else { ", " })?;
        write!(f, "{value}")?;
    }
    Ok(())
}

fn same_float(a: f64, b: f64) -> bool {
    a == b || (a.is_nan() && b.is_nan())
}

fn range_value(range: &RangeValue, element: &Type) -> Option<Value> {
    let end = |bound: &Option<Box<ValueProto>>| match bound {
        Some(value) => Value::from_proto(value, element).map(Box::new),
        None => Some(Box::new(Value::Null)),
    };
    Some(Value::Range(end(&range.start)?, end(&range.end)?))
}

/// `2024-01-31` from days since 1970. Counts from 1 March of the year 0, so that leap days end the years.
fn date_text(days: i64) -> String {
    let day = days + 719_468;
    let era = day.div_euclid(146_097);
    let day_of_era = day.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day_of_month = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day_of_month:02}")
}

fn timestamp_text(at: &Timestamp) -> String {
    let (days, seconds) = (at.seconds.div_euclid(86_400), at.seconds.rem_euclid(86_400));
    let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    let fraction = fraction_text(i64::from(at.nanos));
    format!(
        "{} {hour:02}:{minute:02}:{second:02}{fraction}+00",
        date_text(days)
    )
}

/// Reads the packed fields: year, then 4 bits of month, 5 of day, 5 of hour, 6 of minute, 6 of second.
fn datetime_text(at: &Datetime) -> String {
    let packed = at.bit_field_datetime_seconds.unwrap_or_default();
    let (year, month, day) = (packed >> 26, (packed >> 22) & 15, (packed >> 17) & 31);
    let time = time_text(packed & 0x1_FFFF, i64::from(at.nanos.unwrap_or_default()));
    format!("{year:04}-{month:02}-{day:02} {time}")
}

/// Reads 5 bits of hour, 6 of minute, 6 of second.
fn time_text(packed: i64, nanos: i64) -> String {
    let (hour, minute, second) = ((packed >> 12) & 31, (packed >> 6) & 63, packed & 63);
    format!("{hour:02}:{minute:02}:{second:02}{}", fraction_text(nanos))
}

/// Nanoseconds as nothing or as 3, 6 or 9 decimals, as BigQuery prints them.
fn fraction_text(nanos: i64) -> String {
    match nanos {
        0 => String::new(),
        _ if nanos % 1_000_000 == 0 => format!(".{:03}", nanos / 1_000_000),
        _ if nanos % 1_000 == 0 => format!(".{:06}", nanos / 1_000),
        _ => format!(".{nanos:09}"),
    }
}

/// A scaled number, little-endian in two's complement and of any length, as decimal text.
fn decimal_text(bytes: &[u8], scale: usize) -> String {
    let negative = bytes.last().is_some_and(|byte| *byte >= 0x80);
    let mut magnitude = if negative {
        negated(bytes)
    } else {
        bytes.to_vec()
    };
    let mut digits = Vec::new();
    while magnitude.iter().any(|byte| *byte != 0) || digits.len() <= scale {
        let mut remainder = 0;
        for byte in magnitude.iter_mut().rev() {
            let current = remainder * 256 + u16::from(*byte);
            *byte = (current / 10) as u8;
            remainder = current % 10;
        }
        digits.push(char::from(b'0' + remainder as u8));
    }
    let text: String = digits.iter().rev().collect();
    let (whole, fraction) = text
        .split_at_checked(text.len() - scale)
        .unwrap_or((&text, ""));
    let fraction = fraction.trim_end_matches('0');
    let sign = if negative { "-" } else { "" };
    if fraction.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{fraction}")
    }
}

fn negated(bytes: &[u8]) -> Vec<u8> {
    let mut carry = true;
    let negate = |byte: &u8| {
        let (byte, overflow) = (!byte).overflowing_add(u8::from(carry));
        carry = overflow;
        byte
    };
    bytes.iter().map(negate).collect()
}

/// Reads 8 bytes of microseconds, 4 of days, and 4 that pack a sign, 18 bits of months and 10 of nanoseconds.
fn interval_text(bytes: &[u8]) -> Option<String> {
    let (micros, rest) = bytes.split_first_chunk::<8>()?;
    let (days, rest) = rest.split_first_chunk::<4>()?;
    let packed = u32::from_le_bytes(*rest.first_chunk::<4>()?);
    let months = i64::from((packed >> 13) & 0x3_FFFF);
    let nanos = i128::from(i64::from_le_bytes(*micros)) * 1_000 + i128::from(packed & 0x3FF);
    let size = nanos.unsigned_abs();
    let seconds = size / 1_000_000_000;
    let fraction = fraction_text(i64::try_from(size % 1_000_000_000).ok()?);
    let (month_sign, time_sign) = (
        if packed >> 31 == 1 { "-" } else { "" },
        if nanos < 0 { "-" } else { "" },
    );
    Some(format!(
        "{month_sign}{}-{} {} {time_sign}{}:{}:{}{fraction}",
        months / 12,
        months % 12,
        i32::from_le_bytes(*days),
        seconds / 3_600,
        seconds / 60 % 60,
        seconds % 60
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_count_from_1970() {
        for (days, text) in [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (19_782, "2024-02-29"),
            (-719_162, "0001-01-01"),
        ] {
            assert_eq!(date_text(days), text);
        }
    }

    #[test]
    fn decimals_lose_their_trailing_zeros() {
        for (number, text) in [
            (0_i128, "0"),
            (1, "0.000000001"),
            (-1_500_000_000, "-1.5"),
            (120_000_000_000, "120"),
        ] {
            assert_eq!(decimal_text(&number.to_le_bytes(), 9), text);
        }
        assert_eq!(decimal_text(&[0xFF], 0), "-1");
        assert_eq!(decimal_text(&[], 9), "0");
    }

    #[test]
    fn fractions_have_three_six_or_nine_decimals() {
        assert_eq!(
            timestamp_text(&Timestamp {
                seconds: -1,
                nanos: 500_000_000
            }),
            "1969-12-31 23:59:59.500+00"
        );
        assert_eq!(fraction_text(1_000), ".000001");
        assert_eq!(fraction_text(1), ".000000001");
    }

    #[test]
    fn floats_compare_with_or_without_their_last_digits() {
        assert_eq!(Value::Float(f64::NAN), Value::Float(f64::NAN));
        assert_ne!(Value::Float(0.1 + 0.2), Value::Float(0.3));
        assert!(Value::Float(0.1 + 0.2).is_close_to(&Value::Float(0.3)));
        assert!(!Value::Int(1).is_close_to(&Value::Float(1.0)));
    }
}
