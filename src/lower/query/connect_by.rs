//! Hierarchies: START WITH … CONNECT BY … is a recursive table.
//!
//! `SELECT id, LEVEL FROM emp START WITH boss IS NULL CONNECT BY PRIOR id = boss` →
//! `WITH RECURSIVE hierarchy AS (SELECT emp.*, 1 AS level FROM emp WHERE boss IS NULL UNION ALL SELECT emp.*, prior.level + 1
//! FROM emp JOIN hierarchy AS prior ON prior.id = emp.boss) SELECT id, level FROM hierarchy AS emp`
//!
//! <https://docs.aws.amazon.com/redshift/latest/dg/r_CONNECT_BY_clause.html>

use super::super::Cx;
use super::super::names::{delete, insert, quoted};
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::tree::{Body, ConnectBy, Expr, ExprId, From, FromId, Name, Query, Select};
use crate::resolve::{ColumnUse, FromKind};

/// The names of the recursive table, of its rows as parents, and of its depth.
const TABLE: &str = "hierarchy";
const PARENT: &str = "prior";
const LEVEL: &str = "level";

/// Functions over the way to a row, which the recursive table does not keep.
const OVER_PATHS: &[&str] = &["sys_connect_by_path", "connect_by_root"];

/// Which relation the columns of a CONNECT BY condition belong to.
#[derive(Clone, Debug)]
pub(in crate::lower) struct Kinship {
    /// The name of the item of FROM: a row.
    child: String,
    /// Where the condition stands.
    place: Place,
}

/// Where a condition of a hierarchy stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// START WITH: the rows of the first level.
    First,
    /// CONNECT BY: a row below another.
    Next,
    /// PRIOR in CONNECT BY: the row above.
    Above,
}

impl Cx<'_> {
    /// The recursive table of a query whose SELECT has CONNECT BY; the outermost query puts it into its WITH.
    pub(super) fn hierarchy_table(&mut self, query: &Query) {
        let src = self.src;
        let Body::Select(select) = &src.bodies[query.body] else {
            return;
        };
        let Some(connect) = &select.connect_by else {
            return;
        };
        let name = self.name_of_hierarchy();
        self.hierarchy = Some((query.body, name.clone()));
        if let Some(from) = self.single_table(query, select, connect)
            && let Some(table) = self.recursive_query(connect, from, &name)
        {
            self.hierarchies.push((name.into(), table));
        }
    }

    /// Puts the recursive tables of the statement into WITH of its outermost query, the only place for them.
    pub(super) fn put_hierarchies(
        &mut self,
        query: &Query,
        ctes: &mut Vec<(bq::Text, bq::QueryId)>,
        recursive: &mut bool,
        edits: &mut Vec<bq::Edit>,
    ) {
        if self.hierarchies.is_empty() || !self.is_outermost(query) {
            return;
        }
        let tables = std::mem::take(&mut self.hierarchies);
        let at = query
            .with
            .as_ref()
            .map_or(query.span.start, |with| with.span.end);
        let word = query.with.as_ref().and_then(|with| {
            let words = self.tokens_in(with.span);
            words
                .first()
                .map(|token| token.span)
                .filter(|_| !*recursive)
        });
        edits.extend(word.map(|word| insert(word.end, vec![bq::Piece::Keyword(" RECURSIVE")])));
        let mut pieces = Vec::new();
        for (index, (name, table)) in tables.iter().enumerate() {
            let before = if index > 0 || query.with.is_some() {
                ", "
            } else {
                "WITH RECURSIVE "
            };
            pieces.extend([
                bq::Piece::Keyword(before),
                bq::Piece::Text(name.clone()),
                bq::Piece::Keyword(" AS ("),
                bq::Piece::Node(bq::NodeRef::Query(*table)),
                bq::Piece::Text(")".into()),
            ]);
        }
        if query.with.is_none() {
            pieces.push(bq::Piece::Text(" ".into()));
        }
        edits.push(insert(at, pieces));
        ctes.extend(tables);
        *recursive = true;
    }

    /// Whether no other query of the statement is around this one.
    fn is_outermost(&self, query: &Query) -> bool {
        self.src
            .queries
            .iter()
            .all(|(_, other)| !other.span.contains(query.span) || other.span == query.span)
    }

    /// Whether a table of FROM is one of a WITH that the outermost query does not see.
    fn is_hidden_table(&self, query: &Query, from: FromId) -> bool {
        let FromKind::Cte { query: of, .. } = self.facts.from_kind(from) else {
            return !matches!(self.src.froms[from], From::Table { .. })
                && !self.is_outermost(query);
        };
        !self.src.queries.iter().any(|(_, outer)| {
            self.is_outermost(outer)
                && outer
                    .with
                    .iter()
                    .flat_map(|with| &with.ctes)
                    .any(|cte| cte.query == *of)
        })
    }

    /// FROM of the SELECT: the recursive table under the name of the item that it stands for.
    fn hierarchy_from(&mut self, select: &Select, name: &str) -> Option<bq::FromId> {
        let from = select.from.first().copied()?;
        let alias = self.name_of_from(from)?;
        let table = bq::From::Table {
            name: bq::Name {
                parts: vec![name.to_owned().into()],
            },
            alias: Some(alias.into()),
        };
        Some(
            self.out
                .from(table, bq::Origin::From(self.src.from_spans[from])),
        )
    }

    /// FROM and WHERE of a SELECT whose rows a recursive table gives; stars do not have the depth.
    pub(super) fn hierarchy_clauses(
        &mut self,
        select: &Select,
        name: &str,
        target: &mut bq::Select,
        edits: &mut Vec<bq::Edit>,
    ) {
        self.without_level(select, &mut target.items, edits);
        edits.extend(
            select
                .connect_by
                .as_ref()
                .map(|connect| delete(connect.span)),
        );
        target.from = self.hierarchy_from(select, name).into_iter().collect();
        target.selection = select.selection.map(|condition| self.condition(condition));
    }

    /// A column in a condition of CONNECT BY: both relations have it, so it says whose it is.
    pub(in crate::lower) fn kin_column(&mut self, id: ExprId, name: &Name) -> Option<bq::ExprId> {
        let kinship = self.kinship.clone()?;
        let span = self.src.span(id);
        if *self.facts.column(id) == ColumnUse::Level {
            return Some(match kinship.place {
                Place::First => {
                    let one = bq::Expr::Literal(bq::Literal::Int64, "1".into());
                    self.made(span, one)
                }
                Place::Next => {
                    let next = self.next_level();
                    self.made(span, bq::Expr::Paren(next))
                }
                Place::Above => self.made(span, level_above()),
            });
        }
        let relation = match kinship.place {
            Place::First => return None,
            Place::Next => kinship.child,
            Place::Above => PARENT.to_owned(),
        };
        let last = name.parts.last().copied()?;
        let parts = vec![relation.into(), self.column_text(last)];
        Some(self.made(span, bq::Expr::Column(bq::Name { parts })))
    }

    /// `PRIOR a`: the column of the row above.
    pub(in crate::lower) fn prior(&mut self, id: ExprId, inner: ExprId) -> bq::ExprId {
        let span = self.src.span(id);
        let Some(kinship) = self
            .kinship
            .clone()
            .filter(|kinship| kinship.place == Place::Next)
        else {
            return self.refuse_expr(id, Code::RS1103, span, &["PRIOR outside CONNECT BY"]);
        };
        let above = Kinship {
            place: Place::Above,
            ..kinship
        };
        let outer = self.kinship.replace(above);
        let value = self.expr(inner);
        self.kinship = outer;
        let kind = self.out.exprs[value].kind.clone();
        self.made(span, kind)
    }

    /// The only item of FROM, where the clause can be written as a recursive table.
    fn single_table(
        &mut self,
        query: &Query,
        select: &Select,
        connect: &ConnectBy,
    ) -> Option<FromId> {
        let why = if connect.nocycle {
            Some("NOCYCLE")
        } else if self.calls_over_paths() {
            Some("SYS_CONNECT_BY_PATH")
        } else {
            None
        };
        let single = match select.from.as_slice() {
            [only]
                if matches!(
                    self.src.froms[*only],
                    From::Table { .. } | From::Query { .. }
                ) =>
            {
                Some(*only)
            }
            _several => None,
        };
        match (why, single) {
            (None, Some(from))
                if self.name_of_from(from).is_some() && !self.is_hidden_table(query, from) =>
            {
                Some(from)
            }
            (why, _) => {
                let what = why.unwrap_or("CONNECT BY over anything but a table");
                self.refuse(
                    Code::RS1101,
                    connect.span,
                    &[what, "write the hierarchy as WITH RECURSIVE"],
                );
                None
            }
        }
    }

    fn calls_over_paths(&self) -> bool {
        let over_path = |expr: &Expr| {
            let Expr::Call(call) = expr else { return false };
            call.name
                .parts
                .last()
                .is_some_and(|name| OVER_PATHS.contains(&self.folded(*name).as_ref()))
        };
        self.src.exprs.iter().any(|(_, expr)| over_path(expr))
    }

    fn name_of_from(&self, from: FromId) -> Option<String> {
        let name = self.exposed_name(from)?;
        Some(self.ident(name).into_owned())
    }

    /// The first rows, and below each row those that name it.
    fn recursive_query(
        &mut self,
        connect: &ConnectBy,
        from: FromId,
        name: &str,
    ) -> Option<bq::QueryId> {
        let child = self.name_of_from(from)?;
        let one = self.integer(1);
        let seed_from = self.from(from);
        let kin = |place| Kinship {
            child: child.clone(),
            place,
        };
        let outer = self.kinship.replace(kin(Place::First));
        let selection = connect.start_with.map(|start| self.condition(start));
        let seed = self.generation(&child, one, seed_from, selection);
        self.kinship = Some(kin(Place::Next));
        let condition = self.condition(connect.condition);
        self.kinship = outer;
        let left = self.from(from);
        let right = self.out.from(
            bq::From::Table {
                name: bq::Name {
                    parts: vec![name.to_owned().into()],
                },
                alias: Some(PARENT.into()),
            },
            bq::Origin::New,
        );
        let joined = self.out.from(
            bq::From::Join {
                left,
                right,
                kind: bq::JoinKind::Inner,
                condition: bq::JoinCondition::On(condition),
            },
            bq::Origin::New,
        );
        let next = self.next_level();
        let next = self.generation(&child, next, joined, None);
        let body = self.out.body(
            bq::Body::Set(bq::SetOp::UnionAll, vec![seed, next]),
            bq::Origin::New,
        );
        Some(self.out.query_of(body, bq::Origin::New))
    }

    /// The depth of a row: one more than that of the row above.
    fn next_level(&mut self) -> bq::ExprId {
        let above = self.out.expr(level_above(), bq::Origin::New);
        let one = self.integer(1);
        self.out.expr(
            bq::Expr::Chain(vec![above, one], vec![bq::BinaryOp::Add]),
            bq::Origin::New,
        )
    }

    /// `SELECT t.*, n AS level FROM … WHERE …`
    fn generation(
        &mut self,
        child: &str,
        level: bq::ExprId,
        from: bq::FromId,
        selection: Option<bq::ExprId>,
    ) -> bq::BodyId {
        let select = bq::Select {
            items: vec![
                bq::SelectItem::Star {
                    qualifier: Some(bq::Name {
                        parts: vec![child.to_owned().into()],
                    }),
                    except: Vec::new(),
                },
                bq::SelectItem::Expr {
                    expr: level,
                    alias: Some(LEVEL.into()),
                },
            ],
            from: vec![from],
            selection,
            ..bq::Select::default()
        };
        self.out
            .body(bq::Body::Select(Box::new(select)), bq::Origin::New)
    }

    /// A name that neither a token of the statement is nor another hierarchy.
    fn name_of_hierarchy(&self) -> String {
        let mut name = self.unused_name(TABLE);
        let mut number = 1_usize;
        let is_taken = |name: &String| {
            let mut others = self.hierarchies.iter();
            others.any(|(other, _)| *other == bq::Text::from(name.clone()))
        };
        while is_taken(&name) {
            number += 1;
            name = self.unused_name(&format!("{TABLE}_{number}"));
        }
        name
    }

    /// Stars of the SELECT do not have the depth.
    fn without_level(
        &self,
        select: &Select,
        items: &mut [bq::SelectItem],
        edits: &mut Vec<bq::Edit>,
    ) {
        use crate::redshift::tree::SelectItem;
        for (source, item) in select.items.iter().zip(items) {
            if let (SelectItem::Star { span, .. }, bq::SelectItem::Star { except, .. }) =
                (source, item)
            {
                except.push(LEVEL.into());
                let text = format!(" ({})", quoted(LEVEL));
                edits.push(insert(
                    span.end,
                    vec![bq::Piece::Keyword(" EXCEPT"), bq::Piece::Text(text.into())],
                ));
            }
        }
    }
}

/// The depth of the row above.
fn level_above() -> bq::Expr {
    bq::Expr::Column(bq::Name {
        parts: vec![PARENT.into(), LEVEL.into()],
    })
}
