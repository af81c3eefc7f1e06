-- Separators and clauses in the strings of an inline if
SELECT {% for c in cols %} NVL({{ c }}, 0) AS x {{ "," if not loop.last }} {% endfor %} FROM t;
SELECT {% for c in cols %} NVL({{ c }}, 0) AS {{ c }}_x {{ ',' if not loop.last else '' }} {% endfor %} FROM t;
SELECT a FROM t WHERE {% for c in cols %} NVL({{ c }}, 0) > 1 {{ "AND" if not loop.last }} {% endfor %};
SELECT NVL(a, 0) AS a FROM t {{ "WHERE a = 1" if flag }} GROUP BY 1 {{ "HAVING COUNT(*) > 1" if flag else "" }};
{% for t in ts %} SELECT NVL(a, 0) AS a FROM {{ t }} {{ "UNION ALL" if not loop.last }} {% endfor %};
SELECT
  {%- for c in cols %}
  SUM(CASE WHEN k = '{{ c }}' THEN 1 ELSE 0 END)::INT AS {{ c }}_n
  {{- "," if not loop.last }}
  {%- endfor %}
FROM t
GROUP BY 1;
-- Operands and names stay as they are
SELECT {{ "a" if x else "b" }} AS c, NVL(a, 0) FROM {{ 'prod' if p else 'dev' }}.t;
-- Text that would change
SELECT a FROM t ORDER BY a {{ "DESC" if flag }};
SELECT a FROM t {{ "WHERE NVL(a, 0) = 1" if flag }};
