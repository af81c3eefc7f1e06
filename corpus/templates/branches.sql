-- Clauses of either branch
SELECT id FROM t
{% if kind == 'a' %}
WHERE NVL(a, 0) > 1
{% else %}
WHERE NVL(b, 0) > 1
{% endif %};

-- Items of either branch, with a third way
SELECT id,
{% if size == 'small' %}
  NVL(small, 0) AS size
{% elif size == "large" %}
  NVL(large, 0) AS size
{% else %}
  LEN(name) AS size -- the length will do
{% endif %}
FROM t;

-- Tables
SELECT o.id FROM {% if target.name == 'prod' %} prod.orders {% else %} dev.orders {% endif %} AS o WHERE NVL(o.n, 0) = 1;

-- A branch alone, and one inside another
SELECT id {% if with_name %}, NVL(name, '') AS name {% if upper %}, UPPER(name) AS loud {% endif %}{% endif %} FROM t;

-- Loops with what stands between the rounds
SELECT
{% for c in cols %}
  SUM(NVL({{ c }}, 0)) AS {{ c }}_sum{% if not loop.last %},{% endif %}
{% endfor %}
FROM t;

SELECT id FROM t WHERE
{%- for f in filters -%}
{%- if not loop.first %} AND {% endif %} NVL({{ f }}, 0) > 0
{%- endfor %};

{% for t in tables %}
SELECT '{{ t }}' AS source, NVL(n, 0) AS n FROM {{ t }}{% if not loop.last %} UNION ALL{% endif %}
{% endfor %};

-- Either query
{% if full %}
SELECT NVL(a, 0) AS a FROM t
{% else %}
SELECT NVL(a, 1) AS a FROM t
{% endif %};

CREATE TABLE {{ this }} AS
{% if full_refresh %}
SELECT NVL(a, 0) AS a FROM t
{% else %}
SELECT NVL(a, 0) AS a FROM {{ this }} WHERE day > GETDATE()
{% endif %};

DELETE FROM t
{% if days > 0 %}
WHERE NVL(age, 0) > {{ days }}
{% else %}
WHERE TRUE
{% endif %};

-- What moves out of its branch
SELECT {% if sample %}TOP 10{% endif %} id FROM t;

-- What depends on the branch
SELECT {% if whole %} n {% else %} f {% endif %} / 2 AS half FROM (SELECT 1 AS n, 1.5::FLOAT AS f) AS s;

-- Neither branch is a statement
SELECT id FROM t {% if a %} WHERE WHERE a {% else %} GROUP GROUP b {% endif %};

-- New calls end before the tags
SELECT id FROM t
WHERE name ILIKE '{{ like }}' {% if kind == 'a' %} AND a ~ '^x' {% endif %}
GROUP BY id
HAVING NVL(MAX(a), 0) ^ 2 {% if kind == 'a' %} > 1 {% else %} > 2 {% endif %};
