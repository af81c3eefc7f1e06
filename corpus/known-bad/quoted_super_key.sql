-- wrong: quoted keys are folded too, unless enable_case_sensitive_super_attribute is on; the second is data.user, or it differs
CREATE TABLE t (data SUPER);
SELECT data.User AS a, data."User" AS b FROM t;
