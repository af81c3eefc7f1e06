//! Calls that keep their text but for the name, and the clauses of aggregates and windows.
//!
//! `nvl( a, 0 )` → `coalesce( a, 0 )`, `FIRST_VALUE(a) IGNORE NULLS OVER (…)` → `FIRST_VALUE(a IGNORE NULLS) OVER (…)`

use super::super::Cx;
use super::super::names::{delete, insert};
use crate::bigquery::template::Template;
use crate::bigquery::tree as bq;
use crate::functions::{Match, Param};
use crate::redshift::tree::{Call, CallForm, ExprId, SetQuantifier};
use crate::resolve::Type;

impl Cx<'_> {
    /// The call under the name of its template, where that is a plain call of the same arguments.
    pub(super) fn rename(
        &mut self,
        id: ExprId,
        template: &Template,
        found: Match,
        args: &[ExprId],
        call: &Call,
    ) -> Option<bq::ExprId> {
        let plain =
            matches!(call.form, CallForm::Plain | CallForm::Bare) && call.within_group.is_empty();
        let names = found.row.params.iter().map(|param| param.name);
        let name = template.renames(names, args.len(), call.star)?;
        if !plain {
            return None;
        }
        let span = self.src.span(id);
        let result = self.type_of(id);
        let mut edits = Vec::new();
        if !self.text(call.name.span).eq_ignore_ascii_case(name) {
            edits.push(bq::Edit {
                at: call.name.span,
                with: vec![bq::Piece::Keyword(name)],
            });
        }
        if call.form == CallForm::Bare && !is_bare(name) {
            edits.push(insert(
                call.name.span.end,
                vec![bq::Piece::Text("()".into())],
            ));
        }
        if let SetQuantifier::All(all) = call.quantifier {
            edits.push(delete(all));
        }
        let ignore_nulls = self.null_treatment(call, found.row.name, &mut edits);
        let target_args = if call.star {
            vec![bq::Arg::Star]
        } else {
            let wanted = &found.row.params;
            args.iter()
                .enumerate()
                .map(|(index, arg)| {
                    bq::Arg::Expr(match wanted.get(index).or(wanted.last()) {
                        Some(param) => self.argument(*arg, param, found, result),
                        None => self.expr(*arg),
                    })
                })
                .collect()
        };
        let order_by = self.order_by(&call.order_by, true, &mut edits);
        let over = call.over.as_ref().map(|over| {
            let function = found.row.name;
            self.window(&over.window, function, &mut edits)
        });
        edits.sort_by_key(|edit| (edit.at.start, edit.at.end));
        Some(self.patched(
            span,
            edits,
            bq::Expr::Call(Box::new(bq::Call {
                name: name.split('.').map(bq::Text::from).collect(),
                distinct: matches!(call.quantifier, SetQuantifier::Distinct(_)),
                args: target_args,
                ignore_nulls,
                order_by,
                limit: None,
                over,
            })),
        ))
    }

    /// An argument of a call that keeps its text.
    fn argument(&mut self, arg: ExprId, param: &Param, found: Match, result: Type) -> bq::ExprId {
        // COALESCE and its kin bring all arguments to one type: that of the call.
        if super::call::is_branch(found, param.name) {
            return self.choice(arg, result);
        }
        let own = self.type_of(arg);
        // BigQuery's CONCAT alone takes what is no text, and writes it in its own way.
        if found.row.name == "concat" {
            let span = self.src.span(arg);
            self.say_reading(span, "concat", "what CONCAT joins", &[own]);
        }
        let want = crate::functions::cast_type(&param.ty, own)
            .unwrap_or_else(|| super::call::wanted(&param.ty));
        self.branch(arg, want)
    }

    /// IGNORE NULLS stands inside the parentheses in BigQuery.
    fn null_treatment(
        &mut self,
        call: &Call,
        name: &str,
        edits: &mut Vec<bq::Edit>,
    ) -> Option<bool> {
        let nulls = call.nulls?;
        // LAG and LEAD respect NULLs, and BigQuery rejects the words there.
        if matches!(name, "lag" | "lead") {
            edits.push(delete(nulls.span));
            return None;
        }
        if !nulls.inside {
            let words = if nulls.ignore {
                " IGNORE NULLS"
            } else {
                " RESPECT NULLS"
            };
            edits.push(insert(call.close.start, vec![bq::Piece::Keyword(words)]));
            edits.push(delete(nulls.span));
        }
        Some(nulls.ignore)
    }

    /// The window of a call that is made anew.
    pub(in crate::lower) fn over(&mut self, call: &Call, found: Match) -> Option<bq::Window> {
        let over = call.over.as_ref()?;
        let mut edits = Vec::new();
        Some(self.window(&over.window, found.row.name, &mut edits))
    }
}

/// The functions of BigQuery that stand without parentheses too.
fn is_bare(name: &str) -> bool {
    matches!(
        name,
        "CURRENT_DATE" | "CURRENT_TIME" | "CURRENT_TIMESTAMP" | "CURRENT_DATETIME"
    )
}
