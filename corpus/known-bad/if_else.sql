-- wrong: the branches are not tried one by one, so the statement is refused; the same for a loop
SELECT id FROM t
{% if kind == 'a' %}
WHERE NVL(a, 0) > 1
{% else %}
WHERE NVL(b, 0) > 1
{% endif %};
