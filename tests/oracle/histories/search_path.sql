-- search_path: where names are looked up and where new objects go.
CREATE SCHEMA a;
CREATE SCHEMA b;
CREATE TABLE t (in_public int);
CREATE TABLE a.t (in_a int);
SET search_path TO a, public;
SELECT in_a FROM t;
SELECT in_public FROM t;
-- refused: 42703
CREATE TABLE made_in_a (id serial PRIMARY KEY, other int REFERENCES t);
-- refused: 42704
CREATE TABLE made_in_a (id serial PRIMARY KEY);
CREATE TYPE kind AS ENUM ('x');
CREATE INDEX ON t (in_a);
SELECT id FROM a.made_in_a;
SET search_path = b;
SELECT in_a FROM t;
-- refused: 42P01
CREATE TABLE t (kind kind);
-- refused: 42704
CREATE TABLE t (kind a.kind, n int DEFAULT nextval('a.made_in_a_id_seq'));
DROP INDEX t_in_a_idx;
-- refused: 42704
DROP INDEX a.t_in_a_idx;
SET search_path = 'b, a';
CREATE TABLE nowhere (id int);
-- refused: 3F000
SET search_path = missing, b;
CREATE TABLE made_in_b (id int);
SELECT id FROM b.made_in_b;
SET search_path = missing;
CREATE TABLE nowhere (id int);
-- refused: 3F000
SET search_path = '';
SELECT id FROM made_in_b;
-- refused: 42P01
CREATE FUNCTION public.f() RETURNS int LANGUAGE sql AS 'SELECT 1';
ALTER TABLE public.t ADD COLUMN n int DEFAULT f();
-- refused: 42883
ALTER TABLE public.t ADD COLUMN n int DEFAULT public.f();
RESET search_path;
SELECT in_public FROM t;
SELECT set_config('search_path', 'a', false);
SELECT in_a FROM t;
SET search_path TO DEFAULT;
SELECT in_public FROM t;
BEGIN;
SET LOCAL search_path = a;
SELECT in_a FROM t;
COMMIT;
SELECT in_a FROM t;
-- refused: 42703
BEGIN;
SET search_path = a;
ROLLBACK;
SELECT in_public FROM t;
BEGIN;
SET search_path = a;
SAVEPOINT s;
SET search_path = b;
ROLLBACK TO s;
SELECT in_a FROM t;
COMMIT;
SELECT in_a FROM t;
SET search_path = b, a, public;
-- An operand in the first schema hides the later ones, whatever its kind.
CREATE VIEW made_in_a AS SELECT 1 AS one;
DROP TABLE made_in_a;
-- refused: 42809
DROP VIEW made_in_a;
DROP TABLE made_in_a CASCADE;
DROP TYPE kind CASCADE;
SELECT n FROM t;
DROP TABLE t;
DROP TABLE t;
DROP TABLE t;
DROP TABLE t;
-- refused: 42P01
-- pg_catalog comes first where it isn't named.
CREATE TABLE b.pg_class (own int);
SELECT own FROM pg_class;
-- refused: 42703
SET search_path = b, pg_catalog;
SELECT own FROM pg_class;
CREATE TABLE text (id int);
CREATE TABLE uses_text (a text);
CREATE DOMAIN b.int4 AS varchar(5);
CREATE TABLE uses_int (a int4, b int);
CREATE TABLE information_schema.x (id int);
SET search_path = pg_catalog, b;
CREATE TABLE in_catalog (id int);
-- refused: 42501
RENAME TABLE t TO x;
-- refused: 42601
DROP SCHEMA b CASCADE;
SET search_path = b, public;
CREATE TABLE lands_in_public (id int);
SELECT id FROM public.lands_in_public;
