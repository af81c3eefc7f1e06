CREATE TABLE t (id INT, day DATE);
SELECT 1 AS one FROM t HAVING 1 = 1;
-- whether an inner query sees the alias is not documented
SELECT id AS x, EXISTS (SELECT 1 FROM t AS u WHERE u.id = x) AS found FROM t;
