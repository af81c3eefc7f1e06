CREATE TABLE orders (id INT, items SUPER, "select" SUPER);

-- The alias of the table stands nowhere else.
SELECT id, item.name, place FROM orders, UNNEST(orders.items) WITH OFFSET AS u(item, place) WHERE item.price > 10;
SELECT o.id, item, offset_col FROM orders o, UNNEST(o.items) WITH OFFSET u(item);
SELECT o.id, i.name FROM orders o, o.items AS i AT place WHERE place = 0;

-- Columns are written with it.
SELECT o.id, u.item.name, u.place FROM orders o, UNNEST(o.items) WITH OFFSET AS u(item, place) WHERE u.place = 0;
SELECT o.id, u.item, u.offset_col FROM orders o, UNNEST(o.items) WITH OFFSET AS u(item) ORDER BY 1, 3;
SELECT u.* FROM orders o LEFT JOIN UNNEST(o.items) AS u("order") ON TRUE;
SELECT i2.e, i2.place FROM orders i, UNNEST(i."select") WITH OFFSET AS i2(e, place), UNNEST(i.items) AS x(e2) WHERE i2.e = x.e2;
