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
        let (columns, columns_span) = self.optional_column_list()?;
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

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
    use super::super::testing::{fails, reads};
    use super::*;

    fn view(sql: &str) -> CreateView {
        match reads(sql) {
            Node::CreateView(view) => view,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn late_binding_and_columns() {
        let read =
            view("CREATE OR REPLACE VIEW s.v (a, b) AS SELECT 1, 2 FROM t WITH NO SCHEMA BINDING");
        assert!(read.or_replace && read.no_schema_binding.is_some());
        assert_eq!(read.columns.len(), 2);
    }

    #[test]
    fn parentheses_around_all_of_the_query() {
        assert!(view("CREATE VIEW v AS (SELECT 1)").parenthesised.is_some());
        assert!(
            view("CREATE VIEW {{ v }} AS {{ query }}")
                .parenthesised
                .is_none()
        );
        assert!(
            view("CREATE VIEW v AS (SELECT 1) WITH NO SCHEMA BINDING")
                .parenthesised
                .is_some()
        );
        assert!(
            view("CREATE VIEW v AS (SELECT 1) UNION (SELECT 2)")
                .parenthesised
                .is_none()
        );
        assert_eq!(
            fails("CREATE VIEW v AS SELECT 1 WITH NO SCHEMA BINDIN").1,
            "BINDIN"
        );
    }
}
