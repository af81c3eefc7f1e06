-- Text beside a number is a number of that type.
SELECT '10' + 5 AS a, 5 / '2' AS b, '7' % 4 AS c, 2.5 * '2' AS d;
CREATE TABLE readings (value VARCHAR(10), factor DECIMAL(6,2));
SELECT value + 1, 10 - value, value * factor, value / 2 FROM readings;
