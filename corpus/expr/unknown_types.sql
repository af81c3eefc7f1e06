-- the table is not known here; constants that FLOAT64 does not hold stay exact, whatever the column is
SELECT n * 1.1 AS dearer, 1 - n * 0.2 AS rest, n * 1.5 AS half_more, 100.0 * n AS percent FROM shop.raw;
SELECT n * 1.1 + 0.3 AS twice, COALESCE(n, 0.1) AS filled, CASE WHEN n > 0.5 THEN 0.7 ELSE n END AS capped FROM shop.raw;
SELECT n + 5e-1 AS approximate, n ^ 2 AS square, |/ n AS root, d ^ 0.5 AS other_root FROM shop.raw;
-- dates, most likely
SELECT CURRENT_DATE - day AS age, day - DATE '2024-01-01' AS since, (CURRENT_DATE - day) / 365 AS years, CURRENT_DATE - 7 AS week_ago FROM shop.raw;
-- the text of a decimal, a time or a float depends on the type
SELECT n::varchar AS text, CAST(name AS varchar(10)) AS short, :parameter::varchar AS given FROM shop.raw;
SELECT name || '!' AS loud, 'a' || :parameter AS given FROM shop.raw;
SELECT CONCAT(name, '!') AS loud FROM shop.raw;
-- an alias that could be a column: only where the query would be right with a column too
SELECT DATE_TRUNC('month', at::timestamp) AS month, COUNT(*) FROM shop.raw GROUP BY month;
SELECT 'web' AS channel, COUNT(*) FROM shop.raw GROUP BY channel;
SELECT UPPER(name) AS label, name, COUNT(*) FROM shop.raw GROUP BY name, label;
