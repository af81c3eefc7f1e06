-- wrong: the default is a DATETIME and the column a DATE; BigQuery refuses it. CAST or CURRENT_DATE() is meant
CREATE TABLE dim (id INT PRIMARY KEY, created DATE DEFAULT GETDATE());
