//! ROLLUP, CUBE and GROUPING SETS beside other keys, and inside each other: BigQuery takes one of them alone, so the sets are
//! written out.
//!
//! `GROUP BY a, ROLLUP (b, c)` → `GROUP BY GROUPING SETS ((a, b, c), (a, b), (a))`
//!
//! <https://docs.aws.amazon.com/redshift/latest/dg/r_GROUP_BY_aggregation-extensions.html>

use super::super::Cx;
use crate::bigquery::tree as bq;
use crate::diagnostic::Code;
use crate::redshift::tree::{Expr, ExprId, GroupBy, GroupItem, Select};

/// More sets than this are not written out.
const MAX_SETS: usize = 64;

impl Cx<'_> {
    /// The sets of a GROUP BY that BigQuery does not take as it stands.
    pub(super) fn grouping_sets(
        &mut self,
        select: &Select,
        group_by: &GroupBy,
        edits: &mut Vec<bq::Edit>,
    ) -> Option<Vec<bq::GroupItem>> {
        let items = &group_by.items;
        let mixed = items.len() > 1 && items.iter().any(is_extension);
        let nested = items.iter().any(|item| {
            matches!(item, GroupItem::Sets(inner, _)
                if inner.iter().any(|item| matches!(item, GroupItem::Sets(..))))
        });
        if !mixed && !nested {
            return None;
        }
        let mut sets = vec![Vec::new()];
        for item in items {
            let Some(more) = self
                .sets_of(item)
                .filter(|more| more.len() * sets.len() <= MAX_SETS)
            else {
                let what = "so many grouping sets beside each other";
                let advice = "write the sets as GROUPING SETS";
                self.refuse(Code::RS1101, group_by.span, &[what, advice]);
                return None;
            };
            sets = product(&sets, &more);
        }
        let start = items.first().map(|item| self.start_of(item))?;
        let mut pieces = Vec::new();
        let mut text = "GROUPING SETS (".to_owned();
        let mut lists = Vec::new();
        for (index, set) in sets.iter().enumerate() {
            text += if index == 0 { "(" } else { ", (" };
            let mut keys: Vec<ExprId> = Vec::new();
            let mut list = Vec::new();
            for key in set {
                if keys.iter().any(|known| self.same_tokens(*known, *key)) {
                    continue;
                }
                text += if keys.is_empty() { "" } else { ", " };
                pieces.push(bq::Piece::Text(std::mem::take(&mut text).into()));
                let node = self.list_key(select, *key);
                pieces.push(bq::Piece::Node(bq::NodeRef::Expr(node)));
                list.push(node);
                keys.push(*key);
            }
            text += ")";
            lists.push(bq::GroupItem::List(list));
        }
        pieces.push(bq::Piece::Text((text + ")").into()));
        edits.push(bq::Edit {
            at: crate::span::Span::new(start, group_by.span.end),
            with: pieces,
        });
        Some(vec![bq::GroupItem::Sets(lists)])
    }

    fn start_of(&self, item: &GroupItem) -> u32 {
        match item {
            GroupItem::Expr(expr) => self.src.span(*expr).start,
            GroupItem::Empty(span)
            | GroupItem::Rollup(_, span)
            | GroupItem::Cube(_, span)
            | GroupItem::Sets(_, span)
            | GroupItem::List(_, span) => span.start,
        }
    }

    /// The sets that an item stands for; `None` where they are too many.
    fn sets_of(&self, item: &GroupItem) -> Option<Vec<Vec<ExprId>>> {
        match item {
            GroupItem::Expr(expr) => {
                let row = if let Expr::Row(items) = &self.src.exprs[*expr] {
                    items.clone()
                } else {
                    vec![*expr]
                };
                Some(vec![row])
            }
            GroupItem::Empty(_) => Some(vec![Vec::new()]),
            GroupItem::List(list, _) => Some(vec![list.clone()]),
            GroupItem::Rollup(lists, _) => {
                let firsts = |count| lists.iter().take(count).flatten().copied().collect();
                Some((0..=lists.len()).rev().map(firsts).collect())
            }
            GroupItem::Cube(lists, _) => {
                let count = 1_usize.checked_shl(u32::try_from(lists.len()).ok()?)?;
                (count <= MAX_SETS).then(|| subsets(lists))
            }
            GroupItem::Sets(items, _) => {
                let mut all = Vec::new();
                for item in items {
                    all.extend(self.sets_of(item)?);
                }
                Some(all)
            }
        }
    }
}

fn is_extension(item: &GroupItem) -> bool {
    matches!(
        item,
        GroupItem::Rollup(..) | GroupItem::Cube(..) | GroupItem::Sets(..)
    )
}

/// The sets of CUBE, the whole one first.
fn subsets(lists: &[Vec<ExprId>]) -> Vec<Vec<ExprId>> {
    let empty = vec![Vec::new()];
    lists.iter().fold(empty, |sets, list| {
        product(&sets, &[list.clone(), Vec::new()])
    })
}

/// Each of the sets with each of the others behind it.
fn product(sets: &[Vec<ExprId>], more: &[Vec<ExprId>]) -> Vec<Vec<ExprId>> {
    sets.iter()
        .flat_map(|set| {
            more.iter()
                .map(|other| set.iter().chain(other).copied().collect())
        })
        .collect()
}
