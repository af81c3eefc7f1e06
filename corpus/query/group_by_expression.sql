-- BigQuery sees an expression of GROUP BY again only as a whole item, and not before HAVING or ORDER BY if it has an alias.
CREATE TABLE sales (day DATE, shop VARCHAR(20), amount INT);
SELECT UPPER(shop) AS s, COUNT(*) FROM sales GROUP BY UPPER(shop) ORDER BY UPPER(shop);
SELECT UPPER(shop) AS s, COUNT(*) FROM sales GROUP BY UPPER(shop) HAVING UPPER(shop) > 'A' AND COUNT(*) > 1;
SELECT UPPER(shop) || '!' AS s, SUM(CASE WHEN UPPER(shop) = 'X' THEN 1 END) FROM sales GROUP BY UPPER(shop);
SELECT TO_CHAR(day + 1, 'Q Day Month') AS k, COUNT(*) FROM sales GROUP BY 1 ORDER BY TO_CHAR(day + 1, 'Q Day Month') DESC;
SELECT UPPER(shop), UPPER(shop) || '!', COUNT(*) FROM sales GROUP BY 1, 2 ORDER BY 3;
SELECT amount + 1 AS a, a * 2 AS b FROM sales GROUP BY amount + 1;
SELECT UPPER(shop), ROW_NUMBER() OVER (PARTITION BY UPPER(shop) ORDER BY COUNT(*)) FROM sales GROUP BY UPPER(shop);
SELECT DISTINCT UPPER(shop) FROM sales ORDER BY UPPER(shop);
SELECT LOWER(shop), COUNT(*) FROM sales GROUP BY LOWER(shop);
SELECT 1 AS one FROM sales HAVING 1 = 1 OR 2 = 3;
SELECT COUNT(*) FROM sales HAVING MAX(amount) > 3;
SELECT DISTINCT 1;
SELECT amount + 1 + 2 AS a, amount + 1 - MAX(amount) AS b FROM sales GROUP BY amount + 1 ORDER BY amount + 1 + 3;
SELECT UPPER(shop) AS a, UPPER(shop) AS b FROM sales GROUP BY UPPER(shop) ORDER BY 1;
