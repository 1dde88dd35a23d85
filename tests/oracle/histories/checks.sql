-- CHECK constraints: names, validity, NO INHERIT, what an expression may hold.
CREATE TABLE goods (a int CHECK (a > 0), b int CHECK (b > a), c text CHECK (c <> '') CHECK (length(c) < 10), CONSTRAINT both_set CHECK (a IS NOT NULL AND b IS NOT NULL), CHECK (a < 100 OR b < 100), CHECK (true));
INSERT INTO goods (a, b, c) VALUES (5, 1, 'x');
-- refused: 23514
CREATE TABLE wrong (a int, CONSTRAINT same CHECK (a > 0), CONSTRAINT same CHECK (a > 1));
-- refused: 42710
CREATE TABLE wrong (a int CHECK (missing > 0));
-- refused: 42703
CREATE TABLE wrong (a int CHECK (a));
-- refused: 42804
CREATE TABLE wrong (a int CHECK (a = 'abc'));
-- refused: 22P02
CREATE TABLE wrong (a int CHECK (a > (SELECT 1)));
-- refused: 0A000
CREATE TABLE wrong (a int CHECK (sum(a) > 1));
-- refused: 42803
CREATE TABLE wrong (a int CHECK (row_number() OVER () > 1));
-- refused: 42P20
CREATE TABLE wrong (a int CHECK (no_such(a)));
-- refused: 42883
CREATE TABLE wrong (a int CHECK (a || 'x' = 5));
-- refused: 42883
CREATE TABLE wrong (a point CHECK (a = a));
-- refused: 42883
CREATE TABLE wrong (a int CHECK (wrong.a > goods.a));
-- refused: 42P01
CREATE TABLE wrong (a int CHECK (a > 0) DEFERRABLE);
-- refused: 42601
ALTER TABLE goods ADD CHECK (a <> 7);
ALTER TABLE goods ADD CHECK (c ~ '^[a-z]+$');
ALTER TABLE goods ADD CONSTRAINT both_set CHECK (a > 0);
-- refused: 42710
ALTER TABLE goods ADD CONSTRAINT later CHECK (b > 1) NOT VALID;
ALTER TABLE goods VALIDATE CONSTRAINT later;
ALTER TABLE goods VALIDATE CONSTRAINT later;
ALTER TABLE goods VALIDATE CONSTRAINT missing;
-- refused: 42704
ALTER TABLE goods ADD CONSTRAINT alone CHECK (b > 2) NO INHERIT;
ALTER TABLE goods ALTER CONSTRAINT alone DEFERRABLE;
-- refused: 42809
ALTER TABLE goods RENAME CONSTRAINT later TO sooner;
ALTER TABLE goods RENAME CONSTRAINT sooner TO both_set;
-- refused: 42710
ALTER TABLE goods RENAME CONSTRAINT later TO x;
-- refused: 42704
ALTER TABLE goods DROP CONSTRAINT later;
-- refused: 42704
ALTER TABLE goods DROP CONSTRAINT IF EXISTS later, DROP CONSTRAINT sooner;
ALTER TABLE goods DROP CONSTRAINT goods_a_check;
-- The name is free again.
ALTER TABLE goods ADD CHECK (a > 3);
ALTER TABLE goods RENAME COLUMN a TO z;
INSERT INTO goods (z, b, c) VALUES (1, 5, 'x');
-- refused: 23514
ALTER TABLE goods DROP COLUMN z;
ALTER TABLE goods DROP CONSTRAINT both_set;
-- refused: 42704
ALTER TABLE goods DROP CONSTRAINT goods_check2;
ALTER TABLE goods ADD COLUMN d int CHECK (d > 0) CHECK (d < b), ADD CHECK (d <> 5);
ALTER TABLE goods ALTER COLUMN d TYPE text;
-- refused: 42883
ALTER TABLE goods ALTER COLUMN d TYPE bigint;
-- A constraint may have the name of one on another table, an index may not have that of another relation.
CREATE TABLE others (a int CONSTRAINT goods_d_check CHECK (a > 0), b int CONSTRAINT others_key UNIQUE);
CREATE TABLE third (b int CONSTRAINT others_key UNIQUE);
-- refused: 42P07
CREATE TABLE third (b int CONSTRAINT others_key CHECK (b > 0));
CREATE FUNCTION valid(text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
ALTER TABLE goods ADD CONSTRAINT is_valid CHECK (valid(c));
DROP FUNCTION valid(text);
-- refused: 2BP01
DROP FUNCTION valid(text) CASCADE;
ALTER TABLE goods DROP CONSTRAINT is_valid;
-- refused: 42704
