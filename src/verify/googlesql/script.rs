//! Goes through the statements of a script, one after the other, as BigQuery runs them: what a statement makes is there
//! for the next one, a variable is there until its block ends, and the body of a procedure is read like the script.
//!
//! The engine's analyzer takes single statements only. The script's shape comes from its parser's tree, whose field
//! numbers are those of `parse_tree.proto`.

use std::ops::Range;

use super::catalog::{Catalog, Column};
use super::types::Type;
use super::wire::Message;
use super::{Analysis, Engine, EngineError, Location, resolved};

/// A statement of a script, or an expression of one of its control statements.
#[derive(Debug)]
pub struct ScriptStatement {
    /// Where it is in the script, in bytes.
    pub range: Range<usize>,
    /// What the analyzer says. Locations of errors are those in the script.
    pub result: Result<Analysis, EngineError>,
}

/// Analyzes a script whose tree this is.
pub(super) fn analyze(
    engine: &mut Engine,
    sql: &str,
    script: &[u8],
    catalog: &mut Catalog,
) -> Vec<ScriptStatement> {
    let mut walk = Walk {
        engine,
        sql,
        catalog,
        found: Vec::new(),
    };
    walk.list(Message::new(script).child(2));
    walk.found
}

/// Fields of `AnyASTStatementProto` and the unions under it.
mod node {
    pub const SCRIPT_STATEMENT: u32 = 95;
    pub const IF: u32 = 259;
    pub const CASE: u32 = 262;
    pub const RAISE: u32 = 277;
    pub const BLOCK: u32 = 280;
    pub const DECLARE: u32 = 282;
    pub const SET: u32 = 291;
    pub const SET_MANY: u32 = 294;
    pub const LOOP: u32 = 301;
    pub const WHILE: u32 = 302;
    pub const REPEAT: u32 = 303;
    pub const FOR: u32 = 304;
    /// From a statement to the statements of a procedure's body.
    pub const PROCEDURE_BODY: &[u32] = &[111, 150, 167, 5, 2];
}

struct Walk<'w> {
    engine: &'w mut Engine,
    sql: &'w str,
    catalog: &'w mut Catalog,
    found: Vec<ScriptStatement>,
}

impl Walk<'_> {
    fn list(&mut self, list: Option<Message<'_>>) {
        for statement in list.into_iter().flat_map(|list| list.children(2)) {
            match statement
                .at(&[node::SCRIPT_STATEMENT])
                .and_then(Message::variant)
            {
                Some((kind, control)) => self.control(kind, control),
                None => self.plain(statement),
            }
        }
    }

    /// A list of statements whose variables end with it.
    fn block(&mut self, list: Option<Message<'_>>) {
        let scope = self.catalog.scope();
        self.list(list);
        self.catalog.close_scope(scope);
    }

    fn plain(&mut self, statement: Message<'_>) {
        let Some(range) = location(statement) else {
            return;
        };
        let Some(text) = self.sql.get(range.clone()) else {
            return;
        };
        let resolved = self.engine.resolve(text, self.catalog, None);
        let body = resolved
            .as_deref()
            .ok()
            .and_then(resolved::procedure_arguments)
            .zip(statement.at(node::PROCEDURE_BODY));
        let result = resolved.map(|resolved| {
            resolved::apply(&resolved, self.catalog);
            Analysis::new(&resolved)
        });
        self.report(range, 0, result);
        if let Some((arguments, body)) = body {
            self.procedure_body(arguments, body);
        }
    }

    /// What a body makes is there after the CALL, so it stays; what it drops may still be there when it is not called.
    fn procedure_body(&mut self, arguments: Vec<Column>, body: Message<'_>) {
        let outside = self.catalog.clone();
        self.catalog.close_scope(0);
        for (name, kind) in arguments {
            self.catalog.declare(&name, kind);
        }
        self.list(Some(body));
        let inside = std::mem::replace(self.catalog, outside);
        self.catalog.add_missing(inside);
    }

    fn control(&mut self, kind: u32, control: Message<'_>) {
        match kind {
            node::IF => self.branches(control.child(2), control),
            node::CASE => self.case(control),
            node::RAISE => self.expression(control.child(2), Some(&Type::String)),
            node::BLOCK => {
                self.block(control.child(3));
                for handler in control
                    .child(4)
                    .into_iter()
                    .flat_map(|list| list.children(2))
                {
                    self.block(handler.child(2));
                }
            }
            node::DECLARE => self.declare(control),
            node::SET => {
                let kind = control
                    .child(2)
                    .and_then(|name| self.catalog.variable(name.text(2)?))
                    .cloned();
                self.expression(control.child(3), kind.as_ref());
            }
            node::SET_MANY => self.expression(control.child(3), None),
            node::LOOP => self.repetition(control),
            _ => {}
        }
    }

    fn branches(&mut self, condition: Option<Message<'_>>, control: Message<'_>) {
        self.expression(condition, Some(&Type::Bool));
        self.block(control.child(3));
        for branch in control
            .child(4)
            .into_iter()
            .flat_map(|list| list.children(2))
        {
            self.expression(branch.child(2), Some(&Type::Bool));
            self.block(branch.child(3));
        }
        self.block(control.child(5));
    }

    fn case(&mut self, control: Message<'_>) {
        let subject = control.child(2);
        self.expression(subject, None);
        for branch in control
            .child(3)
            .into_iter()
            .flat_map(|list| list.children(2))
        {
            let kind = if subject.is_some() {
                None
            } else {
                Some(&Type::Bool)
            };
            self.expression(branch.child(2), kind);
            self.block(branch.child(3));
        }
        self.block(control.child(4));
    }

    fn repetition(&mut self, control: Message<'_>) {
        let Some((kind, repetition)) = control.variant() else {
            return;
        };
        let scope = self.catalog.scope();
        match kind {
            node::WHILE => self.expression(repetition.child(2), Some(&Type::Bool)),
            node::FOR => self.for_variable(repetition),
            _ => {}
        }
        self.list(repetition.at(&[1, 3]));
        if kind == node::REPEAT {
            self.expression(repetition.at(&[2, 2]), Some(&Type::Bool));
        }
        self.catalog.close_scope(scope);
    }

    fn for_variable(&mut self, repetition: Message<'_>) {
        let query = repetition.child(3).and_then(location);
        let Some(text) = query.clone().and_then(|range| self.sql.get(range)) else {
            return;
        };
        let result = self.engine.analyze(text, self.catalog);
        if let (Ok(query), Some(name)) =
            (&result, repetition.child(2).and_then(|name| name.text(2)))
        {
            self.catalog
                .declare(name, Type::Struct(query.columns.clone()));
        }
        self.report(query.unwrap_or_default(), 0, result);
    }

    fn declare(&mut self, control: Message<'_>) {
        let declared = control
            .child(3)
            .and_then(location)
            .and_then(|range| self.select(range, "SELECT CAST(NULL AS ", ")", None));
        let default = control
            .child(4)
            .and_then(location)
            .and_then(|range| self.select(range, "SELECT (", ")", declared.as_ref()));
        let kind = declared.or(default).unwrap_or(Type::Other(0));
        for name in control
            .child(2)
            .into_iter()
            .flat_map(|list| list.children(2))
            .filter_map(|name| name.text(2))
        {
            self.catalog.declare(name, kind.clone());
        }
    }

    fn expression(&mut self, expression: Option<Message<'_>>, kind: Option<&Type>) {
        if let Some(range) = expression.and_then(location) {
            self.select(range, "SELECT (", ")", kind);
        }
    }

    /// Analyzes a part of the script inside a query, and gives the type of the query's column.
    fn select(
        &mut self,
        range: Range<usize>,
        before: &str,
        after: &str,
        kind: Option<&Type>,
    ) -> Option<Type> {
        let text = format!("{before}{}{after}", self.sql.get(range.clone())?);
        let result = self
            .engine
            .resolve(&text, self.catalog, kind)
            .map(|resolved| Analysis::new(&resolved));
        let found = result
            .as_ref()
            .ok()
            .and_then(|analysis| analysis.columns.first())
            .map(|column| column.1.clone());
        self.report(range, before.len(), result);
        found
    }

    /// Keeps a result, with the place of its error in the script instead of in the text that was sent.
    fn report(
        &mut self,
        range: Range<usize>,
        prefix: usize,
        result: Result<Analysis, EngineError>,
    ) {
        let start = Location::of_offset(self.sql, range.start);
        let result = result.map_err(|error| error.moved(start, prefix));
        self.found.push(ScriptStatement { range, result });
    }
}

/// Where a node of the tree is: its parents, in field 1, end in a location, whose file name, in field 1, is empty.
fn location(node: Message<'_>) -> Option<Range<usize>> {
    let mut message = node;
    loop {
        if let Some(parent) = message.child(1).filter(|parent| !parent.bytes().is_empty()) {
            message = parent;
        } else if let Some(end) = message.number(3) {
            let start = message.number(2).unwrap_or_default();
            return Some(usize::try_from(start).ok()?..usize::try_from(end).ok()?);
        } else {
            message = message.variant()?.1;
        }
    }
}
