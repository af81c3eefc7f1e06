-- Names that Redshift gives columns, which BigQuery does not
CREATE TABLE n (i INT, t VARCHAR(5));
SELECT i::varchar FROM n ORDER BY i;
SELECT upper(t), count(*) FROM n GROUP BY upper ORDER BY count DESC, upper;
SELECT i::varchar FROM n UNION ALL SELECT 'x' ORDER BY i;
SELECT i FROM n ORDER BY i;
