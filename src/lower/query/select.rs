//! SELECT: the clauses, each with its edits.
//!
//! `SELECT a AS x, x + 1 FROM t WHERE x > 2` → `SELECT a AS x, a + 1 FROM t WHERE a > 2`: BigQuery knows an alias in
//! GROUP BY, HAVING, QUALIFY and ORDER BY only.

use super::super::Cx;
use super::super::expr::origin;
use super::super::names::{delete, insert};
use super::Place;
use crate::bigquery::template::{ArgValue, Template};
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::tree::{BodyId, Exclude, ExprId, Select, SelectItem, SetQuantifier};
use crate::span::Span;

impl Cx<'_> {
    /// A SELECT. `first` says that its items name the columns of the query.
    pub(super) fn select(
        &mut self,
        id: BodyId,
        select: &Select,
        place: &Place,
        first: bool,
    ) -> bq::BodyId {
        let span = self.src.body_spans[id];
        let mut edits = Vec::new();
        self.refuse_clauses(id, select);
        let outer = std::mem::replace(&mut self.aliases_are_known, false);
        let outer_hide = std::mem::replace(&mut self.aliases_hide, false);
        let renamed = first && !place.names.is_empty();
        let names = if first {
            place.names.clone()
        } else {
            Vec::new()
        };
        let outer_names = std::mem::replace(&mut self.renames, names);
        let outer_select = self.selects.replace(id);
        let mut target = bq::Select {
            distinct: is_distinct(select),
            ..bq::Select::default()
        };
        if let SetQuantifier::All(all) = select.quantifier {
            edits.push(delete(all));
        }
        if place.rows {
            target.as_struct = true;
            let at = match select.quantifier {
                SetQuantifier::Distinct(span) => span.end,
                SetQuantifier::All(_) | SetQuantifier::None => select.select_span.end,
            };
            edits.push(insert(at, vec![bq::Piece::Keyword(" AS STRUCT")]));
        }
        edits.extend(select.top.as_ref().map(|top| delete(top.span)));
        edits.extend(select.into.as_ref().map(|into| delete(into.span)));
        let keys = self.group_keys_of(select);
        self.group_keys.clone_from(&keys);
        target.items = self.items(id, select, place, first, &mut edits);
        if let Some(exclude) = &select.exclude {
            self.exclude(select, exclude, &mut target.items, &mut edits);
        }
        self.unpivot_stars(select, &mut target.items, &mut edits);
        self.group_keys.clear();
        let recursive = self
            .hierarchy
            .as_ref()
            .filter(|(body, _)| *body == id)
            .map(|(_, name)| name.clone());
        if let Some(name) = recursive {
            self.hierarchy_clauses(select, &name, &mut target, &mut edits);
        } else if self.has_outer_marks(select) {
            self.outer_marks(select, &mut target, &mut edits);
        } else {
            target.from = select.from.iter().map(|from| self.from(*from)).collect();
            target.selection = select.selection.map(|condition| self.condition(condition));
        }
        if select.from.is_empty() {
            self.missing_from(id, select, &mut target, &mut edits);
        }
        if let Some(group_by) = &select.group_by {
            target.group_by_all = group_by.all;
            target.group_by = self.group_by(select, group_by, &mut edits);
        } else {
            target.group_by = self.one_group(id, select, &mut edits);
        }
        if target.distinct {
            self.distinct_by_groups(id, select, &mut target, &mut edits);
        }
        self.aliases_are_known = !renamed;
        self.aliases_hide = true;
        self.group_keys = keys;
        target.having = select.having.map(|having| {
            let condition = self.condition(having);
            self.grouped_condition(having, condition, &target.group_by)
        });
        target.qualify = select.qualify.map(|condition| self.condition(condition));
        if let Some(first) = self.distinct_on(id, select, &mut edits) {
            target.qualify = Some(first);
        }
        target.windows = select
            .windows
            .iter()
            .map(|(name, window)| (self.column_text(*name), self.window(window, "", &mut edits)))
            .collect();
        self.group_keys.clear();
        self.aliases_are_known = outer;
        self.aliases_hide = outer_hide;
        self.renames = outer_names;
        self.selects = outer_select;
        edits.sort_by_key(|edit| (edit.at.start, edit.at.end));
        self.out
            .body(bq::Body::Select(Box::new(target)), origin(span, edits))
    }

    /// An aggregate or HAVING without GROUP BY makes one group of all rows, of which BigQuery must be told where no item
    /// of the list does.
    fn one_group(
        &mut self,
        id: BodyId,
        select: &Select,
        edits: &mut Vec<bq::Edit>,
    ) -> Vec<bq::GroupItem> {
        let lists = |item: &SelectItem| matches!(item, SelectItem::Expr { expr, .. } if self.facts.contains(*expr).aggregate);
        let facts = self.facts.bodies.get(id);
        if select.items.iter().any(lists) || !facts.is_some_and(|facts| facts.aggregated) {
            return Vec::new();
        }
        edits.push(match select.having_span.or(select.qualify_span) {
            Some(clause) => insert(clause.start, vec![bq::Piece::Keyword("GROUP BY () ")]),
            None => insert(
                self.src.body_spans[id].end,
                vec![bq::Piece::Keyword(" GROUP BY ()")],
            ),
        });
        vec![bq::GroupItem::List(Vec::new())]
    }

    /// A condition of HAVING over the one group: the engine takes that group only where something aggregates.
    fn grouped_condition(
        &mut self,
        having: ExprId,
        condition: bq::ExprId,
        keys: &[bq::GroupItem],
    ) -> bq::ExprId {
        let is_one = matches!(keys, [bq::GroupItem::List(list)] if list.is_empty());
        if !is_one || self.facts.contains(having).aggregate {
            return condition;
        }
        let value = ArgValue::Expr {
            id: condition,
            simple: false,
        };
        let template = Template::cached("COUNT(*) >= 0 AND $c");
        self.fill(template, &["c"], &[value], self.src.span(having))
    }

    /// Clauses that have no translation where they stand.
    fn refuse_clauses(&mut self, id: BodyId, select: &Select) {
        if let Some(connect) = &select.connect_by
            && self.hierarchy.as_ref().is_none_or(|(body, _)| *body != id)
        {
            self.refuse(
                Code::RS1101,
                connect.span,
                &["CONNECT BY here", "write the hierarchy as WITH RECURSIVE"],
            );
        }
    }

    /// EXCLUDE at the end of the list → EXCEPT behind the star.
    fn exclude(
        &mut self,
        select: &Select,
        exclude: &Exclude,
        items: &mut [bq::SelectItem],
        edits: &mut Vec<bq::Edit>,
    ) {
        let stars: Vec<Span> = select
            .items
            .iter()
            .filter_map(|item| match item {
                SelectItem::Star { span, .. } => Some(*span),
                SelectItem::Expr { .. } | SelectItem::Placeholder(_) => None,
            })
            .collect();
        let [star] = stars.as_slice() else {
            self.refuse(
                Code::RS1101,
                exclude.span,
                &["EXCLUDE over several items", "list the columns"],
            );
            return;
        };
        let names: Vec<String> = exclude
            .columns
            .iter()
            .map(|column| super::super::names::quoted(&self.ident(*column)))
            .collect();
        edits.push(delete(exclude.span));
        let text = format!(" ({})", names.join(", "));
        edits.push(insert(
            star.end,
            vec![bq::Piece::Keyword(" EXCEPT"), bq::Piece::Text(text.into())],
        ));
        let columns: Vec<bq::Text> = exclude
            .columns
            .iter()
            .map(|column| self.column_text(*column))
            .collect();
        for item in items {
            if let bq::SelectItem::Star { except, .. } = item {
                except.clone_from(&columns);
            }
        }
    }

    /// BigQuery demands FROM before WHERE and the like, and behind aggregates.
    fn missing_from(
        &mut self,
        id: BodyId,
        select: &Select,
        target: &mut bq::Select,
        edits: &mut Vec<bq::Edit>,
    ) {
        let clause = [
            select.where_span,
            select.group_by.as_ref().map(|group_by| group_by.span),
            select.having_span,
            select.qualify_span,
        ]
        .into_iter()
        .flatten()
        .min();
        let facts = self.facts.bodies.get(id);
        let computes = facts.is_some_and(|facts| facts.aggregated || facts.windowed);
        let (at, before, after) = match clause {
            Some(clause) => (clause.start, "FROM ", " "),
            None if computes || target.distinct => (self.src.body_spans[id].end, " FROM ", ""),
            None => return,
        };
        let one = self.integer(1);
        let inner = bq::Select {
            items: vec![bq::SelectItem::Expr {
                expr: one,
                alias: None,
            }],
            ..bq::Select::default()
        };
        let query = self.out.select_query(inner);
        let from = self
            .out
            .from(bq::From::Query { query, alias: None }, bq::Origin::New);
        target.from = vec![from];
        edits.push(insert(
            at,
            vec![
                bq::Piece::Keyword(before),
                bq::Piece::Node(bq::NodeRef::From(from)),
                bq::Piece::Keyword(after),
            ],
        ));
    }
}

/// DISTINCT over whole rows.
pub(super) fn is_distinct(select: &Select) -> bool {
    matches!(select.quantifier, SetQuantifier::Distinct(_)) && select.distinct_on.is_empty()
}
