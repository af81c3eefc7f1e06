//! Redshift's views of its own objects, where BigQuery's INFORMATION_SCHEMA has the same rows.
//!
//! `SELECT tablename FROM pg_tables` →
//! ``SELECT tablename FROM (SELECT table_schema AS schemaname, table_name AS tablename FROM `region-us`.INFORMATION_SCHEMA.TABLES
//! WHERE table_type = 'BASE TABLE') AS pg_tables``
//!
//! <https://cloud.google.com/bigquery/docs/information-schema-intro>

use super::super::Cx;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::tree::{ExprId, Name, TableAlias};
use crate::resolve::ColumnUse;
use crate::span::Span;
use crate::system_views::SystemView;

/// The location whose views are read where the configuration names none.
const REGION: &str = "us";

impl Cx<'_> {
    /// A system view as a query of INFORMATION_SCHEMA that gives the columns Redshift's names.
    pub(super) fn system_view_query(
        &mut self,
        span: Span,
        name: &Name,
        view: &SystemView,
        alias: Option<&TableAlias>,
    ) -> bq::FromId {
        let region = self.options.names.region.as_deref().unwrap_or(REGION);
        let text = self.text(name.span);
        self.raise(Code::RS2005, name.span, &[text, view.source, region]);
        let query = self.information_schema(view, &format!("region-{region}"));
        let alias = match alias {
            Some(alias) => {
                if let Some(columns) = alias.columns_span {
                    self.refuse(Code::RS1102, columns, &["a list of column aliases", text]);
                }
                self.column_text(alias.name)
            }
            None => view.name.into(),
        };
        self.out.from(
            bq::From::Query {
                query,
                alias: Some(alias),
            },
            bq::Origin::From(span),
        )
    }

    fn information_schema(&mut self, view: &SystemView, region: &str) -> bq::QueryId {
        let new = bq::Origin::New;
        let items = view
            .columns
            .iter()
            .map(|column| bq::SelectItem::Expr {
                expr: self.own_column(column.source),
                alias: (column.name != column.source).then(|| column.name.into()),
            })
            .collect();
        let selection = view.only.map(|(column, value)| {
            let column = self.own_column(column);
            let value = self.string(value);
            self.out.expr(
                bq::Expr::Compare(bq::CompareOp::Eq, column, value),
                new.clone(),
            )
        });
        let source = self.out.from(
            bq::From::Table {
                name: bq::Name {
                    parts: [region, "INFORMATION_SCHEMA", view.source]
                        .map(|part| bq::Text::from(part.to_owned()))
                        .into(),
                },
                alias: None,
            },
            new.clone(),
        );
        let select = bq::Select {
            items,
            from: vec![source],
            selection,
            ..bq::Select::default()
        };
        self.out.select_query(select)
    }

    fn own_column(&mut self, name: &'static str) -> bq::ExprId {
        let parts = vec![name.into()];
        self.out
            .expr(bq::Expr::Column(bq::Name { parts }), bq::Origin::New)
    }

    /// A column that the statement's system views do not have in BigQuery, and no other table is known to have.
    pub(in crate::lower) fn lost_system_column(
        &mut self,
        id: ExprId,
        name: &Name,
    ) -> Option<bq::ExprId> {
        if !matches!(self.facts.column(id), ColumnUse::Unknown) {
            return None;
        }
        let view = self.system_view?;
        let text = self.text(name.span);
        let what = format!("{text}, a column of {},", view.name);
        let help = "INFORMATION_SCHEMA has no such column";
        Some(self.refuse_expr(id, Code::RS1103, name.span, &[&what, help]))
    }
}
