CREATE TABLE sales (id INT, day DATE, amount DECIMAL(10,2), name VARCHAR(10));

UNLOAD ('SELECT id, amount / 3 AS third FROM sales WHERE name = \'x\' ORDER BY id')
TO 's3://bucket/out/sales_'
IAM_ROLE 'arn:aws:iam::123456789012:role/writer'
PARQUET ALLOWOVERWRITE; -- training data

UNLOAD ('SELECT * FROM sales WHERE name = ''y''') TO 's3://bucket/csv/' IAM_ROLE DEFAULT CSV HEADER GZIP PARALLEL OFF;
UNLOAD ($$SELECT id FROM sales WHERE name = 'z'$$) TO 's3://bucket/txt/' IAM_ROLE DEFAULT DELIMITER '\t' ADDQUOTES NULL AS '';
UNLOAD ('select * from sales') TO 's3://bucket/part/' IAM_ROLE DEFAULT FORMAT PARQUET PARTITION BY (day);
UNLOAD ('select * from sales') TO 's3://bucket/json/' IAM_ROLE DEFAULT FORMAT JSON MAXFILESIZE 100 MB;
UNLOAD ('select id, day, name from sales') TO 's3://bucket/parts' IAM_ROLE DEFAULT CSV PARTITION BY (day, "name") INCLUDE GZIP EXTENSION 'csv.gz';
UNLOAD ('select id from sales') TO 's3://bucket/key/' IAM_ROLE DEFAULT FORMAT CSV MASTER_SYMMETRIC_KEY 'c2VjcmV0LWtleS1vZi10aGUtdGVzdA==' ENCRYPTED;
UNLOAD ('SELECT a FROM t') TO 's3://b/2024-*/x' IAM_ROLE DEFAULT PARQUET;
UNLOAD ('DELETE FROM t') TO 's3://b/x' IAM_ROLE DEFAULT PARQUET;
UNLOAD ('SELECT a INTO u FROM t') TO 's3://b/x' IAM_ROLE DEFAULT PARQUET;
