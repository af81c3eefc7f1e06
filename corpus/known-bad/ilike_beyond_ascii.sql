-- wrong: Redshift folds ASCII letters only; LOWER(s) makes é of É, so that this finds nothing
CREATE TABLE t (s VARCHAR(10));
SELECT s FROM t WHERE s ILIKE 'É%';
