#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::expect_used
)]

use super::*;
use crate::bigquery::statement::{
    Column, ColumnType, CreateTable, Insert, InsertSource, Node, Statement, TableElement,
};
use crate::bigquery::template::{ArgValue, Instantiation, Template};
use crate::bigquery::tree::{BinaryOp, Name, Origin, Select};

/// The rules that a statement breaks.
fn broken(output: Output, node: Node) -> Vec<Rule> {
    let statements = vec![Statement {
        node,
        origin: Origin::New,
    }];
    let output = Output {
        statements,
        ..output
    };
    let declared = |name: &str| name == "mine";
    let violations = check(&output, &SourceText::default(), &declared);
    violations
        .into_iter()
        .map(|violation| violation.rule)
        .collect()
}

/// A template as an expression of a fresh output.
fn expr(text: &'static str) -> (Output, ExprId) {
    let mut output = Output::default();
    let source = SourceText::default();
    let with = Instantiation {
        source: &source,
        names: &[],
        args: &[ArgValue::None],
        distinct: false,
        over: None,
    };
    let template = Template::parse(text).unwrap();
    let id = template.instantiate(&mut output.tree, &with, Origin::New);
    (output, id)
}

fn select(mut output: Output, expr: ExprId) -> Vec<Rule> {
    let items = vec![SelectItem::Expr { expr, alias: None }];
    let select = Select {
        items,
        ..Select::default()
    };
    let body = output
        .tree
        .body(Body::Select(Box::new(select)), Origin::New);
    let query = Query {
        recursive: false,
        ctes: Vec::new(),
        body,
        order_by: Vec::new(),
        limit: None,
        offset: None,
    };
    let query = output.tree.query(query, Origin::New);
    broken(output, Node::Query(query))
}

#[test]
fn expressions() {
    let cases: [(&str, &[Rule]); 14] = [
        ("UPPER('a') || IF(TRUE, 'b', 'c')", &[]),
        ("SAFE.PARSE_DATE('%F', 'x')", &[]),
        ("mine(1) + dataset.other(2)", &[]),
        ("ML.PREDICT(1)", &[]),
        ("NVL(1, 2)", &[Rule::UnknownFunction]),
        ("SAFE.NVL(1, 2)", &[Rule::UnknownFunction]),
        ("NET.NOTHING('x')", &[Rule::UnknownFunction]),
        ("NULLIFZERO(1)", &[Rule::UnknownFunction]),
        ("$x + 1", &[Rule::Hole]),
        ("DATE_ADD(DATE '2020-01-01', INTERVAL 1 $p)", &[Rule::Hole]),
        ("(SELECT 1 LIMIT 1 + 1)", &[Rule::Limit]),
        ("(SELECT 1 AS a OFFSET 1)", &[Rule::Limit]),
        ("1 IN ((SELECT 1))", &[]),
        ("(SELECT * LIMIT 1)", &[Rule::Clauses]),
    ];
    for (text, rules) in cases {
        let (output, id) = expr(text);
        assert_eq!(select(output, id), rules, "{text}");
    }
}

#[test]
fn trees_that_cannot_be_read() {
    let (mut output, one) = expr("1");
    let two = output.tree.expr(
        Expr::Chain(vec![one, one, one], vec![BinaryOp::Add, BinaryOp::Mul]),
        Origin::New,
    );
    assert_eq!(select(output.clone(), two), [Rule::Malformed]);
    let (mut output, sub) = expr("(SELECT 1)");
    let list = output.tree.expr(
        Expr::InList {
            operand: sub,
            not: false,
            list: vec![sub],
        },
        Origin::New,
    );
    assert_eq!(select(output, list), [Rule::Malformed]);
    let (mut output, one) = expr("1");
    let ty = Type::Array(Box::new(Type::String(Some(3))));
    let cast = output.tree.expr(
        Expr::Cast {
            operand: one,
            ty,
            safe: false,
            format: None,
        },
        Origin::New,
    );
    assert_eq!(select(output, cast), [Rule::CastParameters]);
}

#[test]
fn default_stands_in_values_only() {
    let mut output = Output::default();
    let default = output.tree.expr(Expr::Default, Origin::New);
    assert_eq!(select(output.clone(), default), [Rule::MisplacedDefault]);
    let insert = |rows| {
        Node::Insert(Insert {
            table: Name {
                parts: vec!["t".into()],
            },
            columns: Vec::new(),
            source: InsertSource::Values(rows),
        })
    };
    assert_eq!(broken(output.clone(), insert(vec![vec![default]])), []);
    assert_eq!(
        broken(output, insert(vec![vec![default], Vec::new()])),
        [Rule::Malformed]
    );
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

fn table(columns: Vec<Column>, cluster_by: &[&'static str]) -> CreateTable {
    CreateTable {
        or_replace: false,
        temporary: false,
        if_not_exists: false,
        name: Name {
            parts: vec!["t".into()],
        },
        elements: columns.into_iter().map(TableElement::Column).collect(),
        like: None,
        cluster_by: cluster_by.iter().map(|name| Text::from(*name)).collect(),
        options: Vec::new(),
        query: None,
    }
}

#[test]
fn tables() {
    let create = |table| broken(Output::default(), Node::CreateTable(table));
    let a = || column("a", Type::Int64);
    assert_eq!(create(table(vec![a()], &["A"])), []);
    assert_eq!(
        create(table(vec![a()], &["a", "b", "c", "d", "e"])),
        [Rule::ClusterBy]
    );
    assert_eq!(
        create(table(vec![column("a", Type::Float64)], &["a"])),
        [Rule::ClusterBy]
    );
    let collated = Column {
        case_insensitive: true,
        ..column("a", Type::String(None))
    };
    assert_eq!(create(table(vec![collated], &["a"])), [Rule::ClusterBy]);
    assert_eq!(
        create(table(vec![a(), column("A", Type::Bool)], &[])),
        [Rule::Column]
    );
    let key = || Column {
        primary_key: true,
        ..a()
    };
    assert_eq!(create(table(vec![key()], &[])), []);
    assert_eq!(
        create(table(
            vec![
                key(),
                Column {
                    name: "b".into(),
                    ..key()
                }
            ],
            &[]
        )),
        [Rule::Clauses]
    );
    assert_eq!(create(table(Vec::new(), &[])), [Rule::Clauses]);
    let temporary = CreateTable {
        temporary: true,
        name: Name {
            parts: vec!["d".into(), "t".into()],
        },
        ..table(vec![a()], &[])
    };
    assert_eq!(create(temporary), [Rule::Clauses]);
    let array = Column {
        not_null: true,
        ..column("a", Type::Array(Box::new(Type::Int64)))
    };
    assert_eq!(create(table(vec![array], &[])), [Rule::Column]);
    for (ty, fits) in [
        (Type::Numeric(Some((38, 9))), true),
        (Type::Numeric(Some((38, 8))), false),
        (Type::Numeric(Some((10, 10))), false),
        (Type::BigNumeric(Some((38, 20))), true),
        (Type::String(Some(0)), false),
    ] {
        assert_eq!(
            create(table(vec![column("a", ty.clone())], &[])).is_empty(),
            fits,
            "{ty:?}"
        );
    }
}

#[test]
fn column_defaults() {
    for (text, fine) in [
        ("1", true),
        ("-1.5", true),
        ("['a', 'b']", true),
        ("CURRENT_TIMESTAMP()", true),
        ("STRUCT(1, RAND())", true),
        ("1 + 1", false),
        ("UPPER('a')", false),
        ("CAST('1' AS INT64)", false),
        ("(SELECT 1)", false),
    ] {
        let (output, id) = expr(text);
        let column = Column {
            default: Some(id),
            ..column("a", Type::Json)
        };
        let rules = broken(output, Node::CreateTable(table(vec![column], &[])));
        assert_eq!(rules.is_empty(), fine, "{text}");
    }
}
