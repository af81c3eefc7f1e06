//! Pattern matching.
//!
//! `a ILIKE 'x%'` → `LOWER(a) LIKE 'x%'`, `a SIMILAR TO 'x%'` → `REGEXP_CONTAINS(a, '(?s)^(?:x.*)$')`, `a ~ 'b+'` → `REGEXP_CONTAINS(a, 'b+')`

use super::super::Cx;
use super::super::literal::{LiteralError, like, posix_regex, string_literal};
use super::super::names::replace;
use super::operator::Side;
use super::plain_call;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::tree::{Expr, ExprId, MatchKind};
use crate::resolve::Type;
use crate::span::Span;

/// One pattern match, taken apart.
struct Match {
    id: ExprId,
    kind: MatchKind,
    not: bool,
    operand: ExprId,
    pattern: ExprId,
    escape: Option<ExprId>,
    op_span: Span,
}

impl Cx<'_> {
    /// LIKE, ILIKE, SIMILAR TO and the POSIX operators. A match with NULL is NULL; BigQuery does not let it be written.
    pub(super) fn matching(&mut self, id: ExprId) -> bq::ExprId {
        let Expr::Match {
            kind,
            not,
            operand,
            pattern,
            escape,
            op_span,
        } = &self.src.exprs[id]
        else {
            return self.refuse_expr(id, Code::RS1004, self.src.span(id), &["this expression"]);
        };
        let matching = Match {
            id,
            kind: *kind,
            not: *not,
            operand: *operand,
            pattern: *pattern,
            escape: *escape,
            op_span: *op_span,
        };
        if self.is_null(matching.operand) || self.is_null(matching.pattern) {
            return self.unknown_truth(bq::Origin::From(self.src.span(id)));
        }
        match matching.kind {
            MatchKind::Like => self.like_match(&matching),
            MatchKind::ILike => self.ilike(&matching),
            MatchKind::SimilarTo | MatchKind::Regex | MatchKind::RegexNoCase => {
                self.regex(&matching)
            }
        }
    }

    /// The text that is matched: BigQuery matches text only.
    fn matched(&mut self, operand: ExprId) -> bq::ExprId {
        let ty = self.type_of(operand);
        let value = self.expr(operand);
        if ty == Type::Super {
            let source = Some(operand);
            let side = Side { value, ty, source };
            return self.instantiate("SAFE.STRING($x)", &[side], &["x"], self.src.span(operand));
        }
        if ty.is_known() && !ty.is_string() && ty != Type::Varbyte {
            return self.text_of(value, ty);
        }
        value
    }

    fn like_match(&mut self, matching: &Match) -> bq::ExprId {
        let span = self.src.span(matching.id);
        let operand = self.matched(matching.operand);
        let escape = match matching.escape {
            Some(escape) => match self.string_value(escape) {
                Some(escape) => Some(escape),
                None => return self.not_constant(matching, "ESCAPE"),
            },
            None => None,
        };
        let kind = |pattern| bq::Expr::Like {
            operand,
            not: matching.not,
            pattern,
        };
        let Some(pattern) = self.string_value(matching.pattern) else {
            if matching.escape.is_some() {
                return self.not_constant(matching, "its pattern");
            }
            let pattern = self.expr(matching.pattern);
            return self.like_node(matching, span, kind(pattern));
        };
        match like::like(&pattern, escape.as_deref()) {
            Ok(target) => {
                let at = self.src.span(matching.pattern);
                let pattern = if escape.is_none() && target.same {
                    self.expr(matching.pattern)
                } else {
                    self.respelt_literal(
                        at,
                        bq::Literal::String,
                        string_literal::encode_pattern(&target.pattern),
                    )
                };
                if escape.is_some() {
                    return self.made(span, kind(pattern));
                }
                self.like_node(matching, span, kind(pattern))
            }
            Err(error) => self.bad_pattern(matching, &error),
        }
    }

    /// `~~` is LIKE.
    fn like_node(&mut self, matching: &Match, span: Span, kind: bq::Expr) -> bq::ExprId {
        let word = self.text(matching.op_span);
        let edits = if word.contains('~') {
            vec![replace(
                matching.op_span,
                if matching.not { "NOT LIKE" } else { "LIKE" },
            )]
        } else {
            Vec::new()
        };
        self.patched(span, edits, kind)
    }

    /// Both sides in lower case; a constant is folded here.
    fn ilike(&mut self, matching: &Match) -> bq::ExprId {
        let span = self.src.span(matching.id);
        let operand = self.matched(matching.operand);
        let operand = self.call("LOWER", vec![operand]);
        let escape = matching.escape.and_then(|escape| self.string_value(escape));
        if matching.escape.is_some() && escape.is_none() {
            return self.not_constant(matching, "ESCAPE");
        }
        let pattern = match self.string_value(matching.pattern) {
            Some(pattern) => match like::ilike(&pattern, escape.as_deref()) {
                Ok(target) => {
                    let at = self.src.span(matching.pattern);
                    if !target.pattern.is_ascii() {
                        let case = "letters beyond ASCII match in any case too";
                        self.raise(Code::RS2401, at, &["ILIKE", case]);
                    }
                    // LOWER folds all letters, so the pattern must be folded alike.
                    let text = string_literal::encode_pattern(&target.pattern.to_lowercase());
                    self.respelt_literal(at, bq::Literal::String, text)
                }
                Err(error) => return self.bad_pattern(matching, &error),
            },
            None if escape.is_some() => return self.not_constant(matching, "its pattern"),
            None => {
                let pattern = self.expr(matching.pattern);
                self.call("LOWER", vec![pattern])
            }
        };
        self.made(
            span,
            bq::Expr::Like {
                operand,
                not: matching.not,
                pattern,
            },
        )
    }

    fn regex(&mut self, matching: &Match) -> bq::ExprId {
        let span = self.src.span(matching.id);
        let Some(pattern) = self.string_value(matching.pattern) else {
            return self.not_constant(matching, "its pattern");
        };
        let escape = matching.escape.and_then(|escape| self.string_value(escape));
        if matching.kind == MatchKind::SimilarTo
            && let Some(plain) = like::similar_to_is_like(&pattern, escape.as_deref())
        {
            return self.plain_similar_to(matching, &plain.pattern);
        }
        let translated = if matching.kind == MatchKind::SimilarTo {
            like::similar_to(&pattern, escape.as_deref()).map(|re2| (re2, Vec::new()))
        } else {
            let options = posix_regex::Options {
                pcre: false,
                ignore_case: matching.kind == MatchKind::RegexNoCase,
                groups: posix_regex::Groups::Neutralise,
            };
            posix_regex::pattern(&pattern, options).map(|found| (found.re2, found.differs))
        };
        match translated {
            Ok((re2, differs)) => {
                for said in &differs {
                    let code = Code::parse(said.code).unwrap_or(Code::RS2401);
                    self.raise(
                        code,
                        self.src.span(matching.pattern),
                        &["the pattern", &said.why],
                    );
                }
                let operand = self.matched(matching.operand);
                let text = string_literal::encode_pattern(&re2);
                let pattern = self.respelt_literal(
                    self.src.span(matching.pattern),
                    bq::Literal::String,
                    text,
                );
                let call = plain_call("REGEXP_CONTAINS", vec![operand, pattern]);
                if matching.not {
                    let call = self.out.expr(call, bq::Origin::New);
                    return self.made(span, bq::Expr::Unary(bq::UnaryOp::Not, call));
                }
                self.made(span, call)
            }
            Err(error) => self.bad_pattern(matching, &error),
        }
    }

    /// SIMILAR TO without regular expressions is LIKE.
    fn plain_similar_to(&mut self, matching: &Match, pattern: &str) -> bq::ExprId {
        let operand = self.matched(matching.operand);
        let text = string_literal::encode_pattern(pattern);
        let pattern =
            self.respelt_literal(self.src.span(matching.pattern), bq::Literal::String, text);
        let kind = bq::Expr::Like {
            operand,
            not: matching.not,
            pattern,
        };
        self.made(self.src.span(matching.id), kind)
    }

    fn not_constant(&mut self, matching: &Match, what: &str) -> bq::ExprId {
        let word = self.text(matching.op_span).to_uppercase();
        self.refuse_expr(
            matching.id,
            Code::RS1403,
            self.src.span(matching.pattern),
            &[&word, what],
        )
    }

    fn bad_pattern(&mut self, matching: &Match, error: &LiteralError) -> bq::ExprId {
        let code = Code::parse(error.code).unwrap_or(Code::RS1301);
        let span = self.inside_string(self.src.span(matching.pattern), error);
        self.refuse_expr(matching.id, code, span, &[&error.why])
    }

    /// The place of an error inside a string token.
    pub(in crate::lower) fn inside_string(&self, token: Span, error: &LiteralError) -> Span {
        let range = string_literal::source_range(self.text(token), error.at.clone());
        let start = token.start + crate::span::offset(range.start);
        let end = token.start + crate::span::offset(range.end);
        if start < end {
            Span::new(start, end)
        } else {
            token
        }
    }
}
