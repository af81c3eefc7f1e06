//! SET and RESET of parameters.
//!
//! `SET timezone TO 'PST'` → `SET @@time_zone = '-08:00'`, `SET search_path TO sales` → `SET @@dataset_id = 'sales'`,
//! `RESET timezone` → `SET @@time_zone = 'UTC'`

use super::super::Cx;
use super::super::literal::interval::interval;
use super::super::literal::timezone::{Zone, zone};
use crate::bigquery::names::has_placeholder;
use crate::bigquery::statement as target;
use crate::diagnostic::Code;
use crate::redshift::keyword::Keyword;
use crate::redshift::statement::{Other, Set};
use crate::resolve::{self, SearchPath};
use crate::span::Span;

/// Parameters that only tune Redshift.
const TUNING: &[&str] = &[
    "query_group",
    "statement_timeout",
    "wlm_query_slot_count",
    "enable_result_cache_for_session",
    "analyze_threshold_percent",
    "max_concurrency_scaling_clusters",
    "max_cursor_result_set_size",
    "mv_enable_aqmv_for_session",
    "extra_float_digits",
    "enable_vacuum_boost",
    "spectrum_query_maxerror",
    "stored_proc_log_min_messages",
    "use_fips_ssl",
    "describe_field_name_in_uppercase",
    "client_encoding",
    "client_min_messages",
    "application_name",
];

/// Parameters that change what statements mean, with the value that they have by themselves: that one is what the translation assumes.
const DEFAULTS: &[(&str, &[&str])] = &[
    ("cast_super_null_on_error", ON),
    ("datestyle", &["iso, mdy", "iso,mdy"]),
    ("downcase_delimited_identifier", ON),
    ("enable_case_sensitive_identifier", OFF),
    ("enable_case_sensitive_super_attribute", OFF),
    ("enable_numeric_rounding", OFF),
    ("error_on_nondeterministic_update", OFF),
    ("interval_forbid_composite_literals", OFF),
    ("intervalstyle", &["postgres"]),
    ("json_serialization_enable", OFF),
    ("json_serialization_parse_nested_strings", OFF),
    ("navigate_super_null_on_error", ON),
    ("parse_super_null_on_error", OFF),
    ("spectrum_enable_pseudo_columns", ON),
    ("standard_conforming_strings", OFF),
];

const ON: &[&str] = &["on", "true", "1", "t", "yes"];
const OFF: &[&str] = &["off", "false", "0", "f", "no"];

/// A minute in microseconds.
const MINUTE: i64 = 60_000_000;

/// The help at a parameter that BigQuery does not have.
const CHANGES_LATER: &str = "it changes how later statements behave";

/// The schema that the search path of Redshift ends in by itself, behind that of the user.
const PUBLIC: &str = "public";

impl Cx<'_> {
    /// SET parameter.
    pub(super) fn set(&mut self, statement: &Set) -> Vec<target::Statement> {
        let parameter = self.folded_path(&statement.parameter);
        let span = self.statement.span;
        let head = Span::new(span.start, statement.parameter.span.start);
        if let Some(local) = self.keyword_in(head, Keyword::Local) {
            let why = "LOCAL is left out: the value stays after the transaction";
            self.raise(
                Code::RS2701,
                local,
                &[why, "set the old value after COMMIT"],
            );
        }
        let value = self.text(statement.value);
        let is_local = is_timezone(&parameter) && value.eq_ignore_ascii_case("local");
        if is_local || value.eq_ignore_ascii_case("default") {
            return self.set_default(&parameter, statement.value);
        }
        match parameter.as_ref() {
            name if is_timezone(name) => self.set_timezone(statement),
            "search_path" => self.set_search_path(statement),
            name if TUNING.contains(&name) => self.dropped(&format!("SET {name}"), ""),
            name if self.is_own_default(name, statement.value) => {
                let what = format!("SET {name} to the value that it has by itself");
                self.dropped(&what, "")
            }
            name => {
                let what = format!("SET {name}");
                self.refuse(Code::RS1001, span, &[&what, CHANGES_LATER]);
                Vec::new()
            }
        }
    }

    /// RESET parameter, RESET ALL.
    pub(super) fn reset(&mut self, statement: &Other) -> Vec<target::Statement> {
        let span = self.statement.span;
        if let Some(name) = &statement.name {
            return self.set_default(&self.folded_path(name), name.span);
        }
        if self.keyword_in(span, Keyword::All).is_some() {
            let mut statements = self.set_text("@@time_zone", "UTC");
            statements.extend(self.set_schemas(&[PUBLIC.to_owned()], true, span));
            return statements;
        }
        let what = "RESET SESSION AUTHORIZATION";
        let help = "principals and their rights live in IAM";
        self.refuse(Code::RS1001, span, &[what, help]);
        Vec::new()
    }

    /// The value that a parameter has by itself. Other values of what BigQuery does not have are refused, so nothing is to be done there.
    fn set_default(&mut self, parameter: &str, value: Span) -> Vec<target::Statement> {
        if is_timezone(parameter) {
            return self.set_text("@@time_zone", "UTC");
        }
        if parameter == "search_path" {
            return self.set_schemas(&[PUBLIC.to_owned()], true, value);
        }
        self.dropped(&format!("the default of {parameter}"), "")
    }

    fn is_own_default(&self, parameter: &str, value: Span) -> bool {
        let text = self.text(value).to_lowercase();
        let text = text.trim_matches('\'');
        DEFAULTS
            .iter()
            .any(|(name, values)| *name == parameter && values.contains(&text))
    }

    fn set_timezone(&mut self, statement: &Set) -> Vec<target::Statement> {
        let value = self.set_value(statement);
        let name = match self.offset_of(statement.value, &value) {
            Some(offset) => Some(offset),
            None => match zone(&value) {
                Zone::Respelt(name) => Some(name),
                Zone::Same => Some(value.clone()),
                Zone::Unknown => has_placeholder(&value).then(|| value.clone()),
            },
        };
        if let Some(name) = name {
            return self.set_text("@@time_zone", &name);
        }
        let what = format!("the time zone {value}");
        let help = "name a zone of the IANA database, or an offset such as '-08:00'";
        self.refuse(Code::RS1001, statement.value, &[&what, help]);
        Vec::new()
    }

    /// `-8:00`, `-8` and `INTERVAL '-8 hours'`: here, unlike elsewhere, a minus is to the west.
    fn offset_of(&self, span: Span, value: &str) -> Option<String> {
        let tokens = self.tokens_in(span);
        if let [first, text] = tokens
            && first.keyword == Keyword::Interval
        {
            let read = interval(&self.string_at(text.span)?, None).ok()?;
            let minutes = read.micros / MINUTE;
            return (read.months == 0 && read.days == 0).then(|| offset_text(minutes));
        }
        let (sign, digits) = match value.strip_prefix('-') {
            Some(digits) => (-1, digits),
            None => (1, value.strip_prefix('+').unwrap_or(value)),
        };
        let (hours, minutes) = digits.split_once(':').unwrap_or((digits, "0"));
        let number = |text: &str| text.parse::<u8>().ok().map(i64::from);
        let (hours, minutes) = (number(hours)?, number(minutes)?);
        (hours <= 14 && minutes < 60).then(|| offset_text(sign * (hours * 60 + minutes)))
    }

    /// SET search_path: BigQuery has one default dataset. Tables that are found in a later schema are written with it.
    fn set_search_path(&mut self, statement: &Set) -> Vec<target::Statement> {
        match resolve::search_path(self.text(statement.value)) {
            SearchPath::Hidden if statement.single => {
                let value = self.set_value(statement);
                self.set_text("@@dataset_id", &value)
            }
            SearchPath::Schemas(schemas) => {
                self.set_schemas(&schemas, !statement.single, statement.value)
            }
            SearchPath::Hidden | SearchPath::Default => {
                self.set_schemas(&[], false, statement.value)
            }
        }
    }

    fn set_schemas(
        &mut self,
        schemas: &[String],
        others: bool,
        value: Span,
    ) -> Vec<target::Statement> {
        let Some(first) = schemas.first() else {
            let span = self.statement.span;
            self.refuse(Code::RS1001, span, &["SET search_path", CHANGES_LATER]);
            return Vec::new();
        };
        if others {
            let why = format!(
                "names without a schema are looked for in {first} only, and in the schemas where the definitions show them"
            );
            let help = "give the definitions of the tables with --schema, or write their schemas";
            self.raise(Code::RS2003, value, &[&why, help]);
        }
        let mut path = self.dataset(vec![first.clone()]);
        let dataset = path.pop().unwrap_or_default();
        let project = path.pop().map(|project| ("@@dataset_project_id", project));
        let sets = project.into_iter().chain([("@@dataset_id", dataset)]);
        let mut statements = Vec::new();
        for (variable, value) in sets {
            statements.extend(self.set_text(variable, &value));
        }
        statements
    }

    fn set_value(&self, statement: &Set) -> String {
        let text = self.text(statement.value);
        let value = self.string_at(statement.value);
        let value = value.unwrap_or_else(|| text.to_owned());
        value.trim_matches(['\'', '"']).to_owned()
    }

    fn set_text(&mut self, variable: &'static str, value: &str) -> Vec<target::Statement> {
        let value = self.string(value);
        self.anew(target::Node::Set {
            variable: variable.into(),
            value,
        })
    }
}

fn offset_text(minutes: i64) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.abs();
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// `timezone`, or `TIME ZONE` as the standard writes it.
fn is_timezone(parameter: &str) -> bool {
    let mut words = parameter.split_whitespace();
    match (words.next(), words.next()) {
        (Some("timezone"), None) => true,
        (Some("time"), Some("zone")) => words.next().is_none(),
        (_, _) => false,
    }
}
