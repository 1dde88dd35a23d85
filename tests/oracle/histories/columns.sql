-- Columns: added, dropped, renamed, their defaults, nullability, storage and statistics.
CREATE TABLE items (id int PRIMARY KEY, name text, price numeric(8, 2) NOT NULL DEFAULT 0, tags text[] DEFAULT '{}');
ALTER TABLE items ADD COLUMN name text;
-- refused: 42701
ALTER TABLE items ADD COLUMN IF NOT EXISTS name int UNIQUE;
ALTER TABLE items ADD COLUMN weight int, ADD COLUMN weight text;
-- refused: 42701
ALTER TABLE items ADD COLUMN weight int DEFAULT 1 NOT NULL CHECK (weight >= 0), ADD COLUMN height int;
ALTER TABLE items ADD COLUMN xmin int;
-- refused: 42701
ALTER TABLE items ADD COLUMN z missing_type;
-- refused: 42704
ALTER TABLE items ADD COLUMN z int DEFAULT 'abc';
-- refused: 22P02
ALTER TABLE items ADD COLUMN z int DEFAULT 1.5, ADD COLUMN z2 date DEFAULT now(), ADD COLUMN z3 text DEFAULT 5;
ALTER TABLE items ADD COLUMN y boolean DEFAULT 5;
-- refused: 42804
ALTER TABLE items ADD COLUMN y int DEFAULT name;
-- refused: 0A000
ALTER TABLE items ADD COLUMN y int DEFAULT (SELECT 1);
-- refused: 0A000
ALTER TABLE items ADD COLUMN y int DEFAULT sum(1);
-- refused: 42803
ALTER TABLE items ADD COLUMN y int DEFAULT generate_series(1, 2);
-- refused: 0A000
ALTER TABLE items ADD COLUMN y int DEFAULT no_such_function();
-- refused: 42883
ALTER TABLE items ADD COLUMN y int NULL NOT NULL;
-- refused: 42601
ALTER TABLE items ADD COLUMN y int DEFAULT 1 DEFAULT 2;
-- refused: 42601
ALTER TABLE items DROP COLUMN y;
-- refused: 42703
ALTER TABLE items DROP COLUMN IF EXISTS y, DROP COLUMN z2;
ALTER TABLE items DROP COLUMN ctid;
-- refused: 0A000
ALTER TABLE items RENAME COLUMN name TO price;
-- refused: 42701
ALTER TABLE items RENAME COLUMN missing TO other;
-- refused: 42703
ALTER TABLE items RENAME COLUMN ctid TO other;
-- refused: 0A000
ALTER TABLE items RENAME COLUMN name TO tableoid;
-- refused: 42701
ALTER TABLE items RENAME name TO "Full Name";
ALTER TABLE items RENAME "full name" TO x;
-- refused: 42703
ALTER TABLE items ALTER COLUMN "Full Name" SET DEFAULT 'a' || 'b';
ALTER TABLE items ALTER COLUMN "Full Name" SET DEFAULT 1;
ALTER TABLE items ALTER COLUMN "Full Name" SET DEFAULT true;
ALTER TABLE items ALTER COLUMN height SET DEFAULT 'x';
-- refused: 22P02
ALTER TABLE items ALTER COLUMN height SET DEFAULT NULL;
ALTER TABLE items ALTER COLUMN height SET DEFAULT height + 1;
-- refused: 0A000
ALTER TABLE items ALTER COLUMN tags SET DEFAULT ARRAY[]::text[];
ALTER TABLE items ALTER COLUMN tags SET DEFAULT ARRAY['a', 'b'];
ALTER TABLE items ALTER COLUMN tags SET DEFAULT ARRAY[1, 2];
ALTER TABLE items ALTER COLUMN tags SET DEFAULT 'a';
-- refused: 22P02
ALTER TABLE items ALTER COLUMN missing SET DEFAULT 1;
-- refused: 42703
ALTER TABLE items ALTER COLUMN missing DROP DEFAULT;
-- refused: 42703
ALTER TABLE items ALTER COLUMN price DROP DEFAULT, ALTER COLUMN price DROP DEFAULT;
ALTER TABLE items ALTER COLUMN height SET NOT NULL, ALTER COLUMN height SET DEFAULT 2;
ALTER TABLE items ALTER COLUMN height DROP NOT NULL, ALTER COLUMN height DROP NOT NULL;
ALTER TABLE items ALTER COLUMN id DROP NOT NULL;
-- refused: 42P16
ALTER TABLE items ALTER COLUMN missing SET NOT NULL;
-- refused: 42703
ALTER TABLE items ALTER COLUMN "Full Name" SET STORAGE EXTERNAL;
ALTER TABLE items ALTER COLUMN height SET STORAGE EXTENDED;
-- refused: 0A000
ALTER TABLE items ALTER COLUMN "Full Name" SET STORAGE nonsense;
-- refused: 22023
ALTER TABLE items ALTER COLUMN "Full Name" SET COMPRESSION pglz;
ALTER TABLE items ALTER COLUMN height SET COMPRESSION pglz;
-- refused: 0A000
ALTER TABLE items ALTER COLUMN height SET STATISTICS 200, ALTER COLUMN height SET (n_distinct = -0.5);
ALTER TABLE items ALTER COLUMN height RESET (n_distinct), ALTER COLUMN height SET STATISTICS -1;
ALTER TABLE items ALTER COLUMN height SET STATISTICS -2;
-- refused: 22023
ALTER TABLE items ALTER COLUMN height SET (no_such = 1);
-- refused: 22023
-- The whole statement is refused for one command.
ALTER TABLE items ADD COLUMN first int, DROP COLUMN missing, ADD COLUMN second int;
-- refused: 42703
COMMENT ON COLUMN items.first IS 'not there';
-- refused: 42703
-- What stands on the column goes with it: keys, checks, indexes, statistics.
CREATE TABLE dependent (a int UNIQUE, b int CHECK (b > 0), c int, d int, CHECK (a > c), UNIQUE (b, c), FOREIGN KEY (d) REFERENCES items);
CREATE INDEX dependent_expression ON dependent ((a + d));
CREATE INDEX dependent_partial ON dependent (d) WHERE c > 0;
CREATE INDEX dependent_include ON dependent (d) INCLUDE (b);
CREATE STATISTICS dependent_stats ON a, b FROM dependent;
ALTER TABLE dependent DROP COLUMN a;
ALTER TABLE dependent DROP COLUMN b;
DROP INDEX dependent_include;
-- refused: 42704
ALTER TABLE dependent DROP COLUMN c;
DROP INDEX dependent_partial;
-- refused: 42704
DROP STATISTICS dependent_stats;
-- refused: 42704
ALTER TABLE dependent DROP CONSTRAINT dependent_check;
-- refused: 42704
ALTER TABLE items DROP COLUMN id;
-- refused: 2BP01
ALTER TABLE items DROP COLUMN id CASCADE;
ALTER TABLE dependent DROP CONSTRAINT dependent_d_fkey;
-- refused: 42704
ALTER TABLE dependent DROP COLUMN d;
-- A table may end up without columns, and a name may be used again.
ALTER TABLE dependent ADD COLUMN a text;
ALTER TABLE dependent ADD COLUMN d text, DROP COLUMN a;
