//! PIVOT and UNPIVOT behind an item of FROM.

use super::PResult;
use super::parser::Parser;
use crate::redshift::keyword::Keyword as K;
use crate::redshift::token::TokenKind as T;
use crate::redshift::tree::{Alias, ExprId, From, FromId, Name, Pivot, Unpivot};
use crate::span::Span;

impl Parser<'_> {
    pub(super) fn at_pivot(&self) -> bool {
        self.at(K::Pivot) || self.at(K::Unpivot)
    }

    pub(super) fn pivot_or_unpivot(&mut self, input: FromId) -> PResult<FromId> {
        let start = self.tree.from_spans[input];
        let item = if self.eat(K::Pivot).is_some() {
            From::Pivot(Box::new(self.pivot(input)?))
        } else {
            self.bump();
            From::Unpivot(Box::new(self.unpivot(input)?))
        };
        Ok(self.add_from(start, item))
    }

    /// `(SUM(a) AS s FOR b IN ('x' AS x, 'y')) AS p`.
    fn pivot(&mut self, input: FromId) -> PResult<Pivot> {
        self.expect_kind(T::LParen)?;
        let aggregates = self.comma_list(Self::aliased)?;
        self.expect(K::For)?;
        let column = self.postfix()?;
        self.expect(K::In)?;
        let (values, _) = self.in_parens(|parser| parser.comma_list(Self::aliased))?;
        self.expect_kind(T::RParen)?;
        let alias = self.table_alias()?;
        Ok(Pivot {
            input,
            aggregates,
            column,
            values,
            alias,
        })
    }

    fn aliased(&mut self) -> PResult<(ExprId, Option<Alias>)> {
        let expr = self.parse_expr()?;
        Ok((expr, self.optional_alias(&[])?))
    }

    /// `INCLUDE NULLS (value FOR name IN (a AS 'x', b)) AS u`.
    fn unpivot(&mut self, input: FromId) -> PResult<Unpivot> {
        let include_nulls = if self.eat_words(&[K::Include, K::Nulls]).is_some() {
            Some(true)
        } else {
            self.eat_words(&[K::Exclude, K::Nulls]).map(|_| false)
        };
        self.expect_kind(T::LParen)?;
        let value = self.parse_ident()?;
        self.expect(K::For)?;
        let name = self.parse_ident()?;
        self.expect(K::In)?;
        let (columns, _) = self.in_parens(|parser| parser.comma_list(Self::unpivoted))?;
        self.expect_kind(T::RParen)?;
        let alias = self.table_alias()?;
        Ok(Unpivot {
            input,
            include_nulls,
            value,
            name,
            columns,
            alias,
        })
    }

    /// A column with the name or string that stands for it.
    fn unpivoted(&mut self) -> PResult<(Name, Option<Span>)> {
        let column = self.parse_name()?;
        let named = self.eat(K::As).is_some();
        if self.at_kind(T::String) || self.at_bare_alias(&[]) {
            return Ok((column, Some(self.bump().span)));
        }
        if named {
            return Err(self.expected("a name or a string"));
        }
        Ok((column, None))
    }
}
