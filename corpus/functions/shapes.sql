CREATE TABLE s (g GEOMETRY, p GEOMETRY, c CHAR(6), v VARCHAR(9), n INT);

SELECT st_isclosed(g) AS closed, st_nrings(g) AS rings, st_dimension(g) AS d, st_geometrytype(g) AS t FROM s;
SELECT st_startpoint(g) AS a, st_pointn(g, -1) AS z, st_exteriorring(g) AS e, st_numinteriorrings(g) AS n FROM s;
SELECT st_addpoint(g, p) AS a, st_addpoint(g, p, -1) AS b, st_addpoint(g, p, 0) AS c, st_multi(p) AS m FROM s;
SELECT st_addpoint(g, p, 2) AS a FROM s;
SELECT st_addpoint(g, p, n) AS a FROM s;
SELECT h3_resolution(n) AS r, h3_toparent(v, 3) AS p FROM s;
SELECT st_overlaps(g, p) AS o FROM s;

SELECT octet_length(c) AS oc, octet_length(v) AS ov, len(c) AS lc FROM s;
SELECT chr(0) AS z, chr(65) AS a, chr(233) AS e, chr(n) AS c FROM s;
SELECT sha2(v, 256) AS a, sha2(v, 512) AS b, sha2(v, 100) AS c FROM s;
SELECT sha2(v, 224) AS a FROM s;
SELECT current_setting('timezone') AS tz;
