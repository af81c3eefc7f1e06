//! The keys of GROUP BY: columns, and expressions of columns.

use super::generate::Generator;
use super::types::{Expr, KINDS, Kind};

/// Up to two keys; none makes one group of all rows.
pub fn keys(generator: &mut Generator) -> Vec<Expr> {
    let mut keys: Vec<Expr> = Vec::new();
    for _ in 0..generator.tape.below(3) {
        if let Some(expr) = key(generator)
            && keys.iter().all(|other| other.rs != expr.rs)
        {
            keys.push(expr);
        }
    }
    keys
}

/// A column, or an expression of one: a constant is no key.
fn key(generator: &mut Generator) -> Option<Expr> {
    let kind = generator.tape.pick(&KINDS);
    let column = generator.column(kind);
    if kind == Kind::Float || generator.tape.chance(60) {
        return column;
    }
    generator.subqueries_off += 1;
    let expr = generator.expr(kind, 1);
    generator.subqueries_off -= 1;
    let names_column = generator
        .scope()
        .columns
        .iter()
        .any(|column| column.rs.len() > 1 && expr.rs.contains(&column.rs));
    if names_column { Some(expr) } else { column }
}
