//! Names: how Redshift folds them, and what it calls a column that has no alias.
//!
//! `SELECT COUNT(*), a::int, 1 + 1` has the columns `count`, `a` and `?column?`.

use std::borrow::Cow;

use super::types::Type;
use crate::redshift::tree::{
    CallForm, CastStyle, Expr, ExprId, Ident, IntervalUnits, Literal, PathStep, Tree, TrimSide,
    TypeName,
};
use crate::source::SourceText;

/// The name of a column that nothing gives a name to.
pub const ANONYMOUS: &str = "?column?";

/// An identifier without quotes, folded to lower case; `None` where a template placeholder is part of it.
pub fn folded<'a>(source: &'a SourceText, ident: &Ident) -> Option<Cow<'a, str>> {
    if ident.placeholder {
        return None;
    }
    Some(fold(source.slice(ident.span)))
}

/// An identifier without quotes in its own spelling.
pub fn unquoted<'a>(source: &'a SourceText, ident: &Ident) -> Cow<'a, str> {
    strip_quotes(source.slice(ident.span))
}

/// Strips double quotes and folds to lower case, as Redshift does to quoted names too.
pub fn fold(text: &str) -> Cow<'_, str> {
    let name = strip_quotes(text);
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        name
    }
}

fn strip_quotes(text: &str) -> Cow<'_, str> {
    if !text.starts_with('"') {
        return Cow::Borrowed(text);
    }
    let Some(inner) = text
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
    else {
        return Cow::Borrowed(text);
    };
    if inner.contains("\"\"") {
        Cow::Owned(inner.replace("\"\"", "\""))
    } else {
        Cow::Borrowed(inner)
    }
}

/// The name that Redshift gives to a column made of this expression; `None` where a placeholder hides it.
pub fn implied_name<'a>(source: &'a SourceText, tree: &Tree, expr: ExprId) -> Option<Cow<'a, str>> {
    match figure(source, tree, expr) {
        Figure::Nothing => Some(Cow::Borrowed(ANONYMOUS)),
        Figure::Weak(name) | Figure::Strong(name) => Some(name),
        Figure::Hidden => None,
    }
}

/// What an expression says about the name of its column. A cast and a CASE prefer a strong name inside to their own.
enum Figure<'a> {
    Nothing,
    Weak(Cow<'a, str>),
    Strong(Cow<'a, str>),
    Hidden,
}

impl<'a> Figure<'a> {
    fn of_ident(source: &'a SourceText, ident: Option<&Ident>) -> Self {
        ident
            .and_then(|ident| folded(source, ident))
            .map_or(Self::Hidden, Self::Strong)
    }

    fn or_weak(self, name: Cow<'a, str>) -> Self {
        match self {
            Self::Nothing | Self::Weak(_) => Self::Weak(name),
            Self::Strong(_) | Self::Hidden => self,
        }
    }
}

fn figure<'a>(source: &'a SourceText, tree: &Tree, expr: ExprId) -> Figure<'a> {
    match &tree.exprs[expr] {
        Expr::Column(name) => Figure::of_ident(source, name.parts.last()),
        Expr::Path { base, steps } => {
            let field = steps.iter().rev().find_map(|step| match step {
                PathStep::Field(ident) => Some(ident),
                PathStep::Index(_) => None,
            });
            match field {
                Some(ident) => Figure::of_ident(source, Some(ident)),
                None => figure(source, tree, *base),
            }
        }
        Expr::Call(call) => Figure::of_ident(source, call.name.parts.last()).renamed(call.form),
        Expr::Cast { operand, ty, style } => {
            let inside = figure(source, tree, *operand);
            match style {
                // TRY_CAST keeps the word that is written: `int`, not `int4`.
                CastStyle::TryCast => inside.or_weak(first_word(source.slice(ty.span))),
                CastStyle::Cast | CastStyle::Colons | CastStyle::Convert => {
                    inside.or_weak(Cow::Borrowed(internal_name(&ty.name)))
                }
            }
        }
        Expr::TypedLiteral { ty, .. } => Figure::Weak(Cow::Borrowed(internal_name(&ty.name))),
        Expr::Interval { units, .. } => Figure::Weak(Cow::Borrowed(interval_name(*units))),
        Expr::Literal(Literal::True | Literal::False) => Figure::Weak(Cow::Borrowed("bool")),
        Expr::Case { otherwise, .. } => match otherwise {
            Some(expr) => figure(source, tree, *expr).or_weak(Cow::Borrowed("case")),
            None => Figure::Weak(Cow::Borrowed("case")),
        },
        Expr::AtTimeZone { .. } => Figure::Strong(Cow::Borrowed("timezone")),
        Expr::Row(_) => Figure::Strong(Cow::Borrowed("row")),
        Expr::Array(_) => Figure::Strong(Cow::Borrowed("array")),
        Expr::Paren(inner)
        | Expr::Prior(inner)
        | Expr::OuterMark(inner)
        | Expr::Collate { operand: inner, .. } => figure(source, tree, *inner),
        Expr::Placeholder | Expr::Error => Figure::Hidden,
        Expr::Literal(_)
        | Expr::Param
        | Expr::Default
        | Expr::Unary { .. }
        | Expr::Chain { .. }
        | Expr::Is { .. }
        | Expr::IsDistinct { .. }
        | Expr::Match { .. }
        | Expr::Between { .. }
        | Expr::InList { .. }
        | Expr::InQuery { .. }
        | Expr::Quantified { .. }
        | Expr::Exists(_)
        | Expr::Subquery(_) => Figure::Nothing,
    }
}

/// Calls whose column is not named as they are written.
const RENAMED_CALLS: &[(&str, &str)] = &[
    ("nvl", "coalesce"),
    ("decode", "case"),
    ("dateadd", "date_add"),
    ("datediff", "date_diff"),
    ("datepart", "date_part"),
    ("extract", "date_part"),
    ("current_date", "date"),
    ("current_time", "timetz"),
    ("current_timestamp", "timestamptz"),
    ("localtime", "time"),
    ("localtimestamp", "timestamp"),
    ("sysdate", "timestamp"),
];

impl Figure<'_> {
    fn renamed(self, form: CallForm) -> Self {
        let Self::Strong(name) = self else {
            return self;
        };
        if let CallForm::Trim(side) = form {
            return Self::Strong(Cow::Borrowed(match side {
                TrimSide::Both => "btrim",
                TrimSide::Leading => "ltrim",
                TrimSide::Trailing => "rtrim",
            }));
        }
        match RENAMED_CALLS.iter().find(|(written, _)| *written == name) {
            Some((_, given)) => Self::Strong(Cow::Borrowed(given)),
            None => Self::Strong(name),
        }
    }
}

fn first_word(text: &str) -> Cow<'_, str> {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_');
    fold(text.get(..end.unwrap_or(text.len())).unwrap_or(text))
}

/// The name of the type of an interval constant.
fn interval_name(units: Option<IntervalUnits>) -> &'static str {
    let ty = units.map_or(Type::Interval, Type::of_interval);
    if ty == Type::IntervalYearToMonth {
        "intervaly2m"
    } else if ty == Type::IntervalDayToSecond {
        "intervald2s"
    } else {
        "interval"
    }
}

/// The name of a type inside the server, which a cast of a nameless value takes.
fn internal_name(ty: &TypeName) -> &'static str {
    match ty {
        TypeName::SmallInt => "int2",
        TypeName::Integer => "int4",
        TypeName::BigInt => "int8",
        TypeName::Decimal => "numeric",
        TypeName::Real => "float4",
        TypeName::Double => "float8",
        TypeName::Boolean => "bool",
        TypeName::Char | TypeName::BpChar => "bpchar",
        TypeName::Varchar | TypeName::Text => "varchar",
        TypeName::Date => "date",
        TypeName::Time => "time",
        TypeName::TimeTz => "timetz",
        TypeName::Timestamp => "timestamp",
        TypeName::TimestampTz => "timestamptz",
        TypeName::Interval => "interval",
        TypeName::Super => "super",
        TypeName::Varbyte => "varbyte",
        TypeName::Geometry => "geometry",
        TypeName::Geography => "geography",
        TypeName::HllSketch => "hllsketch",
        TypeName::Catalog => "oid",
        TypeName::Pseudo | TypeName::Nested | TypeName::Placeholder | TypeName::Unknown => {
            ANONYMOUS
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding() {
        assert_eq!(fold("Abc"), "abc");
        assert_eq!(fold("\"A\"\"b\""), "a\"b");
        assert_eq!(fold("\"\""), "");
        assert_eq!(fold("\""), "\"");
        assert!(matches!(fold("abc"), Cow::Borrowed(_)));
    }
}
