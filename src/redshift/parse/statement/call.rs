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
        let (args, _) = self.in_parens(|parser| {
            if parser.at_kind(TokenKind::RParen) {
                return Ok(Vec::new());
            }
            parser.comma_list(Self::parse_expr)
        })?;
        Ok(Node::Call(CallProcedure { name, args }))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
    use super::super::testing::{fails, reads};
    use super::*;

    #[test]
    fn arguments() {
        assert!(matches!(reads("CALL s.p(1 + 2, 'x')"), Node::Call(read) if read.args.len() == 2));
        assert!(matches!(reads("CALL p()"), Node::Call(read) if read.args.is_empty()));
        assert_eq!(fails("CALL p").1, "");
        assert_eq!(fails("CALL p(a => 1)").1, "=>");
    }
}
