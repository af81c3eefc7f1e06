//! ALTER TABLE.
//!
//! `ALTER TABLE t ADD COLUMN c VARCHAR(10) ENCODE zstd` → `ALTER TABLE t ADD COLUMN c STRING`

use super::super::Cx;
use super::super::names::delete;
use crate::bigquery::statement as target;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::statement::{AlterAction, AlterActionKind, AlterTable};
use crate::resolve::Type;

impl Cx<'_> {
    /// ALTER TABLE.
    pub(super) fn alter_table(&mut self, statement: &AlterTable) -> Vec<target::Statement> {
        let mut edits: Vec<bq::Edit> = self.table_edit(&statement.table).into_iter().collect();
        let mut lowered = Vec::new();
        for action in &statement.actions {
            match self.alter_action(action, &mut edits) {
                Some(action) => lowered.push(action),
                None => edits.push(delete(action.span)),
            }
        }
        let node = |action| {
            target::Node::Alter(target::Alter {
                kind: "TABLE",
                if_exists: statement.if_exists,
                name: self.table_name(&statement.table),
                action,
            })
        };
        let mut actions = lowered.into_iter();
        match (actions.next(), actions.next()) {
            (None, _) if self.refusal.is_some() => Vec::new(),
            (None, _) => {
                let words = self.text(
                    statement
                        .actions
                        .first()
                        .map_or(self.statement.span, |action| action.span),
                );
                let what = format!("ALTER TABLE … {}", words.to_uppercase());
                self.dropped(&what, "")
            }
            (Some(action), None) if statement.actions.len() == 1 => {
                let node = node(action);
                self.one(edits, node)
            }
            (Some(first), second) => {
                let nodes: Vec<target::Node> = std::iter::once(first)
                    .chain(second)
                    .chain(actions)
                    .map(node)
                    .collect();
                nodes
                    .into_iter()
                    .map(|node| target::Statement {
                        node,
                        origin: bq::Origin::From(self.statement.span),
                    })
                    .collect()
            }
        }
    }

    /// An action, or `None` where it is left out.
    fn alter_action(
        &mut self,
        action: &AlterAction,
        edits: &mut Vec<bq::Edit>,
    ) -> Option<target::AlterAction> {
        let span = action.span;
        match &action.kind {
            AlterActionKind::AddColumn(column) => {
                if self
                    .keyword_in(span, crate::redshift::keyword::Keyword::Column)
                    .is_none()
                {
                    let at = column.name.span.start;
                    edits.push(super::super::names::insert(
                        at,
                        vec![bq::Piece::Keyword("COLUMN ")],
                    ));
                }
                let lowered = self.column_definition(column, edits);
                if lowered.not_null || lowered.default.is_some() {
                    self.refuse(
                        Code::RS1701,
                        span,
                        &[
                            "ADD COLUMN with DEFAULT or NOT NULL",
                            "add the column, set its default, and update the rows",
                        ],
                    );
                }
                Some(target::AlterAction::AddColumn(lowered))
            }
            AlterActionKind::DropColumn { column, behaviour } => {
                edits.extend(self.column_edit(*column));
                edits.extend(behaviour.map(delete));
                if self
                    .keyword_in(span, crate::redshift::keyword::Keyword::Column)
                    .is_none()
                {
                    let at = column.span.start;
                    edits.push(super::super::names::insert(
                        at,
                        vec![bq::Piece::Keyword("COLUMN ")],
                    ));
                }
                Some(target::AlterAction::DropColumn(self.column_text(*column)))
            }
            AlterActionKind::RenameTo(name) => {
                edits.extend(self.table_edit(name));
                let renamed = self.table_name(name);
                renamed
                    .parts
                    .last()
                    .cloned()
                    .map(target::AlterAction::RenameTo)
            }
            AlterActionKind::RenameColumn { from, to } => {
                edits.extend(self.column_edit(*from));
                edits.extend(self.column_edit(*to));
                if self
                    .keyword_in(span, crate::redshift::keyword::Keyword::Column)
                    .is_none()
                {
                    edits.push(super::super::names::insert(
                        from.span.start,
                        vec![bq::Piece::Keyword("COLUMN ")],
                    ));
                }
                Some(target::AlterAction::RenameColumn(
                    self.column_text(*from),
                    self.column_text(*to),
                ))
            }
            AlterActionKind::AddConstraint(constraint) => self
                .table_constraint(constraint, edits)
                .map(target::AlterAction::AddConstraint),
            AlterActionKind::DropConstraint { name, behaviour } => {
                edits.extend(self.column_edit(*name));
                edits.extend(behaviour.map(delete));
                Some(target::AlterAction::DropConstraint(self.column_text(*name)))
            }
            AlterActionKind::AlterType { column, ty } => {
                let target = self.type_of_column(Type::from_data_type(self.source, ty));
                let Some(target) = target else {
                    let text = self.text(ty.span).to_uppercase();
                    self.refuse(Code::RS1501, ty.span, &[&text]);
                    return None;
                };
                if matches!(target, bq::Type::String(None)) {
                    // STRING has no length to widen.
                    self.raise(Code::RS5002, span, &["the length of VARCHAR"]);
                    return None;
                }
                edits.extend(self.column_edit(*column));
                edits.push(bq::Edit {
                    at: span,
                    with: vec![
                        bq::Piece::Keyword("ALTER COLUMN "),
                        bq::Piece::Text(super::super::names::quoted(&self.ident(*column)).into()),
                        bq::Piece::Keyword(" SET DATA TYPE "),
                        bq::Piece::Type(target.clone()),
                    ],
                });
                Some(target::AlterAction::SetDataType(
                    self.column_text(*column),
                    target,
                ))
            }
            AlterActionKind::AlterEncode | AlterActionKind::AlterEncodeAuto => {
                self.raise(Code::RS5002, span, &["ENCODE"]);
                None
            }
            AlterActionKind::AlterDist => {
                self.raise(Code::RS3002, span, &["the distribution"]);
                None
            }
            AlterActionKind::AlterSortKey(_) => {
                self.raise(
                    Code::RS3001,
                    span,
                    &[
                        "the sort key is left out: clustering is not changed by SQL",
                        "use bq update --clustering_fields",
                    ],
                );
                None
            }
            AlterActionKind::OwnerTo => {
                self.raise(
                    Code::RS5002,
                    span,
                    &["OWNER TO", "grant roles on the table"],
                );
                None
            }
            AlterActionKind::AppendFrom { .. } => self.no_action(
                span,
                "ALTER TABLE APPEND",
                "insert the rows and truncate the source",
            ),
            AlterActionKind::RowLevelSecurity => {
                self.no_action(span, "ROW LEVEL SECURITY", "create row access policies")
            }
            AlterActionKind::External => self.no_action(
                span,
                "this change of an external table",
                "create the external table anew",
            ),
            AlterActionKind::AlterColumnOther | AlterActionKind::Unknown => {
                let text = self.text(span).to_owned();
                self.no_action(span, &text, "")
            }
        }
    }

    fn no_action(
        &mut self,
        span: crate::span::Span,
        what: &str,
        help: &str,
    ) -> Option<target::AlterAction> {
        self.refuse(Code::RS1701, span, &[what, help]);
        None
    }
}
