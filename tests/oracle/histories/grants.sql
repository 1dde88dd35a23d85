-- Grants, owners and default privileges.
CREATE ROLE grants_reader;
CREATE ROLE grants_writer NOLOGIN;
CREATE ROLE grants_reader;
-- refused: 42710
CREATE SCHEMA app;
CREATE TABLE app.t (id serial PRIMARY KEY, a int, b text);
CREATE VIEW app.v AS SELECT a FROM app.t;
CREATE FUNCTION app.f(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE TYPE app.e AS ENUM ('x');
CREATE DOMAIN app.d AS int;
GRANT USAGE ON SCHEMA app TO grants_reader, grants_writer;
GRANT SELECT ON app.t TO grants_reader WITH GRANT OPTION;
GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE app.t, app.v TO grants_writer;
GRANT UPDATE (a, b), SELECT (a) ON app.t TO PUBLIC;
GRANT ALL ON ALL TABLES IN SCHEMA app TO grants_writer;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA app TO grants_writer;
GRANT EXECUTE ON FUNCTION app.f(int) TO grants_reader;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA app TO grants_writer;
GRANT USAGE ON TYPE app.e TO grants_reader;
GRANT USAGE ON DOMAIN app.d TO grants_reader;
GRANT ALL PRIVILEGES ON app.t TO CURRENT_USER;
GRANT grants_reader TO grants_writer;
GRANT SELECT ON missing TO grants_reader;
-- refused: 42P01
GRANT SELECT ON app.t TO missing;
-- refused: 42704
GRANT SELECT (missing) ON app.t TO grants_reader;
-- refused: 42703
GRANT EXECUTE ON app.t TO grants_reader;
-- refused: 0LP01
GRANT EXECUTE ON FUNCTION app.f() TO grants_reader;
-- refused: 42883
GRANT USAGE ON TYPE app.missing TO grants_reader;
-- refused: 42704
GRANT SELECT ON ALL TABLES IN SCHEMA missing TO grants_reader;
-- refused: 3F000
GRANT USAGE ON TABLE app.t TO grants_reader;
-- refused: 0LP01
GRANT nonsense ON TABLE app.t TO grants_reader;
-- refused: 42601
REVOKE INSERT ON app.t FROM grants_writer;
REVOKE ALL ON app.v FROM grants_writer;
REVOKE EXECUTE ON FUNCTION app.f(int) FROM PUBLIC;
REVOKE SELECT ON app.t FROM grants_reader CASCADE;
REVOKE SELECT ON app.t FROM missing;
-- refused: 42704
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO grants_reader;
ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO grants_writer;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE grants_writer IN SCHEMA app GRANT ALL ON SEQUENCES TO grants_reader;
ALTER DEFAULT PRIVILEGES IN SCHEMA missing GRANT SELECT ON TABLES TO grants_reader;
-- refused: 3F000
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO missing;
-- refused: 42704
CREATE TABLE app.later (id int);
CREATE FUNCTION app.g() RETURNS int LANGUAGE sql AS 'SELECT 1';
ALTER DEFAULT PRIVILEGES IN SCHEMA app REVOKE SELECT ON TABLES FROM grants_reader;
CREATE TABLE app.last (id int);
ALTER TABLE app.last OWNER TO grants_writer;
ALTER TABLE app.last OWNER TO missing;
-- refused: 42704
ALTER SCHEMA app OWNER TO grants_writer;
ALTER TYPE app.e OWNER TO grants_writer;
ALTER FUNCTION app.g() OWNER TO grants_writer;
ALTER VIEW app.v OWNER TO grants_writer;
ALTER SEQUENCE app.t_id_seq OWNER TO grants_writer;
-- refused: 0A000
SET ROLE grants_reader;
CREATE TABLE app.denied (id int);
-- refused: 42501
SELECT id FROM app.last;
-- refused: 42501
DROP TABLE app.t;
-- refused: 42501
ALTER TABLE app.t ADD COLUMN c int;
-- refused: 42501
SET ROLE grants_writer;
CREATE TABLE app.own (id int);
DROP TABLE app.last;
RESET ROLE;
SET ROLE missing;
-- refused: 22023
SELECT 1 FROM app.own;
DROP ROLE grants_writer;
-- refused: 2BP01
REASSIGN OWNED BY grants_writer TO CURRENT_USER;
DROP OWNED BY grants_writer;
DROP ROLE grants_writer;
DROP ROLE missing;
-- refused: 42704
DROP ROLE IF EXISTS missing;
