//! The attributes of tables and materialized views, in any order: `BACKUP NO DISTSTYLE KEY DISTKEY (a) COMPOUND SORTKEY (a, b)`.

use super::matching::Found;
use super::synopsis::{Pattern, compile};
use crate::redshift::keyword::Keyword as K;
use crate::redshift::parse::{PResult, Parser};
use crate::redshift::statement::{TableAttribute, TableAttributeKind as Kind};
use crate::redshift::token::TokenKind;
use crate::redshift::tree::Ident;
use crate::span::Span;
use std::sync::LazyLock;

/// The attributes that are read for their words alone.
static PLAIN: LazyLock<Vec<(Kind, Pattern)>> = LazyLock::new(|| {
    [
        (Kind::Backup(true), "BACKUP YES"),
        (Kind::Backup(false), "BACKUP NO"),
        (Kind::SortKeyAuto, "SORTKEY AUTO"),
        (Kind::EncodeAuto, "ENCODE AUTO"),
        (Kind::AutoRefresh(true), "AUTO REFRESH YES"),
        (Kind::AutoRefresh(false), "AUTO REFRESH NO"),
        (Kind::Unknown, "USING ICEBERG"),
        (Kind::Unknown, "LOCATION text"),
        (Kind::Unknown, "PARTITIONED BY parens"),
        (Kind::Unknown, "TABLE PROPERTIES parens"),
        (Kind::Unknown, "STORED AS value"),
        (Kind::Unknown, "INHERITS parens"),
        (Kind::Unknown, "TABLESPACE name"),
        (Kind::Unknown, "WITH parens"),
        (
            Kind::Unknown,
            "ON COMMIT {PRESERVE ROWS | DELETE ROWS | DROP}",
        ),
        (Kind::Placeholder, "placeholder"),
    ]
    .into_iter()
    .map(|(kind, synopsis)| (kind, compile(synopsis)))
    .collect()
});

/// What an attribute begins with, for messages and suggestions.
const WORDS: &[&str] = &[
    "BACKUP",
    "DISTSTYLE",
    "DISTKEY",
    "SORTKEY",
    "COMPOUND SORTKEY",
    "INTERLEAVED SORTKEY",
    "ENCODE AUTO",
    "AUTO REFRESH",
];

impl Parser<'_> {
    /// All attributes that stand here.
    pub(super) fn table_attributes(&mut self) -> PResult<Vec<TableAttribute>> {
        let mut attributes = Vec::new();
        let mut found = Found::default();
        while let Some(attribute) = self.table_attribute(&mut found)? {
            attributes.push(attribute);
        }
        if !self.at_end() {
            self.farther_error(&found)?;
        }
        Ok(attributes)
    }

    /// After the attributes the statement ends: a misspelt attribute is found here.
    pub(super) fn end_of_attributes(&mut self) -> PResult<()> {
        if self.at_end() {
            return Ok(());
        }
        Err(self.unexpected_word(
            "an attribute of the table or the end of the statement",
            WORDS,
        ))
    }

    /// A word after the attributes.
    pub(super) fn expect_after_attributes(&mut self, word: K) -> PResult<Span> {
        match self.eat(word) {
            Some(span) => Ok(span),
            None => Err(self.unexpected_word("`AS` or an attribute of the table", WORDS)),
        }
    }

    fn table_attribute(&mut self, found: &mut Found) -> PResult<Option<TableAttribute>> {
        let start = self.peek().span;
        let kind = match self.key_attribute()? {
            Some(kind) => Some(kind),
            None => self.first_match(&PLAIN, found)?.cloned(),
        };
        Ok(kind.map(|kind| TableAttribute {
            kind,
            span: start.to(self.last_span()),
        }))
    }

    /// DISTSTYLE, DISTKEY, and SORTKEY with columns.
    fn key_attribute(&mut self) -> PResult<Option<Kind>> {
        if self.eat(K::Diststyle).is_some() {
            return self.dist_style().map(Some);
        }
        if self.eat(K::Distkey).is_some() {
            return Ok(Some(Kind::DistKey(self.key_columns()?)));
        }
        if self.at_words(&[K::Sortkey, K::Auto]) {
            return Ok(None);
        }
        let interleaved = self.eat(K::Interleaved).is_some();
        if interleaved || self.eat(K::Compound).is_some() {
            self.expect(K::Sortkey)?;
        } else if self.eat(K::Sortkey).is_none() {
            return Ok(None);
        }
        let columns = self.key_columns()?;
        Ok(Some(Kind::SortKey {
            interleaved,
            columns,
        }))
    }

    fn dist_style(&mut self) -> PResult<Kind> {
        let styles = ["AUTO", "EVEN", "KEY", "ALL"];
        let token = self.peek();
        if token.kind != TokenKind::Placeholder && !styles.iter().any(|style| self.at_word(style)) {
            return Err(self.unexpected_word("`AUTO`, `EVEN`, `KEY` or `ALL`", &styles));
        }
        self.bump();
        Ok(Kind::DistStyle(Ident {
            span: token.span,
            quoted: false,
            placeholder: token.kind == TokenKind::Placeholder,
        }))
    }

    /// Columns in parentheses, by name or by number.
    pub(super) fn key_columns(&mut self) -> PResult<Vec<Ident>> {
        let (columns, _) = self.in_parens(|parser| parser.comma_list(Self::key_column))?;
        Ok(columns)
    }

    fn key_column(&mut self) -> PResult<Ident> {
        if self.at(K::Timestamp) || self.at(K::Interval) {
            return self.parse_label();
        }
        if !self.at_kind(TokenKind::Number) {
            return self.parse_ident();
        }
        Ok(Ident {
            span: self.bump().span,
            quoted: false,
            placeholder: false,
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
    use super::super::testing::{fails, reads};
    use super::*;
    use crate::redshift::statement::Node;

    fn kinds(attributes: &str) -> Vec<Kind> {
        match reads(&format!("CREATE TABLE t (a INT, b INT) {attributes}")) {
            Node::CreateTable(table) => {
                table.attributes.into_iter().map(|read| read.kind).collect()
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn in_any_order() {
        let read = kinds("BACKUP NO sortkey (a,b) distkey(a) DISTSTYLE KEY");
        assert!(matches!(read[0], Kind::Backup(false)));
        assert!(
            matches!(&read[1], Kind::SortKey { interleaved: false, columns } if columns.len() == 2)
        );
        assert!(matches!(&read[2], Kind::DistKey(columns) if columns.len() == 1));
        assert!(matches!(read[3], Kind::DistStyle(_)));
    }

    #[test]
    fn forms_of_keys() {
        assert!(matches!(
            kinds("INTERLEAVED SORTKEY (a, b)")[0],
            Kind::SortKey {
                interleaved: true,
                ..
            }
        ));
        assert!(matches!(
            kinds("COMPOUND SORTKEY (a)")[0],
            Kind::SortKey {
                interleaved: false,
                ..
            }
        ));
        assert!(matches!(kinds("SORTKEY AUTO")[0], Kind::SortKeyAuto));
        assert!(matches!(kinds("ENCODE AUTO")[0], Kind::EncodeAuto));
        assert!(matches!(kinds("{{ dist }}")[0], Kind::Placeholder));
        assert!(
            matches!(kinds("DISTSTYLE {{ style }}")[0], Kind::DistStyle(style) if style.placeholder)
        );
    }

    #[test]
    fn misspelt_attributes_are_suggested() {
        let (code, at, help) = fails("CREATE TABLE t (a INT) DISTSTLE ALL");
        assert_eq!((code.as_str(), at.as_str()), ("RS0004", "DISTSTLE"));
        assert!(help.contains("`DISTSTYLE`"), "{help}");
        assert_eq!(fails("CREATE TABLE t (a INT) DISTSTYLE EVN").1, "EVN");
        assert_eq!(fails("CREATE TABLE t (a INT) SORTKEY a").1, "a");
        assert_eq!(fails("CREATE TABLE t (a INT) BACKUP MAYBE").1, "MAYBE");
    }
}
