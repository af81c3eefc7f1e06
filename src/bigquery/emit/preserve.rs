//! Copies what is unchanged: the gaps between the children of a node, with its edits merged in by position.

use rustc_hash::FxHashMap;

use crate::bigquery::children::{
    Precedence, Slot, Visit, for_each_child, for_each_statement_child, needs_parens,
};
use crate::bigquery::emit::Emitted;
use crate::bigquery::names::{Place, quote_source};
use crate::bigquery::print::Printer;
use crate::bigquery::statement::{Node, Output, Statement};
use crate::bigquery::tree::{Edit, NodeRef, Origin, Piece, Text, Tree};
use crate::span::Span;

/// What has an origin and children.
#[derive(Clone, Copy)]
enum Host<'a> {
    Node(NodeRef),
    Statement(&'a Statement),
}

impl<'a> Host<'a> {
    fn origin(self, tree: &'a Tree) -> &'a Origin {
        match self {
            Self::Node(node) => tree.origin(node),
            Self::Statement(statement) => &statement.origin,
        }
    }

    fn children(self, tree: &Tree, visit: Visit<'_>) {
        match self {
            Self::Node(node) => for_each_child(tree, node, visit),
            Self::Statement(statement) => for_each_statement_child(&statement.node, visit),
        }
    }
}

impl Printer<'_> {
    /// Prints all statements.
    pub(super) fn output(mut self, output: &Output) -> Emitted {
        let mut ends_in_statement = false;
        let fail = self.fail;
        let only_comments = |node: &Node| {
            matches!(node, Node::Dropped { .. }) || (!fail && matches!(node, Node::Refused { .. }))
        };
        for statement in &output.statements {
            if ends_in_statement {
                self.w.put(";");
            }
            if self.has_text {
                self.w.newline("", 0);
            }
            self.statement_end = statement.origin.span().map_or(u32::MAX, |span| span.end);
            if matches!(statement.node, Node::Refused { .. } | Node::Dropped { .. }) {
                self.statement(&statement.node);
            } else if self.preserve {
                self.by_origin(Host::Statement(statement));
            } else {
                self.canonical(Host::Statement(statement));
            }
            ends_in_statement = !only_comments(&statement.node);
            self.has_text = true;
        }
        self.w.comments_before(u32::MAX);
        Emitted {
            text: self.w.finish(),
        }
    }

    /// Prints a child, in parentheses where its place asks for them.
    pub(in crate::bigquery) fn child(&mut self, node: NodeRef, slot: Slot) {
        let parens = needs_parens(self.tree, node, slot);
        if parens {
            self.w.put("(");
        }
        if self.preserve {
            self.by_origin(Host::Node(node));
        } else {
            self.canonical(Host::Node(node));
        }
        if parens {
            self.w.put(")");
        }
    }

    fn by_origin(&mut self, host: Host<'_>) {
        let tree = self.tree;
        match host.origin(tree) {
            Origin::Same(span) => {
                if self.fits(host, *span, &[]) {
                    self.same(host, *span);
                } else {
                    self.made(host, *span);
                }
            }
            Origin::Patch(span, edits) => {
                if self.fits(host, *span, edits) {
                    Patcher::new(self, host, *span, edits).run();
                } else {
                    self.made(host, *span);
                }
            }
            Origin::From(span) => self.made(host, *span),
            Origin::New => self.print_host(host),
        }
    }

    /// Copies the gaps between the children.
    fn same(&mut self, host: Host<'_>, span: Span) {
        let tree = self.tree;
        let mut cursor = span.start;
        host.children(tree, &mut |child, slot| {
            if let Some(at) = tree.origin(child).span() {
                self.w.copy(Span::new(cursor, at.start));
                self.child(child, slot);
                cursor = at.end;
            }
        });
        self.w.copy(Span::new(cursor, span.end));
    }

    /// Whether every child can be placed: it lies in order in the range between the edits, or a piece of an edit prints it.
    fn fits(&self, host: Host<'_>, span: Span, edits: &[Edit]) -> bool {
        let tree = self.tree;
        let mut unplaced = 0_usize;
        let mut places = Places::new(span, edits);
        host.children(tree, &mut |child, _| {
            if !places.take(tree, child) {
                unplaced += 1;
            }
        });
        let in_order = edits
            .iter()
            .zip(edits.iter().skip(1))
            .all(|(a, b)| a.at.end <= b.at.start);
        in_order
            && !places.overlap
            && unplaced
                <= edits
                    .iter()
                    .flat_map(|edit| &edit.with)
                    .filter(is_node)
                    .count()
    }

    /// Prints anew what was made out of a range of the source, with the comments of that range.
    fn made(&mut self, host: Host<'_>, span: Span) {
        if self.w.has_comments_in(span) {
            let tree = self.tree;
            let mut places = Places::new(span, &[]);
            let mut moved = false;
            host.children(tree, &mut |child, _| {
                moved |= tree.origin(child).span().is_some() && !places.take(tree, child);
            });
            self.w
                .comments_before(if moved { span.end } else { span.start });
        }
        let outer = (self.multi, self.indent, std::mem::take(&mut self.prefix));
        self.multi = self.w.slice(span).contains('\n');
        self.indent = 0;
        if self.multi {
            self.prefix = self.w.line_prefix();
        }
        let limit = self.w.limit_comments(span.end);
        self.print_host(host);
        self.w.limit_comments(limit);
        (self.multi, self.indent, self.prefix) = outer;
        self.w.comments_before(span.end);
    }

    /// Prints anew in the canonical layout; the comments before the node come first.
    fn canonical(&mut self, host: Host<'_>) {
        if let Some(span) = host.origin(self.tree).span() {
            self.w.comments_before(span.start);
        }
        self.print_host(host);
    }

    fn print_host(&mut self, host: Host<'_>) {
        match host {
            Host::Node(node) => self.node(node),
            Host::Statement(statement) => self.statement(&statement.node),
        }
    }
}

fn is_node(piece: &&Piece) -> bool {
    matches!(piece, Piece::Node(_))
}

/// Finds which children lie in order between the edits of a range.
struct Places<'e> {
    cursor: u32,
    end: u32,
    edits: &'e [Edit],
    /// A child and an edit overlap.
    overlap: bool,
}

impl<'e> Places<'e> {
    fn new(span: Span, edits: &'e [Edit]) -> Self {
        Self {
            cursor: span.start,
            end: span.end,
            edits,
            overlap: false,
        }
    }

    /// The edit that comes next, if it comes before this offset.
    fn edit_before(&mut self, offset: u32) -> Option<&'e Edit> {
        let (first, rest) = self.edits.split_first()?;
        if first.at.end > offset {
            return None;
        }
        self.edits = rest;
        Some(first)
    }

    /// Whether the child is printed where it stands; moves on behind it.
    fn take(&mut self, tree: &Tree, child: NodeRef) -> bool {
        let Some(at) = tree.origin(child).span() else {
            return false;
        };
        if at.start < self.cursor || at.end > self.end {
            return false;
        }
        while self.edit_before(at.start).is_some() {}
        if let Some(edit) = self.edits.first() {
            if edit.at.contains(at) && !edit.at.is_empty() {
                return false;
            }
            self.overlap |= edit.at.start < at.end;
        }
        self.cursor = at.end;
        true
    }
}

/// Prints one patched node.
struct Patcher<'p, 'a, 'h> {
    printer: &'p mut Printer<'a>,
    host: Host<'h>,
    span: Span,
    edits: &'h [Edit],
    cursor: u32,
    /// What the places of the children ask of them, for those that edits print.
    slots: FxHashMap<NodeRef, Slot>,
}

impl<'p, 'a, 'h> Patcher<'p, 'a, 'h> {
    fn new(printer: &'p mut Printer<'a>, host: Host<'h>, span: Span, edits: &'h [Edit]) -> Self {
        let mut slots = FxHashMap::default();
        if edits
            .iter()
            .flat_map(|edit| &edit.with)
            .any(|piece| is_node(&piece))
        {
            host.children(printer.tree, &mut |child, slot| {
                slots.insert(child, slot);
            });
        }
        Self {
            printer,
            host,
            span,
            edits,
            cursor: span.start,
            slots,
        }
    }

    fn run(mut self) {
        let tree = self.printer.tree;
        let mut places = Places::new(self.span, self.edits);
        self.host.children(tree, &mut |child, slot| {
            let before = places.edits;
            if !places.take(tree, child) {
                places.edits = before;
                return;
            }
            let passed = before.len() - places.edits.len();
            for edit in before.iter().take(passed) {
                self.edit(edit);
            }
            if let Some(at) = tree.origin(child).span() {
                self.printer.w.copy(Span::new(self.cursor, at.start));
                self.printer.child(child, slot);
                self.cursor = at.end;
            }
        });
        for edit in places.edits {
            self.edit(edit);
        }
        self.printer.w.copy(Span::new(self.cursor, self.span.end));
    }

    fn edit(&mut self, edit: &Edit) {
        let w = &mut self.printer.w;
        w.copy(Span::new(self.cursor, edit.at.start));
        self.cursor = edit.at.end;
        if edit.with.is_empty() {
            w.delete(edit.at, self.printer.statement_end);
            return;
        }
        for piece in &edit.with {
            self.piece(piece, edit.at);
        }
        self.printer.w.comments_before(edit.at.end);
    }

    fn piece(&mut self, piece: &Piece, at: Span) {
        let printer = &mut *self.printer;
        match piece {
            Piece::Keyword(text) => printer.w.keyword(text),
            Piece::Type(ty) => printer.ty(ty),
            Piece::Text(Text::Own(text)) => printer.w.put(text),
            Piece::Text(Text::Source(span)) => {
                let text = printer.w.slice(*span);
                if text.starts_with('"') {
                    printer.w.put(&quote_source(text, Place::Column));
                } else {
                    printer.w.put(text);
                }
            }
            Piece::Node(node) => {
                if let Some(span) = printer
                    .tree
                    .origin(*node)
                    .span()
                    .filter(|span| at.contains(*span))
                {
                    printer.w.comments_before(span.start);
                }
                let slot = self
                    .slots
                    .get(node)
                    .copied()
                    .unwrap_or(Slot::Expr(Precedence::Primary));
                printer.child(*node, slot);
            }
        }
    }
}
