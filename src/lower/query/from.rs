//! FROM: tables, derived tables, joins, arrays of SUPER values, PIVOT.
//!
//! `FROM Sales.Orders o, o.lines AS l AT i` → `FROM sales.orders o, UNNEST(JSON_QUERY_ARRAY(o.lines)) AS l WITH OFFSET AS i`

use smallvec::SmallVec;

use super::super::Cx;
use super::super::expr::origin;
use super::super::names::{delete, insert, replace};
use super::Place;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::functions::{self, Target};
use crate::redshift::tree::{From, FromId, Ident, JoinCondition, JoinKind, Name, TableAlias};
use crate::resolve::FromKind;
use crate::span::Span;

/// What the names of Redshift's own tables begin with.
const SYSTEM_PREFIXES: &[&str] = &["stl_", "stv_", "svl_", "svv_", "svcs_", "sys_", "pg_"];

impl Cx<'_> {
    /// The name that columns of a table or derived table are qualified with: the alias, or the last part of the name.
    pub(in crate::lower) fn exposed_name(&self, from: FromId) -> Option<Ident> {
        match &self.src.froms[from] {
            From::Table { name, alias, .. } => alias
                .as_ref()
                .map(|alias| alias.name)
                .or_else(|| name.parts.last().copied()),
            From::Query { alias, .. } => alias.as_ref().map(|alias| alias.name),
            From::Path { .. }
            | From::Function { .. }
            | From::Unnest { .. }
            | From::UnpivotObject { .. }
            | From::Join { .. }
            | From::Paren { .. }
            | From::Pivot(_)
            | From::Unpivot(_) => None,
        }
    }

    /// An item of FROM.
    pub(in crate::lower) fn from(&mut self, id: FromId) -> bq::FromId {
        let span = self.src.from_spans[id];
        let src = self.src;
        match &src.froms[id] {
            From::Table {
                name,
                inherit,
                alias,
            } => self.table(id, name, *inherit, alias.as_ref()),
            From::Path { path, alias } => {
                let array = self.expr(*path);
                self.unnest_path(span, array, alias.as_ref())
            }
            From::Query {
                lateral,
                query,
                alias,
            } => self.derived(id, *lateral, *query, alias.as_ref()),
            From::Function { call, alias } => self.table_function(span, *call, alias.as_ref()),
            From::Unnest {
                array,
                with_offset,
                alias,
            } => self.unnest(span, *array, *with_offset, alias.as_ref()),
            From::UnpivotObject { object, value, key } => {
                self.unpivot_object(span, *object, *value, *key)
            }
            From::Join {
                left,
                right,
                kind,
                natural,
                condition,
                op_span,
            } => self.join(span, (*left, *right), *kind, *natural, condition, *op_span),
            From::Paren { inner, alias } => self.parenthesised_from(span, *inner, alias.as_ref()),
            From::Pivot(pivot) => self.pivot(id, pivot),
            From::Unpivot(unpivot) => self.unpivot(span, unpivot),
        }
    }

    /// In the place of what is refused with its statement.
    pub(super) fn nothing(&mut self, span: Span) -> bq::FromId {
        self.out.from(
            bq::From::Table {
                name: bq::Name { parts: Vec::new() },
                alias: None,
            },
            bq::Origin::Same(span),
        )
    }

    fn table(
        &mut self,
        id: FromId,
        name: &Name,
        inherit: Option<Span>,
        alias: Option<&TableAlias>,
    ) -> bq::FromId {
        let span = self.src.from_spans[id];
        if let FromKind::SuperArray { .. } = self.facts.from_kind(id) {
            return self.super_array(span, name, alias);
        }
        if let FromKind::Cte { query, .. } = self.facts.from_kind(id)
            && let Some(names) = self.inlined.get(query)
        {
            return self.inlined_table(span, *query, names.clone(), name, alias);
        }
        let is_cte = matches!(self.facts.from_kind(id), FromKind::Cte { .. });
        if let Some(view) = self.facts.system_view(id) {
            return self.system_view_query(span, name, view, alias);
        }
        let mut edits: Vec<bq::Edit> = inherit.map(delete).into_iter().collect();
        self.refuse_parameter(name);
        let target = if is_cte {
            let parts = name.parts.iter();
            bq::Name {
                parts: parts
                    .map(|part| self.column_part(*part, &mut edits))
                    .collect(),
            }
        } else {
            self.refuse_system_table(name);
            self.table_path(name, &mut edits)
        };
        let alias = match self.own_alias(id) {
            Some(own) => {
                self.table_alias(alias, &mut Vec::new());
                let named = alias.map(|alias| alias.name);
                Some(self.put_alias(name, named, own, &mut edits))
            }
            None => self.table_alias(alias, &mut edits),
        };
        edits.sort_by_key(|edit| edit.at.start);
        self.out.from(
            bq::From::Table {
                name: target,
                alias,
            },
            origin(span, edits),
        )
    }

    /// `t` of a WITH that has no place → `(SELECT …) AS t`
    fn inlined_table(
        &mut self,
        span: Span,
        query: crate::redshift::tree::QueryId,
        names: Vec<String>,
        name: &Name,
        alias: Option<&TableAlias>,
    ) -> bq::FromId {
        let query = self.query_in(query, Place::relation(names));
        let alias = match alias {
            Some(alias) => self.table_alias(Some(alias), &mut Vec::new()),
            None => name.parts.last().map(|last| self.column_text(*last)),
        };
        self.out
            .from(bq::From::Query { query, alias }, bq::Origin::From(span))
    }

    /// Redshift's own tables and views have no counterpart by name.
    pub(in crate::lower) fn refuse_system_table(&mut self, name: &Name) {
        let parts: SmallVec<[_; 3]> = name.parts.iter().map(|part| self.folded(*part)).collect();
        let Some((table, qualifier)) = parts.split_last() else {
            return;
        };
        let schema = qualifier.last().map_or("", |schema| schema.as_ref());
        let is_system = match schema {
            "" | "pg_catalog" => SYSTEM_PREFIXES
                .iter()
                .any(|prefix| table.starts_with(prefix)),
            "information_schema" | "pg_internal" | "sys" => true,
            _other => false,
        };
        if is_system || schema == "pg_catalog" {
            let text = self.text(name.span);
            self.refuse(
                Code::RS1003,
                name.span,
                &[text, "query INFORMATION_SCHEMA of the dataset or region"],
            );
        }
    }

    /// The alias of an item; a list of column names has no place in BigQuery.
    pub(super) fn table_alias(
        &mut self,
        alias: Option<&TableAlias>,
        edits: &mut Vec<bq::Edit>,
    ) -> Option<bq::Text> {
        let alias = alias?;
        if let Some(columns) = alias.columns_span {
            self.refuse(
                Code::RS1102,
                columns,
                &["a list of column aliases", "the table"],
            );
        }
        Some(self.column_part(alias.name, edits))
    }

    fn derived(
        &mut self,
        id: FromId,
        lateral: bool,
        query: crate::redshift::tree::QueryId,
        alias: Option<&TableAlias>,
    ) -> bq::FromId {
        let span = self.src.from_spans[id];
        if lateral {
            self.refuse(Code::RS1101, span, &["LATERAL", "write a join"]);
        }
        let mut edits = Vec::new();
        let names = alias
            .map(|alias| {
                alias
                    .columns
                    .iter()
                    .map(|column| self.ident(*column).into_owned())
                    .collect()
            })
            .unwrap_or_default();
        let query = self.query_in(query, Place::relation(names));
        let alias = alias.map(|alias| {
            edits.extend(alias.columns_span.map(delete));
            match self.own_alias(id) {
                Some(own) => self.put_alias_at(alias.name, own, &mut edits),
                None => self.column_part(alias.name, &mut edits),
            }
        });
        edits.sort_by_key(|edit| edit.at.start);
        self.out
            .from(bq::From::Query { query, alias }, origin(span, edits))
    }

    fn table_function(
        &mut self,
        span: Span,
        call: crate::redshift::tree::ExprId,
        alias: Option<&TableAlias>,
    ) -> bq::FromId {
        use crate::redshift::tree::Expr;
        let Expr::Call(function) = &self.src.exprs[call] else {
            return self.nothing(span);
        };
        let name = function
            .name
            .parts
            .last()
            .map(|name| self.folded(*name))
            .unwrap_or_default();
        if name == "generate_series" && function.args.len() >= 2 {
            return self.series(span, function, alias);
        }
        let no_such = (Code::RS1401, "BigQuery has no such function in FROM");
        let (code, why) = functions::rows(&name)
            .iter()
            .find_map(|row| match row.target {
                Target::Refused(code) => Some((code, *row.notes.first()?)),
                Target::Template(_) | Target::Rust(_) => None,
            })
            .unwrap_or(no_such);
        self.refuse(code, function.name.span, &[&name, why]);
        self.nothing(span)
    }

    fn join(
        &mut self,
        span: Span,
        sides: (FromId, FromId),
        kind: JoinKind,
        natural: bool,
        condition: &JoinCondition,
        op_span: Span,
    ) -> bq::FromId {
        let (left, right) = (self.from(sides.0), self.from(sides.1));
        if let JoinCondition::On(condition) = condition {
            self.say_outer_join(kind, sides, *condition, op_span);
        }
        let mut edits = Vec::new();
        let mut target_kind = join_kind(kind);
        let mut target = match condition {
            JoinCondition::None => bq::JoinCondition::None,
            JoinCondition::On(condition) => {
                let outer = self.join_condition.replace(*condition);
                let condition = self.condition(*condition);
                self.join_condition = outer;
                bq::JoinCondition::On(condition)
            }
            JoinCondition::Using(columns, at) => {
                let names: Vec<_> = columns.iter().map(|column| self.folded(*column)).collect();
                self.refuse_joined_super(sides.0, &names, *at);
                edits.extend(
                    columns
                        .iter()
                        .filter_map(|column| self.column_edit(*column)),
                );
                bq::JoinCondition::Using(
                    columns
                        .iter()
                        .map(|column| self.column_text(*column))
                        .collect(),
                )
            }
        };
        if natural {
            match self.facts.common_columns(self.src, sides.0, sides.1) {
                Some(columns) if columns.is_empty() => {
                    edits.push(replace(op_span, "CROSS JOIN"));
                    target_kind = bq::JoinKind::Cross;
                }
                Some(columns) => {
                    let keys: Vec<_> = columns.iter().map(|key| key.as_str().into()).collect();
                    self.refuse_joined_super(sides.0, &keys, op_span);
                    edits.extend(
                        self.keyword_in(op_span, crate::redshift::keyword::Keyword::Natural)
                            .map(delete),
                    );
                    let names: Vec<String> = columns
                        .iter()
                        .map(|name| super::super::names::quoted(name))
                        .collect();
                    let text = format!(" ({})", names.join(", "));
                    edits.push(insert(
                        span.end,
                        vec![bq::Piece::Keyword(" USING"), bq::Piece::Text(text.into())],
                    ));
                    target =
                        bq::JoinCondition::Using(columns.into_iter().map(bq::Text::from).collect());
                }
                None => {
                    let text = self.text(op_span);
                    self.refuse(Code::RS1102, op_span, &[text, "both tables"]);
                }
            }
        }
        edits.sort_by_key(|edit| edit.at.start);
        self.out.from(
            bq::From::Join {
                left,
                right,
                kind: target_kind,
                condition: target,
            },
            origin(span, edits),
        )
    }

    /// A keyword's place inside a range.
    pub(in crate::lower) fn keyword_in(
        &self,
        span: Span,
        keyword: crate::redshift::keyword::Keyword,
    ) -> Option<Span> {
        self.tokens_in(span)
            .iter()
            .find(|token| token.keyword == keyword)
            .map(|token| token.span)
    }

    /// BigQuery takes parentheses around joins only.
    fn parenthesised_from(
        &mut self,
        span: Span,
        inner: FromId,
        alias: Option<&TableAlias>,
    ) -> bq::FromId {
        if let Some(alias) = alias {
            self.refuse(
                Code::RS1101,
                alias.span,
                &[
                    "an alias of a join in parentheses",
                    "take the parentheses and the alias away",
                ],
            );
        }
        let is_join = matches!(self.src.froms[inner], From::Join { .. });
        let inner = self.from(inner);
        if is_join {
            return self
                .out
                .from(bq::From::Paren(inner), bq::Origin::Same(span));
        }
        let kind = self.out.froms[inner].kind.clone();
        let edit = bq::Edit {
            at: span,
            with: vec![bq::Piece::Node(bq::NodeRef::From(inner))],
        };
        self.out.from(kind, bq::Origin::Patch(span, vec![edit]))
    }
}

fn join_kind(kind: JoinKind) -> bq::JoinKind {
    match kind {
        JoinKind::Inner => bq::JoinKind::Inner,
        JoinKind::Left => bq::JoinKind::Left,
        JoinKind::Right => bq::JoinKind::Right,
        JoinKind::Full => bq::JoinKind::Full,
        JoinKind::Cross => bq::JoinKind::Cross,
    }
}
