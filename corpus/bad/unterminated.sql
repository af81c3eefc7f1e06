CREATE TABLE t (a INT, b INT, z INT);
SELECT NVL(a, 0) AS a FROM t;
SELECT 'this never ends FROM t;
SELECT 1;
