SELECT NVL(a, 0) AS a FROM {schema}.{table} WHERE id = {id} AND name = '{name}' AND day >= %(since)s;
SELECT a FROM t WHERE a % 7 = 0 AND b = %s AND c IN (%s, %s) AND NVL(d, %(d)s) = 1 LIMIT %(limit)s;
SELECT a FROM t WHERE id = ? AND NVL(b, ?) > ? AND c BETWEEN $1 AND $2;
INSERT INTO {table} (a, b, c) VALUES (:a, :b, NVL(:c, 0));
UPDATE t SET a = :a, b = NVL(:b, b) WHERE id = :id;
DELETE FROM {schema}.t WHERE day < '{cutoff}' OR NVL(n, 0) = %s;
SELECT '{a}' || '%s' || '${b}' || NVL(c, ':d') AS text FROM t_{suffix};
SELECT "{column}" AS a, NVL("${other}", 0) AS b FROM "{schema}"."t";
MERGE INTO ${schema}.t USING ${schema}.stage AS s ON t.id = s.id WHEN MATCHED THEN UPDATE SET a = NVL(s.a, ${fallback}) WHEN NOT MATCHED THEN INSERT (id, a) VALUES (s.id, s.a);
