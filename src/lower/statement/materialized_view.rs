//! CREATE, REFRESH and ALTER MATERIALIZED VIEW.
//!
//! `CREATE MATERIALIZED VIEW m AUTO REFRESH YES AS …` → `CREATE MATERIALIZED VIEW m OPTIONS (enable_refresh = TRUE) AS …`
//! `REFRESH MATERIALIZED VIEW s.m` → `CALL BQ.REFRESH_MATERIALIZED_VIEW('s.m')`
//! `ALTER MATERIALIZED VIEW m AUTO REFRESH NO` → `ALTER MATERIALIZED VIEW m SET OPTIONS (enable_refresh = FALSE)`
//!
//! A query that BigQuery does not maintain step by step is computed as a whole, and may be as old as `max_staleness` says:
//! <https://cloud.google.com/bigquery/docs/materialized-views-create#non-incremental>

use super::super::Cx;
use super::super::names::{delete, insert};
use super::super::query::Place;
use crate::bigquery::children::for_each_child;
use crate::bigquery::names::{is_aggregate, is_volatile};
use crate::bigquery::statement as target;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::keyword::Keyword;
use crate::redshift::statement::{CreateMaterializedView, Other};
use crate::redshift::tree::{Body, From, JoinKind, QueryId, SetQuantifier};
use crate::resolve::{FromKind, TableKind};
use crate::span::Span;

/// The aggregates that BigQuery maintains step by step, as outputs of their own.
/// <https://cloud.google.com/bigquery/docs/materialized-views-create#supported-mvs>
const MAINTAINED: &[&str] = &[
    "ANY_VALUE",
    "APPROX_COUNT_DISTINCT",
    "ARRAY_AGG",
    "AVG",
    "BIT_AND",
    "BIT_OR",
    "BIT_XOR",
    "COUNT",
    "COUNTIF",
    "HLL_COUNT.INIT",
    "LOGICAL_AND",
    "LOGICAL_OR",
    "MAX",
    "MAX_BY",
    "MIN",
    "MIN_BY",
    "SUM",
];

/// The shortest `max_staleness` that BigQuery takes, in minutes.
const STALENESS: u32 = 30;

impl Cx<'_> {
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
        self.refuse_nested();
        self.refuse_temporary_tables();
        let query = self.query_in(statement.query, Place::relation(names));
        let columns = self.query_columns(statement.query);
        let at = self.before(statement.as_span);
        let attributes =
            self.table_attributes(&statement.attributes, &[], &columns, at, &mut edits);
        let refresh = self.bool_constant(attributes.auto_refresh.unwrap_or(false));
        let mut options: target::Options = vec![("enable_refresh", refresh)];
        if !self.is_maintained(statement.query, query) {
            let what = format!(
                "BigQuery computes this view as a whole, and what it shows may be {STALENESS} minutes old"
            );
            let help = "set max_staleness to what its readers may see, or make a table";
            self.raise(Code::RS2701, statement.name.span, &[&what, help]);
            options.push(("allow_non_incremental_definition", self.truth()));
            options.push(("max_staleness", self.staleness()));
        }
        edits.push(insert(statement.as_span.start, pieces(&options)));
        self.one(
            edits,
            target::Node::CreateView(target::CreateView {
                materialized: true,
                or_replace: statement.or_replace,
                if_not_exists: statement.if_not_exists,
                name,
                columns: Vec::new(),
                cluster_by: attributes.cluster_by,
                options,
                query,
            }),
        )
    }

    /// REFRESH MATERIALIZED VIEW: a system procedure, which takes the path as text.
    pub(super) fn refresh_materialized_view(
        &mut self,
        statement: &Other,
    ) -> Vec<target::Statement> {
        let Some(name) = &statement.name else {
            return Vec::new();
        };
        let path = self.table_name(name);
        if path.parts.len() < 2 {
            let what = "REFRESH of a view without its schema";
            let help = "write the schema, or set default_dataset in [names]";
            self.refuse(Code::RS1701, name.span, &[what, help]);
        }
        let cascade = statement.clauses.first();
        if let Some(clause) =
            cascade.filter(|clause| self.keyword_in(**clause, Keyword::Cascade).is_some())
        {
            let what = "CASCADE is left out: only this view is refreshed";
            self.raise(
                Code::RS2701,
                *clause,
                &[what, "refresh the views that it reads first"],
            );
        }
        let path = self.target_text(&path).replace('`', "");
        let view = self.string(&path);
        self.anew(target::Node::Call {
            name: bq::Name {
                parts: vec!["BQ".into(), "REFRESH_MATERIALIZED_VIEW".into()],
            },
            args: vec![view],
        })
    }

    /// ALTER MATERIALIZED VIEW … AUTO REFRESH; other changes are refused.
    pub(super) fn alter_materialized_view(&mut self, statement: &Other) -> Vec<target::Statement> {
        let (Some(name), [clause]) = (&statement.name, statement.clauses.as_slice()) else {
            self.refuse(
                Code::RS1002,
                self.statement.span,
                &[statement.kind.as_str()],
            );
            return Vec::new();
        };
        let on = self.keyword_in(*clause, Keyword::Yes).is_some();
        let is_refresh = self.keyword_in(*clause, Keyword::Refresh).is_some();
        if !is_refresh || (!on && self.keyword_in(*clause, Keyword::No).is_none()) {
            self.refuse(
                Code::RS1002,
                self.statement.span,
                &[statement.kind.as_str()],
            );
            return Vec::new();
        }
        let value = self.bool_constant(on);
        self.anew(target::Node::Alter(target::Alter {
            kind: "MATERIALIZED VIEW",
            if_exists: false,
            name: self.table_name(name),
            action: target::AlterAction::SetOptions(vec![("enable_refresh", value)]),
        }))
    }

    fn bool_constant(&mut self, value: bool) -> bq::ExprId {
        let text = if value { "TRUE" } else { "FALSE" };
        let literal = bq::Expr::Literal(bq::Literal::Bool, text.into());
        self.out.expr(literal, bq::Origin::New)
    }

    fn staleness(&mut self) -> bq::ExprId {
        let interval = bq::Expr::Interval {
            value: self.integer(STALENESS),
            from: bq::DatePart::Minute,
            to: None,
        };
        self.out.expr(interval, bq::Origin::New)
    }

    /// BigQuery has no materialized views over others.
    fn refuse_nested(&mut self) {
        let is_materialized = |kind: &FromKind| {
            let FromKind::Table(table) = kind else {
                return false;
            };
            let parts = table.schema.iter().chain([&table.name]);
            let parts: Vec<_> = parts.map(|part| part.as_str().into()).collect();
            let found = self.catalog.find(&parts);
            found.is_some_and(|(_, table)| table.kind == TableKind::MaterializedView)
        };
        let mut froms = self.src.froms.iter().map(|(id, _)| id);
        let nested = froms.find(|id| is_materialized(self.facts.from_kind(*id)));
        if let Some(id) = nested {
            let what = "a materialized view that reads another one";
            let help = "make one of them a view or a table";
            self.refuse(Code::RS1701, self.src.from_spans[id], &[what, help]);
        }
    }

    /// Whether BigQuery maintains the query step by step: one SELECT over inner joins of different tables, without windows,
    /// DISTINCT and order, whose aggregates are outputs of their own.
    fn is_maintained(&self, query: QueryId, lowered: bq::QueryId) -> bool {
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
            && !self.reads_twice()
            && self.outputs_are_maintained(lowered)
    }

    /// Whether a table stands twice in FROM.
    fn reads_twice(&self) -> bool {
        let tables: Vec<_> = self
            .src
            .froms
            .iter()
            .filter_map(|(id, _)| {
                let FromKind::Table(table) = self.facts.from_kind(id) else {
                    return None;
                };
                Some((&table.schema, &table.name))
            })
            .collect();
        let mut rest = tables.as_slice();
        while let [first, others @ ..] = rest {
            if others.contains(first) {
                return true;
            }
            rest = others;
        }
        false
    }

    fn outputs_are_maintained(&self, query: bq::QueryId) -> bool {
        let bq::Body::Select(select) = &self.out.bodies[self.out.queries[query].kind.body].kind
        else {
            return false;
        };
        let plain = |id: bq::ExprId| {
            let bq::Expr::Call(call) = &self.out.exprs[id].kind else {
                return false;
            };
            let bare = !call.distinct && call.order_by.is_empty() && call.over.is_none();
            let name = self.name_of(call);
            bare && MAINTAINED
                .iter()
                .any(|known| known.eq_ignore_ascii_case(&name))
        };
        let items = select.items.iter().all(|item| match item {
            bq::SelectItem::Expr { expr, .. } => {
                let of_aggregate = |call: &bq::Call| is_aggregate(&self.name_of(call));
                plain(*expr) || !self.holds(bq::NodeRef::Expr(*expr), &of_aggregate)
            }
            bq::SelectItem::Star { .. } => true,
            bq::SelectItem::Placeholder(_) => false,
        });
        let volatile = |call: &bq::Call| is_volatile(&self.name_of(call));
        items && !self.holds(bq::NodeRef::Query(query), &volatile)
    }

    /// Whether a call of this kind stands in a node; a query inside an expression counts too.
    fn holds(&self, node: bq::NodeRef, wanted: &dyn Fn(&bq::Call) -> bool) -> bool {
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            if let bq::NodeRef::Expr(id) = node
                && let bq::Expr::Call(call) = &self.out.exprs[id].kind
                && wanted(call)
            {
                return true;
            }
            for_each_child(&self.out, node, &mut |child, _| open.push(child));
        }
        false
    }

    fn name_of(&self, call: &bq::Call) -> String {
        let parts: Vec<&str> = call
            .name
            .iter()
            .map(|part| match part {
                bq::Text::Source(span) => self.text(*span),
                bq::Text::Own(text) => text.as_ref(),
            })
            .collect();
        parts.join(".")
    }

    /// The end of the token before a range.
    fn before(&self, span: Span) -> u32 {
        self.tokens_in(Span::new(self.statement.span.start, span.start))
            .last()
            .map_or(span.start, |token| token.span.end)
    }
}

/// `OPTIONS (a = 1, b = 2) ` as text of an edit.
fn pieces(options: &target::Options) -> Vec<bq::Piece> {
    let mut pieces = vec![bq::Piece::Keyword("OPTIONS (")];
    for (index, (name, value)) in options.iter().enumerate() {
        if index > 0 {
            pieces.push(bq::Piece::Text(", ".into()));
        }
        pieces.push(bq::Piece::Text((*name).into()));
        pieces.push(bq::Piece::Keyword(" = "));
        pieces.push(bq::Piece::Node(bq::NodeRef::Expr(*value)));
    }
    pieces.push(bq::Piece::Text(") ".into()));
    pieces
}
