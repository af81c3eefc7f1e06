-- functions that BigQuery says by an expression
CREATE TABLE c (s varchar(20), k varchar(10), n int, j super, t time, ts timestamp, d date, a timestamp, b timestamp);
SELECT strtol(s, 36) AS z, strtol(s, n) AS any_base, difference(s, k) AS alike FROM c;
SELECT json_extract_path_text(s, k) AS by_key, json_extract_path_text(s, 'a', k, true) AS guarded FROM c;
SELECT object_transform(j KEEP '"a"."b"', '"c"' SET '"a"."b"', n + 1) AS o, lower_attribute_names(j) AS low FROM c;
SELECT text_to_int_alt(s, '$9,999') AS i, text_to_numeric_alt(s, '99V99', 10, 2) AS v FROM c;
SELECT (a - b)::varchar AS span, 'took ' || (a - b) AS sentence, ts::varchar AS text, ts::char(10) AS day FROM c;
SELECT t + interval '90 minutes' AS later, t - interval '1 hour' AS earlier, t - time '08:00' AS since FROM c;
SELECT is_integer(n) AS yes, is_varchar('x') AS lit, n::super AS boxed, sqrt('16') AS four FROM c;
SELECT to_date('20230231', 'YYYYMMDD') AS rolled, to_timestamp('2023-12-31 24:00:01', 'YYYY-MM-DD HH24:MI:SS') AS next_year;
-- refused: without a library, BigQuery's and not Redshift's, of the system
SELECT crc32(s) FROM c;
SELECT farm_fingerprint(s) FROM c;
SELECT version();
