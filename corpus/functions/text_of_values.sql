-- functions of text over numbers and dates, which Redshift casts by itself
CREATE TABLE t (i INT, d DATE, ts TIMESTAMP, n NUMERIC(10, 2), c CHAR(4));

SELECT substring(d, 1, 7) AS month, left(d, 4) AS year, split_part(ts, ' ', 1) AS day FROM t;
SELECT lpad(i, 10, '0') AS a, rpad(n, 12) AS b, substring(i, 2) AS c, len(i) AS l, reverse(n) AS r FROM t;
SELECT replace(d, '-', '') AS d, upper(i) AS u, strpos(n, '.') AS p, concat(i, d) AS c, repeat(i, 2) AS r FROM t;
SELECT fnv_hash(c) AS f FROM t;
