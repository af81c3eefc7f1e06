//! Checks of the output.
