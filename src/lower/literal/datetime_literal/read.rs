//! Reading a date or time text.

use super::canonical::is_canonical;
use super::fields::{Field, Parts, century, fields, is_weekday, month};
use super::{Date, DateTime, Kind, Reading, Special, calendar};
use crate::lower::literal::timezone::{Zone, fixed_minutes, known_name, offset, zone};
use crate::lower::literal::{LiteralError, code};
use std::ops::Range;

const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400 * SECOND;

/// What the text means as a value of this type.
pub fn read(text: &str, kind: Kind) -> Result<Reading, LiteralError> {
    if let Some(special) = special(text.trim())
        && kind != Kind::Time
    {
        return Ok(Reading::Special(special));
    }
    let value = value(text, kind)?;
    if is_canonical(text, kind) {
        return Ok(Reading::Same(value));
    }
    Ok(Reading::Respelt {
        text: value.text(),
        value,
    })
}

fn special(text: &str) -> Option<Special> {
    match text.to_ascii_lowercase().as_str() {
        "now" => Some(Special::Now),
        "today" => Some(Special::Today),
        "tomorrow" => Some(Special::Tomorrow),
        "yesterday" => Some(Special::Yesterday),
        _ => None,
    }
}

fn unreadable(at: Range<usize>, why: impl Into<String>) -> LiteralError {
    LiteralError::new(at, code::UNREADABLE, why)
}

/// Half of the day.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Am,
    Pm,
}

/// What the fields have given so far.
#[derive(Default)]
struct State {
    parts: Parts,
    /// A date that came in one piece.
    date: Option<Date>,
    time: Option<i64>,
    half: Option<Half>,
    zone: Option<String>,
}

fn value(text: &str, kind: Kind) -> Result<DateTime, LiteralError> {
    let mut state = State::default();
    let fields = fields(text)
        .map_err(|at| unreadable(at, "the character cannot stand in a date or time"))?;
    for (field, at) in &fields {
        state
            .take(field, kind)
            .map_err(|why| unreadable(at.clone(), why))?;
    }
    let whole = || 0..text.len();
    let time = state
        .time_of_day()
        .map_err(|why| unreadable(whole(), why))?;
    let date = if kind == Kind::Time {
        None
    } else {
        Some(state.day().map_err(|why| unreadable(whole(), why))?)
    };
    if date.is_none() && time.is_none() {
        return Err(unreadable(whole(), "the text has no time of day"));
    }
    settle(date, time, state.zone, kind)
        .ok_or_else(|| unreadable(whole(), "it lies behind the end of BigQuery's days"))
}

/// Drops what the type does not keep, and carries 24:00 over to the next day.
fn settle(
    date: Option<Date>,
    time: Option<i64>,
    zone: Option<String>,
    kind: Kind,
) -> Option<DateTime> {
    let (date, time) = match (date, time) {
        (Some(date), Some(time)) if time >= DAY && kind != Kind::Date => {
            (Some(calendar::next(date)?), Some(time - DAY))
        }
        (None, Some(time)) if time >= DAY => return None,
        other => other,
    };
    Some(match kind {
        Kind::Date => DateTime {
            date,
            time: None,
            zone: None,
        },
        Kind::Time => DateTime {
            date: None,
            time,
            zone: None,
        },
        Kind::Timestamp => DateTime {
            date,
            time,
            zone: None,
        },
        Kind::TimestampTz => DateTime { date, time, zone },
    })
}

impl State {
    fn take(&mut self, field: &Field<'_>, kind: Kind) -> Result<(), String> {
        match field {
            Field::Clock(clock) => self.set_time(read_clock(clock)),
            Field::Date(parts) => {
                if self.has_date() {
                    return Err("the text has two dates".to_owned());
                }
                self.parts
                    .field(parts)
                    .ok_or_else(|| "it is no date".to_owned())
            }
            Field::Number { digits, fraction } => self.number(digits, *fraction, kind),
            Field::Offset(text) => self.set_zone(iso_offset(text).map(offset)),
            Field::Word(word) => self.word(word),
        }
    }

    fn has_date(&self) -> bool {
        self.date.is_some() || self.parts.is_complete()
    }

    fn set_time(&mut self, time: Option<i64>) -> Result<(), String> {
        if self.time.is_some() {
            return Err("the text has two times".to_owned());
        }
        self.time = Some(time.ok_or_else(|| "it is no time of day".to_owned())?);
        Ok(())
    }

    fn set_zone(&mut self, zone: Option<String>) -> Result<(), String> {
        if self.zone.is_some() {
            return Err("the text has two zones".to_owned());
        }
        self.zone = Some(zone.ok_or_else(|| "it is no time zone".to_owned())?);
        Ok(())
    }

    /// Digits without separators: `20080215`, `080215`, `040506`, `2008.366`, or one part of a date.
    fn number(&mut self, digits: &str, fraction: Option<&str>, kind: Kind) -> Result<(), String> {
        let needs_time = kind == Kind::Time || self.has_date();
        if !needs_time
            && let (4, Some(day)) = (digits.len(), fraction)
            && day.len() == 3
        {
            self.parts.year = digits.parse().ok();
            self.parts.day_of_year = day.parse().ok();
            return Ok(());
        }
        if needs_time {
            return self.set_time(run_together_time(digits, fraction));
        }
        match digits.len() {
            6 | 8 if self.parts.is_empty() && fraction.is_none() => {
                self.date = run_together_date(digits);
                self.date
                    .map(|_| ())
                    .ok_or_else(|| "there is no such day in the years 1 to 9999".to_owned())
            }
            1..=4 if fraction.is_none() => self
                .parts
                .number(digits)
                .ok_or_else(|| "it is no part of a date".to_owned()),
            _ => Err("it is no part of a date".to_owned()),
        }
    }

    fn word(&mut self, word: &str) -> Result<(), String> {
        let lower = word.to_ascii_lowercase();
        if let Some(number) = month(word) {
            // `8 January 1999`: what came before as a month was the day.
            if let Some(earlier) = self.parts.month.replace(number)
                && self.parts.day.replace(earlier).is_some()
            {
                return Err("the text has two months".to_owned());
            }
            return Ok(());
        }
        if let Some(day) = lower.strip_prefix('j').and_then(|day| day.parse().ok()) {
            self.date =
                Some(calendar::julian(day).ok_or("there is no such day in the years 1 to 9999")?);
            return Ok(());
        }
        match lower.as_str() {
            "am" | "pm" => {
                let half = if lower == "am" { Half::Am } else { Half::Pm };
                if self.half.replace(half).is_some() {
                    return Err("the text has AM or PM twice".to_owned());
                }
                Ok(())
            }
            "epoch" if !self.has_date() => {
                self.date = calendar::date(1970, 1, 1);
                self.time = Some(0);
                Ok(())
            }
            "infinity" => Err("BigQuery has no infinite dates".to_owned()),
            "bc" => Err("BigQuery's dates begin with the year 1".to_owned()),
            "t" if self.has_date() => Ok(()),
            "ad" | "at" | "on" => Ok(()),
            _ if is_weekday(word) => Ok(()),
            _ => self
                .set_zone(named_zone(word))
                .map_err(|why| format!("{word}: {why}")),
        }
    }

    /// The day, once all fields are read.
    fn day(&self) -> Result<Date, &'static str> {
        match self.date {
            Some(date) if self.parts.is_empty() => Ok(date),
            Some(_) => Err("the text has two dates"),
            None if self.parts.is_complete() => self
                .parts
                .date()
                .ok_or("there is no such day in the years 1 to 9999"),
            None => Err("the text has no date"),
        }
    }

    fn time_of_day(&self) -> Result<Option<i64>, &'static str> {
        const HOUR: i64 = 3600 * SECOND;
        match (self.time, self.half) {
            (time, None) => Ok(time),
            (None, Some(_)) => Err("AM or PM needs a time"),
            (Some(time), Some(_)) if time / HOUR > 12 => Err("hours with AM or PM run to 12"),
            (Some(time), Some(half)) => {
                let within_half = if time / HOUR == 12 {
                    time - 12 * HOUR
                } else {
                    time
                };
                Ok(Some(match half {
                    Half::Am => within_half,
                    Half::Pm => within_half + 12 * HOUR,
                }))
            }
        }
    }
}

/// `h:m`, `h:m:s`, `h:m:s.f`, in microseconds.
fn read_clock(text: &str) -> Option<i64> {
    let (clock, fraction) = match text.split_once('.') {
        Some((clock, fraction)) => (clock, Some(fraction)),
        None => (text, None),
    };
    let fields: Vec<i64> = clock
        .split(':')
        .map(|field| field.parse().ok())
        .collect::<Option<_>>()?;
    match (fields.as_slice(), fraction) {
        ([hours, minutes], None) => microseconds(*hours, *minutes, 0, ""),
        ([hours, minutes, seconds], fraction) => {
            microseconds(*hours, *minutes, *seconds, fraction.unwrap_or(""))
        }
        _ => None,
    }
}

/// Rounded to microseconds; 24:00:00 and a second 60 count on.
fn microseconds(hours: i64, minutes: i64, seconds: i64, fraction: &str) -> Option<i64> {
    let digits = fraction.get(..9).unwrap_or(fraction);
    let nanos: i64 = format!("{digits:0<9}").parse().ok()?;
    let fraction = (nanos + 500) / 1000;
    let in_range =
        (0..=24).contains(&hours) && (0..60).contains(&minutes) && (0..=60).contains(&seconds);
    if !in_range {
        return None;
    }
    let total = (hours * 3600 + minutes * 60 + seconds) * SECOND + fraction;
    (total <= DAY).then_some(total)
}

/// `hhmm`, `hhmmss`, `hhmmss.f`.
fn run_together_time(digits: &str, fraction: Option<&str>) -> Option<i64> {
    let part = |range: Range<usize>| digits.get(range)?.parse().ok();
    match (digits.len(), fraction) {
        (4, None) => microseconds(part(0..2)?, part(2..4)?, 0, ""),
        (6, fraction) => microseconds(
            part(0..2)?,
            part(2..4)?,
            part(4..6)?,
            fraction.unwrap_or(""),
        ),
        _ => None,
    }
}

/// `yyyymmdd`, `yymmdd`.
fn run_together_date(digits: &str) -> Option<Date> {
    let (year, rest) = digits.split_at_checked(digits.len().checked_sub(4)?)?;
    let number: i64 = year.parse().ok()?;
    let year = if year.len() == 2 {
        century(number)
    } else {
        number
    };
    let (month, day) = rest.split_at_checked(2)?;
    calendar::date(year, month.parse().ok()?, day.parse().ok()?)
}

/// `+hh`, `+hh:mm`, `+hhmm`: minutes east of UTC, as ISO counts.
fn iso_offset(text: &str) -> Option<i32> {
    let (sign, digits) = text.split_at_checked(1)?;
    let (hours, minutes) = match digits.split_once(':') {
        Some(split) => split,
        None if digits.len() > 2 => digits.split_at_checked(digits.len() - 2)?,
        None => (digits, "0"),
    };
    let minutes = hours
        .parse::<i32>()
        .ok()?
        .checked_mul(60)?
        .checked_add(minutes.parse().ok()?)?;
    // BigQuery takes no more than 14 hours.
    (minutes <= 14 * 60).then_some(if sign == "-" { -minutes } else { minutes })
}

/// A zone by name: `PST`, `UTC+3`, `America/New_York`.
fn named_zone(word: &str) -> Option<String> {
    match zone(word) {
        Zone::Unknown => None,
        Zone::Same | Zone::Respelt(_) => fixed_minutes(word)
            .map(offset)
            .or_else(|| known_name(word).map(str::to_owned)),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;

    fn respelt(text: &str, kind: Kind) -> String {
        match read(text, kind).unwrap_or_else(|error| panic!("{text}: {error:?}")) {
            Reading::Respelt { text, .. } => text,
            Reading::Same(_) => "same".to_owned(),
            Reading::Special(special) => format!("{special:?}"),
        }
    }

    #[test]
    fn dates() {
        for (text, expected) in [
            ("2008-02-15", "same"),
            ("2008-2-5", "same"),
            (" 2008-02-15 ", "2008-02-15"),
            ("20080215", "2008-02-15"),
            ("080215", "2008-02-15"),
            ("Jan-31-2000", "2000-01-31"),
            ("31-Jan-2000", "2000-01-31"),
            ("2000-Jan-31", "2000-01-31"),
            ("January 8, 1999", "1999-01-08"),
            ("8 January 1999", "1999-01-08"),
            ("1/8/1999", "1999-01-08"),
            ("01/02/00", "2000-01-02"),
            ("1/2/70", "1970-01-02"),
            ("12-31-2008", "2008-12-31"),
            ("2008/02/15", "2008-02-15"),
            ("2008.366", "2008-12-31"),
            ("2008-045", "2008-02-14"),
            ("J2451187", "1999-01-08"),
            ("2008-02-15 10:00:00", "2008-02-15"),
            ("Friday January 8 1999", "1999-01-08"),
            ("epoch", "1970-01-01"),
            ("Today", "Today"),
        ] {
            assert_eq!(respelt(text, Kind::Date), expected, "{text}");
        }
    }

    #[test]
    fn timestamps() {
        for (text, expected) in [
            ("2008-02-15 10:00:00", "same"),
            ("2008-02-15T10:00:00.5", "same"),
            ("2008-02-15", "same"),
            ("2008-02-15 10:00", "2008-02-15 10:00:00"),
            ("20080215T040506", "2008-02-15 04:05:06"),
            ("20080215 040506.789", "2008-02-15 04:05:06.789"),
            ("1/8/1999 04:05 PM", "1999-01-08 16:05:00"),
            ("2008-02-15 12:00:00 am", "2008-02-15 00:00:00"),
            ("2008-02-15 10:00:00.1234567", "2008-02-15 10:00:00.123457"),
            ("2008-12-31 24:00:00", "2009-01-01 00:00:00"),
            ("2008-02-15 10:00:00+05", "2008-02-15 10:00:00"),
            ("2008-02-15T10:00:00Z", "2008-02-15 10:00:00"),
            ("Jan 8 04:05:06 1999 PST", "1999-01-08 04:05:06"),
            ("now", "Now"),
        ] {
            assert_eq!(respelt(text, Kind::Timestamp), expected, "{text}");
        }
    }

    #[test]
    fn timestamps_with_a_zone() {
        for (text, expected) in [
            ("2008-02-15 10:00:00", "same"),
            ("2008-02-15 10:00:00+05:30", "same"),
            ("2008-02-15 10:00:00-8", "same"),
            ("2008-02-15T10:00:00Z", "same"),
            ("2008-02-15 10:00:00 America/New_York", "same"),
            ("2008-02-15 10:00:00 EST", "same"),
            (
                "2008-02-15 10:00:00 america/new_york",
                "2008-02-15 10:00:00 America/New_York",
            ),
            ("2008-02-15 10:00 PST", "2008-02-15 10:00:00-08:00"),
            ("2008-02-15 10:00:00 CET", "2008-02-15 10:00:00+01:00"),
            ("2008-02-15 10:00:00 +0530", "2008-02-15 10:00:00+05:30"),
            ("2008-02-15 10:00:00 UTC+3", "2008-02-15 10:00:00-03:00"),
            ("2008-02-15 -08", "2008-02-15 00:00:00-08:00"),
        ] {
            assert_eq!(respelt(text, Kind::TimestampTz), expected, "{text}");
        }
    }

    #[test]
    fn times() {
        for (text, expected) in [
            ("04:05:06", "same"),
            ("04:05", "04:05:00"),
            ("040506", "04:05:06"),
            ("0405", "04:05:00"),
            ("04:05:06.789 PM", "16:05:06.789"),
            ("16:05:00 PST", "16:05:00"),
        ] {
            assert_eq!(respelt(text, Kind::Time), expected, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_refused_at_its_place() {
        for (text, kind, at) in [
            ("2008-02-30", Kind::Date, 0..10),
            ("99-01-08", Kind::Date, 0..8),
            ("15.02.2008", Kind::Date, 0..10),
            ("hello", Kind::Date, 0..5),
            ("2008-02-15 25:00", Kind::Timestamp, 11..16),
            ("2008-02-15 13:00 PM", Kind::Timestamp, 0..19),
            ("2008-02-15 10:00 XYZ", Kind::TimestampTz, 17..20),
            ("infinity", Kind::Timestamp, 0..8),
            ("January 8 1999 BC", Kind::Date, 15..17),
            ("", Kind::Date, 0..0),
            ("2008-02", Kind::Date, 0..7),
            ("2008045", Kind::Date, 0..7),
            ("24:00:00", Kind::Time, 0..8),
            ("2008-02-15;", Kind::Date, 10..11),
        ] {
            let error = read(text, kind).unwrap_err();
            assert_eq!((error.at, error.code), (at, "RS1204"), "{text}");
        }
    }
}
