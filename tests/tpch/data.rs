//! A tiny data set in the shape of TPC-H: every value comes from a small pool, so that every question has an answer.

use super::support::random::Random;

/// Columns with their types in BigQuery.
type Columns = &'static [(&'static str, &'static str)];

/// A table with its rows, each cell as PostgreSQL writes it.
pub struct Table {
    pub name: &'static str,
    pub columns: Columns,
    pub rows: Vec<Vec<String>>,
}

const REGIONS: [&str; 5] = ["AFRICA", "AMERICA", "ASIA", "EUROPE", "MIDDLE EAST"];
/// Nations with the numbers of their regions.
const NATIONS: [(&str, usize); 8] = [
    ("BRAZIL", 1),
    ("CANADA", 1),
    ("CHINA", 2),
    ("FRANCE", 3),
    ("GERMANY", 3),
    ("INDIA", 2),
    ("KENYA", 0),
    ("PERU", 1),
];
const TYPES: [&str; 5] = [
    "ECONOMY ANODIZED STEEL",
    "PROMO BURNISHED BRASS",
    "STANDARD POLISHED BRASS",
    "MEDIUM PLATED TIN",
    "PROMO PLATED COPPER",
];
const COLOURS: [&str; 4] = ["green", "Green almond", "dark blue", "pale"];
const BRANDS: [&str; 3] = ["Brand#12", "Brand#23", "Brand#45"];
const CONTAINERS: [&str; 4] = ["SM CASE", "MED BOX", "LG CASE", "LG BOX"];
const SEGMENTS: [&str; 3] = ["BUILDING", "MACHINERY", "HOUSEHOLD"];
const PRIORITIES: [&str; 4] = ["1-URGENT", "2-HIGH", "3-MEDIUM", "5-LOW"];
const REMARKS: [&str; 3] = ["fast and even", "special handling of requests", "unusual"];
const MODES: [&str; 4] = ["MAIL", "SHIP", "AIR", "TRUCK"];
const INSTRUCTIONS: [&str; 2] = ["DELIVER IN PERSON", "TAKE BACK RETURN"];
const ORDERS: usize = 60;
const CUSTOMERS: usize = 18;
/// The last customers order nothing.
const IDLE: usize = 4;
const SUPPLIERS: usize = 9;
const PARTS: usize = 16;

/// All tables.
pub fn tables() -> Vec<Table> {
    let mut dice = Dice(Random::new(20_240_229));
    let mut tables = vec![
        table(
            "region",
            &[("r_regionkey", "INT64"), ("r_name", "STRING")],
            (0..REGIONS.len()).map(|key| vec![number(key), text(REGIONS[key])]),
        ),
        table(
            "nation",
            &[
                ("n_nationkey", "INT64"),
                ("n_name", "STRING"),
                ("n_regionkey", "INT64"),
            ],
            (0..NATIONS.len()).map(|key| {
                let (name, region) = NATIONS[key];
                vec![number(key), text(name), number(region)]
            }),
        ),
        suppliers(&mut dice),
        parts(&mut dice),
        stock(&mut dice),
        customers(&mut dice),
    ];
    tables.extend(sales(&mut dice));
    tables
}

fn table(name: &'static str, columns: Columns, rows: impl Iterator<Item = Vec<String>>) -> Table {
    Table {
        name,
        columns,
        rows: rows.collect(),
    }
}

fn suppliers(dice: &mut Dice) -> Table {
    let columns: Columns = &[
        ("s_suppkey", "INT64"),
        ("s_name", "STRING"),
        ("s_address", "STRING"),
        ("s_nationkey", "INT64"),
        ("s_phone", "STRING"),
        ("s_acctbal", "NUMERIC"),
        ("s_comment", "STRING"),
    ];
    let row = |key: usize| {
        let comment = if key == 3 {
            "Customer has had Complaints"
        } else {
            "quiet"
        };
        vec![
            number(key),
            text(&format!("Supplier {key}")),
            text(&format!("{key} High Street")),
            number(key % NATIONS.len()),
            text(&format!("{}-555-{key:03}", 10 + key)),
            dice.amount(-50_000, 900_000),
            text(comment),
        ]
    };
    table("supplier", columns, (1..=SUPPLIERS).map(row))
}

fn parts(dice: &mut Dice) -> Table {
    let columns: Columns = &[
        ("p_partkey", "INT64"),
        ("p_name", "STRING"),
        ("p_mfgr", "STRING"),
        ("p_brand", "STRING"),
        ("p_type", "STRING"),
        ("p_size", "INT64"),
        ("p_container", "STRING"),
    ];
    let row = |key: usize| {
        vec![
            number(key),
            text(COLOURS[key % COLOURS.len()]),
            text(&format!("Manufacturer#{}", 1 + key % 3)),
            text(BRANDS[key % BRANDS.len()]),
            text(TYPES[key % TYPES.len()]),
            number(5 * (1 + dice.below(6))),
            text(CONTAINERS[dice.below(CONTAINERS.len())]),
        ]
    };
    table("part", columns, (1..=PARTS).map(row))
}

/// Every part has three suppliers.
fn stock(dice: &mut Dice) -> Table {
    let columns: Columns = &[
        ("ps_partkey", "INT64"),
        ("ps_suppkey", "INT64"),
        ("ps_availqty", "INT64"),
        ("ps_supplycost", "NUMERIC"),
    ];
    let rows = (0..PARTS * 3).map(|index| {
        let (part, nth) = (1 + index / 3, index % 3);
        vec![
            number(part),
            number(1 + (part + 3 * nth) % SUPPLIERS),
            number(10 + dice.below(900)),
            dice.amount(100, 90_000),
        ]
    });
    table("partsupp", columns, rows)
}

fn customers(dice: &mut Dice) -> Table {
    let columns: Columns = &[
        ("c_custkey", "INT64"),
        ("c_name", "STRING"),
        ("c_address", "STRING"),
        ("c_nationkey", "INT64"),
        ("c_phone", "STRING"),
        ("c_acctbal", "NUMERIC"),
        ("c_mktsegment", "STRING"),
    ];
    let row = |key: usize| {
        vec![
            number(key),
            text(&format!("Customer {key}")),
            text(&format!("{key} Low Street")),
            number(key % NATIONS.len()),
            text(&format!("{}-777-{key:03}", [13, 31, 23, 11][key % 4])),
            dice.amount(
                if key > CUSTOMERS - IDLE {
                    900_000
                } else {
                    -9_000
                },
                990_000,
            ),
            text(SEGMENTS[key % SEGMENTS.len()]),
        ]
    };
    table("customer", columns, (1..=CUSTOMERS).map(row))
}

/// Orders and their lines.
fn sales(dice: &mut Dice) -> [Table; 2] {
    let (mut orders, mut lines) = (Vec::new(), Vec::new());
    for key in 1..=ORDERS {
        // The first ones are open on the day that is asked for.
        let (customer, ordered) = if key <= 3 {
            (3 * key, 1150 + key)
        } else {
            (1 + dice.below(CUSTOMERS - IDLE), dice.below(6 * 365))
        };
        orders.push(vec![
            number(key),
            number(customer),
            text(["F", "O", "P"][dice.below(3)]),
            dice.amount(100_000, 9_000_000),
            day(ordered),
            text(PRIORITIES[dice.below(PRIORITIES.len())]),
            text(REMARKS[dice.below(REMARKS.len())]),
        ]);
        for line in 1..=1 + dice.below(4) {
            lines.push(line_of(dice, key, line, ordered));
        }
    }
    let order_columns: Columns = &[
        ("o_orderkey", "INT64"),
        ("o_custkey", "INT64"),
        ("o_orderstatus", "STRING"),
        ("o_totalprice", "NUMERIC"),
        ("o_orderdate", "DATE"),
        ("o_orderpriority", "STRING"),
        ("o_comment", "STRING"),
    ];
    let line_columns: Columns = &[
        ("l_orderkey", "INT64"),
        ("l_partkey", "INT64"),
        ("l_suppkey", "INT64"),
        ("l_linenumber", "INT64"),
        ("l_quantity", "NUMERIC"),
        ("l_extendedprice", "NUMERIC"),
        ("l_discount", "NUMERIC"),
        ("l_tax", "NUMERIC"),
        ("l_returnflag", "STRING"),
        ("l_linestatus", "STRING"),
        ("l_shipdate", "DATE"),
        ("l_commitdate", "DATE"),
        ("l_receiptdate", "DATE"),
        ("l_shipinstruct", "STRING"),
        ("l_shipmode", "STRING"),
    ];
    [
        table("orders", order_columns, orders.into_iter()),
        table("lineitem", line_columns, lines.into_iter()),
    ]
}

fn line_of(dice: &mut Dice, order: usize, line: usize, ordered: usize) -> Vec<String> {
    let part = 1 + dice.below(PARTS);
    let supplier = 1 + (part + 3 * dice.below(3)) % SUPPLIERS;
    let quantity = 1 + dice.below(50);
    let shipped = ordered + 5 + dice.below(60);
    vec![
        number(order),
        number(part),
        number(supplier),
        number(line),
        format!("{quantity}.00"),
        dice.amount(10_000, 5_000_000),
        format!("0.{:02}", dice.below(11)),
        format!("0.{:02}", dice.below(9)),
        text(["R", "A", "N"][dice.below(3)]),
        text(["O", "F"][dice.below(2)]),
        day(shipped),
        day(ordered + 30 + dice.below(40)),
        day(shipped + 1 + dice.below(30)),
        text(INSTRUCTIONS[dice.below(INSTRUCTIONS.len())]),
        text(MODES[dice.below(MODES.len())]),
    ]
}

fn number(value: usize) -> String {
    value.to_string()
}

fn text(value: &str) -> String {
    format!("'{value}'")
}

/// Days from 1992-01-01, with months of their true lengths.
fn day(mut days: usize) -> String {
    let mut year = 1992;
    loop {
        let leap = year % 4 == 0;
        let months = [
            31,
            28 + usize::from(leap),
            31,
            30,
            31,
            30,
            31,
            31,
            30,
            31,
            30,
            31,
        ];
        for (index, length) in months.into_iter().enumerate() {
            if days < length {
                return format!("'{year}-{:02}-{:02}'", index + 1, days + 1);
            }
            days -= length;
        }
        year += 1;
    }
}

/// Numbers that are the same in every run.
struct Dice(Random);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0.below(limit)
    }

    /// Cents between these, as a number with two decimals.
    fn amount(&mut self, least: i64, most: i64) -> String {
        let span = usize::try_from(most - least).unwrap();
        let cents = least + i64::try_from(self.below(span)).unwrap();
        let sign = if cents < 0 { "-" } else { "" };
        format!("{sign}{}.{:02}", cents.abs() / 100, cents.abs() % 100)
    }
}
