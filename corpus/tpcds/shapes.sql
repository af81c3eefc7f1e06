-- Shapes of TPC-DS's questions, asked in Redshift's dialect.
CREATE TABLE date_dim (
    d_date_sk INT NOT NULL, d_date DATE, d_year INT, d_moy INT, d_qoy INT, d_dom INT, d_dow INT, d_week_seq INT, d_month_seq INT,
    d_day_name CHAR(9)
) DISTSTYLE ALL SORTKEY (d_date_sk);
CREATE TABLE store (s_store_sk INT NOT NULL, s_store_id CHAR(16), s_store_name VARCHAR(50), s_state CHAR(2), s_county VARCHAR(30)) DISTSTYLE ALL;
CREATE TABLE item (
    i_item_sk INT NOT NULL DISTKEY, i_item_id CHAR(16), i_item_desc VARCHAR(200), i_brand_id INT, i_brand VARCHAR(50), i_class VARCHAR(50),
    i_category VARCHAR(50), i_manager_id INT, i_manufact_id INT, i_current_price DECIMAL(7,2), i_color VARCHAR(20), i_size CHAR(20)
) SORTKEY (i_category);
CREATE TABLE customer (
    c_customer_sk INT NOT NULL DISTKEY, c_customer_id CHAR(16), c_first_name VARCHAR(20), c_last_name VARCHAR(30), c_birth_year INT,
    c_current_addr_sk INT, c_email VARCHAR(50), c_preferred CHAR(1)
);
CREATE TABLE customer_address (ca_address_sk INT NOT NULL, ca_state CHAR(2), ca_county VARCHAR(30), ca_zip CHAR(10), ca_gmt_offset DECIMAL(5,2));
CREATE TABLE store_sales (
    ss_sold_date_sk INT, ss_item_sk INT NOT NULL, ss_customer_sk INT, ss_store_sk INT, ss_ticket_number BIGINT NOT NULL, ss_quantity INT,
    ss_sales_price DECIMAL(7,2), ss_ext_sales_price DECIMAL(7,2), ss_list_price DECIMAL(7,2), ss_net_profit DECIMAL(7,2)
) DISTKEY (ss_item_sk) COMPOUND SORTKEY (ss_sold_date_sk, ss_item_sk);
CREATE TABLE store_returns (sr_returned_date_sk INT, sr_item_sk INT NOT NULL, sr_customer_sk INT, sr_store_sk INT, sr_ticket_number BIGINT NOT NULL, sr_return_amt DECIMAL(7,2));
CREATE TABLE web_sales (ws_sold_date_sk INT, ws_item_sk INT NOT NULL, ws_customer_sk INT, ws_order_number BIGINT NOT NULL, ws_warehouse_sk INT, ws_quantity INT, ws_ext_sales_price DECIMAL(7,2), ws_net_paid DECIMAL(7,2), ws_ship_date_sk INT);
CREATE TABLE catalog_sales (cs_sold_date_sk INT, cs_item_sk INT NOT NULL, cs_customer_sk INT, cs_order_number BIGINT NOT NULL, cs_quantity INT, cs_ext_sales_price DECIMAL(7,2));
CREATE TABLE inventory (inv_date_sk INT NOT NULL, inv_item_sk INT NOT NULL, inv_warehouse_sk INT NOT NULL, inv_quantity_on_hand INT);

-- 1: returns above the mean of the shop (a correlated aggregate over a CTE)
WITH returned (customer, shop, amount) AS (
    SELECT sr_customer_sk, sr_store_sk, SUM(sr_return_amt)
    FROM store_returns, date_dim
    WHERE sr_returned_date_sk = d_date_sk AND d_year = 2000
    GROUP BY sr_customer_sk, sr_store_sk
)
SELECT TOP 100 c.c_customer_id
FROM returned r1, store s, customer c
WHERE r1.amount > (SELECT AVG(amount) * 1.2 FROM returned r2 WHERE r1.shop = r2.shop)
  AND s.s_store_sk = r1.shop AND s.s_state = 'TN' AND r1.customer = c.c_customer_sk
ORDER BY c.c_customer_id;

-- 2: weeks against those of the year before (UNION ALL, pivoting by CASE)
WITH sold AS (
    SELECT ws_sold_date_sk AS day_sk, ws_ext_sales_price AS price FROM web_sales
    UNION ALL
    SELECT cs_sold_date_sk, cs_ext_sales_price FROM catalog_sales
), weekly AS (
    SELECT d_week_seq,
           SUM(CASE WHEN d_day_name = 'Sunday' THEN price END) AS sunday,
           SUM(CASE WHEN d_day_name = 'Monday' THEN price END) AS monday
    FROM sold JOIN date_dim ON d_date_sk = day_sk
    GROUP BY d_week_seq
)
SELECT a.d_week_seq, ROUND(a.sunday / NULLIF(b.sunday, 0), 2) AS sunday, ROUND(a.monday / NULLIF(b.monday, 0), 2) AS monday
FROM weekly a JOIN weekly b ON a.d_week_seq = b.d_week_seq - 53
ORDER BY a.d_week_seq;

-- 3: brands of a manufacturer in a month
SELECT TOP 100 dt.d_year, i.i_brand_id AS brand_id, i.i_brand AS brand, SUM(ss.ss_ext_sales_price) AS total
FROM date_dim dt, store_sales ss, item i
WHERE dt.d_date_sk = ss.ss_sold_date_sk AND ss.ss_item_sk = i.i_item_sk AND i.i_manufact_id = 128 AND dt.d_moy = 11
GROUP BY dt.d_year, i.i_brand, i.i_brand_id
ORDER BY dt.d_year, total DESC, brand_id;

-- 4: states with dear goods (HAVING over a correlated mean)
SELECT ca.ca_state AS state, COUNT(*) AS cnt
FROM customer_address ca
JOIN customer c ON ca.ca_address_sk = c.c_current_addr_sk
JOIN store_sales s ON c.c_customer_sk = s.ss_customer_sk
JOIN item i ON s.ss_item_sk = i.i_item_sk
WHERE i.i_current_price > 1.2 * (SELECT AVG(j.i_current_price) FROM item j WHERE j.i_category = i.i_category)
GROUP BY ca.ca_state
HAVING COUNT(*) >= 10
ORDER BY cnt, ca.ca_state
LIMIT 100;

-- 5: buckets by scalar subqueries in CASE
SELECT CASE WHEN (SELECT COUNT(*) FROM store_sales WHERE ss_quantity BETWEEN 1 AND 20) > 74129
            THEN (SELECT AVG(ss_ext_sales_price) FROM store_sales WHERE ss_quantity BETWEEN 1 AND 20)
            ELSE (SELECT AVG(ss_net_profit) FROM store_sales WHERE ss_quantity BETWEEN 1 AND 20) END AS bucket1;

-- 6: customers of several channels (EXISTS or EXISTS)
SELECT c.c_birth_year, COUNT(*) AS cnt, AVG(c.c_birth_year) AS mean, MAX(c.c_birth_year) AS top
FROM customer c
WHERE EXISTS (SELECT * FROM store_sales, date_dim WHERE c.c_customer_sk = ss_customer_sk AND ss_sold_date_sk = d_date_sk AND d_year = 2002)
  AND (EXISTS (SELECT * FROM web_sales WHERE c.c_customer_sk = ws_customer_sk)
    OR EXISTS (SELECT * FROM catalog_sales WHERE c.c_customer_sk = cs_customer_sk))
GROUP BY c.c_birth_year
ORDER BY c.c_birth_year;

-- 7: growth of customers between years (a CTE joined to itself, CASE against division by zero)
WITH year_total AS (
    SELECT c_customer_id AS id, c_last_name || ', ' || c_first_name AS name, d_year AS year, SUM(ss_list_price - ss_sales_price) AS total, 's' AS channel
    FROM customer, store_sales, date_dim
    WHERE c_customer_sk = ss_customer_sk AND ss_sold_date_sk = d_date_sk
    GROUP BY c_customer_id, c_last_name, c_first_name, d_year
    UNION ALL
    SELECT c_customer_id, c_last_name || ', ' || c_first_name, d_year, SUM(ws_ext_sales_price - ws_net_paid), 'w'
    FROM customer, web_sales, date_dim
    WHERE c_customer_sk = ws_customer_sk AND ws_sold_date_sk = d_date_sk
    GROUP BY c_customer_id, c_last_name, c_first_name, d_year
)
SELECT w2.id, w2.name
FROM year_total s1
JOIN year_total s2 ON s2.id = s1.id AND s2.channel = 's' AND s2.year = 2002
JOIN year_total w1 ON w1.id = s1.id AND w1.channel = 'w' AND w1.year = 2001
JOIN year_total w2 ON w2.id = s1.id AND w2.channel = 'w' AND w2.year = 2002
WHERE s1.channel = 's' AND s1.year = 2001 AND s1.total > 0
  AND CASE WHEN w1.total > 0 THEN w2.total / w1.total END > CASE WHEN s1.total > 0 THEN s2.total / s1.total END
ORDER BY 1, 2;

-- 8: shares of a class (a window over an aggregate)
SELECT i_item_id, i_class, SUM(ws_ext_sales_price) AS revenue,
       SUM(ws_ext_sales_price) * 100.0 / SUM(SUM(ws_ext_sales_price)) OVER (PARTITION BY i_class) AS ratio
FROM web_sales, item, date_dim
WHERE ws_item_sk = i_item_sk AND i_category IN ('Sports', 'Books', 'Home') AND ws_sold_date_sk = d_date_sk
  AND d_date BETWEEN CAST('1999-02-22' AS DATE) AND DATEADD(day, 30, '1999-02-22'::date)
GROUP BY i_item_id, i_class
ORDER BY i_class, ratio DESC;

-- 9: items sold in all channels (INTERSECT)
SELECT i_brand_id, i_class FROM store_sales JOIN item ON ss_item_sk = i_item_sk
INTERSECT
SELECT i_brand_id, i_class FROM catalog_sales JOIN item ON cs_item_sk = i_item_sk
INTERSECT
SELECT i_brand_id, i_class FROM web_sales JOIN item ON ws_item_sk = i_item_sk;

-- 10: postal codes (a prefix, OR over tables)
SELECT ca_zip, SUM(cs_ext_sales_price) AS total
FROM catalog_sales, customer, customer_address
WHERE cs_customer_sk = c_customer_sk AND c_current_addr_sk = ca_address_sk
  AND (SUBSTRING(ca_zip, 1, 5) IN ('85669', '86197') OR ca_state IN ('CA', 'WA') OR cs_ext_sales_price > 500)
GROUP BY ca_zip
ORDER BY ca_zip
LIMIT 100;

-- 11: orders from several warehouses (EXISTS and NOT EXISTS on one order)
SELECT COUNT(DISTINCT ws1.ws_order_number) AS orders, SUM(ws1.ws_net_paid) AS paid
FROM web_sales ws1
WHERE EXISTS (SELECT 1 FROM web_sales ws2 WHERE ws1.ws_order_number = ws2.ws_order_number AND ws1.ws_warehouse_sk <> ws2.ws_warehouse_sk)
  AND NOT EXISTS (SELECT 1 FROM catalog_sales WHERE cs_order_number = ws1.ws_order_number);

-- 12: spread of quantities (standard deviations and their ratio)
SELECT i.i_item_id, s.s_state, COUNT(ss.ss_quantity) AS n, AVG(ss.ss_quantity) AS mean,
       STDDEV_SAMP(ss.ss_quantity) AS spread, STDDEV_SAMP(ss.ss_quantity) / NULLIF(AVG(ss.ss_quantity), 0) AS cov
FROM store_sales ss JOIN item i ON ss.ss_item_sk = i.i_item_sk JOIN store s ON s.s_store_sk = ss.ss_store_sk
GROUP BY i.i_item_id, s.s_state;

-- 13: subtotals (ROLLUP and GROUPING)
SELECT i_item_id, s_state, GROUPING(s_state) AS all_states, AVG(ss_quantity::float) AS mean
FROM store_sales, store, item
WHERE ss_item_sk = i_item_sk AND ss_store_sk = s_store_sk
GROUP BY ROLLUP (i_item_id, s_state)
ORDER BY i_item_id, s_state;

-- 14: stock before and after a day
SELECT inv_warehouse_sk, i_item_id,
       SUM(CASE WHEN d_date < '2000-03-11'::date THEN inv_quantity_on_hand ELSE 0 END) AS before,
       SUM(CASE WHEN d_date >= '2000-03-11'::date THEN inv_quantity_on_hand ELSE 0 END) AS after
FROM inventory, item, date_dim
WHERE i_item_sk = inv_item_sk AND inv_date_sk = d_date_sk AND d_date BETWEEN '2000-03-11'::date - 30 AND '2000-03-11'::date + 30
GROUP BY inv_warehouse_sk, i_item_id
HAVING SUM(CASE WHEN d_date < '2000-03-11'::date THEN inv_quantity_on_hand ELSE 0 END) > 0;

-- 15: months against the mean of the year, with the months beside them (LAG and LEAD)
WITH monthly AS (
    SELECT i_category, i_brand, d_year, d_moy, SUM(ss_sales_price) AS sales,
           AVG(SUM(ss_sales_price)) OVER (PARTITION BY i_category, i_brand, d_year) AS mean,
           RANK() OVER (PARTITION BY i_category, i_brand ORDER BY d_year, d_moy) AS rn
    FROM item JOIN store_sales ON ss_item_sk = i_item_sk JOIN date_dim ON ss_sold_date_sk = d_date_sk
    GROUP BY i_category, i_brand, d_year, d_moy
)
SELECT i_category, i_brand, d_moy, sales, mean, LAG(sales) OVER (PARTITION BY i_category, i_brand ORDER BY rn) AS before,
       LEAD(sales, 1) OVER (PARTITION BY i_category, i_brand ORDER BY rn) AS after
FROM monthly
QUALIFY ABS(sales - mean) > 0.1 * mean
ORDER BY sales - mean, 3;

-- 16: running totals of two channels (FULL JOIN of windows)
WITH web AS (
    SELECT ws_item_sk AS item_sk, d_date, SUM(SUM(ws_net_paid)) OVER (PARTITION BY ws_item_sk ORDER BY d_date ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS total
    FROM web_sales, date_dim WHERE ws_sold_date_sk = d_date_sk GROUP BY ws_item_sk, d_date
), shop AS (
    SELECT ss_item_sk AS item_sk, d_date, SUM(SUM(ss_sales_price)) OVER (PARTITION BY ss_item_sk ORDER BY d_date ROWS UNBOUNDED PRECEDING) AS total
    FROM store_sales, date_dim WHERE ss_sold_date_sk = d_date_sk GROUP BY ss_item_sk, d_date
)
SELECT NVL(web.item_sk, shop.item_sk) AS item_sk, COALESCE(web.d_date, shop.d_date) AS day, web.total AS web_total, shop.total AS shop_total
FROM web FULL OUTER JOIN shop ON web.item_sk = shop.item_sk AND web.d_date = shop.d_date
ORDER BY 1, 2;

-- 17: best and worst (two rankings side by side)
SELECT best.rnk, i1.i_item_id AS best, i2.i_item_id AS worst
FROM (SELECT ss_item_sk, RANK() OVER (ORDER BY AVG(ss_net_profit)) AS rnk FROM store_sales GROUP BY ss_item_sk) worst
JOIN (SELECT ss_item_sk, RANK() OVER (ORDER BY AVG(ss_net_profit) DESC) AS rnk FROM store_sales GROUP BY ss_item_sk) best ON worst.rnk = best.rnk
JOIN item i1 ON i1.i_item_sk = best.ss_item_sk
JOIN item i2 ON i2.i_item_sk = worst.ss_item_sk
WHERE best.rnk < 11
ORDER BY best.rnk;

-- 18: how long until things are sent
SELECT SUBSTRING(s.s_store_name, 1, 20) AS shop,
       SUM(CASE WHEN ws.ws_ship_date_sk - ws.ws_sold_date_sk <= 30 THEN 1 ELSE 0 END) AS days_30,
       SUM(CASE WHEN ws.ws_ship_date_sk - ws.ws_sold_date_sk > 30 AND ws.ws_ship_date_sk - ws.ws_sold_date_sk <= 60 THEN 1 ELSE 0 END) AS days_60
FROM web_sales ws, store s
WHERE ws.ws_warehouse_sk = s.s_store_sk(+)
GROUP BY SUBSTRING(s.s_store_name, 1, 20)
ORDER BY SUBSTRING(s.s_store_name, 1, 20);

-- 19: customers of the shops who never bought elsewhere (EXCEPT, MINUS)
SELECT c_last_name, c_first_name FROM customer JOIN store_sales ON ss_customer_sk = c_customer_sk
EXCEPT
SELECT c_last_name, c_first_name FROM customer JOIN catalog_sales ON cs_customer_sk = c_customer_sk
MINUS
SELECT c_last_name, c_first_name FROM customer JOIN web_sales ON ws_customer_sk = c_customer_sk;

-- 20: ratios of counts of two derived tables
SELECT CAST(am.n AS DECIMAL(15,4)) / CAST(pm.n AS DECIMAL(15,4)) AS ratio
FROM (SELECT COUNT(*) AS n FROM web_sales JOIN date_dim ON ws_sold_date_sk = d_date_sk WHERE d_dom BETWEEN 8 AND 9) am
CROSS JOIN (SELECT COUNT(*) AS n FROM web_sales JOIN date_dim ON ws_sold_date_sk = d_date_sk WHERE d_dom BETWEEN 19 AND 20) pm;

-- 21: a customer's segment (integer division of a sum)
SELECT segment, COUNT(*) AS customers, segment * 50 AS base
FROM (
    SELECT ss_customer_sk, (SUM(ss_quantity) / 50)::int AS segment
    FROM store_sales
    WHERE ss_sold_date_sk IN (SELECT d_date_sk FROM date_dim WHERE d_month_seq BETWEEN (SELECT MAX(d_month_seq) FROM date_dim WHERE d_year = 1999) + 1 AND 1200)
    GROUP BY ss_customer_sk
)
GROUP BY segment
ORDER BY segment, 2;

-- 22: the top of every class (a rank over ROLLUP)
SELECT TOP 100 * FROM (
    SELECT i_category, i_class, s_store_id, SUM(NVL(ss_sales_price * ss_quantity, 0)) AS sales,
           RANK() OVER (PARTITION BY i_category ORDER BY SUM(NVL(ss_sales_price * ss_quantity, 0)) DESC) AS rk
    FROM store_sales JOIN item ON ss_item_sk = i_item_sk JOIN store ON s_store_sk = ss_store_sk
    GROUP BY ROLLUP (i_category, i_class, s_store_id)
) ranked
WHERE rk <= 100
ORDER BY i_category, i_class, s_store_id, sales, rk;

-- 23: names of what a customer bought (LISTAGG), newest first
SELECT c.c_customer_id, LISTAGG(DISTINCT i.i_brand, ', ') WITHIN GROUP (ORDER BY i.i_brand) AS brands, MEDIAN(ss.ss_sales_price) AS middle
FROM customer c
LEFT JOIN store_sales ss ON ss.ss_customer_sk = c.c_customer_sk
LEFT JOIN item i ON i.i_item_sk = ss.ss_item_sk
WHERE c.c_email ILIKE '%@example.com' AND c.c_preferred = 'Y'
GROUP BY c.c_customer_id;

-- 24: a lateral alias in the list, WHERE and ORDER BY
SELECT ss_ticket_number, ss_list_price - ss_sales_price AS discount, discount / NULLIF(ss_list_price, 0) AS rate, ROUND(rate * 100) AS percent
FROM store_sales
WHERE discount > 1
ORDER BY percent DESC, 1;

-- 25: the last sale of every customer
SELECT c.c_customer_id, s.ss_ticket_number, d.d_date, DATEDIFF(month, d.d_date, '2003-01-02'::date) AS months
FROM customer c
JOIN (
    SELECT ss_customer_sk, ss_ticket_number, ss_sold_date_sk,
           ROW_NUMBER() OVER (PARTITION BY ss_customer_sk ORDER BY ss_sold_date_sk DESC, ss_ticket_number) AS n
    FROM store_sales
) s ON s.ss_customer_sk = c.c_customer_sk AND s.n = 1
JOIN date_dim d ON d.d_date_sk = s.ss_sold_date_sk
WHERE DATE_TRUNC('month', d.d_date) < '2003-01-01' AND d.d_date > LAST_DAY(ADD_MONTHS('2002-01-31', -1))
ORDER BY c.c_customer_id;
