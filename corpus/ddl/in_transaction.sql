BEGIN;
CREATE TEMP TABLE stage (id INT);
INSERT INTO stage VALUES (1);
CREATE TABLE mart.lasting (id INT);
COPY stage FROM 's3://bucket/s/' IAM_ROLE DEFAULT CSV;
DROP TABLE stage;
DROP TABLE mart.lasting;
TRUNCATE mart.orders;
ALTER TABLE mart.orders RENAME TO old_orders;
COMMIT;
-- outside of it
CREATE TABLE mart.lasting (id INT);
