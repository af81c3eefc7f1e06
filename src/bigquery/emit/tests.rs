#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::expect_used
)]

use super::*;
use crate::bigquery::statement::{Node, Statement};
use crate::bigquery::tree::*;

/// A source text and the tree over it, built by looking for texts.
struct Builder {
    source: SourceText,
    tree: Tree,
}

fn build(source: &str) -> Builder {
    Builder {
        source: SourceText::new(source.to_owned()),
        tree: Tree::default(),
    }
}

impl Builder {
    /// Where the text stands first.
    fn at(&self, text: &str) -> Span {
        let start = self.source.as_str().find(text).unwrap();
        Span::from_range(start..start + text.len())
    }

    fn whole(&self) -> Span {
        self.source.span()
    }

    fn column(&mut self, name: &str) -> ExprId {
        let span = self.at(name);
        let kind = Expr::Column(Name {
            parts: vec![span.into()],
        });
        self.tree.expr(kind, Origin::Same(span))
    }

    fn new_column(&mut self, name: &'static str) -> ExprId {
        self.tree.expr(
            Expr::Column(Name {
                parts: vec![name.into()],
            }),
            Origin::New,
        )
    }

    fn call(&mut self, name: &'static str, args: &[ExprId], origin: Origin) -> ExprId {
        let kind = Expr::Call(Box::new(Call {
            name: vec![name.into()],
            args: args.iter().map(|id| Arg::Expr(*id)).collect(),
            ..Call::default()
        }));
        self.tree.expr(kind, origin)
    }

    /// `SELECT …` of these items over the whole source.
    fn select(&mut self, items: &[ExprId], origin: Origin) -> QueryId {
        let items = items
            .iter()
            .map(|expr| SelectItem::Expr {
                expr: *expr,
                alias: None,
            })
            .collect();
        let select = Select {
            items,
            ..Select::default()
        };
        let body = self
            .tree
            .body(Body::Select(Box::new(select)), origin.clone());
        self.query(body, origin)
    }

    fn query(&mut self, body: BodyId, origin: Origin) -> QueryId {
        let query = Query {
            recursive: false,
            ctes: Vec::new(),
            body,
            order_by: Vec::new(),
            limit: None,
            offset: None,
        };
        self.tree.query(query, origin)
    }

    fn output(&self, node: Node, origin: Origin) -> Output {
        Output {
            tree: self.tree.clone(),
            statements: vec![Statement { node, origin }],
        }
    }

    /// The statement `SELECT items` that keeps its text but for what the items change.
    fn preserved(&mut self, items: &[ExprId]) -> String {
        let origin = Origin::Same(self.whole());
        let query = self.select(items, origin.clone());
        self.preserve(&self.output(Node::Query(query), origin))
    }

    fn preserve(&self, output: &Output) -> String {
        preserve(output, &self.source, &comments(self.source.as_str()), true).text
    }

    fn pretty(&self, output: &Output) -> String {
        pretty(output, &self.source, &comments(self.source.as_str()), true).text
    }
}

/// The comments of a text without quotes.
fn comments(text: &str) -> Vec<CommentSpan> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let (kind, length) = if rest.starts_with("--") {
            (CommentKind::Line, rest.find('\n').unwrap_or(rest.len()))
        } else if rest.starts_with("/*") {
            let mut depth = 0;
            let end = rest.char_indices().find_map(|(index, _)| {
                depth += i32::from(rest[index..].starts_with("/*"));
                depth -= i32::from(rest[index..].starts_with("*/"));
                (depth == 0).then_some(index + 2)
            });
            (CommentKind::Block, end.unwrap_or(rest.len()))
        } else if rest.starts_with("{%") {
            (CommentKind::Template, rest.find("%}").unwrap() + 2)
        } else {
            at += rest.chars().next().unwrap().len_utf8();
            continue;
        };
        found.push(CommentSpan {
            span: Span::from_range(at..at + length),
            kind,
        });
        at += length;
    }
    found
}

/// The text with pieces of it replaced; no piece deletes.
fn edited(text: &str, edits: &[(&str, &'static str)]) -> String {
    let b = build(text);
    let edits = edits
        .iter()
        .map(|(old, new)| Edit {
            at: b.at(old),
            with: if new.is_empty() {
                Vec::new()
            } else {
                vec![Piece::Keyword(new)]
            },
        })
        .collect();
    let node = Node::Truncate(Name { parts: Vec::new() });
    b.preserve(&b.output(node, Origin::Patch(b.whole(), edits)))
}

#[test]
fn unchanged_is_copied() {
    let mut b = build("select  a -- first\n , /* b */ b\n\tfrom\tt {% if x %} where c {% endif %}");
    let items = [b.column("a"), b.column("b\n")];
    let text = b.source.as_str().to_owned();
    assert_eq!(b.preserved(&items), text);
}

#[test]
fn tokens_are_replaced_in_the_case_around() {
    assert_eq!(
        edited("select nvl ( a,0 )", &[("nvl", "COALESCE")]),
        "select coalesce ( a,0 )"
    );
    assert_eq!(
        edited("SELECT NVL(a)", &[("NVL", "COALESCE")]),
        "SELECT COALESCE(a)"
    );
    assert_eq!(
        edited("select a#b where c", &[("#", "^")]),
        "select a^b where c"
    );
    assert_eq!(edited("select (a)and b", &[("(a)", "x")]), "select x and b");
}

#[test]
fn deletions_leave_no_blanks() {
    let cases = [
        (
            "t (a int encode zstd, b int)",
            "encode zstd",
            "t (a int, b int)",
        ),
        ("t (a int encode zstd)", "encode zstd", "t (a int)"),
        ("a DISTSTYLE KEY b", "DISTSTYLE KEY", "a b"),
        ("(\n  encode a,\n  b)", "encode", "(\n  a,\n  b)"),
        ("( encode a)", "encode", "(a)"),
        ("x\nDISTKEY (a)\ny", "DISTKEY (a)", "x\ny"),
        ("x\n  DISTKEY (a)", "DISTKEY (a)", "x"),
        ("x\r\n  DISTKEY (a)\r\ny", "DISTKEY (a)", "x\r\ny"),
        ("x -- note\nDISTKEY (a)\ny", "DISTKEY (a)", "x -- note\ny"),
        ("x -- note\nDISTKEY (a)", "DISTKEY (a)", "x -- note\n"),
        ("x DISTKEY (a) -- note\ny", "DISTKEY (a)", "x -- note\ny"),
        (
            "x\n  DISTKEY (a) -- note\ny",
            "DISTKEY (a)",
            "x\n  -- note\ny",
        ),
        (
            "x DISTKEY /* why */ (a) y",
            "DISTKEY /* why */ (a)",
            "x /* why */ y",
        ),
        (
            "x DISTKEY -- why\n (a) y",
            "DISTKEY -- why\n (a)",
            "x -- why\n y",
        ),
        ("#tmp", "#", "tmp"),
        ("a FROM #tmp", "#", "a FROM tmp"),
        ("f(a,b)", ",b", "f(a)"),
    ];
    for (text, old, expected) in cases {
        assert_eq!(edited(text, &[(old, "")]), expected, "{text}");
    }
    let text = "create table t (a int)\nDISTSTYLE KEY DISTKEY(a)\nSORTKEY(b)";
    let deleted = edited(
        text,
        &[
            ("DISTSTYLE KEY", ""),
            ("DISTKEY(a)", ""),
            ("SORTKEY(b)", ""),
        ],
    );
    assert_eq!(deleted, "create table t (a int)");
}

#[test]
fn insertions_stand_before_and_after_children() {
    let mut b = build("SELECT a + b");
    let (left, right) = (b.column("a"), b.column("b"));
    let chain = b.at("a + b");
    let insert = |at: u32, text: &'static str| Edit {
        at: Span::new(at, at),
        with: vec![Piece::Keyword(text)],
    };
    let edits = vec![
        insert(chain.start, "CAST("),
        insert(left_end(&b), " AS FLOAT64)"),
    ];
    let id = b.tree.expr(
        Expr::Chain(vec![left, right], vec![BinaryOp::Add]),
        Origin::Patch(chain, edits),
    );
    assert_eq!(b.preserved(&[id]), "SELECT CAST(a AS FLOAT64) + b");
}

fn left_end(b: &Builder) -> u32 {
    b.at("a + b").start + 1
}

#[test]
fn pieces_may_be_nodes() {
    let mut b = build("SELECT f(a, /* n */ b) x");
    let (a, c, n) = (b.column("a"), b.column("b"), b.new_column("n"));
    let edits = vec![Edit {
        at: b.at("a, /* n */ b"),
        with: vec![
            Piece::Node(NodeRef::Expr(c)),
            Piece::Keyword(", "),
            Piece::Node(NodeRef::Expr(n)),
        ],
    }];
    let origin = Origin::Patch(b.at("f(a, /* n */ b)"), edits);
    let call = b.call("f", &[c, n], origin);
    assert_eq!(b.preserved(&[call]), "SELECT f(/* n */ b, n) x");
    // A child that nothing prints: the node is printed anew.
    let patch = Origin::Patch(b.at("f(a, /* n */ b)"), Vec::new());
    let call = b.call("f", &[a, n], patch);
    assert_eq!(b.preserved(&[call]), "SELECT f(a, /* n */ n) x");
}

#[test]
fn parentheses_where_bigquery_groups_otherwise() {
    let mut b = build("SELECT 10 - a || b");
    let (ten, a, c) = (b.column("10"), b.column("a"), b.column("b"));
    let minus = Origin::Same(b.at("10 - a"));
    let minus = b
        .tree
        .expr(Expr::Chain(vec![ten, a], vec![BinaryOp::Sub]), minus);
    let whole = Origin::Same(b.at("10 - a || b"));
    let concat = b
        .tree
        .expr(Expr::Chain(vec![minus, c], vec![BinaryOp::Concat]), whole);
    assert_eq!(b.preserved(&[concat]), "SELECT (10 - a) || b");
}

#[test]
fn new_text_keeps_the_comments_of_its_range() {
    // In order: comments stay beside their child.
    let mut b = build("SELECT f(a /* 1 */, -- 2\n b) + 1");
    let (x, y) = (b.column("a"), b.column("b)"));
    b.tree.exprs[y].origin = Origin::Same(Span::new(b.at("b)").start, b.at("b)").start + 1));
    b.tree.exprs[y].kind = Expr::Column(Name {
        parts: vec!["b".into()],
    });
    let call = Origin::From(b.at("f(a /* 1 */, -- 2\n b)"));
    let call = b.call("g", &[x, y], call);
    assert_eq!(b.preserved(&[call]), "SELECT g(a /* 1 */, -- 2\nb) + 1");
    // Out of order: before the node.
    let call = Origin::From(b.at("f(a /* 1 */, -- 2\n b)"));
    let call = b.call("g", &[y, x], call);
    assert_eq!(b.preserved(&[call]), "SELECT /* 1 */ -- 2\ng(b, a) + 1");
    // Dropped children: at the end.
    let call = Origin::From(b.at("f(a /* 1 */, -- 2\n b)"));
    let call = b.call("g", &[], call);
    assert_eq!(b.preserved(&[call]), "SELECT g() /* 1 */ -- 2\n + 1");
}

#[test]
fn a_node_that_comes_twice_has_its_comments_once() {
    let mut b = build("SELECT f(a /* n */ + b)");
    let (x, y) = (b.column("a"), b.column("b"));
    let sum = Origin::Same(b.at("a /* n */ + b"));
    let sum = b
        .tree
        .expr(Expr::Chain(vec![x, y], vec![BinaryOp::Add]), sum);
    let call = Origin::From(b.at("f(a /* n */ + b)"));
    let call = b.call("g", &[sum, sum], call);
    assert_eq!(b.preserved(&[call]), "SELECT /* n */ g(a  + b, a  + b)");
}

#[test]
fn nested_comments_are_flattened() {
    assert_eq!(
        edited("a /* x /* y */ z */ b", &[("b", "C")]),
        "a /* x / * y * / z */ c"
    );
    let source = SourceText::new("; /* a /* b */ c */\n-- /* d\n".to_owned());
    let mut out = String::from("SELECT 1");
    copy_between(&source, &comments(source.as_str()), source.span(), &mut out);
    assert_eq!(out, "SELECT 1; /* a / * b * / c */\n-- /* d\n");
}

#[test]
fn several_lines_are_indented_like_the_line_they_begin_on() {
    let mut b = build("create table t as\n    select\n      a,\n      b limit 1");
    let (x, y) = (b.column("a,"), b.column("b"));
    b.tree.exprs[x].kind = Expr::Column(Name {
        parts: vec!["a".into()],
    });
    b.tree.exprs[x].origin = Origin::New;
    b.tree.exprs[y].origin = Origin::New;
    let origin = Origin::From(b.at("select\n      a,\n      b limit 1"));
    let query = b.select(&[x, y], origin);
    let edits = vec![Edit {
        at: b.at("select\n      a,\n      b limit 1"),
        with: vec![Piece::Node(NodeRef::Query(query))],
    }];
    let output = b.output(Node::Query(query), Origin::Patch(b.whole(), edits));
    assert_eq!(
        b.preserve(&output),
        "create table t as\n    select\n      a,\n      b"
    );
}

#[test]
fn refusals_and_drops() {
    let b = build("VACUUM t -- now\n full");
    let original = b.whole();
    let refused = Node::Refused {
        message: "RS1107: can't".to_owned(),
        original,
    };
    let output = b.output(refused, Origin::Same(original));
    assert_eq!(
        b.preserve(&output),
        "-- VACUUM t -- now\n--  full\nASSERT FALSE AS 'RS1107: can\\'t'"
    );
    assert_eq!(b.pretty(&output), b.preserve(&output));
    let quiet = preserve(&output, &b.source, &[], false).text;
    assert_eq!(quiet, "-- RS1107: can't\n-- VACUUM t -- now\n--  full\n");
    let dropped = Node::Dropped {
        message: "RS5101: no meaning".to_owned(),
        original,
    };
    let mut output = b.output(dropped, Origin::New);
    assert_eq!(
        b.preserve(&output),
        "-- RS5101: no meaning\n-- VACUUM t -- now\n--  full\n"
    );
    output.statements.push(Statement {
        node: Node::Begin,
        origin: Origin::New,
    });
    output.statements.push(Statement {
        node: Node::Commit,
        origin: Origin::New,
    });
    let expected = "-- RS5101: no meaning\n-- VACUUM t -- now\n--  full\nBEGIN TRANSACTION;\nCOMMIT TRANSACTION";
    assert_eq!(b.preserve(&output), expected);
}

#[test]
fn pretty_has_one_layout() {
    let mut b =
        build("select a -- first\n,/* second */ b from t -- table\nwhere\n-- condition\n c and d");
    let (x, y) = (b.column("a -"), b.column("b from"));
    for id in [x, y] {
        let start = b.tree.exprs[id].origin.span().unwrap().start;
        let span = Span::new(start, start + 1);
        b.tree.exprs[id] = crate::bigquery::tree::Node {
            kind: Expr::Column(Name {
                parts: vec![span.into()],
            }),
            origin: Origin::Same(span),
        };
    }
    let (c, d) = (b.column("c and"), b.column(" d"));
    let span = Span::new(b.at("c and").start, b.at("c and").start + 1);
    b.tree.exprs[c].origin = Origin::Same(span);
    b.tree.exprs[c].kind = Expr::Column(Name {
        parts: vec![span.into()],
    });
    b.tree.exprs[d].origin = Origin::Same(Span::new(b.whole().end - 1, b.whole().end));
    b.tree.exprs[d].kind = Expr::Column(Name {
        parts: vec!["order".into()],
    });
    let condition = Origin::Same(Span::new(span.start, b.whole().end));
    let condition = b
        .tree
        .expr(Expr::Chain(vec![c, d], vec![BinaryOp::And]), condition);
    let table = Span::new(b.at("t -- table").start, b.at("t -- table").start + 1);
    let name = Name {
        parts: vec![table.into()],
    };
    let table = b
        .tree
        .from(From::Table { name, alias: None }, Origin::Same(table));
    let items = [x, y]
        .map(|expr| SelectItem::Expr { expr, alias: None })
        .to_vec();
    let select = Select {
        items,
        from: vec![table],
        selection: Some(condition),
        ..Select::default()
    };
    let body = b
        .tree
        .body(Body::Select(Box::new(select)), Origin::Same(b.whole()));
    let query = b.query(body, Origin::Same(b.whole()));
    let output = b.output(Node::Query(query), Origin::Same(b.whole()));
    let expected = "SELECT\n  a, -- first\n  /* second */ b\nFROM t -- table\n-- condition\nWHERE c\n  AND `order`";
    assert_eq!(b.pretty(&output), expected);
    assert_eq!(b.preserve(&output), b.source.as_str());
}

#[test]
fn long_chains_do_not_recurse() {
    let count = 100_000;
    let text = format!("SELECT a{}", " + a".repeat(count - 1));
    let mut b = build(&text);
    let operands: Vec<ExprId> = (0..count)
        .map(|index| {
            let start = 7 + 4 * index as u32;
            let span = Span::new(start, start + 1);
            b.tree.expr(
                Expr::Column(Name {
                    parts: vec![span.into()],
                }),
                Origin::Same(span),
            )
        })
        .collect();
    let operators = vec![BinaryOp::Add; count - 1];
    let span = Span::new(7, b.whole().end);
    let edits = (0..count - 1)
        .map(|index| Edit {
            at: Span::new(9 + 4 * index as u32, 10 + 4 * index as u32),
            with: vec![Piece::Keyword("-")],
        })
        .collect();
    for (origin, expected) in [
        (Origin::Same(span), text.clone()),
        (Origin::From(span), text.clone()),
        (Origin::Patch(span, edits), text.replace('+', "-")),
    ] {
        let chain = b
            .tree
            .expr(Expr::Chain(operands.clone(), operators.clone()), origin);
        assert!(b.preserved(&[chain]) == expected);
    }
}

#[test]
fn deep_nesting_fits_the_stack() {
    let depth = 1_000;
    let text = format!("SELECT {}a{}", "(".repeat(depth), ")".repeat(depth));
    let mut b = build(&text);
    let mut id = b.column("a");
    for level in 1..=depth as u32 {
        let span = Span::new(7 + depth as u32 - level, 8 + depth as u32 + level);
        id = b.tree.expr(Expr::Paren(id), Origin::Same(span));
    }
    assert_eq!(b.preserved(&[id]), text);
    let query = b.select(&[id], Origin::New);
    assert_eq!(b.pretty(&b.output(Node::Query(query), Origin::New)), text);
}
