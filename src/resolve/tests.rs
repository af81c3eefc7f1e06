//! Names and types of whole statements, read by the real parser.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::wildcard_enum_match_arm
)]

mod statements;

use super::*;
use crate::redshift::statement::{Node, Statement};
use crate::redshift::tree::{BodyId, ExprId, FromId, QueryId};
use crate::redshift::{lexer, parse};
use crate::source::SourceText;

/// A few functions, as far as these tests need them.
struct Stub;

impl FunctionTypes for Stub {
    fn result_type(&self, name: &str, args: &[Type]) -> Type {
        match name {
            "count" => Type::BigInt,
            "sum" | "max" | "min" => args.first().copied().unwrap_or_default(),
            "upper" => Type::Varchar(None),
            "coalesce" | "nvl" => rules::common(args.iter().copied()),
            "dateadd" | "date_trunc" | "getdate" => Type::Timestamp,
            _ => Type::Unknown,
        }
    }

    fn is_aggregate(&self, name: &str) -> bool {
        matches!(name, "count" | "sum" | "max" | "min")
    }
}

/// The last statement of a script with its facts, and the catalog after it.
struct Run {
    source: SourceText,
    statement: Statement,
    facts: Facts,
    catalog: Catalog,
}

const TABLES: &str = "
    CREATE TABLE orders (id INT NOT NULL, customer BIGINT, placed DATE, total DECIMAL(10,2), note VARCHAR(40), items SUPER);
    CREATE TABLE customers (id BIGINT PRIMARY KEY, \"Name\" VARCHAR(80), since TIMESTAMP, vip BOOLEAN);
";

fn run(sql: &str) -> Run {
    run_with(&Variables::new(), sql)
}

fn run_with(variables: &Variables, sql: &str) -> Run {
    let source = SourceText::new(format!("{TABLES}{sql}"));
    let mut catalog = Catalog::new();
    let mut last = None;
    for statement in statements(&source) {
        let facts = resolve_with_variables(&source, &statement, &catalog, &Stub, variables);
        catalog.apply(&source, &statement, &facts);
        last = Some((statement, facts));
    }
    let (statement, facts) = last.unwrap();
    Run {
        source,
        statement,
        facts,
        catalog,
    }
}

/// Parses on a large stack, so that the tests measure what the resolver needs.
fn statements(source: &SourceText) -> Vec<Statement> {
    let read = || {
        let lexed = lexer::lex(source.as_str());
        parse::statements(source.as_str(), &lexed, 1_000)
            .map(|parsed| {
                assert!(parsed.diagnostic.is_none(), "{:?}", parsed.diagnostic);
                parsed.statement
            })
            .collect()
    };
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(64 << 20);
        thread.spawn_scoped(scope, read).unwrap().join().unwrap()
    })
}

impl Run {
    fn query(&self) -> QueryId {
        match &self.statement.node {
            Node::Query(query) => *query,
            Node::CreateTableAs(create) => create.query,
            Node::CreateView(create) => create.query,
            node => panic!("no query: {node:?}"),
        }
    }

    fn body(&self) -> BodyId {
        self.statement.tree.queries[self.query()].body
    }

    /// The output columns with their types; `…` where some are hidden.
    fn outputs(&self) -> String {
        match self.facts.outputs(self.query()) {
            Some(columns) => shown(columns),
            None => "…".to_owned(),
        }
    }

    /// The expressions of this text, in the order of the text.
    fn exprs(&self, text: &str) -> Vec<ExprId> {
        let tree = &self.statement.tree;
        let mut found: Vec<_> = tree
            .exprs
            .iter()
            .map(|(id, _)| id)
            .filter(|id| self.source.slice(tree.span(*id)) == text)
            .collect();
        found.sort_by_key(|id| tree.span(*id).start);
        assert!(!found.is_empty(), "no expression {text}");
        found
    }

    fn last(&self, text: &str) -> ExprId {
        *self.exprs(text).last().unwrap()
    }

    fn meaning(&self, text: &str) -> ColumnUse {
        self.facts.column(self.last(text)).clone()
    }

    fn ty(&self, text: &str) -> Type {
        self.facts.ty(self.last(text))
    }

    fn from(&self, text: &str) -> FromId {
        let tree = &self.statement.tree;
        tree.from_spans
            .iter()
            .find(|(_, span)| self.source.slice(**span) == text)
            .map(|(id, _)| id)
            .unwrap_or_else(|| panic!("no item {text}"))
    }

    /// The text of the relation of a column.
    fn relation(&self, text: &str) -> String {
        let relation = match self.meaning(text) {
            ColumnUse::Column { relation, .. } | ColumnUse::SuperPath { relation, .. } => relation,
            ColumnUse::WholeRow { relation, .. } => Some(relation),
            ColumnUse::Merged { join, .. } => Some(Relation::From(join)),
            other => panic!("{text} is {other:?}"),
        };
        match relation {
            Some(Relation::From(id)) => self
                .source
                .slice(self.statement.tree.from_spans[id])
                .to_owned(),
            Some(Relation::Target) => "target".to_owned(),
            None => "?".to_owned(),
        }
    }

    fn table(&self, name: &[&str]) -> String {
        let parts: Vec<_> = name.iter().map(|part| (*part).into()).collect();
        match self.catalog.find(&parts) {
            Some((_, table)) => match table.columns.all() {
                Some(columns) => shown(columns),
                None => format!("{}, …", shown(table.columns.known())),
            },
            None => "none".to_owned(),
        }
    }
}

fn shown(columns: &[OutputColumn]) -> String {
    let shown: Vec<_> = columns
        .iter()
        .map(|column| format!("{} {}", column.name.as_deref().unwrap_or("?"), column.ty))
        .collect();
    shown.join(", ")
}

#[test]
fn columns_of_known_tables() {
    let run = run("SELECT id, o.Placed, total * 2 AS t, \"NOTE\" FROM orders o");
    assert_eq!(
        run.outputs(),
        "id INTEGER, placed DATE, t DECIMAL(21,2), note VARCHAR(40)"
    );
    assert_eq!(run.relation("id"), "orders o");
    assert!(matches!(
        run.meaning("o.Placed"),
        ColumnUse::Column {
            index: Some(2),
            qualifier: 1,
            depth: 0,
            ..
        }
    ));
}

#[test]
fn columns_of_unknown_tables() {
    let one = run("SELECT a, x.b FROM far.x");
    assert_eq!(one.outputs(), "a unknown, b unknown");
    assert_eq!(one.relation("a"), "far.x");
    assert_eq!(one.relation("x.b"), "far.x");
    let two = run("SELECT a, note FROM far.x, orders, far.y");
    assert_eq!(two.relation("a"), "?");
    assert_eq!(two.relation("note"), "orders");
    assert_eq!(run("SELECT *, 1 AS one FROM far.x").outputs(), "…");
}

#[test]
fn names_of_columns_without_alias() {
    let sql = "SELECT COUNT(*), total::INT, 1 + 1, 'a'::VARCHAR, CASE WHEN vip THEN 1 END, NVL(note, ''), \
               CASE WHEN vip THEN note ELSE note END, 1::BIGINT FROM orders JOIN customers USING (id)";
    assert_eq!(
        run(sql).outputs(),
        "count BIGINT, total INTEGER, ?column? INTEGER, varchar VARCHAR(256), case INTEGER, coalesce VARCHAR, \
         note VARCHAR(40), int8 BIGINT"
    );
}

#[test]
fn stars_expand() {
    let star = "SELECT c.*, 1 AS one FROM orders o JOIN customers c ON o.customer = c.id";
    assert_eq!(
        run(star).outputs(),
        "id BIGINT, name VARCHAR(80), since TIMESTAMP, vip BOOLEAN, one INTEGER"
    );
    let using = "SELECT * EXCLUDE (items, note, since) FROM orders JOIN customers USING (id)";
    assert_eq!(
        run(using).outputs(),
        "id INTEGER, customer BIGINT, placed DATE, total DECIMAL(10,2), name VARCHAR(80), vip BOOLEAN"
    );
    let spelt = run("SELECT * FROM customers");
    let columns = spelt.facts.outputs(spelt.query()).unwrap();
    assert_eq!(columns[1].spelling(), Some("Name"));
    assert_eq!(columns[1].item, Some(0));
}

#[test]
fn lateral_aliases() {
    let run_ = run("SELECT total AS t, t + 1 AS u, u FROM orders WHERE u > 3 AND t IS NULL");
    assert_eq!(run_.meaning("t"), ColumnUse::Alias { item: 0, depth: 0 });
    assert_eq!(run_.meaning("u"), ColumnUse::Alias { item: 1, depth: 0 });
    assert_eq!(
        run_.outputs(),
        "t DECIMAL(10,2), u DECIMAL(13,2), u DECIMAL(13,2)"
    );
    assert!(run_.facts.contains(run_.last("u > 3 AND t IS NULL")).alias);
    // A column of FROM wins.
    let column = run("SELECT UPPER(note) AS note, note || 'x' AS y FROM orders");
    assert_eq!(column.relation("note"), "orders");
    // Where the columns are not known it may be either.
    let either = run("SELECT a AS b, b FROM far.x");
    assert_eq!(either.meaning("b"), ColumnUse::AliasOrColumn { item: 0 });
    // An alias is known only behind its item.
    let before = run("SELECT t, total AS t FROM orders");
    assert_eq!(
        before.facts.column(before.exprs("t")[0]),
        &ColumnUse::Unknown
    );
}

#[test]
fn keys_of_group_by() {
    let run_ = run(
        "SELECT UPPER(note) AS note, total AS t, placed, COUNT(*) FROM orders GROUP BY note, t, 3, placed",
    );
    let key = |text| run_.facts.key(run_.last(text));
    assert_eq!(key("note"), KeyUse::Column);
    assert_eq!(
        key("t"),
        KeyUse::Output {
            item: 1,
            implied: false
        }
    );
    assert_eq!(
        key("3"),
        KeyUse::Ordinal {
            position: 3,
            item: Some(2)
        }
    );
    assert_eq!(key("placed"), KeyUse::Column);
    let open = run("SELECT UPPER(n) AS n, m AS k FROM far.x GROUP BY n, k, UPPER(n)");
    assert_eq!(
        open.facts.key(open.exprs("n")[1]),
        KeyUse::OutputOrColumn { item: 0 }
    );
    assert_eq!(open.facts.key(open.last("UPPER(n)")), KeyUse::Expression);
}

#[test]
fn keys_of_order_by() {
    let run_ = run(
        "SELECT UPPER(note) AS note, COUNT(*), total FROM orders GROUP BY 1, 3 ORDER BY note, count, 2, total, placed",
    );
    let key = |text| run_.facts.key(run_.last(text));
    assert_eq!(
        key("note"),
        KeyUse::Output {
            item: 0,
            implied: false
        }
    );
    assert_eq!(
        key("count"),
        KeyUse::Output {
            item: 1,
            implied: true
        }
    );
    assert_eq!(
        key("2"),
        KeyUse::Ordinal {
            position: 2,
            item: Some(1)
        }
    );
    assert_eq!(key("total"), KeyUse::Column);
    assert_eq!(key("placed"), KeyUse::Column);
    assert_eq!(run_.ty("note"), Type::Varchar(None));
    // Inside an expression the column counts.
    let inside = run("SELECT -total AS total FROM orders ORDER BY total + 0");
    assert_eq!(inside.relation("total"), "orders");
    let union = run("SELECT id AS k FROM orders UNION SELECT id FROM customers ORDER BY k, 1");
    assert_eq!(
        union.facts.key(union.last("k")),
        KeyUse::Output {
            item: 0,
            implied: false
        }
    );
    assert_eq!(union.ty("k"), Type::BigInt);
}

#[test]
fn ordinals_behind_unknown_stars() {
    let run = run("SELECT a, *, b FROM far.x ORDER BY 1, 3");
    let key = |text| run.facts.key(run.last(text));
    assert_eq!(
        key("1"),
        KeyUse::Ordinal {
            position: 1,
            item: Some(0)
        }
    );
    assert_eq!(
        key("3"),
        KeyUse::Ordinal {
            position: 3,
            item: None
        }
    );
}

#[test]
fn queries_in_from_and_with() {
    let derived =
        run("SELECT d.k + 1 AS k1, lit FROM (SELECT id AS k, 'x' AS lit FROM orders) d(k)");
    assert_eq!(derived.outputs(), "k1 INTEGER, lit VARCHAR");
    let cte = run(
        "WITH orders AS (SELECT id::BIGINT AS a FROM orders), b(z) AS (SELECT a FROM orders) SELECT * FROM b, orders o",
    );
    assert_eq!(cte.outputs(), "z BIGINT, a BIGINT");
    assert!(matches!(
        cte.facts.from_kind(cte.from("orders o")),
        FromKind::Cte {
            recursive: false,
            ..
        }
    ));
    let recursive = run(
        "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 9) SELECT n FROM t",
    );
    assert_eq!(recursive.outputs(), "n INTEGER");
    assert_eq!(recursive.ty("n + 1"), Type::Integer);
    assert!(matches!(
        recursive.facts.from_kind(recursive.from("t")),
        FromKind::Cte {
            recursive: true,
            ..
        }
    ));
    // A derived table does not see what stands beside it.
    let beside = run("SELECT 1 FROM orders o, (SELECT total FROM far.x) d");
    assert_eq!(beside.relation("total"), "far.x");
}

#[test]
fn correlated_queries() {
    let run = run(
        "SELECT id FROM orders o WHERE EXISTS (SELECT 1 FROM customers WHERE customer = customers.id AND vip)",
    );
    assert!(matches!(
        run.meaning("customer"),
        ColumnUse::Column { depth: 1, .. }
    ));
    assert_eq!(run.relation("customer"), "orders o");
    let inner = run
        .statement
        .tree
        .queries
        .iter()
        .map(|(id, _)| id)
        .find(|id| *id != run.query())
        .unwrap();
    assert!(run.facts.correlated(inner));
    assert!(!run.facts.correlated(run.query()));
    let filter =
        run.exprs("EXISTS (SELECT 1 FROM customers WHERE customer = customers.id AND vip)")[0];
    assert!(run.facts.contains(filter).subquery);
}

#[test]
fn joins_merge_columns() {
    let using = run("SELECT id, o.id FROM orders o RIGHT JOIN customers c USING (id)");
    assert!(matches!(
        using.meaning("id"),
        ColumnUse::Merged { depth: 0, .. }
    ));
    assert_eq!(using.outputs(), "id BIGINT, id INTEGER");
    let natural = run("SELECT * FROM orders NATURAL JOIN customers");
    let join = natural.from("orders NATURAL JOIN customers");
    assert_eq!(
        natural.facts.froms.get(join).unwrap().merged.as_deref(),
        Some(["id".to_owned()].as_slice())
    );
    let unknown = run("SELECT 1 FROM orders NATURAL JOIN far.x");
    let join = unknown.from("orders NATURAL JOIN far.x");
    assert_eq!(unknown.facts.froms.get(join).unwrap().merged, None);
    // ON sees its own join first.
    let on = run("SELECT 1 FROM customers, orders JOIN far.x ON id = y");
    assert_eq!(on.relation("id"), "orders");
    let ambiguous = run("SELECT id FROM customers, orders");
    assert_eq!(ambiguous.relation("id"), "?");
}

#[test]
fn paths_into_super() {
    let run_ = run(
        "SELECT o.items.a.b, items.a, i.price, i, n FROM orders o, o.items AS i AT n, i.sizes s",
    );
    assert!(matches!(
        run_.meaning("o.items.a.b"),
        ColumnUse::SuperPath {
            column_parts: 2,
            index: Some(5),
            ..
        }
    ));
    assert!(matches!(
        run_.meaning("items.a"),
        ColumnUse::SuperPath {
            column_parts: 1,
            index: Some(5),
            ..
        }
    ));
    assert_eq!(run_.ty("i.price"), Type::Super);
    assert_eq!(run_.ty("i"), Type::Super);
    assert_eq!(run_.ty("n"), Type::BigInt);
    let orders = Relation::From(run_.from("orders o"));
    let items = Relation::From(run_.from("o.items AS i AT n"));
    assert_eq!(
        run_.facts.from_kind(run_.from("o.items AS i AT n")),
        &FromKind::SuperArray {
            root: Some(orders),
            column_parts: 2
        }
    );
    assert_eq!(
        run_.facts.from_kind(run_.from("i.sizes s")),
        &FromKind::SuperArray {
            root: Some(items),
            column_parts: 1
        }
    );
    let correlated =
        run("SELECT 1 FROM orders o WHERE EXISTS (SELECT 1 FROM o.items AS i WHERE i.n > 1)");
    assert!(matches!(
        correlated.facts.from_kind(correlated.from("o.items AS i")),
        FromKind::SuperArray { .. }
    ));
    // A schema may be called like a table.
    let schema = run("CREATE TABLE customers.x (a INT); SELECT x.a FROM customers, customers.x");
    assert_eq!(schema.outputs(), "a INTEGER");
}

#[test]
fn qualified_names() {
    let run_ = run("SELECT public.orders.id, orders.total FROM public.orders");
    assert_eq!(run_.outputs(), "id INTEGER, total DECIMAL(10,2)");
    assert!(matches!(
        run_.meaning("public.orders.id"),
        ColumnUse::Column { qualifier: 2, .. }
    ));
    let row = run("SELECT COUNT(o) FROM orders o");
    assert!(matches!(row.meaning("o"), ColumnUse::WholeRow { .. }));
}

#[test]
fn set_operations_take_common_types() {
    let run_ = run(
        "SELECT id, NULL AS n, 'x' AS s FROM orders UNION ALL SELECT total, placed, note FROM orders",
    );
    assert_eq!(run_.outputs(), "id DECIMAL(12,2), n DATE, s VARCHAR");
    assert_eq!(
        run("SELECT 1 AS a UNION SELECT b FROM far.x").outputs(),
        "a unknown"
    );
}

#[test]
fn aggregates_and_windows() {
    let run_ = run("SELECT SUM(total) FROM orders");
    assert!(run_.facts.bodies.get(run_.body()).unwrap().aggregated);
    let window =
        run("SELECT SUM(SUM(total)) OVER (PARTITION BY note ORDER BY 1) FROM orders GROUP BY note");
    let facts = window.facts.bodies.get(window.body()).unwrap();
    assert!(facts.aggregated && facts.windowed);
    let plain = run("SELECT MAX(total) OVER () FROM orders");
    assert!(!plain.facts.bodies.get(plain.body()).unwrap().aggregated);
    let inside = run("SELECT (SELECT MAX(total) FROM orders) FROM customers");
    assert!(!inside.facts.bodies.get(inside.body()).unwrap().aggregated);
    assert_eq!(inside.outputs(), "?column? DECIMAL(10,2)");
}

#[test]
fn date_parts_are_no_columns() {
    let run_ = run("SELECT DATEADD(month, 1, placed) FROM orders");
    assert_eq!(run_.meaning("month"), ColumnUse::DatePart);
    assert_eq!(run_.relation("placed"), "orders");
}

#[test]
fn pivots() {
    let pivot = run(
        "SELECT * FROM (SELECT note, customer, total FROM orders) PIVOT (SUM(total) AS s FOR note IN ('A' AS first, 'B')) p",
    );
    assert_eq!(
        pivot.outputs(),
        "customer BIGINT, first_s DECIMAL(10,2), b_s DECIMAL(10,2)"
    );
    let unpivot = run(
        "SELECT * FROM (SELECT id, total, customer FROM orders) UNPIVOT (v FOR n IN (total, customer)) u",
    );
    assert_eq!(unpivot.outputs(), "id INTEGER, n VARCHAR, v DECIMAL(19,2)");
}

#[test]
fn variables_go_before_columns() {
    let variables = Variables::from([("total".to_owned(), Type::Date)]);
    let run_ = run_with(&variables, "SELECT total, note FROM orders");
    assert_eq!(run_.outputs(), "total DATE, note VARCHAR(40)");
    assert_eq!(run_.meaning("total"), ColumnUse::Variable);
}

#[test]
fn long_chains_are_loops() {
    let sum = vec!["id"; 20_000].join(" + ");
    assert_eq!(
        run(&format!("SELECT {sum} AS s FROM orders")).outputs(),
        "s INTEGER"
    );
    let union = vec!["SELECT 1 AS a"; 5_000].join(" UNION ALL ");
    assert_eq!(run(&union).outputs(), "a INTEGER");
    let joins: String = (0..900)
        .map(|n| format!(" CROSS JOIN orders t{n}"))
        .collect();
    assert_eq!(
        run(&format!("SELECT t9.id FROM customers{joins}")).outputs(),
        "id INTEGER"
    );
}

#[test]
fn deep_nesting_fits_a_small_stack() {
    let nested = |open: &str, close: &str, inner: &str, depth: usize| {
        let sql = format!(
            "SELECT {}{inner}{} AS x",
            open.repeat(depth),
            close.repeat(depth)
        );
        run(&sql).outputs()
    };
    assert_eq!(nested("(", ")", "1", 900), "x INTEGER");
    assert_eq!(
        nested("CASE WHEN TRUE THEN ", " END", "1", 450),
        "x INTEGER"
    );
    assert_eq!(nested("(SELECT ", ")", "1", 300), "x INTEGER");
    assert_eq!(nested("NVL(", ", 2)", "1", 450), "x INTEGER");
    let from = format!(
        "SELECT x FROM {}SELECT 1 AS x{}",
        "(SELECT * FROM (".repeat(150),
        ") a) b".repeat(150)
    );
    assert_eq!(run(&from).outputs(), "x INTEGER");
}
