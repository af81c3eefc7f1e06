CREATE TABLE n (a VARCHAR(50), b CHAR(10));

SELECT a FROM n WHERE a LIKE 'x\\_%' OR a LIKE '10!%' ESCAPE '!' OR a NOT LIKE '%z';
SELECT a FROM n WHERE a ILIKE 'Abc%' AND a NOT ILIKE '%é%';
SELECT a FROM n WHERE a SIMILAR TO '(a|b)%c_' OR a !~ 'q$';
SELECT a FROM n WHERE a ~ '^[0-9]+$' AND a ~* 'foo';
SELECT a FROM n WHERE a LIKE b;
SELECT POSITION('b' IN a) AS p, a BETWEEN 'a' AND 'm' AS early FROM n;
SELECT a LIKE NULL, NULL NOT ILIKE a, a ~ NULL FROM n;
SELECT a FROM n WHERE a ILIKE b /* of b */ AND a ~ 'x' -- of x
  AND a ILIKE 'y' -- of y
  OR b = 'z';
