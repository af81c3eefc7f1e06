//! INSERT.
//!
//! `INSERT INTO t WITH c AS (…) SELECT …` stays; values take the types of their columns: `VALUES ('5')` into an INTEGER → `VALUES (5)`;
//! fewer values than columns get a list: `INSERT INTO t SELECT a FROM s` → `INSERT INTO t (a) SELECT a FROM s`

use super::super::Cx;
use super::super::expr::{Side, needs_cast};
use super::super::names::{delete, insert};
use super::super::query::Place;
use super::super::types::is_numeric;
use crate::bigquery::statement as target;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::statement::{Insert, InsertSource};
use crate::redshift::tree::{Body, Expr, ExprId, Literal, QueryId};
use crate::resolve::Type;
use crate::span::Span;

impl Cx<'_> {
    /// INSERT.
    pub(super) fn insert(&mut self, statement: &Insert) -> Vec<target::Statement> {
        self.expressions_may_fail = true;
        let mut edits: Vec<bq::Edit> = self.table_edit(&statement.table).into_iter().collect();
        self.with_before(statement.with.as_ref(), &mut edits);
        edits.extend(
            statement
                .columns
                .iter()
                .filter_map(|column| self.column_edit(*column)),
        );
        let table = self.table_name(&statement.table);
        let mut columns: Vec<bq::Text> = statement
            .columns
            .iter()
            .map(|column| self.column_text(*column))
            .collect();
        if let Some(first) = self.first_columns(statement) {
            let quoted: Vec<String> = first
                .iter()
                .map(|name| super::super::names::quoted(name))
                .collect();
            let list = format!(" ({})", quoted.join(", "));
            edits.push(insert(
                statement.table.span.end,
                vec![bq::Piece::Text(list.into())],
            ));
            columns = first.into_iter().map(bq::Text::from).collect();
        }
        let source = match &statement.source {
            InsertSource::DefaultValues(span) => {
                return self.default_values(statement, *span, table, edits);
            }
            InsertSource::Query(query) => self.insert_source(*query),
        };
        self.one(
            edits,
            target::Node::Insert(target::Insert {
                table,
                columns,
                source,
            }),
        )
    }

    /// The columns that receive values, where there are fewer values than columns: Redshift takes the first ones, BigQuery
    /// wants them named.
    fn first_columns(&self, statement: &Insert) -> Option<Vec<String>> {
        let InsertSource::Query(query) = statement.source else {
            return None;
        };
        if !statement.columns.is_empty() {
            return None;
        }
        let given = self.facts.outputs(query)?.len();
        let columns = self.facts.target.as_ref()?.columns.all()?;
        if given == 0 || given >= columns.len() {
            return None;
        }
        let first = columns.iter().take(given);
        first.map(super::super::names::column_name).collect()
    }

    fn insert_source(&mut self, query: QueryId) -> target::InsertSource {
        let body = self.src.queries[query].body;
        if let Body::Values(rows) = &self.src.bodies[body] {
            let rows = rows.iter().map(|row| self.inserted_row(row)).collect();
            return target::InsertSource::Values(rows);
        }
        let place = Place {
            types: self.received_types(),
            ..Place::default()
        };
        target::InsertSource::Query(self.query_in(query, place))
    }

    /// A row of VALUES, each value brought to the type of its column.
    fn inserted_row(&mut self, row: &[ExprId]) -> Vec<bq::ExprId> {
        let types = self.received_types();
        row.iter()
            .enumerate()
            .map(|(index, value)| {
                let want = types.get(index).copied().unwrap_or_default();
                self.stored(*value, want)
            })
            .collect()
    }

    /// The types of the columns that are written, in order; empty where they are not known.
    fn received_types(&self) -> Vec<Type> {
        self.facts
            .target
            .as_ref()
            .and_then(|target| target.receives.as_ref())
            .map(|columns| columns.iter().map(|column| column.ty).collect())
            .unwrap_or_default()
    }

    /// A value for a column: BigQuery itself coerces a decimal constant to a column that can hold one, neither a BIGNUMERIC
    /// to a NUMERIC nor a string to BYTES.
    pub(in crate::lower) fn stored(&mut self, value: ExprId, want: Type) -> bq::ExprId {
        let ty = self.type_of(value);
        let takes_decimals = !want.is_known() || want.is_decimal() || want.is_float();
        if ty.is_decimal() && takes_decimals && self.exact_constant_is_plain(value) {
            return self.expr(value);
        }
        let stored = self.branch(value, want);
        let is_column = matches!(self.src.exprs[value], Expr::Column(_));
        let shrinks = is_column && is_big(ty) && is_decimal_but_not_big(want);
        let is_text_of_bytes = ty == Type::UnknownLiteral && want == Type::Varbyte;
        match self.target_type(want) {
            Some(target) if shrinks || is_text_of_bytes => self.cast_to(stored, target),
            _other => stored,
        }
    }

    /// The same for a column of a star.
    pub(in crate::lower) fn stored_column(&mut self, side: Side, want: Type) -> bq::ExprId {
        let stored = self.assigned(side, want, Span::default());
        match self.target_type(want) {
            Some(target) if is_big(side.ty) && is_decimal_but_not_big(want) => {
                self.cast_to(stored, target)
            }
            _other => stored,
        }
    }

    /// Whether a column cannot be stored in one of another type as it is.
    pub(in crate::lower) fn changes_when_stored(&self, ty: Type, want: Type) -> bool {
        needs_cast(ty, want) || is_big(ty) && is_decimal_but_not_big(want)
    }

    fn exact_constant_is_plain(&self, value: ExprId) -> bool {
        matches!(self.src.exprs[value], Expr::Literal(Literal::Decimal))
    }

    /// BigQuery has no DEFAULT VALUES: every column gets DEFAULT.
    fn default_values(
        &mut self,
        statement: &Insert,
        span: Span,
        table: bq::Name,
        mut edits: Vec<bq::Edit>,
    ) -> Vec<target::Statement> {
        let names: Option<Vec<String>> = self
            .facts
            .target
            .as_ref()
            .and_then(|target| target.columns.all())
            .map(|columns| {
                columns
                    .iter()
                    .filter_map(super::super::names::column_name)
                    .collect()
            });
        let Some(names) = names else {
            let name = self.text(statement.table.span);
            self.refuse(Code::RS1102, span, &["DEFAULT VALUES", name]);
            return Vec::new();
        };
        let quoted: Vec<String> = names
            .iter()
            .map(|name| super::super::names::quoted(name))
            .collect();
        let defaults = vec!["DEFAULT"; names.len()].join(", ");
        edits.push(delete(span));
        let text = format!("({}) VALUES ({defaults})", quoted.join(", "));
        edits.push(insert(span.end, vec![bq::Piece::Text(text.into())]));
        let row = names
            .iter()
            .map(|_| self.out.expr(bq::Expr::Default, bq::Origin::New))
            .collect();
        self.one(
            edits,
            target::Node::Insert(target::Insert {
                table,
                columns: names.into_iter().map(bq::Text::from).collect(),
                source: target::InsertSource::Values(vec![row]),
            }),
        )
    }
}

/// A decimal that is BIGNUMERIC in BigQuery.
fn is_big(ty: Type) -> bool {
    matches!(ty, Type::Decimal { precision, scale } if !is_numeric(precision, scale))
}

fn is_decimal_but_not_big(ty: Type) -> bool {
    ty.is_decimal() && !is_big(ty)
}
