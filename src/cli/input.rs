//! What is to be translated: files, the `*.sql` below folders, or standard input.

use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};

use super::{Failure, say};
use crate::source::SourceText;
use crate::translate::{Proven, Translation, Translator};

/// One text to translate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Input {
    /// Where it is; `-` is standard input.
    pub(super) path: PathBuf,
    /// Its path inside an output folder.
    pub(super) inside: PathBuf,
}

impl Input {
    fn new(path: &Path, root: Option<&Path>) -> Self {
        let inside = match root {
            Some(root) => path.strip_prefix(root).unwrap_or(path).to_path_buf(),
            None if path == Path::new("-") => PathBuf::from("stdin.sql"),
            None => path
                .file_name()
                .map_or_else(|| path.to_path_buf(), PathBuf::from),
        };
        Self {
            path: path.to_path_buf(),
            inside,
        }
    }

    /// The name that diagnostics and JSON give it.
    pub(super) fn name(&self) -> String {
        self.path.display().to_string()
    }

    /// Reads and translates it.
    pub(super) fn translate(&self, translator: &Translator) -> Result<Translation, Failure> {
        self.text().map(|text| translator.translate(text.as_str()))
    }

    /// Reads and translates it, with what checks need.
    pub(super) fn prove(&self, translator: &Translator) -> Result<Proven, Failure> {
        self.text().map(|text| translator.prove(text.as_str()))
    }

    fn text(&self) -> Result<SourceText, Failure> {
        let bytes = self
            .read()
            .map_err(|error| Failure::io(&self.path, error))?;
        if u32::try_from(bytes.len()).is_err() {
            let why = format!("{}: files of 4 GiB and more are not read", self.name());
            return Err(Failure::Usage(why));
        }
        SourceText::from_bytes(&bytes)
            .map_err(|error| Failure::Usage(format!("{}: {error}", self.name())))
    }

    fn read(&self) -> std::io::Result<Vec<u8>> {
        if self.path == Path::new("-") {
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes)?;
            return Ok(bytes);
        }
        std::fs::read(&self.path)
    }
}

/// All inputs, in the order of the command line, and inside a folder by name. What an earlier run left in the output folder
/// is no input.
pub(super) fn gather(paths: &[PathBuf], output: Option<&Path>) -> Result<Vec<Input>, Failure> {
    if paths.is_empty() {
        if std::io::stdin().is_terminal() {
            say("reading from standard input; end it with Ctrl-D (rs2bq --help tells more)\n");
        }
        return Ok(vec![Input::new(Path::new("-"), None)]);
    }
    let mut inputs = Vec::new();
    for path in paths {
        if !path.is_dir() {
            inputs.push(Input::new(path, None));
            continue;
        }
        let before = inputs.len();
        let output = output.and_then(|output| output.canonicalize().ok());
        let is_output = move |entry: &ignore::DirEntry| {
            entry.depth() > 0 && output.is_some() && entry.path().canonicalize().ok() == output
        };
        let walk = ignore::WalkBuilder::new(path)
            .sort_by_file_path(Path::cmp)
            .filter_entry(move |entry| !is_output(entry))
            .build();
        for entry in walk {
            let entry = entry.map_err(|error| Failure::Usage(error.to_string()))?;
            let is_sql = entry
                .path()
                .extension()
                .is_some_and(|e| e.eq_ignore_ascii_case("sql"));
            if is_sql && !entry.path().is_dir() {
                inputs.push(Input::new(entry.path(), Some(path)));
            }
        }
        if inputs.len() == before {
            // A mistyped folder should not look like a success.
            say(&format!(
                "{}: no *.sql file in this folder\n",
                path.display()
            ));
        }
    }
    Ok(inputs)
}
