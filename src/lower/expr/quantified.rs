//! Comparisons with all rows of a query, and with rows of columns.
//!
//! `a = ANY (SELECT b …)` → `a IN (SELECT b …)`, `a > ALL (SELECT b …)` → a comparison with MAX that knows of no rows and of NULLs,
//! `a = ANY (ARRAY[1, 2])` → `(a = 1 OR a = 2)`, `(a, b) < (c, d)` → `a < c OR a = c AND b < d`

use super::super::Cx;
use super::super::names::replace;
use super::super::query::Place;
use super::is_ungroupable;
use super::operator::Side;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::tree::{BinaryOp, Expr, ExprId, Quantifier, QueryId};
use crate::resolve::{Type, rules};
use crate::span::Span;

/// ANY: TRUE where the condition holds for a value.
macro_rules! any {
    ($condition:literal) => {
        concat!(
            "WITH(q AS (SELECT STRUCT(MIN(v) AS low, MAX(v) AS high, COUNT(*) AS n, COUNT(v) AS k) FROM UNNEST($a) AS v), ",
            "CASE WHEN q.n = 0 THEN FALSE WHEN ",
            $condition,
            " THEN TRUE WHEN $x IS NULL OR q.k < q.n THEN NULL ELSE FALSE END)"
        )
    };
}

/// ALL: FALSE where the condition holds for a value.
macro_rules! all {
    ($condition:literal) => {
        concat!(
            "WITH(q AS (SELECT STRUCT(MIN(v) AS low, MAX(v) AS high, COUNT(*) AS n, COUNT(v) AS k) FROM UNNEST($a) AS v), ",
            "CASE WHEN q.n = 0 THEN TRUE WHEN ",
            $condition,
            " THEN FALSE WHEN $x IS NULL OR q.k < q.n THEN NULL ELSE TRUE END)"
        )
    };
}

/// A comparison with ANY or ALL, taken apart.
#[derive(Clone, Copy)]
pub(super) struct Quantified {
    pub id: ExprId,
    pub left: ExprId,
    pub op: BinaryOp,
    pub op_span: Span,
    pub all: bool,
}

/// What a comparison with all values of `$a` comes to: no rows first, then what decides, then NULLs.
/// <https://www.postgresql.org/docs/current/functions-subquery.html>
const QUANTIFIED: &[(BinaryOp, bool, &str)] = &[
    (BinaryOp::Gt, false, any!("$x > q.low")),
    (BinaryOp::GtEq, false, any!("$x >= q.low")),
    (BinaryOp::Lt, false, any!("$x < q.high")),
    (BinaryOp::LtEq, false, any!("$x <= q.high")),
    (BinaryOp::NotEq, false, any!("$x <> q.low OR $x <> q.high")),
    (BinaryOp::Gt, true, all!("$x <= q.high")),
    (BinaryOp::GtEq, true, all!("$x < q.high")),
    (BinaryOp::Lt, true, all!("$x >= q.low")),
    (BinaryOp::LtEq, true, all!("$x > q.low")),
    (BinaryOp::Eq, true, all!("$x <> q.low OR $x <> q.high")),
];

impl Cx<'_> {
    /// `a op ANY (…)`, `a op ALL (…)`.
    pub(super) fn quantified(&mut self, what: Quantified, right: Quantifier) -> bq::ExprId {
        let span = self.src.span(what.id);
        let equality = match (what.op, what.all) {
            (BinaryOp::Eq, false) => Some(false),
            (BinaryOp::NotEq, true) => Some(true),
            _other => None,
        };
        match (equality, right) {
            (Some(not), Quantifier::Query(query)) => {
                self.quantified_in(span, what.left, not, what.op_span, query)
            }
            (None, Quantifier::Query(query))
                if !matches!(self.src.exprs[what.left], Expr::Row(_)) =>
            {
                self.beside_all_rows(what, query)
            }
            (_, Quantifier::Expr(array)) => {
                if let Expr::Array(items) = &self.src.exprs[self.inside_parens(array)] {
                    return self.beside_each(what, items);
                }
                self.refuse_quantified(what)
            }
            (_, Quantifier::Query(_)) => self.refuse_quantified(what),
        }
    }

    fn refuse_quantified(&mut self, what: Quantified) -> bq::ExprId {
        let words = if what.all {
            "a comparison with ALL"
        } else {
            "a comparison with ANY"
        };
        self.refuse_expr(
            what.id,
            Code::RS1103,
            what.op_span,
            &[words, "compare with MIN or MAX of the values"],
        )
    }

    /// Smallest and largest value decide; a comparison that they leave open is NULL where a NULL takes part.
    fn beside_all_rows(&mut self, what: Quantified, query: QueryId) -> bq::ExprId {
        let template = QUANTIFIED
            .iter()
            .find(|(op, all, _)| *op == what.op && *all == what.all);
        let Some((_, _, template)) = template else {
            return self.refuse_quantified(what);
        };
        let (value, query) = self.beside_query(what.left, query);
        let array = self.out.expr(bq::Expr::ArrayQuery(query), bq::Origin::New);
        let sides = [
            Side {
                value,
                ty: self.type_of(what.left),
                source: Some(what.left),
            },
            Side {
                value: array,
                ty: Type::Unknown,
                source: None,
            },
        ];
        self.instantiate(template, &sides, &["x", "a"], self.src.span(what.id))
    }

    /// `a = ANY (ARRAY[b, c])` → `(a = b OR a = c)`
    fn beside_each(&mut self, what: Quantified, items: &[ExprId]) -> bq::ExprId {
        let span = self.src.span(what.id);
        let Some(op) = super::compare::compare_op(what.op) else {
            return self.refuse_quantified(what);
        };
        let mut comparisons = Vec::with_capacity(items.len());
        for item in items {
            comparisons.push(self.compared(op, what.left, *item));
        }
        if comparisons.is_empty() {
            let text = if what.all { "TRUE" } else { "FALSE" };
            return self.made(span, bq::Expr::Literal(bq::Literal::Bool, text.into()));
        }
        let op = if what.all {
            bq::BinaryOp::And
        } else {
            bq::BinaryOp::Or
        };
        let ops = vec![op; comparisons.len() - 1];
        let chain = self
            .out
            .expr(bq::Expr::Chain(comparisons, ops), bq::Origin::New);
        self.made(span, bq::Expr::Paren(chain))
    }

    /// A comparison, made anew.
    fn compared(&mut self, op: bq::CompareOp, left: ExprId, right: ExprId) -> bq::ExprId {
        if self.is_null(left) || self.is_null(right) {
            return self.unknown_truth(bq::Origin::New);
        }
        let (left, right) = self.comparable(left, right);
        self.out
            .expr(bq::Expr::Compare(op, left, right), bq::Origin::New)
    }

    fn inside_parens(&self, id: ExprId) -> ExprId {
        let mut inner = id;
        while let Expr::Paren(next) = &self.src.exprs[inner] {
            inner = *next;
        }
        inner
    }

    /// `a = ANY (query)` is `a IN (query)`.
    fn quantified_in(
        &mut self,
        span: Span,
        left: ExprId,
        not: bool,
        op_span: Span,
        query: QueryId,
    ) -> bq::ExprId {
        let (operand, query) = self.beside_query(left, query);
        let word = if not { "NOT IN" } else { "IN" };
        let quantifier = self
            .tokens_in(Span::new(op_span.end, span.end))
            .first()
            .map_or(op_span, |token| token.span);
        let edits = vec![replace(op_span.to(quantifier), word)];
        self.patched(
            span,
            edits,
            bq::Expr::InQuery {
                operand,
                not,
                query,
            },
        )
    }

    /// `a IN (query)` and `a = ANY (query)`: the operand and the query, brought to types that BigQuery compares.
    pub(super) fn beside_query(
        &mut self,
        operand: ExprId,
        query: QueryId,
    ) -> (bq::ExprId, bq::QueryId) {
        if self.refuses_row(operand) {
            let span = self.src.span(operand);
            let help = "compare column by column";
            self.refuse(Code::RS1103, span, &["rows with SUPER", help]);
        }
        if let Expr::Row(items) = &self.src.exprs[operand]
            && items.len() > 1
        {
            return self.row_beside_query(operand, items, query);
        }
        let ty = self.type_of(operand);
        let other = match self.facts.outputs(query) {
            Some([only]) => only.ty,
            Some(_) | None => Type::Unknown,
        };
        if is_ungroupable(other) {
            let what = format!("IN with a query of {other}");
            let help = "cast the value of the query to a type that can be compared";
            self.refuse(Code::RS1103, self.src.span(operand), &[&what, help]);
        }
        let value = self.side_for(operand, ty, other);
        let place = Place {
            types: rules::meeting(ty, other).into_iter().collect(),
            ..Place::default()
        };
        (value, self.query_in(query, place))
    }

    /// `(a, b) IN (SELECT c, d …)` → `(a, b) IN (SELECT AS STRUCT c, d …)`
    fn row_beside_query(
        &mut self,
        operand: ExprId,
        items: &[ExprId],
        query: QueryId,
    ) -> (bq::ExprId, bq::QueryId) {
        let outputs: Vec<Type> = self
            .facts
            .outputs(query)
            .unwrap_or_default()
            .iter()
            .map(|column| column.ty)
            .collect();
        let mut values = Vec::with_capacity(items.len());
        let mut types = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let ty = self.type_of(*item);
            let other = outputs.get(index).copied().unwrap_or_default();
            values.push(self.side_for(*item, ty, other));
            types.push(rules::meeting(ty, other).unwrap_or(other));
        }
        let value = self.row_of(self.src.span(operand), values);
        let place = Place {
            types,
            rows: true,
            ..Place::default()
        };
        (value, self.query_in(query, place))
    }

    /// `(a, b) = (SELECT c, d …)` → `(a, b) = (SELECT AS STRUCT c, d …)`; BigQuery has no order of rows.
    pub(super) fn row_and_query(
        &mut self,
        id: ExprId,
        op: bq::CompareOp,
        op_span: Span,
        left: ExprId,
        right: ExprId,
    ) -> Option<bq::ExprId> {
        let src = self.src;
        let (row, items, query, is_first) = match (&src.exprs[left], &src.exprs[right]) {
            (Expr::Row(items), Expr::Subquery(query)) => (left, items, *query, true),
            (Expr::Subquery(query), Expr::Row(items)) => (right, items, *query, false),
            (_, _) => return None,
        };
        if items.len() < 2 {
            return None;
        }
        if !matches!(op, bq::CompareOp::Eq | bq::CompareOp::NotEq) {
            let advice = ["an order of rows", "compare column by column"];
            return Some(self.refuse_expr(id, Code::RS1103, op_span, &advice));
        }
        let (value, inner) = self.row_beside_query(row, items, query);
        let place = src.span(if is_first { right } else { left });
        let rows = self.same(place, bq::Expr::Subquery(inner));
        let (left, right) = if is_first {
            (value, rows)
        } else {
            (rows, value)
        };
        Some(self.same(src.span(id), bq::Expr::Compare(op, left, right)))
    }

    /// `(a, b) < (c, d)` → `a < c OR a = c AND b < d`: the first columns that differ decide, and a NULL among them is NULL.
    pub(super) fn row_order(
        &mut self,
        span: Span,
        op: bq::CompareOp,
        left: &[ExprId],
        right: &[ExprId],
    ) -> Option<bq::ExprId> {
        let strict = match op {
            bq::CompareOp::Lt | bq::CompareOp::LtEq => bq::CompareOp::Lt,
            bq::CompareOp::Gt | bq::CompareOp::GtEq => bq::CompareOp::Gt,
            bq::CompareOp::Eq | bq::CompareOp::NotEq => return None,
        };
        if left.len() != right.len() {
            return None;
        }
        let mut pairs = left.iter().zip(right).rev();
        let (a, b) = pairs.next()?;
        let mut rest = self.compared(op, *a, *b);
        for (a, b) in pairs {
            let before = self.compared(strict, *a, *b);
            let equal = self.compared(bq::CompareOp::Eq, *a, *b);
            let then = self.out.expr(
                bq::Expr::Chain(vec![equal, rest], vec![bq::BinaryOp::And]),
                bq::Origin::New,
            );
            rest = self.out.expr(
                bq::Expr::Chain(vec![before, then], vec![bq::BinaryOp::Or]),
                bq::Origin::New,
            );
        }
        Some(self.made(span, bq::Expr::Paren(rest)))
    }
}
