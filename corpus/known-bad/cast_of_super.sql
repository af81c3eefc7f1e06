-- wrong: BigQuery has no cast from JSON to INT64 or STRING; LAX_INT64(data.n) and LAX_STRING(data.s) are meant
CREATE TABLE raw (data SUPER);
SELECT data.n::INT AS n, data.s::VARCHAR AS s FROM raw;
