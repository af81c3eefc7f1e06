//! The tables: four small ones, one of them empty, with values at the boundaries. Names of columns are shared between
//! tables (for USING and NATURAL), and one is a reserved word of BigQuery.

use super::support::rows;
use super::tape::Tape;
use super::types::Ty;

/// A table's name and columns.
pub struct Table {
    pub name: &'static str,
    pub columns: &'static [(&'static str, Ty)],
}

pub const TABLES: [Table; 4] = [
    Table {
        name: "t1",
        columns: &[
            ("id", Ty::Int),
            ("k", Ty::Int),
            ("t", Ty::Text),
            ("d", Ty::Dec(10, 2)),
            ("day", Ty::Date),
            ("at", Ty::Stamp),
            ("b", Ty::Bool),
            ("f", Ty::Float),
            ("n", Ty::Big),
            ("s", Ty::Small),
            ("e", Ty::Dec(6, 4)),
            ("c", Ty::Char),
        ],
    },
    Table {
        name: "t2",
        columns: &[
            ("id", Ty::Int),
            ("k", Ty::Int),
            ("u", Ty::Text),
            ("hash", Ty::Dec(8, 3)),
            ("due", Ty::Date),
            ("b", Ty::Bool),
        ],
    },
    Table {
        name: "t3",
        columns: &[
            ("id", Ty::Int),
            ("k", Ty::Big),
            ("t", Ty::Text),
            ("at", Ty::Stamp),
            ("g", Ty::Float),
        ],
    },
    Table {
        name: "t0",
        columns: &[("id", Ty::Int), ("k", Ty::Int), ("t", Ty::Text)],
    },
];

/// The rows of all tables, for each engine.
pub struct Data {
    /// What makes and fills the tables in PostgreSQL.
    pub postgres: String,
    /// The tables as members of a WITH clause of GoogleSQL.
    pub googlesql: String,
}

/// The CREATE TABLE statements.
pub fn schema() -> String {
    TABLES.iter().map(|table| create(table) + ";\n").collect()
}

/// Random rows.
pub fn data(tape: &mut Tape) -> Data {
    let mut postgres = String::new();
    let mut members = Vec::new();
    for table in &TABLES {
        let count = if table.name == "t0" {
            0
        } else {
            4 + tape.below(7)
        };
        let rows: Vec<Vec<String>> = (0..count).map(|id| row(tape, table, id)).collect();
        postgres += &format!("DROP TABLE IF EXISTS {};\n{};\n", table.name, create(table));
        postgres += &rows::insert(table.name, &rows);
        let columns: Vec<(&str, &str)> = table
            .columns
            .iter()
            .map(|(name, ty)| (*name, ty.bigquery()))
            .collect();
        members.push(rows::member(table.name, &columns, &rows));
    }
    Data {
        postgres,
        googlesql: members.join(",\n"),
    }
}

fn create(table: &Table) -> String {
    let columns: Vec<String> = table
        .columns
        .iter()
        .map(|(name, ty)| format!("{name} {}", ty.redshift()))
        .collect();
    format!("CREATE TABLE {} ({})", table.name, columns.join(", "))
}

fn row(tape: &mut Tape, table: &Table, id: usize) -> Vec<String> {
    table
        .columns
        .iter()
        .map(|(name, ty)| {
            if *name == "id" {
                (id + 1).to_string()
            } else {
                cell(tape, *ty, *name == "k")
            }
        })
        .collect()
}

/// A value as PostgreSQL writes it.
fn cell(tape: &mut Tape, ty: Ty, is_key: bool) -> String {
    if tape.chance(20) {
        return "NULL".to_owned();
    }
    let text: &str = match ty {
        Ty::Int | Ty::Big if is_key => tape.pick(&["1", "2", "3", "0", "-1"]),
        Ty::Small => tape.pick(&["0", "1", "-7", "12", "100"]),
        Ty::Int => tape.pick(&["0", "1", "-3", "7", "-8", "1000"]),
        Ty::Big => tape.pick(&["0", "1", "-5", "4000000000", "-9007199254740993", "12"]),
        Ty::Dec(10, 2) => tape.pick(&["0.00", "1.50", "-2.25", "0.05", "99.99", "-0.01", "100.00"]),
        Ty::Dec(6, 4) => tape.pick(&["0.0000", "0.1250", "-1.9999", "2.5000", "33.3333"]),
        Ty::Dec(..) => tape.pick(&["0.000", "1.005", "-2.500", "10.125", "7.000"]),
        Ty::Float => tape.pick(&["0", "0.5", "-1.25", "2", "1024.125", "-3"]),
        Ty::Bool => tape.pick(&["TRUE", "FALSE"]),
        Ty::Char => tape.pick(&["'a'", "'ab'", "'abcd'", "'B'"]),
        Ty::Text => tape.pick(&[
            "'a'", "''", "'Abc'", "'b c'", "'a_b%'", "'10'", "'it''s'", "' x'", "'banana'", "'B'",
            "'x-y-z'",
        ]),
        Ty::Date => tape.pick(&[
            "'2024-01-31'",
            "'2024-02-29'",
            "'2023-12-31'",
            "'2023-02-28'",
            "'1969-07-20'",
            "'2024-03-01'",
        ]),
        Ty::Stamp => tape.pick(&[
            "'2024-02-29 23:59:59.999999'",
            "'2024-01-31 00:00:00'",
            "'2023-12-31 12:34:56.5'",
            "'1969-12-31 23:59:59'",
            "'2024-03-10 02:30:00.25'",
        ]),
    };
    text.to_owned()
}
