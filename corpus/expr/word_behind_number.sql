-- A word may follow a number at once; BigQuery wants a blank, and reads 0x1F as 31.
CREATE TABLE t (a INT, b INT);
SELECT 1one, 0x1F, 1e5g, case when a=1then 2else 3end AS c FROM t WHERE b=1or a=2 ORDER BY 1desc;
SELECT a FROM t ORDER BY 1limit 5offset 3;
SELECT SUM(a) OVER (ORDER BY b ROWS BETWEEN 1preceding AND 2following) FROM t;
-- A name with a line break.
SELECT a AS "two
lines" FROM t;
