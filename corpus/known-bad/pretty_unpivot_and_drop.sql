-- wrong: the layout `pretty` means something else than `preserve` here
SELECT * FROM (SELECT 1 AS red, NULL::INT AS green) UNPIVOT INCLUDE NULLS (cnt FOR color IN (red, green AS 'g'));
DROP SCHEMA IF EXISTS s RESTRICT;
