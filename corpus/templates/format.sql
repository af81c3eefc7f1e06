SELECT NVL(a, 0) AS a FROM {schema}.{table} WHERE day = '{day}';
SELECT a FROM {table} LIMIT {limit};
DROP TABLE IF EXISTS {schema}.{table}_old;
INSERT INTO {table} SELECT * FROM {table}_stage;
UPDATE {table} SET a = NVL(a, {fallback}) WHERE id = {id};
CREATE SCHEMA "%s_marts";
DROP SCHEMA "{schema}_old";
ALTER TABLE t RENAME TO "%s_x";
