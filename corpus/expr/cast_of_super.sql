-- a value of another kind gives NULL
CREATE TABLE raw (data SUPER);
SELECT data.n::INT AS n, data.s::VARCHAR AS s FROM raw;
