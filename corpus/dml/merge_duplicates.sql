-- Rows of the source take the place of those that they match
CREATE TABLE t (id INT, name VARCHAR(10), total DECIMAL(10,2));
CREATE TABLE s (key BIGINT, label VARCHAR(10), total DECIMAL(38,18));
MERGE INTO t USING s ON t.id = s.key REMOVE DUPLICATES;
MERGE INTO t USING s AS src ON t.id = src.key AND t.name = src.label REMOVE DUPLICATES;
-- What nobody knows
MERGE INTO t USING other ON t.id = other.id REMOVE DUPLICATES;
-- Fewer values than columns
MERGE INTO t USING s ON t.id = s.key WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (s.key, 'new');
