//! `+` and `-` of dates and times.
//!
//! `d1 - d2` → `DATE_DIFF(d1, d2, DAY)`, `ts + 7` → `DATETIME_ADD(ts, INTERVAL 7 DAY)`

use super::super::Cx;
use super::operator::Side;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::tree::BinaryOp;
use crate::resolve::Type;
use crate::span::Span;

impl Cx<'_> {
    /// A sum or difference that needs more than BigQuery's operator.
    pub(super) fn datetime_arithmetic(
        &mut self,
        op: BinaryOp,
        op_span: Span,
        left: Side,
        right: Side,
        span: Span,
    ) -> bq::ExprId {
        let add = op == BinaryOp::Add;
        // A sum reads the same from both sides: the moment first.
        let swapped = add
            && (left.ty.is_integer()
                || left.ty.is_interval()
                || left.ty == Type::Time && right.ty == Type::Date);
        let (a, b) = if swapped {
            (right, left)
        } else {
            (left, right)
        };
        match datetime_template(add, a.ty, b.ty) {
            Some(template) => self.instantiate(template, &[a, b], &["a", "b"], span),
            None => {
                let types = format!("{} and {}", left.ty, right.ty);
                self.refuse(
                    Code::RS1103,
                    op_span,
                    &[
                        &format!("{} of {types}", if add { "a sum" } else { "a difference" }),
                        "cast one side",
                    ],
                );
                left.value
            }
        }
    }
}

/// The template over a moment `$a` and what is added to it or taken from it.
fn datetime_template(add: bool, a: Type, b: Type) -> Option<&'static str> {
    let whole = b.is_integer();
    let part = b.is_decimal() || b.is_float();
    Some(match (add, a, b) {
        (false, Type::Date, Type::Date | Type::Unknown) | (false, Type::Unknown, Type::Date) => {
            "DATE_DIFF($a, $b, DAY)"
        }
        (true, Type::Date, Type::IntervalYearToMonth) => "DATE($a + $b)",
        (false, Type::Date, Type::IntervalYearToMonth) => "DATE($a - $b)",
        (true, Type::Date, Type::Time) => "DATETIME($a, $b)",
        (true, Type::Time, b) if b.is_interval() => "TIME(DATETIME(DATE '2000-01-01', $a) + $b)",
        (false, Type::Time, b) if b.is_interval() => "TIME(DATETIME(DATE '2000-01-01', $a) - $b)",
        (false, Type::Time, Type::Time) => {
            "DATETIME(DATE '2000-01-01', $a) - DATETIME(DATE '2000-01-01', $b)"
        }
        (true, Type::Timestamp, _) if whole => "DATETIME_ADD($a, INTERVAL $b DAY)",
        (false, Type::Timestamp, _) if whole => "DATETIME_SUB($a, INTERVAL $b DAY)",
        (true, Type::TimestampTz, _) if whole => "TIMESTAMP_ADD($a, INTERVAL $b DAY)",
        (false, Type::TimestampTz, _) if whole => "TIMESTAMP_SUB($a, INTERVAL $b DAY)",
        (true, Type::Timestamp, _) if part => {
            "DATETIME_ADD($a, INTERVAL CAST(ROUND($b * 86400000000) AS INT64) MICROSECOND)"
        }
        (false, Type::Timestamp, _) if part => {
            "DATETIME_SUB($a, INTERVAL CAST(ROUND($b * 86400000000) AS INT64) MICROSECOND)"
        }
        (true, Type::TimestampTz, b) if b.is_interval() => "TIMESTAMP(DATETIME($a) + $b)",
        (false, Type::TimestampTz, b) if b.is_interval() => "TIMESTAMP(DATETIME($a) - $b)",
        (false, Type::TimestampTz, Type::Date | Type::Timestamp | Type::TimestampTz)
        | (false, Type::Date | Type::Timestamp, Type::TimestampTz)
        | (false, Type::Date, Type::Timestamp)
        | (false, Type::Timestamp, Type::Date) => "CAST($a AS DATETIME) - CAST($b AS DATETIME)",
        _other => return None,
    })
}
