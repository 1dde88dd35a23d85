-- Tables of every persistence, their options, and what can't be made or dropped.
CREATE TABLE plain (id int, note text);
CREATE TABLE plain (id int);
-- refused: 42P07
CREATE TABLE IF NOT EXISTS plain (id int, other text);
SELECT other FROM plain;
-- refused: 42703
CREATE TABLE empty ();
CREATE TABLE twice (a int, b int, a text);
-- refused: 42701
CREATE TABLE system_name (ctid int);
-- refused: 42701
CREATE TABLE unknown_type (a no_such_type);
-- refused: 42704
CREATE TABLE pseudo (a anyelement);
-- refused: 42P16
CREATE TABLE of_itself (a of_itself);
-- refused: 42704
-- The row type of a table and an array of it are types too.
CREATE TABLE plain_rows (r plain, rs plain[]);
CREATE TYPE plain AS ENUM ('a');
-- refused: 42710
-- The array type gives way to a new type of its name, a table doesn't.
CREATE TABLE _plain (a int);
CREATE UNLOGGED TABLE fast (id int PRIMARY KEY, n serial);
ALTER TABLE fast SET LOGGED;
ALTER TABLE fast SET UNLOGGED;
CREATE TABLE logged_child (id int REFERENCES fast);
-- refused: 42P16
CREATE TABLE logged (id int PRIMARY KEY);
CREATE UNLOGGED TABLE fast_child (id int REFERENCES logged);
ALTER TABLE logged SET UNLOGGED;
ALTER TABLE fast_child SET LOGGED;
-- refused: 42P16
ALTER TABLE logged SET LOGGED;
CREATE TABLE logged_user (id int REFERENCES logged);
ALTER TABLE logged SET UNLOGGED;
-- refused: 42P16
CREATE TEMP TABLE scratch (id int PRIMARY KEY) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE plain (hidden int);
-- A temporary table hides one of the same name.
SELECT hidden FROM plain;
SELECT hidden FROM public.plain;
-- refused: 42703
DROP TABLE plain;
SELECT note FROM plain;
CREATE TEMP TABLE public.wrong (id int);
-- refused: 42P16
CREATE TEMP TABLE pg_temp.right_place (id int);
CREATE TABLE refers_to_temp (id int REFERENCES scratch);
-- refused: 42P16
CREATE TEMP TABLE temp_refers (id int REFERENCES logged);
-- refused: 42P16
CREATE TABLE on_commit (id int) ON COMMIT DROP;
-- refused: 42P16
BEGIN;
CREATE TEMP TABLE short_lived (id int) ON COMMIT DROP;
SELECT id FROM short_lived;
COMMIT;
SELECT id FROM short_lived;
-- refused: 42P01
CREATE TABLE tuned (id int, t text) WITH (fillfactor = 70, autovacuum_enabled = false, toast.autovacuum_enabled = false);
ALTER TABLE tuned SET (fillfactor = 80, parallel_workers = 2);
ALTER TABLE tuned RESET (autovacuum_enabled, toast.autovacuum_enabled);
ALTER TABLE tuned SET (fillfactor = 5);
-- refused: 22023
ALTER TABLE tuned SET (no_such_option = 1);
-- refused: 22023
CREATE TABLE wrong_option (id int) WITH (fillfactors = 70);
-- refused: 22023
CREATE TABLE with_oids (id int) WITH (oids = true);
-- refused: 0A000
CREATE TABLE no_method (id int) USING no_such_method;
-- refused: 42704
CREATE TABLE heap_table (id int) USING heap;
CREATE TABLE typed_base (id int);
CREATE TYPE person AS (name text, born date);
CREATE TABLE people OF person (name WITH OPTIONS NOT NULL, CONSTRAINT people_name_key UNIQUE (name));
CREATE TABLE people_too OF person (nickname WITH OPTIONS NOT NULL);
-- refused: 42703
CREATE TABLE of_table OF typed_base;
-- refused: 42809
ALTER TABLE people ADD COLUMN height int;
-- refused: 42809
ALTER TABLE people DROP COLUMN born;
-- refused: 42809
ALTER TABLE people RENAME COLUMN born TO birthday;
-- refused: 42809
ALTER TYPE person ADD ATTRIBUTE height int;
-- refused: 2BP01
ALTER TYPE person ADD ATTRIBUTE height int CASCADE;
SELECT height FROM people;
ALTER TABLE people NOT OF;
ALTER TABLE people ADD COLUMN weight int;
ALTER TABLE people DROP COLUMN weight;
ALTER TABLE people OF person;
DROP TYPE person;
-- refused: 2BP01
DROP TABLE missing;
-- refused: 42P01
DROP TABLE IF EXISTS missing, tuned;
DROP TABLE typed_base, missing;
-- refused: 42P01
DROP TABLE typed_base, typed_base;
DROP VIEW logged;
-- refused: 42809
DROP INDEX logged;
-- refused: 42809
DROP TABLE plain_rows, plain;
ALTER TABLE missing ADD COLUMN a int;
-- refused: 42P01
ALTER TABLE IF EXISTS missing ADD COLUMN a int;
ALTER TABLE logged RENAME TO fast;
-- refused: 42P07
ALTER TABLE logged RENAME TO logged;
-- refused: 42P07
ALTER TABLE logged RENAME TO written;
-- The primary key keeps the old table's name.
ALTER INDEX logged_pkey RENAME TO written_pkey;
SELECT conname FROM pg_constraint WHERE conrelid = 'written'::regclass AND conname = 'written_pkey';
TRUNCATE missing;
-- refused: 42P01
CREATE TABLE logged (id int PRIMARY KEY);
