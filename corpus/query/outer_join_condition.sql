SELECT a.x, b.y FROM (SELECT 1 AS x, 2 AS z) AS a FULL JOIN (SELECT 1 AS y, 2 AS z) AS b ON a.x = b.y AND a.z < b.z;
SELECT a.x, b.y FROM (SELECT 1 AS x) AS a FULL JOIN (SELECT 1 AS y) AS b ON a.x = b.y OR (a.x IS NULL AND b.y IS NULL);
SELECT a.x, b.y FROM (SELECT 1 AS x) AS a LEFT JOIN (SELECT 1 AS y) AS b ON b.y = 1;
SELECT a.x, b.y FROM (SELECT 1 AS x) AS a LEFT JOIN (SELECT 1 AS y) AS b ON a.x < b.y;
SELECT a.x, b.y FROM (SELECT 1 AS x, 2 AS z) AS a RIGHT JOIN (SELECT 1 AS y, 2 AS z) AS b ON a.x = b.y OR a.z = b.z;
SELECT a.x, b.y FROM (SELECT 1 AS x) AS a FULL JOIN (SELECT 1 AS y) AS b ON a.x < b.y;
SELECT a.x, b.y FROM (SELECT 1 AS x, 2 AS z) AS a FULL JOIN (SELECT 1 AS y, 2 AS z) AS b ON a.x = b.y OR a.z = b.z;
