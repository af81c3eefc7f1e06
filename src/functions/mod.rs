//! The table of Redshift's functions: `grammar/functions/*.map`, indexed by name, parsed at first use.
//!
//! One row is one overload: its parameters, its result, and what it becomes (`grammar/README.md` has the syntax). Typing,
//! lowering, `rs2bq functions`, SUPPORT.md and the engine tests all read these rows.

#[cfg(test)]
mod coverage;
#[cfg(all(test, feature = "googlesql"))]
mod mutation;
mod overload;
mod row;
mod typing;

use std::sync::{LazyLock, OnceLock};

use rustc_hash::FxHashMap;

pub use overload::{Arg, Constant, Match, cast_type};
pub use row::{Example, Expectation, Param, ParamType, ResultType, Row, RowError, Target};
pub use typing::{Table, is_ordered_set, table_name};

/// The files, with the family that each is.
pub(crate) const FILES: &[(&str, &str)] = &[
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
    (
        "dateparts",
        include_str!("../../grammar/functions/dateparts.map"),
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

static INDEX: LazyLock<FxHashMap<&'static str, Entry>> = LazyLock::new(|| {
    let mut index: FxHashMap<&'static str, Entry> = FxHashMap::default();
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

/// The place of the argument that is a date part, where the function has one.
pub fn part_parameter(name: &str) -> Option<usize> {
    let is_part = |param: &Param| matches!(param.ty, ParamType::Part(_));
    rows(name)
        .iter()
        .find_map(|row| row.params.iter().position(is_part))
}

/// The name of the table that is nearest to a misspelt one: one slip away in a short name, two in a long one.
pub fn near(name: &str) -> Option<&'static str> {
    let limit = match name.len() {
        0..=2 => return None,
        3..=5 => 1,
        6.. => 2,
    };
    let first = name.chars().next();
    INDEX
        .keys()
        .map(|known| {
            let distance = strsim::damerau_levenshtein(known, name);
            (distance, known.chars().next() != first, *known)
        })
        .filter(|(distance, ..)| *distance <= limit)
        .min()
        .map(|(.., known)| known)
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

/// What a call of the row becomes. The tests put others in its place.
pub(crate) fn target(row: &Row) -> Target {
    #[cfg(all(test, feature = "googlesql"))]
    if let Some(target) = mutation::target(row) {
        return target;
    }
    row.target
}

/// The row that serves a call, by the types and constants of its arguments. `over` says that the call has OVER: where a
/// name has rows for windows, they serve those calls and no others.
pub fn find(name: &str, args: &[Arg<'_>], over: bool) -> Option<Match> {
    let all = rows(name);
    let has_window_rows = all.iter().any(|row| row.window);
    let serves = |row: &&Row| !has_window_rows || row.window == over;
    overload::find(all.iter().filter(serves), args)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{all_rows, near, rows};

    #[test]
    fn every_function_of_redshift_has_a_row() {
        let list = include_str!("../../grammar/keywords/redshift_functions.list");
        let missing: Vec<&str> = list
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_whitespace().next())
            .filter(|name| !SYNTAX.contains(name) && rows(name).is_empty())
            .collect();
        assert!(missing.is_empty(), "no row for {missing:?}");
        assert!(all_rows().len() > 900);
    }

    #[test]
    fn a_slip_is_said_with_its_guess() {
        let sql = "SELECT lem(a) FROM t";
        let translation = crate::Translator::new(crate::Options::default()).translate(sql);
        assert_eq!(translation.sql, sql);
        let help = translation
            .diagnostics
            .first()
            .and_then(crate::Diagnostic::help);
        assert!(help.is_some_and(|help| help.ends_with("; len is a function of Redshift")));
    }

    /// Names on the list that the parser reads as syntax of their own.
    const SYNTAX: &[&str] = &["cast", "convert", "try_cast", "case"];

    #[test]
    fn slips_are_guessed_by_the_length_of_the_name() {
        assert_eq!(near("lem"), Some("len"));
        assert_eq!(near("nlv"), Some("nvl"));
        assert_eq!(near("date_dif"), Some("date_diff"));
        assert_eq!(near("substrnig"), Some("substring"));
        assert_eq!(near("zz"), None);
        assert_eq!(near("my_function"), None);
    }
}
