//! Aggregates whose clauses matter.
//!
//! `LISTAGG(a, ',') WITHIN GROUP (ORDER BY b)` → `STRING_AGG(NULLIF(a, ''), ',' ORDER BY b IS NULL, b)`,
//! `AVG(d)` of a DECIMAL(8,2) → `TRUNC(AVG(d), 2)`

use super::super::Cx;
use super::Special;
use crate::bigquery::template::ArgValue;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::functions::Constant;
use crate::redshift::tree::{Expr, ExprId, OrderItem};
use crate::resolve::Type;

/// The holes of a template with their names.
type Values = Vec<(String, ArgValue)>;

impl Cx<'_> {
    /// The mean keeps the scale of its argument; the digits behind are dropped.
    pub(super) fn avg_decimal(&mut self, special: &Special<'_>) -> bq::ExprId {
        let Some(arg) = special.args.first().copied() else {
            return self.refuse_arguments(special);
        };
        let scale = if let Type::Decimal { scale, .. } = self.type_of(arg) {
            scale
        } else {
            0
        };
        let over = self.special_over(special);
        let mut value = self.exact(arg);
        if self.is_wide(self.type_of(special.id)) {
            value = self.widened(value, self.type_of(arg));
        }
        let text = format!("TRUNC(AVG($x), {scale})");
        self.assembled(
            special,
            &text,
            &[("x".to_owned(), self.value_of(arg, value))],
            over,
        )
    }

    /// NULL and the empty text are left out, and no delimiter is none, where STRING_AGG takes a comma.
    pub(super) fn listagg(&mut self, special: &Special<'_>) -> bq::ExprId {
        let Some(arg) = special.args.first().copied() else {
            return self.refuse_arguments(special);
        };
        let mut values: Values = Vec::new();
        let value = self.expr(arg);
        values.push(("x".to_owned(), self.value_of(arg, value)));
        let delimiter = match special.args.get(1).copied() {
            Some(id) if !self.is_null(id) => self.branch(id, Type::Varchar(None)),
            Some(_) | None => self.string(""),
        };
        values.push((
            "d".to_owned(),
            ArgValue::Expr {
                id: delimiter,
                simple: true,
            },
        ));
        let ty = self.type_of(arg);
        let keys = self.order_keys(special);
        let over = special.call.is_some_and(|call| call.over.is_some());
        if special.is_distinct() {
            return self.listagg_distinct(special, ty, values, &keys, over);
        }
        let text = self.listed(ty, value, &mut values);
        if over {
            return self.listagg_over(special, &text, values, &keys);
        }
        let order = self.order_text(&keys, Some(arg), &mut values);
        self.assembled(
            special,
            &format!("STRING_AGG({text}, $d{order})"),
            &values,
            None,
        )
    }

    /// BigQuery wants the key of an aggregate with DISTINCT to be its argument.
    fn listagg_distinct(
        &mut self,
        special: &Special<'_>,
        ty: Type,
        mut values: Values,
        keys: &[OrderItem],
        over: bool,
    ) -> bq::ExprId {
        let arg = special.args.first().copied();
        let desc = match keys {
            [] => None,
            [key] if arg.is_some_and(|arg| self.is_same_text(arg, key.expr)) => Some(key.desc),
            _other => {
                let why = "LISTAGG(DISTINCT …) in the order of another expression: BigQuery sorts distinct values by themselves only";
                return self.refuse_expr(
                    special.id,
                    Code::RS1401,
                    self.src.span(special.id),
                    &["listagg", why],
                );
            }
        };
        let word = if desc == Some(true) { " DESC" } else { "" };
        let window = if over {
            self.special_over(special)
        } else {
            None
        };
        if desc.is_some() && (over || !ty.is_string()) {
            // Sorted as values, not as text; and a window call takes no order of its own.
            let array = if over {
                "ARRAY_AGG($x)"
            } else {
                "ARRAY_AGG($x IGNORE NULLS)"
            };
            let inner = element_text(ty);
            let distinct = if over {
                "SELECT DISTINCT e FROM UNNEST(v) AS e"
            } else {
                "SELECT e FROM UNNEST(v) AS e"
            };
            let text = format!(
                "WITH(v AS {array}, (SELECT STRING_AGG({inner}, $d ORDER BY e{word}) FROM ({distinct})))"
            );
            return self.assembled(special, &text, &values, window);
        }
        let value = match values.first() {
            Some((_, ArgValue::Expr { id, .. })) => *id,
            Some(_) | None => return self.refuse_arguments(special),
        };
        let text = self.listed(ty, value, &mut values);
        let order = if desc.is_some() {
            format!(" ORDER BY {text}{word}")
        } else {
            String::new()
        };
        self.assembled(
            special,
            &format!("STRING_AGG({text}, $d{order})"),
            &values,
            window,
        )
    }

    /// In a window the order of the list is that of the window, over all of its rows.
    fn listagg_over(
        &mut self,
        special: &Special<'_>,
        text: &str,
        values: Values,
        keys: &[OrderItem],
    ) -> bq::ExprId {
        let mut window = self.special_over(special).unwrap_or_default();
        if !keys.is_empty() {
            window.order_by = self.window_keys(keys);
            window.frame = Some(bq::Frame {
                rows: true,
                start: bq::Bound::UnboundedPreceding,
                end: Some(bq::Bound::UnboundedFollowing),
            });
        }
        self.assembled(
            special,
            &format!("STRING_AGG({text}, $d)"),
            &values,
            Some(window),
        )
    }

    /// The keys of WITHIN GROUP without constants, which sort nothing.
    fn order_keys(&self, special: &Special<'_>) -> Vec<OrderItem> {
        let keys = special.call.map_or(&[][..], |call| &call.within_group);
        keys.iter()
            .filter(|key| !matches!(self.src.exprs[key.expr], Expr::Literal(_)))
            .cloned()
            .collect()
    }

    /// The argument of STRING_AGG: text, without the empty one.
    fn listed(&mut self, ty: Type, value: bq::ExprId, values: &mut Values) -> String {
        if ty.is_string() {
            return "NULLIF($x, '')".to_owned();
        }
        if matches!(ty, Type::Unknown | Type::UnknownLiteral | Type::Null) {
            return "NULLIF(CAST($x AS STRING), '')".to_owned();
        }
        let text = ArgValue::Expr {
            id: self.concat_operand(value, ty),
            simple: true,
        };
        values.push(("t".to_owned(), text));
        "$t".to_owned()
    }

    /// ` ORDER BY …` of an aggregate: NULLs are placed by a key of their own, for BigQuery rejects NULLS LAST there.
    fn order_text(
        &mut self,
        keys: &[OrderItem],
        arg: Option<ExprId>,
        values: &mut Values,
    ) -> String {
        let mut parts = Vec::new();
        for (index, key) in keys.iter().enumerate() {
            self.refuse_order(key.expr);
            let value = self.expr(key.expr);
            values.push((format!("k{index}"), self.value_of(key.expr, value)));
            let last = key.nulls_first.map_or(!key.desc, |first| !first);
            let listed = arg.is_some_and(|arg| self.is_same_text(arg, key.expr));
            if last != key.desc && !listed && self.may_be_null(key.expr) {
                parts.push(format!(
                    "$k{index} IS NULL{}",
                    if last { "" } else { " DESC" }
                ));
            }
            parts.push(format!("$k{index}{}", if key.desc { " DESC" } else { "" }));
        }
        if parts.is_empty() {
            String::new()
        } else {
            format!(" ORDER BY {}", parts.join(", "))
        }
    }

    /// The keys as those of a window with a ROWS frame, where NULLS LAST is accepted.
    fn window_keys(&mut self, keys: &[OrderItem]) -> Vec<bq::OrderItem> {
        keys.iter()
            .map(|key| bq::OrderItem {
                expr: self.expr(key.expr),
                desc: key.desc,
                nulls_first: match key.nulls_first {
                    None if self.may_be_null(key.expr) => Some(key.desc),
                    written => written,
                },
            })
            .collect()
    }

    /// Whether two expressions are spelt alike.
    fn is_same_text(&self, a: ExprId, b: ExprId) -> bool {
        self.text(self.src.span(a))
            .eq_ignore_ascii_case(self.text(self.src.span(b)))
    }

    pub(in crate::lower) fn is_null(&self, id: ExprId) -> bool {
        self.arg_facts(id).constant == Some(Constant::Null)
    }

    /// A call that the row let pass with other arguments than the function takes.
    pub(super) fn refuse_arguments(&mut self, special: &Special<'_>) -> bq::ExprId {
        let span = self.src.span(special.id);
        self.refuse_expr(
            special.id,
            Code::RS1401,
            span,
            &[special.found.row.name, "with these arguments"],
        )
    }
}

/// The text of an element.
fn element_text(ty: Type) -> &'static str {
    if ty.is_string() {
        "NULLIF(e, '')"
    } else {
        "CAST(e AS STRING)"
    }
}
