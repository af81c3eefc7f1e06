-- Numbers, dates and times become text beside text, and dates timestamps beside timestamps.
CREATE TABLE m (n INT, d DATE, t TIMESTAMP, z TIMESTAMPTZ, s VARCHAR(20), p DECIMAL(8,2), b BOOLEAN);
SELECT COALESCE(n, s), NVL(p, s), COALESCE(d, t), COALESCE(d, z), NVL(b, 0) FROM m;
SELECT CASE WHEN b THEN n ELSE s END, CASE WHEN b THEN d ELSE t END, CASE WHEN b THEN p ELSE s END FROM m;
SELECT GREATEST(n, s), LEAST(d, t) FROM m;
SELECT CASE n WHEN '1' THEN 'one' END, CASE s WHEN 1 THEN 'one' END, CASE d WHEN '20240101' THEN 'new year' END FROM m;
-- Both sides of a query in IN meet as text, as dates, as numbers.
SELECT n FROM m WHERE n IN (SELECT s FROM m);
SELECT s FROM m WHERE s IN (SELECT n FROM m);
SELECT d FROM m WHERE d IN (SELECT s FROM m) OR d = ANY (SELECT t FROM m);
SELECT p FROM m WHERE p NOT IN (SELECT s FROM m UNION SELECT n FROM m);

CREATE TABLE moments (d DATE, ts TIMESTAMP, tz TIMESTAMPTZ);
SELECT d FROM moments WHERE ts BETWEEN tz AND '2024-02-01' OR d BETWEEN ts AND tz OR ts IN (d, tz) OR d BETWEEN '2024-01-01' AND ts;
