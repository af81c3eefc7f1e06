//! Redshift tree + facts → BigQuery tree + diagnostics: the only module that knows both dialects.
//!
//! `SELECT NVL(a, 7 / 2) FROM "T"` → `SELECT COALESCE(a, DIV(7, 2)) FROM t`
//!
//! Every node kind is translated or refused with a code. Lowering is a function from tree to tree: no pass edits what another
//! made. A node that BigQuery reads alike is [`Origin::Same`](crate::bigquery::tree::Origin); where single tokens change it is
//! `Patch`; where the expression is another it is `From`.

mod diagnose;
mod expr;
mod functions;
mod literal;
mod names;
mod namesake;
mod query;
mod statement;
mod strict;
mod types;
mod unknown;

use std::borrow::Cow;
use std::cell::OnceCell;

use rustc_hash::{FxHashMap, FxHashSet};

pub(crate) use diagnose::{Refusal, message};
pub(crate) use literal::string_literal;
pub(crate) use types::expression_type;

use crate::bigquery::statement as target;
use crate::bigquery::tree::{Origin, Tree as TargetTree};
use crate::diagnostic::{Class, Code, Diagnostic};
use crate::options::Options;
use crate::redshift::statement::Statement;
use crate::redshift::token::Token;
use crate::redshift::tree::{
    Body, BodyId, Expr, ExprId, From, JoinKind, QueryId, SelectItem, Tree,
};
use crate::resolve::{Catalog, ColumnUse, Facts, FromKind};
use crate::source::SourceText;
use crate::span::Span;
use crate::system_views::SystemView;

/// How many more expressions than its source a target tree has room for at first.
const SPARE: usize = 8;

/// What the lowering of one statement reads.
pub(crate) struct Input<'a> {
    /// The text of the file, without credentials.
    pub source: &'a SourceText,
    /// Its tokens.
    pub tokens: &'a [Token],
    /// The statement.
    pub statement: &'a Statement,
    /// What the resolver found out about it.
    pub facts: &'a Facts,
    /// What is known of tables.
    pub catalog: &'a Catalog,
    /// The caller's choices.
    pub options: &'a Options,
    /// The names of the columns of a query are seen by what reads its rows: the files of UNLOAD.
    pub named: bool,
}

/// What the lowering of one statement makes.
#[derive(Debug)]
pub(crate) struct Lowered {
    /// The target statements.
    pub output: target::Output,
    /// What there is to say.
    pub diagnostics: Vec<Diagnostic>,
    /// The statement is refused: `output` holds the refusal.
    pub refused: bool,
    /// The query that the statement holds in a literal, with the text that its spans point into.
    pub inner: Option<(target::Output, SourceText)>,
}

/// Lowers one statement, into the memory of a tree that nobody needs any more.
pub(crate) fn lower(input: &Input<'_>, spare: TargetTree) -> Lowered {
    let mut cx = Cx::new(input, spare);
    for name in &input.statement.tree.reserved_names {
        let text = cx.text(*name);
        cx.raise(Code::RS2004, *name, &[text]);
    }
    let statements = statement::statement(&mut cx);
    cx.say_missing_names();
    cx.say_assumptions();
    cx.comment_out();
    match cx.refusal.take() {
        None => Lowered {
            output: target::Output {
                tree: cx.out,
                statements,
            },
            diagnostics: cx.diagnostics,
            refused: false,
            inner: cx.inner,
        },
        Some(refusal) => refused(input, refusal, cx.diagnostics),
    }
}

/// A refused statement keeps what led to the refusal, and drops what was said of a translation that is not made.
fn refused(input: &Input<'_>, refusal: Refusal, diagnostics: Vec<Diagnostic>) -> Lowered {
    let diagnostics: Vec<Diagnostic> = diagnostics
        .into_iter()
        .filter(|diagnostic| diagnostic.class() <= Class::Refused || is_of_source(diagnostic))
        .collect();
    Lowered {
        output: target::Output {
            tree: TargetTree::default(),
            statements: vec![refusal_statement(refusal.message(), input.statement.span)],
        },
        diagnostics,
        refused: true,
        inner: None,
    }
}

/// Whether a diagnostic is about what the source says, whatever the output is.
fn is_of_source(diagnostic: &Diagnostic) -> bool {
    diagnostic.code == Code::RS2006
}

/// The statement that fails on purpose.
pub(crate) fn refusal_statement(message: String, original: Span) -> target::Statement {
    target::Statement {
        node: target::Node::Refused { message, original },
        origin: Origin::From(original),
    }
}

/// The state of the lowering of one statement.
pub(crate) struct Cx<'a> {
    source: &'a SourceText,
    tokens: &'a [Token],
    statement: &'a Statement,
    /// The source tree.
    src: &'a Tree,
    facts: &'a Facts,
    catalog: &'a Catalog,
    options: &'a Options,
    /// The names of the columns of the outermost query are seen.
    named: bool,
    /// The target tree.
    out: TargetTree,
    diagnostics: Vec<Diagnostic>,
    /// The first reason why the statement is refused as a whole.
    refusal: Option<Refusal>,
    /// An expression may be refused alone: in queries and DML, not in definitions.
    expressions_may_fail: bool,
    /// The query that is being lowered.
    in_query: Option<QueryId>,
    /// The condition of the join that is being lowered.
    join_condition: Option<crate::redshift::tree::ExprId>,
    /// The SELECT that is being lowered.
    selects: Option<BodyId>,
    /// The place is one where BigQuery knows the aliases of the select list.
    aliases_are_known: bool,
    /// The other names that the items of the SELECT that is being lowered get, by position: no clause can use the old ones.
    renames: Vec<String>,
    /// The statement has outer-join marks somewhere.
    has_marks: bool,
    /// The statement has an outer join somewhere: then NOT NULL of a column says nothing.
    has_outer_join: bool,
    /// A column or a star names its schema: then tables of one name are told apart by aliases.
    names_schemas: bool,
    /// A system view that the statement reads and BigQuery has.
    system_view: Option<&'static SystemView>,
    /// The queries of common tables that name themselves.
    recursive: Vec<QueryId>,
    /// The names that several tables of the statement have, once somebody asks.
    shared_names: OnceCell<FxHashSet<Cow<'a, str>>>,
    /// The marks of outer joins are being turned into joins.
    marks_are_joined: bool,
    /// The expressions of GROUP BY, where BigQuery does not recognise them.
    group_keys: Vec<ExprId>,
    /// The items of select lists that stand as they are, without a cast around them.
    whole_items: FxHashSet<ExprId>,
    /// The items that a cast stands around which may make equal what is different: no key may name them.
    cast_items: FxHashSet<ExprId>,
    /// The SELECT with CONNECT BY whose rows a recursive table gives, with the name of that table.
    hierarchy: Option<(BodyId, String)>,
    /// The recursive tables that the outermost query gets.
    hierarchies: Vec<(crate::bigquery::tree::Text, crate::bigquery::tree::QueryId)>,
    /// The queries of a WITH before INSERT, UPDATE or DELETE, with the names of their columns.
    inlined: FxHashMap<QueryId, Vec<String>>,
    /// A condition of CONNECT BY is being lowered.
    kinship: Option<query::Kinship>,
    /// The body whose query has ORDER BY.
    sorted_body: Option<BodyId>,
    /// How many references to aliases are being written out inside each other.
    expansion: u32,
    /// Aliases of the select list go before columns of their name in BigQuery: in HAVING, QUALIFY and ORDER BY.
    aliases_hide: bool,
    /// An aggregate or the call of a window is being lowered.
    in_rows: bool,
    /// What was said already: one diagnostic per construct and statement.
    said: FxHashSet<(Code, Vec<String>)>,
    /// The query of UNLOAD.
    inner: Option<(target::Output, SourceText)>,
}

impl<'a> Cx<'a> {
    fn new(input: &Input<'a>, mut out: TargetTree) -> Self {
        out.reset(input.statement.tree.exprs.len() + SPARE);
        Self {
            source: input.source,
            tokens: input.tokens,
            statement: input.statement,
            src: &input.statement.tree,
            facts: input.facts,
            catalog: input.catalog,
            options: input.options,
            named: input.named,
            out,
            diagnostics: Vec::new(),
            refusal: None,
            expressions_may_fail: false,
            in_query: None,
            join_condition: None,
            selects: None,
            aliases_are_known: false,
            renames: Vec::new(),
            has_marks: has_marks(&input.statement.tree),
            has_outer_join: has_outer_join(&input.statement.tree),
            names_schemas: names_schemas(&input.statement.tree, input.facts),
            system_view: tree_system_view(&input.statement.tree, input.facts),
            recursive: recursive_queries(&input.statement.tree, input.facts),
            shared_names: OnceCell::new(),
            marks_are_joined: false,
            group_keys: Vec::new(),
            whole_items: FxHashSet::default(),
            cast_items: FxHashSet::default(),
            hierarchy: None,
            hierarchies: Vec::new(),
            inlined: FxHashMap::default(),
            kinship: None,
            sorted_body: None,
            expansion: 0,
            aliases_hide: false,
            in_rows: false,
            said: FxHashSet::default(),
            inner: None,
        }
    }

    /// The text of a range.
    fn text(&self, span: Span) -> &'a str {
        self.source.slice(span)
    }

    /// The tokens that lie in a range.
    fn tokens_in(&self, span: Span) -> &'a [Token] {
        let start = self
            .tokens
            .partition_point(|token| token.span.start < span.start);
        let rest = self.tokens.get(start..).unwrap_or_default();
        // The token of the end of the text is empty, and lies in no range.
        let len =
            rest.partition_point(|token| token.span.end <= span.end && token.span.start < span.end);
        rest.get(..len).unwrap_or_default()
    }
}

fn recursive_queries(tree: &Tree, facts: &Facts) -> Vec<QueryId> {
    let kinds = tree.froms.iter().map(|(id, _)| facts.from_kind(id));
    kinds
        .filter_map(|kind| {
            if let FromKind::Cte {
                query,
                recursive: true,
            } = kind
            {
                Some(*query)
            } else {
                None
            }
        })
        .collect()
}

fn has_marks(tree: &Tree) -> bool {
    tree.exprs
        .iter()
        .any(|(_, expr)| matches!(expr, Expr::OuterMark(_)))
}

fn has_outer_join(tree: &Tree) -> bool {
    let is_outer =
        |kind: &JoinKind| matches!(kind, JoinKind::Left | JoinKind::Right | JoinKind::Full);
    tree.froms
        .iter()
        .any(|(_, from)| matches!(from, From::Join { kind, .. } if is_outer(kind)))
}

fn tree_system_view(tree: &Tree, facts: &Facts) -> Option<&'static SystemView> {
    tree.froms.iter().find_map(|(id, _)| facts.system_view(id))
}

fn names_schemas(tree: &Tree, facts: &Facts) -> bool {
    let column = |meaning: &ColumnUse| matches!(meaning, ColumnUse::Column { qualifier: 2.., .. });
    let star = |item: &SelectItem| matches!(item, SelectItem::Star { qualifier: Some(name), .. } if name.parts.len() > 1);
    tree.exprs.iter().any(|(id, _)| column(facts.column(id)))
        || tree
            .bodies
            .iter()
            .any(|(_, body)| matches!(body, Body::Select(select) if select.items.iter().any(star)))
}
