CREATE TABLE events (user_id INT, kind VARCHAR(20), at TIMESTAMP);

-- the newest event of each user
SELECT user_id, kind FROM events
QUALIFY ROW_NUMBER() OVER (PARTITION BY user_id ORDER BY at DESC) = 1;

SELECT user_id, RANK() OVER (ORDER BY at) AS r FROM events WHERE kind <> 'x' QUALIFY r <= 3 ORDER BY r;
