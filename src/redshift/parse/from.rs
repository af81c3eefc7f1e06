//! FROM: tables, derived tables, functions, SUPER paths, and joins.

use super::PResult;
use super::parser::Parser;
use crate::redshift::keyword::Keyword as K;
use crate::redshift::token::TokenKind as T;
use crate::redshift::tree::{
    Body, Expr, From, FromId, Ident, JoinCondition, JoinKind, QueryId, TableAlias,
};
use crate::span::Span;

/// Words that are no alias of a table without AS: they go on with the statement.
const NO_TABLE_ALIAS: &[K] = &[
    K::Connect,
    K::Exclude,
    K::Fetch,
    K::Lateral,
    K::Qualify,
    K::Returning,
    K::Set,
    K::Start,
    K::Values,
    K::Window,
];

/// The words that begin a join, with its kind.
const JOINS: &[(K, JoinKind)] = &[
    (K::Join, JoinKind::Inner),
    (K::Inner, JoinKind::Inner),
    (K::Left, JoinKind::Left),
    (K::Right, JoinKind::Right),
    (K::Full, JoinKind::Full),
    (K::Cross, JoinKind::Cross),
];

impl Parser<'_> {
    /// Reads an item of FROM with all its joins.
    pub fn parse_from_item(&mut self) -> PResult<FromId> {
        self.nested(|parser| {
            let mut left = parser.joined_item()?;
            while parser.at_join() {
                parser.grow()?;
                left = parser.join(left)?;
            }
            Ok(left)
        })
    }

    /// Reads the items of FROM between commas.
    pub fn parse_from_list(&mut self) -> PResult<Vec<FromId>> {
        self.comma_list(Self::parse_from_item)
    }

    fn at_join(&self) -> bool {
        let keyword = self.peek().keyword;
        keyword == K::Natural || JOINS.iter().any(|(word, _)| *word == keyword)
    }

    /// A join behind its left side.
    fn join(&mut self, left: FromId) -> PResult<FromId> {
        let start = self.peek().span;
        let natural = self.eat(K::Natural).is_some();
        let keyword = self.peek().keyword;
        let Some((word, kind)) = JOINS.iter().find(|(word, _)| *word == keyword) else {
            return Err(self.expected("`JOIN`"));
        };
        if *word != K::Join {
            self.bump();
            let outer = matches!(kind, JoinKind::Left | JoinKind::Right | JoinKind::Full);
            if outer {
                self.eat(K::Outer);
            }
        }
        self.expect(K::Join)?;
        let op_span = start.to(self.last_span());
        let no_condition = natural || *kind == JoinKind::Cross;
        let right = self.right_side(no_condition)?;
        let condition = if no_condition {
            JoinCondition::None
        } else {
            self.join_condition()?
        };
        let span = self.tree.from_spans[left].to(self.last_span());
        let join = From::Join {
            left,
            right,
            kind: *kind,
            natural,
            condition,
            op_span,
        };
        Ok(self.tree.from(join, span))
    }

    /// The right side of a join. Joins that come before its condition are part of it: `a JOIN b JOIN c ON … ON …`.
    fn right_side(&mut self, no_condition: bool) -> PResult<FromId> {
        self.nested(|parser| {
            let mut right = parser.joined_item()?;
            while !no_condition && parser.at_join() {
                parser.grow()?;
                right = parser.join(right)?;
            }
            Ok(right)
        })
    }

    fn join_condition(&mut self) -> PResult<JoinCondition> {
        if self.eat(K::On).is_some() {
            return Ok(JoinCondition::On(self.parse_expr()?));
        }
        if self.eat(K::Using).is_some() {
            let (columns, span) = self.parse_columns()?;
            return Ok(JoinCondition::Using(columns, span));
        }
        Err(self.expected("`ON` or `USING`"))
    }

    /// An item of FROM without joins, with PIVOT or UNPIVOT behind it.
    fn joined_item(&mut self) -> PResult<FromId> {
        let mut item = self.plain_item()?;
        while self.at_pivot() {
            self.grow()?;
            item = self.pivot_or_unpivot(item)?;
        }
        Ok(item)
    }

    fn plain_item(&mut self) -> PResult<FromId> {
        let token = self.peek();
        if token.kind == T::LParen {
            return self.item_in_parens();
        }
        if token.keyword == K::Lateral && self.peek_at(1).kind == T::LParen {
            self.bump();
            let (query, _) = self.in_parens(Self::parse_query)?;
            return self.derived_table(token.span, query, true);
        }
        if token.keyword == K::Unnest {
            return self.unnest();
        }
        if token.keyword == K::Unpivot {
            return self.unpivot_object();
        }
        self.table()
    }

    /// Adds an item that ends with the last token.
    pub(super) fn add_from(&mut self, start: Span, from: From) -> FromId {
        let span = start.to(self.last_span());
        self.tree.from(from, span)
    }

    fn derived_table(&mut self, start: Span, query: QueryId, lateral: bool) -> PResult<FromId> {
        let alias = self.table_alias()?;
        let item = From::Query {
            lateral,
            query,
            alias,
        };
        Ok(self.add_from(start, item))
    }

    /// `(SELECT …) x`, or a join in parentheses.
    fn item_in_parens(&mut self) -> PResult<FromId> {
        let open = self.peek().span;
        if let Some(query) = self.placeholder_query()? {
            return self.derived_table(open, query, false);
        }
        self.bump();
        if self.at_query() {
            let query = self.parse_query()?;
            self.expect_kind(T::RParen)?;
            return self.derived_table(open, query, false);
        }
        let inner = self.parse_from_item()?;
        if let From::Query {
            lateral: false,
            query,
            alias: None,
        } = self.tree.froms[inner]
            && (self.at_query_tail() || self.at_kind(T::RParen))
        {
            let span = self.tree.from_spans[inner];
            let query = self.query_of(query, span)?;
            self.expect_kind(T::RParen)?;
            return self.derived_table(open, query, false);
        }
        self.expect_kind(T::RParen)?;
        let alias = self.table_alias()?;
        Ok(self.add_from(open, From::Paren { inner, alias }))
    }

    /// `({{ query }})`.
    fn placeholder_query(&mut self) -> PResult<Option<QueryId>> {
        if self.peek_at(1).kind != T::Placeholder || self.peek_at(2).kind != T::RParen {
            return Ok(None);
        }
        self.bump();
        let span = self.bump().span;
        let body = self.tree.body(Body::Placeholder, span);
        let query = self.query_tail(None, Some(body), span)?;
        self.expect_kind(T::RParen)?;
        Ok(Some(query))
    }

    /// `UNNEST(super) [WITH OFFSET] [AS] t(x, o)`.
    fn unnest(&mut self) -> PResult<FromId> {
        let start = self.expect(K::Unnest)?;
        let (array, _) = self.in_parens(Self::parse_expr)?;
        let with_offset = self.eat_words(&[K::With, K::Offset]).is_some();
        let alias = self.table_alias()?;
        let item = From::Unnest {
            array,
            with_offset,
            alias,
        };
        Ok(self.add_from(start, item))
    }

    /// `UNPIVOT object AS value AT key`.
    fn unpivot_object(&mut self) -> PResult<FromId> {
        let start = self.expect(K::Unpivot)?;
        let object = self.postfix()?;
        self.eat(K::As);
        let value = self.parse_ident()?;
        let key = match self.eat(K::At) {
            Some(_) => Some(self.parse_ident()?),
            None => None,
        };
        Ok(self.add_from(start, From::UnpivotObject { object, value, key }))
    }

    /// A table, a SUPER path, or a function.
    fn table(&mut self) -> PResult<FromId> {
        let start = self.peek().span;
        let only = self.eat(K::Only);
        let name = self.parse_name()?;
        if self.at_kind(T::LParen) {
            let call = self.call(name)?;
            let alias = self.table_alias()?;
            return Ok(self.add_from(start, From::Function { call, alias }));
        }
        if self.at_kind(T::LBracket) {
            let span = name.span;
            let base = self.tree.expr(Expr::Column(name), span);
            let path = self.path(base)?;
            let alias = self.table_alias()?;
            return Ok(self.add_from(start, From::Path { path, alias }));
        }
        let inherit = only.or_else(|| self.eat_kind(T::Star));
        let alias = self.table_alias()?;
        let item = From::Table {
            name,
            inherit,
            alias,
        };
        Ok(self.add_from(start, item))
    }

    /// `[AS] t [(a, b)] [AT i]`.
    pub(super) fn table_alias(&mut self) -> PResult<Option<TableAlias>> {
        let start = self.peek().span;
        if self.at(K::At) && self.is_ident(self.peek_at(1)) {
            // `AT i` needs an alias before it.
            return Ok(None);
        }
        let Some(alias) = self.optional_alias(NO_TABLE_ALIAS)? else {
            return Ok(None);
        };
        let (columns, columns_span) = self.typed_column_list()?;
        let at = match self.eat(K::At) {
            Some(_) => Some(self.parse_ident()?),
            None => None,
        };
        Ok(Some(TableAlias {
            name: alias.name,
            as_span: alias.as_span,
            columns,
            columns_span,
            at,
            span: start.to(self.last_span()),
        }))
    }

    /// `(a, b)` where it is next.
    pub(super) fn optional_column_list(&mut self) -> PResult<(Vec<Ident>, Option<Span>)> {
        if !self.at_kind(T::LParen) {
            return Ok((Vec::new(), None));
        }
        let (columns, span) = self.parse_columns()?;
        Ok((columns, Some(span)))
    }

    /// `(a, b)` or `(a int, b text)` where it is next.
    fn typed_column_list(&mut self) -> PResult<(Vec<Ident>, Option<Span>)> {
        if !self.at_kind(T::LParen) {
            return Ok((Vec::new(), None));
        }
        let column = |parser: &mut Self| {
            let name = parser.parse_ident()?;
            if !parser.at_kind(T::Comma) && !parser.at_kind(T::RParen) {
                parser.parse_type()?;
            }
            Ok(name)
        };
        let (columns, span) = self.in_parens(|parser| parser.comma_list(column))?;
        Ok((columns, Some(span)))
    }
}
