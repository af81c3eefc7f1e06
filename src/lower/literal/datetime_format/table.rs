//! `grammar/datetime_format.map`, read once.

use std::sync::LazyLock;

/// What the map says about one element.
#[derive(Debug)]
pub(super) struct Element {
    /// As Redshift spells it.
    pub name: &'static str,
    /// The field that it is.
    pub field: Field,
    /// How TO_CHAR writes it.
    pub write: Write,
    /// Text for PARSE_DATE and its kin.
    pub read: Option<&'static str>,
    /// The element in the options of LOAD DATA.
    pub load: Option<&'static str>,
    /// It as a number.
    pub number: Option<Number>,
}

/// The fields of a date and time that elements stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Year,
    Month,
    Day,
    DayOfYear,
    Julian,
    Weekday,
    Hour12,
    Hour24,
    Minute,
    Second,
    Fraction,
    Meridian,
    Zone,
    Era,
    /// Part of a date that no text is read from.
    Other,
    /// Not documented; the map's reason.
    Refused(&'static str),
}

impl Field {
    /// Whether it belongs to the time of day.
    pub(super) fn is_time(self) -> bool {
        match self {
            Self::Hour12
            | Self::Hour24
            | Self::Minute
            | Self::Second
            | Self::Fraction
            | Self::Meridian => true,
            Self::Year
            | Self::Month
            | Self::Day
            | Self::DayOfYear
            | Self::Julian
            | Self::Weekday
            | Self::Zone
            | Self::Era
            | Self::Other
            | Self::Refused(_) => false,
        }
    }
}

/// How TO_CHAR writes an element.
#[derive(Debug)]
pub(super) enum Write {
    /// Through FORMAT_DATE and its kin.
    Format {
        text: &'static str,
        letters: Letters,
        pad: usize,
    },
    /// Through SQL over `$x` or `$d`.
    Sql { sql: &'static str, pad: usize },
    /// As its number.
    Number,
}

/// The letters of what is written, and what is done to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Letters {
    /// It has none.
    None,
    /// Right as they come, in both cases.
    Mixed,
    /// Capitals by themselves.
    Caps,
    /// Small by themselves.
    Small,
    /// To be wrapped in UPPER.
    Upper,
    /// To be wrapped in LOWER.
    Lower,
}

/// An element as a number.
#[derive(Debug)]
pub(super) struct Number {
    pub sql: &'static str,
    pub width: usize,
    /// FM takes the padding away.
    pub trims: bool,
}

/// All elements, longest name first.
pub(super) static ELEMENTS: LazyLock<Vec<Element>> = LazyLock::new(|| {
    let map = include_str!("../../../../grammar/datetime_format.map");
    let mut rows: Vec<Element> = map.lines().filter_map(row).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.name.len()));
    rows
});

fn row(line: &'static str) -> Option<Element> {
    let line = line.trim();
    if line.is_empty() || line.starts_with('#') {
        return None;
    }
    if let Some((name, reason)) = line.split_once(" ! ") {
        return Some(Element {
            name: name.trim(),
            field: Field::Refused(reason.trim()),
            write: Write::Number,
            read: None,
            load: None,
            number: None,
        });
    }
    let mut columns = line.split('|').map(str::trim);
    let name = columns.next()?;
    let field = field(columns.next()?)?;
    let write = columns.next()?;
    let read = present(columns.next()?);
    let load = present(columns.next()?);
    let number = match present(columns.next()?) {
        Some(text) => Some(number(text)?),
        None => None,
    };
    Some(Element {
        name,
        field,
        write: how_to_write(write, number.is_some()),
        read,
        load,
        number,
    })
}

fn present(column: &'static str) -> Option<&'static str> {
    (column != "-").then_some(column)
}

fn field(name: &str) -> Option<Field> {
    Some(match name {
        "year" => Field::Year,
        "month" => Field::Month,
        "day" => Field::Day,
        "doy" => Field::DayOfYear,
        "julian" => Field::Julian,
        "weekday" => Field::Weekday,
        "hour12" => Field::Hour12,
        "hour24" => Field::Hour24,
        "minute" => Field::Minute,
        "second" => Field::Second,
        "fraction" => Field::Fraction,
        "meridian" => Field::Meridian,
        "zone" => Field::Zone,
        "era" => Field::Era,
        "other" => Field::Other,
        _ => return None,
    })
}

fn number(column: &'static str) -> Option<Number> {
    let (width, sql) = column.split_once(' ')?;
    Some(Number {
        sql,
        width: width.trim_start_matches('=').parse().ok()?,
        trims: !width.starts_with('='),
    })
}

/// `%B upper 9`, `= SQL 4` or `-`.
fn how_to_write(column: &'static str, has_number: bool) -> Write {
    if column == "-" {
        return Write::Number;
    }
    let (head, pad) = match column.rsplit_once(' ') {
        Some((head, width)) if width.parse::<usize>().is_ok() => (head, width.parse().unwrap_or(0)),
        Some(_) | None => (column, 0),
    };
    if let Some(sql) = head.strip_prefix("= ") {
        return Write::Sql { sql, pad };
    }
    let (text, letters) = match head.split_once(' ') {
        Some((text, "upper")) => (text, Letters::Upper),
        Some((text, "lower")) => (text, Letters::Lower),
        Some((text, "caps")) => (text, Letters::Caps),
        Some((text, "small")) => (text, Letters::Small),
        Some(_) | None if has_number => (head, Letters::None),
        Some(_) | None => (head, Letters::Mixed),
    };
    Write::Format { text, letters, pad }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        let map = include_str!("../../../../grammar/datetime_format.map");
        let rows = map
            .lines()
            .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
            .count();
        assert_eq!(ELEMENTS.len(), rows);
    }

    #[test]
    fn what_is_written_as_a_number_has_one() {
        for element in ELEMENTS.iter() {
            let written_as_number = matches!(element.write, Write::Number);
            let refused = matches!(element.field, Field::Refused(_));
            assert!(
                !written_as_number || refused || element.number.is_some(),
                "{}",
                element.name
            );
        }
    }
}
