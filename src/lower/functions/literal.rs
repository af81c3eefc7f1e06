//! What the functions share that read a constant: its text, its errors, and templates that are written when it is known.
//!
//! `TO_DATE(s, 'MM/DD/YYYY')` → the template `PARSE_DATE('%m/%d/%Y', $x)` with the argument `s`

use super::Special;
use crate::bigquery::template::ArgValue;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::functions::Constant;
use crate::lower::Cx;
use crate::lower::literal::LiteralError;
use crate::redshift::tree::{Expr, ExprId};
use crate::span::Span;

/// What a function of a constant gives: the expression, or the refusal (or NULL) that stands in its place.
pub(super) type Result<T> = std::result::Result<T, bq::ExprId>;

/// The expression, whichever way it came about.
pub(super) fn either(result: Result<bq::ExprId>) -> bq::ExprId {
    result.unwrap_or_else(|instead| instead)
}

impl Special<'_> {
    /// The place that diagnostics about the call as a whole point at.
    pub(super) fn span(&self, cx: &Cx<'_>) -> Span {
        self.call
            .map_or_else(|| cx.src.span(self.id), |call| call.name.span)
    }

    /// An argument.
    pub(super) fn arg(&self, index: usize) -> Option<ExprId> {
        self.args.get(index).copied()
    }
}

impl Cx<'_> {
    /// The text of a constant argument. NULL makes the call NULL; what is no constant is refused.
    pub(super) fn constant_text(&mut self, special: &Special<'_>, index: usize) -> Result<String> {
        let row = special.found.row;
        let param = match index {
            1 => "its second argument",
            _ => "this argument",
        };
        let Some(arg) = special.arg(index) else {
            return Err(self.refuse_expr(
                special.id,
                Code::RS1403,
                special.span(self),
                &[row.name, param],
            ));
        };
        if let Some(text) = self.string_value(arg) {
            return Ok(text);
        }
        if self.arg_facts(arg).constant == Some(Constant::Null) {
            return Err(self.typed_null(special));
        }
        let at = self.src.span(arg);
        Err(self.refuse_expr(special.id, Code::RS1403, at, &[row.name, param]))
    }

    /// NULL in the type of the call.
    pub(super) fn typed_null(&mut self, special: &Special<'_>) -> bq::ExprId {
        let span = self.src.span(special.id);
        let null = bq::Expr::Literal(bq::Literal::Null, "NULL".into());
        match self.target_type(self.type_of(special.id)) {
            Some(ty) => {
                let operand = self.out.expr(null, bq::Origin::New);
                let cast = bq::Expr::Cast {
                    operand,
                    ty,
                    safe: false,
                    format: None,
                };
                self.out.expr(cast, bq::Origin::From(span))
            }
            None => self.out.expr(null, bq::Origin::From(span)),
        }
    }

    /// Refuses the call for what stands in its constant, at the very place.
    pub(super) fn bad_literal(
        &mut self,
        special: &Special<'_>,
        index: usize,
        error: &LiteralError,
    ) -> bq::ExprId {
        let code = Code::parse(error.code).unwrap_or(Code::RS1401);
        let span = self.inside_argument(special, index, error);
        let element = self.text(span);
        if matches!(code, Code::RS1201 | Code::RS1202 | Code::RS1203) {
            return self.refuse_expr(special.id, code, span, &[element, &error.why]);
        }
        self.refuse_expr(special.id, code, span, &[&error.why])
    }

    /// Says what the translation of a constant does not keep.
    pub(super) fn literal_differs(
        &mut self,
        special: &Special<'_>,
        index: usize,
        what: &str,
        differs: &[LiteralError],
    ) {
        for said in differs {
            let code = Code::parse(said.code).unwrap_or(Code::RS2401);
            let span = self.inside_argument(special, index, said);
            self.raise(code, span, &[what, &said.why]);
        }
    }

    fn inside_argument(&self, special: &Special<'_>, index: usize, error: &LiteralError) -> Span {
        let Some(mut arg) = special.arg(index) else {
            return special.span(self);
        };
        while let Expr::Paren(inner) = &self.src.exprs[arg] {
            arg = *inner;
        }
        self.inside_string(self.src.span(arg), error)
    }

    /// An argument as its parameter wants it.
    pub(super) fn value(&mut self, special: &Special<'_>, index: usize) -> ArgValue {
        match special.arg(index) {
            Some(arg) => self.arg_value(special.found, index, arg, self.type_of(special.id)),
            None => ArgValue::None,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::{Options, Translator};

    /// The code and the text that the only diagnostic of a query points at.
    fn said(sql: &str) -> (&'static str, String) {
        let translation = Translator::new(Options::default()).translate(sql);
        let diagnostic = translation.diagnostics.first().unwrap();
        (
            diagnostic.code.as_str(),
            translation.source.slice(diagnostic.span).to_owned(),
        )
    }

    #[test]
    fn errors_point_into_the_constant() {
        for (sql, code, place) in [
            ("SELECT to_date('a', 'YYYY-Q')", "RS1201", "Q"),
            (
                "SELECT to_timestamp('a', 'YYYY HH:MI:HH24')",
                "RS1202",
                "HH24",
            ),
            ("SELECT to_char(time '10:00', 'HH YYYY')", "RS1203", "YYYY"),
            ("SELECT regexp_substr('a', ('b(?=c)'))", "RS1301", "(?="),
            ("SELECT regexp_count('a', 'b', 1, 'ix')", "RS1302", "x"),
            ("SELECT regexp_substr('a', 'b|bc')", "RS2301", "bc"),
            ("SELECT to_date('a', 'YY-MM', true)", "RS2202", "YY"),
            ("SELECT next_day(date '2024-01-01', 'T')", "RS1204", "'T'"),
            (
                "SELECT convert_timezone('<Mars', sysdate)",
                "RS1401",
                "'<Mars'",
            ),
            (
                "SELECT convert_timezone('Mars', sysdate)",
                "RS2003",
                "'Mars'",
            ),
            ("SELECT to_char(1, f) FROM t", "RS1403", "to_char"),
        ] {
            assert_eq!(said(sql), (code, place.to_owned()), "{sql}");
        }
    }

    #[test]
    fn null_in_the_place_of_a_constant_gives_null() {
        let translation =
            Translator::new(Options::default()).translate("SELECT to_date('2024', NULL) AS d");
        assert_eq!(translation.sql, "SELECT CAST(NULL AS DATE) AS d");
    }
}
