-- What cuts the average stands outside: PIVOT takes an aggregate call alone.
CREATE TABLE part (color VARCHAR(10), price DECIMAL(8,2), size INT, shop INT);
SELECT * FROM (SELECT color, price, shop FROM part) PIVOT (AVG(price) FOR color IN ('red', 'green' AS g));
SELECT * FROM (SELECT color, size, shop FROM part) PIVOT (AVG(size) FOR color IN ('red', 'green' AS g)) AS p;
SELECT * FROM (SELECT color, price FROM part) PIVOT (AVG(price) FOR color IN ('red', 'green' AS g));
-- The name of the aggregate stands behind that of the value in Redshift, before it in BigQuery.
SELECT * FROM (SELECT color, price FROM part) PIVOT (SUM(price) AS total FOR color IN ('red', 'green' AS g));
SELECT red_total, g_n FROM (SELECT color, price, shop FROM part)
PIVOT (SUM(price) AS total, COUNT(*) AS n FOR color IN ('red', 'green' AS g));
