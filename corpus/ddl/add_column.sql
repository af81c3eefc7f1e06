CREATE TABLE mart.product (id INT);
-- three statements: BigQuery adds a column without its default
ALTER TABLE mart.product ADD COLUMN name VARCHAR(20) DEFAULT 'unknown' NOT NULL;
alter table mart.product add column stock int default null;
alter table mart.product add column seen timestamp default getdate() encode az64;
ALTER TABLE mart.product ADD price DECIMAL(8, 2);
