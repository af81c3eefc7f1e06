//! CREATE VIEW and CREATE MATERIALIZED VIEW.
//!
//! `CREATE VIEW v AS SELECT … WITH NO SCHEMA BINDING` → `CREATE VIEW v AS SELECT …`
//! `CREATE MATERIALIZED VIEW m AUTO REFRESH YES AS …` → `CREATE MATERIALIZED VIEW m OPTIONS (enable_refresh = TRUE) AS …`

use super::super::Cx;
use super::super::names::{delete, insert};
use super::super::query::Place;
use crate::bigquery::statement as target;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::statement::{CreateMaterializedView, CreateView};
use crate::redshift::tree::{Body, From, JoinKind, QueryId, SetQuantifier};
use crate::span::Span;

impl Cx<'_> {
    /// CREATE VIEW.
    pub(super) fn create_view(&mut self, statement: &CreateView) -> Vec<target::Statement> {
        let mut edits = Vec::new();
        let name = self.new_table_path(&statement.name, false, &mut edits);
        edits.extend(
            statement
                .columns
                .iter()
                .filter_map(|column| self.column_edit(*column)),
        );
        if let Some(span) = statement.no_schema_binding {
            self.raise(
                Code::RS2701,
                span,
                &[
                    "BigQuery checks at once that what the view reads exists",
                    "create the tables first",
                ],
            );
            edits.push(delete(span));
        }
        let place = Place {
            named: statement.columns.is_empty(),
            ..Place::default()
        };
        let query = self.query_in(statement.query, place);
        let columns = statement
            .columns
            .iter()
            .map(|column| self.column_text(*column))
            .collect();
        self.one(
            edits,
            target::Node::CreateView(target::CreateView {
                materialized: false,
                or_replace: statement.or_replace,
                if_not_exists: false,
                name,
                columns,
                cluster_by: Vec::new(),
                options: Vec::new(),
                query,
            }),
        )
    }

    /// CREATE MATERIALIZED VIEW: BigQuery refreshes by itself unless it is told not to; Redshift the other way round.
    pub(super) fn create_materialized_view(
        &mut self,
        statement: &CreateMaterializedView,
    ) -> Vec<target::Statement> {
        let mut edits = Vec::new();
        let name = self.new_table_path(&statement.name, false, &mut edits);
        edits.extend(statement.columns_span.map(delete));
        let names = statement
            .columns
            .iter()
            .map(|column| self.ident(*column).into_owned())
            .collect();
        let query = self.query_in(statement.query, Place::relation(names));
        let columns = self.query_columns(statement.query);
        let at = self.before(statement.as_span);
        let attributes =
            self.table_attributes(&statement.attributes, &[], &columns, at, &mut edits);
        let refresh = attributes.auto_refresh.unwrap_or(false);
        let value = self.out.expr(
            bq::Expr::Literal(
                bq::Literal::Bool,
                if refresh { "TRUE" } else { "FALSE" }.into(),
            ),
            bq::Origin::New,
        );
        edits.push(insert(
            statement.as_span.start,
            vec![
                bq::Piece::Keyword("OPTIONS ("),
                bq::Piece::Text("enable_refresh".into()),
                bq::Piece::Keyword(" = "),
                bq::Piece::Node(bq::NodeRef::Expr(value)),
                bq::Piece::Text(")".into()),
                bq::Piece::Keyword(" "),
            ],
        ));
        if !self.is_maintained(statement.query) {
            self.raise(
            Code::RS2701,
            statement.name.span,
            &[
                "BigQuery maintains materialized views of a narrower kind of query",
                "where it rejects the query, add allow_non_incremental_definition and max_staleness, or make a table",
            ],
        );
        }
        self.one(
            edits,
            target::Node::CreateView(target::CreateView {
                materialized: true,
                or_replace: statement.or_replace,
                if_not_exists: statement.if_not_exists,
                name,
                columns: Vec::new(),
                cluster_by: attributes.cluster_by,
                options: vec![("enable_refresh", value)],
                query,
            }),
        )
    }

    /// Whether BigQuery maintains the query step by step: one SELECT over inner joins, without windows, DISTINCT and order.
    /// <https://cloud.google.com/bigquery/docs/materialized-views-create#supported-mvs>
    fn is_maintained(&self, query: QueryId) -> bool {
        let tree = self.src;
        let of = &tree.queries[query];
        let Body::Select(select) = &tree.bodies[of.body] else {
            return false;
        };
        let is_plain = |from: &From| match from {
            From::Table { .. } => true,
            From::Join { kind, .. } => *kind == JoinKind::Inner,
            From::Path { .. }
            | From::Query { .. }
            | From::Function { .. }
            | From::Unnest { .. }
            | From::UnpivotObject { .. }
            | From::Paren { .. }
            | From::Pivot(_)
            | From::Unpivot(_) => false,
        };
        let facts = self.facts.bodies.get(of.body);
        tree.queries.len() == 1
            && of.order_by.is_empty()
            && of.limit.is_none()
            && select.having.is_none()
            && select.qualify.is_none()
            && matches!(select.quantifier, SetQuantifier::None)
            && facts.is_some_and(|facts| !facts.windowed)
            && tree.froms.iter().all(|(_, from)| is_plain(from))
    }

    /// The end of the token before a range.
    fn before(&self, span: Span) -> u32 {
        self.tokens_in(Span::new(self.statement.span.start, span.start))
            .last()
            .map_or(span.start, |token| token.span.end)
    }
}
