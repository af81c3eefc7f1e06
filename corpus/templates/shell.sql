SELECT NVL(a, 0) AS a FROM ${schema}.orders WHERE day = '${day}';
SELECT a FROM ${env}_mart.t WHERE n > ${n};
CREATE TABLE ${schema}.copy AS SELECT NVL(a, 1) AS a FROM ${schema}.t;
INSERT INTO ${schema}.t (a) VALUES (${value});
DELETE FROM ${schema}.t WHERE NVL(a, 0) = ${value};
SELECT '${a}' || NVL(b, '${c}') AS d FROM t;
