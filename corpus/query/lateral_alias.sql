CREATE TABLE clicks (id INT, impressions INT, hits INT);

SELECT hits * 100 AS scaled, scaled / impressions AS rate FROM clicks;
SELECT impressions AS hits, hits + 1 AS more FROM clicks; -- the column wins
SELECT SUM(hits) AS total, total * 2 AS twice FROM clicks GROUP BY id;
SELECT id, RANDOM() AS r, r * 10 AS ten FROM clicks;
