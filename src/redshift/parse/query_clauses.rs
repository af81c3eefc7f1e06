//! SELECT and its clauses, in the order in which they stand.

use super::PResult;
use super::parser::Parser;
use crate::redshift::keyword::Keyword as K;
use crate::redshift::token::TokenKind as T;
use crate::redshift::tree::{
    ConnectBy, Exclude, Expr, ExprId, FromId, GroupBy, GroupItem, Ident, Into, Literal, Select,
    SelectItem, SetQuantifier, Top, Window,
};
use crate::span::Span;

/// Words that are no alias of a select item without AS: they go on with the query or with the call before them.
const NO_ITEM_ALIAS: &[K] = &[
    K::Fetch,
    K::Filter,
    K::Over,
    K::Precision,
    K::Qualify,
    K::Returning,
    K::Varying,
    K::Window,
    K::Within,
];

impl Parser<'_> {
    /// SELECT up to QUALIFY. It is filled in its box: a select is large, and queries nest.
    pub(super) fn select(&mut self) -> PResult<Box<Select>> {
        let mut select = empty(self.expect(K::Select)?);
        self.select_list(&mut select)?;
        (select.from, select.from_span) = self.from_clause(K::From)?;
        (select.selection, select.where_span) = self.clause(K::Where)?;
        select.connect_by = self.connect_by()?;
        select.group_by = self.group_by()?;
        (select.having, select.having_span) = self.clause(K::Having)?;
        (select.qualify, select.qualify_span) = self.clause(K::Qualify)?;
        select.windows = self.windows()?;
        Ok(select)
    }

    /// What stands before FROM.
    fn select_list(&mut self, select: &mut Select) -> PResult<()> {
        select.top = self.top()?;
        select.quantifier = self.set_quantifier();
        select.distinct_on = self.distinct_on(select.quantifier)?;
        if select.top.is_none() {
            select.top = self.top()?;
        }
        select.items = self.comma_list(Self::select_item)?;
        select.exclude = self.exclude()?;
        select.into = self.new_table()?;
        Ok(())
    }

    /// `TOP 10`, `TOP (10)`.
    fn top(&mut self) -> PResult<Option<Top>> {
        let Some(start) = self.eat(K::Top) else {
            return Ok(None);
        };
        let token = self.peek();
        let count = if token.kind == T::Number {
            self.bump();
            let literal = Expr::Literal(Literal::Integer);
            self.tree.expr(literal, token.span)
        } else if matches!(token.kind, T::LParen | T::Placeholder | T::Param) {
            self.postfix()?
        } else {
            return Err(self.expected("a number"));
        };
        let span = start.to(self.last_span());
        Ok(Some(Top { count, span }))
    }

    /// `ON (a, b)` behind DISTINCT.
    fn distinct_on(&mut self, quantifier: SetQuantifier) -> PResult<Vec<ExprId>> {
        let distinct = matches!(quantifier, SetQuantifier::Distinct(_));
        if !distinct || self.eat(K::On).is_none() {
            return Ok(Vec::new());
        }
        let keys = |parser: &mut Self| parser.comma_list(Self::parse_expr);
        Ok(self.in_parens(keys)?.0)
    }

    fn select_item(&mut self) -> PResult<SelectItem> {
        let start = self.peek();
        if self.eat_kind(T::Star).is_some() {
            let span = start.span;
            return Ok(SelectItem::Star {
                qualifier: None,
                span,
            });
        }
        if self.at_qualified_star() {
            let qualifier = Some(self.parse_name()?);
            self.expect_kind(T::Dot)?;
            let star = self.expect_kind(T::Star)?;
            let span = start.span.to(star);
            return Ok(SelectItem::Star { qualifier, span });
        }
        let expr = self.parse_expr()?;
        if self.at_exclude() {
            return Ok(SelectItem::Expr { expr, alias: None });
        }
        let alias = self.optional_alias(NO_ITEM_ALIAS)?;
        let lone = alias.is_none() && matches!(self.tree.exprs[expr], Expr::Placeholder);
        if lone && self.text(start.span).starts_with(['{', '$']) {
            return Ok(SelectItem::Placeholder(start.span));
        }
        Ok(SelectItem::Expr { expr, alias })
    }

    /// Whether `t.*` or `s.t.*` is next.
    fn at_qualified_star(&self) -> bool {
        if !self.at_ident() {
            return false;
        }
        let mut ahead = 1;
        while self.peek_at(ahead).kind == T::Dot {
            let part = self.peek_at(ahead + 1);
            if part.kind == T::Star {
                return true;
            }
            if part.kind != T::Word && !self.is_ident(part) {
                return false;
            }
            ahead += 2;
        }
        false
    }

    /// Whether EXCLUDE with a column is next; it is no reserved word, so it can be an alias.
    fn at_exclude(&self) -> bool {
        let next = self.peek_at(1);
        self.at(K::Exclude) && (next.kind == T::LParen || self.is_ident(next))
    }

    /// `EXCLUDE (a, b)`, `EXCLUDE a, b`.
    fn exclude(&mut self) -> PResult<Option<Exclude>> {
        if !self.at_exclude() {
            return Ok(None);
        }
        let start = self.expect(K::Exclude)?;
        let columns = if self.at_kind(T::LParen) {
            self.parse_columns()?.0
        } else {
            self.comma_list(Self::parse_ident)?
        };
        let span = start.to(self.last_span());
        Ok(Some(Exclude { columns, span }))
    }

    /// `INTO [TEMP] [TABLE] t`.
    fn new_table(&mut self) -> PResult<Option<Into>> {
        let Some(start) = self.eat(K::Into) else {
            return Ok(None);
        };
        self.eat(K::Local);
        let temporary = self
            .eat(K::Temp)
            .or_else(|| self.eat(K::Temporary))
            .is_some();
        self.eat(K::Table);
        let name = self.parse_name()?;
        let hash = self.text(name.span).starts_with('#');
        let span = start.to(name.span);
        Ok(Some(Into {
            temporary: temporary || hash,
            name,
            span,
        }))
    }

    /// A list of items behind FROM or USING; the span begins with that word.
    #[allow(clippy::wrong_self_convention)] // FROM is the clause
    pub fn from_clause(&mut self, keyword: K) -> PResult<(Vec<FromId>, Option<Span>)> {
        let Some(start) = self.eat(keyword) else {
            return Ok((Vec::new(), None));
        };
        let items = self.parse_from_list()?;
        Ok((items, Some(start.to(self.last_span()))))
    }

    /// A condition behind WHERE, HAVING or QUALIFY; the span begins with that word.
    pub fn clause(&mut self, keyword: K) -> PResult<(Option<ExprId>, Option<Span>)> {
        let Some(start) = self.eat(keyword) else {
            return Ok((None, None));
        };
        let condition = self.parse_expr()?;
        Ok((Some(condition), Some(start.to(self.last_span()))))
    }

    /// `START WITH … CONNECT BY …`, in either order.
    fn connect_by(&mut self) -> PResult<Option<ConnectBy>> {
        let start = self.peek().span;
        let mut start_with = self.start_with()?;
        if self.eat_words(&[K::Connect, K::By]).is_none() {
            return match start_with {
                Some(_) => Err(self.expected("`CONNECT BY`")),
                None => Ok(None),
            };
        }
        let nocycle = self.eat(K::Nocycle).is_some();
        let condition = self.parse_expr()?;
        if start_with.is_none() {
            start_with = self.start_with()?;
        }
        Ok(Some(ConnectBy {
            start_with,
            condition,
            nocycle,
            span: start.to(self.last_span()),
        }))
    }

    fn start_with(&mut self) -> PResult<Option<ExprId>> {
        match self.eat_words(&[K::Start, K::With]) {
            Some(_) => Ok(Some(self.parse_expr()?)),
            None => Ok(None),
        }
    }

    fn group_by(&mut self) -> PResult<Option<GroupBy>> {
        let Some(start) = self.eat(K::Group) else {
            return Ok(None);
        };
        self.expect(K::By)?;
        let all = self.eat(K::All).is_some();
        let items = if all {
            Vec::new()
        } else {
            self.comma_list(|parser| parser.group_item(false))?
        };
        let span = start.to(self.last_span());
        Ok(Some(GroupBy { items, all, span }))
    }

    /// An item of GROUP BY, or of GROUPING SETS.
    fn group_item(&mut self, in_sets: bool) -> PResult<GroupItem> {
        let start = self.peek().span;
        let next = self.peek_at(1);
        if self.at_kind(T::LParen) && next.kind == T::RParen {
            self.bump();
            let close = self.bump().span;
            return Ok(GroupItem::Empty(start.to(close)));
        }
        if self.at_words(&[K::Grouping, K::Sets]) {
            self.eat_words(&[K::Grouping, K::Sets]);
            let inner = |parser: &mut Self| parser.comma_list(|parser| parser.group_item(true));
            let (items, parens) = self.nested(|parser| parser.in_parens(inner))?;
            return Ok(GroupItem::Sets(items, start.to(parens)));
        }
        let lists =
            |parser: &mut Self| parser.in_parens(|parser| parser.comma_list(Self::group_list));
        if next.kind == T::LParen && self.eat(K::Rollup).is_some() {
            let (items, parens) = lists(self)?;
            return Ok(GroupItem::Rollup(items, start.to(parens)));
        }
        if next.kind == T::LParen && self.eat(K::Cube).is_some() {
            let (items, parens) = lists(self)?;
            return Ok(GroupItem::Cube(items, start.to(parens)));
        }
        let expr = self.parse_expr()?;
        if !in_sets {
            return Ok(GroupItem::Expr(expr));
        }
        let span = self.tree.span(expr);
        if let Expr::Row(items) = &self.tree.exprs[expr] {
            return Ok(GroupItem::List(items.clone(), span));
        }
        if let Expr::Paren(inner) = self.tree.exprs[expr] {
            return Ok(GroupItem::List(vec![inner], span));
        }
        Ok(GroupItem::Expr(expr))
    }

    /// An element of ROLLUP and CUBE: `a` or `(a, b)`.
    fn group_list(&mut self) -> PResult<Vec<ExprId>> {
        let expr = self.parse_expr()?;
        if let Expr::Row(items) = &self.tree.exprs[expr] {
            return Ok(items.clone());
        }
        Ok(vec![expr])
    }

    /// `WINDOW w AS (…)`.
    fn windows(&mut self) -> PResult<Vec<(Ident, Window)>> {
        if self.eat(K::Window).is_none() {
            return Ok(Vec::new());
        }
        self.comma_list(|parser| {
            let name = parser.parse_ident()?;
            parser.expect(K::As)?;
            Ok((name, parser.window()?))
        })
    }
}

/// A SELECT without anything.
fn empty(select_span: Span) -> Box<Select> {
    Box::new(Select {
        select_span,
        quantifier: SetQuantifier::None,
        distinct_on: Vec::new(),
        top: None,
        items: Vec::new(),
        exclude: None,
        into: None,
        from: Vec::new(),
        from_span: None,
        selection: None,
        where_span: None,
        connect_by: None,
        group_by: None,
        having: None,
        having_span: None,
        qualify: None,
        qualify_span: None,
        windows: Vec::new(),
    })
}
