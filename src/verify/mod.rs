//! Checks of the output.

pub mod rules;
