//! The DATEFORMAT and TIMEFORMAT of COPY.
//!
//! `TIMEFORMAT 'Mon DD YYYY HH:MI:SS'` → `datetime_format = 'MON DD YYYY HH24:MI:SS'`

use super::scan::any_case_at;
use super::table::Field;
use crate::lower::literal::cursor::Cursor;
use crate::lower::literal::{LiteralError, code};

/// How COPY reads dates and times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadFormat {
    /// `'auto'`: the format is recognised value by value.
    Auto,
    /// `'epochsecs'`.
    EpochSeconds,
    /// `'epochmillisecs'`.
    EpochMilliseconds,
    /// Format elements of BigQuery.
    Elements {
        /// For `date_format`, `datetime_format`, `timestamp_format` or `time_format`.
        format: String,
        /// What may differ, each with its code and its place in the format.
        differs: Vec<LiteralError>,
    },
}

/// The format of COPY as format elements of BigQuery. `HH` is an hour from 0 to 23 here, and the case does not matter.
pub fn copy_format(format: &str) -> Result<LoadFormat, LiteralError> {
    for (name, meaning) in [
        ("auto", LoadFormat::Auto),
        ("epochsecs", LoadFormat::EpochSeconds),
        ("epochmillisecs", LoadFormat::EpochMilliseconds),
    ] {
        if format.trim().eq_ignore_ascii_case(name) {
            return Ok(meaning);
        }
    }
    let mut cursor = Cursor::new(format);
    let mut text = String::with_capacity(format.len());
    let mut differs = Vec::new();
    while !cursor.rest().is_empty() {
        let start = cursor.at();
        let Some(element) = any_case_at(cursor.rest()) else {
            text_between(&mut cursor, &mut text);
            continue;
        };
        let name = element.name;
        cursor.eat(cursor.rest().get(..name.len()).unwrap_or(""));
        let at = start..cursor.at();
        let Some(load) = element.load else {
            let why = format!("{name} cannot be read when a file is loaded");
            return Err(LiteralError::new(at, code::NO_EQUIVALENT, why));
        };
        if element.field == Field::Year && load == "YY" {
            let why = "BigQuery puts a two-digit year into the present century";
            differs.push(LiteralError::new(at, code::TWO_DIGIT_YEAR, why));
        }
        text.push_str(load);
    }
    Ok(LoadFormat::Elements {
        format: text,
        differs,
    })
}

/// Text between elements: BigQuery copies only some punctuation unquoted.
fn text_between(cursor: &mut Cursor<'_>, format: &mut String) {
    let plain = |c| matches!(c, '-' | '.' | '/' | ',' | '\'' | ';' | ':' | ' ');
    let punctuation = cursor.take_while(plain);
    format.push_str(punctuation);
    if !punctuation.is_empty() {
        return;
    }
    format.push('"');
    if cursor.eat("\"") {
        format.push_str(cursor.take_while(|c| c != '"'));
        cursor.eat("\"");
    } else {
        while let Some(c) = cursor.peek().filter(|&c| !plain(c) && c != '"') {
            if any_case_at(cursor.rest()).is_some() {
                break;
            }
            cursor.bump();
            format.push(c);
        }
    }
    format.push('"');
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]
    use super::*;

    #[test]
    fn elements_of_bigquery() {
        for (format, expected) in [
            ("YYYY-MM-DD", "YYYY-MM-DD"),
            ("MM/DD/YYYY", "MM/DD/YYYY"),
            ("YYYY-MM-DD HH:MI:SS", "YYYY-MM-DD HH24:MI:SS"),
            ("Mon DD YYYY HH:MI:SS", "MON DD YYYY HH24:MI:SS"),
            ("YYYY-MM-DDTHH24:MI:SS", "YYYY-MM-DD\"T\"HH24:MI:SS"),
            ("dd-mm-yyyy hh12:mi am", "DD-MM-YYYY HH12:MI AM"),
            ("YYYY-MM-DD\"at\"HH24", "YYYY-MM-DD\"at\"HH24"),
            ("YYYY-MM-DD HH:MI:SS.US", "YYYY-MM-DD HH24:MI:SS.FF6"),
        ] {
            match copy_format(format).unwrap() {
                LoadFormat::Elements { format: text, .. } => assert_eq!(text, expected),
                LoadFormat::Auto | LoadFormat::EpochSeconds | LoadFormat::EpochMilliseconds => {
                    panic!("{format}")
                }
            }
        }
        assert_eq!(copy_format("auto"), Ok(LoadFormat::Auto));
        assert_eq!(
            copy_format("EPOCHMILLISECS"),
            Ok(LoadFormat::EpochMilliseconds)
        );
        assert_eq!(copy_format("YYYY-MM-DD HH:MI:SSOF").unwrap_err().at, 19..21);
    }
}
