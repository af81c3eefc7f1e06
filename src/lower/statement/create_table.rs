//! CREATE TABLE and CREATE TABLE AS.
//!
//! `CREATE TABLE t (id INT NOT NULL ENCODE az64, PRIMARY KEY (id)) DISTKEY (id)` →
//! `CREATE TABLE t (id INT64 NOT NULL, PRIMARY KEY (id) NOT ENFORCED)`
//!
//! <https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_TABLE_NEW.html>

mod column;
mod constraint;
mod default;

use super::super::Cx;
use super::super::names::{delete, insert};
use super::super::query::Place;
use super::table_attributes::KnownColumn;
use crate::bigquery::statement as target;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::keyword::Keyword;
use crate::redshift::statement::{ColumnAttributeKind, CreateTable, CreateTableAs, TableElement};
use crate::redshift::tree::{Ident, Name, QueryId};
use crate::resolve::Type;
use crate::span::Span;

impl Cx<'_> {
    /// CREATE TABLE with columns.
    pub(super) fn create_table(&mut self, statement: &CreateTable) -> Vec<target::Statement> {
        let mut edits = Vec::new();
        let temporary = self.temporary(statement.temporary, &statement.name, &mut edits);
        let name = self.new_table_path(&statement.name, temporary, &mut edits);
        let like = self.like(statement, &mut edits);
        let elements = if like.is_some() {
            Vec::new()
        } else {
            self.elements(statement, &mut edits)
        };
        let columns = self.known_columns(statement);
        let keys = column_keys(statement);
        let attributes = self.table_attributes(
            &statement.attributes,
            &keys,
            &columns,
            statement.elements_span.end,
            &mut edits,
        );
        self.one(
            edits,
            target::Node::CreateTable(target::CreateTable {
                or_replace: false,
                temporary,
                if_not_exists: statement.if_not_exists,
                name,
                elements,
                like,
                cluster_by: attributes.cluster_by,
                options: Vec::new(),
                query: None,
            }),
        )
    }

    /// CREATE TABLE AS.
    pub(super) fn create_table_as(&mut self, statement: &CreateTableAs) -> Vec<target::Statement> {
        let mut edits = Vec::new();
        let temporary = self.temporary(statement.temporary, &statement.name, &mut edits);
        let name = self.new_table_path(&statement.name, temporary, &mut edits);
        edits.extend(statement.columns_span.map(delete));
        if let Some(span) = statement.with_data {
            if self.keyword_in(span, Keyword::No).is_some() {
                self.refuse(
                    Code::RS1701,
                    span,
                    &["WITH NO DATA", "add LIMIT 0 to the query"],
                );
            }
            edits.push(delete(span));
        }
        self.expressions_may_fail = true;
        let names = statement
            .columns
            .iter()
            .map(|column| self.ident(*column).into_owned())
            .collect();
        let query = self.query_in(statement.query, Place::relation(names));
        let columns = self.query_columns(statement.query);
        let attributes = self.table_attributes(
            &statement.attributes,
            &[],
            &columns,
            statement.as_span.start,
            &mut edits,
        );
        self.one(
            edits,
            target::Node::CreateTable(target::CreateTable {
                or_replace: false,
                temporary,
                if_not_exists: statement.if_not_exists,
                name,
                elements: Vec::new(),
                like: None,
                cluster_by: attributes.cluster_by,
                options: Vec::new(),
                query: Some(query),
            }),
        )
    }

    /// TEMP, also of a `#name`; LOCAL has no place in BigQuery.
    fn temporary(
        &mut self,
        temporary: Option<Span>,
        name: &Name,
        edits: &mut Vec<bq::Edit>,
    ) -> bool {
        let hash = name
            .parts
            .last()
            .is_some_and(|part| self.folded(*part).starts_with('#'));
        match temporary {
            Some(span) => {
                edits.extend(self.keyword_in(span, Keyword::Local).map(delete));
                true
            }
            None if hash => {
                let create = self
                    .tokens_in(self.statement.span)
                    .first()
                    .map_or(self.statement.span, |token| token.span);
                edits.push(insert(create.end, vec![bq::Piece::Keyword(" TEMP")]));
                true
            }
            None => false,
        }
    }

    /// The output columns of a query, as far as they are known.
    pub(super) fn query_columns(&self, query: QueryId) -> Vec<KnownColumn> {
        self.facts
            .outputs(query)
            .unwrap_or_default()
            .iter()
            .map(|column| KnownColumn {
                name: super::super::names::column_name(column).unwrap_or_default(),
                ty: column.ty,
                collated: false,
            })
            .collect()
    }

    fn known_columns(&self, statement: &CreateTable) -> Vec<KnownColumn> {
        statement
            .elements
            .iter()
            .filter_map(|element| match element {
                TableElement::Column(column) => Some(KnownColumn {
                    name: self.ident(column.name).into_owned(),
                    ty: Type::from_data_type(self.source, &column.ty),
                    collated: column.attributes.iter().any(|attribute| {
                        matches!(attribute.kind, ColumnAttributeKind::Collate(true))
                    }),
                }),
                TableElement::Constraint(_)
                | TableElement::Like { .. }
                | TableElement::Placeholder(_) => None,
            })
            .collect()
    }

    /// `(LIKE parent)` alone is BigQuery's `LIKE parent`.
    fn like(&mut self, statement: &CreateTable, edits: &mut Vec<bq::Edit>) -> Option<bq::Name> {
        let [
            TableElement::Like {
                parent,
                including_defaults,
                span,
            },
        ] = statement.elements.as_slice()
        else {
            return None;
        };
        if *including_defaults != Some(true) {
            self.raise(
                Code::RS2701,
                *span,
                &[
                    "LIKE copies the defaults of the columns too",
                    "drop them with ALTER COLUMN … DROP DEFAULT",
                ],
            );
        }
        let name = self.table_name(parent);
        let text = self.target_text(&name);
        edits.push(bq::Edit {
            at: statement.elements_span,
            with: vec![bq::Piece::Keyword("LIKE "), bq::Piece::Text(text.into())],
        });
        Some(name)
    }

    fn elements(
        &mut self,
        statement: &CreateTable,
        edits: &mut Vec<bq::Edit>,
    ) -> Vec<target::TableElement> {
        let spans: Vec<Span> = statement.elements.iter().map(element_span).collect();
        let mut kept = Vec::with_capacity(spans.len());
        for (index, element) in statement.elements.iter().enumerate() {
            let lowered = match element {
                TableElement::Column(column) => Some(target::TableElement::Column(
                    self.column_definition(column, edits),
                )),
                TableElement::Constraint(constraint) => {
                    let mut own = Vec::new();
                    let lowered = self.table_constraint(constraint, &mut own);
                    if lowered.is_some() {
                        edits.extend(own);
                    }
                    lowered
                }
                TableElement::Like { span, .. } => {
                    self.refuse(
                        Code::RS1701,
                        *span,
                        &["LIKE beside columns", "spell the columns out"],
                    );
                    None
                }
                TableElement::Placeholder(span) => Some(target::TableElement::Placeholder(*span)),
            };
            match lowered {
                Some(lowered) => kept.push(lowered),
                None => edits.push(delete(with_comma(&spans, index))),
            }
        }
        kept
    }
}

/// The range of an element with the comma that goes with it.
fn with_comma(spans: &[Span], index: usize) -> Span {
    let span = spans.get(index).copied().unwrap_or_default();
    match index.checked_sub(1).and_then(|before| spans.get(before)) {
        Some(before) => Span::new(before.end, span.end),
        None => spans
            .get(index + 1)
            .map_or(span, |next| Span::new(span.start, next.start)),
    }
}

fn element_span(element: &TableElement) -> Span {
    match element {
        TableElement::Column(column) => column.span,
        TableElement::Constraint(constraint) => constraint.span,
        TableElement::Like { span, .. } | TableElement::Placeholder(span) => *span,
    }
}

/// The columns that bear SORTKEY themselves.
fn column_keys(statement: &CreateTable) -> Vec<Ident> {
    statement
        .elements
        .iter()
        .filter_map(|element| match element {
            TableElement::Column(column)
                if column
                    .attributes
                    .iter()
                    .any(|attribute| matches!(attribute.kind, ColumnAttributeKind::SortKey)) =>
            {
                Some(column.name)
            }
            TableElement::Column(_)
            | TableElement::Constraint(_)
            | TableElement::Like { .. }
            | TableElement::Placeholder(_) => None,
        })
        .collect()
}
