DELETE FROM shop.a WHERE id=1;
INSERT INTO shop.a (id, name) VALUES (1,'x'), (2,  'y');
UPDATE shop.a SET name='z' WHERE id = 3 ; -- set
