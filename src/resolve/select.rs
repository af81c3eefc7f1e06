//! SELECT: its list with lateral aliases and stars, its clauses, and the keys of GROUP BY and ORDER BY.
//!
//! In `SELECT UPPER(n) AS n FROM t GROUP BY n ORDER BY n` the key of GROUP BY is the column `t.n`, that of ORDER BY the alias.

use rustc_hash::FxHashSet;

use super::columns::{Columns, OutputColumn};
use super::facts::{BodyFacts, ColumnUse, Contains, KeyUse, Relation};
use super::names;
use super::resolver::Resolver;
use super::scope::Scope;
use super::types::Type;
use crate::redshift::tree::{
    Alias, BodyId, Expr, ExprId, GroupBy, GroupItem, Ident, Name, OrderItem, Query, QueryId,
    Select, SelectItem,
};

/// The output columns of a select list while they are read.
#[derive(Default)]
struct List {
    columns: Vec<OutputColumn>,
    hidden: bool,
    stars: Vec<(usize, Relation)>,
}

impl<'a> Resolver<'a> {
    /// Reads a query whose body is a SELECT: ORDER BY sees what the SELECT sees.
    pub(super) fn select(&mut self, id: QueryId, query: &'a Query, select: &'a Select) -> Columns {
        self.scopes.push(Scope::new(Some(id)));
        let columns = self.clauses(query.body, select, &query.order_by);
        self.limits(query);
        self.scopes.pop();
        columns
    }

    /// Reads a SELECT that is a branch of a set operation.
    pub(super) fn branch(&mut self, id: BodyId, select: &'a Select) -> Columns {
        self.scopes.push(Scope::new(None));
        let columns = self.clauses(id, select, &[]);
        self.scopes.pop();
        columns
    }

    fn clauses(&mut self, id: BodyId, select: &'a Select, order_by: &[OrderItem]) -> Columns {
        for from in &select.from {
            self.from(*from);
        }
        if select.connect_by.is_some()
            && let Some(scope) = self.scope()
        {
            scope.hierarchical = true;
        }
        let (list, listed) = self.select_list(select);
        let columns = if list.hidden {
            Columns::partial(list.columns)
        } else {
            Columns::complete(list.columns)
        };
        self.conditions(select);
        if let Some(scope) = self.scope() {
            scope.hide_rows(&columns);
        }
        if let Some(group_by) = &select.group_by {
            self.group_by(group_by, &columns);
        }
        let filtered = self.contained(|this| {
            this.optional(select.having);
            this.optional(select.qualify);
            for (_, window) in &select.windows {
                this.window(window);
            }
        });
        let ordered = self.contained(|this| this.order_by(order_by, select, &columns));
        let contains = listed.and(filtered).and(ordered);
        self.facts.bodies.set(
            id,
            BodyFacts {
                columns: columns.clone(),
                aggregated: select.group_by.is_some()
                    || select.having.is_some()
                    || contains.aggregate,
                windowed: contains.window,
                stars: list.stars,
            },
        );
        columns
    }

    fn conditions(&mut self, select: &'a Select) {
        self.contained(|this| {
            this.optional(select.selection);
            if let Some(connect_by) = &select.connect_by {
                this.optional(connect_by.start_with);
                this.expr(connect_by.condition);
            }
            this.exprs(&select.distinct_on);
            this.optional(select.top.as_ref().map(|top| top.count));
        });
    }

    fn select_list(&mut self, select: &'a Select) -> (List, Contains) {
        let excluded: FxHashSet<_> = select
            .exclude
            .iter()
            .flat_map(|exclude| &exclude.columns)
            .filter_map(|ident| names::folded(self.source, ident))
            .collect();
        let mut list = List::default();
        let mut contains = Contains::default();
        for (item, node) in select.items.iter().enumerate() {
            match node {
                SelectItem::Expr { expr, alias } => {
                    let inside = self.contained(|this| {
                        this.expr(*expr);
                    });
                    contains = contains.and(inside);
                    list.columns.push(self.output(item, *expr, alias.as_ref()));
                }
                SelectItem::Star { qualifier, .. } => {
                    let (columns, complete) = match qualifier {
                        None => self.star(select),
                        Some(name) => self.qualified_star(name, item, &mut list),
                    };
                    list.hidden |= !complete;
                    let kept = columns.into_iter().filter(|column| {
                        let name = column.name.as_deref();
                        !name.is_some_and(|name| excluded.contains(name))
                    });
                    list.columns.extend(kept.map(|column| OutputColumn {
                        item: Some(item),
                        expr: None,
                        ..column
                    }));
                }
                SelectItem::Placeholder(_) => list.hidden = true,
            }
        }
        (list, contains)
    }

    /// The output column of an expression, and its alias for the items after it.
    fn output(&mut self, item: usize, expr: ExprId, alias: Option<&Alias>) -> OutputColumn {
        let mut column = OutputColumn {
            ty: self.facts.ty(expr),
            item: Some(item),
            expr: Some(expr),
            ..OutputColumn::default()
        };
        if let Some(alias) = alias {
            let name = names::folded(self.source, &alias.name);
            let spelling = names::unquoted(self.source, &alias.name);
            column.rename(name.as_deref(), &spelling);
            if let Some(name) = name
                && let Some(scope) = self.scope()
            {
                scope.add_alias(name, item, expr);
            }
        } else if let Some(ident) = self.plain_column(expr) {
            let name = names::folded(self.source, ident);
            let spelling = names::unquoted(self.source, ident);
            column.rename(name.as_deref(), &spelling);
        } else {
            column.name = self.implied_name(expr).map(|name| name.as_ref().into());
            column.implied = true;
        }
        column
    }

    /// The last identifier of an expression that is only a column.
    fn plain_column(&self, expr: ExprId) -> Option<&'a Ident> {
        let tree = self.tree;
        if let Expr::Column(name) = &tree.exprs[self.without_parens(expr)] {
            name.parts.last()
        } else {
            None
        }
    }

    /// The columns of `*`, and whether they are all.
    fn star(&mut self, select: &Select) -> (Vec<OutputColumn>, bool) {
        if let Some(columns) = self.facts.star_columns(self.tree, select) {
            return (
                columns.into_iter().map(|found| found.column).collect(),
                true,
            );
        }
        let known = self
            .scope()
            .map(|scope| {
                scope
                    .entries()
                    .iter()
                    .flat_map(|entry| entry.columns.known())
                    .cloned()
                    .collect()
            })
            .unwrap_or_default();
        (known, false)
    }

    /// The columns of `t.*`, and whether they are all.
    fn qualified_star(
        &mut self,
        name: &Name,
        item: usize,
        list: &mut List,
    ) -> (Vec<OutputColumn>, bool) {
        let Some(parts) = self.parts(name) else {
            return (Vec::new(), false);
        };
        let entry = self
            .scopes
            .iter()
            .rev()
            .find_map(|scope| scope.by_name(&parts));
        match entry {
            Some(entry) => {
                list.stars.push((item, entry.relation));
                let complete = entry.columns.is_complete() && !entry.element;
                (entry.columns.known().to_vec(), complete)
            }
            None => (Vec::new(), false),
        }
    }

    fn group_by(&mut self, group_by: &GroupBy, columns: &Columns) {
        self.contained(|this| {
            for item in &group_by.items {
                this.group_item(item, columns);
            }
        });
    }

    fn group_item(&mut self, item: &GroupItem, columns: &Columns) {
        match item {
            GroupItem::Expr(expr) => self.group_key(*expr, columns),
            GroupItem::Empty(_) => {}
            GroupItem::Rollup(lists, _) | GroupItem::Cube(lists, _) => {
                for expr in lists.iter().flatten() {
                    self.group_key(*expr, columns);
                }
            }
            GroupItem::Sets(items, _) => {
                for item in items {
                    self.group_item(item, columns);
                }
            }
            GroupItem::List(exprs, _) => {
                for expr in exprs {
                    self.group_key(*expr, columns);
                }
            }
        }
    }

    /// A key of GROUP BY: a number, a column of FROM, the name of an output column, or an expression.
    fn group_key(&mut self, expr: ExprId, columns: &Columns) {
        if self.ordinal(expr, columns) {
            return;
        }
        let missing = self.facts.missing.len();
        self.expr(expr);
        let Some(name) = self.bare_name(expr) else {
            if self.plain_column(expr).is_some() {
                self.facts.keys.set(expr, KeyUse::Column);
            }
            return;
        };
        let output = columns
            .get(&name)
            .filter(|column| column.expr.is_some() && column.expr != Some(expr))
            .and_then(|column| Some((column.item?, column.implied, column.ty)));
        let certain_column = |use_: &ColumnUse| match use_ {
            ColumnUse::Column { index, depth, .. } => index.is_some() && *depth == 0,
            ColumnUse::Merged { depth, .. } | ColumnUse::SuperPath { depth, .. } => *depth == 0,
            ColumnUse::Variable | ColumnUse::Level => true,
            ColumnUse::Unknown
            | ColumnUse::Alias { .. }
            | ColumnUse::AliasOrColumn { .. }
            | ColumnUse::WholeRow { .. }
            | ColumnUse::DatePart => false,
        };
        let inner = self.without_parens(expr);
        let meaning = self.facts.column(inner);
        let key = match (meaning, output) {
            (meaning, _) if certain_column(meaning) => KeyUse::Column,
            (ColumnUse::Alias { item, depth: 0 }, _) => KeyUse::Output {
                item: *item,
                implied: false,
            },
            (ColumnUse::AliasOrColumn { item }, _) => KeyUse::OutputOrColumn { item: *item },
            (ColumnUse::Column { .. }, Some((item, true, _))) => KeyUse::OutputOrColumn { item },
            (ColumnUse::Column { .. }, _) | (_, None) => KeyUse::Column,
            (_, Some((item, implied, ty))) => {
                self.facts.types.set(expr, ty);
                self.facts
                    .columns
                    .set(inner, ColumnUse::Alias { item, depth: 0 });
                self.facts.missing.truncate(missing);
                KeyUse::Output { item, implied }
            }
        };
        self.facts.keys.set(expr, key);
    }

    fn order_by(&mut self, items: &[OrderItem], select: &Select, columns: &Columns) {
        for item in items {
            if !self.ordinal(item.expr, columns) {
                self.order_key(item.expr, select, columns);
            }
        }
    }

    /// A key of ORDER BY: the name of an output column goes before a column of FROM.
    fn order_key(&mut self, expr: ExprId, select: &Select, columns: &Columns) {
        let missing = self.facts.missing.len();
        let namesakes = self.facts.namesakes.len();
        self.expr(expr);
        if self.facts.namesakes.len() > namesakes && self.is_item(expr, select) {
            // The position of the item serves too.
            self.facts.namesakes.truncate(namesakes);
        }
        let Some(name) = self.bare_name(expr) else {
            if self.plain_column(expr).is_some() {
                self.facts.keys.set(expr, KeyUse::Column);
            }
            return;
        };
        let output = columns
            .get(&name)
            .and_then(|column| Some((column, column.item?, column.expr?)));
        let Some((column, item, made_of)) = output else {
            self.facts.keys.set(expr, KeyUse::Column);
            return;
        };
        // No table needs to have the name of an output column.
        self.facts.missing.truncate(missing);
        let inner = self.without_parens(expr);
        let has_alias = matches!(
            select.items.get(item),
            Some(SelectItem::Expr { alias: Some(_), .. })
        );
        if !has_alias && self.plain_column(made_of).is_some() {
            let mut meaning = self.facts.column(self.without_parens(made_of)).clone();
            if let ColumnUse::Column { qualifier, .. } = &mut meaning {
                *qualifier = 0;
            }
            self.facts.columns.set(inner, meaning);
            self.facts.keys.set(expr, KeyUse::Column);
        } else {
            self.facts
                .columns
                .set(inner, ColumnUse::Alias { item, depth: 0 });
            self.facts.keys.set(
                expr,
                KeyUse::Output {
                    item,
                    implied: column.implied,
                },
            );
        }
        self.set_type(expr, column.ty);
    }

    /// Whether a column with its table is an item of the list.
    fn is_item(&self, key: ExprId, select: &Select) -> bool {
        let text = |expr: ExprId| self.source.slice(self.tree.span(expr));
        let is_key = |item: &SelectItem| {
            let SelectItem::Expr { expr, .. } = item else {
                return false;
            };
            text(*expr).eq_ignore_ascii_case(text(key))
        };
        matches!(self.tree.exprs[key], Expr::Column(_)) && select.items.iter().any(is_key)
    }

    /// The type of a key in its parentheses.
    pub(super) fn set_type(&mut self, expr: ExprId, ty: Type) {
        let mut inner = expr;
        self.facts.types.set(inner, ty);
        while let Expr::Paren(next) = &self.tree.exprs[inner] {
            inner = *next;
            self.facts.types.set(inner, ty);
        }
    }
}
