//! The table of Redshift's functions: `grammar/functions/*.map`, indexed by name, parsed at first use.
//!
//! One row is one overload: its parameters, its result, and what it becomes (`grammar/README.md` has the syntax). Typing,
//! lowering, `rs2bq functions`, SUPPORT.md and the engine tests all read these rows.

mod overload;
mod row;
mod typing;

use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

pub use overload::{Arg, Constant, Match, cast_type};
pub use row::{Example, Expectation, Param, ParamType, ResultType, Row, RowError, Target};
pub use typing::{Table, is_ordered_set, table_name};

/// The files, with the family that each is.
const FILES: &[(&str, &str)] = &[
    (
        "aggregate",
        include_str!("../../grammar/functions/aggregate.map"),
    ),
    ("window", include_str!("../../grammar/functions/window.map")),
    (
        "conditional",
        include_str!("../../grammar/functions/conditional.map"),
    ),
    (
        "datetime",
        include_str!("../../grammar/functions/datetime.map"),
    ),
    ("format", include_str!("../../grammar/functions/format.map")),
    ("math", include_str!("../../grammar/functions/math.map")),
    ("string", include_str!("../../grammar/functions/string.map")),
    ("regex", include_str!("../../grammar/functions/regex.map")),
    ("hash", include_str!("../../grammar/functions/hash.map")),
    ("json", include_str!("../../grammar/functions/json.map")),
    ("super", include_str!("../../grammar/functions/super.map")),
    (
        "varbyte",
        include_str!("../../grammar/functions/varbyte.map"),
    ),
    (
        "spatial",
        include_str!("../../grammar/functions/spatial.map"),
    ),
    ("system", include_str!("../../grammar/functions/system.map")),
    ("ml", include_str!("../../grammar/functions/ml.map")),
];

/// The texts of the rows of one name, and the rows once they are asked for.
struct Entry {
    texts: Vec<row::RowText>,
    rows: OnceLock<Vec<Row>>,
}

static INDEX: LazyLock<HashMap<&'static str, Entry>> = LazyLock::new(|| {
    let mut index: HashMap<&'static str, Entry> = HashMap::new();
    for (family, text) in FILES {
        for row in row::split(family, text) {
            index
                .entry(row.name())
                .or_insert_with(|| Entry {
                    texts: Vec::new(),
                    rows: OnceLock::new(),
                })
                .texts
                .push(row);
        }
    }
    index
});

/// The rows of a function by its folded name; empty for a name that the table does not have.
pub fn rows(name: &str) -> &'static [Row] {
    INDEX.get(name).map_or(&[], |entry| {
        entry.rows.get_or_init(|| {
            // A row that does not parse is left out here, so its calls are refused; the tests name it.
            entry
                .texts
                .iter()
                .filter_map(|text| Row::parse(text).ok())
                .collect()
        })
    })
}

/// The name of the table that is nearest to a misspelt one, at most two slips away.
pub fn near(name: &str) -> Option<&'static str> {
    INDEX
        .keys()
        .map(|known| (strsim::damerau_levenshtein(known, name), *known))
        .filter(|(distance, known)| *distance <= 2 && *distance < known.len() / 2)
        .min()
        .map(|(_, known)| known)
}

/// All names of the table, sorted.
pub fn names() -> Vec<&'static str> {
    let mut names: Vec<_> = INDEX.keys().copied().collect();
    names.sort_unstable();
    names
}

/// Every row of the table with its errors, in the order of the files: for the tests and SUPPORT.md.
pub fn all_rows() -> Vec<Result<Row, RowError>> {
    FILES
        .iter()
        .flat_map(|(family, text)| row::split(family, text))
        .map(|text| Row::parse(&text))
        .collect()
}

/// The row that serves a call, by the types and constants of its arguments. `over` says that the call has OVER: where a
/// name has rows for windows, they serve those calls and no others.
pub fn find(name: &str, args: &[Arg<'_>], over: bool) -> Option<Match> {
    let all = rows(name);
    let has_window_rows = all.iter().any(|row| row.window);
    let rows: Vec<&'static Row> = all
        .iter()
        .filter(|row| !has_window_rows || row.window == over)
        .collect();
    overload::find(&rows, args)
}
