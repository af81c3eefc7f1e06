//! Expressions.
//!
//! `a / 2` of integers → `DIV(a, 2)`, `x::int` → `CAST(x AS INT64)`, `a || 1` → `a || CAST(1 AS STRING)`

mod call;
mod cast;
mod chain;
mod compare;
mod constant;
mod correlated;
mod datetime;
mod matching;
mod operator;
mod path;
mod quantified;
mod rename;
mod super_value;

pub(super) use compare::needs_cast;
pub(super) use operator::Side;
pub(super) use super_value::is_ungroupable;

use super::Cx;
use super::names::replace;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::tree::{Expr, ExprId, IsWhat, Name};
use crate::span::Span;
use quantified::Quantified;

impl Cx<'_> {
    /// Lowers an expression.
    pub(super) fn expr(&mut self, id: ExprId) -> bq::ExprId {
        if self.is_group_key(id) {
            return self.any_of_group(id);
        }
        let span = self.src.span(id);
        let src = self.src;
        match &src.exprs[id] {
            Expr::Column(name) => self.column(id, name),
            Expr::Literal(literal) => self.literal(id, *literal),
            Expr::TypedLiteral { ty, text } => self.typed_literal(id, ty, *text),
            Expr::Interval { value, units } => self.interval(id, *value, *units),
            Expr::Placeholder => self.placeholder(span),
            Expr::Param => self.param(span),
            Expr::Default => self.same(span, bq::Expr::Default),
            Expr::Unary { op, operand, .. } => self.unary(id, *op, *operand),
            Expr::Chain { operands, ops } => self.chain(id, operands, ops),
            Expr::Is {
                operand,
                not,
                what,
                op_span,
                postfix,
            } => self.is(span, *operand, *not, *what, *op_span, *postfix),
            Expr::IsDistinct { left, right, not } => {
                let (left, right) = self.comparable(*left, *right);
                self.same(
                    span,
                    bq::Expr::IsDistinct {
                        left,
                        right,
                        not: *not,
                    },
                )
            }
            Expr::Match { .. } => self.matching(id),
            Expr::Between {
                operand,
                not,
                symmetric,
                low,
                high,
            } => self.between(id, *operand, *not, *symmetric, *low, *high),
            Expr::InList { operand, not, list } => self.in_list(id, *operand, *not, list),
            Expr::InQuery {
                operand,
                not,
                query,
            } => {
                let (operand, query) = self.beside_query(*operand, *query);
                self.same(
                    span,
                    bq::Expr::InQuery {
                        operand,
                        not: *not,
                        query,
                    },
                )
            }
            Expr::Quantified {
                left,
                op,
                op_span,
                all,
                right,
            } => self.quantified(
                Quantified {
                    id,
                    left: *left,
                    op: *op,
                    op_span: *op_span,
                    all: *all,
                },
                *right,
            ),
            Expr::Exists(query) => {
                let query = self.inner_query(*query);
                self.same(span, bq::Expr::Exists(query))
            }
            Expr::Subquery(query) => {
                let query = self.inner_query(*query);
                self.same(span, bq::Expr::Subquery(query))
            }
            Expr::Row(items) => self.row(span, items),
            Expr::Paren(inner) => {
                let inner = self.expr(*inner);
                self.same(span, bq::Expr::Paren(inner))
            }
            Expr::Case {
                operand,
                whens,
                otherwise,
            } => self.case(id, *operand, whens, *otherwise),
            Expr::Cast { operand, ty, style } => {
                let value = self.cast(id, *operand, ty, *style);
                self.cast_in_range(id, *operand, value)
            }
            Expr::AtTimeZone { operand, zone } => {
                self.named_call(id, "timezone", &[*zone, *operand])
            }
            Expr::Call(call) => self.function(id, call),
            Expr::Path { base, steps } => self.path(id, *base, steps),
            Expr::Array(items) => self.array(span, items),
            Expr::Prior(inner) => self.prior(id, *inner),
            Expr::OuterMark(inner) => self.outer_mark(span, *inner),
            Expr::Collate { operand, .. } => {
                self.refuse(Code::RS1103, span, &["COLLATE of PostgreSQL"]);
                self.expr(*operand)
            }
            // The parser has said why; a statement with an error node is not lowered.
            Expr::Error => self.same(span, bq::Expr::Literal(bq::Literal::Null, span.into())),
        }
    }

    /// Lowers an expression whose type must be exactly the mapped one: an output column, an argument.
    pub(super) fn exact(&mut self, id: ExprId) -> bq::ExprId {
        match self.exact_constant(id) {
            Some(constant) => constant,
            None => self.expr(id),
        }
    }

    /// Lowers several expressions.
    pub(super) fn exprs(&mut self, ids: &[ExprId]) -> Vec<bq::ExprId> {
        ids.iter().map(|id| self.expr(*id)).collect()
    }

    /// `a.x (+)`: the mark goes where it has become a join.
    fn outer_mark(&mut self, span: Span, inner: ExprId) -> bq::ExprId {
        if !self.marks_are_joined {
            self.refuse(
                Code::RS1103,
                span,
                &["(+) here", "write the join with LEFT JOIN"],
            );
        }
        let value = self.expr(inner);
        let kind = self.out.exprs[value].kind.clone();
        let edit = bq::Edit {
            at: span,
            with: vec![bq::Piece::Node(bq::NodeRef::Expr(value))],
        };
        self.patched(span, vec![edit], kind)
    }

    /// A node whose own tokens stand as they are.
    pub(super) fn same(&mut self, span: Span, kind: bq::Expr) -> bq::ExprId {
        self.out.expr(kind, bq::Origin::Same(span))
    }

    /// A node that is printed anew in the place of a range.
    pub(super) fn made(&mut self, span: Span, kind: bq::Expr) -> bq::ExprId {
        self.out.expr(kind, bq::Origin::From(span))
    }

    /// A node with edits of its own tokens; `Same` where there are none.
    pub(super) fn patched(
        &mut self,
        span: Span,
        edits: Vec<bq::Edit>,
        kind: bq::Expr,
    ) -> bq::ExprId {
        self.out.expr(kind, origin(span, edits))
    }

    /// A call of a BigQuery function, made anew.
    pub(super) fn call(&mut self, name: &'static str, args: Vec<bq::ExprId>) -> bq::ExprId {
        let kind = plain_call(name, args);
        self.out.expr(kind, bq::Origin::New)
    }

    /// A cast, made anew.
    pub(super) fn cast_to(&mut self, operand: bq::ExprId, ty: bq::Type) -> bq::ExprId {
        let origin = self.place_of(operand);
        self.out.expr(
            bq::Expr::Cast {
                operand,
                ty,
                safe: false,
                format: None,
            },
            origin,
        )
    }

    /// What is put around an operand stands in its place, so that the text around it can stay.
    pub(super) fn place_of(&self, operand: bq::ExprId) -> bq::Origin {
        let place = self.out.origin(bq::NodeRef::Expr(operand)).span();
        place.map_or(bq::Origin::New, bq::Origin::From)
    }

    fn placeholder(&mut self, span: Span) -> bq::ExprId {
        // `:name` is a parameter of psql and of drivers; BigQuery writes `@name`. `:'name'` is a string of psql, `:"name"` a name.
        match self.text(span).strip_prefix(':') {
            Some(name) if name.starts_with('"') => {
                let text = self.text(span);
                self.refuse(Code::RS1403, span, &[text, "the name of a column"]);
                self.same(span, bq::Expr::Placeholder(span))
            }
            Some(name) if !name.is_empty() => {
                let text = format!("@{}", name.trim_matches('\''));
                let edit = bq::Edit {
                    at: span,
                    with: vec![bq::Piece::Text(text.clone().into())],
                };
                self.patched(span, vec![edit], bq::Expr::Parameter(text.into()))
            }
            Some(_) | None => self.same(span, bq::Expr::Placeholder(span)),
        }
    }

    fn param(&mut self, span: Span) -> bq::ExprId {
        let text = format!("@p{}", self.text(span).trim_start_matches('$'));
        let edit = bq::Edit {
            at: span,
            with: vec![bq::Piece::Text(text.clone().into())],
        };
        self.patched(span, vec![edit], bq::Expr::Parameter(text.into()))
    }

    fn is(
        &mut self,
        span: Span,
        operand: ExprId,
        not: bool,
        what: IsWhat,
        op_span: Span,
        postfix: bool,
    ) -> bq::ExprId {
        let mut edits = Vec::new();
        if postfix {
            edits.push(replace(
                op_span,
                if not { "IS NOT NULL" } else { "IS NULL" },
            ));
        }
        let is_truth = what != IsWhat::Null;
        let what = match what {
            IsWhat::Null => bq::IsWhat::Null,
            IsWhat::True => bq::IsWhat::True,
            IsWhat::False => bq::IsWhat::False,
            IsWhat::Unknown => bq::IsWhat::Unknown,
        };
        let operand = if is_truth && self.type_of(operand) == crate::resolve::Type::Super {
            self.condition(operand)
        } else {
            self.expr(operand)
        };
        self.patched(span, edits, bq::Expr::Is { operand, not, what })
    }

    fn row(&mut self, span: Span, items: &[ExprId]) -> bq::ExprId {
        let values = self.exprs(items);
        self.row_of(span, values)
    }

    /// A row of lowered values.
    fn row_of(&mut self, span: Span, values: Vec<bq::ExprId>) -> bq::ExprId {
        if self.text(span).starts_with('(') && values.len() > 1 {
            return self.same(span, bq::Expr::Tuple(values));
        }
        let fields = values.into_iter().map(|value| (value, None)).collect();
        self.made(span, bq::Expr::Struct(fields))
    }

    fn array(&mut self, span: Span, items: &[ExprId]) -> bq::ExprId {
        let items: Vec<bq::ExprId> = items.iter().map(|item| self.exact(*item)).collect();
        self.made(span, plain_call("JSON_ARRAY", items))
    }

    fn case(
        &mut self,
        id: ExprId,
        operand: Option<ExprId>,
        whens: &[(ExprId, ExprId)],
        otherwise: Option<ExprId>,
    ) -> bq::ExprId {
        let span = self.src.span(id);
        let ty = self.type_of(id);
        let searches: Vec<ExprId> = whens.iter().map(|(when, _)| *when).collect();
        let (operand, searches) = match operand {
            Some(operand) => {
                let (operand, searches) = self.searched(operand, &searches);
                (Some(operand), searches)
            }
            None => {
                let conditions = searches.iter().map(|when| self.condition(*when));
                (None, conditions.collect())
            }
        };
        let whens = searches
            .into_iter()
            .zip(whens)
            .map(|(when, (_, then))| (when, self.choice(*then, ty)))
            .collect();
        let otherwise = otherwise.map(|otherwise| self.choice(otherwise, ty));
        self.same(
            span,
            bq::Expr::Case {
                operand,
                whens,
                otherwise,
            },
        )
    }

    /// A column that Redshift Spectrum adds to external tables: `"$path"` → `_FILE_NAME`.
    ///
    /// <https://docs.aws.amazon.com/redshift/latest/dg/c-spectrum-external-tables.html#c-spectrum-external-tables-pseudocolumns>
    fn pseudo_column(&mut self, id: ExprId, name: &Name) -> Option<bq::ExprId> {
        let last = name.parts.last().filter(|part| part.quoted)?;
        let span = self.src.span(id);
        let folded = self.folded(*last);
        if !["$path", "$size", "$spectrum_oid"].contains(&folded.as_ref()) {
            return None;
        }
        if folded != "$path" {
            let help = "BigQuery's external tables have no such column";
            return Some(self.refuse_expr(id, Code::RS1103, span, &[&folded, help]));
        }
        self.raise(
            Code::RS2003,
            span,
            &[
                "the path is that of the file in Cloud Storage, gs://…",
                "compare with the new addresses",
            ],
        );
        let mut parts: Vec<bq::Text> = Vec::new();
        let edits = vec![replace(last.span, "_FILE_NAME")];
        for part in name.parts.iter().rev().skip(1).rev() {
            parts.push(self.column_text(*part));
        }
        parts.push("_FILE_NAME".into());
        Some(self.patched(span, edits, bq::Expr::Column(bq::Name { parts })))
    }

    /// A column, with the edits of its parts.
    fn column(&mut self, id: ExprId, name: &Name) -> bq::ExprId {
        let span = self.src.span(id);
        if let Some(column) = self.kin_column(id, name) {
            return column;
        }
        if let Some(row) = self.whole_row(id) {
            return row;
        }
        if let Some(path) = self.super_path(id, name) {
            return path;
        }
        if let Some(value) = self.expanded_alias(id, name) {
            return value;
        }
        if let Some(value) = self
            .pseudo_column(id, name)
            .or_else(|| self.lost_system_column(id, name))
        {
            return value;
        }
        if let Some(column) = self.twin_column(id, name) {
            return column;
        }
        if let Some(column) = self.hidden_column(id, name) {
            return column;
        }
        let (kept, mut edits) = self.column_parts(id, name);
        let parts = kept.iter();
        let parts = parts
            .map(|part| self.column_part(*part, &mut edits))
            .collect();
        self.patched(span, edits, bq::Expr::Column(bq::Name { parts }))
    }
}

/// The origin of a node with these edits.
pub(super) fn origin(span: Span, edits: Vec<bq::Edit>) -> bq::Origin {
    if edits.is_empty() {
        bq::Origin::Same(span)
    } else {
        bq::Origin::Patch(span, edits)
    }
}

/// A call with nothing but values.
pub(super) fn plain_call(name: &'static str, args: Vec<bq::ExprId>) -> bq::Expr {
    bq::Expr::Call(Box::new(bq::Call {
        name: vec![name.into()],
        args: args.into_iter().map(bq::Arg::Expr).collect(),
        ..bq::Call::default()
    }))
}
