CREATE TABLE t (id INT, name VARCHAR(10), price DECIMAL(8,2), n INT);
CREATE TABLE s (id INT, name VARCHAR(10), price DECIMAL(8,2));

UPDATE t SET price = price * 1.1; -- all of them
UPDATE t SET name = s.name, price = s.price FROM s WHERE t.id = s.id;
UPDATE t AS x SET n = n / 2, name = DEFAULT WHERE x.id IN (SELECT id FROM s);
UPDATE t SET price = 0 FROM t AS a JOIN s ON a.id = s.id WHERE a.n > 3;
WITH w AS (SELECT id FROM s) UPDATE t SET n = 1 WHERE id IN (SELECT id FROM w);
