-- PostgreSQL's series, on the leader node
CREATE TABLE t (a INT, d DATE);

SELECT n FROM generate_series(1, 5) n;
SELECT generate_series FROM generate_series(0, 10, 2);
SELECT g.n, n + 1 AS m FROM generate_series(1, 5) AS g(n);
SELECT n.n FROM generate_series(1, 5) AS n;
SELECT * FROM generate_series(1, 3);
SELECT t.a, g.n FROM t JOIN generate_series(1, 5) AS g(n) ON t.a = g.n;
SELECT getdate()::date - n AS day FROM generate_series(0, 30) AS n;
SELECT d FROM generate_series('2024-01-01'::date, '2024-01-31'::date, '1 day'::interval) AS g(d);
