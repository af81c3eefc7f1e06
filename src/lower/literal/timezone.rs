//! Time zones: names, abbreviations and POSIX offsets of Redshift → what BigQuery reads.
//!
//! ```text
//! CONVERT_TIMEZONE('PST', ts)        →  '-08:00'               (an abbreviation has a fixed offset)
//! CONVERT_TIMEZONE('us/pacific', ts) →  'US/Pacific'
//! CONVERT_TIMEZONE('UTC+3', ts)      →  '-03:00'               (POSIX counts to the west)
//! ```

use nom::bytes::complete::{take_while, take_while_m_n};
use nom::character::complete::{char, one_of};
use nom::combinator::{all_consuming, opt};
use nom::sequence::preceded;
use nom::{IResult, Parser};
use std::collections::HashMap;
use std::sync::LazyLock;

/// What BigQuery calls a zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Zone {
    /// As Redshift does.
    Same,
    /// By this name or offset.
    Respelt(String),
    /// Nobody knows: a rule with daylight saving time of its own, or a name that is in no list.
    Unknown,
}

/// The furthest offset that BigQuery takes, in minutes.
const FURTHEST: i32 = 14 * 60;

/// The zone as BigQuery spells it.
pub fn zone(text: &str) -> Zone {
    let name = text.trim();
    let key = name.to_ascii_lowercase();
    let known = ZONES.names.get(key.as_str()).copied();
    if let Some(minutes) = ZONES.abbreviations.get(key.as_str()) {
        // `EST` is a name with the same fixed offset in BigQuery too, but `CET` keeps daylight saving time there.
        let fixed_in_both = ["EST", "MST", "HST", "UCT"].contains(&text);
        return match (fixed_in_both, minutes) {
            (true, _) => Zone::Same,
            (false, 0) => Zone::Respelt("UTC".to_owned()),
            (false, minutes) => Zone::Respelt(offset(*minutes)),
        };
    }
    match known {
        Some(known) if known == text => Zone::Same,
        Some(known) => Zone::Respelt(known.to_owned()),
        None => match posix(name) {
            Some(0) => Zone::Respelt("UTC".to_owned()),
            Some(minutes) if minutes.abs() <= FURTHEST => Zone::Respelt(offset(minutes)),
            Some(_) | None => Zone::Unknown,
        },
    }
}

/// Minutes east of UTC of an abbreviation or a POSIX offset (`PST`, `UTC+3`).
pub(super) fn fixed_minutes(name: &str) -> Option<i32> {
    let key = name.to_ascii_lowercase();
    match key.as_str() {
        "utc" | "gmt" => Some(0),
        key => ZONES.abbreviations.get(key).copied(),
    }
    .or_else(|| match ZONES.names.get(key.as_str()) {
        Some(_) => None,
        None => posix(name),
    })
}

/// The IANA name in its own spelling.
pub(super) fn known_name(name: &str) -> Option<&'static str> {
    ZONES.names.get(name.to_ascii_lowercase().as_str()).copied()
}

/// `+HH:MM`.
pub(super) fn offset(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

struct Zones {
    /// Lower case → minutes east of UTC.
    abbreviations: HashMap<String, i32>,
    /// Lower case → the name.
    names: HashMap<String, &'static str>,
}

static ZONES: LazyLock<Zones> = LazyLock::new(|| {
    let mut zones = Zones {
        abbreviations: HashMap::new(),
        names: HashMap::new(),
    };
    let map = include_str!("../../../grammar/timezones.map");
    for line in map
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
    {
        match line.split_once('|') {
            Some((name, east)) => {
                if let Some(minutes) = hours_minutes(east.trim()) {
                    zones
                        .abbreviations
                        .insert(name.trim().to_ascii_lowercase(), minutes);
                }
            }
            None => {
                zones.names.insert(line.to_ascii_lowercase(), line);
            }
        }
    }
    zones
});

/// Minutes east of UTC by a POSIX text: an optional name, then hours and minutes to the west.
fn posix(text: &str) -> Option<i32> {
    let name = take_while(|c: char| c.is_ascii_alphabetic() || matches!(c, '<' | '>'));
    let blanks = take_while(|c| c == ' ');
    let (_, west) = all_consuming(preceded((name, blanks), clock))
        .parse(text)
        .ok()?;
    Some(-west)
}

fn hours_minutes(text: &str) -> Option<i32> {
    all_consuming(clock)
        .parse(text)
        .ok()
        .map(|(_, minutes)| minutes)
}

/// `[+-]h[h][:mm]`, in minutes.
fn clock(text: &str) -> IResult<&str, i32> {
    let two = |text| take_while_m_n(1, 2, |c: char| c.is_ascii_digit()).parse(text);
    let (rest, sign) = opt(one_of("+-")).parse(text)?;
    let (rest, hours) = two(rest)?;
    let (rest, minutes) = opt(preceded(char(':'), two)).parse(rest)?;
    let number = |digits: &str| digits.parse().unwrap_or(0);
    let total = number(hours) * 60 + minutes.map_or(0, number);
    Ok((rest, if sign == Some('-') { -total } else { total }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_respelt() {
        for (name, expected) in [
            ("PST", "-08:00"),
            ("pdt", "-07:00"),
            ("CET", "+01:00"),
            ("IST", "+02:00"),
            ("us/pacific", "US/Pacific"),
            ("AMERICA/NEW_YORK", "America/New_York"),
            ("utc", "UTC"),
            ("Z", "UTC"),
            ("UTC+3", "-03:00"),
            ("UTC-5:30", "+05:30"),
            ("NEWZONE +2", "-02:00"),
            ("-08", "+08:00"),
            ("UTC+0", "UTC"),
        ] {
            assert_eq!(zone(name), Zone::Respelt(expected.to_owned()), "{name}");
        }
    }

    #[test]
    fn zones_stay() {
        for name in [
            "UTC",
            "GMT",
            "EST",
            "America/New_York",
            "US/Pacific",
            "EST5EDT",
            "Etc/GMT+3",
        ] {
            assert_eq!(zone(name), Zone::Same, "{name}");
        }
        for name in ["Mars/Olympus", "EST5EDT4,M3.2.0,M11.1.0", "UTC+20", ""] {
            assert_eq!(zone(name), Zone::Unknown, "{name}");
        }
    }

    #[test]
    fn every_row_is_read() {
        let rows = include_str!("../../../grammar/timezones.map")
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
            .count();
        assert_eq!(ZONES.abbreviations.len() + ZONES.names.len(), rows);
    }
}
