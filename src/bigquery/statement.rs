//! The BigQuery tree of statements: around the queries and expressions of [`tree`](super::tree).

use super::tree::{ExprId, FromId, Name, Origin, QueryId, Text, Tree, Type};
use crate::span::Span;

/// What one source statement becomes: usually one statement, sometimes several (`DROP TABLE a, b`), or only a comment.
#[derive(Clone, Debug, Default)]
pub struct Output {
    /// The nodes of all of them.
    pub tree: Tree,
    /// In order.
    pub statements: Vec<Statement>,
}

/// A statement with its origin.
#[derive(Clone, Debug)]
pub struct Statement {
    /// What it is.
    pub node: Node,
    /// Where its text comes from.
    pub origin: Origin,
}

/// The statements of BigQuery that the lowering makes.
#[derive(Clone, Debug)]
pub enum Node {
    /// A query.
    Query(QueryId),
    /// INSERT.
    Insert(Insert),
    /// UPDATE.
    Update(Update),
    /// DELETE.
    Delete(Delete),
    /// MERGE.
    Merge(Merge),
    /// CREATE TABLE with or without AS.
    CreateTable(CreateTable),
    /// CREATE VIEW and CREATE MATERIALIZED VIEW.
    CreateView(CreateView),
    /// CREATE SCHEMA.
    CreateSchema {
        /// IF NOT EXISTS.
        if_not_exists: bool,
        /// The dataset.
        name: Name,
        /// OPTIONS.
        options: Options,
    },
    /// ALTER TABLE / VIEW / MATERIALIZED VIEW / SCHEMA.
    Alter(Alter),
    /// DROP.
    Drop {
        /// The words: `TABLE`, `MATERIALIZED VIEW`.
        kind: &'static str,
        /// IF EXISTS.
        if_exists: bool,
        /// The object.
        name: Name,
        /// CASCADE (only of schemas).
        cascade: bool,
        /// RESTRICT, of datasets.
        restrict: bool,
    },
    /// TRUNCATE TABLE.
    Truncate(Name),
    /// LOAD DATA.
    LoadData(LoadData),
    /// EXPORT DATA.
    ExportData {
        /// OPTIONS.
        options: Options,
        /// AS: the query is a text of its own in Redshift (a string), so it is translated and printed by itself.
        query: String,
    },
    /// A script that writes one export for each value of some columns.
    ExportParts(ExportParts),
    /// CALL.
    Call {
        /// The procedure.
        name: Name,
        /// The arguments.
        args: Vec<ExprId>,
    },
    /// `SET @@time_zone = 'x'`, `SET x = e`.
    Set {
        /// The variable with its `@@`.
        variable: Text,
        /// The value.
        value: ExprId,
    },
    /// BEGIN TRANSACTION.
    Begin,
    /// COMMIT TRANSACTION.
    Commit,
    /// ROLLBACK TRANSACTION.
    Rollback,
    /// A refused statement: `ASSERT FALSE AS 'RS…: …'` with the original above it as comment lines.
    Refused {
        /// The message, with its code in front.
        message: String,
        /// The original.
        original: Span,
    },
    /// A dropped statement: a comment with its code and the original, redacted.
    Dropped {
        /// The message, with its code in front.
        message: String,
        /// The original.
        original: Span,
    },
    /// A template or psql line, untouched.
    Placeholder(Span),
}

/// `OPTIONS (name = value, …)`.
pub type Options = Vec<(&'static str, ExprId)>;

/// INSERT INTO t (columns) VALUES … | query.
#[derive(Clone, Debug)]
pub struct Insert {
    /// The table.
    pub table: Name,
    /// The columns.
    pub columns: Vec<Text>,
    /// The source.
    pub source: InsertSource,
}

/// The source of an INSERT.
#[derive(Clone, Debug)]
pub enum InsertSource {
    /// VALUES.
    Values(Vec<Vec<ExprId>>),
    /// A query.
    Query(QueryId),
}

/// UPDATE.
#[derive(Clone, Debug)]
pub struct Update {
    /// The table.
    pub table: Name,
    /// Its alias.
    pub alias: Option<Text>,
    /// SET.
    pub assignments: Vec<(Name, ExprId)>,
    /// FROM.
    pub from: Vec<FromId>,
    /// WHERE, which BigQuery demands.
    pub selection: ExprId,
}

/// DELETE.
#[derive(Clone, Debug)]
pub struct Delete {
    /// The table.
    pub table: Name,
    /// Its alias.
    pub alias: Option<Text>,
    /// WHERE, which BigQuery demands.
    pub selection: ExprId,
}

/// MERGE.
#[derive(Clone, Debug)]
pub struct Merge {
    /// The table.
    pub table: Name,
    /// Its alias.
    pub alias: Option<Text>,
    /// The source.
    pub source: FromId,
    /// ON.
    pub on: ExprId,
    /// The clauses.
    pub clauses: Vec<MergeClause>,
}

/// WHEN \[NOT\] MATCHED [AND …] THEN ….
#[derive(Clone, Debug)]
pub struct MergeClause {
    /// WHEN MATCHED.
    pub matched: bool,
    /// After AND.
    pub condition: Option<ExprId>,
    /// The action.
    pub action: MergeAction,
}

/// The action of a MERGE clause.
#[derive(Clone, Debug)]
pub enum MergeAction {
    /// UPDATE SET.
    Update(Vec<(Name, ExprId)>),
    /// DELETE.
    Delete,
    /// INSERT (columns) VALUES (…).
    Insert {
        /// The columns.
        columns: Vec<Text>,
        /// The values.
        values: Vec<ExprId>,
    },
}

/// CREATE TABLE.
#[derive(Clone, Debug)]
pub struct CreateTable {
    /// OR REPLACE.
    pub or_replace: bool,
    /// TEMP.
    pub temporary: bool,
    /// IF NOT EXISTS.
    pub if_not_exists: bool,
    /// The table.
    pub name: Name,
    /// Columns and constraints.
    pub elements: Vec<TableElement>,
    /// LIKE.
    pub like: Option<Name>,
    /// CLUSTER BY: at most four.
    pub cluster_by: Vec<Text>,
    /// OPTIONS.
    pub options: Options,
    /// AS.
    pub query: Option<QueryId>,
}

/// An element of CREATE TABLE.
#[derive(Clone, Debug)]
pub enum TableElement {
    /// A column.
    Column(Column),
    /// PRIMARY KEY (…) NOT ENFORCED.
    PrimaryKey(Vec<Text>),
    /// FOREIGN KEY (…) REFERENCES t (…) NOT ENFORCED.
    ForeignKey {
        /// CONSTRAINT n.
        name: Option<Text>,
        /// Of this table.
        columns: Vec<Text>,
        /// The other table.
        table: Name,
        /// Of the other table.
        references: Vec<Text>,
    },
    /// A template placeholder.
    Placeholder(Span),
}

/// A column; printed in the order that BigQuery demands.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name.
    pub name: Text,
    /// Its type, or a placeholder's text.
    pub ty: ColumnType,
    /// COLLATE 'und:ci'.
    pub case_insensitive: bool,
    /// PRIMARY KEY NOT ENFORCED.
    pub primary_key: bool,
    /// REFERENCES t (c) NOT ENFORCED.
    pub references: Option<(Name, Vec<Text>)>,
    /// DEFAULT.
    pub default: Option<ExprId>,
    /// NOT NULL.
    pub not_null: bool,
}

/// The type of a column.
#[derive(Clone, Debug)]
pub enum ColumnType {
    /// A type.
    Type(Type),
    /// A template placeholder.
    Placeholder(Span),
}

/// CREATE \[MATERIALIZED\] VIEW.
#[derive(Clone, Debug)]
pub struct CreateView {
    /// MATERIALIZED.
    pub materialized: bool,
    /// OR REPLACE.
    pub or_replace: bool,
    /// IF NOT EXISTS.
    pub if_not_exists: bool,
    /// The view.
    pub name: Name,
    /// The columns.
    pub columns: Vec<Text>,
    /// CLUSTER BY (materialized views).
    pub cluster_by: Vec<Text>,
    /// OPTIONS.
    pub options: Options,
    /// AS.
    pub query: QueryId,
}

/// ALTER kind name action.
#[derive(Clone, Debug)]
pub struct Alter {
    /// `TABLE`, `VIEW`, `MATERIALIZED VIEW`, `SCHEMA`.
    pub kind: &'static str,
    /// IF EXISTS.
    pub if_exists: bool,
    /// The object.
    pub name: Name,
    /// The action.
    pub action: AlterAction,
}

/// The actions of ALTER.
#[derive(Clone, Debug)]
pub enum AlterAction {
    /// ADD COLUMN.
    AddColumn(Column),
    /// DROP COLUMN.
    DropColumn(Text),
    /// RENAME TO.
    RenameTo(Text),
    /// RENAME COLUMN a TO b.
    RenameColumn(Text, Text),
    /// ADD PRIMARY KEY / FOREIGN KEY.
    AddConstraint(TableElement),
    /// DROP CONSTRAINT.
    DropConstraint(Text),
    /// DROP PRIMARY KEY.
    DropPrimaryKey,
    /// ALTER COLUMN c SET DATA TYPE t.
    SetDataType(Text, Type),
    /// ALTER COLUMN c SET DEFAULT e.
    SetDefault(Text, ExprId),
    /// ALTER COLUMN c SET OPTIONS (…).
    SetColumnOptions(Text, Options),
    /// SET OPTIONS (…).
    SetOptions(Options),
}

/// Exports in folders `column=value/`, one for each value:
/// `CREATE TEMP TABLE unloaded AS …; FOR part IN (SELECT DISTINCT day FROM unloaded) DO EXPORT DATA …; END FOR; DROP TABLE unloaded`
#[derive(Clone, Debug)]
pub struct ExportParts {
    /// The columns, outer folder first.
    pub columns: Vec<Text>,
    /// The columns stand in the files too.
    pub keep: bool,
    /// The address up to the first folder, with its slash.
    pub base: ExprId,
    /// What follows the last folder: `/*.csv`.
    pub tail: ExprId,
    /// OPTIONS without the address.
    pub options: Options,
    /// The query, translated and printed by itself.
    pub query: String,
}

/// LOAD DATA INTO t (columns) FROM FILES (options).
#[derive(Clone, Debug)]
pub struct LoadData {
    /// INTO TEMP TABLE.
    pub temporary: bool,
    /// The table.
    pub table: Name,
    /// The schema.
    pub columns: Vec<(Text, Type)>,
    /// FROM FILES.
    pub files: Options,
}
