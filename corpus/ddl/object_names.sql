CREATE TABLE mart.t ("net price" DECIMAL(8, 2), "tax-rate" INT, "Größe" INT, "1st" INT, "share %" INT);
SELECT a AS "share %" FROM (SELECT 1 AS a) AS t;
-- No name of BigQuery holds these characters, in backticks or not.
CREATE TABLE mart.orders ("customer.id" INT, "price ($)" INT, a$b INT, detail SUPER) SORTKEY ("customer.id");
SELECT o."customer.id", "price ($)" * 2 AS "Double ($)", a$b, o.detail."x.y" FROM mart.orders AS o ORDER BY "Double ($)";
INSERT INTO mart.orders ("customer.id", a$b) VALUES (1, 2);
INSERT INTO mart.orders DEFAULT VALUES;
CREATE TABLE mart.copied AS SELECT * FROM mart.orders;
CREATE VIEW mart.v ("a b", "c?") AS SELECT 1, 2;
WITH q AS (SELECT 1 AS "a.b") SELECT "a.b" AS c FROM q;
CREATE TABLE mart."t.x" (a INT, "b.c" INT);
SELECT a FROM mart."t.x";
COPY mart."t.x" ("b.c") FROM 's3://b/x' IAM_ROLE DEFAULT CSV;
UNLOAD ('SELECT 1 AS "a.b"') TO 's3://b/x' IAM_ROLE DEFAULT PARQUET;
ALTER TABLE mart.orders ADD COLUMN "d.e" INT;
ALTER TABLE mart.orders RENAME COLUMN a$b TO "a.c";
ALTER TABLE mart.orders RENAME TO "all!";
-- Nor can it have these.
CREATE TABLE mart.t (_partitiontime TIMESTAMP);
CREATE TABLE mart.t ("a.b" INT, a_b INT);
CREATE TABLE mart."t%" (a INT);
CREATE TABLE "my-mart".t (a INT);
CREATE SCHEMA "my-mart";
