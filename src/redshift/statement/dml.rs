//! Statements that change rows: INSERT, UPDATE, DELETE, MERGE.

use super::super::tree::{ExprId, FromId, Ident, Name, QueryId, With};
use crate::span::Span;

/// INSERT INTO t [(columns)] source.
#[derive(Clone, Debug)]
pub struct Insert {
    /// WITH before INSERT (PostgreSQL) – Redshift takes it in the query.
    pub with: Option<With>,
    /// The table.
    pub table: Name,
    /// An alias of PostgreSQL.
    pub alias: Option<Ident>,
    /// The columns.
    pub columns: Vec<Ident>,
    /// With the parentheses.
    pub columns_span: Option<Span>,
    /// What is inserted.
    pub source: InsertSource,
}

/// The source of an INSERT.
#[derive(Clone, Debug)]
pub enum InsertSource {
    /// DEFAULT VALUES, where it stands.
    DefaultValues(Span),
    /// VALUES, a query, a query in parentheses.
    Query(QueryId),
}

/// UPDATE t SET … FROM … WHERE ….
#[derive(Clone, Debug)]
pub struct Update {
    /// WITH before UPDATE.
    pub with: Option<With>,
    /// The table.
    pub table: Name,
    /// Its alias.
    pub alias: Option<(Ident, Option<Span>)>,
    /// SET.
    pub assignments: Vec<Assignment>,
    /// From SET to the last assignment.
    pub set_span: Span,
    /// FROM.
    pub from: Vec<FromId>,
    /// From FROM to its last item.
    pub from_span: Option<Span>,
    /// The condition.
    pub selection: Option<ExprId>,
    /// WHERE with its condition.
    pub where_span: Option<Span>,
}

/// `c = e`, `t.c = e`, `(a, b) = (query)`.
#[derive(Clone, Debug)]
pub struct Assignment {
    /// The columns, one but for the row form.
    pub columns: Vec<Name>,
    /// The value.
    pub value: ExprId,
    /// All of it.
    pub span: Span,
}

/// DELETE FROM t USING … WHERE ….
#[derive(Clone, Debug)]
pub struct Delete {
    /// WITH before DELETE.
    pub with: Option<With>,
    /// FROM is written; where it stands.
    pub from_keyword: Option<Span>,
    /// The table.
    pub table: Name,
    /// Its alias.
    pub alias: Option<(Ident, Option<Span>)>,
    /// USING.
    pub using: Vec<FromId>,
    /// From USING to its last item.
    pub using_span: Option<Span>,
    /// The condition.
    pub selection: Option<ExprId>,
    /// WHERE with its condition.
    pub where_span: Option<Span>,
}

/// MERGE INTO t USING s ON … WHEN ….
#[derive(Clone, Debug)]
pub struct Merge {
    /// The table.
    pub table: Name,
    /// Its alias (not documented by AWS).
    pub alias: Option<(Ident, Option<Span>)>,
    /// The source.
    pub source: FromId,
    /// The condition.
    pub on: ExprId,
    /// The actions in order.
    pub clauses: Vec<MergeClause>,
    /// REMOVE DUPLICATES, where it stands.
    pub remove_duplicates: Option<Span>,
}

/// WHEN \[NOT\] MATCHED [AND …] THEN ….
#[derive(Clone, Debug)]
pub struct MergeClause {
    /// WHEN MATCHED.
    pub matched: bool,
    /// After AND (not documented by AWS).
    pub condition: Option<ExprId>,
    /// What is done.
    pub action: MergeAction,
    /// All of it.
    pub span: Span,
}

/// The action of a MERGE clause.
#[derive(Clone, Debug)]
pub enum MergeAction {
    /// UPDATE SET.
    Update(Vec<Assignment>),
    /// DELETE.
    Delete,
    /// INSERT [(columns)] VALUES (…).
    Insert {
        /// The columns.
        columns: Vec<Ident>,
        /// The values.
        values: Vec<ExprId>,
    },
}
