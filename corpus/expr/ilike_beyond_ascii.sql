-- Redshift folds ASCII letters only, LOWER folds all: what may match in addition is said
CREATE TABLE t (s VARCHAR(10));
SELECT s FROM t WHERE s ILIKE 'É%';
