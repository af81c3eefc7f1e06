//! MERGE: both dialects have it; BigQuery's is the wider one, and casts less.
//!
//! `… THEN INSERT VALUES (s.n)` into a VARCHAR → `… THEN INSERT VALUES (CAST(s.n AS STRING))`

use super::super::Cx;
use super::super::names::{insert, quoted};
use crate::bigquery::statement as target;
use crate::bigquery::tree as bq;
use crate::redshift::keyword::Keyword;
use crate::redshift::statement::{Merge, MergeAction};
use crate::redshift::tree::{ExprId, Ident};
use crate::resolve::Type;
use crate::span::Span;

impl Cx<'_> {
    /// MERGE.
    pub(super) fn merge(&mut self, statement: &Merge) -> Vec<target::Statement> {
        self.expressions_may_fail = true;
        if let Some(words) = statement.remove_duplicates {
            return self.merge_duplicates(statement, words);
        }
        let mut edits: Vec<bq::Edit> = self.table_edit(&statement.table).into_iter().collect();
        let alias = self.target_alias(&statement.table, statement.alias, &mut edits);
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
                    let named = match self.first_merged(columns, values) {
                        Some(first) => {
                            edits.push(self.named_columns(clause.span, values, &first));
                            first.into_iter().map(bq::Text::from).collect()
                        }
                        None => columns
                            .iter()
                            .map(|column| self.column_text(*column))
                            .collect(),
                    };
                    target::MergeAction::Insert {
                        columns: named,
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

    /// The columns that receive values, where there are fewer values than columns: BigQuery wants them named.
    fn first_merged(&self, columns: &[Ident], values: &[ExprId]) -> Option<Vec<String>> {
        let all = self.facts.target.as_ref()?.columns.all()?;
        if !columns.is_empty() || values.is_empty() || values.len() >= all.len() {
            return None;
        }
        let first = all.iter().take(values.len());
        first
            .map(|column| column.spelling().map(str::to_owned))
            .collect()
    }

    /// ` (a, b)` behind INSERT.
    fn named_columns(&self, clause: Span, values: &[ExprId], names: &[String]) -> bq::Edit {
        let end = values
            .first()
            .map_or(clause.end, |value| self.src.span(*value).start);
        let before = Span::new(clause.start, end);
        let at = self
            .keyword_in(before, Keyword::Insert)
            .map_or(clause.end, |word| word.end);
        let quoted: Vec<String> = names.iter().map(|name| quoted(name)).collect();
        let list = format!(" ({})", quoted.join(", "));
        insert(at, vec![bq::Piece::Text(list.into())])
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
