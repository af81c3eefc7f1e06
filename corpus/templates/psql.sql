\set ON_ERROR_STOP on
\set day 2024-01-01
\timing
SELECT NVL(a, 0) AS a FROM t WHERE day = :day;
\echo done
SELECT 1;
