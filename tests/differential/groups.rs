//! Aggregates and windows.

use super::generate::Generator;
use super::types::{Expr, Kind, Ty, fill, fill2, level};

/// The mean of a DECIMAL for PostgreSQL, which otherwise rounds a large one to the scale of its argument.
const MEAN: &str = "AVG({0} + 0.000000000000)";

impl Generator<'_> {
    /// A call of an aggregate over the columns in scope.
    pub fn aggregate(&mut self) -> Expr {
        self.subqueries_off += 1;
        let expr = self.aggregate_call();
        self.subqueries_off -= 1;
        expr
    }

    fn aggregate_call(&mut self) -> Expr {
        let distinct = self.tape.pick(&["", "", "", "DISTINCT "]);
        match self.tape.below(16) {
            0 | 1 => Expr::same("COUNT(*)", level::PRIMARY, Ty::Big),
            2 => {
                let a = self.any(1);
                fill(&format!("COUNT({distinct}{{0}})"), &[a], Ty::Big)
            }
            3 | 4 => {
                let a = self.arg(Kind::Int, 1);
                let call = format!("SUM({distinct}{{0}})");
                fill2(&call, &format!("{call}::bigint"), &[a], Ty::Big)
            }
            5 | 6 => {
                let a = self.arg(Kind::Dec, 1);
                let Ty::Dec(_, scale) = a.ty else { return a };
                fill(&format!("SUM({distinct}{{0}})"), &[a], Ty::Dec(38, scale))
            }
            7 => {
                // Redshift's mean of integers is an integer.
                let a = self.arg(Kind::Int, 1);
                let call = format!("AVG({distinct}{{0}})");
                fill2(&call, &format!("TRUNC({call})::bigint"), &[a], Ty::Big)
            }
            8 => {
                // The mean has the scale of the argument, and is cut.
                let a = self.arg(Kind::Dec, 1);
                let Ty::Dec(_, scale) = a.ty else { return a };
                fill2(
                    "AVG({0})",
                    &format!("TRUNC({MEAN}, {scale})"),
                    &[a],
                    Ty::Dec(38, scale),
                )
            }
            9 => {
                let a = self.arg(Kind::Float, 1);
                let f = self.tape.pick(&["AVG", "SUM", "MIN", "MAX"]);
                fill(&format!("{f}({{0}})"), &[a], Ty::Float)
            }
            10 | 11 => {
                let kind =
                    self.tape
                        .pick(&[Kind::Int, Kind::Text, Kind::Date, Kind::Stamp, Kind::Dec]);
                let a = self.arg(kind, 1);
                let ty = if a.is_char() { Ty::Text } else { a.ty };
                let f = self.tape.pick(&["MIN", "MAX"]);
                fill(&format!("{f}({{0}})"), &[a], ty)
            }
            12 => {
                let a = self.arg(Kind::Bool, 1);
                let f = self.tape.pick(&["BOOL_AND", "BOOL_OR"]);
                fill(&format!("{f}({{0}})"), &[a], Ty::Bool)
            }
            13 => {
                // Of equal fractions PostgreSQL's sums leave a trace.
                let a = self.leaf(Kind::Int);
                let f = self
                    .tape
                    .pick(&["STDDEV", "STDDEV_POP", "VARIANCE", "VAR_POP"]);
                fill2(
                    &format!("{f}({{0}})"),
                    &format!("{f}(({{0}})::float8)"),
                    &[a],
                    Ty::Float,
                )
            }
            14 => self.listagg(),
            _ => {
                let kind = self.tape.pick(&[Kind::Int, Kind::Dec]);
                let mut a = self.leaf(kind);
                if a.ty == Ty::Big {
                    // PostgreSQL computes the median in floats, which do not hold it.
                    a = self.constant(Kind::Dec);
                }
                // Of so many digits that nothing is computed with it.
                fill2(
                    self.tape.pick(&[
                        "MEDIAN({0})",
                        "PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY {0})",
                    ]),
                    "(PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY ({0})::float8))::numeric",
                    &[a],
                    Ty::Dec(38, 9),
                )
            }
        }
    }

    /// LISTAGG leaves NULL and the empty string out.
    fn listagg(&mut self) -> Expr {
        let a = self.leaf(Kind::Text);
        let direction = self.tape.pick(&["", " DESC"]);
        let mut keys = vec![];
        if self.tape.chance(40) {
            keys = self.scope().ties.clone();
        }
        keys.push(a.clone());
        let list = |spelling: fn(&Expr) -> &String| {
            let keys: Vec<String> = keys
                .iter()
                .map(|key| format!("{}{direction}", spelling(key)))
                .collect();
            keys.join(", ")
        };
        Expr::both(
            format!(
                "LISTAGG({}, ',') WITHIN GROUP (ORDER BY {})",
                a.rs,
                list(|key| &key.rs)
            ),
            format!(
                "STRING_AGG(NULLIF({}, ''), ',' ORDER BY {})",
                a.pg,
                list(|key| &key.pg)
            ),
            Ty::Text,
        )
    }

    /// A call over a window.
    pub fn window(&mut self) -> Expr {
        self.subqueries_off += 1;
        let expr = self.window_call();
        self.subqueries_off -= 1;
        expr
    }

    fn window_call(&mut self) -> Expr {
        let partition = self.partition();
        // With the keys that tell all rows apart.
        let total = self.window_order(true);
        let partial = self.window_order(false);
        let over = |call: Expr, order: &Expr, frame: &str| {
            let ty = call.ty;
            let text = |call: &str, partition: &str, order: &str| {
                let parts: Vec<&str> = [partition, order, frame]
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .collect();
                format!("{call} OVER ({})", parts.join(" "))
            };
            Expr::both(
                text(&call.rs, &partition.rs, &order.rs),
                text(&call.pg, &partition.pg, &order.pg),
                ty,
            )
        };
        let none = Expr::both("", "", Ty::Bool);
        let form = if self.scope().has_twins {
            self.tape.pick(&[2, 3, 9])
        } else {
            self.tape.below(12)
        };
        match form {
            0 | 1 => over(
                Expr::both("ROW_NUMBER()", "ROW_NUMBER()", Ty::Big),
                &total,
                "",
            ),
            2 => {
                let f = self.tape.pick(&["RANK()", "DENSE_RANK()"]);
                over(Expr::both(f, f, Ty::Big), &partial, "")
            }
            3 => {
                let f = self.tape.pick(&["CUME_DIST()", "PERCENT_RANK()"]);
                over(Expr::both(f, f, Ty::Float), &partial, "")
            }
            4 => {
                let n = self.tape.pick(&[2, 3]);
                let f = format!("NTILE({n})");
                let mut expr = over(Expr::both(f.clone(), f, Ty::Big), &total, "");
                expr.pg += "::bigint";
                expr
            }
            5 | 6 => {
                let a = self.any(0);
                let ty = a.ty;
                let form =
                    self.tape
                        .pick(&["LAG({0})", "LEAD({0})", "LAG({0}, 2)", "LEAD({0}, 1)"]);
                over(fill(form, &[a], ty), &total, "")
            }
            7 | 8 => {
                // GoogleSQL refuses a constant NULL.
                let kind = self.kind();
                let a = self
                    .column(kind)
                    .unwrap_or_else(|| Expr::same("1", level::PRIMARY, Ty::Int));
                let ty = a.ty;
                let form = self.tape.pick(&["FIRST_VALUE({0})", "LAST_VALUE({0})"]);
                let frame = self.frame();
                over(fill(form, &[a], ty), &total, frame)
            }
            9 => {
                // No order: the whole partition.
                let a = self.windowed_aggregate();
                self.cast_of_sum(over(a, &none, ""))
            }
            _ => {
                let a = self.windowed_aggregate();
                let frame = self.frame();
                self.cast_of_sum(over(a, &total, frame))
            }
        }
    }

    /// SUM of integers is a BIGINT, AVG cuts: what [`Generator::aggregate`] says, here outside of OVER.
    fn cast_of_sum(&mut self, mut expr: Expr) -> Expr {
        if expr.rs.starts_with("SUM") && expr.ty == Ty::Big {
            expr.pg = format!("({})::bigint", expr.pg);
        } else if expr.rs.starts_with("AVG") && expr.ty == Ty::Big {
            expr.pg = format!("TRUNC({})::bigint", expr.pg);
        } else if let (true, Ty::Dec(_, scale)) = (expr.rs.starts_with("AVG"), expr.ty) {
            expr.pg = format!("TRUNC({}, {scale})", expr.pg);
        }
        expr
    }

    fn windowed_aggregate(&mut self) -> Expr {
        match self.tape.below(6) {
            0 => Expr::same("COUNT(*)", level::PRIMARY, Ty::Big),
            1 => {
                let a = self.any(0);
                fill("COUNT({0})", &[a], Ty::Big)
            }
            2 | 3 => {
                let a = self.leaf(Kind::Int);
                fill(self.tape.pick(&["SUM({0})", "AVG({0})"]), &[a], Ty::Big)
            }
            4 => {
                let a = self.leaf(Kind::Dec);
                let Ty::Dec(_, scale) = a.ty else { return a };
                let (rs, pg) = self
                    .tape
                    .pick(&[("SUM({0})", "SUM({0})"), ("AVG({0})", MEAN)]);
                fill2(rs, pg, &[a], Ty::Dec(38, scale))
            }
            _ => {
                let kind = self.tape.pick(&[Kind::Text, Kind::Date, Kind::Int]);
                let a = self.leaf(kind);
                let ty = if a.is_char() { Ty::Text } else { a.ty };
                fill(self.tape.pick(&["MAX({0})", "MIN({0})"]), &[a], ty)
            }
        }
    }

    fn frame(&mut self) -> &'static str {
        self.tape.pick(&[
            "ROWS UNBOUNDED PRECEDING",
            "ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW",
            "ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING",
            "ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING",
            "ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING",
            "ROWS BETWEEN 2 PRECEDING AND 1 PRECEDING",
        ])
    }

    fn partition(&mut self) -> Expr {
        if self.tape.chance(50) {
            return Expr::both("", "", Ty::Bool);
        }
        let kind = self
            .tape
            .pick(&[Kind::Int, Kind::Text, Kind::Date, Kind::Bool, Kind::Dec]);
        match self.column(kind) {
            Some(key) => Expr::both(
                format!("PARTITION BY {}", key.rs),
                format!("PARTITION BY {}", key.pg),
                Ty::Bool,
            ),
            None => Expr::both("", "", Ty::Bool),
        }
    }

    /// ORDER BY a column, and the keys that tell all rows apart where it must.
    fn window_order(&mut self, total: bool) -> Expr {
        let kind = self.kind();
        let mut keys: Vec<Expr> = self.column(kind).into_iter().collect();
        if total {
            keys.extend(self.scope().ties.iter().cloned());
        }
        if keys.is_empty() {
            keys = self.scope().ties.clone();
        }
        if keys.is_empty() {
            // One group of all rows.
            keys.push(Expr::same("COUNT(*)", level::PRIMARY, Ty::Big));
        }
        let (mut rs, mut pg) = (Vec::new(), Vec::new());
        for key in keys {
            let how = self.direction();
            rs.push(format!("{}{how}", key.rs));
            pg.push(format!("{}{how}", key.pg));
        }
        Expr::both(
            format!("ORDER BY {}", rs.join(", ")),
            format!("ORDER BY {}", pg.join(", ")),
            Ty::Bool,
        )
    }

    pub fn direction(&mut self) -> &'static str {
        self.tape.pick(&[
            "",
            " DESC",
            " ASC",
            "",
            " NULLS FIRST",
            " DESC NULLS LAST",
            " NULLS LAST",
        ])
    }
}
