//! Expressions and what stands inside them: constants, operators, calls, windows.

use super::{DatePart, ExprId, Name, QueryId, Text, Type};
use crate::span::Span;

/// An expression.
#[derive(Clone, Debug)]
pub enum Expr {
    /// `a`, `t.a`, JSON and struct fields too.
    Column(Name),
    /// A constant.
    Literal(Literal, Text),
    /// `@name`.
    Parameter(Text),
    /// `@@time_zone`.
    SystemVariable(Text),
    /// A template placeholder, untouched.
    Placeholder(Span),
    /// DEFAULT in VALUES and SET.
    Default,
    /// An operator before its operand.
    Unary(UnaryOp, ExprId),
    /// Operators of one precedence, applied from the left. All of one BigQuery precedence class.
    Chain(Vec<ExprId>, Vec<BinaryOp>),
    /// `a = b`, `a < b`: comparisons do not chain.
    Compare(CompareOp, ExprId, ExprId),
    /// `a IS [NOT] NULL | TRUE | FALSE | UNKNOWN`.
    Is {
        /// What is tested.
        operand: ExprId,
        /// Negated.
        not: bool,
        /// For what.
        what: IsWhat,
    },
    /// `a IS [NOT] DISTINCT FROM b`.
    IsDistinct {
        /// Left side.
        left: ExprId,
        /// Right side.
        right: ExprId,
        /// IS NOT DISTINCT FROM.
        not: bool,
    },
    /// `a [NOT] LIKE p`.
    Like {
        /// The text.
        operand: ExprId,
        /// Negated.
        not: bool,
        /// The pattern.
        pattern: ExprId,
    },
    /// `a [NOT] BETWEEN b AND c`.
    Between {
        /// What is tested.
        operand: ExprId,
        /// Negated.
        not: bool,
        /// Lower bound.
        low: ExprId,
        /// Upper bound.
        high: ExprId,
    },
    /// `a [NOT] IN (b, c)`.
    InList {
        /// What is tested.
        operand: ExprId,
        /// Negated.
        not: bool,
        /// The list.
        list: Vec<ExprId>,
    },
    /// `a [NOT] IN (query)`.
    InQuery {
        /// What is tested.
        operand: ExprId,
        /// Negated.
        not: bool,
        /// The query.
        query: QueryId,
    },
    /// `a [NOT] IN UNNEST(array)`.
    InUnnest {
        /// What is tested.
        operand: ExprId,
        /// Negated.
        not: bool,
        /// The array.
        array: ExprId,
    },
    /// `EXISTS (query)`.
    Exists(QueryId),
    /// `(query)`.
    Subquery(QueryId),
    /// `ARRAY(query)`.
    ArrayQuery(QueryId),
    /// `(a)`.
    Paren(ExprId),
    /// `(a, b)`: a struct without names, for row comparisons.
    Tuple(Vec<ExprId>),
    /// `STRUCT(a AS x, b)`.
    Struct(Vec<(ExprId, Option<Text>)>),
    /// `[a, b]`.
    Array(Vec<ExprId>),
    /// CASE.
    Case {
        /// After CASE.
        operand: Option<ExprId>,
        /// WHEN … THEN ….
        whens: Vec<(ExprId, ExprId)>,
        /// After ELSE.
        otherwise: Option<ExprId>,
    },
    /// `CAST(a AS t [FORMAT f])`, `SAFE_CAST(…)`. The type has no parameters: BigQuery does not allow them here.
    Cast {
        /// The value.
        operand: ExprId,
        /// The type.
        ty: Type,
        /// SAFE_CAST.
        safe: bool,
        /// After FORMAT.
        format: Option<ExprId>,
    },
    /// `EXTRACT(part FROM a [AT TIME ZONE z])`.
    Extract {
        /// The part.
        part: DatePart,
        /// The date or time.
        operand: ExprId,
        /// The zone.
        zone: Option<ExprId>,
    },
    /// `INTERVAL a DAY`, `INTERVAL '1 2:3:4' DAY TO SECOND`.
    Interval {
        /// The quantity.
        value: ExprId,
        /// The unit.
        from: DatePart,
        /// After TO.
        to: Option<DatePart>,
    },
    /// A function call.
    Call(Box<Call>),
    /// `WITH(x AS a, …, body)`: binds a value that stands more than once.
    With {
        /// The bindings in order.
        bindings: Vec<(Text, ExprId)>,
        /// The body.
        body: ExprId,
    },
    /// `a[i]` (JSON), `a[OFFSET(i)]`, `a[SAFE_OFFSET(i)]`, `a[SAFE_ORDINAL(i)]`.
    Index {
        /// The array or JSON value.
        base: ExprId,
        /// How it counts.
        kind: IndexKind,
        /// The position.
        index: ExprId,
    },
    /// `a.name` on an expression that is not a column.
    Field {
        /// The struct or JSON value.
        base: ExprId,
        /// The field.
        name: Text,
    },
    /// A hole of a template, by number. Only templates hold these; the checker refuses them in output.
    Hole(Hole),
}

/// A hole of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hole {
    /// `$x`: an argument.
    One(u32),
    /// `$xs...`: all arguments from here on.
    Rest(u32),
}

/// How an index counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndexKind {
    /// JSON: from zero.
    Plain,
    /// OFFSET.
    Offset,
    /// SAFE_OFFSET.
    SafeOffset,
    /// ORDINAL.
    Ordinal,
    /// SAFE_ORDINAL.
    SafeOrdinal,
}

/// The kind of a constant; its text is what is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Literal {
    /// NULL.
    Null,
    /// TRUE or FALSE.
    Bool,
    /// INT64.
    Int64,
    /// FLOAT64.
    Float64,
    /// `NUMERIC '…'`.
    Numeric,
    /// `BIGNUMERIC '…'`.
    BigNumeric,
    /// A string with its quotes.
    String,
    /// `b'…'`.
    Bytes,
    /// `DATE '…'`.
    Date,
    /// `DATETIME '…'`.
    Datetime,
    /// `TIMESTAMP '…'`.
    Timestamp,
    /// `TIME '…'`.
    Time,
    /// `JSON '…'`.
    Json,
}

/// Operators before their operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOp {
    /// `+`.
    Plus,
    /// `-`.
    Minus,
    /// `~`.
    BitNot,
    /// NOT.
    Not,
}

/// Operators that chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinaryOp {
    /// OR.
    Or,
    /// AND.
    And,
    /// `|`.
    BitOr,
    /// `^`: exclusive or.
    BitXor,
    /// `&`.
    BitAnd,
    /// `<<`.
    Shl,
    /// `>>`.
    Shr,
    /// `+`.
    Add,
    /// `-`.
    Sub,
    /// `*`.
    Mul,
    /// `/`.
    Div,
    /// `||`.
    Concat,
}

/// Comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompareOp {
    /// `=`.
    Eq,
    /// `<>` and `!=`.
    NotEq,
    /// `<`.
    Lt,
    /// `<=`.
    LtEq,
    /// `>`.
    Gt,
    /// `>=`.
    GtEq,
}

/// What IS tests for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IsWhat {
    /// NULL.
    Null,
    /// TRUE.
    True,
    /// FALSE.
    False,
    /// UNKNOWN.
    Unknown,
}

/// A function call.
#[derive(Clone, Debug, Default)]
pub struct Call {
    /// The function: `COUNT`, `SAFE.PARSE_JSON`, `dataset.f`.
    pub name: Vec<Text>,
    /// DISTINCT.
    pub distinct: bool,
    /// The arguments.
    pub args: Vec<Arg>,
    /// `Some(true)` for IGNORE NULLS, `Some(false)` for RESPECT NULLS: inside the parentheses in BigQuery.
    pub ignore_nulls: Option<bool>,
    /// ORDER BY inside the parentheses.
    pub order_by: Vec<OrderItem>,
    /// LIMIT inside the parentheses.
    pub limit: Option<ExprId>,
    /// OVER.
    pub over: Option<Window>,
}

/// An argument of a call.
#[derive(Clone, Debug)]
pub enum Arg {
    /// A value.
    Expr(ExprId),
    /// A date part: `DATE_TRUNC(d, MONTH)`.
    Part(DatePart),
    /// `*`.
    Star,
    /// `name => value`.
    Named(&'static str, ExprId),
    /// `MODEL m`, of ML table functions.
    Model(Name),
    /// `TABLE t`, of table functions.
    Table(Name),
}

/// A window: OVER w or OVER (…).
#[derive(Clone, Debug, Default)]
pub struct Window {
    /// A named window.
    pub base: Option<Text>,
    /// PARTITION BY.
    pub partition_by: Vec<ExprId>,
    /// ORDER BY.
    pub order_by: Vec<OrderItem>,
    /// ROWS or RANGE.
    pub frame: Option<Frame>,
}

/// A window frame.
#[derive(Clone, Debug)]
pub struct Frame {
    /// ROWS; otherwise RANGE.
    pub rows: bool,
    /// The start.
    pub start: Bound,
    /// After AND.
    pub end: Option<Bound>,
}

/// A bound of a frame.
#[derive(Clone, Copy, Debug)]
pub enum Bound {
    /// UNBOUNDED PRECEDING.
    UnboundedPreceding,
    /// n PRECEDING.
    Preceding(ExprId),
    /// CURRENT ROW.
    CurrentRow,
    /// n FOLLOWING.
    Following(ExprId),
    /// UNBOUNDED FOLLOWING.
    UnboundedFollowing,
}

/// An item of ORDER BY.
#[derive(Clone, Debug)]
pub struct OrderItem {
    /// The key.
    pub expr: ExprId,
    /// DESC.
    pub desc: bool,
    /// NULLS FIRST is `Some(true)`; `None` leaves it to BigQuery (first when ascending).
    pub nulls_first: Option<bool>,
}
