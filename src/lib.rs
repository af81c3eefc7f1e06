//! Translates Amazon Redshift SQL into BigQuery SQL (GoogleSQL), never silently wrong.
//!
//! Text goes in, text and diagnostics come out. What is already right for BigQuery comes out byte for byte; what changes
//! meaning is rewritten; what has no faithful equivalent is refused with a code and fails on purpose.
//!
//! ```
//! use rs2bq::{Options, Translator};
//!
//! let translation = Translator::new(Options::default()).translate("SELECT nvl(a, 0) AS a FROM t");
//! assert_eq!(translation.sql, "SELECT COALESCE(a, 0) AS a FROM t");
//! assert!(translation.diagnostics.is_empty());
//! ```
//!
//! The library does no IO, never panics, and never returns an error for input text. The stages stand in modules of their own:
//! [`source`] → [`redshift`] (lexer, parser, tree) → [`resolve`] (names and types) → `lower` (tree to tree; the only module
//! that knows both dialects) → [`bigquery`] (tree, printer) → [`verify`].

// The tests inside the crate share files with those outside.
#[cfg(test)]
extern crate self as rs2bq;

pub mod arena;
pub mod bigquery;
pub mod diagnostic;
pub mod functions;
pub mod library;
mod lower;
pub mod options;
pub mod redshift;
pub mod resolve;
pub mod source;
pub mod span;
mod stack;
mod suggest;
#[cfg(feature = "cli")]
mod support;
pub mod system_views;
mod translate;
pub mod verify;

#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;

pub use diagnostic::{Class, Code, Diagnostic};
pub use library::Library;
pub use options::{Assumption, Layout, Names, OnRefused, Options, StorageRule};
pub use translate::{
    Evidence, ExpectedColumn, Outcome, Proven, Translated, Translation, Translator,
};
