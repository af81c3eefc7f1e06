#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::expect_used
)]

use crate::bigquery::emit::{preserve, pretty};
use crate::bigquery::statement::{Node, *};
use crate::bigquery::tree::*;
use crate::source::SourceText;

#[derive(Default)]
struct Builder {
    tree: Tree,
}

fn name(path: &'static str) -> Name {
    Name {
        parts: path.split('.').map(Text::from).collect(),
    }
}

impl Builder {
    fn column(&mut self, path: &'static str) -> ExprId {
        self.tree.expr(Expr::Column(name(path)), Origin::New)
    }

    fn literal(&mut self, kind: Literal, text: &'static str) -> ExprId {
        self.tree
            .expr(Expr::Literal(kind, text.into()), Origin::New)
    }

    fn int(&mut self, text: &'static str) -> ExprId {
        self.literal(Literal::Int64, text)
    }

    fn expr(&mut self, kind: Expr) -> ExprId {
        self.tree.expr(kind, Origin::New)
    }

    fn equal(&mut self, left: &'static str, right: &'static str) -> ExprId {
        let (left, right) = (self.column(left), self.column(right));
        self.expr(Expr::Compare(CompareOp::Eq, left, right))
    }

    fn table(&mut self, path: &'static str, alias: Option<&'static str>) -> FromId {
        let alias = alias.map(Text::from);
        self.tree.from(
            From::Table {
                name: name(path),
                alias,
            },
            Origin::New,
        )
    }

    fn query(&mut self, select: Select) -> QueryId {
        let body = self.tree.body(Body::Select(Box::new(select)), Origin::New);
        self.query_of(body)
    }

    fn query_of(&mut self, body: BodyId) -> QueryId {
        let query = Query {
            recursive: false,
            ctes: Vec::new(),
            body,
            order_by: Vec::new(),
            limit: None,
            offset: None,
        };
        self.tree.query(query, Origin::New)
    }

    /// `SELECT 1 AS a`.
    fn one(&mut self) -> QueryId {
        let expr = self.int("1");
        self.query(Select {
            items: vec![SelectItem::Expr {
                expr,
                alias: Some("a".into()),
            }],
            ..Select::default()
        })
    }

    /// The statement on one line.
    fn flat(&self, node: Node) -> String {
        preserve(&self.output(node), &SourceText::default(), &[], true).text
    }

    fn pretty(&self, node: Node) -> String {
        pretty(&self.output(node), &SourceText::default(), &[], true).text
    }

    fn output(&self, node: Node) -> Output {
        Output {
            tree: self.tree.clone(),
            statements: vec![Statement {
                node,
                origin: Origin::New,
            }],
        }
    }
}

fn column(name: &'static str, ty: Type) -> Column {
    Column {
        name: name.into(),
        ty: ColumnType::Type(ty),
        case_insensitive: false,
        primary_key: false,
        references: None,
        default: None,
        not_null: false,
    }
}

#[test]
fn queries() {
    let mut b = Builder::default();
    let (a, sum, one) = (b.column("t.a"), b.column("b"), b.one());
    let sum = b.expr(Expr::Call(Box::new(Call {
        name: vec!["SUM".into()],
        args: vec![Arg::Expr(sum)],
        over: Some(Window {
            base: Some("w".into()),
            ..Window::default()
        }),
        ..Call::default()
    })));
    let (t, u, v) = (
        b.table("p-1.d.order", Some("t")),
        b.table("u", None),
        b.table("v", None),
    );
    let on = b.equal("t.a", "u.a");
    let left = b.tree.from(
        From::Join {
            left: t,
            right: u,
            kind: JoinKind::Left,
            condition: JoinCondition::On(on),
        },
        Origin::New,
    );
    let sub = b.tree.from(
        From::Query {
            query: one,
            alias: Some("s".into()),
        },
        Origin::New,
    );
    let full = b.tree.from(
        From::Join {
            left: v,
            right: sub,
            kind: JoinKind::Full,
            condition: JoinCondition::Using(vec!["a".into()]),
        },
        Origin::New,
    );
    let (c, d, having) = (b.equal("c", "d"), b.equal("e", "f"), b.equal("g", "h"));
    let selection = b.expr(Expr::Chain(vec![c, d], vec![BinaryOp::And]));
    let select = Select {
        distinct: true,
        items: vec![
            SelectItem::Expr {
                expr: a,
                alias: None,
            },
            SelectItem::Expr {
                expr: sum,
                alias: Some("total".into()),
            },
            SelectItem::Star {
                qualifier: Some(name("u")),
                except: vec!["x".into(), "select".into()],
            },
        ],
        from: vec![left, full],
        selection: Some(selection),
        group_by: vec![
            GroupItem::Expr(a),
            GroupItem::Rollup(vec![vec![a], vec![a, sum]]),
            GroupItem::Sets(vec![
                GroupItem::List(Vec::new()),
                GroupItem::Cube(vec![vec![a]]),
            ]),
        ],
        having: Some(having),
        windows: vec![(
            "w".into(),
            Window {
                partition_by: vec![a],
                ..Window::default()
            },
        )],
        ..Select::default()
    };
    let query = b.query(select);
    let (limit, offset) = (b.int("10"), b.int("5"));
    let order = OrderItem {
        expr: a,
        desc: true,
        nulls_first: Some(true),
    };
    b.tree.queries[query].kind.ctes = vec![("x".into(), one)];
    b.tree.queries[query].kind.order_by = vec![order];
    b.tree.queries[query].kind.limit = Some(limit);
    b.tree.queries[query].kind.offset = Some(offset);
    assert_eq!(
        b.flat(Node::Query(query)),
        "WITH x AS (SELECT 1 AS a) SELECT DISTINCT t.a, SUM(b) OVER w AS total, u.* EXCEPT (x, `select`) \
         FROM `p-1`.d.order AS t LEFT JOIN u ON t.a = u.a, (v FULL JOIN (SELECT 1 AS a) AS s USING (a)) \
         WHERE c = d AND e = f GROUP BY t.a, ROLLUP (t.a, (t.a, SUM(b) OVER w)), GROUPING SETS ((), CUBE (t.a)) \
         HAVING g = h WINDOW w AS (PARTITION BY t.a) ORDER BY t.a DESC NULLS FIRST LIMIT 10 OFFSET 5"
    );
    assert_eq!(
        b.pretty(Node::Query(query)),
        "WITH x AS (\n  SELECT 1 AS a\n)\nSELECT DISTINCT\n  t.a,\n  SUM(b) OVER w AS total,\n  u.* EXCEPT (x, `select`)\n\
         FROM `p-1`.d.order AS t\nLEFT JOIN u ON t.a = u.a, (v\nFULL JOIN (\n  SELECT 1 AS a\n) AS s USING (a))\n\
         WHERE c = d\n  AND e = f\n\
         GROUP BY t.a, ROLLUP (t.a, (t.a, SUM(b) OVER w)), GROUPING SETS ((), CUBE (t.a))\nHAVING g = h\n\
         WINDOW w AS (PARTITION BY t.a)\nORDER BY t.a DESC NULLS FIRST\nLIMIT 10 OFFSET 5"
    );
}

#[test]
fn set_operations_and_unusual_items_of_from() {
    let mut b = Builder::default();
    let one = b.one();
    let body = b.tree.queries[one].kind.body;
    let union = b
        .tree
        .body(Body::Set(SetOp::UnionAll, vec![body, body]), Origin::New);
    let except = b
        .tree
        .body(Body::Set(SetOp::Except, vec![union, body]), Origin::New);
    let query = b.query_of(except);
    let flat = "(SELECT 1 AS a UNION ALL SELECT 1 AS a) EXCEPT DISTINCT SELECT 1 AS a";
    assert_eq!(b.flat(Node::Query(query)), flat);
    let pretty = "(SELECT 1 AS a\nUNION ALL\nSELECT 1 AS a)\nEXCEPT DISTINCT\nSELECT 1 AS a";
    assert_eq!(b.pretty(Node::Query(query)), pretty);

    let (t, x, sum, one) = (b.table("t", None), b.column("x"), b.column("y"), b.int("1"));
    let sum = b.expr(Expr::Call(Box::new(Call {
        name: vec!["SUM".into()],
        args: vec![Arg::Expr(sum)],
        ..Call::default()
    })));
    let array = b.expr(Expr::Array(vec![one]));
    let pivot = From::Pivot {
        input: t,
        aggregates: vec![(sum, Some("s".into()))],
        column: x,
        values: vec![(one, Some("one".into())), (one, None)],
        alias: Some("p".into()),
    };
    let unpivot = From::Unpivot {
        input: t,
        include_nulls: true,
        value: "v".into(),
        name: "n".into(),
        columns: vec![(name("x"), Some("X".into())), (name("y"), None)],
        alias: None,
    };
    let unnest = From::Unnest {
        array,
        alias: Some("e".into()),
        offset: Some("o".into()),
    };
    let paren = From::Paren(t);
    let froms = [pivot, unpivot, unnest, paren].map(|from| b.tree.from(from, Origin::New));
    let star = SelectItem::Star {
        qualifier: None,
        except: Vec::new(),
    };
    let query = b.query(Select {
        items: vec![star],
        from: froms.to_vec(),
        ..Select::default()
    });
    assert_eq!(
        b.flat(Node::Query(query)),
        "SELECT * FROM t PIVOT (SUM(y) AS s FOR x IN (1 AS one, 1)) AS p, \
         t UNPIVOT INCLUDE NULLS (v FOR n IN (x AS 'X', y)), UNNEST([1]) AS e WITH OFFSET AS o, t"
    );
}

#[test]
fn data_statements() {
    let mut b = Builder::default();
    let (one, two, default) = (b.int("1"), b.int("2"), b.expr(Expr::Default));
    let (t, on, x) = (
        b.table("u", Some("s")),
        b.equal("t.a", "s.a"),
        b.column("s.b"),
    );
    let insert = Insert {
        table: name("d.t"),
        columns: vec!["a".into(), "b".into()],
        source: InsertSource::Values(vec![vec![one, default], vec![two, two]]),
    };
    assert_eq!(
        b.flat(Node::Insert(insert.clone())),
        "INSERT INTO d.t (a, b) VALUES (1, DEFAULT), (2, 2)"
    );
    assert_eq!(
        b.pretty(Node::Insert(insert)),
        "INSERT INTO d.t (a, b)\nVALUES\n  (1, DEFAULT),\n  (2, 2)"
    );
    let update = Update {
        table: name("t"),
        alias: Some("x".into()),
        assignments: vec![(name("a"), one), (name("b"), default)],
        from: vec![t],
        selection: on,
    };
    assert_eq!(
        b.flat(Node::Update(update)),
        "UPDATE t AS x SET a = 1, b = DEFAULT FROM u AS s WHERE t.a = s.a"
    );
    let delete = Delete {
        table: name("t"),
        alias: None,
        selection: on,
    };
    assert_eq!(
        b.flat(Node::Delete(delete)),
        "DELETE FROM t WHERE t.a = s.a"
    );
    let clauses = vec![
        MergeClause {
            matched: true,
            condition: Some(on),
            action: MergeAction::Update(vec![(name("b"), x)]),
        },
        MergeClause {
            matched: true,
            condition: None,
            action: MergeAction::Delete,
        },
        MergeClause {
            matched: false,
            condition: None,
            action: MergeAction::Insert {
                columns: vec!["a".into()],
                values: vec![x],
            },
        },
    ];
    let merge = Merge {
        table: name("t"),
        alias: None,
        source: t,
        on,
        clauses,
    };
    assert_eq!(
        b.flat(Node::Merge(merge)),
        "MERGE INTO t USING u AS s ON t.a = s.a WHEN MATCHED AND t.a = s.a THEN UPDATE SET b = s.b \
         WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT (a) VALUES (s.b)"
    );
    assert_eq!(b.flat(Node::Truncate(name("t"))), "TRUNCATE TABLE t");
    assert_eq!(
        b.flat(Node::Call {
            name: name("d.p"),
            args: vec![one, two]
        }),
        "CALL d.p(1, 2)"
    );
    let set = Node::Set {
        variable: "@@time_zone".into(),
        value: one,
    };
    assert_eq!(b.flat(set), "SET @@time_zone = 1");
}

#[test]
fn definitions() {
    let mut b = Builder::default();
    let (query, uri, text) = (
        b.one(),
        b.literal(Literal::String, "'gs://x'"),
        b.literal(Literal::String, "'it'"),
    );
    let uris = b.expr(Expr::Array(vec![uri]));
    let mut id = column("id", Type::Int64);
    id.primary_key = true;
    id.not_null = true;
    let mut note = column("hash", Type::String(Some(10)));
    note.case_insensitive = true;
    note.default = Some(text);
    note.references = Some((name("d.u"), vec!["x".into()]));
    let table = CreateTable {
        or_replace: false,
        temporary: true,
        if_not_exists: true,
        name: name("d.t"),
        elements: vec![
            TableElement::Column(id.clone()),
            TableElement::Column(note.clone()),
            TableElement::PrimaryKey(vec!["id".into()]),
            TableElement::ForeignKey {
                name: Some("fk".into()),
                columns: vec!["hash".into()],
                table: name("u"),
                references: vec!["x".into()],
            },
        ],
        like: None,
        cluster_by: vec!["id".into(), "hash".into()],
        options: vec![("description", text)],
        query: None,
    };
    assert_eq!(
        b.flat(Node::CreateTable(table.clone())),
        "CREATE TEMP TABLE IF NOT EXISTS d.t (id INT64 PRIMARY KEY NOT ENFORCED NOT NULL, \
         `hash` STRING(10) COLLATE 'und:ci' DEFAULT 'it' REFERENCES d.u (x) NOT ENFORCED, \
         PRIMARY KEY (id) NOT ENFORCED, CONSTRAINT fk FOREIGN KEY (`hash`) REFERENCES u (x) NOT ENFORCED) \
         CLUSTER BY id, `hash` OPTIONS (description = 'it')"
    );
    let query_only = CreateTable {
        or_replace: true,
        temporary: false,
        if_not_exists: false,
        elements: Vec::new(),
        query: Some(query),
        ..table
    };
    assert_eq!(
        b.pretty(Node::CreateTable(query_only)),
        "CREATE OR REPLACE TABLE d.t\nCLUSTER BY id, `hash`\nOPTIONS (description = 'it')\nAS\nSELECT 1 AS a"
    );
    let view = CreateView {
        materialized: true,
        or_replace: true,
        if_not_exists: false,
        name: name("v"),
        columns: vec!["a".into()],
        cluster_by: vec!["a".into()],
        options: Vec::new(),
        query,
    };
    assert_eq!(
        b.flat(Node::CreateView(view)),
        "CREATE OR REPLACE MATERIALIZED VIEW v (a) CLUSTER BY a AS SELECT 1 AS a"
    );
    let schema = Node::CreateSchema {
        if_not_exists: true,
        name: name("p.d"),
        options: vec![("location", text)],
    };
    assert_eq!(
        b.flat(schema),
        "CREATE SCHEMA IF NOT EXISTS p.d OPTIONS (location = 'it')"
    );
    let load = LoadData {
        temporary: true,
        table: name("t"),
        columns: vec![
            ("a".into(), Type::Int64),
            ("b".into(), Type::Array(Box::new(Type::String(None)))),
        ],
        files: vec![("format", text), ("uris", uris)],
    };
    assert_eq!(
        b.flat(Node::LoadData(load.clone())),
        "LOAD DATA INTO TEMP TABLE t (a INT64, b ARRAY<STRING>) FROM FILES (format = 'it', uris = ['gs://x'])"
    );
    assert_eq!(
        b.pretty(Node::LoadData(load)),
        "LOAD DATA INTO TEMP TABLE t (\n  a INT64,\n  b ARRAY<STRING>\n)\nFROM FILES (\n  format = 'it',\n  uris = ['gs://x']\n)"
    );
    let export = Node::ExportData {
        options: vec![("uri", uri), ("overwrite", text)],
        query: "SELECT 1".into(),
    };
    assert_eq!(
        b.flat(export),
        "EXPORT DATA OPTIONS (uri = 'gs://x', overwrite = 'it') AS\nSELECT 1"
    );
    let drop = Node::Drop {
        kind: "SCHEMA",
        if_exists: true,
        name: name("d"),
        cascade: true,
        restrict: false,
    };
    assert_eq!(b.flat(drop), "DROP SCHEMA IF EXISTS d CASCADE");
}

#[test]
fn alterations() {
    let mut b = Builder::default();
    let one = b.int("1");
    let key = TableElement::PrimaryKey(vec!["a".into()]);
    let cases = [
        (
            AlterAction::AddColumn(column("order", Type::Numeric(Some((10, 2))))),
            "ADD COLUMN `order` NUMERIC(10, 2)",
        ),
        (AlterAction::DropColumn("a".into()), "DROP COLUMN a"),
        (AlterAction::RenameTo("u".into()), "RENAME TO u"),
        (
            AlterAction::RenameColumn("a".into(), "b".into()),
            "RENAME COLUMN a TO b",
        ),
        (
            AlterAction::AddConstraint(key),
            "ADD PRIMARY KEY (a) NOT ENFORCED",
        ),
        (AlterAction::DropConstraint("c".into()), "DROP CONSTRAINT c"),
        (AlterAction::DropPrimaryKey, "DROP PRIMARY KEY"),
        (
            AlterAction::SetDataType("a".into(), Type::String(Some(3))),
            "ALTER COLUMN a SET DATA TYPE STRING(3)",
        ),
        (
            AlterAction::SetDefault("a".into(), one),
            "ALTER COLUMN a SET DEFAULT 1",
        ),
        (
            AlterAction::SetColumnOptions("a".into(), vec![("description", one)]),
            "ALTER COLUMN a SET OPTIONS (description = 1)",
        ),
        (
            AlterAction::SetOptions(vec![("description", one)]),
            "SET OPTIONS (description = 1)",
        ),
    ];
    for (action, expected) in cases {
        let alter = Alter {
            kind: "TABLE",
            if_exists: true,
            name: name("d.t"),
            action,
        };
        assert_eq!(
            b.flat(Node::Alter(alter)),
            format!("ALTER TABLE IF EXISTS d.t {expected}")
        );
    }
}
