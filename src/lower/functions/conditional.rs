//! Conditional functions of any number of arguments.
//!
//! `DECODE(a, 1, 'x', 'z')` → `CASE a WHEN 1 THEN 'x' ELSE 'z' END`,
//! `GREATEST(a, b, 0)` → `GREATEST(COALESCE(a, 0), COALESCE(b, 0), 0)`: Redshift leaves NULLs out.

use super::super::Cx;
use super::Special;
use crate::bigquery::template::ArgValue;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::functions::Constant;
use crate::redshift::tree::ExprId;
use crate::resolve::{Type, rules};

/// From so many arguments on, MAX over an array is shorter than what GREATEST needs.
const MANY: usize = 5;

impl Cx<'_> {
    /// A search for NULL finds NULL, which CASE does not.
    pub(super) fn decode(&mut self, special: &Special<'_>) -> bq::ExprId {
        let Some((operand, rest)) = special.args.split_first() else {
            return self.refuse_arguments(special);
        };
        let result = self.decode_type(special, rest);
        let searches: Vec<ExprId> = rest
            .chunks_exact(2)
            .filter_map(|pair| pair.first().copied())
            .collect();
        let simple = searches.iter().all(|search| self.is_a_value(*search));
        // BigQuery's `=` takes no literal NULL.
        let of_null = self.is_null_constant(*operand);
        let of = self.search_type(*operand, &searches);
        let value = self.branch(*operand, of);
        let mut values = vec![("e".to_owned(), self.value_of(*operand, value))];
        let mut text = if simple {
            "CASE $e".to_owned()
        } else {
            "CASE".to_owned()
        };
        for (index, arg) in rest.iter().enumerate() {
            let is_search = index % 2 == 0 && index + 1 < rest.len();
            let name = format!("a{index}");
            let value = match is_search {
                true => self.branch(*arg, of),
                false => self.choice(*arg, result),
            };
            values.push((name.clone(), self.value_of(*arg, value)));
            text.push_str(&match (index % 2, is_search) {
                (0, true) if simple => format!(" WHEN ${name}"),
                (0, true) if self.is_null_constant(*arg) => " WHEN $e IS NULL".to_owned(),
                (0, true) if self.is_a_value(*arg) && !of_null => format!(" WHEN $e = ${name}"),
                (0, true) => format!(" WHEN $e IS NOT DISTINCT FROM ${name}"),
                (0, false) => format!(" ELSE ${name}"),
                (_, _) => format!(" THEN ${name}"),
            });
        }
        text.push_str(" END");
        self.assembled(special, &text, &values, None)
    }

    /// The type in which the operand meets all that is searched for: `DECODE(n, 1.5, 'x')` of an integer compares decimals.
    fn search_type(&self, operand: ExprId, searches: &[ExprId]) -> Type {
        searches.iter().map(|search| self.type_of(*search)).fold(
            self.type_of(operand),
            |of, search| match (of, search) {
                (of, Type::Null) | (of @ Type::Boolean, _) => of,
                (Type::Null, search) => search,
                (of, search) if of.is_number() && search.is_number() => {
                    rules::common_of_two(of, search)
                }
                (of, search) => rules::meeting(of, search).unwrap_or(of),
            },
        )
    }

    /// The sides are compared as Redshift compares them, and the result is the first one as it is.
    pub(super) fn nullif(&mut self, special: &Special<'_>) -> bq::ExprId {
        let [first, second] = special.args else {
            return self.refuse_arguments(special);
        };
        let (left, right) = self.comparable(*first, *second);
        if rules::widens(self.type_of(*first), self.type_of(*second)) {
            let why = "the value has the type of the first argument, as AWS says; in PostgreSQL it has that of the comparison";
            self.raise(Code::RS2401, self.src.span(special.id), &["nullif", why]);
        }
        let value = self.exact(*first);
        let simple = |id| ArgValue::Expr { id, simple: true };
        let values = [
            ("l", simple(left)),
            ("r", simple(right)),
            ("a", simple(value)),
        ];
        if self.type_of(*second) == Type::UnknownLiteral {
            return self.assembled(special, "NULLIF($l, $r)", &values, None);
        }
        self.assembled(special, "IF($l = $r, NULL, $a)", &values, None)
    }

    /// The largest; NULLs do not count.
    pub(super) fn greatest(&mut self, special: &Special<'_>) -> bq::ExprId {
        self.extreme(special, "GREATEST", "MAX")
    }

    /// The smallest; NULLs do not count.
    pub(super) fn least(&mut self, special: &Special<'_>) -> bq::ExprId {
        self.extreme(special, "LEAST", "MIN")
    }

    fn extreme(&mut self, special: &Special<'_>, function: &str, aggregate: &str) -> bq::ExprId {
        let ty = self.type_of(special.id);
        let mut values = Vec::with_capacity(special.args.len());
        for (index, arg) in special.args.iter().enumerate() {
            let value = self.choice(*arg, ty);
            values.push((format!("a{index}"), self.value_of(*arg, value)));
        }
        // NULL itself never counts.
        let counted: Vec<(String, bool)> = special
            .args
            .iter()
            .zip(&values)
            .filter(|(arg, _)| !self.is_null_constant(**arg))
            .map(|(arg, (name, _))| {
                (
                    name.clone(),
                    self.is_a_value(*arg) || !self.may_be_null(*arg),
                )
            })
            .collect();
        let text = match counted.as_slice() {
            [] => "NULL".to_owned(),
            [(name, _)] => format!("${name}"),
            counted => extreme_text(function, aggregate, counted),
        };
        self.assembled(special, &text, &values, None)
    }

    /// The common type of the results.
    fn decode_type(&self, special: &Special<'_>, rest: &[ExprId]) -> Type {
        let last = rest.len().wrapping_sub(1);
        let results = rest
            .iter()
            .enumerate()
            .filter(|(index, _)| index % 2 == 1 || *index == last)
            .map(|(_, arg)| self.type_of(*arg));
        let known = self.type_of(special.id);
        if known != Type::Unknown {
            return known;
        }
        results
            .reduce(rules::common_of_two)
            .unwrap_or(Type::Unknown)
    }

    /// A constant that is not NULL.
    fn is_a_value(&self, arg: ExprId) -> bool {
        matches!(
            self.arg_facts(arg).constant,
            Some(Constant::Integer(_) | Constant::String(_) | Constant::Other)
        )
    }

    fn is_null_constant(&self, arg: ExprId) -> bool {
        self.arg_facts(arg).constant == Some(Constant::Null)
    }
}

/// Every argument that may be NULL stands with one that takes its place then.
fn extreme_text(function: &str, aggregate: &str, counted: &[(String, bool)]) -> String {
    let certain = counted.iter().find(|(_, certain)| *certain);
    if certain.is_none() && counted.len() >= MANY {
        let list: Vec<String> = counted.iter().map(|(name, _)| format!("${name}")).collect();
        return format!(
            "(SELECT {aggregate}(v) FROM UNNEST([{}]) AS v)",
            list.join(", ")
        );
    }
    let args: Vec<String> = counted
        .iter()
        .enumerate()
        .map(|(index, (name, is_certain))| match certain {
            _ if *is_certain => format!("${name}"),
            Some((other, _)) => format!("COALESCE(${name}, ${other})"),
            None => {
                let (before, from) = counted.split_at(index);
                let turned: Vec<String> = from
                    .iter()
                    .chain(before)
                    .map(|(name, _)| format!("${name}"))
                    .collect();
                format!("COALESCE({})", turned.join(", "))
            }
        })
        .collect();
    format!("{function}({})", args.join(", "))
}
