CREATE TABLE t (id INT, "Full Name" VARCHAR(10), price DECIMAL(8,2));
CREATE TABLE s (id INT, name VARCHAR(10));
INSERT INTO t SELECT id, name FROM s;
INSERT INTO t (SELECT id, name FROM s);
INSERT INTO t VALUES (1, 'a'), (2, 'b');
INSERT INTO t VALUES ('3', 4, '1.50');
INSERT INTO t SELECT '3', id, name FROM s;
