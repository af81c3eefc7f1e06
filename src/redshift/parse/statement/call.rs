//! CALL: `CALL p(1, 'x')`.

use crate::redshift::keyword::Keyword as K;
use crate::redshift::parse::{PResult, Parser};
use crate::redshift::statement::{CallProcedure, Node};
use crate::redshift::token::TokenKind;

impl Parser<'_> {
    /// CALL of a procedure.
    pub(super) fn call_procedure(&mut self) -> PResult<Node> {
        self.expect(K::Call)?;
        let name = self.parse_name()?;
        self.expect_kind(TokenKind::LParen)?;
        let args = if self.at_kind(TokenKind::RParen) {
            Vec::new()
        } else {
            self.comma_list(Self::parse_expr)?
        };
        self.expect_kind(TokenKind::RParen)?;
        Ok(Node::Call(CallProcedure { name, args }))
    }
}
