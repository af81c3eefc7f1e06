CREATE TABLE raw (id INT, body VARCHAR(65535), data SUPER);

SELECT JSON_EXTRACT_PATH_TEXT(body, 'user', 'name') AS n, JSON_EXTRACT_PATH_TEXT(body, 'a', true) AS a FROM raw;
SELECT data.user.name AS n, data.items[0].sku AS s, data."Key" AS k FROM raw;
SELECT JSON_PARSE(body) AS j, JSON_SERIALIZE(data) AS s, IS_VALID_JSON(body) AS v, JSON_ARRAY_LENGTH(body) AS l FROM raw;
SELECT r.id, item.sku FROM raw r, r.data.items AS item;
