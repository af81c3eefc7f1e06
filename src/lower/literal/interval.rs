//! Interval texts: `INTERVAL '3 hours, 35 minutes'`, `INTERVAL '1-2' YEAR TO MONTH`, `'5 days'::interval`.
//!
//! ```text
//! INTERVAL '1 week'                   →  INTERVAL 1 WEEK
//! INTERVAL '3 hours, 35 minutes'      →  INTERVAL '3:35' HOUR TO MINUTE
//! INTERVAL '0.5 days'                 →  INTERVAL 12 HOUR
//! INTERVAL '1 2:3:4' DAY TO SECOND    →  INTERVAL '1 2:3:4' DAY TO SECOND
//! ```

mod read;
mod units;

pub use read::interval;

/// A length of time; months, days and microseconds do not turn into each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Interval {
    /// Whole months.
    pub months: i64,
    /// Whole days.
    pub days: i64,
    /// Microseconds.
    pub micros: i64,
    /// The amount and the date part, where the text says just one.
    pub single: Option<(i64, &'static str)>,
}

/// The fields that a qualifier names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// `YEAR`
    Year,
    /// `MONTH`
    Month,
    /// `DAY`
    Day,
    /// `HOUR`
    Hour,
    /// `MINUTE`
    Minute,
    /// `SECOND`
    Second,
}

/// `DAY TO SECOND (3)`: what is finer than `to` is cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Qualifier {
    /// The coarsest field.
    pub from: Unit,
    /// The finest field; the same as `from` where one is named.
    pub to: Unit,
    /// The digits of the second.
    pub precision: Option<u8>,
}

const SECOND: i64 = 1_000_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;

impl Interval {
    /// What is to be added one after the other, `(amount, date part)`, as DATETIME_ADD takes it; never empty.
    pub fn parts(&self) -> Vec<(i64, &'static str)> {
        if let Some(single) = self.single {
            return vec![single];
        }
        let mut parts = Vec::new();
        if self.months != 0 {
            parts.push(coarsest(self.months, &[(12, "YEAR"), (1, "MONTH")]));
        }
        if self.days != 0 {
            parts.push((self.days, "DAY"));
        }
        if self.micros != 0 || parts.is_empty() {
            let units = [
                (HOUR, "HOUR"),
                (MINUTE, "MINUTE"),
                (SECOND, "SECOND"),
                (1000, "MILLISECOND"),
                (1, "MICROSECOND"),
            ];
            let units = if self.micros == 0 {
                units.get(2..).unwrap_or(&[])
            } else {
                &units
            };
            parts.push(coarsest(self.micros, units));
        }
        parts
    }

    /// As an expression of BigQuery, in the plainest form.
    pub fn sql(&self) -> String {
        if let [(amount, part)] = self.parts().as_slice()
            && (self.single.is_some()
                || self.months != 0
                || self.days != 0
                || self.micros % HOUR == 0
                || self.fits_one_unit())
            && !matches!(*part, "MILLISECOND" | "MICROSECOND")
        {
            return format!("INTERVAL {amount} {part}");
        }
        self.composite()
    }

    /// Minutes or seconds that do not make up a coarser unit.
    fn fits_one_unit(&self) -> bool {
        let micros = self.micros.unsigned_abs();
        (micros < HOUR as u64 && micros.is_multiple_of(MINUTE as u64))
            || (micros < MINUTE as u64 && micros.is_multiple_of(SECOND as u64))
    }

    /// `INTERVAL '1-2 3 4:5:6.5' YEAR TO SECOND`, with the fields that are needed.
    fn composite(&self) -> String {
        let micros = self.micros.unsigned_abs();
        let (minutes, seconds) = (
            !micros.is_multiple_of(HOUR as u64),
            !micros.is_multiple_of(MINUTE as u64),
        );
        let finest = match (micros, minutes, seconds) {
            (0, ..) => "DAY",
            (_, false, _) => "HOUR",
            (_, true, false) => "MINUTE",
            (_, true, true) => "SECOND",
        };
        let mut text = String::new();
        let mut coarsest = "HOUR";
        if self.months != 0 {
            coarsest = "YEAR";
            text.push_str(&signed(
                self.months,
                &format!(
                    "{}-{}",
                    self.months.unsigned_abs() / 12,
                    self.months.unsigned_abs() % 12
                ),
            ));
            text.push(' ');
        }
        if self.months != 0 || self.days != 0 {
            if self.months == 0 {
                coarsest = "DAY";
            }
            text.push_str(&self.days.to_string());
            text.push(' ');
        }
        if finest != "DAY" {
            if text.is_empty() && micros < MINUTE as u64 {
                return format!(
                    "INTERVAL '{}' SECOND",
                    signed(self.micros, &seconds_text(micros))
                );
            }
            text.push_str(&signed(self.micros, &clock(micros, finest)));
        }
        format!("INTERVAL '{}' {coarsest} TO {finest}", text.trim_end())
    }
}

/// The amount in the coarsest unit that divides it.
fn coarsest(amount: i64, units: &[(i64, &'static str)]) -> (i64, &'static str) {
    units
        .iter()
        .find(|(factor, _)| amount % factor == 0)
        .map_or((amount, "MICROSECOND"), |(factor, part)| {
            (amount / factor, part)
        })
}

fn signed(amount: i64, text: &str) -> String {
    let sign = if amount < 0 { "-" } else { "" };
    format!("{sign}{text}")
}

fn clock(micros: u64, finest: &str) -> String {
    let hours = micros / HOUR as u64;
    let minutes = micros % HOUR as u64 / MINUTE as u64;
    match finest {
        "HOUR" => hours.to_string(),
        "MINUTE" => format!("{hours}:{minutes}"),
        _ => format!("{hours}:{minutes}:{}", seconds_text(micros % MINUTE as u64)),
    }
}

fn seconds_text(micros: u64) -> String {
    let seconds = micros / SECOND as u64;
    match micros % SECOND as u64 {
        0 => seconds.to_string(),
        fraction => format!("{seconds}.{fraction:06}")
            .trim_end_matches('0')
            .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(months: i64, days: i64, micros: i64) -> Interval {
        Interval {
            months,
            days,
            micros,
            single: None,
        }
    }

    #[test]
    fn the_plainest_form() {
        for (interval, sql) in [
            (of(0, 1, 0), "INTERVAL 1 DAY"),
            (of(14, 0, 0), "INTERVAL 14 MONTH"),
            (of(24, 0, 0), "INTERVAL 2 YEAR"),
            (of(0, 0, 0), "INTERVAL 0 SECOND"),
            (of(0, 0, -36 * HOUR), "INTERVAL -36 HOUR"),
            (of(0, 0, 215 * MINUTE), "INTERVAL '3:35' HOUR TO MINUTE"),
            (of(0, 0, 35 * MINUTE), "INTERVAL 35 MINUTE"),
            (of(0, 0, 5 * SECOND), "INTERVAL 5 SECOND"),
            (of(0, 0, -1_500_000), "INTERVAL '-1.5' SECOND"),
            (of(0, 1, 2 * HOUR), "INTERVAL '1 2' DAY TO HOUR"),
            (
                of(0, -1, 2 * HOUR + 3 * MINUTE + 4_500_000),
                "INTERVAL '-1 2:3:4.5' DAY TO SECOND",
            ),
            (of(14, 3, 0), "INTERVAL '1-2 3' YEAR TO DAY"),
            (of(-14, 0, SECOND), "INTERVAL '-1-2 0 0:0:1' YEAR TO SECOND"),
        ] {
            assert_eq!(interval.sql(), sql);
        }
    }

    #[test]
    fn parts_to_add() {
        assert_eq!(
            of(14, 3, 215 * MINUTE).parts(),
            [(14, "MONTH"), (3, "DAY"), (215, "MINUTE")]
        );
        assert_eq!(of(0, 0, 5000).parts(), [(5, "MILLISECOND")]);
        assert_eq!(of(0, 0, 0).parts(), [(0, "SECOND")]);
    }
}
