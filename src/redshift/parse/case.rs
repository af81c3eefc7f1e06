//! CASE: `CASE x WHEN 1 THEN 'a' ELSE 'b' END`.

use super::PResult;
use super::parser::Parser;
use crate::redshift::keyword::Keyword as K;
use crate::redshift::tree::{Expr, ExprId};

impl Parser<'_> {
    /// CASE in both forms.
    pub(super) fn case(&mut self) -> PResult<ExprId> {
        let start = self.expect(K::Case)?;
        let operand = if self.at(K::When) {
            None
        } else {
            Some(self.parse_expr()?)
        };
        let mut whens = vec![self.when()?];
        while self.at(K::When) {
            whens.push(self.when()?);
        }
        let otherwise = match self.eat(K::Else) {
            Some(_) => Some(self.parse_expr()?),
            None => None,
        };
        let end = self.expect(K::End)?;
        let case = Expr::Case {
            operand,
            whens,
            otherwise,
        };
        Ok(self.tree.expr(case, start.to(end)))
    }

    fn when(&mut self) -> PResult<(ExprId, ExprId)> {
        self.expect(K::When)?;
        let when = self.parse_expr()?;
        self.expect(K::Then)?;
        Ok((when, self.parse_expr()?))
    }
}
