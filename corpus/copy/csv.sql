CREATE TABLE mart.sales (id INT, day DATE, amount DECIMAL(10,2));

-- the nightly load
COPY mart.sales FROM 's3://bucket/sales/2024/'
IAM_ROLE 'arn:aws:iam::123456789012:role/loader'
CSV IGNOREHEADER 1 -- one head line
GZIP
DATEFORMAT 'auto';

COPY mart.sales (id, day) FROM 's3://bucket/s.txt' CREDENTIALS 'aws_access_key_id=AKIAX;aws_secret_access_key=very/secret' DELIMITER '|' NULL AS '\\N' MAXERROR 10;
copy mart.sales from 's3://bucket/m.manifest' iam_role default manifest csv;
COPY mart.sales FROM 's3://bucket/tab' IAM_ROLE DEFAULT DELIMITER '\t' EMPTYASNULL BLANKSASNULL TRUNCATECOLUMNS COMPUPDATE OFF STATUPDATE ON;
COPY mart.sales FROM 's3://bucket/mysql/' IAM_ROLE DEFAULT DELIMITER '\t' NULL AS '\N';
COPY mart.sales FROM 's3://bucket/nul/' IAM_ROLE DEFAULT DELIMITER '\001' NULL AS '\000';
COPY mart.sales FROM 's3://bucket/tilde/' IAM_ROLE DEFAULT DELIMITER '~|';
