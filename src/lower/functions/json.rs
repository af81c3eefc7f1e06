//! JSON functions whose path is a constant in BigQuery.
//!
//! `JSON_EXTRACT_PATH_TEXT(s, 'a', 'b')` → `COALESCE(JSON_VALUE(s, '$.a.b'), JSON_QUERY(s, '$.a.b'))`

use super::super::Cx;
use super::Special;
use crate::bigquery::template::{ArgValue, Template};
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::functions::Constant;
use crate::redshift::tree::{CallForm, Expr, ExprId, Literal};
use crate::resolve::Type;

impl Cx<'_> {
    /// A scalar comes as its text, an object or array as JSON text, JSON's null as NULL.
    pub(super) fn json_extract_path_text(&mut self, special: &Special<'_>) -> bq::ExprId {
        let Some((text, rest)) = special.args.split_first() else {
            return self.refuse_arguments(special);
        };
        // BOOLEAN at the end: null_if_invalid.
        let (guarded, elements) = match rest.split_last() {
            Some((last, elements)) if self.constant_truth(*last).is_some() => {
                (self.constant_truth(*last), elements)
            }
            Some(_) | None => (None, rest),
        };
        let Some(path) = self.constant_path(elements) else {
            let span = self.src.span(special.id);
            let why = "BigQuery takes a constant path";
            return self.refuse_expr(
                special.id,
                Code::RS1403,
                span,
                &["json_extract_path_text", why],
            );
        };
        let value = self.branch(*text, Type::Varchar(None));
        let path = self.string(&path);
        let values = [
            ("s".to_owned(), self.value_of(*text, value)),
            (
                "p".to_owned(),
                ArgValue::Expr {
                    id: path,
                    simple: true,
                },
            ),
        ];
        let template = if guarded == Some(true) {
            "IF(SAFE.PARSE_JSON($s, wide_number_mode => 'round') IS NULL, NULL, \
             COALESCE(JSON_VALUE($s, $p), JSON_QUERY($s, $p)))"
        } else {
            "COALESCE(JSON_VALUE($s, $p), JSON_QUERY($s, $p))"
        };
        self.filled(special, Template::cached(template), &values, None)
    }

    /// SET changes values by their paths; a value that is no object comes back as it is.
    pub(super) fn object_transform(&mut self, special: &Special<'_>) -> bq::ExprId {
        let span = self.src.span(special.id);
        let keeps = special
            .call
            .is_none_or(|call| call.form != CallForm::ObjectTransform(0));
        let Some((object, changes)) = special.args.split_first().filter(|_| !keeps) else {
            let why = "KEEP: BigQuery cannot leave out the paths that are not named; build the object with JSON_OBJECT";
            return self.refuse_expr(special.id, Code::RS1401, span, &["object_transform", why]);
        };
        let value = self.expr(*object);
        let mut values = vec![("x".to_owned(), self.value_of(*object, value))];
        let mut text = "IF(JSON_TYPE($x) = 'object', JSON_SET($x".to_owned();
        for (index, arg) in changes.iter().enumerate() {
            let id = if index % 2 == 1 {
                self.exact(*arg)
            } else if let Some(Constant::String(path)) = self.arg_facts(*arg).constant {
                self.string(&format!("$.{path}"))
            } else {
                let why = "BigQuery takes a constant path";
                return self.refuse_expr(
                    special.id,
                    Code::RS1403,
                    span,
                    &["object_transform", why],
                );
            };
            values.push((format!("a{index}"), ArgValue::Expr { id, simple: true }));
            text.push_str(&format!(", $a{index}"));
        }
        text.push_str("), $x)");
        if changes.is_empty() {
            text = "$x".to_owned();
        }
        self.assembled(special, &text, &values, None)
    }

    /// In FROM it is UNNEST(GENERATE_ARRAY(…)); in a select list it would make rows.
    pub(super) fn generate_series(&mut self, special: &Special<'_>) -> bq::ExprId {
        let span = self.src.span(special.id);
        let why = "in a select list it makes rows: write UNNEST(GENERATE_ARRAY(a, b)) in FROM";
        self.refuse_expr(special.id, Code::RS1402, span, &["generate_series", why])
    }

    /// The JSONPath of constant elements.
    fn constant_path(&self, elements: &[ExprId]) -> Option<String> {
        let mut path = "$".to_owned();
        for element in elements {
            match self.arg_facts(*element).constant {
                Some(Constant::String(name)) => push_field(&mut path, &name),
                Some(Constant::Integer(number)) => push_field(&mut path, &number.to_string()),
                Some(Constant::Null | Constant::Other) | None => return None,
            }
        }
        Some(path)
    }

    fn constant_truth(&self, id: ExprId) -> Option<bool> {
        let Expr::Literal(literal) = &self.src.exprs[id] else {
            return None;
        };
        let truth = *literal == Literal::True;
        (truth || *literal == Literal::False).then_some(truth)
    }
}

/// `.name`, in quotes where it is no plain word.
fn push_field(path: &mut String, name: &str) {
    let starts_well = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    path.push('.');
    if starts_well && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
        path.push_str(name);
        return;
    }
    path.push('"');
    for c in name.chars() {
        if matches!(c, '"' | '\\') {
            path.push('\\');
        }
        path.push(c);
    }
    path.push('"');
}
