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
