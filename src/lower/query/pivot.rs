//! PIVOT and UNPIVOT of columns.
//!
//! `t PIVOT (SUM(p) FOR c IN ('red', 'green' AS g))` → `t PIVOT (SUM(p) FOR c IN ('red' AS red, 'green' AS g))`,
//! `t PIVOT (AVG(p) FOR c IN ('red'))` → `(SELECT * EXCEPT (red), TRUNC(red, 2) AS red FROM t PIVOT (AVG(p) FOR c IN ('red' AS red)))`:
//! PIVOT takes an aggregate call alone, so what completes it stands outside.

use super::super::Cx;
use super::super::expr::origin;
use super::super::names::{delete, quoted};
use crate::bigquery::template::{ArgValue, Template};
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::tree::{Alias, Expr, ExprId, FromId, Ident, Pivot, SetQuantifier, Unpivot};
use crate::resolve::{Relation, Type};
use crate::span::Span;

/// One aggregate of PIVOT.
struct Aggregate {
    call: bq::ExprId,
    /// What completes its result, with the hole `v`.
    outside: Option<String>,
    /// What Redshift puts behind the names of its columns.
    suffix: Option<String>,
}

impl Cx<'_> {
    pub(super) fn pivot(&mut self, id: FromId, pivot: &Pivot) -> bq::FromId {
        let span = self.src.from_spans[id];
        let aggregates: Vec<Aggregate> = pivot
            .aggregates
            .iter()
            .map(|(call, alias)| self.pivot_aggregate(*call, alias.as_ref()))
            .collect();
        let names: Vec<String> = pivot
            .values
            .iter()
            .map(|(value, alias)| self.pivot_name(*value, alias.as_ref()))
            .collect();
        match aggregates.as_slice() {
            [only] if only.outside.is_none() => self.plain_pivot(span, pivot, only, &names),
            several => self.completed_pivot(id, pivot, several, &names),
        }
    }

    /// An aggregate of which nothing has to stand outside of PIVOT keeps its text.
    fn plain_pivot(
        &mut self,
        span: Span,
        pivot: &Pivot,
        aggregate: &Aggregate,
        names: &[String],
    ) -> bq::FromId {
        let mut edits = Vec::new();
        let input = self.from(pivot.input);
        for (call, alias) in &pivot.aggregates {
            edits.extend(
                alias
                    .as_ref()
                    .map(|alias| delete(Span::new(self.src.span(*call).end, alias.name.span.end))),
            );
        }
        self.refuse_order(pivot.column);
        let column = self.expr(pivot.column);
        let mut values = Vec::with_capacity(names.len());
        for ((value, alias), name) in pivot.values.iter().zip(names) {
            let target = self.expr(*value);
            let name = match &aggregate.suffix {
                Some(suffix) => format!("{name}_{suffix}"),
                None => name.clone(),
            };
            edits.extend(self.pivot_alias_edit(*value, alias.as_ref(), &name, aggregate));
            values.push((target, Some(name.into())));
        }
        let alias = self.table_alias(pivot.alias.as_ref(), &mut edits);
        edits.sort_by_key(|edit| edit.at.start);
        self.out.from(
            bq::From::Pivot {
                input,
                aggregates: vec![(aggregate.call, None)],
                column,
                values,
                alias,
            },
            origin(span, edits),
        )
    }

    /// The alias of a value: Redshift names the column after the constant, and puts the name of the aggregate behind it.
    fn pivot_alias_edit(
        &self,
        value: ExprId,
        alias: Option<&Alias>,
        name: &str,
        aggregate: &Aggregate,
    ) -> Option<bq::Edit> {
        let text = bq::Piece::Text(quoted(name).into());
        match alias {
            Some(alias) if aggregate.suffix.is_none() => self.column_edit(alias.name),
            Some(alias) => Some(bq::Edit {
                at: alias.name.span,
                with: vec![text],
            }),
            None => Some(super::super::names::insert(
                self.src.span(value).end,
                vec![bq::Piece::Keyword(" AS "), text],
            )),
        }
    }

    /// The name of the column of a value, without that of the aggregate.
    fn pivot_name(&self, value: ExprId, alias: Option<&Alias>) -> String {
        match alias {
            Some(alias) => self.ident(alias.name).into_owned(),
            None => self
                .string_value(value)
                .unwrap_or_else(|| self.text(self.src.span(value)).to_owned()),
        }
    }

    fn pivot_aggregate(&mut self, call: ExprId, alias: Option<&Alias>) -> Aggregate {
        let suffix = alias.map(|alias| self.ident(alias.name).into_owned());
        if let Some((arg, ty)) = self.average_of(call) {
            let value = self.expr(arg);
            let (value, outside) = if let Type::Decimal { scale, .. } = ty {
                let value = if self.is_wide(self.type_of(call)) {
                    self.widened(value, ty)
                } else {
                    value
                };
                (value, format!("TRUNC($v, {scale})"))
            } else {
                let value = self.cast_to(value, bq::Type::Numeric(None));
                (value, "CAST(TRUNC($v) AS INT64)".to_owned())
            };
            return Aggregate {
                call: self.call("AVG", vec![value]),
                outside: Some(outside),
                suffix,
            };
        }
        let lowered = self.expr(call);
        if !matches!(self.out.exprs[lowered].kind, bq::Expr::Call(_)) {
            self.refuse(
                Code::RS1101,
                self.src.span(call),
                &[
                    "this aggregate in PIVOT",
                    "write one aggregate with CASE for each value",
                ],
            );
        }
        Aggregate {
            call: lowered,
            outside: None,
            suffix,
        }
    }

    /// The argument of an AVG whose result Redshift cuts to the type of the argument.
    fn average_of(&self, call: ExprId) -> Option<(ExprId, Type)> {
        let Expr::Call(average) = &self.src.exprs[call] else {
            return None;
        };
        if matches!(average.quantifier, SetQuantifier::Distinct(_)) {
            return None;
        }
        let name = average.name.parts.last().map(|name| self.folded(*name))?;
        let arg = average.args.first().copied()?;
        let ty = self.type_of(arg);
        (name == "avg" && (ty.is_decimal() || ty.is_integer())).then_some((arg, ty))
    }

    /// PIVOT in a query of its own, whose columns get their names and values outside.
    fn completed_pivot(
        &mut self,
        id: FromId,
        pivot: &Pivot,
        aggregates: &[Aggregate],
        names: &[String],
    ) -> bq::FromId {
        let span = self.src.from_spans[id];
        let input = self.from(pivot.input);
        self.refuse_order(pivot.column);
        let column = self.expr(pivot.column);
        let values = pivot
            .values
            .iter()
            .zip(names)
            .map(|((value, _), name)| {
                let value = self.expr(*value);
                (value, Some(name.clone().into()))
            })
            .collect();
        let several = aggregates.len() > 1;
        let inner = |index: usize, name: &str| {
            if several {
                format!("a{}_{name}", index + 1)
            } else {
                name.to_owned()
            }
        };
        let mut except = Vec::new();
        let mut items = Vec::new();
        for name in names {
            for (index, aggregate) in aggregates.iter().enumerate() {
                let inner = inner(index, name);
                let outer = match &aggregate.suffix {
                    Some(suffix) => format!("{name}_{suffix}"),
                    None => name.clone(),
                };
                except.push(bq::Text::from(inner.clone()));
                items.push(bq::SelectItem::Expr {
                    expr: self.completed(inner, aggregate, span),
                    alias: Some(outer.into()),
                });
            }
        }
        let known = self.facts.relation_columns(Relation::From(id));
        let nothing_else = known
            .and_then(|columns| columns.all())
            .is_some_and(|all| all.len() == except.len());
        // A star must leave a column over.
        if !nothing_else {
            let star = bq::SelectItem::Star {
                qualifier: None,
                except,
            };
            items.insert(0, star);
        }
        let aggregates = aggregates
            .iter()
            .enumerate()
            .map(|(index, aggregate)| {
                let alias = several.then(|| format!("a{}", index + 1).into());
                (aggregate.call, alias)
            })
            .collect();
        let from = self.out.from(
            bq::From::Pivot {
                input,
                aggregates,
                column,
                values,
                alias: None,
            },
            bq::Origin::New,
        );
        let select = bq::Select {
            items,
            from: vec![from],
            ..bq::Select::default()
        };
        let query = self.out.select_query(select);
        let alias = self.table_alias(pivot.alias.as_ref(), &mut Vec::new());
        self.out
            .from(bq::From::Query { query, alias }, bq::Origin::From(span))
    }

    /// A column of PIVOT with what completes it.
    fn completed(&mut self, name: String, aggregate: &Aggregate, span: Span) -> bq::ExprId {
        let column = bq::Expr::Column(bq::Name {
            parts: vec![name.into()],
        });
        let id = self.out.expr(column, bq::Origin::New);
        let Some(outside) = &aggregate.outside else {
            return id;
        };
        let template = Template::parse(outside).ok();
        let value = ArgValue::Expr { id, simple: true };
        let filled = self.fill(template.as_ref(), &["v"], &[value], span);
        let kind = self.out.exprs[filled].kind.clone();
        self.out.expr(kind, bq::Origin::New)
    }

    /// `UNPIVOT t.o AS v AT k` → `UNNEST(keys of t.o) AS k CROSS JOIN UNNEST([t.o[k]]) AS v`. JSON_KEYS puts quotes around keys
    /// that are no plain names.
    pub(super) fn unpivot_object(
        &mut self,
        span: Span,
        object: ExprId,
        value: Ident,
        key: Option<Ident>,
    ) -> bq::FromId {
        const KEYS: &str = "ARRAY(SELECT IF(STARTS_WITH(k, '\"'), JSON_VALUE(PARSE_JSON(k)), k) FROM UNNEST(JSON_KEYS($o, 1)) AS k)";
        let key = match key {
            Some(key) => self.column_text(key),
            None => format!("{}_key", self.ident(value)).into(),
        };
        let whole = ArgValue::Expr {
            id: self.expr(object),
            simple: true,
        };
        let keys = self.fill(Template::cached(KEYS), &["o"], &[whole], span);
        let keys = self.unnest_as(keys, key.clone());
        let base = self.expr(object);
        let index = bq::Expr::Column(bq::Name { parts: vec![key] });
        let index = self.out.expr(index, bq::Origin::New);
        let element = self.out.expr(
            bq::Expr::Index {
                base,
                kind: bq::IndexKind::Plain,
                index,
            },
            bq::Origin::New,
        );
        let elements = self
            .out
            .expr(bq::Expr::Array(vec![element]), bq::Origin::New);
        let values = self.unnest_as(elements, self.column_text(value));
        self.out.from(
            bq::From::Join {
                left: keys,
                right: values,
                kind: bq::JoinKind::Cross,
                condition: bq::JoinCondition::None,
            },
            bq::Origin::From(span),
        )
    }

    fn unnest_as(&mut self, array: bq::ExprId, alias: bq::Text) -> bq::FromId {
        let kind = self.out.exprs[array].kind.clone();
        let array = self.out.expr(kind, bq::Origin::New);
        self.out.from(
            bq::From::Unnest {
                array,
                alias: Some(alias),
                offset: None,
            },
            bq::Origin::New,
        )
    }

    /// The label of an unpivoted column, without quotes: a string in BigQuery.
    fn unpivot_label(&self, label: Span, edits: &mut Vec<bq::Edit>) -> bq::Text {
        let text = self.text(label);
        if text.starts_with('\'') {
            return self
                .string_at(label)
                .map_or(bq::Text::Source(label), bq::Text::from);
        }
        let name = text.trim_matches('"').to_lowercase();
        let text = super::super::string_literal::encode(&name);
        edits.push(bq::Edit {
            at: label,
            with: vec![bq::Piece::Text(text.into())],
        });
        name.into()
    }

    /// A column of UNPIVOT. Where it has no label its spelling is the value, which Redshift folds.
    fn unpivot_column(&self, part: Ident, is_label: bool, edits: &mut Vec<bq::Edit>) -> bq::Text {
        let folded = self.folded(part);
        if is_label && !part.placeholder && folded != self.ident(part) {
            let text = bq::Piece::Text(quoted(&folded).into());
            edits.push(bq::Edit {
                at: part.span,
                with: vec![text],
            });
            return folded.into_owned().into();
        }
        edits.extend(self.column_edit(part));
        self.column_text(part)
    }

    pub(super) fn unpivot(&mut self, span: Span, unpivot: &Unpivot) -> bq::FromId {
        let mut edits = Vec::new();
        let input = self.from(unpivot.input);
        edits.extend(self.column_edit(unpivot.value));
        edits.extend(self.column_edit(unpivot.name));
        let columns = unpivot
            .columns
            .iter()
            .map(|(name, text)| {
                let parts = name.parts.iter();
                let parts = parts
                    .map(|part| self.unpivot_column(*part, text.is_none(), &mut edits))
                    .collect();
                (
                    bq::Name { parts },
                    text.map(|text| self.unpivot_label(text, &mut edits)),
                )
            })
            .collect();
        let alias = self.table_alias(unpivot.alias.as_ref(), &mut edits);
        edits.sort_by_key(|edit| edit.at.start);
        self.out.from(
            bq::From::Unpivot {
                input,
                include_nulls: unpivot.include_nulls == Some(true),
                value: self.column_text(unpivot.value),
                name: self.column_text(unpivot.name),
                columns,
                alias,
            },
            origin(span, edits),
        )
    }
}

#[cfg(test)]
mod tests {
    use crate::{Options, Translator};

    // Not a case of the corpus: the engine of the tests is older than JSON_KEYS.
    #[test]
    fn an_object_is_unpivoted_by_its_keys() {
        let sql = "SELECT k, v FROM t, UNPIVOT t.o AS v AT k";
        let out = Translator::new(Options::default()).translate(sql);
        assert!(
            out.sql.ends_with("AS k CROSS JOIN UNNEST([t.o[k]]) AS v"),
            "{}",
            out.sql
        );
        assert!(out.sql.contains("UNNEST(JSON_KEYS(t.o, 1))"), "{}", out.sql);
    }
}
