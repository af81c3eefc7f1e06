//! ALTER TABLE.
//!
//! `ALTER TABLE t ADD COLUMN c VARCHAR(10) ENCODE zstd` → `ALTER TABLE t ADD COLUMN c STRING`
//!
//! `ALTER TABLE t ADD COLUMN c INT DEFAULT 0` →
//! `ALTER TABLE t ADD COLUMN c INT64; ALTER TABLE t ALTER COLUMN c SET DEFAULT 0; UPDATE t SET c = DEFAULT WHERE TRUE`

use super::super::Cx;
use super::super::names::delete;
use crate::bigquery::statement as target;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::statement::{AlterAction, AlterActionKind, AlterTable, ColumnAttributeKind};
use crate::redshift::tree::Name;
use crate::resolve::{TableKind, Type};

/// How the name that a primary key has by itself ends.
const PRIMARY_KEY: &str = "_pkey";

impl Cx<'_> {
    /// ALTER TABLE.
    pub(super) fn alter_table(&mut self, statement: &AlterTable) -> Vec<target::Statement> {
        if let [action] = statement.actions.as_slice()
            && let Some(statements) = self.append_from(&statement.table, action)
        {
            return statements;
        }
        let mut edits: Vec<bq::Edit> = self.table_edit(&statement.table).into_iter().collect();
        let mut lowered = Vec::new();
        for action in &statement.actions {
            match self.alter_action(&statement.table, action, &mut edits) {
                Some(action) => lowered.extend(self.separated(action)),
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
            (Some(action), None)
                if statement.actions.len() == 1
                    && !statement.actions.iter().any(loses_attributes) =>
            {
                let node = node(action);
                self.one(edits, node)
            }
            (Some(first), second) => {
                let with_default = match (&first, &second) {
                    (_, Some(target::AlterAction::SetDefault(column, _))) => Some(column.clone()),
                    (_, _) => None,
                };
                let actions = std::iter::once(first).chain(second).chain(actions);
                let mut nodes: Vec<target::Node> = actions.map(node).collect();
                nodes.extend(with_default.map(|column| self.fill_column(&statement.table, column)));
                let statements = nodes.into_iter();
                statements.flat_map(|node| self.anew(node)).collect()
            }
        }
    }

    /// BigQuery adds a column without its default, which another statement sets.
    fn separated(&self, action: target::AlterAction) -> Vec<target::AlterAction> {
        let target::AlterAction::AddColumn(mut column) = action else {
            return vec![action];
        };
        let is_null = |id: &bq::ExprId| {
            matches!(
                self.out.exprs[*id].kind,
                bq::Expr::Literal(bq::Literal::Null, _)
            )
        };
        let default = column.default.take().filter(|id| !is_null(id));
        let set = default.map(|id| target::AlterAction::SetDefault(column.name.clone(), id));
        std::iter::once(target::AlterAction::AddColumn(column))
            .chain(set)
            .collect()
    }

    /// The rows that are there get the default of a new column, as they do in Redshift.
    fn fill_column(&mut self, table: &Name, column: bq::Text) -> target::Node {
        let name = bq::Name {
            parts: vec![column],
        };
        let value = self.out.expr(bq::Expr::Default, bq::Origin::New);
        target::Node::Update(target::Update {
            table: self.table_name(table),
            alias: None,
            assignments: vec![(name, value)],
            from: Vec::new(),
            selection: self.truth(),
        })
    }

    /// An action, or `None` where it is left out.
    fn alter_action(
        &mut self,
        table: &Name,
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
                let mut lowered = self.column_definition(column, edits);
                for attribute in &column.attributes {
                    if matches!(attribute.kind, ColumnAttributeKind::NotNull) {
                        self.raise(
                            Code::RS2701,
                            attribute.span,
                            &[
                                "NOT NULL is left out: BigQuery adds only columns that may be NULL",
                                "make the table anew if NULL must fail",
                            ],
                        );
                    }
                }
                lowered.not_null = false;
                Some(target::AlterAction::AddColumn(lowered))
            }
            AlterActionKind::DropColumn { column, behaviour } => {
                edits.extend(self.column_edit(*column));
                self.say_behaviour(*behaviour);
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
            AlterActionKind::RenameTo(name) => self.rename_to(table, name, edits),
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
                self.say_behaviour(*behaviour);
                if self.folded(*name).ends_with(PRIMARY_KEY) {
                    edits.push(super::super::names::replace(span, "DROP PRIMARY KEY"));
                    return Some(target::AlterAction::DropPrimaryKey);
                }
                let why = "BigQuery drops foreign keys by name only; it has no name for a primary key, and no UNIQUE";
                let help = "write DROP PRIMARY KEY, or leave the statement out";
                self.raise(Code::RS2701, name.span, &[why, help]);
                edits.extend(self.column_edit(*name));
                edits.extend(behaviour.map(delete));
                Some(target::AlterAction::DropConstraint(self.column_text(*name)))
            }
            AlterActionKind::AlterType { column, ty } => {
                let target = self.type_of_column(Type::from_data_type(self.source, ty));
                let Some(target) = target else {
                    self.refuse_type(ty);
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
            // What stands alone is another statement.
            AlterActionKind::AppendFrom { .. } => {
                self.no_action(span, "APPEND FROM beside another action", "")
            }
            AlterActionKind::RowLevelSecurity => {
                self.no_action(span, "this kind of security", "create row access policies, or data policies on the columns")
            }
            AlterActionKind::External => self.no_action(
                span,
                "this change of an external table",
                "create the external table anew",
            ),
            AlterActionKind::AlterColumnOther => self.no_action(
                span,
                "this change of a column",
                "Redshift has no such change either; in BigQuery write ALTER COLUMN … SET DEFAULT, DROP DEFAULT or DROP NOT NULL",
            ),
            AlterActionKind::Unknown => {
                let text = self.text(span).to_owned();
                self.no_action(span, &text, "leave it out, or create the table anew")
            }
        }
    }

    /// CASCADE and RESTRICT of what is dropped from a table.
    fn say_behaviour(&mut self, behaviour: Option<crate::span::Span>) {
        let Some(span) = behaviour else { return };
        let why = if self.text(span).eq_ignore_ascii_case("cascade") {
            "CASCADE is left out: what depends on it stays, and fails when it is used"
        } else {
            "RESTRICT is left out: it goes even where others depend on it"
        };
        self.raise(Code::RS2701, span, &[why, "look for views that read it"]);
    }

    /// RENAME TO: BigQuery takes a name without its dataset here, as Redshift's manual does.
    fn rename_to(
        &mut self,
        table: &Name,
        name: &Name,
        edits: &mut Vec<bq::Edit>,
    ) -> Option<target::AlterAction> {
        if matches!(
            self.kind_of(table),
            Some(TableKind::View | TableKind::MaterializedView)
        ) {
            let help = "create the view anew under the new name";
            return self.no_action(name.span, "a new name of a view", help);
        }
        let schema = |name: &Name| {
            let parts = name
                .parts
                .iter()
                .rev()
                .skip(1)
                .map(|part| self.folded(*part));
            parts.collect::<Vec<_>>()
        };
        if name.parts.len() > 1 && schema(name) != schema(table) {
            let help = "create the table there with CREATE TABLE … COPY, and drop this one";
            return self.no_action(name.span, "a new name in another schema", help);
        }
        let last = self.new_table_name(name, true).parts.pop()?;
        let path = bq::Name {
            parts: vec![last.clone()],
        };
        let text = self.target_text(&path);
        if text != self.text(name.span) {
            edits.push(bq::Edit {
                at: name.span,
                with: vec![bq::Piece::Text(text.into())],
            });
        }
        Some(target::AlterAction::RenameTo(last))
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

/// Whether a column is added with attributes that BigQuery does not take there.
fn loses_attributes(action: &AlterAction) -> bool {
    let AlterActionKind::AddColumn(column) = &action.kind else {
        return false;
    };
    column.attributes.iter().any(|attribute| {
        matches!(
            attribute.kind,
            ColumnAttributeKind::NotNull | ColumnAttributeKind::Default(_)
        )
    })
}
