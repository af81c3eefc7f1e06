//! Strings.

use super::generate::Generator;
use super::numbers::with_level;
use super::types::{Expr, Kind, Ty, fill, fill2, level};

/// Functions of one string, as Redshift and PostgreSQL write them.
const OF_ONE: [(&str, &str); 24] = [
    ("UPPER({0})", "UPPER({0})"),
    ("LOWER({0})", "LOWER({0})"),
    ("TRIM({0})", "TRIM({0})"),
    ("LTRIM({0})", "LTRIM({0})"),
    ("RTRIM({0}, 'c')", "RTRIM({0}, 'c')"),
    ("BTRIM({0}, 'ax')", "BTRIM({0}, 'ax')"),
    ("TRIM(BOTH 'a' FROM {0})", "TRIM(BOTH 'a' FROM {0})"),
    ("LEFT({0}, 2)", "LEFT({0}, 2)"),
    ("RIGHT({0}, 2)", "RIGHT({0}, 2)"),
    ("SUBSTRING({0}, 2)", "SUBSTRING({0}, 2)"),
    ("SUBSTRING({0}, 2, 2)", "SUBSTRING({0}, 2, 2)"),
    ("SUBSTRING({0}, 0, 2)", "SUBSTRING({0}, 0, 2)"),
    ("SUBSTRING({0} FROM 2 FOR 1)", "SUBSTRING({0} FROM 2 FOR 1)"),
    ("REPLACE({0}, 'a', 'xy')", "REPLACE({0}, 'a', 'xy')"),
    ("REVERSE({0})", "REVERSE({0})"),
    ("LPAD({0}, 4, 'z')", "LPAD({0}, 4, 'z')"),
    ("RPAD({0}, 3, '-')", "RPAD({0}, 3, '-')"),
    ("REPEAT({0}, 2)", "REPEAT({0}, 2)"),
    ("SPLIT_PART({0}, '-', 2)", "SPLIT_PART({0}, '-', 2)"),
    ("INITCAP({0})", "INITCAP({0})"),
    ("TRANSLATE({0}, 'abc', 'xy')", "TRANSLATE({0}, 'abc', 'xy')"),
    // Redshift replaces all matches, PostgreSQL only with the flag.
    (
        "REGEXP_REPLACE({0}, '[a-b]+', '*')",
        "REGEXP_REPLACE({0}, '[a-b]+', '*', 'g')",
    ),
    // Redshift gives the empty string without a match.
    (
        "REGEXP_SUBSTR({0}, '[b-z]+')",
        "CASE WHEN ({0}) IS NOT NULL THEN COALESCE(REGEXP_SUBSTR({0}, '[b-z]+'), '') END",
    ),
    ("MD5({0})", "MD5({0})"),
];

impl Generator<'_> {
    pub fn text(&mut self, depth: usize) -> Expr {
        match self.tape.below(10) {
            0..=4 => {
                let (rs, pg) = self.tape.pick(&OF_ONE);
                // `SUBSTRING(x FROM …)` takes no looser operand.
                let a = self.operand(Kind::Text, depth, level::PRIMARY);
                fill2(rs, pg, &[a], Ty::Text)
            }
            5..=7 => self.concatenation(depth),
            8 => self.cast_to_text(depth),
            _ => {
                let a = self.text_operand(depth, level::PRIMARY);
                let n = self.tape.pick(&[3, 1]);
                fill(&format!("{{0}}::varchar({n})"), &[a], Ty::Text)
            }
        }
    }

    /// `||` with strings, integers, dates and DECIMAL columns, whose text has the scale of the type in both.
    fn concatenation(&mut self, depth: usize) -> Expr {
        let a = self.text_operand(depth, level::OTHER);
        match self.tape.below(6) {
            0 | 1 => {
                let b = self.text_operand(depth, level::SUM);
                with_level(fill("{0} || {1}", &[a, b], Ty::Text), level::OTHER)
            }
            2 => {
                let b = self.text_operand(depth, level::SUM);
                // CONCAT gives NULL for NULL in Redshift.
                fill2("CONCAT({0}, {1})", "({0} || {1})", &[a, b], Ty::Text)
            }
            3 => {
                let b = self.operand(Kind::Int, depth, level::SUM);
                with_level(fill("{0} || {1}", &[a, b], Ty::Text), level::OTHER)
            }
            4 => {
                let b = self.operand(Kind::Date, depth, level::SUM);
                with_level(fill("{0} || {1}", &[a, b], Ty::Text), level::OTHER)
            }
            _ => {
                let b = self.leaf(Kind::Dec);
                let b = fill("CAST({0} AS DECIMAL(20,2))", &[b], Ty::Dec(20, 2));
                with_level(fill("{0} || {1}", &[a, b], Ty::Text), level::OTHER)
            }
        }
    }

    fn cast_to_text(&mut self, depth: usize) -> Expr {
        match self.tape.below(6) {
            0 => {
                let a = self.arg(Kind::Int, depth);
                fill("CAST({0} AS VARCHAR)", &[a], Ty::Text)
            }
            1 => {
                let a = self.operand(Kind::Date, depth, level::PRIMARY);
                fill("{0}::varchar", &[a], Ty::Text)
            }
            2 => {
                let a = self.operand(Kind::Stamp, depth, level::PRIMARY);
                fill("{0}::varchar(30)", &[a], Ty::Text)
            }
            3 => {
                let a = self.leaf(Kind::Dec).within(level::PRIMARY);
                fill("{0}::decimal(12,3)::varchar(20)", &[a], Ty::Text)
            }
            _ => {
                let kind = self.tape.pick(&[Kind::Date, Kind::Stamp]);
                let a = self.arg(kind, depth);
                let format = self.tape.pick(&[
                    "YYYY-MM-DD",
                    "YYYYMM",
                    "DD Mon YYYY",
                    "HH24:MI:SS",
                    "Q DDD D",
                    "HH12 AM",
                    "IYYY-IW",
                    "MON-YY",
                ]);
                fill(&format!("TO_CHAR({{0}}, '{format}')"), &[a], Ty::Text)
            }
        }
    }
}
