CREATE TABLE bills (id INT, note VARCHAR(20), total DECIMAL(10,2), digest VARBYTE(10));
CREATE TABLE drafts (id INT, total DECIMAL(38,4));
-- Redshift rounds to the integer, and writes the number as text
INSERT INTO bills (id, note, total) VALUES (3.7, 1.50, 1.005);
INSERT INTO bills (id, digest) VALUES (1, 'ab');
-- BIGNUMERIC does not go into NUMERIC by itself
INSERT INTO bills (id, total) SELECT id, total FROM drafts;
UPDATE bills SET total = d.total FROM drafts d WHERE d.id = bills.id;
INSERT INTO drafts (id, total) SELECT id, total FROM bills;
