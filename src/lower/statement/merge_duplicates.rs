//! MERGE … REMOVE DUPLICATES: the rows of the source take the place of all rows that they match.
//!
//! `MERGE INTO t USING s ON t.id = s.id REMOVE DUPLICATES` →
//! `MERGE INTO t USING (SELECT * FROM s CROSS JOIN UNNEST([TRUE, FALSE]) AS is_replaced) AS s ON t.id = s.id AND s.is_replaced
//! WHEN MATCHED THEN DELETE WHEN NOT MATCHED AND NOT s.is_replaced THEN INSERT (id, …) VALUES (s.id, …)`
//!
//! Each row of the source comes twice: once to delete what it matches, once to be inserted. BigQuery takes no subquery in the
//! conditions behind WHEN, and two statements would not be atomic.
//!
//! <https://docs.aws.amazon.com/redshift/latest/dg/r_MERGE.html>

use super::super::Cx;
use super::super::expr::Side;
use crate::bigquery::statement as target;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::statement::Merge;
use crate::redshift::tree::From;
use crate::resolve::{OutputColumn, Relation, Type};
use crate::span::Span;

/// The column that tells the two copies of a row apart.
const MARK: &str = "is_replaced";

/// A column of the target, and the one of the source that is written to it.
struct Pair {
    to: String,
    to_type: Type,
    from: String,
    from_type: Type,
}

impl Cx<'_> {
    /// MERGE … REMOVE DUPLICATES.
    pub(super) fn merge_duplicates(
        &mut self,
        statement: &Merge,
        words: Span,
    ) -> Vec<target::Statement> {
        let Some((name, pairs)) = self.merged_columns(statement) else {
            let what = "MERGE … REMOVE DUPLICATES between tables that are not known to have as many columns";
            let help = "declare both tables, or write DELETE and INSERT";
            self.refuse(Code::RS1801, words, &[what, help]);
            return Vec::new();
        };
        let table = self.folded_path(&statement.table);
        self.raise(Code::RS2801, words, &[&table]);
        let mut edits = Vec::new();
        let alias = self.target_alias(&statement.table, statement.alias, &mut edits);
        let source = self.doubled(statement, &name);
        let condition = self.condition(statement.on);
        let mark = self.column_of(&name, MARK);
        let on = self.out.expr(
            bq::Expr::Chain(vec![condition, mark], vec![bq::BinaryOp::And]),
            bq::Origin::New,
        );
        let delete = target::MergeClause {
            matched: true,
            condition: None,
            action: target::MergeAction::Delete,
        };
        let mark = self.column_of(&name, MARK);
        let is_new = bq::Expr::Unary(bq::UnaryOp::Not, mark);
        let columns = pairs.iter().map(|pair| pair.to.clone().into()).collect();
        let values = pairs.iter().map(|pair| self.merged_value(&name, pair));
        let values = values.collect();
        let insert = target::MergeClause {
            matched: false,
            condition: Some(self.out.expr(is_new, bq::Origin::New)),
            action: target::MergeAction::Insert { columns, values },
        };
        self.anew(target::Node::Merge(target::Merge {
            table: self.table_name(&statement.table),
            alias,
            source,
            on,
            clauses: vec![delete, insert],
        }))
    }

    /// The name of the source, and the columns by their places in both tables.
    fn merged_columns(&self, statement: &Merge) -> Option<(String, Vec<Pair>)> {
        let From::Table { .. } = &self.src.froms[statement.source] else {
            return None;
        };
        if !self.facts.namesakes.is_empty() {
            return None;
        }
        let name = self.exposed_name(statement.source)?;
        let into = self.facts.relation_columns(Relation::Target)?.all()?;
        let source = Relation::From(statement.source);
        let from = self.facts.relation_columns(source)?.all()?;
        let is_mark = |column: &OutputColumn| {
            let name = column.spelling();
            name.is_none_or(|name| name.eq_ignore_ascii_case(MARK))
        };
        if into.is_empty() || into.len() != from.len() || from.iter().any(is_mark) {
            return None;
        }
        let pairs: Option<Vec<Pair>> = into
            .iter()
            .zip(from)
            .map(|(into, from)| {
                Some(Pair {
                    to: into.spelling()?.to_owned(),
                    to_type: into.ty,
                    from: from.spelling()?.to_owned(),
                    from_type: from.ty,
                })
            })
            .collect();
        Some((self.ident(name).into_owned(), pairs?))
    }

    /// The source with each row twice: `(SELECT * FROM s CROSS JOIN UNNEST([TRUE, FALSE]) AS is_replaced) AS s`
    fn doubled(&mut self, statement: &Merge, name: &str) -> bq::FromId {
        let left = self.from(statement.source);
        let array = self.instantiate("[TRUE, FALSE]", &[], &[], Span::default());
        let kind = self.out.exprs[array].kind.clone();
        let array = self.out.expr(kind, bq::Origin::New);
        let marks = bq::From::Unnest {
            array,
            alias: Some(MARK.into()),
            offset: None,
        };
        let right = self.out.from(marks, bq::Origin::New);
        let join = bq::From::Join {
            left,
            right,
            kind: bq::JoinKind::Cross,
            condition: bq::JoinCondition::None,
        };
        let join = self.out.from(join, bq::Origin::New);
        let query = self.out.select_query(bq::Select {
            items: vec![bq::SelectItem::Star {
                qualifier: None,
                except: Vec::new(),
            }],
            from: vec![join],
            ..bq::Select::default()
        });
        let alias = Some(name.to_owned().into());
        self.out
            .from(bq::From::Query { query, alias }, bq::Origin::New)
    }

    fn column_of(&mut self, table: &str, column: &str) -> bq::ExprId {
        let parts = vec![table.to_owned().into(), column.to_owned().into()];
        self.out
            .expr(bq::Expr::Column(bq::Name { parts }), bq::Origin::New)
    }

    fn merged_value(&mut self, name: &str, pair: &Pair) -> bq::ExprId {
        let value = self.column_of(name, &pair.from);
        let side = Side {
            value,
            ty: pair.from_type,
            source: None,
        };
        self.stored_column(side, pair.to_type)
    }
}
