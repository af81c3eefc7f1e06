-- A small warehouse in Redshift SQL: load orders, build marts, unload training data.
-- Try it: cargo run -- translate examples/warehouse.sql

CREATE SCHEMA IF NOT EXISTS shop;

/* One row an order line. */
CREATE TABLE IF NOT EXISTS shop.order_lines (
    order_id    BIGINT NOT NULL ENCODE az64,   -- the shop's own number
    customer_id INTEGER NOT NULL,
    sku         VARCHAR(32) NOT NULL ENCODE zstd,
    quantity    SMALLINT DEFAULT 1,
    unit_price  DECIMAL(12, 2),
    ordered_at  TIMESTAMP NOT NULL
)
DISTSTYLE KEY DISTKEY (customer_id)
SORTKEY (ordered_at);

-- The nightly files of the shop.
COPY shop.order_lines (order_id, customer_id, sku, quantity, unit_price, ordered_at)
FROM 's3://shop-lake/orders/2024-05'
IAM_ROLE 'arn:aws:iam::123456789012:role/loader'
CSV IGNOREHEADER 1;

-- Revenue by day; integer division of quantities is meant.
CREATE TABLE shop.daily_revenue AS
SELECT
    ordered_at::date                            AS day,
    COUNT(DISTINCT order_id)                    AS orders,
    SUM(quantity) / COUNT(DISTINCT order_id)    AS pieces_an_order,  -- whole pieces
    SUM(quantity * unit_price)                  AS revenue
FROM shop.order_lines
WHERE ordered_at >= DATEADD(day, -30, '2024-06-01'::timestamp)
GROUP BY 1;

CREATE MATERIALIZED VIEW shop.customer_totals AS
SELECT customer_id, COUNT(*) AS lines, SUM(quantity * unit_price) AS revenue
FROM shop.order_lines
GROUP BY customer_id;

-- The last line of each customer.
SELECT customer_id, NVL(sku, 'none') AS sku, DATEDIFF(day, ordered_at, '2024-06-01'::timestamp) AS days_ago
FROM (
    SELECT customer_id, sku, ordered_at,
           ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY ordered_at DESC) AS n
    FROM shop.order_lines
) AS latest
WHERE n = 1;

-- What customers buy together.
SELECT customer_id, LISTAGG(sku, ', ') WITHIN GROUP (ORDER BY sku) AS skus, LEN(MAX(sku)) AS longest
FROM shop.order_lines
GROUP BY customer_id;

-- Training data for the recommender.
UNLOAD ('SELECT customer_id, sku, quantity FROM shop.order_lines WHERE sku <> \'gift\'')
TO 's3://shop-lake/training/lines_'
IAM_ROLE 'arn:aws:iam::123456789012:role/unloader'
FORMAT AS PARQUET;

VACUUM shop.order_lines;
