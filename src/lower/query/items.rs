//! The select list: aliases that BigQuery needs, and references to aliases that it does not know there.
//!
//! `CREATE VIEW v AS SELECT count(*) FROM t` → `… SELECT count(*) AS count FROM t`

use super::super::Cx;
use super::super::expr::needs_cast;
use super::super::names::{column_name, insert, quoted};
use super::Place;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::token::TokenKind;
use crate::redshift::tree::{BodyId, Expr, ExprId, From, GroupItem, Name, Select, SelectItem};
use crate::resolve::{ANONYMOUS, ColumnUse, OutputColumn, Type};
use crate::span::Span;

/// How deep references to aliases of aliases are followed.
const MAX_EXPANSION: u32 = 24;

impl Cx<'_> {
    /// The items of a SELECT.
    pub(super) fn items(
        &mut self,
        body: BodyId,
        select: &Select,
        place: &Place,
        first: bool,
        edits: &mut Vec<bq::Edit>,
    ) -> Vec<bq::SelectItem> {
        let named = first && place.named;
        let has_star = select
            .items
            .iter()
            .any(|item| !matches!(item, SelectItem::Expr { .. }));
        if named && !place.names.is_empty() && !self.can_rename(select, place) {
            if let Some(items) = self.renamed_star(select, place, edits) {
                return items;
            }
            self.refuse(
                Code::RS1102,
                select.select_span,
                &["a column list over a star", "the tables of the star"],
            );
        }
        if place.names.is_empty()
            && let Some(items) = self.stored_star(select, place, edits)
        {
            return items;
        }
        select
            .items
            .iter()
            .enumerate()
            .map(|(index, item)| match item {
                SelectItem::Expr { expr, alias } => {
                    // Behind a star nobody knows which column an item is.
                    let want = place.types.get(index).copied().filter(|_| !has_star);
                    let keys = self.take_whole_item(select, *expr, want);
                    let value = if place.in_set {
                        let want = want.unwrap_or_default();
                        let value = self.set_column(*expr, want);
                        if first && place.recursive {
                            self.seed(*expr, value, want)
                        } else {
                            value
                        }
                    } else {
                        self.item_value(*expr, want, named)
                    };
                    if let Some(keys) = keys {
                        self.group_keys = keys;
                    }
                    let alias = match (named.then(|| place.names.get(index)).flatten(), alias) {
                        (Some(name), Some(alias)) => {
                            edits.push(bq::Edit {
                                at: alias.name.span,
                                with: vec![bq::Piece::Text(quoted(name).into())],
                            });
                            Some(name.clone().into())
                        }
                        (Some(name), None) => {
                            edits.push(self.alias_edit(*expr, name));
                            Some(name.clone().into())
                        }
                        (None, Some(alias)) => Some(self.column_part(alias.name, edits)),
                        (None, None) => self.implied_alias(body, index, *expr, named, edits),
                    };
                    bq::SelectItem::Expr { expr: value, alias }
                }
                SelectItem::Star { qualifier, .. } => self.star(qualifier.as_ref(), edits),
                SelectItem::Placeholder(span) => bq::SelectItem::Placeholder(*span),
            })
            .collect()
    }

    /// Notes an item that stands as a whole, without a cast: BigQuery recognises it as a key. Inside of one no key is looked
    /// for; the keys come back, to be put in place again.
    fn take_whole_item(
        &mut self,
        select: &Select,
        expr: ExprId,
        want: Option<Type>,
    ) -> Option<Vec<ExprId>> {
        // A key of SUPER is not the item: `ANY_VALUE(s.kind) … GROUP BY TO_JSON_STRING(s.kind)`
        if self.type_of(expr) == Type::Super {
            return None;
        }
        let ty = self.type_of(expr);
        if want.is_some_and(|want| needs_cast(ty, want)) {
            let is_pointed_at = self.is_pointed_at(select, expr);
            if !is_pointed_at || !want.is_some_and(|want| keeps_groups(ty, want)) {
                if is_pointed_at {
                    self.cast_items.insert(expr);
                }
                return None;
            }
        }
        if self.is_key_of_other_item(select, expr) {
            return None;
        }
        let has_sets = select.group_by.as_ref().is_some_and(|group_by| {
            let is_key = |item: &GroupItem| matches!(item, GroupItem::Expr(_));
            !group_by.items.iter().all(is_key)
        });
        if has_sets || !self.group_keys.is_empty() || super::select::is_distinct(select) {
            self.whole_items.insert(expr);
        }
        self.is_group_key(expr)
            .then(|| std::mem::take(&mut self.group_keys))
    }

    /// Whether an item is a key that will stand as the position or the name of another item: where BigQuery loses the
    /// connection between them it does not recognise this one.
    fn is_key_of_other_item(&self, select: &Select, expr: ExprId) -> bool {
        let loses = self
            .selects
            .is_some_and(|body| self.loses_aliased_keys(body, select));
        if !loses || !self.is_group_key(expr) || self.is_pointed_at(select, expr) {
            return false;
        }
        let before = |item: &SelectItem| {
            matches!(item, SelectItem::Expr { expr: other, .. }
                if self.whole_items.contains(other) && self.same_tokens(*other, expr))
        };
        select.items.iter().any(before)
            || self
                .items_pointed_at(select)
                .any(|other| self.same_tokens(other, expr))
    }

    /// The value of an item: brought to the type of the column that it is written to, and typed where nothing else does it.
    fn item_value(&mut self, expr: ExprId, want: Option<Type>, typed: bool) -> bq::ExprId {
        if let Some(want) = want {
            return self.stored(expr, want);
        }
        // A column of NULLs is text in Redshift; BigQuery would make it INT64.
        if typed && self.type_of(expr) == Type::Null {
            let value = self.expr(expr);
            return self.cast_in_place(self.src.span(expr), value, bq::Type::String(None));
        }
        self.exact(expr)
    }

    /// A column of the first branch of a recursive query: BigQuery brings the other branches to its type, and refuses where
    /// theirs is the wider one. `SELECT 1 UNION ALL SELECT k + 1.5 …` → `SELECT CAST(1 AS NUMERIC) UNION ALL …`
    fn seed(&mut self, expr: ExprId, value: bq::ExprId, want: Type) -> bq::ExprId {
        let ty = self.type_of(expr);
        let narrower = (ty.is_integer() && (want.is_decimal() || want.is_float()))
            || (ty.is_decimal() && want.is_float())
            || (ty == Type::Null && want.is_known());
        let target = match (ty, want) {
            (Type::Null, Type::UnknownLiteral) => Some(bq::Type::String(None)),
            _other => self.target_type(want).filter(|_| narrower),
        };
        match target {
            Some(target) => self.cast_in_place(self.src.span(expr), value, target),
            None => value,
        }
    }

    /// Whether every name of a column list has an item of its own.
    fn can_rename(&self, select: &Select, place: &Place) -> bool {
        select.items.len() == place.names.len()
            && select
                .items
                .iter()
                .all(|item| matches!(item, SelectItem::Expr { .. }))
    }

    /// A column list over the star of one relation whose columns are known: `(SELECT * FROM t) AS u(x, y)` →
    /// `(SELECT a AS x, b AS y FROM t) AS u`
    fn renamed_star(
        &mut self,
        select: &Select,
        place: &Place,
        edits: &mut Vec<bq::Edit>,
    ) -> Option<Vec<bq::SelectItem>> {
        let ([SelectItem::Star { span, .. }], [from]) =
            (select.items.as_slice(), select.from.as_slice())
        else {
            return None;
        };
        let is_join = matches!(
            self.src.froms[*from],
            From::Join { .. } | From::Paren { .. }
        );
        let columns = self.facts.star_columns(self.src, select)?;
        if is_join || select.exclude.is_some() || columns.len() != place.names.len() {
            return None;
        }
        let names: Option<Vec<String>> = columns
            .iter()
            .enumerate()
            .map(|(index, found)| {
                let item = found.column.item.unwrap_or(index);
                column_name(&found.column).map(|name| own_name(&name, item))
            })
            .collect();
        let pairs: Vec<(String, &String)> = names?.into_iter().zip(&place.names).collect();
        let text: Vec<String> = pairs
            .iter()
            .map(|(column, name)| format!("{} AS {}", quoted(column), quoted(name)))
            .collect();
        edits.push(bq::Edit {
            at: *span,
            with: vec![bq::Piece::Text(text.join(", ").into())],
        });
        let items = pairs.into_iter().map(|(column, name)| {
            let parts = vec![column.into()];
            let column = bq::Expr::Column(bq::Name { parts });
            bq::SelectItem::Expr {
                expr: self.out.expr(column, bq::Origin::New),
                alias: Some(name.clone().into()),
            }
        });
        Some(items.collect())
    }

    fn alias_edit(&self, expr: ExprId, name: &str) -> bq::Edit {
        insert(
            self.src.span(expr).end,
            vec![
                bq::Piece::Keyword(" AS "),
                bq::Piece::Text(quoted(name).into()),
            ],
        )
    }

    /// The name that Redshift makes up for a column, where something may ask for it.
    fn implied_alias(
        &mut self,
        body: BodyId,
        index: usize,
        expr: ExprId,
        named: bool,
        edits: &mut Vec<bq::Edit>,
    ) -> Option<bq::Text> {
        let is_column = matches!(self.src.exprs[expr], Expr::Column(_)) && !self.is_expanded(expr);
        // A key of SUPER is no column any more: `ANY_VALUE(s.kind)`
        let keeps_name = is_column && self.type_of(expr) == Type::Super && self.is_group_key(expr);
        if !keeps_name && (!named || is_column) {
            return None;
        }
        // The columns stand in the order of their items.
        let columns = self.facts.bodies.get(body)?.columns.known();
        let first = columns.partition_point(|column| column.item < Some(index));
        let name = columns
            .get(first)
            .filter(|column| column.item == Some(index))
            .and_then(OutputColumn::spelling)
            .unwrap_or(ANONYMOUS);
        let name = own_name(name, index);
        edits.push(self.alias_edit(expr, &name));
        Some(name.into())
    }

    fn star(&mut self, qualifier: Option<&Name>, edits: &mut Vec<bq::Edit>) -> bq::SelectItem {
        let qualifier = qualifier.map(|name| {
            let namesake = match name.parts.as_slice() {
                [only] => self.alias_of_name(*only),
                _other => None,
            };
            if let Some(twin) = namesake.or_else(|| self.twin_star(name)) {
                let path = Span::new(name.span.start, name.span.end);
                edits.push(bq::Edit {
                    at: path,
                    with: vec![bq::Piece::Text(quoted(&twin).into())],
                });
                return bq::Name {
                    parts: vec![twin.into()],
                };
            }
            // `schema.table.*` is `table.*`: BigQuery knows a table by its last part.
            if let (Some(first), Some(last)) = (name.parts.first(), name.parts.last())
                && name.parts.len() > 1
            {
                edits.push(super::super::names::delete(Span::new(
                    first.span.start,
                    last.span.start,
                )));
            }
            let last = name.parts.last().copied();
            bq::Name {
                parts: last
                    .map(|last| self.column_part(last, edits))
                    .into_iter()
                    .collect(),
            }
        });
        bq::SelectItem::Star {
            qualifier,
            except: Vec::new(),
        }
    }

    /// The alias that a table of a star gets because another has its name: `stage.t.*` → `stage_t.*`
    fn twin_star(&self, name: &Name) -> Option<String> {
        let path =
            |name: &Name| -> Vec<_> { name.parts.iter().map(|part| self.folded(*part)).collect() };
        let wanted = path(name);
        self.src.froms.iter().find_map(|(id, from)| match from {
            From::Table { name, .. } if path(name).ends_with(&wanted) && wanted.len() > 1 => {
                self.twin_alias(id)
            }
            From::Table { .. }
            | From::Path { .. }
            | From::Query { .. }
            | From::Function { .. }
            | From::Unnest { .. }
            | From::UnpivotObject { .. }
            | From::Join { .. }
            | From::Paren { .. }
            | From::Pivot(_)
            | From::Unpivot(_) => None,
        })
    }

    /// Whether a column is a reference to an alias that will be written out.
    fn is_expanded(&self, id: ExprId) -> bool {
        self.alias_target(id).is_some()
    }

    /// The item that a column refers to, where BigQuery does not know the alias.
    fn alias_target(&self, id: ExprId) -> Option<ExprId> {
        if self.aliases_are_known {
            return None;
        }
        let (ColumnUse::Alias { item, depth: 0 } | ColumnUse::AliasOrColumn { item }) =
            self.facts.column(id)
        else {
            return None;
        };
        let select = self.select_of(self.selects?)?;
        match select.items.get(*item)? {
            SelectItem::Expr { expr, .. } => Some(*expr),
            SelectItem::Star { .. } | SelectItem::Placeholder(_) => None,
        }
    }

    /// Writes out a reference to an alias of the same SELECT.
    pub(in crate::lower) fn expanded_alias(
        &mut self,
        id: ExprId,
        name: &Name,
    ) -> Option<bq::ExprId> {
        let span = self.src.span(id);
        if let ColumnUse::Alias { depth: 1.., .. } = self.facts.column(id) {
            self.refuse(
                Code::RS1101,
                span,
                &[
                    "an alias of the query around",
                    "write its expression instead",
                ],
            );
            return None;
        }
        let target = self.alias_target(id)?;
        if matches!(self.facts.column(id), ColumnUse::AliasOrColumn { .. }) {
            // An alias that is made of a column of its own name: the name means the column.
            if self.mentions(target, name) {
                return None;
            }
            let text = self.text(name.span);
            self.say_reading(span, "alias", text, &[]);
        }
        if self.expansion >= MAX_EXPANSION {
            self.refuse(
                Code::RS1101,
                span,
                &[
                    "such a long chain of lateral aliases",
                    "compute the first ones in a subquery",
                ],
            );
            return None;
        }
        if self.in_rows && self.has_window(target) {
            let alias = self.text(span);
            let what = format!("the window of {alias} inside another window or an aggregate");
            let advice = "compute the first one in a subquery";
            self.refuse(Code::RS1101, span, &[&what, advice]);
            return None;
        }
        self.expansion += 1;
        let mut value = self.exact(target);
        self.expansion -= 1;
        if self.is_float_constant(Some(target)) {
            // Beside a decimal the bare constant would be NUMERIC.
            value = self.cast_to(value, bq::Type::Float64);
        }
        let is_closed = matches!(
            self.src.exprs[target],
            Expr::Column(_) | Expr::Literal(_) | Expr::Call(_) | Expr::Paren(_) | Expr::Placeholder
        ) || self.stands_alone(span);
        let value = if is_closed {
            value
        } else {
            self.out.expr(bq::Expr::Paren(value), bq::Origin::New)
        };
        Some(self.moved(value, span))
    }

    /// Whether the call of a window stands in an expression.
    fn has_window(&self, expr: ExprId) -> bool {
        let range = self.src.span(expr);
        self.src.exprs.iter().any(|(id, expr)| {
            matches!(expr, Expr::Call(call) if call.over.is_some())
                && range.contains(self.src.span(id))
        })
    }

    /// Whether a range is all that stands between parentheses or commas: what it becomes needs no parentheses of its own.
    fn stands_alone(&self, span: Span) -> bool {
        let all = self.statement.span;
        let before = self.tokens_in(Span::new(all.start, span.start)).last();
        let after = self.tokens_in(Span::new(span.end, all.end)).first();
        before.is_some_and(|token| matches!(token.kind, TokenKind::LParen | TokenKind::Comma))
            && after.is_some_and(|token| matches!(token.kind, TokenKind::RParen | TokenKind::Comma))
    }

    /// Whether an expression names a column by this name.
    fn mentions(&self, expr: ExprId, name: &Name) -> bool {
        let Some(name) = name.parts.last().map(|part| self.folded(*part)) else {
            return false;
        };
        let range = self.src.span(expr);
        self.tokens_in(range).iter().any(|token| {
            let text = self.text(token.span).trim_matches('"');
            text.eq_ignore_ascii_case(&name)
        })
    }

    /// A node whose text lies elsewhere, put in the place of a range.
    fn moved(&mut self, value: bq::ExprId, span: Span) -> bq::ExprId {
        let node = self.out.exprs[value].kind.clone();
        let edit = bq::Edit {
            at: span,
            with: vec![bq::Piece::Node(bq::NodeRef::Expr(value))],
        };
        self.out.expr(node, bq::Origin::Patch(span, vec![edit]))
    }
}

/// The name of an item without an alias: `?column?` cannot be the name of a column in BigQuery.
fn own_name(name: &str, item: usize) -> String {
    if name == ANONYMOUS {
        format!("column_{}", item + 1)
    } else {
        name.to_owned()
    }
}

/// Whether a cast makes different values different: then the groups of what is cast are those of the value.
fn keeps_groups(ty: Type, want: Type) -> bool {
    want.is_string() || (ty.is_datetime() && want.is_datetime())
}
