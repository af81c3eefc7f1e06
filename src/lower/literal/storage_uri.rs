//! Addresses of files: `s3://…` → `gs://…`.
//!
//! `COPY t FROM 's3://bucket/data/2024'` → `uris = ['gs://bucket/data/2024*']`: COPY reads every file whose key begins so.

use super::{LiteralError, code};
use nom::bytes::complete::{tag_no_case, take_while1};
use nom::combinator::{opt, rest};
use nom::sequence::preceded;
use nom::{IResult, Parser};

/// A bucket and the key, or the beginning of keys, in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StorageUri {
    /// `s3`, `s3a`, `s3n` or `gs`, in small letters.
    pub scheme: String,
    /// The bucket.
    pub bucket: String,
    /// What follows the slash after the bucket; empty where nothing does.
    pub key: String,
}

impl StorageUri {
    /// Reads `scheme://bucket/key`.
    pub fn parse(text: &str) -> Result<Self, LiteralError> {
        let whole = || 0..text.len();
        let (_, (scheme, bucket, key)) = parts(text).map_err(|_| {
            LiteralError::new(
                whole(),
                code::UNREADABLE,
                "it is no address of the form s3://bucket/key",
            )
        })?;
        let scheme = scheme.to_ascii_lowercase();
        if !["s3", "s3a", "s3n", "gs"].contains(&scheme.as_str()) {
            let why = format!("{scheme} is no storage that BigQuery loads from");
            return Err(LiteralError::new(0..scheme.len(), code::UNREADABLE, why));
        }
        Ok(Self {
            scheme,
            bucket: bucket.to_owned(),
            key: key.unwrap_or("").to_owned(),
        })
    }

    /// The address in Cloud Storage: by the rule whose `from` is the longest beginning of this address, else the same bucket
    /// and key.
    pub fn to_cloud_storage<'a>(
        &self,
        rules: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> String {
        let text = self.text("s3");
        let rule = rules
            .into_iter()
            .filter(|(from, _)| begins(&text, from))
            .max_by_key(|(from, _)| from.len());
        match rule {
            Some((from, to)) => format!("{to}{}", text.get(from.len()..).unwrap_or("")),
            None => self.text("gs"),
        }
    }

    fn text(&self, scheme: &str) -> String {
        format!("{scheme}://{}/{}", self.bucket, self.key)
    }
}

/// Whether the rule's address is the beginning of this one; `s3://a` is not the beginning of `s3://ab/`.
fn begins(text: &str, from: &str) -> bool {
    text.strip_prefix(from).is_some_and(|tail| {
        let inside_bucket = from.matches('/').count() < 3;
        !inside_bucket || tail.is_empty() || tail.starts_with('/')
    })
}

fn parts(text: &str) -> IResult<&str, (&str, &str, Option<&str>)> {
    (
        take_while1(|c: char| c.is_ascii_alphanumeric()),
        preceded(tag_no_case("://"), take_while1(|c| c != '/')),
        opt(preceded(tag_no_case("/"), rest)),
    )
        .parse(text)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn addresses_are_read() {
        let uri = StorageUri::parse("S3://my-bucket/a/b c.csv").unwrap();
        assert_eq!(
            (uri.scheme.as_str(), uri.bucket.as_str(), uri.key.as_str()),
            ("s3", "my-bucket", "a/b c.csv")
        );
        assert_eq!(StorageUri::parse("s3://b").unwrap().key, "");
        for (text, at) in [
            ("emr://j-1/x", 0..3),
            ("dynamodb://t", 0..8),
            ("bucket/x", 0..8),
            ("s3:///x", 0..7),
        ] {
            assert_eq!(StorageUri::parse(text).unwrap_err().at, at, "{text}");
        }
    }

    #[test]
    fn the_longest_rule_serves() {
        let rules = [
            ("s3://b", "gs://x"),
            ("s3://b/raw/", "gs://y/"),
            ("s3://c", "gs://z/c"),
        ];
        let map = |text| StorageUri::parse(text).unwrap().to_cloud_storage(rules);
        assert_eq!(map("s3://b/raw/1.csv"), "gs://y/1.csv");
        assert_eq!(map("s3://b/1.csv"), "gs://x/1.csv");
        assert_eq!(map("s3://c/d/1.csv"), "gs://z/c/d/1.csv");
        assert_eq!(map("s3://bb/1.csv"), "gs://bb/1.csv");
    }
}
