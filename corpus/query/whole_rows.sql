-- The rows of a table counted: an outer join that finds none makes no row
CREATE TABLE a (id BIGINT, x INT);
CREATE TABLE b (id BIGINT, y INT);
SELECT COUNT(b) AS n FROM a JOIN b ON a.id = b.id;
SELECT a.id, COUNT(b) AS n FROM a LEFT JOIN b ON a.id = b.id GROUP BY a.id;
SELECT COUNT(a) AS n FROM a RIGHT JOIN b ON b.y > 1 AND a.x = b.y;
SELECT COUNT(a) AS n FROM a LEFT JOIN b ON a.id = b.id;
-- What has no translation
SELECT COUNT(b) AS n FROM a LEFT JOIN b ON a.id < b.id;
SELECT COUNT(b) AS n FROM a FULL JOIN b ON a.id = b.id;
SELECT b IS NULL FROM a LEFT JOIN b ON a.id = b.id;
SELECT COUNT(DISTINCT b) FROM b;
SELECT b FROM b;
