-- The questions of TPC-H, asked in Redshift's dialect. tests/tpch.rs evaluates each on both engines.
CREATE TABLE region (
    r_regionkey INT NOT NULL ENCODE raw,
    r_name      VARCHAR(25) NOT NULL
) DISTSTYLE ALL SORTKEY (r_regionkey);

CREATE TABLE nation (
    n_nationkey INT NOT NULL,
    n_name      VARCHAR(25) NOT NULL,
    n_regionkey INT NOT NULL
) DISTSTYLE ALL;

CREATE TABLE supplier (
    s_suppkey   INT NOT NULL DISTKEY,
    s_name      VARCHAR(25) NOT NULL,
    s_address   VARCHAR(40) NOT NULL,
    s_nationkey INT NOT NULL,
    s_phone     CHAR(15) NOT NULL,
    s_acctbal   DECIMAL(15,2) NOT NULL,
    s_comment   VARCHAR(101) NOT NULL
) SORTKEY (s_suppkey);

CREATE TABLE part (
    p_partkey     INT NOT NULL,
    p_name        VARCHAR(55) NOT NULL ENCODE lzo,
    p_mfgr        VARCHAR(25) NOT NULL,
    p_brand       VARCHAR(10) NOT NULL,
    p_type        VARCHAR(25) NOT NULL,
    p_size        INT NOT NULL,
    p_container   CHAR(10) NOT NULL
) DISTKEY (p_partkey) SORTKEY (p_partkey);

CREATE TABLE partsupp (
    ps_partkey    INT NOT NULL,
    ps_suppkey    INT NOT NULL,
    ps_availqty   INT NOT NULL,
    ps_supplycost DECIMAL(15,2) NOT NULL
) DISTKEY (ps_partkey) COMPOUND SORTKEY (ps_partkey, ps_suppkey);

CREATE TABLE customer (
    c_custkey    INT NOT NULL,
    c_name       VARCHAR(25) NOT NULL,
    c_address    VARCHAR(40) NOT NULL,
    c_nationkey  INT NOT NULL,
    c_phone      CHAR(15) NOT NULL,
    c_acctbal    DECIMAL(15,2) NOT NULL,
    c_mktsegment CHAR(10) NOT NULL
) DISTKEY (c_custkey);

CREATE TABLE orders (
    o_orderkey      BIGINT NOT NULL,
    o_custkey       INT NOT NULL,
    o_orderstatus   CHAR(1) NOT NULL,
    o_totalprice    DECIMAL(15,2) NOT NULL,
    o_orderdate     DATE NOT NULL,
    o_orderpriority CHAR(15) NOT NULL,
    o_comment       VARCHAR(79) NOT NULL
) DISTKEY (o_orderkey) SORTKEY (o_orderdate);

CREATE TABLE lineitem (
    l_orderkey      BIGINT NOT NULL,
    l_partkey       INT NOT NULL,
    l_suppkey       INT NOT NULL,
    l_linenumber    INT NOT NULL,
    l_quantity      DECIMAL(15,2) NOT NULL,
    l_extendedprice DECIMAL(15,2) NOT NULL,
    l_discount      DECIMAL(15,2) NOT NULL,
    l_tax           DECIMAL(15,2) NOT NULL,
    l_returnflag    CHAR(1) NOT NULL,
    l_linestatus    CHAR(1) NOT NULL,
    l_shipdate      DATE NOT NULL,
    l_commitdate    DATE NOT NULL,
    l_receiptdate   DATE NOT NULL,
    l_shipinstruct  CHAR(25) NOT NULL,
    l_shipmode      CHAR(10) NOT NULL
) DISTKEY (l_orderkey) SORTKEY (l_shipdate);

-- 1: what was billed, shipped and returned
select l_returnflag as flag,
       l_linestatus as status,
       sum(l_quantity) as quantity,
       sum(l_extendedprice) as gross,
       sum(l_extendedprice * (1 - l_discount)) as net,
       sum(l_extendedprice * (1 - l_discount) * (1 + l_tax)) as charged,
       avg(l_quantity) as mean_quantity,
       avg(l_extendedprice) as mean_price,
       avg(l_discount) as mean_discount,
       count(*) as lines
from lineitem
where l_shipdate <= dateadd(day, -90, '1998-12-01'::date)
group by 1, 2
order by 1, 2;

-- 2: the cheapest supplier of a part in a region
SELECT TOP 100 s.s_acctbal, s.s_name, n.n_name, p.p_partkey, p.p_mfgr
FROM part p
JOIN partsupp ps ON ps.ps_partkey = p.p_partkey
JOIN supplier s ON s.s_suppkey = ps.ps_suppkey
JOIN nation n ON n.n_nationkey = s.s_nationkey
JOIN region r ON r.r_regionkey = n.n_regionkey AND r.r_name = 'EUROPE'
WHERE p.p_size % 5 = 0
  AND p.p_type LIKE '%BRASS'
  AND ps.ps_supplycost = (
      SELECT MIN(o.ps_supplycost)
      FROM partsupp o
      JOIN supplier os ON os.s_suppkey = o.ps_suppkey
      JOIN nation ona ON ona.n_nationkey = os.s_nationkey
      JOIN region re ON re.r_regionkey = ona.n_regionkey
      WHERE o.ps_partkey = p.p_partkey AND re.r_name = 'EUROPE')
ORDER BY s.s_acctbal DESC, n.n_name, s.s_name, p.p_partkey;

-- 3: open orders of the greatest value
SELECT TOP 10
    o.o_orderkey,
    SUM(l.l_extendedprice * (1 - l.l_discount)) AS revenue,
    o.o_orderdate
FROM customer c
JOIN orders o ON o.o_custkey = c.c_custkey
JOIN lineitem l ON l.l_orderkey = o.o_orderkey
WHERE c.c_mktsegment = 'BUILDING' AND o.o_orderdate < '1995-03-15' AND l.l_shipdate > '1995-03-15'
GROUP BY o.o_orderkey, o.o_orderdate
ORDER BY revenue DESC, o.o_orderdate;

-- 4: orders that came late, by priority
SELECT o_orderpriority, COUNT(*) AS late
FROM orders
WHERE o_orderdate >= '1993-07-01'::date
  AND o_orderdate < DATEADD(month, 9, '1993-07-01')
  AND EXISTS (SELECT 1 FROM lineitem WHERE l_orderkey = o_orderkey AND l_commitdate < l_receiptdate)
GROUP BY o_orderpriority
ORDER BY o_orderpriority;

-- 5: revenue where customer and supplier are of one nation
SELECT n.n_name, SUM(l.l_extendedprice * (1 - l.l_discount)) AS revenue
FROM orders o
JOIN customer c ON c.c_custkey = o.o_custkey
JOIN lineitem l ON l.l_orderkey = o.o_orderkey
JOIN supplier s ON s.s_suppkey = l.l_suppkey AND s.s_nationkey = c.c_nationkey
JOIN nation n ON n.n_nationkey = s.s_nationkey
JOIN region r ON r.r_regionkey = n.n_regionkey
WHERE r.r_name IN ('ASIA', 'EUROPE') AND DATE_PART(year, o.o_orderdate) BETWEEN 1994 AND 1996
GROUP BY n.n_name
ORDER BY revenue DESC;

-- 6: what small discounts have cost
SELECT SUM(l_extendedprice * l_discount) AS revenue
FROM lineitem
WHERE l_shipdate >= '1994-01-01' AND l_shipdate < DATEADD(year, 1, '1994-01-01'::date)
  AND l_discount BETWEEN 0.06 - 0.01 AND 0.06 + 0.01
  AND l_quantity < 24;

-- 7: trade between two nations, by year
SELECT way.seller, way.buyer, way.shipped, SUM(way.volume) AS revenue
FROM (
    SELECT n1.n_name, n2.n_name, EXTRACT(year FROM l.l_shipdate), l.l_extendedprice * (1 - l.l_discount)
    FROM lineitem l
    JOIN supplier s ON s.s_suppkey = l.l_suppkey
    JOIN orders o ON o.o_orderkey = l.l_orderkey
    JOIN customer c ON c.c_custkey = o.o_custkey
    JOIN nation n1 ON n1.n_nationkey = s.s_nationkey
    JOIN nation n2 ON n2.n_nationkey = c.c_nationkey
    WHERE ((n1.n_name = 'FRANCE' AND n2.n_name = 'GERMANY') OR (n1.n_name = 'GERMANY' AND n2.n_name = 'FRANCE'))
      AND l.l_shipdate BETWEEN '1993-01-01' AND '1996-12-31'
) AS way (seller, buyer, shipped, volume)
GROUP BY way.seller, way.buyer, way.shipped
ORDER BY 1, 2, 3;

-- 8: the share of a nation in a market, by year
WITH sold AS (
    SELECT DATE_PART_YEAR(o.o_orderdate) AS o_year,
           l.l_extendedprice * (1 - l.l_discount) AS volume,
           n2.n_name AS nation
    FROM lineitem l
    JOIN part p ON p.p_partkey = l.l_partkey AND p.p_type LIKE 'ECONOMY%'
    JOIN supplier s ON s.s_suppkey = l.l_suppkey
    JOIN orders o ON o.o_orderkey = l.l_orderkey
    JOIN customer c ON c.c_custkey = o.o_custkey
    JOIN nation n1 ON n1.n_nationkey = c.c_nationkey
    JOIN region r ON r.r_regionkey = n1.n_regionkey AND r.r_name = 'AMERICA'
    JOIN nation n2 ON n2.n_nationkey = s.s_nationkey
)
SELECT o_year, ROUND(SUM(CASE WHEN nation = 'BRAZIL' THEN volume ELSE 0 END)::float / SUM(volume)::float * 100)::int AS percent
FROM sold
GROUP BY o_year
ORDER BY o_year;

-- 9: profit by nation and year
SELECT nation, o_year, SUM(amount) AS profit
FROM (
    SELECT n.n_name AS nation,
           TO_CHAR(o.o_orderdate, 'YYYY')::int AS o_year,
           l.l_extendedprice * (1 - l.l_discount) - ps.ps_supplycost * l.l_quantity AS amount
    FROM lineitem l
    JOIN part p ON p.p_partkey = l.l_partkey
    JOIN partsupp ps ON ps.ps_suppkey = l.l_suppkey AND ps.ps_partkey = l.l_partkey
    JOIN supplier s ON s.s_suppkey = l.l_suppkey
    JOIN orders o ON o.o_orderkey = l.l_orderkey
    JOIN nation n ON n.n_nationkey = s.s_nationkey
    WHERE p.p_name ILIKE '%GREEN%'
) AS profits
GROUP BY nation, o_year
ORDER BY nation, o_year DESC;

-- 10: customers who sent things back
SELECT TOP 20
    c.c_custkey,
    c.c_name || ', ' || n.n_name AS who,
    SUM(l.l_extendedprice * (1 - l.l_discount)) AS lost,
    c.c_acctbal
FROM customer c
JOIN orders o ON o.o_custkey = c.c_custkey
JOIN lineitem l ON l.l_orderkey = o.o_orderkey
JOIN nation n ON n.n_nationkey = c.c_nationkey
WHERE l.l_returnflag = 'R' AND DATE_TRUNC('year', o.o_orderdate) = '1994-01-01'
GROUP BY c.c_custkey, c.c_name, n.n_name, c.c_acctbal
ORDER BY lost DESC, 1;

-- 11: parts that make up much of a nation's stock
SELECT ps.ps_partkey, SUM(ps.ps_supplycost * ps.ps_availqty) AS value
FROM partsupp ps, supplier s, nation n
WHERE ps.ps_suppkey = s.s_suppkey AND s.s_nationkey = n.n_nationkey AND n.n_name = 'GERMANY'
GROUP BY ps.ps_partkey
HAVING SUM(ps.ps_supplycost * ps.ps_availqty) > (
    SELECT SUM(i.ps_supplycost * i.ps_availqty) * 0.1
    FROM partsupp i, supplier si, nation ni
    WHERE i.ps_suppkey = si.s_suppkey AND si.s_nationkey = ni.n_nationkey AND ni.n_name = 'GERMANY')
ORDER BY value DESC, 1;

-- 12: how the mode of shipping bears on priorities
SELECT l.l_shipmode,
       SUM(DECODE(o.o_orderpriority, '1-URGENT', 1, '2-HIGH', 1, 0)) AS high,
       SUM(CASE WHEN o.o_orderpriority <> '1-URGENT' AND o.o_orderpriority <> '2-HIGH' THEN 1 ELSE 0 END) AS low
FROM orders o
JOIN lineitem l ON l.l_orderkey = o.o_orderkey
WHERE l.l_shipmode IN ('MAIL', 'SHIP')
  AND l.l_commitdate < l.l_receiptdate AND l.l_shipdate < l.l_commitdate
  AND DATEDIFF(year, '1994-01-01', l.l_receiptdate) = 0
GROUP BY l.l_shipmode
ORDER BY l.l_shipmode;

-- 13: how many customers have how many orders
SELECT c_count, COUNT(*) AS customers
FROM (
    SELECT c.c_custkey, COUNT(o.o_orderkey)
    FROM customer c
    LEFT OUTER JOIN orders o ON o.o_custkey = c.c_custkey AND o.o_comment NOT LIKE '%special%requests%'
    GROUP BY c.c_custkey
) AS per_customer (c_custkey, c_count)
GROUP BY c_count
ORDER BY customers DESC, c_count DESC;

-- 14: the part of promotions in the revenue of a month
SELECT 100 * SUM(CASE WHEN p.p_type LIKE 'PROMO%' THEN l.l_extendedprice * (1 - l.l_discount) ELSE 0 END)::float
       / NULLIF(SUM(l.l_extendedprice * (1 - l.l_discount)), 0)::float AS promo
FROM lineitem l, part p
WHERE l.l_partkey = p.p_partkey
  AND l.l_shipdate >= '1995-09-01'::date AND l.l_shipdate < '1995-09-01'::date + INTERVAL '1 month';

-- 15: the best supplier of a quarter
WITH revenue (supplier_no, total) AS (
    SELECT l_suppkey, SUM(l_extendedprice * (1 - l_discount))
    FROM lineitem
    WHERE l_shipdate >= '1996-01-01' AND l_shipdate < ADD_MONTHS('1996-01-01'::date, 3)
    GROUP BY l_suppkey
)
SELECT s.s_suppkey, s.s_name, s.s_address, s.s_phone, r.total
FROM supplier s
JOIN revenue r ON r.supplier_no = s.s_suppkey
WHERE r.total = (SELECT MAX(total) FROM revenue)
ORDER BY s.s_suppkey;

-- 16: who can supply what, without those who are complained of
SELECT p.p_brand, p.p_type, p.p_size, COUNT(DISTINCT ps.ps_suppkey) AS suppliers
FROM partsupp ps
JOIN part p ON p.p_partkey = ps.ps_partkey
WHERE p.p_brand != 'Brand#45'
  AND p.p_type NOT LIKE 'MEDIUM%'
  AND p.p_size IN (5, 10, 15, 20, 30)
  AND ps.ps_suppkey NOT IN (SELECT s_suppkey FROM supplier WHERE s_comment LIKE '%Customer%Complaints%')
GROUP BY p.p_brand, p.p_type, p.p_size
ORDER BY suppliers DESC, p.p_brand, p.p_type, p.p_size;

-- 17: what would be lost without small orders
SELECT SUM(l.l_extendedprice)::float / 7.0 AS yearly
FROM lineitem l
JOIN part p ON p.p_partkey = l.l_partkey
WHERE p.p_brand = 'Brand#23' AND p.p_container IN ('MED BOX', 'LG CASE')
  AND l.l_quantity < (SELECT 0.9 * AVG(i.l_quantity) FROM lineitem i WHERE i.l_partkey = p.p_partkey);

-- 18: large orders
SELECT c.c_name, c.c_custkey, o.o_orderkey, o.o_orderdate, o.o_totalprice, SUM(l.l_quantity) AS quantity
FROM customer c
JOIN orders o ON o.o_custkey = c.c_custkey
JOIN lineitem l ON l.l_orderkey = o.o_orderkey
WHERE o.o_orderkey IN (SELECT l_orderkey FROM lineitem GROUP BY l_orderkey HAVING SUM(l_quantity) > 120)
GROUP BY 1, 2, 3, 4, 5
ORDER BY o.o_totalprice DESC, o.o_orderdate, 3
LIMIT 100;

-- 19: revenue of certain parts, sent in certain ways
SELECT SUM(l.l_extendedprice * (1 - l.l_discount)) AS revenue
FROM lineitem l
JOIN part p ON p.p_partkey = l.l_partkey
WHERE l.l_shipinstruct = 'DELIVER IN PERSON' AND l.l_shipmode IN ('AIR', 'MAIL')
  AND ((p.p_brand = 'Brand#12' AND p.p_container ~ '^SM' AND l.l_quantity BETWEEN 1 AND 20 AND p.p_size BETWEEN 1 AND 20)
    OR (p.p_brand = 'Brand#23' AND p.p_container ~ '^MED' AND l.l_quantity BETWEEN 10 AND 30 AND p.p_size BETWEEN 1 AND 30)
    OR (p.p_brand = 'Brand#45' AND p.p_container ~ '^LG' AND l.l_quantity BETWEEN 20 AND 50));

-- 20: suppliers with too much of a colour
SELECT s.s_name, s.s_address
FROM supplier s, nation n
WHERE s.s_suppkey IN (
    SELECT ps_suppkey
    FROM partsupp
    WHERE ps_partkey IN (SELECT p_partkey FROM part WHERE LEFT(p_name, 5) = 'green')
      AND ps_availqty > (
          SELECT NVL(SUM(l_quantity) / 2, 0)
          FROM lineitem
          WHERE l_partkey = ps_partkey AND l_suppkey = ps_suppkey AND l_shipdate >= '1994-01-01'))
  AND s.s_nationkey = n.n_nationkey AND n.n_name = 'FRANCE'
ORDER BY s.s_name;

-- 21: the only supplier of an order who was late
SELECT s.s_name, COUNT(*) AS waiting
FROM supplier s
JOIN lineitem l1 ON l1.l_suppkey = s.s_suppkey
JOIN orders o ON o.o_orderkey = l1.l_orderkey AND o.o_orderstatus = 'F'
WHERE l1.l_receiptdate > l1.l_commitdate
  AND EXISTS (SELECT * FROM lineitem l2 WHERE l2.l_orderkey = l1.l_orderkey AND l2.l_suppkey <> l1.l_suppkey)
  AND NOT EXISTS (
      SELECT * FROM lineitem l3
      WHERE l3.l_orderkey = l1.l_orderkey AND l3.l_suppkey <> l1.l_suppkey AND l3.l_receiptdate > l3.l_commitdate)
GROUP BY s.s_name
ORDER BY waiting DESC, s.s_name
LIMIT 100;

-- 22: customers with money who do not order
SELECT code, COUNT(*) AS customers, SUM(balance) AS total
FROM (
    SELECT SUBSTRING(c_phone, 1, 2), c_acctbal
    FROM customer
    WHERE SUBSTRING(c_phone FROM 1 FOR 2) IN ('13', '31', '23', '29', '30', '18', '17')
      AND c_acctbal > (SELECT AVG(c_acctbal) FROM customer WHERE c_acctbal > 0.00)
      AND NOT EXISTS (SELECT 1 FROM orders WHERE o_custkey = c_custkey)
) AS idle (code, balance)
GROUP BY code
ORDER BY code;
