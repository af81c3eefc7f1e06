-- A star whose columns are cast
CREATE TABLE t (id BIGINT, total DECIMAL(10,2), note VARCHAR(20), doc SUPER);
CREATE TABLE s (id BIGINT, total DECIMAL(38,18), note DATE, doc VARCHAR(20));
CREATE TABLE same (id BIGINT, total DECIMAL(10,2), note VARCHAR(9), doc SUPER);
INSERT INTO t SELECT * FROM s;
INSERT INTO t (id, total) SELECT q.* FROM (SELECT id, total FROM s) q WHERE id > 1;
INSERT INTO t SELECT * FROM same;
INSERT INTO t SELECT * FROM same UNION ALL SELECT * FROM s;
INSERT INTO t (id, note) SELECT doc.n, doc.name FROM same;
UPDATE t SET id = doc.n, note = doc.name, total = doc.total WHERE doc.kind = 'x';
-- Constants that a CASE chooses from
CREATE TABLE f (id BIGINT, flag BOOLEAN, day DATE, n INT);
UPDATE f SET flag = CASE WHEN id > 1 THEN 't' ELSE 'f' END, day = CASE WHEN id > 1 THEN '2024-01-01' END, n = NVL(NULL, '5');
INSERT INTO f (flag, day) SELECT CASE WHEN id > 1 THEN 'yes' ELSE 'no' END, CASE id WHEN 1 THEN '2024-01-01' END FROM t;
DELETE FROM f WHERE day = CASE WHEN id > 1 THEN '2024-01-01' ELSE '2024-01-02' END AND flag = CASE id WHEN 1 THEN 't' ELSE 'f' END;
