-- the fact table
CREATE TABLE mart.customers (id INT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS mart.sales (
    id BIGINT IDENTITY(1, 1) NOT NULL, -- made by the system
    sold_at TIMESTAMP ENCODE az64 SORTKEY,
    customer_id INT NOT NULL REFERENCES mart.customers (id),
    amount DECIMAL(12, 2) DEFAULT 0.00,
    note VARCHAR(256) ENCODE zstd, /* free text */
    flags SMALLINT,
    raw SUPER,
    PRIMARY KEY (id)
)
DISTSTYLE KEY
DISTKEY (customer_id);

CREATE TEMP TABLE scratch (a CHAR(3), b TEXT, c REAL, d TIMESTAMPTZ, e TIME, f VARBYTE(10), g GEOMETRY);
CREATE TABLE copy_of (LIKE mart.sales INCLUDING DEFAULTS);
CREATE TABLE dim (id INT PRIMARY KEY, code VARCHAR(10) UNIQUE, created TIMESTAMP DEFAULT GETDATE()) DISTSTYLE ALL COMPOUND SORTKEY (id, code);
CREATE TABLE wide (n NUMERIC(38, 10), m NUMERIC(38, 37), o DECIMAL, p VARCHAR(MAX), q NVARCHAR, r BPCHAR) BACKUP NO;
create table #session (id int);

-- Keys before and after what stands elsewhere in BigQuery
CREATE TABLE mart.lines (
    id INT NOT NULL PRIMARY KEY,
    sale INT NOT NULL /* of the sale */ REFERENCES Mart.Sales /* the table */ (ID),
    day DATE DEFAULT DATE /* leap day */ '2024-02-29'
);
-- BigQuery does not cluster by collated columns
CREATE TABLE names (first_name VARCHAR(20) COLLATE CASE_INSENSITIVE, last_name VARCHAR(20)) SORTKEY (first_name, last_name);
CREATE TABLE zoned (t TIMETZ);
