-- Extensions and what they bring: types, functions, operator classes.
CREATE EXTENSION citext;
CREATE EXTENSION citext;
-- refused: 42710
CREATE EXTENSION IF NOT EXISTS citext;
CREATE EXTENSION no_such_extension;
-- refused: 58P01 (< 15)
-- refused: 0A000 (>= 15)
CREATE EXTENSION IF NOT EXISTS "uuid-ossp" WITH SCHEMA public;
CREATE EXTENSION pgcrypto SCHEMA missing;
-- refused: 3F000
CREATE SCHEMA extensions;
CREATE EXTENSION pgcrypto SCHEMA extensions;
CREATE EXTENSION hstore;
CREATE EXTENSION pg_trgm;
CREATE EXTENSION btree_gin;
CREATE EXTENSION btree_gist;
CREATE EXTENSION unaccent;
CREATE TABLE t (id uuid PRIMARY KEY DEFAULT uuid_generate_v4(), token text DEFAULT encode(extensions.gen_random_bytes(8), 'hex'), email citext UNIQUE, tags hstore DEFAULT '', n int, s text);
CREATE TABLE wrong (id text DEFAULT gen_random_bytes(8));
-- refused: 42883
CREATE INDEX t_n ON t USING gin (n, s gin_trgm_ops);
CREATE INDEX t_gist ON t USING gist (n, s gist_trgm_ops);
CREATE INDEX t_tags ON t USING gin (tags);
CREATE INDEX t_plain ON t (unaccent(s));
-- refused: 42P17
ALTER TABLE t ADD CONSTRAINT excl EXCLUDE USING gist (n WITH =, email WITH =);
-- refused: 42809
ALTER TABLE t ADD CONSTRAINT excl EXCLUDE USING gist (n WITH =);
ALTER EXTENSION hstore SET SCHEMA extensions;
ALTER TABLE t ADD COLUMN more hstore;
-- refused: 42704
ALTER TABLE t ADD COLUMN more extensions.hstore;
ALTER EXTENSION no_such_extension SET SCHEMA public;
-- refused: 42704
DROP TYPE citext;
-- refused: 2BP01
DROP FUNCTION uuid_generate_v4();
-- refused: 2BP01
DROP SCHEMA extensions;
-- refused: 2BP01
DROP EXTENSION citext;
-- refused: 2BP01
DROP EXTENSION "uuid-ossp";
-- refused: 2BP01
DROP EXTENSION no_such_extension;
-- refused: 42704
DROP EXTENSION IF EXISTS no_such_extension, unaccent;
ALTER TABLE t ALTER COLUMN email TYPE text;
-- The index is built again with the class of the new type.
DROP EXTENSION citext;
ALTER TABLE t ALTER COLUMN id SET DEFAULT gen_random_uuid();
DROP EXTENSION "uuid-ossp";
DROP EXTENSION btree_gin;
-- refused: 2BP01
DROP EXTENSION btree_gin CASCADE;
DROP EXTENSION pg_trgm;
-- refused: 2BP01
DROP INDEX t_gist;
DROP EXTENSION pg_trgm;
DROP SCHEMA extensions CASCADE;
SELECT token FROM t;
SELECT tags FROM t;
-- refused: 42703
DROP EXTENSION hstore;
-- refused: 42704
CREATE EXTENSION earthdistance;
-- refused: 42704
CREATE EXTENSION earthdistance CASCADE;
DROP EXTENSION cube;
-- refused: 2BP01
CREATE TABLE places (at earth);
DROP EXTENSION cube CASCADE;
SELECT at FROM places;
-- refused: 42703
COMMENT ON EXTENSION btree_gist IS 'indexes';
