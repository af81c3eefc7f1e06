/*
 * Nightly build of the order mart.
 * Runs after the loads.
 */
BEGIN;

DROP TABLE IF EXISTS stage.orders;

CREATE TABLE stage.orders (
    order_id    BIGINT       NOT NULL ENCODE raw,
    customer_id INTEGER      NOT NULL,
    status      VARCHAR(16),           -- 'open', 'paid', 'gone'
    total       DECIMAL(14,2),
    placed_at   TIMESTAMP
)
DISTKEY (customer_id)
SORTKEY (placed_at);

COPY stage.orders
FROM 's3://warehouse/orders/'
IAM_ROLE 'arn:aws:iam::123456789012:role/loader'
FORMAT AS PARQUET;

-- yesterday's orders replace what was there
DELETE FROM mart.orders USING stage.orders s WHERE mart.orders.order_id = s.order_id;

INSERT INTO mart.orders
SELECT order_id, customer_id, NVL(status, 'open') AS status, total, placed_at
FROM stage.orders
WHERE placed_at >= DATEADD(day, -1, TRUNC(SYSDATE));

CREATE TEMP TABLE ranked AS
SELECT customer_id,
       total,
       total / NULLIF(SUM(total) OVER (PARTITION BY customer_id), 0) AS share, /* of the customer */
       ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY placed_at DESC) AS n
FROM stage.orders;

UPDATE mart.customers
SET last_total = r.total, updated_at = GETDATE()
FROM ranked r
WHERE r.customer_id = mart.customers.id AND r.n = 1;

ANALYZE mart.orders;
COMMIT;

GRANT SELECT ON mart.orders TO GROUP analysts;
