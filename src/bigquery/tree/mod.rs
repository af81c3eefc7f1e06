//! The BigQuery tree: what GoogleSQL can say, and nothing else.
//!
//! Every node bears an [`Origin`]: whether its text is copied from the source ([`Origin::Same`]), copied with edits
//! ([`Origin::Patch`]), made out of a range of the source ([`Origin::From`]) or made anew. The typed content is always
//! complete: the pretty layout and the checker read it and ignore origins.

mod expr;
mod query;

use std::borrow::Cow;

use crate::arena::Arena;
use crate::define_id;
use crate::span::Span;

pub use expr::{
    Arg, BinaryOp, Bound, Call, CompareOp, Expr, Frame, Hole, IndexKind, IsWhat, Literal,
    OrderItem, UnaryOp, Window,
};
pub use query::{Body, From, GroupItem, JoinCondition, JoinKind, Query, Select, SelectItem, SetOp};

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
    /// Takes all nodes out, and makes room for this many expressions. The memory of one statement serves the next.
    pub fn reset(&mut self, exprs: usize) {
        let Self {
            exprs: own,
            queries,
            bodies,
            froms,
        } = self;
        own.clear();
        own.reserve(exprs);
        queries.clear();
        bodies.clear();
        froms.clear();
    }

    /// A query that is one SELECT, made anew.
    pub fn select_query(&mut self, select: Select) -> QueryId {
        let body = self.body(Body::Select(Box::new(select)), Origin::New);
        self.query_of(body, Origin::New)
    }

    /// A query that is a body and nothing else.
    pub fn query_of(&mut self, body: BodyId, origin: Origin) -> QueryId {
        self.query(
            Query {
                recursive: false,
                ctes: Vec::new(),
                body,
                order_by: Vec::new(),
                limit: None,
                offset: None,
            },
            origin,
        )
    }

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
