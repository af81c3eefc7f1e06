//! Conditions: comparisons of all types, LIKE and its family, IN, EXISTS, IS, AND, OR, NOT.

use super::generate::Generator;
use super::numbers::with_level;
use super::types::{Expr, Kind, Ty, fill, fill2, level};

/// Tests of a string against a constant pattern, as Redshift and PostgreSQL write them.
const PATTERNS: [(&str, &str); 17] = [
    ("LIKE 'a%'", "LIKE 'a%'"),
    ("LIKE '%b_'", "LIKE '%b_'"),
    ("LIKE '_'", "LIKE '_'"),
    ("LIKE ''", "LIKE ''"),
    ("LIKE '%'", "LIKE '%'"),
    ("NOT LIKE '%n%'", "NOT LIKE '%n%'"),
    // A backslash in a constant is an escape in Redshift.
    ("LIKE 'a\\\\_b%'", "LIKE 'a\\_b%'"),
    ("LIKE 'a!_b!%' ESCAPE '!'", "LIKE 'a!_b!%' ESCAPE '!'"),
    ("ILIKE 'B%'", "ILIKE 'B%'"),
    ("NOT ILIKE 'ABC'", "NOT ILIKE 'ABC'"),
    ("SIMILAR TO '(a|b)%'", "SIMILAR TO '(a|b)%'"),
    ("NOT SIMILAR TO '_{3,}'", "NOT SIMILAR TO '_{3,}'"),
    ("~ '^a'", "~ '^a'"),
    ("~ 'n[ab]+$'", "~ 'n[ab]+$'"),
    ("!~ '[A-Z]'", "!~ '[A-Z]'"),
    ("~* 'ABC'", "~* 'ABC'"),
    ("~~ '%c'", "~~ '%c'"),
];

impl Generator<'_> {
    pub fn condition(&mut self, depth: usize) -> Expr {
        match self.tape.below(20) {
            0..=5 => self.comparison(depth),
            6 => self.between(depth),
            7 => self.in_list(depth),
            8 => self.is_test(depth),
            9 | 10 => {
                let (rs, pg) = self.tape.pick(&PATTERNS);
                let a = self.operand(Kind::Text, depth, level::SUM);
                with_level(
                    fill2(
                        &format!("{{0}} {rs}"),
                        &format!("{{0}} {pg}"),
                        &[a],
                        Ty::Bool,
                    ),
                    level::COMPARISON,
                )
            }
            11..=13 => {
                let (op, own) = self.tape.pick(&[("AND", level::AND), ("OR", level::OR)]);
                let a = self.operand(Kind::Bool, depth, own);
                let b = self.operand(Kind::Bool, depth, own - 1);
                with_level(fill(&format!("{{0}} {op} {{1}}"), &[a, b], Ty::Bool), own)
            }
            14 => {
                let a = self.operand(Kind::Bool, depth, level::NOT);
                with_level(fill("NOT {0}", &[a], Ty::Bool), level::NOT)
            }
            15 | 16 => self.subquery_condition(depth),
            17 => self.row_condition(),
            18 => self.against_constant(),
            _ => {
                let a = self.operand(Kind::Bool, depth, level::PRIMARY);
                let test = self
                    .tape
                    .pick(&["= TRUE", "IS TRUE", "IS NOT FALSE", "= 'false'"]);
                with_level(
                    fill(&format!("{{0}} {test}"), &[a], Ty::Bool),
                    level::COMPARISON,
                )
            }
        }
    }

    fn comparison(&mut self, depth: usize) -> Expr {
        let op = self.tape.pick(&["=", "<>", "<", ">", "<=", ">=", "!="]);
        let (one, two) = self.comparable();
        let a = self.operand(one, depth, level::OTHER);
        let b = self.operand(two, depth, level::OTHER);
        with_level(
            fill(&format!("{{0}} {op} {{1}}"), &[a, b], Ty::Bool),
            level::COMPARISON,
        )
    }

    /// Two kinds that can be compared.
    fn comparable(&mut self) -> (Kind, Kind) {
        let kind = self.kind();
        let other = match kind {
            Kind::Int => self.tape.pick(&[Kind::Int, Kind::Dec, Kind::Float]),
            Kind::Dec => self.tape.pick(&[Kind::Dec, Kind::Int]),
            Kind::Date => self.tape.pick(&[Kind::Date, Kind::Stamp]),
            Kind::Stamp => self.tape.pick(&[Kind::Stamp, Kind::Date]),
            Kind::Float | Kind::Bool | Kind::Text => kind,
        };
        (kind, other)
    }

    fn between(&mut self, depth: usize) -> Expr {
        let (one, two) = self.comparable();
        let not = self.tape.pick(&["", "NOT "]);
        let a = self.operand(one, depth, level::SUM);
        let b = self.operand(two, 0, level::SUM);
        let c = self.operand(one, 0, level::SUM);
        with_level(
            fill(
                &format!("{{0}} {not}BETWEEN {{1}} AND {{2}}"),
                &[a, b, c],
                Ty::Bool,
            ),
            level::COMPARISON,
        )
    }

    fn in_list(&mut self, depth: usize) -> Expr {
        let kind = self
            .tape
            .pick(&[Kind::Int, Kind::Text, Kind::Date, Kind::Dec]);
        let not = self.tape.pick(&["", "NOT "]);
        let a = self.operand(kind, depth, level::SUM);
        let (b, c) = (self.constant(kind), self.leaf(kind));
        let null = self.tape.pick(&["", "", "", ", NULL"]);
        with_level(
            fill(
                &format!("{{0}} {not}IN ({{1}}, {{2}}{null})"),
                &[a, b, c],
                Ty::Bool,
            ),
            level::COMPARISON,
        )
    }

    fn is_test(&mut self, depth: usize) -> Expr {
        let not = self.tape.pick(&["IS", "IS NOT"]);
        if self.tape.chance(30) {
            let a = self.operand(Kind::Bool, depth, level::PRIMARY);
            return with_level(
                fill(&format!("{{0}} {not} UNKNOWN"), &[a], Ty::Bool),
                level::COMPARISON,
            );
        }
        let kind = self.kind();
        let a = self.operand(kind, depth, level::SUM);
        with_level(
            fill(&format!("{{0}} {not} NULL"), &[a], Ty::Bool),
            level::COMPARISON,
        )
    }

    /// `(a, b) = (c, d)` and `(a, b) IN (…)`.
    fn row_condition(&mut self) -> Expr {
        let (one, two) = (
            self.tape.pick(&[Kind::Int, Kind::Text]),
            self.tape.pick(&[Kind::Text, Kind::Date, Kind::Int]),
        );
        let args: Vec<Expr> = [one, two, one, two, one, two]
            .into_iter()
            .map(|kind| self.leaf(kind))
            .collect();
        let form = self.tape.pick(&[
            "({0}, {1}) = ({2}, {3})",
            "({0}, {1}) <> ({2}, {3})",
            "({0}, {1}) < ({2}, {3})",
            "({0}, {1}) >= ({2}, {3})",
            "({0}, {1}) IN (({2}, {3}), ({4}, {5}))",
            "({0}, {1}) NOT IN (({2}, {3}))",
        ]);
        with_level(fill(form, &args, Ty::Bool), level::COMPARISON)
    }

    /// A column against a string that takes its type.
    fn against_constant(&mut self) -> Expr {
        let (kind, texts) = self.tape.pick(&[
            (Kind::Date, ["'2024-01-31'", "'2024-02-29'"]),
            (Kind::Stamp, ["'2024-01-31'", "'2023-12-31 12:34:56.5'"]),
            (Kind::Int, ["'1'", "'-3'"]),
            (Kind::Dec, ["'1.5'", "'-2.25'"]),
        ]);
        let text = self.tape.pick(&texts);
        let op = self.tape.pick(&["=", "<", ">=", "<>"]);
        let Some(a) = self.column(kind) else {
            return self.comparison(0);
        };
        with_level(
            fill(
                &format!("{{0}} {op} {text}"),
                &[a.within(level::SUM)],
                Ty::Bool,
            ),
            level::COMPARISON,
        )
    }
}
