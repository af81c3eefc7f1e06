CREATE TABLE mart.orders (id INT, total DECIMAL(10, 2), "Day" DATE);
CREATE TABLE staging.orders ("day" DATE, id INT, total DECIMAL(10, 2));
CREATE TABLE staging.wide (id INT, total DECIMAL(10, 2), day DATE, note VARCHAR(100));
-- the same columns in another order
ALTER TABLE mart.orders APPEND FROM staging.orders;
ALTER TABLE mart.orders APPEND FROM staging.wide IGNOREEXTRA;
alter table staging.wide append from mart.orders filltarget;
-- Redshift refuses it too
ALTER TABLE mart.orders APPEND FROM staging.wide;
