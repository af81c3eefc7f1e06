//! COPY and UNLOAD.

use super::super::tree::{Ident, Name};
use crate::span::Span;

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
