CREATE TABLE mart.status (id INT, status VARCHAR(10), payload SUPER);
CREATE TABLE mart.orders (id INT, status_id INT, total INT);

-- A column that is called like its table.
SELECT status FROM mart.status;
SELECT status, COUNT(*) FROM mart.status GROUP BY status HAVING MAX(status) > 'a' ORDER BY status DESC;
SELECT status.id, UPPER(status) AS label, status.payload.note FROM mart.status WHERE status <> 'open' ORDER BY status.id;
SELECT o.id, status FROM mart.orders o JOIN mart.status ON status.id = o.status_id WHERE status = 'open';
SELECT status.*, ROW_NUMBER() OVER (PARTITION BY status ORDER BY id) AS n FROM mart.status QUALIFY n = 1;
SELECT total FROM mart.orders total WHERE total > 1;
SELECT id FROM mart.orders WHERE status_id IN (SELECT id FROM mart.status WHERE status = 'open');
SELECT id, (SELECT SUM(total) FROM mart.orders o WHERE o.status_id = status.id AND status > 'a') FROM mart.status;
WITH status AS (SELECT status, id FROM mart.status) SELECT status, id FROM status;
SELECT total FROM (SELECT MAX(total) AS total, id FROM mart.orders GROUP BY id) AS total;
SELECT s.id, status FROM mart.status s JOIN mart.status USING (status);
SELECT total.id FROM (SELECT 1 AS total) x NATURAL JOIN mart.orders total;
SELECT MAX(status) AS id FROM mart.status GROUP BY id ORDER BY MAX(id);

-- Nothing is called alike here.
SELECT s.status FROM mart.status s;
SELECT status.status FROM mart.status;
SELECT COUNT(status) FROM (SELECT id FROM mart.status) status;
SELECT status FROM (SELECT s.status FROM mart.status s) x, (SELECT id FROM mart.status) y;

UPDATE mart.status SET status = 'x' WHERE status = 'y' AND status.id > 1;
DELETE FROM mart.status WHERE status IS NULL;
DELETE FROM mart.orders USING mart.status WHERE status.id = orders.status_id AND status = 'gone';
MERGE INTO mart.status USING (SELECT 1 AS id, 'q' AS s) u ON status = u.s WHEN MATCHED THEN UPDATE SET status = u.s WHEN NOT MATCHED THEN INSERT (id, status) VALUES (u.id, u.s);
INSERT INTO mart.orders (id) SELECT id FROM mart.status WHERE status = 'new';

-- A column of the list that is called like its table.
SELECT status.status FROM mart.status GROUP BY status.status HAVING MAX(status.id) > 1 ORDER BY status.status;
SELECT * FROM mart.status ORDER BY status.id;
SELECT o.id, SUM(o.total) AS o FROM mart.orders o GROUP BY o.id ORDER BY o.id;
SELECT id + 1 AS o FROM mart.orders o QUALIFY ROW_NUMBER() OVER (PARTITION BY o.status_id ORDER BY o.id) = 1;
SELECT status.id FROM mart.status WHERE status.status = 'x' ORDER BY status.status;
SELECT MAX(total) AS total, 1 AS orders FROM mart.orders GROUP BY total;
