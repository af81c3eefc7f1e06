//! Statements: the table that DML changes, its columns, and the expressions and queries inside.

use super::columns::{Columns, OutputColumn};
use super::facts::{Relation, Target};
use super::names;
use super::resolver::Resolver;
use super::scope::{Entry, Scope};
use crate::redshift::statement::{
    AlterActionKind, Assignment, Column, ColumnAttributeKind, Copy, CopyOption, CopyOptionKind,
    CreateTable, Delete, Insert, InsertSource, Merge, MergeAction, Node, TableConstraintKind,
    TableElement, Update,
};
use crate::redshift::tree::{Ident, Name};
use crate::span::Span;

impl<'a> Resolver<'a> {
    /// Reads a statement.
    pub(super) fn statement(&mut self, node: &'a Node) {
        match node {
            Node::Query(query) => self.query(*query),
            Node::Insert(insert) => self.insert(insert),
            Node::Update(update) => self.update(update),
            Node::Delete(delete) => self.delete(delete),
            Node::Merge(merge) => self.merge_statement(merge),
            Node::CreateTable(create) => self.create_table(create),
            Node::CreateTableAs(create) => self.query(create.query),
            Node::CreateView(create) => self.query(create.query),
            Node::CreateMaterializedView(create) => self.query(create.query),
            Node::AlterTable(alter) => {
                for action in &alter.actions {
                    if let AlterActionKind::AddColumn(column) = &action.kind {
                        self.defaults(column);
                    }
                }
            }
            Node::Copy(copy) => self.copy(copy),
            Node::Call(call) => self.exprs(&call.args),
            Node::CreateSchema(_)
            | Node::Drop(_)
            | Node::Unload(_)
            | Node::Set(_)
            | Node::Transaction(_)
            | Node::Comment(_)
            | Node::Truncate(_)
            | Node::Placeholder
            | Node::Error => {}
            Node::Explain(_) | Node::Other(_) => self.loose_queries(),
        }
    }

    /// The queries of a statement that is read by kind only: DECLARE … CURSOR FOR, PREPARE, EXPLAIN.
    fn loose_queries(&mut self) {
        let mut queries: Vec<_> = self.tree.queries.iter().collect();
        // Outer queries first: they begin before those inside of them, or end after them.
        queries.sort_by_key(|(_, query)| (query.span.start, std::cmp::Reverse(query.span.end)));
        let mut end = 0;
        for (id, query) in queries {
            if query.span.start >= end {
                self.query(id);
                end = query.span.end;
            }
        }
    }

    /// Finds the table that the statement changes, and adds it to the innermost scope.
    fn target(&mut self, name: &Name, alias: Option<&Ident>, receives: Option<&[Ident]>) {
        let parts = self.parts(name);
        let (table, columns) = match &parts {
            Some(parts) => self.find_table(name.span, parts),
            None => Default::default(),
        };
        for ident in receives.unwrap_or_default() {
            self.missing_in_table(&columns, &table.name, ident);
        }
        let receives = receives.and_then(|list| self.receiving(&columns, list));
        let written = match alias {
            Some(alias) => names::folded(self.source, alias),
            None => name
                .parts
                .last()
                .and_then(|ident| names::folded(self.source, ident)),
        };
        let schema = match alias {
            Some(_) => None,
            None => table.schema.clone().map(Into::into),
        };
        if let Some(scope) = self.scope() {
            scope.add(Entry {
                relation: Relation::Target,
                alias: written,
                schema,
                columns: columns.clone(),
                element: false,
            });
        }
        self.facts.target = Some(Target {
            table,
            columns,
            receives,
        });
    }

    /// The columns that an INSERT or COPY fills: those of its list, or all.
    fn receiving(&self, columns: &Columns, list: &[Ident]) -> Option<Vec<OutputColumn>> {
        if list.is_empty() {
            return columns.all().map(<[OutputColumn]>::to_vec);
        }
        let column = |ident: &Ident| {
            let name = names::folded(self.source, ident);
            name.and_then(|name| columns.get(&name).cloned())
                .unwrap_or_else(|| self.named(ident, super::Type::Unknown))
        };
        Some(list.iter().map(column).collect())
    }

    fn insert(&mut self, insert: &'a Insert) {
        self.target(&insert.table, None, Some(&insert.columns));
        if let Some(with) = &insert.with {
            self.with(with);
        }
        match &insert.source {
            InsertSource::DefaultValues(_) => {}
            InsertSource::Query(query) => self.query(*query),
        }
    }

    fn copy(&mut self, copy: &Copy) {
        self.target(&copy.table, None, Some(&copy.columns));
        let explicit = |option: &CopyOption| option.kind == CopyOptionKind::ExplicitIds;
        if !copy.columns.is_empty() || copy.options.iter().any(explicit) {
            return;
        }
        // Without a list, COPY reads no field for an IDENTITY column.
        let target = self.facts.target.as_mut();
        if let Some(columns) = target.and_then(|target| target.receives.as_mut()) {
            columns.retain(|column| !column.flags.identity);
        }
    }

    fn update(&mut self, update: &'a Update) {
        if let Some(with) = &update.with {
            self.with(with);
        }
        self.scopes.push(Scope::new(None));
        self.target(&update.table, alias(update.alias.as_ref()), None);
        for from in &update.from {
            self.from(*from);
        }
        self.assignments(&update.assignments);
        self.optional(update.selection);
        self.scopes.pop();
    }

    fn delete(&mut self, delete: &'a Delete) {
        if let Some(with) = &delete.with {
            self.with(with);
        }
        self.scopes.push(Scope::new(None));
        self.target(&delete.table, alias(delete.alias.as_ref()), None);
        for from in &delete.using {
            self.from(*from);
        }
        self.optional(delete.selection);
        self.scopes.pop();
    }

    fn merge_statement(&mut self, merge: &'a Merge) {
        self.scopes.push(Scope::new(None));
        self.target(&merge.table, alias(merge.alias.as_ref()), None);
        self.from(merge.source);
        self.expr(merge.on);
        for clause in &merge.clauses {
            self.optional(clause.condition);
            match &clause.action {
                MergeAction::Update(assignments) => self.assignments(assignments),
                MergeAction::Delete => {}
                MergeAction::Insert { values, .. } => self.exprs(values),
            }
        }
        self.scopes.pop();
    }

    fn assignments(&mut self, assignments: &[Assignment]) {
        for assignment in assignments {
            self.missing_assigned(&assignment.columns);
            self.expr(assignment.value);
        }
    }

    /// Defaults and conditions of a table; a condition sees its columns.
    fn create_table(&mut self, create: &'a CreateTable) {
        let columns = create.elements.iter().filter_map(|element| match element {
            TableElement::Column(column) => {
                let ty = super::Type::from_data_type(self.source, &column.ty);
                Some(self.named(&column.name, ty))
            }
            TableElement::Constraint(_)
            | TableElement::Like { .. }
            | TableElement::Placeholder(_) => None,
        });
        let columns = Columns::partial(columns.collect());
        let mut scope = Scope::new(None);
        scope.add(Entry {
            relation: Relation::Target,
            alias: None,
            schema: None,
            columns,
            element: false,
        });
        self.scopes.push(scope);
        for element in &create.elements {
            match element {
                TableElement::Column(column) => self.defaults(column),
                TableElement::Constraint(constraint) => match &constraint.kind {
                    TableConstraintKind::Check(condition) => {
                        self.expr(*condition);
                    }
                    TableConstraintKind::PrimaryKey(_)
                    | TableConstraintKind::Unique(_)
                    | TableConstraintKind::ForeignKey { .. } => {}
                },
                TableElement::Like { .. } | TableElement::Placeholder(_) => {}
            }
        }
        self.scopes.pop();
    }

    fn defaults(&mut self, column: &Column) {
        for attribute in &column.attributes {
            if let ColumnAttributeKind::Default(expr) | ColumnAttributeKind::Check(expr) =
                &attribute.kind
            {
                self.expr(*expr);
            }
        }
    }
}

fn alias(alias: Option<&(Ident, Option<Span>)>) -> Option<&Ident> {
    alias.map(|(name, _)| name)
}
