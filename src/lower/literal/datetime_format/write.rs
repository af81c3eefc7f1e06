//! `TO_CHAR` of dates and times.
//!
//! `TO_CHAR(ts, 'FMMonth DDth')` → `CONCAT(FORMAT_DATETIME('%B %d', ts), CASE … END)`

use super::scan::{Ordinal, Piece, scan};
use super::table::{Element, Field, Letters, Number, Write};
use crate::lower::literal::string_literal::encode;
use crate::lower::literal::{LiteralError, code};

/// The type of the value that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// A DATE.
    Date,
    /// Redshift's TIMESTAMP, a DATETIME.
    Timestamp,
    /// Redshift's TIMESTAMPTZ, a TIMESTAMP.
    TimestampTz,
    /// A TIME.
    Time,
}

/// The template of `TO_CHAR($x, 'format')`.
pub fn to_char(format: &str, kind: ValueKind) -> Result<String, LiteralError> {
    let pieces = with_fractions(scan(format)?);
    if pieces.is_empty() {
        // An empty format gives NULL.
        return Ok("CAST(NULL AS STRING)".to_owned());
    }
    let mut has_time = false;
    for piece in &pieces {
        if let Piece::Element { element, at, .. } = piece {
            check_kind(element, kind)
                .map_err(|why| LiteralError::new(at.clone(), code::WRONG_KIND, why))?;
            has_time |= element.field.is_time();
        }
    }
    let value = Value::of(kind, has_time);
    let mut parts = Parts::default();
    for piece in &pieces {
        match piece {
            Piece::Text(text) => parts.format(Run::text(text)),
            Piece::Element {
                element,
                fill,
                ordinal,
                ..
            } => parts.element(element, *fill, *ordinal, &value),
        }
    }
    Ok(parts.template(&value))
}

fn check_kind(element: &Element, kind: ValueKind) -> Result<(), String> {
    let name = element.name;
    if element.field == Field::Zone && kind != ValueKind::TimestampTz {
        return Err(format!("{name} needs a TIMESTAMPTZ"));
    }
    if kind == ValueKind::Time && !element.field.is_time() {
        return Err(format!("a TIME has no {name}"));
    }
    Ok(())
}

/// How the template says the value.
struct Value {
    /// It, in the type of the FORMAT function.
    whole: &'static str,
    /// It as a DATE.
    date: &'static str,
    function: &'static str,
}

impl Value {
    fn of(kind: ValueKind, has_time: bool) -> Self {
        let (whole, date, function) = match kind {
            ValueKind::Date if has_time => ("DATETIME($x)", "$x", "FORMAT_DATETIME"),
            ValueKind::Date => ("$x", "$x", "FORMAT_DATE"),
            ValueKind::Timestamp => ("$x", "DATE($x)", "FORMAT_DATETIME"),
            ValueKind::TimestampTz => ("$x", "DATE($x)", "FORMAT_TIMESTAMP"),
            ValueKind::Time => ("$x", "$x", "FORMAT_TIME"),
        };
        Self {
            whole,
            date,
            function,
        }
    }

    fn fill(&self, sql: &str) -> String {
        sql.replace("$x", self.whole).replace("$d", self.date)
    }
}

/// `SS.MS` and `SS.US` are one element of BigQuery: `%E3S`, `%E6S`.
fn with_fractions(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut merged: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let seconds = match (merged.as_slice(), &piece) {
            (
                [
                    ..,
                    Piece::Element {
                        element,
                        fill: false,
                        ordinal: None,
                        ..
                    },
                    Piece::Text(dot),
                ],
                Piece::Element {
                    element: part,
                    at,
                    fill: false,
                    ordinal: None,
                },
            ) if element.name == "SS" && dot == "." => match part.name {
                "MS" => Some((&MILLISECONDS, at.clone())),
                "US" => Some((&MICROSECONDS, at.clone())),
                _ => None,
            },
            _ => None,
        };
        match seconds {
            Some((element, at)) => {
                merged.truncate(merged.len().saturating_sub(2));
                merged.push(Piece::Element {
                    element,
                    at,
                    fill: false,
                    ordinal: None,
                });
            }
            None => merged.push(piece),
        }
    }
    merged
}

static MILLISECONDS: Element = seconds_with("%E3S");
static MICROSECONDS: Element = seconds_with("%E6S");

const fn seconds_with(text: &'static str) -> Element {
    Element {
        name: "SS",
        field: Field::Second,
        write: Write::Format {
            text,
            letters: Letters::None,
            pad: 0,
        },
        read: None,
        load: None,
        number: None,
    }
}

/// What can happen to the letters of a piece without harm: it can be left, put in capitals, put in small letters.
#[derive(Clone, Copy)]
struct Folds {
    plain: bool,
    upper: bool,
    lower: bool,
}

impl Folds {
    fn of(letters: Letters) -> Self {
        let (plain, upper, lower) = match letters {
            Letters::None => (true, true, true),
            Letters::Mixed => (true, false, false),
            Letters::Caps => (true, true, false),
            Letters::Small => (true, false, true),
            Letters::Upper => (false, true, false),
            Letters::Lower => (false, false, true),
        };
        Self {
            plain,
            upper,
            lower,
        }
    }

    fn and(self, other: Self) -> Option<Self> {
        let both = Self {
            plain: self.plain && other.plain,
            upper: self.upper && other.upper,
            lower: self.lower && other.lower,
        };
        (both.plain || both.upper || both.lower).then_some(both)
    }
}

/// A stretch that one FORMAT function writes.
struct Run {
    format: String,
    folds: Folds,
    /// The text itself, while the run has no element.
    text: Option<String>,
}

impl Run {
    fn text(text: &str) -> Self {
        Self {
            format: text.replace('%', "%%"),
            folds: Folds {
                plain: true,
                upper: text.to_uppercase() == text,
                lower: text.to_lowercase() == text,
            },
            text: Some(text.to_owned()),
        }
    }

    fn sql(&self, value: &Value) -> String {
        let call = format!(
            "{}({}, {})",
            value.function,
            encode(&self.format),
            value.whole
        );
        if self.folds.plain {
            call
        } else if self.folds.upper {
            format!("UPPER({call})")
        } else {
            format!("LOWER({call})")
        }
    }
}

enum Part {
    Run(Run),
    Sql(String),
}

/// The pieces of the result, from left to right.
#[derive(Default)]
struct Parts(Vec<Part>);

impl Parts {
    /// Adds a run, as part of the last one if the letters allow it.
    fn format(&mut self, run: Run) {
        if let Some(Part::Run(last)) = self.0.last_mut()
            && let Some(folds) = last.folds.and(run.folds)
        {
            last.format.push_str(&run.format);
            last.folds = folds;
            last.text = match (last.text.take(), run.text) {
                (Some(a), Some(b)) => Some(a + &b),
                (Some(_) | None, _) => None,
            };
            return;
        }
        self.0.push(Part::Run(run));
    }

    fn sql(&mut self, sql: String) {
        self.0.push(Part::Sql(sql));
    }

    fn element(&mut self, element: &Element, fill: bool, ordinal: Option<Ordinal>, value: &Value) {
        match (&element.write, &element.number) {
            (Write::Number, Some(number)) => self.sql(value.fill(&number_sql(number, fill))),
            (Write::Format { .. }, Some(number)) if fill => {
                self.sql(value.fill(&number_sql(number, fill)));
            }
            (Write::Format { text, letters, pad }, _) => {
                let run = Run {
                    format: (*text).to_owned(),
                    folds: Folds::of(*letters),
                    text: None,
                };
                match padded(*pad, fill) {
                    Some(width) => self.sql(format!("RPAD({}, {width})", run.sql(value))),
                    None if text.starts_with('%') => self.format(run),
                    None => self.format(Run::text(text)),
                }
            }
            (Write::Sql { sql, pad }, _) => {
                let sql = value.fill(sql);
                self.sql(match padded(*pad, fill) {
                    Some(width) => format!("RPAD({sql}, {width})"),
                    None => sql,
                });
            }
            (Write::Number, None) => {}
        }
        if let (Some(ordinal), Some(number)) = (ordinal, &element.number) {
            self.sql(value.fill(&ordinal_sql(number, ordinal)));
        }
    }

    fn template(self, value: &Value) -> String {
        let alone = self.0.len() == 1;
        let mut texts: Vec<String> = self
            .0
            .into_iter()
            .map(|part| match part {
                // Alone it must still be NULL for NULL.
                Part::Run(Run {
                    text: Some(text), ..
                }) if !alone => encode(&text),
                Part::Run(run) => run.sql(value),
                Part::Sql(sql) => sql,
            })
            .collect();
        match texts.len() {
            1 => texts.pop().unwrap_or_default(),
            _ => format!("CONCAT({})", texts.join(", ")),
        }
    }
}

fn padded(width: usize, fill: bool) -> Option<usize> {
    (width > 0 && !fill).then_some(width)
}

/// The number, zero-padded to its width, or bare after FM.
fn number_sql(number: &Number, fill: bool) -> String {
    let Number { sql, width, trims } = number;
    if *width < 2 || (fill && *trims) {
        format!("CAST({sql} AS STRING)")
    } else {
        format!("FORMAT('%0{width}d', {sql})")
    }
}

/// `st`, `nd`, `rd` or `th` of a number, by its last two digits.
fn ordinal_sql(number: &Number, ordinal: Ordinal) -> String {
    let sql = number.sql;
    let suffixes = match ordinal {
        Ordinal::Capitals => ["ST", "ND", "RD", "TH"],
        Ordinal::Small => ["st", "nd", "rd", "th"],
    };
    let [st, nd, rd, th] = suffixes;
    let teens = if number.width > 1 {
        format!("WHEN MOD(DIV({sql}, 10), 10) = 1 THEN '{th}' ")
    } else {
        String::new()
    };
    format!(
        "CASE {teens}WHEN MOD({sql}, 10) = 1 THEN '{st}' WHEN MOD({sql}, 10) = 2 THEN '{nd}' \
         WHEN MOD({sql}, 10) = 3 THEN '{rd}' ELSE '{th}' END"
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn check(kind: ValueKind, cases: &[(&str, &str)]) {
        for (format, template) in cases {
            assert_eq!(to_char(format, kind).unwrap(), *template, "{format}");
        }
    }

    #[test]
    fn one_format_function_where_it_can_say_it() {
        check(
            ValueKind::Date,
            &[
                ("YYYY-MM-DD", "FORMAT_DATE('%E4Y-%m-%d', $x)"),
                ("yyyymm", "FORMAT_DATE('%E4Y%m', $x)"),
                ("DD-MON-YY", "UPPER(FORMAT_DATE('%d-%b-%y', $x))"),
                ("dy dd", "LOWER(FORMAT_DATE('%a %d', $x))"),
                ("FMMonth", "FORMAT_DATE('%B', $x)"),
                (
                    "YYYY-MM-DD HH24:mi:ss",
                    "FORMAT_DATETIME('%E4Y-%m-%d %H:%M:%S', DATETIME($x))",
                ),
                ("100%", "FORMAT_DATE('100%%', $x)"),
                ("", "CAST(NULL AS STRING)"),
            ],
        );
        check(
            ValueKind::Timestamp,
            &[
                ("HH24:MI:SS.MS", "FORMAT_DATETIME('%H:%M:%E3S', $x)"),
                ("HH24:MI:SS.US", "FORMAT_DATETIME('%H:%M:%E6S', $x)"),
                ("HH12:MI am", "FORMAT_DATETIME('%I:%M %P', $x)"),
                ("MON HH:MI PM", "UPPER(FORMAT_DATETIME('%b %I:%M %p', $x))"),
                (
                    "YYYY-MM-DD\"T\"HH24",
                    "FORMAT_DATETIME('%E4Y-%m-%dT%H', $x)",
                ),
            ],
        );
        check(
            ValueKind::TimestampTz,
            &[("YYYY TZ", "FORMAT_TIMESTAMP('%E4Y %Z', $x)")],
        );
        check(ValueKind::Time, &[("HH24:MI", "FORMAT_TIME('%H:%M', $x)")]);
    }

    #[test]
    fn pieces_where_it_cannot() {
        check(
            ValueKind::Date,
            &[
                ("Month", "RPAD(FORMAT_DATE('%B', $x), 9)"),
                (
                    "MONTH YYYY",
                    "CONCAT(RPAD(UPPER(FORMAT_DATE('%B', $x)), 9), FORMAT_DATE(' %E4Y', $x))",
                ),
                ("D", "CAST(EXTRACT(DAYOFWEEK FROM $x) AS STRING)"),
                (
                    "WW",
                    "FORMAT('%02d', DIV(EXTRACT(DAYOFYEAR FROM $x) - 1, 7) + 1)",
                ),
                (
                    "FMMM/DD",
                    "CONCAT(CAST(EXTRACT(MONTH FROM $x) AS STRING), FORMAT_DATE('/%d', $x))",
                ),
                ("J", "CAST(UNIX_DATE($x) + 2440588 AS STRING)"),
                (
                    "Dth",
                    "CONCAT(CAST(EXTRACT(DAYOFWEEK FROM $x) AS STRING), CASE WHEN MOD(EXTRACT(DAYOFWEEK FROM $x), 10) = 1 THEN 'st' WHEN MOD(EXTRACT(DAYOFWEEK FROM $x), 10) = 2 THEN 'nd' WHEN MOD(EXTRACT(DAYOFWEEK FROM $x), 10) = 3 THEN 'rd' ELSE 'th' END)",
                ),
                (
                    "MON\"x\"D",
                    "CONCAT(UPPER(FORMAT_DATE('%b', $x)), 'x', CAST(EXTRACT(DAYOFWEEK FROM $x) AS STRING))",
                ),
            ],
        );
        check(
            ValueKind::Timestamp,
            &[
                (
                    "SSMS",
                    "CONCAT(FORMAT_DATETIME('%S', $x), FORMAT('%03d', EXTRACT(MILLISECOND FROM $x)))",
                ),
                ("J", "CAST(UNIX_DATE(DATE($x)) + 2440588 AS STRING)"),
            ],
        );
    }

    #[test]
    fn what_is_not_certain_is_refused_at_its_place() {
        let error = |format, kind| {
            let error = to_char(format, kind).unwrap_err();
            (error.at, error.code)
        };
        assert_eq!(error("YYYY Hh24", ValueKind::Date), (5..9, "RS1202"));
        assert_eq!(error("DD RRRR", ValueKind::Date), (3..7, "RS1202"));
        assert_eq!(error("SSSS", ValueKind::Timestamp), (0..4, "RS1202"));
        assert_eq!(error("HH24 TZ", ValueKind::Timestamp), (5..7, "RS1203"));
        assert_eq!(error("HH24 FMDD", ValueKind::Time), (5..9, "RS1203"));
    }
}
