CREATE TABLE t (id INT, day DATE);
CREATE TABLE s (id INT);

DELETE FROM t;
DELETE FROM t WHERE day < CURRENT_DATE - 30; -- a month
DELETE t WHERE id = 1;
DELETE FROM t USING s WHERE t.id = s.id;
DELETE FROM t USING s a, s b WHERE t.id = a.id AND a.id = b.id;
WITH old AS (SELECT id FROM s) DELETE FROM t WHERE id IN (SELECT id FROM old);
