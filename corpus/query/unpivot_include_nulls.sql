SELECT * FROM (SELECT 1 AS red, NULL::INT AS green) UNPIVOT INCLUDE NULLS (cnt FOR color IN (red, green AS 'g'));
SELECT * FROM (SELECT 1 AS red, NULL::INT AS green) UNPIVOT (cnt FOR color IN (red, green AS "It's"));
DROP SCHEMA IF EXISTS s RESTRICT;
SELECT color FROM (SELECT 1 AS red, 2 AS green) UNPIVOT (cnt FOR color IN (RED, "Green"));
