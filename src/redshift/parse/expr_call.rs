//! Calls of functions: `f(DISTINCT a ORDER BY b) WITHIN GROUP (ORDER BY c) FILTER (WHERE d) OVER (…)`.

use super::PResult;
use super::parser::Parser;
use crate::redshift::keyword::Keyword as K;
use crate::redshift::token::TokenKind as T;
use crate::redshift::tree::{Call, CallForm, Expr, ExprId, Name, NullTreatment, SetQuantifier};
use crate::span::Span;

impl Parser<'_> {
    /// The call of a name, whose opening parenthesis is next.
    pub(super) fn call(&mut self, name: Name) -> PResult<ExprId> {
        let start = name.span;
        self.call_in_form(name, CallForm::Plain, start)
    }

    /// The call of a name that may have a word before it.
    pub(super) fn call_in_form(
        &mut self,
        name: Name,
        form: CallForm,
        start: Span,
    ) -> PResult<ExprId> {
        self.expect_kind(T::LParen)?;
        let star = self.eat_kind(T::Star).is_some();
        let mut quantifier = SetQuantifier::None;
        let mut args = Vec::new();
        if !star && !self.at_kind(T::RParen) {
            quantifier = self.set_quantifier();
            args = self.comma_list(Self::parse_expr)?;
        }
        // Built behind the arguments: a call is large, and arguments nest.
        let mut call = self.empty_call(name, form, start);
        call.star = star;
        call.quantifier = quantifier;
        call.args = args;
        self.end_of_call(call, start)
    }

    /// The call of a name whose first argument is read already.
    pub(super) fn call_after(&mut self, name: Name, first: ExprId) -> PResult<ExprId> {
        let mut args = vec![first];
        while self.eat_kind(T::Comma).is_some() {
            args.push(self.parse_expr()?);
        }
        let start = name.span;
        let mut call = self.empty_call(name, CallForm::Plain, start);
        call.args = args;
        self.end_of_call(call, start)
    }

    /// A call without anything.
    pub(super) fn empty_call(&self, name: Name, form: CallForm, close: Span) -> Box<Call> {
        Box::new(Call {
            name,
            form,
            quantifier: SetQuantifier::None,
            star: false,
            args: Vec::new(),
            order_by: Vec::new(),
            within_group: Vec::new(),
            nulls: None,
            filter: None,
            over: None,
            close,
        })
    }

    /// ALL or DISTINCT, where one is next.
    pub(super) fn set_quantifier(&mut self) -> SetQuantifier {
        if let Some(span) = self.eat(K::Distinct) {
            return SetQuantifier::Distinct(span);
        }
        match self.eat(K::All) {
            Some(span) => SetQuantifier::All(span),
            None => SetQuantifier::None,
        }
    }

    /// What stands behind the arguments, inside and outside the parentheses.
    fn end_of_call(&mut self, mut call: Box<Call>, start: Span) -> PResult<ExprId> {
        call.nulls = self.null_treatment(true);
        call.order_by = self.optional_order_by()?.0;
        if call.nulls.is_none() {
            call.nulls = self.null_treatment(true);
        }
        call.close = self.expect_kind(T::RParen)?;
        self.after_call(&mut call)?;
        let span = start.to(self.last_span());
        Ok(self.tree.expr(Expr::Call(call), span))
    }

    fn after_call(&mut self, call: &mut Call) -> PResult<()> {
        if self.at_words(&[K::Within, K::Group]) {
            self.eat_words(&[K::Within, K::Group]);
            let inner = |parser: &mut Self| parser.expect_order_by();
            call.within_group = self.in_parens(inner)?.0;
        }
        if self.at(K::Filter) && self.peek_at(1).kind == T::LParen {
            self.bump();
            let condition = |parser: &mut Self| {
                parser.expect(K::Where)?;
                parser.parse_expr()
            };
            call.filter = Some(self.in_parens(condition)?.0);
        }
        if call.nulls.is_none() {
            call.nulls = self.null_treatment(false);
        }
        if self.at(K::Over) {
            call.over = Some(self.over()?);
        }
        Ok(())
    }

    /// IGNORE NULLS or RESPECT NULLS, where it is next.
    fn null_treatment(&mut self, inside: bool) -> Option<NullTreatment> {
        let ignore = self.at_words(&[K::Ignore, K::Nulls]);
        let words = if ignore {
            [K::Ignore, K::Nulls]
        } else {
            [K::Respect, K::Nulls]
        };
        let span = self.eat_words(&words)?;
        Some(NullTreatment {
            ignore,
            inside,
            span,
        })
    }
}
