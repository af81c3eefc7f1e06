//! Checks of the output.

#[cfg(feature = "googlesql")]
pub mod googlesql;
pub mod rules;
