//! Windows: `OVER (PARTITION BY a ORDER BY b ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)`, `OVER w`.

use super::PResult;
use super::expr::OTHER;
use super::parser::Parser;
use crate::redshift::keyword::Keyword as K;
use crate::redshift::token::TokenKind as T;
use crate::redshift::tree::{Bound, ExprId, Frame, Ident, Over, Window};
use crate::span::Span;

impl Parser<'_> {
    /// OVER with a window or the name of one.
    pub(super) fn over(&mut self) -> PResult<Over> {
        let start = self.expect(K::Over)?;
        let window = if self.at_kind(T::LParen) {
            self.window()?
        } else {
            let base = self.parse_ident()?;
            named(base)
        };
        let span = start.to(window.span);
        Ok(Over { span, window })
    }

    /// A window in parentheses.
    pub(super) fn window(&mut self) -> PResult<Window> {
        let (mut window, span) = self.in_parens(Self::window_inside)?;
        window.span = span;
        Ok(window)
    }

    fn window_inside(&mut self) -> PResult<Window> {
        let frame = self.at(K::Rows) || self.at(K::Range);
        let base = if self.at_ident() && !frame {
            Some(self.take_ident())
        } else {
            None
        };
        let (partition_by, partition_span) = self.partition_by()?;
        let (order_by, order_span) = self.optional_order_by()?;
        let frame = if self.at(K::Rows) || self.at(K::Range) {
            Some(self.frame()?)
        } else {
            None
        };
        Ok(Window {
            base,
            partition_by,
            partition_span,
            order_by,
            order_span,
            frame,
            span: Span::default(),
        })
    }

    fn partition_by(&mut self) -> PResult<(Vec<ExprId>, Option<Span>)> {
        let Some(start) = self.eat(K::Partition) else {
            return Ok((Vec::new(), None));
        };
        self.expect(K::By)?;
        let keys = self.comma_list(Self::parse_expr)?;
        Ok((keys, Some(start.to(self.last_span()))))
    }

    fn frame(&mut self) -> PResult<Frame> {
        let first = self.bump();
        let (start, end) = if self.eat(K::Between).is_some() {
            let start = self.bound()?;
            self.expect(K::And)?;
            (start, Some(self.bound()?))
        } else {
            (self.bound()?, None)
        };
        Ok(Frame {
            rows: first.keyword == K::Rows,
            start,
            end,
            span: first.span.to(self.last_span()),
        })
    }

    fn bound(&mut self) -> PResult<Bound> {
        if self.eat_words(&[K::Current, K::Row]).is_some() {
            return Ok(Bound::CurrentRow);
        }
        if self.eat(K::Unbounded).is_some() {
            return match self.preceding()? {
                true => Ok(Bound::UnboundedPreceding),
                false => Ok(Bound::UnboundedFollowing),
            };
        }
        let distance = self.operand(OTHER)?;
        match self.preceding()? {
            true => Ok(Bound::Preceding(distance)),
            false => Ok(Bound::Following(distance)),
        }
    }

    /// PRECEDING (`true`) or FOLLOWING.
    fn preceding(&mut self) -> PResult<bool> {
        if self.eat(K::Preceding).is_some() {
            return Ok(true);
        }
        match self.eat(K::Following) {
            Some(_) => Ok(false),
            None => Err(self.expected("`PRECEDING` or `FOLLOWING`")),
        }
    }
}

/// The window of `OVER w`.
fn named(base: Ident) -> Window {
    Window {
        base: Some(base),
        partition_by: Vec::new(),
        partition_span: None,
        order_by: Vec::new(),
        order_span: None,
        frame: None,
        span: base.span,
    }
}
