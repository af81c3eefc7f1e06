SELECT id, NVL(a, 0) AS a
FROM {{ ref('t') }}
{% if is_incremental() %}
WHERE updated_at > (SELECT MAX(updated_at) FROM {{ this }})
{% endif %};

SELECT id
{% if with_name %}, name{% endif %}
FROM t;

SELECT id FROM t
{% if kind == 'a' %}
WHERE NVL(a, 0) > 1
{% else %}
WHERE NVL(b, 0) > 1
{% endif %};

SELECT
{% for c in cols %}
  SUM({{ c }}) AS {{ c }}_sum{% if not loop.last %},{% endif %}
{% endfor %}
FROM t;
