//! Calls of the library's functions.
//!
//! `crc32(s)` → `rs2bq_crc32(s)`, or in the dataset that the configuration names; without one the call is refused.

use super::Special;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::library::{Library, PREFIX};
use crate::lower::Cx;

/// A call by a template that names functions of the library.
pub(in crate::lower) fn call(cx: &mut Cx<'_>, special: &Special<'_>, template: &str) -> bq::ExprId {
    let row = special.found.row;
    let sees_temporary = cx.expressions_may_fail;
    let prefix = match &cx.options.library {
        Some(Library::Script) if !sees_temporary => {
            let why = "a view cannot call temporary functions: name a dataset as `library` of [functions] in rs2bq.toml";
            return cx.refuse_expr(special.id, Code::RS1404, special.span(cx), &[row.name, why]);
        }
        Some(library) => library.prefix(),
        None => {
            let why = "a function of ours computes it where `library` of [functions] in rs2bq.toml says so";
            return cx.refuse_expr(special.id, Code::RS1404, special.span(cx), &[row.name, why]);
        }
    };
    let text = template.replace(PREFIX, &prefix);
    let mut values = Vec::new();
    for (index, param) in row.params.iter().enumerate() {
        if special.arg(index).is_some() {
            values.push((param.name, cx.value(special, index)));
        }
    }
    cx.assembled(special, &text, &values, None)
}
