CREATE TABLE dim (
    id INT PRIMARY KEY,
    created DATE DEFAULT getdate(),
    loaded TIMESTAMPTZ DEFAULT sysdate,
    changed TIMESTAMP DEFAULT getdate(),
    n INT DEFAULT '5'
);
CREATE TABLE stamped (stamp VARCHAR(30) DEFAULT getdate());
CREATE TABLE midnight (stamp TIMESTAMP DEFAULT current_date);
