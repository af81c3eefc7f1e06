//! How rules say things: refusals of expressions and statements, differences, dropped clauses.

use super::Cx;
use crate::bigquery::tree as bq;
use crate::diagnostic::{Class, Code, Diagnostic};
use crate::options::OnRefused;
use crate::redshift::tree::ExprId;
use crate::span::Span;

/// Why a statement is refused.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    diagnostic: Diagnostic,
}

impl Refusal {
    /// `RS1101: FOR UPDATE has no equivalent in BigQuery`.
    pub(crate) fn message(&self) -> String {
        message(&self.diagnostic)
    }
}

/// The message of a diagnostic with its code in front.
pub(crate) fn message(diagnostic: &Diagnostic) -> String {
    format!("{}: {}", diagnostic.code.as_str(), diagnostic.message())
}

impl Cx<'_> {
    /// A statement of which a part is refused fails when it runs: where refusals are comments, all of it is one.
    pub(super) fn comment_out(&mut self) {
        if self.refusal.is_some() || self.options.on_refused == OnRefused::Fail {
            return;
        }
        let mut diagnostics = self.diagnostics.iter();
        let first = diagnostics.find(|diagnostic| diagnostic.class() == Class::Refused);
        self.refusal = first.cloned().map(|diagnostic| Refusal { diagnostic });
    }

    /// Raises a diagnostic, once per code and arguments in a statement.
    pub(super) fn raise(&mut self, code: Code, span: Span, args: &[&str]) {
        let args: Vec<String> = args.iter().map(|arg| (*arg).to_owned()).collect();
        if self.said.insert((code, args.clone())) {
            self.diagnostics.push(Diagnostic::new(code, span, args));
        }
    }

    /// Says which names of the statement nothing has.
    pub(super) fn say_missing_names(&mut self) {
        for missing in &self.facts.missing {
            let near = missing.near.as_deref();
            let help = near.map(|near| format!("`{near}` may be meant"));
            self.raise(
                Code::RS2006,
                missing.span,
                &[&missing.what, &help.unwrap_or_default()],
            );
        }
    }

    /// Refuses the statement as a whole.
    pub(super) fn refuse(&mut self, code: Code, span: Span, args: &[&str]) {
        self.raise(code, span, args);
        if self.refusal.is_none() {
            let args = args.iter().map(|arg| (*arg).to_owned()).collect();
            self.refusal = Some(Refusal {
                diagnostic: Diagnostic::new(code, span, args),
            });
        }
    }

    /// Refuses an expression: alone, as a call of ERROR of its type, where it may fail when it is evaluated and its type is
    /// known; otherwise the statement is refused.
    pub(super) fn refuse_expr(
        &mut self,
        expr: ExprId,
        code: Code,
        span: Span,
        args: &[&str],
    ) -> bq::ExprId {
        let origin = bq::Origin::From(self.src.span(expr));
        let ty = self.target_type(self.type_of(expr));
        let Some(ty) = ty.filter(|_| self.expressions_may_fail) else {
            self.refuse(code, span, args);
            return self.out.expr(null(), origin);
        };
        self.raise(code, span, args);
        let args = args.iter().map(|arg| (*arg).to_owned()).collect();
        let text = message(&Diagnostic::new(code, span, args));
        let text = self.string(&text);
        let error = self.call("ERROR", vec![text]);
        self.out.expr(
            bq::Expr::Cast {
                operand: error,
                ty,
                safe: false,
                format: None,
            },
            origin,
        )
    }
}

/// NULL, in the place of what is refused with its statement.
fn null() -> bq::Expr {
    bq::Expr::Literal(bq::Literal::Null, "NULL".into())
}
