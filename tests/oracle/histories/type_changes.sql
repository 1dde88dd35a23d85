-- ALTER COLUMN TYPE: casts, defaults, what is rebuilt and what stands in the way.
CREATE TYPE state AS ENUM ('on', 'off');
CREATE TABLE t (id int PRIMARY KEY, a int DEFAULT 5 CHECK (a > 0), b text DEFAULT '7', c varchar(10), d timestamp, e text[], f jsonb, g boolean DEFAULT false, h numeric(10, 2) UNIQUE, i date DEFAULT '2020-01-01', j uuid, k state DEFAULT 'on');
CREATE INDEX t_b ON t (b text_pattern_ops);
CREATE INDEX t_expr ON t ((a + 1), lower(b)) WHERE a > 10;
CREATE INDEX t_gin ON t USING gin (e);
CREATE UNIQUE INDEX t_c ON t (c);
ALTER TABLE t ALTER COLUMN a TYPE bigint;
ALTER TABLE t ALTER COLUMN a TYPE smallint;
ALTER TABLE t ALTER COLUMN a TYPE text;
-- refused: 42883
ALTER TABLE t ALTER COLUMN b TYPE int;
-- refused: 42804
ALTER TABLE t ALTER COLUMN b TYPE int USING b::int;
-- refused: 42804
ALTER TABLE t ALTER COLUMN c TYPE varchar(20), ALTER COLUMN c SET NOT NULL;
ALTER TABLE t ALTER COLUMN c TYPE text;
ALTER TABLE t ALTER COLUMN c TYPE char(3);
ALTER TABLE t ALTER COLUMN c SET DATA TYPE varchar(5) COLLATE "C" USING upper(c);
ALTER TABLE t ALTER COLUMN d TYPE timestamptz;
ALTER TABLE t ALTER COLUMN d TYPE timestamptz(3) USING d AT TIME ZONE 'UTC';
ALTER TABLE t ALTER COLUMN d TYPE time;
ALTER TABLE t ALTER COLUMN d TYPE date;
-- refused: 42804
ALTER TABLE t ALTER COLUMN e TYPE varchar(5)[];
ALTER TABLE t ALTER COLUMN e TYPE int[];
-- refused: 42804
ALTER TABLE t ALTER COLUMN e TYPE int[] USING e::int[];
ALTER TABLE t ALTER COLUMN f TYPE json;
ALTER TABLE t ALTER COLUMN f TYPE text;
ALTER TABLE t ALTER COLUMN f TYPE jsonb;
-- refused: 42804
ALTER TABLE t ALTER COLUMN f TYPE jsonb USING f::jsonb;
ALTER TABLE t ALTER COLUMN g TYPE int;
-- refused: 42804
ALTER TABLE t ALTER COLUMN g TYPE int USING g::int;
-- refused: 42804
ALTER TABLE t ALTER COLUMN g DROP DEFAULT, ALTER COLUMN g TYPE int USING g::int, ALTER COLUMN g SET DEFAULT 0;
ALTER TABLE t ALTER COLUMN h TYPE int;
ALTER TABLE t ALTER COLUMN h TYPE double precision;
ALTER TABLE t ALTER COLUMN h TYPE point USING NULL;
-- refused: 42704
ALTER TABLE t ALTER COLUMN i TYPE timestamptz;
ALTER TABLE t ALTER COLUMN i TYPE int;
-- refused: 42804
ALTER TABLE t ALTER COLUMN j TYPE text;
ALTER TABLE t ALTER COLUMN j TYPE uuid;
-- refused: 42804
ALTER TABLE t ALTER COLUMN j TYPE uuid USING j::uuid;
ALTER TABLE t ALTER COLUMN j TYPE int USING j::int;
-- refused: 42846
ALTER TABLE t ALTER COLUMN k TYPE text;
ALTER TABLE t ALTER COLUMN k TYPE state;
-- refused: 42804
-- The default was a value of the enum all the while, cast to text.
ALTER TABLE t ALTER COLUMN k TYPE state USING k::state;
ALTER TABLE t ALTER COLUMN a TYPE missing;
-- refused: 42704
ALTER TABLE t ALTER COLUMN missing TYPE int;
-- refused: 42703
ALTER TABLE t ALTER COLUMN a TYPE int USING missing;
-- refused: 42703
ALTER TABLE t ALTER COLUMN a TYPE int USING (SELECT 1);
-- refused: 0A000
ALTER TABLE t ALTER COLUMN a TYPE int USING sum(a);
-- refused: 42803
ALTER TABLE t ALTER COLUMN a TYPE int, ALTER COLUMN a TYPE bigint;
-- refused: 0A000
ALTER TABLE t ALTER COLUMN a TYPE int COLLATE "C";
-- refused: 42804
ALTER TABLE t ALTER COLUMN a TYPE serial;
-- refused: 42704
ALTER TABLE t ALTER COLUMN ctid TYPE text;
-- refused: 0A000
ALTER TABLE t ALTER COLUMN b TYPE varchar(5);
ALTER TABLE t ALTER COLUMN b TYPE bytea USING b::bytea;
-- refused: 42804
DROP INDEX t_expr;
DROP INDEX t_b;
ALTER TABLE t ALTER COLUMN b DROP DEFAULT;
ALTER TABLE t ALTER COLUMN b TYPE bytea USING b::bytea;
-- Both sides of a foreign key may have unlike types that can be compared.
CREATE TABLE child (id int REFERENCES t, b bigint);
ALTER TABLE t ALTER COLUMN id TYPE bigint;
ALTER TABLE child ALTER COLUMN id TYPE smallint;
ALTER TABLE t ALTER COLUMN id TYPE text;
-- refused: 42804
ALTER TABLE child ALTER COLUMN id TYPE uuid USING NULL;
-- refused: 42804
ALTER TABLE child DROP CONSTRAINT child_id_fkey, ALTER COLUMN id TYPE uuid USING NULL;
ALTER TABLE t ALTER COLUMN id TYPE text;
ALTER TABLE child ALTER COLUMN id TYPE text, ADD FOREIGN KEY (id) REFERENCES t;
CREATE FUNCTION of_row(t) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE TABLE has_row (r t);
ALTER TABLE t ALTER COLUMN a TYPE int;
-- refused: 0A000
ALTER TABLE t ADD COLUMN l int;
ALTER TABLE t ADD COLUMN m int DEFAULT 1;
-- refused: 0A000
DROP TABLE t CASCADE;
SELECT r FROM has_row;
-- refused: 42703
-- A change to the type that the column has doesn't count as one.
CREATE TABLE same (a bigint);
ALTER TABLE same ALTER COLUMN a TYPE bigint, ALTER COLUMN a TYPE smallint;
ALTER TABLE same ALTER COLUMN a TYPE int, ALTER COLUMN a TYPE int;
-- refused: 0A000
