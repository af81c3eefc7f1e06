//! The Redshift tree of statements: what stands around the queries and expressions of [`tree`](super::tree).
//!
//! Statements that carry data or definitions have full trees. The others (grants, roles, policies, SHOW, VACUUM …) are read
//! as [`Other`]: kind, name of the object, and their clauses as ranges of tokens that begin with a keyword.

use super::tree::{Body, DataType, ExprId, FromId, Ident, Name, QueryId, Tree, With};
use crate::span::Span;

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

/// CREATE \[TEMP\] TABLE.
#[derive(Clone, Debug)]
pub struct CreateTable {
    /// TEMP, TEMPORARY with LOCAL: their tokens.
    pub temporary: Option<Span>,
    /// IF NOT EXISTS.
    pub if_not_exists: bool,
    /// The table.
    pub name: Name,
    /// Columns, constraints and LIKE in order.
    pub elements: Vec<TableElement>,
    /// The parentheses around the elements.
    pub elements_span: Span,
    /// BACKUP, DISTSTYLE, SORTKEY ….
    pub attributes: Vec<TableAttribute>,
}

/// CREATE \[TEMP\] TABLE … AS query.
#[derive(Clone, Debug)]
pub struct CreateTableAs {
    /// TEMP, TEMPORARY with LOCAL: their tokens.
    pub temporary: Option<Span>,
    /// IF NOT EXISTS (not documented for this form).
    pub if_not_exists: bool,
    /// The table.
    pub name: Name,
    /// The column names.
    pub columns: Vec<Ident>,
    /// With the parentheses.
    pub columns_span: Option<Span>,
    /// DISTSTYLE, SORTKEY ….
    pub attributes: Vec<TableAttribute>,
    /// AS, where it stands.
    pub as_span: Span,
    /// The query.
    pub query: QueryId,
    /// Parentheses around the query.
    pub parenthesised: Option<Span>,
    /// WITH NO DATA and the like, of PostgreSQL.
    pub with_data: Option<Span>,
}

/// An element between the parentheses of CREATE TABLE.
#[derive(Clone, Debug)]
pub enum TableElement {
    /// A column.
    Column(Column),
    /// PRIMARY KEY (…), UNIQUE (…), FOREIGN KEY (…).
    Constraint(TableConstraint),
    /// LIKE parent [INCLUDING | EXCLUDING DEFAULTS].
    Like {
        /// The parent.
        parent: Name,
        /// `Some(true)` for INCLUDING DEFAULTS.
        including_defaults: Option<bool>,
        /// All of it.
        span: Span,
    },
    /// A template placeholder.
    Placeholder(Span),
}

/// A column definition.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name.
    pub name: Ident,
    /// Its type.
    pub ty: DataType,
    /// Its attributes and constraints in order.
    pub attributes: Vec<ColumnAttribute>,
    /// All of it.
    pub span: Span,
}

/// An attribute or constraint of a column with its span.
#[derive(Clone, Debug)]
pub struct ColumnAttribute {
    /// Which.
    pub kind: ColumnAttributeKind,
    /// All of it.
    pub span: Span,
}

/// The attributes of a column.
#[derive(Clone, Debug)]
pub enum ColumnAttributeKind {
    /// DEFAULT e.
    Default(ExprId),
    /// IDENTITY(seed, step).
    Identity,
    /// GENERATED BY DEFAULT AS IDENTITY(seed, step).
    GeneratedIdentity,
    /// ENCODE x.
    Encode,
    /// DISTKEY.
    DistKey,
    /// SORTKEY.
    SortKey,
    /// COLLATE CASE_INSENSITIVE is `true`.
    Collate(bool),
    /// NOT NULL.
    NotNull,
    /// NULL.
    Null,
    /// UNIQUE.
    Unique,
    /// PRIMARY KEY.
    PrimaryKey,
    /// REFERENCES t [(c)].
    References {
        /// The table.
        table: Name,
        /// The columns.
        columns: Vec<Ident>,
    },
    /// CHECK (…) of PostgreSQL.
    Check(ExprId),
    /// MASKED, or an attribute of other products, by its tokens.
    Unknown,
    /// A template placeholder.
    Placeholder,
}

/// A constraint of a table.
#[derive(Clone, Debug)]
pub struct TableConstraint {
    /// CONSTRAINT n.
    pub name: Option<Ident>,
    /// Which.
    pub kind: TableConstraintKind,
    /// All of it.
    pub span: Span,
}

/// The constraints of a table.
#[derive(Clone, Debug)]
pub enum TableConstraintKind {
    /// PRIMARY KEY (…).
    PrimaryKey(Vec<Ident>),
    /// UNIQUE (…).
    Unique(Vec<Ident>),
    /// FOREIGN KEY (…) REFERENCES t [(…)].
    ForeignKey {
        /// Of this table.
        columns: Vec<Ident>,
        /// The other table.
        table: Name,
        /// Of the other table.
        references: Vec<Ident>,
    },
    /// CHECK (…) of PostgreSQL.
    Check(ExprId),
}

/// An attribute of a table or materialized view with its span.
#[derive(Clone, Debug)]
pub struct TableAttribute {
    /// Which.
    pub kind: TableAttributeKind,
    /// All of it.
    pub span: Span,
}

/// The attributes after the columns of a table.
#[derive(Clone, Debug)]
pub enum TableAttributeKind {
    /// BACKUP YES is `true`.
    Backup(bool),
    /// DISTSTYLE AUTO | EVEN | KEY | ALL: the word.
    DistStyle(Ident),
    /// DISTKEY (c).
    DistKey(Vec<Ident>),
    /// [COMPOUND | INTERLEAVED] SORTKEY (c, …); ordinals are spans of numbers.
    SortKey {
        /// INTERLEAVED.
        interleaved: bool,
        /// The columns.
        columns: Vec<Ident>,
    },
    /// SORTKEY AUTO.
    SortKeyAuto,
    /// ENCODE AUTO.
    EncodeAuto,
    /// AUTO REFRESH YES is `true` (materialized views).
    AutoRefresh(bool),
    /// TABLE PROPERTIES, PARTITIONED BY and the like of external tables, or of other products, by their tokens.
    Unknown,
    /// A template placeholder.
    Placeholder,
}

/// CREATE VIEW.
#[derive(Clone, Debug)]
pub struct CreateView {
    /// OR REPLACE.
    pub or_replace: bool,
    /// The view.
    pub name: Name,
    /// The columns.
    pub columns: Vec<Ident>,
    /// With the parentheses.
    pub columns_span: Option<Span>,
    /// The query.
    pub query: QueryId,
    /// Parentheses around the query.
    pub parenthesised: Option<Span>,
    /// WITH NO SCHEMA BINDING, where it stands.
    pub no_schema_binding: Option<Span>,
}

/// CREATE MATERIALIZED VIEW.
#[derive(Clone, Debug)]
pub struct CreateMaterializedView {
    /// OR REPLACE (not documented by AWS).
    pub or_replace: bool,
    /// IF NOT EXISTS (not documented by AWS).
    pub if_not_exists: bool,
    /// The view.
    pub name: Name,
    /// The columns.
    pub columns: Vec<Ident>,
    /// With the parentheses.
    pub columns_span: Option<Span>,
    /// BACKUP, DISTSTYLE, SORTKEY, AUTO REFRESH, also those written after the name and before AS in any order.
    pub attributes: Vec<TableAttribute>,
    /// AS, where it stands.
    pub as_span: Span,
    /// The query.
    pub query: QueryId,
    /// Parentheses around the query.
    pub parenthesised: Option<Span>,
}

/// CREATE SCHEMA.
#[derive(Clone, Debug)]
pub struct CreateSchema {
    /// IF NOT EXISTS.
    pub if_not_exists: bool,
    /// The schema; CREATE SCHEMA AUTHORIZATION u has none.
    pub name: Option<Name>,
    /// AUTHORIZATION u.
    pub authorization: Option<Span>,
    /// QUOTA n MB.
    pub quota: Option<Span>,
    /// Statements of the schema.
    pub elements: Option<Span>,
}

/// ALTER TABLE t action.
#[derive(Clone, Debug)]
pub struct AlterTable {
    /// The table.
    pub table: Name,
    /// IF EXISTS, of PostgreSQL.
    pub if_exists: bool,
    /// The actions, mostly one.
    pub actions: Vec<AlterAction>,
}

/// An action with its span.
#[derive(Clone, Debug)]
pub struct AlterAction {
    /// Which.
    pub kind: AlterActionKind,
    /// All of it.
    pub span: Span,
}

/// The actions of ALTER TABLE.
#[derive(Clone, Debug)]
pub enum AlterActionKind {
    /// ADD \[COLUMN\] c.
    AddColumn(Box<Column>),
    /// DROP \[COLUMN\] c [RESTRICT | CASCADE].
    DropColumn {
        /// The column.
        column: Ident,
        /// RESTRICT or CASCADE.
        behaviour: Option<Span>,
    },
    /// RENAME TO n.
    RenameTo(Name),
    /// RENAME \[COLUMN\] a TO b.
    RenameColumn {
        /// The old name.
        from: Ident,
        /// The new name.
        to: Ident,
    },
    /// ADD [CONSTRAINT n] ….
    AddConstraint(TableConstraint),
    /// DROP CONSTRAINT n [RESTRICT | CASCADE].
    DropConstraint {
        /// Its name.
        name: Ident,
        /// RESTRICT or CASCADE.
        behaviour: Option<Span>,
    },
    /// ALTER \[COLUMN\] c TYPE t.
    AlterType {
        /// The column.
        column: Ident,
        /// The type.
        ty: DataType,
    },
    /// ALTER COLUMN c ENCODE e.
    AlterEncode,
    /// ALTER COLUMN c SET DEFAULT e / DROP DEFAULT / SET NOT NULL / DROP NOT NULL, of PostgreSQL and Iceberg.
    AlterColumnOther,
    /// OWNER TO u.
    OwnerTo,
    /// ALTER DISTKEY / DISTSTYLE.
    AlterDist,
    /// ALTER SORTKEY: the columns; empty for AUTO and NONE.
    AlterSortKey(Vec<Ident>),
    /// ALTER ENCODE AUTO.
    AlterEncodeAuto,
    /// APPEND FROM s [IGNOREEXTRA | FILLTARGET].
    AppendFrom {
        /// The source.
        source: Name,
        /// IGNOREEXTRA.
        ignore_extra: bool,
        /// FILLTARGET.
        fill_target: bool,
    },
    /// ROW LEVEL SECURITY …, MASKING ….
    RowLevelSecurity,
    /// SET LOCATION / FILE FORMAT / TABLE PROPERTIES, ADD / DROP PARTITION.
    External,
    /// SET SCHEMA and other actions of PostgreSQL.
    Unknown,
}

/// DROP kind [IF EXISTS] names.
#[derive(Clone, Debug)]
pub struct Drop {
    /// What is dropped.
    pub kind: DropKind,
    /// The words after DROP (`MATERIALIZED VIEW`).
    pub kind_span: Span,
    /// IF EXISTS.
    pub if_exists: bool,
    /// The names; argument types of routines are skipped over into `signatures`.
    pub names: Vec<Name>,
    /// The parentheses after the names of routines.
    pub signatures: Vec<Span>,
    /// DROP EXTERNAL DATABASE after a schema.
    pub external_database: Option<Span>,
    /// CASCADE or RESTRICT.
    pub behaviour: Option<Span>,
    /// CASCADE.
    pub cascade: bool,
}

/// What DROP drops, where BigQuery has something of the kind. Everything else is [`Other`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DropKind {
    /// TABLE.
    Table,
    /// VIEW.
    View,
    /// MATERIALIZED VIEW.
    MaterializedView,
    /// SCHEMA.
    Schema,
    /// FUNCTION.
    Function,
    /// PROCEDURE.
    Procedure,
    /// MODEL.
    Model,
}

/// COPY t [(columns)] FROM source options.
#[derive(Clone, Debug)]
pub struct Copy {
    /// The table.
    pub table: Name,
    /// The columns.
    pub columns: Vec<Ident>,
    /// With the parentheses.
    pub columns_span: Option<Span>,
    /// The string or placeholder after FROM.
    pub source: Span,
    /// The options in order.
    pub options: Vec<CopyOption>,
}

/// An option of COPY or UNLOAD.
#[derive(Clone, Debug)]
pub struct CopyOption {
    /// Which.
    pub kind: CopyOptionKind,
    /// All of it.
    pub span: Span,
    /// Its value: the string, number, word or placeholder token; for a list the parentheses.
    pub value: Option<Span>,
}

/// The options of COPY and UNLOAD. Words that both know are one kind; a format without FORMAT (`CSV`) is the same kind.
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CopyOptionKind {
    // Authorization
    IamRole,
    Credentials,
    AccessKeyId,
    SecretAccessKey,
    SessionToken,
    // Source
    Manifest,
    Encrypted,
    MasterSymmetricKey,
    Region,
    ReadRatio,
    Ssh,
    // Format
    Csv,
    Delimiter,
    FixedWidth,
    Shapefile,
    Avro,
    Json,
    Parquet,
    Orc,
    Quote,
    SerializeToJson,
    Simplify,
    // Compression
    Bzip2,
    Gzip,
    Lzop,
    Zstd,
    // Conversion
    AcceptAnyDate,
    AcceptInvChars,
    BlanksAsNull,
    DateFormat,
    EmptyAsNull,
    Encoding,
    Escape,
    ExplicitIds,
    FillRecord,
    IgnoreBlankLines,
    IgnoreHeader,
    NullAs,
    RemoveQuotes,
    RoundEc,
    TimeFormat,
    TrimBlanks,
    TruncateColumns,
    // Load operations
    CompRows,
    CompUpdate,
    IgnoreAllErrors,
    MaxError,
    NoLoad,
    StatUpdate,
    JobCreate,
    UsingTemplate,
    // UNLOAD
    PartitionBy,
    ManifestVerbose,
    Header,
    EncryptedAuto,
    KmsKeyId,
    AddQuotes,
    AllowOverwrite,
    CleanPath,
    Parallel,
    MaxFileSize,
    RowGroupSize,
    Extension,
    Include,
    /// A template placeholder for options, or for the format after FORMAT.
    Placeholder,
}

/// UNLOAD ('query') TO 's3://…' options.
#[derive(Clone, Debug)]
pub struct Unload {
    /// The string (or placeholder) with the query, with its quotes.
    pub query: Span,
    /// Written as a bare query in the parentheses instead of a string (not documented by AWS).
    pub bare: bool,
    /// The string or placeholder after TO.
    pub target: Span,
    /// The options in order.
    pub options: Vec<CopyOption>,
}

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

/// Whether a query is SELECT INTO.
pub fn into_of(tree: &Tree, query: QueryId) -> bool {
    matches!(&tree.bodies[tree.queries[query].body], Body::Select(select) if select.into.is_some())
}
