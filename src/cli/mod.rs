//! The command line: everything that reads files, prints, or ends with an exit code. The library does none of it.

mod args;
mod check;
mod config;
mod input;
mod pages;
mod render;
mod translate;

use std::io::Write;

use clap::Parser;

/// All statements were translated.
const DONE: i32 = 0;
/// Something was refused or not understood, or did not pass a check.
const FAILED: i32 = 1;
/// The command line, the configuration or a file is wrong.
const USAGE: i32 = 2;

/// The parser recurses by the nesting of the text, so it gets a stack that holds the deepest nesting allowed.
const STACK_BYTES: usize = 256 << 20;

/// What ends a command with exit code 2.
#[derive(Debug, thiserror::Error)]
enum Failure {
    /// A file or folder that cannot be read or written.
    #[error("{path}: {source}")]
    Io {
        path: String,
        source: std::io::Error,
    },
    /// Anything else, said in one line or a few.
    #[error("{0}")]
    Usage(String),
    /// The reader of the output went away: there is nobody to tell.
    #[error("the output was closed")]
    Closed,
}

impl Failure {
    fn io(path: &std::path::Path, source: std::io::Error) -> Self {
        Self::Io {
            path: path.display().to_string(),
            source,
        }
    }

    /// An error of writing to standard output.
    fn output(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            Self::Closed
        } else {
            Self::io(std::path::Path::new("standard output"), error)
        }
    }
}

/// Writes to standard output.
fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    stdout.write_all(text.as_bytes()).map_err(Failure::output)?;
    stdout.flush().map_err(Failure::output)
}

/// Writes to standard error. Where it is closed, nobody is left to be told.
fn say(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// Runs the program; the exit code.
pub fn run() -> i32 {
    let args = args::Args::parse();
    let thread = std::thread::Builder::new()
        .stack_size(STACK_BYTES)
        .spawn(move || command(&args));
    match thread.map(std::thread::JoinHandle::join) {
        Ok(Ok(code)) => code,
        Ok(Err(_)) | Err(_) => USAGE,
    }
}

fn command(args: &args::Args) -> i32 {
    let result = match &args.command {
        args::Command::Translate(args) => translate::run(args),
        args::Command::Check(args) => check::run(args),
        args::Command::Explain { code } => pages::explain(*code),
        args::Command::Functions { markdown: true, .. } => pages::support(),
        args::Command::Functions {
            library: Some(dataset),
            ..
        } => pages::library(dataset),
        args::Command::Functions { name, .. } => pages::functions(name.as_deref()),
    };
    match result {
        Ok(code) => code,
        Err(Failure::Closed) => DONE,
        Err(failure) => {
            say(&format!("error: {failure}\n"));
            USAGE
        }
    }
}
