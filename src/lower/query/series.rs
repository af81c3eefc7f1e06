//! `generate_series` in FROM, which PostgreSQL's code uses: an array, unnested.
//!
//! `FROM generate_series(1, 5) AS g(n)` → `FROM (SELECT n FROM UNNEST(GENERATE_ARRAY(1, 5)) AS n) AS g`

use super::super::Cx;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::tree::{Call, Expr, TableAlias};
use crate::resolve::Type;
use crate::span::Span;

const NAME: &str = "generate_series";

impl Cx<'_> {
    /// The call with its alias. Without one, table and column bear the function's name.
    pub(super) fn series(
        &mut self,
        span: Span,
        function: &Call,
        alias: Option<&TableAlias>,
    ) -> bq::FromId {
        let is_number = |ty: Type| !ty.is_datetime() && !ty.is_interval();
        if !function
            .args
            .iter()
            .all(|arg| is_number(self.type_of(*arg)))
        {
            let help = "of dates or times: write UNNEST of GENERATE_DATE_ARRAY or GENERATE_TIMESTAMP_ARRAY";
            self.refuse(Code::RS1402, function.name.span, &[NAME, help]);
            return self.nothing(span);
        }
        let args = self.exprs(&function.args.clone());
        let array = self.call("GENERATE_ARRAY", args);
        let table: bq::Text =
            alias.map_or_else(|| NAME.into(), |alias| self.column_text(alias.name));
        let column = alias
            .and_then(|alias| alias.columns.first())
            .map_or_else(|| table.clone(), |column| self.column_text(*column));
        let is_named = alias.is_some_and(|alias| !alias.columns.is_empty());
        let unnest = bq::From::Unnest {
            array,
            alias: Some(column.clone()),
            offset: None,
        };
        if !is_named && !self.has_qualified(alias) {
            return self.out.from(unnest, bq::Origin::From(span));
        }
        let from = self.out.from(unnest, bq::Origin::New);
        let expr = bq::Expr::Column(bq::Name {
            parts: vec![column],
        });
        let item = bq::SelectItem::Expr {
            expr: self.out.expr(expr, bq::Origin::New),
            alias: None,
        };
        let select = bq::Select {
            items: vec![item],
            from: vec![from],
            ..bq::Select::default()
        };
        let query = self.out.select_query(select);
        let alias = Some(table);
        self.out
            .from(bq::From::Query { query, alias }, bq::Origin::From(span))
    }

    /// Whether a column of the statement is qualified with the alias: an element of an array has no fields.
    fn has_qualified(&self, alias: Option<&TableAlias>) -> bool {
        let name = alias.map_or_else(|| NAME.into(), |alias| self.folded(alias.name));
        let is_of_it = |expr: &Expr| {
            let Expr::Column(column) = expr else {
                return false;
            };
            let first = column.parts.first().filter(|_| column.parts.len() > 1);
            first.is_some_and(|part| self.folded(*part) == name)
        };
        self.src.exprs.iter().any(|(_, expr)| is_of_it(expr))
    }
}
