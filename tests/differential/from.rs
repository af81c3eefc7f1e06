//! FROM: tables, derived tables and CTEs, joined in all ways.

use super::generate::{Generator, Scope};
use super::query::Query;
use super::tables::TABLES;
use super::types::{Expr, Kind, Ty, common, level};

/// A FROM clause in both spellings, what it brings into scope, and what it adds to WHERE.
pub struct From {
    pub rs: String,
    pub pg: String,
    pub scope: Scope,
    pub conditions: Vec<Expr>,
}

/// One table of a FROM clause.
struct Source {
    rs: String,
    pg: String,
    alias: String,
    columns: Vec<(String, Ty)>,
    is_table: bool,
}

impl Source {
    fn column(&self, name: &str, ty: Ty, qualified: bool) -> Expr {
        let text = if qualified {
            format!("{}.{name}", self.alias)
        } else {
            name.to_owned()
        };
        // PostgreSQL pads CHAR where it prints it; trailing blanks do not count in Redshift.
        let pg = if ty == Ty::Char {
            format!("{text}::text")
        } else {
            text.clone()
        };
        Expr::both(text, pg, ty)
    }

    fn all(&self, qualified: bool) -> Vec<Expr> {
        self.columns
            .iter()
            .map(|(name, ty)| self.column(name, *ty, qualified))
            .collect()
    }

    fn names(&self) -> Vec<String> {
        self.columns.iter().map(|(name, _)| name.clone()).collect()
    }

    fn scope(&self, qualified: bool) -> Scope {
        Scope {
            columns: self.all(qualified),
            names: self.names(),
            ties: self.ties(qualified),
            has_twins: !self.is_table,
            is_plain: true,
            aliases: Vec::new(),
        }
    }

    /// Every column may be needed to tell rows apart, where there is no key.
    fn ties(&self, qualified: bool) -> Vec<Expr> {
        match self.columns.first() {
            Some((name, ty)) if name == "id" && self.is_table => {
                vec![self.column(name, *ty, qualified)]
            }
            _ => self.all(qualified),
        }
    }
}

impl Generator<'_> {
    /// The FROM clause of a query.
    pub fn from(&mut self) -> From {
        let one = self.source();
        match self.tape.below(10) {
            0..=4 => {
                let qualified = self.tape.chance(30) || self.nested > 0;
                From {
                    scope: one.scope(qualified),
                    rs: one.rs,
                    pg: one.pg,
                    conditions: Vec::new(),
                }
            }
            5 => self.using(one),
            6 => self.oracle(one),
            7 => self.comma(one),
            _ => {
                let mut from = From {
                    scope: one.scope(true),
                    rs: one.rs,
                    pg: one.pg,
                    conditions: Vec::new(),
                };
                for _ in 0..=self.tape.below(2) {
                    self.join(&mut from);
                }
                from
            }
        }
    }

    fn source(&mut self) -> Source {
        if !self.ctes.is_empty() && self.tape.chance(50) {
            let index = self.tape.below(self.ctes.len());
            let (name, columns) = self.ctes[index].clone();
            let (text, alias) = if self.tape.chance(40) && !self.bare.contains(&name) {
                self.bare.push(name.clone());
                (name.clone(), name)
            } else {
                let alias = self.table_name("w", &columns);
                (format!("{name} {alias}"), alias)
            };
            return Source {
                rs: text.clone(),
                pg: text,
                alias,
                columns,
                is_table: false,
            };
        }
        if self.nested < 2 && self.tape.chance(15) {
            return self.derived();
        }
        // t1 has most of the types; the empty table comes now and then.
        let table = &TABLES[self.tape.pick(&[0, 0, 0, 1, 1, 2, 2, 0, 1, 3])];
        let columns: Vec<(String, Ty)> = table
            .columns
            .iter()
            .map(|(name, ty)| ((*name).to_owned(), *ty))
            .collect();
        let alias = self.table_name("a", &columns);
        let text = if self.tape.chance(50) {
            format!("{} AS {alias}", table.name)
        } else {
            format!("{} {alias}", table.name)
        };
        Source {
            rs: text.clone(),
            pg: text,
            alias,
            columns,
            is_table: true,
        }
    }

    /// An alias that is not taken; now and then it is the name of a column.
    pub fn table_name(&mut self, prefix: &str, columns: &[(String, Ty)]) -> String {
        if !columns.is_empty() && self.tape.chance(15) {
            let (name, _) = &columns[self.tape.below(columns.len())];
            // AT is a word of FROM too.
            if name != "at" && !self.namesakes.contains(name) {
                self.namesakes.push(name.clone());
                return name.clone();
            }
        }
        self.name(prefix)
    }

    fn derived(&mut self) -> Source {
        let query = self.closed_query();
        let mut columns = query.columns;
        let alias = self.table_name("d", &columns);
        let mut list = String::new();
        if self.tape.chance(20) {
            for (name, _) in &mut columns {
                *name = self.name("r");
            }
            let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
            list = format!("({})", names.join(", "));
        }
        Source {
            rs: format!("({}) AS {alias}{list}", query.rs),
            pg: format!("({}) AS {alias}{list}", query.pg),
            alias,
            columns,
            is_table: false,
        }
    }

    /// A query that sees nothing of this one.
    pub fn closed_query(&mut self) -> Query {
        let scopes = std::mem::take(&mut self.scopes);
        self.nested += 1;
        let query = self.query(false);
        self.nested -= 1;
        self.scopes = scopes;
        query
    }

    /// Adds a table by JOIN … ON.
    fn join(&mut self, from: &mut From) {
        let other = self.source();
        let kind = self.tape.pick(&[
            "JOIN",
            "LEFT JOIN",
            "INNER JOIN",
            "LEFT OUTER JOIN",
            "RIGHT JOIN",
            "FULL OUTER JOIN",
            "CROSS JOIN",
        ]);
        let right = other.scope(true);
        let Some(equality) = self.equality(&from.scope, &right) else {
            return;
        };
        from.scope = beside(std::mem::take(&mut from.scope), right);
        if kind == "CROSS JOIN" {
            from.rs += &format!(" CROSS JOIN {}", other.rs);
            from.pg += &format!(" CROSS JOIN {}", other.pg);
            return;
        }
        let mut on = equality;
        // PostgreSQL has no FULL JOIN on more than equalities of columns.
        if !kind.starts_with("FULL") && self.tape.chance(25) {
            self.scopes.push(from.scope.clone());
            self.subqueries_off += 1;
            let more = self.condition(1).within(level::NOT);
            self.subqueries_off -= 1;
            self.scopes.pop();
            on.rs += &format!(" AND {}", more.rs);
            on.pg += &format!(" AND {}", more.pg);
        }
        from.rs += &format!(" {kind} {} ON {}", other.rs, on.rs);
        from.pg += &format!(" {kind} {} ON {}", other.pg, on.pg);
    }

    /// `left.x = right.y`
    fn equality(&mut self, left: &Scope, right: &Scope) -> Option<Expr> {
        let kind = self
            .tape
            .pick(&[Kind::Int, Kind::Int, Kind::Int, Kind::Text]);
        let (a, b) = (self.of_kind(left, kind)?, self.of_kind(right, kind)?);
        Some(Expr::both(
            format!("{} = {}", a.rs, b.rs),
            format!("{} = {}", a.pg, b.pg),
            Ty::Bool,
        ))
    }

    pub fn of_kind(&mut self, scope: &Scope, kind: Kind) -> Option<Expr> {
        let found: Vec<&Expr> = scope
            .columns
            .iter()
            .filter(|column| column.ty.kind() == kind && !column.is_char())
            .collect();
        if found.is_empty() {
            return None;
        }
        Some(found[self.tape.below(found.len())].clone())
    }

    /// `JOIN … USING (k)`, and NATURAL JOIN: the columns that both have stand once.
    fn using(&mut self, one: Source) -> From {
        let two = self.source();
        let mut shared = Vec::new();
        for (name, ty) in &one.columns {
            let Some((_, theirs)) = two.columns.iter().find(|(other, _)| other == name) else {
                continue;
            };
            if ty.kind() != theirs.kind() {
                return self.comma_of(one, two);
            }
            shared.push(name.clone());
        }
        let kind = self
            .tape
            .pick(&["JOIN", "LEFT JOIN", "FULL JOIN", "RIGHT JOIN"]);
        let (clause, merged) = if shared.is_empty() {
            return self.comma_of(one, two);
        } else if self.tape.chance(30) {
            (format!("NATURAL {kind} {{}}"), shared)
        } else {
            let name = shared[self.tape.below(shared.len())].clone();
            (format!("{kind} {{}} USING ({name})"), vec![name])
        };
        let mut columns = Vec::new();
        for (source, other) in [(&one, &two), (&two, &one)] {
            for (name, ty) in &source.columns {
                if !merged.contains(name) {
                    columns.push(source.column(name, *ty, true));
                } else if std::ptr::eq(source, &one) {
                    let theirs = other.columns.iter().find(|(n, _)| n == name).unwrap().1;
                    columns.push(source.column(name, common(*ty, theirs).unwrap_or(*ty), false));
                }
            }
        }
        From {
            rs: format!("{} {}", one.rs, clause.replace("{}", &two.rs)),
            pg: format!("{} {}", one.pg, clause.replace("{}", &two.pg)),
            scope: Scope {
                names: [one.names(), two.names()].concat(),
                ties: columns.clone(),
                columns,
                // NULL finds no partner: a full join may have the same row from either side.
                has_twins: kind == "FULL JOIN" || !(one.is_table && two.is_table),
                is_plain: true,
                aliases: Vec::new(),
            },
            conditions: Vec::new(),
        }
    }

    /// `FROM a, b WHERE a.x = b.y`
    fn comma(&mut self, one: Source) -> From {
        let two = self.source();
        self.comma_of(one, two)
    }

    fn comma_of(&mut self, one: Source, two: Source) -> From {
        let (left, right) = (one.scope(true), two.scope(true));
        let conditions = self.equality(&left, &right).into_iter().collect();
        From {
            rs: format!("{}, {}", one.rs, two.rs),
            pg: format!("{}, {}", one.pg, two.pg),
            scope: beside(left, right),
            conditions,
        }
    }

    /// `FROM a, b WHERE a.x = b.y(+)`, which is a LEFT JOIN.
    fn oracle(&mut self, one: Source) -> From {
        let two = self.source();
        let (left, right) = (one.scope(true), two.scope(true));
        let kind = Kind::Int;
        let (Some(a), Some(b)) = (self.of_kind(&left, kind), self.of_kind(&right, kind)) else {
            return self.comma_of(one, two);
        };
        let mut on = format!("{} = {}", a.pg, b.pg);
        let mut marked = Expr::both(format!("{} = {}(+)", a.rs, b.rs), "TRUE", Ty::Bool);
        if self.tape.chance(30) {
            marked.rs += &format!(" AND {}(+) > 1", b.rs);
            on += &format!(" AND {} > 1", b.pg);
        }
        From {
            rs: format!("{}, {}", one.rs, two.rs),
            pg: format!("{} LEFT JOIN {} ON {on}", one.pg, two.pg),
            scope: beside(left, right),
            conditions: vec![marked],
        }
    }
}

/// What two sources that are joined bring.
fn beside(left: Scope, right: Scope) -> Scope {
    Scope {
        columns: [left.columns, right.columns].concat(),
        names: [left.names, right.names].concat(),
        ties: [left.ties, right.ties].concat(),
        has_twins: left.has_twins || right.has_twins,
        is_plain: true,
        aliases: Vec::new(),
    }
}
