//! `NEXT_DAY`: the first such weekday after a date.
//!
//! `NEXT_DAY(d, 'Tue')` → `DATE_ADD(DATE_TRUNC(d, WEEK(TUESDAY)), INTERVAL 1 WEEK)`

use super::Special;
use super::literal::{Result, either};
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::lower::Cx;
use crate::resolve::Type;

const WEEKDAYS: [&str; 7] = [
    "MONDAY",
    "TUESDAY",
    "WEDNESDAY",
    "THURSDAY",
    "FRIDAY",
    "SATURDAY",
    "SUNDAY",
];

/// `NEXT_DAY(moment, weekday)`.
pub(super) fn next_day(cx: &mut Cx<'_>, special: &Special<'_>) -> bq::ExprId {
    either(after(cx, special))
}

fn after(cx: &mut Cx<'_>, special: &Special<'_>) -> Result<bq::ExprId> {
    let name = cx.constant_text(special, 1)?;
    let Some(day) = weekday(&name) else {
        let span = special
            .arg(1)
            .map_or_else(|| special.span(cx), |arg| cx.src.span(arg));
        return Err(cx.refuse_expr(
            special.id,
            Code::RS1204,
            span,
            &["it is no weekday, or the beginning of two"],
        ));
    };
    let ty = special
        .arg(0)
        .map(|arg| cx.type_of(arg))
        .unwrap_or_default();
    let date = if matches!(ty, Type::Date | Type::UnknownLiteral) {
        "$d"
    } else if ty == Type::Unknown {
        "CAST($d AS DATE)"
    } else {
        "DATE($d)"
    };
    let template = format!("DATE_ADD(DATE_TRUNC({date}, WEEK({day})), INTERVAL 1 WEEK)");
    let moment = cx.value(special, 0);
    Ok(cx.assembled(special, &template, &[("d", moment)], None))
}

/// The weekday that a text abbreviates.
fn weekday(text: &str) -> Option<&'static str> {
    let text = text.trim().to_ascii_uppercase();
    let mut found = WEEKDAYS
        .into_iter()
        .filter(|day| !text.is_empty() && day.starts_with(&text));
    match (found.next(), found.next()) {
        (Some(day), None) => Some(day),
        (Some(_) | None, Some(_)) | (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::weekday;

    #[test]
    fn beginnings_of_names_are_weekdays() {
        for (text, day) in [
            ("M", "MONDAY"),
            ("tu", "TUESDAY"),
            ("Thurs", "THURSDAY"),
            ("sunday", "SUNDAY"),
        ] {
            assert_eq!(weekday(text), Some(day), "{text}");
        }
        for text in ["T", "s", "", "Fryday", "Mondays"] {
            assert_eq!(weekday(text), None, "{text}");
        }
    }
}
