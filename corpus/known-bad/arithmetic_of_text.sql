-- wrong: BigQuery does not read text as a number beside a number: CAST('10' AS INT64) is meant, and DIV for the quotient
SELECT '10' + 5 AS a, 5 / '2' AS b;
