//! Names of BigQuery as text: which words are reserved, when a name needs backticks, how a string is quoted.
//!
//! `"Order"` of the source becomes `` `Order` ``, `"a""b"` becomes `` `a"b` ``, `"total"` becomes `total`.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

/// Where a name stands; it decides which words need backticks there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A column or the first part of a path that is an expression.
    Column,
    /// The first part of a table's path, an alias, a column that is declared.
    Name,
    /// After a dot: no word is reserved there.
    AfterDot,
}

/// Words that are calls of functions when a column's name stands without backticks.
const CALLS_WITHOUT_PARENTHESES: &[&str] = &[
    "CURRENT_DATE",
    "CURRENT_DATETIME",
    "CURRENT_TIME",
    "CURRENT_TIMESTAMP",
];

/// Reserved words are shorter than this.
const LONGEST_RESERVED: usize = 32;

/// The reserved words by first letter and length: every identifier is looked up, and hardly one has to be compared.
static RESERVED: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| {
    let mut words = vec![Vec::new(); 26 * LONGEST_RESERVED];
    for word in listed(include_str!(
        "../../grammar/keywords/bigquery_reserved.list"
    )) {
        if let Some(same) = slot(word).and_then(|slot| words.get_mut(slot)) {
            same.push(word);
        }
    }
    words
});

static FUNCTIONS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    listed(include_str!(
        "../../grammar/keywords/bigquery_functions.list"
    ))
    .collect()
});

/// The entries of a list: one per line, `#` begins a comment.
fn listed(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim())
        .filter(|line| !line.is_empty())
}

/// Whether the word is reserved in BigQuery, in any case.
pub fn is_reserved(word: &str) -> bool {
    slot(word)
        .and_then(|slot| RESERVED.get(slot))
        .is_some_and(|words| words.iter().any(|known| known.eq_ignore_ascii_case(word)))
}

/// Where the words of the same first letter and length stand in [`RESERVED`].
fn slot(word: &str) -> Option<usize> {
    let first = word.bytes().next()?.to_ascii_lowercase();
    let letter = first.checked_sub(b'a').filter(|letter| *letter < 26)?;
    let length = Some(word.len()).filter(|length| *length < LONGEST_RESERVED)?;
    Some(usize::from(letter) * LONGEST_RESERVED + length)
}

/// Special forms that look like functions and are not on the list of them.
const SPECIAL_FORMS: &[&str] = &[
    "COALESCE",
    "EXISTS",
    "IF",
    "IFNULL",
    "NULLIF",
    "STRUCT",
    "UNNEST",
    "ML.PREDICT",
    "ML.FORECAST",
    "ML.EVALUATE",
    "ML.EXPLAIN_PREDICT",
];

/// Whether BigQuery documents a function of this name, in any case; `NET.HOST` with its dot.
pub fn is_builtin_function(name: &str) -> bool {
    SPECIAL_FORMS
        .iter()
        .any(|known| known.eq_ignore_ascii_case(name))
        || FUNCTIONS.contains(name)
        || FUNCTIONS.contains(name.to_ascii_uppercase().as_str())
}

/// Aggregate functions: they take DISTINCT and OVER.
const AGGREGATES: &[&str] = &[
    "ANY_VALUE",
    "APPROX_COUNT_DISTINCT",
    "APPROX_QUANTILES",
    "APPROX_TOP_COUNT",
    "APPROX_TOP_SUM",
    "ARRAY_AGG",
    "ARRAY_CONCAT_AGG",
    "AVG",
    "BIT_AND",
    "BIT_OR",
    "BIT_XOR",
    "CORR",
    "COUNT",
    "COUNTIF",
    "COVAR_POP",
    "COVAR_SAMP",
    "GROUPING",
    "HLL_COUNT.INIT",
    "HLL_COUNT.MERGE",
    "HLL_COUNT.MERGE_PARTIAL",
    "LOGICAL_AND",
    "LOGICAL_OR",
    "MAX",
    "MAX_BY",
    "MIN",
    "MIN_BY",
    "STDDEV",
    "STDDEV_POP",
    "STDDEV_SAMP",
    "STRING_AGG",
    "ST_CENTROID_AGG",
    "ST_EXTENT",
    "ST_UNION_AGG",
    "SUM",
    "VARIANCE",
    "VAR_POP",
    "VAR_SAMP",
];

/// Functions that need OVER.
const WINDOW_FUNCTIONS: &[&str] = &[
    "CUME_DIST",
    "DENSE_RANK",
    "FIRST_VALUE",
    "LAG",
    "LAST_VALUE",
    "LEAD",
    "NTH_VALUE",
    "NTILE",
    "PERCENTILE_CONT",
    "PERCENTILE_DISC",
    "PERCENT_RANK",
    "RANK",
    "ROW_NUMBER",
    "ST_CLUSTERDBSCAN",
];

/// Whether this is an aggregate function, in any case.
pub fn is_aggregate(name: &str) -> bool {
    AGGREGATES
        .iter()
        .any(|known| known.eq_ignore_ascii_case(name))
}

/// Functions that give another result without a change of their arguments.
const VOLATILE: &[&str] = &[
    "CURRENT_DATE",
    "CURRENT_DATETIME",
    "CURRENT_TIME",
    "CURRENT_TIMESTAMP",
    "GENERATE_UUID",
    "RAND",
    "SESSION_USER",
];

/// Whether this is a function whose result changes by itself, in any case.
pub fn is_volatile(name: &str) -> bool {
    VOLATILE
        .iter()
        .any(|known| known.eq_ignore_ascii_case(name))
}

/// Whether a column's DEFAULT may call this function, in any case.
/// <https://cloud.google.com/bigquery/docs/default-values>
pub fn is_default_function(name: &str) -> bool {
    is_volatile(name) || name.eq_ignore_ascii_case("ST_GEOGPOINT")
}

/// Whether this is a function that needs OVER, in any case.
pub fn is_window_function(name: &str) -> bool {
    WINDOW_FUNCTIONS
        .iter()
        .any(|known| known.eq_ignore_ascii_case(name))
}

/// The name as BigQuery reads it: with backticks where it needs them.
pub fn quote(name: &str, place: Place) -> Cow<'_, str> {
    if needs_quotes_at(name, place) {
        Cow::Owned(in_backticks(name))
    } else {
        Cow::Borrowed(name)
    }
}

/// Whether the name needs backticks where any reserved word does.
pub fn needs_quotes(name: &str) -> bool {
    needs_quotes_at(name, Place::Column)
}

/// A name in the source's spelling (perhaps in double quotes) as BigQuery reads it.
pub fn quote_source(spelling: &str, place: Place) -> Cow<'_, str> {
    match unquote_source(spelling) {
        Cow::Borrowed(name) if name.len() != spelling.len() && has_placeholder(name) => {
            Cow::Owned(format!("`{name}`"))
        }
        Cow::Borrowed(name) => quote(name, place),
        Cow::Owned(name) => Cow::Owned(quote(&name, place).into_owned()),
    }
}

/// A name in the source's spelling without its double quotes.
pub fn unquote_source(spelling: &str) -> Cow<'_, str> {
    match spelling
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
    {
        None => Cow::Borrowed(spelling),
        Some(inner) if inner.contains("\"\"") && !has_placeholder(inner) => {
            Cow::Owned(inner.replace("\"\"", "\""))
        }
        Some(inner) => Cow::Borrowed(inner),
    }
}

/// The text as a string literal of BigQuery, in single quotes.
pub fn quote_string(text: &str) -> String {
    escaped(text, '\'')
}

/// The name in backticks, whether it needs them or not.
pub fn in_backticks(name: &str) -> String {
    if has_placeholder(name) {
        // What stands in a placeholder is the template engine's, not ours to escape.
        return format!("`{name}`");
    }
    escaped(name, '`')
}

fn escaped(text: &str, quote: char) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            _ if c == quote => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out.push(quote);
    out
}

fn needs_quotes_at(name: &str, place: Place) -> bool {
    if is_word(name) {
        let reserved = match place {
            Place::AfterDot => false,
            Place::Name => is_reserved(name),
            Place::Column => is_reserved(name) || is_call_without_parentheses(name),
        };
        return reserved || name.starts_with(|c: char| c.is_ascii_digit());
    }
    if !has_placeholder(name) {
        return true;
    }
    // Glued to a placeholder: only what stands around it counts, and a digit may come first (`{{ x }}_1`, `2_{{ x }}`).
    !is_word(&without_placeholders(name)) && !without_placeholders(name).is_empty()
}

fn is_call_without_parentheses(name: &str) -> bool {
    let calls = &mut CALLS_WITHOUT_PARENTHESES.iter();
    calls.any(|call| call.eq_ignore_ascii_case(name))
}

fn is_word(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Whether the name holds a placeholder of a template engine or driver: `{{ x }}`, `${x}`, `{x}`, `%(x)s`, `%s`, `:x`, `$1`.
pub fn has_placeholder(name: &str) -> bool {
    name.contains('{')
        || name.starts_with([':', '@', '?', '$'])
        || name.split('%').skip(1).any(follows_percent)
}

/// Whether this begins as what follows the sign of `%(x)s`, `%s` or `%d`; a name may hold a `%` of its own.
fn follows_percent(rest: &str) -> bool {
    let mut chars = rest.chars();
    match chars.next() {
        Some('(') => true,
        Some('s' | 'd') => chars
            .next()
            .is_none_or(|c| c == '_' || !c.is_alphanumeric()),
        _ => false,
    }
}

/// The name with every placeholder taken out.
fn without_placeholders(name: &str) -> String {
    let mut rest = name;
    let mut out = String::new();
    while let Some(at) = rest.find(['{', '%', ':', '@', '?', '$']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        rest = from.get(placeholder_len(from)..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

fn placeholder_len(text: &str) -> usize {
    let closed = |close: &str| text.find(close).map_or(text.len(), |at| at + close.len());
    if text.starts_with("{{") {
        closed("}}")
    } else if text.starts_with("{%") {
        closed("%}")
    } else if text.starts_with('{') || text.starts_with("${") {
        closed("}")
    } else if text.starts_with("%(") {
        (closed(")") + 1).min(text.len())
    } else if text.starts_with('%') {
        text.chars().take(2).map(char::len_utf8).sum()
    } else {
        let name = text
            .bytes()
            .skip(1)
            .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
        1 + name.count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_only_where_needed() {
        let cases = [
            ("total", Place::Column, "total"),
            ("Order", Place::Column, "`Order`"),
            ("order", Place::AfterDot, "order"),
            ("current_date", Place::Column, "`current_date`"),
            ("current_date", Place::Name, "current_date"),
            ("1st", Place::Column, "`1st`"),
            ("1st", Place::AfterDot, "`1st`"),
            ("my-project", Place::Name, "`my-project`"),
            ("a b", Place::Name, "`a b`"),
            ("a`b", Place::Name, "`a\\`b`"),
            ("a\\b", Place::Name, "`a\\\\b`"),
            ("é", Place::Name, "`é`"),
            ("", Place::Name, "``"),
            ("t_{{ ds }}_x", Place::Name, "t_{{ ds }}_x"),
            ("${env}_s", Place::Name, "${env}_s"),
            ("a-{{ x }}", Place::Name, "`a-{{ x }}`"),
            ("%(t)s", Place::Name, "%(t)s"),
            (":name", Place::Name, ":name"),
            ("a%b", Place::Name, "`a%b`"),
            ("share_%", Place::Name, "`share_%`"),
            ("t_%s", Place::Name, "t_%s"),
        ];
        for (name, place, expected) in cases {
            assert_eq!(quote(name, place), expected, "{name}");
        }
    }

    #[test]
    fn double_quotes_of_the_source() {
        assert_eq!(quote_source("\"total\"", Place::Column), "total");
        assert_eq!(quote_source("\"Group\"", Place::Column), "`Group`");
        assert_eq!(quote_source("\"a\"\"b\"", Place::Column), "`a\"b`");
        assert_eq!(quote_source("a", Place::Column), "a");
        assert_eq!(quote_source("\"t_{{ ds }}\"", Place::Name), "`t_{{ ds }}`");
    }

    #[test]
    fn strings() {
        assert_eq!(quote_string("it's\\\n"), "'it\\'s\\\\\\n'");
    }

    #[test]
    fn lists() {
        assert!(is_reserved("select") && is_reserved("WITHIN") && !is_reserved("date"));
        assert!(
            is_builtin_function("char_length")
                && is_builtin_function("NET.HOST")
                && !is_builtin_function("NVL")
        );
    }
}
