//! README.md shows what the program says.

#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;
use std::process::Command;

const README: &str = include_str!("../README.md");

/// The fenced blocks of a section that begin with this fence.
fn blocks(section: &str, fence: &str) -> Vec<String> {
    let start = README.find(&format!("\n## {section}\n")).expect(section);
    let rest = README.get(start + 1..).unwrap();
    let end = rest.find("\n## ").unwrap_or(rest.len());
    let mut blocks = Vec::new();
    let mut inside: Option<(bool, String)> = None;
    for line in rest.get(..end).unwrap().lines() {
        match (&mut inside, line) {
            (None, line) if line.starts_with("```") => {
                inside = Some((line == fence, String::new()))
            }
            (None, _) => {}
            (Some(_), "```") => blocks.extend(inside.take().filter(|one| one.0).map(|one| one.1)),
            (Some((_, text)), line) => *text += &format!("{line}\n"),
        }
    }
    blocks
}

/// Runs the program in a folder: exit code, standard output, standard error.
fn run(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_rs2bq"))
        .args(args)
        .current_dir(folder)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        output.status.code().unwrap(),
        text(output.stdout),
        text(output.stderr),
    )
}

#[test]
fn before_and_after() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme");
    std::fs::create_dir_all(&folder).unwrap();
    let sql = blocks("Before and after", "```sql");
    let [before, after] = sql.as_slice() else {
        panic!("two blocks of SQL");
    };
    std::fs::write(folder.join("daily.sql"), before).unwrap();
    let schema =
        "CREATE TABLE shop.orders (ordered_at timestamp, quantity integer, sku varchar(32));";
    std::fs::write(folder.join("tables.sql"), schema).unwrap();
    let args = ["translate", "--schema", "tables.sql", "daily.sql"];
    let (code, stdout, stderr) = run(&folder, &args);
    assert_eq!(code, 1);
    assert_eq!(&stdout, after);
    assert_eq!(vec![stderr], blocks("Before and after", "```"));
}

#[test]
fn the_sample_script() {
    let (code, stdout, _) = run(
        Path::new(env!("CARGO_MANIFEST_DIR")),
        &["translate", "examples/warehouse.sql"],
    );
    assert_eq!(code, 0);
    assert_eq!(vec![stdout], blocks("A whole script", "```sql"));
}

#[test]
fn the_check_of_the_sample_script() {
    let (code, stdout, _) = run(
        Path::new(env!("CARGO_MANIFEST_DIR")),
        &["check", "examples/warehouse.sql"],
    );
    assert_eq!(code, 0);
    let shown = format!("$ rs2bq check examples/warehouse.sql\n{stdout}");
    assert!(blocks("Checking", "```").contains(&shown), "{shown}");
}
