//! CREATE VIEW.
//!
//! `CREATE VIEW v AS SELECT … WITH NO SCHEMA BINDING` → `CREATE VIEW v AS SELECT …`

use super::super::Cx;
use super::super::names::delete;
use super::super::query::Place;
use crate::bigquery::statement as target;
use crate::diagnostic::Code;
use crate::redshift::statement::CreateView;

impl Cx<'_> {
    /// CREATE VIEW.
    pub(super) fn create_view(&mut self, statement: &CreateView) -> Vec<target::Statement> {
        self.refuse_temporary_tables();
        let mut edits = Vec::new();
        let name = self.new_table_path(&statement.name, false, &mut edits);
        edits.extend(
            statement
                .columns
                .iter()
                .filter_map(|column| self.column_edit(*column)),
        );
        if let Some(span) = statement.no_schema_binding {
            self.raise(
                Code::RS2701,
                span,
                &[
                    "BigQuery checks at once that what the view reads exists",
                    "create the tables first",
                ],
            );
            edits.push(delete(span));
        }
        let place = Place {
            named: statement.columns.is_empty(),
            ..Place::default()
        };
        let query = self.query_in(statement.query, place);
        let columns = statement
            .columns
            .iter()
            .map(|column| self.column_text(*column))
            .collect();
        self.one(
            edits,
            target::Node::CreateView(target::CreateView {
                materialized: false,
                or_replace: statement.or_replace,
                if_not_exists: false,
                name,
                columns,
                cluster_by: Vec::new(),
                options: Vec::new(),
                query,
            }),
        )
    }
}
