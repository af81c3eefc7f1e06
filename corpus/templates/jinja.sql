{{ config(materialized='table', dist='id') }}
{% set days = 7 %}
{# a note of the author #}
SELECT {{ dbt_utils.star(ref('orders')) }} FROM {{ ref('orders') }};
SELECT id, NVL(total, 0) AS total FROM {{ source('shop', "orders") }} o WHERE o.day > '{{ var("start", '2024-01-01') }}';
SELECT * FROM tbl_{{ ds_nodash }}_x WHERE day = '{{ ds }}';
SELECT id FROM {{ params.schema }}.events WHERE n = {{ n }};
SELECT {{ col }} AS x, NVL({{ col }}, 0) AS y FROM t;
SELECT id FROM t WHERE name LIKE '{{ prefix }}%' LIMIT {{ limit }};
INSERT INTO {{ target }} SELECT NVL(a, 1) FROM {{ source_table }};
DELETE FROM {{ this }} WHERE day = DATE '{{ ds }}';
SELECT DATEADD(day, -{{ days }}, CURRENT_DATE) AS since;
