//! The children of every node of the target tree, in the order in which they are printed, with what their place asks of
//! them: BigQuery's precedence for expressions, parentheses for set operations and joins.
//!
//! The levels of [`Precedence`] are those of GoogleSQL's own parser, tried one by one: `a * b || c` is `(a * b) || c`, but
//! `a + b || c` is `a + (b || c)`; comparisons, IS, LIKE, BETWEEN and IN do not chain.

use super::statement::{
    AlterAction, Column, Insert, InsertSource, LoadData, Merge, MergeAction, Node as StatementNode,
    Options, TableElement,
};
use super::tree::{
    Arg, BinaryOp, Body, Bound, Call, Expr, ExprId, From, FromId, GroupItem, JoinCondition,
    JoinKind, Literal, NodeRef, OrderItem, Query, Select, SelectItem, Tree, UnaryOp, Window,
};

/// How tightly an expression binds, loosest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precedence {
    /// OR.
    Or,
    /// AND.
    And,
    /// NOT.
    Not,
    /// `=`, `<`, IS, LIKE, BETWEEN, IN: they do not chain.
    Compare,
    /// `|`.
    BitOr,
    /// `^`.
    BitXor,
    /// `&`.
    BitAnd,
    /// `<<`, `>>`.
    Shift,
    /// `+`, `-`.
    Add,
    /// `||`.
    Concat,
    /// `*`, `/`.
    Mul,
    /// `-a`, `+a`, `~a`; INTERVAL.
    Unary,
    /// Everything that has its own brackets, names and constants.
    Primary,
}

impl Precedence {
    /// The next tighter level.
    pub const fn above(self) -> Self {
        match self {
            Self::Or => Self::And,
            Self::And => Self::Not,
            Self::Not => Self::Compare,
            Self::Compare => Self::BitOr,
            Self::BitOr => Self::BitXor,
            Self::BitXor => Self::BitAnd,
            Self::BitAnd => Self::Shift,
            Self::Shift => Self::Add,
            Self::Add => Self::Concat,
            Self::Concat => Self::Mul,
            Self::Mul => Self::Unary,
            Self::Unary | Self::Primary => Self::Primary,
        }
    }
}

/// What the place of a child asks of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// Nothing.
    Any,
    /// An expression that binds at least so tightly, else parentheses.
    Expr(Precedence),
    /// An operand of a set operation: another one needs parentheses.
    SetOperand,
    /// The right side of a join, the input of PIVOT: a join needs parentheses.
    JoinOperand,
    /// An item of FROM after a comma: BigQuery demands parentheses around RIGHT and FULL joins there.
    AfterComma,
}

/// Takes the children one by one.
pub type Visit<'v> = &'v mut dyn FnMut(NodeRef, Slot);

/// Whether the node needs parentheses in this place.
pub fn needs_parens(tree: &Tree, node: NodeRef, slot: Slot) -> bool {
    match (slot, node) {
        (Slot::Expr(least), NodeRef::Expr(id)) => precedence(tree, id) < least,
        (Slot::SetOperand, NodeRef::Body(id)) => matches!(tree.bodies[id].kind, Body::Set(..)),
        (Slot::JoinOperand, NodeRef::From(id)) => matches!(tree.froms[id].kind, From::Join { .. }),
        (Slot::AfterComma, NodeRef::From(id)) => has_outer_join(tree, id),
        (Slot::Any, _)
        | (Slot::Expr(_), NodeRef::Query(_) | NodeRef::Body(_) | NodeRef::From(_))
        | (Slot::SetOperand, NodeRef::Expr(_) | NodeRef::Query(_) | NodeRef::From(_))
        | (
            Slot::JoinOperand | Slot::AfterComma,
            NodeRef::Expr(_) | NodeRef::Query(_) | NodeRef::Body(_),
        ) => false,
    }
}

/// Whether a RIGHT or FULL join stands on the left spine.
fn has_outer_join(tree: &Tree, mut id: FromId) -> bool {
    while let From::Join { left, kind, .. } = &tree.froms[id].kind {
        match kind {
            JoinKind::Right | JoinKind::Full => return true,
            JoinKind::Inner | JoinKind::Left | JoinKind::Cross => id = *left,
        }
    }
    false
}

/// How tightly an expression binds.
pub fn precedence(tree: &Tree, mut id: ExprId) -> Precedence {
    loop {
        return match &tree.exprs[id].kind {
            Expr::Chain(operands, operators) => match (operands.as_slice(), operators.first()) {
                ([only], _) => {
                    id = *only;
                    continue;
                }
                (_, Some(operator)) => operator_precedence(*operator),
                (_, None) => Precedence::Or,
            },
            Expr::Unary(UnaryOp::Not, _) => Precedence::Not,
            Expr::Unary(UnaryOp::Plus | UnaryOp::Minus | UnaryOp::BitNot, _)
            | Expr::Interval { .. } => Precedence::Unary,
            // `-1` is a sign with its operand, and `1.x` would be a number.
            Expr::Literal(Literal::Int64 | Literal::Float64, _) => Precedence::Unary,
            Expr::Compare(..)
            | Expr::Is { .. }
            | Expr::IsDistinct { .. }
            | Expr::Like { .. }
            | Expr::Between { .. }
            | Expr::InList { .. }
            | Expr::InQuery { .. }
            | Expr::InUnnest { .. } => Precedence::Compare,
            Expr::Column(_)
            | Expr::Literal(..)
            | Expr::Parameter(_)
            | Expr::SystemVariable(_)
            | Expr::Placeholder(_)
            | Expr::Default
            | Expr::Exists(_)
            | Expr::Subquery(_)
            | Expr::ArrayQuery(_)
            | Expr::Paren(_)
            | Expr::Tuple(_)
            | Expr::Struct(_)
            | Expr::Array(_)
            | Expr::Case { .. }
            | Expr::Cast { .. }
            | Expr::Extract { .. }
            | Expr::Call(_)
            | Expr::With { .. }
            | Expr::Index { .. }
            | Expr::Field { .. }
            | Expr::Hole(_) => Precedence::Primary,
        };
    }
}

/// The level of an operator that chains.
pub fn operator_precedence(operator: BinaryOp) -> Precedence {
    match operator {
        BinaryOp::Or => Precedence::Or,
        BinaryOp::And => Precedence::And,
        BinaryOp::BitOr => Precedence::BitOr,
        BinaryOp::BitXor => Precedence::BitXor,
        BinaryOp::BitAnd => Precedence::BitAnd,
        BinaryOp::Shl | BinaryOp::Shr => Precedence::Shift,
        BinaryOp::Add | BinaryOp::Sub => Precedence::Add,
        BinaryOp::Concat => Precedence::Concat,
        BinaryOp::Mul | BinaryOp::Div => Precedence::Mul,
    }
}

/// What a place after or before an operator asks: the first operand may be of the operator's own level.
pub fn operand_slot(operator: BinaryOp, first: bool) -> Slot {
    let level = operator_precedence(operator);
    match operator {
        // `a AND (b AND c)` is `a AND b AND c`.
        BinaryOp::Or | BinaryOp::And => Slot::Expr(level),
        BinaryOp::BitOr
        | BinaryOp::BitXor
        | BinaryOp::BitAnd
        | BinaryOp::Shl
        | BinaryOp::Shr
        | BinaryOp::Add
        | BinaryOp::Sub
        | BinaryOp::Mul
        | BinaryOp::Div
        | BinaryOp::Concat => Slot::Expr(if first { level } else { level.above() }),
    }
}

/// Operands of comparisons, IS, LIKE, BETWEEN, IN.
pub const COMPARED: Slot = Slot::Expr(Precedence::BitOr);
/// The operand of a sign; the quantity of an INTERVAL.
pub const SIGNED: Slot = Slot::Expr(Precedence::Unary);
/// What stands before `[` and `.`.
pub const INDEXED: Slot = Slot::Expr(Precedence::Primary);

/// What the operand of a unary operator has to be.
pub fn unary_slot(operator: UnaryOp) -> Slot {
    match operator {
        UnaryOp::Not => Slot::Expr(Precedence::Not),
        UnaryOp::Plus | UnaryOp::Minus | UnaryOp::BitNot => SIGNED,
    }
}

/// Calls `visit` for every child of the node, in the order in which they are printed.
pub fn for_each_child(tree: &Tree, node: NodeRef, visit: Visit<'_>) {
    match node {
        NodeRef::Expr(id) => expr_children(&tree.exprs[id].kind, visit),
        NodeRef::Query(id) => query_children(&tree.queries[id].kind, visit),
        NodeRef::Body(id) => match &tree.bodies[id].kind {
            Body::Select(select) => select_children(select, visit),
            Body::Query(query) => visit(NodeRef::Query(*query), Slot::Any),
            Body::Set(_, bodies) => {
                for body in bodies {
                    visit(NodeRef::Body(*body), Slot::SetOperand);
                }
            }
            Body::Placeholder(_) => {}
        },
        NodeRef::From(id) => from_children(&tree.froms[id].kind, visit),
    }
}

fn expr(id: ExprId, slot: Slot, visit: Visit<'_>) {
    visit(NodeRef::Expr(id), slot);
}

fn exprs<'e>(ids: impl IntoIterator<Item = &'e ExprId>, visit: Visit<'_>) {
    for id in ids {
        visit(NodeRef::Expr(*id), Slot::Any);
    }
}

fn expr_children(kind: &Expr, visit: Visit<'_>) {
    match kind {
        Expr::Column(_)
        | Expr::Literal(..)
        | Expr::Parameter(_)
        | Expr::SystemVariable(_)
        | Expr::Placeholder(_)
        | Expr::Default
        | Expr::Hole(_) => {}
        Expr::Unary(operator, operand) => expr(*operand, unary_slot(*operator), visit),
        Expr::Chain(operands, operators) => {
            for (index, operand) in operands.iter().enumerate() {
                let operator = operators.get(index.saturating_sub(1));
                let slot =
                    operator.map_or(Slot::Any, |operator| operand_slot(*operator, index == 0));
                expr(*operand, slot, visit);
            }
        }
        Expr::Compare(_, left, right) | Expr::IsDistinct { left, right, .. } => {
            expr(*left, COMPARED, visit);
            expr(*right, COMPARED, visit);
        }
        Expr::Is { operand, .. } => expr(*operand, COMPARED, visit),
        Expr::Like {
            operand, pattern, ..
        } => {
            expr(*operand, COMPARED, visit);
            expr(*pattern, COMPARED, visit);
        }
        Expr::Between {
            operand, low, high, ..
        } => {
            for id in [operand, low, high] {
                expr(*id, COMPARED, visit);
            }
        }
        Expr::InList { operand, list, .. } => {
            expr(*operand, COMPARED, visit);
            exprs(list, visit);
        }
        Expr::InQuery { operand, query, .. } => {
            expr(*operand, COMPARED, visit);
            visit(NodeRef::Query(*query), Slot::Any);
        }
        Expr::InUnnest { operand, array, .. } => {
            expr(*operand, COMPARED, visit);
            expr(*array, Slot::Any, visit);
        }
        Expr::Exists(query) | Expr::Subquery(query) | Expr::ArrayQuery(query) => {
            visit(NodeRef::Query(*query), Slot::Any)
        }
        Expr::Paren(inner) => expr(*inner, Slot::Any, visit),
        Expr::Tuple(items) | Expr::Array(items) => exprs(items, visit),
        Expr::Struct(fields) => exprs(fields.iter().map(|(id, _)| id), visit),
        Expr::Case {
            operand,
            whens,
            otherwise,
        } => {
            exprs(operand, visit);
            for (when, then) in whens {
                exprs([when, then], visit);
            }
            exprs(otherwise, visit);
        }
        Expr::Cast {
            operand, format, ..
        } => {
            expr(*operand, Slot::Any, visit);
            exprs(format, visit);
        }
        Expr::Extract { operand, zone, .. } => {
            expr(*operand, Slot::Any, visit);
            exprs(zone, visit);
        }
        Expr::Interval { value, .. } => expr(*value, SIGNED, visit),
        Expr::Call(call) => call_children(call, visit),
        Expr::With { bindings, body } => {
            exprs(bindings.iter().map(|(_, id)| id), visit);
            expr(*body, Slot::Any, visit);
        }
        Expr::Index { base, index, .. } => {
            expr(*base, INDEXED, visit);
            expr(*index, Slot::Any, visit);
        }
        Expr::Field { base, .. } => expr(*base, INDEXED, visit),
    }
}

fn call_children(call: &Call, visit: Visit<'_>) {
    for arg in &call.args {
        match arg {
            Arg::Expr(id) | Arg::Named(_, id) => expr(*id, Slot::Any, visit),
            Arg::Part(_) | Arg::Star | Arg::Model(_) | Arg::Table(_) => {}
        }
    }
    order_children(&call.order_by, visit);
    exprs(&call.limit, visit);
    if let Some(window) = &call.over {
        window_children(window, visit);
    }
}

fn order_children(items: &[OrderItem], visit: Visit<'_>) {
    exprs(items.iter().map(|item| &item.expr), visit);
}

fn window_children(window: &Window, visit: Visit<'_>) {
    exprs(&window.partition_by, visit);
    order_children(&window.order_by, visit);
    if let Some(frame) = &window.frame {
        for bound in std::iter::once(&frame.start).chain(&frame.end) {
            match bound {
                Bound::Preceding(id) | Bound::Following(id) => expr(*id, COMPARED, visit),
                Bound::UnboundedPreceding | Bound::CurrentRow | Bound::UnboundedFollowing => {}
            }
        }
    }
}

fn query_children(query: &Query, visit: Visit<'_>) {
    for (_, id) in &query.ctes {
        visit(NodeRef::Query(*id), Slot::Any);
    }
    visit(NodeRef::Body(query.body), Slot::Any);
    order_children(&query.order_by, visit);
    exprs(&query.limit, visit);
    exprs(&query.offset, visit);
}

fn select_children(select: &Select, visit: Visit<'_>) {
    for item in &select.items {
        match item {
            SelectItem::Expr { expr: id, .. } => expr(*id, Slot::Any, visit),
            SelectItem::Star { .. } | SelectItem::Placeholder(_) => {}
        }
    }
    comma_items(&select.from, visit);
    exprs(&select.selection, visit);
    group_children(&select.group_by, visit);
    exprs(&select.having, visit);
    exprs(&select.qualify, visit);
    for (_, window) in &select.windows {
        window_children(window, visit);
    }
}

/// What an item of a FROM list has to be, by its position.
pub fn comma_slot(index: usize) -> Slot {
    if index == 0 {
        Slot::Any
    } else {
        Slot::AfterComma
    }
}

fn comma_items(froms: &[FromId], visit: Visit<'_>) {
    for (index, id) in froms.iter().enumerate() {
        visit(NodeRef::From(*id), comma_slot(index));
    }
}

fn group_children(items: &[GroupItem], visit: Visit<'_>) {
    for item in items {
        match item {
            GroupItem::Expr(id) => expr(*id, Slot::Any, visit),
            GroupItem::Rollup(lists) | GroupItem::Cube(lists) => {
                exprs(lists.iter().flatten(), visit)
            }
            GroupItem::Sets(items) => group_children(items, visit),
            GroupItem::List(list) => exprs(list, visit),
        }
    }
}

fn from_children(kind: &From, visit: Visit<'_>) {
    match kind {
        From::Table { .. } => {}
        From::Query { query, .. } => visit(NodeRef::Query(*query), Slot::Any),
        From::Unnest { array, .. } => expr(*array, Slot::Any, visit),
        From::Function { call, .. } => expr(*call, Slot::Any, visit),
        From::Join {
            left,
            right,
            condition,
            ..
        } => {
            visit(NodeRef::From(*left), Slot::Any);
            visit(NodeRef::From(*right), Slot::JoinOperand);
            match condition {
                JoinCondition::On(id) => expr(*id, Slot::Any, visit),
                JoinCondition::None | JoinCondition::Using(_) => {}
            }
        }
        From::Paren(inner) => visit(NodeRef::From(*inner), Slot::Any),
        From::Pivot {
            input,
            aggregates,
            column,
            values,
            ..
        } => {
            visit(NodeRef::From(*input), Slot::JoinOperand);
            exprs(aggregates.iter().map(|(id, _)| id), visit);
            expr(*column, SIGNED, visit);
            exprs(values.iter().map(|(id, _)| id), visit);
        }
        From::Unpivot { input, .. } => visit(NodeRef::From(*input), Slot::JoinOperand),
    }
}

/// Calls `visit` for every child of the statement, in the order in which they are printed.
pub fn for_each_statement_child(node: &StatementNode, visit: Visit<'_>) {
    match node {
        StatementNode::Query(query) => visit(NodeRef::Query(*query), Slot::Any),
        StatementNode::Insert(insert) => insert_children(insert, visit),
        StatementNode::Update(update) => {
            exprs(update.assignments.iter().map(|(_, id)| id), visit);
            comma_items(&update.from, visit);
            expr(update.selection, Slot::Any, visit);
        }
        StatementNode::Delete(delete) => expr(delete.selection, Slot::Any, visit),
        StatementNode::Merge(merge) => merge_children(merge, visit),
        StatementNode::CreateTable(table) => {
            for element in &table.elements {
                match element {
                    TableElement::Column(column) => column_children(column, visit),
                    TableElement::PrimaryKey(_)
                    | TableElement::ForeignKey { .. }
                    | TableElement::Placeholder(_) => {}
                }
            }
            options_children(&table.options, visit);
            if let Some(query) = table.query {
                visit(NodeRef::Query(query), Slot::Any);
            }
        }
        StatementNode::CreateView(view) => {
            options_children(&view.options, visit);
            visit(NodeRef::Query(view.query), Slot::Any);
        }
        StatementNode::CreateSchema { options, .. } => options_children(options, visit),
        StatementNode::Alter(alter) => match &alter.action {
            AlterAction::AddColumn(column) => column_children(column, visit),
            AlterAction::SetDefault(_, value) => expr(*value, Slot::Any, visit),
            AlterAction::SetColumnOptions(_, options) | AlterAction::SetOptions(options) => {
                options_children(options, visit)
            }
            AlterAction::DropColumn(_)
            | AlterAction::RenameTo(_)
            | AlterAction::RenameColumn(..)
            | AlterAction::AddConstraint(_)
            | AlterAction::DropConstraint(_)
            | AlterAction::DropPrimaryKey
            | AlterAction::SetDataType(..) => {}
        },
        StatementNode::LoadData(LoadData { files, .. }) => options_children(files, visit),
        StatementNode::ExportData { options, .. } => options_children(options, visit),
        StatementNode::ExportParts(parts) => {
            expr(parts.base, Slot::Any, visit);
            expr(parts.tail, Slot::Any, visit);
            options_children(&parts.options, visit);
        }
        StatementNode::Call { args, .. } => exprs(args, visit),
        StatementNode::Set { value, .. } => expr(*value, Slot::Any, visit),
        StatementNode::Drop { .. }
        | StatementNode::Truncate(_)
        | StatementNode::Begin
        | StatementNode::Commit
        | StatementNode::Rollback
        | StatementNode::Refused { .. }
        | StatementNode::Dropped { .. }
        | StatementNode::Placeholder(_) => {}
    }
}

fn insert_children(insert: &Insert, visit: Visit<'_>) {
    match &insert.source {
        InsertSource::Values(rows) => exprs(rows.iter().flatten(), visit),
        InsertSource::Query(query) => visit(NodeRef::Query(*query), Slot::Any),
    }
}

fn merge_children(merge: &Merge, visit: Visit<'_>) {
    visit(NodeRef::From(merge.source), Slot::JoinOperand);
    expr(merge.on, Slot::Any, visit);
    for clause in &merge.clauses {
        exprs(&clause.condition, visit);
        match &clause.action {
            MergeAction::Update(assignments) => exprs(assignments.iter().map(|(_, id)| id), visit),
            MergeAction::Delete => {}
            MergeAction::Insert { values, .. } => exprs(values, visit),
        }
    }
}

fn column_children(column: &Column, visit: Visit<'_>) {
    exprs(&column.default, visit);
}

fn options_children(options: &Options, visit: Visit<'_>) {
    exprs(options.iter().map(|(_, id)| id), visit);
}
