//! Which texts BigQuery itself reads as a date or time.

use super::Kind;
use crate::lower::literal::timezone::{Zone, zone};
use nom::bytes::complete::take_while_m_n;
use nom::character::complete::{char, one_of};
use nom::combinator::{all_consuming, opt, rest};
use nom::sequence::preceded;
use nom::{IResult, Parser};

/// Whether the text, which is known to be valid, is right for BigQuery as it stands.
pub(super) fn is_canonical(text: &str, kind: Kind) -> bool {
    match kind {
        Kind::Date => all_consuming(date).parse(text).is_ok(),
        Kind::Time => all_consuming(time).parse(text).is_ok(),
        Kind::Timestamp => all_consuming((date, opt(preceded(one_of(" Tt"), time))))
            .parse(text)
            .is_ok(),
        Kind::TimestampTz => match (date, opt((one_of(" Tt"), time, rest))).parse(text) {
            Ok((tail, (_, None))) => tail.is_empty(),
            Ok((_, (_, Some((_, _, zone))))) => zone_is_canonical(zone),
            Err(_) => false,
        },
    }
}

fn zone_is_canonical(text: &str) -> bool {
    if text.is_empty() || text.eq_ignore_ascii_case("z") {
        return true;
    }
    if let Some(name) = text.strip_prefix(' ') {
        return !name.starts_with(['+', '-', ' ']) && zone(name) == Zone::Same;
    }
    let minutes = (opt(char(':')), |text| digits(2, 2, text));
    all_consuming((one_of("+-"), |text| digits(1, 2, text), opt(minutes)))
        .parse(text)
        .is_ok()
}

fn digits(least: usize, most: usize, text: &str) -> IResult<&str, &str> {
    take_while_m_n(least, most, |c: char| c.is_ascii_digit()).parse(text)
}

fn two(text: &str) -> IResult<&str, &str> {
    digits(1, 2, text)
}

fn date(text: &str) -> IResult<&str, ()> {
    (|text| digits(4, 4, text), char('-'), two, char('-'), two)
        .map(|_| ())
        .parse(text)
}

/// Hours to 23 and seconds to 59, which BigQuery does not carry over.
fn time(text: &str) -> IResult<&str, ()> {
    let fraction = preceded(char('.'), |text| digits(1, 6, text));
    let (rest, (hour, _, _, _, second, _)) =
        (two, char(':'), two, char(':'), two, opt(fraction)).parse(text)?;
    if matches!(hour, "24") || matches!(second, "60") {
        return Err(nom::Err::Error(nom::error::Error::new(
            text,
            nom::error::ErrorKind::Verify,
        )));
    }
    Ok((rest, ()))
}
