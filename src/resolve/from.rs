//! FROM: tables, common table expressions, derived tables, joins, and paths into SUPER arrays.
//!
//! In `FROM orders o, o.items AS i` the second item is no table: its first part is the alias of an earlier item.

use std::borrow::Cow;
use std::ops::Range;

use super::columns::{Columns, OutputColumn};
use super::facts::{ColumnUse, FromFacts, FromKind, Relation, TableUse, merge_types, spine};
use super::names;
use super::query::renamed;
use super::resolver::Resolver;
use super::scope::Entry;
use super::types::Type;
use crate::redshift::tree::{
    Expr, ExprId, From, FromId, Ident, JoinCondition, JoinKind, Name, QueryId, TableAlias,
};
use crate::source::SourceText;
use crate::span::Span;
use crate::system_views::{self, SystemView};

/// The name of the positions that `UNNEST(…) WITH OFFSET AS t(x)` does not name.
pub const DEFAULT_OFFSET: &str = "offset_col";

impl<'a> Resolver<'a> {
    /// Reads an item of FROM and adds its relations to the innermost scope.
    pub(super) fn from(&mut self, id: FromId) {
        let (leftmost, joins) = spine(self.tree, id);
        let first = self.entry_count();
        self.leaf(leftmost);
        for join in joins.into_iter().rev() {
            self.join(join, first);
        }
    }

    fn entry_count(&self) -> usize {
        self.scopes.last().map_or(0, |scope| scope.entries().len())
    }

    fn leaf(&mut self, id: FromId) {
        let tree = self.tree;
        match &tree.froms[id] {
            From::Table { name, alias, .. } => self.table(id, name, alias.as_ref()),
            From::Path { path, alias } => {
                self.expr(*path);
                self.super_array(id, self.path_root(*path), 0, alias.as_ref());
            }
            From::Query {
                lateral,
                query,
                alias,
            } => self.derived(id, *lateral, *query, alias.as_ref()),
            From::Function { call, alias } => self.function(id, *call, alias.as_ref()),
            From::Unnest {
                array,
                with_offset,
                alias,
            } => {
                self.expr(*array);
                self.unnest(id, *with_offset, alias.as_ref());
            }
            From::UnpivotObject { object, value, key } => {
                self.expr(*object);
                self.unpivot_object(id, value, key.as_ref());
            }
            From::Paren { inner, alias } => self.parenthesised(id, *inner, alias.as_ref()),
            From::Pivot(pivot) => self.pivot(id, pivot),
            From::Unpivot(unpivot) => self.unpivot(id, unpivot),
            // The left side of a join is read by `from`, so a join does not come here.
            From::Join { .. } => self.from(id),
        }
    }

    /// Records what an item is, and adds it to the scope.
    pub(super) fn relation(
        &mut self,
        id: FromId,
        kind: FromKind,
        columns: Columns,
        alias: Option<Cow<'a, str>>,
    ) {
        self.add(id, kind, columns, alias, None, false);
    }

    fn add(
        &mut self,
        id: FromId,
        kind: FromKind,
        columns: Columns,
        alias: Option<Cow<'a, str>>,
        schema: Option<Cow<'a, str>>,
        element: bool,
    ) {
        self.facts.froms.set(
            id,
            FromFacts {
                kind,
                columns: columns.clone(),
                merged: None,
            },
        );
        if let Some(scope) = self.scope() {
            scope.add(Entry {
                relation: Relation::From(id),
                alias,
                schema,
                columns,
                element,
            });
        }
    }

    pub(super) fn alias_name(&self, alias: Option<&TableAlias>) -> Option<Cow<'a, str>> {
        names::folded(self.source, &alias?.name)
    }

    fn table(&mut self, id: FromId, name: &'a Name, alias: Option<&TableAlias>) {
        let Some(parts) = self.parts(name) else {
            let known = name.parts.last();
            let own = known.and_then(|ident| names::folded(self.source, ident));
            let alias_name = alias.map_or(own, |alias| names::folded(self.source, &alias.name));
            let columns = with_list(self.source, Columns::unknown(), alias);
            self.relation(id, FromKind::Unknown, columns, alias_name);
            return;
        };
        if let [only] = parts.as_slice()
            && let Some(cte) = self.ctes.find(only)
        {
            let kind = FromKind::Cte {
                query: cte.query,
                recursive: cte.recursive,
            };
            let columns = with_list(self.source, cte.columns.clone(), alias);
            let own = alias.map_or(Some(only.clone()), |alias| {
                names::folded(self.source, &alias.name)
            });
            self.relation(id, kind, columns, own);
            return;
        }
        if let Some((root, column_parts)) = self.array_root(&parts) {
            self.super_array(id, root, column_parts, alias);
            return;
        }
        let (table, columns) = self.find_table(name.span, &parts);
        let columns = with_list(self.source, columns, alias);
        let (own, schema) = match alias {
            Some(alias) => (names::folded(self.source, &alias.name), None),
            None => (parts.last().cloned(), table.schema.clone().map(Cow::Owned)),
        };
        self.add(id, FromKind::Table(table), columns, own, schema, false);
    }

    /// What the catalog knows of a table.
    pub(super) fn find_table(&mut self, span: Span, parts: &[Cow<'_, str>]) -> (TableUse, Columns) {
        match self.catalog.find(parts) {
            Some((schema, table)) => {
                let found = written(parts);
                let found = TableUse {
                    schema: schema.map(str::to_owned).or_else(|| found.schema.clone()),
                    known: true,
                    temporary: table.temporary,
                    ..found
                };
                (found, table.columns.clone())
            }
            None => {
                let found = written(parts);
                if found.system_view.is_none() {
                    self.missing_table(span, parts);
                }
                let columns = found
                    .system_view
                    .map_or_else(Columns::unknown, system_columns);
                (found, columns)
            }
        }
    }

    /// The relation whose array a dotted name in FROM means, and how many parts lead to its column. A relation that
    /// certainly has no such column leaves the name to a table.
    fn array_root(&self, parts: &[Cow<'_, str>]) -> Option<(Option<Relation>, usize)> {
        let [first, column, ..] = parts else {
            return None;
        };
        let entry = self
            .scopes
            .iter()
            .rev()
            .filter(|scope| !scope.hidden)
            .find_map(|scope| scope.by_alias(first))?;
        let relation = Some(entry.relation);
        if entry.element {
            return Some((relation, 1));
        }
        let has_column = entry.columns.position(column).is_some();
        let may_have_column = has_column || !entry.columns.is_complete();
        let is_table = !has_column && self.catalog.find(parts).is_some();
        (may_have_column && !is_table).then_some((relation, 2))
    }

    /// The relation that a path with subscripts begins at.
    fn path_root(&self, path: ExprId) -> Option<Relation> {
        let mut base = path;
        while let Expr::Path { base: inner, .. } | Expr::Paren(inner) = &self.tree.exprs[base] {
            base = *inner;
        }
        match self.facts.column(base) {
            ColumnUse::Column { relation, .. } | ColumnUse::SuperPath { relation, .. } => *relation,
            ColumnUse::WholeRow { relation, .. } => Some(*relation),
            ColumnUse::Unknown
            | ColumnUse::Merged { .. }
            | ColumnUse::Alias { .. }
            | ColumnUse::AliasOrColumn { .. }
            | ColumnUse::Variable
            | ColumnUse::DatePart
            | ColumnUse::Level => None,
        }
    }

    fn super_array(
        &mut self,
        id: FromId,
        root: Option<Relation>,
        column_parts: usize,
        alias: Option<&TableAlias>,
    ) {
        let kind = FromKind::SuperArray { root, column_parts };
        let at = alias.and_then(|alias| alias.at.as_ref());
        let element = alias.map(|alias| &alias.name);
        self.elements(id, kind, element, at);
    }

    /// A relation whose alias is the element itself, with the position of the element beside it.
    fn elements(
        &mut self,
        id: FromId,
        kind: FromKind,
        element: Option<&Ident>,
        position: Option<&Ident>,
    ) {
        let mut columns = Vec::new();
        columns.extend(element.map(|ident| self.named(ident, Type::Super)));
        columns.extend(position.map(|ident| self.named(ident, Type::BigInt)));
        let alias = element.and_then(|ident| names::folded(self.source, ident));
        self.add(id, kind, Columns::complete(columns), alias, None, true);
    }

    /// A column of this name.
    pub(super) fn named(&self, ident: &Ident, ty: Type) -> OutputColumn {
        let mut column = OutputColumn {
            ty,
            ..OutputColumn::default()
        };
        let name = names::folded(self.source, ident);
        column.rename(name.as_deref(), &names::unquoted(self.source, ident));
        column
    }

    fn unnest(&mut self, id: FromId, with_offset: bool, alias: Option<&TableAlias>) {
        let Some(alias) = alias else {
            self.relation(id, FromKind::Unnest, Columns::unknown(), None);
            return;
        };
        let [element, rest @ ..] = alias.columns.as_slice() else {
            let offset = alias.at.as_ref();
            self.elements(id, FromKind::Unnest, Some(&alias.name), offset);
            return;
        };
        let mut columns = vec![self.named(element, Type::Super)];
        match rest.first() {
            Some(offset) => columns.push(self.named(offset, Type::BigInt)),
            None if with_offset => columns.push(OutputColumn::new(DEFAULT_OFFSET, Type::BigInt)),
            None => {}
        }
        let name = self.alias_name(Some(alias));
        self.relation(id, FromKind::Unnest, Columns::complete(columns), name);
    }

    fn unpivot_object(&mut self, id: FromId, value: &Ident, key: Option<&Ident>) {
        let mut columns = vec![self.named(value, Type::Super)];
        columns.extend(key.map(|ident| self.named(ident, Type::Varchar(None))));
        let alias = names::folded(self.source, value);
        self.add(
            id,
            FromKind::UnpivotObject,
            Columns::complete(columns),
            alias,
            None,
            true,
        );
    }

    fn derived(&mut self, id: FromId, lateral: bool, query: QueryId, alias: Option<&TableAlias>) {
        let hidden = self.scopes.last().is_some_and(|scope| scope.hidden);
        if let Some(scope) = self.scope() {
            scope.hidden = hidden || !lateral;
        }
        self.query(query);
        if let Some(scope) = self.scope() {
            scope.hidden = hidden;
        }
        let columns = self
            .facts
            .queries
            .get(query)
            .map(|facts| facts.columns.exposed())
            .unwrap_or_default();
        let columns = with_list(self.source, columns, alias);
        self.relation(id, FromKind::Derived, columns, self.alias_name(alias));
    }

    fn function(&mut self, id: FromId, call: ExprId, alias: Option<&TableAlias>) {
        let ty = self.expr(call);
        let mut ident = alias.map(|alias| &alias.name);
        if let Expr::Call(call) = &self.tree.exprs[call] {
            ident = ident.or(call.name.parts.last());
        }
        let list = alias.map_or(&[][..], |alias| &alias.columns);
        let columns = match list {
            [] => Columns::partial(
                ident
                    .map(|ident| self.named(ident, ty))
                    .into_iter()
                    .collect(),
            ),
            [column] => Columns::partial(vec![self.named(column, ty)]),
            [_, _, ..] => with_list(self.source, Columns::unknown(), alias),
        };
        let name = ident.and_then(|ident| names::folded(self.source, ident));
        self.relation(id, FromKind::Function, columns, name);
    }

    fn parenthesised(&mut self, id: FromId, inner: FromId, alias: Option<&TableAlias>) {
        let first = self.entry_count();
        self.from(inner);
        let Some(alias) = alias else {
            self.facts.froms.set(
                id,
                FromFacts {
                    kind: FromKind::Join,
                    ..FromFacts::default()
                },
            );
            return;
        };
        let columns = match self.facts.columns_of(self.tree, inner) {
            Some(columns) => {
                Columns::complete(columns.into_iter().map(|found| found.column).collect())
            }
            None => Columns::unknown(),
        };
        if let Some(scope) = self.scope() {
            scope.truncate(first);
        }
        let columns = with_list(self.source, columns, Some(alias));
        self.relation(id, FromKind::Join, columns, self.alias_name(Some(alias)));
    }

    /// A join whose left side is read; `first` is the first relation of it.
    fn join(&mut self, id: FromId, first: usize) {
        let From::Join {
            left,
            right,
            kind,
            natural,
            condition,
            ..
        } = &self.tree.froms[id]
        else {
            return;
        };
        let split = self.entry_count();
        self.from(*right);
        let merged = match condition {
            JoinCondition::Using(columns, _) => Some(
                columns
                    .iter()
                    .filter_map(|ident| names::folded(self.source, ident))
                    .map(Cow::into_owned)
                    .collect(),
            ),
            JoinCondition::On(_) | JoinCondition::None if !natural => Some(Vec::new()),
            JoinCondition::On(_) | JoinCondition::None => {
                self.facts.common_columns(self.tree, *left, *right)
            }
        };
        for name in merged.iter().flatten() {
            self.merge(id, name, first..split, *kind);
        }
        self.facts.froms.set(
            id,
            FromFacts {
                kind: FromKind::Join,
                columns: Columns::unknown(),
                merged,
            },
        );
        if let JoinCondition::On(condition) = condition {
            let outside = self.scope().map_or(0, |scope| {
                std::mem::replace(&mut scope.first_visible, first)
            });
            self.expr(*condition);
            if let Some(scope) = self.scope() {
                scope.first_visible = outside;
            }
        }
    }

    /// Makes a column that a join merges known to the scope; `left` are the relations of its left side.
    fn merge(&mut self, join: FromId, name: &str, left: Range<usize>, kind: JoinKind) {
        let Some(scope) = self.scopes.last_mut() else {
            return;
        };
        let ty_in = |entries: &[Entry<'a>]| {
            entries
                .iter()
                .find_map(|entry| entry.columns.get(name))
                .map_or(Type::Unknown, |column| column.ty)
        };
        let entries = scope.entries();
        let right_type = ty_in(entries.get(left.end..).unwrap_or_default());
        let left_type = scope
            .merged_type(name)
            .unwrap_or_else(|| ty_in(entries.get(left).unwrap_or_default()));
        scope.merge(name, join, merge_types(kind, left_type, right_type));
        self.facts.namesakes.extend(scope.row_named(name));
    }
}

/// Columns under the column list of an alias.
pub(super) fn with_list(
    source: &SourceText,
    columns: Columns,
    alias: Option<&TableAlias>,
) -> Columns {
    renamed(
        source,
        columns,
        alias.map_or(&[], |alias| alias.columns.as_slice()),
    )
}

/// A table as it is written.
fn written(parts: &[Cow<'_, str>]) -> TableUse {
    let mut parts = parts.iter().rev().map(|part| part.clone().into_owned());
    let (name, schema) = (parts.next().unwrap_or_default(), parts.next());
    TableUse {
        system_view: system_views::find(schema.as_deref().unwrap_or(""), &name),
        name,
        schema,
        database: parts.next(),
        known: false,
        temporary: false,
    }
}

/// The columns of a system view.
fn system_columns(view: &SystemView) -> Columns {
    let columns = view.columns.iter();
    Columns::complete(
        columns
            .map(|column| OutputColumn::new(column.name, column.ty))
            .collect(),
    )
}
