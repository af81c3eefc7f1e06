//! Counting days.

use super::Date;

/// The first and the last day that BigQuery's types hold, as days since 1970-01-01.
const FIRST: i64 = -719_162;
const LAST: i64 = 2_932_896;
/// The Julian day of 1970-01-01.
const JULIAN_1970: i64 = 2_440_588;

/// The date, if there is such a day.
pub(in crate::lower::literal) fn date(year: i64, month: i64, day: i64) -> Option<Date> {
    let valid = (1..=9999).contains(&year)
        && (1..=12).contains(&month)
        && (1..=days_in(year, month)).contains(&day);
    if !valid {
        return None;
    }
    Some(Date {
        year: i32::try_from(year).ok()?,
        month: u8::try_from(month).ok()?,
        day: u8::try_from(day).ok()?,
    })
}

/// The n-th day of a year.
pub(super) fn day_of_year(year: i64, n: i64) -> Option<Date> {
    let length = if is_leap(year) { 366 } else { 365 };
    if !(1..=length).contains(&n) {
        return None;
    }
    date(year, 1, 1).and_then(|first| from_days(to_days(first) + n - 1))
}

/// The date of a Julian day.
pub(super) fn julian(day: i64) -> Option<Date> {
    from_days(day.checked_sub(JULIAN_1970)?)
}

/// The next day.
pub(super) fn next(day: Date) -> Option<Date> {
    shifted(day, 1)
}

/// The day that many days later.
pub(in crate::lower::literal) fn shifted(day: Date, days: i64) -> Option<Date> {
    from_days(to_days(day).checked_add(days)?)
}

fn is_leap(year: i64) -> bool {
    (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days of the years before this one, since the year 1.
fn days_before(year: i64) -> i64 {
    let past = year - 1;
    past * 365 + past / 4 - past / 100 + past / 400
}

fn to_days(day: Date) -> i64 {
    let year = i64::from(day.year);
    let months: i64 = (1..i64::from(day.month))
        .map(|month| days_in(year, month))
        .sum();
    FIRST + days_before(year) + months + i64::from(day.day) - 1
}

fn from_days(days: i64) -> Option<Date> {
    if !(FIRST..=LAST).contains(&days) {
        return None;
    }
    let since_year_1 = days - FIRST;
    // 400 years have 146,097 days; the estimate is never too late by more than one.
    let mut year = since_year_1 * 400 / 146_097 + 1;
    if days_before(year) > since_year_1 {
        year -= 1;
    } else if days_before(year + 1) <= since_year_1 {
        year += 1;
    }
    let mut rest = since_year_1 - days_before(year);
    let mut month = 1;
    while rest >= days_in(year, month) {
        rest -= days_in(year, month);
        month += 1;
    }
    date(year, month, rest + 1)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn days_come_back() {
        for days in (FIRST..=LAST)
            .step_by(97)
            .chain([FIRST, LAST, 0, -1, 59, 60])
        {
            assert_eq!(to_days(from_days(days).unwrap()), days);
        }
        assert_eq!(date(1970, 1, 1).map(to_days), Some(0));
        assert_eq!(date(9999, 12, 31).map(to_days), Some(LAST));
        assert_eq!(from_days(LAST + 1), None);
    }

    #[test]
    fn special_counts() {
        assert_eq!(day_of_year(2008, 366), date(2008, 12, 31));
        assert_eq!(day_of_year(2007, 366), None);
        assert_eq!(julian(2_451_187), date(1999, 1, 8));
        assert_eq!(next(date(2008, 2, 28).unwrap()), date(2008, 2, 29));
        assert_eq!(date(1900, 2, 29), None);
    }
}
