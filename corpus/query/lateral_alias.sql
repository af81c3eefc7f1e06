CREATE TABLE clicks (id INT, impressions INT, hits INT);

SELECT hits * 100 AS scaled, scaled / impressions AS rate FROM clicks;
SELECT impressions AS hits, hits + 1 AS more FROM clicks; -- the column wins
SELECT SUM(hits) AS total, total * 2 AS twice FROM clicks GROUP BY id;
SELECT id, RANDOM() AS r, r * 10 AS ten FROM clicks;
SELECT hits + 1 AS one_more, SUM(one_more) AS total, COALESCE(one_more, 0) AS safe FROM clicks GROUP BY hits;
SELECT ROW_NUMBER() OVER (ORDER BY id) AS r, SUM(hits) OVER (PARTITION BY r) AS s FROM clicks;
SELECT ROW_NUMBER() OVER (ORDER BY id) AS r, r + 1 AS next, MAX(next) AS top FROM clicks;
