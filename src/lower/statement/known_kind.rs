//! What the kinds of the objects that the catalog knows rule out.
//!
//! `CREATE VIEW v AS SELECT a FROM #t` is refused: a view of BigQuery outlives temporary tables.

use super::super::Cx;
use crate::diagnostic::Code;
use crate::redshift::tree::{From, Name};
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
