//! LAG and LEAD that pass over NULLs, which BigQuery's do not.
//!
//! `LAG(a) IGNORE NULLS OVER (ORDER BY b)` →
//! `LAST_VALUE(a IGNORE NULLS) OVER (ORDER BY b NULLS LAST ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)`

use super::super::Cx;
use super::Special;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::functions::Constant;

impl Cx<'_> {
    /// The last value before the row, or the first one behind it; of a farther one, the n-th of the rows in that direction.
    pub(super) fn lag_ignore_nulls(&mut self, special: &Special<'_>) -> bq::ExprId {
        let span = self.src.span(special.id);
        let name = special.found.row.name;
        let offset = match special.args.get(1) {
            None => Some(1),
            Some(offset) => match self.arg_facts(*offset).constant {
                Some(Constant::Integer(offset)) => Some(offset),
                Some(_) | None => None,
            },
        };
        let (Some(arg), Some(offset @ 1..), Some(mut window), None) = (
            special.args.first().copied(),
            offset,
            self.special_over(special),
            special.args.get(2),
        ) else {
            let why = "IGNORE NULLS with an offset of 0 or a default value";
            return self.refuse_expr(special.id, Code::RS1401, span, &[name, why]);
        };
        if window.base.is_some() {
            let why = "IGNORE NULLS over a named window: write the window out";
            return self.refuse_expr(special.id, Code::RS1401, span, &[name, why]);
        }
        let one = self.integer(1);
        let backwards = name == "lag";
        // The n-th row before this one is the n-th behind it in the other order.
        if backwards && offset > 1 {
            window.order_by.iter_mut().for_each(turn);
        }
        let before = backwards && offset == 1;
        window.frame = Some(bq::Frame {
            rows: true,
            start: if before {
                bq::Bound::UnboundedPreceding
            } else {
                bq::Bound::Following(one)
            },
            end: Some(if before {
                bq::Bound::Preceding(one)
            } else {
                bq::Bound::UnboundedFollowing
            }),
        });
        let value = self.exact(arg);
        let mut args = vec![bq::Arg::Expr(value)];
        let function = match (offset, backwards) {
            (1, true) => "LAST_VALUE",
            (1, false) => "FIRST_VALUE",
            (_, _) => {
                args.push(bq::Arg::Expr(self.integer(offset)));
                "NTH_VALUE"
            }
        };
        self.made(
            span,
            bq::Expr::Call(Box::new(bq::Call {
                name: vec![function.into()],
                args,
                ignore_nulls: Some(true),
                over: Some(window),
                ..bq::Call::default()
            })),
        )
    }
}

/// The same key from the other end.
fn turn(item: &mut bq::OrderItem) {
    // BigQuery's own place of NULLs turns with the direction.
    item.nulls_first = item.nulls_first.map(|first| !first);
    item.desc = !item.desc;
}
