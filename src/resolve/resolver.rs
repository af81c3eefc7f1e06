//! The state of a resolution, and the entry points.

use std::borrow::Cow;
use std::collections::HashMap;

use smallvec::SmallVec;

use super::catalog::Catalog;
use super::facts::{Contains, Facts};
use super::names;
use super::scope::{Ctes, Scope};
use super::types::Type;
use super::{CallTypes, FunctionTypes};
use crate::redshift::statement::Statement;
use crate::redshift::tree::{BodyId, Cte, ExprId, Name, Tree};
use crate::source::SourceText;

/// The variables and parameters of a procedure by their folded names. Redshift puts them before columns.
pub type Variables = HashMap<String, Type>;

/// Finds the names and types of a statement.
pub fn resolve_statement(
    source: &SourceText,
    statement: &Statement,
    catalog: &Catalog,
    functions: &dyn FunctionTypes,
) -> Facts {
    resolve_into(source, statement, catalog, functions, Facts::default())
}

/// Finds the names and types of a statement, in the memory of facts that nobody needs any more.
pub fn resolve_into(
    source: &SourceText,
    statement: &Statement,
    catalog: &Catalog,
    functions: &dyn FunctionTypes,
    spare: Facts,
) -> Facts {
    let none = Variables::new();
    let mut resolver = Resolver::new(source, &statement.tree, catalog, functions, &none, spare);
    resolver.statement(&statement.node);
    resolver.facts
}

/// Finds the names and types of a statement in the body of a procedure with these variables.
pub fn resolve_with_variables(
    source: &SourceText,
    statement: &Statement,
    catalog: &Catalog,
    functions: &dyn FunctionTypes,
    variables: &Variables,
) -> Facts {
    let mut resolver = Resolver::new(
        source,
        &statement.tree,
        catalog,
        functions,
        variables,
        Facts::default(),
    );
    resolver.statement(&statement.node);
    resolver.facts
}

/// Finds the names and types of expressions that stand alone, with these variables: a condition of IF, the value of an
/// assignment.
pub fn resolve_expressions(
    source: &SourceText,
    tree: &Tree,
    exprs: &[ExprId],
    catalog: &Catalog,
    functions: &dyn FunctionTypes,
    variables: &Variables,
) -> Facts {
    let mut resolver = Resolver::new(
        source,
        tree,
        catalog,
        functions,
        variables,
        Facts::default(),
    );
    for expr in exprs {
        resolver.expr(*expr);
    }
    resolver.facts
}

pub(super) struct Resolver<'a> {
    pub(super) source: &'a SourceText,
    pub(super) tree: &'a Tree,
    pub(super) catalog: &'a Catalog,
    pub(super) functions: &'a dyn FunctionTypes,
    pub(super) variables: &'a Variables,
    pub(super) facts: Facts,
    /// The scopes from the statement inwards.
    pub(super) scopes: Vec<Scope<'a>>,
    pub(super) ctes: Ctes<'a>,
    /// The set operation of the recursive query that is being read: its first branch gives the columns.
    pub(super) seed: Option<(BodyId, &'a Cte)>,
    /// What the expression that is being read contains so far.
    pub(super) contains: Contains,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(
        source: &'a SourceText,
        tree: &'a Tree,
        catalog: &'a Catalog,
        functions: &'a dyn FunctionTypes,
        variables: &'a Variables,
        mut facts: Facts,
    ) -> Self {
        facts.reset(tree);
        Self {
            source,
            tree,
            catalog,
            functions,
            variables,
            facts,
            scopes: Vec::new(),
            ctes: Ctes::default(),
            seed: None,
            contains: Contains::default(),
        }
    }

    /// The folded parts of a name, or `None` where a placeholder hides one.
    pub(super) fn parts(&self, name: &Name) -> Option<SmallVec<[Cow<'a, str>; 3]>> {
        // Every column comes by here: a loop costs half of what collecting options does.
        let mut parts = SmallVec::new();
        for ident in &name.parts {
            parts.push(names::folded(self.source, ident)?);
        }
        Some(parts)
    }

    /// The innermost scope.
    pub(super) fn scope(&mut self) -> Option<&mut Scope<'a>> {
        self.scopes.last_mut()
    }

    /// The type of a call, unless the statement's own functions hide the table's.
    pub(super) fn call_type(&self, call: &CallTypes<'_>) -> Type {
        if self.catalog.has_function(call.name) {
            Type::Unknown
        } else {
            self.functions.call_type(call)
        }
    }
}
