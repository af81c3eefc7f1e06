//! Trees as text.

use super::*;
use crate::redshift::tree::*;

/// The expression of `SELECT …` as text.
pub(super) fn expr(text: &str) -> String {
    let sql = format!("select {text}");
    with_select(&sql, |tree, select| match &select.items[0] {
        SelectItem::Expr { expr, .. } => show(&sql, tree, *expr),
        SelectItem::Placeholder(_) => "placeholder-list".to_owned(),
        SelectItem::Star { .. } => "star".to_owned(),
    })
}

fn list(sql: &str, tree: &Tree, ids: &[ExprId]) -> String {
    ids.iter()
        .map(|id| format!(" {}", show(sql, tree, *id)))
        .collect()
}

/// An expression as text; names and constants as they stand.
pub(super) fn show(sql: &str, tree: &Tree, id: ExprId) -> String {
    let text = |span: Span| &sql[span.range()];
    let sub = |id: ExprId| show(sql, tree, id);
    let not = |not: bool| if not { "not-" } else { "" };
    match &tree.exprs[id] {
        Expr::Column(name) => text(name.span).to_owned(),
        Expr::Literal(_) | Expr::Placeholder | Expr::Param | Expr::Default => {
            text(tree.span(id)).to_owned()
        }
        Expr::TypedLiteral { ty, text: value } => format!("({:?} {})", ty.name, text(*value)),
        Expr::Interval { value, units } => {
            let units = units
                .map(|units| format!(" {:?}-{:?}-{:?}", units.from, units.to, units.precision));
            format!("(interval {}{})", text(*value), units.unwrap_or_default())
        }
        Expr::Unary { op, operand, .. } => format!("({op:?} {})", sub(*operand)),
        Expr::Chain { operands, ops } => {
            assert_eq!(operands.len(), ops.len() + 1);
            let mut all = format!("({}", sub(operands[0]));
            for (operand, (_, span)) in operands[1..].iter().zip(ops) {
                all += &format!(" {} {}", text(*span), sub(*operand));
            }
            all + ")"
        }
        Expr::Is {
            operand,
            not: n,
            what,
            ..
        } => format!("({}is-{what:?} {})", not(*n), sub(*operand)),
        Expr::IsDistinct {
            left,
            right,
            not: n,
        } => format!("({}distinct {} {})", not(*n), sub(*left), sub(*right)),
        Expr::Match {
            kind,
            not: n,
            operand,
            pattern,
            escape,
            ..
        } => {
            let escape = escape
                .map(|escape| format!(" {}", sub(escape)))
                .unwrap_or_default();
            format!(
                "({}{kind:?} {} {}{escape})",
                not(*n),
                sub(*operand),
                sub(*pattern)
            )
        }
        Expr::Between {
            operand,
            not: n,
            low,
            high,
            symmetric,
        } => format!(
            "({}between{} {} {} {})",
            not(*n),
            if *symmetric { "-symmetric" } else { "" },
            sub(*operand),
            sub(*low),
            sub(*high)
        ),
        Expr::InList {
            operand,
            not: n,
            list: l,
        } => format!("({}in {}{})", not(*n), sub(*operand), list(sql, tree, l)),
        Expr::InQuery {
            operand,
            not: n,
            query,
        } => {
            format!(
                "({}in {} [{}])",
                not(*n),
                sub(*operand),
                text(tree.queries[*query].span)
            )
        }
        Expr::Quantified {
            left,
            op_span,
            all,
            right,
            ..
        } => {
            let right = match right {
                Quantifier::Query(query) => format!("[{}]", text(tree.queries[*query].span)),
                Quantifier::Expr(array) => sub(*array),
            };
            let word = if *all { "all" } else { "any" };
            format!("({} {word} {} {right})", text(*op_span), sub(*left))
        }
        Expr::Exists(query) => format!("(exists [{}])", text(tree.queries[*query].span)),
        Expr::Subquery(query) => format!("[{}]", text(tree.queries[*query].span)),
        Expr::Row(items) => format!("(row{})", list(sql, tree, items)),
        Expr::Paren(inner) => format!("({})", sub(*inner)),
        Expr::Case {
            operand,
            whens,
            otherwise,
        } => {
            let operand = operand
                .map(|operand| format!(" {}", sub(operand)))
                .unwrap_or_default();
            let whens: String = whens
                .iter()
                .map(|(w, t)| format!(" {}->{}", sub(*w), sub(*t)))
                .collect();
            let otherwise = otherwise
                .map(|e| format!(" else {}", sub(e)))
                .unwrap_or_default();
            format!("(case{operand}{whens}{otherwise})")
        }
        Expr::Cast { operand, ty, style } => {
            format!("({style:?} {} {:?}{:?})", sub(*operand), ty.name, ty.args)
        }
        Expr::AtTimeZone { operand, zone } => format!("(zone {} {})", sub(*operand), sub(*zone)),
        Expr::Call(call) => show_call(sql, tree, call),
        Expr::Path { base, steps } => {
            let steps: String = steps
                .iter()
                .map(|step| match step {
                    PathStep::Field(field) => format!(".{}", text(field.span)),
                    PathStep::Index(index) => format!("[{}]", sub(*index)),
                })
                .collect();
            format!("(path {}{steps})", sub(*base))
        }
        Expr::Array(items) => format!("(array{})", list(sql, tree, items)),
        Expr::Prior(operand) => format!("(prior {})", sub(*operand)),
        Expr::OuterMark(operand) => format!("(outer {})", sub(*operand)),
        Expr::Collate { operand, collation } => {
            format!("(collate {} {})", sub(*operand), text(collation.span))
        }
        other => format!("{other:?}"),
    }
}

fn order(sql: &str, tree: &Tree, items: &[OrderItem]) -> String {
    let item = |item: &OrderItem| {
        let nulls = item
            .nulls_first
            .map(|first| if first { " first" } else { " last" });
        let desc = if item.desc { " desc" } else { "" };
        format!(
            "{}{desc}{}",
            show(sql, tree, item.expr),
            nulls.unwrap_or_default()
        )
    };
    items.iter().map(item).collect::<Vec<_>>().join(", ")
}

fn show_call(sql: &str, tree: &Tree, call: &Call) -> String {
    let mut all = format!("({}", &sql[call.name.span.range()]);
    if call.form != CallForm::Plain {
        all += &format!(":{:?}", call.form);
    }
    match call.quantifier {
        SetQuantifier::None => {}
        SetQuantifier::All(_) => all += " all",
        SetQuantifier::Distinct(_) => all += " distinct",
    }
    if call.star {
        all += " *";
    }
    all += &list(sql, tree, &call.args);
    if !call.order_by.is_empty() {
        all += &format!(" order {}", order(sql, tree, &call.order_by));
    }
    if !call.within_group.is_empty() {
        all += &format!(" within {}", order(sql, tree, &call.within_group));
    }
    if let Some(nulls) = call.nulls {
        let word = if nulls.ignore { "ignore" } else { "respect" };
        all += &format!(
            " {word}-{}",
            if nulls.inside { "inside" } else { "outside" }
        );
    }
    if let Some(filter) = call.filter {
        all += &format!(" filter {}", show(sql, tree, filter));
    }
    if let Some(over) = &call.over {
        all += &format!(" over {}", show_window(sql, tree, &over.window));
    }
    all + ")"
}

fn show_window(sql: &str, tree: &Tree, window: &Window) -> String {
    let mut parts = Vec::new();
    if let Some(base) = window.base {
        parts.push(sql[base.span.range()].to_owned());
    }
    if !window.partition_by.is_empty() {
        parts.push(format!("by{}", list(sql, tree, &window.partition_by)));
    }
    if !window.order_by.is_empty() {
        parts.push(format!("order {}", order(sql, tree, &window.order_by)));
    }
    if let Some(frame) = &window.frame {
        let bound = |bound: &Bound| match bound {
            Bound::Preceding(n) => format!("-{}", show(sql, tree, *n)),
            Bound::Following(n) => format!("+{}", show(sql, tree, *n)),
            other => format!("{other:?}"),
        };
        let word = if frame.rows { "rows" } else { "range" };
        let end = frame
            .end
            .as_ref()
            .map(|end| format!("..{}", bound(end)))
            .unwrap_or_default();
        parts.push(format!("{word} {}{end}", bound(&frame.start)));
    }
    format!("({})", parts.join("; "))
}
