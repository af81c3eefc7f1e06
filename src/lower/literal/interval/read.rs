//! Reading an interval text.

use super::units::{Component, UnitRow, unit};
use super::{HOUR, Interval, MINUTE, Qualifier, SECOND, Unit};
use crate::lower::literal::{LiteralError, code};
use nom::branch::alt;
use nom::bytes::complete::take_while;
use nom::character::complete::{alpha1, char, digit0, digit1, one_of};
use nom::combinator::{opt, verify};
use nom::sequence::{pair, preceded, separated_pair, terminated};
use nom::{IResult, Parser};
use std::ops::Range;

const DAY: i128 = 24 * HOUR as i128;

/// Reads an interval text, as PostgreSQL does: a number without a unit is in seconds, or in the finest field of the qualifier.
///
/// The fraction of a day becomes time, that of a month days (of 30) and time; that of a year must make up whole months. Digits of
/// the second past the sixth are cut off, and a precision rounds.
pub fn interval(text: &str, qualifier: Option<Qualifier>) -> Result<Interval, LiteralError> {
    let items = items(text)?;
    let mut total = Sum::default();
    for (index, (item, at)) in items.list.iter().enumerate() {
        let before_clock = matches!(items.list.get(index + 1), Some((Item::Clock { .. }, _)));
        let last = index + 1 == items.list.len();
        let added = match item {
            Item::Quantity(number, unit) => total.add(number, *unit),
            Item::Bare(number) => bare_unit(qualifier, before_clock, last)
                .and_then(unit)
                .ok_or("a number without a unit")
                .and_then(|unit| total.add(number, unit)),
            Item::YearMonth {
                negative,
                years,
                months,
            } => total.add_year_month(*negative, *years, *months),
            Item::Clock {
                negative,
                fields,
                fraction,
            } => total.add_clock(*negative, fields, fraction, qualifier),
        };
        added.map_err(|why| unreadable(at.clone(), why))?;
    }
    if items.list.is_empty() {
        return Err(unreadable(0..text.len(), "the text has no number"));
    }
    if items.ago {
        total.negate();
    }
    let mut interval = total
        .interval()
        .ok_or_else(|| unreadable(0..text.len(), "the interval is too long"))?;
    let uncut = interval;
    if let Some(qualifier) = qualifier {
        cut(&mut interval, qualifier);
    }
    let one = matches!(
        items.list.as_slice(),
        [(Item::Quantity(..) | Item::Bare(_), _)]
    );
    if one && interval == uncut {
        interval.single = total.single(&interval);
    }
    Ok(interval)
}

fn unreadable(at: Range<usize>, why: &str) -> LiteralError {
    LiteralError::new(at, code::UNREADABLE, why)
}

/// The unit of a number that has none.
fn bare_unit(qualifier: Option<Qualifier>, before_clock: bool, last: bool) -> Option<&'static str> {
    if before_clock {
        return Some("day");
    }
    let to = qualifier.map(|qualifier| qualifier.to);
    match (to, last) {
        (None, true) => Some("second"),
        (Some(to), true) => Some(match to {
            Unit::Year => "year",
            Unit::Month => "month",
            Unit::Day => "day",
            Unit::Hour => "hour",
            Unit::Minute => "minute",
            Unit::Second => "second",
        }),
        // `'1 2' DAY TO HOUR`
        (Some(Unit::Hour), false) => Some("day"),
        (
            Some(Unit::Year | Unit::Month | Unit::Day | Unit::Minute | Unit::Second) | None,
            false,
        ) => None,
    }
}

/// Cuts off what is finer than the qualifier.
fn cut(interval: &mut Interval, qualifier: Qualifier) {
    match qualifier.to {
        Unit::Year => interval.months -= interval.months % 12,
        Unit::Month | Unit::Day | Unit::Second => {}
        Unit::Hour => interval.micros -= interval.micros % HOUR,
        Unit::Minute => interval.micros -= interval.micros % MINUTE,
    }
    if qualifier.to < Unit::Day {
        interval.days = 0;
    }
    if qualifier.to < Unit::Hour {
        interval.micros = 0;
    }
    if let (Unit::Second, Some(digits @ 0..=5)) = (qualifier.to, qualifier.precision) {
        let step = 10_i64.pow(6 - u32::from(digits));
        let half = if interval.micros < 0 {
            -step / 2
        } else {
            step / 2
        };
        interval.micros = interval.micros.saturating_add(half) / step * step;
    }
}

/// A decimal number: `digits × 10^-scale`.
#[derive(Clone, Debug)]
struct Number {
    digits: i128,
    scale: u32,
}

impl Number {
    /// `sign`, digits before and after the point.
    fn new(negative: bool, whole: &str, fraction: &str) -> Option<Self> {
        // More digits than a microsecond of a millennium needs do not matter.
        let fraction = fraction.get(..12).unwrap_or(fraction);
        let digits: i128 = format!("0{whole}{fraction}").parse().ok()?;
        let scale = u32::try_from(fraction.len()).ok()?;
        (whole.len() <= 15).then_some(Self {
            digits: if negative { -digits } else { digits },
            scale,
        })
    }

    /// The number times a factor: the whole part, and what is left over `10^scale`.
    fn times(&self, factor: i128) -> (i128, i128) {
        let one = 10_i128.pow(self.scale);
        (self.digits * factor / one, self.digits * factor % one)
    }
}

/// What has been read so far.
#[derive(Default)]
struct Sum {
    months: i128,
    days: i128,
    micros: i128,
    seen: u32,
    last_unit: Option<UnitRow>,
}

impl Sum {
    fn add(&mut self, number: &Number, unit: UnitRow) -> Result<(), &'static str> {
        self.see(unit.bit)?;
        self.last_unit = Some(unit);
        let factor = i128::from(unit.factor);
        let (whole, rest) = number.times(factor);
        let one = 10_i128.pow(number.scale);
        match unit.component {
            Component::Micros => self.micros += whole,
            Component::Days => {
                self.days += whole;
                self.micros += rest * DAY / one;
            }
            Component::Months if factor > 1 && rest != 0 => {
                return Err("the fraction does not make up whole months");
            }
            Component::Months => {
                self.months += whole;
                self.days += rest * 30 / one;
                self.micros += rest * 30 % one * DAY / one;
            }
        }
        Ok(())
    }

    fn add_year_month(
        &mut self,
        negative: bool,
        years: i128,
        months: i128,
    ) -> Result<(), &'static str> {
        if months > 11 {
            return Err("a year has no more than 11 months beside it");
        }
        for name in ["year", "month"] {
            self.see(unit(name).map_or(0, |unit| unit.bit))?;
        }
        let total = years * 12 + months;
        self.months += if negative { -total } else { total };
        Ok(())
    }

    /// `h:m`, `h:m:s.f`; `m:s` where the qualifier or a fraction says so.
    fn add_clock(
        &mut self,
        negative: bool,
        fields: &[i128],
        fraction: &str,
        qualifier: Option<Qualifier>,
    ) -> Result<(), &'static str> {
        for name in ["hour", "minute", "second"] {
            self.see(unit(name).map_or(0, |unit| unit.bit))?;
        }
        let minutes_first =
            qualifier.is_some_and(|q| q.from == Unit::Minute && q.to == Unit::Second);
        let (hours, minutes, seconds) = match fields {
            [minutes, seconds] if minutes_first || !fraction.is_empty() => (0, *minutes, *seconds),
            [hours, minutes] => (*hours, *minutes, 0),
            [hours, minutes, seconds] => (*hours, *minutes, *seconds),
            _ => return Err("a time has two or three fields"),
        };
        if minutes > 59 || seconds > 59 {
            return Err("minutes and seconds run to 59");
        }
        let micros: i128 = format!("{:0<6.6}", fraction).parse().unwrap_or(0);
        let total = hours * i128::from(HOUR)
            + minutes * i128::from(MINUTE)
            + seconds * i128::from(SECOND)
            + micros;
        self.micros += if negative { -total } else { total };
        Ok(())
    }

    /// Each unit may stand once.
    fn see(&mut self, bit: u32) -> Result<(), &'static str> {
        if self.seen & bit != 0 {
            return Err("the unit stands twice");
        }
        self.seen |= bit;
        Ok(())
    }

    fn negate(&mut self) {
        self.months = -self.months;
        self.days = -self.days;
        self.micros = -self.micros;
    }

    fn interval(&self) -> Option<Interval> {
        Some(Interval {
            months: i64::try_from(self.months).ok()?,
            days: i64::try_from(self.days).ok()?,
            micros: i64::try_from(self.micros).ok()?,
            single: None,
        })
    }

    /// The one quantity of the text in its own unit, if BigQuery has the unit.
    fn single(&self, interval: &Interval) -> Option<(i64, &'static str)> {
        let unit = self.last_unit?;
        let part = unit.part?;
        let (amount, others) = match unit.component {
            Component::Months => (interval.months, interval.days | interval.micros),
            Component::Days => (interval.days, interval.micros),
            Component::Micros => (interval.micros, 0),
        };
        (others == 0 && amount % unit.factor == 0).then_some((amount / unit.factor, part))
    }
}

/// One item of the text.
#[derive(Clone, Debug)]
enum Item {
    Quantity(Number, UnitRow),
    Bare(Number),
    YearMonth {
        negative: bool,
        years: i128,
        months: i128,
    },
    Clock {
        negative: bool,
        fields: Vec<i128>,
        fraction: String,
    },
}

struct Items {
    list: Vec<(Item, Range<usize>)>,
    ago: bool,
}

fn items(text: &str) -> Result<Items, LiteralError> {
    let mut list = Vec::new();
    let mut ago = false;
    let mut rest = skip_blanks(text.trim_start().trim_start_matches('@'));
    while !rest.is_empty() {
        let start = text.len() - rest.len();
        if let Some(tail) = after_ago(rest) {
            ago = true;
            rest = tail;
            break;
        }
        let (tail, item) =
            item(rest).map_err(|_| unreadable(start..text.len(), "it is no quantity"))?;
        let item = item.map_err(|why| unreadable(start..text.len() - tail.len(), why))?;
        list.push((item, start..text.len() - tail.len()));
        rest = skip_blanks(tail);
    }
    match rest.trim() {
        "" => Ok(Items { list, ago }),
        _ => Err(unreadable(
            text.len() - rest.len()..text.len(),
            "text after ago",
        )),
    }
}

fn skip_blanks(text: &str) -> &str {
    text.trim_start_matches([' ', ',', '\t', '\n', '\r'])
}

fn after_ago(rest: &str) -> Option<&str> {
    let (word, tail) = rest.split_at_checked(3)?;
    (word.eq_ignore_ascii_case("ago") && !tail.starts_with(|c: char| c.is_alphanumeric()))
        .then_some(tail)
}

type Reading<'a> = IResult<&'a str, Result<Item, &'static str>>;

fn item(text: &str) -> Reading<'_> {
    alt((clock, year_month, quantity)).parse(text)
}

fn sign(text: &str) -> IResult<&str, bool> {
    opt(terminated(one_of("+-"), take_while(|c| c == ' ')))
        .map(|sign| sign == Some('-'))
        .parse(text)
}

fn whole(text: &str) -> IResult<&str, i128> {
    verify(digit1, |digits: &str| digits.len() <= 15)
        .map(|digits: &str| digits.parse().unwrap_or(0))
        .parse(text)
}

fn clock(text: &str) -> Reading<'_> {
    let (rest, negative) = sign(text)?;
    let (rest, (first, second)) = separated_pair(whole, char(':'), whole).parse(rest)?;
    let (rest, third) = opt(preceded(char(':'), whole)).parse(rest)?;
    let (rest, fraction) = opt(preceded(char('.'), digit0)).parse(rest)?;
    let fields = [Some(first), Some(second), third]
        .into_iter()
        .flatten()
        .collect();
    let fraction = fraction.unwrap_or("").to_owned();
    Ok((
        rest,
        Ok(Item::Clock {
            negative,
            fields,
            fraction,
        }),
    ))
}

fn year_month(text: &str) -> Reading<'_> {
    let (rest, negative) = sign(text)?;
    let (rest, (years, months)) = separated_pair(whole, char('-'), whole).parse(rest)?;
    Ok((
        rest,
        Ok(Item::YearMonth {
            negative,
            years,
            months,
        }),
    ))
}

fn quantity(text: &str) -> Reading<'_> {
    let (rest, negative) = sign(text)?;
    let digits = pair(digit0, opt(preceded(char('.'), digit0)));
    let (rest, (whole, fraction)) = verify(digits, |(whole, fraction): &(&str, Option<&str>)| {
        !whole.is_empty() || fraction.is_some_and(|fraction| !fraction.is_empty())
    })
    .parse(rest)?;
    let fraction = fraction.unwrap_or("");
    let (after_blanks, _) = take_while(|c| c == ' ').parse(rest)?;
    let (tail, name) = opt(alpha1).parse(after_blanks)?;
    let Some(number) = Number::new(negative, whole, fraction) else {
        return Ok((rest, Err("the number is too long")));
    };
    Ok(match name {
        None => (rest, Ok(Item::Bare(number))),
        Some(name) => match unit(name) {
            Some(unit) => (tail, Ok(Item::Quantity(number, unit))),
            None if name.eq_ignore_ascii_case("ago") => (rest, Ok(Item::Bare(number))),
            None => (tail, Err("the unit is not known")),
        },
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn sql(text: &str, qualifier: Option<Qualifier>) -> String {
        interval(text, qualifier).unwrap().sql()
    }

    fn between(from: Unit, to: Unit) -> Option<Qualifier> {
        Some(Qualifier {
            from,
            to,
            precision: None,
        })
    }

    #[test]
    fn free_texts() {
        for (text, expected) in [
            ("1 day", "INTERVAL 1 DAY"),
            ("52 weeks", "INTERVAL 52 WEEK"),
            ("90 minutes", "INTERVAL 90 MINUTE"),
            ("3 hours, 35 minutes", "INTERVAL '3:35' HOUR TO MINUTE"),
            ("1w, 1h, 1m, 1s", "INTERVAL '7 1:1:1' DAY TO SECOND"),
            ("0.5 days", "INTERVAL 12 HOUR"),
            ("0.5 month", "INTERVAL 15 DAY"),
            ("1.5 years", "INTERVAL 18 MONTH"),
            ("5", "INTERVAL 5 SECOND"),
            ("-2 mons", "INTERVAL -2 MONTH"),
            ("1 day ago", "INTERVAL -1 DAY"),
            ("1 decade", "INTERVAL 10 YEAR"),
            ("1-2 3 4:5:6.5", "INTERVAL '1-2 3 4:5:6.5' YEAR TO SECOND"),
            ("1.23456789 s", "INTERVAL '1.234567' SECOND"),
            ("5:30.5", "INTERVAL '0:5:30.5' HOUR TO SECOND"),
            ("0 days", "INTERVAL 0 DAY"),
        ] {
            assert_eq!(sql(text, None), expected, "{text}");
        }
    }

    #[test]
    fn qualified_texts() {
        for (text, from, to, expected) in [
            ("1-2", Unit::Year, Unit::Month, "INTERVAL 14 MONTH"),
            (
                "1 2:3:4.5",
                Unit::Day,
                Unit::Second,
                "INTERVAL '1 2:3:4.5' DAY TO SECOND",
            ),
            ("13 months", Unit::Year, Unit::Year, "INTERVAL 1 YEAR"),
            (
                "2:2",
                Unit::Minute,
                Unit::Second,
                "INTERVAL '0:2:2' HOUR TO SECOND",
            ),
            (
                "2:2",
                Unit::Hour,
                Unit::Minute,
                "INTERVAL '2:2' HOUR TO MINUTE",
            ),
            ("1 2", Unit::Day, Unit::Hour, "INTERVAL '1 2' DAY TO HOUR"),
            ("23", Unit::Month, Unit::Month, "INTERVAL 23 MONTH"),
            (
                "1 day 1 hour 1 minute 1.123 seconds",
                Unit::Minute,
                Unit::Minute,
                "INTERVAL '1 1:1' DAY TO MINUTE",
            ),
        ] {
            assert_eq!(sql(text, between(from, to)), expected, "{text}");
        }
        let second = Qualifier {
            from: Unit::Second,
            to: Unit::Second,
            precision: Some(3),
        };
        assert_eq!(sql("1.234567", Some(second)), "INTERVAL '1.235' SECOND");
    }

    #[test]
    fn what_cannot_be_read_is_refused_at_its_place() {
        for (text, at) in [
            ("1 fortnight", 0..11),
            ("1 day 1 day", 6..11),
            ("5 1 day", 0..1),
            ("", 0..0),
            ("abc", 0..3),
            ("0.1 years", 0..9),
            ("1:60", 0..4),
            ("1-12", 0..4),
            ("1 day ago x", 9..11),
            ("2 hours 2:3", 8..11),
        ] {
            let error = interval(text, None).unwrap_err();
            assert_eq!((error.at, error.code), (at, "RS1204"), "{text}");
        }
    }
}
