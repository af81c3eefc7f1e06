//! Time zones: `CONVERT_TIMEZONE` and `AT TIME ZONE`.
//!
//! `CONVERT_TIMEZONE('PST', ts)` → `DATETIME(TIMESTAMP(ts, 'UTC'), '-08:00')`, `ts AT TIME ZONE 'UTC'` → `TIMESTAMP(ts, 'UTC')`

use super::Special;
use super::literal::{Result, either};
use crate::bigquery::template::ArgValue;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::lower::Cx;
use crate::lower::literal::string_literal::encode;
use crate::lower::literal::timezone::{self, Zone};
use crate::resolve::Type;

/// `CONVERT_TIMEZONE(to, moment)`, `CONVERT_TIMEZONE(from, to, moment)`.
pub(super) fn convert_timezone(cx: &mut Cx<'_>, special: &Special<'_>) -> bq::ExprId {
    either(convert(cx, special))
}

/// `moment AT TIME ZONE zone` as `timezone(zone, moment)`.
pub(super) fn timezone(cx: &mut Cx<'_>, special: &Special<'_>) -> bq::ExprId {
    either(at_time_zone(cx, special))
}

fn convert(cx: &mut Cx<'_>, special: &Special<'_>) -> Result<bq::ExprId> {
    if special.args.len() < 3 {
        let to = zone(cx, special, 0)?;
        let ty = moment_type(cx, special, 1);
        let template = if ty == Type::TimestampTz {
            "DATETIME($d, $t)"
        } else if ty == Type::Unknown {
            // TIMESTAMP takes all three, and reads what has no zone as UTC.
            "DATETIME(TIMESTAMP($d), $t)"
        } else {
            "DATETIME(TIMESTAMP($d, 'UTC'), $t)"
        };
        let moment = cx.value(special, 1);
        return Ok(cx.assembled(special, template, &[("t", to), ("d", moment)], None));
    }
    let from = zone(cx, special, 0)?;
    let to = zone(cx, special, 1)?;
    let ty = moment_type(cx, special, 2);
    let template = if ty == Type::TimestampTz {
        "DATETIME(TIMESTAMP(DATETIME($d), $s), $t)"
    } else if ty == Type::Unknown {
        "DATETIME(TIMESTAMP(CAST($d AS DATETIME), $s), $t)"
    } else {
        "DATETIME(TIMESTAMP($d, $s), $t)"
    };
    let moment = cx.value(special, 2);
    Ok(cx.assembled(
        special,
        template,
        &[("s", from), ("t", to), ("d", moment)],
        None,
    ))
}

fn at_time_zone(cx: &mut Cx<'_>, special: &Special<'_>) -> Result<bq::ExprId> {
    let zone = zone(cx, special, 0)?;
    let ty = moment_type(cx, special, 1);
    let name = "AT TIME ZONE";
    cx.say_reading(special.span(cx), name, name, &[ty]);
    let template = if ty == Type::TimestampTz {
        "DATETIME($d, $z)"
    } else {
        "TIMESTAMP($d, $z)"
    };
    let moment = cx.value(special, 1);
    Ok(cx.assembled(special, template, &[("z", zone), ("d", moment)], None))
}

fn moment_type(cx: &Cx<'_>, special: &Special<'_>, index: usize) -> Type {
    special
        .arg(index)
        .map(|arg| cx.type_of(arg))
        .unwrap_or_default()
}

/// A constant zone as BigQuery spells it.
fn zone(cx: &mut Cx<'_>, special: &Special<'_>, index: usize) -> Result<ArgValue> {
    let name = cx.constant_text(special, index)?;
    match (timezone::zone(&name), special.arg(index)) {
        (Zone::Respelt(name), Some(arg)) => {
            let span = cx.src.span(arg);
            let id = cx.respelt_literal(span, bq::Literal::String, encode(&name));
            Ok(ArgValue::Expr { id, simple: true })
        }
        (Zone::Same | Zone::Respelt(_), _) => Ok(cx.value(special, index)),
        (Zone::Unknown, arg) => {
            let span = arg.map_or_else(|| special.span(cx), |arg| cx.src.span(arg));
            if is_word(&name) {
                // BigQuery fails where it does not know the name either, so nothing goes wrong in silence.
                let what = format!("the time zone {} is in no list of zones", cx.text(span));
                cx.raise(
                    Code::RS2003,
                    span,
                    &[&what, "BigQuery takes the names of the IANA database"],
                );
                return Ok(cx.value(special, index));
            }
            let what = format!("the time zone {}", cx.text(span));
            Err(cx.refuse_expr(
                special.id,
                Code::RS1401,
                span,
                &[&what, "it is in no list of zones"],
            ))
        }
    }
}

/// Whether a zone is a name, not a rule such as `UTC+3`, whose sign the two engines read differently.
fn is_word(name: &str) -> bool {
    !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, '_' | '/'))
}
