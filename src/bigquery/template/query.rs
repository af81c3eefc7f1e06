//! Reads the sub-queries of a template: `(SELECT MAX(v) FROM UNNEST([$xs...]) AS v)`.

use super::parse::{Parsed, Parser};
use crate::bigquery::tree::{
    Body, BodyId, From, FromId, GroupItem, JoinCondition, JoinKind, Name, Origin, Query, QueryId,
    Select, SelectItem, SetOp, Text,
};

/// The words that begin a join.
const JOINS: [(&[&str], JoinKind); 9] = [
    (&["INNER", "JOIN"], JoinKind::Inner),
    (&["JOIN"], JoinKind::Inner),
    (&["LEFT", "JOIN"], JoinKind::Left),
    (&["LEFT", "OUTER", "JOIN"], JoinKind::Left),
    (&["RIGHT", "JOIN"], JoinKind::Right),
    (&["RIGHT", "OUTER", "JOIN"], JoinKind::Right),
    (&["FULL", "JOIN"], JoinKind::Full),
    (&["FULL", "OUTER", "JOIN"], JoinKind::Full),
    (&["CROSS", "JOIN"], JoinKind::Cross),
];

const SET_OPERATORS: [(&[&str], SetOp); 4] = [
    (&["UNION", "ALL"], SetOp::UnionAll),
    (&["UNION", "DISTINCT"], SetOp::UnionDistinct),
    (&["INTERSECT", "DISTINCT"], SetOp::Intersect),
    (&["EXCEPT", "DISTINCT"], SetOp::Except),
];

impl Parser<'_> {
    pub(super) fn query(&mut self) -> Parsed<QueryId> {
        let mut ctes = Vec::new();
        if self.word("WITH") {
            ctes = self.commas(|p| {
                let name = p.own_name()?;
                p.expect_word("AS")?;
                p.expect_symbol("(")?;
                Ok((name, p.query_to_paren()?))
            })?;
        }
        let body = self.bodies()?;
        let order_by = self.order_by()?;
        let limit = if self.word("LIMIT") {
            Some(self.expr()?)
        } else {
            None
        };
        let offset = if self.word("OFFSET") {
            Some(self.expr()?)
        } else {
            None
        };
        let query = Query {
            recursive: false,
            ctes,
            body,
            order_by,
            limit,
            offset,
        };
        Ok(self.tree.query(query, Origin::New))
    }

    fn bodies(&mut self) -> Parsed<BodyId> {
        let first = self.body()?;
        let Some((words, operator)) = SET_OPERATORS
            .into_iter()
            .find(|(words, _)| self.words(words))
        else {
            return Ok(first);
        };
        let mut bodies = vec![first, self.body()?];
        while self.words(words) {
            bodies.push(self.body()?);
        }
        Ok(self.tree.body(Body::Set(operator, bodies), Origin::New))
    }

    fn body(&mut self) -> Parsed<BodyId> {
        if self.symbol("(") {
            let query = self.query_to_paren()?;
            return Ok(self.tree.body(Body::Query(query), Origin::New));
        }
        self.expect_word("SELECT")?;
        let mut select = Select {
            distinct: self.word("DISTINCT"),
            as_struct: self.words(&["AS", "STRUCT"]),
            ..Select::default()
        };
        select.items = self.commas(Self::select_item)?;
        if self.word("FROM") {
            select.from = self.commas(Self::from)?;
        }
        if self.word("WHERE") {
            select.selection = Some(self.expr()?);
        }
        if self.words(&["GROUP", "BY"]) {
            select.group_by = self.commas(|p| Ok(GroupItem::Expr(p.expr()?)))?;
        }
        if self.word("HAVING") {
            select.having = Some(self.expr()?);
        }
        if self.word("QUALIFY") {
            select.qualify = Some(self.expr()?);
        }
        Ok(self.tree.body(Body::Select(Box::new(select)), Origin::New))
    }

    fn select_item(&mut self) -> Parsed<SelectItem> {
        if self.symbol("*") {
            return Ok(SelectItem::Star {
                qualifier: None,
                except: Vec::new(),
            });
        }
        let expr = self.expr()?;
        Ok(SelectItem::Expr {
            expr,
            alias: self.alias()?,
        })
    }

    /// `AS x` or only `x`.
    fn alias(&mut self) -> Parsed<Option<Text>> {
        if self.word("AS") {
            return self.own_name().map(Some);
        }
        Ok(self.own_name().ok())
    }

    fn from(&mut self) -> Parsed<FromId> {
        let mut left = self.table()?;
        while let Some((_, kind)) = JOINS.into_iter().find(|(words, _)| self.words(words)) {
            let right = self.table()?;
            let condition = if self.word("ON") {
                JoinCondition::On(self.expr()?)
            } else if self.word("USING") {
                self.expect_symbol("(")?;
                let columns = self.commas(|p| p.name().map(|name| p.text(name)))?;
                self.expect_symbol(")")?;
                JoinCondition::Using(columns)
            } else {
                JoinCondition::None
            };
            left = self.tree.from(
                From::Join {
                    left,
                    right,
                    kind,
                    condition,
                },
                Origin::New,
            );
        }
        Ok(left)
    }

    fn table(&mut self) -> Parsed<FromId> {
        let kind = if self.word("UNNEST") {
            self.expect_symbol("(")?;
            let array = self.expr()?;
            self.expect_symbol(")")?;
            let alias = self.alias()?;
            let offset = if self.words(&["WITH", "OFFSET"]) {
                let offset = self.alias()?;
                if offset.is_none() {
                    return self.fail("a name for the offset");
                }
                offset
            } else {
                None
            };
            From::Unnest {
                array,
                alias,
                offset,
            }
        } else if self.symbol("(") {
            let query = self.query_to_paren()?;
            From::Query {
                query,
                alias: self.alias()?,
            }
        } else {
            let mut parts = self.name().map(|name| vec![self.text(name)])?;
            while self.symbol(".") {
                let part = self.name()?;
                parts.push(self.text(part));
            }
            From::Table {
                name: Name { parts },
                alias: self.alias()?,
            }
        };
        Ok(self.tree.from(kind, Origin::New))
    }
}
