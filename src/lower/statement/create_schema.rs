//! CREATE SCHEMA: a dataset.
//!
//! `CREATE SCHEMA s AUTHORIZATION u QUOTA 10 GB` → `CREATE SCHEMA s`

use super::super::Cx;
use super::super::names::delete;
use crate::bigquery::statement as target;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::statement::CreateSchema;

impl Cx<'_> {
    /// CREATE SCHEMA.
    pub(super) fn create_schema(&mut self, statement: &CreateSchema) -> Vec<target::Statement> {
        let span = self.statement.span;
        let Some(name) = &statement.name else {
            self.refuse(
                Code::RS1701,
                span,
                &["CREATE SCHEMA without a name", "name the schema"],
            );
            return Vec::new();
        };
        if let Some(elements) = statement.elements {
            self.refuse(
                Code::RS1701,
                elements,
                &[
                    "CREATE SCHEMA with statements inside",
                    "write them on their own",
                ],
            );
        }
        let mut edits: Vec<bq::Edit> = self.schema_edit(name).into_iter().collect();
        if let Some(span) = statement.authorization {
            self.raise(
                Code::RS5002,
                span,
                &["AUTHORIZATION", "grant roles on the dataset"],
            );
            edits.push(delete(span));
        }
        if let Some(span) = statement.quota {
            self.raise(Code::RS5002, span, &["QUOTA"]);
            edits.push(delete(span));
        }
        self.one(
            edits,
            target::Node::CreateSchema {
                if_not_exists: statement.if_not_exists,
                name: self.schema_name(name),
                options: Vec::new(),
            },
        )
    }
}
