//! The order of the columns of UNPIVOT: Redshift gives the name before the value, BigQuery behind it.
//!
//! `SELECT * FROM t UNPIVOT (v FOR n IN (a, b))` → `SELECT * EXCEPT (v), v FROM t UNPIVOT (v FOR n IN (a, b))`

use super::super::Cx;
use super::super::names::{insert, quoted};
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::tree::{From, FromId, Ident, Select, SelectItem, Unpivot};
use crate::span::Span;

impl Cx<'_> {
    /// Puts the value column of UNPIVOT behind the others of a star.
    pub(super) fn unpivot_stars(
        &mut self,
        select: &Select,
        items: &mut Vec<bq::SelectItem>,
        edits: &mut Vec<bq::Edit>,
    ) {
        let Some((unpivot, alone)) = self.unpivot_of(&select.from) else {
            return;
        };
        let (value, alias) = (
            unpivot.value,
            unpivot.alias.as_ref().map(|alias| alias.name),
        );
        for (index, item) in select.items.iter().enumerate().rev() {
            let SelectItem::Star { qualifier, span } = item else {
                continue;
            };
            let last = qualifier
                .as_ref()
                .and_then(|name| name.parts.last().copied());
            let is_other =
                |last: Ident| alias.is_some_and(|alias| self.folded(alias) != self.folded(last));
            if last.is_some_and(is_other) {
                continue;
            }
            if !alone && last.is_none() || select.exclude.is_some() {
                let help = "list the columns";
                self.refuse(Code::RS1101, *span, &["this star over UNPIVOT", help]);
                return;
            }
            self.move_value(value, last, *span, edits);
            if let Some(bq::SelectItem::Star { except, .. }) = items.get_mut(index) {
                except.push(self.column_text(value));
            }
            let parts = last.into_iter().chain([value]);
            let parts = parts.map(|part| self.column_text(part)).collect();
            let column = bq::Expr::Column(bq::Name { parts });
            let expr = self.out.expr(column, bq::Origin::New);
            items.insert(index + 1, bq::SelectItem::Expr { expr, alias: None });
        }
    }

    /// The edit that says it: `* EXCEPT (v), v`.
    fn move_value(
        &self,
        value: Ident,
        qualifier: Option<Ident>,
        star: Span,
        edits: &mut Vec<bq::Edit>,
    ) {
        let name = quoted(&self.ident(value));
        let qualifier = qualifier.map_or_else(String::new, |qualifier| {
            format!("{}.", quoted(&self.ident(qualifier)))
        });
        edits.push(insert(
            star.end,
            vec![
                bq::Piece::Keyword(" EXCEPT"),
                bq::Piece::Text(format!(" ({name}), {qualifier}{name}").into()),
            ],
        ));
    }

    /// The first UNPIVOT in FROM, and whether nothing stands beside it.
    fn unpivot_of(&self, froms: &[FromId]) -> Option<(&Unpivot, bool)> {
        if let [only] = froms
            && let From::Unpivot(unpivot) = &self.src.froms[*only]
        {
            return Some((unpivot, true));
        }
        let mut open = froms.to_vec();
        while let Some(id) = open.pop() {
            match &self.src.froms[id] {
                From::Unpivot(unpivot) => return Some((unpivot, false)),
                From::Join { left, right, .. } => open.extend([*left, *right]),
                From::Paren { inner, .. } => open.push(*inner),
                From::Table { .. }
                | From::Path { .. }
                | From::Query { .. }
                | From::Function { .. }
                | From::Unnest { .. }
                | From::UnpivotObject { .. }
                | From::Pivot(_) => {}
            }
        }
        None
    }
}
