CREATE TABLE orders (id INT, total DECIMAL(12,2));

CREATE OR REPLACE VIEW big_orders AS
SELECT id, total FROM orders WHERE total > 1000 -- in cents
WITH NO SCHEMA BINDING;

CREATE VIEW v (a, b) AS SELECT id, total / 2 FROM orders;
CREATE VIEW refused AS SELECT CHECKSUM(id) AS c FROM orders;
