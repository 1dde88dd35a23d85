-- Domains: defaults, NOT NULL, constraints by name, what uses them.
CREATE DOMAIN email AS varchar(100) COLLATE "C" NOT NULL DEFAULT 'nobody@example.com' CHECK (VALUE LIKE '%@%');
CREATE DOMAIN score AS numeric(5, 2) CONSTRAINT score_positive CHECK (VALUE > 0) CONSTRAINT score_small CHECK (VALUE < 100);
CREATE DOMAIN scores AS int[] CHECK (array_length(VALUE, 1) < 5);
CREATE DOMAIN work_email AS email CHECK (VALUE LIKE '%@work%');
CREATE DOMAIN email AS text;
-- refused: 42710
CREATE DOMAIN wrong AS missing;
-- refused: 42704
CREATE DOMAIN wrong AS int DEFAULT 'x';
-- refused: 22P02
CREATE DOMAIN wrong AS int CHECK (VALUE);
-- refused: 42804
CREATE DOMAIN wrong AS int CHECK (other > 0);
-- refused: 42703
CREATE DOMAIN wrong AS int UNIQUE;
-- refused: 42601
CREATE DOMAIN wrong AS int PRIMARY KEY;
-- refused: 42601
CREATE DOMAIN wrong AS int REFERENCES missing;
-- refused: 42601
CREATE DOMAIN wrong AS int NULL NOT NULL;
-- refused: 42601
CREATE DOMAIN wrong AS int DEFAULT 1 DEFAULT 2;
-- refused: 42601
CREATE DOMAIN wrong AS record;
-- refused: 42804
CREATE DOMAIN wrong AS int CONSTRAINT same CHECK (VALUE > 0) CONSTRAINT same CHECK (VALUE > 1);
-- refused: 42710
CREATE DOMAIN wrong AS int COLLATE "C";
-- refused: 42804
CREATE TABLE members (id int, mail email, score score, work work_email);
ALTER DOMAIN score ADD CONSTRAINT score_even CHECK (VALUE > 1) NOT VALID;
ALTER DOMAIN score VALIDATE CONSTRAINT score_even;
ALTER DOMAIN score VALIDATE CONSTRAINT missing;
-- refused: 42704
ALTER DOMAIN score ADD CONSTRAINT score_even CHECK (VALUE > 2);
-- refused: 42710
ALTER DOMAIN score ADD CHECK (VALUE <> 7);
ALTER DOMAIN score DROP CONSTRAINT missing;
-- refused: 42704
ALTER DOMAIN score DROP CONSTRAINT IF EXISTS missing;
ALTER DOMAIN score DROP CONSTRAINT score_small;
ALTER DOMAIN score RENAME CONSTRAINT score_even TO score_more;
ALTER DOMAIN score RENAME CONSTRAINT missing TO other;
-- refused: 42704
ALTER DOMAIN score SET NOT NULL;
ALTER DOMAIN score DROP NOT NULL;
ALTER DOMAIN score SET DEFAULT 5;
ALTER DOMAIN score SET DEFAULT 'abc';
-- refused: 22P02
ALTER DOMAIN score DROP DEFAULT;
ALTER DOMAIN missing SET NOT NULL;
-- refused: 42704
ALTER DOMAIN members SET NOT NULL;
-- refused: 42809
ALTER TABLE members ADD COLUMN all_scores score[];
ALTER DOMAIN score ADD CHECK (VALUE <> 8);
-- refused: 0A000
ALTER DOMAIN score SET NOT NULL;
-- refused: 0A000
ALTER DOMAIN score RENAME TO email;
-- refused: 42710
ALTER DOMAIN score RENAME TO points;
ALTER TYPE points RENAME TO marks;
ALTER TABLE members ADD COLUMN p score;
-- refused: 42704
-- A column of a domain takes the domain's default and checks.
INSERT INTO members (id) VALUES (1);
-- refused: 23514
INSERT INTO members (id, work) VALUES (1, 'a@work');
INSERT INTO members (id, work, score) VALUES (1, 'a@work', -1);
-- refused: 23514
ALTER TABLE members ALTER COLUMN score TYPE numeric(5, 2);
DROP DOMAIN marks;
-- refused: 2BP01
DROP DOMAIN email;
-- refused: 2BP01
DROP TYPE email;
-- refused: 2BP01
DROP DOMAIN members;
-- refused: 42809
DROP DOMAIN missing;
-- refused: 42704
DROP DOMAIN IF EXISTS missing;
DROP DOMAIN scores;
DROP DOMAIN marks CASCADE;
SELECT all_scores FROM members;
-- refused: 42703
SELECT score FROM members;
DROP DOMAIN email CASCADE;
SELECT mail FROM members;
-- refused: 42703
SELECT work FROM members;
-- refused: 42703
CREATE DOMAIN no_default AS int DEFAULT NULL;
CREATE TABLE takes_none (a no_default DEFAULT NULL, b int DEFAULT NULL);
