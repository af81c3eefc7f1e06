//! Queries: bodies, SELECT and its clauses, items of FROM.

use super::{BodyId, ExprId, FromId, Name, OrderItem, QueryId, Text, Window};
use crate::span::Span;

/// A query.
#[derive(Clone, Debug)]
pub struct Query {
    /// RECURSIVE.
    pub recursive: bool,
    /// Common table expressions.
    pub ctes: Vec<(Text, QueryId)>,
    /// The body.
    pub body: BodyId,
    /// ORDER BY.
    pub order_by: Vec<OrderItem>,
    /// LIMIT.
    pub limit: Option<ExprId>,
    /// OFFSET; only with LIMIT.
    pub offset: Option<ExprId>,
}

/// The body of a query.
#[derive(Clone, Debug)]
pub enum Body {
    /// SELECT.
    Select(Box<Select>),
    /// `(query)`.
    Query(QueryId),
    /// One operator between two or more bodies: BigQuery does not mix them.
    Set(SetOp, Vec<BodyId>),
    /// A template placeholder for a whole query.
    Placeholder(Span),
}

/// Set operators of BigQuery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetOp {
    /// UNION ALL.
    UnionAll,
    /// UNION DISTINCT.
    UnionDistinct,
    /// INTERSECT DISTINCT.
    Intersect,
    /// EXCEPT DISTINCT.
    Except,
}

/// SELECT.
#[derive(Clone, Debug, Default)]
pub struct Select {
    /// DISTINCT.
    pub distinct: bool,
    /// AS STRUCT.
    pub as_struct: bool,
    /// The select list.
    pub items: Vec<SelectItem>,
    /// The items of FROM between commas.
    pub from: Vec<FromId>,
    /// WHERE.
    pub selection: Option<ExprId>,
    /// GROUP BY.
    pub group_by: Vec<GroupItem>,
    /// GROUP BY ALL.
    pub group_by_all: bool,
    /// HAVING.
    pub having: Option<ExprId>,
    /// QUALIFY.
    pub qualify: Option<ExprId>,
    /// WINDOW w AS (…).
    pub windows: Vec<(Text, Window)>,
}

/// An item of the select list.
#[derive(Clone, Debug)]
pub enum SelectItem {
    /// An expression.
    Expr {
        /// The expression.
        expr: ExprId,
        /// Its alias.
        alias: Option<Text>,
    },
    /// `*`, `t.*`, `* EXCEPT (a, b)`.
    Star {
        /// Before the star.
        qualifier: Option<Name>,
        /// EXCEPT.
        except: Vec<Text>,
    },
    /// A template placeholder for a list.
    Placeholder(Span),
}

/// An item of GROUP BY.
#[derive(Clone, Debug)]
pub enum GroupItem {
    /// An expression, ordinal or alias.
    Expr(ExprId),
    /// ROLLUP (…).
    Rollup(Vec<Vec<ExprId>>),
    /// CUBE (…).
    Cube(Vec<Vec<ExprId>>),
    /// GROUPING SETS (…).
    Sets(Vec<GroupItem>),
    /// `(a, b)`, `()`.
    List(Vec<ExprId>),
}

/// An item of FROM.
#[derive(Clone, Debug)]
pub enum From {
    /// A table.
    Table {
        /// Its path.
        name: Name,
        /// Its alias.
        alias: Option<Text>,
    },
    /// `(query) alias`.
    Query {
        /// The query.
        query: QueryId,
        /// Its alias.
        alias: Option<Text>,
    },
    /// `UNNEST(array) alias WITH OFFSET o`.
    Unnest {
        /// The array.
        array: ExprId,
        /// Its alias.
        alias: Option<Text>,
        /// WITH OFFSET AS.
        offset: Option<Text>,
    },
    /// A table function: `ML.PREDICT(…)`.
    Function {
        /// The call.
        call: ExprId,
        /// Its alias.
        alias: Option<Text>,
    },
    /// A join.
    Join {
        /// Left side.
        left: FromId,
        /// Right side.
        right: FromId,
        /// Which.
        kind: JoinKind,
        /// ON or USING.
        condition: JoinCondition,
    },
    /// `(join)`.
    Paren(FromId),
    /// `input PIVOT (…) alias`.
    Pivot {
        /// What is pivoted.
        input: FromId,
        /// Aggregates with aliases.
        aggregates: Vec<(ExprId, Option<Text>)>,
        /// After FOR.
        column: ExprId,
        /// Values with aliases.
        values: Vec<(ExprId, Option<Text>)>,
        /// Its alias.
        alias: Option<Text>,
    },
    /// `input UNPIVOT (…) alias`.
    Unpivot {
        /// What is unpivoted.
        input: FromId,
        /// INCLUDE NULLS.
        include_nulls: bool,
        /// The column of values.
        value: Text,
        /// The column of names.
        name: Text,
        /// Columns with the text of their names.
        columns: Vec<(Name, Option<Text>)>,
        /// Its alias.
        alias: Option<Text>,
    },
}

/// Kinds of joins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JoinKind {
    /// JOIN.
    Inner,
    /// LEFT JOIN.
    Left,
    /// RIGHT JOIN.
    Right,
    /// FULL JOIN.
    Full,
    /// CROSS JOIN.
    Cross,
}

/// The condition of a join.
#[derive(Clone, Debug)]
pub enum JoinCondition {
    /// None.
    None,
    /// ON.
    On(ExprId),
    /// USING.
    Using(Vec<Text>),
}
