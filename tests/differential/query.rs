//! Whole queries: SELECT of all kinds, set operations, WITH, subqueries.

use super::generate::{Generator, Scope};
use super::keys::keys;
use super::tables::TABLES;
use super::types::{Expr, Kind, Ty, common, fill, level};

/// A query in both spellings.
pub struct Query {
    pub rs: String,
    pub pg: String,
    pub columns: Vec<(String, Ty)>,
    /// Whether the order of the rows is given, but for equal rows.
    pub ordered: bool,
}

/// The items of a SELECT list.
struct Items {
    exprs: Vec<Expr>,
    names: Vec<String>,
}

/// The clauses of a SELECT after its list.
#[derive(Default)]
struct Clauses {
    rs: String,
    pg: String,
    /// The keys of GROUP BY, which stand as [`KEYS`] in the text.
    keys: Vec<Expr>,
    /// The condition of QUALIFY.
    qualify: Option<Expr>,
}

/// Where the keys of GROUP BY go, once the list is known to which they may point.
const KEYS: &str = "\u{1}";

impl Clauses {
    fn push(&mut self, keyword: &str, expr: &Expr) {
        self.rs += &format!(" {keyword} {}", expr.rs);
        self.pg += &format!(" {keyword} {}", expr.pg);
    }
}

impl Generator<'_> {
    /// The whole statement: WITH and a query.
    pub fn statement(&mut self) -> Query {
        let mut members = Vec::new();
        if self.tape.chance(20) {
            for _ in 0..=self.tape.below(2) {
                members.push(self.cte());
            }
        }
        let mut query = self.query(true);
        if !members.is_empty() {
            let (rs, pg): (Vec<String>, Vec<String>) = members.into_iter().unzip();
            query.rs = format!("WITH {} {}", rs.join(", "), query.rs);
            query.pg = format!("WITH {} {}", pg.join(", "), query.pg);
        }
        query
    }

    fn cte(&mut self) -> (String, String) {
        let query = self.closed_query();
        let mut columns = query.columns;
        let name = self.table_name("cte", &columns);
        let mut list = String::new();
        if self.tape.chance(30) {
            for (column, _) in &mut columns {
                *column = self.name("q");
            }
            let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
            list = format!("({})", names.join(", "));
        }
        self.ctes.push((name.clone(), columns));
        (
            format!("{name}{list} AS ({})", query.rs),
            format!("{name}{list} AS ({})", query.pg),
        )
    }

    /// A query; `top` may be ordered without a limit.
    pub fn query(&mut self, top: bool) -> Query {
        if self.tape.chance(12) {
            return self.set_operation(top);
        }
        let count = 1 + self.tape.below(4);
        let kinds: Vec<Option<Kind>> = vec![None; count];
        self.select(&kinds, Some(top))
    }

    /// A SELECT with items of these kinds; `order` is `None` where no ORDER BY may stand.
    fn select(&mut self, kinds: &[Option<Kind>], order: Option<bool>) -> Query {
        let from = self.from();
        let (from_rs, from_pg) = (from.rs, from.pg);
        self.scopes.push(from.scope);
        let mut clauses = Clauses::default();
        let mut conditions = from.conditions;
        if self.tape.chance(40) {
            let kind = Kind::Bool;
            conditions.push(self.operand(kind, 2, level::NOT));
        }
        if !conditions.is_empty() {
            let join = |spelling: fn(&Expr) -> &str| {
                let parts: Vec<&str> = conditions.iter().map(spelling).collect();
                parts.join(" AND ")
            };
            let all = Expr::both(join(|e| &e.rs), join(|e| &e.pg), Ty::Bool);
            clauses.push("WHERE", &all);
        }
        let (items, distinct) = self.body(kinds, &mut clauses);
        let query = self.assemble(&items, distinct, &from_rs, &from_pg, clauses, order);
        self.scopes.pop();
        query
    }

    /// The list and the clauses between WHERE and ORDER BY.
    fn body(&mut self, kinds: &[Option<Kind>], clauses: &mut Clauses) -> (Items, &'static str) {
        match self.tape.below(10) {
            0..=4 => {
                let items = self.items(kinds, 3);
                (items, self.tape.pick(&["", "", "", "DISTINCT "]))
            }
            5..=7 => {
                self.grouped(clauses);
                if self.tape.chance(10) {
                    let window = self.window();
                    self.scopes.last_mut().unwrap().columns.push(window);
                }
                (self.items(kinds, 2), "")
            }
            _ => {
                let count = 1 + self.tape.below(2);
                let windows: Vec<Expr> = (0..count).map(|_| self.window()).collect();
                if self.tape.chance(25) {
                    let columns = std::mem::replace(
                        &mut self.scopes.last_mut().unwrap().columns,
                        windows.clone(),
                    );
                    clauses.qualify = self.qualification();
                    self.scopes.last_mut().unwrap().columns = columns;
                }
                let scope = self.scopes.last_mut().unwrap();
                // Inner queries do not see a window.
                scope.is_plain = false;
                // Twice, so that they are named more often.
                scope.columns.extend(windows.iter().cloned());
                scope.columns.extend(windows);
                (self.items(kinds, 2), "")
            }
        }
    }

    /// A condition on a window.
    fn qualification(&mut self) -> Option<Expr> {
        let column = self.scope().columns[0].clone();
        let kind = column.ty.kind();
        let constant = self.constant(kind).within(level::SUM);
        let op = self.tape.pick(&["=", "<=", ">"]);
        Some(fill(
            &format!("{{0}} {op} {{1}}"),
            &[column, constant],
            Ty::Bool,
        ))
    }

    /// GROUP BY and HAVING; afterwards only keys and aggregates are in scope.
    fn grouped(&mut self, clauses: &mut Clauses) {
        let keys = keys(self);
        let count = 1 + self.tape.below(3);
        let aggregates: Vec<Expr> = (0..count).map(|_| self.aggregate()).collect();
        let keys_given = !keys.is_empty();
        let calls: Vec<String> = aggregates.iter().map(|call| call.rs.clone()).collect();
        if keys_given {
            let list: Vec<&str> = keys.iter().map(|key| key.pg.as_str()).collect();
            clauses.rs += &format!(" GROUP BY {KEYS}");
            clauses.pg += &format!(" GROUP BY {}", list.join(", "));
            clauses.keys.clone_from(&keys);
        }
        *self.scopes.last_mut().unwrap() = Scope {
            names: self.scope().names.clone(),
            columns: [keys.clone(), aggregates].concat(),
            ties: keys,
            has_twins: false,
            is_plain: false,
            aliases: Vec::new(),
        };
        if self.tape.chance(25) {
            let having = self.operand(Kind::Bool, 2, level::NOT);
            // Without keys there must be an aggregate.
            if keys_given || calls.iter().any(|call| having.rs.contains(call)) {
                clauses.push("HAVING", &having);
            }
        }
    }

    fn items(&mut self, kinds: &[Option<Kind>], depth: usize) -> Items {
        let mut items = Items {
            exprs: Vec::new(),
            names: Vec::new(),
        };
        for kind in kinds {
            let kind = kind.unwrap_or_else(|| self.kind());
            let mut expr = self.expr(kind, depth);
            if expr.is_char() {
                expr.ty = Ty::Text;
            }
            let name = self.item_name(&items.names);
            // A later item may name an earlier one; it stands for its expression, unless a column has the name.
            if !self.hides_column(&name) && self.tape.chance(15) {
                let mut alias = expr.clone().within(level::PRIMARY);
                alias.rs.clone_from(&name);
                self.scopes.last_mut().unwrap().aliases.push(alias);
            }
            items.exprs.push(expr);
            items.names.push(name);
        }
        items
    }

    /// A name of its own, or that of a column, which it hides in some clauses.
    fn item_name(&mut self, taken: &[String]) -> String {
        if self.tape.chance(15) {
            let chosen = self.tape.below(self.scope().names.len());
            let name = &self.scope().names[chosen];
            if !taken.contains(name) {
                return name.clone();
            }
        }
        self.name("x")
    }

    /// Whether the name is also that of a column, which most clauses then mean.
    fn hides_column(&self, name: &str) -> bool {
        self.scope().names.iter().any(|column| column == name)
    }

    /// GROUP BY by expressions, by the numbers of items and by their aliases.
    fn group_keys(&mut self, keys: &[Expr], items: &Items) -> String {
        let mut list = Vec::new();
        for key in keys {
            let item = items.exprs.iter().position(|expr| expr.rs == key.rs);
            let name = item.and_then(|item| items.names.get(item));
            list.push(match (item, name, self.tape.below(4)) {
                (Some(item), _, 3) => (item + 1).to_string(),
                // An alias that is a column's name too means the column.
                (_, Some(name), 2) if !self.hides_column(name) => name.clone(),
                _ => key.rs.clone(),
            });
        }
        list.join(", ")
    }

    fn assemble(
        &mut self,
        items: &Items,
        distinct: &str,
        from_rs: &str,
        from_pg: &str,
        mut clauses: Clauses,
        order: Option<bool>,
    ) -> Query {
        let keys = self.group_keys(&clauses.keys, items);
        clauses.rs = clauses.rs.replace(KEYS, &keys);
        let list = |spelling: fn(&Expr) -> &str| {
            let items: Vec<String> = items
                .exprs
                .iter()
                .zip(&items.names)
                .map(|(expr, name)| format!("{} AS {name}", spelling(expr)))
                .collect();
            items.join(", ")
        };
        let plain = distinct.is_empty() && clauses.qualify.is_none();
        let tail = order.and_then(|top| self.order(&items.names, plain, top));
        let top = tail.as_ref().map_or("", |tail| tail.top.as_str());
        let mut rs = format!(
            "SELECT {top}{distinct}{} FROM {from_rs}{}",
            list(|expr| &expr.rs),
            clauses.rs
        );
        if top.starts_with("TOP") && !distinct.is_empty() {
            rs = rs.replacen(&format!("{top}{distinct}"), &format!("{distinct}{top}"), 1);
        }
        let mut pg = format!(
            "SELECT {distinct}{} FROM {from_pg}{}",
            list(|expr| &expr.pg),
            clauses.pg
        );
        if let Some(condition) = &clauses.qualify {
            rs += &format!(" QUALIFY {}", condition.rs);
            pg = format!(
                "SELECT {} FROM (SELECT {}, {} AS keep FROM {from_pg}{}) AS kept WHERE keep",
                items.names.join(", "),
                list(|expr| &expr.pg),
                condition.pg,
                clauses.pg
            );
        }
        let ordered = tail.is_some();
        if let Some(tail) = tail {
            rs += &tail.rs;
            pg += &tail.pg;
        }
        let columns = items
            .names
            .iter()
            .cloned()
            .zip(items.exprs.iter().map(|expr| expr.ty))
            .collect();
        Query {
            rs,
            pg,
            columns,
            ordered,
        }
    }

    /// ORDER BY and LIMIT: by an expression (`plain`), then by all columns.
    fn order(&mut self, columns: &[String], plain: bool, top: bool) -> Option<Tail> {
        if !self.tape.chance(40) {
            return None;
        }
        let (mut rs, mut pg) = (Vec::new(), Vec::new());
        if plain && self.tape.chance(40) {
            self.subqueries_off += 1;
            let kind = self.kind();
            let key = self.expr(kind, 1);
            self.subqueries_off -= 1;
            let how = self.direction();
            // A constant would be the number of a column, or an error.
            if key.rs.contains(['.', '(']) && !key.rs.starts_with(['\'', '-']) && key.level > 0 {
                rs.push(format!("{}{how}", key.rs));
                pg.push(format!("{}{how}", key.pg));
            }
        }
        let first = self.tape.below(columns.len());
        for index in 0..columns.len() {
            let ordinal = (first + index) % columns.len() + 1;
            let how = self.direction();
            let key = if self.tape.chance(30) {
                columns[ordinal - 1].clone()
            } else {
                ordinal.to_string()
            };
            rs.push(format!("{key}{how}"));
            pg.push(format!("{key}{how}"));
        }
        let mut tail = Tail {
            rs: format!(" ORDER BY {}", rs.join(", ")),
            pg: format!(" ORDER BY {}", pg.join(", ")),
            top: String::new(),
        };
        match self.tape.below(5) {
            0 if top => {}
            1 => {
                tail.top = "TOP 3 ".to_owned();
                tail.pg += " LIMIT 3";
            }
            2 => {
                tail.rs += " LIMIT 3 OFFSET 1";
                tail.pg += " LIMIT 3 OFFSET 1";
            }
            3 => {
                tail.rs += " OFFSET 2";
                tail.pg += " OFFSET 2";
            }
            _ => {
                tail.rs += " LIMIT 2";
                tail.pg += " LIMIT 2";
            }
        }
        Some(tail)
    }

    fn set_operation(&mut self, top: bool) -> Query {
        let kinds: Vec<Option<Kind>> = (0..=self.tape.below(2))
            .map(|_| {
                Some(
                    self.tape
                        .pick(&[Kind::Int, Kind::Text, Kind::Date, Kind::Bool]),
                )
            })
            .collect();
        let mut query = self.select(&kinds, None);
        for _ in 0..=self.tape.below(2) {
            let other = self.select(&kinds, None);
            let types: Option<Vec<Ty>> = query
                .columns
                .iter()
                .zip(&other.columns)
                .map(|((_, a), (_, b))| common(*a, *b))
                .collect();
            let Some(types) = types else { continue };
            for ((_, ty), joined) in query.columns.iter_mut().zip(types) {
                *ty = joined;
            }
            let (rs, pg) = self.tape.pick(&[
                ("UNION ALL", "UNION ALL"),
                ("UNION", "UNION"),
                ("EXCEPT", "EXCEPT"),
                ("MINUS", "EXCEPT"),
                ("INTERSECT", "INTERSECT"),
            ]);
            query.rs += &format!(" {rs} {}", other.rs);
            query.pg += &format!(" {pg} {}", other.pg);
        }
        let names: Vec<String> = query.columns.iter().map(|(name, _)| name.clone()).collect();
        if let Some(tail) = self.order(&names, false, top) {
            let rs = tail.rs.clone();
            query.rs += &rs;
            query.pg += &tail.pg;
            if !tail.top.is_empty() {
                query.rs += " LIMIT 3";
            }
            query.ordered = true;
        }
        query
    }

    /// `(SELECT MAX(x) FROM … WHERE …)`
    pub fn scalar_subquery(&mut self, kind: Kind) -> Option<Expr> {
        if self.subqueries_off > 0 || self.nested > 0 || kind == Kind::Bool {
            return None;
        }
        let (from, scope) = self.inner();
        let found = self.of_kind(&scope, kind);
        self.scopes.push(scope);
        let condition = self.inner_condition();
        self.scopes.pop();
        let a = found?;
        let ty = if a.is_char() { Ty::Text } else { a.ty };
        let f = self.tape.pick(&["MAX", "MIN"]);
        Some(Expr::both(
            format!("(SELECT {f}({}) FROM {from}{})", a.rs, condition.rs),
            format!("(SELECT {f}({}) FROM {from}{})", a.pg, condition.pg),
            ty,
        ))
    }

    /// IN and EXISTS.
    pub fn subquery_condition(&mut self, depth: usize) -> Expr {
        if self.subqueries_off > 0 || self.nested > 0 {
            return self.leaf(Kind::Bool);
        }
        let kind = self.tape.pick(&[Kind::Int, Kind::Text, Kind::Date]);
        let value = self.operand(kind, depth.min(1), level::SUM);
        let not = self.tape.pick(&["", "NOT "]);
        let operator = self.tape.pick(&[
            "IN", "NOT IN", "IN", "= ANY", "<> ALL", "> ALL", "<= ANY", "= SOME",
        ]);
        let (from, scope) = self.inner();
        let found = self.of_kind(&scope, kind);
        self.scopes.push(scope);
        let condition = self.inner_condition();
        self.scopes.pop();
        match found {
            Some(a) if self.tape.chance(60) => {
                let form = |value: &str, column: &str, condition: &str| {
                    format!("{value} {operator} (SELECT {column} FROM {from}{condition})")
                };
                let mut expr = Expr::both(
                    form(&value.rs, &a.rs, &condition.rs),
                    form(&value.pg, &a.pg, &condition.pg),
                    Ty::Bool,
                );
                expr.level = level::COMPARISON;
                expr
            }
            _ => Expr {
                rs: format!("{not}EXISTS (SELECT 1 FROM {from}{})", condition.rs),
                pg: format!("{not}EXISTS (SELECT 1 FROM {from}{})", condition.pg),
                level: level::NOT,
                ty: Ty::Bool,
            },
        }
    }

    /// The table of an inner query.
    fn inner(&mut self) -> (String, Scope) {
        let table = &TABLES[self.tape.pick(&[1, 2, 0, 3])];
        let alias = self.name("s");
        let columns: Vec<Expr> = table
            .columns
            .iter()
            .filter(|(_, ty)| *ty != Ty::Char)
            .map(|(name, ty)| Expr::same(format!("{alias}.{name}"), level::PRIMARY, *ty))
            .collect();
        (
            format!("{} {alias}", table.name),
            Scope {
                names: Vec::new(),
                columns,
                ties: Vec::new(),
                has_twins: false,
                is_plain: true,
                aliases: Vec::new(),
            },
        )
    }

    fn inner_condition(&mut self) -> Expr {
        if self.tape.chance(30) {
            return Expr::both("", "", Ty::Bool);
        }
        self.nested += 1;
        let condition = self.condition(1);
        self.nested -= 1;
        fill(" WHERE {0}", &[condition], Ty::Bool)
    }
}

/// ORDER BY, LIMIT, OFFSET, and TOP.
struct Tail {
    rs: String,
    pg: String,
    top: String,
}
