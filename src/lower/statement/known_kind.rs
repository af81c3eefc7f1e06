//! What the kinds of the objects that the catalog knows rule out.
//!
//! `CREATE VIEW v AS SELECT a FROM #t` is refused: a view of BigQuery outlives temporary tables.

use super::super::Cx;
use crate::diagnostic::Code;
use crate::redshift::statement::Node;
use crate::redshift::tree::{From, Ident, Name};
use crate::resolve::{FromKind, TableKind};

impl Cx<'_> {
    /// The kind of a table or view that the catalog knows.
    pub(super) fn kind_of(&self, name: &Name) -> Option<TableKind> {
        let parts: Vec<_> = name.parts.iter().map(|part| self.folded(*part)).collect();
        self.catalog.find(&parts).map(|(_, table)| table.kind)
    }

    /// Refuses a table that a temporary one hides: `sales` beside `#sales`, where nobody knows its dataset.
    pub(super) fn refuse_hidden_tables(&mut self, names: &[&Name]) {
        let is_table = |id| {
            matches!(
                self.facts.from_kind(id),
                FromKind::Table(_) | FromKind::Unknown
            )
        };
        let read = self.src.froms.iter().filter_map(|(id, from)| {
            let From::Table { name, .. } = from else {
                return None;
            };
            is_table(id).then_some(name)
        });
        let is_hidden = |name: &&Name| {
            let [part] = name.parts.as_slice() else {
                return false;
            };
            self.catalog.is_hidden(&self.folded(*part)) && self.table_name(name).parts.len() == 1
        };
        let mut all = names.iter().copied().chain(read);
        if let Some(name) = all.find(is_hidden) {
            let table = self.text(name.span);
            let what = format!(
                "the table {table} beside the temporary table #{table}, which has the same name there,"
            );
            let help = "write the schema of the table, or rename the temporary one";
            self.refuse(Code::RS1101, name.span, &[&what, help]);
        }
    }

    /// Refuses a temporary table that another table of the statement is taken for without the mark: `#sales` beside `mart.sales`.
    pub(super) fn refuse_equal_tables(&mut self) {
        let mut marked = self.src.froms.iter().filter_map(|(_, from)| {
            let From::Table { name, alias, .. } = from else {
                return None;
            };
            let table = self.folded(*name.parts.first()?);
            let table = table.strip_prefix('#')?.to_owned();
            Some((name.span, table, alias.is_none()))
        });
        let found = marked
            .find(|(_, table, is_bare)| self.has_cte(table) || (*is_bare && self.exposes(table)));
        if let Some((span, table, _)) = found {
            let what = format!("the temporary table #{table} beside another {table}");
            let help = "give the temporary table another name, or an alias";
            self.refuse(Code::RS1101, span, &[&what, help]);
        }
    }

    fn has_cte(&self, table: &str) -> bool {
        let mut withs = self
            .src
            .queries
            .iter()
            .filter_map(|(_, query)| query.with.as_ref());
        withs.any(|with| with.ctes.iter().any(|cte| self.folded(cte.name) == table))
    }

    /// Whether a table that is not temporary is called so in the statement, by its name or by its alias.
    fn exposes(&self, table: &str) -> bool {
        let is_so = |name: Ident| self.folded(name) == table;
        let mut froms = self.src.froms.iter();
        let in_from = froms.any(|(id, _)| self.exposed_name(id).is_some_and(is_so));
        let node = &self.statement.node;
        let target = if let Node::Update(update) = node {
            update.table.parts.last().filter(|_| update.alias.is_none())
        } else if let Node::Delete(delete) = node {
            delete.table.parts.last().filter(|_| delete.alias.is_none())
        } else if let Node::Merge(merge) = node {
            merge.table.parts.last().filter(|_| merge.alias.is_none())
        } else {
            None
        };
        in_from || target.is_some_and(|name| is_so(*name))
    }

    /// Refuses a view that reads a temporary table.
    pub(super) fn refuse_temporary_tables(&mut self) {
        let is_temporary =
            |from: &From| matches!(from, From::Table { name, .. } if self.is_local(name));
        let mut froms = self.src.froms.iter();
        let read = froms.find(|(id, from)| {
            matches!(self.facts.from_kind(*id), FromKind::Table(_)) && is_temporary(from)
        });
        if let Some((id, _)) = read {
            let what = "a view that reads a temporary table";
            let help = "make a temporary table of it, or make the table a lasting one";
            self.refuse(Code::RS1701, self.src.from_spans[id], &[what, help]);
        }
    }
}
