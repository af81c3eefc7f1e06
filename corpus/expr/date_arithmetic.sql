CREATE TABLE d (day DATE, other DATE, at TIMESTAMP, tz TIMESTAMPTZ, n INT);

SELECT day + 1 AS a, day - 7 AS b, day - other AS days, day + n AS c FROM d;
SELECT at - at AS span, day + 1 > other AS later FROM d;
SELECT CURRENT_DATE - 1 AS yesterday, CURRENT_DATE + n AS soon, SYSDATE AS now FROM d;
SELECT DATEADD(month, 1, day) AS a, DATEADD('day', -n, at) AS b, DATEADD(hour, 2, tz) AS c FROM d;
SELECT DATEDIFF(day, day, other) AS a, DATEDIFF('month', at, GETDATE()) AS b, DATEDIFF(week, day, at) AS c FROM d;
SELECT at AT TIME ZONE 'Europe/Paris' AS a, tz AT TIME ZONE 'UTC' AS b, CONVERT_TIMEZONE('UTC', 'America/New_York', at) AS c FROM d;
SELECT day = at AS same, day < '2024-01-01' AS old, at >= '2024-01-01' AS recent FROM d;
