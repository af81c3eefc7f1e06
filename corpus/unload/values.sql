CREATE TABLE parcels (id INT, fragile BOOLEAN, weight DECIMAL(8,2), digest VARBYTE(32), sent TIMESTAMP, seen TIMESTAMPTZ, place GEOMETRY);
UNLOAD ('SELECT id, fragile, weight, digest, sent, seen, place FROM parcels') TO 's3://bucket/p' IAM_ROLE DEFAULT CSV;
UNLOAD ('SELECT id, fragile, weight, digest, sent, seen, place FROM parcels') TO 's3://bucket/p' IAM_ROLE DEFAULT JSON;
-- the names of the columns are seen
UNLOAD ('SELECT id, COUNT(*), 1 + 1 FROM parcels GROUP BY id') TO 's3://bucket/p' IAM_ROLE DEFAULT CSV HEADER;
UNLOAD ('SELECT id, COUNT(*) FROM parcels GROUP BY id') TO 's3://bucket/p' IAM_ROLE DEFAULT PARQUET;
-- they are not
UNLOAD ('SELECT id, COUNT(*) FROM parcels GROUP BY id') TO 's3://bucket/p' IAM_ROLE DEFAULT;
