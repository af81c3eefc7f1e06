//! Queries: WITH, bodies, SELECT and its clauses.

use super::{BodyId, ExprId, FromId, Ident, Name, OrderItem, QueryId, SetQuantifier, Window};
use crate::span::Span;

/// A query with what stands around its body.
#[derive(Clone, Debug)]
pub struct Query {
    /// All of it, without the parentheses of a subquery.
    pub span: Span,
    /// WITH.
    pub with: Option<With>,
    /// The body.
    pub body: BodyId,
    /// ORDER BY.
    pub order_by: Vec<OrderItem>,
    /// From ORDER to the last item.
    pub order_span: Option<Span>,
    /// LIMIT.
    pub limit: Option<Limit>,
    /// The value of OFFSET.
    pub offset: Option<ExprId>,
    /// OFFSET with its value (and ROWS).
    pub offset_span: Option<Span>,
    /// `FOR UPDATE …`.
    pub for_update: Option<Span>,
}

/// LIMIT n, LIMIT ALL, FETCH FIRST n ROWS ONLY.
#[derive(Clone, Debug)]
pub struct Limit {
    /// `None` for ALL, and for FETCH FIRST without a number.
    pub count: Option<ExprId>,
    /// Written as FETCH FIRST.
    pub fetch: bool,
    /// All of it.
    pub span: Span,
}

/// WITH and its common table expressions.
#[derive(Clone, Debug)]
pub struct With {
    /// RECURSIVE.
    pub recursive: bool,
    /// In order.
    pub ctes: Vec<Cte>,
    /// From WITH to the last parenthesis.
    pub span: Span,
}

/// A common table expression.
#[derive(Clone, Debug)]
pub struct Cte {
    /// Its name.
    pub name: Ident,
    /// The column list.
    pub columns: Vec<Ident>,
    /// The column list with its parentheses.
    pub columns_span: Option<Span>,
    /// What it stands for.
    pub query: QueryId,
    /// All of it.
    pub span: Span,
}

/// The body of a query.
#[derive(Clone, Debug)]
pub enum Body {
    /// SELECT.
    Select(Box<Select>),
    /// `(query)`.
    Query(QueryId),
    /// `VALUES (…), (…)`.
    Values(Vec<Vec<ExprId>>),
    /// UNION, EXCEPT and MINUS from left to right, or INTERSECT (which binds tighter, so it stands in a body of its own).
    SetOperation {
        /// At least two.
        inputs: Vec<BodyId>,
        /// One fewer.
        ops: Vec<SetOperator>,
    },
    /// `TABLE t`, a placeholder for a whole query, or an error.
    Placeholder,
}

/// A set operator between two bodies.
#[derive(Clone, Copy, Debug)]
pub struct SetOperator {
    /// Which.
    pub op: SetOp,
    /// ALL.
    pub all: bool,
    /// DISTINCT is written.
    pub distinct: bool,
    /// Its tokens.
    pub span: Span,
}

/// UNION, INTERSECT, EXCEPT, MINUS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetOp {
    /// UNION.
    Union,
    /// INTERSECT.
    Intersect,
    /// EXCEPT.
    Except,
    /// MINUS: EXCEPT.
    Minus,
}

/// SELECT.
#[derive(Clone, Debug)]
pub struct Select {
    /// The SELECT keyword.
    pub select_span: Span,
    /// ALL or DISTINCT.
    pub quantifier: SetQuantifier,
    /// `DISTINCT ON (…)`, of PostgreSQL.
    pub distinct_on: Vec<ExprId>,
    /// TOP n.
    pub top: Option<Top>,
    /// The select list.
    pub items: Vec<SelectItem>,
    /// EXCLUDE after the list.
    pub exclude: Option<Exclude>,
    /// INTO.
    pub into: Option<Into>,
    /// The items of FROM between commas.
    pub from: Vec<FromId>,
    /// From FROM to its last item.
    pub from_span: Option<Span>,
    /// The condition of WHERE.
    pub selection: Option<ExprId>,
    /// WHERE with its condition.
    pub where_span: Option<Span>,
    /// START WITH and CONNECT BY.
    pub connect_by: Option<ConnectBy>,
    /// GROUP BY.
    pub group_by: Option<GroupBy>,
    /// The condition of HAVING.
    pub having: Option<ExprId>,
    /// HAVING with its condition.
    pub having_span: Option<Span>,
    /// The condition of QUALIFY.
    pub qualify: Option<ExprId>,
    /// QUALIFY with its condition.
    pub qualify_span: Option<Span>,
    /// WINDOW w AS (…), of PostgreSQL.
    pub windows: Vec<(Ident, Window)>,
}

/// TOP n.
#[derive(Clone, Debug)]
pub struct Top {
    /// The number.
    pub count: ExprId,
    /// TOP and its number.
    pub span: Span,
}

/// An item of the select list.
#[derive(Clone, Debug)]
pub enum SelectItem {
    /// An expression with or without an alias.
    Expr {
        /// The expression.
        expr: ExprId,
        /// Its alias.
        alias: Option<Alias>,
    },
    /// `*`, `t.*`.
    Star {
        /// Before the star.
        qualifier: Option<Name>,
        /// All of it.
        span: Span,
    },
    /// A template placeholder for a whole list.
    Placeholder(Span),
}

/// An alias with or without AS.
#[derive(Clone, Copy, Debug)]
pub struct Alias {
    /// The name.
    pub name: Ident,
    /// AS, where it stands.
    pub as_span: Option<Span>,
}

/// EXCLUDE a, b / EXCLUDE (a, b).
#[derive(Clone, Debug)]
pub struct Exclude {
    /// The columns.
    pub columns: Vec<Ident>,
    /// All of it.
    pub span: Span,
}

/// INTO \[TEMP\] \[TABLE\] t.
#[derive(Clone, Debug)]
pub struct Into {
    /// TEMP, or a `#name`.
    pub temporary: bool,
    /// The new table.
    pub name: Name,
    /// All of it.
    pub span: Span,
}

/// START WITH … CONNECT BY ….
#[derive(Clone, Debug)]
pub struct ConnectBy {
    /// START WITH.
    pub start_with: Option<ExprId>,
    /// CONNECT BY.
    pub condition: ExprId,
    /// NOCYCLE.
    pub nocycle: bool,
    /// All of it.
    pub span: Span,
}

/// GROUP BY.
#[derive(Clone, Debug)]
pub struct GroupBy {
    /// What is grouped by; empty for ALL.
    pub items: Vec<GroupItem>,
    /// GROUP BY ALL.
    pub all: bool,
    /// All of it.
    pub span: Span,
}

/// An item of GROUP BY.
#[derive(Clone, Debug)]
pub enum GroupItem {
    /// An expression, an ordinal or an alias.
    Expr(ExprId),
    /// `()`.
    Empty(Span),
    /// `ROLLUP (…)`: each element is a list of one or more expressions.
    Rollup(Vec<Vec<ExprId>>, Span),
    /// `CUBE (…)`.
    Cube(Vec<Vec<ExprId>>, Span),
    /// `GROUPING SETS (…)`, nested as written.
    Sets(Vec<GroupItem>, Span),
    /// `(a, b)` inside GROUPING SETS.
    List(Vec<ExprId>, Span),
}
