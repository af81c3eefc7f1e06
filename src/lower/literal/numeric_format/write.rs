//! `TO_CHAR` of numbers.

use super::scan::{Role, Shape, Token, refuse, scan, shape};
use crate::lower::literal::string_literal::{encode, encode_pattern};
use crate::lower::literal::{LiteralError, code};

/// The type of the number that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberKind {
    /// SMALLINT, INTEGER or BIGINT.
    Integer,
    /// DECIMAL with this scale.
    Decimal(u8),
    /// REAL or DOUBLE PRECISION.
    Float,
    /// Not known.
    Unknown,
}

/// The template of `TO_CHAR($x, 'format')`.
pub fn to_char(format: &str, kind: NumberKind) -> Result<String, LiteralError> {
    if let Some(roman) = roman(format, kind)? {
        return Ok(roman);
    }
    let shape = shape(format)?;
    let writer = Writer::new(&shape, kind);
    let prefix = writer.prefix()?;
    let suffix = writer.suffix()?;
    let mut parts = prefix.parts;
    let everything = |why: LiteralError| LiteralError {
        at: 0..format.len(),
        ..why
    };
    parts.push(
        writer
            .number(prefix.sign, suffix.sign)
            .map_err(everything)?,
    );
    parts.extend(suffix.parts);
    Ok(match parts.as_slice() {
        [only] => only.clone(),
        parts => format!("CONCAT({})", parts.join(", ")),
    })
}

/// The error is about the format as a whole; `to_char` says which bytes that is.
const NO_PLACE: std::ops::Range<usize> = 0..0;

/// What one side of the digits adds.
#[derive(Default)]
struct Side {
    parts: Vec<String>,
    /// The sign element of BigQuery, or of ours in front.
    sign: Sign,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Sign {
    /// A minus before the first digit.
    #[default]
    Usual,
    /// `S`.
    Beside,
    /// `MI` behind.
    Behind,
    /// `PR`.
    Angle,
    /// A part of its own: the digits come without one.
    Apart,
}

struct Writer<'a> {
    shape: &'a Shape,
    kind: NumberKind,
    value: String,
}

impl<'a> Writer<'a> {
    fn new(shape: &'a Shape, kind: NumberKind) -> Self {
        let fraction = shape.fraction();
        // BigQuery keeps the minus of a decimal that rounds to zero.
        let rounds = matches!(kind, NumberKind::Decimal(scale) if usize::from(scale) > fraction);
        let value = match (rounds, fraction) {
            (false, _) => "$x".to_owned(),
            (true, 0) => "ROUND($x)".to_owned(),
            (true, digits) => format!("ROUND($x, {digits})"),
        };
        Self { shape, kind, value }
    }

    fn prefix(&self) -> Result<Side, LiteralError> {
        let mut side = Side::default();
        for token in &self.shape.prefix {
            match &token.role {
                Role::Text(text) => side.parts.push(encode(text)),
                Role::Sign => side.set(Sign::Beside, token)?,
                Role::Minus => {
                    side.set(Sign::Apart, token)?;
                    side.parts.push(self.by_sign("-", self.blank()));
                }
                Role::FixedSign => {
                    side.set(Sign::Apart, token)?;
                    side.parts.push(self.by_sign("-", "+"));
                }
                Role::Plus => side.parts.push(self.by_sign(self.blank(), "+")),
                Role::Digit
                | Role::Zero
                | Role::Point
                | Role::Group
                | Role::Fill
                | Role::Angle
                | Role::Ordinal { .. }
                | Role::Roman { .. }
                | Role::Currency
                | Role::Refused(_) => {
                    return refuse(
                        &token.at,
                        code::UNCERTAIN_FORMAT,
                        "the element cannot stand before the digits",
                    );
                }
            }
        }
        Ok(side)
    }

    fn suffix(&self) -> Result<Side, LiteralError> {
        let mut side = Side::default();
        for token in &self.shape.suffix {
            match &token.role {
                Role::Text(text) => side.parts.push(encode(text)),
                // `S` belongs to the digits, even behind a text.
                Role::Sign => side.set(Sign::Beside, token)?,
                Role::FixedSign | Role::Minus | Role::Angle if !side.parts.is_empty() => {
                    let why = "a sign behind a text has no equivalent";
                    return refuse(&token.at, code::NO_EQUIVALENT, why);
                }
                Role::FixedSign => side.set(Sign::Beside, token)?,
                Role::Minus => side.set(Sign::Behind, token)?,
                Role::Angle => side.set(Sign::Angle, token)?,
                Role::Plus => side.parts.push(self.by_sign(self.blank(), "+")),
                Role::Ordinal { .. } if self.shape.fraction() > 0 => {}
                Role::Ordinal { capitals } => side.parts.push(self.ordinal(*capitals)),
                Role::Digit
                | Role::Zero
                | Role::Point
                | Role::Group
                | Role::Fill
                | Role::Roman { .. }
                | Role::Currency
                | Role::Refused(_) => {
                    return refuse(
                        &token.at,
                        code::UNCERTAIN_FORMAT,
                        "the element cannot stand behind the digits",
                    );
                }
            }
        }
        Ok(side)
    }

    fn blank(&self) -> &'static str {
        if self.shape.fill { "" } else { " " }
    }

    fn by_sign(&self, negative: &str, positive: &str) -> String {
        format!(
            "IF({} < 0, {}, {})",
            self.value,
            encode(negative),
            encode(positive)
        )
    }

    /// The digits with their sign.
    fn number(&self, before: Sign, behind: Sign) -> Result<String, LiteralError> {
        if before != Sign::Usual && behind != Sign::Usual {
            return refuse(
                &NO_PLACE,
                code::UNCERTAIN_FORMAT,
                "the format has two signs",
            );
        }
        let digits = &self.shape.digits;
        let elements = match (before, behind) {
            (Sign::Beside, _) => format!("S{digits}"),
            (_, Sign::Beside) => format!("{digits}S"),
            (_, Sign::Behind) => format!("{digits}MI"),
            (_, Sign::Angle) => format!("{digits}PR"),
            (Sign::Usual | Sign::Behind | Sign::Angle | Sign::Apart, Sign::Usual | Sign::Apart) => {
                digits.clone()
            }
        };
        let value = match before {
            Sign::Apart => format!("ABS({})", self.value),
            Sign::Usual | Sign::Beside | Sign::Behind | Sign::Angle => self.value.clone(),
        };
        if self.shape.fill {
            return self.filled(&value, &elements, behind);
        }
        let text = format!("CAST({value} AS STRING FORMAT {})", encode(&elements));
        if before == Sign::Apart {
            // Without the place of the sign.
            return self.with_inner(format!("SUBSTR({text}, 2)"), behind);
        }
        self.with_inner(text, behind)
    }

    /// The digits after FM. BigQuery's own FM takes the zeros of a fraction away even where the format has a `0`.
    fn filled(&self, value: &str, elements: &str, behind: Sign) -> Result<String, LiteralError> {
        let fraction = self
            .shape
            .digits
            .split_once(['.', 'D'])
            .map_or("", |(_, digits)| digits);
        let kept = fraction.rfind('0').map_or(0, |last| last + 1);
        if kept == 0 {
            let text = format!(
                "CAST({value} AS STRING FORMAT {})",
                encode(&format!("FM{elements}"))
            );
            return self.with_inner(text, behind);
        }
        let trim = if behind == Sign::Usual {
            "LTRIM"
        } else {
            "TRIM"
        };
        let text = format!(
            "{trim}(CAST({value} AS STRING FORMAT {}))",
            encode(elements)
        );
        if kept == fraction.len() {
            return self.with_inner(text, behind);
        }
        if behind != Sign::Usual {
            let why =
                "FM with 0 and 9 behind the point and a sign behind the digits has no equivalent";
            return refuse(&NO_PLACE, code::NO_EQUIVALENT, why);
        }
        let optional_zeros = encode_pattern(&format!(r"(\.\d{{{kept}}}\d*?)0+$"));
        self.with_inner(
            format!(r"REGEXP_REPLACE({text}, {optional_zeros}, r'\1')"),
            behind,
        )
    }

    /// Puts the texts between the digits, which works where every place behind the first text is surely written.
    fn with_inner(&self, text: String, behind: Sign) -> Result<String, LiteralError> {
        let Some((first, _)) = self.shape.inner.first() else {
            return Ok(text);
        };
        let places: Vec<char> = self.shape.digits.chars().collect();
        let sure = places.iter().take(*first).any(|&c| c == '0')
            && places.iter().all(char::is_ascii_digit)
            && behind == Sign::Usual
            && !self.shape.inner.iter().any(|(_, text)| text.contains('\\'));
        if !sure {
            let why = "text between digits has no equivalent unless a 0 stands before it";
            return refuse(&NO_PLACE, code::NO_EQUIVALENT, why);
        }
        let (mut pattern, mut replacement) = (String::new(), String::new());
        let ends = self
            .shape
            .inner
            .iter()
            .map(|(at, _)| *at)
            .skip(1)
            .chain([places.len()]);
        let mut start = *first;
        for (index, (end, (_, text))) in ends.zip(&self.shape.inner).enumerate() {
            pattern.push_str(&format!("(.{{{}}})", end - start));
            replacement.push_str(&format!("{text}\\{}", index + 1));
            start = end;
        }
        pattern.push('$');
        Ok(format!(
            "REGEXP_REPLACE({text}, {}, {})",
            encode_pattern(&pattern),
            encode_pattern(&replacement)
        ))
    }

    /// `st`, `nd`, `rd` or `th`; nothing for negative numbers and for those that do not fit.
    fn ordinal(&self, capitals: bool) -> String {
        let n = whole(self.kind);
        let [st, nd, rd, th] = if capitals {
            ["ST", "ND", "RD", "TH"]
        } else {
            ["st", "nd", "rd", "th"]
        };
        let most = "9".repeat(self.shape.whole().min(18));
        format!(
            "CASE WHEN {n} NOT BETWEEN 0 AND {most} THEN '' WHEN MOD(DIV({n}, 10), 10) = 1 THEN '{th}' \
             WHEN MOD({n}, 10) = 1 THEN '{st}' WHEN MOD({n}, 10) = 2 THEN '{nd}' \
             WHEN MOD({n}, 10) = 3 THEN '{rd}' ELSE '{th}' END"
        )
    }
}

impl Side {
    fn set(&mut self, sign: Sign, token: &Token) -> Result<(), LiteralError> {
        if self.sign != Sign::Usual {
            return refuse(
                &token.at,
                code::UNCERTAIN_FORMAT,
                "the format has two signs",
            );
        }
        self.sign = sign;
        Ok(())
    }
}

/// The value as an integer.
fn whole(kind: NumberKind) -> &'static str {
    match kind {
        NumberKind::Integer => "$x",
        NumberKind::Decimal(_) | NumberKind::Unknown => "CAST($x AS INT64)",
        // Ties go to the even number, as they do where the digits are written.
        NumberKind::Float => "CAST(FORMAT('%.0f', $x) AS INT64)",
    }
}

/// `RN`: the Roman numeral of 1 to 3999, in 15 places unless FM is there.
fn roman(format: &str, kind: NumberKind) -> Result<Option<String>, LiteralError> {
    let tokens = scan(format)?;
    let Some((capitals, at)) = tokens.iter().find_map(|token| match token.role {
        Role::Roman { capitals } => Some((capitals, token.at.clone())),
        Role::Digit
        | Role::Zero
        | Role::Point
        | Role::Group
        | Role::Fill
        | Role::Sign
        | Role::FixedSign
        | Role::Minus
        | Role::Plus
        | Role::Angle
        | Role::Ordinal { .. }
        | Role::Currency
        | Role::Text(_)
        | Role::Refused(_) => None,
    }) else {
        return Ok(None);
    };
    let others: Vec<&Token> = tokens.iter().filter(|token| token.at != at).collect();
    let fill = match others.as_slice() {
        [] => false,
        [
            Token {
                role: Role::Fill, ..
            },
        ] => true,
        [other, ..] => return refuse(&other.at, code::UNCERTAIN_FORMAT, "RN stands alone"),
    };
    Ok(Some(roman_sql(whole(kind), capitals, fill)))
}

fn roman_sql(n: &str, capitals: bool, fill: bool) -> String {
    let digits = |unit: &str, five: &str, ten: &str, place: &str| {
        let numerals = [
            String::new(),
            unit.to_owned(),
            unit.repeat(2),
            unit.repeat(3),
            format!("{unit}{five}"),
            five.to_owned(),
            format!("{five}{unit}"),
            format!("{five}{}", unit.repeat(2)),
            format!("{five}{}", unit.repeat(3)),
            format!("{unit}{ten}"),
        ];
        let listed: Vec<String> = numerals
            .iter()
            .map(|numeral| format!("'{numeral}'"))
            .collect();
        format!("[{}][OFFSET({place})]", listed.join(", "))
    };
    let numeral = format!(
        "CONCAT(REPEAT('M', DIV({n}, 1000)), {}, {}, {})",
        digits("C", "D", "M", &format!("MOD(DIV({n}, 100), 10)")),
        digits("X", "L", "C", &format!("MOD(DIV({n}, 10), 10)")),
        digits("I", "V", "X", &format!("MOD({n}, 10)")),
    );
    let numeral = if capitals {
        numeral
    } else {
        format!("LOWER({numeral})")
    };
    let numeral = if fill {
        numeral
    } else {
        format!("LPAD({numeral}, 15)")
    };
    format!("CASE WHEN {n} NOT BETWEEN 1 AND 3999 THEN REPEAT('#', 15) ELSE {numeral} END")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn elements_of_bigquery_where_they_agree() {
        for (format, template) in [
            ("999", "CAST($x AS STRING FORMAT '999')"),
            ("fm9,990.99", "CAST($x AS STRING FORMAT 'FM9,990.99')"),
            ("999D99S", "CAST($x AS STRING FORMAT '999D99S')"),
            ("S999", "CAST($x AS STRING FORMAT 'S999')"),
            ("999SG", "CAST($x AS STRING FORMAT '999S')"),
            ("999PR", "CAST($x AS STRING FORMAT '999PR')"),
            ("999.", "CAST($x AS STRING FORMAT '999')"),
        ] {
            assert_eq!(
                to_char(format, NumberKind::Integer).unwrap(),
                template,
                "{format}"
            );
        }
    }

    #[test]
    fn pieces_where_they_do_not() {
        for (format, template) in [
            (
                "$9,999.99",
                "CONCAT('$', CAST($x AS STRING FORMAT '9,999.99'))",
            ),
            ("L999", "CONCAT('$', CAST($x AS STRING FORMAT '999'))"),
            (
                "$S999D99",
                "CONCAT('$', CAST($x AS STRING FORMAT 'S999D99'))",
            ),
            (
                "FM990.00%",
                "CONCAT(LTRIM(CAST($x AS STRING FORMAT '990.00')), '%')",
            ),
            ("FM0.90", "LTRIM(CAST($x AS STRING FORMAT '0.90'))"),
            (
                "SG99",
                "CONCAT(IF($x < 0, '-', '+'), SUBSTR(CAST(ABS($x) AS STRING FORMAT '99'), 2))",
            ),
            (
                "MI99",
                "CONCAT(IF($x < 0, '-', ' '), SUBSTR(CAST(ABS($x) AS STRING FORMAT '99'), 2))",
            ),
            (
                "PL9",
                "CONCAT(IF($x < 0, ' ', '+'), CAST($x AS STRING FORMAT '9'))",
            ),
            (
                "000-00",
                r"REGEXP_REPLACE(CAST($x AS STRING FORMAT '00000'), '(.{2})$', r'-\1')",
            ),
        ] {
            assert_eq!(
                to_char(format, NumberKind::Integer).unwrap(),
                template,
                "{format}"
            );
        }
    }

    #[test]
    fn a_decimal_is_rounded_before_its_minus_is_written() {
        for (kind, template) in [
            (
                NumberKind::Decimal(4),
                "CAST(ROUND($x, 2) AS STRING FORMAT '9.99')",
            ),
            (NumberKind::Decimal(2), "CAST($x AS STRING FORMAT '9.99')"),
            (NumberKind::Float, "CAST($x AS STRING FORMAT '9.99')"),
        ] {
            assert_eq!(to_char("9.99", kind).unwrap(), template);
        }
        assert_eq!(
            to_char("99", NumberKind::Decimal(2)).unwrap(),
            "CAST(ROUND($x) AS STRING FORMAT '99')"
        );
    }

    #[test]
    fn what_cannot_be_said_is_refused() {
        for (format, at, code) in [
            ("999-99", 0..6, "RS1201"),
            ("99 99", 0..5, "RS1201"),
            (".99", 0..1, "RS1201"),
            (",999", 0..1, "RS1202"),
            ("9.9.9", 3..4, "RS1202"),
            ("S99MI", 0..5, "RS1202"),
            ("99V99", 2..3, "RS1202"),
            ("abc", 1..2, "RS1202"),
            ("", 0..0, "RS1202"),
            ("Fm99", 0..2, "RS1202"),
            ("RN9", 2..3, "RS1202"),
            ("9SG9", 1..3, "RS1201"),
        ] {
            let error = to_char(format, NumberKind::Integer).unwrap_err();
            assert_eq!((error.at, error.code), (at, code), "{format}");
        }
    }
}
