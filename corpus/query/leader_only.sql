-- runs on the leader node
SELECT generate_series(1, 5) AS n;
SELECT current_database(), current_user, version();
SELECT c.name FROM pg_get_late_binding_view_cols() AS c(view_schema name, view_name name, name name, type name, n int);
