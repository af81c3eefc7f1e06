//! A date or time text cut into fields.

use super::calendar;
use crate::lower::literal::cursor::Cursor;
use std::ops::Range;

/// A field of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Field<'a> {
    /// Digits, with a fraction in `040506.789` and `2008.366`.
    Number {
        digits: &'a str,
        fraction: Option<&'a str>,
    },
    /// `2008-02-15`, `1/8/1999`, `08-Jan-99`: the parts between the separators.
    Date(Vec<&'a str>),
    /// `10:00:00.5`.
    Clock(&'a str),
    /// `+05:30` after a time.
    Offset(&'a str),
    /// A name.
    Word(&'a str),
}

/// Cuts the text; `None` at the place of a character that cannot stand there.
pub(super) fn fields(text: &str) -> Result<Vec<(Field<'_>, Range<usize>)>, Range<usize>> {
    let mut cursor = Cursor::new(text);
    let mut fields = Vec::new();
    while let Some(c) = cursor.peek() {
        let start = cursor.at();
        let field = match c {
            ' ' | ',' | '\t' | '\n' | '\r' => {
                cursor.bump();
                continue;
            }
            '0'..='9' => number(&mut cursor, text),
            '+' | '-' => {
                cursor.bump();
                cursor.take_while(|c| c.is_ascii_digit() || c == ':');
                Field::Offset(since(text, start, &cursor))
            }
            c if c.is_alphabetic() => word(&mut cursor, text),
            c => return Err(start..start + c.len_utf8()),
        };
        fields.push((field, start..cursor.at()));
    }
    Ok(fields)
}

fn since<'a>(text: &'a str, start: usize, cursor: &Cursor<'_>) -> &'a str {
    text.get(start..cursor.at()).unwrap_or("")
}

fn number<'a>(cursor: &mut Cursor<'a>, text: &'a str) -> Field<'a> {
    let start = cursor.at();
    let digits = cursor.take_while(|c| c.is_ascii_digit());
    match cursor.peek() {
        Some(':') => {
            cursor.take_while(|c| c.is_ascii_digit() || matches!(c, ':' | '.'));
            Field::Clock(since(text, start, cursor))
        }
        Some(separator @ ('-' | '/' | '.')) if date_goes_on(cursor.rest(), separator) => {
            cursor.take_while(|c| c.is_ascii_alphanumeric() || c == separator);
            let mut whole = since(text, start, cursor);
            // `1999-01-08T10:00`: the part after a T is no part of the date.
            if let Some(at) = whole.rfind(['T', 't']).filter(|&at| {
                whole.get(at + 1..).is_some_and(is_digits)
                    && whole
                        .get(..at)
                        .is_some_and(|date| date.ends_with(|c: char| c.is_ascii_digit()))
            }) {
                whole = whole.get(..at).unwrap_or("");
                *cursor = Cursor::new(text);
                cursor.eat(text.get(..start + at).unwrap_or(""));
            }
            date_or_fraction(whole, separator)
        }
        Some(_) | None => Field::Number {
            digits,
            fraction: None,
        },
    }
}

fn is_digits(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit())
}

fn date_goes_on(rest: &str, separator: char) -> bool {
    rest.strip_prefix(separator)
        .is_some_and(|tail| tail.starts_with(|c: char| c.is_ascii_alphanumeric()))
}

/// `2008.366` and `040506.789` look like dates with points.
fn date_or_fraction(whole: &str, separator: char) -> Field<'_> {
    let parts: Vec<&str> = whole.split(separator).collect();
    match (separator, parts.as_slice()) {
        ('.', [digits, fraction]) => Field::Number {
            digits,
            fraction: Some(fraction),
        },
        _ => Field::Date(parts),
    }
}

/// A word; with the separators of a date after a month's name, with the slashes and signs of a zone after another one.
fn word<'a>(cursor: &mut Cursor<'a>, text: &'a str) -> Field<'a> {
    let start = cursor.at();
    let name = cursor.take_while(char::is_alphabetic);
    match cursor.peek() {
        Some(separator @ ('-' | '/' | '.')) if month(name).is_some() => {
            cursor.take_while(|c| c.is_ascii_alphanumeric() || c == separator);
            Field::Date(since(text, start, cursor).split(separator).collect())
        }
        // `T10:00`, `J2451187`
        Some('0'..='9') if name.eq_ignore_ascii_case("t") => Field::Word(name),
        Some('0'..='9' | '/' | '_' | '+' | '-') => {
            cursor.take_while(|c| c.is_alphanumeric() || matches!(c, '/' | '_' | '+' | '-' | ':'));
            Field::Word(since(text, start, cursor))
        }
        Some(_) | None => Field::Word(name),
    }
}

/// The number of a month by its name or its first three letters.
pub(super) fn month(name: &str) -> Option<i64> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let name = name.to_ascii_lowercase();
    let at = MONTHS.iter().position(|month| {
        *month == name
            || (name.len() == 3 && month.starts_with(&name))
            || (name == "sept" && *month == "september")
    })?;
    i64::try_from(at + 1).ok()
}

/// Whether it is the name of a day of the week, which adds nothing.
pub(super) fn is_weekday(name: &str) -> bool {
    const DAYS: [&str; 7] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let name = name.to_ascii_lowercase();
    DAYS.iter()
        .any(|day| *day == name || (name.len() == 3 && day.starts_with(&name)))
        || ["tues", "weds", "thur", "thurs"].contains(&name.as_str())
}

/// The date whose parts come one by one, in the order month, day, year unless a part says otherwise.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Parts {
    pub year: Option<i64>,
    pub month: Option<i64>,
    pub day: Option<i64>,
    pub day_of_year: Option<i64>,
}

impl Parts {
    pub(super) fn is_empty(&self) -> bool {
        self.year.is_none() && self.month.is_none() && self.day.is_none()
    }

    pub(super) fn is_complete(&self) -> bool {
        self.year.is_some()
            && (self.day_of_year.is_some() || (self.month.is_some() && self.day.is_some()))
    }

    /// Takes the next number.
    pub(super) fn number(&mut self, digits: &str) -> Option<()> {
        let value: i64 = digits.parse().ok()?;
        let long = digits.len() > 2;
        match (self.year, self.month, self.day) {
            // `2008-045`
            (Some(_), None, None) if digits.len() == 3 => self.day_of_year = Some(value),
            (None, _, _) if long => self.year = Some(value),
            (_, None, _) => self.month = Some(value),
            (_, Some(_), None) => self.day = Some(value),
            (None, Some(_), Some(_)) => self.year = Some(century(value)),
            (Some(_), Some(_), Some(_)) => return None,
        }
        Some(())
    }

    /// Takes the parts of one field; the month's name comes first, wherever it stands.
    pub(super) fn field(&mut self, parts: &[&str]) -> Option<()> {
        let is_number = |part: &&&str| part.starts_with(|c: char| c.is_ascii_digit());
        for name in parts.iter().filter(|part| !is_number(part)) {
            if self.month.replace(month(name)?).is_some() {
                return None;
            }
        }
        for part in parts.iter().filter(is_number) {
            self.number(part)?;
        }
        Some(())
    }

    pub(super) fn date(&self) -> Option<super::Date> {
        match (self.year?, self.day_of_year) {
            (year, Some(n)) => calendar::day_of_year(year, n),
            (year, None) => calendar::date(year, self.month?, self.day?),
        }
    }
}

/// A year of two digits: 70 to 99 lie in the twentieth century.
pub(super) fn century(year: i64) -> i64 {
    if year < 70 { year + 2000 } else { year + 1900 }
}
