-- What the files need before BigQuery can read them is said, and the statement is ready for the files that were copied so.
CREATE TABLE events (id INT, kind VARCHAR(20), at TIMESTAMP);
COPY events FROM 's3://bucket/events.lzo' IAM_ROLE DEFAULT DELIMITER '\t' LZOP;
COPY events FROM 's3://bucket/events/' IAM_ROLE DEFAULT CSV BZIP2;
COPY events FROM 's3://bucket/escaped/' IAM_ROLE DEFAULT ESCAPE;
COPY events FROM 's3://bucket/wide.csv' IAM_ROLE DEFAULT CSV ENCODING UTF16;
COPY events FROM 's3://bucket/locked' IAM_ROLE DEFAULT CSV MASTER_SYMMETRIC_KEY 'c2VjcmV0LWtleS1vZi10aGUtdGVzdA==' ENCRYPTED;
-- A path without a storage is left to who fills it.
COPY events FROM 'incoming/events' IAM_ROLE DEFAULT JSON 'auto';
COPY events FROM 's3://bucket/json/' IAM_ROLE DEFAULT JSON '{}';
COPY events FROM 's3://bucket/json/' IAM_ROLE DEFAULT JSON 's3://bucket/paths.json';
COPY events FROM 's3://bucket/json/' IAM_ROLE DEFAULT JSON 'noshred';
COPY events FROM 'dynamodb://events' IAM_ROLE DEFAULT READRATIO 50;
