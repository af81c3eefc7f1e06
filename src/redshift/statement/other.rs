//! Settings, transactions, comments, calls, and the statements that are read as clauses only.

use super::super::tree::{ExprId, Name};
use crate::span::Span;

/// SET [SESSION | LOCAL] parameter { TO | = } value.
#[derive(Clone, Debug)]
pub struct Set {
    /// The parameter; dotted for context variables; `timezone` for SET TIME ZONE, `session authorization` has its own kind in [`Other`].
    pub parameter: Name,
    /// The tokens of the value.
    pub value: Span,
    /// The value is one string or word token (or a list of them: then false).
    pub single: bool,
}

/// BEGIN, COMMIT, ROLLBACK.
#[derive(Clone, Debug)]
pub struct Transaction {
    /// Which.
    pub kind: TransactionKind,
    /// ISOLATION LEVEL, READ ONLY …: the tokens.
    pub modes: Option<Span>,
}

/// The statements of transactions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransactionKind {
    /// BEGIN, START TRANSACTION.
    Begin,
    /// COMMIT, END.
    Commit,
    /// ROLLBACK, ABORT.
    Rollback,
}

/// COMMENT ON kind name IS 'text'.
#[derive(Clone, Debug)]
pub struct Comment {
    /// On what.
    pub target: CommentTarget,
    /// The object.
    pub name: Name,
    /// The string, or NULL.
    pub text: Span,
}

/// What COMMENT is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommentTarget {
    /// TABLE.
    Table,
    /// COLUMN.
    Column,
    /// VIEW.
    View,
    /// SCHEMA (PostgreSQL).
    Schema,
    /// DATABASE, CONSTRAINT and others.
    Other,
}

/// TRUNCATE \[TABLE\] t.
#[derive(Clone, Debug)]
pub struct Truncate {
    /// TABLE is written.
    pub table_keyword: bool,
    /// The tables: one in Redshift.
    pub tables: Vec<Name>,
    /// CASCADE and the like, of PostgreSQL.
    pub rest: Option<Span>,
}

/// CALL p(args).
#[derive(Clone, Debug)]
pub struct CallProcedure {
    /// The procedure.
    pub name: Name,
    /// The arguments.
    pub args: Vec<ExprId>,
}

/// EXPLAIN \[VERBOSE\] statement.
#[derive(Clone, Debug)]
pub struct Explain {
    /// The statement explained.
    pub inner: Span,
}

/// A statement read by kind.
#[derive(Clone, Debug)]
pub struct Other {
    /// Which.
    pub kind: OtherKind,
    /// The words that name the kind: `CREATE EXTERNAL SCHEMA`.
    pub kind_span: Span,
    /// The object, where there is one.
    pub name: Option<Name>,
    /// The parentheses after the name: arguments, columns, types.
    pub args: Option<Span>,
    /// The rest in order, each range beginning with a keyword.
    pub clauses: Vec<Span>,
    /// Bodies in `$$` or `'…'` (functions and procedures).
    pub bodies: Vec<Span>,
}

/// The statements that are read by kind.
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OtherKind {
    AlterDatabase,
    AlterDatashare,
    AlterDefaultPrivileges,
    AlterExternalSchema,
    AlterExternalView,
    AlterFunction,
    AlterGroup,
    AlterIdentityProvider,
    AlterMaskingPolicy,
    AlterMaterializedView,
    AlterModel,
    AlterProcedure,
    AlterRlsPolicy,
    AlterRole,
    AlterSchema,
    AlterSystem,
    AlterTemplate,
    AlterUser,
    AlterView,
    Analyze,
    AnalyzeCompression,
    AttachPolicy,
    Cancel,
    Close,
    CopyJob,
    CreateDatabase,
    CreateDatashare,
    CreateExternalFunction,
    CreateExternalModel,
    CreateExternalSchema,
    CreateExternalTable,
    CreateExternalView,
    CreateFunction,
    CreateGroup,
    CreateIdentityProvider,
    CreateIndex,
    CreateLibrary,
    CreateMaskingPolicy,
    CreateModel,
    CreateProcedure,
    CreateRlsPolicy,
    CreateRole,
    CreateSequence,
    CreateTemplate,
    CreateTrigger,
    CreateUser,
    Deallocate,
    Declare,
    Desc,
    DetachPolicy,
    Do,
    DropDatabase,
    DropDatashare,
    DropExternalView,
    DropGroup,
    DropIdentityProvider,
    DropIndex,
    DropLibrary,
    DropMaskingPolicy,
    DropRlsPolicy,
    DropRole,
    DropSequence,
    DropTemplate,
    DropTrigger,
    DropUser,
    Execute,
    Fetch,
    Grant,
    Lock,
    Prepare,
    RefreshMaterializedView,
    Reset,
    Revoke,
    Savepoint,
    SetSessionAuthorization,
    SetSessionCharacteristics,
    Show,
    Use,
    Vacuum,
}

impl OtherKind {
    /// The words of the statement: `CREATE EXTERNAL TABLE`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AlterDatabase => "ALTER DATABASE",
            Self::AlterDatashare => "ALTER DATASHARE",
            Self::AlterDefaultPrivileges => "ALTER DEFAULT PRIVILEGES",
            Self::AlterExternalSchema => "ALTER EXTERNAL SCHEMA",
            Self::AlterExternalView => "ALTER EXTERNAL VIEW",
            Self::AlterFunction => "ALTER FUNCTION",
            Self::AlterGroup => "ALTER GROUP",
            Self::AlterIdentityProvider => "ALTER IDENTITY PROVIDER",
            Self::AlterMaskingPolicy => "ALTER MASKING POLICY",
            Self::AlterMaterializedView => "ALTER MATERIALIZED VIEW",
            Self::AlterModel => "ALTER MODEL",
            Self::AlterProcedure => "ALTER PROCEDURE",
            Self::AlterRlsPolicy => "ALTER RLS POLICY",
            Self::AlterRole => "ALTER ROLE",
            Self::AlterSchema => "ALTER SCHEMA",
            Self::AlterSystem => "ALTER SYSTEM",
            Self::AlterTemplate => "ALTER TEMPLATE",
            Self::AlterUser => "ALTER USER",
            Self::AlterView => "ALTER VIEW",
            Self::Analyze => "ANALYZE",
            Self::AnalyzeCompression => "ANALYZE COMPRESSION",
            Self::AttachPolicy => "ATTACH POLICY",
            Self::Cancel => "CANCEL",
            Self::Close => "CLOSE",
            Self::CopyJob => "COPY JOB",
            Self::CreateDatabase => "CREATE DATABASE",
            Self::CreateDatashare => "CREATE DATASHARE",
            Self::CreateExternalFunction => "CREATE EXTERNAL FUNCTION",
            Self::CreateExternalModel => "CREATE EXTERNAL MODEL",
            Self::CreateExternalSchema => "CREATE EXTERNAL SCHEMA",
            Self::CreateExternalTable => "CREATE EXTERNAL TABLE",
            Self::CreateExternalView => "CREATE EXTERNAL VIEW",
            Self::CreateFunction => "CREATE FUNCTION",
            Self::CreateGroup => "CREATE GROUP",
            Self::CreateIdentityProvider => "CREATE IDENTITY PROVIDER",
            Self::CreateIndex => "CREATE INDEX",
            Self::CreateLibrary => "CREATE LIBRARY",
            Self::CreateMaskingPolicy => "CREATE MASKING POLICY",
            Self::CreateModel => "CREATE MODEL",
            Self::CreateProcedure => "CREATE PROCEDURE",
            Self::CreateRlsPolicy => "CREATE RLS POLICY",
            Self::CreateRole => "CREATE ROLE",
            Self::CreateSequence => "CREATE SEQUENCE",
            Self::CreateTemplate => "CREATE TEMPLATE",
            Self::CreateTrigger => "CREATE TRIGGER",
            Self::CreateUser => "CREATE USER",
            Self::Deallocate => "DEALLOCATE",
            Self::Declare => "DECLARE",
            Self::Desc => "DESC",
            Self::DetachPolicy => "DETACH POLICY",
            Self::Do => "DO",
            Self::DropDatabase => "DROP DATABASE",
            Self::DropDatashare => "DROP DATASHARE",
            Self::DropExternalView => "DROP EXTERNAL VIEW",
            Self::DropGroup => "DROP GROUP",
            Self::DropIdentityProvider => "DROP IDENTITY PROVIDER",
            Self::DropIndex => "DROP INDEX",
            Self::DropLibrary => "DROP LIBRARY",
            Self::DropMaskingPolicy => "DROP MASKING POLICY",
            Self::DropRlsPolicy => "DROP RLS POLICY",
            Self::DropRole => "DROP ROLE",
            Self::DropSequence => "DROP SEQUENCE",
            Self::DropTemplate => "DROP TEMPLATE",
            Self::DropTrigger => "DROP TRIGGER",
            Self::DropUser => "DROP USER",
            Self::Execute => "EXECUTE",
            Self::Fetch => "FETCH",
            Self::Grant => "GRANT",
            Self::Lock => "LOCK",
            Self::Prepare => "PREPARE",
            Self::RefreshMaterializedView => "REFRESH MATERIALIZED VIEW",
            Self::Reset => "RESET",
            Self::Revoke => "REVOKE",
            Self::Savepoint => "SAVEPOINT",
            Self::SetSessionAuthorization => "SET SESSION AUTHORIZATION",
            Self::SetSessionCharacteristics => "SET SESSION CHARACTERISTICS",
            Self::Show => "SHOW",
            Self::Use => "USE",
            Self::Vacuum => "VACUUM",
        }
    }
}
