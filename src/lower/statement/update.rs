//! UPDATE.
//!
//! `UPDATE t SET a = 1` → `UPDATE t SET a = 1 WHERE TRUE`: BigQuery demands WHERE.

use super::super::Cx;
use super::super::names::{delete, insert};
use crate::bigquery::statement as target;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::statement::{Assignment, Update};
use crate::redshift::tree::{Ident, Name};
use crate::resolve::{Relation, Type};
use crate::span::Span;

impl Cx<'_> {
    /// UPDATE.
    pub(super) fn update(&mut self, statement: &Update) -> Vec<target::Statement> {
        self.expressions_may_fail = true;
        let mut edits: Vec<bq::Edit> = self.table_edit(&statement.table).into_iter().collect();
        self.with_before(statement.with.as_ref(), &mut edits);
        let alias = self.target_alias(&statement.table, statement.alias, &mut edits);
        let assignments = self.assignments(&statement.assignments, &mut edits);
        if let Some(span) = statement.from_span {
            let table = self.text(statement.table.span);
            self.raise(Code::RS2801, span, &[table]);
        }
        let from = statement.from.iter().map(|from| self.from(*from)).collect();
        let selection = self.selection(statement.selection, &mut edits);
        self.one(
            edits,
            target::Node::Update(target::Update {
                table: self.table_name(&statement.table),
                alias,
                assignments,
                from,
                selection,
            }),
        )
    }

    /// The alias of the table that is changed.
    pub(super) fn target_alias(
        &mut self,
        table: &Name,
        alias: Option<(Ident, Option<Span>)>,
        edits: &mut Vec<bq::Edit>,
    ) -> Option<bq::Text> {
        if let Some(own) = self.alias_of_namesake(Relation::Target) {
            let named = alias.map(|(name, _)| name);
            return Some(self.put_alias(table, named, own, edits));
        }
        let (name, _) = alias?;
        edits.extend(self.column_edit(name));
        Some(self.column_text(name))
    }

    /// SET, each value brought to the type of its column.
    pub(super) fn assignments(
        &mut self,
        assignments: &[Assignment],
        edits: &mut Vec<bq::Edit>,
    ) -> Vec<(bq::Name, bq::ExprId)> {
        assignments
            .iter()
            .filter_map(|assignment| {
                let [column] = assignment.columns.as_slice() else {
                    self.refuse(
                        Code::RS1801,
                        assignment.span,
                        &[
                            "an assignment to a row of columns",
                            "assign column by column",
                        ],
                    );
                    return None;
                };
                let last = column.parts.last().copied()?;
                if let Some(first) = column.parts.first()
                    && column.parts.len() > 1
                {
                    edits.push(delete(Span::new(first.span.start, last.span.start)));
                }
                edits.extend(self.column_edit(last));
                let want = self.target_column_type(last);
                let value = self.stored(assignment.value, want);
                Some((
                    bq::Name {
                        parts: vec![self.column_text(last)],
                    },
                    value,
                ))
            })
            .collect()
    }

    pub(super) fn target_column_type(&self, column: Ident) -> Type {
        let name = self.folded(column);
        self.facts
            .target
            .as_ref()
            .and_then(|target| target.columns.get(&name))
            .map_or(Type::Unknown, |column| column.ty)
    }

    /// WHERE, which BigQuery demands.
    pub(super) fn selection(
        &mut self,
        selection: Option<crate::redshift::tree::ExprId>,
        edits: &mut Vec<bq::Edit>,
    ) -> bq::ExprId {
        match selection {
            Some(condition) => self.condition(condition),
            None => {
                edits.push(insert(
                    self.statement.span.end,
                    vec![bq::Piece::Keyword(" WHERE TRUE")],
                ));
                self.out.expr(
                    bq::Expr::Literal(bq::Literal::Bool, "TRUE".into()),
                    bq::Origin::New,
                )
            }
        }
    }
}
