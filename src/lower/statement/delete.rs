//! DELETE.
//!
//! `DELETE FROM t USING s WHERE t.a = s.a` → `DELETE FROM t WHERE EXISTS (SELECT 1 FROM s WHERE t.a = s.a)`

use super::super::Cx;
use super::super::names::insert;
use crate::bigquery::statement as target;
use crate::bigquery::tree as bq;
use crate::redshift::statement::Delete;
use crate::span::Span;

impl Cx<'_> {
    /// DELETE.
    pub(super) fn delete(&mut self, statement: &Delete) -> Vec<target::Statement> {
        self.expressions_may_fail = true;
        let mut edits: Vec<bq::Edit> = self.table_edit(&statement.table).into_iter().collect();
        self.with_before(statement.with.as_ref(), &mut edits);
        if statement.from_keyword.is_none() {
            edits.push(insert(
                statement.table.span.start,
                vec![bq::Piece::Keyword("FROM ")],
            ));
        }
        let alias = self.target_alias(&statement.table, statement.alias, &mut edits);
        let selection = match statement.using_span {
            Some(using) => self.using(statement, using, &mut edits),
            None => self.selection(statement.selection, &mut edits),
        };
        self.one(
            edits,
            target::Node::Delete(target::Delete {
                table: self.table_name(&statement.table),
                alias,
                selection,
            }),
        )
    }

    /// USING is a query in EXISTS; its conditions stay together.
    fn using(&mut self, statement: &Delete, using: Span, edits: &mut Vec<bq::Edit>) -> bq::ExprId {
        let from = statement
            .using
            .iter()
            .map(|from| self.from(*from))
            .collect();
        let one = self.integer(1);
        let selection = statement
            .selection
            .map(|condition| self.condition(condition));
        let body = bq::Select {
            items: vec![bq::SelectItem::Expr {
                expr: one,
                alias: None,
            }],
            from,
            selection,
            ..bq::Select::default()
        };
        let end = statement.where_span.map_or(using.end, |clause| clause.end);
        let range = using.to(Span::new(end, end));
        let keyword = self
            .tokens_in(using)
            .first()
            .map_or(using, |token| token.span);
        // `USING s WHERE …` → `WHERE EXISTS (SELECT 1 FROM s WHERE …)`: the range keeps its text.
        let inner = vec![bq::Edit {
            at: keyword,
            with: vec![
                bq::Piece::Keyword("SELECT "),
                bq::Piece::Node(bq::NodeRef::Expr(one)),
                bq::Piece::Keyword(" FROM"),
            ],
        }];
        let body = self.out.body(
            bq::Body::Select(Box::new(body)),
            bq::Origin::Patch(range, inner),
        );
        let query = self.out.query_of(body, bq::Origin::Same(range));
        let wrap = vec![
            insert(range.start, vec![bq::Piece::Keyword("EXISTS (")]),
            insert(range.end, vec![bq::Piece::Text(")".into())]),
        ];
        let exists = self
            .out
            .expr(bq::Expr::Exists(query), bq::Origin::Patch(range, wrap));
        edits.push(insert(range.start, vec![bq::Piece::Keyword("WHERE ")]));
        exists
    }
}
