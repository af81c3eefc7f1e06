CREATE TABLE t (id INT, v VARCHAR(5));
CREATE TABLE s (id INT, v VARCHAR(5));
-- BigQuery has WITH in queries only, so its tables stand where they are read.
WITH old AS (SELECT id FROM s WHERE v IS NULL) DELETE FROM t WHERE id IN (SELECT id FROM old);
WITH old(k) AS (SELECT id FROM s), older AS (SELECT k FROM old WHERE k > 3) DELETE FROM t USING older o WHERE t.id = o.k;
WITH new AS (SELECT id, MAX(v) AS v FROM s GROUP BY id) UPDATE t SET v = new.v FROM new WHERE t.id = new.id;
WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 3) DELETE FROM t WHERE id IN (SELECT n FROM r);
