//! `TRANSLATE`: a character that comes again in the second argument counts only once.
//!
//! `TRANSLATE(s, 'ana', 'oxy')` → `TRANSLATE(s, 'an', 'ox')`

use super::Special;
use super::literal::{Result, either};
use crate::bigquery::tree as bq;
use crate::lower::Cx;
use crate::lower::literal::string_literal::encode;

/// `TRANSLATE(text, from, to)` with constants.
pub(super) fn translate(cx: &mut Cx<'_>, special: &Special<'_>) -> bq::ExprId {
    either(once(cx, special))
}

fn once(cx: &mut Cx<'_>, special: &Special<'_>) -> Result<bq::ExprId> {
    let from = cx.constant_text(special, 1)?;
    let to = cx.constant_text(special, 2)?;
    let Some((from, to)) = without_repetition(&from, &to) else {
        return Ok(cx.apply_template(
            special.id,
            "TRANSLATE($s, $a, $b)",
            special.found,
            special.args,
            special.call,
        ));
    };
    let text = format!("TRANSLATE($s, {}, {})", encode(&from), encode(&to));
    let value = cx.value(special, 0);
    Ok(cx.assembled(special, &text, &[("s", value)], None))
}

/// Both texts with every character of the first one only once; none where that is so already.
fn without_repetition(from: &str, to: &str) -> Option<(String, String)> {
    let (mut first, mut second) = (String::new(), String::new());
    let mut partners = to.chars();
    for c in from.chars() {
        let partner = partners.next();
        if !first.contains(c) {
            first.push(c);
            second.extend(partner);
        }
    }
    (first != from).then_some((first, second))
}

#[cfg(test)]
mod tests {
    use super::without_repetition;

    #[test]
    fn the_first_partner_counts() {
        let pair = |a: &str, b: &str| Some((a.to_owned(), b.to_owned()));
        assert_eq!(without_repetition("ana", "oxy"), pair("an", "ox"));
        assert_eq!(without_repetition("aab", "xy"), pair("ab", "x"));
        assert_eq!(without_repetition("abc", "x"), None);
    }
}
