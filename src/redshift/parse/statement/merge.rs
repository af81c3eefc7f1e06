//! MERGE: `MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN UPDATE SET … WHEN NOT MATCHED THEN INSERT VALUES (…)`, or
//! `… REMOVE DUPLICATES`.

use crate::redshift::keyword::Keyword as K;
use crate::redshift::parse::{PResult, Parser};
use crate::redshift::statement::{Merge, MergeAction, MergeClause, Node};

impl Parser<'_> {
    /// MERGE.
    pub(super) fn merge(&mut self) -> PResult<Node> {
        self.expect(K::Merge)?;
        self.expect(K::Into)?;
        let table = self.parse_name()?;
        let alias = self.target_alias()?;
        self.expect(K::Using)?;
        let source = self.parse_from_item()?;
        self.expect(K::On)?;
        let on = self.parse_expr()?;
        let remove_duplicates = self.eat_words(&[K::Remove, K::Duplicates]);
        let clauses = match remove_duplicates {
            Some(_) => Vec::new(),
            None => self.merge_clauses()?,
        };
        Ok(Node::Merge(Merge {
            table,
            alias,
            source,
            on,
            clauses,
            remove_duplicates,
        }))
    }

    fn merge_clauses(&mut self) -> PResult<Vec<MergeClause>> {
        let mut clauses = vec![self.merge_clause()?];
        while self.at(K::When) {
            clauses.push(self.merge_clause()?);
        }
        Ok(clauses)
    }

    fn merge_clause(&mut self) -> PResult<MergeClause> {
        let start = self.expect(K::When)?;
        let matched = self.eat(K::Not).is_none();
        self.expect(K::Matched)?;
        let condition = match self.eat(K::And) {
            Some(_) => Some(self.parse_expr()?),
            None => None,
        };
        self.expect(K::Then)?;
        let action = self.merge_action()?;
        Ok(MergeClause {
            matched,
            condition,
            action,
            span: start.to(self.last_span()),
        })
    }

    fn merge_action(&mut self) -> PResult<MergeAction> {
        if self.eat(K::Update).is_some() {
            self.expect(K::Set)?;
            return Ok(MergeAction::Update(self.assignments()?));
        }
        if self.eat(K::Delete).is_some() {
            return Ok(MergeAction::Delete);
        }
        if self.eat(K::Insert).is_none() {
            return Err(self.expected("`UPDATE`, `DELETE` or `INSERT`"));
        }
        let (columns, _) = self.optional_column_list()?;
        self.expect(K::Values)?;
        let (values, _) = self.in_parens(|parser| parser.comma_list(Self::value_or_default))?;
        Ok(MergeAction::Insert { columns, values })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
    use super::super::testing::{fails, reads};
    use super::*;

    fn merge(sql: &str) -> Merge {
        match reads(sql) {
            Node::Merge(merge) => merge,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn update_and_insert() {
        let read = merge(
            "MERGE INTO t USING (SELECT 1 AS id) AS s ON t.id = s.id WHEN MATCHED THEN UPDATE SET a = s.id, b = DEFAULT \
             WHEN NOT MATCHED THEN INSERT (id, a) VALUES (s.id, 0)",
        );
        assert_eq!(read.clauses.len(), 2);
        assert!(read.clauses[0].matched && !read.clauses[1].matched);
        assert!(matches!(&read.clauses[0].action, MergeAction::Update(set) if set.len() == 2));
        assert!(
            matches!(&read.clauses[1].action, MergeAction::Insert { columns, values } if columns.len() == values.len())
        );
    }

    #[test]
    fn delete_and_remove_duplicates() {
        let read = merge(
            "MERGE INTO t USING s ON t.id = s.id WHEN MATCHED AND s.gone THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (1)",
        );
        assert!(read.clauses[0].condition.is_some());
        assert!(
            merge("MERGE INTO t USING s ON t.id = s.id REMOVE DUPLICATES")
                .remove_duplicates
                .is_some()
        );
    }

    #[test]
    fn errors_stand_at_the_token() {
        assert_eq!(
            fails("MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN REPLACE").1,
            "REPLACE"
        );
        assert_eq!(fails("MERGE INTO t USING s ON t.id = s.id").1, "");
    }
}
