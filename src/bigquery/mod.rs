//! The target dialect: the tree of GoogleSQL as BigQuery speaks it, its templates, its printer. Knows nothing of Redshift.

pub mod emit;
pub mod statement;
pub mod template;
pub mod tree;
