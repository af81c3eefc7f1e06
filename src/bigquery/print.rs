//! The canonical printer: typed content becomes text, whatever the origins say.
//!
//! Keywords are in upper case (or in the case of the text around), one blank stands between words, and where the text goes
//! over several lines, every clause and item begins a line of its own, indented by two.

use std::borrow::Cow;

use super::children::{Slot, comma_slot};
use super::emit::Writer;
use super::names::{Place, quote, quote_source, unquote_source};
use super::statement::Options;
use super::tree::{ExprId, FromId, Name, NodeRef, QueryId, Text, Tree, Type};
use crate::source::SourceText;
use crate::span::Span;

/// Prints the nodes of a tree: anew, or as the emitter says, by their origins.
pub(in crate::bigquery) struct Printer<'a> {
    pub(in crate::bigquery) tree: &'a Tree,
    pub(in crate::bigquery) w: Writer<'a>,
    /// Nodes are copied where their origins allow it.
    pub(in crate::bigquery) preserve: bool,
    /// Clauses stand on lines of their own.
    pub(in crate::bigquery) multi: bool,
    /// What every new line begins with: the blanks of the line on which the new text began.
    pub(in crate::bigquery) prefix: String,
    /// How many blanks follow it.
    pub(in crate::bigquery) indent: usize,
    /// Where the statement ends in the source.
    pub(in crate::bigquery) statement_end: u32,
    /// Something is printed already.
    pub(in crate::bigquery) has_text: bool,
    /// Refused statements fail; otherwise they are only comments.
    pub(in crate::bigquery) fail: bool,
}

/// The items of a list that are nodes.
pub(super) trait Item: Copy {
    fn node(self) -> NodeRef;
}

impl Item for ExprId {
    fn node(self) -> NodeRef {
        NodeRef::Expr(self)
    }
}

impl Item for FromId {
    fn node(self) -> NodeRef {
        NodeRef::From(self)
    }
}

impl Item for QueryId {
    fn node(self) -> NodeRef {
        NodeRef::Query(self)
    }
}

impl<'a> Printer<'a> {
    /// A printer of this tree's nodes.
    pub(in crate::bigquery) fn new(
        tree: &'a Tree,
        w: Writer<'a>,
        preserve: bool,
        fail: bool,
    ) -> Self {
        Self {
            tree,
            w,
            preserve,
            multi: !preserve,
            prefix: String::new(),
            indent: 0,
            statement_end: u32::MAX,
            has_text: false,
            fail,
        }
    }

    /// Prints a node by its content.
    pub(in crate::bigquery) fn node(&mut self, node: NodeRef) {
        let tree = self.tree;
        match node {
            NodeRef::Expr(id) => self.print_expr(&tree.exprs[id].kind),
            NodeRef::Query(id) => self.print_query(&tree.queries[id].kind),
            NodeRef::Body(id) => self.print_body(&tree.bodies[id].kind),
            NodeRef::From(id) => self.print_from(&tree.froms[id].kind),
        }
    }

    /// An expression with the comments beside it.
    pub(super) fn expr(&mut self, id: ExprId, slot: Slot) {
        self.item(id, slot);
    }

    /// A node with the comments beside it.
    pub(super) fn item(&mut self, item: impl Item, slot: Slot) {
        self.child(item.node(), slot);
        self.beside(Some(item.node()));
    }

    /// The comments on the line of a node that is the last of its list.
    pub(super) fn beside(&mut self, node: Option<NodeRef>) {
        if let Some(end) = self.end_of(node) {
            self.w.comments_beside(end, true);
        }
    }

    /// Where a node begins in the source.
    pub(super) fn start_of(&self, node: Option<NodeRef>) -> Option<u32> {
        node.and_then(|node| self.tree.origin(node).span())
            .map(|span| span.start)
    }

    /// Where a node ends in the source.
    pub(super) fn end_of(&self, node: Option<NodeRef>) -> Option<u32> {
        node.and_then(|node| self.tree.origin(node).span())
            .map(|span| span.end)
    }

    /// A comma after an item that ends here in the source, before the next one: block comments beside the item come before
    /// the comma, the `--` comment of its line behind it.
    pub(super) fn comma(&mut self, end: Option<u32>, next: Option<u32>) {
        if let Some(end) = end {
            self.w.comments_beside(end, false);
        }
        self.w.put(",");
        if let Some(end) = end {
            self.w.comments_after_comma(end, next);
        }
    }

    /// `a, b`, on one line.
    pub(super) fn list<T: Item>(&mut self, items: &[T], slot: impl Fn(usize) -> Slot) {
        for (index, item) in items.iter().enumerate() {
            let node = Some(item.node());
            self.child(item.node(), slot(index));
            match items.get(index + 1) {
                None => self.beside(node),
                Some(next) => {
                    self.comma(self.end_of(node), self.start_of(Some(next.node())));
                    self.w.put(" ");
                }
            }
        }
    }

    /// `a, b` of expressions.
    pub(super) fn exprs(&mut self, items: &[ExprId]) {
        self.list(items, |_| Slot::Any);
    }

    /// `(a, b)`.
    pub(super) fn paren_exprs(&mut self, items: &[ExprId]) {
        self.w.put("(");
        self.exprs(items);
        self.w.put(")");
    }

    /// `a, b JOIN c`.
    pub(super) fn froms(&mut self, items: &[FromId]) {
        self.list(items, comma_slot);
    }

    /// `(query)`, on lines of its own where there are lines.
    pub(super) fn paren_query(&mut self, query: QueryId) {
        self.w.put("(");
        if self.multi {
            self.indented(|p| {
                p.line();
                p.item(query, Slot::Any);
            });
            self.line();
        } else {
            self.item(query, Slot::Any);
        }
        self.w.put(")");
    }

    /// Prints with two more blanks before every line.
    pub(super) fn indented(&mut self, print: impl FnOnce(&mut Self)) {
        self.indent += 2;
        print(self);
        self.indent -= 2;
    }

    /// Breaks the line.
    pub(super) fn line(&mut self) {
        self.w.newline(&self.prefix, self.indent);
    }

    /// Begins a clause: on a line of its own where there are lines, else after a blank. Comments that stand before its first
    /// node come before the keyword.
    pub(super) fn clause(&mut self, keyword: &str, first: Option<NodeRef>) {
        if self.multi {
            self.line();
            if let Some(span) = first.and_then(|node| self.tree.origin(node).span()) {
                self.w.comments_before(span.start);
                self.line();
            }
        } else {
            self.w.put(" ");
        }
        self.w.keyword(keyword);
    }

    /// A keyword where the flag is set.
    pub(super) fn keyword_if(&mut self, flag: bool, text: &str) {
        if flag {
            self.w.keyword(text);
        }
    }

    /// Text as it is.
    pub(super) fn text(&mut self, text: &Text) {
        match text {
            Text::Source(span) if self.w.has_comments_in(*span) => self.w.copy(*span),
            Text::Source(span) => {
                let text = self.w.slice(*span);
                self.w.put(text);
            }
            Text::Own(text) => self.w.put(text),
        }
    }

    /// A name in this place.
    pub(super) fn part(&mut self, text: &Text, place: Place) {
        match text {
            Text::Source(span) => {
                let quoted = quote_source(self.w.slice(*span), place);
                self.w.put(&quoted);
            }
            Text::Own(text) => self.w.put(&quote(text, place)),
        }
    }

    /// A path: `a.b.c`.
    pub(super) fn path(&mut self, name: &Name, place: Place) {
        let place = if name.parts.len() > 1 {
            Place::Name
        } else {
            place
        };
        for (index, part) in name.parts.iter().enumerate() {
            if index > 0 {
                self.w.put(".");
            }
            self.part(part, if index == 0 { place } else { Place::AfterDot });
        }
    }

    /// The path of a table or another object.
    pub(super) fn name(&mut self, name: &Name) {
        self.path(name, Place::Name);
    }

    /// ` AS alias`.
    pub(super) fn alias(&mut self, alias: Option<&Text>) {
        if let Some(alias) = alias {
            self.w.keyword(" AS ");
            self.part(alias, Place::Name);
        }
    }

    /// `(a, b)` of names.
    pub(super) fn names(&mut self, names: &[Text]) {
        self.w.put("(");
        self.bare_names(names);
        self.w.put(")");
    }

    /// `a, b` of names.
    pub(super) fn bare_names(&mut self, names: &[Text]) {
        for (index, name) in names.iter().enumerate() {
            if index > 0 {
                self.w.put(", ");
            }
            self.part(name, Place::Name);
        }
    }

    /// A string literal that holds the text of a name.
    pub(super) fn name_as_string(&mut self, text: &Text) {
        let name = super::names::quote_string(&self.name_text(text));
        self.w.put(&name);
    }

    /// A name without its quotes.
    pub(super) fn name_text<'t>(&'t self, text: &'t Text) -> Cow<'t, str> {
        match text {
            Text::Source(span) => unquote_source(self.w.slice(*span)),
            Text::Own(text) => Cow::Borrowed(text),
        }
    }

    /// `OPTIONS (a = 1, b = 'x')`, after a clause keyword.
    pub(super) fn options(&mut self, options: &Options) {
        self.w.put("(");
        let broken = self.multi && options.len() > 1;
        for (index, (name, value)) in options.iter().enumerate() {
            if broken {
                self.indented(Self::line);
            } else if index > 0 {
                self.w.put(" ");
            }
            self.w.put(name);
            self.w.put(" = ");
            self.item(*value, Slot::Any);
            if index + 1 < options.len() {
                self.w.put(",");
            }
        }
        if broken {
            self.line();
        }
        self.w.put(")");
    }

    /// A type.
    pub(in crate::bigquery) fn ty(&mut self, ty: &Type) {
        let text = type_text(ty);
        self.w.keyword(&text);
    }
}

/// An expression on one line, by its content alone.
pub fn expr_text(tree: &Tree, source: &SourceText, id: ExprId) -> String {
    let mut printer = Printer::new(tree, Writer::new(source, &[], Span::default()), false, true);
    printer.multi = false;
    printer.child(NodeRef::Expr(id), Slot::Any);
    printer.w.finish()
}

/// A type as BigQuery writes it: `ARRAY<STRING>`, `NUMERIC(10, 2)`.
pub fn type_text(ty: &Type) -> String {
    let sized = |name: &str, size: &Option<u32>| match size {
        Some(size) => format!("{name}({size})"),
        None => name.to_owned(),
    };
    let decimal = |name: &str, size: &Option<(u32, u32)>| match size {
        Some((precision, 0)) => format!("{name}({precision})"),
        Some((precision, scale)) => format!("{name}({precision}, {scale})"),
        None => name.to_owned(),
    };
    match ty {
        Type::Int64 => "INT64".into(),
        Type::Numeric(size) => decimal("NUMERIC", size),
        Type::BigNumeric(size) => decimal("BIGNUMERIC", size),
        Type::Float64 => "FLOAT64".into(),
        Type::Bool => "BOOL".into(),
        Type::String(size) => sized("STRING", size),
        Type::Bytes(size) => sized("BYTES", size),
        Type::Date => "DATE".into(),
        Type::Time => "TIME".into(),
        Type::Datetime => "DATETIME".into(),
        Type::Timestamp => "TIMESTAMP".into(),
        Type::Interval => "INTERVAL".into(),
        Type::Json => "JSON".into(),
        Type::Geography => "GEOGRAPHY".into(),
        Type::Array(item) => format!("ARRAY<{}>", type_text(item)),
        Type::Struct(fields) => {
            let field = |(name, ty): &(String, Type)| match name.as_str() {
                "" => type_text(ty),
                name => format!("{} {}", quote(name, Place::Name), type_text(ty)),
            };
            format!(
                "STRUCT<{}>",
                fields.iter().map(field).collect::<Vec<_>>().join(", ")
            )
        }
    }
}
