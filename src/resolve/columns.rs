//! Lists of columns: of a table, of the output of a query, of an item of FROM.

use std::sync::{Arc, OnceLock};

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::types::Type;
use crate::redshift::tree::ExprId;

/// A column of a table or of a query's output.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutputColumn {
    /// Its name, folded to lower case; `None` where a template placeholder hides it.
    pub name: Option<Arc<str>>,
    /// Its name in the spelling of the text, without quotes, where that differs from the folded name.
    pub spelling: Option<Arc<str>>,
    /// Its type.
    pub ty: Type,
    /// The name is not written: Redshift makes it up of the expression (`count`, `?column?`).
    pub implied: bool,
    /// The item of the select list that makes it, from 0; of the first branch for a set operation.
    pub item: Option<usize>,
    /// The expression of that item; `None` for a star.
    pub expr: Option<ExprId>,
    /// What a table says of it.
    pub flags: ColumnFlags,
}

/// What the definition of a table says of a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ColumnFlags {
    /// NOT NULL, or part of the primary key.
    pub not_null: bool,
    /// It has a DEFAULT.
    pub default: bool,
    /// IDENTITY or GENERATED … AS IDENTITY.
    pub identity: bool,
}

impl OutputColumn {
    /// A column of this name and type.
    pub fn new(name: &str, ty: Type) -> Self {
        Self {
            name: Some(name.into()),
            ty,
            ..Self::default()
        }
    }

    /// The name in the spelling of the text.
    pub fn spelling(&self) -> Option<&str> {
        self.spelling.as_deref().or(self.name.as_deref())
    }

    /// Gives it another name: folded, and as it is written.
    pub fn rename(&mut self, name: Option<&str>, spelling: &str) {
        self.spelling = (name != Some(spelling)).then(|| spelling.into());
        self.name = name.map(Into::into);
        self.implied = false;
    }
}

/// Columns with an index by name, shared between the catalog, the scopes and the facts.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    shared: Arc<Shared>,
    complete: bool,
}

#[derive(Debug, Default)]
struct Shared {
    list: Vec<OutputColumn>,
    index: OnceLock<FxHashMap<Arc<str>, usize>>,
}

impl Columns {
    /// All columns there are.
    pub fn complete(list: Vec<OutputColumn>) -> Self {
        Self {
            shared: Arc::new(Shared {
                list,
                index: OnceLock::new(),
            }),
            complete: true,
        }
    }

    /// The columns that are known of a table or query that has others too.
    pub fn partial(list: Vec<OutputColumn>) -> Self {
        Self {
            complete: false,
            ..Self::complete(list)
        }
    }

    /// Nothing is known.
    pub fn unknown() -> Self {
        Self::default()
    }

    /// Whether these are all columns, in order.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// The columns that are known; see [`Columns::is_complete`].
    pub fn known(&self) -> &[OutputColumn] {
        &self.shared.list
    }

    /// All columns in order, or `None` where some are hidden.
    pub fn all(&self) -> Option<&[OutputColumn]> {
        self.complete.then_some(self.shared.list.as_slice())
    }

    /// The position of the first column of this folded name in [`Columns::known`].
    pub fn position(&self, name: &str) -> Option<usize> {
        let list = &self.shared.list;
        // A short list is searched faster than an index is made.
        if list.len() <= 8 {
            return list.iter().position(|c| c.name.as_deref() == Some(name));
        }
        let index = self.shared.index.get_or_init(|| {
            let mut index = FxHashMap::with_capacity_and_hasher(list.len(), FxBuildHasher);
            for (position, column) in list.iter().enumerate() {
                if let Some(name) = &column.name {
                    index.entry(name.clone()).or_insert(position);
                }
            }
            index
        });
        index.get(name).copied()
    }

    /// The first column of this folded name.
    pub fn get(&self, name: &str) -> Option<&OutputColumn> {
        self.known().get(self.position(name)?)
    }

    /// The column at a position of [`Columns::known`].
    pub fn at(&self, position: usize) -> Option<&OutputColumn> {
        self.known().get(position)
    }

    /// Changes the list, in place where nothing else shares it.
    pub(super) fn change(&mut self, change: impl FnOnce(&mut Vec<OutputColumn>)) {
        match Arc::get_mut(&mut self.shared) {
            Some(shared) => {
                change(&mut shared.list);
                shared.index = OnceLock::new();
            }
            None => *self = self.changed(change),
        }
    }

    /// The same columns after a change of the list.
    pub fn changed(&self, change: impl FnOnce(&mut Vec<OutputColumn>)) -> Self {
        let mut list = self.shared.list.clone();
        change(&mut list);
        Self {
            complete: self.complete,
            ..Self::complete(list)
        }
    }

    /// The columns as the query around sees them: where they come from is left out, and a string constant is a string.
    pub(super) fn exposed(&self) -> Self {
        self.outside(|ty| {
            if ty == Type::UnknownLiteral {
                Type::Varchar(None)
            } else {
                ty
            }
        })
    }

    /// The columns of a table or view that is made of a query: NULL without a type is a string too.
    pub(super) fn stored(&self) -> Self {
        self.outside(Type::settled)
    }

    fn outside(&self, ty: impl Fn(Type) -> Type) -> Self {
        let unchanged = |c: &OutputColumn| c.item.is_none() && c.expr.is_none() && ty(c.ty) == c.ty;
        if self.known().iter().all(unchanged) {
            return self.clone();
        }
        self.changed(|list| {
            for column in list {
                column.item = None;
                column.expr = None;
                column.ty = ty(column.ty);
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_by_name_in_short_and_long_lists() {
        for len in [3, 30] {
            let list = (0..len)
                .map(|n| OutputColumn::new(&format!("c{n}"), Type::Integer))
                .collect();
            let columns = Columns::complete(list);
            assert_eq!(columns.position("c2"), Some(2));
            assert_eq!(columns.position("x"), None);
        }
    }

    #[test]
    fn unknown_hides_columns() {
        assert!(Columns::unknown().all().is_none());
        assert!(Columns::complete(Vec::new()).all().is_some());
        let partial = Columns::partial(vec![OutputColumn::new("a", Type::Date)]);
        assert!(partial.all().is_none());
        assert_eq!(partial.get("a").map(|c| c.ty), Some(Type::Date));
    }
}
