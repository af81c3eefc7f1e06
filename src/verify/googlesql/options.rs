//! The engine's settings that make it BigQuery: features, statements, option names and types, system variables.

use super::proto::{
    AllowedHintsAndOptions, AllowedOption, AnalyzerOptions, LanguageOptions, SystemVariable,
};
use super::types::Type;

/// Makes the engine's largest language BigQuery's.
pub(super) fn set_language(language: &mut LanguageOptions) {
    language
        .enabled_language_features
        .retain(|feature| !NOT_BIGQUERY.iter().any(|row| row.0 == *feature));
    language
        .enabled_language_features
        .extend(ALSO_BIGQUERY.iter().map(|row| row.0));
    language.supported_statement_kinds = STATEMENTS.iter().map(|row| row.0).collect();
    language.product_mode = Some(PRODUCT_EXTERNAL);
}

/// Makes the engine's analyzer BigQuery's; the options that a statement may have are set for each by [`allowed_options`].
pub(super) fn set_analyzer(analyzer: &mut AnalyzerOptions, language: &LanguageOptions) {
    analyzer.language_options = Some(language.clone());
    analyzer.default_timezone = Some("UTC".to_owned());
    analyzer.allow_undeclared_parameters = Some(true);
    analyzer.parse_location_record_type = Some(0);
    analyzer.system_variables = SYSTEM_VARIABLES.iter().map(system_variable).collect();
    let allowed = analyzer.allowed_hints_and_options.get_or_insert_default();
    allowed.disallow_unknown_options = Some(true);
    allowed.disallow_duplicate_option_names = Some(true);
}

/// Sets the options that BigQuery documents for this kind of statement.
pub(super) fn allowed_options(allowed: &mut AllowedHintsAndOptions, sql: &str) {
    let head = statement_head(sql);
    let named = |names: &str| {
        names
            .split(',')
            .any(|name| is_prefix(name.split_whitespace(), &head))
    };
    let mut applies = false;
    allowed.option.clear();
    for line in OPTIONS
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        if let Some(names) = line
            .strip_prefix('[')
            .and_then(|line| line.strip_suffix(']'))
        {
            applies = named(names);
        } else if let Some((name, kind)) = line.split_once(' ').filter(|_| applies) {
            let option = AllowedOption {
                name: Some(name.to_owned()),
                r#type: kind.parse::<Type>().ok().map(|kind| kind.to_proto()),
            };
            if !allowed.option.iter().any(|other| other.name == option.name) {
                allowed.option.push(option);
            }
        }
    }
}

/// Whether a statement starts with these words, comments and `OR REPLACE` aside.
pub(super) fn is_statement(sql: &str, words: &str) -> bool {
    is_prefix(words.split_whitespace(), &statement_head(sql))
}

/// Sections of option names and types by the statements that take them.
const OPTIONS: &str = include_str!("options.list");

const PRODUCT_EXTERNAL: i32 = 1;

/// Features that the engine has and BigQuery has not.
const NOT_BIGQUERY: &[(i32, &str)] = &[
    (5, "TIMESTAMP_NANOS"),
    (9, "CREATE_AGGREGATE_FUNCTION"),
    (28, "BETWEEN_UINT64_INT64"),
    (29, "CHECK_CONSTRAINT"),
    (12_010, "V_1_2_NESTED_UPDATE_DELETE_WITH_OFFSET"),
    (13_015, "V_1_3_UNNEST_AND_FLATTEN_ARRAYS"),
    (13_021, "V_1_3_WITH_GROUP_ROWS"),
    (13_031, "V_1_3_DML_RETURNING"),
    (13_037, "V_1_3_KLL_WEIGHTS"),
    (13_045, "V_1_3_BRACED_PROTO_CONSTRUCTORS"),
    (14_004, "V_1_4_BARE_ARRAY_ACCESS"),
    (14_018, "V_1_4_CORRESPONDING"),
    (14_028, "V_1_4_NULLIFZERO_ZEROIFNULL"),
    (999_002, "EXPERIMENTAL_MODULES"),
];

/// Features that BigQuery has and this build of the engine counts as unfinished.
const ALSO_BIGQUERY: &[(i32, &str)] = &[
    (49, "INTERVAL_TYPE"),
    (60, "CREATE_TABLE_CLONE"),
    (13_027, "V_1_3_COLLATION_SUPPORT"),
    (14_020, "V_1_4_GROUPING_BUILTIN"),
    (14_021, "V_1_4_GROUPING_SETS"),
];

/// BigQuery's statements, without which analysis accepts ANALYZE, SHOW, EXPLAIN and the like.
const STATEMENTS: &[(i32, &str)] = &[
    (38, "QUERY"),
    (40, "CREATE_TABLE_AS_SELECT"),
    (41, "CREATE_VIEW"),
    (42, "CREATE_EXTERNAL_TABLE"),
    (43, "EXPORT_DATA"),
    (47, "BEGIN"),
    (48, "COMMIT"),
    (49, "ROLLBACK"),
    (50, "DROP"),
    (63, "INSERT"),
    (64, "DELETE"),
    (66, "UPDATE"),
    (69, "GRANT"),
    (70, "REVOKE"),
    (71, "ALTER_TABLE_SET_OPTIONS"),
    (73, "CREATE_ROW_ACCESS_POLICY"),
    (74, "DROP_ROW_ACCESS_POLICY"),
    (76, "CREATE_FUNCTION"),
    (80, "DROP_FUNCTION"),
    (83, "CALL"),
    (88, "CREATE_TABLE_FUNCTION"),
    (90, "CREATE_TABLE"),
    (97, "CREATE_INDEX"),
    (98, "ASSERT"),
    (101, "MERGE"),
    (107, "CREATE_MODEL"),
    (115, "ALTER_TABLE"),
    (118, "ALTER_VIEW"),
    (119, "CREATE_MATERIALIZED_VIEW"),
    (121, "DROP_MATERIALIZED_VIEW"),
    (125, "CREATE_PROCEDURE"),
    (127, "ALTER_MATERIALIZED_VIEW"),
    (133, "TRUNCATE"),
    (140, "EXECUTE_IMMEDIATE"),
    (142, "ASSIGNMENT"),
    (152, "EXPORT_MODEL"),
    (154, "CREATE_ENTITY"),
    (155, "ALTER_ENTITY"),
    (157, "CREATE_SCHEMA"),
    (160, "ALTER_SCHEMA"),
    (175, "DROP_TABLE_FUNCTION"),
    (177, "CLONE_DATA"),
    (182, "CREATE_SNAPSHOT_TABLE"),
    (183, "DROP_SNAPSHOT_TABLE"),
    (186, "AUX_LOAD_DATA"),
    (205, "ALTER_MODEL"),
    (227, "UNDROP"),
    (242, "DROP_INDEX"),
];

const SYSTEM_VARIABLES: &[(&str, Type)] = &[
    ("current_job_id", Type::String),
    ("dataset_id", Type::String),
    ("dataset_project_id", Type::String),
    ("error.formatted_stack_trace", Type::String),
    ("error.message", Type::String),
    ("error.statement_text", Type::String),
    ("last_job_id", Type::String),
    ("location", Type::String),
    ("project_id", Type::String),
    ("query_label", Type::String),
    ("reservation", Type::String),
    ("row_count", Type::Int64),
    ("script.bytes_billed", Type::Int64),
    ("script.bytes_processed", Type::Int64),
    ("script.creation_time", Type::Timestamp),
    ("script.job_id", Type::String),
    ("script.num_child_jobs", Type::Int64),
    ("script.slot_ms", Type::Int64),
    ("session_id", Type::String),
    ("time_zone", Type::String),
];

fn system_variable((name, kind): &(&str, Type)) -> SystemVariable {
    SystemVariable {
        name_path: name.split('.').map(str::to_owned).collect(),
        r#type: Some(kind.to_proto()),
    }
}

/// Words that stand between CREATE and what is created, and do not change its options.
const MODIFIERS: &[&str] = &["OR", "REPLACE", "TEMP", "TEMPORARY"];

/// The first words of a statement, in capitals: `CREATE OR REPLACE TABLE t` is `CREATE TABLE T`.
fn statement_head(sql: &str) -> Vec<String> {
    let words = skip_comments(sql)
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty());
    words
        .map(str::to_ascii_uppercase)
        .filter(|word| !MODIFIERS.contains(&word.as_str()))
        .take(4)
        .collect()
}

/// The text after the blanks and comments that it starts with.
fn skip_comments(sql: &str) -> &str {
    let mut rest = sql.trim_start();
    loop {
        let end = if rest.starts_with("--") || rest.starts_with('#') {
            rest.split_once('\n')
        } else if rest.starts_with("/*") {
            rest.split_once("*/")
        } else {
            return rest;
        };
        rest = end.map_or("", |(_, after)| after.trim_start());
    }
}

fn is_prefix<'a>(mut words: impl Iterator<Item = &'a str>, head: &[String]) -> bool {
    let mut head = head.iter();
    words.all(|word| head.next().is_some_and(|found| found == word))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn names(sql: &str) -> Vec<String> {
        let mut allowed = AllowedHintsAndOptions::default();
        allowed_options(&mut allowed, sql);
        allowed
            .option
            .into_iter()
            .filter_map(|option| option.name)
            .collect()
    }

    #[test]
    fn a_statement_has_its_own_options() {
        let has = |sql: &str, option: &str| names(sql).iter().any(|name| name == option);
        assert!(has("LOAD DATA INTO t FROM FILES()", "skip_leading_rows"));
        assert!(!has("CREATE TABLE t (a INT64)", "skip_leading_rows"));
        assert!(has(
            "-- one\n/* two */ create or replace temp table t",
            "require_partition_filter"
        ));
        assert!(has("CREATE MODEL m", "model_type"));
        assert!(!has("CREATE VIEW v", "model_type"));
        assert!(names("SELECT 1").is_empty());
    }

    #[test]
    fn every_type_of_the_list_is_a_type_or_any() {
        for line in OPTIONS
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with(['#', '[']))
        {
            let (_, kind) = line.split_once(' ').unwrap();
            assert!(kind == "ANY" || kind.parse::<Type>().is_ok(), "{line}");
        }
    }
}
