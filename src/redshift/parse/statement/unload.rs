//! UNLOAD: `UNLOAD ('SELECT …') TO 's3://…' IAM_ROLE default FORMAT PARQUET PARTITION BY (day)`.

use super::option_list::{ON_OFF, Shape, Spec};
use crate::redshift::keyword::Keyword as K;
use crate::redshift::parse::{PResult, Parser};
use crate::redshift::statement::{CopyOptionKind as O, Node, Unload};
use crate::redshift::token::TokenKind;
use crate::span::Span;

impl Parser<'_> {
    /// UNLOAD of a query, with the options in any order.
    pub(super) fn unload(&mut self) -> PResult<Node> {
        self.expect(K::Unload)?;
        self.expect_kind(TokenKind::LParen)?;
        let (query, bare) = self.unloaded_query()?;
        self.expect_kind(TokenKind::RParen)?;
        self.expect(K::To)?;
        let target = self.string_value()?;
        let options = self.option_list("UNLOAD", OPTIONS)?;
        Ok(Node::Unload(Unload {
            query,
            bare,
            target,
            options,
        }))
    }

    /// The query as a string, or bare: then it is read here, so that what is wrong with it is found.
    fn unloaded_query(&mut self) -> PResult<(Span, bool)> {
        if let Some(text) = self.eat_string_value() {
            return Ok((text, false));
        }
        let start = self.peek().span;
        self.parse_query()?;
        Ok((start.to(self.last_span()), true))
    }
}

const fn spec(words: &'static [&'static str], kind: O, shape: Shape) -> Spec {
    Spec { words, kind, shape }
}

/// The options of UNLOAD.
const OPTIONS: &[Spec] = &[
    spec(&["IAM_ROLE"], O::IamRole, Shape::Role),
    spec(&["WITH", "CREDENTIALS"], O::Credentials, Shape::Credentials),
    spec(&["CREDENTIALS"], O::Credentials, Shape::Credentials),
    spec(&["ACCESS_KEY_ID"], O::AccessKeyId, Shape::Text),
    spec(&["SECRET_ACCESS_KEY"], O::SecretAccessKey, Shape::Text),
    spec(&["SESSION_TOKEN"], O::SessionToken, Shape::Text),
    spec(&["CSV"], O::Csv, Shape::Format),
    spec(&["PARQUET"], O::Parquet, Shape::Format),
    spec(&["JSON"], O::Json, Shape::Format),
    spec(&["PARTITION", "BY"], O::PartitionBy, Shape::Columns),
    spec(&["INCLUDE"], O::Include, Shape::Flag),
    spec(&["MANIFEST", "VERBOSE"], O::ManifestVerbose, Shape::Flag),
    spec(&["MANIFEST"], O::Manifest, Shape::Flag),
    spec(&["HEADER"], O::Header, Shape::Flag),
    spec(&["DELIMITER"], O::Delimiter, Shape::Text),
    spec(&["FIXEDWIDTH"], O::FixedWidth, Shape::Text),
    spec(&["ENCRYPTED", "AUTO"], O::EncryptedAuto, Shape::Flag),
    spec(&["ENCRYPTED"], O::Encrypted, Shape::Flag),
    spec(&["KMS_KEY_ID"], O::KmsKeyId, Shape::Text),
    spec(
        &["MASTER_SYMMETRIC_KEY"],
        O::MasterSymmetricKey,
        Shape::Text,
    ),
    spec(&["BZIP2"], O::Bzip2, Shape::Flag),
    spec(&["GZIP"], O::Gzip, Shape::Flag),
    spec(&["ZSTD"], O::Zstd, Shape::Flag),
    spec(&["ADDQUOTES"], O::AddQuotes, Shape::Flag),
    spec(&["NULL"], O::NullAs, Shape::Text),
    spec(&["ESCAPE"], O::Escape, Shape::Flag),
    spec(&["ALLOWOVERWRITE"], O::AllowOverwrite, Shape::Flag),
    spec(&["CLEANPATH"], O::CleanPath, Shape::Flag),
    spec(&["PARALLEL"], O::Parallel, Shape::Switch(ON_OFF)),
    spec(&["MAXFILESIZE"], O::MaxFileSize, Shape::Size),
    spec(&["ROWGROUPSIZE"], O::RowGroupSize, Shape::Size),
    spec(&["REGION"], O::Region, Shape::Text),
    spec(&["EXTENSION"], O::Extension, Shape::Text),
];

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
    use super::super::testing::{fails, reads};
    use super::*;

    fn unload(sql: &str) -> Unload {
        match reads(sql) {
            Node::Unload(unload) => unload,
            other => panic!("{other:?}"),
        }
    }

    fn options(list: &str) -> Vec<(O, String)> {
        let sql = format!("UNLOAD ('SELECT 1') TO 's3://b/x_' {list}");
        let value = |span: Option<Span>| {
            span.map(|span| sql[span.range()].to_owned())
                .unwrap_or_default()
        };
        unload(&sql)
            .options
            .iter()
            .map(|option| (option.kind, value(option.value)))
            .collect()
    }

    #[test]
    fn values_of_every_shape() {
        for (list, kind, value) in [
            ("MANIFEST VERBOSE", O::ManifestVerbose, ""),
            ("MANIFEST", O::Manifest, ""),
            ("ENCRYPTED AUTO", O::EncryptedAuto, ""),
            ("PARTITION BY (a, \"b\")", O::PartitionBy, "(a, \"b\")"),
            ("PARTITION BY ({{ cols }})", O::PartitionBy, "({{ cols }})"),
            ("MAXFILESIZE AS 100 MB", O::MaxFileSize, "100 MB"),
            ("ROWGROUPSIZE 64", O::RowGroupSize, "64"),
            ("PARALLEL OFF", O::Parallel, "OFF"),
            ("FORMAT JSON", O::Json, ""),
            ("NULL AS ''", O::NullAs, "''"),
        ] {
            assert_eq!(options(list), [(kind, value.to_owned())], "{list}");
        }
    }

    #[test]
    fn the_query_is_a_string_or_bare() {
        assert!(!unload("UNLOAD ($$SELECT 'a'$$) TO 's3://b/x' IAM_ROLE default").bare);
        assert!(!unload("UNLOAD ({{ query }}) TO {{ target }} CSV").bare);
        assert!(unload("UNLOAD (SELECT (1)) TO 's3://b/x'").bare);
    }

    #[test]
    fn misspelt_options_are_suggested() {
        let (code, at, help) = fails("UNLOAD ('SELECT 1') TO 's3://b/x' ALOWOVERWRITE");
        assert_eq!((code.as_str(), at.as_str()), ("RS0004", "ALOWOVERWRITE"));
        assert!(help.contains("`ALLOWOVERWRITE`"), "{help}");
        assert_eq!(
            fails("UNLOAD ('SELECT 1') TO 's3://b/x' PARTITION BY a").1,
            "a"
        );
    }
}
