//! Rows of small tables for both engines. A cell is what PostgreSQL writes: `NULL`, `1.50`, `'2024-01-31'`, `'it''s'`.

/// INSERT for PostgreSQL; nothing where there are no rows.
pub fn insert(table: &str, rows: &[Vec<String>]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let values: Vec<String> = rows
        .iter()
        .map(|row| format!("({})", row.join(", ")))
        .collect();
    format!("INSERT INTO {table} VALUES {};\n", values.join(", "))
}

/// A member of a WITH clause of GoogleSQL: `t AS (SELECT …)`.
pub fn member(table: &str, columns: &[(&str, &str)], rows: &[Vec<String>]) -> String {
    let fields: Vec<String> = columns
        .iter()
        .map(|(name, ty)| format!("`{name}` {ty}"))
        .collect();
    let rows: Vec<String> = rows
        .iter()
        .map(|row| {
            let cells: Vec<String> = row
                .iter()
                .zip(columns)
                .map(|(cell, (_, ty))| literal(cell, ty))
                .collect();
            format!("({})", cells.join(", "))
        })
        .collect();
    format!(
        "{table} AS (SELECT * FROM UNNEST(ARRAY<STRUCT<{}>>[{}]))",
        fields.join(", "),
        rows.join(", ")
    )
}

/// A query with members before its own.
pub fn with_members(members: &str, sql: &str) -> String {
    for with in ["WITH RECURSIVE ", "WITH "] {
        if let Some(rest) = sql.strip_prefix(with) {
            return format!("{with}{members},\n{rest}");
        }
    }
    format!("WITH {members}\n{sql}")
}

/// The cell in GoogleSQL's notation.
fn literal(cell: &str, ty: &str) -> String {
    match ty {
        _ if cell == "NULL" => cell.to_owned(),
        "NUMERIC" | "BIGNUMERIC" | "DATE" | "DATETIME" => {
            format!("{ty} '{}'", cell.trim_matches('\''))
        }
        "STRING" => {
            let inner = &cell[1..cell.len() - 1];
            format!("'{}'", inner.replace('\\', "\\\\").replace("''", "\\'"))
        }
        _ => cell.to_owned(),
    }
}
