//! The files of `corpus/`.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

/// A file of the corpus, or a case of another file.
pub struct Case {
    /// Its path under `corpus/`, with slashes.
    pub name: String,
    /// Its text.
    pub sql: String,
}

/// All files, in order of their paths.
pub fn cases() -> Vec<Case> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut cases = Vec::new();
    collect(&root, &root, &mut cases);
    cases.sort_by(|one, two| one.name.cmp(&two.name));
    cases
}

fn collect(root: &Path, folder: &Path, cases: &mut Vec<Case>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, cases);
        } else if path.extension().is_some_and(|extension| extension == "sql") {
            let name = path
                .strip_prefix(root)
                .unwrap()
                .to_str()
                .unwrap()
                .replace('\\', "/");
            let sql = fs::read_to_string(&path).unwrap();
            cases.push(Case { name, sql });
        }
    }
}
