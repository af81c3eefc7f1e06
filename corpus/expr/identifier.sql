CREATE TABLE "Sales"."Order Lines" ("ID" INT, "group" VARCHAR(5), Name VARCHAR(5));
SELECT "ID", "group", NAME FROM Sales."Order Lines";
SELECT s."group" AS "the group", s.name AS "select" FROM "Sales"."Order Lines" s;
SELECT l.id AS rows, l.name AS hash FROM SALES."order lines" AS l;
