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
        let (columns, columns_span) = self.optional_column_list()?;
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

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
    use super::super::testing::{fails, reads};
    use super::*;

    #[test]
    fn attributes_in_any_order() {
        let sql = "CREATE MATERIALIZED VIEW v BACKUP NO DISTSTYLE KEY DISTKEY (1) SORTKEY (a, 2) AUTO REFRESH YES AS SELECT 1 AS a";
        let Node::CreateMaterializedView(view) = reads(sql) else {
            panic!("not a view");
        };
        assert_eq!(view.attributes.len(), 5);
        assert!(view.parenthesised.is_none());
        let sql = "CREATE MATERIALIZED VIEW v AUTO REFRESH YES SORTKEY (a) AS (SELECT 1 AS a)";
        assert!(
            matches!(reads(sql), Node::CreateMaterializedView(view) if view.parenthesised.is_some())
        );
    }

    #[test]
    fn misspelt_attribute() {
        let (code, at, _) = fails("CREATE MATERIALIZED VIEW v SORTKYE (a) AS SELECT 1 AS a");
        assert_eq!((code.as_str(), at.as_str()), ("RS0004", "SORTKYE"));
        assert_eq!(
            fails("CREATE MATERIALIZED VIEW v AUTO REFRESH MAYBE AS SELECT 1").1,
            "MAYBE"
        );
    }
}
