//! SELECT, and SELECT INTO, which is CREATE TABLE AS.
//!
//! `SELECT a INTO TEMP u FROM t` → `CREATE TEMP TABLE u AS SELECT a FROM t`

use super::super::Cx;
use super::super::names::insert;
use super::super::query::Place;
use crate::bigquery::statement as target;
use crate::bigquery::tree as bq;
use crate::redshift::tree::QueryId;

impl Cx<'_> {
    /// A query as a statement.
    pub(super) fn query_statement(&mut self, id: QueryId) -> Vec<target::Statement> {
        self.expressions_may_fail = true;
        let select = self.select_of(self.src.queries[id].body);
        let Some(into) = select.and_then(|select| select.into.clone()) else {
            let place = Place {
                named: self.named,
                ..Place::outermost()
            };
            let query = self.query_in(id, place);
            return self.one(Vec::new(), target::Node::Query(query));
        };
        let query = self.query_in(id, Place::relation(Vec::new()));
        let name = self.new_table_name(&into.name, into.temporary);
        let mut with = vec![bq::Piece::Keyword(if into.temporary {
            "CREATE TEMP TABLE "
        } else {
            "CREATE TABLE "
        })];
        with.push(bq::Piece::Text(self.target_text(&name).into()));
        with.push(bq::Piece::Keyword(" AS\n"));
        let edits = vec![insert(self.statement.span.start, with)];
        self.one(
            edits,
            target::Node::CreateTable(target::CreateTable {
                or_replace: false,
                temporary: into.temporary,
                if_not_exists: false,
                name,
                elements: Vec::new(),
                like: None,
                cluster_by: Vec::new(),
                options: Vec::new(),
                query: Some(query),
            }),
        )
    }
}
