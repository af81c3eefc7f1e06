//! Typed vectors that hold the nodes of one statement, and the 32-bit ids that nodes refer to each other by.
//!
//! A tree is a few arenas; a side table is a vector by id. Nothing is boxed, and a tree is freed at once.

use std::marker::PhantomData;

/// An id into an [`Arena`]: a 32-bit index that knows what it points at.
pub trait Id: Copy {
    /// The id of the node at this index.
    fn from_index(index: usize) -> Self;
    /// The index of the node in its arena.
    fn index(self) -> usize;
}

/// Declares an id type for one kind of node.
#[macro_export]
#[doc(hidden)]
macro_rules! define_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(u32);

        impl $crate::arena::Id for $name {
            #[inline]
            fn from_index(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }
            #[inline]
            fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

/// A growing vector of nodes, read by id.
#[derive(Clone, Debug)]
pub struct Arena<I, T> {
    items: Vec<T>,
    id: PhantomData<I>,
}

impl<I: Id, T> Arena<I, T> {
    /// Takes all nodes out; the memory stays for others.
    pub fn clear(&mut self) {
        self.items.clear();
    }

    /// Makes room for this many nodes more.
    pub fn reserve(&mut self, additional: usize) {
        self.items.reserve(additional);
    }

    /// Adds a node and gives its id.
    #[inline]
    pub fn push(&mut self, item: T) -> I {
        self.items.push(item);
        I::from_index(self.items.len() - 1)
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is no node.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// All nodes with their ids, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = (I, &T)> {
        self.items
            .iter()
            .enumerate()
            .map(|(index, item)| (I::from_index(index), item))
    }
}

impl<I, T> Default for Arena<I, T> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            id: PhantomData,
        }
    }
}

// An id is only ever made by `push` of the same tree, so it is in range.
#[allow(clippy::indexing_slicing)]
impl<I: Id, T> std::ops::Index<I> for Arena<I, T> {
    type Output = T;
    #[inline]
    fn index(&self, id: I) -> &T {
        &self.items[id.index()]
    }
}

#[allow(clippy::indexing_slicing)]
impl<I: Id, T> std::ops::IndexMut<I> for Arena<I, T> {
    #[inline]
    fn index_mut(&mut self, id: I) -> &mut T {
        &mut self.items[id.index()]
    }
}

/// A side table: a value for every node of an arena, by id, with a default for those that have none.
#[derive(Clone, Debug)]
pub struct SideTable<I, T> {
    values: Vec<T>,
    id: PhantomData<I>,
}

impl<I, T> Default for SideTable<I, T> {
    fn default() -> Self {
        Self {
            values: Vec::new(),
            id: PhantomData,
        }
    }
}

impl<I: Id, T: Clone + Default> SideTable<I, T> {
    /// Makes this a table for an arena of this many nodes, all at the default; the memory stays.
    pub fn reset(&mut self, len: usize) {
        self.values.clear();
        self.values.resize(len, T::default());
    }

    /// The value of a node, or `None` for an id of another tree.
    #[inline]
    pub fn get(&self, id: I) -> Option<&T> {
        self.values.get(id.index())
    }

    /// Sets the value of a node, growing the table where needed.
    #[inline]
    pub fn set(&mut self, id: I, value: T) {
        if id.index() >= self.values.len() {
            self.values.resize(id.index() + 1, T::default());
        }
        if let Some(slot) = self.values.get_mut(id.index()) {
            *slot = value;
        }
    }
}
