CREATE TABLE t (a INT);
SELECT NVL(a, 0) AS a FROM t;
SELECT 1 /* never closed
FROM t;
