VACUUM FULL mart.sales TO 99 PERCENT; -- nightly
ANALYZE mart.sales;
ANALYZE COMPRESSION mart.sales;
GRANT SELECT ON TABLE mart.sales TO GROUP analysts;
REVOKE ALL ON mart.sales FROM PUBLIC;
LOCK mart.sales;
SET statement_timeout TO 1000;
SET query_group TO 'nightly';
BEGIN;
COMMIT;
END;
ROLLBACK;
EXPLAIN SELECT 1;
CANCEL 802;
SET timezone TO DEFAULT;
ALTER SCHEMA mart OWNER TO dwuser;
ALTER PROCEDURE mart.p(INT) OWNER TO dwuser;
