-- runs on the leader node
SELECT generate_series(1, 5) AS n;
SELECT current_database(), current_user, version();
