CREATE TABLE mart.sales (a INT);
CREATE TABLE #sales (a INT);
INSERT INTO #sales VALUES (1);
SELECT a FROM #sales;
WITH sales AS (SELECT 1 AS a) SELECT a FROM sales;
SELECT s.a FROM mart.sales AS s JOIN #sales AS t ON t.a = s.a;
-- In BigQuery the temporary table is found under this name.
SELECT a FROM sales;
INSERT INTO #sales SELECT a FROM sales;
DELETE FROM sales WHERE a = 1;
SET search_path TO mart;
INSERT INTO #sales SELECT a FROM sales;
DROP TABLE #sales;
