//! `rs2bq translate`.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::args::{self, Format};
use super::input::{self, Input};
use super::render::{self, Renderer};
use super::{DONE, FAILED, Failure, STACK_BYTES, USAGE, config, print, say};
use crate::options::{Assumption, Layout, OnRefused, Options};
use crate::translate::{Translation, Translator};

/// How many files are held in memory at once.
const BATCH: usize = 64;

/// Translates all inputs; the exit code.
pub(super) fn run(args: &args::Translate) -> Result<i32, Failure> {
    let mut options = config::options(&args.common)?;
    options.layout = match args.layout {
        args::Layout::Preserve => Layout::Preserve,
        args::Layout::Pretty => Layout::Pretty,
    };
    options.on_refused = match args.on_refused {
        args::OnRefused::Fail => OnRefused::Fail,
        args::OnRefused::Comment => OnRefused::Comment,
    };
    let translator = Translator::with_catalog(options, config::catalog(&args.common)?);
    let inputs = input::gather(&args.common.files, args.output.as_deref())?;
    if args.verbose {
        say(&assumptions(translator.options()));
    }
    let mut output = Output::new(args, &inputs)?;
    let renderer = Renderer::for_stderr();
    let mut code = DONE;
    let translate = |input: &Input| input.translate(&translator);
    each(&inputs, translate, |input, result| {
        let one = match result {
            Ok(translation) => {
                report(&renderer, input, &translation);
                output.write(input, &translation)?;
                if translation.fails(translator.options()) {
                    FAILED
                } else {
                    DONE
                }
            }
            Err(failure) => {
                say(&format!("error: {failure}\n"));
                USAGE
            }
        };
        code = code.max(one);
        Ok(())
    })?;
    Ok(code)
}

/// The list of what holds under every translation by these options.
fn assumptions(options: &Options) -> String {
    let mut text =
        "standing assumptions (README.md says how to be strict about them):\n".to_owned();
    for (number, one) in (1..).zip(Assumption::ALL) {
        if !options.strict_about.contains(&one) {
            let _ = writeln!(text, "  {number}. {}: {}", one.name(), one.text());
        }
    }
    text
}

/// Does the work on the inputs on all processors, and hands the results over in order.
pub(super) fn each<T: Send>(
    inputs: &[Input],
    work: impl Fn(&Input) -> Result<T, Failure> + Sync,
    mut take: impl FnMut(&Input, Result<T, Failure>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    if let [input] = inputs {
        return take(input, work(input));
    }
    let pool = rayon::ThreadPoolBuilder::new()
        .stack_size(STACK_BYTES)
        .build()
        .map_err(|error| Failure::Usage(error.to_string()))?;
    for batch in inputs.chunks(BATCH) {
        let results: Vec<_> = pool.install(|| batch.par_iter().map(&work).collect());
        for (input, result) in batch.iter().zip(results) {
            take(input, result)?;
        }
    }
    Ok(())
}

/// Prints the diagnostics of a translation on standard error.
pub(super) fn report(renderer: &Renderer, input: &Input, translation: &Translation) {
    let name = input.name();
    for diagnostic in &translation.diagnostics {
        say(&renderer.render(&name, &translation.source, diagnostic));
    }
}

/// Where the results go.
enum Output {
    Stdout { format: Format, headings: bool },
    File { format: Format, path: PathBuf },
    Folder { format: Format, path: PathBuf },
}

impl Output {
    fn new(args: &args::Translate, inputs: &[Input]) -> Result<Self, Failure> {
        let format = args.format;
        let one = matches!(inputs, [_]) && !args.common.files.iter().any(|path| path.is_dir());
        match args.output.clone() {
            None => Ok(Self::Stdout {
                format,
                headings: !one,
            }),
            Some(path) if one && !names_folder(&path) => {
                let folder = path
                    .parent()
                    .filter(|folder| !folder.as_os_str().is_empty());
                if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
                    return Err(Failure::Usage(format!(
                        "{}: there is no folder {}",
                        path.display(),
                        folder.display()
                    )));
                }
                Ok(Self::File { format, path })
            }
            Some(path) if path.is_file() => Err(Failure::Usage(format!(
                "{}: the output of several files goes to a folder, and this is a file",
                path.display()
            ))),
            Some(path) => {
                distinct(inputs)?;
                Ok(Self::Folder { format, path })
            }
        }
    }

    fn write(&mut self, input: &Input, translation: &Translation) -> Result<(), Failure> {
        match self {
            Self::Stdout { format, headings } => {
                let mut text = render(*format, input, translation);
                if *headings && *format == Format::Text {
                    text = format!("-- {}\n{}\n", input.name(), text.trim_end_matches('\n'));
                }
                print(&text)
            }
            Self::File { format, path } => write_file(path, &render(*format, input, translation)),
            Self::Folder { format, path } => {
                let mut to = path.join(&input.inside);
                if *format == Format::Json {
                    to.set_extension("json");
                }
                if let Some(folder) = to.parent() {
                    std::fs::create_dir_all(folder).map_err(|error| Failure::io(folder, error))?;
                }
                write_file(&to, &render(*format, input, translation))
            }
        }
    }
}

/// Whether a path is that of a folder, or is written as one.
fn names_folder(path: &Path) -> bool {
    path.is_dir()
        || path
            .as_os_str()
            .to_string_lossy()
            .ends_with(std::path::is_separator)
}

fn render(format: Format, input: &Input, translation: &Translation) -> String {
    match format {
        Format::Text => translation.sql.clone(),
        Format::Json => format!("{}\n", render::json(&input.name(), translation)),
    }
}

fn write_file(path: &Path, text: &str) -> Result<(), Failure> {
    std::fs::write(path, text).map_err(|error| Failure::io(path, error))
}

/// Two inputs must not be written to one file.
fn distinct(inputs: &[Input]) -> Result<(), Failure> {
    let mut seen: HashMap<&Path, &Input> = HashMap::new();
    for input in inputs {
        if let Some(other) = seen.insert(&input.inside, input) {
            return Err(Failure::Usage(format!(
                "{} and {} would both be written to {} in the output folder; give their common folder instead",
                other.name(),
                input.name(),
                input.inside.display()
            )));
        }
    }
    Ok(())
}
