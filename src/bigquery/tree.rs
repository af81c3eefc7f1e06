//! The BigQuery tree: what GoogleSQL can say, and nothing else.
//!
//! Every node bears an [`Origin`]: whether its text is copied from the source ([`Origin::Same`]), copied with edits
//! ([`Origin::Patch`]), made out of a range of the source ([`Origin::From`]) or made anew. The typed content is always
//! complete: the pretty layout and the checker read it and ignore origins.

use std::borrow::Cow;

use crate::arena::Arena;
use crate::define_id;
use crate::span::Span;

define_id!(
    /// An expression.
    ExprId
);
define_id!(
    /// A query.
    QueryId
);
define_id!(
    /// The body of a query.
    BodyId
);
define_id!(
    /// An item of FROM.
    FromId
);

/// Where the text of a node comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// Its own tokens are right as they stand and its children come in the same order.
    Same(Span),
    /// As `Same`, with tokens replaced, put in or taken out. Edits do not overlap each other or a child, and are in order.
    Patch(Span, Vec<Edit>),
    /// Made out of this range: printed anew in the style around it, with its comments.
    From(Span),
    /// Made anew.
    New,
}

impl Origin {
    /// The range of the source that the node stands for.
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::Same(span) | Self::Patch(span, _) | Self::From(span) => Some(*span),
            Self::New => None,
        }
    }
}

/// A change of the own tokens of a node: the range is replaced by the pieces. An empty range inserts; no pieces delete
/// (the blanks or the line that would be left behind go too).
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// What is replaced.
    pub at: Span,
    /// By what.
    pub with: Vec<Piece>,
}

/// A part of the text that an edit puts in.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// Keywords and punctuation, in upper case: the emitter brings them to the case of the text around.
    Keyword(&'static str),
    /// Text as it is: names, literals.
    Text(Text),
    /// A type, in the case of the text around.
    Type(Type),
    /// A node.
    Node(NodeRef),
}

/// A node of any arena.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NodeRef {
    /// An expression.
    Expr(ExprId),
    /// A query.
    Query(QueryId),
    /// A body of a query.
    Body(BodyId),
    /// An item of FROM.
    From(FromId),
}

/// Text of a name or literal: a range of the source as it stands, or text of our own.
#[derive(Clone, Debug, PartialEq)]
pub enum Text {
    /// The source's text.
    Source(Span),
    /// Our text.
    Own(Cow<'static, str>),
}

impl std::convert::From<&'static str> for Text {
    fn from(text: &'static str) -> Self {
        Self::Own(Cow::Borrowed(text))
    }
}

impl std::convert::From<String> for Text {
    fn from(text: String) -> Self {
        Self::Own(Cow::Owned(text))
    }
}

impl std::convert::From<Span> for Text {
    fn from(span: Span) -> Self {
        Self::Source(span)
    }
}

/// A node with its origin.
#[derive(Clone, Debug)]
pub struct Node<T> {
    /// What it is.
    pub kind: T,
    /// Where its text comes from.
    pub origin: Origin,
}

/// The nodes of one target statement (or of the several that one source statement becomes).
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// Expressions.
    pub exprs: Arena<ExprId, Node<Expr>>,
    /// Queries.
    pub queries: Arena<QueryId, Node<Query>>,
    /// Bodies.
    pub bodies: Arena<BodyId, Node<Body>>,
    /// Items of FROM.
    pub froms: Arena<FromId, Node<From>>,
}

impl Tree {
    /// Adds an expression.
    pub fn expr(&mut self, kind: Expr, origin: Origin) -> ExprId {
        self.exprs.push(Node { kind, origin })
    }

    /// Adds a query.
    pub fn query(&mut self, kind: Query, origin: Origin) -> QueryId {
        self.queries.push(Node { kind, origin })
    }

    /// Adds a body.
    pub fn body(&mut self, kind: Body, origin: Origin) -> BodyId {
        self.bodies.push(Node { kind, origin })
    }

    /// Adds an item of FROM.
    pub fn from(&mut self, kind: From, origin: Origin) -> FromId {
        self.froms.push(Node { kind, origin })
    }

    /// The origin of a node.
    pub fn origin(&self, node: NodeRef) -> &Origin {
        match node {
            NodeRef::Expr(id) => &self.exprs[id].origin,
            NodeRef::Query(id) => &self.queries[id].origin,
            NodeRef::Body(id) => &self.bodies[id].origin,
            NodeRef::From(id) => &self.froms[id].origin,
        }
    }
}

/// A name without its quotes. The emitter quotes it where it must (reserved words, `-`, `$` …), and leaves a
/// [`Text::Source`] that needs no quotes as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// The parts from the left.
    pub parts: Vec<Text>,
}

/// A BigQuery type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// INT64.
    Int64,
    /// NUMERIC, NUMERIC(p, s).
    Numeric(Option<(u32, u32)>),
    /// BIGNUMERIC, BIGNUMERIC(p, s).
    BigNumeric(Option<(u32, u32)>),
    /// FLOAT64.
    Float64,
    /// BOOL.
    Bool,
    /// STRING, STRING(n).
    String(Option<u32>),
    /// BYTES, BYTES(n).
    Bytes(Option<u32>),
    /// DATE.
    Date,
    /// TIME.
    Time,
    /// DATETIME.
    Datetime,
    /// TIMESTAMP.
    Timestamp,
    /// INTERVAL.
    Interval,
    /// JSON.
    Json,
    /// GEOGRAPHY.
    Geography,
    /// `ARRAY<t>`.
    Array(Box<Type>),
    /// `STRUCT<n t, …>`.
    Struct(Vec<(String, Type)>),
}

/// The parts that date functions, EXTRACT and INTERVAL take.
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DatePart {
    Microsecond,
    Millisecond,
    Second,
    Minute,
    Hour,
    Day,
    DayOfWeek,
    DayOfYear,
    Week,
    /// WEEK(MONDAY) and so on: 0 is SUNDAY.
    WeekOf(u8),
    IsoWeek,
    Month,
    Quarter,
    Year,
    IsoYear,
    Date,
    Time,
    /// `$p` of a template, by the number of its argument. Only templates hold these.
    Hole(u32),
}

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
