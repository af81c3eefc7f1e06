CREATE TABLE x (id INT);
CREATE TABLE u (d BIGINT, c VARCHAR(5));
CREATE TABLE t (id INT, a TIMESTAMPTZ, b DECIMAL(12, 4), c VARCHAR(10), d BIGINT);

UPDATE t
SET    a = GETDATE(), b = b * 2   -- both
FROM   x                          -- one row each
WHERE  x.id = t.id;

INSERT INTO t (id, a, c)
SELECT 1,          -- one
       GETDATE(),  -- now
       d || c      -- text
FROM   u;

SELECT substring(d, 1, 2)    AS s,
       lpad(d, 10, '0')      AS l,  -- padded
       d || '-'
         || a::varchar       AS w
FROM   t;
