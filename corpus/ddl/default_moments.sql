CREATE TABLE mart.stamped (
    id INT DEFAULT '0'::integer,
    loaded TIMESTAMP DEFAULT current_timestamp NOT NULL,
    seen TIMESTAMP DEFAULT ('now'::varchar)::timestamp,
    zoned TIMESTAMPTZ DEFAULT SYSDATE,
    local TIMESTAMP DEFAULT CONVERT_TIMEZONE('UTC', SYSDATE),
    day DATE DEFAULT getdate()::date,
    trunced DATE DEFAULT TRUNC(SYSDATE),
    word VARCHAR(10) DEFAULT 'none'::character varying,
    price DECIMAL(10, 2) DEFAULT '0.00'::numeric(10, 2),
    ends DATE DEFAULT TO_DATE('9999-12-31', 'YYYY-MM-DD'),
    pause INTERVAL DAY TO SECOND DEFAULT '1 day',
    raw VARBYTE(8) DEFAULT 'abc',
    tags SUPER DEFAULT JSON_PARSE('["a"]'),
    note SUPER DEFAULT 'none',
    count SUPER DEFAULT 0
);
CREATE TABLE mart.whole_seconds (loaded TIMESTAMP DEFAULT GETDATE());
ALTER TABLE mart.stamped ADD COLUMN changed DATE DEFAULT (getdate())::date;
-- No function of BigQuery gives these.
CREATE TABLE mart.midnight (t TIMESTAMP DEFAULT DATE_TRUNC('day', SYSDATE));
CREATE TABLE mart.texts (t VARCHAR(30) DEFAULT getdate()::varchar);
CREATE TABLE mart.cut (t VARCHAR(9) DEFAULT 'longer'::varchar(3));
CREATE TABLE mart.later (d DATE DEFAULT DATEADD(day, 1, getdate()));
