CREATE TABLE t (day DATE, at TIMESTAMP, tz TIMESTAMPTZ, s VARCHAR(30));

SELECT DATE_TRUNC('week', at) AS w, DATE_TRUNC('month', day) AS m, TRUNC(at) AS d, DATE_TRUNC('hour', tz) AS h FROM t;
SELECT EXTRACT(year FROM at) AS y, EXTRACT(epoch FROM at) AS e, EXTRACT(dow FROM day) AS dw, DATE_PART('week', day) AS w, DATE_PART(hour, at) AS h FROM t;
SELECT TO_CHAR(at, 'YYYY-MM-DD HH24:MI:SS') AS a, TO_CHAR(day, 'Mon DD, YYYY') AS b, TO_CHAR(1234.5, '999,999.99') AS c FROM t;
SELECT TO_DATE(s, 'YYYYMMDD') AS a, TO_TIMESTAMP(s, 'YYYY-MM-DD HH24:MI:SS') AS b FROM t;
SELECT LAST_DAY(day) AS l, ADD_MONTHS(day, 1) AS a, MONTHS_BETWEEN(day, at) AS m, NEXT_DAY(day, 'Tue') AS n FROM t;
SELECT GETDATE() AS g, SYSDATE AS s, CURRENT_TIMESTAMP AS c, NOW() AS n, TIMEOFDAY() AS d, CURRENT_DATE AS t;
SELECT TIMESTAMP 'epoch' + 1700000000 * INTERVAL '1 second' AS unix, DATE_CMP(day, '2024-01-01') AS c FROM t;
SELECT TO_CHAR(at, 'Day') AS padded, TO_CHAR(at, 'FMDay') AS plain, TO_CHAR(at, 'Q') AS quarter, TO_CHAR(at, 'IYYY-IW') AS iso FROM t;
-- A zone that no list holds stays: BigQuery fails where it does not know it either.
SELECT CONVERT_TIMEZONE('UTC', 'Mars/Base', TIMESTAMP '2024-01-01 10:00:00');
