//! MERGE: both dialects have it; BigQuery's is the wider one, and casts less.
//!
//! `… THEN INSERT VALUES (s.n)` into a VARCHAR → `… THEN INSERT VALUES (CAST(s.n AS STRING))`

use super::super::Cx;
use crate::bigquery::statement as target;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::statement::{Merge, MergeAction};
use crate::redshift::tree::{ExprId, Ident};
use crate::resolve::Type;

impl Cx<'_> {
    /// MERGE.
    pub(super) fn merge(&mut self, statement: &Merge) -> Vec<target::Statement> {
        self.expressions_may_fail = true;
        if let Some(span) = statement.remove_duplicates {
            self.refuse(
                Code::RS1801,
                span,
                &[
                    "MERGE … REMOVE DUPLICATES",
                    "merge on the key with a source without duplicates",
                ],
            );
        }
        let mut edits: Vec<bq::Edit> = self.table_edit(&statement.table).into_iter().collect();
        let alias = self.target_alias(statement.alias, &mut edits);
        let source = self.from(statement.source);
        let on = self.condition(statement.on);
        let mut clauses = Vec::with_capacity(statement.clauses.len());
        for clause in &statement.clauses {
            let condition = clause.condition.map(|condition| self.condition(condition));
            let action = match &clause.action {
                MergeAction::Update(assignments) => {
                    target::MergeAction::Update(self.assignments(assignments, &mut edits))
                }
                MergeAction::Delete => target::MergeAction::Delete,
                MergeAction::Insert { columns, values } => {
                    edits.extend(
                        columns
                            .iter()
                            .filter_map(|column| self.column_edit(*column)),
                    );
                    target::MergeAction::Insert {
                        columns: columns
                            .iter()
                            .map(|column| self.column_text(*column))
                            .collect(),
                        values: self.merged_values(columns, values),
                    }
                }
            };
            clauses.push(target::MergeClause {
                matched: clause.matched,
                condition,
                action,
            });
        }
        self.one(
            edits,
            target::Node::Merge(target::Merge {
                table: self.table_name(&statement.table),
                alias,
                source,
                on,
                clauses,
            }),
        )
    }

    /// The values of a new row, each brought to the type of its column.
    fn merged_values(&mut self, columns: &[Ident], values: &[ExprId]) -> Vec<bq::ExprId> {
        let types: Vec<Type> = if columns.is_empty() {
            let known = self.facts.target.as_ref();
            let all = known.and_then(|target| target.columns.all());
            all.unwrap_or_default()
                .iter()
                .map(|column| column.ty)
                .collect()
        } else {
            columns
                .iter()
                .map(|column| self.target_column_type(*column))
                .collect()
        };
        values
            .iter()
            .enumerate()
            .map(|(index, value)| {
                let want = types.get(index).copied().unwrap_or_default();
                self.stored(*value, want)
            })
            .collect()
    }
}
