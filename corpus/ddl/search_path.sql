-- one default dataset takes the place of the path
CREATE TABLE mart.sales (id INT, total DECIMAL(10, 2));
CREATE TABLE shared.region (id INT, name VARCHAR(20));
CREATE TABLE mart.region_map (id INT, region INT);
SET search_path TO mart;
SELECT total FROM sales;
SET search_path TO '$user', mart, shared;
CREATE TABLE today (id INT);
SELECT r.name, SUM(s.total) FROM sales AS s JOIN region_map USING (id) JOIN region AS r ON r.id = region_map.region GROUP BY 1;
SELECT region.name FROM region;
INSERT INTO region VALUES (1, 'north');
CREATE TEMP TABLE region (id INT);
SELECT id FROM region;
CREATE TABLE sales (id INT);
SELECT id FROM sales;
SET search_path TO {{ schema }};
SET search_path TO "$user";
SET search_path TO DEFAULT;
