CREATE TABLE s (a VARCHAR(40), b CHAR(8), n INT);

SELECT LEN(a), LENGTH(b) AS l, CHARINDEX('x', a) AS c, STRPOS(a, 'x') AS p, LEFT(a, 3) AS le, RIGHT(a, 2) AS r FROM s;
SELECT SUBSTRING(a, 2, 3) AS s1, SUBSTRING(a FROM 2) AS s2, SUBSTR(a, 0, 3) AS s3, SUBSTRING(a, n) AS s4 FROM s;
SELECT TRIM(a) AS t, BTRIM(a, 'xy') AS b, LTRIM(a) AS l, RTRIM(a, '0') AS r, TRIM(BOTH '-' FROM a) AS d FROM s;
SELECT UPPER(a) AS u, INITCAP(a) AS i, REPLACE(a, 'x', 'y') AS r, TRANSLATE(a, 'abc', 'x') AS t, REVERSE(a) AS v FROM s;
SELECT LPAD(a, 5) AS l, RPAD(a, n, '*') AS r, REPEAT(a, 3) AS p, SPLIT_PART(a, ',', 2) AS sp, CHR(65) AS c, ASCII(a) AS asc FROM s;
SELECT REGEXP_SUBSTR(a, '[0-9]+') AS x, REGEXP_REPLACE(a, '(\\d+)', '<$1>') AS y, REGEXP_COUNT(a, 'x') AS z, REGEXP_INSTR(a, 'x') AS w FROM s;
SELECT MD5(a) AS m, SHA2(a, 256) AS s, FUNC_SHA1(a) AS f, QUOTE_LITERAL(a) AS q FROM s;
SELECT OCTET_LENGTH(a) AS o, STRTOL(a, 16) AS h, TO_HEX(n) AS x FROM s;
