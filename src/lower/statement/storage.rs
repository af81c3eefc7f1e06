//! Addresses of the files of COPY and UNLOAD.
//!
//! `COPY t FROM 's3://b/x'` → `uris = ['gs://b/x*']`, by the rules of `[storage]` in the configuration.

use super::super::Cx;
use super::super::literal::storage_uri::StorageUri;
use super::super::literal::{storage_uri, string_literal};
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::span::Span;

/// What to do about sources that are no files, by the beginning of their address.
const SOURCES: [(&str, &str); 2] = [
    (
        "dynamodb",
        "export the table of DynamoDB to files in Cloud Storage first",
    ),
    (
        "emr",
        "copy the files of the cluster to Cloud Storage first",
    ),
];

impl Cx<'_> {
    /// An address of Cloud Storage out of one of S3: by the rules of the configuration, else in the same bucket.
    pub(super) fn storage_uri(&mut self, token: Span, suffix: &str) -> bq::ExprId {
        let text = self.text(token);
        if !text.starts_with('\'') {
            // A template stands for the whole literal.
            return self.same_text(token);
        }
        let value = match string_literal::decode(text) {
            Ok(value) => value,
            Err(error) => {
                self.refuse(Code::RS1204, token, &[&error.why]);
                return self.string("");
            }
        };
        let Ok(address) = storage_uri::StorageUri::parse(&value) else {
            let is_template = string_literal::has_placeholder(&value);
            if is_template || !value.contains("://") {
                // A path without a storage is filled by another program, or BigQuery will refuse it.
                let kept = if is_template {
                    "what the template gives"
                } else {
                    "what stands here"
                };
                self.raise(Code::RS2602, token, &[&value, kept]);
                let text = format!("'{value}{suffix}'");
                return self.out.expr(
                    bq::Expr::Literal(bq::Literal::String, text.into()),
                    bq::Origin::New,
                );
            }
            self.no_source(&value, token);
            return self.string("");
        };
        self.say_special_characters(&address, token);
        let rules = self
            .options
            .storage
            .iter()
            .map(|rule| (rule.from.as_str(), rule.to.as_str()));
        let mapped = address.to_cloud_storage(rules);
        if mapped == address.to_cloud_storage(std::iter::empty()) && address.scheme != "gs" {
            self.raise(Code::RS2602, token, &[&value, &address.bucket]);
        }
        let uri = format!("{}{suffix}", mapped.trim_end_matches('*'));
        if string_literal::has_placeholder(&value) {
            // What a template fills is not respelt.
            return self.out.expr(
                bq::Expr::Literal(bq::Literal::String, format!("'{uri}'").into()),
                bq::Origin::New,
            );
        }
        self.string(&uri)
    }

    fn same_text(&mut self, token: Span) -> bq::ExprId {
        self.out
            .expr(bq::Expr::Placeholder(token), bq::Origin::Same(token))
    }

    /// A source that BigQuery does not read.
    fn no_source(&mut self, address: &str, token: Span) {
        let scheme = address.split("://").next().unwrap_or_default();
        let known = SOURCES
            .iter()
            .find(|(name, _)| scheme.eq_ignore_ascii_case(name));
        let help = known.map_or("copy the files to Cloud Storage first", |(_, help)| help);
        let word = if self.is_unload() { "target" } else { "source" };
        let what = format!("the {word} {address}");
        self.refuse(Code::RS1601, token, &[&what, "BigQuery", help]);
    }

    /// A star is any text in BigQuery, and there may be one; in Redshift it is a character of the name.
    fn say_special_characters(&mut self, address: &StorageUri, token: Span) {
        let name = address.key.trim_end_matches('*');
        let differs = if self.is_unload() {
            Code::RS2603
        } else {
            Code::RS2601
        };
        if string_literal::has_placeholder(name) {
            return;
        }
        if name.contains('*') || address.bucket.contains('*') {
            let what = "a * inside the name of a file";
            let help = "copy the files to names without it";
            self.refuse(Code::RS1601, token, &[what, "BigQuery", help]);
        } else if name.len() < address.key.len() {
            let what = "the * is any text, in Redshift it is a character of the name";
            self.raise(differs, token, &[what, "take it away"]);
        } else if name.contains(['?', '[', ']', '#']) {
            let what =
                "the name holds a character that BigQuery may not read as itself: ?, [, ] or #";
            self.raise(
                differs,
                token,
                &[what, "copy the files to names without it"],
            );
        }
    }
}
