//! What may stand on the command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::diagnostic::{Class, Code};
use crate::options::Assumption;

/// One standing assumption, or all.
pub(super) type Assumptions = &'static [Assumption];

/// Translates Amazon Redshift SQL into BigQuery SQL (GoogleSQL), never silently wrong.
#[derive(Debug, Parser)]
#[command(version, about)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Translate SQL: the output goes to standard output, diagnostics to standard error
    Translate(Translate),
    /// Translate without printing, and check that BigQuery's grammar accepts the output
    Check(Check),
    /// Print the page of a diagnostic code
    Explain {
        /// The code, such as RS1404
        #[arg(value_parser = code)]
        code: Code,
    },
    /// Print the table of functions, or the rows of one function
    Functions {
        /// The name of a Redshift function
        name: Option<String>,
        /// Print the library of functions for a dataset, to be run once
        #[arg(long, value_name = "DATASET", conflicts_with = "name")]
        library: Option<String>,
        /// Print SUPPORT.md
        #[arg(long, hide = true, conflicts_with = "name")]
        markdown: bool,
    },
}

/// What both commands that translate take.
#[derive(Debug, clap::Args)]
pub(super) struct Common {
    /// Files, folders (every *.sql below them) or - for standard input
    #[arg(value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// Tables of the source: DDL (*.sql) or columns (*.csv); may be repeated
    #[arg(long, value_name = "FILE")]
    pub(super) schema: Vec<PathBuf>,
    /// The configuration; rs2bq.toml of the current folder without it
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Count every possible difference as refused
    #[arg(long)]
    pub(super) strict: bool,
    /// Do not make a standing assumption: its name, or all; may be repeated
    #[arg(long, value_name = "ASSUMPTION", value_parser = assumption)]
    pub(super) strict_about: Vec<Assumptions>,
    /// Accept a code: it is not reported; may be repeated
    #[arg(long, value_name = "CODE", value_parser = allowable)]
    pub(super) allow: Vec<Code>,
    /// Count a code as refused; may be repeated
    #[arg(long, value_name = "CODE", value_parser = code)]
    pub(super) deny: Vec<Code>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Translate {
    #[command(flatten)]
    pub(super) common: Common,
    /// Where the output goes: a file, or a folder when several files are translated
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Keep the layout of the source, or print everything anew
    #[arg(long, value_enum, default_value_t = Layout::Preserve)]
    pub(super) layout: Layout,
    /// SQL text, or one JSON object a file
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
    /// What stands in the place of a refused statement: an ASSERT that fails, or only a comment
    #[arg(long, value_enum, default_value_t = OnRefused::Fail)]
    pub(super) on_refused: OnRefused,
    /// Say which assumptions stand under every translation
    #[arg(long)]
    pub(super) verbose: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Check {
    #[command(flatten)]
    pub(super) common: Common,
    /// Ask GoogleSQL's own analyzer: its server's program, or HOST:PORT of one that runs
    #[cfg(feature = "googlesql")]
    #[arg(long, value_name = "googlesql=PROGRAM|HOST:PORT")]
    pub(super) engine: Option<String>,
    /// Told apart from an unknown option
    #[cfg(not(feature = "googlesql"))]
    #[arg(long, hide = true)]
    pub(super) engine: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Layout {
    Preserve,
    Pretty,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Text,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum OnRefused {
    Fail,
    Comment,
}

/// Reads a code; the error names the nearest one.
fn code(text: &str) -> Result<Code, String> {
    Code::parse(text).ok_or_else(|| {
        let upper = text.to_ascii_uppercase();
        let near = Code::ALL
            .iter()
            .map(|code| {
                (
                    strsim::damerau_levenshtein(code.as_str(), &upper),
                    code.as_str(),
                )
            })
            .min()
            .filter(|(distance, _)| *distance <= 2);
        match near {
            Some((_, near)) => format!("there is no such code; did you mean {near}?"),
            None => "there is no such code; codes look like RS1404".to_owned(),
        }
    })
}

/// Reads a code whose diagnostics may be left out.
fn allowable(text: &str) -> Result<Code, String> {
    let code = code(text)?;
    match code.class() {
        Class::Syntax | Class::Refused => Err(format!(
            "a statement with {} does not run, so it cannot be allowed; --on-refused comment leaves it out",
            code.as_str()
        )),
        Class::Differs | Class::Performance | Class::Dropped => Ok(code),
    }
}

/// Reads the name of a standing assumption, or `all`.
pub(super) fn assumption(text: &str) -> Result<Assumptions, String> {
    if text == "all" {
        return Ok(&Assumption::ALL);
    }
    let one = Assumption::ALL.iter().position(|one| one.name() == text);
    one.and_then(|index| Assumption::ALL.get(index..=index))
        .ok_or_else(|| {
            let names: Vec<&str> = Assumption::ALL.iter().map(|one| one.name()).collect();
            format!(
                "there is no such assumption; they are {}, all",
                names.join(", ")
            )
        })
}
