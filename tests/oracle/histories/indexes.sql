-- Indexes of every property, and those that can't be made or dropped.
CREATE EXTENSION pg_trgm;
CREATE TABLE t (id int PRIMARY KEY, a int, b text, c jsonb, d tsvector, e int[], f point, g timestamptz, h varchar(20), i text COLLATE "C");
CREATE INDEX plain ON t (a);
CREATE UNIQUE INDEX uniq ON t (a, b);
CREATE INDEX ordered ON t (a DESC, b ASC NULLS FIRST, g DESC NULLS LAST);
CREATE INDEX hashed ON t USING hash (b);
CREATE INDEX gin_json ON t USING gin (c jsonb_path_ops);
CREATE INDEX gin_array ON t USING gin (e, d) WITH (fastupdate = off);
CREATE INDEX gist_point ON t USING gist (f);
CREATE INDEX spgist_text ON t USING spgist (b);
CREATE INDEX brin_time ON t USING brin (g) WITH (pages_per_range = 32);
CREATE INDEX trigram ON t USING gin (b gin_trgm_ops);
CREATE INDEX pattern ON t (b text_pattern_ops, h varchar_pattern_ops);
CREATE INDEX collated ON t (b COLLATE "C" DESC, i COLLATE "default");
CREATE INDEX expression ON t (lower(b), (a + 1), (c ->> 'name'));
CREATE INDEX partial ON t (a) WHERE b IS NOT NULL AND a > 10;
CREATE UNIQUE INDEX included ON t (a) INCLUDE (b, g);
CREATE INDEX filled ON t (a) WITH (fillfactor = 70, deduplicate_items = off);
CREATE INDEX IF NOT EXISTS plain ON t (b);
-- Only the name is looked at, whatever has it.
CREATE INDEX IF NOT EXISTS t ON t (b);
CREATE INDEX plain ON t (b);
-- refused: 42P07
CREATE INDEX t ON t (b);
-- refused: 42P07
CREATE INDEX IF NOT EXISTS ON t (b);
-- refused: 42601
CREATE INDEX x ON missing (a);
-- refused: 42P01
CREATE INDEX x ON t (missing);
-- refused: 42703
CREATE INDEX x ON t (lower(missing));
-- refused: 42703
CREATE INDEX x ON t (a) WHERE missing;
-- refused: 42703
CREATE INDEX x ON t (a) INCLUDE (missing);
-- refused: 42703
CREATE INDEX x ON t (a) INCLUDE (lower(b));
-- refused: 0A000
CREATE INDEX x ON t USING gin (a) INCLUDE (b);
-- refused: 0A000
CREATE INDEX x ON t USING nonsense (a);
-- refused: 42704
CREATE INDEX x ON t USING gin (b);
-- refused: 42704
CREATE INDEX x ON t USING gist (a);
-- refused: 42704
CREATE INDEX x ON t (f);
-- refused: 42704
CREATE INDEX x ON t (a text_ops);
-- refused: 42804
CREATE INDEX x ON t (a no_such_ops);
-- refused: 42704
CREATE INDEX x ON t (a COLLATE "C");
-- refused: 42804
CREATE INDEX x ON t (b COLLATE "missing");
-- refused: 42704
CREATE INDEX x ON t USING hash (a, b);
-- refused: 0A000
CREATE UNIQUE INDEX x ON t USING hash (a);
-- refused: 0A000
CREATE UNIQUE INDEX x ON t USING gin (e);
-- refused: 0A000
CREATE INDEX x ON t USING hash (a DESC);
-- refused: 0A000
CREATE INDEX x ON t USING gin (e NULLS FIRST);
-- refused: 0A000
CREATE INDEX x ON t (now());
-- refused: 42P17
CREATE INDEX x ON t ((g::date));
-- refused: 42P17
CREATE INDEX x ON t ((to_char(g, 'YYYY')));
-- refused: 42P17
CREATE INDEX x ON t (a) WHERE g > now();
-- refused: 42P17
CREATE INDEX x ON t (a) WHERE a;
-- refused: 42804
CREATE INDEX x ON t (a) WHERE (SELECT true);
-- refused: 0A000
CREATE INDEX x ON t ((sum(a)));
-- refused: 42803
CREATE INDEX x ON t (a) WITH (no_such = 1);
-- refused: 22023
CREATE INDEX x ON t (a) WITH (fillfactor = 1000);
-- refused: 22023
CREATE INDEX x ON t (xmin);
-- refused: 42704
CREATE INDEX other.x ON t (a);
-- refused: 42601
CREATE VIEW v AS SELECT a FROM t;
CREATE INDEX x ON v (a);
-- refused: 42809
CREATE INDEX x ON plain (a);
-- refused: 42809
-- The same column twice is no mistake here.
CREATE INDEX doubled ON t (a, a);
ALTER INDEX plain RENAME TO t;
-- refused: 42P07
ALTER INDEX plain RENAME TO simple;
ALTER INDEX plain RENAME TO again;
-- refused: 42P01
ALTER INDEX IF EXISTS plain RENAME TO again;
ALTER INDEX simple SET (fillfactor = 60);
ALTER INDEX simple RESET (fillfactor);
ALTER INDEX expression ALTER COLUMN 1 SET STATISTICS 100;
ALTER INDEX expression ALTER COLUMN 9 SET STATISTICS 100;
-- refused: 42703
ALTER INDEX simple ALTER COLUMN 1 SET STATISTICS 100;
-- refused: 0A000
-- ALTER TABLE may name an index, and ALTER INDEX a table.
ALTER TABLE simple RENAME TO plain;
ALTER INDEX t RENAME TO tt;
ALTER TABLE tt RENAME TO t;
DROP TABLE plain;
-- refused: 42809
DROP INDEX t;
-- refused: 42809
DROP INDEX missing;
-- refused: 42704
DROP INDEX IF EXISTS missing, plain;
DROP INDEX t_pkey;
-- refused: 2BP01
DROP INDEX uniq, hashed, missing;
-- refused: 42704
DROP INDEX uniq, hashed;
REINDEX INDEX missing;
-- refused: 42P01
REINDEX INDEX ordered;
REINDEX TABLE t;
CLUSTER t USING ordered;
CLUSTER t USING hashed;
-- refused: 42704
CLUSTER t USING gin_json;
-- refused: 0A000
ALTER TABLE t CLUSTER ON partial;
-- refused: 0A000
ALTER TABLE t SET WITHOUT CLUSTER;
DROP EXTENSION pg_trgm;
-- refused: 2BP01
DROP EXTENSION pg_trgm CASCADE;
DROP INDEX trigram;
-- refused: 42704
ALTER TABLE t DROP COLUMN a;
-- refused: 2BP01
DROP VIEW v;
-- Which of them know of the column decides what goes with it.
ALTER TABLE t DROP COLUMN a;
DROP INDEX included;
-- refused: 42704
ALTER TABLE t RENAME COLUMN b TO "B";
ALTER TABLE t ALTER COLUMN "B" TYPE varchar(100);
ALTER TABLE t ALTER COLUMN e TYPE text USING 'x';
-- refused: 42704
DROP INDEX gin_array;
