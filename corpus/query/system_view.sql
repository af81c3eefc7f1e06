-- What INFORMATION_SCHEMA knows too is read there.
SELECT schemaname, tablename FROM pg_tables WHERE schemaname = 'sales' ORDER BY tablename;
SELECT t.table_name, COUNT(*) AS columns
FROM information_schema.tables t
JOIN information_schema.columns c ON c.table_schema = t.table_schema AND c.table_name = t.table_name
WHERE t.table_type = 'BASE TABLE' GROUP BY t.table_name;
SELECT "column", type FROM pg_catalog.pg_table_def WHERE tablename = 'orders';
SELECT "schema" || '.' || "table" AS name, tbl_rows / 1000 AS thousands FROM svv_table_info;
-- A column that only Redshift has is refused, and so is a view that only Redshift has.
SELECT tablename, tableowner FROM pg_tables;
SELECT query, starttime FROM stl_query;
