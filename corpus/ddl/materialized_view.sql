CREATE TABLE mart.orders (id INT, customer INT, day DATE, total DECIMAL(12,2));
CREATE TABLE mart.customers (id INT, name VARCHAR(40));
CREATE MATERIALIZED VIEW mart.totals
BACKUP NO DISTSTYLE EVEN AUTO REFRESH YES
AS SELECT day, SUM(total) AS total FROM mart.orders GROUP BY day;
-- refreshed by hand only
CREATE MATERIALIZED VIEW mart.by_name SORTKEY (name) AS
SELECT c.name, COUNT(*) AS orders FROM mart.orders AS o JOIN mart.customers AS c ON c.id = o.customer GROUP BY c.name;
-- queries that BigQuery computes as a whole
CREATE MATERIALIZED VIEW mart.share AS SELECT customer, SUM(total) / COUNT(*) AS mean FROM mart.orders GROUP BY customer;
CREATE MATERIALIZED VIEW mart.people AS SELECT day, COUNT(DISTINCT customer) AS people FROM mart.orders GROUP BY day;
create materialized view mart.recent (day, n) auto refresh no as select day, count(*) from mart.orders where day > current_date - 7 group by day;
CREATE MATERIALIZED VIEW mart.pairs AS SELECT a.id, b.id AS other FROM mart.orders a JOIN mart.orders b ON a.customer = b.customer;
CREATE MATERIALIZED VIEW mart.all_days AS SELECT day FROM mart.orders UNION ALL SELECT day FROM mart.orders;
-- over another one
CREATE MATERIALIZED VIEW mart.months AS SELECT day, total FROM mart.totals;
REFRESH MATERIALIZED VIEW mart.totals;
REFRESH MATERIALIZED VIEW totals;
REFRESH MATERIALIZED VIEW mart.totals CASCADE;
ALTER MATERIALIZED VIEW mart.totals AUTO REFRESH NO;
ALTER MATERIALIZED VIEW mart.totals OWNER TO somebody;
