CREATE TABLE part (name VARCHAR(20), color VARCHAR(10), price DECIMAL(8,2));
SELECT * FROM (SELECT color, price FROM part)
PIVOT (SUM(price) FOR color IN ('red', 'green' AS g));
