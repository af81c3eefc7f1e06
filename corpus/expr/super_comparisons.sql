-- A SUPER beside a scalar: one of another kind is NULL
CREATE TABLE o (id BIGINT, f FLOAT8, c VARCHAR(9), s SUPER);
SELECT id FROM o WHERE s.a.b = 'x' AND s.n > 3 AND s.ok = true AND s.m <> 0.5;
SELECT o.s.a = c AS same_text, id < o.s.n AS less, o.s.list[0] >= f AS more FROM o;
SELECT o.id FROM o, o.s.items AS i WHERE i.v = o.id;
SELECT id FROM o WHERE s.day < '2024-01-01' AND s.n BETWEEN 1 AND 5 AND s.k IN ('x', 'y');
