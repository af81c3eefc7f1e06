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
