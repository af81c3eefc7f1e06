SELECT NVL(a, 0) AS a FROM t WHERE day = :'day' AND name <> :'the_name';
INSERT INTO t (day) VALUES (:'day');
SELECT a FROM :"table";
SELECT :"column" FROM t;
SELECT 'a:b' AS text, x::date AS day FROM t AS d WHERE id = :id;
