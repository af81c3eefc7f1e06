//! Arrays of SUPER in FROM.
//!
//! `FROM t, t.arr AS x AT i` → `FROM t, UNNEST(JSON_QUERY_ARRAY(t.arr)) AS x WITH OFFSET AS i`. Offsets count from zero in both.
//!
//! <https://docs.aws.amazon.com/redshift/latest/dg/query-super.html#unnest>,
//! <https://docs.aws.amazon.com/redshift/latest/dg/r_FROM_clause30.html>

use super::super::Cx;
use super::super::expr::plain_call;
use super::super::names::quoted;
use crate::bigquery::template::{ArgValue, Template};
use crate::bigquery::tree as bq;
use crate::redshift::tree::{ExprId, Ident, Name, TableAlias};
use crate::resolve::DEFAULT_OFFSET;
use crate::span::Span;

impl Cx<'_> {
    /// `t.arr AS x AT i`.
    pub(super) fn super_array(
        &mut self,
        span: Span,
        name: &Name,
        alias: Option<&TableAlias>,
    ) -> bq::FromId {
        let path = self.json_path(name.span, &name.parts);
        self.unnest_path(span, path, alias)
    }

    /// An array whose alias is its element.
    pub(super) fn unnest_path(
        &mut self,
        span: Span,
        array: bq::ExprId,
        alias: Option<&TableAlias>,
    ) -> bq::FromId {
        let element = alias.map(|alias| self.column_text(alias.name));
        let offset = alias.and_then(|alias| alias.at);
        let offset = offset.map(|offset| self.column_text(offset));
        self.unnest_json(span, array, element, offset)
    }

    /// `UNNEST(t.arr) [WITH OFFSET] AS u(x, i)`. Where a column is written with the alias, the elements become rows that have
    /// columns: `UNNEST(ARRAY(SELECT AS STRUCT e AS x, i AS o FROM …)) AS u`
    pub(super) fn unnest(
        &mut self,
        span: Span,
        array: ExprId,
        with_offset: bool,
        alias: Option<&TableAlias>,
    ) -> bq::FromId {
        let Some((alias, [element, named @ ..])) =
            alias.map(|alias| (alias, alias.columns.as_slice()))
        else {
            let array = self.expr(array);
            return self.unnest_path(span, array, alias);
        };
        let offset = match named.first() {
            Some(offset) => Some(quoted(&self.ident(*offset))),
            None => with_offset.then(|| DEFAULT_OFFSET.to_owned()),
        };
        if self.is_qualifier(alias.name) {
            return self.unnest_rows(span, array, alias.name, *element, offset);
        }
        let array = self.expr(array);
        let offset = match named.first() {
            Some(offset) => Some(self.column_text(*offset)),
            None => offset.map(bq::Text::from),
        };
        let element = Some(self.column_text(*element));
        self.unnest_json(span, array, element, offset)
    }

    /// The elements as rows with columns.
    fn unnest_rows(
        &mut self,
        span: Span,
        array: ExprId,
        alias: Ident,
        element: Ident,
        offset: Option<String>,
    ) -> bq::FromId {
        let element = quoted(&self.ident(element));
        let (column, clause) = match offset {
            Some(offset) => (format!(", i AS {offset}"), " WITH OFFSET AS i"),
            None => (String::new(), ""),
        };
        let rows = format!(
            "ARRAY(SELECT AS STRUCT e AS {element}{column} FROM UNNEST(JSON_QUERY_ARRAY($x)) AS e{clause})"
        );
        let value = ArgValue::Expr {
            id: self.expr(array),
            simple: true,
        };
        let template = Template::parse(&rows).ok();
        let array = self.fill(template.as_ref(), &["x"], &[value], span);
        let kind = self.out.exprs[array].kind.clone();
        let array = self.out.expr(kind, bq::Origin::New);
        let unnest = bq::From::Unnest {
            array,
            alias: Some(self.column_text(alias)),
            offset: None,
        };
        self.out.from(unnest, bq::Origin::From(span))
    }

    fn unnest_json(
        &mut self,
        span: Span,
        array: bq::ExprId,
        alias: Option<bq::Text>,
        offset: Option<bq::Text>,
    ) -> bq::FromId {
        let call = plain_call("JSON_QUERY_ARRAY", vec![array]);
        let array = self.out.expr(call, bq::Origin::New);
        let unnest = bq::From::Unnest {
            array,
            alias,
            offset,
        };
        self.out.from(unnest, bq::Origin::From(span))
    }

    /// Whether the alias of a table stands elsewhere in the statement too, as in `u.x` and `u.*`.
    fn is_qualifier(&self, alias: Ident) -> bool {
        let folded = self.folded(alias);
        let mut tokens = self.tokens.iter();
        tokens.any(|token| {
            let text = self.text(token.span).trim_matches('"');
            token.span != alias.span && text.eq_ignore_ascii_case(&folded)
        })
    }
}
