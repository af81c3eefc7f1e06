//! What the resolver found out about a statement: types and names by node.

use super::columns::{Columns, OutputColumn};
use super::missing::Missing;
use super::types::Type;
use crate::arena::SideTable;
use crate::redshift::tree::{BodyId, ExprId, From, FromId, JoinKind, QueryId, Select, Tree};
use crate::system_views::SystemView;

/// Names and types of one statement, in side tables beside its tree.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The type of every expression.
    pub types: SideTable<ExprId, Type>,
    /// What every [`Expr::Column`](crate::redshift::tree::Expr::Column) stands for.
    pub columns: SideTable<ExprId, ColumnUse>,
    /// What every key of GROUP BY and of a query's ORDER BY stands for.
    pub keys: SideTable<ExprId, KeyUse>,
    /// What is somewhere inside of every expression, without the queries in it.
    pub contains: SideTable<ExprId, Contains>,
    /// Items of FROM.
    pub froms: SideTable<FromId, FromFacts>,
    /// Queries.
    pub queries: SideTable<QueryId, QueryFacts>,
    /// Bodies of queries.
    pub bodies: SideTable<BodyId, BodyFacts>,
    /// The table that INSERT, UPDATE, DELETE, MERGE or COPY changes.
    pub target: Option<Target>,
    /// Names that nothing has.
    pub missing: Vec<Missing>,
    /// Relations that are called like a column which the statement names without them, where BigQuery would take the row, or
    /// like one of a query that names them, where it would take the column.
    pub namesakes: Vec<Relation>,
}

/// A relation whose columns an expression can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// An item of FROM.
    From(FromId),
    /// The table that the statement changes.
    Target,
}

/// What a name in an expression stands for. `depth` counts the queries between it and the one that has it: 0 for its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ColumnUse {
    /// Not known.
    #[default]
    Unknown,
    /// A column.
    Column {
        /// Of which relation; `None` where several could have it.
        relation: Option<Relation>,
        /// Its position in the known columns of the relation.
        index: Option<usize>,
        /// How many parts of the name stand before the column.
        qualifier: usize,
        /// The queries in between.
        depth: usize,
    },
    /// A column that USING or NATURAL made of two.
    Merged {
        /// The join.
        join: FromId,
        /// The queries in between.
        depth: usize,
    },
    /// A select alias: a lateral reference to another item of the same list, or its use in WHERE, GROUP BY, HAVING, QUALIFY
    /// and ORDER BY.
    Alias {
        /// The item of the select list, from 0.
        item: usize,
        /// The queries in between.
        depth: usize,
    },
    /// A select alias, unless a table whose columns are not known has a column of this name: in Redshift the column wins.
    AliasOrColumn {
        /// The item of the select list, from 0.
        item: usize,
    },
    /// A path into a SUPER value.
    SuperPath {
        /// Of which relation; `None` where several could have it.
        relation: Option<Relation>,
        /// The position of the column in the known columns of the relation.
        index: Option<usize>,
        /// How many parts of the name lead to the column: the path begins after them.
        column_parts: usize,
        /// The queries in between.
        depth: usize,
    },
    /// A row as one value: the name is that of a relation.
    WholeRow {
        /// Which.
        relation: Relation,
        /// The queries in between.
        depth: usize,
    },
    /// A variable or parameter of a procedure.
    Variable,
    /// Not a column: a date part as an argument (`DATEADD(month, …)`).
    DatePart,
    /// LEVEL of CONNECT BY.
    Level,
}

/// What a key of GROUP BY or ORDER BY stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeyUse {
    /// An expression.
    #[default]
    Expression,
    /// A column by its name. It may be an item of the select list too, with the same meaning.
    Column,
    /// The number of an output column.
    Ordinal {
        /// The number, from 1.
        position: usize,
        /// The item of the select list, from 0; `None` behind a star over unknown columns.
        item: Option<usize>,
    },
    /// The name of an output column that means another thing than a column of FROM.
    Output {
        /// The item of the select list, from 0.
        item: usize,
        /// The name is not written there: Redshift makes it up (`ORDER BY count`).
        implied: bool,
    },
    /// A GROUP BY name that is an alias, unless a table whose columns are not known has such a column: in Redshift the
    /// column wins.
    OutputOrColumn {
        /// The item of the select list, from 0.
        item: usize,
    },
}

/// What stands inside of an expression.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Contains {
    /// An aggregate without OVER.
    pub aggregate: bool,
    /// A call with OVER.
    pub window: bool,
    /// A query.
    pub subquery: bool,
    /// A reference to a select alias, or what may be one.
    pub alias: bool,
}

impl Contains {
    /// Both together.
    pub fn and(self, other: Self) -> Self {
        Self {
            aggregate: self.aggregate || other.aggregate,
            window: self.window || other.window,
            subquery: self.subquery || other.subquery,
            alias: self.alias || other.alias,
        }
    }
}

/// What is known of an item of FROM.
#[derive(Clone, Debug, Default)]
pub struct FromFacts {
    /// What it is.
    pub kind: FromKind,
    /// Its columns; for a join see [`Facts::columns_of`].
    pub columns: Columns,
    /// For a join: the columns of USING or NATURAL, folded; `None` where NATURAL joins unknown columns.
    pub merged: Option<Vec<String>>,
}

/// What an item of FROM is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum FromKind {
    /// Not known.
    #[default]
    Unknown,
    /// A table or view.
    Table(TableUse),
    /// A common table expression.
    Cte {
        /// Its query.
        query: QueryId,
        /// Named inside of itself.
        recursive: bool,
    },
    /// A query in parentheses.
    Derived,
    /// The elements of a SUPER array, named by a path.
    SuperArray {
        /// The relation whose column holds the array.
        root: Option<Relation>,
        /// How many parts of the name lead to the column: the path begins after them. 0 for a path with subscripts.
        column_parts: usize,
    },
    /// A function.
    Function,
    /// UNNEST.
    Unnest,
    /// UNPIVOT of an object.
    UnpivotObject,
    /// A join, or one in parentheses.
    Join,
    /// PIVOT.
    Pivot,
    /// UNPIVOT of columns.
    Unpivot,
}

/// A table or view that a statement names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableUse {
    /// The database, where it is written, folded.
    pub database: Option<String>,
    /// The schema, written or found on the search path, folded; `None` for temporary tables and unknown ones.
    pub schema: Option<String>,
    /// The name, folded; empty where a placeholder hides it.
    pub name: String,
    /// The catalog knows it.
    pub known: bool,
    /// The catalog knows it as a temporary table.
    pub temporary: bool,
    /// The view of Redshift's own objects that it is, where BigQuery has its rows.
    pub system_view: Option<&'static SystemView>,
}

/// What is known of a query.
#[derive(Clone, Debug, Default)]
pub struct QueryFacts {
    /// The columns of its output.
    pub columns: Columns,
    /// It names a column of a query around it.
    pub correlated: bool,
}

/// What is known of the body of a query.
#[derive(Clone, Debug, Default)]
pub struct BodyFacts {
    /// The columns of its output.
    pub columns: Columns,
    /// A SELECT with GROUP BY, HAVING or an aggregate.
    pub aggregated: bool,
    /// A SELECT with a window call in its list, QUALIFY or ORDER BY.
    pub windowed: bool,
    /// The relations of the qualified stars of a SELECT, by item of the list.
    pub stars: Vec<(usize, Relation)>,
}

/// The table that a statement changes.
#[derive(Clone, Debug, Default)]
pub struct Target {
    /// Which table.
    pub table: TableUse,
    /// Its columns.
    pub columns: Columns,
    /// For INSERT and COPY: the columns that receive values, in order; `None` where they are not known.
    pub receives: Option<Vec<OutputColumn>>,
}

/// A column of an item of FROM, in the order in which a star gives them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FromColumn {
    /// The item that has it, inside of a join.
    pub relation: Relation,
    /// Its position in the known columns of that item.
    pub index: usize,
    /// What it is.
    pub column: OutputColumn,
    /// The join that made it of two columns.
    pub merged: Option<FromId>,
}

impl Facts {
    /// Makes these the facts of a tree of which nothing is known. The memory of one statement serves the next.
    pub(super) fn reset(&mut self, tree: &Tree) {
        let Self {
            types,
            columns,
            keys,
            contains,
            froms,
            queries,
            bodies,
            target,
            missing,
            namesakes,
        } = self;
        types.reset(tree.exprs.len());
        columns.reset(tree.exprs.len());
        keys.reset(tree.exprs.len());
        contains.reset(tree.exprs.len());
        froms.reset(tree.froms.len());
        queries.reset(tree.queries.len());
        bodies.reset(tree.bodies.len());
        *target = None;
        missing.clear();
        namesakes.clear();
    }

    /// The type of an expression.
    pub fn ty(&self, expr: ExprId) -> Type {
        self.types.get(expr).copied().unwrap_or_default()
    }

    /// What a column expression stands for.
    pub fn column(&self, expr: ExprId) -> &ColumnUse {
        self.columns.get(expr).unwrap_or(&ColumnUse::Unknown)
    }

    /// What a key of GROUP BY or ORDER BY stands for.
    pub fn key(&self, expr: ExprId) -> KeyUse {
        self.keys.get(expr).copied().unwrap_or_default()
    }

    /// What stands inside of an expression.
    pub fn contains(&self, expr: ExprId) -> Contains {
        self.contains.get(expr).copied().unwrap_or_default()
    }

    /// The system view that an item of FROM is.
    pub fn system_view(&self, from: FromId) -> Option<&'static SystemView> {
        if let FromKind::Table(table) = self.from_kind(from) {
            return table.system_view;
        }
        None
    }

    /// What an item of FROM is.
    pub fn from_kind(&self, from: FromId) -> &FromKind {
        self.froms
            .get(from)
            .map_or(&FromKind::Unknown, |facts| &facts.kind)
    }

    /// The output columns of a query, or `None` where a star over an unknown table hides some.
    pub fn outputs(&self, query: QueryId) -> Option<&[OutputColumn]> {
        self.queries.get(query)?.columns.all()
    }

    /// The output columns of a body, or `None` where a star over an unknown table hides some.
    pub fn body_outputs(&self, body: BodyId) -> Option<&[OutputColumn]> {
        self.bodies.get(body)?.columns.all()
    }

    /// Whether a query names columns of a query around it.
    pub fn correlated(&self, query: QueryId) -> bool {
        self.queries
            .get(query)
            .is_some_and(|facts| facts.correlated)
    }

    /// The known columns of a relation that is not a join.
    pub fn relation_columns(&self, relation: Relation) -> Option<&Columns> {
        match relation {
            Relation::From(from) => self.froms.get(from).map(|facts| &facts.columns),
            Relation::Target => self.target.as_ref().map(|target| &target.columns),
        }
    }

    /// The columns of an item of FROM in the order of a star, or `None` where they are not known.
    pub fn columns_of(&self, tree: &Tree, from: FromId) -> Option<Vec<FromColumn>> {
        let (leftmost, joins) = spine(tree, from);
        let mut columns = self.leaf_columns(tree, leftmost)?;
        for join in joins.into_iter().rev() {
            let From::Join { right, kind, .. } = &tree.froms[join] else {
                continue;
            };
            let right = self.columns_of(tree, *right)?;
            let merged = self.froms.get(join)?.merged.as_ref()?;
            columns = joined(join, *kind, merged, columns, right);
        }
        Some(columns)
    }

    /// The columns of `*` in a SELECT, or `None` where they are not known.
    pub fn star_columns(&self, tree: &Tree, select: &Select) -> Option<Vec<FromColumn>> {
        let mut columns = Vec::new();
        for from in &select.from {
            columns.extend(self.columns_of(tree, *from)?);
        }
        Some(columns)
    }

    /// The columns that NATURAL joins by: the folded names that both sides have, in the order of the left side.
    pub fn common_columns(&self, tree: &Tree, left: FromId, right: FromId) -> Option<Vec<String>> {
        let left = self.columns_of(tree, left)?;
        let right = self.columns_of(tree, right)?;
        let names: std::collections::HashSet<&str> = right
            .iter()
            .filter_map(|found| found.column.name.as_deref())
            .collect();
        Some(
            left.into_iter()
                .filter_map(|found| found.column.name)
                .filter(|name| names.contains(name.as_ref()))
                .map(|name| name.as_ref().to_owned())
                .collect(),
        )
    }

    fn leaf_columns(&self, tree: &Tree, from: FromId) -> Option<Vec<FromColumn>> {
        if let From::Paren { inner, alias: None } = &tree.froms[from] {
            return self.columns_of(tree, *inner);
        }
        let columns = self.froms.get(from)?.columns.all()?;
        Some(
            columns
                .iter()
                .enumerate()
                .map(|(index, column)| FromColumn {
                    relation: Relation::From(from),
                    index,
                    column: column.clone(),
                    merged: None,
                })
                .collect(),
        )
    }
}

/// The joins from this item down its left sides, outermost first, and what is leftmost: a long chain of joins is a loop.
pub(super) fn spine(tree: &Tree, from: FromId) -> (FromId, Vec<FromId>) {
    let mut joins = Vec::new();
    let mut leftmost = from;
    while let From::Join { left, .. } = &tree.froms[leftmost] {
        joins.push(leftmost);
        leftmost = *left;
    }
    (leftmost, joins)
}

/// The columns of a join: first those that it merges, then the others of the left side, then those of the right side.
fn joined(
    join: FromId,
    kind: JoinKind,
    merged: &[String],
    left: Vec<FromColumn>,
    right: Vec<FromColumn>,
) -> Vec<FromColumn> {
    let is_merged = |found: &FromColumn| {
        found
            .column
            .name
            .as_deref()
            .is_some_and(|name| merged.iter().any(|other| other == name))
    };
    let find = |columns: &[FromColumn], name: &String| {
        columns
            .iter()
            .find(|found| found.column.name.as_deref() == Some(name.as_str()))
            .cloned()
    };
    let mut columns = Vec::with_capacity(left.len() + right.len());
    for name in merged {
        let (a, b) = (find(&left, name), find(&right, name));
        let ty = merged_type(kind, a.as_ref(), b.as_ref());
        let visible = if kind == JoinKind::Right {
            b.or(a)
        } else {
            a.or(b)
        };
        if let Some(mut column) = visible {
            column.merged = Some(join);
            column.column.ty = ty;
            columns.push(column);
        }
    }
    columns.extend(left.into_iter().filter(|found| !is_merged(found)));
    columns.extend(right.into_iter().filter(|found| !is_merged(found)));
    columns
}

fn merged_type(kind: JoinKind, left: Option<&FromColumn>, right: Option<&FromColumn>) -> Type {
    let ty = |side: Option<&FromColumn>| side.map_or(Type::Unknown, |found| found.column.ty);
    merge_types(kind, ty(left), ty(right))
}

/// The type of a column that USING makes of two.
pub(super) fn merge_types(kind: JoinKind, left: Type, right: Type) -> Type {
    match kind {
        JoinKind::Right => right,
        JoinKind::Full => super::rules::common_of_two(left, right),
        JoinKind::Inner | JoinKind::Left | JoinKind::Cross => left,
    }
}
