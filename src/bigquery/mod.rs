//! The target dialect: the tree of GoogleSQL as BigQuery speaks it, its templates, its printer. Knows nothing of Redshift.

pub mod children;
pub mod emit;
pub mod names;
pub mod object_names;
pub mod print;
mod print_expr;
mod print_query;
mod print_statement;
pub mod statement;
pub mod template;
pub mod tree;
