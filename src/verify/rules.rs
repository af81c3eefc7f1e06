//! BigQuery's own rules over the target tree, which GoogleSQL's engine does not enforce.
//!
//! The engine knows functions that BigQuery has not, takes five CLUSTER BY columns and any DEFAULT: what passes there may
//! still fail in BigQuery. `CREATE TABLE t (a FLOAT64) CLUSTER BY a` violates [`Rule::ClusterBy`].

mod statement;

#[cfg(test)]
mod tests;

use rustc_hash::FxHashSet;

use crate::bigquery::children::{for_each_child, for_each_statement_child, operator_precedence};
use crate::bigquery::names::{is_builtin_function, is_default_function, unquote_source};
use crate::bigquery::statement::Output;
use crate::bigquery::tree::{
    Arg, Body, Call, DatePart, Expr, ExprId, From, Literal, NodeRef, Query, SelectItem, Text, Type,
    UnaryOp,
};
use crate::source::SourceText;

/// A rule of BigQuery, or of the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rule {
    /// The function is neither documented nor declared.
    UnknownFunction,
    /// CAST takes no type parameters.
    CastParameters,
    /// NUMERIC and BIGNUMERIC have limits of precision and scale.
    DecimalSize,
    /// LIMIT and OFFSET take a constant or a parameter, and OFFSET needs LIMIT.
    Limit,
    /// DEFAULT stands for a value only in INSERT, UPDATE and MERGE.
    MisplacedDefault,
    /// The default of a column is a constant or one of a few functions.
    ColumnDefault,
    /// At most four columns, of certain types, without collation.
    ClusterBy,
    /// A column of this type or with this name cannot be.
    Column,
    /// These clauses do not go together.
    Clauses,
    /// A hole of a template is left.
    Hole,
    /// The tree is not well formed.
    Malformed,
}

/// A rule that the output breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleViolation {
    /// Which rule.
    pub rule: Rule,
    /// What breaks it.
    pub message: String,
}

/// Namespaces of functions that are on the list with their prefix.
const NAMESPACES: &[&str] = &[
    "AEAD",
    "HLL_COUNT",
    "KEYS",
    "KLL_QUANTILES",
    "NET",
    "OBJ",
    "VECTOR_INDEX",
];

/// Namespaces of BigQuery's models, whose functions are not on the list.
const MODEL_NAMESPACES: &[&str] = &["AI", "ML"];

/// The rules that the output breaks, in the order of the statements. `declared` tells the functions that exist besides
/// BigQuery's own, by their folded names.
pub fn check(
    output: &Output,
    source: &SourceText,
    declared: &dyn Fn(&str) -> bool,
) -> Vec<RuleViolation> {
    let mut checker = Checker {
        output,
        source,
        declared,
        defaults: FxHashSet::default(),
        table_functions: FxHashSet::default(),
        violations: Vec::new(),
    };
    for statement in &output.statements {
        checker.statement(&statement.node);
        let mut open = Vec::new();
        for_each_statement_child(&statement.node, &mut |child, _| open.push(child));
        checker.nodes(open);
    }
    checker.violations
}

struct Checker<'a> {
    output: &'a Output,
    source: &'a SourceText,
    declared: &'a dyn Fn(&str) -> bool,
    /// Where DEFAULT may stand.
    defaults: FxHashSet<ExprId>,
    /// Calls in FROM.
    table_functions: FxHashSet<ExprId>,
    violations: Vec<RuleViolation>,
}

impl Checker<'_> {
    fn report(&mut self, rule: Rule, message: impl Into<String>) {
        let message = message.into();
        self.violations.push(RuleViolation { rule, message });
    }

    fn report_if(&mut self, broken: bool, rule: Rule, message: &str) {
        if broken {
            self.report(rule, message);
        }
    }

    /// Checks these nodes and all below them.
    fn nodes(&mut self, mut open: Vec<NodeRef>) {
        let output = self.output;
        while let Some(node) = open.pop() {
            match node {
                NodeRef::Expr(id) => self.expr(id),
                NodeRef::Query(id) => self.query(&output.tree.queries[id].kind),
                NodeRef::Body(id) => self.body(&output.tree.bodies[id].kind),
                NodeRef::From(id) => self.from(&output.tree.froms[id].kind),
            }
            let first = open.len();
            for_each_child(&output.tree, node, &mut |child, _| open.push(child));
            if let Some(children) = open.get_mut(first..) {
                children.reverse();
            }
        }
    }

    fn name_of(&self, text: &Text) -> String {
        match text {
            Text::Own(text) => text.clone().into_owned(),
            Text::Source(span) => unquote_source(self.source.slice(*span)).into_owned(),
        }
    }

    fn query(&mut self, query: &Query) {
        self.report_if(
            query.offset.is_some() && query.limit.is_none(),
            Rule::Limit,
            "OFFSET without LIMIT",
        );
        for id in query.limit.iter().chain(&query.offset) {
            self.constant_count(*id);
        }
    }

    fn constant_count(&mut self, id: ExprId) {
        let constant = matches!(
            self.output.tree.exprs[id].kind,
            Expr::Literal(Literal::Int64, _) | Expr::Parameter(_) | Expr::Placeholder(_)
        );
        self.report_if(
            !constant,
            Rule::Limit,
            "LIMIT and OFFSET take a constant or a parameter",
        );
    }

    fn body(&mut self, body: &Body) {
        match body {
            Body::Select(select) => {
                self.report_if(
                    select.items.is_empty(),
                    Rule::Malformed,
                    "SELECT without items",
                );
                let grouped = !select.group_by.is_empty();
                self.report_if(
                    grouped && select.group_by_all,
                    Rule::Malformed,
                    "GROUP BY ALL with keys",
                );
                let star = select
                    .items
                    .iter()
                    .any(|item| matches!(item, SelectItem::Star { .. }));
                self.report_if(
                    star && select.from.is_empty(),
                    Rule::Clauses,
                    "SELECT * without FROM",
                );
            }
            Body::Set(_, bodies) => {
                self.report_if(
                    bodies.len() < 2,
                    Rule::Malformed,
                    "a set operation with fewer than two operands",
                );
            }
            Body::Query(_) | Body::Placeholder(_) => {}
        }
    }

    fn from(&mut self, from: &From) {
        match from {
            From::Function { call, .. } => {
                self.table_functions.insert(*call);
            }
            From::Table { name, .. } => self.report_if(
                name.parts.is_empty(),
                Rule::Malformed,
                "a table without a name",
            ),
            From::Pivot {
                aggregates, values, ..
            } => {
                self.report_if(
                    aggregates.is_empty() || values.is_empty(),
                    Rule::Malformed,
                    "PIVOT of nothing",
                );
            }
            From::Unpivot { columns, .. } => {
                self.report_if(columns.is_empty(), Rule::Malformed, "UNPIVOT of nothing")
            }
            From::Query { .. } | From::Unnest { .. } | From::Join { .. } | From::Paren(_) => {}
        }
    }

    fn expr(&mut self, id: ExprId) {
        let output = self.output;
        match &output.tree.exprs[id].kind {
            Expr::Hole(_) => self.report(Rule::Hole, "a hole of a template is left"),
            Expr::Default => self.report_if(
                !self.defaults.contains(&id),
                Rule::MisplacedDefault,
                "DEFAULT outside INSERT, UPDATE and MERGE",
            ),
            Expr::Column(name) => self.report_if(
                name.parts.is_empty(),
                Rule::Malformed,
                "a column without a name",
            ),
            Expr::Chain(operands, operators) => {
                let counts = operands.len() == operators.len() + 1;
                self.report_if(
                    !counts,
                    Rule::Malformed,
                    "a chain with too few or too many operators",
                );
                let first = operators
                    .first()
                    .map(|operator| operator_precedence(*operator));
                let mixed = operators
                    .iter()
                    .any(|operator| Some(operator_precedence(*operator)) != first);
                self.report_if(mixed, Rule::Malformed, "a chain of several precedences");
            }
            Expr::InList { list, .. } => {
                self.report_if(list.is_empty(), Rule::Malformed, "IN with an empty list");
                // `a IN ((SELECT …))` would be read as IN of the sub-query's rows.
                let only = matches!(list.as_slice(), [only] if self.is_subquery(*only));
                self.report_if(only, Rule::Malformed, "IN with a list of one sub-query");
            }
            Expr::Case { whens, .. } => {
                self.report_if(whens.is_empty(), Rule::Malformed, "CASE without WHEN")
            }
            Expr::Tuple(items) => {
                self.report_if(items.is_empty(), Rule::Malformed, "an empty tuple")
            }
            Expr::Cast { ty, .. } => {
                self.report_if(
                    has_parameters(ty),
                    Rule::CastParameters,
                    "CAST to a type with parameters",
                );
            }
            Expr::Extract { part, .. } => self.part(*part),
            Expr::Interval { from, to, .. } => {
                self.part(*from);
                to.iter().for_each(|part| self.part(*part));
            }
            Expr::Call(call) => self.call(id, call),
            Expr::Literal(..)
            | Expr::Parameter(_)
            | Expr::SystemVariable(_)
            | Expr::Placeholder(_)
            | Expr::Unary(..)
            | Expr::Compare(..)
            | Expr::Is { .. }
            | Expr::IsDistinct { .. }
            | Expr::Like { .. }
            | Expr::Between { .. }
            | Expr::InQuery { .. }
            | Expr::InUnnest { .. }
            | Expr::Exists(_)
            | Expr::Subquery(_)
            | Expr::ArrayQuery(_)
            | Expr::Paren(_)
            | Expr::Struct(_)
            | Expr::Array(_)
            | Expr::With { .. }
            | Expr::Index { .. }
            | Expr::Field { .. } => {}
        }
    }

    fn is_subquery(&self, mut id: ExprId) -> bool {
        while let Expr::Paren(inner) = self.output.tree.exprs[id].kind {
            id = inner;
        }
        matches!(self.output.tree.exprs[id].kind, Expr::Subquery(_))
    }

    fn part(&mut self, part: DatePart) {
        let hole = matches!(part, DatePart::Hole(_));
        self.report_if(hole, Rule::Hole, "a hole of a template is left");
        let day = matches!(part, DatePart::WeekOf(day) if day > 6);
        self.report_if(day, Rule::Malformed, "a week that begins on no day");
    }

    fn call(&mut self, id: ExprId, call: &Call) {
        for arg in &call.args {
            match arg {
                Arg::Part(part) => self.part(*part),
                Arg::Expr(_) | Arg::Star | Arg::Named(..) | Arg::Model(_) | Arg::Table(_) => {}
            }
        }
        call.limit.iter().for_each(|id| self.constant_count(*id));
        let parts: Vec<String> = call.name.iter().map(|part| self.name_of(part)).collect();
        if !self.table_functions.contains(&id) && !self.is_known(&parts) {
            let name = parts.join(".");
            self.report(
                Rule::UnknownFunction,
                format!("BigQuery has no function {name}"),
            );
        }
    }

    /// Whether the function is BigQuery's, is declared, or stands in a dataset (which only BigQuery can look into).
    fn is_known(&self, parts: &[String]) -> bool {
        let is_one_of =
            |list: &[&str], word: &str| list.iter().any(|known| known.eq_ignore_ascii_case(word));
        let placeholder = parts.iter().any(|part| part.contains(['{', '%', '$']));
        match parts {
            [] => false,
            _ if placeholder => true,
            [name] => is_builtin_function(name) || (self.declared)(&name.to_lowercase()),
            [safe, rest @ ..] if safe.eq_ignore_ascii_case("SAFE") => self.is_known(rest),
            [space, _] if is_one_of(MODEL_NAMESPACES, space) => true,
            [space, _] if is_one_of(NAMESPACES, space) => is_builtin_function(&parts.join(".")),
            _ => true,
        }
    }

    /// Whether a column's DEFAULT may be this.
    fn is_default_value(&self, id: ExprId) -> bool {
        let tree = &self.output.tree;
        if let Expr::Call(call) = &tree.exprs[id].kind {
            let [name] = call.name.as_slice() else {
                return false;
            };
            let name = self.name_of(name);
            return is_default_function(&name);
        }
        let composed = matches!(
            tree.exprs[id].kind,
            Expr::Paren(_)
                | Expr::Array(_)
                | Expr::Struct(_)
                | Expr::Tuple(_)
                | Expr::Unary(UnaryOp::Minus | UnaryOp::Plus, _)
        );
        let mut fine = composed
            || matches!(
                tree.exprs[id].kind,
                Expr::Literal(..) | Expr::Placeholder(_) | Expr::Interval { .. }
            );
        for_each_child(tree, NodeRef::Expr(id), &mut |child, _| {
            fine &= matches!(child, NodeRef::Expr(child) if self.is_default_value(child));
        });
        fine
    }
}

/// Whether a type, or one inside it, has parameters.
fn has_parameters(ty: &Type) -> bool {
    match ty {
        Type::Numeric(size) | Type::BigNumeric(size) => size.is_some(),
        Type::String(size) | Type::Bytes(size) => size.is_some(),
        Type::Array(item) => has_parameters(item),
        Type::Struct(fields) => fields.iter().any(|(_, ty)| has_parameters(ty)),
        Type::Int64
        | Type::Float64
        | Type::Bool
        | Type::Date
        | Type::Time
        | Type::Datetime
        | Type::Timestamp
        | Type::Interval
        | Type::Json
        | Type::Geography => false,
    }
}
