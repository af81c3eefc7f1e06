//! COPY: `COPY t (a, b) FROM 's3://…' IAM_ROLE default FORMAT AS CSV IGNOREHEADER 1`.

use super::option_list::{ON_OFF, Shape, Spec};
use crate::redshift::keyword::Keyword as K;
use crate::redshift::parse::{PResult, Parser};
use crate::redshift::statement::{Copy, CopyOptionKind as O, Node};

impl Parser<'_> {
    /// COPY of a table, with the options in any order.
    pub(super) fn copy(&mut self) -> PResult<Node> {
        self.expect(K::Copy)?;
        let table = self.parse_name()?;
        let (columns, columns_span) = self.optional_columns()?;
        self.expect(K::From)?;
        let source = self.string_value()?;
        let options = self.option_list("COPY", OPTIONS)?;
        Ok(Node::Copy(Copy {
            table,
            columns,
            columns_span,
            source,
            options,
        }))
    }
}

const fn spec(words: &'static [&'static str], kind: O, shape: Shape) -> Spec {
    Spec { words, kind, shape }
}

/// The options of COPY.
pub(super) const OPTIONS: &[Spec] = &[
    spec(&["IAM_ROLE"], O::IamRole, Shape::Role),
    spec(&["WITH", "CREDENTIALS"], O::Credentials, Shape::Credentials),
    spec(&["CREDENTIALS"], O::Credentials, Shape::Credentials),
    spec(&["ACCESS_KEY_ID"], O::AccessKeyId, Shape::Text),
    spec(&["SECRET_ACCESS_KEY"], O::SecretAccessKey, Shape::Text),
    spec(&["SESSION_TOKEN"], O::SessionToken, Shape::Text),
    spec(&["MANIFEST"], O::Manifest, Shape::Flag),
    spec(&["ENCRYPTED"], O::Encrypted, Shape::Flag),
    spec(&["MASTER_SYMMETRIC_KEY"], O::MasterSymmetricKey, Shape::Text),
    spec(&["REGION"], O::Region, Shape::Text),
    spec(&["READRATIO"], O::ReadRatio, Shape::Number),
    spec(&["SSH"], O::Ssh, Shape::Flag),
    spec(&["CSV"], O::Csv, Shape::Format),
    spec(&["DELIMITER"], O::Delimiter, Shape::FormatText),
    spec(&["FIXEDWIDTH"], O::FixedWidth, Shape::FormatText),
    spec(&["SHAPEFILE"], O::Shapefile, Shape::Format),
    spec(&["AVRO"], O::Avro, Shape::FormatMaybeText),
    spec(&["JSON"], O::Json, Shape::FormatMaybeText),
    spec(&["PARQUET"], O::Parquet, Shape::Format),
    spec(&["ORC"], O::Orc, Shape::Format),
    spec(&["QUOTE"], O::Quote, Shape::Text),
    spec(&["SERIALIZETOJSON"], O::SerializeToJson, Shape::Flag),
    spec(&["SIMPLIFY"], O::Simplify, Shape::Tolerance),
    spec(&["BZIP2"], O::Bzip2, Shape::Flag),
    spec(&["GZIP"], O::Gzip, Shape::Flag),
    spec(&["LZOP"], O::Lzop, Shape::Flag),
    spec(&["ZSTD"], O::Zstd, Shape::Flag),
    spec(&["ACCEPTANYDATE"], O::AcceptAnyDate, Shape::Flag),
    spec(&["ACCEPTINVCHARS"], O::AcceptInvChars, Shape::MaybeText),
    spec(&["BLANKSASNULL"], O::BlanksAsNull, Shape::Flag),
    spec(&["DATEFORMAT"], O::DateFormat, Shape::Text),
    spec(&["EMPTYASNULL"], O::EmptyAsNull, Shape::Flag),
    spec(&["ENCODING"], O::Encoding, Shape::WordOrText),
    spec(&["ESCAPE"], O::Escape, Shape::Flag),
    spec(&["EXPLICIT_IDS"], O::ExplicitIds, Shape::Flag),
    spec(&["FILLRECORD"], O::FillRecord, Shape::Flag),
    spec(&["IGNOREBLANKLINES"], O::IgnoreBlankLines, Shape::Flag),
    spec(&["IGNOREHEADER"], O::IgnoreHeader, Shape::Number),
    spec(&["NULL"], O::NullAs, Shape::Text),
    spec(&["REMOVEQUOTES"], O::RemoveQuotes, Shape::Flag),
    spec(&["ROUNDEC"], O::RoundEc, Shape::Flag),
    spec(&["TIMEFORMAT"], O::TimeFormat, Shape::Text),
    spec(&["TRIMBLANKS"], O::TrimBlanks, Shape::Flag),
    spec(&["TRUNCATECOLUMNS"], O::TruncateColumns, Shape::Flag),
    spec(&["COMPROWS"], O::CompRows, Shape::Number),
    spec(&["COMPUPDATE"], O::CompUpdate, Shape::Switch(&["ON", "OFF", "TRUE", "FALSE", "PRESET"])),
    spec(&["IGNOREALLERRORS"], O::IgnoreAllErrors, Shape::Flag),
    spec(&["MAXERROR"], O::MaxError, Shape::Number),
    spec(&["NOLOAD"], O::NoLoad, Shape::Flag),
    spec(&["STATUPDATE"], O::StatUpdate, Shape::Switch(ON_OFF)),
    spec(&["JOB", "CREATE"], O::JobCreate, Shape::Job),
    spec(&["USING", "TEMPLATE"], O::UsingTemplate, Shape::Name),
];
