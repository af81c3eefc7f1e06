CREATE TABLE t (a INT, b INT, z INT);
SELECT NVL(a, 0) AS a FROM t; -- good
SELEKT everything FROM nowhere; -- not SQL
SELECT FROM WHERE;
CREATE TABEL x (a INT);
SELECT a b c d FROM t;
SELECT NVL(z, 0) AS z FROM t
