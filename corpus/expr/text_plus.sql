CREATE TABLE t (name VARCHAR(20), code CHAR(3), n INT, day DATE);

SELECT 'VIEW ' + UPPER(name) + '.' + name AS a, code + name AS b, name + 'x' || n AS c, 'x' + 'y' AS d FROM t;
SELECT n + '1' AS sum, day + 1 AS next, name + NULL AS nothing, (name + code) || n AS e FROM t;
