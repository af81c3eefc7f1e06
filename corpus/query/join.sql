CREATE TABLE customers (id INT, name VARCHAR(40), city_id INT);
CREATE TABLE orders (id BIGINT, customer_id INT, total DECIMAL(12,2), placed TIMESTAMP);
CREATE TABLE cities (id INT, name VARCHAR(40));

-- who bought nothing
SELECT c.name
FROM customers c
LEFT JOIN orders o ON o.customer_id = c.id -- one customer, many orders
WHERE o.id IS NULL;

select c.name, o.total
from customers as c inner join orders as o on (c.id = o.customer_id)
  join cities on cities.id = c.city_id
  cross join (select max(total) as top from orders) m
where o.total = m.top;

SELECT c.name, ci.name AS city FROM customers c, cities ci WHERE c.city_id = ci.id(+);

SELECT * FROM customers NATURAL JOIN cities;

SELECT a.id FROM customers a FULL OUTER JOIN orders b ON a.id = b.customer_id AND b.total > 10.5;

-- marks inside and outside
SELECT c.name FROM customers c, (SELECT o.customer_id AS k FROM orders o, cities x WHERE o.id = x.id(+)) d
WHERE c.id = d.k(+) AND d.k(+) > 1;
SELECT c.name FROM customers c, cities ci
WHERE (c.city_id = ci.id(+) AND c.name = 'Ann') AND (ci.name(+) = 'Rome' AND (c.id > 1 OR c.id < 0)) AND (c.id = 2 AND c.name > 'A');
SELECT c.name FROM customers c, cities ci WHERE c.city_id = ci.id(+) AND EXISTS (SELECT 1 FROM orders o, cities x WHERE o.id = x.id(+) AND o.customer_id = c.id);
