//! `TO_DATE`, `TO_TIMESTAMP` and `TO_NUMBER`: texts that are read by a constant format.
//!
//! `TO_DATE(s, 'MM/DD/YYYY')` → `PARSE_DATE('%m/%d/%Y', s)`, `TO_NUMBER(s, '99.9')` → `TRUNC(CAST(s AS NUMERIC), 1)`

use super::Special;
use super::literal::{Result, either};
use crate::bigquery::template::ArgValue;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::lower::Cx;
use crate::lower::literal::datetime_format::{self, Target};
use crate::lower::literal::numeric_format;
use crate::redshift::tree::{Expr, Literal};
use crate::resolve::Type;

/// A DATE.
pub(super) fn to_date(cx: &mut Cx<'_>, special: &Special<'_>) -> bq::ExprId {
    either(parse(cx, special, Target::Date))
}

/// A TIMESTAMPTZ.
pub(super) fn to_timestamp(cx: &mut Cx<'_>, special: &Special<'_>) -> bq::ExprId {
    either(parse(cx, special, Target::TimestampTz))
}

/// A DECIMAL.
pub(super) fn to_number(cx: &mut Cx<'_>, special: &Special<'_>) -> bq::ExprId {
    either(number(cx, special))
}

fn parse(cx: &mut Cx<'_>, special: &Special<'_>, target: Target) -> Result<bq::ExprId> {
    let format = cx.constant_text(special, 1)?;
    let parsed = datetime_format::parse(&format, target)
        .map_err(|error| cx.bad_literal(special, 1, &error))?;
    if let Some(date) = whole_date(cx, special, target, &parsed.template) {
        return Ok(date);
    }
    if !is_strict(cx, special)
        && let Some(text) = special.arg(0).and_then(|arg| cx.string_value(arg))
        && let Some(moment) = datetime_format::rolled_over(&parsed.template, &text, target)
    {
        return Ok(cx.assembled(special, &moment, NO_ARGUMENTS, None));
    }
    let row = special.found.row;
    cx.literal_differs(special, 1, row.name, &parsed.differs);
    if parsed.lenient && !is_strict(cx, special) {
        let note = row.notes.first().copied().unwrap_or("");
        cx.raise(Code::RS2401, special.span(cx), &[row.name, note]);
    }
    let value = cx.value(special, 0);
    Ok(cx.assembled(special, &parsed.template, &[("x", value)], None))
}

/// For a template without holes.
const NO_ARGUMENTS: &[(&str, ArgValue)] = &[];

/// `TO_DATE(ts, 'YYYY-MM-DD')` reads the text of a timestamp as far as the format goes: its day.
fn whole_date(
    cx: &mut Cx<'_>,
    special: &Special<'_>,
    target: Target,
    template: &str,
) -> Option<bq::ExprId> {
    let arg = special.arg(0)?;
    let iso = target == Target::Date && template == "PARSE_DATE('%Y-%m-%d', $x)";
    let ty = cx.type_of(arg);
    let wants = if ty == Type::Date {
        "$x"
    } else if matches!(ty, Type::Timestamp | Type::TimestampTz) {
        "DATE($x)"
    } else {
        return None;
    };
    iso.then(|| {
        let id = cx.expr(arg);
        let value = cx.value_of(arg, id);
        cx.assembled(special, wants, &[("x", value)], None)
    })
}

/// With `is_strict` Redshift rejects what BigQuery rejects.
fn is_strict(cx: &Cx<'_>, special: &Special<'_>) -> bool {
    special
        .arg(2)
        .is_some_and(|arg| matches!(cx.src.exprs[arg], Expr::Literal(Literal::True)))
}

fn number(cx: &mut Cx<'_>, special: &Special<'_>) -> Result<bq::ExprId> {
    let format = cx.constant_text(special, 1)?;
    let template =
        numeric_format::to_number(&format).map_err(|error| cx.bad_literal(special, 1, &error))?;
    let value = cx.value(special, 0);
    Ok(cx.assembled(special, &template, &[("x", value)], None))
}
