//! DISTINCT ON, which scripts bring from PostgreSQL: the first row of each group by the order of the query.
//!
//! `SELECT DISTINCT ON (a) a, b FROM t ORDER BY a, b DESC` →
//! `SELECT a, b FROM t QUALIFY ROW_NUMBER() OVER (PARTITION BY a ORDER BY a NULLS LAST, b DESC NULLS FIRST) = 1 ORDER BY …`

use super::super::Cx;
use super::super::names::{delete, insert};
use crate::bigquery::tree as bq;
use crate::redshift::keyword::Keyword;
use crate::redshift::tree::{BodyId, Expr, ExprId, Literal, OrderItem, Select, SelectItem, Tree};
use crate::span::Span;

impl Cx<'_> {
    /// The condition that keeps the first rows, with the edits of the text.
    pub(super) fn distinct_on(
        &mut self,
        id: BodyId,
        select: &Select,
        edits: &mut Vec<bq::Edit>,
    ) -> Option<bq::ExprId> {
        let last = select.distinct_on.last()?;
        let clause = self.distinct_on_span(select, *last);
        edits.push(delete(clause));
        let partition_by = select
            .distinct_on
            .iter()
            .map(|key| {
                let key = self.numbered(select, *key);
                self.row_key(select, key)
            })
            .collect();
        let src = self.src;
        let order_by = order_of(src, id)
            .iter()
            .map(|item| {
                self.refuse_order(item.expr);
                let key = self.row_key(select, item.expr);
                // The window is printed anew, so the edits of the query's own items are of no use here.
                self.order_item(item, key, true, &mut Vec::new())
            })
            .collect();
        let number = self.out.expr(
            bq::Expr::Call(Box::new(bq::Call {
                name: vec!["ROW_NUMBER".into()],
                over: Some(bq::Window {
                    base: None,
                    partition_by,
                    order_by,
                    frame: None,
                }),
                ..bq::Call::default()
            })),
            bq::Origin::New,
        );
        let one = self.integer(1);
        let first = self.out.expr(
            bq::Expr::Compare(bq::CompareOp::Eq, number, one),
            bq::Origin::New,
        );
        edits.push(insert(
            self.src.body_spans[id].end,
            vec![
                bq::Piece::Keyword(" QUALIFY "),
                bq::Piece::Node(bq::NodeRef::Expr(first)),
            ],
        ));
        Some(first)
    }

    /// From DISTINCT to the parenthesis that closes its list.
    fn distinct_on_span(&self, select: &Select, last: ExprId) -> Span {
        let from = Span::new(select.select_span.end, self.src.span(last).start);
        let start = self
            .keyword_in(from, Keyword::Distinct)
            .map_or(from.start, |word| word.start);
        let end = self.src.span(last).end;
        let close = self
            .tokens_in(Span::new(end, self.statement.span.end))
            .iter()
            .find(|token| self.text(token.span) == ")")
            .map_or(end, |token| token.span.end);
        Span::new(start, close)
    }

    /// `DISTINCT ON (1)` is by the first item.
    fn numbered(&self, select: &Select, key: ExprId) -> ExprId {
        let Expr::Literal(Literal::Integer) = self.src.exprs[key] else {
            return key;
        };
        let number = self.text(self.src.span(key)).parse::<usize>();
        let item = number.ok().and_then(|number| number.checked_sub(1));
        match item.and_then(|item| select.items.get(item)) {
            Some(SelectItem::Expr { expr, .. }) => *expr,
            Some(SelectItem::Star { .. } | SelectItem::Placeholder(_)) | None => key,
        }
    }

    /// A key as an expression over the rows: a number or an alias is written out.
    fn row_key(&mut self, select: &Select, key: ExprId) -> bq::ExprId {
        let meant = self.meant_by(select, key);
        let value = self.expr(meant);
        let kind = self.out.exprs[value].kind.clone();
        self.out.expr(kind, bq::Origin::From(self.src.span(meant)))
    }
}

/// ORDER BY of the query whose body this is.
fn order_of(tree: &Tree, body: BodyId) -> &[OrderItem] {
    tree.queries
        .iter()
        .find(|(_, query)| query.body == body)
        .map_or(&[], |(_, query)| query.order_by.as_slice())
}
