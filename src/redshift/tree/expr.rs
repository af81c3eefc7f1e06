//! Expressions and what stands inside them: constants, operators, calls, windows.

use super::{DataType, ExprId, Ident, IntervalUnits, Name, QueryId};
use crate::span::Span;

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
