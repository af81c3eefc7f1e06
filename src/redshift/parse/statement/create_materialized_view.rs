//! CREATE MATERIALIZED VIEW: `CREATE MATERIALIZED VIEW v DISTKEY (a) AUTO REFRESH YES AS SELECT …`.

use crate::redshift::keyword::Keyword as K;
use crate::redshift::parse::{PResult, Parser};
use crate::redshift::statement::{CreateMaterializedView, Node};

impl Parser<'_> {
    /// CREATE [OR REPLACE] MATERIALIZED VIEW; CREATE is the token here.
    pub(super) fn create_materialized_view(&mut self) -> PResult<Node> {
        self.expect(K::Create)?;
        let or_replace = self.eat_words(&[K::Or, K::Replace]).is_some();
        self.expect(K::Materialized)?;
        self.expect(K::View)?;
        let if_not_exists = self.if_not_exists();
        let name = self.parse_name()?;
        let (columns, columns_span) = self.optional_columns()?;
        let attributes = self.table_attributes()?;
        let as_span = self.expect_after_attributes(K::As)?;
        let (query, parenthesised) = self.defining_query()?;
        Ok(Node::CreateMaterializedView(CreateMaterializedView {
            or_replace,
            if_not_exists,
            name,
            columns,
            columns_span,
            attributes,
            as_span,
            query,
            parenthesised,
        }))
    }
}
