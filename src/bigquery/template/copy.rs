//! Copies a template into a target tree: arguments fill the holes, and names stay apart.
//!
//! An argument that is repeated is bound once. Names of the template (bindings, aliases of sub-queries) that an argument
//! uses for a column are renamed, so nothing of the argument is captured.

use std::collections::HashSet;

use super::{ArgValue, InstantiateOptions, Template, TemplateError};
use crate::bigquery::children::for_each_child;
use crate::bigquery::names::{is_aggregate, is_reserved, is_window_function, unquote_source};
use crate::bigquery::tree::{
    Arg, Body, BodyId, Bound, Call, DatePart, Expr, ExprId, Frame, From, FromId, GroupItem, Hole, JoinCondition, Name, NodeRef,
    OrderItem, Origin, Query, QueryId, Select, SelectItem, Text, Tree, Window,
};
use crate::source::SourceText;

type Copied<T> = Result<T, TemplateError>;

impl Template {
    /// Copies the template into the target tree with the arguments in its holes; the root gets the origin, the other new
    /// nodes are [`Origin::New`]. The source is what the names of the arguments are read from.
    pub fn instantiate(
        &self,
        target: &mut Tree,
        source: &SourceText,
        args: &[ArgValue],
        origin: Origin,
        options: &InstantiateOptions,
    ) -> Result<ExprId, TemplateError> {
        let repeated = self.repeated(args);
        let mut names = Names::default();
        if !self.own_names.is_empty() || !repeated.is_empty() {
            names.take_columns(target, source, args);
        }
        let renames = self.own_names.iter().filter_map(|own| names.renamed(own)).collect();
        names.taken.extend(self.own_names.iter().map(|own| own.to_ascii_lowercase()));
        let mut bindings = Vec::new();
        let mut args = args.to_vec();
        for (index, name) in repeated {
            let fresh = names.fresh(&name);
            if let Some(arg) = args.get_mut(index) {
                if let ArgValue::Expr { id, .. } = *arg {
                    bindings.push((Text::from(fresh.clone()), id));
                }
                let column = Name { parts: vec![fresh.into()] };
                let id = target.expr(Expr::Column(column), Origin::New);
                *arg = ArgValue::Expr { id, simple: true };
            }
        }
        let mut copier = Copier {
            template: self,
            target,
            args: &args,
            renames,
            options,
            queries: 0,
        };
        if bindings.is_empty() {
            return copier.expr(self.root, origin);
        }
        let body = copier.expr(self.root, Origin::New)?;
        Ok(target.expr(Expr::With { bindings, body }, origin))
    }

    /// The arguments that are bound, with the names that they should have.
    fn repeated(&self, args: &[ArgValue]) -> Vec<(usize, String)> {
        let bindable = |index: usize| matches!(args.get(index), Some(ArgValue::Expr { simple: false, .. }));
        let mut repeated = Vec::new();
        for (number, (param, uses)) in self.params.iter().zip(&self.uses).enumerate() {
            if uses.count < 2 || uses.in_aggregate {
                continue;
            }
            if !self.is_variadic(number) {
                repeated.extend(bindable(number).then(|| (number, param.name.to_owned())));
                continue;
            }
            let rest = (number..args.len()).filter(|index| bindable(*index));
            repeated.extend(rest.map(|index| (index, format!("{}_{}", param.name, index - number + 1))));
        }
        repeated
    }

    fn is_variadic(&self, number: usize) -> bool {
        self.tree
            .exprs
            .iter()
            .any(|(_, node)| matches!(node.kind, Expr::Hole(Hole::Rest(rest)) if rest as usize == number))
    }
}

/// The names that are in use, in lower case.
#[derive(Default)]
struct Names {
    taken: HashSet<String>,
}

impl Names {
    /// Takes the first parts of all columns in the arguments.
    fn take_columns(&mut self, tree: &Tree, source: &SourceText, args: &[ArgValue]) {
        let mut open: Vec<NodeRef> = Vec::new();
        for arg in args {
            match arg {
                ArgValue::Expr { id, .. } => open.push(NodeRef::Expr(*id)),
                ArgValue::Part(_) | ArgValue::Star => {}
            }
        }
        while let Some(node) = open.pop() {
            if let NodeRef::Expr(id) = node {
                if let Expr::Column(name) = &tree.exprs[id].kind {
                    self.take(name.parts.first(), source);
                }
            }
            for_each_child(tree, node, &mut |child, _| open.push(child));
        }
    }

    fn take(&mut self, name: Option<&Text>, source: &SourceText) {
        match name {
            Some(Text::Own(name)) => self.taken.insert(name.to_ascii_lowercase()),
            Some(Text::Source(span)) => self.taken.insert(unquote_source(source.slice(*span)).to_ascii_lowercase()),
            None => false,
        };
    }

    /// A name of the template with the one that stands for it, if it is in use.
    fn renamed(&mut self, own: &'static str) -> Option<(&'static str, String)> {
        let used = self.taken.contains(own.to_ascii_lowercase().as_str());
        used.then(|| (own, self.fresh(own)))
    }

    /// A name like this one that is not in use; it is then.
    fn fresh(&mut self, like: &str) -> String {
        let mut name = like.to_owned();
        let mut number = 1_u32;
        while is_reserved(&name) || self.taken.contains(name.to_ascii_lowercase().as_str()) {
            number += 1;
            name = format!("{like}_{number}");
        }
        self.taken.insert(name.to_ascii_lowercase());
        name
    }
}

struct Copier<'a> {
    template: &'a Template,
    target: &'a mut Tree,
    args: &'a [ArgValue],
    renames: Vec<(&'static str, String)>,
    options: &'a InstantiateOptions,
    /// How many sub-queries we stand in.
    queries: u32,
}

fn missing<T>(expected: &'static str) -> Copied<T> {
    Err(TemplateError::new(0, expected))
}

impl Copier<'_> {
    fn new_expr(&mut self, id: ExprId) -> Copied<ExprId> {
        self.expr(id, Origin::New)
    }

    fn expr(&mut self, id: ExprId, origin: Origin) -> Copied<ExprId> {
        let template = self.template;
        let kind = match &template.tree.exprs[id].kind {
            Expr::Hole(Hole::One(number)) => {
                let arg = self.value(*number)?;
                if origin == Origin::New {
                    return Ok(arg);
                }
                // The root has an origin of its own: a chain of one prints its operand.
                Expr::Chain(vec![arg], Vec::new())
            }
            Expr::Hole(Hole::Rest(_)) => return missing("a single argument"),
            Expr::Call(call) => Expr::Call(Box::new(self.call(call)?)),
            Expr::With { bindings, body } => Expr::With {
                bindings: bindings
                    .iter()
                    .map(|(name, value)| Ok((self.text(name), self.new_expr(*value)?)))
                    .collect::<Copied<_>>()?,
                body: self.new_expr(*body)?,
            },
            Expr::Subquery(query) => Expr::Subquery(self.query(*query)?),
            Expr::ArrayQuery(query) => Expr::ArrayQuery(self.query(*query)?),
            Expr::Exists(query) => Expr::Exists(self.query(*query)?),
            Expr::InQuery { operand, not, query } => Expr::InQuery {
                operand: self.new_expr(*operand)?,
                not: *not,
                query: self.query(*query)?,
            },
            kind => self.simple(kind)?,
        };
        Ok(self.target.expr(kind, origin))
    }

    /// Expressions whose children are expressions only.
    fn simple(&mut self, kind: &Expr) -> Copied<Expr> {
        Ok(match kind {
            Expr::Column(name) => Expr::Column(self.name(name)),
            Expr::Unary(operator, operand) => Expr::Unary(*operator, self.new_expr(*operand)?),
            Expr::Chain(operands, operators) => Expr::Chain(self.each(operands)?, operators.clone()),
            Expr::Compare(operator, left, right) => Expr::Compare(*operator, self.new_expr(*left)?, self.new_expr(*right)?),
            Expr::Is { operand, not, what } => Expr::Is {
                operand: self.new_expr(*operand)?,
                not: *not,
                what: *what,
            },
            Expr::IsDistinct { left, right, not } => Expr::IsDistinct {
                left: self.new_expr(*left)?,
                right: self.new_expr(*right)?,
                not: *not,
            },
            Expr::Like { operand, not, pattern } => Expr::Like {
                operand: self.new_expr(*operand)?,
                not: *not,
                pattern: self.new_expr(*pattern)?,
            },
            Expr::Between { operand, not, low, high } => Expr::Between {
                operand: self.new_expr(*operand)?,
                not: *not,
                low: self.new_expr(*low)?,
                high: self.new_expr(*high)?,
            },
            Expr::InList { operand, not, list } => Expr::InList {
                operand: self.new_expr(*operand)?,
                not: *not,
                list: self.each(list)?,
            },
            Expr::InUnnest { operand, not, array } => Expr::InUnnest {
                operand: self.new_expr(*operand)?,
                not: *not,
                array: self.new_expr(*array)?,
            },
            Expr::Paren(inner) => Expr::Paren(self.new_expr(*inner)?),
            Expr::Tuple(items) => Expr::Tuple(self.each(items)?),
            Expr::Array(items) => Expr::Array(self.each(items)?),
            Expr::Struct(fields) => Expr::Struct(self.struct_fields(fields)?),
            Expr::Case { operand, whens, otherwise } => Expr::Case {
                operand: self.optional(*operand)?,
                whens: whens
                    .iter()
                    .map(|(when, then)| Ok((self.new_expr(*when)?, self.new_expr(*then)?)))
                    .collect::<Copied<_>>()?,
                otherwise: self.optional(*otherwise)?,
            },
            Expr::Cast { operand, ty, safe, format } => Expr::Cast {
                operand: self.new_expr(*operand)?,
                ty: ty.clone(),
                safe: *safe,
                format: self.optional(*format)?,
            },
            Expr::Extract { part, operand, zone } => Expr::Extract {
                part: self.part(*part)?,
                operand: self.new_expr(*operand)?,
                zone: self.optional(*zone)?,
            },
            Expr::Interval { value, from, to } => Expr::Interval {
                value: self.new_expr(*value)?,
                from: self.part(*from)?,
                to: to.map(|to| self.part(to)).transpose()?,
            },
            Expr::Index { base, kind, index } => Expr::Index {
                base: self.new_expr(*base)?,
                kind: *kind,
                index: self.new_expr(*index)?,
            },
            Expr::Field { base, name } => Expr::Field {
                base: self.new_expr(*base)?,
                name: self.text(name),
            },
            Expr::Literal(..)
            | Expr::Parameter(_)
            | Expr::SystemVariable(_)
            | Expr::Placeholder(_)
            | Expr::Default
            | Expr::Hole(_)
            | Expr::Call(_)
            | Expr::With { .. }
            | Expr::Subquery(_)
            | Expr::ArrayQuery(_)
            | Expr::Exists(_)
            | Expr::InQuery { .. } => kind.clone(),
        })
    }

    fn value(&self, number: u32) -> Copied<ExprId> {
        match self.args.get(number as usize) {
            Some(ArgValue::Expr { id, .. }) => Ok(*id),
            Some(ArgValue::Part(_) | ArgValue::Star) | None => missing("a value for each hole"),
        }
    }

    fn part(&self, part: DatePart) -> Copied<DatePart> {
        let DatePart::Hole(number) = part else {
            return Ok(part);
        };
        match self.args.get(number as usize) {
            Some(ArgValue::Part(part)) => Ok(*part),
            Some(ArgValue::Expr { .. } | ArgValue::Star) | None => missing("a date part for each hole"),
        }
    }

    fn optional(&mut self, id: Option<ExprId>) -> Copied<Option<ExprId>> {
        id.map(|id| self.new_expr(id)).transpose()
    }

    /// The arguments that a `$xs...` stands for.
    fn rest(&self, id: ExprId) -> Copied<Option<Vec<ExprId>>> {
        let Expr::Hole(Hole::Rest(number)) = self.template.tree.exprs[id].kind else {
            return Ok(None);
        };
        let last = u32::try_from(self.args.len()).unwrap_or(u32::MAX);
        (number..last).map(|number| self.value(number)).collect::<Copied<_>>().map(Some)
    }

    fn each(&mut self, ids: &[ExprId]) -> Copied<Vec<ExprId>> {
        let mut copies = Vec::with_capacity(ids.len());
        for id in ids {
            match self.rest(*id)? {
                Some(rest) => copies.extend(rest),
                None => copies.push(self.new_expr(*id)?),
            }
        }
        Ok(copies)
    }

    fn struct_fields(&mut self, fields: &[(ExprId, Option<Text>)]) -> Copied<Vec<(ExprId, Option<Text>)>> {
        let mut copies = Vec::with_capacity(fields.len());
        for (id, name) in fields {
            match self.rest(*id)? {
                Some(rest) => copies.extend(rest.into_iter().map(|id| (id, None))),
                None => copies.push((self.new_expr(*id)?, name.as_ref().map(|name| self.text(name)))),
            }
        }
        Ok(copies)
    }

    /// A text with the template's names renamed.
    fn text(&self, text: &Text) -> Text {
        if let Text::Own(own) = text {
            if let Some((_, fresh)) = self.renames.iter().find(|(name, _)| own.eq_ignore_ascii_case(name)) {
                return Text::from(fresh.clone());
            }
        }
        text.clone()
    }

    fn name(&self, name: &Name) -> Name {
        Name {
            parts: name.parts.iter().map(|part| self.text(part)).collect(),
        }
    }

    fn call(&mut self, call: &Call) -> Copied<Call> {
        let mut args = Vec::with_capacity(call.args.len());
        for arg in &call.args {
            match arg {
                Arg::Expr(id) => match self.rest(*id)? {
                    Some(rest) => args.extend(rest.into_iter().map(Arg::Expr)),
                    None => args.push(self.arg(*id)?),
                },
                Arg::Named(name, id) => args.push(Arg::Named(name, self.new_expr(*id)?)),
                Arg::Part(part) => args.push(Arg::Part(self.part(*part)?)),
                Arg::Star | Arg::Model(_) | Arg::Table(_) => args.push(arg.clone()),
            }
        }
        let mut copy = Call {
            name: call.name.clone(),
            distinct: call.distinct,
            args,
            ignore_nulls: call.ignore_nulls,
            order_by: self.order_by(&call.order_by)?,
            limit: self.optional(call.limit)?,
            over: call.over.as_ref().map(|window| self.window(window)).transpose()?,
        };
        if self.queries == 0 {
            self.pass_on(&mut copy);
        }
        Ok(copy)
    }

    /// What the source call bore goes to the aggregate calls.
    fn pass_on(&self, call: &mut Call) {
        let name = function_name(call);
        let aggregate = is_aggregate(&name);
        if !aggregate && !is_window_function(&name) {
            return;
        }
        call.distinct |= aggregate && self.options.distinct && !call.args.iter().any(|arg| matches!(arg, Arg::Star));
        call.ignore_nulls = call.ignore_nulls.or(self.options.ignore_nulls);
        if call.over.is_none() {
            call.over.clone_from(&self.options.over);
        }
    }

    fn arg(&mut self, id: ExprId) -> Copied<Arg> {
        if let Expr::Hole(Hole::One(number)) = self.template.tree.exprs[id].kind {
            if let Some(ArgValue::Star) = self.args.get(number as usize) {
                return Ok(Arg::Star);
            }
        }
        self.new_expr(id).map(Arg::Expr)
    }

    fn order_by(&mut self, items: &[OrderItem]) -> Copied<Vec<OrderItem>> {
        items
            .iter()
            .map(|item| {
                Ok(OrderItem {
                    expr: self.new_expr(item.expr)?,
                    ..item.clone()
                })
            })
            .collect()
    }

    fn window(&mut self, window: &Window) -> Copied<Window> {
        Ok(Window {
            base: window.base.clone(),
            partition_by: self.each(&window.partition_by)?,
            order_by: self.order_by(&window.order_by)?,
            frame: window.frame.as_ref().map(|frame| self.frame(frame)).transpose()?,
        })
    }

    fn frame(&mut self, frame: &Frame) -> Copied<Frame> {
        Ok(Frame {
            rows: frame.rows,
            start: self.bound(frame.start)?,
            end: frame.end.map(|end| self.bound(end)).transpose()?,
        })
    }

    fn bound(&mut self, bound: Bound) -> Copied<Bound> {
        Ok(match bound {
            Bound::Preceding(id) => Bound::Preceding(self.new_expr(id)?),
            Bound::Following(id) => Bound::Following(self.new_expr(id)?),
            Bound::UnboundedPreceding | Bound::CurrentRow | Bound::UnboundedFollowing => bound,
        })
    }

    fn query(&mut self, id: QueryId) -> Copied<QueryId> {
        let query = &self.template.tree.queries[id].kind;
        self.queries += 1;
        let ctes = query
            .ctes
            .iter()
            .map(|(name, cte)| Ok((self.text(name), self.query(*cte)?)))
            .collect::<Copied<_>>()?;
        let copy = Query {
            recursive: query.recursive,
            ctes,
            body: self.body(query.body)?,
            order_by: self.order_by(&query.order_by)?,
            limit: self.optional(query.limit)?,
            offset: self.optional(query.offset)?,
        };
        self.queries -= 1;
        Ok(self.target.query(copy, Origin::New))
    }

    fn body(&mut self, id: BodyId) -> Copied<BodyId> {
        let copy = match &self.template.tree.bodies[id].kind {
            Body::Select(select) => Body::Select(Box::new(self.select(select)?)),
            Body::Query(query) => Body::Query(self.query(*query)?),
            Body::Set(operator, bodies) => {
                let bodies = bodies.iter().map(|body| self.body(*body)).collect::<Copied<_>>()?;
                Body::Set(*operator, bodies)
            }
            Body::Placeholder(span) => Body::Placeholder(*span),
        };
        Ok(self.target.body(copy, Origin::New))
    }

    fn select(&mut self, select: &Select) -> Copied<Select> {
        let items = select
            .items
            .iter()
            .map(|item| match item {
                SelectItem::Expr { expr, alias } => Ok(SelectItem::Expr {
                    expr: self.new_expr(*expr)?,
                    alias: alias.as_ref().map(|alias| self.text(alias)),
                }),
                SelectItem::Star { .. } | SelectItem::Placeholder(_) => Ok(item.clone()),
            })
            .collect::<Copied<_>>()?;
        let group_by = select
            .group_by
            .iter()
            .map(|item| match item {
                GroupItem::Expr(id) => self.new_expr(*id).map(GroupItem::Expr),
                // Templates have plain keys only.
                GroupItem::Rollup(_) | GroupItem::Cube(_) | GroupItem::Sets(_) | GroupItem::List(_) => missing("plain keys"),
            })
            .collect::<Copied<_>>()?;
        Ok(Select {
            distinct: select.distinct,
            as_struct: select.as_struct,
            items,
            from: select.from.iter().map(|from| self.from(*from)).collect::<Copied<_>>()?,
            selection: self.optional(select.selection)?,
            group_by,
            group_by_all: select.group_by_all,
            having: self.optional(select.having)?,
            qualify: self.optional(select.qualify)?,
            windows: Vec::new(),
        })
    }

    fn from(&mut self, id: FromId) -> Copied<FromId> {
        let copy = match &self.template.tree.froms[id].kind {
            From::Table { name, alias } => From::Table {
                name: self.name(name),
                alias: alias.as_ref().map(|alias| self.text(alias)),
            },
            From::Query { query, alias } => From::Query {
                query: self.query(*query)?,
                alias: alias.as_ref().map(|alias| self.text(alias)),
            },
            From::Unnest { array, alias, offset } => From::Unnest {
                array: self.new_expr(*array)?,
                alias: alias.as_ref().map(|alias| self.text(alias)),
                offset: offset.as_ref().map(|offset| self.text(offset)),
            },
            From::Join {
                left,
                right,
                kind,
                condition,
            } => From::Join {
                left: self.from(*left)?,
                right: self.from(*right)?,
                kind: *kind,
                condition: self.condition(condition)?,
            },
            From::Paren(inner) => From::Paren(self.from(*inner)?),
            From::Function { .. } | From::Pivot { .. } | From::Unpivot { .. } => return missing("a table or UNNEST"),
        };
        Ok(self.target.from(copy, Origin::New))
    }

    fn condition(&mut self, condition: &JoinCondition) -> Copied<JoinCondition> {
        Ok(match condition {
            JoinCondition::None => JoinCondition::None,
            JoinCondition::On(id) => JoinCondition::On(self.new_expr(*id)?),
            JoinCondition::Using(columns) => JoinCondition::Using(columns.iter().map(|column| self.text(column)).collect()),
        })
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
