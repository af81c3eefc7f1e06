CREATE TABLE t (id INT, day DATE);

-- one group of all rows, of which only HAVING or ORDER BY tells
SELECT 1 AS one FROM t HAVING COUNT(*) > 2;
SELECT 1 AS one FROM t WHERE id > 3 ORDER BY MAX(id);
SELECT MAX(id) AS top FROM t HAVING COUNT(*) > 2;
-- the aggregates of an inner query are its own
SELECT id FROM t WHERE id > (SELECT MAX(id) FROM t HAVING MIN(id) > 0);
-- no aggregate at all: the engine wants one to make the group
SELECT 1 AS one FROM t HAVING 1 = 1 OR 2 = 3;
SELECT 1 AS one HAVING TRUE;
