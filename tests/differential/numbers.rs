//! Numbers: integer arithmetic, DECIMAL with Redshift's precision and scale, floats.

use super::generate::Generator;
use super::types::{Expr, Kind, Ty, decimal, fill, fill2, level, wider};

impl Generator<'_> {
    pub fn integer(&mut self, depth: usize) -> Expr {
        match self.tape.below(16) {
            0..=2 => self.integer_sum(depth),
            3 => {
                let a = self.operand(Kind::Int, depth, level::PRODUCT);
                let factor = self.tape.pick(&["2", "3", "10", "100"]);
                let ty = wider(a.ty, Ty::Int);
                with_level(fill(&format!("{{0}} * {factor}"), &[a], ty), level::PRODUCT)
            }
            4 | 5 => {
                let op = self.tape.pick(&["/", "%"]);
                let (a, b) = (
                    self.operand(Kind::Int, depth, level::PRODUCT),
                    self.divisor(Kind::Int),
                );
                let ty = wider(a.ty, b.ty);
                with_level(
                    fill(&format!("{{0}} {op} {{1}}"), &[a, b], ty),
                    level::PRODUCT,
                )
            }
            6 => {
                let (a, b) = (self.arg(Kind::Int, depth), self.divisor(Kind::Int));
                let ty = wider(a.ty, b.ty);
                fill("MOD({0}, {1})", &[a, b], ty)
            }
            7 => {
                let a = self.operand(Kind::Int, depth, level::PRIMARY);
                let ty = a.ty;
                with_level(fill("- {0}", &[a], ty), level::UNARY)
            }
            8 => {
                let a = self.arg(Kind::Int, depth);
                let ty = a.ty;
                fill(
                    self.tape.pick(&["ABS({0})", "(@ {0})"]),
                    &[a.within(level::PRIMARY)],
                    ty,
                )
            }
            9 => self.bits(depth),
            10 | 11 => self.length_of_text(depth),
            12 | 13 => self.number_of_date(depth),
            _ => self.cast_to_integer(depth),
        }
    }

    fn integer_sum(&mut self, depth: usize) -> Expr {
        let op = self.tape.pick(&["+", "-"]);
        let a = self.operand(Kind::Int, depth, level::SUM);
        let b = self.operand(Kind::Int, depth, level::PRODUCT);
        let ty = wider(a.ty, b.ty);
        with_level(fill(&format!("{{0}} {op} {{1}}"), &[a, b], ty), level::SUM)
    }

    /// Shifts stay within 32 bits on purpose: PostgreSQL wraps there, which AWS does not document.
    fn bits(&mut self, depth: usize) -> Expr {
        let a = self.operand(Kind::Int, depth, level::OTHER);
        match self.tape.below(4) {
            3 => with_level(
                fill("({0}) >> 2", std::slice::from_ref(&a), a.ty),
                level::OTHER,
            ),
            2 => with_level(
                fill("({0} & 15) << 3", std::slice::from_ref(&a), a.ty),
                level::OTHER,
            ),
            _ => {
                let op = self.tape.pick(&["&", "|", "#"]);
                let b = self.operand(Kind::Int, depth, level::SUM);
                let ty = wider(a.ty, b.ty);
                with_level(
                    fill(&format!("{{0}} {op} {{1}}"), &[a, b], ty),
                    level::OTHER,
                )
            }
        }
    }

    fn length_of_text(&mut self, depth: usize) -> Expr {
        let a = self.arg(Kind::Text, depth);
        match self.tape.below(5) {
            0 => fill2("LEN({0})", "LENGTH({0})", &[a], Ty::Int),
            1 => fill("CHAR_LENGTH({0})", &[a], Ty::Int),
            2 => {
                let b = self.arg(Kind::Text, 0);
                fill2("CHARINDEX({1}, {0})", "STRPOS({0}, {1})", &[a, b], Ty::Int)
            }
            3 => {
                let b = self.arg(Kind::Text, 0);
                fill("STRPOS({0}, {1})", &[a, b], Ty::Int)
            }
            _ => fill("REGEXP_COUNT({0}, '[a-c]')", &[a], Ty::Int),
        }
    }

    fn cast_to_integer(&mut self, depth: usize) -> Expr {
        match self.tape.below(6) {
            0 => {
                let a = self.operand(Kind::Dec, depth, level::PRIMARY);
                fill("{0}::int", &[a], Ty::Int)
            }
            1 => {
                let a = self.arg(Kind::Bool, depth);
                fill("CAST({0} AS INT)", &[a], Ty::Int)
            }
            2 => Expr::same("'42'::int", level::PRIMARY, Ty::Int),
            3 => {
                let a = self.arg(Kind::Int, depth);
                fill("CAST({0} AS BIGINT)", &[a], Ty::Big)
            }
            4 => {
                let a = self.arg(Kind::Float, 0);
                fill("FLOOR({0})::bigint", &[a], Ty::Big)
            }
            _ => {
                let a = self.arg(Kind::Dec, depth);
                fill("CAST(TRUNC({0}) AS INT)", &[a], Ty::Int)
            }
        }
    }

    /// Something that is not zero.
    fn divisor(&mut self, kind: Kind) -> Expr {
        if self.tape.chance(30) {
            let a = self.leaf(kind);
            let ty = a.ty;
            return fill("NULLIF({0}, 0)", &[a], ty);
        }
        match kind {
            Kind::Int => Expr::same(
                self.tape.pick(&["2", "3", "7", "10", "-2"]),
                level::UNARY,
                Ty::Int,
            ),
            Kind::Float => Expr::both("2e0", "2::float8", Ty::Float),
            _ => {
                let (text, ty) = self.tape.pick(&[
                    ("1.5", Ty::Dec(2, 1)),
                    ("0.07", Ty::Dec(2, 2)),
                    ("-3.0", Ty::Dec(2, 1)),
                ]);
                Expr::same(text, level::UNARY, ty)
            }
        }
        .within(level::PRIMARY)
    }

    pub fn decimal(&mut self, depth: usize) -> Expr {
        match self.tape.below(14) {
            0..=2 => self.decimal_operator("+", depth),
            3 => self.decimal_operator("-", depth),
            4 | 5 => self.decimal_operator("*", depth),
            6 | 7 => self.decimal_quotient(depth),
            8 => {
                let a = self.arg(Kind::Dec, depth);
                let ty = a.ty;
                fill(
                    self.tape
                        .pick(&["ABS({0})", "CEIL({0})", "FLOOR({0})", "SIGN({0})"]),
                    &[a],
                    ty,
                )
            }
            9 | 10 => {
                let a = self.arg(Kind::Dec, depth);
                let ty = a.ty;
                let form = self.tape.pick(&[
                    "ROUND({0}, 1)",
                    "ROUND({0})",
                    "TRUNC({0}, 1)",
                    "TRUNC({0})",
                    "ROUND({0}, -1)",
                ]);
                fill(form, &[a], ty)
            }
            11 => {
                let a = self.leaf(Kind::Dec);
                let ty = a.ty;
                if ty != Ty::Dec(10, 2) {
                    return a;
                }
                fill("MOD({0}, 7.5::decimal(10,2))", &[a], ty)
            }
            12 => {
                let a = self.operand(Kind::Int, depth, level::PRIMARY);
                fill("{0}::decimal(12,2)", &[a], Ty::Dec(12, 2))
            }
            _ => {
                let a = self.arg(Kind::Dec, depth);
                let (text, ty) = self.tape.pick(&[
                    ("CAST({0} AS DECIMAL(12,1))", Ty::Dec(12, 1)),
                    ("CAST({0} AS DECIMAL(14,4))", Ty::Dec(14, 4)),
                    ("CAST({0} AS NUMERIC(18,0))", Ty::Dec(18, 0)),
                ]);
                fill(text, &[a], ty)
            }
        }
    }

    fn decimal_operator(&mut self, op: &str, depth: usize) -> Expr {
        let own = if op == "*" {
            level::PRODUCT
        } else {
            level::SUM
        };
        let a = self.operand(Kind::Dec, depth, own);
        let kind = self.tape.pick(&[Kind::Dec, Kind::Int]);
        let b = self.operand(kind, depth.min(1), own - 1);
        let Some(ty) = decimal(op.chars().next().unwrap(), a.ty, b.ty) else {
            return a;
        };
        with_level(fill(&format!("{{0}} {op} {{1}}"), &[a, b], ty), own)
    }

    /// Redshift cuts a quotient at its scale, PostgreSQL rounds it somewhere.
    fn decimal_quotient(&mut self, depth: usize) -> Expr {
        let a = self.operand(Kind::Dec, depth, level::PRODUCT);
        let kind = self.tape.pick(&[Kind::Dec, Kind::Int]);
        let b = self.divisor(kind);
        let Some(ty) = decimal('/', a.ty, b.ty) else {
            return a;
        };
        let Ty::Dec(_, scale) = ty else { return a };
        let pg = format!("TRUNC(({{0}})::numeric(80,40) / {{1}}, {scale})");
        let mut expr = fill2("{0} / {1}", &pg, &[a, b], ty);
        expr.level = level::PRODUCT;
        if scale <= 4 {
            return expr;
        }
        fill("CAST({0} AS DECIMAL(18,4))", &[expr], Ty::Dec(18, 4))
    }

    pub fn float(&mut self, depth: usize) -> Expr {
        match self.tape.below(10) {
            0..=3 => {
                let op = self.tape.pick(&["+", "-", "*"]);
                let own = if op == "*" {
                    level::PRODUCT
                } else {
                    level::SUM
                };
                let a = self.operand(Kind::Float, depth, own);
                let kind = self.tape.pick(&[Kind::Float, Kind::Int, Kind::Dec]);
                let b = self.operand(kind, depth.min(1), own - 1);
                with_level(fill(&format!("{{0}} {op} {{1}}"), &[a, b], Ty::Float), own)
            }
            4 => {
                let (a, b) = (
                    self.operand(Kind::Float, depth, level::PRODUCT),
                    self.divisor(Kind::Float),
                );
                with_level(fill("{0} / {1}", &[a, b], Ty::Float), level::PRODUCT)
            }
            5 => {
                let a = self.arg(Kind::Float, depth);
                fill(
                    self.tape.pick(&[
                        "ABS({0})",
                        "CEIL({0})",
                        "FLOOR({0})",
                        "SIGN({0})",
                        "TRUNC({0})",
                    ]),
                    &[a],
                    Ty::Float,
                )
            }
            6 => {
                let kind = self.tape.pick(&[Kind::Int, Kind::Dec]);
                let a = self.operand(kind, depth, level::PRIMARY);
                fill("{0}::float8", &[a], Ty::Float)
            }
            7 => {
                let kind = self.tape.pick(&[Kind::Int, Kind::Dec, Kind::Float]);
                let a = self.arg(kind, depth);
                self.power_or_root(a)
            }
            _ => self.float_of_date(depth),
        }
    }

    fn power_or_root(&mut self, a: Expr) -> Expr {
        match self.tape.below(5) {
            0 => {
                let mut expr = fill2(
                    "{0} ^ 2",
                    "POWER(({0})::float8, 2::float8)",
                    &[a.within(level::PRIMARY)],
                    Ty::Float,
                );
                expr.level = level::POWER;
                expr
            }
            1 => fill2(
                "POWER({0}, 2)",
                "POWER(({0})::float8, 2::float8)",
                &[a],
                Ty::Float,
            ),
            2 => fill2(
                "SQRT(ABS({0}))",
                "SQRT(ABS(({0})::float8))",
                &[a],
                Ty::Float,
            ),
            3 => fill2("(|/ ABS({0}))", "SQRT(ABS(({0})::float8))", &[a], Ty::Float),
            _ => fill2(
                "LN(ABS({0}) + 1)",
                "LN(ABS(({0})::float8) + 1)",
                &[a],
                Ty::Float,
            ),
        }
    }
}

pub fn with_level(mut expr: Expr, level: u8) -> Expr {
    expr.level = level;
    expr
}
