CREATE TABLE t (a INT, b VARCHAR(5), c DATE);
SELECT a FROM t WHERE (a, b) = (1, 'x') OR (a, b) IN ((1, 'x'), (2, 'y'));
SELECT a FROM t WHERE (a, b) < (1, 'x') OR (a, c) >= (2, '20240101');
SELECT a FROM t WHERE (a, b, c) > (1, 'x', '2024-01-01');
SELECT a FROM t WHERE (a, b) IN (SELECT a, b FROM t WHERE c IS NULL) AND (b, a) NOT IN (SELECT DISTINCT a, a FROM t);
SELECT a FROM t WHERE a = NULL OR NULL <> b;
