//! The types of calls, by the rows of the table: `DATE_TRUNC('month', d)` of a DATE is a TIMESTAMP.

use std::borrow::Cow;

use super::overload::{Arg, Constant, cast_type};
use super::{find, rows};
use crate::redshift::tree::{Call, CallForm, DatePart, Expr, Literal, TrimSide};
use crate::resolve::{CallTypes, FunctionTypes, Type, TypedArg};

/// The answers of the table to the resolver.
#[derive(Clone, Copy, Debug, Default)]
pub struct Table;

impl FunctionTypes for Table {
    fn result_type(&self, name: &str, args: &[Type]) -> Type {
        result_type(name, args.iter().map(Arg::of_type).collect(), false)
    }

    fn is_aggregate(&self, name: &str) -> bool {
        rows(name).iter().any(|row| row.aggregate)
    }

    fn call_type(&self, call: &CallTypes<'_>) -> Type {
        let name = table_name(call.name, call.call);
        let mut args: Vec<Arg<'_>> = if call.call.star {
            Vec::new()
        } else {
            call.args.iter().map(typed).collect()
        };
        if is_ordered_set(&name) {
            args.extend(call.within_group.first().map(Arg::of_type));
        }
        result_type(&name, args, call.call.over.is_some())
    }
}

/// The name that the table knows a call by: the forms that are written otherwise are functions of their own.
pub fn table_name<'a>(name: &'a str, call: &Call) -> Cow<'a, str> {
    let name = match call.form {
        CallForm::Approximate if name == "count" => Cow::Borrowed("approximate_count_distinct"),
        CallForm::Approximate => Cow::Owned(format!("approximate_{name}")),
        CallForm::Trim(side) => Cow::Borrowed(trim_name(side)),
        CallForm::Plain
        | CallForm::Bare
        | CallForm::Extract
        | CallForm::Substring
        | CallForm::Position
        | CallForm::Overlay
        | CallForm::ObjectTransform(_) => Cow::Borrowed(name),
    };
    let descending = call.within_group.first().is_some_and(|item| item.desc);
    if descending && is_ordered_set(&name) {
        return Cow::Owned(format!("{name}_desc"));
    }
    name
}

/// Whether the key of WITHIN GROUP is an argument of the function.
pub fn is_ordered_set(name: &str) -> bool {
    matches!(
        name.strip_suffix("_desc").unwrap_or(name),
        "percentile_cont" | "percentile_disc" | "approximate_percentile_disc"
    )
}

/// The name that the table knows a side of TRIM by.
fn trim_name(side: TrimSide) -> &'static str {
    match side {
        TrimSide::Both => "trim",
        TrimSide::Leading => "ltrim",
        TrimSide::Trailing => "rtrim",
    }
}

fn result_type(name: &str, mut args: Vec<Arg<'_>>, over: bool) -> Type {
    let Some(found) = find(name, &args, over) else {
        return Type::Unknown;
    };
    if found.ambiguous && !found.one_result {
        return Type::Unknown;
    }
    let params = &found.row.params;
    for (index, arg) in args.iter_mut().enumerate() {
        let param = params.get(index).or(params.last());
        if let Some(cast) = param.and_then(|param| cast_type(&param.ty, arg.ty)) {
            arg.ty = cast;
        }
    }
    found.row.result_type(&args)
}

/// What the table wants to know of an argument.
fn typed<'a>(arg: &TypedArg<'a>) -> Arg<'a> {
    let quoted = || {
        let inner = arg.text.strip_prefix('\'')?.strip_suffix('\'')?;
        Some(inner.replace("''", "'"))
    };
    let integer = || arg.text.parse().ok().map(Constant::Integer);
    let (constant, part) = if let Expr::Literal(literal) = arg.expr {
        match (literal, quoted()) {
            (Literal::Null, _) => (Some(Constant::Null), None),
            (Literal::String, Some(text)) => {
                let part = DatePart::from_name(&text);
                (Some(Constant::String(text.into())), part)
            }
            (Literal::String, None) => (Some(Constant::Other), None),
            (_, _) => (integer().or(Some(Constant::Other)), None),
        }
    } else if let Expr::Unary { .. } = arg.expr {
        (integer(), None)
    } else if let Expr::Column(_) = arg.expr {
        (None, DatePart::from_name(arg.text))
    } else if let Expr::TypedLiteral { .. } = arg.expr {
        (Some(Constant::Other), None)
    } else {
        (None, None)
    };
    Arg {
        ty: arg.ty,
        constant,
        part,
    }
}
