//! The rules of statements: tables, columns, clustering, and where DEFAULT may stand.

use rustc_hash::FxHashSet;

use super::{Checker, Rule};
use crate::bigquery::names::has_placeholder;
use crate::bigquery::object_names::is_column_name;
use crate::bigquery::statement::{
    AlterAction, Column, ColumnType, CreateTable, CreateView, Insert, InsertSource, MergeAction,
    Node, TableElement,
};
use crate::bigquery::tree::{Text, Type};

/// How many columns CLUSTER BY takes.
const MAX_CLUSTER_COLUMNS: usize = 4;

impl Checker<'_> {
    pub(super) fn statement(&mut self, node: &Node) {
        match node {
            Node::Insert(insert) => self.insert(insert),
            Node::Update(update) => {
                self.report_if(
                    update.assignments.is_empty(),
                    Rule::Malformed,
                    "UPDATE of nothing",
                );
                self.defaults
                    .extend(update.assignments.iter().map(|(_, value)| *value));
            }
            Node::Merge(merge) => {
                self.report_if(
                    merge.clauses.is_empty(),
                    Rule::Malformed,
                    "MERGE without WHEN",
                );
                for clause in &merge.clauses {
                    self.merge_action(&clause.action, clause.matched);
                }
            }
            Node::CreateTable(table) => self.create_table(table),
            Node::CreateView(view) => self.create_view(view),
            Node::Alter(alter) => match &alter.action {
                AlterAction::AddColumn(column) => {
                    self.column(column);
                    self.report_if(column.not_null, Rule::Column, "ADD COLUMN with NOT NULL");
                }
                AlterAction::SetDefault(_, value) => {
                    let fine = self.is_default_value(*value);
                    self.report_if(
                        !fine,
                        Rule::ColumnDefault,
                        "DEFAULT is not a constant or an allowed function",
                    );
                }
                AlterAction::SetDataType(column, ty) => {
                    let name = self.name_of(column);
                    self.ty(&name, ty);
                }
                AlterAction::DropColumn(_)
                | AlterAction::RenameTo(_)
                | AlterAction::RenameColumn(..)
                | AlterAction::AddConstraint(_)
                | AlterAction::DropConstraint(_)
                | AlterAction::DropPrimaryKey
                | AlterAction::SetColumnOptions(..)
                | AlterAction::SetOptions(_) => {}
            },
            Node::Drop { kind, cascade, .. } => {
                self.report_if(
                    *cascade && *kind != "SCHEMA",
                    Rule::Clauses,
                    "CASCADE on something that is no schema",
                );
            }
            Node::LoadData(load) => {
                for (name, ty) in &load.columns {
                    let name = self.name_of(name);
                    self.ty(&name, ty);
                }
            }
            Node::Query(_)
            | Node::Delete(_)
            | Node::CreateSchema { .. }
            | Node::Truncate(_)
            | Node::ExportData { .. }
            | Node::ExportParts(_)
            | Node::Call { .. }
            | Node::Set { .. }
            | Node::Begin
            | Node::Commit
            | Node::Rollback
            | Node::Refused { .. }
            | Node::Dropped { .. }
            | Node::Placeholder(_) => {}
        }
    }

    fn insert(&mut self, insert: &Insert) {
        match &insert.source {
            InsertSource::Query(_) => {}
            InsertSource::Values(rows) => {
                self.report_if(rows.is_empty(), Rule::Malformed, "VALUES without rows");
                let width = rows.first().map_or(0, Vec::len);
                let uneven = width == 0 || rows.iter().any(|row| row.len() != width);
                self.report_if(
                    uneven,
                    Rule::Malformed,
                    "VALUES with rows of several lengths",
                );
                self.defaults.extend(rows.iter().flatten());
            }
        }
    }

    fn merge_action(&mut self, action: &MergeAction, matched: bool) {
        match action {
            MergeAction::Update(assignments) => {
                self.report_if(!matched, Rule::Clauses, "WHEN NOT MATCHED THEN UPDATE");
                self.defaults
                    .extend(assignments.iter().map(|(_, value)| *value));
            }
            MergeAction::Delete => {
                self.report_if(!matched, Rule::Clauses, "WHEN NOT MATCHED THEN DELETE")
            }
            MergeAction::Insert { values, .. } => {
                self.report_if(matched, Rule::Clauses, "WHEN MATCHED THEN INSERT");
                self.defaults.extend(values);
            }
        }
    }

    fn create_table(&mut self, table: &CreateTable) {
        let both = table.or_replace && table.if_not_exists;
        self.report_if(both, Rule::Clauses, "OR REPLACE with IF NOT EXISTS");
        let mixed =
            table.like.is_some() && !(table.elements.is_empty() && table.cluster_by.is_empty());
        self.report_if(mixed, Rule::Clauses, "LIKE with columns or CLUSTER BY");
        let empty = table.elements.is_empty() && table.like.is_none() && table.query.is_none();
        self.report_if(empty, Rule::Clauses, "a table without columns");
        let qualified = table.temporary && table.name.parts.len() > 1;
        self.report_if(qualified, Rule::Clauses, "a temporary table in a dataset");
        let columns: Vec<&Column> = table.elements.iter().filter_map(column_of).collect();
        let mut seen = FxHashSet::default();
        for column in &columns {
            self.column(column);
            let name = self.name_of(&column.name);
            if !seen.insert(name.to_lowercase()) {
                self.report(Rule::Column, format!("column {name} stands twice"));
            }
        }
        let keys = table
            .elements
            .iter()
            .filter(|element| is_primary_key(element))
            .count();
        self.report_if(keys > 1, Rule::Clauses, "two primary keys");
        self.cluster_by(&table.cluster_by, &columns);
    }

    fn create_view(&mut self, view: &CreateView) {
        let both = view.or_replace && view.if_not_exists;
        self.report_if(both, Rule::Clauses, "OR REPLACE with IF NOT EXISTS");
        let columns = view.materialized && !view.columns.is_empty();
        self.report_if(
            columns,
            Rule::Clauses,
            "a materialized view with a list of columns",
        );
        let clustered = !view.materialized && !view.cluster_by.is_empty();
        self.report_if(clustered, Rule::Clauses, "a view with CLUSTER BY");
        self.cluster_by(&view.cluster_by, &[]);
    }

    fn cluster_by(&mut self, names: &[Text], columns: &[&Column]) {
        let many = names.len() > MAX_CLUSTER_COLUMNS;
        self.report_if(
            many,
            Rule::ClusterBy,
            "CLUSTER BY of more than four columns",
        );
        for name in names {
            let name = self.name_of(name);
            let same = |column: &&&Column| {
                self.name_of(&column.name).to_lowercase() == name.to_lowercase()
            };
            let Some(column) = columns.iter().find(same) else {
                continue;
            };
            let fine = match &column.ty {
                ColumnType::Type(ty) => clusters(ty),
                ColumnType::Placeholder(_) => true,
            };
            if !fine || column.case_insensitive {
                self.report(
                    Rule::ClusterBy,
                    format!("CLUSTER BY cannot take the type of column {name}"),
                );
            }
        }
    }

    fn column(&mut self, column: &Column) {
        let name = self.name_of(&column.name);
        if !is_column_name(&name) && !has_placeholder(&name) {
            self.report(
                Rule::Column,
                format!("a column cannot have the name {name}"),
            );
        }
        if let Some(default) = column.default {
            let fine = self.is_default_value(default);
            self.report_if(
                !fine,
                Rule::ColumnDefault,
                "DEFAULT is not a constant or an allowed function",
            );
        }
        if let ColumnType::Type(ty) = &column.ty {
            self.ty(&name, ty);
            let array = matches!(ty, Type::Array(_)) && column.not_null;
            self.report_if(array, Rule::Column, "an array column with NOT NULL");
            let collated = column.case_insensitive && !matches!(ty, Type::String(_));
            self.report_if(
                collated,
                Rule::Column,
                "COLLATE on a column that is no STRING",
            );
        }
    }

    /// The sizes of the type of a column.
    fn ty(&mut self, name: &str, ty: &Type) {
        let fine = match ty {
            Type::Numeric(Some((precision, scale))) => decimal_fits(*precision, *scale, 29, 9),
            Type::BigNumeric(Some((precision, scale))) => decimal_fits(*precision, *scale, 38, 38),
            Type::String(size) | Type::Bytes(size) => *size != Some(0),
            Type::Array(item) => {
                let nested = matches!(**item, Type::Array(_));
                self.report_if(nested, Rule::Column, "an array of arrays");
                return self.ty(name, item);
            }
            Type::Struct(fields) => return fields.iter().for_each(|(_, ty)| self.ty(name, ty)),
            Type::Numeric(None)
            | Type::BigNumeric(None)
            | Type::Int64
            | Type::Float64
            | Type::Bool
            | Type::Date
            | Type::Time
            | Type::Datetime
            | Type::Timestamp
            | Type::Interval
            | Type::Json
            | Type::Geography => true,
        };
        if !fine {
            self.report(
                Rule::DecimalSize,
                format!("column {name} has a size that its type does not have"),
            );
        }
    }
}

fn column_of(element: &TableElement) -> Option<&Column> {
    match element {
        TableElement::Column(column) => Some(column),
        TableElement::PrimaryKey(_)
        | TableElement::ForeignKey { .. }
        | TableElement::Placeholder(_) => None,
    }
}

fn is_primary_key(element: &TableElement) -> bool {
    match element {
        TableElement::Column(column) => column.primary_key,
        TableElement::PrimaryKey(_) => true,
        TableElement::ForeignKey { .. } | TableElement::Placeholder(_) => false,
    }
}

/// Whether a decimal has at most these digits before the point and after it.
fn decimal_fits(precision: u32, scale: u32, whole: u32, fraction: u32) -> bool {
    precision > 0 && scale <= fraction && scale <= precision && precision - scale <= whole
}

/// Whether a table may be clustered by a column of this type.
fn clusters(ty: &Type) -> bool {
    match ty {
        Type::Int64
        | Type::Numeric(_)
        | Type::BigNumeric(_)
        | Type::Bool
        | Type::String(_)
        | Type::Date
        | Type::Datetime
        | Type::Timestamp
        | Type::Geography => true,
        Type::Float64
        | Type::Bytes(_)
        | Type::Time
        | Type::Interval
        | Type::Json
        | Type::Array(_)
        | Type::Struct(_) => false,
    }
}
