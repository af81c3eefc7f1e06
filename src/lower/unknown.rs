//! Readings of what depends on a type that is not known, by `grammar/unknown.map`.
//!
//! `a / b` of unknown types stays `a / b`, with a diagnostic that of integers it would drop the fraction.

use std::sync::LazyLock;

use super::Cx;
use crate::diagnostic::Code;
use crate::resolve::Type;
use crate::span::Span;

impl Cx<'_> {
    /// Says how a construct is read whose operands have these types, where one of them should be known and is not. `name` is
    /// what the diagnostic calls it.
    pub(super) fn say_reading(&mut self, span: Span, construct: &str, name: &str, types: &[Type]) {
        if let Some(reading) = reading(construct, types) {
            self.raise(Code::RS2001, span, &[name, reading]);
        }
    }
}

struct Row {
    construct: &'static str,
    operands: Vec<Operand>,
    reading: &'static str,
}

/// What the table tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Operand {
    Unknown,
    Integer,
    Decimal,
    Text,
    Date,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    include_str!("../../grammar/unknown.map")
        .lines()
        .filter_map(parse_row)
        .collect()
});

fn reading(construct: &str, types: &[Type]) -> Option<&'static str> {
    let operands: Option<Vec<Operand>> = types.iter().map(|ty| operand(*ty)).collect();
    let mut operands = operands?;
    operands.sort_unstable();
    let found = |row: &&Row| row.construct == construct && row.operands == operands;
    ROWS.iter().find(found).map(|row| row.reading)
}

fn operand(ty: Type) -> Option<Operand> {
    if ty == Type::Unknown {
        Some(Operand::Unknown)
    } else if ty.is_integer() {
        Some(Operand::Integer)
    } else if ty.is_decimal() {
        Some(Operand::Decimal)
    } else if ty.is_string() {
        Some(Operand::Text)
    } else if ty == Type::Date {
        Some(Operand::Date)
    } else {
        None
    }
}

fn parse_row(line: &'static str) -> Option<Row> {
    if line.starts_with('#') {
        return None;
    }
    let mut columns = line.splitn(3, '|').map(str::trim);
    let construct = columns.next()?;
    let operands = columns.next()?.split(' ').filter(|name| *name != "-");
    let operands: Option<Vec<Operand>> = operands
        .map(|name| match name {
            "unknown" => Some(Operand::Unknown),
            "integer" => Some(Operand::Integer),
            "decimal" => Some(Operand::Decimal),
            "text" => Some(Operand::Text),
            "date" => Some(Operand::Date),
            _ => None,
        })
        .collect();
    let mut operands = operands?;
    operands.sort_unstable();
    Some(Row {
        construct,
        operands,
        reading: columns.next()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        for line in include_str!("../../grammar/unknown.map").lines() {
            let is_row = !line.is_empty() && !line.starts_with('#');
            assert_eq!(parse_row(line).is_some(), is_row, "{line}");
        }
    }

    #[test]
    fn only_what_depends_on_an_unknown_type_has_a_reading() {
        let decimal = Type::default_decimal();
        assert!(reading("/", &[Type::Integer, Type::Unknown]).is_some());
        assert!(reading("/", &[Type::Unknown, decimal]).is_some());
        assert!(reading("-", &[Type::Date, Type::Unknown]).is_some());
        assert!(reading("/", &[Type::Unknown, Type::Double]).is_none());
        assert!(reading("/", &[Type::Integer, Type::Integer]).is_none());
        assert!(reading("-", &[Type::Unknown, Type::Integer]).is_none());
        assert!(reading("+", &[Type::Varchar(None), Type::Unknown]).is_some());
        assert!(reading("*", &[Type::Unknown, Type::Unknown]).is_none());
        assert!(reading("function", &[]).is_some());
    }
}
