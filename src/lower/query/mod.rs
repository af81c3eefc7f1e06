//! Queries: WITH, bodies, ORDER BY, LIMIT.
//!
//! `SELECT TOP 3 a FROM t ORDER BY a` → `SELECT a FROM t ORDER BY a NULLS LAST LIMIT 3`

mod connect_by;
mod distinct_on;
mod from;
mod group_by;
mod group_keys;
mod grouping_sets;
mod hidden;
mod items;
mod order;
mod outer_join;
mod outer_marks;
mod pivot;
mod select;
mod series;
mod set_operation;
mod stored_star;
mod super_keys;
mod system_view;
mod unnest;
mod unpivot_star;
mod window;

use super::Cx;
use super::expr::origin;
use super::names::{delete, insert, replace};
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::keyword::Keyword;
use crate::redshift::tree::{
    Body, BodyId, Cte, Expr, ExprId, Literal, Query, QueryId, Select, With,
};
use crate::resolve::Type;
use crate::span::Span;
pub(super) use connect_by::Kinship;

/// The largest LIMIT: BigQuery takes OFFSET only behind a LIMIT.
const NO_LIMIT: &str = "9223372036854775807";

/// What the place of a query asks of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Place {
    /// The order of its rows can be seen: of the outermost query, not of a derived table without LIMIT.
    pub ordered: bool,
    /// The names of its columns matter: a table, a view, a derived table.
    pub named: bool,
    /// Its columns get these names, by position.
    pub names: Vec<String>,
    /// Its columns are written to columns of these types, by position.
    pub types: Vec<Type>,
    /// Its rows are compared with a row, so that each is one value.
    pub rows: bool,
    /// It is one side of a set operation, where the other sides may give a NULL its type.
    pub in_set: bool,
    /// It may read itself: BigQuery takes the types of its columns from its first branch.
    pub recursive: bool,
}

impl Place {
    /// The outermost query of a statement.
    pub(super) fn outermost() -> Self {
        Self {
            ordered: true,
            ..Self::default()
        }
    }

    /// A query whose columns become those of a table, view or derived table.
    pub(super) fn relation(names: Vec<String>) -> Self {
        Self {
            named: true,
            names,
            ..Self::default()
        }
    }
}

impl Cx<'_> {
    /// A query inside an expression.
    pub(super) fn query(&mut self, id: QueryId) -> bq::QueryId {
        self.query_in(id, Place::default())
    }

    /// A query in its place.
    pub(super) fn query_in(&mut self, id: QueryId, place: Place) -> bq::QueryId {
        let query = &self.src.queries[id];
        let outer = self.in_query.replace(id);
        let mut edits = Vec::new();
        let (mut recursive, mut ctes) = match &query.with {
            Some(with) => self.with(with, &mut edits),
            None => (false, Vec::new()),
        };
        let outer_hierarchy = self.hierarchy.take();
        self.hierarchy_table(query);
        let limited =
            query.limit.is_some() || query.offset.is_some() || self.top_of(query).is_some();
        let outer_keys = std::mem::take(&mut self.group_keys);
        let sorted = (!query.order_by.is_empty()).then_some(query.body);
        let outer_sorted = std::mem::replace(&mut self.sorted_body, sorted);
        let body = self.body(query.body, &place, true);
        if let Some(keys) = self
            .select_of(query.body)
            .map(|select| self.group_keys_of(select))
        {
            self.group_keys = keys;
        }
        let outer_select = self.selects.replace(query.body);
        let outer_names = std::mem::replace(&mut self.renames, place.names.clone());
        let order_by = self.query_order(query, place.ordered || limited, &mut edits);
        self.selects = outer_select;
        self.renames = outer_names;
        self.sorted_body = outer_sorted;
        self.hierarchy = outer_hierarchy;
        self.put_hierarchies(query, &mut ctes, &mut recursive, &mut edits);
        self.group_keys = outer_keys;
        let (limit, offset) = self.limits(query, &mut edits);
        if let Some(span) = query.for_update {
            self.refuse(Code::RS1101, span, &["FOR UPDATE", "leave it out"]);
        }
        edits.sort_by_key(|edit| (edit.at.start, edit.at.end));
        self.in_query = outer;
        self.out.query(
            bq::Query {
                recursive,
                ctes,
                body,
                order_by,
                limit,
                offset,
            },
            origin(query.span, edits),
        )
    }

    /// WITH: whether it is recursive, and its tables.
    pub(super) fn with(
        &mut self,
        with: &With,
        edits: &mut Vec<bq::Edit>,
    ) -> (bool, Vec<(bq::Text, bq::QueryId)>) {
        let names_itself = |cte: &Cte| self.recursive.contains(&cte.query);
        let recursive = with.recursive || with.ctes.iter().any(names_itself);
        if recursive && !with.recursive {
            let keyword = self
                .tokens_in(with.span)
                .first()
                .map_or(with.span, |token| token.span);
            edits.push(insert(keyword.end, vec![bq::Piece::Keyword(" RECURSIVE")]));
        }
        let mut ctes = Vec::with_capacity(with.ctes.len());
        for cte in &with.ctes {
            let name = self.column_part(cte.name, edits);
            edits.extend(cte.columns_span.map(delete));
            let names = cte
                .columns
                .iter()
                .map(|column| self.ident(*column).into_owned())
                .collect();
            let place = Place {
                recursive,
                ..Place::relation(names)
            };
            let query = self.query_in(cte.query, place);
            ctes.push((name, query));
        }
        (recursive, ctes)
    }

    /// WITH before INSERT, UPDATE and DELETE: BigQuery has it in queries only, so its tables stand where they are read.
    pub(in crate::lower) fn with_before(&mut self, with: Option<&With>, edits: &mut Vec<bq::Edit>) {
        let Some(with) = with else { return };
        if with.recursive {
            self.refuse(
                Code::RS1801,
                with.span,
                &[
                    "WITH RECURSIVE before this statement",
                    "write the rows into a table first",
                ],
            );
            return;
        }
        let behind = Span::new(with.span.end, self.statement.span.end);
        let end = self
            .tokens_in(behind)
            .first()
            .map_or(with.span.end, |token| token.span.start);
        edits.push(delete(Span::new(with.span.start, end)));
        for cte in &with.ctes {
            let names = cte
                .columns
                .iter()
                .map(|column| self.ident(*column).into_owned())
                .collect();
            self.inlined.insert(cte.query, names);
        }
    }

    /// A body. `first` says that its columns name those of the query.
    pub(super) fn body(&mut self, id: BodyId, place: &Place, first: bool) -> bq::BodyId {
        let span = self.src.body_spans[id];
        match &self.src.bodies[id] {
            Body::Select(select) => self.select(id, select, place, first),
            Body::Query(query) => {
                let query = self.query_in(*query, place.clone());
                self.out
                    .body(bq::Body::Query(query), bq::Origin::Same(span))
            }
            Body::Values(rows) => self.values(id, rows, place),
            Body::SetOperation { inputs, ops } => self.set_operation(id, inputs, ops, place, first),
            Body::Placeholder => {
                let first = self.tokens_in(span).first();
                if first.is_some_and(|token| token.keyword == Keyword::Table) {
                    let help = "write SELECT * FROM before the name";
                    self.refuse(Code::RS1101, span, &["TABLE as a query", help]);
                }
                self.out
                    .body(bq::Body::Placeholder(span), bq::Origin::Same(span))
            }
        }
    }

    /// `VALUES (1, 'a'), (2, 'b')` → `SELECT 1 AS column1, 'a' AS column2 UNION ALL SELECT 2, 'b'`
    fn values(&mut self, id: BodyId, rows: &[Vec<ExprId>], place: &Place) -> bq::BodyId {
        let types = self.set_types(id, place);
        let mut selects = Vec::with_capacity(rows.len());
        for (number, row) in rows.iter().enumerate() {
            let mut items = Vec::with_capacity(row.len());
            for (index, value) in row.iter().enumerate() {
                let want = types.get(index).copied().unwrap_or_default();
                let name = match place.names.get(index) {
                    Some(name) => name.clone(),
                    None => format!("column{}", index + 1),
                };
                items.push(bq::SelectItem::Expr {
                    expr: self.set_column(*value, want),
                    alias: (number == 0).then(|| name.into()),
                });
            }
            let select = bq::Select {
                items,
                ..bq::Select::default()
            };
            selects.push(bq::Body::Select(Box::new(select)));
        }
        let origin = bq::Origin::From(self.src.body_spans[id]);
        match selects.len() {
            1 => match selects.pop() {
                Some(only) => self.out.body(only, origin),
                None => self
                    .out
                    .body(bq::Body::Placeholder(Span::default()), origin),
            },
            _several => {
                let bodies = selects
                    .into_iter()
                    .map(|select| self.out.body(select, bq::Origin::New))
                    .collect();
                self.out
                    .body(bq::Body::Set(bq::SetOp::UnionAll, bodies), origin)
            }
        }
    }

    /// LIMIT and OFFSET, with TOP of the query's own SELECT.
    fn limits(
        &mut self,
        query: &Query,
        edits: &mut Vec<bq::Edit>,
    ) -> (Option<bq::ExprId>, Option<bq::ExprId>) {
        let mut limit = None;
        if let Some(clause) = &query.limit {
            match clause.count {
                Some(count) if clause.fetch => {
                    let value = self.count(count);
                    let with = vec![
                        bq::Piece::Keyword("LIMIT "),
                        bq::Piece::Node(bq::NodeRef::Expr(value)),
                    ];
                    edits.push(bq::Edit {
                        at: clause.span,
                        with,
                    });
                    limit = Some(value);
                }
                Some(count) => limit = Some(self.count(count)),
                None if clause.fetch => {
                    edits.push(replace(clause.span, "LIMIT 1"));
                    limit = Some(self.integer(1));
                }
                None => edits.push(delete(clause.span)),
            }
        }
        if let Some(top) = self.top_of(query) {
            let count = top.count;
            let value = self.count(count);
            let with = vec![
                bq::Piece::Keyword(" LIMIT "),
                bq::Piece::Node(bq::NodeRef::Expr(value)),
            ];
            edits.push(insert(query.span.end, with));
            limit = Some(value);
        }
        let offset = query.offset.map(|offset| self.count(offset));
        if let (Some(span), None, true) = (query.offset_span, limit, offset.is_some()) {
            let all = self.integer(NO_LIMIT);
            let with = vec![
                bq::Piece::Keyword("LIMIT "),
                bq::Piece::Text(NO_LIMIT.into()),
                bq::Piece::Keyword(" "),
            ];
            edits.push(insert(span.start, with));
            limit = Some(all);
        }
        (limit, offset)
    }

    /// TOP of the SELECT that is the query's body.
    fn top_of(&self, query: &Query) -> Option<&crate::redshift::tree::Top> {
        match &self.src.bodies[query.body] {
            Body::Select(select) => select.top.as_ref(),
            Body::Query(_) | Body::Values(_) | Body::SetOperation { .. } | Body::Placeholder => {
                None
            }
        }
    }

    /// A count of rows: BigQuery takes an integer constant or a parameter, and no parentheses around it.
    fn count(&mut self, id: ExprId) -> bq::ExprId {
        let span = self.src.span(id);
        let mut inner = id;
        while let Expr::Paren(operand) = self.src.exprs[inner] {
            inner = operand;
        }
        if inner != id && matches!(self.src.exprs[inner], Expr::Literal(Literal::Integer)) {
            let number = self.text(self.src.span(inner)).to_owned();
            return self.respelt_literal(span, bq::Literal::Int64, number);
        }
        let is_constant = matches!(
            self.src.exprs[id],
            Expr::Literal(Literal::Integer) | Expr::Placeholder | Expr::Param
        );
        if !is_constant {
            self.refuse(
                Code::RS1101,
                span,
                &[
                    "a LIMIT, TOP or OFFSET that is not a constant",
                    "write the number",
                ],
            );
        }
        self.expr(id)
    }

    /// The SELECT that names the columns of a body.
    pub(super) fn first_select(&self, id: BodyId) -> Option<&Select> {
        match &self.src.bodies[id] {
            Body::Select(select) => Some(select),
            Body::SetOperation { inputs, .. } => self.first_select(*inputs.first()?),
            Body::Query(query) => self.first_select(self.src.queries[*query].body),
            Body::Values(_) | Body::Placeholder => None,
        }
    }

    /// The SELECT of a body, where it is one.
    pub(super) fn select_of(&self, id: BodyId) -> Option<&Select> {
        match &self.src.bodies[id] {
            Body::Select(select) => Some(select),
            Body::Query(_) | Body::Values(_) | Body::SetOperation { .. } | Body::Placeholder => {
                None
            }
        }
    }
}
