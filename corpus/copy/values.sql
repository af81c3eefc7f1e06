CREATE TABLE parcels (weight DECIMAL(8,2), digest VARBYTE(32), sent TIMESTAMP);
COPY parcels FROM 's3://bucket/p/' IAM_ROLE DEFAULT CSV;
COPY parcels FROM 's3://bucket/p/' IAM_ROLE DEFAULT CSV ROUNDEC;
COPY parcels FROM 's3://bucket/p/' IAM_ROLE DEFAULT FORMAT AS PARQUET;
