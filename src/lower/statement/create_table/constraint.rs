//! Constraints of tables: keys are declared NOT ENFORCED, the others have no counterpart.

use super::column::not_enforced;
use crate::bigquery::statement as target;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::lower::Cx;
use crate::lower::names::delete;
use crate::redshift::statement::{TableConstraint, TableConstraintKind};
use crate::redshift::tree::Ident;
use crate::span::Span;

impl Cx<'_> {
    /// A constraint, or `None` where it is left out.
    pub(in crate::lower) fn table_constraint(
        &mut self,
        constraint: &TableConstraint,
        edits: &mut Vec<bq::Edit>,
    ) -> Option<target::TableElement> {
        let span = constraint.span;
        match (constraint.name, &constraint.kind) {
            // BigQuery names foreign keys only.
            (Some(name), TableConstraintKind::PrimaryKey(_)) => {
                edits.push(delete(Span::new(span.start, name.span.end)));
            }
            (Some(name), _) => edits.extend(self.column_edit(name)),
            (None, _) => {}
        }
        match &constraint.kind {
            TableConstraintKind::PrimaryKey(columns) => {
                edits.push(not_enforced(span));
                Some(target::TableElement::PrimaryKey(
                    self.key_columns(columns, edits),
                ))
            }
            TableConstraintKind::ForeignKey {
                columns,
                table,
                references,
            } => {
                if references.is_empty() {
                    self.raise(
                        Code::RS5004,
                        span,
                        &["a foreign key that does not name its columns", "name them"],
                    );
                    return None;
                }
                edits.extend(self.reference_actions(span, references));
                edits.push(not_enforced(span));
                let columns = self.key_columns(columns, edits);
                edits.extend(self.table_edit(table));
                let references = self.key_columns(references, edits);
                Some(target::TableElement::ForeignKey {
                    name: constraint.name.map(|name| self.column_text(name)),
                    columns,
                    table: self.table_name(table),
                    references,
                })
            }
            TableConstraintKind::Unique(_) => {
                self.raise(
                    Code::RS5004,
                    span,
                    &["UNIQUE", "BigQuery has no such constraint"],
                );
                None
            }
            TableConstraintKind::Check(_) => {
                self.refuse(
                    Code::RS1701,
                    span,
                    &["CHECK", "check the values when they are written"],
                );
                None
            }
        }
    }

    /// `ON DELETE CASCADE`, `MATCH FULL` and the like behind the columns of a reference: no key is enforced, so nothing happens.
    pub(super) fn reference_actions(&mut self, span: Span, columns: &[Ident]) -> Option<bq::Edit> {
        let last = columns.last()?;
        let behind = Span::new(last.span.end, span.end);
        let mut tokens = self.tokens_in(behind).iter().skip(1);
        let actions = Span::new(tokens.next()?.span.start, span.end);
        let text = self.text(actions).to_uppercase();
        self.raise(Code::RS5002, actions, &[&text]);
        Some(delete(actions))
    }

    fn key_columns(&self, columns: &[Ident], edits: &mut Vec<bq::Edit>) -> Vec<bq::Text> {
        edits.extend(
            columns
                .iter()
                .filter_map(|column| self.column_edit(*column)),
        );
        columns
            .iter()
            .map(|column| self.column_text(*column))
            .collect()
    }
}
