use super::show::show;
use super::*;
use crate::redshift::tree::*;

fn text(sql: &str, span: Span) -> &str {
    &sql[span.range()]
}

/// An item of FROM as text.
fn show_from(sql: &str, tree: &Tree, id: FromId) -> String {
    let alias = |alias: &Option<TableAlias>| match alias {
        Some(alias) => format!(" {}", text(sql, alias.span)),
        None => String::new(),
    };
    match &tree.froms[id] {
        From::Table { name, alias: a, .. } => format!("{}{}", text(sql, name.span), alias(a)),
        From::Path { path, alias: a } => format!("{}{}", show(sql, tree, *path), alias(a)),
        From::Query {
            query, alias: a, ..
        } => format!("[{}]{}", text(sql, tree.queries[*query].span), alias(a)),
        From::Function { call, alias: a } => format!("{}{}", show(sql, tree, *call), alias(a)),
        From::Unnest {
            array,
            with_offset,
            alias: a,
        } => format!(
            "unnest({}, {with_offset}){}",
            show(sql, tree, *array),
            alias(a)
        ),
        From::UnpivotObject { object, value, key } => {
            let key = key.map(|key| text(sql, key.span)).unwrap_or("-");
            format!(
                "object({}, {}, {key})",
                show(sql, tree, *object),
                text(sql, value.span)
            )
        }
        From::Join {
            left,
            right,
            kind,
            natural,
            condition,
            ..
        } => {
            let condition = match condition {
                JoinCondition::None => String::new(),
                JoinCondition::On(on) => format!(" on {}", show(sql, tree, *on)),
                JoinCondition::Using(columns, _) => format!(" using {}", columns.len()),
            };
            let natural = if *natural { "natural " } else { "" };
            let sides = (show_from(sql, tree, *left), show_from(sql, tree, *right));
            format!("({natural}{kind:?} {} {}{condition})", sides.0, sides.1)
        }
        From::Paren { inner, alias: a } => {
            format!("({}){}", show_from(sql, tree, *inner), alias(a))
        }
        From::Pivot(pivot) => format!(
            "pivot({}, {}, {}, {}){}",
            show_from(sql, tree, pivot.input),
            pivot.aggregates.len(),
            show(sql, tree, pivot.column),
            pivot.values.len(),
            alias(&pivot.alias)
        ),
        From::Unpivot(unpivot) => format!(
            "unpivot({}, {:?}, {}){}",
            show_from(sql, tree, unpivot.input),
            unpivot.include_nulls,
            unpivot.columns.len(),
            alias(&unpivot.alias)
        ),
    }
}

fn from(clause: &str) -> String {
    let sql = format!("select 1 from {clause}");
    with_select(&sql, |tree, select| {
        let items: Vec<_> = select
            .from
            .iter()
            .map(|id| show_from(&sql, tree, *id))
            .collect();
        items.join(", ")
    })
}

#[test]
fn tables_and_aliases() {
    for (clause, shown) in [
        ("t", "t"),
        ("db.s.t as x (a, b)", "db.s.t as x (a, b)"),
        ("t x, u", "t x, u"),
        ("#t", "#t"),
        ("only t", "t"),
        (
            "t at left join u on at.a = u.a",
            "(Left t at u on (at.a = u.a))",
        ),
        ("(select 1) x", "[select 1] x"),
        (
            "((select 1) union (select 2)) x",
            "[(select 1) union (select 2)] x",
        ),
        ("((select 1))", "[(select 1)]"),
        ("({{ query }}) x", "[{{ query }}] x"),
        ("{{ ref('a') }} x", "{{ ref('a') }} x"),
        (
            "f(1) as x (a int, b varchar(3))",
            "(f 1) as x (a int, b varchar(3))",
        ),
        ("db@cat.s.t", "db@cat.s.t"),
        ("lateral (select 1) x", "[select 1] x"),
    ] {
        assert_eq!(from(clause), shown, "{clause}");
    }
}

#[test]
fn super_items() {
    for (clause, shown) in [
        ("t, t.arr as x at i", "t, t.arr as x at i"),
        ("t, t.arr[0].items i", "t, (path t.arr[0].items) i"),
        ("t, unpivot t.obj as v at k", "t, object(t.obj, v, k)"),
        (
            "t, unnest(t.arr) with offset as u(x, o)",
            "t, unnest(t.arr, true) as u(x, o)",
        ),
        (
            "t.arr as array, array as element",
            "t.arr as array, array as element",
        ),
        ("t left join t.arr x on true", "(Left t t.arr x on true)"),
    ] {
        assert_eq!(from(clause), shown, "{clause}");
    }
}

#[test]
fn joins() {
    for (clause, shown) in [
        (
            "a join b on c = d left outer join e using (f, g)",
            "(Left (Inner a b on (c = d)) e using 2)",
        ),
        (
            "a cross join b natural full join c",
            "(natural Full (Cross a b) c)",
        ),
        (
            "a left join b join c on d on e",
            "(Left a (Inner b c on d) on e)",
        ),
        ("(a inner join b on c) x", "((Inner a b on c)) x"),
        (
            "a right join (b cross join c) on d",
            "(Right a ((Cross b c)) on d)",
        ),
    ] {
        assert_eq!(from(clause), shown, "{clause}");
    }
    fails("select 1 from a join b");
    fails("select 1 from a cross join b on c");
    fails("select 1 from a natural b");
}

#[test]
fn pivots() {
    for (clause, shown) in [
        (
            "t pivot (sum(a) as s for b in ('x' as x, 'y')) as p",
            "pivot(t, 1, b, 2) as p",
        ),
        (
            "(select 1) unpivot include nulls (v for n in (a as 'x', b)) u",
            "unpivot([select 1], Some(true), 2) u",
        ),
    ] {
        assert_eq!(from(clause), shown, "{clause}");
    }
}

/// The set operation of a body as text.
fn show_body(sql: &str, tree: &Tree, id: BodyId) -> String {
    match &tree.bodies[id] {
        Body::Select(_) => text(sql, tree.body_spans[id]).to_owned(),
        Body::Query(query) => format!("({})", show_body(sql, tree, tree.queries[*query].body)),
        Body::Values(rows) => format!("values {}", rows.len()),
        Body::SetOperation { inputs, ops } => {
            let mut all = format!("[{}", show_body(sql, tree, inputs[0]));
            for (input, op) in inputs[1..].iter().zip(ops) {
                let all_word = if op.all { " all" } else { "" };
                all += &format!(" {:?}{all_word} {}", op.op, show_body(sql, tree, *input));
            }
            all + "]"
        }
        Body::Placeholder => "placeholder".to_owned(),
    }
}

#[test]
fn set_operations() {
    for (sql, shown) in [
        (
            "select 1 union select 2 intersect select 3 minus select 4",
            "[select 1 Union [select 2 Intersect select 3] Minus select 4]",
        ),
        (
            "select 1 union all select 2 union all select 3",
            "[select 1 Union all select 2 Union all select 3]",
        ),
        (
            "(select 1 limit 1) except (select 2)",
            "[(select 1) Except (select 2)]",
        ),
        ("values (1, 2), (3, default)", "values 2"),
        ("(select 1)", "(select 1)"),
        ("{{ q }} union select 1", "[placeholder Union select 1]"),
    ] {
        let found = with_query(sql, |tree, query| show_body(sql, tree, query.body));
        assert_eq!(found, shown, "{sql}");
    }
}

#[test]
fn with_and_tails() {
    let sql = "with recursive a (x, y) as (select 1), b as (select 2) select 1 order by 1 desc nulls first, 2 limit 5 offset 2";
    with_query(sql, |_, query| {
        let with = query.with.as_ref().unwrap();
        assert!(with.recursive);
        assert_eq!(with.ctes.len(), 2);
        assert_eq!(with.ctes[0].columns.len(), 2);
        assert_eq!(text(sql, with.ctes[0].columns_span.unwrap()), "(x, y)");
        assert_eq!(text(sql, with.span), &sql[..54]);
        assert_eq!(
            text(sql, query.order_span.unwrap()),
            "order by 1 desc nulls first, 2"
        );
        assert_eq!(query.order_by[0].nulls_first, Some(true));
        assert_eq!(text(sql, query.limit.as_ref().unwrap().span), "limit 5");
        assert_eq!(text(sql, query.offset_span.unwrap()), "offset 2");
        assert_eq!(text(sql, query.span), sql);
    });
    with_query(
        "select 1 offset 2 rows fetch first 5 rows only",
        |_, query| {
            assert!(query.limit.as_ref().unwrap().fetch);
            assert!(query.offset.is_some());
        },
    );
    with_query("select 1 limit all for update of t nowait", |_, query| {
        assert!(query.limit.as_ref().unwrap().count.is_none());
        assert!(query.for_update.is_some());
    });
    fails("select 1 limit 1 limit 2");
}

#[test]
fn select_clauses() {
    let sql = "select distinct top 5 a as b, c d, t.*, * exclude (e, f) into temp table x from t where g \
               group by a, rollup (b, (c, d)), grouping sets ((a, b), (), cube (c)) having h qualify i = 1";
    with_select(sql, |_, select| {
        assert!(matches!(select.quantifier, SetQuantifier::Distinct(_)));
        assert_eq!(text(sql, select.top.as_ref().unwrap().span), "top 5");
        assert_eq!(select.items.len(), 4);
        assert_eq!(
            text(sql, select.exclude.as_ref().unwrap().span),
            "exclude (e, f)"
        );
        assert!(select.into.as_ref().unwrap().temporary);
        assert_eq!(text(sql, select.from_span.unwrap()), "from t");
        assert_eq!(text(sql, select.where_span.unwrap()), "where g");
        let group = select.group_by.as_ref().unwrap();
        let GroupItem::Sets(sets, _) = &group.items[2] else {
            panic!("{group:?}");
        };
        assert!(matches!(sets[0], GroupItem::List(..)));
        assert!(matches!(sets[1], GroupItem::Empty(_)));
        assert!(matches!(sets[2], GroupItem::Cube(..)));
        let GroupItem::Rollup(lists, _) = &group.items[1] else {
            panic!("{group:?}");
        };
        assert_eq!(lists[1].len(), 2);
        assert_eq!(text(sql, select.having_span.unwrap()), "having h");
        assert_eq!(text(sql, select.qualify_span.unwrap()), "qualify i = 1");
    });
}

#[test]
fn small_clauses() {
    with_select("select a from t group by all", |_, select| {
        assert!(select.group_by.as_ref().unwrap().all)
    });
    with_select("select distinct on (a, b) c", |_, select| {
        assert_eq!(select.distinct_on.len(), 2)
    });
    with_select("select exclude from t", |_, select| {
        assert!(select.exclude.is_none())
    });
    with_select("select * exclude a, b from t", |_, select| {
        assert_eq!(select.exclude.as_ref().unwrap().columns.len(), 2);
    });
    with_select("select 1 into #x from t", |_, select| {
        assert!(select.into.as_ref().unwrap().temporary)
    });
    with_select("select 1 from t window w as (order by a)", |_, select| {
        assert_eq!(select.windows.len(), 1)
    });
    with_select("select {{ a }}, ${b}", |_, select| {
        assert!(
            select
                .items
                .iter()
                .all(|item| matches!(item, SelectItem::Placeholder(_)))
        );
    });
}

#[test]
fn connect_by_in_both_orders() {
    for sql in [
        "select level from t start with a = 1 connect by prior b = c",
        "select level from t where d connect by nocycle b = prior c start with a = 1",
    ] {
        with_select(sql, |tree, select| {
            let connect = select.connect_by.as_ref().unwrap();
            assert!(connect.start_with.is_some());
            assert!(
                show(sql, tree, connect.condition).contains("(prior "),
                "{sql}"
            );
        });
    }
    fails("select 1 from t start with a = 1");
}

#[test]
fn aliases() {
    with_select(
        "select a as select, b year, c \"X\", d value",
        |_, select| {
            let aliased =
                |item: &SelectItem| matches!(item, SelectItem::Expr { alias: Some(_), .. });
            assert!(select.items.iter().all(aliased));
        },
    );
    fails("select a select");
    fails("select a over from t");
}

#[test]
fn every_token_is_inside_the_span_of_its_statement() {
    let sql = "/* a */ select 1 ; -- b\n select 2";
    let all = read(sql);
    assert_eq!(text(sql, all[0].statement.span), "select 1");
    assert_eq!(all[0].tokens, 0..2);
    assert_eq!(text(sql, all[0].semicolon.unwrap()), ";");
    assert_eq!(text(sql, all[1].statement.span), "select 2");
    assert_eq!(all[1].semicolon, None);
}
