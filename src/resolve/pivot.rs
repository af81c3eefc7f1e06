//! PIVOT and UNPIVOT of columns.
//!
//! `part PIVOT (AVG(price) FOR name IN ('prop' AS p, 'wing'))` has the columns of `part` without `price` and `name`, then `p`
//! and `wing`.

use std::borrow::Cow;

use super::columns::{Columns, OutputColumn};
use super::facts::{FromKind, Relation};
use super::from::with_list;
use super::names;
use super::resolver::Resolver;
use super::rules;
use super::scope::Scope;
use super::types::Type;
use crate::redshift::tree::{Alias, Expr, ExprId, FromId, Literal, Pivot, TableAlias, Unpivot};

/// The input of a PIVOT or UNPIVOT, read in a scope of its own.
struct Input<'a> {
    columns: Columns,
    alias: Option<Cow<'a, str>>,
}

impl<'a> Resolver<'a> {
    pub(super) fn pivot(&mut self, id: FromId, pivot: &Pivot) {
        let outside = self.hide_siblings();
        self.scopes.push(Scope::new(None));
        let input = self.input(pivot.input);
        self.contained(|this| {
            for (expr, _) in &pivot.aggregates {
                this.expr(*expr);
            }
            this.expr(pivot.column);
            for (expr, _) in &pivot.values {
                this.expr(*expr);
            }
        });
        self.scopes.pop();
        self.show_siblings(outside);
        let mut used = self.column_names(pivot.column);
        for (expr, _) in &pivot.aggregates {
            used.extend(self.column_names(*expr));
        }
        let mut list = remaining(&input.columns, &used);
        for (value, alias) in &pivot.values {
            for (aggregate, suffix) in &pivot.aggregates {
                list.push(OutputColumn {
                    name: self.pivot_name(*value, alias.as_ref(), suffix.as_ref()),
                    ty: self.facts.ty(*aggregate),
                    ..OutputColumn::default()
                });
            }
        }
        self.result(id, FromKind::Pivot, list, input, pivot.alias.as_ref());
    }

    pub(super) fn unpivot(&mut self, id: FromId, unpivot: &Unpivot) {
        let outside = self.hide_siblings();
        self.scopes.push(Scope::new(None));
        let input = self.input(unpivot.input);
        self.scopes.pop();
        self.show_siblings(outside);
        let used: Vec<_> = unpivot
            .columns
            .iter()
            .filter_map(|(name, _)| names::folded(self.source, name.parts.last()?))
            .collect();
        let ty = rules::common(used.iter().map(|name| {
            input
                .columns
                .get(name)
                .map_or(Type::Unknown, |column| column.ty)
        }));
        let mut list = remaining(&input.columns, &used);
        list.push(self.named(&unpivot.name, Type::Varchar(None)));
        list.push(self.named(&unpivot.value, ty));
        self.result(id, FromKind::Unpivot, list, input, unpivot.alias.as_ref());
    }

    fn hide_siblings(&mut self) -> bool {
        self.scope()
            .is_some_and(|scope| std::mem::replace(&mut scope.hidden, true))
    }

    fn show_siblings(&mut self, outside: bool) {
        if let Some(scope) = self.scope() {
            scope.hidden = outside;
        }
    }

    /// Reads the input; it is alone in the innermost scope.
    fn input(&mut self, from: FromId) -> Input<'a> {
        self.from(from);
        let columns = match self.facts.columns_of(self.tree, from) {
            Some(columns) => {
                Columns::complete(columns.into_iter().map(|found| found.column).collect())
            }
            None => self
                .facts
                .relation_columns(Relation::From(from))
                .cloned()
                .unwrap_or_default(),
        };
        let alias = self
            .scopes
            .last()
            .and_then(|scope| scope.entries().first())
            .and_then(|entry| entry.alias.clone());
        Input { columns, alias }
    }

    fn result(
        &mut self,
        id: FromId,
        kind: FromKind,
        list: Vec<OutputColumn>,
        input: Input<'a>,
        alias: Option<&TableAlias>,
    ) {
        let columns = if input.columns.is_complete() {
            Columns::complete(list)
        } else {
            Columns::partial(list)
        };
        let columns = with_list(self.source, columns, alias);
        let name = match alias {
            Some(alias) => self.alias_name(Some(alias)),
            None => input.alias,
        };
        self.relation(id, kind, columns, name);
    }

    /// The folded names of all columns that stand in an expression.
    fn column_names(&self, expr: ExprId) -> Vec<Cow<'a, str>> {
        let outer = self.tree.span(expr);
        let mut found = Vec::new();
        for (id, node) in self.tree.exprs.iter() {
            if let Expr::Column(name) = node
                && outer.contains(self.tree.span(id))
            {
                let ident = name.parts.last();
                found.extend(ident.and_then(|ident| names::folded(self.source, ident)));
            }
        }
        found
    }

    /// The name of a column of PIVOT: alias or text of the value, then the alias of the aggregate.
    fn pivot_name(
        &self,
        value: ExprId,
        alias: Option<&Alias>,
        suffix: Option<&Alias>,
    ) -> Option<std::sync::Arc<str>> {
        let base = match alias {
            Some(alias) => names::folded(self.source, &alias.name)?,
            None => self.constant_name(value)?,
        };
        match suffix {
            None => Some(base.as_ref().into()),
            Some(suffix) => {
                let suffix = names::folded(self.source, &suffix.name)?;
                Some(format!("{base}_{suffix}").into())
            }
        }
    }

    fn constant_name(&self, value: ExprId) -> Option<Cow<'a, str>> {
        let text = self.source.slice(self.tree.span(value));
        let Expr::Literal(kind) = &self.tree.exprs[self.without_parens(value)] else {
            return None;
        };
        match kind {
            Literal::String => {
                let inner = text.strip_prefix('\'')?.strip_suffix('\'')?;
                // A backslash or a placeholder makes the value another text.
                let plain = !inner.contains(['\\', '{', '$']);
                plain.then(|| Cow::Owned(inner.replace("''", "'").to_lowercase()))
            }
            Literal::Integer
            | Literal::Decimal
            | Literal::Float
            | Literal::Null
            | Literal::True
            | Literal::False => Some(names::fold(text)),
            Literal::EscapeString | Literal::DollarString | Literal::Hex => None,
        }
    }
}

/// The columns that are not used up.
fn remaining(columns: &Columns, used: &[Cow<'_, str>]) -> Vec<OutputColumn> {
    let is_used = |column: &OutputColumn| {
        used.iter()
            .any(|name| column.name.as_deref() == Some(name.as_ref()))
    };
    columns
        .known()
        .iter()
        .filter(|column| !is_used(column))
        .cloned()
        .collect()
}
