\set schema shop
\i common/functions.sql
\ir ../setup.sql
\c warehouse
\echo 'loading' :schema
BEGIN;
DELETE FROM t WHERE day = :'day' AND NVL(id, 0) > :least;
\if :full
INSERT INTO t SELECT NVL(a, 0) FROM s WHERE day >= :'since';
\endif
COMMIT;
\q
