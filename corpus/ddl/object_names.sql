CREATE TABLE mart.t ("net price" DECIMAL(8, 2), "tax-rate" INT, "Größe" INT, "1st" INT, "share %" INT);
SELECT a AS "share %" FROM (SELECT 1 AS a) AS t;
WITH q AS (SELECT 1 AS "a.b") SELECT "a.b" AS c FROM q;
-- BigQuery has no such names, in backticks or not.
CREATE TABLE mart.t ("price ($)" INT);
CREATE TABLE mart.t (a$b INT);
CREATE TABLE mart.t (_partitiontime TIMESTAMP);
CREATE TABLE mart."t.x" (a INT);
CREATE TABLE "my-mart".t (a INT);
CREATE SCHEMA "my-mart";
CREATE TABLE mart.u AS SELECT 1 AS "a.b";
CREATE VIEW mart.v ("a b", "c?") AS SELECT 1, 2;
CREATE MATERIALIZED VIEW mart.m AS SELECT 1 AS "c/d";
SELECT SUM(a) AS "Revenue ($)" FROM (SELECT 1 AS a) AS t;
UNLOAD ('SELECT 1 AS "a.b"') TO 's3://b/x' IAM_ROLE DEFAULT PARQUET;
ALTER TABLE mart.t ADD COLUMN "a$b" INT;
ALTER TABLE mart.t RENAME COLUMN a TO "a.b";
ALTER TABLE mart.t RENAME TO "t!";
