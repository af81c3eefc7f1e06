CREATE TABLE t (id INT, name VARCHAR(10), score DOUBLE PRECISION);

-- Redshift puts NULL last when ascending, and first when descending
SELECT id FROM t ORDER BY score;
SELECT id FROM t ORDER BY score DESC;
SELECT id FROM t ORDER BY score ASC NULLS FIRST, name DESC NULLS LAST;
SELECT id, score FROM t ORDER BY 2 DESC, 1;
SELECT name, COUNT(*) FROM t GROUP BY 1 ORDER BY COUNT(*) DESC, name;
-- an alias of the list that hides a table in BigQuery
SELECT a.score, a.name AS a FROM t AS a ORDER BY a.score DESC;
