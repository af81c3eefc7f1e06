//! The types of expressions, and what the names in them mean.
//!
//! `expr` recurses as deep as the parser let the text nest; chains of operators are loops.

use std::borrow::Cow;

use super::facts::{ColumnUse, Contains};
use super::resolver::Resolver;
use super::rules;
use super::scope::{self, Found};
use super::types::Type;
use super::{CallTypes, TypedArg, names};
use crate::redshift::tree::{
    BinaryOp, Bound, Call, CallForm, Expr, ExprId, Literal, Name, OrderItem, PathStep, Quantifier,
    QueryId, UnaryOp, Window,
};

/// Functions whose first argument is a date part, which looks like a column where it is not in quotes.
const DATE_PART_FIRST: &[&str] = &[
    "dateadd",
    "date_add",
    "datediff",
    "date_diff",
    "datepart",
    "date_part",
    "pgdate_part",
    "date_trunc",
    "extract",
];

impl<'a> Resolver<'a> {
    /// Reads an expression: its type and those of all in it are in the facts afterwards.
    pub(super) fn expr(&mut self, id: ExprId) -> Type {
        let outside = std::mem::take(&mut self.contains);
        let ty = self.node(id);
        self.facts.types.set(id, ty);
        self.facts.contains.set(id, self.contains);
        self.contains = outside.and(self.contains);
        ty
    }

    pub(super) fn exprs(&mut self, ids: &[ExprId]) {
        for id in ids {
            self.expr(*id);
        }
    }

    pub(super) fn optional(&mut self, id: Option<ExprId>) {
        if let Some(id) = id {
            self.expr(id);
        }
    }

    fn node(&mut self, id: ExprId) -> Type {
        let tree = self.tree;
        match &tree.exprs[id] {
            Expr::Column(name) => self.column(id, name),
            Expr::Literal(kind) => rules::literal(*kind, self.source.slice(tree.span(id)), false),
            Expr::TypedLiteral { ty, .. } => Type::from_data_type(self.source, ty),
            Expr::Interval { units, .. } => units.map_or(Type::Interval, Type::of_interval),
            Expr::Unary { op, operand, .. } => self.unary(*op, *operand),
            Expr::Chain { operands, ops } => self.chain(operands, ops),
            Expr::Paren(inner)
            | Expr::Prior(inner)
            | Expr::OuterMark(inner)
            | Expr::Collate { operand: inner, .. } => self.expr(*inner),
            Expr::Case {
                operand,
                whens,
                otherwise,
            } => self.case(*operand, whens, *otherwise),
            Expr::Cast { operand, ty, .. } => {
                self.expr(*operand);
                Type::from_data_type(self.source, ty)
            }
            Expr::AtTimeZone { operand, zone } => {
                self.expr(*zone);
                at_time_zone(self.expr(*operand))
            }
            Expr::Call(call) => self.call(call),
            Expr::Path { base, steps } => self.path(*base, steps),
            Expr::Array(items) => {
                self.exprs(items);
                Type::Super
            }
            Expr::Row(items) => {
                self.exprs(items);
                Type::Unknown
            }
            Expr::Subquery(query) => self.scalar(*query),
            Expr::Placeholder | Expr::Param | Expr::Default | Expr::Error => Type::Unknown,
            Expr::Is { .. }
            | Expr::IsDistinct { .. }
            | Expr::Match { .. }
            | Expr::Between { .. }
            | Expr::InList { .. }
            | Expr::InQuery { .. }
            | Expr::Quantified { .. }
            | Expr::Exists(_) => {
                self.predicate(&tree.exprs[id]);
                Type::Boolean
            }
        }
    }

    /// The operands of what is TRUE, FALSE or NULL.
    fn predicate(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Is { operand, .. } => {
                self.expr(*operand);
            }
            Expr::IsDistinct { left, right, .. } => self.exprs(&[*left, *right]),
            Expr::Match {
                operand,
                pattern,
                escape,
                ..
            } => {
                self.exprs(&[*operand, *pattern]);
                self.optional(*escape);
            }
            Expr::Between {
                operand, low, high, ..
            } => self.exprs(&[*operand, *low, *high]),
            Expr::InList { operand, list, .. } => {
                self.expr(*operand);
                self.exprs(list);
            }
            Expr::InQuery { operand, query, .. } => {
                self.expr(*operand);
                self.subquery(*query);
            }
            Expr::Quantified { left, right, .. } => {
                self.expr(*left);
                match right {
                    Quantifier::Query(query) => self.subquery(*query),
                    Quantifier::Expr(expr) => {
                        self.expr(*expr);
                    }
                }
            }
            Expr::Exists(query) => self.subquery(*query),
            Expr::Column(_)
            | Expr::Literal(_)
            | Expr::TypedLiteral { .. }
            | Expr::Interval { .. }
            | Expr::Placeholder
            | Expr::Param
            | Expr::Default
            | Expr::Unary { .. }
            | Expr::Chain { .. }
            | Expr::Subquery(_)
            | Expr::Row(_)
            | Expr::Paren(_)
            | Expr::Case { .. }
            | Expr::Cast { .. }
            | Expr::AtTimeZone { .. }
            | Expr::Call(_)
            | Expr::Path { .. }
            | Expr::Array(_)
            | Expr::Prior(_)
            | Expr::OuterMark(_)
            | Expr::Collate { .. }
            | Expr::Error => {}
        }
    }

    /// A query inside an expression: it contains no aggregates or windows of the expression.
    fn subquery(&mut self, query: QueryId) {
        let outside = std::mem::take(&mut self.contains);
        self.query(query);
        self.contains = outside;
        self.contains.subquery = true;
    }

    fn scalar(&mut self, query: QueryId) -> Type {
        self.subquery(query);
        match self.facts.outputs(query) {
            Some([only]) => only.ty,
            _ => Type::Unknown,
        }
    }

    fn unary(&mut self, op: UnaryOp, operand: ExprId) -> Type {
        let ty = self.expr(operand);
        // A minus before a number is part of it: -2147483648 is an INTEGER.
        if op == UnaryOp::Minus
            && let Expr::Literal(Literal::Integer) = &self.tree.exprs[operand]
        {
            let text = self.source.slice(self.tree.span(operand));
            return rules::literal(Literal::Integer, text, true);
        }
        rules::unary(op, ty)
    }

    fn chain(&mut self, operands: &[ExprId], ops: &[(BinaryOp, crate::span::Span)]) -> Type {
        let mut rest = operands.iter();
        let Some(first) = rest.next() else {
            return Type::Unknown;
        };
        let mut ty = self.expr(*first);
        for (operand, (op, _)) in rest.zip(ops) {
            let right = self.expr(*operand);
            ty = rules::binary(*op, ty, right);
        }
        ty
    }

    fn case(
        &mut self,
        operand: Option<ExprId>,
        whens: &[(ExprId, ExprId)],
        otherwise: Option<ExprId>,
    ) -> Type {
        self.optional(operand);
        let mut ty = Type::Null;
        for (when, then) in whens {
            self.expr(*when);
            ty = rules::common_of_two(ty, self.expr(*then));
        }
        match otherwise {
            Some(otherwise) => rules::common_of_two(ty, self.expr(otherwise)),
            None => ty,
        }
    }

    fn path(&mut self, base: ExprId, steps: &[PathStep]) -> Type {
        let root = self.expr(base);
        for step in steps {
            match step {
                PathStep::Index(index) => {
                    self.expr(*index);
                }
                PathStep::Field(_) => {}
            }
        }
        scope::path_type(root)
    }

    fn column(&mut self, id: ExprId, name: &Name) -> Type {
        let found = match self.parts(name) {
            Some(parts) => {
                let found = self.lookup(&parts);
                if found.missing {
                    self.missing_name(name, &parts);
                }
                found
            }
            None => Found::new(ColumnUse::Unknown, Type::Unknown),
        };
        let ty = match found.alias_of {
            Some(expr) => self.facts.ty(expr),
            None => found.ty,
        };
        if matches!(
            found.meaning,
            ColumnUse::Alias { .. } | ColumnUse::AliasOrColumn { .. }
        ) {
            self.contains.alias = true;
        }
        self.facts.columns.set(id, found.meaning);
        self.facts.namesakes.extend(found.namesake);
        ty
    }

    /// What a name means here; a query that names a column of one around it is marked.
    pub(super) fn lookup(&mut self, parts: &[Cow<'_, str>]) -> Found {
        if let Some(first) = parts.first()
            && let Some(ty) = self.variables.get(first.as_ref())
        {
            let ty = if parts.len() == 1 { *ty } else { Type::Unknown };
            return Found::new(ColumnUse::Variable, ty);
        }
        let found = scope::lookup(&self.scopes, parts).unwrap_or_else(Found::missing);
        for scope in self.scopes.iter().rev().take(depth_of(&found.meaning)) {
            if let Some(query) = scope.query
                && let Some(facts) = self.facts.queries.get(query)
                && !facts.correlated
            {
                let mut facts = facts.clone();
                facts.correlated = true;
                self.facts.queries.set(query, facts);
            }
        }
        found
    }

    fn call(&mut self, call: &'a Call) -> Type {
        let name = self.function_name(&call.name);
        let part_first = call.form == CallForm::Extract
            || name
                .as_deref()
                .is_some_and(|name| DATE_PART_FIRST.contains(&name));
        let mut args = Vec::with_capacity(call.args.len());
        for (position, id) in call.args.iter().enumerate() {
            args.push(self.argument(*id, part_first && position == 0));
        }
        self.order_items(&call.order_by);
        let mut within_group = Vec::with_capacity(call.within_group.len());
        for item in &call.within_group {
            within_group.push(self.expr(item.expr));
        }
        self.optional(call.filter);
        if let Some(over) = &call.over {
            self.window(&over.window);
            self.contains.window = true;
        }
        let Some(name) = name else {
            return Type::Unknown;
        };
        if call.over.is_none() && self.functions.is_aggregate(&name) {
            self.contains.aggregate = true;
        }
        self.call_type(&CallTypes {
            name: &name,
            call,
            args: &args,
            within_group: &within_group,
        })
    }

    /// The name of a function of Redshift itself; `None` for one of another schema.
    fn function_name(&self, name: &Name) -> Option<Cow<'a, str>> {
        let mut parts = self.parts(name)?;
        let last = parts.pop()?;
        match parts.as_slice() {
            [] => Some(last),
            [schema] if schema == "pg_catalog" => Some(last),
            _ => None,
        }
    }

    fn argument(&mut self, id: ExprId, part: bool) -> TypedArg<'a> {
        let tree = self.tree;
        let ty = if part
            && let Expr::Column(name) = &tree.exprs[id]
            && name.parts.len() == 1
        {
            self.facts.columns.set(id, ColumnUse::DatePart);
            self.facts.types.set(id, Type::UnknownLiteral);
            Type::UnknownLiteral
        } else {
            self.expr(id)
        };
        let inner = self.without_parens(id);
        TypedArg {
            ty,
            expr: &tree.exprs[inner],
            text: self.source.slice(tree.span(inner)),
        }
    }

    /// Keys of ORDER BY that are expressions: inside a call or a window.
    pub(super) fn order_items(&mut self, items: &[OrderItem]) {
        for item in items {
            self.expr(item.expr);
        }
    }

    pub(super) fn window(&mut self, window: &Window) {
        self.exprs(&window.partition_by);
        self.order_items(&window.order_by);
        if let Some(frame) = &window.frame {
            self.bound(&frame.start);
            if let Some(end) = &frame.end {
                self.bound(end);
            }
        }
    }

    fn bound(&mut self, bound: &Bound) {
        match bound {
            Bound::Preceding(expr) | Bound::Following(expr) => {
                self.expr(*expr);
            }
            Bound::UnboundedPreceding | Bound::CurrentRow | Bound::UnboundedFollowing => {}
        }
    }

    /// What a condition or list in the place of an expression contains, without keeping it for the one around.
    pub(super) fn contained(&mut self, read: impl FnOnce(&mut Self)) -> Contains {
        let outside = std::mem::take(&mut self.contains);
        read(self);
        std::mem::replace(&mut self.contains, outside)
    }

    /// The name that a column made of this expression gets, folded.
    pub(super) fn implied_name(&self, expr: ExprId) -> Option<Cow<'a, str>> {
        names::implied_name(self.source, self.tree, expr)
    }
}

fn at_time_zone(operand: Type) -> Type {
    if operand == Type::Timestamp {
        Type::TimestampTz
    } else if operand == Type::TimestampTz {
        Type::Timestamp
    } else if operand.is_time() {
        Type::TimeTz
    } else {
        Type::Unknown
    }
}

fn depth_of(meaning: &ColumnUse) -> usize {
    match meaning {
        ColumnUse::Column { depth, .. }
        | ColumnUse::Merged { depth, .. }
        | ColumnUse::Alias { depth, .. }
        | ColumnUse::SuperPath { depth, .. }
        | ColumnUse::WholeRow { depth, .. } => *depth,
        ColumnUse::Unknown
        | ColumnUse::AliasOrColumn { .. }
        | ColumnUse::Variable
        | ColumnUse::DatePart
        | ColumnUse::Level => 0,
    }
}
