-- Renames are carried through everything that knows the name.
CREATE SCHEMA s;
CREATE TYPE state AS ENUM ('on', 'off');
CREATE DOMAIN level AS int CHECK (VALUE > 0);
CREATE FUNCTION doubled(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 * 2';
CREATE TABLE parents (id serial PRIMARY KEY, a int DEFAULT 1, b int GENERATED ALWAYS AS (doubled(1)) STORED, state state DEFAULT 'on', level level, CHECK (a > 0 AND doubled(a) < 100), UNIQUE (a, level));
CREATE INDEX parents_expression ON parents ((a + 1), doubled(a)) WHERE state = 'on'::state AND a > 5;
CREATE TABLE children (id int PRIMARY KEY, parent int REFERENCES parents, a int, level int, FOREIGN KEY (a, level) REFERENCES parents (a, level));
CREATE VIEW v AS SELECT p.a, c.id AS child FROM parents p JOIN children c ON c.parent = p.id WHERE doubled(p.a) > 1;
CREATE POLICY pol ON parents USING (a > 0);
CREATE STATISTICS st ON a, level FROM parents;
ALTER TABLE parents RENAME COLUMN a TO amount;
ALTER TABLE parents RENAME COLUMN id TO "Id";
ALTER TABLE parents RENAME TO "Parents";
ALTER TABLE "Parents" SET SCHEMA s;
ALTER TYPE state RENAME TO "State";
ALTER TYPE "State" RENAME VALUE 'on' TO 'running';
ALTER DOMAIN level RENAME TO "Level";
ALTER DOMAIN "Level" SET SCHEMA s;
ALTER FUNCTION doubled(int) RENAME TO twice;
ALTER INDEX s.parents_expression RENAME TO "ParentsExpression";
ALTER TABLE s."Parents" RENAME CONSTRAINT parents_pkey TO "Parents_pkey";
ALTER SEQUENCE s.parents_id_seq RENAME TO "Parents_Id_seq";
ALTER TABLE children RENAME CONSTRAINT children_parent_fkey TO to_parents;
ALTER TABLE children RENAME COLUMN parent TO parent_id;
INSERT INTO s."Parents" (amount, level) VALUES (1, 1);
INSERT INTO s."Parents" (amount, level) VALUES (60, 1);
-- refused: 23514
INSERT INTO children VALUES (1, 99);
-- refused: 23503
SELECT a, child FROM v;
ALTER TABLE s."Parents" DROP COLUMN amount;
-- refused: 2BP01
DROP FUNCTION doubled(int);
-- refused: 42883
DROP FUNCTION twice(int);
-- refused: 2BP01
ALTER TABLE s."Parents" RENAME TO "Parents";
-- refused: 42P07
ALTER TABLE s.parents RENAME TO x;
-- refused: 42P01
ALTER TABLE "Parents" RENAME TO x;
-- refused: 42P01
CREATE TABLE parents (id serial);
CREATE TABLE s.parents (id serial PRIMARY KEY, a int UNIQUE);
-- Two tables change names.
ALTER TABLE s.parents RENAME TO swap;
ALTER TABLE s."Parents" RENAME TO parents;
ALTER TABLE s.swap RENAME TO "Parents";
SELECT amount FROM s.parents;
SELECT a FROM s."Parents";
ALTER SCHEMA s RENAME TO "S";
SELECT amount FROM "S".parents;
ALTER TABLE children RENAME CONSTRAINT to_parents TO children_pkey;
-- refused: 42710
ALTER TABLE children RENAME CONSTRAINT children_a_level_fkey TO to_parents_2;
ALTER TABLE children RENAME a TO b, RENAME level TO c;
-- refused: 42601
ALTER TABLE children RENAME a TO id;
-- refused: 42701
ALTER INDEX children_pkey RENAME TO children_id_key;
ALTER TABLE children DROP CONSTRAINT children_id_key;
DROP VIEW v;
DROP TABLE "S".parents CASCADE;
DROP FUNCTION twice(int);
DROP TYPE "State";
DROP DOMAIN "S"."Level";
