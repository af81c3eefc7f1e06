//! Dates and timestamps.

use super::generate::Generator;
use super::numbers::with_level;
use super::types::{Expr, Kind, Ty, fill, fill2, level};

/// Parts of DATEDIFF: the boundaries between `{0}` and `{1}`, both timestamps.
const BOUNDARIES: [(&str, &str); 6] = [
    ("day", "({1}::date - {0}::date)"),
    (
        "month",
        "((EXTRACT(year FROM {1}) - EXTRACT(year FROM {0})) * 12 + EXTRACT(month FROM {1}) - EXTRACT(month FROM {0}))",
    ),
    ("year", "(EXTRACT(year FROM {1}) - EXTRACT(year FROM {0}))"),
    (
        "quarter",
        "((EXTRACT(year FROM {1}) - EXTRACT(year FROM {0})) * 4 + EXTRACT(quarter FROM {1}) - EXTRACT(quarter FROM {0}))",
    ),
    (
        "hour",
        "(EXTRACT(epoch FROM date_trunc('hour', {1}) - date_trunc('hour', {0})) / 3600)",
    ),
    (
        "second",
        "EXTRACT(epoch FROM date_trunc('second', {1}) - date_trunc('second', {0}))",
    ),
];

const PARTS: [&str; 9] = [
    "year", "month", "day", "quarter", "dow", "doy", "week", "hour", "minute",
];

impl Generator<'_> {
    pub fn date(&mut self, depth: usize) -> Expr {
        match self.tape.below(9) {
            0..=2 => {
                let op = self.tape.pick(&["+", "-"]);
                let a = self.operand(Kind::Date, depth, level::SUM);
                let b = self.small_number();
                with_level(
                    fill(&format!("{{0}} {op} {{1}}"), &[a, b], Ty::Date),
                    level::SUM,
                )
            }
            3 => {
                let a = self.arg(Kind::Date, depth);
                fill2(
                    "LAST_DAY({0})",
                    "(date_trunc('month', ({0})::timestamp) + interval '1 month' - interval '1 day')::date",
                    &[a],
                    Ty::Date,
                )
            }
            4 | 5 => {
                let a = self.operand(Kind::Stamp, depth, level::PRIMARY);
                let rs = self
                    .tape
                    .pick(&["{0}::date", "CAST({0} AS DATE)", "TRUNC({0})"]);
                fill2(rs, "{0}::date", &[a], Ty::Date)
            }
            6 => {
                let day = self.tape.pick(&["20240229", "19700101"]);
                fill(&format!("TO_DATE('{day}', 'YYYYMMDD')"), &[], Ty::Date)
            }
            7 => {
                let a = self.arg(Kind::Date, depth);
                let n = self.tape.pick(&["1", "-1", "12"]);
                dateadd("month", n, a, true)
            }
            _ => {
                let a = self.arg(Kind::Date, depth);
                // The first Monday after the day.
                fill2(
                    "NEXT_DAY({0}, 'Monday')",
                    "(date_trunc('week', ({0})::timestamp) + interval '7 days')::date",
                    &[a],
                    Ty::Date,
                )
            }
        }
    }

    pub fn stamp(&mut self, depth: usize) -> Expr {
        let kind = self.tape.pick(&[Kind::Stamp, Kind::Date]);
        match self.tape.below(10) {
            0..=3 => {
                let a = self.arg(kind, depth);
                let part = self
                    .tape
                    .pick(&["day", "month", "year", "hour", "minute", "quarter", "week"]);
                let n = self.tape.pick(&["1", "-1", "13", "0"]);
                dateadd(part, n, a, false)
            }
            4 | 5 => {
                let a = self.arg(kind, depth);
                let part = self
                    .tape
                    .pick(&["month", "year", "day", "hour", "week", "quarter"]);
                let template = |operand| format!("DATE_TRUNC('{part}', {operand})");
                fill2(
                    &template("{0}"),
                    &template("({0})::timestamp"),
                    &[a],
                    Ty::Stamp,
                )
            }
            6 | 7 => {
                let op = self.tape.pick(&["+", "-"]);
                let a = self.operand(kind, depth, level::SUM);
                let step = self.tape.pick(&[
                    "1 day",
                    "1 month",
                    "2 hours",
                    "1 year 2 months",
                    "1 day 12 hours",
                    "30 seconds",
                    "1 week",
                ]);
                with_level(
                    fill(&format!("{{0}} {op} INTERVAL '{step}'"), &[a], Ty::Stamp),
                    level::SUM,
                )
            }
            8 => {
                let a = self.operand(Kind::Date, depth, level::PRIMARY);
                fill("{0}::timestamp", &[a], Ty::Stamp)
            }
            _ => {
                let a = self.arg(kind, depth);
                let n = self.tape.pick(&["1", "-1", "11"]);
                // The last day of a month stays the last day.
                let moved = format!("(({{0}})::timestamp + {n} * interval '1 month')");
                let pg = format!(
                    "CASE WHEN EXTRACT(day FROM ({{0}})::timestamp + interval '1 day') = 1 \
                     THEN date_trunc('month', {moved}) + interval '1 month' - interval '1 day' + ({{0}})::timestamp::time ELSE {moved} END"
                );
                fill2(&format!("ADD_MONTHS({{0}}, {n})"), &pg, &[a], Ty::Stamp)
            }
        }
    }

    /// An integer that is not far from zero.
    fn small_number(&mut self) -> Expr {
        if self.tape.chance(40) {
            let a = self.leaf(Kind::Int);
            let ty = a.ty;
            return if ty == Ty::Big {
                fill("({0} % 100)::int", &[a.within(level::PRODUCT)], Ty::Int)
            } else {
                fill("({0} % 100)", &[a.within(level::PRODUCT)], ty)
            };
        }
        Expr::same(self.tape.pick(&["1", "30", "365"]), level::PRIMARY, Ty::Int)
    }

    /// EXTRACT, DATEDIFF, `date - date`.
    pub fn number_of_date(&mut self, depth: usize) -> Expr {
        match self.tape.below(6) {
            0 | 1 => {
                let a = self.operand(Kind::Date, depth, level::SUM);
                let b = self.operand(Kind::Date, depth, level::PRODUCT);
                with_level(fill("{0} - {1}", &[a, b], Ty::Int), level::SUM)
            }
            2 | 3 => {
                let (one, two) = (self.date_kind(), self.date_kind());
                let (a, b) = (self.arg(one, depth), self.arg(two, depth));
                let (part, pg) = self.tape.pick(&BOUNDARIES);
                let pg = pg
                    .replace("{0}", "({0})::timestamp")
                    .replace("{1}", "({1})::timestamp");
                fill2(
                    &format!("DATEDIFF({part}, {{0}}, {{1}})"),
                    &format!("({pg})::bigint"),
                    &[a, b],
                    Ty::Big,
                )
            }
            _ => {
                let kind = self.date_kind();
                let a = self.arg(kind, depth);
                let part = self.tape.pick(&PARTS);
                fill2(
                    &format!("EXTRACT({part} FROM {{0}})"),
                    &format!("EXTRACT({part} FROM ({{0}})::timestamp)::int"),
                    &[a],
                    Ty::Int,
                )
            }
        }
    }

    fn date_kind(&mut self) -> Kind {
        self.tape.pick(&[Kind::Date, Kind::Stamp])
    }

    /// DATE_PART and MONTHS_BETWEEN, which are DOUBLE PRECISION.
    pub fn float_of_date(&mut self, depth: usize) -> Expr {
        let kind = self.date_kind();
        let a = self.arg(kind, depth);
        if self.tape.chance(70) {
            let part = self.tape.pick(&PARTS);
            return fill2(
                &format!("DATE_PART('{part}', {{0}})"),
                &format!("DATE_PART('{part}', ({{0}})::timestamp)"),
                &[a],
                Ty::Float,
            );
        }
        let b = self.arg(kind, depth);
        // A whole number for equal days and for two last days of months, else the difference of days is out of 31.
        let pg = "((EXTRACT(year FROM @a) - EXTRACT(year FROM @b)) * 12 + EXTRACT(month FROM @a) - EXTRACT(month FROM @b) \
             + CASE WHEN EXTRACT(day FROM @a) = EXTRACT(day FROM @b) \
             OR (EXTRACT(day FROM @a + interval '1 day') = 1 AND EXTRACT(day FROM @b + interval '1 day') = 1) THEN 0 \
             ELSE (EXTRACT(day FROM @a) - EXTRACT(day FROM @b) + EXTRACT(epoch FROM @a::time - @b::time) / 86400) / 31 END)::float8"
            .replace("@a", "({0})::timestamp")
            .replace("@b", "({1})::timestamp");
        fill2("MONTHS_BETWEEN({0}, {1})", &pg, &[a, b], Ty::Float)
    }
}

/// DATEADD gives a timestamp; a year after February 29 is March 1.
fn dateadd(part: &str, n: &str, a: Expr, as_date: bool) -> Expr {
    let (rs, pg) = match part {
        "year" => (
            format!("DATEADD(year, {n}, {{0}})"),
            format!(
                "(({{0}})::timestamp - (EXTRACT(day FROM ({{0}})::timestamp) - 1) * interval '1 day' + {n} * interval '1 year' \
                 + (EXTRACT(day FROM ({{0}})::timestamp) - 1) * interval '1 day')"
            ),
        ),
        "quarter" => (
            format!("DATEADD(quarter, {n}, {{0}})"),
            format!("(({{0}})::timestamp + {n} * interval '3 months')"),
        ),
        _ => (
            format!("DATEADD({part}, {n}, {{0}})"),
            format!("(({{0}})::timestamp + {n} * interval '1 {part}')"),
        ),
    };
    if as_date {
        fill2(
            &format!("{rs}::date"),
            &format!("{pg}::date"),
            &[a],
            Ty::Date,
        )
    } else {
        fill2(&rs, &pg, &[a], Ty::Stamp)
    }
}
