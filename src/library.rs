//! The library: JavaScript functions of ours for the few functions of Redshift that no expression of BigQuery's can say.
//!
//! `SELECT crc32(s) FROM t` → `CREATE TEMP FUNCTION rs2bq_crc32(…) …; SELECT rs2bq_crc32(s) FROM t`, where the configuration asks for
//! it (`library` of `[functions]`). Templates of the table call them by the prefix `PREFIX`.

use std::sync::LazyLock;

/// What stands before the names in templates.
pub(crate) const PREFIX: &str = "rs2bq.";

/// What stands before the names in SQL.
const NAME_PREFIX: &str = "rs2bq_";

/// Where the functions of the library are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Library {
    /// Every script defines those that it calls.
    Script,
    /// They are in this dataset (`dataset`, `project.dataset`), where `rs2bq functions --library` was run.
    Dataset(String),
}

impl Library {
    /// The path of the functions up to their own names.
    pub(crate) fn prefix(&self) -> String {
        match self {
            Self::Script => NAME_PREFIX.to_owned(),
            Self::Dataset(dataset) => {
                let parts: Vec<String> =
                    dataset.split('.').map(|part| format!("`{part}`")).collect();
                format!("{}.{NAME_PREFIX}", parts.join("."))
            }
        }
    }
}

/// A function of the library.
#[derive(Clone, Debug)]
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// `CREATE TEMP FUNCTION … ;`
    pub definition: &'static str,
    /// Arguments and results, in JSON.
    pub examples: Vec<(&'static str, &'static str)>,
}

/// All functions, in the order of the file.
pub fn functions() -> &'static [Function] {
    static LIBRARY: LazyLock<Vec<Function>> =
        LazyLock::new(|| read(include_str!("../grammar/library.sql")));
    &LIBRARY
}

/// The library for a dataset: functions that stay.
pub fn persistent(dataset: &str) -> String {
    let library = Library::Dataset(dataset.to_owned());
    let definitions: Vec<String> = functions()
        .iter()
        .map(|function| {
            let persistent = format!("CREATE OR REPLACE FUNCTION {}", library.prefix());
            let temporary = format!("CREATE TEMP FUNCTION {NAME_PREFIX}");
            function.definition.replace(&temporary, &persistent)
        })
        .collect();
    definitions.join("\n\n") + "\n"
}

/// The functions that a text calls.
pub(crate) fn called(sql: &str) -> impl Iterator<Item = &'static Function> {
    functions()
        .iter()
        .filter(move |function| sql.contains(function.name))
}

fn read(text: &'static str) -> Vec<Function> {
    let mut functions = Vec::new();
    for part in text.split("\n\n") {
        let Some(start) = part.find("CREATE TEMP FUNCTION ") else {
            continue;
        };
        let definition = part.get(start..).unwrap_or("").trim_end();
        let name = definition
            .trim_start_matches("CREATE TEMP FUNCTION ")
            .split('(')
            .next()
            .unwrap_or("");
        let examples = part
            .lines()
            .filter_map(|line| line.strip_prefix("-- e.g. ")?.split_once(" => "))
            .collect();
        functions.push(Function {
            name,
            definition,
            examples,
        });
    }
    functions
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{Library, functions, persistent};
    use crate::{Options, Translator};

    fn translated(sql: &str, library: Option<Library>) -> String {
        let options = Options {
            library,
            ..Options::default()
        };
        Translator::new(options).translate(sql).sql
    }

    #[test]
    fn a_script_defines_what_it_calls_once() {
        let sql = "SELECT crc32(a) FROM t;\nSELECT crc32(b), fnv_hash(b::varchar) FROM t;";
        let script = translated(sql, Some(Library::Script));
        assert_eq!(
            script.matches("CREATE TEMP FUNCTION rs2bq_crc32").count(),
            1
        );
        assert_eq!(
            script
                .matches("CREATE TEMP FUNCTION rs2bq_fnv_hash")
                .count(),
            1
        );
        assert!(script.contains("SELECT rs2bq_crc32(a) FROM t"), "{script}");
        assert!(!script.contains("murmur"), "{script}");
    }

    #[test]
    fn views_call_the_dataset() {
        let sql = "CREATE VIEW v AS SELECT crc32(a) AS c FROM t";
        let dataset = Library::Dataset("shop-prod.udfs".to_owned());
        let view = translated(sql, Some(dataset));
        assert!(view.contains("`shop-prod`.udfs.rs2bq_crc32(a)"), "{view}");
        assert!(translated(sql, Some(Library::Script)).contains("RS1404"));
        assert!(translated("SELECT crc32(a) FROM t", None).contains("RS1404"));
    }

    #[test]
    fn all_have_examples_and_may_stay() {
        assert_eq!(functions().len(), 5);
        assert!(
            functions()
                .iter()
                .all(|function| function.examples.len() > 3)
        );
        let text = persistent("udfs");
        assert_eq!(
            text.matches("CREATE OR REPLACE FUNCTION `udfs`.rs2bq_")
                .count(),
            5
        );
    }
}
