-- DROP, with and without CASCADE, along real dependencies.
CREATE TABLE a (id int PRIMARY KEY, n int, s text);
CREATE TABLE b (id serial PRIMARY KEY, a int REFERENCES a);
CREATE TABLE c (id int REFERENCES b, a int REFERENCES a ON DELETE CASCADE);
CREATE VIEW va AS SELECT id, n FROM a;
CREATE VIEW vva AS SELECT n FROM va;
CREATE MATERIALIZED VIEW mv AS SELECT count(*) AS n FROM vva;
CREATE INDEX mv_n ON mv (n);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER tr BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION f();
CREATE FUNCTION row_of(a) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION set_of() RETURNS SETOF a LANGUAGE sql AS 'SELECT * FROM a';
DROP TABLE a;
-- refused: 2BP01
DROP TABLE a, b, c;
-- refused: 2BP01
DROP VIEW va;
-- refused: 2BP01
DROP VIEW va, vva;
-- refused: 2BP01
DROP TABLE c, b;
DROP TABLE b;
-- refused: 42P01
-- What one statement drops doesn't hold its other objects back.
DROP VIEW vva, va CASCADE;
REFRESH MATERIALIZED VIEW mv;
-- refused: 42P01
CREATE VIEW va AS SELECT id FROM a;
DROP TABLE a CASCADE;
SELECT * FROM va;
-- refused: 42P01
DROP FUNCTION row_of;
-- refused: 42883
DROP FUNCTION set_of();
-- refused: 42883
DROP FUNCTION f();
-- Types that columns, functions, domains and arrays use.
CREATE TYPE e AS ENUM ('x', 'y');
CREATE DOMAIN d AS e;
CREATE TABLE t (a e, b e[], c d, d int, k text DEFAULT 'x'::e::text, CHECK (d > 0 OR a = 'x'), UNIQUE (a, d));
CREATE TABLE u (a int CHECK (a > 0 AND 'x'::e = 'x'::e));
CREATE FUNCTION g(e) RETURNS e[] LANGUAGE sql AS 'SELECT ARRAY[$1]';
CREATE INDEX u_a ON u (a) WHERE 'y'::e > 'x'::e;
CREATE VIEW w AS SELECT 'x'::e AS x;
DROP TYPE e;
-- refused: 2BP01
DROP TYPE e CASCADE;
SELECT a FROM t;
-- refused: 42703
SELECT b FROM t;
-- refused: 42703
SELECT c FROM t;
-- refused: 42703
INSERT INTO t (d) VALUES (-1);
ALTER TABLE t ALTER COLUMN k SET DEFAULT 'z';
ALTER TABLE u DROP CONSTRAINT u_a_check;
-- refused: 42704
DROP INDEX u_a;
-- refused: 42704
DROP FUNCTION g;
-- refused: 42883
DROP VIEW w;
-- refused: 42P01
-- Constraints that others need.
CREATE TABLE p (a int, b int, CONSTRAINT p_key UNIQUE (a), CONSTRAINT p_two UNIQUE (a, b));
CREATE TABLE q (a int REFERENCES p (a), b int, FOREIGN KEY (a, b) REFERENCES p (a, b));
ALTER TABLE p DROP CONSTRAINT p_key;
-- refused: 2BP01
ALTER TABLE p DROP COLUMN b;
-- refused: 2BP01
ALTER TABLE p DROP COLUMN b CASCADE;
ALTER TABLE q DROP CONSTRAINT q_a_b_fkey;
-- refused: 42704
ALTER TABLE p DROP CONSTRAINT p_key CASCADE, ADD PRIMARY KEY (a);
ALTER TABLE q DROP CONSTRAINT q_a_fkey;
-- refused: 42704
ALTER TABLE q ADD FOREIGN KEY (a) REFERENCES p;
-- Dropped and added again in one statement: the key goes before the new one comes.
ALTER TABLE p DROP CONSTRAINT p_pkey, ADD CONSTRAINT p_pkey PRIMARY KEY (a);
-- refused: 2BP01
TRUNCATE p CASCADE;
DROP TABLE p, q;
-- A wrong kind, a missing name.
DROP SEQUENCE t;
-- refused: 42809
DROP TYPE u;
-- refused: 2BP01
DROP DOMAIN int4;
-- refused: 42809
DROP TYPE int4;
-- refused: 2BP01
DROP TABLE pg_class;
-- refused: 42501
DROP TABLE missing.t;
-- refused: 3F000
DROP TABLE IF EXISTS missing.t;
DROP VIEW IF EXISTS t;
-- refused: 42809
DROP SCHEMA public;
-- refused: 2BP01
DROP SCHEMA public CASCADE;
CREATE TABLE t (a int);
-- refused: 3F000
CREATE SCHEMA public;
CREATE TABLE t (a int);
