//! CREATE VIEW: `CREATE OR REPLACE VIEW v (a) AS SELECT … WITH NO SCHEMA BINDING`.

use crate::redshift::keyword::Keyword as K;
use crate::redshift::parse::{PResult, Parser};
use crate::redshift::statement::{CreateView, Node};

impl Parser<'_> {
    /// CREATE [OR REPLACE] VIEW; CREATE is the token here.
    pub(super) fn create_view(&mut self) -> PResult<Node> {
        self.expect(K::Create)?;
        let or_replace = self.eat_words(&[K::Or, K::Replace]).is_some();
        self.expect(K::View)?;
        let name = self.parse_name()?;
        let (columns, columns_span) = self.optional_columns()?;
        self.expect(K::As)?;
        let (query, parenthesised) = self.defining_query()?;
        let no_schema_binding = self.no_schema_binding()?;
        Ok(Node::CreateView(CreateView {
            or_replace,
            name,
            columns,
            columns_span,
            query,
            parenthesised,
            no_schema_binding,
        }))
    }

    fn no_schema_binding(&mut self) -> PResult<Option<crate::span::Span>> {
        if !self.at(K::With) {
            return Ok(None);
        }
        let start = self.expect(K::With)?;
        self.expect(K::No)?;
        self.expect(K::Schema)?;
        let end = self.expect(K::Binding)?;
        Ok(Some(start.to(end)))
    }
}
