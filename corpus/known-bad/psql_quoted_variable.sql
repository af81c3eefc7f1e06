-- wrong: the template of psql becomes @'day', which is nothing; and a table of a variable is refused
SELECT a FROM t WHERE day = :'day';
SELECT a FROM :"table";
