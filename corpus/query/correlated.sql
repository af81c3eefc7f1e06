CREATE TABLE t (id INT, x INT);
CREATE TABLE u (id INT, x INT, name VARCHAR(10));
SELECT id, (SELECT MAX(u.x) FROM u WHERE u.id = t.id AND u.x < t.x) AS last FROM t;
SELECT id, (SELECT MAX(u.x) FROM u WHERE u.x < t.x) AS last FROM t;
SELECT id, (SELECT u.name FROM u WHERE u.id = t.id ORDER BY u.x DESC LIMIT 1) AS name FROM t;
SELECT id FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.x > t.x) OR EXISTS (SELECT 1 FROM u WHERE t.id = u.id);
