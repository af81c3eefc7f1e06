//! The table of Redshift's system views that BigQuery's INFORMATION_SCHEMA can answer: `grammar/system_views.map`.
//!
//! Resolving takes the columns from here, lowering what they are called in BigQuery:
//! `SELECT tablename FROM pg_tables` →
//! ``SELECT tablename FROM (SELECT …, table_name AS tablename FROM `region-us`.INFORMATION_SCHEMA.TABLES …) AS pg_tables``

use std::sync::LazyLock;

use crate::resolve::Type;

/// A system view of Redshift and where its rows are in BigQuery.
#[derive(Debug, PartialEq, Eq)]
pub struct SystemView {
    /// Its schema, where that has to be written.
    pub schema: Option<&'static str>,
    /// Its name, folded.
    pub name: &'static str,
    /// The view of INFORMATION_SCHEMA.
    pub source: &'static str,
    /// The columns that have a counterpart.
    pub columns: Vec<SystemColumn>,
    /// The rows: a column of the source and the text in it.
    pub only: Option<(&'static str, &'static str)>,
}

/// A column of a system view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SystemColumn {
    /// Its name in Redshift.
    pub name: &'static str,
    /// Its name in BigQuery.
    pub source: &'static str,
    /// Its type in Redshift.
    pub ty: Type,
}

static VIEWS: LazyLock<Vec<SystemView>> = LazyLock::new(|| {
    include_str!("../grammar/system_views.map")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .filter_map(view)
        .collect()
});

/// The system view of this name; `schema` is empty where none is written.
pub fn find(schema: &str, name: &str) -> Option<&'static SystemView> {
    VIEWS.iter().find(|view| {
        let same_schema = match view.schema {
            Some(own) => own == schema,
            None => matches!(schema, "" | "pg_catalog"),
        };
        same_schema && view.name == name
    })
}

fn view(line: &'static str) -> Option<SystemView> {
    let mut cells = line.split('|').map(str::trim);
    let written = cells.next()?;
    let (schema, name) = match written.split_once('.') {
        Some((schema, name)) => (Some(schema), name),
        None => (None, written),
    };
    Some(SystemView {
        schema,
        name,
        source: cells.next()?,
        columns: cells.next()?.split(',').map(column).collect(),
        only: cells.next().and_then(condition),
    })
}

fn column(text: &'static str) -> SystemColumn {
    let (names, ty) = match text.split_once(':') {
        Some((names, _)) => (names, Type::BigInt),
        None => (text, Type::Varchar(None)),
    };
    let (name, source) = names.split_once('=').unwrap_or((names, names));
    SystemColumn {
        name: name.trim(),
        source: source.trim(),
        ty,
    }
}

fn condition(text: &'static str) -> Option<(&'static str, &'static str)> {
    let (column, value) = text.split_once('=')?;
    Some((column.trim(), value.trim().trim_matches('\'')))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_view() {
        let lines = include_str!("../grammar/system_views.map")
            .lines()
            .filter(|line| !line.starts_with('#') && !line.trim().is_empty());
        assert_eq!(lines.count(), VIEWS.len());
        let tables = find("", "pg_tables").unwrap();
        assert_eq!(tables.only, Some(("table_type", "BASE TABLE")));
        assert_eq!(tables.columns.len(), 2);
        assert!(find("pg_catalog", "pg_tables").is_some());
        assert!(find("", "tables").is_none());
        let columns = find("information_schema", "columns").unwrap();
        let position = columns
            .columns
            .iter()
            .find(|c| c.name == "ordinal_position");
        assert_eq!(position.unwrap().ty, Type::BigInt);
    }
}
