//! Functions that the table hands to Rust (`= @name`): what a template cannot say, because a literal is translated or the
//! clauses of the call matter.
//!
//! `TO_CHAR(d, 'YYYY-MM')` → `FORMAT_DATE('%E4Y-%m', d)`, `LISTAGG(a, ',') WITHIN GROUP (ORDER BY b)` → `STRING_AGG(a, ',' ORDER BY b)`

mod aggregate;
mod char_octets;
mod conditional;
mod convert_timezone;
mod json;
pub(super) mod library;
mod literal;
mod next_day;
mod regexp;
mod text_to_number;
mod to_char;
mod to_date;
mod translate;
mod window;

use super::Cx;
use crate::bigquery::template::{ArgValue, Instantiation, Template};
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::functions::{Match, Target};
use crate::redshift::tree::{Call, ExprId, SetQuantifier};

/// What a function of Rust gets: the call, the row that led to it, the arguments.
pub(super) struct Special<'a> {
    /// The expression.
    pub id: ExprId,
    /// The row.
    pub found: Match,
    /// The arguments in the order of the plain form.
    pub args: &'a [ExprId],
    /// The call; none for AT TIME ZONE.
    pub call: Option<&'a Call>,
}

impl Special<'_> {
    /// DISTINCT stands before the arguments.
    fn is_distinct(&self) -> bool {
        self.call
            .is_some_and(|call| matches!(call.quantifier, SetQuantifier::Distinct(_)))
    }
}

type Handler = fn(&mut Cx<'_>, &Special<'_>) -> bq::ExprId;

/// The functions by their names in the table.
const HANDLERS: &[(&str, Handler)] = &[
    ("char_octets", char_octets::char_octets),
    ("object_transform", |cx, call| cx.object_transform(call)),
    ("generate_series", |cx, call| cx.generate_series(call)),
    ("lag_ignore_nulls", |cx, call| cx.lag_ignore_nulls(call)),
    ("avg_decimal", |cx, call| cx.avg_decimal(call)),
    ("listagg", |cx, call| cx.listagg(call)),
    ("decode", |cx, call| cx.decode(call)),
    ("greatest", |cx, call| cx.greatest(call)),
    ("least", |cx, call| cx.least(call)),
    ("nullif", |cx, call| cx.nullif(call)),
    ("json_extract_path_text", |cx, call| {
        cx.json_extract_path_text(call)
    }),
    ("convert_timezone", convert_timezone::convert_timezone),
    ("next_day", next_day::next_day),
    ("regexp_count", regexp::count),
    ("regexp_instr", regexp::instr),
    ("regexp_replace", regexp::replace),
    ("regexp_substr", regexp::substr),
    ("text_to_number_alt", text_to_number::text_to_number_alt),
    ("timezone", convert_timezone::timezone),
    ("to_char", to_char::to_char),
    ("to_char_number", to_char::to_char_number),
    ("to_date", to_date::to_date),
    ("to_number", to_date::to_number),
    ("to_timestamp", to_date::to_timestamp),
    ("translate", translate::translate),
];

/// The functions that serve a value of any type, or raise RS2001 themselves where the reading is a guess.
const OF_ANY_TYPE: &[&str] = &[
    "convert_timezone",
    "next_day",
    "timezone",
    "to_char",
    "to_char_number",
];

/// Whether a row has nothing to say of an argument without a known type.
pub(super) fn takes_any_type(target: Target) -> bool {
    matches!(target, Target::Rust(name) if OF_ANY_TYPE.contains(&name))
}

impl Cx<'_> {
    /// A call that Rust translates.
    pub(super) fn special(
        &mut self,
        name: &str,
        id: ExprId,
        found: Match,
        args: &[ExprId],
        call: Option<&Call>,
    ) -> bq::ExprId {
        match HANDLERS.iter().find(|(known, _)| *known == name) {
            Some((_, handler)) => handler(
                self,
                &Special {
                    id,
                    found,
                    args,
                    call,
                },
            ),
            None => self.refuse_expr(id, Code::RS1004, self.src.span(id), &[found.row.name]),
        }
    }

    /// A template that is put together for one call, over the arguments by name.
    fn assembled(
        &mut self,
        special: &Special<'_>,
        text: &str,
        args: &[(impl AsRef<str>, ArgValue)],
        over: Option<bq::Window>,
    ) -> bq::ExprId {
        self.filled(special, Template::parse(text).ok().as_ref(), args, over)
    }

    /// A template over the arguments by name.
    fn filled(
        &mut self,
        special: &Special<'_>,
        template: Option<&Template>,
        args: &[(impl AsRef<str>, ArgValue)],
        over: Option<bq::Window>,
    ) -> bq::ExprId {
        let span = self.src.span(special.id);
        let Some(template) = template else {
            return self.refuse_expr(special.id, Code::RS1004, span, &[special.found.row.name]);
        };
        let names: Vec<&str> = args.iter().map(|(name, _)| name.as_ref()).collect();
        let values: Vec<ArgValue> = args.iter().map(|(_, value)| *value).collect();
        let instantiation = Instantiation {
            source: self.source,
            names: &names,
            args: &values,
            distinct: special.is_distinct(),
            over,
        };
        template.instantiate(&mut self.out, &instantiation, bq::Origin::From(span))
    }

    /// The window of the call.
    fn special_over(&mut self, special: &Special<'_>) -> Option<bq::Window> {
        special.call.and_then(|call| self.over(call, special.found))
    }

    /// A lowered value of an argument, for a template.
    fn value_of(&self, arg: ExprId, id: bq::ExprId) -> ArgValue {
        ArgValue::Expr {
            id,
            simple: self.is_simple(arg),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{HANDLERS, Target};
    use crate::functions::all_rows;

    #[test]
    fn every_handler_of_the_table_exists() {
        let missing: Vec<String> = all_rows()
            .into_iter()
            .filter_map(|row| match row.unwrap().target {
                Target::Rust(name) if !HANDLERS.iter().any(|(known, _)| *known == name) => {
                    Some(name.to_owned())
                }
                Target::Rust(_) | Target::Template(_) | Target::Refused(_) => None,
            })
            .collect();
        assert!(missing.is_empty(), "no handler for {missing:?}");
    }
}
