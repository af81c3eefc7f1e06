//! Names and types: the catalog, the scopes, and Redshift's typing rules.
//!
//! [`resolve_statement`] reads a Redshift tree and gives [`Facts`]: in `SELECT a / 2 AS b, b + 1 FROM t`, `a` is a column of
//! `t` with the type that the [`Catalog`] has, `a / 2` an INTEGER if it is one, and the second `b` the alias of the first
//! item. What is not known stays [`Type::Unknown`]; nothing is guessed. The catalog is fed by the statements as they pass
//! ([`Catalog::apply`]) and by schema files ([`Catalog::add_ddl`], [`Catalog::add_csv`]).

mod catalog;
mod columns;
mod expr;
mod facts;
mod feed;
mod from;
mod missing;
mod names;
mod pivot;
mod query;
mod resolver;
pub mod rules;
mod schema_file;
mod scope;
mod select;
mod statement;
mod types;

#[cfg(test)]
mod tests;

pub use catalog::{Catalog, Table, TableKind};
pub use columns::{ColumnFlags, Columns, OutputColumn};
pub use facts::{
    BodyFacts, ColumnUse, Contains, Facts, FromColumn, FromFacts, FromKind, KeyUse, QueryFacts,
    Relation, TableUse, Target,
};
pub use feed::{SearchPath, search_path};
pub use from::DEFAULT_OFFSET;
pub use missing::Missing;
pub use names::{ANONYMOUS, fold, folded, implied_name, unquoted};
pub use resolver::{
    Variables, resolve_expressions, resolve_into, resolve_statement, resolve_with_variables,
};
pub use schema_file::SchemaError;
pub use types::{MAX_PRECISION, MAX_VARCHAR, Type};

use crate::redshift::tree::{Call, Expr};

/// What the resolver asks of the table of functions.
pub trait FunctionTypes {
    /// The type of a call by the folded name of the function and the types of its arguments.
    fn result_type(&self, name: &str, args: &[Type]) -> Type;

    /// Whether the function is an aggregate.
    fn is_aggregate(&self, name: &str) -> bool;

    /// The type of a call by all that is known of it: constants and date parts decide some.
    fn call_type(&self, call: &CallTypes<'_>) -> Type {
        let types: Vec<Type> = call.args.iter().map(|arg| arg.ty).collect();
        self.result_type(call.name, &types)
    }
}

/// A call whose arguments have their types.
#[derive(Clone, Copy, Debug)]
pub struct CallTypes<'a> {
    /// The name, folded, without a schema.
    pub name: &'a str,
    /// The call.
    pub call: &'a Call,
    /// Its arguments, in the order of [`Call::args`].
    pub args: &'a [TypedArg<'a>],
    /// The types of the keys of WITHIN GROUP.
    pub within_group: &'a [Type],
}

/// An argument with its type.
#[derive(Clone, Copy, Debug)]
pub struct TypedArg<'a> {
    /// Its type; [`Type::UnknownLiteral`] for a bare date part.
    pub ty: Type,
    /// The expression, without parentheses around it.
    pub expr: &'a Expr,
    /// Its text: of a constant with its quotes, of a bare date part the word.
    pub text: &'a str,
}
