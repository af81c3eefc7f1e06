-- Redshift refuses these names without quotes; templates use them as stand-ins.
CREATE TABLE table ("column" INT, kind VARCHAR(10));
SELECT column FROM table;
SELECT MAX(table.column) AS most FROM table WHERE column IS NOT NULL GROUP BY table.kind ORDER BY most;
