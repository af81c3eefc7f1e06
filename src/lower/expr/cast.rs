//! Casts.
//!
//! `x::int` → `CAST(x AS INT64)`, `x::varchar(3)` → `SUBSTR(CAST(x AS STRING), 1, 3)`, `x::decimal(10,2)` → `ROUND(CAST(x AS NUMERIC), 2)`,
//! `'20240105'::date` → `DATE '2024-01-05'`

use super::super::Cx;
use super::operator::Side;
use super::plain_call;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::tree::{CastStyle, DataType, Expr, ExprId, Literal};
use crate::resolve::Type;
use crate::span::Span;

impl Cx<'_> {
    /// A cast in any of its spellings.
    pub(super) fn cast(
        &mut self,
        id: ExprId,
        operand: ExprId,
        ty: &DataType,
        style: CastStyle,
    ) -> bq::ExprId {
        let span = self.src.span(id);
        let want = Type::from_data_type(self.source, ty);
        let Some(target) = self.target_type(want) else {
            return self.refuse_expr_type(id, ty);
        };
        let safe = style == CastStyle::TryCast;
        let from = self.type_of(operand);
        if from == Type::UnknownLiteral
            && want.is_interval()
            && let Some(text) = self.string_value(operand)
        {
            return self.interval_text(operand, span, &text, ty.interval);
        }
        if from == Type::UnknownLiteral
            && !safe
            && let Some(constant) = self.typed_constant(operand, want, span)
        {
            return constant;
        }
        self.say_cut_interval(ty);
        let is_filled_in = matches!(self.src.exprs[operand], Expr::Placeholder | Expr::Param);
        if want.is_string() && !is_filled_in {
            self.say_reading(span, "cast to text", "what is cast to text", &[from]);
        }
        if let Expr::Literal(Literal::Hex) = self.src.exprs[operand] {
            return match self.bits_as_integer(operand, want, span) {
                Some(number) => number,
                None => self.refuse_bits(id),
            };
        }
        if from == Type::Super
            && let side = self.side_of(operand)
            && let Some(value) = self.cast_of_super(side, want, span)
        {
            return self.within_type(value, want, span, operand);
        }
        if want == Type::Super && (is_scalar(from) || from == Type::UnknownLiteral) {
            let side = self.side_of(operand);
            return self.json_of(side, span);
        }
        if from.is_interval() && want.is_string() {
            let side = self.side_of(operand);
            return self.instantiate(INTERVAL_TEXT, &[side], &["i"], span);
        }
        let is_shape = |ty| matches!(ty, Type::Geometry | Type::Geography);
        if is_shape(want) && (is_shape(from) || from.is_string() || from == Type::UnknownLiteral) {
            let why = "edges are geodesic lines on a sphere, and the SRID is dropped";
            self.raise(Code::RS2401, span, &["a cast to a shape", why]);
            let side = self.side_of(operand);
            let template = if is_shape(from) {
                "$x"
            } else {
                "ST_GEOGFROMWKB($x)"
            };
            return self.instantiate(template, &[side], &["x"], span);
        }
        if is_shape(want) && from != want {
            return self.refuse_expr(
                id,
                Code::RS1405,
                span,
                &["a cast to a shape", "use ST_GEOGFROMTEXT or ST_GEOGFROMWKB"],
            );
        }
        let value = match self.exact_constant(operand) {
            Some(constant) if want.is_decimal() || want.is_string() => constant,
            Some(_) | None => self.expr(operand),
        };
        let side = Side {
            value,
            ty: from,
            source: Some(operand),
        };
        if want == Type::Varchar(None)
            && (from.is_datetime() || from.is_time())
            && from != Type::Date
        {
            let text = self.text_of(value, from);
            let kind = self.out.exprs[text].kind.clone();
            return self.made(span, kind);
        }
        if let Type::Varchar(Some(length)) | Type::Char(Some(length)) = want {
            let ty = side.ty;
            let text = self.cast_to_text(span, side, length, safe);
            return self.without_padding(span, operand, text, ty, want);
        }
        if let Type::Decimal { scale, .. } = want {
            return self.cast_to_decimal(span, side, target, scale, safe);
        }
        if want == Type::Boolean && (from.is_decimal() || from.is_float()) {
            let zero = self.integer(0);
            return self.made(span, bq::Expr::Compare(bq::CompareOp::NotEq, value, zero));
        }
        if want == Type::Boolean && from.is_string() {
            return self.text_to_boolean(span, side);
        }
        if want == Type::Date && from.is_string() {
            return self.text_to_date(span, side, safe);
        }
        self.plain_cast(id, span, side, target, ty, style)
    }

    /// A bit string that is cast to an integer which is not negative: `x'ff'::bigint` → `0xff`
    fn bits_as_integer(&mut self, operand: ExprId, want: Type, span: Span) -> Option<bq::ExprId> {
        let bits = self.text(self.src.span(operand)).get(1..)?;
        let digits = bits.trim_matches('\'');
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let value = i64::from_str_radix(digits, 16).ok()?;
        let fits = (want == Type::BigInt)
            || (want == Type::Integer && i32::try_from(value).is_ok())
            || (want == Type::SmallInt && i16::try_from(value).is_ok());
        let text = format!("0x{digits}");
        fits.then(|| self.respelt_literal(span, bq::Literal::Int64, text))
    }

    /// `'…'::date` and its kin: a typed constant of BigQuery.
    pub(super) fn typed_constant(
        &mut self,
        operand: ExprId,
        want: Type,
        span: Span,
    ) -> Option<bq::ExprId> {
        if want.is_interval() {
            let text = self.string_value(operand)?;
            return Some(self.interval_text(operand, span, &text, None));
        }
        if want == Type::Boolean {
            let constant = self.string_as(operand, want)?;
            let kind = self.out.exprs[constant].kind.clone();
            return Some(self.made(span, kind));
        }
        if !(want.is_datetime() || want == Type::Time) {
            return None;
        }
        let constant = self.string_as(operand, want)?;
        let (kind, word) =
            super::constant::moment_literal(want).unwrap_or((bq::Literal::Timestamp, "TIMESTAMP"));
        let bq::Expr::Literal(bq::Literal::String, text) = &self.out.exprs[constant].kind else {
            // 'now' and what was refused are whole already; only their place is wider.
            let kind = self.out.exprs[constant].kind.clone();
            return Some(self.made(span, kind));
        };
        let text = match text {
            bq::Text::Source(text) => self.text(*text).to_owned(),
            bq::Text::Own(text) => text.to_string(),
        };
        Some(self.made(
            span,
            bq::Expr::Literal(kind, format!("{word} {text}").into()),
        ))
    }

    /// An operand with its type.
    fn side_of(&mut self, operand: ExprId) -> Side {
        Side {
            value: self.expr(operand),
            ty: self.type_of(operand),
            source: Some(operand),
        }
    }

    /// A SUPER value gives NULL where it is of another kind, as the LAX functions do.
    pub(super) fn cast_of_super(
        &mut self,
        side: Side,
        want: Type,
        span: Span,
    ) -> Option<bq::ExprId> {
        let template = if want.is_integer() {
            "LAX_INT64($x)"
        } else if want.is_float() {
            "LAX_FLOAT64($x)"
        } else if want.is_decimal() {
            self.decimal_of_super(want)
        } else if want.is_string() {
            "LAX_STRING($x)"
        } else if want == Type::Boolean {
            "LAX_BOOL($x)"
        } else if want == Type::Date {
            "SAFE_CAST(LAX_STRING($x) AS DATE)"
        } else if want == Type::Time {
            "SAFE_CAST(LAX_STRING($x) AS TIME)"
        } else if want == Type::Timestamp {
            "SAFE_CAST(LAX_STRING($x) AS DATETIME)"
        } else if want == Type::TimestampTz {
            "SAFE_CAST(LAX_STRING($x) AS TIMESTAMP)"
        } else {
            return None;
        };
        Some(self.instantiate(template, &[side], &["x"], span))
    }

    fn decimal_of_super(&self, want: Type) -> &'static str {
        match self.target_type(want) {
            Some(bq::Type::BigNumeric(_)) => "SAFE_CAST(LAX_STRING($x) AS BIGNUMERIC)",
            _numeric => "SAFE_CAST(LAX_STRING($x) AS NUMERIC)",
        }
    }

    /// What was cast out of a SUPER value is cut or rounded as the type wants.
    fn within_type(
        &mut self,
        value: bq::ExprId,
        want: Type,
        span: Span,
        operand: ExprId,
    ) -> bq::ExprId {
        if let Type::Varchar(Some(length)) | Type::Char(Some(length)) = want {
            let side = Side {
                value,
                ty: Type::Varchar(None),
                source: None,
            };
            let text = self.cast_to_text(span, side, length, true);
            return self.without_padding(span, operand, text, side.ty, want);
        }
        if let Type::Decimal { scale, .. } = want {
            let scale = self.integer(scale);
            return self.made(span, plain_call("ROUND", vec![value, scale]));
        }
        value
    }

    /// The text is cut to the length; what cannot be longer is not cut.
    fn cast_to_text(&mut self, span: Span, side: Side, length: u32, safe: bool) -> bq::ExprId {
        let has_fraction = matches!(side.ty, Type::Decimal { scale: 1.., .. })
            || (length > WHOLE_SECONDS && matches!(side.ty, Type::Timestamp | Type::TimestampTz))
            || (length > WHOLE_SECONDS_OF_DAY && side.ty == Type::Time);
        let text = if side.ty.is_string() {
            side.value
        } else if has_fraction {
            let text = self.text_of(side.value, side.ty);
            let kind = self.out.exprs[text].kind.clone();
            self.made(span, kind)
        } else {
            self.out.expr(
                bq::Expr::Cast {
                    operand: side.value,
                    ty: bq::Type::String(None),
                    safe,
                    format: None,
                },
                bq::Origin::From(span),
            )
        };
        if longest_text(side.ty).is_some_and(|longest| longest <= length) {
            if side.ty.is_string() {
                return self.made(
                    span,
                    bq::Expr::Cast {
                        operand: text,
                        ty: bq::Type::String(None),
                        safe,
                        format: None,
                    },
                );
            }
            return text;
        }
        let (one, length) = (self.integer(1), self.integer(length));
        self.made(span, plain_call("SUBSTR", vec![text, one, length]))
    }

    /// CHAR is kept without the blanks at its end, which do not count when it is compared.
    fn without_padding(
        &mut self,
        span: Span,
        operand: ExprId,
        text: bq::ExprId,
        from: Type,
        want: Type,
    ) -> bq::ExprId {
        let may_end_in_blanks = matches!(from, Type::Varchar(_))
            || (from == Type::UnknownLiteral
                && self
                    .string_value(operand)
                    .is_some_and(|text| text.contains(' ')));
        if !may_end_in_blanks || !matches!(want, Type::Char(_)) {
            return text;
        }
        let blank = self.string(" ");
        self.made(span, plain_call("RTRIM", vec![text, blank]))
    }

    /// The scale is cut by rounding; what has no more digits is not rounded.
    fn cast_to_decimal(
        &mut self,
        span: Span,
        side: Side,
        target: bq::Type,
        scale: u32,
        safe: bool,
    ) -> bq::ExprId {
        let cast = bq::Expr::Cast {
            operand: side.value,
            ty: target,
            safe,
            format: None,
        };
        let fits = side.ty.is_integer()
            || matches!(side.ty, Type::Decimal { scale: has, .. } if has <= scale);
        if fits {
            return self.made(span, cast);
        }
        let number = self.out.expr(cast, bq::Origin::New);
        let scale = self.integer(scale);
        self.made(span, plain_call("ROUND", vec![number, scale]))
    }

    /// Redshift reads more words as BOOLEAN than BigQuery does.
    pub(super) fn text_to_boolean(&mut self, span: Span, side: Side) -> bq::ExprId {
        self.instantiate(
            "CASE WHEN LOWER(TRIM($x)) IN ('t', 'true', 'y', 'yes', '1') THEN TRUE \
             WHEN LOWER(TRIM($x)) IN ('f', 'false', 'n', 'no', '0') THEN FALSE ELSE CAST($x AS BOOL) END",
            &[side],
            &["x"],
            span,
        )
    }

    /// Redshift takes the date out of a text that has a time behind it.
    fn text_to_date(&mut self, span: Span, side: Side, safe: bool) -> bq::ExprId {
        let kind = bq::Expr::Cast {
            operand: side.value,
            ty: bq::Type::Date,
            safe,
            format: None,
        };
        self.made(span, kind)
    }

    /// `CAST(x AS t)` keeps its text but for the type.
    fn plain_cast(
        &mut self,
        id: ExprId,
        span: Span,
        side: Side,
        target: bq::Type,
        ty: &DataType,
        style: CastStyle,
    ) -> bq::ExprId {
        let kind = bq::Expr::Cast {
            operand: side.value,
            ty: target.clone(),
            safe: style == CastStyle::TryCast,
            format: None,
        };
        if style != CastStyle::Cast || !matches!(self.src.exprs[id], Expr::Cast { .. }) {
            return self.made(span, kind);
        }
        let text = crate::bigquery::print::type_text(&target);
        let edits = if self.text(ty.span).eq_ignore_ascii_case(&text) {
            Vec::new()
        } else {
            vec![bq::Edit {
                at: ty.span,
                with: vec![bq::Piece::Type(target.clone())],
            }]
        };
        self.patched(span, edits, kind)
    }
}

/// The length of `2024-01-05 10:11:12`: what is cut there has lost its fraction.
const WHOLE_SECONDS: u32 = 19;

/// The length of `10:11:12`.
const WHOLE_SECONDS_OF_DAY: u32 = 8;

/// The text of an interval as Redshift prints it: `1 year 2 mons -3 days +04:05:06.7`.
pub(super) const INTERVAL_TEXT: &str = "IF($i IS NULL, NULL, WITH(y AS EXTRACT(YEAR FROM $i), m AS EXTRACT(MONTH FROM $i), d AS EXTRACT(DAY FROM $i), \
     t AS (EXTRACT(HOUR FROM $i) * 60 + EXTRACT(MINUTE FROM $i)) * 60000000 + EXTRACT(SECOND FROM $i) * 1000000 \
     + EXTRACT(MICROSECOND FROM $i), \
     ARRAY_TO_STRING([IF(y <> 0, FORMAT('%d year%s', y, IF(y = 1, '', 's')), NULL), \
     IF(m <> 0, FORMAT('%d mon%s', m, IF(m = 1, '', 's')), NULL), \
     IF(d <> 0, FORMAT('%s%d day%s', IF(d > 0 AND y + m < 0, '+', ''), d, IF(d = 1, '', 's')), NULL), \
     IF(t <> 0 OR (y = 0 AND m = 0 AND d = 0), FORMAT('%s%02d:%02d:%02d%s', \
     CASE WHEN t < 0 THEN '-' WHEN d < 0 OR (d = 0 AND y + m < 0) THEN '+' ELSE '' END, DIV(ABS(t), 3600000000), \
     MOD(DIV(ABS(t), 60000000), 60), MOD(DIV(ABS(t), 1000000), 60), \
     RTRIM(RTRIM(FORMAT('.%06d', MOD(ABS(t), 1000000)), '0'), '.')), NULL)], ' ')))";

fn is_scalar(ty: Type) -> bool {
    ty.is_number() || ty.is_datetime() || ty.is_time() || ty.is_string() || ty == Type::Boolean
}

/// The longest text of a value of this type, where it has a bound.
fn longest_text(ty: Type) -> Option<u32> {
    match ty {
        Type::Boolean => Some(5),
        Type::SmallInt => Some(6),
        Type::Integer => Some(11),
        Type::BigInt => Some(20),
        Type::Decimal { precision, .. } => Some(precision + 3),
        Type::Date => Some(10),
        Type::Timestamp => Some(26),
        Type::Char(length) | Type::Varchar(length) => length,
        Type::Unknown
        | Type::Real
        | Type::Double
        | Type::Time
        | Type::TimeTz
        | Type::TimestampTz
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
