//! Names: `"Amount"` → `Amount`, `Sales.Orders` → `sales.orders`, `#tmp` → `tmp`, `hash` → `` `hash` ``.
//!
//! Redshift folds all names to lower case; BigQuery compares columns and aliases without regard to case, datasets and tables
//! with. So table paths come out folded, and columns keep their spelling.

use std::borrow::Cow;

use super::Cx;
use crate::bigquery::names::{Place, has_placeholder, in_backticks, needs_quotes, quote};
use crate::bigquery::object_names::with_allowed_characters;
use crate::bigquery::tree::{Edit, Name as TargetName, Piece, Text};
use crate::diagnostic::Code;
use crate::redshift::tree::{Ident, Name};
use crate::resolve::OutputColumn;
use crate::span::Span;

impl<'a> Cx<'a> {
    /// The name without quotes, as it is spelt, but for characters that BigQuery's names do not hold: `"a.b"` is `a_b`.
    pub(super) fn ident(&self, ident: Ident) -> Cow<'a, str> {
        let name = self.written(ident);
        if !ident.quoted && !name.bytes().any(|byte| matches!(byte, b'#' | b'$')) {
            return name;
        }
        if let (false, Cow::Borrowed(text)) = (ident.quoted, &name)
            && text.starts_with('#')
        {
            // A temporary table is called without its mark.
            return text.trim_start_matches('#').into();
        }
        if ident.placeholder || has_placeholder(&name) {
            return name;
        }
        match with_allowed_characters(&name) {
            Some(allowed) => allowed.into(),
            None => name,
        }
    }

    /// The name without quotes, as the source spells it.
    fn written(&self, ident: Ident) -> Cow<'a, str> {
        let text = self.text(ident.span);
        if !ident.quoted {
            return text.into();
        }
        let inner = text
            .strip_prefix('"')
            .and_then(|t| t.strip_suffix('"'))
            .unwrap_or(text);
        if inner.contains("\"\"") {
            inner.replace("\"\"", "\"").into()
        } else {
            inner.into()
        }
    }

    /// The name as Redshift compares it: without quotes, in lower case.
    pub(super) fn folded(&self, ident: Ident) -> Cow<'a, str> {
        let name = self.written(ident);
        let stays = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
        if name.bytes().all(stays) {
            name
        } else {
            name.to_lowercase().into()
        }
    }

    /// A dotted name as Redshift compares it.
    pub(super) fn folded_path(&self, name: &Name) -> Cow<'a, str> {
        if let [only] = name.parts.as_slice() {
            return self.folded(*only);
        }
        let parts: Vec<_> = name.parts.iter().map(|part| self.folded(*part)).collect();
        parts.join(".").into()
    }

    /// The name of a column or alias in the target: the source's own text where BigQuery reads it alike.
    pub(super) fn column_text(&self, ident: Ident) -> Text {
        match self.respelt(ident) {
            Some(text) if !self.is_filled_quoted(ident) => text.into(),
            Some(_) | None => Text::Source(ident.span),
        }
    }

    /// Both [`Cx::column_text`] and [`Cx::column_edit`], which goes to the edits.
    pub(super) fn column_part(&self, ident: Ident, edits: &mut Vec<Edit>) -> Text {
        match self.respelt(ident) {
            None => Text::Source(ident.span),
            Some(text) => {
                edits.push(self.respelling(ident, &text));
                text.into()
            }
        }
    }

    /// The edit that a column name or alias needs, if it cannot stand as it is.
    pub(super) fn column_edit(&self, ident: Ident) -> Option<Edit> {
        self.respelt(ident)
            .map(|text| self.respelling(ident, &text))
    }

    /// The edit that writes a column name or alias otherwise.
    fn respelling(&self, ident: Ident, text: &str) -> Edit {
        let text = if self.is_filled_quoted(ident) {
            in_backticks(text)
        } else {
            quoted(text)
        };
        Edit {
            at: ident.span,
            with: vec![Piece::Text(text.into())],
        }
    }

    /// Whether the name stands in quotes and a template may fill a part of it: then it is quoted whatever it becomes.
    fn is_filled_quoted(&self, ident: Ident) -> bool {
        ident.quoted && has_placeholder(&self.written(ident))
    }

    /// The spelling without quotes of a name that cannot stand as it is.
    fn respelt(&self, ident: Ident) -> Option<String> {
        if ident.placeholder && !ident.quoted {
            return None;
        }
        let name = self.ident(ident);
        let is_changed = matches!(name, Cow::Owned(_)) || name.len() != self.text(ident.span).len();
        (ident.quoted || is_changed || needs_quotes(&name)).then(|| name.into_owned())
    }

    /// The path of a table in the target: folded, mapped by the configuration, with its defaults put before it.
    pub(super) fn table_name(&self, name: &Name) -> TargetName {
        let mut parts = self.table_parts(name);
        if self.is_local(name) {
            return self.target_name(name, parts);
        }
        if let [table] = parts.as_slice()
            && let Some(schema) = self.catalog.later_schema(table)
        {
            // BigQuery looks into the first schema of the search path only.
            parts.insert(0, schema.to_owned());
        }
        self.target_name(name, self.mapped(parts))
    }

    /// The path of a table that the statement makes; a temporary one has no dataset.
    pub(super) fn new_table_name(&self, name: &Name, temporary: bool) -> TargetName {
        let parts = self.table_parts(name);
        let parts = if temporary { parts } else { self.mapped(parts) };
        self.target_name(name, parts)
    }

    fn table_parts(&self, name: &Name) -> Vec<String> {
        let parts = name.parts.iter();
        parts.map(|part| self.table_part(*part)).collect()
    }

    /// A mapped path, whose last parts are those of the source.
    fn target_name(&self, name: &Name, mapped: Vec<String>) -> TargetName {
        let added = mapped.len().saturating_sub(name.parts.len());
        let parts = mapped
            .into_iter()
            .enumerate()
            .map(|(index, part)| {
                // A quoted name that a template fills is quoted whatever it becomes.
                let source = index
                    .checked_sub(added)
                    .and_then(|index| name.parts.get(index));
                match source.filter(|ident| self.is_filled_quoted(**ident)) {
                    Some(ident) => Text::Source(ident.span),
                    None => Text::from(part),
                }
            })
            .collect();
        TargetName { parts }
    }

    /// A part of a table path: folded unless a template is part of it, `#` taken off.
    fn table_part(&self, ident: Ident) -> String {
        let name = self.ident(ident);
        let name = name.strip_prefix('#').unwrap_or(&name);
        if ident.placeholder {
            name.to_owned()
        } else {
            name.to_lowercase()
        }
    }

    /// Applies `[names]` to `database.schema.table`.
    fn mapped(&self, parts: Vec<String>) -> Vec<String> {
        let names = &self.options.names;
        let (qualifier, table) = match parts.split_last() {
            Some((table, qualifier)) => (qualifier.join("."), table.clone()),
            None => return parts,
        };
        if qualifier.is_empty() {
            return match &names.default_dataset {
                Some(dataset) if !self.catalog.has_search_path() => {
                    let project = names.default_project.iter().cloned();
                    project.chain([dataset.clone(), table]).collect()
                }
                Some(_) | None => parts,
            };
        }
        if let Some((_, to)) = names.map.iter().find(|(from, _)| *from == qualifier) {
            return to.split('.').map(str::to_owned).chain([table]).collect();
        }
        match &names.default_project {
            Some(project) if parts.len() == 2 => {
                std::iter::once(project.clone()).chain(parts).collect()
            }
            Some(_) | None => parts,
        }
    }

    /// Whether a table is a temporary one, which has no dataset.
    pub(super) fn is_local(&self, name: &Name) -> bool {
        let [part] = name.parts.as_slice() else {
            return false;
        };
        let folded = self.folded(*part);
        folded.starts_with('#') || self.catalog.is_temporary(&folded)
    }

    /// The path of a schema in the target: a dataset.
    pub(super) fn schema_name(&self, name: &Name) -> TargetName {
        let parts: Vec<String> = name
            .parts
            .iter()
            .map(|part| self.table_part(*part))
            .collect();
        self.target_name(name, self.dataset(parts))
    }

    /// Applies `[names]` to `database.schema`.
    pub(super) fn dataset(&self, parts: Vec<String>) -> Vec<String> {
        let names = &self.options.names;
        let joined = parts.join(".");
        match names.map.iter().find(|(from, _)| *from == joined) {
            Some((_, to)) => to.split('.').map(str::to_owned).collect(),
            None => match &names.default_project {
                Some(project) if parts.len() == 1 => {
                    std::iter::once(project.clone()).chain(parts).collect()
                }
                Some(_) | None => parts,
            },
        }
    }

    /// The edit that a schema path needs, if it cannot stand as it is.
    pub(super) fn schema_edit(&self, name: &Name) -> Option<Edit> {
        self.path_edit(name, &self.schema_name(name))
    }

    /// A path as it is printed, each part quoted where it must be.
    pub(super) fn target_text(&self, name: &TargetName) -> String {
        let parts: Vec<String> = name
            .parts
            .iter()
            .map(|part| match part {
                Text::Own(text) => quoted(text),
                Text::Source(span) => format!("`{}`", self.text(*span).trim_matches('"')),
            })
            .collect();
        parts.join(".")
    }

    /// Refuses a name that is a parameter: BigQuery has parameters for values only.
    pub(super) fn refuse_parameter(&mut self, name: &Name) {
        let parameter = name
            .parts
            .iter()
            .find(|part| part.placeholder && self.text(part.span).starts_with(':'));
        if let Some(part) = parameter {
            let text = self.text(part.span);
            self.refuse(
                Code::RS1403,
                part.span,
                &[text, "the name of a table or dataset"],
            );
        }
    }

    /// The edit that a table path needs, if it cannot stand as it is.
    pub(super) fn table_edit(&self, name: &Name) -> Option<Edit> {
        self.path_edit(name, &self.table_name(name))
    }

    /// As [`Cx::new_table_name`]; the edit that it needs goes to the edits.
    pub(super) fn new_table_path(
        &self,
        name: &Name,
        temporary: bool,
        edits: &mut Vec<Edit>,
    ) -> TargetName {
        let target = self.new_table_name(name, temporary);
        edits.extend(self.path_edit(name, &target));
        target
    }

    /// The path of a table in the target; the edit that it needs goes to the edits.
    pub(super) fn table_path(&self, name: &Name, edits: &mut Vec<Edit>) -> TargetName {
        let target = self.table_name(name);
        edits.extend(self.path_edit(name, &target));
        target
    }

    /// The edit that writes a path as its target, where that differs.
    fn path_edit(&self, name: &Name, target: &TargetName) -> Option<Edit> {
        let text = self.target_text(target);
        (text != self.text(name.span)).then(|| Edit {
            at: name.span,
            with: vec![Piece::Text(text.into())],
        })
    }
}

/// A name with backticks where BigQuery demands them.
pub(super) fn quoted(name: &str) -> String {
    quote(name, Place::Column).into_owned()
}

/// The name of a column of the catalog in the target.
pub(super) fn column_name(column: &OutputColumn) -> Option<String> {
    let name = column.spelling()?;
    if column.implied || has_placeholder(name) {
        return Some(name.to_owned());
    }
    Some(with_allowed_characters(name).unwrap_or_else(|| name.to_owned()))
}

/// An edit that takes out a range.
pub(super) fn delete(at: Span) -> Edit {
    Edit {
        at,
        with: Vec::new(),
    }
}

/// An edit that puts a keyword (or several, as one text) in the place of a range.
pub(super) fn replace(at: Span, keyword: &'static str) -> Edit {
    Edit {
        at,
        with: vec![Piece::Keyword(keyword)],
    }
}

/// An edit that puts a keyword with its blank before an offset.
pub(super) fn insert(at: u32, with: Vec<Piece>) -> Edit {
    Edit {
        at: Span::new(at, at),
        with,
    }
}
