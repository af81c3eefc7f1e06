CREATE TABLE employees (id INT, manager_id INT, name VARCHAR(80), salary INT);

WITH paid AS (
    SELECT manager_id, AVG(salary) AS mean -- an integer in Redshift
    FROM employees
    GROUP BY manager_id
)
SELECT e.name, p.mean
FROM employees e JOIN paid p ON p.manager_id = e.manager_id;

-- the tree of managers
WITH RECURSIVE chain(id, name, depth) AS (
    SELECT id, name, 0 FROM employees WHERE manager_id IS NULL
    UNION ALL
    SELECT e.id, e.name, c.depth + 1
    FROM employees e JOIN chain c ON e.manager_id = c.id
)
SELECT * FROM chain ORDER BY depth, id;

WITH a(x, y) AS (SELECT id, name FROM employees) SELECT x, y FROM a;

-- the column list renames what ORDER BY and HAVING name
WITH a(x, y) AS (SELECT id AS k, salary + 1 AS pay FROM employees ORDER BY pay + k, pay LIMIT 3) SELECT x, y FROM a;
WITH a(x, y) AS (SELECT manager_id AS m, SUM(salary) AS pay FROM employees GROUP BY m HAVING SUM(salary) > 3 ORDER BY pay LIMIT 2) SELECT x FROM a;
