//! `TO_CHAR` of dates, times and numbers, by a constant format.
//!
//! `TO_CHAR(d, 'YYYY-MM')` → `FORMAT_DATE('%E4Y-%m', d)`, `TO_CHAR(n, '999.9')` → `CAST(n AS STRING FORMAT '999.9')`

use super::Special;
use super::literal::{Result, either};
use crate::bigquery::template::ArgValue;
use crate::bigquery::tree as bq;
use crate::lower::Cx;
use crate::lower::literal::datetime_format::{self, ValueKind};
use crate::lower::literal::numeric_format::{self, NumberKind};
use crate::resolve::Type;

/// Of a date or a time.
pub(super) fn to_char(cx: &mut Cx<'_>, special: &Special<'_>) -> bq::ExprId {
    either(of_datetime(cx, special))
}

/// Of a number.
pub(super) fn to_char_number(cx: &mut Cx<'_>, special: &Special<'_>) -> bq::ExprId {
    either(of_number(cx, special))
}

fn of_datetime(cx: &mut Cx<'_>, special: &Special<'_>) -> Result<bq::ExprId> {
    let format = cx.constant_text(special, 1)?;
    let ty = special
        .arg(0)
        .map(|arg| cx.type_of(arg))
        .unwrap_or_default();
    // Of a value without a known type, the format tells numbers apart: no element of a date has a 9 or a 0.
    if ty == Type::Unknown && format.contains(['9', '0']) {
        return of_number(cx, special);
    }
    let kind = if ty == Type::Date {
        ValueKind::Date
    } else if ty == Type::TimestampTz {
        ValueKind::TimestampTz
    } else if ty == Type::Time {
        ValueKind::Time
    } else {
        ValueKind::Timestamp
    };
    let template = datetime_format::to_char(&format, kind)
        .map_err(|error| cx.bad_literal(special, 1, &error))?;
    let mut value = cx.value(special, 0);
    if let (Type::Unknown, ArgValue::Expr { id, .. }) = (ty, value) {
        // The cast takes a DATE, a DATETIME and a TIMESTAMP.
        value = ArgValue::Expr {
            id: cx.cast_to(id, bq::Type::Datetime),
            simple: false,
        };
    }
    Ok(cx.assembled(special, &template, &[("x", value)], None))
}

fn of_number(cx: &mut Cx<'_>, special: &Special<'_>) -> Result<bq::ExprId> {
    let format = cx.constant_text(special, 1)?;
    let ty = special
        .arg(0)
        .map(|arg| cx.type_of(arg))
        .unwrap_or_default();
    let kind = if ty.is_integer() {
        NumberKind::Integer
    } else if let Type::Decimal { scale, .. } = ty {
        u8::try_from(scale).map_or(NumberKind::Unknown, NumberKind::Decimal)
    } else if matches!(ty, Type::Real | Type::Double) {
        NumberKind::Float
    } else {
        NumberKind::Unknown
    };
    let template = numeric_format::to_char(&format, kind)
        .map_err(|error| cx.bad_literal(special, 1, &error))?;
    let mut value = cx.value(special, 0);
    // A decimal constant is rounded as a decimal, not as the FLOAT64 that BigQuery would read.
    if let (Some(arg), Some(id)) = (
        special.arg(0),
        special.arg(0).and_then(|arg| cx.exact_constant(arg)),
    ) {
        value = cx.value_of(arg, id);
    }
    Ok(cx.assembled(special, &template, &[("x", value)], None))
}
