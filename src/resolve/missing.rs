//! Names that nothing can have: all tables that could are known, and do not have them.
//!
//! `SELECT custmer_id FROM orders` over a known table `orders` with the column `customer_id`

use std::borrow::Cow;

use super::columns::Columns;
use super::facts::{Relation, Target};
use super::names;
use super::resolver::Resolver;
use super::scope::{Entry, Scope};
use crate::redshift::tree::{Ident, Name};
use crate::span::Span;
use crate::suggest::nearest;

/// A name that nothing has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Where it stands.
    pub span: Span,
    /// What is wrong with it.
    pub what: String,
    /// The name that it is nearest to, if there is one.
    pub near: Option<String>,
}

impl Resolver<'_> {
    /// A name in an expression that is not found in any scope.
    pub(super) fn missing_name(&mut self, name: &Name, parts: &[Cow<'_, str>]) {
        let missing = match (name.parts.as_slice(), parts) {
            ([ident], [column]) => self.missing_column(ident.span, column),
            ([first, second], [relation, column]) => {
                self.missing_in_relation((first.span, relation), (second.span, column))
            }
            _ => None,
        };
        self.facts.missing.extend(missing);
    }

    /// A name in a list of columns that its table does not have.
    pub(super) fn missing_in_table(&mut self, columns: &Columns, table: &str, ident: &Ident) {
        if let Some(column) = names::folded(self.source, ident)
            && columns.position(&column).is_none()
            && is_closed(columns)
        {
            let missing = no_column(ident.span, table, &column, columns);
            self.facts.missing.push(missing);
        }
    }

    /// Names of SET that the target does not have.
    pub(super) fn missing_assigned(&mut self, assigned: &[Name]) {
        let Some(Target { table, columns, .. }) = self.facts.target.clone() else {
            return;
        };
        for ident in assigned.iter().filter_map(|name| name.parts.last()) {
            self.missing_in_table(&columns, &table.name, ident);
        }
    }

    /// A table that is not known, and is nearly one that is.
    pub(super) fn missing_table(&mut self, span: Span, parts: &[Cow<'_, str>]) {
        let near = self.catalog.near(parts);
        self.facts.missing.extend(near.map(|near| Missing {
            span,
            what: format!("the table `{}` is not known", parts.join(".")),
            near: Some(near),
        }));
    }

    fn missing_column(&self, span: Span, column: &str) -> Option<Missing> {
        if is_system_column(column) {
            return None;
        }
        let mut entries = self.visible().peekable();
        entries.peek()?;
        if !self.visible().all(|entry| self.is_known(entry)) {
            return None;
        }
        let known = entries.flat_map(names_of).take(MOST_GUESSED);
        Some(Missing {
            span,
            what: format!("no table here has the column `{column}`"),
            near: nearest(column, known).map(str::to_owned),
        })
    }

    fn missing_in_relation(&self, relation: (Span, &str), column: (Span, &str)) -> Option<Missing> {
        let scopes = || self.scopes.iter().rev().filter(|scope| !scope.hidden);
        if let Some(entry) = scopes().find_map(|scope| scope.by_alias(relation.1)) {
            let is_system = is_system_column(column.1);
            return (self.is_known(entry) && !is_system)
                .then(|| no_column(column.0, relation.1, column.1, &entry.columns));
        }
        let mut entries = self.visible().peekable();
        entries.peek()?;
        let known = entries.filter_map(|entry| entry.alias.as_deref());
        Some(Missing {
            span: relation.0,
            what: format!("`{}` is not in FROM", relation.1),
            near: nearest(relation.1, known).map(str::to_owned),
        })
    }

    /// Whether a relation has the columns that are known of it, and no others. BigQuery's view in the place of a system view has
    /// columns of its own.
    fn is_known(&self, entry: &Entry<'_>) -> bool {
        let is_system_view = match entry.relation {
            Relation::From(from) => self.facts.system_view(from).is_some(),
            Relation::Target => false,
        };
        is_closed(&entry.columns) && !is_system_view
    }

    fn visible(&self) -> impl Iterator<Item = &Entry<'_>> {
        let scopes = self.scopes.iter().rev().filter(|scope| !scope.hidden);
        scopes.flat_map(Scope::entries)
    }
}

/// Columns that each table of Redshift has besides its own.
const SYSTEM_COLUMNS: &[&str] = &[
    "oid",
    "tableoid",
    "ctid",
    "xmin",
    "xmax",
    "cmin",
    "cmax",
    "insertxid",
    "deletexid",
];

/// Whether a name is that of a column that each table has besides its own, or each external one.
fn is_system_column(name: &str) -> bool {
    SYSTEM_COLUMNS.contains(&name) || name.starts_with('$')
}

/// Whether all columns are known, and no template hides the name of one.
fn is_closed(columns: &Columns) -> bool {
    let mut known = columns.known().iter();
    columns.is_complete() && known.all(|column| column.name.is_some())
}

/// A guess over many columns for each of many names would take long.
const MOST_GUESSED: usize = 500;

fn no_column(span: Span, table: &str, column: &str, columns: &Columns) -> Missing {
    let known = columns.known().iter().filter_map(|one| one.name.as_deref());
    let known = known.take(MOST_GUESSED);
    Missing {
        span,
        what: format!("`{table}` has no column `{column}`"),
        near: nearest(column, known).map(str::to_owned),
    }
}

fn names_of<'e>(entry: &'e Entry<'_>) -> impl Iterator<Item = &'e str> {
    let columns = entry.columns.known().iter();
    columns.filter_map(|column| column.name.as_deref())
}

#[cfg(test)]
mod tests {
    use crate::{Code, Options, Translator};

    /// What is said of missing names, with the guesses.
    fn said(sql: &str) -> Vec<String> {
        let table = "CREATE TABLE shop.orders (id INT, customer_id INT, amount NUMERIC(10, 2), placed_at TIMESTAMP);";
        let text = format!("{table}{sql}");
        let translation = Translator::new(Options::default()).translate(&text);
        let missing = translation.diagnostics.iter();
        missing
            .filter(|one| one.code == Code::RS2006)
            .map(|one| {
                let name = text.get(one.span.range()).unwrap_or_default();
                let help = one.help().unwrap_or_default();
                format!("{name}: {}; {help}", one.message())
            })
            .collect()
    }

    #[test]
    fn columns_and_tables_that_nothing_has_are_said() {
        for (sql, expected) in [
            (
                "SELECT custmer_id FROM shop.orders",
                "custmer_id: no table here has the column `custmer_id`; `customer_id` may be meant",
            ),
            (
                "SELECT o.amont FROM shop.orders o",
                "amont: `o` has no column `amont`; `amount` may be meant",
            ),
            ("SELECT x.id FROM shop.orders o", "x: `x` is not in FROM; "),
            (
                "SELECT 1 FROM shop.ordres",
                "shop.ordres: the table `shop.ordres` is not known; `shop.orders` may be meant",
            ),
            (
                "INSERT INTO shop.orders (custmer_id) VALUES (2)",
                "custmer_id: `orders` has no column `custmer_id`; `customer_id` may be meant",
            ),
            (
                "UPDATE shop.orders SET amont = 2",
                "amont: `orders` has no column `amont`; `amount` may be meant",
            ),
            (
                "DELETE FROM shop.orders WHERE amont = 2",
                "amont: no table here has the column `amont`; `amount` may be meant",
            ),
            (
                "COPY shop.orders (id, amont) FROM 's3://b/k' IAM_ROLE default CSV",
                "amont: `orders` has no column `amont`; `amount` may be meant",
            ),
        ] {
            assert_eq!(said(sql), [expected], "{sql}");
        }
    }

    #[test]
    fn what_may_be_there_is_not_said() {
        for sql in [
            "SELECT o.id AS k, k + 1, (SELECT MAX(amount) FROM shop.orders i WHERE i.id = o.id) AS m FROM shop.orders o ORDER BY m",
            "SELECT {{ c }}, id AS k FROM shop.orders ORDER BY k",
            "UPDATE shop.orders SET {{ c }} = 1",
            "SELECT d.z FROM (SELECT {{ c }}, id AS y FROM shop.orders) d",
            "SELECT oid FROM shop.orders",
            "SELECT b FROM shop.orders, u",
            "SELECT tableowner FROM pg_tables",
            "SELECT 1 FROM shop.orders_2",
        ] {
            assert!(said(sql).is_empty(), "{sql}");
        }
    }
}
