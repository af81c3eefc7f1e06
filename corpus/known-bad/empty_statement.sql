-- wrong: semicolons without a statement stay, and BigQuery cannot read them
SELECT NVL(a, 0) AS a FROM t;
;
;;
SELECT 1;
