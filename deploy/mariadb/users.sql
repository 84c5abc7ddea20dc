-- Schema, owner and run-time user of one program; run with the name in place of PROGRAM and passwords of your own.
-- The owner may grant, since the migrations grant the run-time user what it needs, table by table.
CREATE DATABASE IF NOT EXISTS cpb_PROGRAM CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE USER IF NOT EXISTS 'cpb_PROGRAM_owner'@'%' IDENTIFIED BY 'OWNER_PASSWORD';
CREATE USER IF NOT EXISTS 'cpb_PROGRAM'@'%' IDENTIFIED BY 'PASSWORD';
-- `_` would stand for any character in a grant.
GRANT ALL PRIVILEGES ON `cpb\_PROGRAM`.* TO 'cpb_PROGRAM_owner'@'%' WITH GRANT OPTION;
