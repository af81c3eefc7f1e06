CREATE TABLE p (first VARCHAR(20), last VARCHAR(20), n INT, d DATE);

SELECT first || ' ' || last AS name, first || n AS mixed, d || '' AS day FROM p;
SELECT CONCAT(first, last) AS a, CONCAT(CONCAT(first, '-'), n) AS b FROM p;
SELECT 'it''s' AS a, 'C:\\temp' AS b, 'tab\there' AS c, E'line\n' AS d, $$raw 'text'$$ AS e;
