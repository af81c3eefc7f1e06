{{ config(materialized='incremental', dist='id', sort=['day', "id"], unique_key='id') }}
{%- set statuses = ['new', "paid", 'it''s'] -%}
{# the model of the orders: {{ nothing }} here is read #}
WITH src AS (
  SELECT * FROM {{ ref('stg_orders') }}
  {% if is_incremental() %}
  WHERE updated_at > (SELECT MAX(updated_at) FROM {{ this }})
  {% endif %}
), paid AS (
  SELECT id, NVL(total, 0) AS total, '{{ var("label", 'none') }}' AS label FROM {{ source('shop', 'payments') }} WHERE kind = '{{ env_var("KIND") }}'
)
SELECT src.id, {{ dbt_utils.star(from=ref('stg_orders'), except=["id", 'total']) }}, paid.total
FROM src LEFT JOIN paid ON paid.id = src.id AND paid.total > {{ var('least', 0) }};

SELECT {{ cents_to_dollars('amount') }} AS amount, NVL({{ adapter.quote('order') }}, 0) AS n FROM {{ ref("orders") }} AS o;
SELECT id FROM {{ ref('a') }} UNION ALL SELECT NVL(id, 0) FROM {{ ref('b') }};
CREATE TABLE {{ target.schema }}.copy_{{ run_started_at }} AS SELECT NVL(a, 1) AS a FROM {{ ref('a') }};
CREATE VIEW {{ schema }}.v AS SELECT LEN(name) AS n FROM {{ ref('a') }};
UPDATE {{ this }} SET total = NVL({{ total }}, 0) WHERE id IN ({{ ids | join(', ') }});
DROP TABLE IF EXISTS {{ schema }}.{{ table }}__tmp;
SELECT id, CASE WHEN NVL(a, 0) > {{ limits['a'] }} THEN '{{ names["a"] }}' ELSE "b" END AS c FROM t WHERE x LIKE '%{{ part }}%';
SELECT DATEDIFF(day, {{ start }}, end_day) AS days FROM t GROUP BY {{ keys }};
