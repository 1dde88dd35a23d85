-- A value that a transaction adds can't be used before its end.
CREATE TYPE state AS ENUM ('on', 'off');
CREATE TABLE lamps (id int, state state DEFAULT 'off');
BEGIN;
ALTER TYPE state ADD VALUE 'dim';
ALTER TABLE lamps ALTER COLUMN state SET DEFAULT 'dim';
-- refused: 55P04
ROLLBACK;
ALTER TYPE state ADD VALUE 'dim';
ALTER TABLE lamps ALTER COLUMN state SET DEFAULT 'dim';
BEGIN;
ALTER TYPE state ADD VALUE 'broken';
INSERT INTO lamps VALUES (1, 'broken');
-- refused: 55P04
COMMIT;
-- The value is gone with the transaction.
INSERT INTO lamps VALUES (1, 'broken');
-- refused: 22P02
BEGIN;
ALTER TYPE state ADD VALUE 'broken';
SELECT 'off'::state;
CREATE INDEX lamps_broken ON lamps (id) WHERE state = 'broken';
-- refused: 55P04
ROLLBACK;
BEGIN;
ALTER TYPE state ADD VALUE 'broken';
ALTER TYPE state RENAME VALUE 'broken' TO 'defect';
ALTER TABLE lamps ADD COLUMN former state;
COMMIT;
INSERT INTO lamps VALUES (1, 'defect');
CREATE TYPE colour AS ENUM ('red');
CREATE TABLE paints (colour colour);
BEGIN;
SAVEPOINT s;
ALTER TYPE colour ADD VALUE 'green';
ROLLBACK TO s;
ALTER TYPE colour ADD VALUE 'green';
RELEASE s;
COMMIT;
ALTER TABLE paints ALTER COLUMN colour SET DEFAULT 'green';
BEGIN;
ALTER TYPE colour RENAME TO tint;
ALTER TYPE tint ADD VALUE 'pink';
ALTER TABLE paints ALTER COLUMN colour SET DEFAULT 'pink';
-- refused: 55P04
END;
CREATE DOMAIN dyed AS colour;
BEGIN;
ALTER TYPE colour ADD VALUE 'white';
CREATE TABLE sheets (c dyed DEFAULT 'white');
-- refused: 55P04
ROLLBACK;
