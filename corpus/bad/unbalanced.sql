CREATE TABLE t (a INT, b INT, z INT);
SELECT NVL(a, 0) AS a FROM t;
SELECT ((1 + 2) AS b FROM t;
-- the next is good
SELECT NVL(b, 1) AS b FROM t;
