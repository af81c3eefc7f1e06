CREATE TABLE p (kind VARCHAR(20), n INT, d DECIMAL(8,2));

SELECT CASE kind WHEN 'a' THEN 1 WHEN 'b' THEN 2.5 ELSE NULL END AS v FROM p;
SELECT CASE WHEN n > 0 THEN 'plus' WHEN n < 0 THEN 'minus' END AS sign FROM p;
SELECT DECODE(kind, 'a', 1, NULL, 0, -1) AS d, NVL2(n, 'y', 'n') AS e, NULLIF(n, 0) AS f FROM p;
SELECT GREATEST(n, 3, NULL) AS g, LEAST(n, d) AS l, COALESCE(n, 0) AS c, NVL(kind, '?') AS k FROM p;
SELECT n IS NULL, n IS NOT NULL, n ISNULL, n NOTNULL, (n > 1) IS TRUE, (n > 1) IS NOT FALSE, (n > 1) IS UNKNOWN FROM p;
SELECT n IN (1, 2, NULL) AS a, n NOT IN (3) AS b, n <> 4 AS c, n != 5 AS d, NOT n = 6 AS e FROM p;
