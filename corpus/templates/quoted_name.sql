-- A quoted name stays quoted where a program fills a part of it.
SELECT "a%s" AS "b${x}", "x y" FROM "t_%s";
ALTER TABLE s."%s" RENAME TO "%s_$old";
CREATE TABLE "t_%s" ("c_%s" INT, PRIMARY KEY("c_%s"));
SELECT "$path", COUNT(*) FROM lake.events GROUP BY "$path";
