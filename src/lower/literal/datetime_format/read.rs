//! `TO_DATE` and `TO_TIMESTAMP`: texts that are read by a format.
//!
//! `TO_TIMESTAMP(s, 'YYYY-MM-DD HH24:MI:SS.MS')` → `PARSE_TIMESTAMP('%Y-%m-%d %H:%M:%E*S', s)`

use super::scan::{Piece, scan};
use super::table::{Element, Field};
use crate::lower::literal::string_literal::encode;
use crate::lower::literal::{LiteralError, code};
use std::ops::Range;

/// What the text is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// `TO_DATE`: a DATE.
    Date,
    /// `TO_TIMESTAMP`: a TIMESTAMPTZ.
    TimestampTz,
}

/// The reading of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// SQL over `$x`.
    pub template: String,
    /// Redshift reads texts that this rejects with an error: other separators than those of the format, days past the end of the
    /// month, more text behind.
    pub lenient: bool,
    /// What else may differ, each with its code and its place in the format.
    pub differs: Vec<LiteralError>,
}

/// The template of `TO_DATE($x, 'format')` or `TO_TIMESTAMP($x, 'format')`.
pub fn parse(format: &str, target: Target) -> Result<Parsed, LiteralError> {
    let pieces = scan(format)?;
    if let Some(parsed) = julian_day(&pieces, target) {
        return Ok(parsed);
    }
    let mut reader = Reader::default();
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Text(text) => reader.text(text, pieces.get(index + 1)),
            Piece::Element {
                element,
                at,
                ordinal,
                ..
            } => {
                if ordinal.is_some() {
                    let why = format!("no ordinal suffix after {} can be read", element.name);
                    return Err(LiteralError::new(at.clone(), code::NO_EQUIVALENT, why));
                }
                reader.element(element, at)?;
            }
        }
    }
    reader.finish(format, target)
}

/// `J` alone: the Julian day is a count of days.
fn julian_day(pieces: &[Piece], target: Target) -> Option<Parsed> {
    let [
        Piece::Element {
            element,
            ordinal: None,
            ..
        },
    ] = pieces
    else {
        return None;
    };
    if element.field != Field::Julian {
        return None;
    }
    let date = "DATE_FROM_UNIX_DATE(CAST($x AS INT64) - 2440588)";
    let template = match target {
        Target::Date => date.to_owned(),
        Target::TimestampTz => format!("TIMESTAMP({date})"),
    };
    Some(Parsed {
        template,
        lenient: false,
        differs: Vec::new(),
    })
}

/// Builds the format for PARSE_DATE and its kin.
#[derive(Default)]
struct Reader {
    format: String,
    /// The fields so far.
    seen: Vec<(Field, Range<usize>)>,
    /// Where an hour's element stands in `format`, and in the source.
    hour: Option<(usize, Range<usize>)>,
    /// The point before a fraction was left out, since `%E*S` reads it.
    separators: bool,
    differs: Vec<LiteralError>,
}

impl Reader {
    fn text(&mut self, text: &str, next: Option<&Piece>) {
        let before_fraction = matches!(next, Some(Piece::Element { element, .. }) if element.field == Field::Fraction);
        if before_fraction && text == "." && self.format.ends_with("%S") {
            self.format.truncate(self.format.len() - 1);
            self.format.push_str("E*S");
            return;
        }
        self.separators = true;
        self.format.push_str(&text.replace('%', "%%"));
    }

    fn element(
        &mut self,
        element: &'static Element,
        at: &Range<usize>,
    ) -> Result<(), LiteralError> {
        let name = element.name;
        if let Some(why) = self.contradiction(element) {
            return Err(LiteralError::new(at.clone(), code::UNCERTAIN_FORMAT, why));
        }
        self.seen.push((element.field, at.clone()));
        if element.field == Field::Fraction {
            if self.format.ends_with("%E*S") {
                return Ok(());
            }
            let why = format!("{name} can only be read right after SS and a point");
            return Err(LiteralError::new(at.clone(), code::NO_EQUIVALENT, why));
        }
        let Some(read) = element.read else {
            let why = format!("{name} cannot be read from a text");
            return Err(LiteralError::new(at.clone(), code::NO_EQUIVALENT, why));
        };
        if matches!(element.field, Field::Hour12 | Field::Hour24) {
            self.hour = Some((self.format.len(), at.clone()));
        }
        if read == "%y" {
            let why = "the year 69 is 2069 in Redshift and 1969 in BigQuery";
            self.differs
                .push(LiteralError::new(at.clone(), code::TWO_DIGIT_YEAR, why));
        }
        self.format.push_str(read);
        Ok(())
    }

    /// A field that stands twice, or beside one that says the same otherwise.
    fn contradiction(&self, element: &Element) -> Option<String> {
        let name = element.name;
        let same = |field: Field| match (field, element.field) {
            (Field::Hour12 | Field::Hour24, Field::Hour12 | Field::Hour24)
            | (Field::DayOfYear, Field::Month | Field::Day)
            | (Field::Month | Field::Day, Field::DayOfYear) => true,
            (a, b) => a == b,
        };
        self.seen.iter().any(|(field, _)| same(*field)).then(|| {
            let hint = if element.field == Field::Month {
                "; MI is the minute"
            } else {
                ""
            };
            format!("{name} gives a field of the date a second time{hint}")
        })
    }

    fn has(&self, field: Field) -> bool {
        self.seen.iter().any(|(seen, _)| *seen == field)
    }

    /// With AM or PM the hour runs from 1 to 12, whatever its element; without, Redshift's HH takes 0 to 23.
    fn settle_hours(&mut self, target: Target) {
        let Some((start, at)) = self.hour.clone() else {
            return;
        };
        let element = if self.has(Field::Meridian) {
            "%I"
        } else {
            "%H"
        };
        self.format.replace_range(start..start + 2, element);
        if self.has(Field::Hour12) && element == "%H" && target == Target::TimestampTz {
            let why = "HH without AM or PM is read as hours from 0 to 23";
            self.differs
                .push(LiteralError::new(at, code::HOURS_AS_24, why));
        }
    }

    fn finish(mut self, format: &str, target: Target) -> Result<Parsed, LiteralError> {
        if self.seen.is_empty() {
            let why = "the format has no element";
            return Err(LiteralError::new(
                0..format.len(),
                code::UNCERTAIN_FORMAT,
                why,
            ));
        }
        self.settle_hours(target);
        let mut value = "$x";
        if !self.has(Field::Year) {
            // Redshift takes the year 1 where BigQuery takes 1970.
            self.format.insert_str(0, "%Y ");
            value = "CONCAT('0001 ', $x)";
        }
        let has_time = self.seen.iter().any(|(field, _)| field.is_time());
        let format = encode(&self.format);
        let template = match target {
            Target::TimestampTz => format!("PARSE_TIMESTAMP({format}, {value})"),
            Target::Date if has_time => format!("DATE(PARSE_DATETIME({format}, {value}))"),
            Target::Date => format!("PARSE_DATE({format}, {value})"),
        };
        let rolls_over = has_time || self.has(Field::Day) || self.has(Field::DayOfYear);
        Ok(Parsed {
            template,
            lenient: self.separators || rolls_over,
            differs: self.differs,
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn template(format: &str, target: Target) -> String {
        parse(format, target).unwrap().template
    }

    #[test]
    fn dates() {
        for (format, expected) in [
            ("YYYY-MM-DD", "PARSE_DATE('%Y-%m-%d', $x)"),
            ("yyyymmdd", "PARSE_DATE('%Y%m%d', $x)"),
            ("DD-MON-YYYY", "PARSE_DATE('%d-%b-%Y', $x)"),
            ("FMMonth DD, YYYY", "PARSE_DATE('%B %d, %Y', $x)"),
            ("YYYYDDD", "PARSE_DATE('%Y%j', $x)"),
            (
                "YYYY-MM-DD HH:MI:SS",
                "DATE(PARSE_DATETIME('%Y-%m-%d %H:%M:%S', $x))",
            ),
            ("MM", "PARSE_DATE('%Y %m', CONCAT('0001 ', $x))"),
            ("J", "DATE_FROM_UNIX_DATE(CAST($x AS INT64) - 2440588)"),
        ] {
            assert_eq!(template(format, Target::Date), expected, "{format}");
        }
        assert!(parse("YYYY-MM-DD", Target::Date).unwrap().lenient);
        assert!(!parse("YYYY", Target::Date).unwrap().lenient);
    }

    #[test]
    fn timestamps() {
        for (format, expected) in [
            (
                "YYYY-MM-DD HH24:MI:SS",
                "PARSE_TIMESTAMP('%Y-%m-%d %H:%M:%S', $x)",
            ),
            (
                "YYYY-MM-DD HH24:MI:SS.MS",
                "PARSE_TIMESTAMP('%Y-%m-%d %H:%M:%E*S', $x)",
            ),
            (
                "YYYY-MM-DD\"T\"HH24:MI:SS.US",
                "PARSE_TIMESTAMP('%Y-%m-%dT%H:%M:%E*S', $x)",
            ),
            (
                "MM/DD/YYYY HH:MI AM",
                "PARSE_TIMESTAMP('%m/%d/%Y %I:%M %p', $x)",
            ),
            (
                "MM/DD/YYYY HH24:MI PM",
                "PARSE_TIMESTAMP('%m/%d/%Y %I:%M %p', $x)",
            ),
        ] {
            assert_eq!(template(format, Target::TimestampTz), expected, "{format}");
        }
    }

    #[test]
    fn what_may_differ_is_listed() {
        let parsed = parse("MM/DD/YY HH:MI", Target::TimestampTz).unwrap();
        let listed: Vec<_> = parsed
            .differs
            .iter()
            .map(|d| (d.at.clone(), d.code))
            .collect();
        assert_eq!(listed, [(6..8, "RS2202"), (9..11, "RS2201")]);
        assert!(
            parse("MM/DD/YYYY HH24:MI", Target::TimestampTz)
                .unwrap()
                .differs
                .is_empty()
        );
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        for (format, at, code) in [
            ("YYYY-Q", 5..6, "RS1201"),
            ("YYYY-MM-DD HH24:MI:SS TZ", 22..24, "RS1201"),
            ("YYYY-MM-DD HH24:MM:SS", 16..18, "RS1202"),
            ("HH24:MI:SSMS", 10..12, "RS1201"),
            ("YYYY-MM-DDTH", 8..12, "RS1201"),
            ("IYYY-IW", 0..4, "RS1201"),
            ("YYYY-MM-DDD", 8..11, "RS1202"),
            ("", 0..0, "RS1202"),
        ] {
            let error = parse(format, Target::TimestampTz).unwrap_err();
            assert_eq!((error.at, error.code), (at, code), "{format}");
        }
    }
}
