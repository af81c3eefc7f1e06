//! ALTER TABLE … APPEND FROM: the rows of one table move into another, by the names of their columns.
//!
//! `ALTER TABLE t APPEND FROM s` → `INSERT INTO t (a, b) SELECT a, b FROM s; TRUNCATE TABLE s`
//!
//! <https://docs.aws.amazon.com/redshift/latest/dg/r_ALTER_TABLE_APPEND.html>

use super::super::Cx;
use crate::bigquery::statement as target;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::statement::{AlterAction, AlterActionKind};
use crate::redshift::tree::Name;
use crate::resolve::OutputColumn;

/// What columns that only one of the tables has are.
const OTHER_COLUMNS: &str = "APPEND FROM of a table with other columns";

impl Cx<'_> {
    /// The statements of APPEND FROM; `None` for another action.
    pub(super) fn append_from(
        &mut self,
        table: &Name,
        action: &AlterAction,
    ) -> Option<Vec<target::Statement>> {
        let AlterActionKind::AppendFrom {
            source,
            ignore_extra,
            fill_target,
        } = &action.kind
        else {
            return None;
        };
        let columns = match (
            self.columns_in_catalog(table),
            self.columns_in_catalog(source),
        ) {
            (Some(into), Some(from)) => {
                let both = shared_names(&into, &from);
                let lost = both.len() < from.len() && !ignore_extra;
                if lost || (both.len() < into.len() && !fill_target) {
                    let help = "Redshift refuses it too: name the columns in an INSERT";
                    self.refuse(Code::RS1701, action.span, &[OTHER_COLUMNS, help]);
                    return Some(Vec::new());
                }
                both
            }
            (_, _) if *ignore_extra || *fill_target => {
                let help = "give the definitions of both tables with --schema";
                self.refuse(Code::RS1701, action.span, &[OTHER_COLUMNS, help]);
                return Some(Vec::new());
            }
            (_, _) => {
                let what = "the columns are matched by position, in Redshift by name";
                let help = "give the definitions of both tables with --schema";
                self.raise(Code::RS2701, action.span, &[what, help]);
                Vec::new()
            }
        };
        let what =
            "the rows are copied and then taken out of the source, in Redshift they move at once";
        let help = "let nobody write to the source in between";
        self.raise(Code::RS2701, action.span, &[what, help]);
        let query = self.rows_of(source, &columns);
        let insert = target::Node::Insert(target::Insert {
            table: self.table_name(table),
            columns,
            source: target::InsertSource::Query(query),
        });
        let mut statements = self.anew(insert);
        let truncate = target::Node::Truncate(self.table_name(source));
        statements.extend(self.anew(truncate));
        Some(statements)
    }

    /// All columns of a table that the catalog knows.
    fn columns_in_catalog(&self, name: &Name) -> Option<Vec<OutputColumn>> {
        let parts: Vec<_> = name.parts.iter().map(|part| self.folded(*part)).collect();
        let (_, table) = self.catalog.find(&parts)?;
        Some(table.columns.all()?.to_vec())
    }

    /// `SELECT a, b FROM t`, or `SELECT * FROM t` without columns.
    fn rows_of(&mut self, table: &Name, columns: &[bq::Text]) -> bq::QueryId {
        let mut items: Vec<_> = columns
            .iter()
            .map(|column| {
                let parts = vec![column.clone()];
                let column = bq::Expr::Column(bq::Name { parts });
                bq::SelectItem::Expr {
                    expr: self.out.expr(column, bq::Origin::New),
                    alias: None,
                }
            })
            .collect();
        if items.is_empty() {
            items.push(bq::SelectItem::Star {
                qualifier: None,
                except: Vec::new(),
            });
        }
        let name = self.table_name(table);
        let from = bq::From::Table { name, alias: None };
        let select = bq::Select {
            items,
            from: vec![self.out.from(from, bq::Origin::New)],
            ..bq::Select::default()
        };
        self.out.select_query(select)
    }
}

/// The columns of the first table that the second one has too, as they are spelt there.
fn shared_names(into: &[OutputColumn], from: &[OutputColumn]) -> Vec<bq::Text> {
    let is_in_both = |column: &&OutputColumn| {
        let mut others = from.iter();
        column.name.is_some() && others.any(|other| other.name == column.name)
    };
    let both = into.iter().filter(is_in_both);
    both.filter_map(|column| Some(bq::Text::from(super::super::names::column_name(column)?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::{Options, Translator};

    #[test]
    fn unknown_columns_are_matched_by_position() {
        let translator = Translator::new(Options::default());
        let found = translator.translate("ALTER TABLE t APPEND FROM s");
        assert_eq!(
            found.sql,
            "INSERT INTO t SELECT * FROM s;\nTRUNCATE TABLE s"
        );
        assert!(
            found
                .diagnostics
                .iter()
                .any(|said| said.code.as_str() == "RS2701")
        );
        let refused = translator.translate("ALTER TABLE t APPEND FROM s IGNOREEXTRA");
        assert!(refused.fails(translator.options()));
    }
}
