//! Names that BigQuery gives to no column, table or dataset, in backticks or not.
//!
//! A column may be `` `net price` ``, and not `` `price ($)` `` or `_table_id`; a dataset may not be `` `my-data` ``.
//!
//! <https://cloud.google.com/bigquery/docs/schemas#column_names>, <https://cloud.google.com/bigquery/docs/tables#table_naming>

/// How long the name of a column may be, in characters.
pub const MAX_COLUMN_NAME: usize = 300;

/// Characters of ASCII that no name of a column holds.
const NOT_IN_COLUMNS: &str = "!\"$()*,./;?@[\\]^`{}~";

/// What the names of columns do not begin with, in any case.
const NOT_BEFORE_COLUMNS: [&str; 9] = [
    "_TABLE_",
    "_FILE_",
    "_PARTITION",
    "_ROW_TIMESTAMP",
    "__ROOT__",
    "_COLIDENTIFIER",
    "_CHANGE_SEQUENCE_NUMBER",
    "_CHANGE_TYPE",
    "_CHANGE_TIMESTAMP",
];

/// The name with an underscore in the place of every character that no column holds; `None` where it has none.
///
/// It is what loads with a `column_name_character_map` make of the names in their files.
pub fn with_allowed_characters(name: &str) -> Option<String> {
    let is_fine = |c: char| !NOT_IN_COLUMNS.contains(c);
    if name.chars().all(is_fine) {
        return None;
    }
    let allowed = name.chars().map(|c| if is_fine(c) { c } else { '_' });
    Some(allowed.collect())
}

/// Whether a column may have this name.
pub fn is_column_name(name: &str) -> bool {
    let begins = |prefix: &&str| {
        let start = name.get(..prefix.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    };
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    if !name.is_empty()
        && name.len() <= MAX_COLUMN_NAME
        && !name.starts_with('_')
        && name.bytes().all(plain)
    {
        return true;
    }
    !name.is_empty()
        && name.chars().count() <= MAX_COLUMN_NAME
        && !name.contains(|c| NOT_IN_COLUMNS.contains(c))
        && !NOT_BEFORE_COLUMNS.iter().any(begins)
}

/// Whether a table or view may have this name.
pub fn is_table_name(name: &str) -> bool {
    !name.is_empty()
        && name
            .chars()
            .all(|c| !c.is_ascii() || c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ' '))
}

/// Whether a dataset may have this name.
pub fn is_dataset_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns() {
        for name in ["a", "_a", "1a", "net price", "Größe", "a-b", "a%", "_table"] {
            assert!(is_column_name(name), "{name}");
        }
        for name in [
            "",
            "a$b",
            "a.b",
            "price ($)",
            "_TABLE_id",
            "_partitiontime",
            "__root__",
        ] {
            assert!(!is_column_name(name), "{name}");
        }
        assert!(is_column_name(&"é".repeat(300)) && !is_column_name(&"a".repeat(301)));
    }

    #[test]
    fn characters_are_replaced() {
        assert_eq!(with_allowed_characters("net price"), None);
        assert_eq!(
            with_allowed_characters("a.b ($)").as_deref(),
            Some("a_b ___")
        );
    }

    #[test]
    fn tables_and_datasets() {
        assert!(is_table_name("my table-1") && is_table_name("größe"));
        assert!(!is_table_name("a$b") && !is_table_name("a.b") && !is_table_name(""));
        assert!(is_dataset_name("a_1") && !is_dataset_name("my-data") && !is_dataset_name("ä"));
    }
}
