-- already right, and stays as it is:   odd   spacing too
SELECT  a.id,a.name   AS Name, COALESCE(a.x, 0) AS x
FROM   shop.a AS a /* an alias */
  LEFT JOIN shop.b   b ON b.id=a.id
WHERE a.kind IN ('x','y')
	AND b.id IS NULL
GROUP BY a.id, a.name, a.x
HAVING COUNT(*)>1;

select distinct upper(name) as n from shop.a where name like 'a%' limit 10
;
WITH t AS (SELECT id FROM shop.a) SELECT id FROM t UNION ALL SELECT id FROM shop.b;
SELECT CASE WHEN id = 1 THEN 'one' ELSE 'many' END AS c FROM shop.a;
