//! Columns and paths into SUPER values, which are JSON in BigQuery.
//!
//! `t.payload.items[0].name` → `t.payload.items[0].name` (JSON keeps the case of keys; Redshift folds them to lower case)

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::Cx;
use super::super::names::{delete, quoted};
use super::origin;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::statement::Node;
use crate::redshift::tree::{ExprId, From, FromId, Ident, Name, PathStep};
use crate::resolve::{ColumnUse, Relation};
use crate::span::Span;

impl<'a> Cx<'a> {
    /// The parts of a column that BigQuery takes: `schema.table.column` is `table.column` there.
    ///
    /// `mart.t.a = stage.t.a` would become `t.a = t.a`, which is always true: two tables of one name need aliases.
    pub(super) fn column_parts<'n>(
        &mut self,
        id: ExprId,
        name: &'n Name,
    ) -> (&'n [Ident], Vec<bq::Edit>) {
        let ColumnUse::Column { qualifier, .. } = self.facts.column(id) else {
            return (&name.parts, Vec::new());
        };
        let skip = qualifier.saturating_sub(1);
        let kept = name.parts.get(skip..).unwrap_or_default();
        // The table that the statement changes keeps its name; the others have aliases.
        let is_target = matches!(
            self.facts.column(id),
            ColumnUse::Column {
                relation: Some(Relation::Target),
                ..
            }
        );
        if let (1.., Some(table), false) = (skip, kept.first(), is_target) {
            let table = self.folded(*table);
            if self.is_name_of_two_tables(&table) {
                let what = format!("a column of one of two tables {table}");
                self.refuse(Code::RS1101, name.span, &[&what, "give the tables aliases"]);
            }
        }
        let edits = match (skip, kept.first()) {
            (1.., Some(first)) => vec![delete(Span::new(name.span.start, first.span.start))],
            (_, _) => Vec::new(),
        };
        (kept, edits)
    }

    /// `stage.t.a` beside another table `t` → `stage_t.a`
    pub(super) fn twin_column(&mut self, id: ExprId, name: &Name) -> Option<bq::ExprId> {
        let ColumnUse::Column {
            relation: Some(relation),
            qualifier: qualifier @ 1..,
            ..
        } = self.facts.column(id)
        else {
            return None;
        };
        let alias = match relation {
            Relation::From(from) => self.own_alias(*from)?,
            Relation::Target => self.alias_of_namesake(*relation)?,
        };
        let rest = name.parts.get(*qualifier..)?;
        let first = rest.first()?;
        let span = self.src.span(id);
        let mut edits = vec![bq::Edit {
            at: Span::new(name.span.start, first.span.start),
            with: vec![bq::Piece::Text(format!("{}.", quoted(&alias)).into())],
        }];
        edits.extend(rest.iter().filter_map(|part| self.column_edit(*part)));
        let parts = std::iter::once(alias.into())
            .chain(rest.iter().map(|part| self.column_text(*part)))
            .collect();
        Some(self.patched(span, edits, bq::Expr::Column(bq::Name { parts })))
    }

    /// The alias of a table without one that stands beside another of its name: made of schema and table.
    pub(in crate::lower) fn twin_alias(&self, from: FromId) -> Option<String> {
        if !self.names_schemas {
            return None;
        }
        let From::Table {
            name, alias: None, ..
        } = &self.src.froms[from]
        else {
            return None;
        };
        let [.., schema, table] = name.parts.as_slice() else {
            return None;
        };
        let table = self.folded(*table);
        self.is_name_of_two_tables(&table)
            .then(|| format!("{}_{table}", self.folded(*schema)))
    }

    /// Whether the statement reads or changes tables of this name in two schemas, without aliases.
    fn is_name_of_two_tables(&self, table: &str) -> bool {
        let names = self.shared_names.get_or_init(|| self.names_of_two_tables());
        names.contains(table)
    }

    fn names_of_two_tables(&self) -> FxHashSet<Cow<'a, str>> {
        let target = if let Node::Update(update) = &self.statement.node {
            update.alias.is_none().then_some(&update.table)
        } else if let Node::Delete(delete) = &self.statement.node {
            delete.alias.is_none().then_some(&delete.table)
        } else {
            None
        };
        let sources = self.src.froms.iter().filter_map(|(_, from)| {
            if let From::Table {
                name, alias: None, ..
            } = from
            {
                Some(name)
            } else {
                None
            }
        });
        let mut paths = FxHashMap::default();
        let mut shared = FxHashSet::default();
        for name in sources.chain(target) {
            let Some(last) = name.parts.last().map(|last| self.folded(*last)) else {
                continue;
            };
            let path = self.folded_path(name);
            if *paths.entry(last.clone()).or_insert_with(|| path.clone()) != path {
                shared.insert(last);
            }
        }
        shared
    }

    /// A dotted name that leads into a SUPER value.
    pub(super) fn super_path(&mut self, id: ExprId, name: &Name) -> Option<bq::ExprId> {
        let ColumnUse::SuperPath {
            relation,
            column_parts,
            ..
        } = self.facts.column(id)
        else {
            return None;
        };
        let relation = relation.filter(|_| *column_parts > 1);
        Some(
            match relation.and_then(|relation| self.alias_of_namesake(relation)) {
                Some(alias) => self.json_path_of(alias, *column_parts, name),
                None => self.json_path(name.span, &name.parts),
            },
        )
    }

    /// A path of dots: BigQuery reads it alike, but keys are case-sensitive there, so unquoted ones are folded.
    pub(in crate::lower) fn json_path(&mut self, span: Span, parts: &[Ident]) -> bq::ExprId {
        let mut edits = Vec::new();
        let parts = parts
            .iter()
            .map(|part| self.json_key(*part, &mut edits))
            .collect();
        self.patched(span, edits, bq::Expr::Column(bq::Name { parts }))
    }

    /// A path whose table has another alias: `t.payload.id` → `t_table.payload.id`
    fn json_path_of(&mut self, alias: String, column_parts: usize, name: &Name) -> bq::ExprId {
        let rest = name.parts.get(column_parts.saturating_sub(1)..);
        let rest = rest.unwrap_or_default();
        let end = rest.first().map_or(name.span.end, |first| first.span.start);
        let mut edits = vec![bq::Edit {
            at: Span::new(name.span.start, end),
            with: vec![bq::Piece::Text(format!("{}.", quoted(&alias)).into())],
        }];
        let mut parts = vec![bq::Text::from(alias)];
        parts.extend(rest.iter().map(|part| self.json_key(*part, &mut edits)));
        self.patched(name.span, edits, bq::Expr::Column(bq::Name { parts }))
    }

    fn json_key(&self, part: Ident, edits: &mut Vec<bq::Edit>) -> bq::Text {
        let folded = self.folded(part);
        // Redshift folds quoted keys too, unless a parameter of the session says otherwise.
        if !part.placeholder && folded != self.ident(part) {
            edits.push(bq::Edit {
                at: part.span,
                with: vec![bq::Piece::Text(super::super::names::quoted(&folded).into())],
            });
            return folded.into_owned().into();
        }
        self.column_part(part, edits)
    }

    /// A path with subscripts.
    pub(super) fn path(&mut self, id: ExprId, base: ExprId, steps: &[PathStep]) -> bq::ExprId {
        let start = self.src.span(id).start;
        let mut value = self.expr(base);
        for step in steps {
            value = match step {
                PathStep::Field(field) => {
                    let mut edits = Vec::new();
                    let name = self.json_key(*field, &mut edits);
                    let span = Span::new(start, field.span.end);
                    self.out
                        .expr(bq::Expr::Field { base: value, name }, origin(span, edits))
                }
                PathStep::Index(index) => {
                    let at = self.src.span(*index);
                    let index = self.expr(*index);
                    let end = self.closing_bracket(at);
                    self.same(
                        Span::new(start, end),
                        bq::Expr::Index {
                            base: value,
                            kind: bq::IndexKind::Plain,
                            index,
                        },
                    )
                }
            };
        }
        value
    }

    /// The end of the bracket that closes a subscript.
    fn closing_bracket(&self, index: Span) -> u32 {
        let rest = self.tokens_in(Span::new(index.end, self.statement.span.end));
        rest.first().map_or(index.end, |token| token.span.end)
    }
}
