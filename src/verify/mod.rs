//! Checks of the output: BigQuery's own rules over the target tree, `sqlparser`'s BigQuery dialect, and GoogleSQL itself.

#[cfg(feature = "googlesql")]
pub mod googlesql;
pub mod reparse;
pub mod rules;
