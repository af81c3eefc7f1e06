//! MERGE: both dialects have it; BigQuery's is the wider one.

use super::super::Cx;
use crate::bigquery::statement as target;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::statement::{Merge, MergeAction};

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
                        values: self.exprs(values),
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
}
