CREATE TABLE part (name VARCHAR(20), color VARCHAR(10), price DECIMAL(8,2));

SELECT * FROM (SELECT 1 AS red, 2 AS green) UNPIVOT (cnt FOR color IN (red, green));
SELECT u.*, cnt * 2 AS twice FROM (SELECT 1 AS red, 2 AS green) UNPIVOT (cnt FOR color IN (red, green)) AS u;
SELECT * FROM part JOIN (SELECT 1 AS red, 2 AS green) UNPIVOT (cnt FOR color IN (red, green)) AS u ON part.color = u.color;
SELECT part.*, u.cnt FROM part JOIN (SELECT 1 AS red, 2 AS green) UNPIVOT (cnt FOR color IN (red, green)) AS u ON part.color = u.color;
