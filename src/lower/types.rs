//! Redshift type → BigQuery type, by `grammar/types.map`.
//!
//! `DECIMAL(12,2)` → `NUMERIC(12, 2)`, `TIMESTAMP` → `DATETIME`, `SUPER` → `JSON`

use super::Cx;
use crate::bigquery::tree::Type as Target;
use crate::redshift::tree::ExprId;
use crate::resolve::Type;

/// The most digits before the point, and after it, that NUMERIC holds.
const NUMERIC_DIGITS: (u32, u32) = (29, 9);

/// The BigQuery type of a column of a Redshift type, with its parameters; `None` where there is none (TIMETZ), or the
/// type is not known.
pub(crate) fn column_type(ty: Type) -> Option<Target> {
    Some(match ty {
        Type::SmallInt | Type::Integer | Type::BigInt | Type::Oid => Target::Int64,
        Type::Decimal { precision, scale } => {
            let parameters = Some((precision, scale));
            if is_numeric(precision, scale) {
                Target::Numeric(parameters)
            } else {
                Target::BigNumeric(parameters)
            }
        }
        Type::Real | Type::Double => Target::Float64,
        Type::Boolean => Target::Bool,
        Type::Char(_) | Type::Varchar(_) => Target::String(None),
        Type::Date => Target::Date,
        Type::Time => Target::Time,
        Type::Timestamp => Target::Datetime,
        Type::TimestampTz => Target::Timestamp,
        Type::IntervalYearToMonth | Type::IntervalDayToSecond | Type::Interval => Target::Interval,
        Type::Super => Target::Json,
        Type::Varbyte | Type::HllSketch => Target::Bytes(None),
        Type::Geometry | Type::Geography => Target::Geography,
        Type::TimeTz | Type::Unknown | Type::Null | Type::UnknownLiteral => return None,
    })
}

/// Whether DECIMAL(p, s) fits NUMERIC; otherwise it needs BIGNUMERIC.
pub(crate) fn is_numeric(precision: u32, scale: u32) -> bool {
    scale <= NUMERIC_DIGITS.1 && precision.saturating_sub(scale) <= NUMERIC_DIGITS.0
}

/// The BigQuery type of an expression: as [`column_type`], without parameters, which expressions do not have.
pub(crate) fn expression_type(ty: Type) -> Option<Target> {
    column_type(ty).map(|target| match target {
        Target::Numeric(_) => Target::Numeric(None),
        Target::BigNumeric(_) => Target::BigNumeric(None),
        other @ (Target::Int64
        | Target::Float64
        | Target::Bool
        | Target::String(_)
        | Target::Bytes(_)
        | Target::Date
        | Target::Time
        | Target::Datetime
        | Target::Timestamp
        | Target::Interval
        | Target::Json
        | Target::Geography
        | Target::Array(_)
        | Target::Struct(_)) => other,
    })
}

impl Cx<'_> {
    /// The Redshift type of an expression.
    pub(super) fn type_of(&self, expr: ExprId) -> Type {
        self.facts.types.get(expr).copied().unwrap_or_default()
    }

    /// The BigQuery type of an expression of a Redshift type.
    pub(super) fn target_type(&self, ty: Type) -> Option<Target> {
        expression_type(ty)
    }
}
