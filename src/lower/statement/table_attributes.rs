//! The attributes of tables and materialized views: sort keys become clustering, the rest is left out.
//!
//! `DISTKEY (a) SORTKEY (d, a)` → `CLUSTER BY d, a`

use super::super::Cx;
use super::super::names::{delete, insert, quoted};
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::statement::{TableAttribute, TableAttributeKind};
use crate::redshift::tree::Ident;
use crate::resolve::Type;
use crate::span::Span;

/// The most columns of CLUSTER BY.
const MAX_CLUSTER_COLUMNS: usize = 4;

/// A column of a table, as far as it is known.
#[derive(Debug)]
pub(super) struct KnownColumn {
    /// The name, as it is written.
    pub name: String,
    /// The type.
    pub ty: Type,
    /// COLLATE CASE_INSENSITIVE: BigQuery does not cluster by it.
    pub collated: bool,
}

/// What the attributes become.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    /// The columns of CLUSTER BY.
    pub cluster_by: Vec<bq::Text>,
    /// AUTO REFRESH.
    pub auto_refresh: Option<bool>,
}

impl Cx<'_> {
    /// Takes attributes out of the text, and puts CLUSTER BY at the first sort key, or at `at` for sort keys of columns.
    pub(super) fn table_attributes(
        &mut self,
        attributes: &[TableAttribute],
        column_keys: &[Ident],
        columns: &[KnownColumn],
        at: u32,
        edits: &mut Vec<bq::Edit>,
    ) -> Attributes {
        let mut result = Attributes::default();
        let mut keys: Option<(Vec<Ident>, Span)> = None;
        let is_key = |kind: &TableAttributeKind| matches!(kind, TableAttributeKind::DistKey(_));
        let has_key = attributes.iter().any(|attribute| is_key(&attribute.kind));
        for attribute in attributes {
            let span = attribute.span;
            match &attribute.kind {
                TableAttributeKind::SortKey { columns, .. } if keys.is_none() => {
                    keys = Some((columns.clone(), span));
                    continue;
                }
                TableAttributeKind::SortKey { .. }
                | TableAttributeKind::SortKeyAuto
                | TableAttributeKind::EncodeAuto => {
                    let text = self.text(span);
                    self.raise(Code::RS5002, span, &[text]);
                }
                TableAttributeKind::Backup(_) => self.raise(Code::RS5002, span, &["BACKUP"]),
                // DISTSTYLE KEY says no more than its DISTKEY.
                TableAttributeKind::DistStyle(_) if has_key => {}
                TableAttributeKind::DistStyle(_) => {
                    let text = self.text(span);
                    self.raise(Code::RS3002, span, &[text]);
                }
                TableAttributeKind::DistKey(_) => self.raise(Code::RS3002, span, &["DISTKEY"]),
                TableAttributeKind::AutoRefresh(on) => result.auto_refresh = Some(*on),
                // A template may add anything: it stays.
                TableAttributeKind::Placeholder => continue,
                TableAttributeKind::Unknown => {
                    self.refuse(Code::RS1701, span, &[self.text(span)]);
                }
            }
            edits.push(delete(span));
        }
        match keys {
            Some((keys, span)) => {
                result.cluster_by = self.cluster_by(&keys, columns, span);
                let with = cluster_pieces(&result.cluster_by, "CLUSTER BY ", self);
                edits.push(bq::Edit { at: span, with });
            }
            None if !column_keys.is_empty() => {
                let span = column_keys
                    .first()
                    .map_or(self.statement.span, |key| key.span);
                result.cluster_by = self.cluster_by(column_keys, columns, span);
                let with = cluster_pieces(&result.cluster_by, " CLUSTER BY ", self);
                if !with.is_empty() {
                    edits.push(insert(at, with));
                }
            }
            None => {}
        }
        result
    }

    /// The leading columns of a sort key that can be clustered by.
    fn cluster_by(&mut self, keys: &[Ident], columns: &[KnownColumn], span: Span) -> Vec<bq::Text> {
        let mut names: Vec<String> = Vec::new();
        let mut left_out: Vec<String> = Vec::new();
        for key in keys {
            let Some(name) = self.key_column(*key, columns) else {
                left_out.push(self.text(key.span).to_owned());
                continue;
            };
            let folded = name.to_lowercase();
            let column = columns
                .iter()
                .find(|column| column.name.to_lowercase() == folded);
            let fits = column.is_none_or(|column| !column.collated && can_cluster(column.ty));
            if names.len() < MAX_CLUSTER_COLUMNS && fits && !names.contains(&name) {
                names.push(name);
            } else {
                left_out.push(name);
            }
        }
        let said = if names.is_empty() {
            "the sort key is left out: none of its columns can be clustered by".to_owned()
        } else {
            format!("the sort key becomes CLUSTER BY {}", names.join(", "))
        };
        let rest = if left_out.is_empty() {
            String::new()
        } else {
            format!("left out: {}", left_out.join(", "))
        };
        self.raise(Code::RS3001, span, &[&said, &rest]);
        names.into_iter().map(bq::Text::from).collect()
    }

    /// A key by name, or by its number in a CTAS or a materialized view.
    fn key_column(&self, key: Ident, columns: &[KnownColumn]) -> Option<String> {
        let text = self.ident(key);
        match text.parse::<usize>() {
            Ok(number) => columns
                .get(number.checked_sub(1)?)
                .map(|column| column.name.clone()),
            Err(_) => Some(text.into_owned()),
        }
    }
}

fn cluster_pieces(columns: &[bq::Text], words: &'static str, cx: &Cx<'_>) -> Vec<bq::Piece> {
    if columns.is_empty() {
        return Vec::new();
    }
    let names: Vec<String> = columns
        .iter()
        .map(|column| match column {
            bq::Text::Own(text) => quoted(text),
            bq::Text::Source(span) => cx.text(*span).to_owned(),
        })
        .collect();
    vec![
        bq::Piece::Keyword(words),
        bq::Piece::Text(names.join(", ").into()),
    ]
}

/// The types that BigQuery clusters by.
fn can_cluster(ty: Type) -> bool {
    match ty {
        Type::Real
        | Type::Double
        | Type::Super
        | Type::Time
        | Type::TimeTz
        | Type::Varbyte
        | Type::HllSketch
        | Type::IntervalYearToMonth
        | Type::IntervalDayToSecond
        | Type::Interval => false,
        Type::Unknown
        | Type::SmallInt
        | Type::Integer
        | Type::BigInt
        | Type::Decimal { .. }
        | Type::Boolean
        | Type::Char(_)
        | Type::Varchar(_)
        | Type::Date
        | Type::Timestamp
        | Type::TimestampTz
        | Type::Geometry
        | Type::Geography
        | Type::Oid
        | Type::Null
        | Type::UnknownLiteral => true,
    }
}
