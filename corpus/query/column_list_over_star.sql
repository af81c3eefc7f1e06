CREATE TABLE t (a INT, "B c" VARCHAR(5));
SELECT x FROM (SELECT * FROM t) AS u(x, y) WHERE y > 'b';
WITH r(p, q) AS (SELECT * FROM t AS s WHERE a > 1) SELECT q FROM r;
SELECT p FROM (SELECT * FROM unknown) AS u(p);
