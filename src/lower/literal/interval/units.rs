//! `grammar/interval_units.map`, read once.

use std::sync::LazyLock;

/// A unit of an interval text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct UnitRow {
    pub component: Component,
    /// How many months, days or microseconds it is.
    pub factor: i64,
    /// The date part of BigQuery.
    pub part: Option<&'static str>,
    /// One bit for each unit: a text may name each once.
    pub bit: u32,
}

/// What a unit counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Component {
    Months,
    Days,
    Micros,
}

static UNITS: LazyLock<Vec<(Vec<&'static str>, UnitRow)>> = LazyLock::new(|| {
    let map = include_str!("../../../../grammar/interval_units.map");
    let rows = map
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    rows.enumerate()
        .filter_map(|(index, line)| row(index, line))
        .collect()
});

fn row(index: usize, line: &'static str) -> Option<(Vec<&'static str>, UnitRow)> {
    let mut columns = line.split('|').map(str::trim);
    let spellings = columns.next()?.split_whitespace().collect();
    let component = match columns.next()? {
        "months" => Component::Months,
        "days" => Component::Days,
        "micros" => Component::Micros,
        _ => return None,
    };
    let factor = columns.next()?.parse().ok()?;
    let part = columns.next().filter(|part| *part != "-");
    let bit = 1 << index;
    Some((
        spellings,
        UnitRow {
            component,
            factor,
            part,
            bit,
        },
    ))
}

/// The unit of this name, in any case.
pub(super) fn unit(name: &str) -> Option<UnitRow> {
    UNITS
        .iter()
        .find(|(spellings, _)| {
            spellings
                .iter()
                .any(|spelling| spelling.eq_ignore_ascii_case(name))
        })
        .map(|(_, row)| *row)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        assert_eq!(UNITS.len(), 13);
        assert_eq!(unit("M").map(|row| row.part), Some(Some("MINUTE")));
        assert_eq!(unit("mon").map(|row| row.part), Some(Some("MONTH")));
        assert_eq!(unit("moon"), None);
    }
}
