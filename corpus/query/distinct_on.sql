CREATE TABLE visits (person INT, day DATE, page VARCHAR(20));
SELECT DISTINCT ON (person) person, day, page FROM visits ORDER BY person, day DESC;
SELECT DISTINCT ON (person, 2) person, upper(page) AS p FROM visits WHERE day > '20240101' ORDER BY 1, p, day;
SELECT DISTINCT ON (person) * FROM visits;
