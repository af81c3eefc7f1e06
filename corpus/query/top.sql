CREATE TABLE sales (id INT, amount DECIMAL(10,2), day DATE);

SELECT TOP 10 id, amount FROM sales ORDER BY amount DESC;
select distinct top 3 day from sales;
SELECT TOP 5 * FROM sales;
SELECT id FROM sales ORDER BY day LIMIT 10 OFFSET 20;
SELECT id FROM sales ORDER BY day OFFSET 20;
SELECT id FROM sales LIMIT ALL;
SELECT TOP (3) id FROM sales ORDER BY id;
SELECT id FROM sales LIMIT ((5)) OFFSET (2);
