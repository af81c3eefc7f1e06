//! Queries: WITH, set operations, VALUES, and what stands behind a body (ORDER BY, LIMIT, OFFSET, FETCH, FOR UPDATE).

use super::PResult;
use super::parser::Parser;
use crate::redshift::keyword::Keyword as K;
use crate::redshift::token::TokenKind as T;
use crate::redshift::tree::{
    Body, BodyId, Cte, Expr, ExprId, Limit, OrderItem, Query, QueryId, SetOp, SetOperator, With,
};
use crate::span::Span;

/// INTERSECT binds tighter than the other set operators.
const INTERSECT: &[(K, SetOp)] = &[(K::Intersect, SetOp::Intersect)];
const UNION: &[(K, SetOp)] = &[
    (K::Union, SetOp::Union),
    (K::Except, SetOp::Except),
    (K::Minus, SetOp::Minus),
];

/// The words that go on with a query behind a body in parentheses.
const TAILS: &[K] = &[
    K::Union,
    K::Except,
    K::Minus,
    K::Intersect,
    K::Order,
    K::Limit,
    K::Offset,
    K::Fetch,
];

impl Parser<'_> {
    /// Reads a query with WITH, ORDER BY and LIMIT.
    pub fn parse_query(&mut self) -> PResult<QueryId> {
        let start = self.peek().span;
        self.nested(|parser| {
            let with = if parser.at(K::With) {
                Some(parser.parse_with()?)
            } else {
                None
            };
            parser.query_tail(with, None, start)
        })
    }

    /// Reads the query behind a WITH that was read before.
    pub fn parse_query_after(&mut self, with: Option<With>) -> PResult<QueryId> {
        let start = with.as_ref().map_or(self.peek().span, |with| with.span);
        self.nested(|parser| parser.query_tail(with, None, start))
    }

    /// Whether a query is next. A query that begins with a parenthesis is not seen.
    pub fn at_query(&self) -> bool {
        let token = self.peek();
        let next = self.peek_at(1).kind;
        if token.keyword == K::Values {
            return next == T::LParen;
        }
        let template = || {
            token.kind == T::Placeholder
                && next == T::RParen
                && self.text(token.span).starts_with("{{")
        };
        matches!(token.keyword, K::Select | K::With) || template()
    }

    /// Whether a set operator, ORDER BY, LIMIT or the like is next.
    pub(super) fn at_query_tail(&self) -> bool {
        TAILS.contains(&self.peek().keyword)
    }

    /// Reads WITH and its common table expressions.
    pub fn parse_with(&mut self) -> PResult<With> {
        let start = self.expect(K::With)?;
        let recursive = self.eat(K::Recursive).is_some();
        let ctes = self.comma_list(Self::cte)?;
        let span = start.to(self.last_span());
        Ok(With {
            recursive,
            ctes,
            span,
        })
    }

    fn cte(&mut self) -> PResult<Cte> {
        let name = self.parse_ident()?;
        let (columns, columns_span) = self.optional_column_list()?;
        self.expect(K::As)?;
        let (query, parens) = self.in_parens(Self::parse_query)?;
        Ok(Cte {
            name,
            columns,
            columns_span,
            query,
            span: name.span.to(parens),
        })
    }

    /// The body, or the rest of it behind its first part, and what stands behind it.
    pub(super) fn query_tail(
        &mut self,
        with: Option<With>,
        first: Option<BodyId>,
        start: Span,
    ) -> PResult<QueryId> {
        let body = self.set_operation(first)?;
        let (order_by, order_span) = self.optional_order_by()?;
        let mut query = Query {
            span: start,
            with,
            body,
            order_by,
            order_span,
            limit: None,
            offset: None,
            offset_span: None,
            for_update: None,
        };
        while self.limit_or_offset(&mut query)? {}
        query.for_update = self.for_update()?;
        query.span = start.to(self.last_span());
        Ok(self.tree.query(query))
    }

    fn set_operation(&mut self, first: Option<BodyId>) -> PResult<BodyId> {
        let first = self.set_chain(first, INTERSECT, Self::body)?;
        self.set_chain(Some(first), UNION, |parser| {
            parser.set_chain(None, INTERSECT, Self::body)
        })
    }

    /// A chain of set operators of one precedence.
    fn set_chain(
        &mut self,
        first: Option<BodyId>,
        operators: &[(K, SetOp)],
        input: fn(&mut Self) -> PResult<BodyId>,
    ) -> PResult<BodyId> {
        let first = match first {
            Some(first) => first,
            None => self.beside(input)?,
        };
        let mut inputs = vec![first];
        let mut ops = Vec::new();
        while let Some(operator) = self.set_operator(operators) {
            ops.push(operator);
            inputs.push(self.beside(input)?);
        }
        if ops.is_empty() {
            return Ok(first);
        }
        let span = self.tree.body_spans[first].to(self.last_span());
        Ok(self.tree.body(Body::SetOperation { inputs, ops }, span))
    }

    fn set_operator(&mut self, operators: &[(K, SetOp)]) -> Option<SetOperator> {
        let token = self.peek();
        let (_, op) = operators.iter().find(|(word, _)| *word == token.keyword)?;
        self.bump();
        let all = self.eat(K::All).is_some();
        let distinct = !all && self.eat(K::Distinct).is_some();
        let span = token.span.to(self.last_span());
        Some(SetOperator {
            op: *op,
            all,
            distinct,
            span,
        })
    }

    /// One input of a set operation.
    fn body(&mut self) -> PResult<BodyId> {
        let token = self.peek();
        let start = token.span;
        let body = if token.keyword == K::Select {
            Body::Select(self.select()?)
        } else if token.kind == T::LParen {
            Body::Query(self.in_parens(Self::parse_query)?.0)
        } else if token.keyword == K::Values {
            self.values()?
        } else if token.kind == T::Placeholder {
            self.bump();
            Body::Placeholder
        } else if token.keyword == K::Table {
            self.bump();
            self.parse_name()?;
            Body::Placeholder
        } else {
            return Err(self.expected("a query"));
        };
        let span = start.to(self.last_span());
        Ok(self.tree.body(body, span))
    }

    fn values(&mut self) -> PResult<Body> {
        self.expect(K::Values)?;
        let row = |parser: &mut Self| parser.comma_list(Self::expr_or_default);
        let rows = self.comma_list(|parser| Ok(parser.in_parens(row)?.0))?;
        Ok(Body::Values(rows))
    }

    /// An expression, or DEFAULT in its place.
    fn expr_or_default(&mut self) -> PResult<ExprId> {
        match self.eat(K::Default) {
            Some(span) => Ok(self.tree.expr(Expr::Default, span)),
            None => self.parse_expr(),
        }
    }

    /// Reads ORDER BY where it is next; the span goes from ORDER to the last item.
    pub(super) fn optional_order_by(&mut self) -> PResult<(Vec<OrderItem>, Option<Span>)> {
        if !self.at(K::Order) {
            return Ok((Vec::new(), None));
        }
        let start = self.peek().span;
        let items = self.expect_order_by()?;
        Ok((items, Some(start.to(self.last_span()))))
    }

    /// Reads ORDER BY.
    pub(super) fn expect_order_by(&mut self) -> PResult<Vec<OrderItem>> {
        self.expect(K::Order)?;
        self.expect(K::By)?;
        self.comma_list(Self::order_item)
    }

    fn order_item(&mut self) -> PResult<OrderItem> {
        let start = self.peek().span;
        let expr = self.parse_expr()?;
        let desc = self.at(K::Desc);
        let direction = self.eat(K::Desc).or_else(|| self.eat(K::Asc));
        let nulls_first = self.at_words(&[K::Nulls, K::First]);
        let nulls = self
            .eat_words(&[K::Nulls, K::First])
            .or_else(|| self.eat_words(&[K::Nulls, K::Last]));
        Ok(OrderItem {
            expr,
            desc,
            direction,
            nulls_first: nulls.map(|_| nulls_first),
            nulls,
            span: start.to(self.last_span()),
        })
    }

    /// One of LIMIT, OFFSET and FETCH; each can stand once, in any order.
    fn limit_or_offset(&mut self, query: &mut Query) -> PResult<bool> {
        let start = self.peek().span;
        if query.limit.is_none() && self.eat(K::Limit).is_some() {
            query.limit = Some(self.limit(start)?);
        } else if query.offset.is_none() && self.eat(K::Offset).is_some() {
            query.offset = Some(self.parse_expr()?);
            let _rows = self.eat(K::Rows).or_else(|| self.eat(K::Row));
            query.offset_span = Some(start.to(self.last_span()));
        } else if query.limit.is_none() && self.eat(K::Fetch).is_some() {
            query.limit = Some(self.fetch_first(start)?);
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    fn limit(&mut self, start: Span) -> PResult<Limit> {
        let count = match self.eat(K::All) {
            Some(_) => None,
            None => Some(self.parse_expr()?),
        };
        Ok(Limit {
            count,
            fetch: false,
            span: start.to(self.last_span()),
        })
    }

    /// `FETCH FIRST 5 ROWS ONLY`.
    fn fetch_first(&mut self, start: Span) -> PResult<Limit> {
        if self.eat(K::First).is_none() {
            self.expect(K::Next)?;
        }
        let rows = |parser: &Self| parser.at(K::Rows) || parser.at(K::Row);
        let count = if rows(self) {
            None
        } else {
            Some(self.parse_expr()?)
        };
        if !rows(self) {
            return Err(self.expected("`ROWS`"));
        }
        self.bump();
        let end = self.expect(K::Only)?;
        Ok(Limit {
            count,
            fetch: true,
            span: start.to(end),
        })
    }

    /// `FOR UPDATE OF t NOWAIT`.
    fn for_update(&mut self) -> PResult<Option<Span>> {
        let next = self.peek_at(1).keyword;
        if !self.at(K::For) || !matches!(next, K::Update | K::Share) {
            return Ok(None);
        }
        let start = self.bump().span;
        self.bump();
        if self.eat(K::Of).is_some() {
            self.comma_list(Self::parse_name)?;
        }
        self.eat(K::Nowait);
        Ok(Some(start.to(self.last_span())))
    }
}
