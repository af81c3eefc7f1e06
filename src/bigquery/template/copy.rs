//! Copies a template into a target tree: arguments fill the holes, and names stay apart.
//!
//! An argument that is repeated is bound once. Names of the template (bindings, aliases of sub-queries) that an argument
//! uses for a column are renamed, so nothing of the argument is captured.

use super::fold::{constant, holds_hole};
use super::own_names::Names;
use super::{ArgValue, HoleUse, Instantiation, Template, hole_of};
use crate::bigquery::names::{is_aggregate, is_window_function};
use crate::bigquery::tree::{
    Arg, Body, BodyId, Bound, Call, DatePart, Expr, ExprId, Frame, From, FromId, GroupItem, Hole,
    JoinCondition, Name, OrderItem, Origin, Query, QueryId, Select, SelectItem, Text, Tree, Window,
};

impl Template {
    /// Copies the template into the target tree with the arguments in its holes; the root gets the origin, the other new
    /// nodes are [`Origin::New`]. A hole without an argument stays a hole, which the checker refuses.
    pub fn instantiate(
        &self,
        target: &mut Tree,
        with: &Instantiation<'_>,
        origin: Origin,
    ) -> ExprId {
        let mut fills = self.fills(with);
        let mut repeated = Vec::new();
        for (hole, fill) in self.holes.iter().zip(&mut fills) {
            if hole.count > 1 && !hole.in_aggregate {
                let values = fill
                    .iter_mut()
                    .filter(|value| matches!(value, ArgValue::Expr { simple: false, .. }));
                repeated.extend(values.map(|value| (hole, value)));
            }
        }
        let mut names = Names::default();
        if !self.own_names.is_empty() || !repeated.is_empty() {
            names.take_columns(target, with);
        }
        let renames: Vec<_> = self
            .own_names
            .iter()
            .filter_map(|own| names.renamed(own))
            .collect();
        names
            .taken
            .extend(self.own_names.iter().map(|own| own.to_ascii_lowercase()));
        let mut bindings = Vec::new();
        for (hole, value) in repeated {
            let fresh = names.fresh(&hole.name);
            if let ArgValue::Expr { id, .. } = *value {
                bindings.push((Text::from(fresh.clone()), id));
            }
            let column = Name {
                parts: vec![fresh.into()],
            };
            let id = target.expr(Expr::Column(column), Origin::New);
            *value = ArgValue::Expr { id, simple: true };
        }
        let mut copier = Copier {
            template: self,
            target,
            fills: &fills,
            renames,
            with,
            queries: 0,
        };
        if bindings.is_empty() {
            return copier.expr(self.root, origin);
        }
        let body = copier.expr(self.root, Origin::New);
        target.expr(Expr::With { bindings, body }, origin)
    }

    /// For every hole, the arguments that fill it: one, or all from its name on.
    fn fills(&self, with: &Instantiation<'_>) -> Vec<Vec<ArgValue>> {
        let fill = |hole: &HoleUse| {
            let Some(first) = with.names.iter().position(|name| *name == hole.name) else {
                return Vec::new();
            };
            let count = if hole.rest { usize::MAX } else { 1 };
            with.args.iter().skip(first).take(count).copied().collect()
        };
        self.holes.iter().map(fill).collect()
    }
}

struct Copier<'a> {
    template: &'a Template,
    target: &'a mut Tree,
    /// For every hole, its arguments.
    fills: &'a [Vec<ArgValue>],
    renames: Vec<(&'a str, String)>,
    with: &'a Instantiation<'a>,
    /// How many sub-queries we stand in.
    queries: u32,
}

impl Copier<'_> {
    /// Copies an expression of the template.
    fn expr(&mut self, id: ExprId, origin: Origin) -> ExprId {
        let template = self.template;
        let hole = match hole_of(&template.tree, id) {
            Some(Hole::One(number)) => self.value(number),
            Some(Hole::Rest(_)) | None => None,
        };
        let kind = match hole {
            Some(arg) if origin == Origin::New => return arg,
            // The root has an origin of its own: a chain of one prints its operand.
            Some(arg) => Expr::Chain(vec![arg], Vec::new()),
            None => {
                let kind = self.kind(&template.tree.exprs[id].kind);
                constant(&kind, self.target, self.with.source)
                    .filter(|_| holds_hole(&template.tree, id))
                    .unwrap_or(kind)
            }
        };
        self.target.expr(kind, origin)
    }

    fn new_expr(&mut self, id: ExprId) -> ExprId {
        self.expr(id, Origin::New)
    }

    fn kind(&mut self, kind: &Expr) -> Expr {
        match kind {
            Expr::Literal(..)
            | Expr::Parameter(_)
            | Expr::SystemVariable(_)
            | Expr::Placeholder(_)
            | Expr::Default
            | Expr::Hole(_) => kind.clone(),
            Expr::Column(name) => Expr::Column(self.name(name)),
            Expr::Unary(operator, operand) => Expr::Unary(*operator, self.new_expr(*operand)),
            Expr::Chain(operands, operators) => Expr::Chain(self.each(operands), operators.clone()),
            Expr::Compare(operator, left, right) => {
                Expr::Compare(*operator, self.new_expr(*left), self.new_expr(*right))
            }
            Expr::Is { operand, not, what } => Expr::Is {
                operand: self.new_expr(*operand),
                not: *not,
                what: *what,
            },
            Expr::IsDistinct { left, right, not } => Expr::IsDistinct {
                left: self.new_expr(*left),
                right: self.new_expr(*right),
                not: *not,
            },
            Expr::Like {
                operand,
                not,
                pattern,
            } => Expr::Like {
                operand: self.new_expr(*operand),
                not: *not,
                pattern: self.new_expr(*pattern),
            },
            Expr::Between {
                operand,
                not,
                low,
                high,
            } => Expr::Between {
                operand: self.new_expr(*operand),
                not: *not,
                low: self.new_expr(*low),
                high: self.new_expr(*high),
            },
            Expr::InList { operand, not, list } => Expr::InList {
                operand: self.new_expr(*operand),
                not: *not,
                list: self.each(list),
            },
            Expr::InQuery {
                operand,
                not,
                query,
            } => Expr::InQuery {
                operand: self.new_expr(*operand),
                not: *not,
                query: self.query(*query),
            },
            Expr::InUnnest {
                operand,
                not,
                array,
            } => Expr::InUnnest {
                operand: self.new_expr(*operand),
                not: *not,
                array: self.new_expr(*array),
            },
            Expr::Subquery(query) => Expr::Subquery(self.query(*query)),
            Expr::ArrayQuery(query) => Expr::ArrayQuery(self.query(*query)),
            Expr::Exists(query) => Expr::Exists(self.query(*query)),
            Expr::Paren(inner) => Expr::Paren(self.new_expr(*inner)),
            Expr::Tuple(items) => Expr::Tuple(self.each(items)),
            Expr::Array(items) => Expr::Array(self.each(items)),
            Expr::Struct(fields) => Expr::Struct(self.struct_fields(fields)),
            Expr::Case {
                operand,
                whens,
                otherwise,
            } => Expr::Case {
                operand: self.optional(*operand),
                whens: whens
                    .iter()
                    .map(|(when, then)| (self.new_expr(*when), self.new_expr(*then)))
                    .collect(),
                otherwise: self.optional(*otherwise),
            },
            Expr::Cast {
                operand,
                ty,
                safe,
                format,
            } => Expr::Cast {
                operand: self.new_expr(*operand),
                ty: ty.clone(),
                safe: *safe,
                format: self.optional(*format),
            },
            Expr::Extract {
                part,
                operand,
                zone,
            } => Expr::Extract {
                part: self.part(*part),
                operand: self.new_expr(*operand),
                zone: self.optional(*zone),
            },
            Expr::Interval { value, from, to } => Expr::Interval {
                value: self.new_expr(*value),
                from: self.part(*from),
                to: to.map(|to| self.part(to)),
            },
            Expr::Call(call) => Expr::Call(Box::new(self.call(call))),
            Expr::With { bindings, body } => Expr::With {
                bindings: bindings
                    .iter()
                    .map(|(name, value)| (self.text(name), self.new_expr(*value)))
                    .collect(),
                body: self.new_expr(*body),
            },
            Expr::Index { base, kind, index } => Expr::Index {
                base: self.new_expr(*base),
                kind: *kind,
                index: self.new_expr(*index),
            },
            Expr::Field { base, name } => Expr::Field {
                base: self.new_expr(*base),
                name: self.text(name),
            },
        }
    }

    fn fill(&self, number: u32) -> &[ArgValue] {
        self.fills.get(number as usize).map_or(&[], Vec::as_slice)
    }

    fn value(&self, number: u32) -> Option<ExprId> {
        self.fill(number).first().copied().and_then(value_of)
    }

    fn part(&self, part: DatePart) -> DatePart {
        let DatePart::Hole(number) = part else {
            return part;
        };
        match self.fill(number) {
            [ArgValue::Part(filled), ..] => *filled,
            _ => part,
        }
    }

    fn optional(&mut self, id: Option<ExprId>) -> Option<ExprId> {
        id.map(|id| self.new_expr(id))
    }

    /// The arguments that a `$xs...` stands for.
    fn rest(&self, id: ExprId) -> Option<Vec<ExprId>> {
        let Some(Hole::Rest(number)) = hole_of(&self.template.tree, id) else {
            return None;
        };
        Some(
            self.fill(number)
                .iter()
                .copied()
                .filter_map(value_of)
                .collect(),
        )
    }

    fn each(&mut self, ids: &[ExprId]) -> Vec<ExprId> {
        let mut copies = Vec::with_capacity(ids.len());
        for id in ids {
            match self.rest(*id) {
                Some(rest) => copies.extend(rest),
                None => copies.push(self.new_expr(*id)),
            }
        }
        copies
    }

    fn struct_fields(&mut self, fields: &[(ExprId, Option<Text>)]) -> Vec<(ExprId, Option<Text>)> {
        let mut copies = Vec::with_capacity(fields.len());
        for (id, name) in fields {
            match self.rest(*id) {
                Some(rest) => copies.extend(rest.into_iter().map(|id| (id, None))),
                None => copies.push((self.new_expr(*id), self.alias(name.as_ref()))),
            }
        }
        copies
    }

    /// A text with the template's names renamed.
    fn text(&self, text: &Text) -> Text {
        if let Text::Own(own) = text
            && let Some((_, fresh)) = self
                .renames
                .iter()
                .find(|(name, _)| own.eq_ignore_ascii_case(name))
        {
            return Text::from(fresh.clone());
        }
        text.clone()
    }

    fn alias(&self, alias: Option<&Text>) -> Option<Text> {
        alias.map(|alias| self.text(alias))
    }

    fn name(&self, name: &Name) -> Name {
        Name {
            parts: name.parts.iter().map(|part| self.text(part)).collect(),
        }
    }

    fn call(&mut self, call: &Call) -> Call {
        let mut copy = Call {
            name: call.name.clone(),
            distinct: call.distinct,
            args: call.args.iter().flat_map(|arg| self.arg(arg)).collect(),
            ignore_nulls: call.ignore_nulls,
            order_by: self.order_by(&call.order_by),
            limit: self.optional(call.limit),
            over: call.over.as_ref().map(|window| self.window(window)),
        };
        if self.queries == 0 {
            self.pass_on(&mut copy);
        }
        copy
    }

    /// DISTINCT and OVER of the source call go to the aggregate calls.
    fn pass_on(&self, call: &mut Call) {
        let name = function_name(call);
        let aggregate = is_aggregate(&name);
        if !aggregate && !is_window_function(&name) {
            return;
        }
        let star = call.args.iter().any(|arg| matches!(arg, Arg::Star));
        call.distinct |= aggregate && self.with.distinct && !star;
        if call.over.is_none() {
            call.over.clone_from(&self.with.over);
        }
    }

    fn arg(&mut self, arg: &Arg) -> Vec<Arg> {
        match arg {
            Arg::Expr(id) => match hole_of(&self.template.tree, *id) {
                Some(Hole::Rest(number)) => self
                    .fill(number)
                    .iter()
                    .copied()
                    .filter_map(arg_of)
                    .collect(),
                Some(Hole::One(number)) => {
                    match self.fill(number).first().copied().and_then(arg_of) {
                        Some(arg) => vec![arg],
                        None => vec![Arg::Expr(self.new_expr(*id))],
                    }
                }
                None => vec![Arg::Expr(self.new_expr(*id))],
            },
            Arg::Named(name, id) => vec![Arg::Named(name, self.new_expr(*id))],
            Arg::Part(part) => vec![Arg::Part(self.part(*part))],
            Arg::Star | Arg::Model(_) | Arg::Table(_) => vec![arg.clone()],
        }
    }

    fn order_by(&mut self, items: &[OrderItem]) -> Vec<OrderItem> {
        let copy = |item: &OrderItem| OrderItem {
            expr: self.new_expr(item.expr),
            ..item.clone()
        };
        items.iter().map(copy).collect()
    }

    fn window(&mut self, window: &Window) -> Window {
        Window {
            base: window.base.clone(),
            partition_by: self.each(&window.partition_by),
            order_by: self.order_by(&window.order_by),
            frame: window.frame.as_ref().map(|frame| Frame {
                rows: frame.rows,
                start: self.bound(frame.start),
                end: frame.end.map(|end| self.bound(end)),
            }),
        }
    }

    fn bound(&mut self, bound: Bound) -> Bound {
        match bound {
            Bound::Preceding(id) => Bound::Preceding(self.new_expr(id)),
            Bound::Following(id) => Bound::Following(self.new_expr(id)),
            Bound::UnboundedPreceding | Bound::CurrentRow | Bound::UnboundedFollowing => bound,
        }
    }

    fn query(&mut self, id: QueryId) -> QueryId {
        let query = &self.template.tree.queries[id].kind;
        self.queries += 1;
        let copy = Query {
            recursive: query.recursive,
            ctes: query
                .ctes
                .iter()
                .map(|(name, cte)| (self.text(name), self.query(*cte)))
                .collect(),
            body: self.body(query.body),
            order_by: self.order_by(&query.order_by),
            limit: self.optional(query.limit),
            offset: self.optional(query.offset),
        };
        self.queries -= 1;
        self.target.query(copy, Origin::New)
    }

    fn body(&mut self, id: BodyId) -> BodyId {
        let copy = match &self.template.tree.bodies[id].kind {
            Body::Select(select) => Body::Select(Box::new(self.select(select))),
            Body::Query(query) => Body::Query(self.query(*query)),
            Body::Set(operator, bodies) => Body::Set(
                *operator,
                bodies.iter().map(|body| self.body(*body)).collect(),
            ),
            Body::Placeholder(span) => Body::Placeholder(*span),
        };
        self.target.body(copy, Origin::New)
    }

    fn select(&mut self, select: &Select) -> Select {
        let item = |item: &SelectItem| match item {
            SelectItem::Expr { expr, alias } => SelectItem::Expr {
                expr: self.new_expr(*expr),
                alias: self.alias(alias.as_ref()),
            },
            SelectItem::Star { .. } | SelectItem::Placeholder(_) => item.clone(),
        };
        Select {
            distinct: select.distinct,
            as_struct: select.as_struct,
            items: select.items.iter().map(item).collect(),
            from: select.from.iter().map(|from| self.from(*from)).collect(),
            selection: self.optional(select.selection),
            group_by: select
                .group_by
                .iter()
                .flat_map(|item| self.group_item(item))
                .collect(),
            group_by_all: select.group_by_all,
            having: self.optional(select.having),
            qualify: self.optional(select.qualify),
            windows: Vec::new(),
        }
    }

    /// Templates have plain keys only.
    fn group_item(&mut self, item: &GroupItem) -> Option<GroupItem> {
        match item {
            GroupItem::Expr(id) => Some(GroupItem::Expr(self.new_expr(*id))),
            GroupItem::Rollup(_) | GroupItem::Cube(_) | GroupItem::Sets(_) | GroupItem::List(_) => {
                None
            }
        }
    }

    fn from(&mut self, id: FromId) -> FromId {
        let copy = match &self.template.tree.froms[id].kind {
            From::Table { name, alias } => From::Table {
                name: self.name(name),
                alias: self.alias(alias.as_ref()),
            },
            From::Query { query, alias } => From::Query {
                query: self.query(*query),
                alias: self.alias(alias.as_ref()),
            },
            From::Unnest {
                array,
                alias,
                offset,
            } => From::Unnest {
                array: self.new_expr(*array),
                alias: self.alias(alias.as_ref()),
                offset: self.alias(offset.as_ref()),
            },
            From::Function { call, alias } => From::Function {
                call: self.new_expr(*call),
                alias: self.alias(alias.as_ref()),
            },
            From::Join {
                left,
                right,
                kind,
                condition,
            } => From::Join {
                left: self.from(*left),
                right: self.from(*right),
                kind: *kind,
                condition: match condition {
                    JoinCondition::None => JoinCondition::None,
                    JoinCondition::On(id) => JoinCondition::On(self.new_expr(*id)),
                    JoinCondition::Using(columns) => JoinCondition::Using(
                        columns.iter().map(|column| self.text(column)).collect(),
                    ),
                },
            },
            From::Paren(inner) => From::Paren(self.from(*inner)),
            // The parser of templates makes none of these.
            From::Pivot { input, .. } | From::Unpivot { input, .. } => return self.from(*input),
        };
        self.target.from(copy, Origin::New)
    }
}

fn value_of(arg: ArgValue) -> Option<ExprId> {
    match arg {
        ArgValue::Expr { id, .. } => Some(id),
        ArgValue::Part(_) | ArgValue::Star | ArgValue::None => None,
    }
}

fn arg_of(arg: ArgValue) -> Option<Arg> {
    match arg {
        ArgValue::Expr { id, .. } => Some(Arg::Expr(id)),
        ArgValue::Part(part) => Some(Arg::Part(part)),
        ArgValue::Star => Some(Arg::Star),
        ArgValue::None => None,
    }
}

/// The name of the function: `HLL_COUNT.MERGE`.
fn function_name(call: &Call) -> String {
    let parts = call.name.iter().map(|part| match part {
        Text::Own(part) => part.as_ref(),
        // Templates have no source.
        Text::Source(_) => "",
    });
    parts.collect::<Vec<_>>().join(".")
}
