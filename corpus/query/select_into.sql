CREATE TABLE t (id INT, name VARCHAR(10));
SELECT id, name INTO copy_of_t FROM t WHERE id > 3; -- a new table
SELECT * INTO TEMP TABLE scratch FROM t;
SELECT * INTO #staging FROM t;
SELECT COUNT(*) AS n FROM #staging;
