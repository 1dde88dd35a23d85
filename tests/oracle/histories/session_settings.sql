-- Settings of the session that a migration makes.
SET lock_timeout = '2s';
SET statement_timeout TO 60000;
SET LOCAL lock_timeout = '1s';
SET TIME ZONE 'Europe/Berlin';
SET client_min_messages = warning;
SET no_such_setting = 1;
-- refused: 42704
SET my.own_setting = 'x';
SET lock_timeout = 'soon';
-- refused: 22023
SET lock_timeout = -5;
-- refused: 22023
SET standard_conforming_strings = maybe;
-- refused: 22023
SET block_size = 4096;
-- refused: 55P02
SET shared_buffers = '1GB';
-- refused: 55P02
RESET no_such_setting;
-- refused: 42704
SHOW lock_timeout;
SHOW no_such_setting;
-- refused: 42704
SET session_replication_role = replica;
CREATE TABLE a (id int PRIMARY KEY);
CREATE TABLE b (a int REFERENCES a);
-- Foreign keys aren't looked at in this role.
INSERT INTO b VALUES (99);
SET session_replication_role = DEFAULT;
INSERT INTO b VALUES (98);
-- refused: 23503
SET default_transaction_read_only = on;
CREATE TABLE never (id int);
-- refused: 25006
SET default_transaction_read_only = off;
SET check_function_bodies = false;
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT nonsense';
SET check_function_bodies = true;
CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT nonsense';
-- refused: 42703
SET default_tablespace = '';
SET default_table_access_method = no_such;
-- refused: 22023
SET default_toast_compression = 'pglz';
SET timezone = 'UTC';
SET TIME ZONE 'Nowhere/Never';
-- refused: 22023
SET ROLE NONE;
SET SESSION AUTHORIZATION DEFAULT;
SET TRANSACTION ISOLATION LEVEL SERIALIZABLE;
SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED;
SET row_security = off;
DISCARD ALL;
LOCK TABLE a;
-- refused: 25P01
BEGIN;
LOCK TABLE a IN SHARE MODE;
LOCK TABLE missing;
-- refused: 42P01
COMMIT;
VACUUM a;
ANALYZE a;
ANALYZE missing;
-- refused: 42P01
VACUUM (FULL, ANALYZE) a, b;
CHECKPOINT;
