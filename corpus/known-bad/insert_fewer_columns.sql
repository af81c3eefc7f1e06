-- wrong: Redshift takes the first columns of the table, BigQuery wants all or a list; the list (id, name) is to be written
CREATE TABLE t (id INT, name VARCHAR(10), price DECIMAL(8,2));
CREATE TABLE s (id INT, name VARCHAR(10));
INSERT INTO t SELECT id, name FROM s;
INSERT INTO t (SELECT id, name FROM s);
