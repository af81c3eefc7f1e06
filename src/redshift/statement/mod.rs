//! The Redshift tree of statements: what stands around the queries and expressions of [`tree`](super::tree).
//!
//! Statements that carry data or definitions have full trees. The others (grants, roles, policies, SHOW, VACUUM …) are read
//! as [`Other`]: kind, name of the object, and their clauses as ranges of tokens that begin with a keyword.

mod ddl;
mod dml;
mod load;
mod other;

use super::tree::{Body, QueryId, Tree};
use crate::span::Span;

pub use ddl::{
    AlterAction, AlterActionKind, AlterTable, Column, ColumnAttribute, ColumnAttributeKind,
    CreateMaterializedView, CreateSchema, CreateTable, CreateTableAs, CreateView, Drop, DropKind,
    TableAttribute, TableAttributeKind, TableConstraint, TableConstraintKind, TableElement,
};
pub use dml::{Assignment, Delete, Insert, InsertSource, Merge, MergeAction, MergeClause, Update};
pub use load::{Copy, CopyOption, CopyOptionKind, Unload};
pub use other::{
    CallProcedure, Comment, CommentTarget, Explain, Other, OtherKind, Set, Transaction,
    TransactionKind, Truncate,
};

/// A statement with the nodes that it owns.
#[derive(Clone, Debug)]
pub struct Statement {
    /// From the first token to the last, without the semicolon and without comments around it.
    pub span: Span,
    /// What it is.
    pub node: Node,
    /// Queries and expressions inside it.
    pub tree: Tree,
}

impl Statement {
    /// The name of its kind: `SELECT`, `CREATE TABLE AS` ….
    pub fn kind(&self) -> &'static str {
        match &self.node {
            Node::Query(query) => {
                let into = into_of(&self.tree, *query);
                if into { "SELECT INTO" } else { "SELECT" }
            }
            Node::Insert(_) => "INSERT",
            Node::Update(_) => "UPDATE",
            Node::Delete(_) => "DELETE",
            Node::Merge(_) => "MERGE",
            Node::CreateTable(_) => "CREATE TABLE",
            Node::CreateTableAs(_) => "CREATE TABLE AS",
            Node::CreateView(_) => "CREATE VIEW",
            Node::CreateMaterializedView(_) => "CREATE MATERIALIZED VIEW",
            Node::CreateSchema(_) => "CREATE SCHEMA",
            Node::AlterTable(_) => "ALTER TABLE",
            Node::Drop(_) => "DROP",
            Node::Copy(_) => "COPY",
            Node::Unload(_) => "UNLOAD",
            Node::Set(_) => "SET",
            Node::Transaction(_) => "TRANSACTION",
            Node::Comment(_) => "COMMENT",
            Node::Truncate(_) => "TRUNCATE",
            Node::Call(_) => "CALL",
            Node::Explain(_) => "EXPLAIN",
            Node::Other(other) => other.kind.as_str(),
            Node::Placeholder => "TEMPLATE",
            Node::Error => "UNKNOWN",
        }
    }
}

/// What a statement is.
#[derive(Clone, Debug)]
pub enum Node {
    /// SELECT, WITH … SELECT, a query in parentheses, SELECT INTO.
    Query(QueryId),
    /// INSERT.
    Insert(Insert),
    /// UPDATE.
    Update(Update),
    /// DELETE.
    Delete(Delete),
    /// MERGE.
    Merge(Merge),
    /// CREATE TABLE with columns, or LIKE.
    CreateTable(CreateTable),
    /// CREATE TABLE AS.
    CreateTableAs(CreateTableAs),
    /// CREATE VIEW.
    CreateView(CreateView),
    /// CREATE MATERIALIZED VIEW.
    CreateMaterializedView(CreateMaterializedView),
    /// CREATE SCHEMA.
    CreateSchema(CreateSchema),
    /// ALTER TABLE.
    AlterTable(AlterTable),
    /// DROP of TABLE, VIEW, MATERIALIZED VIEW, SCHEMA, FUNCTION, PROCEDURE, MODEL ….
    Drop(Drop),
    /// COPY.
    Copy(Copy),
    /// UNLOAD.
    Unload(Unload),
    /// SET parameter.
    Set(Set),
    /// BEGIN, COMMIT, ROLLBACK and their synonyms.
    Transaction(Transaction),
    /// COMMENT ON.
    Comment(Comment),
    /// TRUNCATE.
    Truncate(Truncate),
    /// CALL.
    Call(CallProcedure),
    /// EXPLAIN of a statement: read and refused as a whole.
    Explain(Explain),
    /// Every other statement, by kind.
    Other(Other),
    /// A psql or template line that stands for a whole statement.
    Placeholder,
    /// Not understood: the diagnostic is raised by the parser.
    Error,
}

/// Whether a query is SELECT INTO.
pub fn into_of(tree: &Tree, query: QueryId) -> bool {
    matches!(&tree.bodies[tree.queries[query].body], Body::Select(select) if select.into.is_some())
}
