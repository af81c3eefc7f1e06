//! Constants whose fields are out of range: Redshift counts on where BigQuery raises an error.
//!
//! `TO_DATE('20010631', 'YYYYMMDD')` → `DATE '2001-07-01'`

use super::read::Target;
use crate::lower::literal::cursor::Cursor;
use crate::lower::literal::datetime_literal::{Date, date, shifted};

/// The moment that a constant text means, as BigQuery writes it, where `template` (of [`parse`](super::parse)) would fail on it
/// because a day, an hour, a minute or a second is too large. `None` where the template may read it.
pub fn rolled_over(template: &str, text: &str, target: Target) -> Option<String> {
    let format = template.split('\'').nth(1)?;
    let fields = Fields::read(format, text)?;
    let first = date(fields.year, fields.month, 1)?;
    let seconds = (fields.hour * 60 + fields.minute) * 60 + fields.second;
    let day = shifted(first, fields.day - 1 + seconds.div_euclid(86_400))?;
    let is_in_range = date(fields.year, fields.month, fields.day).is_some()
        && fields.hour < 24
        && fields.minute < 60
        && fields.second < 60;
    if is_in_range || fields.day < 1 {
        return None;
    }
    let day = written(day);
    let rest = seconds.rem_euclid(86_400);
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    Some(match target {
        Target::Date => format!("DATE '{day}'"),
        Target::TimestampTz => {
            format!("TIMESTAMP '{day} {hour:02}:{minute:02}:{second:02}+00'")
        }
    })
}

fn written(day: Date) -> String {
    format!("{:04}-{:02}-{:02}", day.year, day.month, day.day)
}

/// The fields of a text.
struct Fields {
    year: i64,
    month: i64,
    day: i64,
    hour: i64,
    minute: i64,
    second: i64,
}

impl Fields {
    /// Reads numbers and separators; `None` for every other element, and where the text does not fit.
    fn read(format: &str, text: &str) -> Option<Self> {
        let mut fields = Self {
            year: 0,
            month: 1,
            day: 1,
            hour: 0,
            minute: 0,
            second: 0,
        };
        let (mut format, mut text) = (Cursor::new(format), Cursor::new(text));
        while let Some(next) = format.bump() {
            if next != '%' {
                (text.bump()? == next).then_some(())?;
                continue;
            }
            let (field, width) = match format.bump()? {
                'Y' => (&mut fields.year, 4),
                'm' => (&mut fields.month, 2),
                'd' => (&mut fields.day, 2),
                'H' => (&mut fields.hour, 2),
                'M' => (&mut fields.minute, 2),
                'S' => (&mut fields.second, 2),
                _ => return None,
            };
            *field = number(&mut text, width)?;
        }
        text.rest().is_empty().then_some(fields)
    }
}

/// At most this many digits.
fn number(text: &mut Cursor<'_>, width: usize) -> Option<i64> {
    let mut value = None;
    for _ in 0..width {
        let Some(digit) = text.peek().and_then(|c| c.to_digit(10)) else {
            break;
        };
        text.bump();
        value = Some(value.unwrap_or(0) * 10 + i64::from(digit));
    }
    value
}

#[cfg(test)]
mod tests {
    use super::{Target, rolled_over};

    #[test]
    fn days_and_hours_roll_over() {
        let date = |text| rolled_over("PARSE_DATE('%Y%m%d', $x)", text, Target::Date);
        assert_eq!(date("20010631").as_deref(), Some("DATE '2001-07-01'"));
        assert_eq!(date("20231232").as_deref(), Some("DATE '2024-01-01'"));
        assert_eq!(date("20010630"), None);
        assert_eq!(date("20011301"), None, "no thirteenth month");
        assert_eq!(date("2001063"), None, "06 and 3 are in range");
        let template = "PARSE_TIMESTAMP('%Y-%m-%d %H:%M:%S', $x)";
        let moment = |text| rolled_over(template, text, Target::TimestampTz);
        assert_eq!(
            moment("2011-12-18 24:38:15").as_deref(),
            Some("TIMESTAMP '2011-12-19 00:38:15+00'")
        );
        assert_eq!(moment("2011-12-18 23:38:15"), None);
        assert_eq!(moment("2011-12-18"), None);
    }
}
