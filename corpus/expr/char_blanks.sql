CREATE TABLE c (a CHAR(4), b VARCHAR(4));
SELECT a FROM c WHERE a = 'x   ' OR a IN ('y  ', 'z') OR b = 'x ';
INSERT INTO c VALUES ('x  ', 'x  ');
SELECT b::CHAR(3) = 'x', b::CHAR(8), a::CHAR(3), 12::CHAR(3), 'ab  '::CHAR(4), 'ab'::CHAR(4) FROM c;
