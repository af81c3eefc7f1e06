-- keys are folded, quoted or not, as long as enable_case_sensitive_super_attribute is off
CREATE TABLE t (data SUPER);
SELECT data.User AS a, data."User" AS b FROM t;
