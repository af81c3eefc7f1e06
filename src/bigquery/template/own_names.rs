//! Keeps the names of a template apart from the columns of its arguments: `WITH(s AS …)` around a column `s` becomes `WITH(s_2 AS …)`.

use std::collections::HashSet;

use super::{ArgValue, Instantiation};
use crate::bigquery::children::for_each_child;
use crate::bigquery::names::{is_reserved, unquote_source};
use crate::bigquery::tree::{Expr, NodeRef, Text, Tree};
use crate::source::SourceText;

/// The names that are in use, in lower case.
#[derive(Default)]
pub(super) struct Names {
    pub(super) taken: HashSet<String>,
}

impl Names {
    /// Takes the first parts of all columns in the arguments.
    pub(super) fn take_columns(&mut self, tree: &Tree, with: &Instantiation<'_>) {
        let mut open: Vec<NodeRef> = Vec::new();
        for arg in with.args {
            match arg {
                ArgValue::Expr { id, .. } => open.push(NodeRef::Expr(*id)),
                ArgValue::Part(_) | ArgValue::Star | ArgValue::None => {}
            }
        }
        while let Some(node) = open.pop() {
            if let NodeRef::Expr(id) = node
                && let Expr::Column(name) = &tree.exprs[id].kind
            {
                self.take(name.parts.first(), with.source);
            }
            for_each_child(tree, node, &mut |child, _| open.push(child));
        }
    }

    fn take(&mut self, name: Option<&Text>, source: &SourceText) {
        match name {
            Some(Text::Own(name)) => self.taken.insert(name.to_ascii_lowercase()),
            Some(Text::Source(span)) => self
                .taken
                .insert(unquote_source(source.slice(*span)).to_ascii_lowercase()),
            None => false,
        };
    }

    /// A name of the template with the one that stands for it, if it is in use.
    pub(super) fn renamed<'n>(&mut self, own: &'n str) -> Option<(&'n str, String)> {
        let used = self.taken.contains(own.to_ascii_lowercase().as_str());
        used.then(|| (own, self.fresh(own)))
    }

    /// A name like this one that is not in use; it is then.
    pub(super) fn fresh(&mut self, like: &str) -> String {
        let mut name = like.to_owned();
        let mut number = 1_u32;
        while is_reserved(&name) || self.taken.contains(name.to_ascii_lowercase().as_str()) {
            number += 1;
            name = format!("{like}_{number}");
        }
        self.taken.insert(name.to_ascii_lowercase());
        name
    }
}
