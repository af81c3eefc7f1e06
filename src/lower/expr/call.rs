//! Function calls, by the table of functions.
//!
//! `NVL(a, 0)` → `COALESCE(a, 0)`, `LEN(s)` → `CHAR_LENGTH(s)`, `DATEADD(day, 1, d)` → `DATETIME_ADD(d, INTERVAL 1 DAY)`

use std::borrow::Cow;

use smallvec::SmallVec;

use super::super::Cx;
use super::super::functions::{Special, library, takes_any_type};
use super::operator::Side;
use crate::bigquery::names::is_builtin_function;
use crate::bigquery::template::{ArgValue, Instantiation, Template};
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::functions::{self, Arg, Constant, Match, ParamType, Target};
use crate::redshift::tree::{Call, CallForm, DatePart, Expr, ExprId, Literal, SetQuantifier};
use crate::resolve::{Type, rules};
use crate::span::Span;

impl<'a> Cx<'a> {
    /// A call.
    pub(super) fn function(&mut self, id: ExprId, call: &Call) -> bq::ExprId {
        let name = self.function_name(call);
        let args = if call.star { &[] } else { call.args.as_slice() };
        if call.filter.is_some() {
            return self.refuse_expr(
                id,
                Code::RS1103,
                call.name.span,
                &[
                    "FILTER (WHERE …)",
                    "put the condition into the argument with CASE",
                ],
            );
        }
        let is_distinct = matches!(call.quantifier, SetQuantifier::Distinct(_));
        if let Some(refused) = self.refuse_call(id, &name, call.name.span, args, is_distinct) {
            return refused;
        }
        if let ("count", [arg], true) = (name.as_ref(), args, is_distinct)
            && self.type_of(*arg) == Type::Super
            && call.over.is_none()
        {
            return self.count_of_super(id, *arg);
        }
        let is_window = call.over.is_some();
        if let ("count", [arg], false, false) = (name.as_ref(), args, is_distinct, is_window)
            && let Some(counted) = self.count_of_rows(id, *arg)
        {
            return counted;
        }
        let is_aggregate = !is_window && functions::rows(&name).iter().any(|row| row.aggregate);
        if !is_aggregate && !is_window {
            return self.call_of(id, &name, call, args);
        }
        if is_aggregate && let Some(alias) = self.alias_of_call(id) {
            return alias;
        }
        let outer = std::mem::replace(&mut self.in_rows, true);
        // Inside an aggregate the rows are there one by one.
        let keys = is_aggregate.then(|| std::mem::take(&mut self.group_keys));
        let value = self.call_of(id, &name, call, args);
        if let Some(keys) = keys {
            self.group_keys = keys;
        }
        self.in_rows = outer;
        value
    }

    /// A special form that is a function under another name: AT TIME ZONE is `timezone`.
    pub(super) fn named_call(&mut self, id: ExprId, name: &str, args: &[ExprId]) -> bq::ExprId {
        let facts: Vec<Arg<'_>> = args.iter().map(|arg| self.arg_facts(*arg)).collect();
        match functions::find(name, &facts, false) {
            Some(found) => self.apply(id, found, args, None),
            None => self.refuse_expr(id, Code::RS1401, self.src.span(id), &[name]),
        }
    }

    /// The folded name that the table knows the call by.
    fn function_name(&self, call: &Call) -> Cow<'a, str> {
        // PG_CATALOG is where PostgreSQL keeps its functions.
        let name = match call.name.parts.as_slice() {
            [schema, name] if self.folded(*schema) == "pg_catalog" => self.folded(*name),
            _other => self.folded_path(&call.name),
        };
        let known = functions::table_name(&name, call);
        if known == name {
            return name;
        }
        known.into_owned().into()
    }

    fn call_of(&mut self, id: ExprId, name: &str, call: &Call, args: &[ExprId]) -> bq::ExprId {
        // An ordered-set aggregate takes its key as the last argument.
        let key = call.within_group.first().map(|item| item.expr);
        let with_key: Vec<ExprId>;
        let args = match key.filter(|_| functions::is_ordered_set(name)) {
            Some(key) => {
                self.refuse_order(key);
                with_key = args.iter().copied().chain([key]).collect();
                with_key.as_slice()
            }
            None => args,
        };
        let facts: SmallVec<[Arg<'_>; 3]> = args.iter().map(|arg| self.arg_facts(*arg)).collect();
        if let Some(arg) = functions::part_parameter(name).and_then(|index| args.get(index))
            && let Some(word) = self.unknown_part(*arg)
        {
            let help = DatePart::near(&word).map(|near| format!("`{near}` may be meant"));
            let help = help.unwrap_or_default();
            return self.refuse_expr(id, Code::RS1407, self.src.span(*arg), &[&word, &help]);
        }
        match functions::find(name, &facts, call.over.is_some()) {
            Some(found) => self.apply(id, found, args, Some(call)),
            None if functions::rows(name).is_empty() => self.unknown_function(id, name, call),
            None => {
                let types: Vec<String> = facts.iter().map(|arg| arg.ty.to_string()).collect();
                let what = format!("{name}({})", types.join(", "));
                self.refuse_expr(
                    id,
                    Code::RS1401,
                    call.name.span,
                    &[&what, "no form of the function takes these types"],
                )
            }
        }
    }

    /// What the table says of the call.
    fn apply(
        &mut self,
        id: ExprId,
        found: Match,
        args: &[ExprId],
        call: Option<&Call>,
    ) -> bq::ExprId {
        let span = call.map_or_else(|| self.src.span(id), |call| call.name.span);
        let row = found.row;
        if found.ambiguous && !takes_any_type(row.target) {
            self.say_reading(span, "function", row.name, &[]);
        }
        for code in &row.codes {
            let note = row.notes.first().copied().unwrap_or("");
            self.raise(*code, span, &[row.name, note]);
        }
        match functions::target(row) {
            Target::Refused(code) => {
                let note = row.notes.first().copied().unwrap_or("");
                self.refuse_expr(id, code, span, &[row.name, note])
            }
            Target::Rust(name) => self.special(name, id, found, args, call),
            Target::Template(text) if text.contains(crate::library::PREFIX) => {
                let special = Special {
                    id,
                    found,
                    args,
                    call,
                };
                library::call(self, &special, text)
            }
            Target::Template(_) if call.is_some_and(|call| ignores_nulls(row.name, call)) => {
                self.special("lag_ignore_nulls", id, found, args, call)
            }
            Target::Template(_) if row.name == "nullif" && self.meets_elsewhere(args) => {
                self.special("nullif", id, found, args, call)
            }
            Target::Template(text) => self.apply_template(id, text, found, args, call),
        }
    }

    /// A call by a template of the table.
    pub(in crate::lower) fn apply_template(
        &mut self,
        id: ExprId,
        text: &'static str,
        found: Match,
        args: &[ExprId],
        call: Option<&Call>,
    ) -> bq::ExprId {
        let Some(template) = Template::cached(text) else {
            return self.refuse_expr(id, Code::RS1004, self.src.span(id), &[found.row.name]);
        };
        if let Some(call) = call
            && !self.is_wide(self.type_of(id))
            && let Some(renamed) = self.rename(id, template, found, args, call)
        {
            return renamed;
        }
        let values = self.arg_values(found, args, self.type_of(id));
        let names: SmallVec<[&str; 4]> = found.row.params.iter().map(|param| param.name).collect();
        let over = match call {
            Some(call) => self.over(call, found),
            None => None,
        };
        // APPROXIMATE COUNT(DISTINCT x) counts distinct values by its name.
        let distinct = call.is_some_and(|call| {
            matches!(call.quantifier, SetQuantifier::Distinct(_))
                && call.form != CallForm::Approximate
        });
        let instantiation = Instantiation {
            source: self.source,
            names: &names,
            args: &values,
            distinct,
            over,
        };
        template.instantiate(
            &mut self.out,
            &instantiation,
            bq::Origin::From(self.src.span(id)),
        )
    }

    /// The arguments of a template: date parts as parts, the others lowered for their parameters.
    fn arg_values(&mut self, found: Match, args: &[ExprId], result: Type) -> Vec<ArgValue> {
        args.iter()
            .enumerate()
            .map(|(index, arg)| self.arg_value(found, index, *arg, result))
            .collect()
    }

    /// One argument, lowered for the parameter in its place.
    pub(in crate::lower) fn arg_value(
        &mut self,
        found: Match,
        index: usize,
        arg: ExprId,
        result: Type,
    ) -> ArgValue {
        let params = &found.row.params;
        let Some(param) = params.get(index).or(params.last()) else {
            return ArgValue::None;
        };
        if let ParamType::Part(_) = param.ty {
            return self
                .part_of(arg)
                .and_then(target_part)
                .map_or(ArgValue::None, ArgValue::Part);
        }
        if let ParamType::Text(_) = param.ty {
            return ArgValue::None;
        }
        let branch = if is_branch(found, param.name) {
            result
        } else {
            Type::Unknown
        };
        let mut id = self.template_argument(arg, &param.ty, branch);
        let ty = self.type_of(arg);
        if ty.is_decimal() && self.is_wide(result) {
            id = self.widened(id, ty);
        }
        ArgValue::Expr {
            id,
            simple: self.is_simple(arg),
        }
    }

    /// An argument for a parameter: a string constant becomes one of the parameter's type, and what the result's common type
    /// is made of is brought to it.
    fn template_argument(&mut self, arg: ExprId, ty: &ParamType, result: Type) -> bq::ExprId {
        if self.type_of(arg) == Type::UnknownLiteral {
            let want = if let ParamType::Datetime = ty {
                Type::Timestamp
            } else if let ParamType::Interval = ty {
                Type::Interval
            } else {
                wanted(ty)
            };
            let span = self.src.span(arg);
            if let Some(constant) = self.typed_constant(arg, want, span) {
                return constant;
            }
        }
        let takes_the_result = matches!(ty, ParamType::Any | ParamType::Number);
        let want = if takes_the_result && result != Type::Unknown {
            result
        } else {
            functions::cast_type(ty, self.type_of(arg)).unwrap_or_else(|| wanted(ty))
        };
        self.branch(arg, want)
    }

    /// Whether an argument may stand twice: a column, a constant.
    pub(in crate::lower) fn is_simple(&self, arg: ExprId) -> bool {
        if let Expr::Unary { operand, .. } = &self.src.exprs[arg] {
            // A number with its sign.
            return matches!(self.src.exprs[*operand], Expr::Literal(_));
        }
        matches!(
            self.src.exprs[arg],
            Expr::Column(_)
                | Expr::Literal(_)
                | Expr::TypedLiteral { .. }
                | Expr::Placeholder
                | Expr::Param
        )
    }

    /// What is known of an argument.
    pub(in crate::lower) fn arg_facts(&self, arg: ExprId) -> Arg<'static> {
        Arg {
            ty: self.type_of(arg),
            constant: self.constant_of(arg),
            part: self.part_of(arg),
        }
    }

    fn constant_of(&self, arg: ExprId) -> Option<Constant<'static>> {
        let expr = &self.src.exprs[arg];
        if let Expr::Literal(literal) = expr {
            return self.literal_constant(arg, literal);
        }
        if let Expr::Paren(inner) = expr {
            return self.constant_of(*inner);
        }
        if let Expr::Unary {
            op: crate::redshift::tree::UnaryOp::Minus,
            operand,
            ..
        } = expr
        {
            return match self.constant_of(*operand)? {
                Constant::Integer(n) => Some(Constant::Integer(-n)),
                other @ (Constant::Null | Constant::String(_) | Constant::Other) => Some(other),
            };
        }
        matches!(expr, Expr::TypedLiteral { .. }).then_some(Constant::Other)
    }

    fn literal_constant(&self, id: ExprId, literal: &Literal) -> Option<Constant<'static>> {
        match literal {
            Literal::Null => Some(Constant::Null),
            Literal::Integer => {
                let number = self.text(self.src.span(id)).parse();
                Some(number.map_or(Constant::Other, Constant::Integer))
            }
            Literal::String | Literal::EscapeString | Literal::DollarString => self
                .string_value(id)
                .map(|value| Constant::String(value.into())),
            Literal::True | Literal::False | Literal::Decimal | Literal::Float | Literal::Hex => {
                Some(Constant::Other)
            }
        }
    }

    /// The date part that an argument spells, bare or quoted.
    pub(in crate::lower) fn part_of(&self, arg: ExprId) -> Option<DatePart> {
        DatePart::from_name(&self.part_word(arg)?)
    }

    /// The word that stands where a date part should, and is none.
    fn unknown_part(&self, arg: ExprId) -> Option<String> {
        let word = self.part_word(arg)?;
        DatePart::from_name(&word)
            .is_none()
            .then(|| word.into_owned())
    }

    /// The word of an argument that is one, bare or quoted.
    fn part_word(&self, arg: ExprId) -> Option<Cow<'_, str>> {
        let expr = &self.src.exprs[arg];
        if let Expr::Column(name) = expr
            && let [part] = name.parts.as_slice()
            && !part.placeholder
        {
            return Some(self.ident(*part));
        }
        if let Expr::Literal(Literal::String) = expr {
            return self.string_value(arg).map(Cow::Owned);
        }
        None
    }

    /// A function that the table does not have.
    fn unknown_function(&mut self, id: ExprId, name: &str, call: &Call) -> bq::ExprId {
        let span = self.src.span(id);
        let declared = self.catalog.has_function(name) || self.options.functions.contains(name);
        if !declared && is_builtin_function(name) {
            return self.refuse_expr(id, Code::RS1406, call.name.span, &[name]);
        }
        if !declared {
            let near = functions::near(name).map_or_else(String::new, |near| {
                format!("; {near} is a function of Redshift")
            });
            self.raise(Code::RS2002, call.name.span, &[name, &near]);
        }
        let plain = matches!(call.form, CallForm::Plain | CallForm::Bare);
        if !plain
            || call.star
            || call.over.is_some()
            || !call.within_group.is_empty()
            || call.nulls.is_some()
        {
            return self.refuse_expr(id, Code::RS1401, call.name.span, &[name]);
        }
        let args = call
            .args
            .iter()
            .map(|arg| bq::Arg::Expr(self.exact(*arg)))
            .collect();
        let mut edits = Vec::new();
        let target = self.table_path(&call.name, &mut edits);
        self.patched(
            span,
            edits,
            bq::Expr::Call(Box::new(bq::Call {
                name: target.parts,
                distinct: matches!(call.quantifier, SetQuantifier::Distinct(_)),
                args,
                ..bq::Call::default()
            })),
        )
    }

    /// A template with named holes over lowered sides.
    pub(in crate::lower) fn instantiate(
        &mut self,
        text: &'static str,
        sides: &[Side],
        names: &[&str],
        span: Span,
    ) -> bq::ExprId {
        let values: Vec<ArgValue> = sides
            .iter()
            .map(|side| ArgValue::Expr {
                id: side.value,
                simple: side.source.is_some_and(|id| self.is_simple(id)),
            })
            .collect();
        self.fill(Template::cached(text), names, &values, span)
    }

    /// A template with named holes over values.
    pub(in crate::lower) fn fill(
        &mut self,
        template: Option<&Template>,
        names: &[&str],
        values: &[ArgValue],
        span: Span,
    ) -> bq::ExprId {
        match template {
            Some(template) => template.instantiate(
                &mut self.out,
                &Instantiation {
                    source: self.source,
                    names,
                    args: values,
                    distinct: false,
                    over: None,
                },
                bq::Origin::From(span),
            ),
            None => {
                self.refuse(Code::RS1004, span, &["this expression"]);
                self.string("")
            }
        }
    }
}

impl Cx<'_> {
    /// Whether two arguments are compared in a type that BigQuery does not bring them to.
    fn meets_elsewhere(&self, args: &[ExprId]) -> bool {
        let [a, b] = args else { return false };
        let (a, b) = (self.type_of(*a), self.type_of(*b));
        let is_text = |ty: Type| ty.is_string() || ty == Type::UnknownLiteral;
        rules::widens(a, b) || rules::meeting(a, b).is_some() && !(is_text(a) && is_text(b))
    }
}

/// LAG and LEAD that pass over NULLs: BigQuery's do not.
fn ignores_nulls(name: &str, call: &Call) -> bool {
    matches!(name, "lag" | "lead") && call.nulls.is_some_and(|nulls| nulls.ignore)
}

/// Whether the result's common type is made of this parameter too.
pub(super) fn is_branch(found: Match, name: &str) -> bool {
    match &found.row.result {
        functions::ResultType::Super(names) => names.contains(&name),
        functions::ResultType::Same(same) => *same == name,
        functions::ResultType::Fixed(_) | functions::ResultType::Decimal(_) => false,
    }
}

/// The type that a parameter wants of an argument; Unknown where it takes several.
pub(super) fn wanted(ty: &ParamType) -> Type {
    match ty {
        ParamType::String => Type::Varchar(None),
        ParamType::Bool => Type::Boolean,
        ParamType::Date => Type::Date,
        ParamType::Time => Type::Time,
        ParamType::Timestamp => Type::Timestamp,
        ParamType::TimestampTz => Type::TimestampTz,
        ParamType::Decimal => Type::Decimal {
            precision: 38,
            scale: 9,
        },
        ParamType::Any
        | ParamType::Char
        | ParamType::Int
        | ParamType::Int2
        | ParamType::Int4
        | ParamType::Int8
        | ParamType::IntRange(..)
        | ParamType::Float
        | ParamType::Number
        | ParamType::TimeTz
        | ParamType::Datetime
        | ParamType::Interval
        | ParamType::Super
        | ParamType::Varbyte
        | ParamType::Geometry
        | ParamType::Geography
        | ParamType::HllSketch
        | ParamType::Part(_)
        | ParamType::Text(_) => Type::Unknown,
    }
}

/// The part of BigQuery's date functions of the same name; those without one have rows of their own.
pub(in crate::lower) fn target_part(part: DatePart) -> Option<bq::DatePart> {
    Some(match part {
        DatePart::Year => bq::DatePart::Year,
        DatePart::Quarter => bq::DatePart::Quarter,
        DatePart::Month => bq::DatePart::Month,
        DatePart::Week => bq::DatePart::IsoWeek,
        DatePart::Day => bq::DatePart::Day,
        DatePart::DayOfWeek => bq::DatePart::DayOfWeek,
        DatePart::DayOfYear => bq::DatePart::DayOfYear,
        DatePart::Hour => bq::DatePart::Hour,
        DatePart::Minute => bq::DatePart::Minute,
        DatePart::Second => bq::DatePart::Second,
        DatePart::Millisecond => bq::DatePart::Millisecond,
        DatePart::Microsecond => bq::DatePart::Microsecond,
        DatePart::Millennium
        | DatePart::Century
        | DatePart::Decade
        | DatePart::Epoch
        | DatePart::Timezone
        | DatePart::TimezoneHour
        | DatePart::TimezoneMinute => return None,
    })
}
