//! The DEFAULT of a column: BigQuery takes a constant, or a call of one of few functions, and nothing around it.
//!
//! `d DATE DEFAULT getdate()::date` → `d DATE DEFAULT CURRENT_DATE()`, `n INT DEFAULT '0'::integer` → `n INT64 DEFAULT 0`
//!
//! <https://cloud.google.com/bigquery/docs/default-values>

use crate::bigquery::names::is_default_function;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::lower::Cx;
use crate::lower::literal::string_literal;
use crate::redshift::statement::Column;
use crate::redshift::tree::{Call, Expr, ExprId, Literal};
use crate::resolve::Type;

/// What gives the current moment as a value of a type.
const MOMENTS: [(Type, &str); 4] = [
    (Type::Date, "CURRENT_DATE"),
    (Type::Time, "CURRENT_TIME"),
    (Type::Timestamp, "CURRENT_DATETIME"),
    (Type::TimestampTz, "CURRENT_TIMESTAMP"),
];

/// What gives the current moment in Redshift, with its type.
const SOURCES: [(&str, Type); 8] = [
    ("getdate", Type::Timestamp),
    ("sysdate", Type::Timestamp),
    ("now", Type::TimestampTz),
    ("current_timestamp", Type::TimestampTz),
    ("localtimestamp", Type::Timestamp),
    ("current_date", Type::Date),
    ("current_time", Type::TimeTz),
    ("localtime", Type::Time),
];

/// Formats in which TO_DATE reads what a date constant may hold anyway.
const PLAIN_FORMATS: [&str; 2] = ["YYYY-MM-DD", "YYYYMMDD"];

/// The most bytes of a user's name.
const LONGEST_USER: usize = 128;

impl Cx<'_> {
    /// A default: BigQuery takes constants and the functions of the current time.
    pub(super) fn default_value(&mut self, expr: ExprId, column: &Column) -> bq::ExprId {
        let span = self.src.span(expr);
        let want = Type::from_data_type(self.source, &column.ty);
        if let Some(moment) = self.default_moment(expr, want) {
            return moment;
        }
        let bare = self.without_casts(expr, want);
        let mut value = self.default_constant(bare, want);
        if bare != expr {
            let kind = self.out.exprs[value].kind.clone();
            value = self.made(span, kind);
        }
        if !self.is_default(value) {
            let text = self.text(span).to_owned();
            self.refuse(
                Code::RS1701,
                span,
                &[
                    &format!("the default {text}"),
                    "give the value in the INSERT",
                ],
            );
        }
        value
    }

    fn default_constant(&mut self, expr: ExprId, want: Type) -> bq::ExprId {
        if want == Type::Varbyte
            && let Some(value) = self.string_value(expr)
            && value.bytes().all(|byte| (b' '..=b'~').contains(&byte))
        {
            let text = format!("b{}", string_literal::encode(&value));
            let kind = bq::Expr::Literal(bq::Literal::Bytes, text.into());
            return self.made(self.src.span(expr), kind);
        }
        if want == Type::Super
            && let Some(json) = self.json_constant(expr)
        {
            let text = format!("JSON {}", string_literal::encode(&json));
            let kind = bq::Expr::Literal(bq::Literal::Json, text.into());
            return self.made(self.src.span(expr), kind);
        }
        self.stored(expr, want)
    }

    /// A constant of a SUPER column as JSON: `JSON_PARSE('[1]')` is `[1]`, and `'a'` is `"a"`.
    fn json_constant(&self, expr: ExprId) -> Option<String> {
        let source = &self.src.exprs[expr];
        if let Expr::Call(call) = source
            && let [text] = call.args.as_slice()
            && self.folded_path(&call.name).as_ref() == "json_parse"
        {
            return self.string_value(*text);
        }
        if let Some(text) = self.string_value(expr) {
            let is_plain = |c: char| !c.is_control() && !matches!(c, '"' | '\\');
            return text.chars().all(is_plain).then(|| format!("\"{text}\""));
        }
        let text = self.text(self.src.span(expr));
        let is_constant = matches!(
            source,
            Expr::Literal(Literal::Integer | Literal::Decimal | Literal::True | Literal::False)
        );
        let is_json = !text.starts_with('.') && !text.ends_with('.');
        (is_constant && is_json).then(|| text.to_lowercase())
    }

    /// The current moment as the function of the column's type.
    fn default_moment(&mut self, expr: ExprId, want: Type) -> Option<bq::ExprId> {
        let moment = self.moment_of(expr)?;
        let is_full = matches!(moment, Type::Timestamp | Type::UnknownLiteral);
        let is_part = matches!(
            (want, moment),
            (Type::Date, Type::Date) | (Type::Time, Type::Time)
        );
        let (_, function) = MOMENTS
            .iter()
            .find(|(ty, _)| *ty == want && (is_full || is_part))?;
        if let Expr::Call(call) = &self.src.exprs[expr]
            && self.folded_path(&call.name).eq_ignore_ascii_case(function)
        {
            // It stays as it is.
            return None;
        }
        if want != Type::Date && self.is_whole_seconds(expr) {
            let why = "GETDATE() has whole seconds, the default has fractions of a second too";
            let help = "truncate the column where it is compared";
            self.raise(Code::RS2701, self.src.span(expr), &[why, help]);
        }
        let call = crate::lower::expr::plain_call(function, Vec::new());
        Some(self.made(self.src.span(expr), call))
    }

    /// The precision at which an expression gives the current moment: Timestamp (with a zone or without: the session's is UTC), Date, Time, or
    /// the text `'now'`, which takes any type.
    fn moment_of(&self, expr: ExprId) -> Option<Type> {
        let source = &self.src.exprs[expr];
        if let Expr::Paren(inner) = source {
            return self.moment_of(*inner);
        }
        if let Expr::Cast { operand, ty, .. } = source {
            return cast_moment(
                self.moment_of(*operand)?,
                Type::from_data_type(self.source, ty),
            );
        }
        if let Expr::AtTimeZone { operand, zone } = source {
            return self
                .is_utc(*zone)
                .then(|| self.moment_of(*operand))?
                .filter(|moment| *moment == Type::Timestamp);
        }
        if let Expr::Literal(Literal::String) = source {
            return match self.string_value(expr)?.trim() {
                now if now.eq_ignore_ascii_case("now") => Some(Type::UnknownLiteral),
                today if today.eq_ignore_ascii_case("today") => Some(Type::Date),
                _other => None,
            };
        }
        let Expr::Call(call) = source else {
            return None;
        };
        self.called_moment(call)
    }

    fn called_moment(&self, call: &Call) -> Option<Type> {
        let name = self.folded_path(&call.name);
        let day_of = |of: Type| matches!(of, Type::Timestamp | Type::Date).then_some(Type::Date);
        match (name.as_ref(), call.args.as_slice()) {
            (name, []) => SOURCES
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, ty)| base(*ty)),
            ("trunc" | "date", [of]) => day_of(self.moment_of(*of)?),
            ("date_trunc", [part, of]) if self.says(*part, "day") => day_of(self.moment_of(*of)?),
            ("convert_timezone" | "timezone", [zone, of]) if self.is_utc(*zone) => {
                self.moment_of(*of)
            }
            (_, _) => None,
        }
    }

    /// GETDATE() is cut to seconds.
    fn is_whole_seconds(&self, expr: ExprId) -> bool {
        let expr = &self.src.exprs[expr];
        if let Expr::Paren(operand)
        | Expr::Cast { operand, .. }
        | Expr::AtTimeZone { operand, .. } = expr
        {
            return self.is_whole_seconds(*operand);
        }
        let Expr::Call(call) = expr else {
            return false;
        };
        match call.args.last() {
            Some(operand) => self.is_whole_seconds(*operand),
            None => self.folded_path(&call.name).as_ref() == "getdate",
        }
    }

    fn is_utc(&self, zone: ExprId) -> bool {
        self.says(zone, "utc") || self.says(zone, "gmt")
    }

    fn says(&self, expr: ExprId, text: &str) -> bool {
        self.string_value(expr)
            .is_some_and(|value| value.trim().eq_ignore_ascii_case(text))
    }

    /// The constant or call inside casts that change nothing: the column makes them anyway.
    fn without_casts(&self, expr: ExprId, want: Type) -> ExprId {
        let source = &self.src.exprs[expr];
        if let Expr::Paren(inner) = source {
            let bare = self.without_casts(*inner, want);
            return if bare == *inner { expr } else { bare };
        }
        if let Expr::Cast { operand, ty, .. } = source {
            let inner = self.without_casts(*operand, want);
            let to = Type::from_data_type(self.source, ty);
            return if self.changes_nothing(inner, to, want) {
                inner
            } else {
                expr
            };
        }
        if let Expr::Call(call) = source
            && want == Type::Date
            && let [text, format] = call.args.as_slice()
            && self.folded_path(&call.name).as_ref() == "to_date"
            && PLAIN_FORMATS.iter().any(|plain| self.says(*format, plain))
        {
            return *text;
        }
        expr
    }

    /// Whether a cast does no more than storing in the column does.
    fn changes_nothing(&self, operand: ExprId, to: Type, want: Type) -> bool {
        let source = &self.src.exprs[operand];
        if matches!(source, Expr::Literal(Literal::Null)) {
            return true;
        }
        if matches!(source, Expr::Literal(Literal::Integer)) {
            return to == want || (to.is_number() && want.is_number() && !to.is_decimal());
        }
        let Type::Varchar(limit) = to else {
            return to == want && !to.is_string();
        };
        let limit = limit.and_then(|limit| usize::try_from(limit).ok());
        match self.string_value(operand) {
            Some(text) => limit.is_some_and(|limit| text.len() <= limit),
            None => {
                let is_call = matches!(source, Expr::Call(_));
                is_call && want.is_string() && limit.is_some_and(|limit| limit >= LONGEST_USER)
            }
        }
    }

    fn is_default(&self, value: bq::ExprId) -> bool {
        let expr = &self.out.exprs[value].kind;
        if let bq::Expr::Unary(_, operand) | bq::Expr::Paren(operand) = expr {
            return self.is_default(*operand);
        }
        if let bq::Expr::Call(call) = expr {
            return match call.name.as_slice() {
                [bq::Text::Own(name)] => is_default_function(name),
                [bq::Text::Source(span)] => is_default_function(self.text(*span)),
                [] | [_, _, ..] => false,
            };
        }
        matches!(
            expr,
            bq::Expr::Literal(..) | bq::Expr::Placeholder(_) | bq::Expr::Interval { .. }
        )
    }
}

/// The precision of a moment after a cast; `None` where the result is not the current moment any more.
fn cast_moment(from: Type, to: Type) -> Option<Type> {
    match (from, base(to)) {
        (Type::UnknownLiteral, to) if to.is_string() => Some(from),
        (
            Type::UnknownLiteral | Type::Timestamp,
            to @ (Type::Date | Type::Time | Type::Timestamp),
        ) => Some(to),
        (Type::Date, Type::Date) | (Type::Time, Type::Time) => Some(from),
        (_, _) => None,
    }
}

/// The type without its zone: the session's is UTC.
fn base(ty: Type) -> Type {
    if ty == Type::TimestampTz {
        Type::Timestamp
    } else if ty == Type::TimeTz {
        Type::Time
    } else {
        ty
    }
}
