//! Prints queries and items of FROM anew: `SELECT a, b FROM t JOIN u USING (k) WHERE a > 0`.

use super::children::Slot;
use super::names::Place;
use super::print::Printer;
use super::tree::{
    BinaryOp, Body, Expr, ExprId, From, FromId, GroupItem, JoinCondition, JoinKind, Name, NodeRef,
    Query, Select, SelectItem, SetOp, Text, Window,
};

const fn set_operator(operator: SetOp) -> &'static str {
    match operator {
        SetOp::UnionAll => "UNION ALL",
        SetOp::UnionDistinct => "UNION DISTINCT",
        SetOp::Intersect => "INTERSECT DISTINCT",
        SetOp::Except => "EXCEPT DISTINCT",
    }
}

const fn join_keyword(kind: JoinKind) -> &'static str {
    match kind {
        JoinKind::Inner => "JOIN ",
        JoinKind::Left => "LEFT JOIN ",
        JoinKind::Right => "RIGHT JOIN ",
        JoinKind::Full => "FULL JOIN ",
        JoinKind::Cross => "CROSS JOIN ",
    }
}

impl Printer<'_> {
    pub(super) fn print_query(&mut self, query: &Query) {
        for (index, (name, cte)) in query.ctes.iter().enumerate() {
            if index == 0 {
                self.w.keyword(if query.recursive {
                    "WITH RECURSIVE "
                } else {
                    "WITH "
                });
            }
            self.part(name, Place::Name);
            self.w.keyword(" AS ");
            self.paren_query(*cte);
            if index + 1 < query.ctes.len() {
                let end = self.end_of(Some(NodeRef::Query(*cte)));
                self.comma(end, None);
            }
            self.break_or_blank();
        }
        self.child(NodeRef::Body(query.body), Slot::Any);
        if let Some(first) = query.order_by.first() {
            self.clause("ORDER BY ", Some(NodeRef::Expr(first.expr)));
            self.order_items(&query.order_by);
        }
        self.clause_expr("LIMIT ", query.limit);
        if let Some(offset) = query.offset {
            // OFFSET belongs to LIMIT and stays on its line.
            self.w.keyword(" OFFSET ");
            self.expr(offset, Slot::Any);
        }
    }

    /// A new line where there are lines, else a blank.
    pub(super) fn break_or_blank(&mut self) {
        if self.multi {
            self.line();
        } else {
            self.w.put(" ");
        }
    }

    fn clause_expr(&mut self, keyword: &str, id: Option<ExprId>) {
        if let Some(id) = id {
            self.clause(keyword, Some(NodeRef::Expr(id)));
            self.expr(id, Slot::Any);
        }
    }

    /// A clause with a condition: where there are lines, each operand of AND has its own.
    pub(super) fn clause_condition(&mut self, keyword: &str, id: ExprId) {
        self.clause(keyword, Some(NodeRef::Expr(id)));
        self.condition(id);
    }

    fn condition(&mut self, id: ExprId) {
        let tree = self.tree;
        if let (Expr::Chain(operands, operators), true) =
            (&tree.exprs[id].kind, self.multi && !self.preserve)
            && operators.first() == Some(&BinaryOp::And)
        {
            return self.indented(|p| p.chain(operands, operators, true));
        }
        self.expr(id, Slot::Any);
    }

    pub(super) fn print_body(&mut self, body: &Body) {
        match body {
            Body::Select(select) => self.select(select),
            Body::Query(query) => self.paren_query(*query),
            Body::Set(operator, bodies) => {
                for (index, body) in bodies.iter().enumerate() {
                    if index > 0 {
                        self.clause(set_operator(*operator), Some(NodeRef::Body(*body)));
                        self.break_or_blank();
                    }
                    self.child(NodeRef::Body(*body), Slot::SetOperand);
                }
            }
            Body::Placeholder(span) => self.w.copy(*span),
        }
    }

    fn select(&mut self, select: &Select) {
        self.w.keyword("SELECT");
        self.keyword_if(select.distinct, " DISTINCT");
        self.keyword_if(select.as_struct, " AS STRUCT");
        let next = self.start_of(first_after_items(select));
        self.select_items(&select.items, next);
        if let Some(first) = select.from.first() {
            self.clause("FROM ", Some(NodeRef::From(*first)));
            self.froms(&select.from);
        }
        if let Some(selection) = select.selection {
            self.clause_condition("WHERE ", selection);
        }
        if select.group_by_all {
            self.clause("GROUP BY ALL", None);
        } else if !select.group_by.is_empty() {
            self.clause("GROUP BY ", None);
            self.group_items(&select.group_by);
        }
        if let Some(having) = select.having {
            self.clause_condition("HAVING ", having);
        }
        if let Some(qualify) = select.qualify {
            self.clause_condition("QUALIFY ", qualify);
        }
        self.windows(&select.windows);
    }

    fn windows(&mut self, windows: &[(Text, Window)]) {
        for (index, (name, window)) in windows.iter().enumerate() {
            if index == 0 {
                self.clause("WINDOW ", None);
            } else {
                self.w.put(", ");
            }
            self.part(name, Place::Name);
            self.w.keyword(" AS ");
            self.window(window);
        }
    }

    /// The select list; `after` is where the next clause begins in the source.
    fn select_items(&mut self, items: &[SelectItem], after: Option<u32>) {
        let broken = self.multi && items.len() > 1;
        for (index, item) in items.iter().enumerate() {
            if broken {
                self.indented(Self::line);
            } else {
                self.w.put(" ");
            }
            self.select_item(item);
            let end = self.end_of_item(item);
            match items.get(index + 1) {
                Some(next) => self.comma(end, self.start_of(item_node(next))),
                None => self.last_item(end, after),
            }
        }
    }

    /// Where an item ends in the source: with its alias, if that stands there.
    fn end_of_item(&self, item: &SelectItem) -> Option<u32> {
        match item {
            SelectItem::Expr {
                alias: Some(Text::Source(alias)),
                ..
            } => Some(alias.end),
            SelectItem::Expr { .. } | SelectItem::Star { .. } | SelectItem::Placeholder(_) => {
                self.end_of(item_node(item))
            }
        }
    }

    /// The comments on the line of the last item.
    fn last_item(&mut self, end: Option<u32>, after: Option<u32>) {
        if let Some(end) = end {
            self.w.comments_beside(end, true);
            if after.is_some() {
                self.w.comments_after_comma(end, after);
            }
        }
    }

    fn select_item(&mut self, item: &SelectItem) {
        match item {
            SelectItem::Expr { expr, alias } => {
                let node = NodeRef::Expr(*expr);
                let indent = self.indent;
                self.indent += 2;
                self.child(node, Slot::Any);
                self.indent = indent;
                if let (Some(end), true) = (self.end_of(Some(node)), alias.is_some()) {
                    self.w.comments_beside(end, false);
                }
                self.alias(alias.as_ref());
            }
            SelectItem::Star { qualifier, except } => {
                if let Some(qualifier) = qualifier {
                    self.path(qualifier, Place::Name);
                    self.w.put(".");
                }
                self.w.put("*");
                if !except.is_empty() {
                    self.w.keyword(" EXCEPT ");
                    self.names(except);
                }
            }
            SelectItem::Placeholder(span) => self.w.copy(*span),
        }
    }

    fn group_items(&mut self, items: &[GroupItem]) {
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.w.put(", ");
            }
            match item {
                GroupItem::Expr(id) => self.expr(*id, Slot::Any),
                GroupItem::Rollup(lists) => self.group_lists("ROLLUP (", lists),
                GroupItem::Cube(lists) => self.group_lists("CUBE (", lists),
                GroupItem::Sets(items) => {
                    self.w.keyword("GROUPING SETS (");
                    self.group_items(items);
                    self.w.put(")");
                }
                GroupItem::List(list) => self.paren_exprs(list),
            }
        }
    }

    fn group_lists(&mut self, keyword: &str, lists: &[Vec<ExprId>]) {
        self.w.keyword(keyword);
        for (index, list) in lists.iter().enumerate() {
            if index > 0 {
                self.w.put(", ");
            }
            match list.as_slice() {
                [only] => self.expr(*only, Slot::Any),
                several => self.paren_exprs(several),
            }
        }
        self.w.put(")");
    }

    pub(super) fn print_from(&mut self, from: &From) {
        match from {
            From::Table { name, alias } => {
                self.name(name);
                self.alias(alias.as_ref());
            }
            From::Query { query, alias } => {
                self.paren_query(*query);
                self.alias(alias.as_ref());
            }
            From::Unnest {
                array,
                alias,
                offset,
            } => {
                self.w.keyword("UNNEST");
                self.paren_exprs(&[*array]);
                self.alias(alias.as_ref());
                if let Some(offset) = offset {
                    self.w.keyword(" WITH OFFSET");
                    self.alias(Some(offset));
                }
            }
            From::Function { call, alias } => {
                self.expr(*call, Slot::Any);
                self.alias(alias.as_ref());
            }
            From::Join {
                left,
                right,
                kind,
                condition,
            } => self.join(*left, *right, *kind, condition),
            From::Paren(inner) => {
                // BigQuery has parentheses around joins only.
                let join = matches!(self.tree.froms[*inner].kind, From::Join { .. });
                if join {
                    self.w.put("(");
                }
                self.item(*inner, Slot::Any);
                if join {
                    self.w.put(")");
                }
            }
            From::Pivot {
                input,
                aggregates,
                column,
                values,
                alias,
            } => {
                self.item(*input, Slot::JoinOperand);
                self.w.keyword(" PIVOT (");
                self.aliased(aggregates);
                self.w.keyword(" FOR ");
                self.expr(*column, super::children::SIGNED);
                self.w.keyword(" IN (");
                self.aliased(values);
                self.w.put("))");
                self.alias(alias.as_ref());
            }
            From::Unpivot {
                input,
                include_nulls,
                value,
                name,
                columns,
                alias,
            } => {
                self.item(*input, Slot::JoinOperand);
                self.w.keyword(if *include_nulls {
                    " UNPIVOT INCLUDE NULLS ("
                } else {
                    " UNPIVOT ("
                });
                self.part(value, Place::Name);
                self.w.keyword(" FOR ");
                self.part(name, Place::Name);
                self.w.keyword(" IN (");
                self.unpivot_columns(columns);
                self.w.put("))");
                self.alias(alias.as_ref());
            }
        }
    }

    fn unpivot_columns(&mut self, columns: &[(Name, Option<Text>)]) {
        for (index, (column, label)) in columns.iter().enumerate() {
            if index > 0 {
                self.w.put(", ");
            }
            self.path(column, Place::Column);
            if let Some(label) = label {
                self.w.keyword(" AS ");
                self.name_as_string(label);
            }
        }
    }

    fn join(&mut self, left: FromId, right: FromId, kind: JoinKind, condition: &JoinCondition) {
        self.item(left, Slot::Any);
        self.clause(join_keyword(kind), Some(NodeRef::From(right)));
        self.item(right, Slot::JoinOperand);
        match condition {
            JoinCondition::None => {}
            JoinCondition::On(id) => {
                self.w.keyword(" ON ");
                self.condition(*id);
            }
            JoinCondition::Using(columns) => {
                self.w.keyword(" USING ");
                self.names(columns);
            }
        }
    }
}

/// The node of an item.
fn item_node(item: &SelectItem) -> Option<NodeRef> {
    match item {
        SelectItem::Expr { expr, .. } => Some(NodeRef::Expr(*expr)),
        SelectItem::Star { .. } | SelectItem::Placeholder(_) => None,
    }
}

/// The first node after the select list.
fn first_after_items(select: &Select) -> Option<NodeRef> {
    let from = select.from.first().map(|id| NodeRef::From(*id));
    let conditions = [select.selection, select.having, select.qualify];
    from.or_else(|| conditions.into_iter().flatten().next().map(NodeRef::Expr))
}
