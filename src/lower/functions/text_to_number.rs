//! `TEXT_TO_INT_ALT` and `TEXT_TO_NUMERIC_ALT` with a format in Teradata's style.
//!
//! `TEXT_TO_INT_ALT(s, '$9,999')` → the number of `REGEXP_REPLACE(s, r'[$,]', '')`, signs and all

use super::Special;
use super::literal::{Result, either};
use crate::bigquery::template::ArgValue;
use crate::bigquery::tree as bq;
use crate::functions::{self, ParamType, Target};
use crate::lower::Cx;
use crate::lower::literal::LiteralError;
use crate::lower::literal::string_literal::encode_pattern;

/// Both functions: the row without a format says what becomes of the text that is left.
pub(super) fn text_to_number_alt(cx: &mut Cx<'_>, special: &Special<'_>) -> bq::ExprId {
    either(number(cx, special))
}

fn number(cx: &mut Cx<'_>, special: &Special<'_>) -> Result<bq::ExprId> {
    let format = cx.constant_text(special, 1)?;
    let format = Format::read(&format).map_err(|error| cx.bad_literal(special, 1, &error))?;
    let mut values: Vec<(&str, ArgValue)> = vec![("s", cx.value(special, 0))];
    if special.arg(3).is_some() {
        values.push(("c", cx.value(special, 3)));
    }
    let Some(template) = without_format(special) else {
        return Err(cx.refuse_arguments(special));
    };
    let mut text = "$s".to_owned();
    if let Some(pattern) = format.pattern() {
        text = format!("REGEXP_REPLACE($s, {}, '')", encode_pattern(&pattern));
    }
    let template = template.replace("$s", &text);
    let template = match format.implied_decimals {
        0 => template,
        digits => template.replace(
            "AS BIGNUMERIC))",
            &format!("AS BIGNUMERIC) * BIGNUMERIC '1e-{digits}')"),
        ),
    };
    Ok(cx.assembled(special, &template, &values, None))
}

/// The template of the row with the same arguments but the format.
fn without_format(special: &Special<'_>) -> Option<&'static str> {
    let row = special.found.row;
    let others = row.params.len() - 1;
    functions::rows(row.name).iter().find_map(|other| {
        let formats = |param: &functions::Param| param.ty == ParamType::String;
        let has_format = other.params.iter().skip(1).any(formats);
        match other.target {
            Target::Template(text) if other.params.len() == others && !has_format => Some(text),
            Target::Template(_) | Target::Rust(_) | Target::Refused(_) => None,
        }
    })
}

/// What a format says of the text.
#[derive(Debug, Default, PartialEq, Eq)]
struct Format {
    /// The characters that stand between the digits.
    inserted: Vec<char>,
    /// The words that stand for a currency.
    words: Vec<&'static str>,
    /// How many of the digits stand behind a point that is not written.
    implied_decimals: usize,
}

impl Format {
    fn read(format: &str) -> std::result::Result<Self, LiteralError> {
        let mut read = Self::default();
        let mut implied = false;
        let mut chars = format.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let mut count = 1;
            // `9(4)` is `9999`
            if chars.peek().is_some_and(|(_, next)| *next == '(') {
                let digits: String = chars
                    .by_ref()
                    .skip(1)
                    .map(|(_, next)| next)
                    .take_while(|next| *next != ')')
                    .collect();
                count = digits.parse().unwrap_or(1);
            }
            match c.to_ascii_uppercase() {
                '9' | 'Z' if implied => read.implied_decimals += count,
                '9' | 'Z' | '.' | 'D' | 'S' | '+' | '-' | 'E' => {}
                'V' => implied = true,
                'G' => read.inserted.push(','),
                'B' => read.inserted.push(' '),
                'L' => read.inserted.push('$'),
                ',' | '/' | ':' | '%' | ' ' | '$' | '£' | '¥' | '¤' | '€' => {
                    read.inserted.push(c);
                }
                'C' | 'U' => read.words.push("USD"),
                'N' => read.words.push("US Dollars"),
                _ => {
                    let why = format!("{c} is no element of a number that can be read");
                    return Err(LiteralError::refused(at..at + c.len_utf8(), why));
                }
            }
        }
        Ok(read)
    }

    /// The pattern of what is taken out.
    fn pattern(&self) -> Option<String> {
        let mut parts: Vec<String> = self.words.iter().map(|word| (*word).to_owned()).collect();
        if !self.inserted.is_empty() {
            let mut set: Vec<char> = self.inserted.clone();
            set.sort_unstable();
            set.dedup();
            parts.push(format!("[{}]", set.iter().collect::<String>()));
        }
        (!parts.is_empty()).then(|| parts.join("|"))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::Format;

    #[test]
    fn formats_name_what_stands_between_the_digits() {
        let pattern = |format: &str| Format::read(format).unwrap().pattern();
        assert_eq!(pattern("9999S"), None);
        assert_eq!(pattern("$9,999").as_deref(), Some("[$,]"));
        assert_eq!(pattern("C9(3)G9").as_deref(), Some("USD|[,]"));
        assert_eq!(Format::read("99V9(3)").unwrap().implied_decimals, 3);
        let error = Format::read("99@").unwrap_err();
        assert_eq!(error.at, 2..3);
    }
}
