//! A star whose columns are stored in columns of other types, where Redshift casts by itself.
//!
//! `INSERT INTO t SELECT * FROM s` → `INSERT INTO t SELECT id, CAST(total AS NUMERIC) FROM s`

use super::super::Cx;
use super::super::expr::Side;
use super::super::names::quoted;
use super::Place;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::tree::{From, Select, SelectItem};

impl Cx<'_> {
    /// The columns of a star, each brought to the type of its place; `None` where the star can stay.
    pub(super) fn stored_star(
        &mut self,
        select: &Select,
        place: &Place,
        edits: &mut Vec<bq::Edit>,
    ) -> Option<Vec<bq::SelectItem>> {
        let [SelectItem::Star { span, .. }] = select.items.as_slice() else {
            return None;
        };
        if place.types.is_empty() {
            return None;
        }
        let columns = self.facts.star_columns(self.src, select)?;
        let changes = |(index, want): (usize, &crate::resolve::Type)| {
            let found = columns.get(index);
            found.is_some_and(|found| self.changes_when_stored(found.column.ty, *want))
        };
        if columns.len() != place.types.len() || !place.types.iter().enumerate().any(changes) {
            return None;
        }
        let names: Option<Vec<(String, crate::resolve::Type)>> = columns
            .iter()
            .map(|found| Some((found.column.spelling()?.to_owned(), found.column.ty)))
            .collect();
        let is_join = |from: &crate::redshift::tree::FromId| {
            matches!(
                self.src.froms[*from],
                From::Join { .. } | From::Paren { .. }
            )
        };
        let is_one = matches!(select.from.as_slice(), [from] if !is_join(from));
        let names = names.filter(|_| is_one && select.exclude.is_none());
        let Some(names) = names else {
            let help = "list the columns";
            self.refuse(
                Code::RS1101,
                *span,
                &["a star whose columns are cast", help],
            );
            return None;
        };
        let mut pieces = Vec::new();
        let mut items = Vec::new();
        for ((name, ty), want) in names.into_iter().zip(&place.types) {
            if !items.is_empty() {
                pieces.push(bq::Piece::Text(", ".into()));
            }
            let column = bq::Expr::Column(bq::Name {
                parts: vec![name.clone().into()],
            });
            let value = self.out.expr(column, bq::Origin::New);
            let side = Side {
                value,
                ty,
                source: None,
            };
            let expr = self.stored_column(side, *want);
            pieces.push(bq::Piece::Node(bq::NodeRef::Expr(expr)));
            let alias = (place.named && expr != value).then(|| {
                pieces.push(bq::Piece::Keyword(" AS "));
                pieces.push(bq::Piece::Text(quoted(&name).into()));
                name.into()
            });
            items.push(bq::SelectItem::Expr { expr, alias });
        }
        edits.push(bq::Edit {
            at: *span,
            with: pieces,
        });
        Some(items)
    }
}
