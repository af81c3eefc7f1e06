//! What the caller may choose: layout, strictness, and how names and storage addresses map.

mod assumption;

use std::collections::BTreeSet;

pub use assumption::Assumption;

use crate::diagnostic::{Class, Code};
use crate::library::Library;

/// How the output is laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// What is unchanged is copied, byte for byte.
    #[default]
    Preserve,
    /// Everything is printed anew in one canonical layout.
    Pretty,
}

/// What stands in the place of a refused statement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnRefused {
    /// `ASSERT FALSE AS 'RS…: …'` with the original above it as comment lines.
    #[default]
    Fail,
    /// Only the comment lines.
    Comment,
}

/// The options of a translation. All fields have defaults.
#[derive(Clone, Debug)]
pub struct Options {
    /// The layout of the output.
    pub layout: Layout,
    /// What stands in the place of a refused statement.
    pub on_refused: OnRefused,
    /// Every `differs`, and every unknown function, counts as refused for the exit code.
    pub strict: bool,
    /// Standing assumptions that are not made.
    pub strict_about: BTreeSet<Assumption>,
    /// Codes that are accepted: they are not reported. Refusals and syntax errors cannot be allowed.
    pub allow: BTreeSet<Code>,
    /// Codes that count as refused for the exit code.
    pub deny: BTreeSet<Code>,
    /// Names of tables, schemas and databases.
    pub names: Names,
    /// Addresses of files.
    pub storage: Vec<StorageRule>,
    /// Functions that exist in BigQuery under the same name, folded to lower case.
    pub functions: BTreeSet<String>,
    /// Where the functions of the library are; without it calls that need one are refused.
    pub library: Option<Library>,
    /// The deepest nesting that is read, in levels.
    pub max_nesting: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            layout: Layout::default(),
            on_refused: OnRefused::default(),
            strict: false,
            strict_about: BTreeSet::new(),
            allow: BTreeSet::new(),
            deny: BTreeSet::new(),
            names: Names::default(),
            storage: Vec::new(),
            functions: BTreeSet::new(),
            library: None,
            max_nesting: 1_000,
        }
    }
}

impl Options {
    /// Whether a diagnostic of this code makes the translation count as failed (exit code 1).
    pub fn fails(&self, code: Code) -> bool {
        match code.class() {
            Class::Syntax | Class::Refused => true,
            Class::Differs => self.strict || self.deny.contains(&code),
            Class::Performance | Class::Dropped => self.deny.contains(&code),
        }
    }

    /// Whether a diagnostic of this code is left out because the user accepted it.
    pub fn allowed(&self, code: Code) -> bool {
        match code.class() {
            Class::Syntax | Class::Refused => false,
            Class::Differs | Class::Performance | Class::Dropped => self.allow.contains(&code),
        }
    }
}

/// How `database.schema.table` becomes `project.dataset.table`.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// `database.schema` or `schema` (folded) → `project.dataset` or `dataset`.
    pub map: Vec<(String, String)>,
    /// Put before names without a database.
    pub default_project: Option<String>,
    /// Put before tables without a schema.
    pub default_dataset: Option<String>,
    /// Where INFORMATION_SCHEMA is read: `us`, `europe-west1`; `us` where it is not given.
    pub region: Option<String>,
}

/// A rule of `[storage]`: addresses that begin with `from` begin with `to` instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StorageRule {
    /// `s3://bucket/prefix`.
    pub from: String,
    /// `gs://bucket/prefix`.
    pub to: String,
}
