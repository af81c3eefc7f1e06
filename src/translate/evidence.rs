//! What checks of a translation need besides its text: BigQuery's rules that a statement breaks, and the columns that the
//! resolver expects of it.
//!
//! Of `SELECT a / 2 AS half FROM t` with an INTEGER `a`, the evidence says: no rule is broken, and `half` is an INTEGER, so the
//! output must give an INT64.

use std::sync::Arc;

use crate::bigquery::statement::Output;
use crate::bigquery::tree as bq;
use crate::lower::expression_type;
use crate::redshift::statement::{Node, Statement, into_of};
use crate::redshift::token::{Comment, CommentKind, Lexed};
use crate::redshift::tree::{Body, Name};
use crate::resolve::{Catalog, Facts, OutputColumn, Type, folded};
use crate::source::SourceText;
use crate::span::Span;
use crate::verify::rules::{self, RuleViolation};

/// What is known of the translation of one statement.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// The rules of BigQuery that the output breaks.
    pub violations: Vec<RuleViolation>,
    /// The columns of the result of a query, or of the table or view that the statement makes; `None` where it has none, or
    /// a star over an unknown table hides some.
    pub columns: Option<Vec<ExpectedColumn>>,
    /// A template engine is to change the statement before BigQuery reads it.
    pub templated: bool,
    /// All of the statement is refused, so that nothing of it is there to be checked.
    pub refused: bool,
}

/// A column that the output must give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectedColumn {
    /// The name in the source, folded; `None` where a template hides it.
    pub name: Option<Arc<str>>,
    /// The type in Redshift.
    pub redshift: Type,
    /// The type that the column must have in BigQuery, without parameters; `None` where the type is not known.
    pub bigquery: Option<bq::Type>,
}

/// What the statement was translated from and to.
pub(super) struct Case<'a> {
    pub source: &'a SourceText,
    pub statement: &'a Statement,
    pub facts: &'a Facts,
    /// As the statement leaves it.
    pub catalog: &'a Catalog,
    pub output: &'a Output,
    /// The output is the refusal of the whole statement.
    pub refused: bool,
    /// The query that the statement holds in a literal, with its text.
    pub inner: Option<&'a (Output, SourceText)>,
    pub lexed: &'a Lexed,
    /// The functions that exist besides BigQuery's own.
    pub declared: &'a dyn Fn(&str) -> bool,
}

impl Case<'_> {
    /// Gathers the evidence.
    pub(super) fn evidence(&self) -> Evidence {
        let mut violations = rules::check(self.output, self.source, self.declared);
        if let Some((output, source)) = self.inner {
            violations.extend(rules::check(output, source, self.declared));
        }
        Evidence {
            violations,
            columns: self.columns(),
            templated: is_templated(self.source, self.lexed, self.statement.span),
            refused: self.refused,
        }
    }

    fn columns(&self) -> Option<Vec<ExpectedColumn>> {
        let tree = &self.statement.tree;
        match &self.statement.node {
            Node::Query(query) if into_of(tree, *query) => {
                match &tree.bodies[tree.queries[*query].body] {
                    Body::Select(select) => self.made(&select.into.as_ref()?.name),
                    Body::Query(_)
                    | Body::Values(_)
                    | Body::SetOperation { .. }
                    | Body::Placeholder => None,
                }
            }
            Node::Query(query) => self.facts.outputs(*query).map(expected),
            Node::CreateTable(create) => self.made(&create.name),
            Node::CreateTableAs(create) => self.made(&create.name),
            Node::CreateView(create) => self.made(&create.name),
            Node::CreateMaterializedView(create) => self.made(&create.name),
            Node::Insert(_)
            | Node::Update(_)
            | Node::Delete(_)
            | Node::Merge(_)
            | Node::CreateSchema(_)
            | Node::AlterTable(_)
            | Node::Drop(_)
            | Node::Copy(_)
            | Node::Unload(_)
            | Node::Set(_)
            | Node::Transaction(_)
            | Node::Comment(_)
            | Node::Truncate(_)
            | Node::Call(_)
            | Node::Explain(_)
            | Node::Other(_)
            | Node::Placeholder
            | Node::Error => None,
        }
    }

    /// The columns of the table or view of this name.
    fn made(&self, name: &Name) -> Option<Vec<ExpectedColumn>> {
        let parts: Option<Vec<_>> = name
            .parts
            .iter()
            .map(|part| folded(self.source, part))
            .collect();
        let (_, table) = self.catalog.find(&parts?)?;
        table.columns.all().map(expected)
    }
}

/// Whether a placeholder or a template's block stands in a range of the text.
pub(super) fn is_templated(source: &SourceText, lexed: &Lexed, span: Span) -> bool {
    let tokens = &lexed.tokens;
    let first = tokens.partition_point(|token| token.span.start < span.start);
    let inside = tokens.iter().skip(first);
    let mut inside = inside.take_while(|token| token.span.start < span.end);
    let is_template = |comment: &Comment| match comment.kind {
        CommentKind::Template | CommentKind::Psql => span.contains(comment.span),
        CommentKind::Line | CommentKind::Block | CommentKind::UnterminatedBlock => false,
    };
    inside.any(|token| token.has_placeholder(source.slice(token.span)))
        || lexed.comments.iter().any(is_template)
}

fn expected(columns: &[OutputColumn]) -> Vec<ExpectedColumn> {
    columns
        .iter()
        .map(|column| {
            // A string constant is a string for whoever reads the column; a bare NULL has no type in Redshift either.
            let ty = if column.ty == Type::UnknownLiteral {
                Type::Varchar(None)
            } else {
                column.ty
            };
            ExpectedColumn {
                name: column.name.clone(),
                redshift: ty,
                bigquery: expression_type(ty),
            }
        })
        .collect()
}

#[cfg(test)]
#[allow(clippy::indexing_slicing)]
mod tests {
    use crate::{Options, Translator};

    fn violations(sql: &str) -> usize {
        let proven = Translator::new(Options::default()).prove(sql);
        proven.evidence[0].violations.len()
    }

    #[test]
    fn unknown_functions_break_a_rule_inside_of_unload_too() {
        assert_eq!(violations("SELECT no_such_function(a) AS b FROM t"), 1);
        let unload = "UNLOAD ('SELECT no_such_function(a) AS b FROM t') TO 's3://b/x' IAM_ROLE default FORMAT PARQUET";
        assert_eq!(violations(unload), 1);
        assert_eq!(violations("SELECT len(a) AS b FROM t"), 0);
    }
}
