SELECT NVL(a, 0) AS a FROM t WHERE day = :day AND id = :id;
SELECT a FROM t WHERE id = %s AND NVL(name, 'x') = %s;
SELECT a FROM t WHERE id = %(id)s AND NVL(name, 'x') = %(name)s;
SELECT a % 3 AS rest, NVL(a, ?) AS b FROM t WHERE id = ?;
SELECT a FROM t WHERE id = $1 AND NVL(b, $2) = 3;
INSERT INTO t (a, b) VALUES (%s, NVL(%s, 0));
