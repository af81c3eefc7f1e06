-- wrong: the output has the comment that never ends behind the ASSERT, so BigQuery cannot read the script
SELECT NVL(a, 0) AS a FROM t;
SELECT 1 /* never closed
FROM t;
