//! The spellings of date parts: `yrs`, `mon`, `dow` …, bare or quoted, in any case.
//!
//! <https://docs.aws.amazon.com/redshift/latest/dg/r_Dateparts_for_datetime_functions.html>

use std::sync::LazyLock;

use super::tree::DatePart;
use crate::suggest::nearest;

/// Every part with its spellings, the canonical one first.
const SPELLINGS: &[(DatePart, &[&str])] = &[
    (
        DatePart::Millennium,
        &["millennium", "millennia", "mil", "mils"],
    ),
    (
        DatePart::Century,
        &["century", "centuries", "c", "cent", "cents"],
    ),
    (DatePart::Decade, &["decade", "decades", "dec", "decs"]),
    (DatePart::Year, &["year", "years", "y", "yr", "yrs"]),
    (DatePart::Quarter, &["quarter", "quarters", "qtr", "qtrs"]),
    (DatePart::Month, &["month", "months", "mon", "mons"]),
    (DatePart::Week, &["week", "weeks", "w"]),
    (DatePart::Day, &["day", "days", "d"]),
    (DatePart::DayOfWeek, &["dayofweek", "dow", "dw", "weekday"]),
    (DatePart::DayOfYear, &["dayofyear", "doy", "dy", "yearday"]),
    (DatePart::Hour, &["hour", "hours", "h", "hr", "hrs"]),
    (DatePart::Minute, &["minute", "minutes", "m", "min", "mins"]),
    (DatePart::Second, &["second", "seconds", "s", "sec", "secs"]),
    (
        DatePart::Millisecond,
        &[
            "millisecond",
            "milliseconds",
            "ms",
            "msec",
            "msecs",
            "msecond",
            "mseconds",
            "millisec",
            "millisecs",
            "millisecon",
        ],
    ),
    (
        DatePart::Microsecond,
        &[
            "microsecond",
            "microseconds",
            "us",
            "usec",
            "usecs",
            "usecond",
            "useconds",
            "microsec",
            "microsecs",
            "microsecon",
        ],
    ),
    (DatePart::Epoch, &["epoch"]),
    (DatePart::Timezone, &["timezone"]),
    (DatePart::TimezoneHour, &["timezone_hour"]),
    (DatePart::TimezoneMinute, &["timezone_minute"]),
];

/// The length of the longest spelling.
const LONGEST: usize = 15;

/// The spellings by their length: every column that is an argument of a call is looked up.
static BY_LENGTH: LazyLock<[Vec<(&str, DatePart)>; LONGEST + 1]> = LazyLock::new(|| {
    let mut by_length: [Vec<_>; LONGEST + 1] = Default::default();
    for (part, words) in SPELLINGS {
        for word in *words {
            if let Some(same) = by_length.get_mut(word.len()) {
                same.push((*word, *part));
            }
        }
    }
    by_length
});

impl DatePart {
    /// The part that a word spells, in any case.
    pub fn from_name(word: &str) -> Option<Self> {
        BY_LENGTH
            .get(word.len())?
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(word))
            .map(|(_, part)| *part)
    }

    /// The spelling that a misspelt word is nearest to.
    pub fn near(word: &str) -> Option<&'static str> {
        let spellings = SPELLINGS
            .iter()
            .flat_map(|(_, words)| words.iter().copied());
        nearest(word, spellings)
    }

    /// The canonical name, in lower case.
    pub fn as_str(self) -> &'static str {
        SPELLINGS
            .iter()
            .find(|(part, _)| *part == self)
            .and_then(|(_, words)| words.first().copied())
            .unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn m_is_minute_and_mon_is_month() {
        assert_eq!(DatePart::from_name("m"), Some(DatePart::Minute));
        assert_eq!(DatePart::from_name("MON"), Some(DatePart::Month));
        assert_eq!(DatePart::from_name("fortnight"), None);
    }

    #[test]
    fn slips_are_guessed() {
        assert_eq!(DatePart::near("YAER"), Some("year"));
        assert_eq!(DatePart::near("dya"), Some("day"));
        assert_eq!(DatePart::near("fortnight"), None);
    }

    #[test]
    fn all_spellings_are_found() {
        for (part, words) in SPELLINGS {
            for word in *words {
                assert_eq!(DatePart::from_name(word), Some(*part), "{word}");
            }
        }
    }
}
