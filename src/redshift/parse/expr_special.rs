//! Operands that begin with a word of the grammar: CAST, EXTRACT, INTERVAL, CURRENT_DATE, EXISTS, `date '…'` ….

use super::PResult;
use super::expr::OTHER;
use super::name::single;
use super::parser::Parser;
use crate::redshift::keyword::Keyword as K;
use crate::redshift::token::{Token, TokenKind as T};
use crate::redshift::tree::{
    CallForm, CastStyle, DatePart, Expr, ExprId, IntervalUnits, Literal, Name, TrimSide, TypeName,
};

/// Reads an operand that begins with a certain word.
type Special = fn(&mut Parser<'_>) -> PResult<ExprId>;

/// Words that always begin an operand of their own.
const ALWAYS: &[(K, Special)] = &[
    (K::Null, |parser| Ok(parser.constant(Literal::Null))),
    (K::True, |parser| Ok(parser.constant(Literal::True))),
    (K::False, |parser| Ok(parser.constant(Literal::False))),
    (K::Case, |parser| parser.case()),
    (K::Cast, |parser| parser.cast(CastStyle::Cast)),
    (K::Interval, |parser| parser.interval()),
    (K::CurrentDate, |parser| parser.bare_call()),
    (K::CurrentTime, |parser| parser.bare_call()),
    (K::CurrentTimestamp, |parser| parser.bare_call()),
    (K::CurrentUser, |parser| parser.bare_call()),
    (K::CurrentUserId, |parser| parser.bare_call()),
    (K::SessionUser, |parser| parser.bare_call()),
    (K::Localtime, |parser| parser.bare_call()),
    (K::Localtimestamp, |parser| parser.bare_call()),
    (K::Sysdate, |parser| parser.bare_call()),
    (K::User, |parser| parser.bare_call()),
    (K::Array, |parser| parser.array()),
];

/// Words that do so before a parenthesis.
const BEFORE_PARENS: &[(K, Special)] = &[
    (K::Exists, |parser| parser.exists()),
    (K::TryCast, |parser| parser.cast(CastStyle::TryCast)),
    (K::Convert, |parser| parser.convert()),
    (K::Extract, |parser| parser.extract()),
    (K::Trim, |parser| parser.trim()),
    (K::Substring, |parser| parser.substring()),
    (K::Position, |parser| parser.position()),
    (K::Overlay, |parser| parser.overlay()),
    (K::Row, |parser| parser.row()),
    (K::Left, |parser| parser.reserved_function()),
    (K::Right, |parser| parser.reserved_function()),
    (K::Collate, |parser| parser.reserved_function()),
    (K::ObjectTransform, |parser| parser.object_transform()),
];

impl Parser<'_> {
    /// An operand that begins with a word of the grammar, where this one does.
    pub(super) fn special(&mut self, token: Token) -> PResult<Option<ExprId>> {
        let next = self.peek_at(1);
        let read = lookup(ALWAYS, token.keyword).or_else(|| {
            let parens = next.kind == T::LParen;
            parens
                .then(|| lookup(BEFORE_PARENS, token.keyword))
                .flatten()
        });
        if let Some(read) = read {
            return read(self).map(Some);
        }
        if token.keyword == K::Approximate && self.is_ident(next) {
            return self.approximate().map(Some);
        }
        self.typed_literal(next)
    }

    /// `date '…'`, `timestamp with time zone '…'`; nothing where this is no type before a string.
    fn typed_literal(&mut self, next: Token) -> PResult<Option<ExprId>> {
        let words = [K::With, K::Without, K::Precision, K::Varying];
        if !next.kind.is_string() && !words.contains(&next.keyword) {
            return Ok(None);
        }
        let start = self.mark();
        let Ok(ty) = self.parse_type() else {
            self.reset(start);
            return Ok(None);
        };
        if ty.name == TypeName::Unknown || !self.peek().kind.is_string() {
            self.reset(start);
            return Ok(None);
        }
        let text = self.bump().span;
        let span = ty.span.to(text);
        Ok(Some(self.tree.expr(Expr::TypedLiteral { ty, text }, span)))
    }

    /// `interval '1 day'`, `interval '1-2' year to month`, `interval 1 day`.
    fn interval(&mut self) -> PResult<ExprId> {
        let start = self.expect(K::Interval)?;
        let token = self.peek();
        let text = token.kind.is_string();
        let number = matches!(
            token.kind,
            T::Number | T::Decimal | T::Placeholder | T::Param
        );
        if !text && !number {
            return Err(self.expected("a string"));
        }
        let value = self.bump().span;
        let units = self.interval_units(number)?;
        let span = start.to(self.last_span());
        Ok(self.tree.expr(Expr::Interval { value, units }, span))
    }

    /// `year to month`, `second (3)`. Behind a string only the words of the standard are units; others are an alias.
    pub(super) fn interval_units(&mut self, any_spelling: bool) -> PResult<Option<IntervalUnits>> {
        let start = self.peek().span;
        let Some(from) = self.interval_unit(any_spelling) else {
            return Ok(None);
        };
        let mut precision = self.unit_precision()?;
        let to = match self.eat(K::To) {
            Some(_) => match self.interval_unit(true) {
                Some(unit) => Some(unit),
                None => return Err(self.expected("a unit of time")),
            },
            None => None,
        };
        if to.is_some() {
            precision = self.unit_precision()?;
        }
        let span = start.to(self.last_span());
        Ok(Some(IntervalUnits {
            from,
            to,
            precision,
            span,
        }))
    }

    fn interval_unit(&mut self, any_spelling: bool) -> Option<DatePart> {
        let token = self.peek();
        let standard = [K::Year, K::Month, K::Day, K::Hour, K::Minute, K::Second];
        if token.kind != T::Word || !(any_spelling || standard.contains(&token.keyword)) {
            return None;
        }
        let part = DatePart::from_name(self.text(token.span))?;
        self.bump();
        Some(part)
    }

    fn unit_precision(&mut self) -> PResult<Option<u32>> {
        if !self.at_kind(T::LParen) {
            return Ok(None);
        }
        let (digits, _) = self.in_parens(Self::small_number)?;
        Ok(Some(digits))
    }

    /// `CURRENT_DATE`; with a precision (`CURRENT_TIMESTAMP(3)`) it is a plain call.
    fn bare_call(&mut self) -> PResult<ExprId> {
        let name = self.one_part_name();
        if self.at_kind(T::LParen) {
            return self.call(name);
        }
        let span = name.span;
        let call = self.empty_call(name, CallForm::Bare, span.after());
        Ok(self.tree.expr(Expr::Call(call), span))
    }

    /// `ARRAY[a, b]`, the function `ARRAY(a, b)`, or a column of that name.
    fn array(&mut self) -> PResult<ExprId> {
        let name = self.take_ident();
        if self.at_kind(T::LParen) {
            return self.call(single(name));
        }
        if self.eat_kind(T::LBracket).is_none() {
            let column = self.name_after(name)?;
            let span = column.span;
            return Ok(self.tree.expr(Expr::Column(column), span));
        }
        let items = if self.at_kind(T::RBracket) {
            Vec::new()
        } else {
            self.comma_list(Self::parse_expr)?
        };
        let close = self.expect_kind(T::RBracket)?;
        Ok(self.tree.expr(Expr::Array(items), name.span.to(close)))
    }

    fn exists(&mut self) -> PResult<ExprId> {
        let start = self.expect(K::Exists)?;
        let (query, parens) = self.in_parens(Self::parse_query)?;
        Ok(self.tree.expr(Expr::Exists(query), start.to(parens)))
    }

    fn row(&mut self) -> PResult<ExprId> {
        let start = self.expect(K::Row)?;
        let (items, parens) = self.in_parens(|parser| parser.comma_list(Self::parse_expr))?;
        Ok(self.tree.expr(Expr::Row(items), start.to(parens)))
    }

    /// `CAST(a AS t)`, `TRY_CAST(a AS t)`.
    fn cast(&mut self, style: CastStyle) -> PResult<ExprId> {
        let start = self.bump().span;
        self.expect_kind(T::LParen)?;
        let operand = self.parse_expr()?;
        self.expect(K::As)?;
        let ty = self.parse_type()?;
        let close = self.expect_kind(T::RParen)?;
        let expr = Expr::Cast { operand, ty, style };
        Ok(self.tree.expr(expr, start.to(close)))
    }

    /// `CONVERT(t, a)`; where no type stands first, a plain call.
    fn convert(&mut self) -> PResult<ExprId> {
        let name = self.take_ident();
        let start = self.mark();
        self.expect_kind(T::LParen)?;
        if let Ok(ty) = self.parse_type()
            && ty.name != TypeName::Unknown
            && self.eat_kind(T::Comma).is_some()
        {
            let operand = self.parse_expr()?;
            let close = self.expect_kind(T::RParen)?;
            let style = CastStyle::Convert;
            let expr = Expr::Cast { operand, ty, style };
            return Ok(self.tree.expr(expr, name.span.to(close)));
        }
        self.reset(start);
        self.call(single(name))
    }

    /// `EXTRACT(part FROM x)`.
    fn extract(&mut self) -> PResult<ExprId> {
        let name = self.one_part_name();
        self.expect_kind(T::LParen)?;
        let part = self.date_part()?;
        self.expect(K::From)?;
        let value = self.parse_expr()?;
        self.special_call(name, CallForm::Extract, vec![part, value])
    }

    /// A date part as an operand: a bare word, or a string.
    fn date_part(&mut self) -> PResult<ExprId> {
        let token = self.peek();
        if token.kind == T::String {
            self.bump();
            return Ok(self.tree.expr(Expr::Literal(Literal::String), token.span));
        }
        let part = single(self.parse_ident()?);
        Ok(self.tree.expr(Expr::Column(part), token.span))
    }

    /// `TRIM([BOTH | LEADING | TRAILING] [chars] [FROM] s)`, `TRIM(s)`, `TRIM(s, chars)`.
    fn trim(&mut self) -> PResult<ExprId> {
        const SIDES: &[(K, TrimSide)] = &[
            (K::Both, TrimSide::Both),
            (K::Leading, TrimSide::Leading),
            (K::Trailing, TrimSide::Trailing),
        ];
        let name = self.one_part_name();
        self.expect_kind(T::LParen)?;
        let keyword = self.peek().keyword;
        let side = SIDES.iter().find(|(word, _)| *word == keyword);
        if side.is_some() {
            self.bump();
        }
        let form = CallForm::Trim(side.map_or(TrimSide::Both, |(_, side)| *side));
        if self.eat(K::From).is_some() {
            let text = self.parse_expr()?;
            return self.special_call(name, form, vec![text]);
        }
        let first = self.parse_expr()?;
        if self.eat(K::From).is_some() {
            let text = self.parse_expr()?;
            return self.special_call(name, form, vec![text, first]);
        }
        if side.is_some() {
            return self.special_call(name, form, vec![first]);
        }
        self.call_after(name, first)
    }

    /// `SUBSTRING(s FROM p FOR l)`, or plain.
    fn substring(&mut self) -> PResult<ExprId> {
        let name = self.one_part_name();
        self.expect_kind(T::LParen)?;
        let text = self.parse_expr()?;
        if self.eat(K::From).is_none() {
            return self.call_after(name, text);
        }
        let mut args = vec![text, self.parse_expr()?];
        if self.eat(K::For).is_some() {
            args.push(self.parse_expr()?);
        }
        self.special_call(name, CallForm::Substring, args)
    }

    /// `POSITION(a IN s)`.
    fn position(&mut self) -> PResult<ExprId> {
        let name = self.one_part_name();
        self.expect_kind(T::LParen)?;
        let part = self.operand(OTHER)?;
        self.expect(K::In)?;
        let text = self.operand(OTHER)?;
        self.special_call(name, CallForm::Position, vec![part, text])
    }

    /// `OVERLAY(s PLACING t FROM p FOR l)`, or plain.
    fn overlay(&mut self) -> PResult<ExprId> {
        let name = self.one_part_name();
        self.expect_kind(T::LParen)?;
        let text = self.parse_expr()?;
        if self.eat(K::Placing).is_none() {
            return self.call_after(name, text);
        }
        let mut args = vec![text, self.parse_expr()?];
        self.expect(K::From)?;
        args.push(self.parse_expr()?);
        if self.eat(K::For).is_some() {
            args.push(self.parse_expr()?);
        }
        self.special_call(name, CallForm::Overlay, args)
    }

    /// A function whose name is a reserved word.
    fn reserved_function(&mut self) -> PResult<ExprId> {
        let name = self.one_part_name();
        self.call(name)
    }

    /// `OBJECT_TRANSFORM(x KEEP 'a', 'b' SET 'c', 1)`.
    fn object_transform(&mut self) -> PResult<ExprId> {
        let name = self.one_part_name();
        self.expect_kind(T::LParen)?;
        let mut args = vec![self.parse_expr()?];
        if self.eat(K::Keep).is_some() {
            args.extend(self.comma_list(Self::parse_expr)?);
        }
        let kept = u32::try_from(args.len() - 1).unwrap_or(u32::MAX);
        if self.eat(K::Set).is_some() {
            args.extend(self.comma_list(Self::parse_expr)?);
        }
        self.special_call(name, CallForm::ObjectTransform(kept), args)
    }

    /// `APPROXIMATE COUNT(DISTINCT a)`.
    fn approximate(&mut self) -> PResult<ExprId> {
        let start = self.bump().span;
        let first = self.take_ident();
        let name = self.name_after(first)?;
        self.call_in_form(name, CallForm::Approximate, start)
    }

    /// The end of a call with a syntax of its own.
    fn special_call(&mut self, name: Name, form: CallForm, args: Vec<ExprId>) -> PResult<ExprId> {
        let close = self.expect_kind(T::RParen)?;
        let mut call = self.empty_call(name, form, close);
        call.args = args;
        let span = call.name.span.to(close);
        Ok(self.tree.expr(Expr::Call(call), span))
    }
}

fn lookup(table: &[(K, Special)], keyword: K) -> Option<Special> {
    let entry = table.iter().find(|(word, _)| *word == keyword)?;
    Some(entry.1)
}
