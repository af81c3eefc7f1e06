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
-- The mark of a temporary table goes before columns too.
CREATE TABLE #recent (a INT);
SELECT #recent.a AS "# of a" FROM #recent WHERE #recent.a > 1 ORDER BY #recent.a;
DELETE FROM mart.sales USING #recent WHERE mart.sales.a = #recent.a;
MERGE INTO mart.sales USING #recent ON sales.a = #recent.a WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (#recent.a);
SELECT #recent.* FROM #recent;
CREATE TABLE mart.recent (a INT);
-- Without the mark these have the same name.
SELECT #recent.a FROM #recent JOIN mart.recent ON #recent.a = recent.a;
DELETE FROM mart.recent USING #recent WHERE recent.a = #recent.a;
WITH recent AS (SELECT 1 AS a) SELECT a FROM #recent;
SELECT n.a FROM #recent AS n JOIN mart.recent ON n.a = recent.a;
INSERT INTO mart.recent SELECT a FROM #recent;
