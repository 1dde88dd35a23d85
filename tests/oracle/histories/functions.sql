-- Functions and procedures: overloads, replacement, drops by signature.
CREATE TABLE t (id int PRIMARY KEY, name text);
CREATE TYPE state AS ENUM ('on', 'off');
CREATE FUNCTION plus(a int, b int DEFAULT 1) RETURNS int LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 5 AS 'SELECT a + b';
CREATE FUNCTION plus(a text, b text) RETURNS text LANGUAGE sql STABLE AS $$ SELECT a || b $$;
CREATE FUNCTION plus(int, int) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- refused: 42723
CREATE OR REPLACE FUNCTION plus(a int, b int DEFAULT 2) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN a + b; END $$;
CREATE OR REPLACE FUNCTION plus(a int, b int) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- refused: 42P13
CREATE OR REPLACE FUNCTION plus(a int, b int DEFAULT 1) RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';
-- refused: 42P13
CREATE OR REPLACE FUNCTION plus(x int, b int DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- refused: 42P13
CREATE FUNCTION of_state(state) RETURNS SETOF t LANGUAGE sql AS 'SELECT * FROM t';
CREATE FUNCTION with_out(IN a int, OUT b int, OUT c text) LANGUAGE sql AS $$ SELECT 1, 'x' $$;
CREATE FUNCTION as_table(a int) RETURNS TABLE (x int, y text) LANGUAGE sql AS 'SELECT id, name FROM t';
CREATE FUNCTION many(VARIADIC numbers int[]) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION generic(a anyelement) RETURNS anyarray LANGUAGE sql AS 'SELECT ARRAY[a]';
CREATE FUNCTION of_column(a t.name%TYPE) RETURNS t.id%TYPE LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION atomic(a int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT a + (SELECT max(id) FROM t); END;
CREATE FUNCTION short_form(a int) RETURNS int RETURN a * 2;
CREATE FUNCTION secured() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS 'SELECT 1';
CREATE FUNCTION wrong(a missing) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- refused: 42704
CREATE FUNCTION wrong() RETURNS missing LANGUAGE sql AS 'SELECT 1';
-- refused: 42704
CREATE FUNCTION wrong() RETURNS int LANGUAGE missing AS 'SELECT 1';
-- refused: 42704
CREATE FUNCTION wrong() RETURNS int LANGUAGE sql AS 'SELECT x FROM t';
-- refused: 42703
CREATE FUNCTION wrong() RETURNS int LANGUAGE sql AS 'SELECT id FROM missing';
-- refused: 42P01
CREATE FUNCTION wrong() RETURNS int LANGUAGE sql AS $$ SELECT 'a'::text $$;
-- refused: 42P13
CREATE FUNCTION wrong() RETURNS int LANGUAGE sql AS 'SELEC 1';
-- refused: 42601
CREATE FUNCTION wrong() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETRUN 1; END $$;
-- refused: 42601
CREATE FUNCTION wrong() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN missing_function(); END $$;
DROP FUNCTION wrong();
SET check_function_bodies = off;
CREATE FUNCTION unchecked() RETURNS int LANGUAGE sql AS 'SELECT x FROM missing';
RESET check_function_bodies;
CREATE FUNCTION wrong(a int, a int) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- refused: 42P13
CREATE FUNCTION wrong(a int DEFAULT 1, b int) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- refused: 42P13
CREATE FUNCTION wrong(a int DEFAULT 'x') RETURNS int LANGUAGE sql AS 'SELECT 1';
-- refused: 22P02
CREATE FUNCTION wrong() RETURNS int LANGUAGE sql;
-- refused: 42P13
CREATE FUNCTION wrong() RETURNS int AS 'SELECT 1';
-- refused: 42P13
CREATE FUNCTION wrong() LANGUAGE sql AS 'SELECT 1';
-- refused: 42P13
CREATE FUNCTION wrong() RETURNS anyelement LANGUAGE sql AS 'SELECT 1';
-- refused: 42P13
CREATE PROCEDURE clean(a int) LANGUAGE sql AS 'DELETE FROM t WHERE id = a';
CREATE PROCEDURE plus(int, int) LANGUAGE sql AS '';
-- refused: 42723
CREATE OR REPLACE PROCEDURE plus(a int, b int DEFAULT 1) LANGUAGE sql AS '';
-- refused: 42809
CREATE OR REPLACE PROCEDURE clean(a int) LANGUAGE plpgsql AS $$ BEGIN DELETE FROM t; END $$;
CREATE AGGREGATE total(int) (SFUNC = int4pl, STYPE = int, INITCOND = '0');
CREATE OR REPLACE AGGREGATE total(int) (SFUNC = int4pl, STYPE = int);
CREATE AGGREGATE wrong_one(int) (SFUNC = missing, STYPE = int);
-- refused: 42883
DROP FUNCTION plus;
-- refused: 42725
DROP FUNCTION plus(int);
-- refused: 42883
DROP FUNCTION plus(missing);
-- refused: 42704
DROP FUNCTION missing();
-- refused: 42883
DROP FUNCTION IF EXISTS missing(), plus(bigint);
DROP FUNCTION IF EXISTS plus(missing);
DROP FUNCTION plus(text, text);
DROP FUNCTION plus;
DROP PROCEDURE as_table(int);
-- refused: 42809
DROP FUNCTION clean(int);
-- refused: 42809
DROP FUNCTION total(int);
-- refused: 42809
DROP ROUTINE clean(int);
DROP AGGREGATE total(int);
DROP FUNCTION with_out(int);
DROP FUNCTION many(int[]);
ALTER FUNCTION generic(anyelement) RENAME TO wrapped;
ALTER FUNCTION wrapped(anyelement) STABLE LEAKPROOF ROWS 10;
-- refused: 22023
ALTER FUNCTION wrapped(anyelement) STABLE LEAKPROOF COST 10;
ALTER FUNCTION wrapped(anyelement) SET work_mem = '8MB';
ALTER FUNCTION generic(anyelement) STABLE;
-- refused: 42883
CREATE FUNCTION short_form(a text) RETURNS text RETURN a;
CREATE SCHEMA other;
CREATE FUNCTION other.short_form(a int) RETURNS int RETURN a;
ALTER FUNCTION short_form(int) SET SCHEMA other;
-- refused: 42723
ALTER FUNCTION short_form(int) RENAME TO atomic;
-- refused: 42723
ALTER FUNCTION short_form(text) RENAME TO atomic;
ALTER FUNCTION short_form(int) SET SCHEMA missing;
-- refused: 3F000
DROP FUNCTION other.short_form;
ALTER FUNCTION short_form SET SCHEMA other;
-- Only a body that Postgres reads at once holds what it names.
DROP TABLE t;
-- refused: 2BP01
DROP FUNCTION as_table;
DROP FUNCTION of_state;
DROP TABLE t;
-- refused: 2BP01
DROP TABLE t CASCADE;
DROP FUNCTION atomic(int);
-- refused: 42883
DROP TYPE state;
CREATE DOMAIN small AS int;
CREATE FUNCTION takes_small(small) RETURNS small LANGUAGE sql AS 'SELECT $1';
DROP DOMAIN small;
-- refused: 2BP01
CREATE TABLE uses (a int DEFAULT other.short_form(1), b int);
ALTER TABLE uses ALTER COLUMN b SET DEFAULT secured();
DROP FUNCTION secured();
-- refused: 2BP01
DROP FUNCTION secured() CASCADE;
INSERT INTO uses (a) VALUES (1);
COMMENT ON FUNCTION other.short_form(int) IS 'twice';
COMMENT ON FUNCTION other.short_form(uuid) IS 'none';
-- refused: 42883
