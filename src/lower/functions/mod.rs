//! Functions that the table hands to Rust (`= @name`): what a template cannot say, because a literal is translated or the
//! clauses of the call matter.
//!
//! `TO_CHAR(d, 'YYYY-MM')` → `FORMAT_DATE('%E4Y-%m', d)`, `LISTAGG(a, ',') WITHIN GROUP (ORDER BY b)` → `STRING_AGG(a, ',' ORDER BY b)`

use super::Cx;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::functions::Match;
use crate::redshift::tree::{Call, ExprId, TrimSide};

/// What a function of Rust gets: the call, the row that led to it, the arguments.
pub(super) struct Special<'a> {
    /// The expression.
    pub id: ExprId,
    /// The row.
    pub found: Match,
    /// The arguments in the order of the plain form.
    pub args: &'a [ExprId],
    /// The call; none for AT TIME ZONE.
    pub call: Option<&'a Call>,
}

type Handler = fn(&mut Cx<'_>, &Special<'_>) -> bq::ExprId;

/// The functions by their names in the table.
const HANDLERS: &[(&str, Handler)] = &[];

/// The name that the table knows a side of TRIM by.
pub(super) fn trim_name(side: TrimSide) -> &'static str {
    match side {
        TrimSide::Both => "trim",
        TrimSide::Leading => "ltrim",
        TrimSide::Trailing => "rtrim",
    }
}

/// Whether the key of WITHIN GROUP is an argument of the function.
pub(super) fn is_ordered_set(name: &str) -> bool {
    matches!(
        name,
        "percentile_cont" | "percentile_disc" | "approximate_percentile_disc"
    )
}

impl Cx<'_> {
    /// A call that Rust translates.
    pub(super) fn special(
        &mut self,
        name: &str,
        id: ExprId,
        found: Match,
        args: &[ExprId],
        call: Option<&Call>,
    ) -> bq::ExprId {
        match HANDLERS.iter().find(|(known, _)| *known == name) {
            Some((_, handler)) => handler(
                self,
                &Special {
                    id,
                    found,
                    args,
                    call,
                },
            ),
            None => self.refuse_expr(id, Code::RS1004, self.src.span(id), &[found.row.name]),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::HANDLERS;
    use crate::functions::{Target, all_rows};

    #[test]
    fn every_handler_of_the_table_exists() {
        let missing: Vec<String> = all_rows()
            .into_iter()
            .filter_map(|row| match row.unwrap().target {
                Target::Rust(name) if !HANDLERS.iter().any(|(known, _)| *known == name) => {
                    Some(name.to_owned())
                }
                Target::Rust(_) | Target::Template(_) | Target::Refused(_) => None,
            })
            .collect();
        assert!(missing.is_empty(), "no handler for {missing:?}");
    }
}
