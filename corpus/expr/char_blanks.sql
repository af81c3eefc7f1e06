CREATE TABLE c (a CHAR(4), b VARCHAR(4));
SELECT a FROM c WHERE a = 'x   ' OR a IN ('y  ', 'z') OR b = 'x ';
INSERT INTO c VALUES ('x  ', 'x  ');
