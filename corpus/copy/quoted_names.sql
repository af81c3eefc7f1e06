-- BigQuery's columns may have signs in their names
CREATE TABLE t ("share_%" INT, "a b" INT, "select" INT, "É" INT);
COPY t ("share_%", "a b", "select") FROM 's3://b/k' IAM_ROLE DEFAULT CSV;
COPY t FROM 's3://b/k' IAM_ROLE DEFAULT CSV;
INSERT INTO t ("share_%") SELECT MAX("share_%") AS "share_%" FROM t;
