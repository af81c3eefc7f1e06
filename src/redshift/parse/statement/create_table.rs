//! CREATE TABLE, with columns, LIKE, or AS a query.
//!
//! `CREATE TEMP TABLE t (a INT NOT NULL, PRIMARY KEY (a)) DISTKEY (a)`, `CREATE TABLE t (a, b) SORTKEY (a) AS SELECT …`.

use crate::redshift::keyword::Keyword as K;
use crate::redshift::parse::{PResult, Parser};
use crate::redshift::statement::{
    CreateTable, CreateTableAs, Node, TableConstraint, TableConstraintKind, TableElement,
};
use crate::redshift::token::TokenKind;
use crate::redshift::tree::{Ident, Name};
use crate::span::Span;

/// An element between the parentheses, before it is known whether they are columns of CREATE TABLE or names of CREATE TABLE AS.
enum Element {
    Full(TableElement),
    /// A name alone, with the position of the token after it.
    Bare(Ident, usize),
}

/// What stands before the parentheses.
struct Head {
    temporary: Option<Span>,
    if_not_exists: bool,
    name: Name,
}

impl Parser<'_> {
    /// CREATE [LOCAL] [TEMP] TABLE; CREATE is the token here.
    pub(super) fn create_table(&mut self) -> PResult<Node> {
        self.expect(K::Create)?;
        let temporary = self.temporary();
        self.expect(K::Table)?;
        let head = Head {
            temporary,
            if_not_exists: self.if_not_exists(),
            name: self.parse_name()?,
        };
        if !self.at_kind(TokenKind::LParen) {
            return self.create_table_as(head, Vec::new(), None);
        }
        let (elements, elements_span) =
            self.in_parens(|parser| parser.comma_list(Self::table_element))?;
        let end = self.mark();
        match column_names(&elements) {
            Some(columns) if self.as_follows()? => {
                self.reset(end);
                self.create_table_as(head, columns, Some(elements_span))
            }
            _ => {
                self.reset(end);
                self.create_table_with(head, elements, elements_span)
            }
        }
    }

    /// Whether AS stands after the attributes.
    fn as_follows(&mut self) -> PResult<bool> {
        self.table_attributes()?;
        Ok(self.at(K::As))
    }

    fn create_table_with(
        &mut self,
        head: Head,
        elements: Vec<Element>,
        elements_span: Span,
    ) -> PResult<Node> {
        let mut full = Vec::with_capacity(elements.len());
        for element in elements {
            match element {
                Element::Full(element) => full.push(element),
                Element::Bare(name, _) if name.placeholder => {
                    full.push(TableElement::Placeholder(name.span))
                }
                Element::Bare(_, after) => {
                    self.reset(after);
                    return Err(self.expected("a type"));
                }
            }
        }
        let attributes = self.table_attributes()?;
        self.end_of_attributes()?;
        Ok(Node::CreateTable(CreateTable {
            temporary: head.temporary,
            if_not_exists: head.if_not_exists,
            name: head.name,
            elements: full,
            elements_span,
            attributes,
        }))
    }

    fn create_table_as(
        &mut self,
        head: Head,
        columns: Vec<Ident>,
        columns_span: Option<Span>,
    ) -> PResult<Node> {
        let attributes = self.table_attributes()?;
        let as_span = self.expect_after_attributes(K::As)?;
        let (query, parenthesised) = self.defining_query()?;
        Ok(Node::CreateTableAs(CreateTableAs {
            temporary: head.temporary,
            if_not_exists: head.if_not_exists,
            name: head.name,
            columns,
            columns_span,
            attributes,
            as_span,
            query,
            parenthesised,
            with_data: self.with_data()?,
        }))
    }

    /// LOCAL, TEMP and TEMPORARY.
    fn temporary(&mut self) -> Option<Span> {
        let start = self.peek().span;
        let before = self.mark();
        if self.eat(K::Local).is_none() {
            self.eat(K::Global);
        }
        if self.eat(K::Temp).is_none() {
            self.eat(K::Temporary);
        }
        (self.mark() > before).then(|| start.to(self.last_span()))
    }

    /// WITH [NO] DATA, of PostgreSQL.
    fn with_data(&mut self) -> PResult<Option<Span>> {
        let Some(start) = self.eat(K::With) else {
            return Ok(None);
        };
        self.eat(K::No);
        let end = self.expect(K::Data)?;
        Ok(Some(start.to(end)))
    }

    fn table_element(&mut self) -> PResult<Element> {
        if self.at(K::Like) {
            return self.like_parent().map(Element::Full);
        }
        if self.at_constraint() {
            return self
                .table_constraint()
                .map(TableElement::Constraint)
                .map(Element::Full);
        }
        let name = self.column_name()?;
        if self.at_kind(TokenKind::Comma) || self.at_kind(TokenKind::RParen) {
            return Ok(Element::Bare(name, self.mark()));
        }
        self.column_after(name)
            .map(TableElement::Column)
            .map(Element::Full)
    }

    /// `LIKE parent INCLUDING DEFAULTS`.
    fn like_parent(&mut self) -> PResult<TableElement> {
        let start = self.expect(K::Like)?;
        let parent = self.parse_name()?;
        let including_defaults = if self.eat(K::Including).is_some() {
            Some(true)
        } else {
            self.eat(K::Excluding).map(|_| false)
        };
        if including_defaults.is_some() {
            self.expect(K::Defaults)?;
        }
        Ok(TableElement::Like {
            parent,
            including_defaults,
            span: start.to(self.last_span()),
        })
    }

    /// Whether a constraint of the table stands here: the words could be names of columns too, so the next token counts.
    fn at_constraint(&self) -> bool {
        let next = self.peek_at(1);
        match self.peek().keyword {
            K::Constraint => true,
            K::Primary | K::Foreign => next.keyword == K::Key,
            K::Unique | K::Check => next.kind == TokenKind::LParen,
            _ => false,
        }
    }

    /// `[CONSTRAINT n] PRIMARY KEY (a)`, UNIQUE, FOREIGN KEY, CHECK.
    pub(super) fn table_constraint(&mut self) -> PResult<TableConstraint> {
        let start = self.peek().span;
        let name = match self.eat(K::Constraint) {
            Some(_) => Some(self.parse_ident()?),
            None => None,
        };
        let kind = self.constraint_kind()?;
        self.constraint_timing();
        Ok(TableConstraint {
            name,
            kind,
            span: start.to(self.last_span()),
        })
    }

    fn constraint_kind(&mut self) -> PResult<TableConstraintKind> {
        if self.eat_words(&[K::Primary, K::Key]).is_some() {
            return Ok(TableConstraintKind::PrimaryKey(self.parse_columns()?.0));
        }
        if self.eat(K::Unique).is_some() {
            return Ok(TableConstraintKind::Unique(self.parse_columns()?.0));
        }
        if self.eat(K::Check).is_some() {
            return Ok(TableConstraintKind::Check(self.checked_condition()?));
        }
        if self.eat_words(&[K::Foreign, K::Key]).is_none() {
            return Err(self.expected_word(&["PRIMARY KEY", "UNIQUE", "FOREIGN KEY", "CHECK"]));
        }
        let (columns, _) = self.parse_columns()?;
        self.expect(K::References)?;
        let table = self.parse_name()?;
        let (references, _) = self.optional_column_list()?;
        Ok(TableConstraintKind::ForeignKey {
            columns,
            table,
            references,
        })
    }
}

/// The names, where every element is one; a placeholder can stand for names or for columns.
fn column_names(elements: &[Element]) -> Option<Vec<Ident>> {
    let bare = |element: &Element| match element {
        Element::Bare(name, _) => Some(*name),
        Element::Full(_) => None,
    };
    elements.iter().map(bare).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
    use super::super::testing::{fails, reads};
    use super::*;

    fn table(sql: &str) -> CreateTable {
        match reads(sql) {
            Node::CreateTable(table) => table,
            other => panic!("{other:?}"),
        }
    }

    fn table_as(sql: &str) -> CreateTableAs {
        match reads(sql) {
            Node::CreateTableAs(table) => table,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn columns_constraints_and_like() {
        let read = table(
            "CREATE LOCAL TEMP TABLE IF NOT EXISTS s.t (a INT, LIKE u INCLUDING DEFAULTS, PRIMARY KEY (a), \
             CONSTRAINT k FOREIGN KEY (a) REFERENCES u (b), UNIQUE (a), {{ more }})",
        );
        assert!(read.temporary.is_some() && read.if_not_exists);
        assert_eq!(read.elements.len(), 6);
        assert!(matches!(
            &read.elements[1],
            TableElement::Like {
                including_defaults: Some(true),
                ..
            }
        ));
        assert!(matches!(&read.elements[3], TableElement::Constraint(key) if key.name.is_some()));
        assert!(matches!(&read.elements[5], TableElement::Placeholder(_)));
    }

    #[test]
    fn words_of_constraints_name_columns_too() {
        assert!(matches!(
            &table("CREATE TABLE t (key INT, type TEXT)").elements[0],
            TableElement::Column(_)
        ));
        assert!(matches!(
            &table("CREATE TABLE t (timestamp TIMESTAMP)").elements[0],
            TableElement::Column(_)
        ));
    }

    #[test]
    fn as_a_query() {
        let read =
            table_as("CREATE TABLE t (a, b) DISTKEY (a) COMPOUND SORTKEY (a, b) AS (SELECT 1, 2)");
        assert_eq!((read.columns.len(), read.attributes.len()), (2, 2));
        assert!(read.parenthesised.is_some());
        assert!(
            table_as("CREATE TABLE t DISTSTYLE EVEN AS SELECT 1")
                .columns_span
                .is_none()
        );
        assert!(
            table_as("CREATE TABLE t AS SELECT 1 WITH NO DATA")
                .with_data
                .is_some()
        );
        assert_eq!(
            table_as("CREATE TABLE t ({{ cols }}) AS SELECT 1")
                .columns
                .len(),
            1
        );
    }

    #[test]
    fn errors_stand_at_the_token() {
        assert_eq!(fails("CREATE TABLE t (a, b INT)").1, ",");
        assert_eq!(fails("CREATE TABLE t (a INT").1, "");
        assert_eq!(fails("CREATE TABLE t (a INT) AS SELECT 1").1, "AS");
        assert_eq!(fails("CREATE TABLE t (a INT b)").1, "b");
    }
}
