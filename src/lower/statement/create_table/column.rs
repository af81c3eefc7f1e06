//! A column: its type, and its attributes in the order that BigQuery demands.
//!
//! `amount DECIMAL(12,2) NOT NULL DEFAULT 0 ENCODE az64` → `amount NUMERIC(12, 2) DEFAULT 0 NOT NULL`

use crate::bigquery::statement as target;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::lower::Cx;
use crate::lower::names::{delete, insert};
use crate::redshift::keyword::Keyword;
use crate::redshift::statement::{Column, ColumnAttribute, ColumnAttributeKind};
use crate::redshift::tree::{DataType, TypeName};
use crate::resolve::Type;
use crate::span::Span;

impl Cx<'_> {
    /// A column of CREATE TABLE or ADD COLUMN.
    pub(in crate::lower) fn column_definition(
        &mut self,
        column: &Column,
        edits: &mut Vec<bq::Edit>,
    ) -> target::Column {
        edits.extend(self.column_edit(column.name));
        let ty = self.column_data_type(&column.ty, edits);
        let mut lowered = target::Column {
            name: self.column_text(column.name),
            ty,
            case_insensitive: false,
            primary_key: false,
            references: None,
            default: None,
            not_null: false,
        };
        let mut kept = Vec::new();
        for attribute in &column.attributes {
            let mut own = Vec::new();
            let rank = self.column_attribute(column, attribute, &mut lowered, &mut own);
            own.extend(self.attribute_name(attribute.span).map(delete));
            match rank {
                Some(rank) => kept.push((rank, attribute.span, own)),
                None => edits.push(delete(attribute.span)),
            }
        }
        if kept.is_sorted_by_key(|(rank, _, _)| *rank) {
            edits.extend(kept.into_iter().flat_map(|(_, _, own)| own));
        } else {
            self.reorder(&lowered, column, &kept, edits);
        }
        lowered
    }

    /// The type of a column, with the edit of its text.
    pub(in crate::lower) fn column_data_type(
        &mut self,
        ty: &DataType,
        edits: &mut Vec<bq::Edit>,
    ) -> target::ColumnType {
        if ty.name == TypeName::Placeholder {
            return target::ColumnType::Placeholder(ty.span);
        }
        let redshift = Type::from_data_type(self.source, ty);
        let Some(target) = self.type_of_column(redshift) else {
            self.refuse_type(ty);
            return target::ColumnType::Placeholder(ty.span);
        };
        self.say_cut_interval(ty);
        let text = crate::bigquery::print::type_text(&target);
        if !self.text(ty.span).eq_ignore_ascii_case(&text) {
            edits.push(bq::Edit {
                at: ty.span,
                with: vec![bq::Piece::Type(target.clone())],
            });
        }
        target::ColumnType::Type(target)
    }

    /// Lowers an attribute: its rank in BigQuery's order with the edits of its text, or `None` where it is left out.
    fn column_attribute(
        &mut self,
        column: &Column,
        attribute: &ColumnAttribute,
        lowered: &mut target::Column,
        own: &mut Vec<bq::Edit>,
    ) -> Option<u8> {
        let span = attribute.span;
        match &attribute.kind {
            ColumnAttributeKind::Collate(true) => {
                lowered.case_insensitive = true;
                own.push(bq::Edit {
                    at: span,
                    with: vec![bq::Piece::Keyword("COLLATE 'und:ci'")],
                });
                Some(0)
            }
            ColumnAttributeKind::PrimaryKey if lowered.references.is_some() => {
                let why = "the primary key of the column with a foreign key";
                let help = "add it with ALTER TABLE … ADD PRIMARY KEY";
                self.raise(Code::RS5004, span, &[why, help]);
                None
            }
            ColumnAttributeKind::PrimaryKey => {
                lowered.primary_key = true;
                own.push(not_enforced(span));
                Some(1)
            }
            ColumnAttributeKind::References { .. } if lowered.primary_key => {
                let why = "the foreign key of the column with the primary key";
                let help = "add it with ALTER TABLE … ADD FOREIGN KEY";
                self.raise(Code::RS5004, span, &[why, help]);
                None
            }
            ColumnAttributeKind::References { table, columns } => {
                if columns.is_empty() {
                    self.raise(
                        Code::RS5004,
                        span,
                        &["a foreign key that does not name its columns", "name them"],
                    );
                    return None;
                }
                let name = self.table_name(table);
                own.extend(self.table_edit(table));
                own.extend(
                    columns
                        .iter()
                        .filter_map(|column| self.column_edit(*column)),
                );
                own.extend(self.reference_actions(span, columns));
                own.push(not_enforced(span));
                let columns = columns
                    .iter()
                    .map(|column| self.column_text(*column))
                    .collect();
                lowered.references = Some((name, columns));
                Some(1)
            }
            ColumnAttributeKind::Default(expr) => {
                lowered.default = Some(self.default_value(*expr, column));
                Some(2)
            }
            ColumnAttributeKind::NotNull => {
                lowered.not_null = true;
                Some(3)
            }
            ColumnAttributeKind::Identity | ColumnAttributeKind::GeneratedIdentity => {
                let name = self.ident(column.name).into_owned();
                self.raise(
                    Code::RS2701,
                    span,
                    &[
                        &format!("IDENTITY has no counterpart: {name} gets no value by itself"),
                        "insert GENERATE_UUID() or a number of your own",
                    ],
                );
                None
            }
            ColumnAttributeKind::Encode => {
                self.raise(Code::RS5002, span, &["ENCODE"]);
                None
            }
            ColumnAttributeKind::DistKey => {
                self.raise(Code::RS3002, span, &["DISTKEY"]);
                None
            }
            // It becomes CLUSTER BY of the table.
            ColumnAttributeKind::SortKey => None,
            ColumnAttributeKind::Collate(false) | ColumnAttributeKind::Null => None,
            ColumnAttributeKind::Unique => {
                self.raise(
                    Code::RS5004,
                    span,
                    &["UNIQUE", "BigQuery has no such constraint"],
                );
                None
            }
            ColumnAttributeKind::Check(_) => {
                self.refuse(
                    Code::RS1701,
                    span,
                    &["CHECK", "check the values when they are written"],
                );
                None
            }
            ColumnAttributeKind::Placeholder => Some(2),
            ColumnAttributeKind::Unknown => {
                let text = self.text(span).to_owned();
                self.refuse(Code::RS1701, span, &[&text]);
                None
            }
        }
    }

    /// `CONSTRAINT name` before an attribute: BigQuery names the constraints of tables only.
    fn attribute_name(&self, attribute: Span) -> Option<Span> {
        let mut tokens = self.tokens_in(attribute).iter();
        let first = tokens.next()?;
        let name = tokens.next()?;
        (first.keyword == Keyword::Constraint).then(|| first.span.to(name.span))
    }

    /// Writes the kept attributes anew, in the order of BigQuery.
    fn reorder(
        &self,
        lowered: &target::Column,
        column: &Column,
        kept: &[(u8, Span, Vec<bq::Edit>)],
        edits: &mut Vec<bq::Edit>,
    ) {
        let mut pieces: Vec<bq::Piece> = Vec::new();
        let mut ranked: Vec<&(u8, Span, Vec<bq::Edit>)> = kept.iter().collect();
        ranked.sort_by_key(|(rank, _, _)| *rank);
        for (rank, span, _) in ranked {
            if !pieces.is_empty() {
                pieces.push(bq::Piece::Text(" ".into()));
            }
            match (rank, lowered.default) {
                (0, _) => pieces.push(bq::Piece::Keyword("COLLATE 'und:ci'")),
                (2, Some(default)) => {
                    pieces.push(bq::Piece::Keyword("DEFAULT "));
                    pieces.push(bq::Piece::Node(bq::NodeRef::Expr(default)));
                }
                (1, _) => pieces.extend(self.key_pieces(lowered, column, *span)),
                (_, _) => pieces.push(bq::Piece::Keyword("NOT NULL")),
            }
        }
        for (index, (_, span, _)) in kept.iter().enumerate() {
            let with = if index == 0 {
                std::mem::take(&mut pieces)
            } else {
                Vec::new()
            };
            edits.push(bq::Edit { at: *span, with });
        }
    }
}

impl Cx<'_> {
    /// The key that an attribute declares.
    fn key_pieces(
        &self,
        lowered: &target::Column,
        column: &Column,
        attribute: Span,
    ) -> Vec<bq::Piece> {
        let mut attributes = column.attributes.iter();
        let is_primary = attributes.any(|own| {
            own.span == attribute && matches!(own.kind, ColumnAttributeKind::PrimaryKey)
        });
        let (table, columns) = match &lowered.references {
            Some(references) if !is_primary => references,
            Some(_) | None => return vec![bq::Piece::Keyword("PRIMARY KEY NOT ENFORCED")],
        };
        let mut pieces = vec![
            bq::Piece::Keyword("REFERENCES "),
            bq::Piece::Text(self.target_text(table).into()),
        ];
        for (index, column) in columns.iter().enumerate() {
            let mark = if index == 0 { " (" } else { ", " };
            pieces.push(bq::Piece::Text(mark.into()));
            pieces.push(bq::Piece::Text(column.clone()));
        }
        pieces.push(bq::Piece::Keyword(") NOT ENFORCED"));
        pieces
    }
}

/// BigQuery's keys are declared, and not enforced.
pub(super) fn not_enforced(span: Span) -> bq::Edit {
    insert(span.end, vec![bq::Piece::Keyword(" NOT ENFORCED")])
}
