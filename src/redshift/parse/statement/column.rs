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
        (Kind::GeneratedIdentity, "GENERATED {ALWAYS | BY DEFAULT} AS IDENTITY [parens]"),
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
    "NOT NULL", "NULL", "DEFAULT", "IDENTITY", "GENERATED", "ENCODE", "DISTKEY", "SORTKEY", "COLLATE", "UNIQUE", "PRIMARY KEY",
    "REFERENCES", "CONSTRAINT", "CHECK",
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
        while let Some(attribute) = self.column_attribute()? {
            attributes.push(attribute);
        }
        self.end_of_column()?;
        Ok(Column {
            name,
            ty,
            attributes,
            span: name.span.to(self.last_span()),
        })
    }

    /// After a column stands a comma, a parenthesis or the end: a misspelt attribute is found here.
    fn end_of_column(&mut self) -> PResult<()> {
        if self.at_end() || self.at_kind(TokenKind::Comma) || self.at_kind(TokenKind::RParen) {
            return Ok(());
        }
        Err(self.unexpected_word("`,`, `)` or an attribute of the column", WORDS))
    }

    fn column_attribute(&mut self) -> PResult<Option<ColumnAttribute>> {
        let start = self.peek().span;
        let kind = match self.plain_attribute()? {
            Some(kind) => Some(kind),
            None => self.structured_attribute()?,
        };
        Ok(kind.map(|kind| ColumnAttribute {
            kind,
            span: start.to(self.last_span()),
        }))
    }

    fn plain_attribute(&mut self) -> PResult<Option<Kind>> {
        for (kind, pattern) in PLAIN.iter() {
            if self.matches(pattern, &mut Found::default())? {
                return Ok(Some(kind.clone()));
            }
        }
        Ok(None)
    }

    fn structured_attribute(&mut self) -> PResult<Option<Kind>> {
        if self.eat(K::Constraint).is_some() {
            self.parse_ident()?;
            return match self.plain_attribute()? {
                Some(kind) => Ok(Some(kind)),
                None => self.structured_attribute(),
            };
        }
        if self.eat(K::Default).is_some() {
            return Ok(Some(Kind::Default(self.parse_default()?)));
        }
        if self.eat(K::References).is_some() {
            let table = self.parse_name()?;
            let (columns, _) = self.optional_columns()?;
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
