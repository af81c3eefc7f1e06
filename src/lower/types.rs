//! Redshift type → BigQuery type, by `grammar/types.map`.
//!
//! `DECIMAL(12,2)` → `NUMERIC(12, 2)`, `TIMESTAMP` → `DATETIME`, `SUPER` → `JSON`

use std::sync::LazyLock;

use super::Cx;
use crate::bigquery::tree::{self as bq, Type as Target};
use crate::diagnostic::Code;
use crate::redshift::parse::near_type;
use crate::redshift::tree::{DataType, DatePart, ExprId, TypeName};
use crate::resolve::Type;

/// How many decimals the seconds of an interval have, in both.
const FRACTION_DIGITS: u32 = 6;

/// The BigQuery type of a column of a Redshift type, with its parameters; `None` where there is none (TIMETZ), or the
/// type is not known.
pub(crate) fn column_type(ty: Type) -> Option<Target> {
    match (&row(ty)?.target, ty) {
        (Target::Numeric(_), Type::Decimal { precision, scale }) => {
            Some(Target::Numeric(Some((precision, scale))))
        }
        (Target::BigNumeric(_), Type::Decimal { precision, scale }) => {
            Some(Target::BigNumeric(Some((precision, scale))))
        }
        (target, _) => Some(target.clone()),
    }
}

/// The BigQuery type of an expression: as [`column_type`], without parameters, which expressions do not have.
pub(crate) fn expression_type(ty: Type) -> Option<Target> {
    row(ty).map(|row| row.target.clone())
}

/// Whether DECIMAL(p, s) fits NUMERIC; otherwise it needs BIGNUMERIC.
pub(crate) fn is_numeric(precision: u32, scale: u32) -> bool {
    let row = row(Type::Decimal { precision, scale });
    row.is_some_and(|row| row.target == Target::Numeric(None))
}

impl Cx<'_> {
    /// The Redshift type of an expression.
    pub(super) fn type_of(&self, expr: ExprId) -> Type {
        self.facts.types.get(expr).copied().unwrap_or_default()
    }

    /// Refuses the statement for a type that BigQuery does not have.
    pub(super) fn refuse_type(&mut self, ty: &DataType) {
        let text = self.text(ty.span).to_uppercase();
        let help = self.instead_of(ty);
        self.refuse(Code::RS1501, ty.span, &[&text, &help]);
    }

    /// Refuses an expression for a type that BigQuery does not have.
    pub(super) fn refuse_expr_type(&mut self, expr: ExprId, ty: &DataType) -> bq::ExprId {
        let help = self.instead_of(ty);
        let text = self.text(ty.span).to_uppercase();
        self.refuse_expr(expr, Code::RS1501, ty.span, &[&text, &help])
    }

    /// What may stand in the place of a type: the one that a misspelt name means, or any other.
    fn instead_of(&self, ty: &DataType) -> String {
        if ty.name == TypeName::TimeTz {
            return "store the time in UTC as TIME, or its text with the offset as VARCHAR"
                .to_owned();
        }
        let word = self.text(ty.span).split(['(', ' ', '[']).next();
        let near = word
            .filter(|_| ty.name == TypeName::Unknown)
            .and_then(near_type);
        near.map_or_else(
            || "choose another type".to_owned(),
            |near| format!("`{}` may be meant", near.to_uppercase()),
        )
    }

    /// Says that BigQuery keeps what an interval of these fields cuts: `INTERVAL HOUR TO MINUTE` has no seconds.
    ///
    /// <https://docs.aws.amazon.com/redshift/latest/dg/r_interval_data_types.html>
    pub(super) fn say_cut_interval(&mut self, ty: &DataType) {
        let cuts = ty.interval.is_some_and(|units| {
            let last = units.to.unwrap_or(units.from);
            let is_short = units
                .precision
                .is_some_and(|digits| digits < FRACTION_DIGITS);
            is_short || !matches!(last, DatePart::Month | DatePart::Second)
        });
        if cuts {
            let text = self.text(ty.span).to_uppercase();
            let why = "Redshift cuts the smaller fields, and BigQuery keeps them";
            self.raise(Code::RS2401, ty.span, &[&text, why]);
        }
    }

    /// The BigQuery type of an expression of a Redshift type.
    pub(super) fn target_type(&self, ty: Type) -> Option<Target> {
        expression_type(ty)
    }
}

/// A row of the map.
struct Row {
    names: Vec<&'static str>,
    /// Without parameters.
    target: Target,
    /// The most digits before the point, and after it.
    fits: Option<(u32, u32)>,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    include_str!("../../grammar/types.map")
        .lines()
        .filter_map(parse_row)
        .collect()
});

fn row(ty: Type) -> Option<&'static Row> {
    ROWS.iter()
        .find(|row| row.names.contains(&ty.name()) && row.fits(ty))
}

impl Row {
    fn fits(&self, ty: Type) -> bool {
        match (self.fits, ty) {
            (Some((whole, fraction)), Type::Decimal { precision, scale }) => {
                scale <= fraction && precision.saturating_sub(scale) <= whole
            }
            (_, _) => true,
        }
    }
}

/// A row with a target.
fn parse_row(line: &'static str) -> Option<Row> {
    if line.starts_with('#') {
        return None;
    }
    let mut columns = line.split('|').map(str::trim);
    let names = columns.next()?.split(',').map(str::trim).collect();
    let target = target(columns.next()?.trim_end_matches("(p, s)"))?;
    let fits = columns.next().and_then(|fits| {
        let (whole, fraction) = fits.split_once(", ")?;
        Some((whole.parse().ok()?, fraction.parse().ok()?))
    });
    Some(Row {
        names,
        target,
        fits,
    })
}

fn target(name: &str) -> Option<Target> {
    Some(match name {
        "BIGNUMERIC" => Target::BigNumeric(None),
        "BOOL" => Target::Bool,
        "BYTES" => Target::Bytes(None),
        "DATE" => Target::Date,
        "DATETIME" => Target::Datetime,
        "FLOAT64" => Target::Float64,
        "GEOGRAPHY" => Target::Geography,
        "INT64" => Target::Int64,
        "INTERVAL" => Target::Interval,
        "JSON" => Target::Json,
        "NUMERIC" => Target::Numeric(None),
        "STRING" => Target::String(None),
        "TIME" => Target::Time,
        "TIMESTAMP" => Target::Timestamp,
        _ => return None,
    })
}

#[cfg(test)]
#[allow(clippy::panic)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        for line in include_str!("../../grammar/types.map").lines() {
            let is_row = !line.is_empty() && !line.starts_with('#') && !line.ends_with('!');
            assert_eq!(parse_row(line).is_some(), is_row, "{line}");
        }
    }

    #[test]
    fn types_have_their_counterparts() {
        let decimal = |precision, scale| Type::Decimal { precision, scale };
        for (ty, target) in [
            (Type::Oid, Some(Target::Int64)),
            (decimal(38, 9), Some(Target::Numeric(Some((38, 9))))),
            (decimal(38, 8), Some(Target::BigNumeric(Some((38, 8))))),
            (decimal(18, 10), Some(Target::BigNumeric(Some((18, 10))))),
            (Type::Varchar(Some(9)), Some(Target::String(None))),
            (Type::IntervalDayToSecond, Some(Target::Interval)),
            (Type::TimeTz, None),
            (Type::Unknown, None),
            (Type::Null, None),
        ] {
            assert_eq!(column_type(ty), target, "{ty}");
        }
        assert_eq!(expression_type(decimal(4, 2)), Some(Target::Numeric(None)));
    }
}
