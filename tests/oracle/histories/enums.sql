-- Enums: order of values, renames, and values that can't be used or added.
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TYPE mood AS ENUM ('other');
-- refused: 42710
CREATE TYPE nothing AS ENUM ();
CREATE TYPE doubled AS ENUM ('a', 'b', 'a');
-- refused: 23505
CREATE TYPE long_value AS ENUM ('this value has far more than the sixty-three bytes that a value of an enum may have');
-- refused: 42602
CREATE TYPE "Status" AS ENUM ('ACTIVE', 'with space', '', 'quote''d');
ALTER TYPE mood ADD VALUE 'great';
ALTER TYPE mood ADD VALUE 'awful' BEFORE 'sad';
ALTER TYPE mood ADD VALUE 'fine' AFTER 'ok';
ALTER TYPE mood ADD VALUE 'so-so' BEFORE 'ok';
ALTER TYPE mood ADD VALUE 'better' BEFORE 'happy';
ALTER TYPE mood ADD VALUE 'good' BEFORE 'better';
ALTER TYPE mood ADD VALUE 'ok';
-- refused: 42710
ALTER TYPE mood ADD VALUE IF NOT EXISTS 'ok' AFTER 'missing';
ALTER TYPE mood ADD VALUE 'x' BEFORE 'missing';
-- refused: 22023
ALTER TYPE missing ADD VALUE 'x';
-- refused: 42704
ALTER TYPE mood RENAME VALUE 'ok' TO 'okay';
ALTER TYPE mood RENAME VALUE 'ok' TO 'fine';
-- refused: 22023
ALTER TYPE mood RENAME VALUE 'okay' TO 'fine';
-- refused: 42710
ALTER TYPE mood DROP VALUE 'fine';
-- refused: 42601 (< 17)
-- refused: 0A000 (>= 17)
CREATE TABLE people (id int, mood mood DEFAULT 'fine', moods mood[] DEFAULT '{sad,okay}', status "Status");
ALTER TABLE people ALTER COLUMN mood SET DEFAULT 'ok';
-- refused: 22P02
ALTER TABLE people ALTER COLUMN mood SET DEFAULT 'okay'::text;
-- refused: 42804
ALTER TABLE people ALTER COLUMN mood SET DEFAULT 'okay'::text::mood;
ALTER TABLE people ALTER COLUMN moods SET DEFAULT ARRAY['missing']::mood[];
-- refused: 22P02
ALTER TABLE people ALTER COLUMN moods SET DEFAULT ARRAY['sad']::mood[];
ALTER TABLE people ADD COLUMN other status;
-- refused: 42704
ALTER TABLE people ADD CHECK (mood <> 'unknown');
-- refused: 22P02
ALTER TABLE people ADD CONSTRAINT not_sad CHECK (mood > 'sad');
CREATE INDEX happy_people ON people (id) WHERE mood = 'happy';
CREATE INDEX happier_people ON people (id) WHERE mood = 'happier';
-- refused: 22P02
INSERT INTO people (status) VALUES ('active');
-- refused: 22P02
INSERT INTO people (status) VALUES ('ACTIVE');
-- The default and the partial index follow the renamed value.
ALTER TYPE mood RENAME VALUE 'fine' TO 'all right';
ALTER TYPE mood RENAME VALUE 'happy' TO 'merry';
ALTER TYPE mood RENAME TO feeling;
ALTER TYPE mood ADD VALUE 'y';
-- refused: 42704
ALTER TYPE feeling SET SCHEMA missing;
-- refused: 3F000
CREATE SCHEMA other;
ALTER TYPE feeling SET SCHEMA other;
ALTER TABLE people ADD COLUMN again feeling;
-- refused: 42704
ALTER TABLE people ADD COLUMN again other.feeling;
ALTER TYPE other.feeling ADD VALUE 'last';
DROP TYPE other.feeling;
-- refused: 2BP01
DROP TYPE missing;
-- refused: 42704
DROP TYPE IF EXISTS missing, nothing;
DROP TYPE people;
-- refused: 2BP01
DROP TYPE _feeling;
-- refused: 42704
DROP TYPE other._feeling;
-- refused: 2BP01
ALTER TABLE people ALTER COLUMN status TYPE text;
DROP TYPE "Status";
DROP TYPE other.feeling CASCADE;
INSERT INTO people (id, mood) VALUES (1, 'sad');
-- refused: 42703
ALTER TABLE people DROP CONSTRAINT not_sad;
-- refused: 42704
DROP INDEX happy_people;
-- refused: 42704
-- The empty value is one like others.
CREATE TYPE with_empty AS ENUM ('a', '', 'b');
ALTER TYPE with_empty ADD VALUE 'c' AFTER '';
ALTER TYPE with_empty ADD VALUE 'd' BEFORE '';
ALTER TYPE with_empty RENAME VALUE '' TO 'none';
-- To the schema that it is in: nothing happens.
ALTER TYPE with_empty SET SCHEMA public;
