//! The little languages that stand inside literals: datetime and number formats, interval text, date and time constants,
//! patterns, storage addresses, time zones.
//!
//! `TO_CHAR(d, 'DD-MON-YYYY')` → `UPPER(FORMAT_DATE('%d-%b-%E4Y', d))`
//!
//! Everything here is a pure function of text: no tree, no catalog. What comes back as SQL is a *template*, with `$x` as the
//! hole of the value; it is parsed into target nodes later, no text is substituted. Where an argument stands twice, the
//! instantiation binds it once.

pub mod datetime_format;
pub mod datetime_literal;
pub mod interval;
pub mod like;
pub mod numeric_format;
pub mod posix_regex;
pub mod regex_replacement;
pub mod storage_uri;
pub mod string_literal;
pub mod timezone;

mod cursor;

use std::ops::Range;

/// Why a literal has no translation, or (in a list of `differs`) what its translation does not keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiteralError {
    /// The bytes of the decoded literal that it is about.
    pub at: Range<usize>,
    /// The diagnostic code, `RSnnnn`.
    pub code: &'static str,
    /// A clause that names the thing: no full stop.
    pub why: String,
}

impl LiteralError {
    fn new(at: Range<usize>, code: &'static str, why: impl Into<String>) -> Self {
        Self {
            at,
            code,
            why: why.into(),
        }
    }
}

impl LiteralError {
    /// An element of a format that has no equivalent.
    pub(super) fn refused(at: Range<usize>, why: impl Into<String>) -> Self {
        Self::new(at, code::NO_EQUIVALENT, why)
    }
}

/// The codes that literals raise.
mod code {
    /// Refused: an element of a format that BigQuery cannot say.
    pub const NO_EQUIVALENT: &str = "RS1201";
    /// Refused: a format whose meaning in Redshift is not certain.
    pub const UNCERTAIN_FORMAT: &str = "RS1202";
    /// Refused: an element that does not fit the kind of value.
    pub const WRONG_KIND: &str = "RS1203";
    /// Refused: a constant that cannot be read, or that BigQuery's type cannot hold.
    pub const UNREADABLE: &str = "RS1204";
    /// Refused: a pattern that RE2 cannot say.
    pub const NOT_RE2: &str = "RS1301";
    /// Refused: a pattern, flag or replacement that is malformed.
    pub const MALFORMED_PATTERN: &str = "RS1302";
    /// Differs: `HH` without AM or PM is read as hours 0 to 23.
    pub const HOURS_AS_24: &str = "RS2201";
    /// Differs: the century of a two-digit year.
    pub const TWO_DIGIT_YEAR: &str = "RS2202";
    /// Differs: POSIX takes the longest alternative, RE2 the first.
    pub const FIRST_ALTERNATIVE: &str = "RS2301";
    /// Differs: a lazy quantifier in a POSIX pattern.
    pub const LAZY_QUANTIFIER: &str = "RS2302";
}

#[cfg(test)]
mod tests {
    use super::{datetime_format as dt, interval, numeric_format as nf};
    use crate::bigquery::template::Template;

    fn assert_parses(format: &str, template: &str) {
        assert!(
            Template::parse(template).is_ok(),
            "{format} → {template}: {:?}",
            Template::parse(template).err()
        );
    }

    #[test]
    fn every_template_is_sql() {
        let elements = dt::element_names();
        for kind in [
            dt::ValueKind::Date,
            dt::ValueKind::Timestamp,
            dt::ValueKind::TimestampTz,
        ] {
            for element in &elements {
                for format in [
                    (*element).to_owned(),
                    format!("FM{element}TH"),
                    format!("YYYY-{element}"),
                ] {
                    if let Ok(template) = dt::to_char(&format, kind) {
                        assert_parses(&format, &template);
                    }
                    if let Ok(parsed) = dt::parse(&format, dt::Target::TimestampTz) {
                        assert_parses(&format, &parsed.template);
                    }
                }
            }
        }
        for format in [
            "9,999.99", "FM990.00", "SG99", "MI9", "PL9", "9PR", "99TH", "RN", "000-00", "FM0.09",
            "L9%",
        ] {
            for kind in [nf::NumberKind::Integer, nf::NumberKind::Decimal(4)] {
                if let Ok(template) = nf::to_char(format, kind) {
                    assert_parses(format, &template);
                }
            }
            if let Ok(template) = nf::to_number(format) {
                assert_parses(format, &template);
            }
        }
        for text in ["1 day", "1-2 3 4:5:6.5", "0.5 s", "1 day 2 h"] {
            let sql = interval::interval(text, None).map(|interval| interval.sql());
            assert_parses(text, &sql.unwrap_or_default());
        }
    }
}
