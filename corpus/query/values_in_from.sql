SELECT c, d FROM (VALUES (1, 'a'), (2, NULL), (3, 4)) AS v(c, d) WHERE c > 1;
SELECT column1 + 1 FROM (VALUES (1.5), (2)) AS v;
WITH w(x) AS (VALUES (DATE '2024-01-01'), ('20240102')) SELECT MAX(x) FROM w;
