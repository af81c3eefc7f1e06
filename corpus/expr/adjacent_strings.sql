SELECT 'one '
  'two' AS x, 'it''s' -- a comment
  ' it' FROM (SELECT 1 AS y) AS t;
SELECT E'a\n'
'b\n' AS x FROM (SELECT DATE '2024-01-01' AS d) AS t WHERE d <> DATE '2024-'
'01-02' AND d = '2024-'
'01-01';
COMMENT ON TABLE mart.t IS 'a long '
  'text';
COPY mart.t FROM 's3://b/x' CREDENTIALS 'aws_access_key_id=AKIAIOSFODNN7EXAMPLE;'
  'aws_secret_access_key=wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY' PARQUET;
