//! Operands: constants, names, parentheses, subqueries, and what stands right behind an operand (`::int`, `[0].b`, `(+)`).

use super::PResult;
use super::parser::Parser;
use crate::redshift::keyword::Keyword as K;
use crate::redshift::token::{Token, TokenKind as T};
use crate::redshift::tree::{Body, CastStyle, Expr, ExprId, Ident, Literal, PathStep, QueryId};
use crate::span::Span;

/// What stands between parentheses.
pub(super) enum InParens {
    /// A query.
    Query(QueryId),
    /// One or more expressions.
    Exprs(Vec<ExprId>),
}

/// Constants of one token.
const LITERALS: &[(T, Literal)] = &[
    (T::Number, Literal::Integer),
    (T::String, Literal::String),
    (T::Decimal, Literal::Decimal),
    (T::Float, Literal::Float),
    (T::EscapeString, Literal::EscapeString),
    (T::DollarString, Literal::DollarString),
    (T::HexString, Literal::Hex),
];

impl Parser<'_> {
    /// An operand with everything that binds tighter than a sign.
    pub(super) fn postfix(&mut self) -> PResult<ExprId> {
        let mut operand = self.primary()?;
        loop {
            let kind = self.peek().kind;
            if kind == T::DoubleColon {
                operand = self.cast_with_colons(operand)?;
            } else if kind == T::LBracket || kind == T::Dot {
                operand = self.path(operand)?;
            } else if kind == T::OuterJoin && matches!(self.tree.exprs[operand], Expr::Column(_)) {
                self.bump();
                operand = self.add_after(operand, Expr::OuterMark(operand));
            } else {
                return Ok(operand);
            }
            self.grow()?;
        }
    }

    fn cast_with_colons(&mut self, operand: ExprId) -> PResult<ExprId> {
        self.bump();
        let ty = self.parse_type()?;
        let style = CastStyle::Colons;
        Ok(self.add_after(operand, Expr::Cast { operand, ty, style }))
    }

    /// `[0].b` behind a base.
    pub(super) fn path(&mut self, base: ExprId) -> PResult<ExprId> {
        let mut steps = Vec::new();
        loop {
            if self.eat_kind(T::LBracket).is_some() {
                steps.push(PathStep::Index(self.parse_expr()?));
                self.expect_kind(T::RBracket)?;
            } else if self.eat_kind(T::Dot).is_some() {
                steps.push(PathStep::Field(self.parse_label()?));
            } else {
                return Ok(self.add_after(base, Expr::Path { base, steps }));
            }
        }
    }

    fn primary(&mut self) -> PResult<ExprId> {
        let token = self.peek();
        if token.kind == T::Word {
            return self.word(token);
        }
        if let Some((_, literal)) = LITERALS.iter().find(|(kind, _)| *kind == token.kind) {
            self.bump();
            return Ok(self.tree.expr(Expr::Literal(*literal), token.span));
        }
        if token.kind == T::LParen {
            return self.parenthesised();
        }
        if token.kind == T::QuotedIdent {
            return self.name_or_call();
        }
        if token.kind == T::Placeholder {
            return self.placeholder();
        }
        if token.kind == T::Param {
            self.bump();
            return Ok(self.tree.expr(Expr::Param, token.span));
        }
        Err(self.expected("an expression"))
    }

    /// A placeholder as an operand; before a point or a parenthesis it stands for a name.
    fn placeholder(&mut self) -> PResult<ExprId> {
        let next = self.peek_at(1);
        let glued = next.span.start == self.peek().span.end;
        if glued && self.at_ident() && matches!(next.kind, T::Dot | T::LParen) {
            return self.name_or_call();
        }
        let span = self.bump().span;
        Ok(self.tree.expr(Expr::Placeholder, span))
    }

    /// An operand that begins with a word.
    fn word(&mut self, token: Token) -> PResult<ExprId> {
        if token.keyword != K::None
            && let Some(expr) = self.special(token)?
        {
            return Ok(expr);
        }
        // ISNULL is an operator behind an operand and a function before a parenthesis.
        let is_function = token.keyword == K::Isnull && self.peek_at(1).kind == T::LParen;
        if is_function || self.is_ident(token) {
            return self.name_or_call();
        }
        match self.place_name() {
            Some(first) => self.name_or_call_after(first),
            None => Err(self.reserved_or_missing(token)),
        }
    }

    /// A reserved word where an operand should stand: misused as a name, or the operand is missing.
    fn reserved_or_missing(&self, token: Token) -> super::ParseError {
        let next = self.peek_at(1).kind;
        if matches!(
            next,
            T::Comma | T::RParen | T::Dot | T::Eq | T::Eof | T::DoubleColon
        ) {
            let word = self.text(token.span);
            return self.error_at(
                token.span,
                format!("`{word}` is a reserved word; as a name it needs quotes"),
            );
        }
        self.expected("an expression")
    }

    /// A column, or a call of a function.
    pub(super) fn name_or_call(&mut self) -> PResult<ExprId> {
        let first = self.take_ident();
        self.name_or_call_after(first)
    }

    fn name_or_call_after(&mut self, first: Ident) -> PResult<ExprId> {
        let name = self.name_after(first)?;
        if self.at_kind(T::LParen) {
            return self.call(name);
        }
        let span = name.span;
        Ok(self.tree.expr(Expr::Column(name), span))
    }

    /// `(a)`, `(a, b)`, `(SELECT …)`.
    fn parenthesised(&mut self) -> PResult<ExprId> {
        let open = self.bump().span;
        let inside = self.subquery_in_parens()?;
        let close = self.expect_kind(T::RParen)?;
        let expr = match inside {
            InParens::Query(query) => Expr::Subquery(query),
            InParens::Exprs(list) => match list.as_slice() {
                [one] => Expr::Paren(*one),
                _ => Expr::Row(list),
            },
        };
        Ok(self.tree.expr(expr, open.to(close)))
    }

    /// What stands between two parentheses: a query or a list of expressions. `((SELECT 1) UNION (SELECT 2))` shows only
    /// behind its first part that it is a query.
    pub(super) fn subquery_in_parens(&mut self) -> PResult<InParens> {
        if self.at_query() {
            return Ok(InParens::Query(self.parse_query()?));
        }
        let first = self.parse_expr()?;
        if let Expr::Subquery(query) = self.tree.exprs[first]
            && (self.at_query_tail() || self.at_kind(T::RParen))
        {
            let span = self.tree.span(first);
            return Ok(InParens::Query(self.query_of(query, span)?));
        }
        let mut list = vec![first];
        while self.eat_kind(T::Comma).is_some() {
            list.push(self.parse_expr()?);
        }
        Ok(InParens::Exprs(list))
    }

    /// The query that begins with a query in parentheses, which was read before.
    pub(super) fn query_of(&mut self, first: QueryId, span: Span) -> PResult<QueryId> {
        let body = self.tree.body(Body::Query(first), span);
        self.query_tail(None, Some(body), span)
    }

    /// Adds the constant NULL, TRUE or FALSE.
    pub(super) fn constant(&mut self, literal: Literal) -> ExprId {
        let span = self.bump().span;
        self.tree.expr(Expr::Literal(literal), span)
    }
}
