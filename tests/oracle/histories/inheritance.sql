-- INHERITS: merged columns, inherited constraints, changes that pass down.
CREATE TABLE base (id int PRIMARY KEY, name text NOT NULL DEFAULT 'none', CHECK (id > 0));
CREATE TABLE child (extra int) INHERITS (base);
CREATE TABLE grandchild (deep text) INHERITS (child);
-- Keys and indexes aren't inherited, columns, NOT NULL, defaults and checks are.
INSERT INTO child (id) VALUES (0);
-- refused: 23514
INSERT INTO child (id, name) VALUES (1, NULL);
-- refused: 23502
CREATE TABLE merged (id int, own int) INHERITS (base);
CREATE TABLE unlike (id text) INHERITS (base);
-- refused: 42804
CREATE TABLE refers_child (id int REFERENCES child (id));
-- refused: 42830
CREATE TABLE stranger (id int, name text);
CREATE TABLE with_default (name text DEFAULT 'other');
CREATE TABLE unlike_defaults () INHERITS (base, with_default);
-- refused: 42611
CREATE TABLE both_parents (name text DEFAULT 'mine') INHERITS (base, stranger);
CREATE TABLE twice_parent () INHERITS (base, base);
-- refused: 42P07
ALTER TABLE base ADD COLUMN added date DEFAULT '2020-01-01';
SELECT added FROM grandchild;
ALTER TABLE child DROP COLUMN added;
-- refused: 42P16
ALTER TABLE child RENAME COLUMN name TO title;
-- refused: 42P16
ALTER TABLE ONLY base RENAME COLUMN name TO title;
-- refused: 42P16
ALTER TABLE base RENAME COLUMN name TO title;
-- refused: 42P16
ALTER TABLE both_parents NO INHERIT stranger;
ALTER TABLE base RENAME COLUMN name TO title;
SELECT title FROM grandchild;
ALTER TABLE base ALTER COLUMN id TYPE bigint;
ALTER TABLE child ALTER COLUMN id TYPE int;
-- refused: 42P16
ALTER TABLE ONLY base ALTER COLUMN id TYPE int;
-- refused: 42P16
ALTER TABLE ONLY base ADD COLUMN lonely int;
-- refused: 42P16
ALTER TABLE base ALTER COLUMN title DROP NOT NULL;
ALTER TABLE ONLY base ALTER COLUMN title SET DEFAULT 'only here';
ALTER TABLE base ADD CONSTRAINT title_length CHECK (length(title) < 100);
ALTER TABLE child DROP CONSTRAINT title_length;
-- refused: 42P16
-- The same check by the same name becomes the child's own as well.
ALTER TABLE child ADD CONSTRAINT title_length CHECK (length(title) < 100);
ALTER TABLE child ADD CONSTRAINT title_length CHECK (length(title) < 100);
-- refused: 42710
ALTER TABLE ONLY base ADD CONSTRAINT lonely_check CHECK (id < 1000);
-- refused: 42P16
ALTER TABLE ONLY base ADD CONSTRAINT lonely_check CHECK (id < 1000) NO INHERIT;
ALTER TABLE ONLY base ADD CONSTRAINT key_of_one UNIQUE (title);
ALTER TABLE ONLY base DROP CONSTRAINT title_length;
ALTER TABLE child DROP CONSTRAINT title_length;
-- A column that the child gave itself as well outlives the parent's.
ALTER TABLE merged ALTER COLUMN title SET DEFAULT 'x';
ALTER TABLE base DROP COLUMN id;
SELECT id FROM merged;
SELECT id FROM child;
-- refused: 42703
ALTER TABLE ONLY base DROP COLUMN added;
SELECT added FROM child;
DROP TABLE base;
-- refused: 2BP01
CREATE TABLE late_child (title text NOT NULL, z int);
ALTER TABLE late_child INHERIT base;
ALTER TABLE late_child INHERIT base;
-- refused: 42P07
ALTER TABLE base INHERIT late_child;
-- refused: 42P07
CREATE TABLE missing_column (z int);
ALTER TABLE missing_column INHERIT base;
-- refused: 42804
CREATE TABLE unlike_column (title varchar(10));
ALTER TABLE unlike_column INHERIT base;
-- refused: 42804
ALTER TABLE base ADD CONSTRAINT title_set CHECK (title <> '');
CREATE TABLE missing_check (title text);
ALTER TABLE missing_check INHERIT base;
-- refused: 42804
ALTER TABLE missing_check ADD CONSTRAINT title_set CHECK (title <> 'x');
ALTER TABLE missing_check INHERIT base;
-- refused: 42804
ALTER TABLE missing_check NO INHERIT base;
-- refused: 42P01
ALTER TABLE missing_check INHERIT missing;
-- refused: 42P01
ALTER TABLE late_child NO INHERIT base;
DROP TABLE late_child;
CREATE TABLE added_twice (n int) INHERITS (base);
-- The child has the column already: the two are merged.
ALTER TABLE base ADD COLUMN n int;
ALTER TABLE added_twice DROP COLUMN n;
-- refused: 42P16
ALTER TABLE base DROP COLUMN n;
SELECT n FROM added_twice;
SELECT n FROM child;
-- refused: 42703
ALTER TABLE base ADD COLUMN deep int;
-- refused: 42804
DROP TABLE child;
-- refused: 2BP01
DROP TABLE base CASCADE;
SELECT * FROM grandchild;
-- refused: 42P01
SELECT * FROM both_parents;
-- refused: 42P01
SELECT * FROM missing_check;
-- A serial column merged with the parent's has a sequence of its own.
CREATE TABLE numbered (n bigserial);
CREATE TABLE numbered_child (n bigserial) INHERITS (numbered);
DROP TABLE numbered CASCADE;
