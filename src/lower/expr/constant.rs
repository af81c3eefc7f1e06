//! Constants: text that means the same stays, the rest is respelt.
//!
//! `'it''s'` → `"it's"`, `DATE '20240105'` → `DATE '2024-01-05'`, `1.5` as an output column → `NUMERIC '1.5'`

use super::super::Cx;
use super::super::literal::datetime_literal::{self, Reading};
use super::super::literal::{interval, string_literal};
use super::super::names::insert;
use super::super::types::is_numeric;
use super::plain_call;
use crate::bigquery::template::Template;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::tree::{DataType, DatePart, Expr, ExprId, IntervalUnits, Literal, UnaryOp};
use crate::resolve::Type;
use crate::span::Span;

impl Cx<'_> {
    /// A constant as it stands in an expression.
    pub(super) fn literal(&mut self, id: ExprId, literal: Literal) -> bq::ExprId {
        let span = self.src.span(id);
        let keep = |kind| bq::Expr::Literal(kind, span.into());
        match literal {
            Literal::Null => self.same(span, keep(bq::Literal::Null)),
            Literal::True | Literal::False => self.same(span, keep(bq::Literal::Bool)),
            Literal::Integer if self.type_of(id).is_decimal() => self.exact_number(span),
            Literal::Integer => self.number(span, bq::Literal::Int64),
            Literal::Decimal | Literal::Float => self.number(span, bq::Literal::Float64),
            Literal::String => self.string_constant(id, span),
            Literal::EscapeString | Literal::DollarString => match self.string_value(id) {
                Some(value) => {
                    self.respelt_literal(span, bq::Literal::String, string_literal::encode(&value))
                }
                None => self.refuse_expr(id, Code::RS1204, span, &["a string that is not text"]),
            },
            Literal::Hex => self.refuse_bits(id),
        }
    }

    /// Refuses a bit string, or what is made of one.
    pub(super) fn refuse_bits(&mut self, id: ExprId) -> bq::ExprId {
        let span = self.src.span(id);
        let help = "write FROM_HEX('…')";
        self.refuse_expr(
            id,
            Code::RS1103,
            span,
            &["a bit string that is no positive integer", help],
        )
    }

    /// A number that stays, with a blank where a word follows at once: `ORDER BY 1desc` → `ORDER BY 1 desc`
    pub(in crate::lower) fn number(&mut self, span: Span, kind: bq::Literal) -> bq::ExprId {
        let literal = bq::Expr::Literal(kind, span.into());
        let rest = self.source.as_str().get(span.end as usize..);
        let next = rest.and_then(|rest| rest.chars().next());
        if next.is_some_and(|c| c.is_alphabetic() || c == '_') {
            let blank = insert(span.end, vec![bq::Piece::Text(" ".into())]);
            return self.patched(span, vec![blank], literal);
        }
        self.same(span, literal)
    }

    fn string_constant(&mut self, id: ExprId, span: Span) -> bq::ExprId {
        let text = self.text(span);
        if string_literal::has_placeholder(text) && string_literal::has_parts(text) {
            return self.refuse_expr(
                id,
                Code::RS1204,
                span,
                &["a template stands in a string of several lines: write it as one"],
            );
        }
        // A literal that a template fills is never respelt.
        if string_literal::same_in_bigquery(text) || string_literal::has_placeholder(text) {
            return self.same(span, bq::Expr::Literal(bq::Literal::String, span.into()));
        }
        match self.string_value(id) {
            Some(value) if value.contains('\0') => self.refuse_expr(
                id,
                Code::RS1204,
                span,
                &["a NUL character cannot stand in text"],
            ),
            Some(value) => {
                self.respelt_literal(span, bq::Literal::String, string_literal::encode(&value))
            }
            None => self.refuse_expr(id, Code::RS1204, span, &["a string that is not text"]),
        }
    }

    /// The value of a string constant without templates.
    pub(in crate::lower) fn string_value(&self, id: ExprId) -> Option<String> {
        let expr = &self.src.exprs[id];
        if let Expr::Paren(inner) = expr {
            return self.string_value(*inner);
        }
        let is_string = matches!(
            expr,
            Expr::Literal(Literal::String | Literal::EscapeString | Literal::DollarString)
        );
        is_string.then(|| self.string_at(self.src.span(id)))?
    }

    /// The value of a string token without templates.
    pub(in crate::lower) fn string_at(&self, span: Span) -> Option<String> {
        let text = self.text(span);
        if string_literal::has_placeholder(text) {
            return None;
        }
        string_literal::decode(text).ok()
    }

    /// A decimal constant as NUMERIC: in BigQuery `1.5` is FLOAT64.
    pub(in crate::lower) fn exact_constant(&mut self, id: ExprId) -> Option<bq::ExprId> {
        let span = self.src.span(id);
        let expr = &self.src.exprs[id];
        if let Expr::Literal(Literal::Decimal) = expr {
            return Some(self.exact_number(span));
        }
        if let Expr::Paren(inner) = expr {
            let inner = self.exact_constant(*inner)?;
            return Some(self.same(span, bq::Expr::Paren(inner)));
        }
        if let Expr::Unary {
            op: UnaryOp::Minus,
            operand,
            ..
        } = expr
            && matches!(self.src.exprs[*operand], Expr::Literal(Literal::Decimal))
        {
            let text = format!("-{}", self.text(self.src.span(*operand)));
            return Some(self.numeric(span, &text));
        }
        None
    }

    /// A decimal constant beside what may be an integer or a float: as NUMERIC where FLOAT64 does not hold it exactly.
    pub(in crate::lower) fn exact_fraction(&mut self, id: ExprId) -> Option<bq::ExprId> {
        let mut inner = id;
        while let Expr::Paren(operand) | Expr::Unary { operand, .. } = &self.src.exprs[inner] {
            inner = *operand;
        }
        let is_held = is_held_by_float(self.text(self.src.span(inner)));
        (!is_held).then(|| self.exact_constant(id))?
    }

    fn exact_number(&mut self, span: Span) -> bq::ExprId {
        let text = self.text(span).to_owned();
        self.numeric(span, &text)
    }

    /// `NUMERIC '…'`, or `BIGNUMERIC '…'` where it does not fit.
    fn numeric(&mut self, span: Span, text: &str) -> bq::ExprId {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let whole = whole.trim_start_matches('-').trim_start_matches('0').len();
        let digits = u32::try_from(whole + fraction.len()).unwrap_or(u32::MAX);
        let scale = u32::try_from(fraction.len()).unwrap_or(u32::MAX);
        let (kind, word) = if is_numeric(digits, scale) {
            (bq::Literal::Numeric, "NUMERIC")
        } else {
            (bq::Literal::BigNumeric, "BIGNUMERIC")
        };
        let text = text.trim_end_matches('.');
        self.respelt_literal(span, kind, format!("{word} '{text}'"))
    }

    /// A string constant that takes another type where it stands.
    pub(in crate::lower) fn string_as(&mut self, id: ExprId, want: Type) -> Option<bq::ExprId> {
        let span = self.src.span(id);
        let value = self.string_value(id)?;
        let trimmed = value.trim();
        if want.is_number() {
            let is_number =
                trimmed.parse::<f64>().is_ok() && trimmed.bytes().any(|byte| byte.is_ascii_digit());
            let kind = if want.is_integer() {
                bq::Literal::Int64
            } else {
                bq::Literal::Float64
            };
            if is_number && (!want.is_integer() || trimmed.parse::<i64>().is_ok()) {
                let whole = trimmed
                    .bytes()
                    .all(|byte| byte.is_ascii_digit() || byte == b'-');
                let point = if want.is_float() && whole { ".0" } else { "" };
                return Some(self.respelt_literal(span, kind, format!("{trimmed}{point}")));
            }
            let constant = self.expr(id);
            let ty = self.target_type(want)?;
            return Some(self.cast_in_place(span, constant, ty));
        }
        if want == Type::Boolean {
            let text = boolean(trimmed)?;
            return Some(self.respelt_literal(span, bq::Literal::Bool, text.to_owned()));
        }
        if want.is_interval() {
            return Some(self.interval_text(id, span, &value, None));
        }
        datetime_kind(want)?;
        self.moment(id, span, &value, want)
    }

    /// A cast in the place of a range.
    pub(in crate::lower) fn cast_in_place(
        &mut self,
        span: Span,
        operand: bq::ExprId,
        ty: bq::Type,
    ) -> bq::ExprId {
        self.made(
            span,
            bq::Expr::Cast {
                operand,
                ty,
                safe: false,
                format: None,
            },
        )
    }

    /// A date or time constant in the spelling of BigQuery; the literal stays where that is its own.
    fn moment(&mut self, id: ExprId, span: Span, value: &str, want: Type) -> Option<bq::ExprId> {
        match datetime_literal::read(value, datetime_kind(want)?) {
            Ok(Reading::Same(_)) => {
                let text = self.text(span);
                Some(self.respelt_or_same(span, text))
            }
            Ok(Reading::Respelt { text, .. }) => {
                let text = string_literal::encode(&text);
                Some(self.respelt_literal(span, bq::Literal::String, text))
            }
            Ok(Reading::Special(special)) => Some(self.special_moment(span, special, want)),
            Err(error) => {
                let code = Code::parse(error.code).unwrap_or(Code::RS1204);
                Some(self.refuse_expr(id, code, span, &[&error.why]))
            }
        }
    }

    fn respelt_or_same(&mut self, span: Span, text: &str) -> bq::ExprId {
        if string_literal::same_in_bigquery(text) {
            return self.same(span, bq::Expr::Literal(bq::Literal::String, span.into()));
        }
        let value = string_literal::decode(text).unwrap_or_default();
        self.respelt_literal(span, bq::Literal::String, string_literal::encode(&value))
    }

    /// 'now', 'today' and their kin.
    fn special_moment(
        &mut self,
        span: Span,
        special: datetime_literal::Special,
        want: Type,
    ) -> bq::ExprId {
        let now = if want == Type::TimestampTz {
            "CURRENT_TIMESTAMP"
        } else if want == Type::Time {
            "CURRENT_TIME"
        } else {
            "CURRENT_DATETIME"
        };
        let days = match special {
            datetime_literal::Special::Now => {
                return self.made(
                    span,
                    plain_call(
                        if want == Type::Date {
                            "CURRENT_DATE"
                        } else {
                            now
                        },
                        Vec::new(),
                    ),
                );
            }
            datetime_literal::Special::Today => 0,
            datetime_literal::Special::Tomorrow => 1,
            datetime_literal::Special::Yesterday => -1,
        };
        let mut value = self.call("CURRENT_DATE", Vec::new());
        if days != 0 {
            let op = if days > 0 {
                bq::BinaryOp::Add
            } else {
                bq::BinaryOp::Sub
            };
            let one = self.integer(1);
            value = self
                .out
                .expr(bq::Expr::Chain(vec![value, one], vec![op]), bq::Origin::New);
        }
        match self.target_type(want) {
            Some(ty) if want != Type::Date => self.cast_in_place(span, value, ty),
            Some(_) | None => {
                let kind = self.out.exprs[value].kind.clone();
                self.made(span, kind)
            }
        }
    }

    /// `date '…'`, `timestamp '…'`, `int4 '5'`.
    pub(super) fn typed_literal(&mut self, id: ExprId, ty: &DataType, text: Span) -> bq::ExprId {
        let span = self.src.span(id);
        let want = Type::from_data_type(self.source, ty);
        let Some(value) = self.string_at(text) else {
            return self.template_literal(id, span, want, text);
        };
        let Some((kind, word)) = moment_literal(want) else {
            let operand = self.string(&value);
            return match self.target_type(want) {
                Some(ty) => self.cast_in_place(span, operand, ty),
                None => self.refuse_expr_type(id, ty),
            };
        };
        let Some(reading) = datetime_kind(want) else {
            return self.refuse_expr_type(id, ty);
        };
        match datetime_literal::read(&value, reading) {
            Ok(Reading::Same(_))
                if self.text(ty.span).eq_ignore_ascii_case(word)
                    && !string_literal::has_parts(self.text(text)) =>
            {
                self.same(span, bq::Expr::Literal(kind, span.into()))
            }
            Ok(Reading::Same(_)) => self.made_literal(span, kind, word, &value),
            Ok(Reading::Respelt { text, .. }) => self.made_literal(span, kind, word, &text),
            Ok(Reading::Special(special)) => self.special_moment(span, special, want),
            Err(error) => {
                let code = Code::parse(error.code).unwrap_or(Code::RS1204);
                self.refuse_expr(id, code, text, &[&error.why])
            }
        }
    }

    fn made_literal(
        &mut self,
        span: Span,
        kind: bq::Literal,
        word: &str,
        value: &str,
    ) -> bq::ExprId {
        self.respelt_literal(
            span,
            kind,
            format!("{word} {}", string_literal::encode(value)),
        )
    }

    /// A typed constant that a template fills: a cast of the literal as it stands.
    fn template_literal(&mut self, id: ExprId, span: Span, want: Type, text: Span) -> bq::ExprId {
        let operand = self.same(text, bq::Expr::Literal(bq::Literal::String, text.into()));
        match self.target_type(want) {
            Some(ty) => self.cast_in_place(span, operand, ty),
            None => self.refuse_expr(id, Code::RS1501, span, &[self.text(span)]),
        }
    }

    /// INTERVAL '…'.
    pub(super) fn interval(
        &mut self,
        id: ExprId,
        value: Span,
        units: Option<IntervalUnits>,
    ) -> bq::ExprId {
        let span = self.src.span(id);
        let text = self.text(value);
        let text = match text.strip_prefix('\'') {
            Some(_) => match self.string_at(value) {
                Some(text) => text,
                None => {
                    return self.refuse_expr(id, Code::RS1403, value, &["INTERVAL", "its text"]);
                }
            },
            None => text.to_owned(),
        };
        self.interval_text(id, span, &text, units)
    }

    /// The text of an interval as a node.
    pub(super) fn interval_text(
        &mut self,
        id: ExprId,
        span: Span,
        text: &str,
        units: Option<IntervalUnits>,
    ) -> bq::ExprId {
        match interval::interval(text, units.and_then(qualifier)) {
            Ok(interval) => {
                // BigQuery's text is a template without holes.
                let template = Template::parse(&interval.sql()).ok();
                self.fill(template.as_ref(), &[], &[], span)
            }
            Err(error) => {
                let code = Code::parse(error.code).unwrap_or(Code::RS1204);
                self.refuse_expr(id, code, span, &[&error.why])
            }
        }
    }
}

/// The fields of an INTERVAL literal.
fn qualifier(units: IntervalUnits) -> Option<interval::Qualifier> {
    let from = unit(units.from)?;
    Some(interval::Qualifier {
        from,
        to: match units.to {
            Some(to) => unit(to)?,
            None => from,
        },
        precision: units.precision.and_then(|digits| u8::try_from(digits).ok()),
    })
}

fn unit(part: DatePart) -> Option<interval::Unit> {
    Some(match part {
        DatePart::Year => interval::Unit::Year,
        DatePart::Month => interval::Unit::Month,
        DatePart::Day => interval::Unit::Day,
        DatePart::Hour => interval::Unit::Hour,
        DatePart::Minute => interval::Unit::Minute,
        DatePart::Second => interval::Unit::Second,
        DatePart::Millennium
        | DatePart::Century
        | DatePart::Decade
        | DatePart::Quarter
        | DatePart::Week
        | DatePart::DayOfWeek
        | DatePart::DayOfYear
        | DatePart::Millisecond
        | DatePart::Microsecond
        | DatePart::Epoch
        | DatePart::Timezone
        | DatePart::TimezoneHour
        | DatePart::TimezoneMinute => return None,
    })
}

/// The kinds of constants that [`datetime_literal`] reads.
fn datetime_kind(ty: Type) -> Option<datetime_literal::Kind> {
    match ty {
        Type::Date => Some(datetime_literal::Kind::Date),
        Type::Time => Some(datetime_literal::Kind::Time),
        Type::Timestamp => Some(datetime_literal::Kind::Timestamp),
        Type::TimestampTz => Some(datetime_literal::Kind::TimestampTz),
        Type::Unknown
        | Type::SmallInt
        | Type::Integer
        | Type::BigInt
        | Type::Decimal { .. }
        | Type::Real
        | Type::Double
        | Type::Boolean
        | Type::Char(_)
        | Type::Varchar(_)
        | Type::TimeTz
        | Type::IntervalYearToMonth
        | Type::IntervalDayToSecond
        | Type::Interval
        | Type::Super
        | Type::Varbyte
        | Type::Geometry
        | Type::Geography
        | Type::HllSketch
        | Type::Oid
        | Type::Null
        | Type::UnknownLiteral => None,
    }
}

/// The kind and the keyword of BigQuery's constants of a type of dates and times.
pub(super) fn moment_literal(ty: Type) -> Option<(bq::Literal, &'static str)> {
    Some(match datetime_kind(ty)? {
        datetime_literal::Kind::Date => (bq::Literal::Date, "DATE"),
        datetime_literal::Kind::Time => (bq::Literal::Time, "TIME"),
        datetime_literal::Kind::Timestamp => (bq::Literal::Datetime, "DATETIME"),
        datetime_literal::Kind::TimestampTz => (bq::Literal::Timestamp, "TIMESTAMP"),
    })
}

/// The texts that Redshift reads as a BOOLEAN.
fn boolean(text: &str) -> Option<&'static str> {
    const TRUE: &[&str] = &["t", "true", "y", "yes", "1", "on"];
    const FALSE: &[&str] = &["f", "false", "n", "no", "0", "off"];
    let is = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(text));
    if is(TRUE) {
        Some("TRUE")
    } else if is(FALSE) {
        Some("FALSE")
    } else {
        None
    }
}
/// Whether FLOAT64 has exactly this number: `1.5` and `100.0`, but not `0.1`.
fn is_held_by_float(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let fraction = fraction.trim_end_matches('0');
    let Ok(digits) = format!("{whole}{fraction}").parse::<u64>() else {
        return false;
    };
    // A fraction in tenths is one in halves where the fives go out.
    let fives = u32::try_from(fraction.len()).ok();
    let fives = fives.and_then(|fives| 5_u64.checked_pow(fives));
    fives.is_some_and(|fives| digits % fives == 0 && digits / fives < 1 << f64::MANTISSA_DIGITS)
}

#[cfg(test)]
mod tests {
    use super::is_held_by_float;

    #[test]
    fn floats_hold_halves_and_no_tenths() {
        for text in [
            "1.5",
            "100.0",
            "0.125",
            "0.",
            ".25",
            "0.1250",
            "4503599627370496.0",
        ] {
            assert!(is_held_by_float(text), "{text}");
        }
        for text in [
            "0.1",
            "1.05",
            "0.3",
            "99999999999999999.5",
            "1.00000000000000000000000001",
        ] {
            assert!(!is_held_by_float(text), "{text}");
        }
    }
}
