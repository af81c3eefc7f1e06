//! The Redshift tree: what the parser read of one statement, syntax only.
//!
//! Nodes live in typed arenas and refer to each other by id; names and types are the resolver's, in side tables.
//! Nothing is copied out of the text: identifiers, literals and operators are spans. The own tokens of a node are those
//! inside its span that no child covers, so every token belongs to exactly one node.

mod expr;
mod from;
mod query;

use smallvec::SmallVec;

use crate::arena::Arena;
use crate::define_id;
use crate::span::Span;

pub use expr::{
    BinaryOp, Bound, Call, CallForm, CastStyle, Expr, Frame, IsWhat, Literal, MatchKind,
    NullTreatment, OrderItem, Over, PathStep, Quantifier, SetQuantifier, TrimSide, UnaryOp, Window,
};
pub use from::{From, JoinCondition, JoinKind, Pivot, TableAlias, Unpivot};
pub use query::{
    Alias, Body, ConnectBy, Cte, Exclude, GroupBy, GroupItem, Into, Limit, Query, Select,
    SelectItem, SetOp, SetOperator, Top, With,
};

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

/// How many tokens there are at least to an expression in most statements.
const TOKENS_PER_EXPR: usize = 3;

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
    /// Reserved words that were read as names, because nothing else can stand where they do.
    pub reserved_names: Vec<Span>,
}

impl Tree {
    /// Takes all nodes out, and makes room for the expressions of a statement of this many tokens. The memory of one
    /// statement serves the next.
    pub fn reset(&mut self, tokens: usize) {
        let Self {
            exprs,
            expr_spans,
            queries,
            bodies,
            body_spans,
            froms,
            from_spans,
            reserved_names,
        } = self;
        exprs.clear();
        exprs.reserve(tokens / TOKENS_PER_EXPR + 1);
        expr_spans.clear();
        expr_spans.reserve(tokens / TOKENS_PER_EXPR + 1);
        queries.clear();
        bodies.clear();
        body_spans.clear();
        froms.clear();
        from_spans.clear();
        reserved_names.clear();
    }

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
    #[inline]
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
    pub parts: SmallVec<[Ident; 2]>,
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
