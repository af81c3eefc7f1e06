CREATE TABLE readings (room VARCHAR(8), day DATE, at TIMESTAMP, sent TIMESTAMPTZ, level INT);

SELECT room, MEDIAN(at) AS m, MEDIAN(sent) AS s FROM readings GROUP BY room;
SELECT room, PERCENTILE_CONT(0.25) WITHIN GROUP (ORDER BY day DESC) AS q FROM readings GROUP BY room;
SELECT MEDIAN(sent) OVER (PARTITION BY room) AS m, PERCENTILE_CONT(0.9) WITHIN GROUP (ORDER BY at) OVER (PARTITION BY room) AS p FROM readings;

-- A level is searched for among decimals.
SELECT DECODE(level, 0.5, 'low', 2, 'high', 'other') AS word FROM readings;
SELECT DECODE(day, at, 'midnight', 'day') AS word FROM readings;
SELECT NULLIF(level, 0.5) / 2 AS half FROM readings;
