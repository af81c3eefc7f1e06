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
            return self.json_by_keys(special, *text, elements, guarded == Some(true));
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

    /// A path that is not constant: BigQuery's JSON functions take none, but a JSON value may be indexed by any text.
    fn json_by_keys(
        &mut self,
        special: &Special<'_>,
        text: ExprId,
        elements: &[ExprId],
        guarded: bool,
    ) -> bq::ExprId {
        let why =
            "by a path that is no constant, keys of an object come out sorted and 1.50 as 1.5";
        let span = special.span(self);
        self.raise(Code::RS2401, span, &["json_extract_path_text", why]);
        let value = self.branch(text, Type::Varchar(None));
        let parse = if guarded {
            "SAFE.PARSE_JSON($s, wide_number_mode => 'round')"
        } else {
            "PARSE_JSON($s, wide_number_mode => 'round')"
        };
        let text = [("s", self.value_of(text, value))];
        let id = self.filled(special, Template::cached(parse), &text, None);
        let mut values = vec![("j".to_owned(), ArgValue::Expr { id, simple: false })];
        let mut found = "$j".to_owned();
        for (index, element) in elements.iter().enumerate() {
            let key = self.branch(*element, Type::Varchar(None));
            values.push((format!("k{index}"), self.value_of(*element, key)));
            found.push_str(&format!("[$k{index}]"));
        }
        let template = format!(
            "WITH(v AS {found}, COALESCE(JSON_VALUE(v), NULLIF(TO_JSON_STRING(v), 'null')))"
        );
        self.assembled(special, &template, &values, None)
    }

    /// KEEP takes the named paths into a new object, SET changes values by their paths; a value that is no object comes back
    /// as it is.
    pub(super) fn object_transform(&mut self, special: &Special<'_>) -> bq::ExprId {
        let kept = match special.call.map(|call| call.form) {
            Some(CallForm::ObjectTransform(kept)) => usize::try_from(kept).unwrap_or(0),
            Some(_) | None => 0,
        };
        let Some((object, rest)) = special.args.split_first() else {
            return self.refuse_arguments(special);
        };
        let (keeps, changes) = rest.split_at(kept.min(rest.len()));
        let value = self.expr(*object);
        let mut values = vec![("x".to_owned(), self.value_of(*object, value))];
        let mut bindings = Vec::new();
        let mut last = "$x".to_owned();
        if !keeps.is_empty() {
            bindings.push("k0 AS JSON_OBJECT()".to_owned());
            last = "k0".to_owned();
        }
        for (index, keep) in keeps.iter().enumerate() {
            let Some(path) = self.object_path(*keep) else {
                return self.refuse_path(special, *keep);
            };
            values.push((format!("p{index}"), path));
            let next = format!("k{}", index + 1);
            bindings.push(format!(
                "{next} AS IF(JSON_QUERY($x, $p{index}) IS NULL, {last}, JSON_SET({last}, $p{index}, JSON_QUERY($x, $p{index})))"
            ));
            last = next;
        }
        let mut set = String::new();
        for (index, arg) in changes.iter().enumerate() {
            let value = if index % 2 == 1 {
                let id = self.exact(*arg);
                ArgValue::Expr { id, simple: true }
            } else if let Some(path) = self.object_path(*arg) {
                path
            } else {
                return self.refuse_path(special, *arg);
            };
            values.push((format!("a{index}"), value));
            set.push_str(&format!(", $a{index}"));
        }
        if !set.is_empty() {
            last = format!("JSON_SET({last}{set})");
        }
        if !bindings.is_empty() {
            last = format!("WITH({}, {last})", bindings.join(", "));
        }
        let template = if last == "$x" {
            last
        } else {
            format!("IF(JSON_TYPE($x) = 'object', {last}, $x)")
        };
        self.assembled(special, &template, &values, None)
    }

    /// `'"a"."b"'` as a JSONPath.
    fn object_path(&mut self, path: ExprId) -> Option<ArgValue> {
        let Some(Constant::String(path)) = self.arg_facts(path).constant else {
            return None;
        };
        let id = self.string(&format!("$.{path}"));
        Some(ArgValue::Expr { id, simple: true })
    }

    fn refuse_path(&mut self, special: &Special<'_>, path: ExprId) -> bq::ExprId {
        let at = self.src.span(path);
        let why = "its paths";
        self.refuse_expr(special.id, Code::RS1403, at, &["object_transform", why])
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
