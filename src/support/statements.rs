//! The section of SUPPORT.md about statements: every kind of Redshift's with what the translation makes of its plainest forms.
//!
//! `VACUUM = VACUUM t` of `grammar/statements.map` → a row that says `dropped`, with RS5001.

use std::fmt::Write as _;

use super::cell;
use crate::diagnostic::{Class, Code, Diagnostic};
use crate::{Options, Translator};

const TABLE: &str = include_str!("../../grammar/statements.map");

/// A line of the table: `kind = statement`.
struct Form {
    group: &'static str,
    kind: &'static str,
    sql: &'static str,
}

/// The section with its summary.
pub(super) fn section(text: &mut String) {
    text.push_str(
        "\n## Statements\n\n\
         The plainest forms of every kind with what becomes of them: *translated*; *differs*, translated with a difference that a \
         diagnostic tells; *dropped*, kept as a comment, for BigQuery does it by itself; *refused*, the output fails on purpose in its \
         place. Options and other forms of a statement may raise more: its diagnostics tell, and `rs2bq explain CODE` has the page of each.\n\n",
    );
    let rows: Vec<(Form, Row)> = forms()
        .map(|form| {
            let row = Row::of(form.sql);
            (form, row)
        })
        .collect();
    summary(text, &rows);
    let mut group = "";
    for (form, row) in &rows {
        if form.group != group {
            group = form.group;
            // Writing to a String does not fail.
            let _ = write!(
                text,
                "\n### {group}\n\n| statement | for example | support | becomes | codes |\n|---|---|---|---|---|\n"
            );
        }
        let _ = writeln!(
            text,
            "| {} | `{}` | {} | {} | {} |",
            form.kind,
            cell(form.sql),
            row.fate.name(),
            cell(&row.becomes),
            row.codes()
        );
    }
}

/// The lines of the table in order.
fn forms() -> impl Iterator<Item = Form> {
    let mut group = "";
    TABLE.lines().filter_map(move |line| {
        if let Some(heading) = line.strip_prefix("## ") {
            group = heading;
        }
        let (kind, sql) = line.split_once(" = ").filter(|_| !line.starts_with('#'))?;
        Some(Form { group, kind, sql })
    })
}

fn summary(text: &mut String, rows: &[(Form, Row)]) {
    let counts = Fate::ALL.map(|fate| rows.iter().filter(|(_, row)| row.fate == fate).count());
    let names = Fate::ALL.map(Fate::name).join(" | ");
    let counts: Vec<String> = counts.iter().map(ToString::to_string).collect();
    let _ = writeln!(
        text,
        "| forms | {names} |\n|--:|--:|--:|--:|--:|\n| {} | {} |",
        rows.len(),
        counts.join(" | ")
    );
}

/// What becomes of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Translated,
    Differs,
    Dropped,
    Refused,
}

impl Fate {
    const ALL: [Self; 4] = [
        Self::Translated,
        Self::Differs,
        Self::Dropped,
        Self::Refused,
    ];

    fn of(diagnostics: &[Diagnostic]) -> Self {
        let has = |class| diagnostics.iter().any(|one| one.class() == class);
        if has(Class::Syntax) || has(Class::Refused) {
            Self::Refused
        } else if diagnostics.iter().any(|one| one.code == Code::RS5001) {
            Self::Dropped
        } else if has(Class::Differs) {
            Self::Differs
        } else {
            Self::Translated
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Translated => "translated",
            Self::Differs => "differs",
            Self::Dropped => "dropped",
            Self::Refused => "refused",
        }
    }
}

/// What the translation of a form says.
struct Row {
    fate: Fate,
    becomes: String,
    codes: Vec<Code>,
}

impl Row {
    fn of(sql: &str) -> Self {
        let translation = Translator::new(Options::default()).translate(sql);
        let diagnostics = &translation.diagnostics;
        let fate = Fate::of(diagnostics);
        let becomes = match fate {
            Fate::Translated | Fate::Differs => format!("`{}`", on_one_line(&translation.sql)),
            Fate::Dropped => String::new(),
            // What to do in its place, without the text of the codes that say it for all.
            Fate::Refused => diagnostics
                .iter()
                .find_map(Diagnostic::help)
                .unwrap_or_default(),
        };
        let mut codes: Vec<Code> = diagnostics.iter().map(|one| one.code).collect();
        codes.sort_unstable_by_key(|code| code.as_str());
        codes.dedup();
        Self {
            fate,
            becomes,
            codes,
        }
    }

    fn codes(&self) -> String {
        let names: Vec<&str> = self.codes.iter().map(|code| code.as_str()).collect();
        names.join(", ")
    }
}

fn on_one_line(sql: &str) -> String {
    sql.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{Row, forms};
    use crate::diagnostic::Class;

    #[test]
    fn every_form_is_read() {
        let unread: Vec<&str> = forms()
            .filter(|form| {
                let row = Row::of(form.sql);
                row.codes.iter().any(|code| code.class() == Class::Syntax)
            })
            .map(|form| form.sql)
            .collect();
        assert!(unread.is_empty(), "{unread:?}");
    }
}
