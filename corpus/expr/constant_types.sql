CREATE TABLE t (i INT, d DECIMAL(10,2), at TIMESTAMP, tm TIME);

-- constants of DECIMAL among themselves are not floats
SELECT 0.1 + 0.2 AS sum, 1.5 * (2.5 + 0.5) AS product, 1.5 / (1.5) AS quotient FROM t;
SELECT NULLIF(1.5, 0) + i AS n, MAX(0.5) AS top, LAG(2.5) OVER (ORDER BY i) AS before FROM t GROUP BY i;
SELECT 1.5 AS rate, rate + i AS more FROM t;
-- a float constant beside a DECIMAL gives a float
SELECT 2e0 AS f, f + d AS sum FROM t;
SELECT 5e-1 + d AS a, d * -2e0 AS b, d < 1e1 AS c FROM t;
-- a second has no more decimals than it needs
SELECT at::varchar(30) AS a, 'at ' || at AS b, tm::varchar AS c FROM t;
