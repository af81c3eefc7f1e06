//! The Redshift tree: what the parser read of one statement, syntax only.
//!
//! Nodes live in typed arenas and refer to each other by id; names and types are the resolver's, in side tables.
//! Nothing is copied out of the text: identifiers, literals and operators are spans. The own tokens of a node are those
//! inside its span that no child covers, so every token belongs to exactly one node.

use crate::arena::Arena;
use crate::define_id;
use crate::span::Span;

define_id!(
    /// An expression.
    ExprId
);
define_id!(
    /// A query: a body with WITH, ORDER BY and LIMIT around it.
    QueryId
);
define_id!(
    /// The body of a query: a SELECT, a VALUES list, a set operation or a query in parentheses.
    BodyId
);
define_id!(
    /// An item of FROM.
    FromId
);

/// The nodes of one statement.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// Expressions.
    pub exprs: Arena<ExprId, Expr>,
    /// The spans of the expressions, beside them.
    pub expr_spans: Arena<ExprId, Span>,
    /// Queries.
    pub queries: Arena<QueryId, Query>,
    /// Bodies of queries.
    pub bodies: Arena<BodyId, Body>,
    /// The spans of the bodies.
    pub body_spans: Arena<BodyId, Span>,
    /// Items of FROM.
    pub froms: Arena<FromId, From>,
    /// The spans of the items of FROM.
    pub from_spans: Arena<FromId, Span>,
}

impl Tree {
    /// Adds an expression with its span.
    pub fn expr(&mut self, expr: Expr, span: Span) -> ExprId {
        self.expr_spans.push(span);
        self.exprs.push(expr)
    }

    /// Adds a query; its span is inside it.
    pub fn query(&mut self, query: Query) -> QueryId {
        self.queries.push(query)
    }

    /// Adds a body with its span.
    pub fn body(&mut self, body: Body, span: Span) -> BodyId {
        self.body_spans.push(span);
        self.bodies.push(body)
    }

    /// Adds an item of FROM with its span.
    pub fn from(&mut self, from: From, span: Span) -> FromId {
        self.from_spans.push(span);
        self.froms.push(from)
    }

    /// The span of an expression.
    pub fn span(&self, id: ExprId) -> Span {
        self.expr_spans[id]
    }
}

/// One identifier: its token. Quotes are part of the span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ident {
    /// Where it stands, with its quotes.
    pub span: Span,
    /// Whether it is in double quotes.
    pub quoted: bool,
    /// Whether a template placeholder is part of it.
    pub placeholder: bool,
}

/// A dotted name: `t`, `s.t`, `db.s.t`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its parts, at least one.
    pub parts: Vec<Ident>,
    /// From the first part to the last.
    pub span: Span,
}

/// A data type as written: `VARCHAR(20)`, `double precision`, `timestamp with time zone`, `interval day to second (3)`.
#[derive(Clone, Debug)]
pub struct DataType {
    /// All of it.
    pub span: Span,
    /// Which type.
    pub name: TypeName,
    /// The numbers in parentheses; `max` is [`TypeArg::Max`].
    pub args: Vec<TypeArg>,
    /// The unit fields of an INTERVAL.
    pub interval: Option<IntervalUnits>,
}

/// An argument of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeArg {
    /// A number.
    Number(u32),
    /// `max`.
    Max,
    /// A template placeholder.
    Placeholder,
}

/// The types of Redshift, by their canonical name; an alias (`INT4`, `TEXT`, `BPCHAR`) is read as the type it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeName {
    /// SMALLINT, INT2.
    SmallInt,
    /// INTEGER, INT, INT4.
    Integer,
    /// BIGINT, INT8.
    BigInt,
    /// DECIMAL, NUMERIC.
    Decimal,
    /// REAL, FLOAT4, FLOAT(n) up to 24.
    Real,
    /// DOUBLE PRECISION, FLOAT8, FLOAT.
    Double,
    /// BOOLEAN, BOOL.
    Boolean,
    /// CHAR, CHARACTER, NCHAR.
    Char,
    /// BPCHAR: CHAR(256).
    BpChar,
    /// VARCHAR, CHARACTER VARYING, NVARCHAR.
    Varchar,
    /// TEXT: VARCHAR(256).
    Text,
    /// DATE.
    Date,
    /// TIME.
    Time,
    /// TIMETZ.
    TimeTz,
    /// TIMESTAMP, and DATETIME, which Redshift accepts for it.
    Timestamp,
    /// TIMESTAMPTZ.
    TimestampTz,
    /// INTERVAL with or without units.
    Interval,
    /// SUPER.
    Super,
    /// VARBYTE, VARBINARY, BINARY VARYING.
    Varbyte,
    /// GEOMETRY.
    Geometry,
    /// GEOGRAPHY.
    Geography,
    /// HLLSKETCH.
    HllSketch,
    /// OID, REGCLASS, NAME and other types of the catalog.
    Catalog,
    /// RECORD, REFCURSOR, ANYELEMENT.
    Pseudo,
    /// `struct<…>`, `array<…>`, `map<…>` of external tables; the text is in the span.
    Nested,
    /// A template placeholder stands for the type.
    Placeholder,
    /// A name that Redshift does not have (SERIAL, UUID, JSONB, NUMBER …).
    Unknown,
}

/// The fields of an INTERVAL type or literal: `YEAR TO MONTH`, `DAY TO SECOND (3)`, `HOUR`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IntervalUnits {
    /// The first field.
    pub from: DatePart,
    /// The field after TO.
    pub to: Option<DatePart>,
    /// The fraction digits.
    pub precision: Option<u32>,
    /// Where it stands.
    pub span: Span,
}

/// A part of a date or time, by its canonical name; the many spellings (`yrs`, `mons`, `dow`) are read as these.
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DatePart {
    Millennium,
    Century,
    Decade,
    Year,
    Quarter,
    Month,
    Week,
    Day,
    DayOfWeek,
    DayOfYear,
    Hour,
    Minute,
    Second,
    Millisecond,
    Microsecond,
    Epoch,
    Timezone,
    TimezoneHour,
    TimezoneMinute,
}

/// An expression.
#[derive(Clone, Debug)]
pub enum Expr {
    /// `a`, `t.a`, `s.t.a`, and a SUPER path that is only dots: which it is, the resolver knows.
    Column(Name),
    /// A constant; the text is the node's span.
    Literal(Literal),
    /// `date '…'`, `timestamp '…'`, `int4 '5'`.
    TypedLiteral {
        /// The type before the string.
        ty: DataType,
        /// The string token.
        text: Span,
    },
    /// `interval '1 day'`, `interval '1-2' year to month`, `interval 1 day`.
    Interval {
        /// The string or number token.
        value: Span,
        /// The fields after it.
        units: Option<IntervalUnits>,
    },
    /// A template placeholder as an operand: `{{ x }}`, `:x`, `%s`, `?`.
    Placeholder,
    /// `$1`.
    Param,
    /// `DEFAULT` in VALUES and SET.
    Default,
    /// `- a`, `NOT a`, `|/ a`.
    Unary {
        /// The operator.
        op: UnaryOp,
        /// Where it stands.
        op_span: Span,
        /// What it applies to.
        operand: ExprId,
    },
    /// A chain of operators of one precedence, applied from the left: `a + b - c`, `a AND b AND c`, `a || b`.
    Chain {
        /// At least two.
        operands: Vec<ExprId>,
        /// One fewer: between operand n and n + 1.
        ops: Vec<(BinaryOp, Span)>,
    },
    /// `a IS [NOT] NULL`, `a ISNULL`, `a NOTNULL`, `a IS [NOT] TRUE | FALSE | UNKNOWN`.
    Is {
        /// What is tested.
        operand: ExprId,
        /// Negated (NOTNULL is).
        not: bool,
        /// For what.
        what: IsWhat,
        /// The tokens after the operand.
        op_span: Span,
        /// Written as ISNULL or NOTNULL.
        postfix: bool,
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
    /// LIKE, ILIKE, SIMILAR TO, and the operators `~~`, `~`, `~*` with their negations.
    Match {
        /// Which.
        kind: MatchKind,
        /// Negated.
        not: bool,
        /// The text.
        operand: ExprId,
        /// The pattern.
        pattern: ExprId,
        /// After ESCAPE.
        escape: Option<ExprId>,
        /// The operator's tokens (`NOT LIKE`, `~*`).
        op_span: Span,
    },
    /// `a [NOT] BETWEEN [SYMMETRIC] b AND c`.
    Between {
        /// What is tested.
        operand: ExprId,
        /// Negated.
        not: bool,
        /// SYMMETRIC.
        symmetric: bool,
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
        /// The query in the parentheses.
        query: QueryId,
    },
    /// `a > ANY (query)`, `a <> ALL (query)`.
    Quantified {
        /// Left side.
        left: ExprId,
        /// A comparison.
        op: BinaryOp,
        /// The comparison's token.
        op_span: Span,
        /// ALL; otherwise ANY or SOME.
        all: bool,
        /// The query, or an expression for an array.
        right: Quantifier,
    },
    /// `EXISTS (query)`.
    Exists(QueryId),
    /// `(query)` as a value.
    Subquery(QueryId),
    /// `(a, b)`, `ROW(a, b)`.
    Row(Vec<ExprId>),
    /// `(a)`.
    Paren(ExprId),
    /// CASE.
    Case {
        /// After CASE.
        operand: Option<ExprId>,
        /// WHEN … THEN ….
        whens: Vec<(ExprId, ExprId)>,
        /// After ELSE.
        otherwise: Option<ExprId>,
    },
    /// `CAST(a AS t)`, `a::t`, `CONVERT(t, a)`, `TRY_CAST(a AS t)`.
    Cast {
        /// The value.
        operand: ExprId,
        /// The type.
        ty: DataType,
        /// How it is written.
        style: CastStyle,
    },
    /// `a AT TIME ZONE z`.
    AtTimeZone {
        /// The time.
        operand: ExprId,
        /// The zone.
        zone: ExprId,
    },
    /// A function call in any of its forms.
    Call(Box<Call>),
    /// `a[0].b` on a value: the steps after a base. `a.b.c` without subscripts is a [`Expr::Column`].
    Path {
        /// What is navigated.
        base: ExprId,
        /// The steps.
        steps: Vec<PathStep>,
    },
    /// `ARRAY[a, b]`.
    Array(Vec<ExprId>),
    /// `PRIOR a` in CONNECT BY.
    Prior(ExprId),
    /// `a (+)`: the optional side of an outer join.
    OuterMark(ExprId),
    /// `a COLLATE c` as PostgreSQL writes it.
    Collate {
        /// The value.
        operand: ExprId,
        /// The collation.
        collation: Name,
    },
    /// What could not be read; the diagnostic is raised.
    Error,
}

/// The kind of a constant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Literal {
    /// NULL.
    Null,
    /// TRUE.
    True,
    /// FALSE.
    False,
    /// Digits only.
    Integer,
    /// With a point and no exponent: DECIMAL.
    Decimal,
    /// With an exponent: DOUBLE PRECISION.
    Float,
    /// `'…'`.
    String,
    /// `E'…'`.
    EscapeString,
    /// `$$…$$`.
    DollarString,
    /// `x'…'`.
    Hex,
}

/// Operators before their operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOp {
    /// `+`.
    Plus,
    /// `-`.
    Minus,
    /// NOT.
    Not,
    /// `~`: bitwise not.
    BitNot,
    /// `|/`: square root.
    Sqrt,
    /// `||/`: cube root.
    Cbrt,
    /// `@`: absolute value.
    Abs,
}

/// Operators between two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinaryOp {
    /// OR.
    Or,
    /// AND.
    And,
    /// `=`.
    Eq,
    /// `<>`, `!=`.
    NotEq,
    /// `<`.
    Lt,
    /// `<=`.
    LtEq,
    /// `>`.
    Gt,
    /// `>=`.
    GtEq,
    /// `||`.
    Concat,
    /// `&`.
    BitAnd,
    /// `|`.
    BitOr,
    /// `#`: exclusive or.
    BitXor,
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
    /// `%`.
    Mod,
    /// `^`: power.
    Pow,
    /// OVERLAPS.
    Overlaps,
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

/// Kinds of pattern matching.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchKind {
    /// LIKE, `~~`.
    Like,
    /// ILIKE, `~~*`.
    ILike,
    /// SIMILAR TO.
    SimilarTo,
    /// `~`.
    Regex,
    /// `~*`.
    RegexNoCase,
}

/// The right side of a quantified comparison.
#[derive(Clone, Copy, Debug)]
pub enum Quantifier {
    /// `(query)`.
    Query(QueryId),
    /// `(array)`.
    Expr(ExprId),
}

/// How a cast is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CastStyle {
    /// `CAST(a AS t)`.
    Cast,
    /// `a::t`.
    Colons,
    /// `CONVERT(t, a)`.
    Convert,
    /// `TRY_CAST(a AS t)`.
    TryCast,
}

/// A step of a SUPER path.
#[derive(Clone, Copy, Debug)]
pub enum PathStep {
    /// `.name`.
    Field(Ident),
    /// `[index]`.
    Index(ExprId),
}

/// A function call.
#[derive(Clone, Debug)]
pub struct Call {
    /// The function's name.
    pub name: Name,
    /// How it is written.
    pub form: CallForm,
    /// DISTINCT or ALL before the arguments.
    pub quantifier: SetQuantifier,
    /// `count(*)`.
    pub star: bool,
    /// The arguments in the order of the plain form: `EXTRACT(p FROM x)` gives p, x; `TRIM(BOTH c FROM s)` gives s, c; `POSITION(a IN s)`
    /// gives a, s; `SUBSTRING(s FROM p FOR l)` gives s, p, l.
    pub args: Vec<ExprId>,
    /// ORDER BY inside the parentheses.
    pub order_by: Vec<OrderItem>,
    /// `WITHIN GROUP (ORDER BY …)`.
    pub within_group: Vec<OrderItem>,
    /// IGNORE NULLS or RESPECT NULLS.
    pub nulls: Option<NullTreatment>,
    /// `FILTER (WHERE …)`.
    pub filter: Option<ExprId>,
    /// OVER.
    pub over: Option<Over>,
    /// The parenthesis that closes the arguments; empty for [`CallForm::Bare`].
    pub close: Span,
}

/// The written form of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallForm {
    /// `f(a, b)`.
    Plain,
    /// `CURRENT_DATE`: no parentheses.
    Bare,
    /// `EXTRACT(part FROM x)`.
    Extract,
    /// `TRIM([side] [chars FROM] s)`.
    Trim(TrimSide),
    /// `SUBSTRING(s FROM p FOR l)`.
    Substring,
    /// `POSITION(a IN s)`.
    Position,
    /// `OVERLAY(s PLACING t FROM p FOR l)`.
    Overlay,
    /// `APPROXIMATE f(…)`.
    Approximate,
    /// `OBJECT_TRANSFORM(x KEEP … SET …)`: the count of KEEP arguments after the first.
    ObjectTransform(u32),
}

/// The side of TRIM.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrimSide {
    /// BOTH, or none named.
    Both,
    /// LEADING.
    Leading,
    /// TRAILING.
    Trailing,
}

/// DISTINCT or ALL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetQuantifier {
    /// None written.
    None,
    /// ALL, where it stands.
    All(Span),
    /// DISTINCT, where it stands.
    Distinct(Span),
}

/// IGNORE NULLS or RESPECT NULLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NullTreatment {
    /// IGNORE; otherwise RESPECT.
    pub ignore: bool,
    /// Inside the parentheses of the arguments.
    pub inside: bool,
    /// The two words.
    pub span: Span,
}

/// OVER (…) or OVER w.
#[derive(Clone, Debug)]
pub struct Over {
    /// From OVER on.
    pub span: Span,
    /// The window.
    pub window: Window,
}

/// A window specification.
#[derive(Clone, Debug)]
pub struct Window {
    /// A named window: `OVER w`, `OVER (w …)`.
    pub base: Option<Ident>,
    /// PARTITION BY.
    pub partition_by: Vec<ExprId>,
    /// From PARTITION to the last expression.
    pub partition_span: Option<Span>,
    /// ORDER BY.
    pub order_by: Vec<OrderItem>,
    /// From ORDER to the last item.
    pub order_span: Option<Span>,
    /// ROWS or RANGE.
    pub frame: Option<Frame>,
    /// With the parentheses.
    pub span: Span,
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
    /// All of it.
    pub span: Span,
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
    /// DESC; ASC or nothing otherwise.
    pub desc: bool,
    /// ASC or DESC, where it stands.
    pub direction: Option<Span>,
    /// NULLS FIRST is `Some(true)`.
    pub nulls_first: Option<bool>,
    /// NULLS FIRST or LAST, where it stands.
    pub nulls: Option<Span>,
    /// All of it.
    pub span: Span,
}

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
