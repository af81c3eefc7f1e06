CREATE TABLE m (i INT, j INT, d DECIMAL(10,2), f FLOAT);

SELECT i / j, i / 2 AS half, -7 / 2 AS trunc FROM m;
SELECT i / d AS q, d / 3 AS third, f / i AS ratio FROM m;
SELECT i % j AS rest, i % 2 = 0 AS even, MOD(i, j) AS m FROM m;
SELECT i * 1.0 / j AS share, 100.0 * i / NULLIF(j, 0) AS pct FROM m;
SELECT i::FLOAT / j AS r, SUM(i) / COUNT(*) AS mean FROM m GROUP BY i, j;
SELECT x / y AS unknown FROM shop.unknown;
SELECT 2 ^ 3 AS power, |/ 25.0 AS root, ||/ 27.0 AS cube, @ -3 AS absolute;
SELECT i & 3 AS a, i | j AS b, i # j AS c, ~ i AS d, i << 2 AS e, i >> 1 AS f FROM m;
