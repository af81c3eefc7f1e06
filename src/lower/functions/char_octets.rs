//! `OCTET_LENGTH` of a CHAR: its declared length, padding and all, for a CHAR holds characters of one byte only.
//!
//! `OCTET_LENGTH(c)` of a `c CHAR(6)` → `IF(c IS NULL, NULL, 6)`

use super::Special;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::lower::Cx;
use crate::resolve::Type;

/// `OCTET_LENGTH(char)`.
pub(super) fn char_octets(cx: &mut Cx<'_>, special: &Special<'_>) -> bq::ExprId {
    let ty = special
        .arg(0)
        .map(|arg| cx.type_of(arg))
        .unwrap_or_default();
    let template = if let Type::Char(Some(length)) = ty {
        format!("IF($s IS NULL, NULL, {length})")
    } else {
        let why = "the length that the CHAR was declared with is not known";
        cx.raise(
            Code::RS2401,
            special.span(cx),
            &[special.found.row.name, why],
        );
        "OCTET_LENGTH($s)".to_owned()
    };
    let text = cx.value(special, 0);
    cx.assembled(special, &template, &[("s", text)], None)
}
