CREATE TABLE shop.orders (id INT, amount NUMERIC(10, 2), placed_at TIMESTAMP);
SELECT DATEADD(YAER, 1, placed_at), DATE_TRUNC('wek', placed_at), EXTRACT(huor FROM placed_at) FROM shop.orders;
SELECT amount::INTGER FROM shop.orders;
CREATE TABLE shop.a (x VARCHR(10));
CREATE TABLE shop.b (x DOUBL PRECISION);
COPY shop.orders (id, amont) FROM 's3://b/k' IAM_ROLE default CSV;
