SELECT 'a' 'b';
SELECT 'a' /* no
line comment */ 'b';
