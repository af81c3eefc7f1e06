-- wrong: PIVOT takes an aggregate call alone, so what truncates the average must stand outside
CREATE TABLE part (color VARCHAR(10), price DECIMAL(8,2));
SELECT * FROM (SELECT color, price FROM part) PIVOT (AVG(price) FOR color IN ('red', 'green' AS g));
