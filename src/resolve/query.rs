//! Queries: WITH, set operations, VALUES, and what stands around a body.

use std::borrow::Cow;

use super::columns::{Columns, OutputColumn};
use super::facts::{BodyFacts, ColumnUse, KeyUse, QueryFacts};
use super::names;
use super::resolver::Resolver;
use super::rules;
use super::scope::{CteEntry, Scope};
use super::types::Type;
use crate::redshift::tree::{
    Body, BodyId, Cte, Expr, ExprId, Ident, Literal, OrderItem, Query, QueryId, With,
};
use crate::source::SourceText;

impl<'a> Resolver<'a> {
    /// Reads a query; the columns of its output are in the facts afterwards.
    pub(super) fn query(&mut self, id: QueryId) {
        let query = &self.tree.queries[id];
        let outside = self.ctes.len();
        if let Some(with) = &query.with {
            self.with(with);
        }
        let columns = match &self.tree.bodies[query.body] {
            Body::Select(select) => self.select(id, query, select),
            Body::Query(_) | Body::Values(_) | Body::SetOperation { .. } | Body::Placeholder => {
                self.scopes.push(Scope::new(Some(id)));
                let columns = self.body(query.body);
                self.output_order(&query.order_by, &columns);
                self.limits(query);
                self.scopes.pop();
                columns
            }
        };
        self.ctes.forget(outside);
        let correlated = self.facts.correlated(id);
        self.facts.queries.set(
            id,
            QueryFacts {
                columns,
                correlated,
            },
        );
    }

    /// LIMIT and OFFSET.
    pub(super) fn limits(&mut self, query: &Query) {
        self.optional(query.limit.as_ref().and_then(|limit| limit.count));
        self.optional(query.offset);
    }

    /// Defines the common table expressions, one after the other.
    pub(super) fn with(&mut self, with: &'a With) {
        for cte in &with.ctes {
            let name = names::folded(self.source, &cte.name);
            if with.recursive
                && let Some(name) = &name
            {
                self.recursive_cte(name.clone(), cte);
            } else {
                self.query(cte.query);
            }
            let columns = self.cte_columns(cte);
            if let Some(name) = name {
                self.ctes.define(
                    name,
                    CteEntry {
                        query: cte.query,
                        columns,
                        recursive: false,
                    },
                );
            }
        }
    }

    fn cte_columns(&self, cte: &Cte) -> Columns {
        let columns = self
            .facts
            .queries
            .get(cte.query)
            .map(|facts| facts.columns.exposed())
            .unwrap_or_default();
        renamed(self.source, columns, &cte.columns)
    }

    /// A query that may name itself: while it is read, the name stands for the column list, and after its first branch for
    /// that branch.
    fn recursive_cte(&mut self, name: Cow<'a, str>, cte: &'a Cte) {
        let outside = self.ctes.len();
        let query = &self.tree.queries[cte.query];
        self.ctes.define(
            name,
            CteEntry {
                query: cte.query,
                columns: renamed(self.source, Columns::unknown(), &cte.columns),
                recursive: true,
            },
        );
        let seed = match &self.tree.bodies[query.body] {
            Body::SetOperation { .. } if query.with.is_none() => Some((query.body, cte)),
            Body::SetOperation { .. }
            | Body::Select(_)
            | Body::Query(_)
            | Body::Values(_)
            | Body::Placeholder => None,
        };
        let outer_seed = std::mem::replace(&mut self.seed, seed);
        self.query(cte.query);
        self.seed = outer_seed;
        self.ctes.forget(outside);
    }

    /// Reads a body in the scope that is open for it. A SELECT gets a scope of its own.
    fn body(&mut self, id: BodyId) -> Columns {
        let tree = self.tree;
        let columns = match &tree.bodies[id] {
            Body::Select(select) => self.branch(id, select),
            Body::Query(query) => {
                self.query(*query);
                self.facts
                    .queries
                    .get(*query)
                    .map(|facts| facts.columns.clone())
                    .unwrap_or_default()
            }
            Body::Values(rows) => self.values(rows),
            Body::SetOperation { inputs, .. } => self.set_operation(id, inputs),
            Body::Placeholder => Columns::unknown(),
        };
        let facts = self.facts.bodies.get(id).cloned().unwrap_or_default();
        self.facts.bodies.set(
            id,
            BodyFacts {
                columns: columns.clone(),
                ..facts
            },
        );
        columns
    }

    fn set_operation(&mut self, id: BodyId, inputs: &[BodyId]) -> Columns {
        let seed = self.seed.take_if(|(body, _)| *body == id);
        let mut rest = inputs.iter();
        let Some(first) = rest.next() else {
            return Columns::unknown();
        };
        let first = self.body(*first);
        self.plant(seed, &first);
        let mut types: Vec<Type> = first.known().iter().map(|column| column.ty).collect();
        for input in rest {
            let columns = self.body(*input);
            combine(&mut types, &columns);
        }
        let unchanged = first
            .known()
            .iter()
            .zip(&types)
            .all(|(column, ty)| column.ty == *ty);
        if unchanged {
            return first;
        }
        let common = first.changed(|list| {
            for (column, ty) in list.iter_mut().zip(types) {
                column.ty = ty;
            }
        });
        if seed.is_some() {
            // The branches that name the query read columns of the common types.
            self.plant(seed, &common);
            for input in inputs.iter().skip(1) {
                self.body(*input);
            }
        }
        common
    }

    /// While a recursive query is read, its name stands for these columns.
    fn plant(&mut self, seed: Option<(BodyId, &Cte)>, columns: &Columns) {
        let Some((_, cte)) = seed else { return };
        let columns = renamed(self.source, columns.exposed(), &cte.columns);
        if let Some(entry) = self.ctes.newest() {
            entry.columns = columns;
        }
    }

    fn values(&mut self, rows: &[Vec<ExprId>]) -> Columns {
        let mut types: Vec<Type> = Vec::new();
        for (number, row) in rows.iter().enumerate() {
            for (position, expr) in row.iter().enumerate() {
                let ty = self.expr(*expr);
                match types.get_mut(position) {
                    Some(common) => *common = rules::common_of_two(*common, ty),
                    None if number == 0 => types.push(ty),
                    None => {}
                }
            }
        }
        let column = |(position, ty)| OutputColumn {
            implied: true,
            item: Some(position),
            ..OutputColumn::new(&format!("column{}", position + 1), ty)
        };
        Columns::complete(types.into_iter().enumerate().map(column).collect())
    }

    /// ORDER BY of a set operation: its keys are names and numbers of output columns.
    fn output_order(&mut self, items: &[OrderItem], columns: &Columns) {
        for item in items {
            if !self.ordinal(item.expr, columns) {
                self.output_key(item.expr, columns);
            }
        }
    }

    /// A key of ORDER BY that can only be the name of an output column.
    fn output_key(&mut self, expr: ExprId, columns: &Columns) {
        self.expr(expr);
        let Some(name) = self.bare_name(expr) else {
            return;
        };
        let inner = self.without_parens(expr);
        if *self.facts.column(inner) == ColumnUse::Variable {
            return;
        }
        let meaning = ColumnUse::Column {
            relation: None,
            index: None,
            qualifier: 0,
            depth: 0,
        };
        self.facts.columns.set(inner, meaning);
        let column = columns.get(&name);
        let key = match column.and_then(|column| Some((column.item?, column.implied))) {
            Some((item, implied)) => KeyUse::Output { item, implied },
            None => KeyUse::Column,
        };
        self.facts.keys.set(expr, key);
        self.set_type(expr, column.map_or(Type::Unknown, |column| column.ty));
    }

    /// Whether a key is the number of an output column.
    pub(super) fn ordinal(&mut self, expr: ExprId, columns: &Columns) -> bool {
        let inner = self.without_parens(expr);
        let Expr::Literal(Literal::Integer) = &self.tree.exprs[inner] else {
            return false;
        };
        self.expr(expr);
        let text = self.source.slice(self.tree.span(inner));
        let Ok(position) = text.parse::<usize>() else {
            return false;
        };
        // Behind a star over unknown columns the known columns are not where they seem to be.
        let before_stars = || {
            let mut before = columns.known().iter().take(position).enumerate();
            before.all(|(index, column)| column.item == Some(index) && column.expr.is_some())
        };
        let item = position
            .checked_sub(1)
            .and_then(|index| columns.at(index))
            .filter(|_| columns.is_complete() || before_stars())
            .and_then(|column| column.item);
        self.facts
            .keys
            .set(expr, KeyUse::Ordinal { position, item });
        true
    }

    /// The folded name of a key that is only a name.
    pub(super) fn bare_name(&self, expr: ExprId) -> Option<Cow<'a, str>> {
        let Expr::Column(name) = &self.tree.exprs[self.without_parens(expr)] else {
            return None;
        };
        match name.parts.as_slice() {
            [only] => names::folded(self.source, only),
            _ => None,
        }
    }

    pub(super) fn without_parens(&self, expr: ExprId) -> ExprId {
        let mut inner = expr;
        while let Expr::Paren(next) = &self.tree.exprs[inner] {
            inner = *next;
        }
        inner
    }
}

/// Takes the columns of another branch into the common types.
fn combine(types: &mut [Type], columns: &Columns) {
    let branch = columns.all().filter(|branch| branch.len() == types.len());
    for (position, ty) in types.iter_mut().enumerate() {
        let other = branch
            .and_then(|branch| branch.get(position))
            .map_or(Type::Unknown, |column| column.ty);
        *ty = rules::common_of_two(*ty, other);
    }
}

/// Columns with the names of a column list; where they are not known, the list says which there are at least.
pub(super) fn renamed(source: &SourceText, columns: Columns, list: &[Ident]) -> Columns {
    if list.is_empty() {
        return columns;
    }
    let rename = |column: &mut OutputColumn, ident: &Ident| {
        let name = names::folded(source, ident);
        column.rename(name.as_deref(), &names::unquoted(source, ident));
    };
    if columns.is_complete() {
        return columns.changed(|known| {
            for (column, ident) in known.iter_mut().zip(list) {
                rename(column, ident);
            }
        });
    }
    // The known columns of a partial list have no certain place, so none of them gets a name of the list.
    let named = list.iter().map(|ident| {
        let mut column = OutputColumn::default();
        rename(&mut column, ident);
        column
    });
    Columns::partial(named.collect())
}
