CREATE TABLE shop.orders (id INT, customer_id INT, amount NUMERIC(10, 2), placed_at TIMESTAMP);
-- date parts and types
SELECT DATEADD(YAER, 1, placed_at), DATE_TRUNC('wek', placed_at), EXTRACT(huor FROM placed_at) FROM shop.orders;
SELECT amount::INTGER FROM shop.orders;
CREATE TABLE shop.a (x VARCHR(10));
CREATE TABLE shop.b (x DOUBL PRECISION);
-- columns and tables that are known
SELECT custmer_id, o.amont, x.id FROM shop.orders o WHERE plaecd_at IS NULL;
SELECT id FROM shop.ordres;
SELECT id FROM shop.orders_2;
INSERT INTO shop.orders (id, custmer_id) VALUES (1, 2);
UPDATE shop.orders SET amont = 2 WHERE TRUE;
DELETE FROM shop.orders WHERE amont = 2;
COPY shop.orders (id, amont) FROM 's3://b/k' IAM_ROLE default CSV;
-- nothing is wrong here
SELECT o.id, (SELECT MAX(amount) FROM shop.orders i WHERE i.id = o.id) AS m FROM shop.orders o GROUP BY o.id ORDER BY m;
SELECT {{ c }}, id AS k FROM shop.orders ORDER BY k;
UPDATE shop.orders SET {{ c }} = 1 WHERE id = 1;
SELECT d.y FROM (SELECT {{ c }}, id AS y FROM shop.orders) d WHERE d.z = 1 AND oid IS NOT NULL;
