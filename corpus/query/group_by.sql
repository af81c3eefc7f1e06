CREATE TABLE sales (region VARCHAR(10), product VARCHAR(10), qty INT, price DECIMAL(10,2));

SELECT region, SUM(qty * price) AS revenue FROM sales GROUP BY region HAVING SUM(qty) > 100;
SELECT region, product, SUM(qty) FROM sales GROUP BY ROLLUP (region, product);
SELECT region, product, GROUPING(region) AS g, SUM(qty) AS s FROM sales GROUP BY CUBE (region, product);
SELECT region, product, SUM(qty) AS s FROM sales GROUP BY GROUPING SETS ((region), (product), ());
SELECT region AS r, AVG(qty) AS a, AVG(price) AS p FROM sales GROUP BY r ORDER BY r;
SELECT region, MEDIAN(price) AS m FROM sales GROUP BY region;
SELECT region, PERCENTILE_CONT(0.9) WITHIN GROUP (ORDER BY price) AS p90 FROM sales GROUP BY region;
SELECT DISTINCT region FROM sales;
-- a column of the table goes before an alias, whatever the alias stands for
SELECT COUNT(*) AS qty FROM sales GROUP BY qty;
SELECT 1 AS region, s.price FROM sales s JOIN (SELECT 2 AS other) o ON s.qty = o.other GROUP BY region, price;
SELECT (region, product) = ('a', 'b') AS same, COUNT(*) FROM sales GROUP BY (region, product) = ('a', 'b');
