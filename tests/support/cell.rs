//! Rows of the two engines as values that can be compared: NULL, exact text, or a floating point number.

use rs2bq::verify::googlesql::Value;

#[derive(Clone, Debug)]
pub enum Cell {
    Null,
    Exact(String),
    Float(f64),
}

impl PartialEq for Cell {
    /// Floats are equal but for their last digits, which depend on the order of additions.
    fn eq(&self, other: &Cell) -> bool {
        match (self, other) {
            (Cell::Null, Cell::Null) => true,
            (Cell::Exact(a), Cell::Exact(b)) => a == b,
            (Cell::Float(a), Cell::Float(b)) => {
                a == b
                    || (a.is_nan() && b.is_nan())
                    || (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
            }
            _ => false,
        }
    }
}

impl Cell {
    /// What PostgreSQL printed for a column that has this type in BigQuery.
    pub fn postgres(text: Option<&String>, ty: &str) -> Cell {
        let Some(text) = text else { return Cell::Null };
        match ty {
            "FLOAT64" => Cell::Float(text.parse().unwrap_or(f64::NAN)),
            "NUMERIC" | "BIGNUMERIC" => Cell::Exact(without_zeros(text)),
            "BOOL" => Cell::Exact(if text == "t" { "true" } else { "false" }.to_owned()),
            _ => Cell::Exact(text.clone()),
        }
    }

    /// A value of GoogleSQL.
    pub fn googlesql(value: &Value) -> Cell {
        match value {
            Value::Null => Cell::Null,
            Value::Float(number) => Cell::Float(*number),
            Value::Bool(flag) => Cell::Exact(flag.to_string()),
            Value::Int(number) => Cell::Exact(number.to_string()),
            Value::String(text) | Value::Date(text) => Cell::Exact(text.clone()),
            Value::Numeric(text) | Value::BigNumeric(text) => Cell::Exact(without_zeros(text)),
            // GoogleSQL prints three digits of a second where one would do.
            Value::Datetime(text) => Cell::Exact(without_zeros(text)),
            other => Cell::Exact(other.to_string()),
        }
    }

    pub fn is_null(&self) -> bool {
        matches!(self, Cell::Null)
    }

    fn key(&self) -> String {
        match self {
            Cell::Null => String::new(),
            Cell::Exact(text) => format!("={text}"),
            Cell::Float(number) => format!("#{:.6e}", number + 0.0),
        }
    }
}

/// Sorts rows whose order is not given.
pub fn sort(rows: &mut [Vec<Cell>]) {
    rows.sort_by_cached_key(|row| row.iter().map(Cell::key).collect::<Vec<_>>());
}

/// Whether the rows are the same in whatever order: those whose floats differ in their last digits may be sorted differently.
pub fn same_rows(expected: &[Vec<Cell>], found: &[Vec<Cell>]) -> bool {
    let mut open: Vec<&Vec<Cell>> = found.iter().collect();
    expected.len() == found.len()
        && expected.iter().all(|row| {
            let at = open.iter().position(|other| *other == row);
            at.map(|at| open.remove(at)).is_some()
        })
}

/// Exact numbers of columns that are floats on the other side become floats.
pub fn alike(one: &mut [Vec<Cell>], other: &mut [Vec<Cell>]) {
    let count = one.first().map_or(0, Vec::len);
    for column in 0..count {
        let mut cells = one.iter().chain(other.iter()).map(|row| &row[column]);
        if cells.any(|cell| matches!(cell, Cell::Float(_))) {
            for row in one.iter_mut().chain(other.iter_mut()) {
                if let Cell::Exact(text) = &row[column]
                    && let Ok(number) = text.parse()
                {
                    row[column] = Cell::Float(number);
                }
            }
        }
    }
}

/// `1.50` → `1.5`, `2.000` → `2`
fn without_zeros(text: &str) -> String {
    if !text.contains('.') {
        return text.to_owned();
    }
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0" } else { short }.to_owned()
}
