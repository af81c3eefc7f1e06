//! Date and time constants: `DATE 'Jan-31-2000'`, `'20080215'::timestamp`, `'2008-02-15 10:00 PST'::timestamptz`.
//!
//! ```text
//! DATE 'January 8, 1999'               →  DATE '1999-01-08'
//! TIMESTAMP '20080215 10:30 PM'        →  DATETIME '2008-02-15 22:30:00'
//! TIMESTAMPTZ '2008-02-15 10:00 PST'   →  TIMESTAMP '2008-02-15 10:00:00-08:00'
//! DATE 'today'                         →  CURRENT_DATE()
//! ```
//!
//! Texts are read as PostgreSQL does with `DateStyle` ISO, MDY, Redshift's setting.

mod calendar;
mod canonical;
mod fields;
mod read;

pub(super) use calendar::{date, shifted};
pub use read::read;

/// The type that the text is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// DATE; a time of day is dropped.
    Date,
    /// TIME.
    Time,
    /// TIMESTAMP without a zone; a zone in the text is dropped, as in Redshift.
    Timestamp,
    /// TIMESTAMPTZ.
    TimestampTz,
}

/// What a text means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// BigQuery reads this text, and reads it alike.
    Same(DateTime),
    /// This text in its place, without quotes.
    Respelt {
        /// The text.
        text: String,
        /// What it means.
        value: DateTime,
    },
    /// A moment that is not known before the query runs.
    Special(Special),
}

/// The moments that have names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Special {
    /// `now`
    Now,
    /// `today`, at midnight
    Today,
    /// `tomorrow`, at midnight
    Tomorrow,
    /// `yesterday`, at midnight
    Yesterday,
}

/// A date, a time of day, a zone, as far as the text gives them and the type keeps them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateTime {
    /// The date.
    pub date: Option<Date>,
    /// The time of day in microseconds.
    pub time: Option<i64>,
    /// `+HH:MM` or the name of a zone.
    pub zone: Option<String>,
}

/// A day of the years 1 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// 1 to 9999.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

impl DateTime {
    /// In BigQuery's canonical form: `2008-02-15 10:00:00.5-08:00`.
    pub fn text(&self) -> String {
        let mut text = String::new();
        if let Some(Date { year, month, day }) = self.date {
            text.push_str(&format!("{year:04}-{month:02}-{day:02}"));
        }
        // A zone needs a time before it.
        let time = self.time.or(self.zone.as_ref().map(|_| 0));
        if let Some(micros) = time {
            if !text.is_empty() {
                text.push(' ');
            }
            let seconds = micros / 1_000_000;
            text.push_str(&format!(
                "{:02}:{:02}:{:02}",
                seconds / 3600,
                seconds / 60 % 60,
                seconds % 60
            ));
            let fraction = format!("{:06}", micros % 1_000_000);
            let fraction = fraction.trim_end_matches('0');
            if !fraction.is_empty() {
                text.push('.');
                text.push_str(fraction);
            }
        }
        match &self.zone {
            Some(offset) if offset.starts_with(['+', '-']) => text.push_str(offset),
            Some(name) => {
                text.push(' ');
                text.push_str(name);
            }
            None => {}
        }
        text
    }
}
