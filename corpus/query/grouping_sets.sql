CREATE TABLE sales (region VARCHAR(10), product VARCHAR(10), qty INT);

-- beside other keys and inside each other the sets are written out
SELECT region, product, SUM(qty) AS s FROM sales GROUP BY region, ROLLUP (product);
SELECT region, product, SUM(qty) AS s FROM sales GROUP BY ROLLUP (region), CUBE (product) ORDER BY 1, 2;
SELECT UPPER(region) AS u, product, SUM(qty) AS s FROM sales GROUP BY UPPER(region), GROUPING SETS ((product), ());
SELECT region, product, qty, COUNT(*) AS n FROM sales GROUP BY region, CUBE (product, qty);
SELECT region, product, SUM(qty) AS s FROM sales GROUP BY GROUPING SETS (region, GROUPING SETS (product, ()));
SELECT -qty AS qty, region, COUNT(*) AS n FROM sales GROUP BY qty, ROLLUP (region) HAVING COUNT(*) > 1;
-- an expression that ORDER BY makes BigQuery lose is written as the position of its item
SELECT UPPER(region) AS u, SUM(qty) AS s FROM sales GROUP BY ROLLUP (UPPER(region)) ORDER BY u;
SELECT UPPER(region) AS u, product, SUM(qty) AS s FROM sales GROUP BY product, CUBE (UPPER(region)) ORDER BY 1, 2;
SELECT UPPER(region) AS u, SUM(qty) AS s FROM sales GROUP BY GROUPING SETS ((UPPER(region)), ()) HAVING SUM(qty) > 1;
SELECT UPPER(region), GROUPING(UPPER(region)) AS g FROM sales GROUP BY ROLLUP (UPPER(region)) ORDER BY 2;
