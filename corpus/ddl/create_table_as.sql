CREATE TABLE orders (id INT, customer_id INT, total DECIMAL(12,2), placed TIMESTAMP);

CREATE TABLE daily
DISTKEY (day)
SORTKEY (day)
AS
SELECT TRUNC(placed) AS day, COUNT(*), SUM(total) -- columns that Redshift names
FROM orders
GROUP BY 1;

CREATE TEMP TABLE t AS SELECT * FROM orders;
CREATE TABLE named (a, b) AS SELECT id, total FROM orders;
CREATE TABLE empty AS SELECT id FROM orders WITH NO DATA;
SELECT count, sum FROM daily;
-- columns without a name
CREATE TABLE pairs (a, b) AS WITH q AS (SELECT 1, 2) SELECT * FROM q;
