-- Blocks that hold statements of their own
{% macro totals(t) %}
  select nvl(a, 0) as a from {{ t }}
{% endmacro %}

{%- macro broken(c) -%}
  nvl({{ c }}, 0) -- an expression is no statement
{%- endmacro -%}

{% set query %}
  select distinct nvl(a, 1) as a from t {% if x %} where len(b) > 1 {% endif %}
{% endset %}

{% call statement('x', fetch_result=True) %}
  select nvl(b, 'x') as b from u
{% endcall %}

{% set n = 3 %}
select getdate() as now {% set m = 4 %}, nvl(a, {{ n }}) as a from t;

{% snapshot orders_snapshot %}
{{ config(unique_key='id') }}
select id, nvl(a, 0) as a from {{ source('shop', 'orders') }}
{% endsnapshot %}
