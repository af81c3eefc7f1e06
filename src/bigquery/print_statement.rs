//! Prints statements anew: `CREATE TABLE`, `MERGE`, `LOAD DATA` and the refusals that fail on purpose.

mod export;

use super::children::{Slot, comma_slot};
use super::names::{Place, quote_string};
use super::print::Printer;
use super::statement::{
    Alter, AlterAction, Column, ColumnType, CreateTable, CreateView, Delete, Insert, InsertSource,
    LoadData, Merge, MergeAction, MergeClause, Node, Options, TableElement, Update,
};
use super::tree::{ExprId, FromId, Name, NodeRef, QueryId, Text};
use crate::span::Span;

impl Printer<'_> {
    pub(in crate::bigquery) fn statement(&mut self, node: &Node) {
        match node {
            Node::Query(query) => self.item(*query, Slot::Any),
            Node::Insert(insert) => self.insert(insert),
            Node::Update(update) => self.update(update),
            Node::Delete(Delete {
                table,
                alias,
                selection,
            }) => {
                self.w.keyword("DELETE FROM ");
                self.name(table);
                self.alias(alias.as_ref());
                self.clause_condition("WHERE ", *selection);
            }
            Node::Merge(merge) => self.merge(merge),
            Node::CreateTable(table) => self.create_table(table),
            Node::CreateView(view) => self.create_view(view),
            Node::CreateSchema {
                if_not_exists,
                name,
                options,
            } => {
                self.w.keyword("CREATE SCHEMA ");
                self.keyword_if(*if_not_exists, "IF NOT EXISTS ");
                self.name(name);
                self.options_clause(options);
            }
            Node::Alter(alter) => self.alter(alter),
            Node::Drop {
                kind,
                if_exists,
                name,
                cascade,
                restrict,
            } => {
                self.w.keyword("DROP ");
                self.w.keyword(kind);
                self.keyword_if(*if_exists, " IF EXISTS");
                self.w.put(" ");
                self.name(name);
                self.keyword_if(*cascade, " CASCADE");
                self.keyword_if(*restrict, " RESTRICT");
            }
            Node::Truncate(name) => {
                self.w.keyword("TRUNCATE TABLE ");
                self.name(name);
            }
            Node::LoadData(load) => self.load_data(load),
            Node::ExportData { options, query } => {
                self.w.keyword("EXPORT DATA OPTIONS ");
                self.options(options);
                self.clause("AS", None);
                self.w.put("\n");
                self.w.put(query);
            }
            Node::ExportParts(parts) => self.export_parts(parts),
            Node::Call { name, args } => {
                self.w.keyword("CALL ");
                self.name(name);
                self.paren_exprs(args);
            }
            Node::Set { variable, value } => {
                self.w.keyword("SET ");
                self.text(variable);
                self.w.put(" = ");
                self.expr(*value, Slot::Any);
            }
            Node::Begin => self.w.keyword("BEGIN TRANSACTION"),
            Node::Commit => self.w.keyword("COMMIT TRANSACTION"),
            Node::Rollback => self.w.keyword("ROLLBACK TRANSACTION"),
            Node::Refused { message, original } if self.fail => {
                self.comment_lines(*original);
                self.w.put("ASSERT FALSE AS ");
                self.w.put(&quote_string(message));
            }
            Node::Refused { message, original } | Node::Dropped { message, original } => {
                for line in message.lines() {
                    self.comment_line(line);
                }
                self.comment_lines(*original);
            }
            Node::Placeholder(span) => self.w.copy(*span),
        }
    }

    /// The original as comment lines; the comments inside it are among them.
    fn comment_lines(&mut self, original: Span) {
        self.w.comments_before(original.start);
        self.w.pass_comments(original.end);
        for line in self.w.slice(original).lines() {
            self.comment_line(line);
        }
    }

    fn comment_line(&mut self, text: &str) {
        self.w.put("--");
        if !text.trim_end().is_empty() {
            self.w.put(" ");
            self.w.put(text.trim_end());
        }
        self.w.newline("", 0);
    }

    fn insert(&mut self, insert: &Insert) {
        self.w.keyword("INSERT INTO ");
        self.name(&insert.table);
        if !insert.columns.is_empty() {
            self.w.put(" ");
            self.names(&insert.columns);
        }
        match &insert.source {
            InsertSource::Query(query) => {
                self.break_or_blank();
                self.item(*query, Slot::Any);
            }
            InsertSource::Values(rows) => {
                let first = rows.first().and_then(|row| row.first());
                self.clause("VALUES", first.map(|id| NodeRef::Expr(*id)));
                self.rows(rows);
            }
        }
    }

    fn rows(&mut self, rows: &[Vec<ExprId>]) {
        let broken = self.multi && rows.len() > 1;
        for (index, row) in rows.iter().enumerate() {
            if broken {
                self.indented(Self::line);
            } else {
                self.w.put(" ");
            }
            self.paren_exprs(row);
            if index + 1 < rows.len() {
                self.w.put(",");
            }
        }
    }

    fn assignments(&mut self, assignments: &[(Name, ExprId)]) {
        let broken = self.multi && assignments.len() > 1;
        for (index, (name, value)) in assignments.iter().enumerate() {
            if broken {
                self.indented(Self::line);
            } else {
                self.w.put(" ");
            }
            self.path(name, Place::Name);
            self.w.put(" = ");
            let node = NodeRef::Expr(*value);
            self.child(node, Slot::Any);
            if index + 1 < assignments.len() {
                let next = assignments
                    .get(index + 1)
                    .map(|(_, value)| NodeRef::Expr(*value));
                self.comma(self.end_of(Some(node)), self.start_of(next));
            } else {
                self.beside(Some(node));
            }
        }
    }

    fn update(&mut self, update: &Update) {
        self.w.keyword("UPDATE ");
        self.name(&update.table);
        self.alias(update.alias.as_ref());
        self.clause("SET", None);
        self.assignments(&update.assignments);
        if let Some(first) = update.from.first() {
            self.clause("FROM ", Some(NodeRef::From(*first)));
            self.list::<FromId>(&update.from, comma_slot);
        }
        self.clause_condition("WHERE ", update.selection);
    }

    fn merge(&mut self, merge: &Merge) {
        self.w.keyword("MERGE INTO ");
        self.name(&merge.table);
        self.alias(merge.alias.as_ref());
        self.clause("USING ", Some(NodeRef::From(merge.source)));
        self.item(merge.source, Slot::JoinOperand);
        self.clause_condition("ON ", merge.on);
        for clause in &merge.clauses {
            self.merge_clause(clause);
        }
    }

    fn merge_clause(&mut self, clause: &MergeClause) {
        let keyword = if clause.matched {
            "WHEN MATCHED"
        } else {
            "WHEN NOT MATCHED"
        };
        self.clause(keyword, None);
        self.optional(" AND ", clause.condition);
        self.w.keyword(" THEN ");
        match &clause.action {
            MergeAction::Update(assignments) => {
                self.w.keyword("UPDATE SET");
                self.assignments(assignments);
            }
            MergeAction::Delete => self.w.keyword("DELETE"),
            MergeAction::Insert { columns, values } => {
                self.w.keyword("INSERT ");
                if !columns.is_empty() {
                    self.names(columns);
                    self.w.put(" ");
                }
                self.w.keyword("VALUES ");
                self.paren_exprs(values);
            }
        }
    }

    fn create_table(&mut self, table: &CreateTable) {
        self.w.keyword("CREATE ");
        self.keyword_if(table.or_replace, "OR REPLACE ");
        self.keyword_if(table.temporary, "TEMP ");
        self.w.keyword("TABLE ");
        self.keyword_if(table.if_not_exists, "IF NOT EXISTS ");
        self.name(&table.name);
        if let Some(like) = &table.like {
            self.w.keyword(" LIKE ");
            self.name(like);
        }
        self.elements(&table.elements);
        self.cluster_by(&table.cluster_by);
        self.options_clause(&table.options);
        if let Some(query) = table.query {
            self.as_query(query);
        }
    }

    fn elements(&mut self, elements: &[TableElement]) {
        if elements.is_empty() {
            return;
        }
        self.w.put(" (");
        for (index, element) in elements.iter().enumerate() {
            if self.multi {
                self.indented(Self::line);
            } else if index > 0 {
                self.w.put(" ");
            }
            let start = element_name(element).map(|name| name.start);
            self.w.comments_before(start.unwrap_or_default());
            self.element(element);
            let end = self.end_of_element(element);
            match elements.get(index + 1).map(element_name) {
                Some(next) => self.comma(end, next.map(|name| name.start)),
                None => self.w.comments_in_list(end.unwrap_or_default()),
            }
        }
        if self.multi {
            self.line();
        }
        self.w.put(")");
    }

    /// Where what the tree knows of an element ends in the source.
    fn end_of_element(&self, element: &TableElement) -> Option<u32> {
        let name = element_name(element).map(|name| name.end);
        match element {
            TableElement::Column(column) => self.end_of(column.default.map(NodeRef::Expr)).or(name),
            TableElement::PrimaryKey(_)
            | TableElement::ForeignKey { .. }
            | TableElement::Placeholder(_) => name,
        }
    }

    fn element(&mut self, element: &TableElement) {
        match element {
            TableElement::Column(column) => self.column(column),
            TableElement::PrimaryKey(columns) => {
                self.w.keyword("PRIMARY KEY ");
                self.names(columns);
                self.w.keyword(" NOT ENFORCED");
            }
            TableElement::ForeignKey {
                name,
                columns,
                table,
                references,
            } => {
                if let Some(name) = name {
                    self.w.keyword("CONSTRAINT ");
                    self.part(name, Place::Name);
                    self.w.put(" ");
                }
                self.w.keyword("FOREIGN KEY ");
                self.names(columns);
                self.references(table, references);
            }
            TableElement::Placeholder(span) => self.w.copy(*span),
        }
    }

    fn references(&mut self, table: &Name, columns: &[Text]) {
        self.w.keyword(" REFERENCES ");
        self.name(table);
        self.w.put(" ");
        self.names(columns);
        self.w.keyword(" NOT ENFORCED");
    }

    /// GoogleSQL's parser wants COLLATE and DEFAULT before keys and NOT NULL.
    fn column(&mut self, column: &Column) {
        self.part(&column.name, Place::Name);
        self.w.put(" ");
        match &column.ty {
            ColumnType::Type(ty) => self.ty(ty),
            ColumnType::Placeholder(span) => self.w.copy(*span),
        }
        self.keyword_if(column.case_insensitive, " COLLATE ");
        if column.case_insensitive {
            self.w.put("'und:ci'");
        }
        self.optional(" DEFAULT ", column.default);
        self.keyword_if(column.primary_key, " PRIMARY KEY NOT ENFORCED");
        if let Some((table, columns)) = &column.references {
            self.references(table, columns);
        }
        self.keyword_if(column.not_null, " NOT NULL");
    }

    fn cluster_by(&mut self, columns: &[Text]) {
        if !columns.is_empty() {
            self.clause("CLUSTER BY ", None);
            self.bare_names(columns);
        }
    }

    fn options_clause(&mut self, options: &Options) {
        if let Some((_, first)) = options.first() {
            self.clause("OPTIONS ", Some(NodeRef::Expr(*first)));
            self.options(options);
        }
    }

    fn as_query(&mut self, query: QueryId) {
        self.clause("AS", None);
        self.break_or_blank();
        self.item(query, Slot::Any);
    }

    fn create_view(&mut self, view: &CreateView) {
        self.w.keyword("CREATE ");
        self.keyword_if(view.or_replace, "OR REPLACE ");
        self.w.keyword(if view.materialized {
            "MATERIALIZED VIEW "
        } else {
            "VIEW "
        });
        self.keyword_if(view.if_not_exists, "IF NOT EXISTS ");
        self.name(&view.name);
        if !view.columns.is_empty() {
            self.w.put(" ");
            self.names(&view.columns);
        }
        self.cluster_by(&view.cluster_by);
        self.options_clause(&view.options);
        self.as_query(view.query);
    }

    fn alter(&mut self, alter: &Alter) {
        self.w.keyword("ALTER ");
        self.w.keyword(alter.kind);
        self.keyword_if(alter.if_exists, " IF EXISTS");
        self.w.put(" ");
        self.name(&alter.name);
        self.alter_action(&alter.action);
    }

    fn alter_action(&mut self, action: &AlterAction) {
        match action {
            AlterAction::AddColumn(column) => {
                self.w.keyword(" ADD COLUMN ");
                self.column(column);
            }
            AlterAction::DropColumn(column) => self.worded(" DROP COLUMN ", column, ""),
            AlterAction::RenameTo(name) => self.worded(" RENAME TO ", name, ""),
            AlterAction::RenameColumn(from, to) => {
                self.worded(" RENAME COLUMN ", from, " TO ");
                self.part(to, Place::Name);
            }
            AlterAction::AddConstraint(element) => {
                self.w.keyword(" ADD ");
                self.element(element);
            }
            AlterAction::DropConstraint(name) => self.worded(" DROP CONSTRAINT ", name, ""),
            AlterAction::DropPrimaryKey => self.w.keyword(" DROP PRIMARY KEY"),
            AlterAction::SetDataType(column, ty) => {
                self.worded(" ALTER COLUMN ", column, " SET DATA TYPE ");
                self.ty(ty);
            }
            AlterAction::SetDefault(column, value) => {
                self.worded(" ALTER COLUMN ", column, " SET DEFAULT ");
                self.expr(*value, Slot::Any);
            }
            AlterAction::SetColumnOptions(column, options) => {
                self.worded(" ALTER COLUMN ", column, " SET OPTIONS ");
                self.options(options);
            }
            AlterAction::SetOptions(options) => {
                self.w.keyword(" SET OPTIONS ");
                self.options(options);
            }
        }
    }

    /// A name between keywords.
    fn worded(&mut self, before: &str, name: &Text, after: &str) {
        self.w.keyword(before);
        self.part(name, Place::Name);
        self.w.keyword(after);
    }

    fn load_data(&mut self, load: &LoadData) {
        self.w.keyword("LOAD DATA INTO ");
        self.keyword_if(load.temporary, "TEMP TABLE ");
        self.name(&load.table);
        if !load.columns.is_empty() {
            self.w.put(" (");
            for (index, (name, ty)) in load.columns.iter().enumerate() {
                if self.multi {
                    self.indented(Self::line);
                } else if index > 0 {
                    self.w.put(" ");
                }
                self.part(name, Place::Name);
                self.w.put(" ");
                self.ty(ty);
                if index + 1 < load.columns.len() {
                    self.w.put(",");
                }
            }
            if self.multi {
                self.line();
            }
            self.w.put(")");
        }
        self.clause("FROM FILES ", None);
        self.options(&load.files);
    }
}

/// Where the first name of an element stands in the source.
fn element_name(element: &TableElement) -> Option<Span> {
    let name = match element {
        TableElement::Column(column) => Some(&column.name),
        TableElement::PrimaryKey(columns) => columns.first(),
        TableElement::ForeignKey { columns, .. } => columns.first(),
        TableElement::Placeholder(span) => return Some(*span),
    };
    match name {
        Some(Text::Source(span)) => Some(*span),
        Some(Text::Own(_)) | None => None,
    }
}

#[cfg(test)]
mod tests;
