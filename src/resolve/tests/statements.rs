//! Statements that change data, and what the catalog learns of them.

use super::*;

#[test]
fn data_changes() {
    let insert = run("INSERT INTO orders (id, placed) SELECT id, since FROM customers");
    let target = insert.facts.target.as_ref().unwrap();
    assert_eq!(
        shown(target.receives.as_ref().unwrap()),
        "id INTEGER, placed DATE"
    );
    assert!(target.table.known);
    let update = run(
        "UPDATE orders o SET total = total + 1 FROM customers c WHERE o.customer = c.id AND vip",
    );
    assert_eq!(update.relation("total"), "target");
    assert_eq!(update.relation("vip"), "customers c");
    assert_eq!(update.relation("o.customer"), "target");
    let delete = run("DELETE FROM orders USING customers WHERE orders.customer = customers.id");
    assert_eq!(delete.relation("orders.customer"), "target");
    let merge = run(
        "MERGE INTO orders USING far.s ON orders.id = s.id WHEN MATCHED THEN UPDATE SET total = s.total \
         WHEN NOT MATCHED THEN INSERT (id) VALUES (s.id)",
    );
    assert_eq!(merge.relation("orders.id"), "target");
    assert_eq!(merge.relation("s.total"), "far.s");
}

#[test]
fn the_catalog_follows_statements() {
    let ctas =
        run("CREATE TEMP TABLE t AS SELECT id, 'a' AS x, NULL AS y, total / 3 AS z FROM orders");
    assert_eq!(
        ctas.table(&["t"]),
        "id INTEGER, x VARCHAR, y VARCHAR, z DECIMAL(21,13)"
    );
    assert!(ctas.catalog.is_temporary("t"));
    let view = run("CREATE VIEW v (a, b) AS SELECT id, note FROM orders");
    assert_eq!(view.table(&["public", "v"]), "a INTEGER, b VARCHAR(40)");
    let like = run("CREATE TABLE l (LIKE customers, extra SUPER)");
    assert_eq!(
        like.table(&["l"]),
        "id BIGINT, name VARCHAR(80), since TIMESTAMP, vip BOOLEAN, extra SUPER"
    );
    let into = run("SELECT id INTO #i FROM orders");
    assert_eq!(into.table(&["#i"]), "id INTEGER");
    let open = run("CREATE TABLE o2 AS SELECT *, 1 AS one FROM far.x");
    assert_eq!(open.table(&["o2"]), "one INTEGER, …");
    let altered = run(
        "ALTER TABLE customers ADD COLUMN a INT; ALTER TABLE customers DROP COLUMN vip; \
         ALTER TABLE customers RENAME COLUMN since TO At_; ALTER TABLE customers RENAME TO clients",
    );
    assert_eq!(
        altered.table(&["clients"]),
        "id BIGINT, name VARCHAR(80), at_ TIMESTAMP, a INTEGER"
    );
    assert_eq!(altered.table(&["customers"]), "none");
    assert_eq!(
        run("DROP TABLE IF EXISTS orders, public.customers").table(&["orders"]),
        "none"
    );
    let kept = run("CREATE TABLE IF NOT EXISTS orders (z INT)");
    assert!(kept.table(&["orders"]).starts_with("id INTEGER"));
}

#[test]
fn external_tables() {
    let sql = "CREATE EXTERNAL TABLE lake.e (a INT, b VARCHAR(9)) PARTITIONED BY (day DATE) STORED AS PARQUET LOCATION 's3://x/'";
    assert_eq!(
        run(sql).table(&["lake", "e"]),
        "a INTEGER, b VARCHAR(9), day DATE"
    );
}

#[test]
fn the_search_path_counts() {
    let run_ = run(
        "SET search_path TO sales, public; CREATE TABLE s (a DATE); SELECT a, id FROM s, orders",
    );
    assert_eq!(run_.outputs(), "a DATE, id INTEGER");
    assert_eq!(run_.table(&["sales", "s"]), "a DATE");
    let FromKind::Table(table) = run_.facts.from_kind(run_.from("orders")).clone() else {
        panic!("no table");
    };
    assert_eq!(table.schema.as_deref(), Some("public"));
    assert_eq!(
        run("SET search_path TO sales; SELECT id FROM orders").outputs(),
        "id unknown"
    );
    let temp = run("CREATE TEMP TABLE orders (id DATE); SELECT id FROM orders");
    assert_eq!(temp.outputs(), "id DATE");
}

#[test]
fn declared_routines() {
    let run_ = run(
        "CREATE FUNCTION s.Upper(a INT) RETURNS INT STABLE AS $$ SELECT $1 $$ LANGUAGE sql; SELECT UPPER(note) FROM orders",
    );
    assert!(run_.catalog.has_function("upper"));
    assert_eq!(run_.ty("UPPER(note)"), Type::Unknown);
}

#[test]
fn ddl_files() {
    let mut catalog = Catalog::new();
    let errors = catalog.add_ddl("CREATE TABLE a.b (c INT);\nCREATE NONSENSE;\n", &Stub);
    assert!(
        matches!(errors.as_slice(), [SchemaError::Statement { line: 2, .. }]),
        "{errors:?}"
    );
    assert!(catalog.find(&["a".into(), "b".into()]).is_some());
}

#[test]
fn queries_of_cursors() {
    let cursor = run(
        "DECLARE c CURSOR FOR SELECT id FROM orders WHERE total > (SELECT MAX(total) FROM orders)",
    );
    assert_eq!(cursor.relation("id"), "orders");
    assert_eq!(
        cursor.ty("total"),
        Type::Decimal {
            precision: 10,
            scale: 2
        }
    );
}
