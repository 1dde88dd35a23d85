-- Comments on every kind of object; they go with it.
CREATE SCHEMA s;
CREATE TABLE s.t (id int CONSTRAINT t_key PRIMARY KEY, a text DEFAULT 'x');
CREATE VIEW s.v AS SELECT id FROM s.t;
CREATE MATERIALIZED VIEW s.m AS SELECT id FROM s.t;
CREATE SEQUENCE s.q;
CREATE TYPE s.e AS ENUM ('a');
CREATE DOMAIN s.d AS int CONSTRAINT d_check CHECK (VALUE > 0);
CREATE TYPE s.c AS (x int);
CREATE FUNCTION s.f(int) RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
-- refused: 42P13
CREATE FUNCTION s.f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE TRIGGER g AFTER INSERT ON s.t EXECUTE FUNCTION s.f();
CREATE POLICY p ON s.t USING (true);
CREATE INDEX i ON s.t (a);
COMMENT ON SCHEMA s IS 'a schema';
COMMENT ON TABLE s.t IS 'a table';
COMMENT ON TABLE s.t IS 'a better table';
COMMENT ON COLUMN s.t.a IS 'a column';
COMMENT ON COLUMN s.v.id IS 'a column of a view';
COMMENT ON COLUMN s.c.x IS 'an attribute';
COMMENT ON VIEW s.v IS 'a view';
COMMENT ON MATERIALIZED VIEW s.m IS 'kept';
COMMENT ON SEQUENCE s.q IS 'a sequence';
COMMENT ON TYPE s.e IS 'an enum';
COMMENT ON DOMAIN s.d IS 'a domain';
COMMENT ON TYPE s.d IS 'the same domain';
COMMENT ON CONSTRAINT d_check ON DOMAIN s.d IS 'of a domain';
COMMENT ON CONSTRAINT t_key ON s.t IS 'a key';
COMMENT ON FUNCTION s.f() IS 'a function';
COMMENT ON TRIGGER g ON s.t IS 'a trigger';
COMMENT ON POLICY p ON s.t IS 'a policy';
COMMENT ON INDEX s.i IS 'an index';
COMMENT ON INDEX s.t_key IS 'of a key';
COMMENT ON TABLE missing IS 'x';
-- refused: 42P01
COMMENT ON TABLE s.v IS 'x';
-- refused: 42809
COMMENT ON COLUMN s.t.missing IS 'x';
-- refused: 42703
COMMENT ON COLUMN s.q.last_value IS 'x';
-- refused: 42809
COMMENT ON INDEX s.t IS 'x';
-- refused: 42809
COMMENT ON INDEX i IS 'x';
-- refused: 42P01
COMMENT ON TYPE s.missing IS 'x';
-- refused: 42704
COMMENT ON DOMAIN s.e IS 'x';
-- refused: 42809
COMMENT ON CONSTRAINT missing ON s.t IS 'x';
-- refused: 42704
COMMENT ON TRIGGER missing ON s.t IS 'x';
-- refused: 42704
COMMENT ON POLICY missing ON s.t IS 'x';
-- refused: 42704
COMMENT ON SCHEMA missing IS 'x';
-- refused: 3F000
COMMENT ON TABLE s.t IS NULL;
COMMENT ON INDEX s.i IS '';
ALTER TABLE s.t RENAME COLUMN a TO b;
ALTER TABLE s.t ALTER COLUMN b TYPE varchar(10);
ALTER TABLE s.t RENAME TO tt;
ALTER TABLE s.tt DROP CONSTRAINT t_key;
ALTER TABLE s.tt DROP COLUMN b;
ALTER TABLE s.tt ADD COLUMN b int;
