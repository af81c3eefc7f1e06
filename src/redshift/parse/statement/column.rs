//! Column definitions: `id BIGINT IDENTITY(1, 1) NOT NULL ENCODE az64 DISTKEY`, for CREATE TABLE and ALTER TABLE ADD COLUMN.

use super::matching::Found;
use super::synopsis::{Pattern, compile};
use crate::redshift::keyword::Keyword as K;
use crate::redshift::parse::{PResult, Parser};
use crate::redshift::statement::{Column, ColumnAttribute, ColumnAttributeKind as Kind};
use crate::redshift::token::TokenKind;
use crate::redshift::tree::{ExprId, Ident};
use crate::span::Span;
use std::sync::LazyLock;

/// The attributes that are read for their words alone.
static PLAIN: LazyLock<Vec<(Kind, Pattern)>> = LazyLock::new(|| {
    [
        (Kind::NotNull, "NOT NULL"),
        (Kind::Null, "NULL"),
        (Kind::Unique, "UNIQUE [KEY]"),
        (Kind::PrimaryKey, "PRIMARY KEY"),
        (Kind::Encode, "ENCODE value"),
        (Kind::DistKey, "DISTKEY"),
        (Kind::SortKey, "SORTKEY"),
        (Kind::Identity, "IDENTITY [( number , number )]"),
        (
            Kind::GeneratedIdentity,
            "GENERATED {ALWAYS | BY DEFAULT} AS IDENTITY [parens]",
        ),
        (Kind::Collate(true), "COLLATE {CASE_INSENSITIVE | CI}"),
        (Kind::Collate(false), "COLLATE {CASE_SENSITIVE | CS}"),
        (Kind::Collate(true), "COLLATE text"),
        (Kind::Unknown, "MASKED [WITH] [parens]"),
        (Kind::Unknown, "COMMENT text"),
        (Kind::Placeholder, "placeholder"),
    ]
    .into_iter()
    .map(|(kind, synopsis)| (kind, compile(synopsis)))
    .collect()
});

/// What an attribute begins with, for messages and suggestions.
const WORDS: &[&str] = &[
    "NOT NULL",
    "NULL",
    "DEFAULT",
    "IDENTITY",
    "GENERATED",
    "ENCODE",
    "DISTKEY",
    "SORTKEY",
    "COLLATE",
    "UNIQUE",
    "PRIMARY KEY",
    "REFERENCES",
    "CONSTRAINT",
    "CHECK",
];

impl Parser<'_> {
    /// The name of a column in its definition: words that begin a type are names there, although they are reserved.
    pub(super) fn column_name(&mut self) -> PResult<Ident> {
        let type_word = matches!(self.peek().keyword, K::Timestamp | K::Interval);
        if type_word && !matches!(self.peek_at(1).kind, TokenKind::Comma | TokenKind::RParen) {
            return self.parse_label();
        }
        self.parse_ident()
    }

    /// A column, after its name.
    pub(super) fn column_after(&mut self, name: Ident) -> PResult<Column> {
        let ty = self.parse_type()?;
        let mut attributes = Vec::new();
        let mut found = Found::default();
        while let Some(attribute) = self.column_attribute(&mut found)? {
            attributes.push(attribute);
        }
        self.end_of_column(&found)?;
        Ok(Column {
            name,
            ty,
            attributes,
            span: name.span.to(self.last_span()),
        })
    }

    /// After a column stands a comma, a parenthesis or the end: a misspelt attribute is found here.
    fn end_of_column(&mut self, found: &Found) -> PResult<()> {
        if self.at_end() || self.at_kind(TokenKind::Comma) || self.at_kind(TokenKind::RParen) {
            return Ok(());
        }
        self.farther_error(found)?;
        Err(self.unexpected_word("`,`, `)` or an attribute of the column", WORDS))
    }

    fn column_attribute(&mut self, found: &mut Found) -> PResult<Option<ColumnAttribute>> {
        let start = self.peek().span;
        let kind = self.column_attribute_kind(found)?;
        Ok(kind.map(|kind| ColumnAttribute {
            kind,
            span: start.to(self.last_span()),
        }))
    }

    fn column_attribute_kind(&mut self, found: &mut Found) -> PResult<Option<Kind>> {
        if self.eat(K::Constraint).is_some() {
            self.parse_ident()?;
        }
        match self.first_match(&PLAIN, found)? {
            Some(kind) => Ok(Some(kind.clone())),
            None => self.structured_attribute(),
        }
    }

    fn structured_attribute(&mut self) -> PResult<Option<Kind>> {
        if self.eat(K::Default).is_some() {
            return Ok(Some(Kind::Default(self.parse_default()?)));
        }
        if self.eat(K::References).is_some() {
            let table = self.parse_name()?;
            let (columns, _) = self.optional_column_list()?;
            self.constraint_timing();
            return Ok(Some(Kind::References { table, columns }));
        }
        if self.eat(K::Check).is_some() {
            return Ok(Some(Kind::Check(self.checked_condition()?)));
        }
        Ok(None)
    }

    /// `(condition)` after CHECK.
    pub(super) fn checked_condition(&mut self) -> PResult<ExprId> {
        let (condition, _) = self.in_parens(Self::parse_expr)?;
        Ok(condition)
    }

    /// ON DELETE …, MATCH FULL, DEFERRABLE …: what PostgreSQL has after a reference.
    pub(super) fn constraint_timing(&mut self) -> Option<Span> {
        let start = self.peek().span;
        let fits = self.matches(&TIMING, &mut Found::default());
        matches!(fits, Ok(true)).then(|| start.to(self.last_span()))
    }
}

static TIMING: LazyLock<Pattern> = LazyLock::new(|| {
    compile(
        "{MATCH {FULL | PARTIAL | SIMPLE} | ON {DELETE | UPDATE} {CASCADE | RESTRICT | NO ACTION | SET NULL | SET DEFAULT} \
         | [NOT] DEFERRABLE | INITIALLY {DEFERRED | IMMEDIATE}}*",
    )
});

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
    use super::super::testing::{fails, reads};
    use super::*;
    use crate::redshift::statement::{Node, TableElement};

    fn kinds(column: &str) -> Vec<Kind> {
        let sql = format!("CREATE TABLE t ({column})");
        match reads(&sql) {
            Node::CreateTable(table) => match table.elements.into_iter().next() {
                Some(TableElement::Column(column)) => column
                    .attributes
                    .into_iter()
                    .map(|read| read.kind)
                    .collect(),
                other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn attributes_in_any_order() {
        let read =
            kinds("a BIGINT IDENTITY(0, 1) NOT NULL ENCODE az64 DISTKEY SORTKEY PRIMARY KEY");
        assert_eq!(read.len(), 6);
        assert!(matches!(read[0], Kind::Identity) && matches!(read[5], Kind::PrimaryKey));
        let read =
            kinds("a VARCHAR(10) COLLATE CI DEFAULT 'x' || 'y' NULL REFERENCES u (b) UNIQUE");
        assert!(matches!(read[0], Kind::Collate(true)) && matches!(read[1], Kind::Default(_)));
        assert!(matches!(&read[3], Kind::References { columns, .. } if columns.len() == 1));
        assert!(matches!(
            kinds("a INT GENERATED BY DEFAULT AS IDENTITY(1, 1)")[0],
            Kind::GeneratedIdentity
        ));
        assert!(matches!(kinds("a INT CHECK (a > 0)")[0], Kind::Check(_)));
        assert!(matches!(
            kinds("a INT CONSTRAINT k NOT NULL")[0],
            Kind::NotNull
        ));
    }

    #[test]
    fn defaults_end_before_the_next_attribute() {
        assert_eq!(kinds("a INT DEFAULT NULL NOT NULL").len(), 2);
        assert_eq!(kinds("a TIMESTAMP DEFAULT sysdate ENCODE raw").len(), 2);
        assert_eq!(kinds("a INT DEFAULT -1 SORTKEY").len(), 2);
        assert_eq!(kinds("a INT DEFAULT 0 DISTKEY NOT NULL").len(), 3);
    }

    #[test]
    fn misspelt_attributes_are_suggested() {
        let (code, at, help) = fails("CREATE TABLE t (a INT DISTKY)");
        assert_eq!((code.as_str(), at.as_str()), ("RS0004", "DISTKY"));
        assert!(help.contains("`DISTKEY`"), "{help}");
        assert_eq!(fails("CREATE TABLE t (a INT NOT NUL)").1, "NUL");
        assert_eq!(fails("CREATE TABLE t (a INT IDENTITY(x, 1))").1, "x");
    }
}
