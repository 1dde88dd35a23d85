-- Values of an enum that the same transaction made: those of CREATE TYPE can always be used, added ones since Postgres 17.
BEGIN;
CREATE TYPE size AS ENUM ('small', 'large');
CREATE TABLE shirts (size size DEFAULT 'large');
COMMIT;
BEGIN;
CREATE TYPE colour AS ENUM ('red');
ALTER TYPE colour RENAME TO tint;
ALTER TYPE tint ADD VALUE 'blue';
CREATE TABLE paints (tint tint DEFAULT 'blue');
-- refused: 55P04 (< 17)
ROLLBACK;
CREATE TABLE paints (tint tint);
-- refused: 42704
