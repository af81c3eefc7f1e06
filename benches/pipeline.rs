//! The speed of the stages on ordinary queries, in bytes of the input per second: lexer, parser, resolver, whole translation.
//!
//! `cargo bench --bench pipeline`

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use rs2bq::functions::Table;
use rs2bq::redshift::{lexer, parse};
use rs2bq::resolve::{Catalog, resolve_statement};
use rs2bq::source::SourceText;
use rs2bq::{Options, Translator};

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How often the queries are repeated, each time with other names: about 300 kB.
const ROUNDS: usize = 400;

fn text() -> String {
    (0..ROUNDS).map(round).collect()
}

fn round(n: usize) -> String {
    format!(
        "-- orders of region {n}
CREATE TABLE sales_{n} (id BIGINT NOT NULL, customer VARCHAR(40), placed TIMESTAMP, total DECIMAL(12, 2)) DISTKEY (id);

SELECT s.customer, DATE_TRUNC('month', s.placed) AS month, SUM(s.total) AS total, COUNT(DISTINCT s.id) AS orders
FROM sales_{n} AS s
LEFT JOIN customers AS c ON c.name = s.customer AND c.region = {n}
WHERE s.placed >= DATEADD(day, -30, '2024-05-01'::timestamp) AND NVL(c.status, 'new') <> 'closed'
GROUP BY 1, 2
HAVING SUM(s.total) > 100.50
ORDER BY total DESC
LIMIT 20;

WITH ranked AS (
  SELECT id, customer, total, ROW_NUMBER() OVER (PARTITION BY customer ORDER BY total DESC) AS place
  FROM sales_{n}
)
SELECT customer, CASE WHEN total > 1000 THEN 'large' ELSE 'small' END AS size, LEFT(customer, 3) || '-' || id AS label
FROM ranked
WHERE place <= 3;
"
    )
}

fn stages(c: &mut Criterion) {
    let text = text();
    let source = SourceText::new(text.clone());
    let options = Options::default();
    let lexed = lexer::lex(&text);
    let parsed: Vec<_> = parse::statements(&text, &lexed, options.max_nesting).collect();
    let catalog = Catalog::default();
    let translator = Translator::new(options.clone());

    let mut group = c.benchmark_group("pipeline");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.sample_size(10);
    group.bench_function("lex", |b| b.iter(|| lexer::lex(black_box(&text))));
    group.bench_function("parse", |b| {
        b.iter(|| parse::statements(black_box(&text), &lexed, options.max_nesting).count());
    });
    group.bench_function("resolve", |b| {
        b.iter(|| {
            for parsed in &parsed {
                black_box(resolve_statement(
                    &source,
                    &parsed.statement,
                    &catalog,
                    &Table,
                ));
            }
        });
    });
    group.bench_function("translate", |b| {
        b.iter(|| translator.translate(black_box(&text)))
    });
    group.finish();
}

criterion_group! {
    name = pipeline;
    config = Criterion::default();
    targets = stages
}
criterion_main!(pipeline);
