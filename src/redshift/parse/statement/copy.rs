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
        let (columns, columns_span) = self.optional_column_list()?;
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

/// The words of ENCODING.
const ENCODINGS: &[&str] = &["UTF8", "UTF16", "UTF16LE", "UTF16BE", "ISO88591"];

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
    spec(
        &["MASTER_SYMMETRIC_KEY"],
        O::MasterSymmetricKey,
        Shape::Text,
    ),
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
    spec(&["ENCODING"], O::Encoding, Shape::WordOrText(ENCODINGS)),
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
    spec(
        &["COMPUPDATE"],
        O::CompUpdate,
        Shape::Switch(&["ON", "OFF", "TRUE", "FALSE", "PRESET"]),
    ),
    spec(&["IGNOREALLERRORS"], O::IgnoreAllErrors, Shape::Flag),
    spec(&["MAXERROR"], O::MaxError, Shape::Number),
    spec(&["NOLOAD"], O::NoLoad, Shape::Flag),
    spec(&["STATUPDATE"], O::StatUpdate, Shape::Switch(ON_OFF)),
    spec(&["JOB", "CREATE"], O::JobCreate, Shape::Job),
    spec(&["USING", "TEMPLATE"], O::UsingTemplate, Shape::Name),
];

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
    use super::super::testing::{fails, reads};
    use super::*;

    use crate::redshift::statement::CopyOption;

    fn options(list: &str) -> Vec<(O, String)> {
        let sql = format!("COPY t FROM 's3://b/x' {list}");
        match reads(&sql) {
            Node::Copy(copy) => copy
                .options
                .iter()
                .map(|option| (option.kind, value(&sql, option)))
                .collect(),
            other => panic!("{other:?}"),
        }
    }

    fn value(sql: &str, option: &CopyOption) -> String {
        option
            .value
            .map(|span| sql[span.range()].to_owned())
            .unwrap_or_default()
    }

    fn one(list: &str) -> (O, String) {
        let mut options = options(list);
        assert_eq!(options.len(), 1, "{list}");
        options.pop().unwrap()
    }

    #[test]
    fn values_of_every_shape() {
        for (list, kind, value) in [
            ("IAM_ROLE default", O::IamRole, "default"),
            ("IAM_ROLE 'arn:x'", O::IamRole, "'arn:x'"),
            (
                "WITH CREDENTIALS AS 'aws_iam_role=x'",
                O::Credentials,
                "'aws_iam_role=x'",
            ),
            ("IGNOREHEADER AS 1", O::IgnoreHeader, "1"),
            ("IGNOREHEADER {{ n }}", O::IgnoreHeader, "{{ n }}"),
            ("ACCEPTINVCHARS", O::AcceptInvChars, ""),
            ("ACCEPTINVCHARS AS '?'", O::AcceptInvChars, "'?'"),
            (
                "FORMAT AS JSON 'auto ignorecase'",
                O::Json,
                "'auto ignorecase'",
            ),
            ("FORMAT PARQUET", O::Parquet, ""),
            ("AS CSV", O::Csv, ""),
            ("FORMAT AS {{ format }}", O::Placeholder, "{{ format }}"),
            ("{{ options }}", O::Placeholder, "{{ options }}"),
            ("ENCODING UTF16LE", O::Encoding, "UTF16LE"),
            ("COMPUPDATE PRESET", O::CompUpdate, "PRESET"),
            ("STATUPDATE", O::StatUpdate, ""),
            ("SIMPLIFY AUTO 1.1E-05", O::Simplify, "AUTO 1.1E-05"),
            ("JOB CREATE nightly AUTO ON", O::JobCreate, "nightly"),
            ("USING TEMPLATE s.daily", O::UsingTemplate, "s.daily"),
        ] {
            assert_eq!(one(list), (kind, value.to_owned()), "{list}");
        }
    }

    #[test]
    fn options_in_any_order() {
        let kinds: Vec<O> = options("gzip delimiter '|' region as 'eu-west-1' null as '\\\\N' iam_role default csv quote '%'")
            .into_iter()
            .map(|(kind, _)| kind)
            .collect();
        assert_eq!(
            kinds,
            [
                O::Gzip,
                O::Delimiter,
                O::Region,
                O::NullAs,
                O::IamRole,
                O::Csv,
                O::Quote
            ]
        );
    }

    #[test]
    fn spans_hold_all_of_an_option() {
        let sql = "COPY t (a, b) FROM 's3://b/x' JOB CREATE j AUTO OFF FORMAT AS AVRO 'auto'";
        let Node::Copy(copy) = reads(sql) else {
            panic!("not COPY");
        };
        let spans: Vec<&str> = copy
            .options
            .iter()
            .map(|option| &sql[option.span.range()])
            .collect();
        assert_eq!(spans, ["JOB CREATE j AUTO OFF", "FORMAT AS AVRO 'auto'"]);
        assert_eq!(copy.columns.len(), 2);
    }

    #[test]
    fn misspelt_options_are_suggested() {
        let (code, at, help) = fails("COPY t FROM 's3://b/x' IAM_ROLE default IGNOREHEDER 1 CSV");
        assert_eq!((code.as_str(), at.as_str()), ("RS0004", "IGNOREHEDER"));
        assert!(help.contains("`IGNOREHEADER`"), "{help}");
        assert_eq!(fails("COPY t FROM 's3://b/x' FORMAT AS PARQET").1, "PARQET");
    }

    #[test]
    fn what_is_no_option_is_not_swallowed() {
        for (list, at) in [
            ("CSV frobnicate", "frobnicate"),
            ("IGNOREHEADER CSV", "CSV"),
            ("DELIMITER 5", "5"),
            ("FORMAT GZIP", "GZIP"),
            ("ENCODING GZIP", "GZIP"),
            ("HEADER", "HEADER"),
            ("CSV, GZIP", ","),
            ("JOB CREATE j AUTO MAYBE", "MAYBE"),
        ] {
            let (_, found, text) = fails(&format!("COPY t FROM 's3://b/x' {list}"));
            assert_eq!(found, at, "{list}: {text}");
        }
    }
}
