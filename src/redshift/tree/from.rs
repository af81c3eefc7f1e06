//! Items of FROM: tables, joins, PIVOT and UNPIVOT.

use super::{Alias, ExprId, FromId, Ident, Name, QueryId};
use crate::span::Span;

/// The alias of an item of FROM.
#[derive(Clone, Debug)]
pub struct TableAlias {
    /// The name.
    pub name: Ident,
    /// AS, where it stands.
    pub as_span: Option<Span>,
    /// The column list (types of `f() AS t(a int)` are skipped over into the span).
    pub columns: Vec<Ident>,
    /// The column list with its parentheses.
    pub columns_span: Option<Span>,
    /// The name after AT (SUPER arrays).
    pub at: Option<Ident>,
    /// All of it.
    pub span: Span,
}

/// An item of FROM.
#[derive(Clone, Debug)]
pub enum From {
    /// A table, a CTE, or a SUPER path of dots (`t.arr`): which, the resolver knows.
    Table {
        /// Its name.
        name: Name,
        /// `t *` or ONLY, of PostgreSQL.
        inherit: Option<Span>,
        /// Its alias.
        alias: Option<TableAlias>,
    },
    /// A SUPER path with subscripts: `t.arr[0].items AS i`.
    Path {
        /// The path.
        path: ExprId,
        /// Its alias.
        alias: Option<TableAlias>,
    },
    /// `(query) alias`.
    Query {
        /// LATERAL, of PostgreSQL.
        lateral: bool,
        /// The query.
        query: QueryId,
        /// Its alias.
        alias: Option<TableAlias>,
    },
    /// `f(…) alias`.
    Function {
        /// A call.
        call: ExprId,
        /// Its alias.
        alias: Option<TableAlias>,
    },
    /// `UNNEST(super) [WITH OFFSET] [AS] t(x, o)`.
    Unnest {
        /// The array.
        array: ExprId,
        /// WITH OFFSET.
        with_offset: bool,
        /// Its alias.
        alias: Option<TableAlias>,
    },
    /// `UNPIVOT object AS value AT key`.
    UnpivotObject {
        /// The object.
        object: ExprId,
        /// The name of the values.
        value: Ident,
        /// The name of the keys.
        key: Option<Ident>,
    },
    /// A join.
    Join {
        /// Left side.
        left: FromId,
        /// Right side.
        right: FromId,
        /// Which.
        kind: JoinKind,
        /// NATURAL.
        natural: bool,
        /// ON or USING.
        condition: JoinCondition,
        /// The tokens from NATURAL / LEFT / JOIN to JOIN.
        op_span: Span,
    },
    /// `(from)`.
    Paren {
        /// Inside.
        inner: FromId,
        /// PostgreSQL allows an alias for a join.
        alias: Option<TableAlias>,
    },
    /// `t PIVOT (agg FOR c IN (…)) alias`.
    Pivot(Box<Pivot>),
    /// `t UNPIVOT (v FOR n IN (…)) alias`.
    Unpivot(Box<Unpivot>),
}

/// Kinds of joins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JoinKind {
    /// JOIN, INNER JOIN.
    Inner,
    /// LEFT \[OUTER\] JOIN.
    Left,
    /// RIGHT \[OUTER\] JOIN.
    Right,
    /// FULL \[OUTER\] JOIN.
    Full,
    /// CROSS JOIN.
    Cross,
}

/// The condition of a join.
#[derive(Clone, Debug)]
pub enum JoinCondition {
    /// None: CROSS or NATURAL.
    None,
    /// ON.
    On(ExprId),
    /// USING with its parentheses.
    Using(Vec<Ident>, Span),
}

/// PIVOT.
#[derive(Clone, Debug)]
pub struct Pivot {
    /// What is pivoted.
    pub input: FromId,
    /// Calls of aggregates with aliases.
    pub aggregates: Vec<(ExprId, Option<Alias>)>,
    /// The column after FOR.
    pub column: ExprId,
    /// The constants with aliases.
    pub values: Vec<(ExprId, Option<Alias>)>,
    /// Its alias.
    pub alias: Option<TableAlias>,
}

/// UNPIVOT of columns.
#[derive(Clone, Debug)]
pub struct Unpivot {
    /// What is unpivoted.
    pub input: FromId,
    /// `Some(true)` for INCLUDE NULLS.
    pub include_nulls: Option<bool>,
    /// The column of values.
    pub value: Ident,
    /// The column of names.
    pub name: Ident,
    /// The columns with aliases (identifiers or strings).
    pub columns: Vec<(Name, Option<Span>)>,
    /// Its alias.
    pub alias: Option<TableAlias>,
}
