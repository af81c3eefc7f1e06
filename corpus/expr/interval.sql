CREATE TABLE d (day DATE, at TIMESTAMP, tz TIMESTAMPTZ, n INT);

SELECT day + INTERVAL '1 day' AS a, at - INTERVAL '3 hours' AS b, at + INTERVAL '1 month 2 days' AS c FROM d;
SELECT day + INTERVAL '1' DAY AS a, at + INTERVAL '90 minutes' AS b, tz + INTERVAL '1 week' AS c FROM d;
SELECT at + n * INTERVAL '1 day' AS a, INTERVAL '2 hours' * 3 AS b FROM d;
SELECT day - INTERVAL '1 year' AS a FROM d WHERE at > GETDATE() - INTERVAL '7 days';
