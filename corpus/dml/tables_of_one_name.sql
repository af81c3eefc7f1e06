CREATE TABLE stage.orders (order_id INT, customer_id INT);

-- BigQuery has no schema.table.column, and without the schemas every order would match: aliases tell the tables apart
DELETE FROM mart.orders USING stage.orders WHERE mart.orders.order_id = stage.orders.order_id;
UPDATE mart.orders SET customer_id = stage.orders.customer_id FROM stage.orders WHERE mart.orders.order_id = stage.orders.order_id;
SELECT mart.orders.order_id, stage.orders.* FROM mart.orders JOIN stage.orders ON mart.orders.order_id = stage.orders.order_id;
-- with an alias they are told apart
DELETE FROM mart.orders USING stage.orders AS s WHERE mart.orders.order_id = s.order_id;
-- where no column names its schema nothing changes
SELECT orders.order_id FROM mart.orders UNION ALL SELECT orders.order_id FROM stage.orders;
