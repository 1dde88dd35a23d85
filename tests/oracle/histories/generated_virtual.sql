-- pg: >= 18
-- Virtual generated columns, which Postgres 18 makes where neither STORED nor VIRTUAL is written.
CREATE TABLE boxes (w int, h int, area int GENERATED ALWAYS AS (w * h) VIRTUAL, sum int GENERATED ALWAYS AS (w + h), stored int GENERATED ALWAYS AS (w - h) STORED);
CREATE INDEX ON boxes (stored);
CREATE INDEX ON boxes (area);
-- refused: 0A000
CREATE INDEX ON boxes ((area + 1));
-- refused: 0A000
CREATE INDEX ON boxes (w) WHERE area > 1;
-- refused: 0A000
ALTER TABLE boxes ADD UNIQUE (sum);
-- refused: 0A000
ALTER TABLE boxes ADD PRIMARY KEY (sum);
-- refused: 0A000
ALTER TABLE boxes ADD CONSTRAINT area_positive CHECK (area > 0);
ALTER TABLE boxes ADD COLUMN half numeric GENERATED ALWAYS AS (w / 2.0);
ALTER TABLE boxes ALTER COLUMN half SET NOT NULL;
ALTER TABLE boxes ALTER COLUMN half DROP EXPRESSION;
-- refused: 0A000
ALTER TABLE boxes ALTER COLUMN half SET EXPRESSION AS (w / 4.0);
-- refused: 0A000
ALTER TABLE boxes DROP CONSTRAINT area_positive;
ALTER TABLE boxes ALTER COLUMN half SET EXPRESSION AS (w / 4.0);
ALTER TABLE boxes ALTER COLUMN area SET EXPRESSION AS (w * h * 2);
ALTER TABLE boxes ALTER COLUMN w TYPE bigint;
-- refused: 0A000
ALTER TABLE boxes ALTER COLUMN half TYPE real;
ALTER TABLE boxes DROP COLUMN w;
-- refused: 2BP01
CREATE TABLE refers (a int REFERENCES boxes);
-- refused: 42704
CREATE TABLE sizes (area int PRIMARY KEY);
ALTER TABLE boxes ADD FOREIGN KEY (area) REFERENCES sizes;
-- refused: 0A000
CREATE TYPE state AS ENUM ('on', 'off');
CREATE FUNCTION flip(state) RETURNS state LANGUAGE sql IMMUTABLE AS $$ SELECT $1 $$;
ALTER TABLE boxes ADD COLUMN state state, ADD COLUMN flipped state GENERATED ALWAYS AS (state) VIRTUAL;
-- refused: 0A000
ALTER TABLE boxes ADD COLUMN state state;
ALTER TABLE boxes ADD COLUMN flipped state GENERATED ALWAYS AS (flip(state)) VIRTUAL;
-- refused: 0A000
CREATE TABLE children () INHERITS (boxes);
CREATE TABLE own_expression (area int GENERATED ALWAYS AS (0)) INHERITS (boxes);
CREATE TABLE own_stored (area int GENERATED ALWAYS AS (0) STORED) INHERITS (boxes);
-- refused: 42611
CREATE TABLE copies (LIKE boxes INCLUDING ALL);
