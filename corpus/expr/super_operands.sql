-- SUPER beside SUPER, in arithmetic and as a condition
CREATE TABLE o (id BIGINT, s SUPER, q SUPER, d DATE, g GEOMETRY);
SELECT id FROM o WHERE s.a = q.a AND s.b <> q.b AND s.c < q.c AND s.d >= q.d;
SELECT a.id FROM o a LEFT JOIN o b ON a.s.k = b.s.k;
SELECT s.n + 1 AS more, s.n * q.n AS product, -s.n AS negative, s.n % 2 AS rest, s.a + q.a AS sum FROM o;
SELECT id FROM o WHERE s.yes AND NOT s.no AND s.name LIKE 'x%';
SELECT CASE s.k WHEN 'x' THEN 1 WHEN 2 THEN 3 END AS n FROM o;
-- What has no translation
SELECT s.a / 2 FROM o;
SELECT s.a || 'x' FROM o;
SELECT id FROM o WHERE s.day > d;
SELECT id FROM o WHERE s.a BETWEEN q.a AND q.b;
SELECT id FROM o WHERE s.a NOT IN ('x', 2);
SELECT id FROM o WHERE s.a IN (SELECT q.a FROM o);
SELECT MAX(s.a) FROM o;
SELECT id FROM o WHERE g = g;
SELECT id FROM o WHERE (s.a, id) = ('x', 1);
SELECT id FROM o WHERE (s.a, id) IN (SELECT q.a, id FROM o);
SELECT s.a ^ 2 FROM o;
SELECT s.a & 1 FROM o;
-- Casts, cut and rounded
SELECT s.a::varchar(3) AS a, s.b::decimal(10,2) AS b, s.c::numeric AS c, s.d::time AS d FROM o;
SELECT id FROM o WHERE s.yes IS TRUE;
