-- Whole tables and other objects.
CREATE TABLE p (id int PRIMARY KEY, a int);
INSERT INTO p SELECT n, n FROM generate_series(1, 20) n;
CREATE TABLE t (id serial PRIMARY KEY, p_id int REFERENCES p, a int);
INSERT INTO t (p_id, a) SELECT n, n FROM generate_series(1, 20) n;
CREATE INDEX t_a ON t (a);
CREATE TABLE u (a int);
INSERT INTO u VALUES (1);
CREATE VIEW v AS SELECT * FROM u;
CREATE MATERIALIZED VIEW mv AS SELECT * FROM u;
CREATE UNIQUE INDEX mv_a ON mv (a);
CREATE SEQUENCE s;
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE SCHEMA audit;
CREATE TABLE audit.log (a int);
CREATE FUNCTION trg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';

-- case: create table
CREATE TABLE n (id int PRIMARY KEY);

-- case: create table with a foreign key
CREATE TABLE n (id int PRIMARY KEY, p_id int REFERENCES p);

-- case: create table with a foreign key of the table
CREATE TABLE n (id int PRIMARY KEY, p_id int, FOREIGN KEY (p_id) REFERENCES p (id));

-- case: create table with a foreign key to itself
CREATE TABLE n (id int PRIMARY KEY, n_id int REFERENCES n);

-- case: create table if not exists, which exists
CREATE TABLE IF NOT EXISTS u (p_id int REFERENCES p);

-- case: create table like another
CREATE TABLE n (LIKE u INCLUDING ALL);

-- case: create table that inherits
CREATE TABLE n () INHERITS (u);

-- case: create table as
-- planner: u
CREATE TABLE n AS SELECT * FROM v;

-- case: create temporary table
CREATE TEMP TABLE n (id int);

-- case: create materialized view
-- planner: p
CREATE MATERIALIZED VIEW n AS SELECT * FROM p;

-- case: create view
CREATE VIEW n AS SELECT * FROM u;

-- case: create or replace view
CREATE OR REPLACE VIEW v AS SELECT a FROM u;

-- case: drop table
DROP TABLE u CASCADE;

-- case: drop table with a foreign key
DROP TABLE t;

-- case: drop table that foreign keys refer to
DROP TABLE p CASCADE;

-- case: drop table if exists, which doesn't
DROP TABLE IF EXISTS missing;

-- case: drop several tables
DROP TABLE t, p;

-- case: drop view
DROP VIEW v;

-- case: drop materialized view
DROP MATERIALIZED VIEW mv;

-- case: drop sequence
DROP SEQUENCE s;

-- case: drop schema
DROP SCHEMA audit CASCADE;

-- case: drop type with cascade
CREATE TABLE k (m mood, a int);
DROP TYPE mood CASCADE;

-- case: drop type
DROP TYPE mood;

-- case: drop function
DROP FUNCTION trg();

-- case: rename table
ALTER TABLE u RENAME TO other;

-- case: rename view
ALTER VIEW v RENAME TO other;

-- case: rename sequence
ALTER SEQUENCE s RENAME TO other;

-- case: rename table that doesn't exist
ALTER TABLE IF EXISTS missing RENAME TO other;

-- case: set schema
ALTER TABLE u SET SCHEMA audit;

-- case: set schema of a table with indexes and a sequence
ALTER TABLE t SET SCHEMA audit;

-- case: rename schema
ALTER SCHEMA audit RENAME TO other;

-- case: rename type
ALTER TYPE mood RENAME TO other;

-- case: rename enum value
CREATE TABLE k (m mood);
ALTER TYPE mood RENAME VALUE 'sad' TO 'gloomy';

-- case: add enum value
CREATE TABLE k (m mood);
ALTER TYPE mood ADD VALUE 'great';

-- case: owner of a table
ALTER TABLE u OWNER TO somebody;

-- case: owner of a table with a sequence
ALTER TABLE t OWNER TO somebody;

-- case: owner of a view
ALTER VIEW v OWNER TO somebody;

-- case: owner of a sequence
ALTER SEQUENCE s OWNER TO somebody;

-- case: owner of a function
ALTER FUNCTION trg() OWNER TO somebody;

-- case: options of a table, autovacuum
ALTER TABLE u SET (autovacuum_enabled = false);

-- case: options of a table, fillfactor
ALTER TABLE u SET (fillfactor = 90);

-- case: options of a table, reset
ALTER TABLE u RESET (fillfactor);

-- case: options of a table, user_catalog_table
ALTER TABLE u SET (user_catalog_table = true);

-- case: options of a table, parallel_workers
ALTER TABLE u SET (parallel_workers = 2);

-- case: options of a table, toast
ALTER TABLE u SET (toast_tuple_target = 200, autovacuum_vacuum_cost_limit = 100);

-- case: set unlogged
ALTER TABLE u SET UNLOGGED;

-- case: set logged
CREATE UNLOGGED TABLE k (a int);
INSERT INTO k VALUES (1);
ALTER TABLE k SET LOGGED;

-- case: set logged of what is logged
ALTER TABLE u SET LOGGED;

-- case: set unlogged with an identity column
CREATE TABLE k (id int GENERATED ALWAYS AS IDENTITY, a int);
INSERT INTO k (a) VALUES (1);
ALTER TABLE k SET UNLOGGED;

-- case: set access method, which it has
-- pg: >= 15
ALTER TABLE u SET ACCESS METHOD heap;

-- case: set tablespace, where it is
ALTER TABLE u SET TABLESPACE pg_default;

-- case: enable trigger
CREATE TRIGGER g BEFORE INSERT ON u FOR EACH ROW EXECUTE FUNCTION trg();
ALTER TABLE u ENABLE TRIGGER g;

-- case: disable trigger
CREATE TRIGGER g BEFORE INSERT ON u FOR EACH ROW EXECUTE FUNCTION trg();
ALTER TABLE u DISABLE TRIGGER g;

-- case: disable all triggers
ALTER TABLE u DISABLE TRIGGER ALL;

-- case: create trigger
CREATE TRIGGER g BEFORE INSERT ON u FOR EACH ROW EXECUTE FUNCTION trg();

-- case: create or replace trigger
CREATE OR REPLACE TRIGGER g AFTER INSERT ON u FOR EACH ROW EXECUTE FUNCTION trg();

-- case: create constraint trigger
CREATE CONSTRAINT TRIGGER g AFTER INSERT ON u DEFERRABLE FOR EACH ROW EXECUTE FUNCTION trg();

-- case: drop trigger
CREATE TRIGGER g BEFORE INSERT ON u FOR EACH ROW EXECUTE FUNCTION trg();
DROP TRIGGER g ON u;

-- case: drop trigger if exists, which doesn't
DROP TRIGGER IF EXISTS g ON u;

-- case: drop trigger if exists of a table that doesn't
DROP TRIGGER IF EXISTS g ON missing;

-- case: rename trigger
CREATE TRIGGER g BEFORE INSERT ON u FOR EACH ROW EXECUTE FUNCTION trg();
ALTER TRIGGER g ON u RENAME TO h;

-- case: enable row security
ALTER TABLE u ENABLE ROW LEVEL SECURITY;

-- case: force row security
ALTER TABLE u FORCE ROW LEVEL SECURITY;

-- case: create policy
CREATE POLICY g ON u USING (a > 0);

-- case: drop policy
CREATE POLICY g ON u USING (a > 0);
DROP POLICY g ON u;

-- case: rename policy
CREATE POLICY g ON u USING (a > 0);
ALTER POLICY g ON u RENAME TO h;

-- case: create rule
CREATE RULE g AS ON INSERT TO u DO ALSO NOTIFY x;

-- case: drop rule
CREATE RULE g AS ON INSERT TO u DO ALSO NOTIFY x;
DROP RULE g ON u;

-- case: replica identity full
ALTER TABLE u REPLICA IDENTITY FULL;

-- case: replica identity of an index
CREATE TABLE k (a int NOT NULL);
CREATE UNIQUE INDEX i ON k (a);
ALTER TABLE k REPLICA IDENTITY USING INDEX i;

-- case: inherit
CREATE TABLE k (a int);
INSERT INTO k VALUES (1);
ALTER TABLE k INHERIT u;

-- case: no inherit
CREATE TABLE k () INHERITS (u);
ALTER TABLE k NO INHERIT u;

-- case: set without cluster
ALTER TABLE t CLUSTER ON t_a;
ALTER TABLE t SET WITHOUT CLUSTER;

-- case: truncate
TRUNCATE u;

-- case: truncate with cascade
TRUNCATE p CASCADE;

-- case: truncate with foreign keys in the list
TRUNCATE p, t;

-- case: truncate, restart identity
TRUNCATE t RESTART IDENTITY;

-- case: truncate of a table that is inherited
CREATE TABLE k () INHERITS (u);
INSERT INTO k VALUES (1);
TRUNCATE u;

-- case: lock table
LOCK TABLE u;

-- case: lock table in share mode
LOCK TABLE u IN SHARE MODE;

-- case: lock table, access share
LOCK TABLE u IN ACCESS SHARE MODE;

-- case: lock a view
LOCK TABLE v IN SHARE MODE;

-- case: vacuum
-- blocker: LOCK TABLE u IN SHARE UPDATE EXCLUSIVE MODE
VACUUM u;

-- case: vacuum full
VACUUM FULL t;

-- case: vacuum analyze
-- blocker: LOCK TABLE u IN SHARE UPDATE EXCLUSIVE MODE
VACUUM ANALYZE u;

-- case: analyze
ANALYZE u;

-- case: refresh
-- planner: u
REFRESH MATERIALIZED VIEW mv;

-- case: refresh concurrently
-- planner: u
REFRESH MATERIALIZED VIEW CONCURRENTLY mv;

-- case: refresh with no data
REFRESH MATERIALIZED VIEW mv WITH NO DATA;

-- case: comment on a table
COMMENT ON TABLE u IS 'x';

-- case: comment on a view
COMMENT ON VIEW v IS 'x';

-- case: comment on a type
COMMENT ON TYPE mood IS 'x';

-- case: comment on a schema
COMMENT ON SCHEMA audit IS 'x';

-- case: comment on a function
COMMENT ON FUNCTION trg() IS 'x';

-- case: grant
GRANT SELECT ON u TO somebody;

-- case: grant on several
GRANT SELECT ON u, p TO somebody;

-- case: revoke
REVOKE SELECT ON u FROM somebody;

-- case: grant on all tables of a schema
GRANT SELECT ON ALL TABLES IN SCHEMA audit TO somebody;

-- case: grant on a schema
GRANT USAGE ON SCHEMA audit TO somebody;

-- case: grant on a sequence
GRANT USAGE ON SEQUENCE s TO somebody;

-- case: create publication
CREATE PUBLICATION pub FOR TABLE u;

-- case: create publication for all tables
CREATE PUBLICATION pub FOR ALL TABLES;

-- case: create sequence
CREATE SEQUENCE n;

-- case: create sequence that a column owns
CREATE SEQUENCE n OWNED BY u.a;

-- case: alter sequence
ALTER SEQUENCE s INCREMENT 2;

-- case: alter sequence as bigint
ALTER SEQUENCE t_id_seq AS bigint;

-- case: alter sequence restart
ALTER SEQUENCE s RESTART;

-- case: alter sequence, owned by
ALTER SEQUENCE s OWNED BY u.a;

-- case: create enum
CREATE TYPE n AS ENUM ('a');

-- case: create domain
CREATE DOMAIN n AS int CHECK (VALUE > 0);

-- case: create composite type
CREATE TYPE n AS (a int);

-- case: create schema
CREATE SCHEMA n;

-- case: create extension
CREATE EXTENSION citext;

-- case: create function
CREATE FUNCTION n() RETURNS int LANGUAGE sql AS 'SELECT 1';

-- case: insert
INSERT INTO u VALUES (1);

-- case: insert into a table with a foreign key
INSERT INTO t (p_id) VALUES (1);

-- case: insert from a query
-- planner: p
INSERT INTO u SELECT a FROM p;

-- case: update
UPDATE u SET a = 2;

-- case: update with a condition
-- planner: p
UPDATE p SET a = 2 WHERE id = 1;

-- case: update of a foreign key
-- planner: t
UPDATE t SET p_id = 2 WHERE id = 1;

-- case: update from other tables
-- planner: p t u
UPDATE u SET a = 2 FROM p WHERE p.id = u.a AND EXISTS (SELECT FROM t);

-- case: update from another table without a condition
-- planner: p
UPDATE u SET a = p.id FROM p;

-- case: update from a table without rows
-- planner: e
CREATE TABLE e (a int);
UPDATE u SET a = e.a FROM e;

-- case: delete using another table without a condition
-- planner: p
DELETE FROM u USING p;

-- case: delete using another table
-- planner: p u
DELETE FROM u USING p WHERE p.id = u.a;

-- case: delete
DELETE FROM u;

-- case: delete of what is referred to
-- planner: t
DELETE FROM t WHERE p_id = 1;
DELETE FROM p WHERE id = 1;

-- case: delete that cascades
-- planner: t k
CREATE TABLE k (p_id int REFERENCES p ON DELETE CASCADE);
INSERT INTO k VALUES (1);
DELETE FROM t WHERE p_id = 1;
DELETE FROM p WHERE id = 1;

-- case: select
SELECT * FROM u WHERE false;

-- case: select from a view
SELECT * FROM v WHERE false;

-- case: copy to
COPY u TO '/dev/null';

-- case: copy from
COPY u FROM '/dev/null';

-- case: set
SET lock_timeout = '1s';

-- case: alter system
ALTER SYSTEM SET work_mem = '5MB';

-- case: create database
CREATE DATABASE created;

-- case: drop database
DROP DATABASE droppable;

-- case: drop database if exists
DROP DATABASE IF EXISTS n;

-- case: drop tablespace
DROP TABLESPACE IF EXISTS n;

-- case: drop table that a view of a view reads
CREATE VIEW vv AS SELECT * FROM v;
DROP TABLE u CASCADE;

-- case: drop index that is a unique of a foreign key
CREATE TABLE k (a int);
CREATE UNIQUE INDEX k_a ON k (a);
CREATE TABLE kk (a int REFERENCES k (a));
DROP INDEX k_a CASCADE;

-- case: drop table of several foreign keys
CREATE TABLE k (a int REFERENCES p, b int REFERENCES t);
DROP TABLE k;

-- case: rename check of a table that is inherited
CREATE TABLE k (a int CONSTRAINT c CHECK (a > 0));
CREATE TABLE kk () INHERITS (k);
ALTER TABLE k RENAME CONSTRAINT c TO cc;

-- case: drop table that is inherited
CREATE TABLE kk () INHERITS (u);
DROP TABLE u CASCADE;

-- case: drop table that inherits
CREATE TABLE kk () INHERITS (u);
DROP TABLE kk;

-- case: options of a view
ALTER VIEW v SET (security_barrier = true);

-- case: options of an index, fastupdate
CREATE TABLE k (a int[]);
CREATE INDEX k_a ON k USING gin (a);
ALTER INDEX k_a SET (fastupdate = off);

-- case: options of an index, gin_pending_list_limit
CREATE TABLE k (a int[]);
CREATE INDEX k_a ON k USING gin (a);
ALTER INDEX k_a SET (gin_pending_list_limit = 100);

-- case: options of an index, pages_per_range
CREATE INDEX u_a ON u USING brin (a);
ALTER INDEX u_a SET (pages_per_range = 64);

-- case: options of an index, autosummarize
CREATE INDEX u_a ON u USING brin (a);
ALTER INDEX u_a SET (autosummarize = on);

-- case: options of an index, deduplicate_items
ALTER INDEX t_a SET (deduplicate_items = off);

-- case: options of an index, buffering
CREATE TABLE k (a point);
CREATE INDEX k_a ON k USING gist (a);
ALTER INDEX k_a SET (buffering = off);

-- case: options of a table, vacuum_truncate
ALTER TABLE u SET (vacuum_truncate = off, log_autovacuum_min_duration = 0);

-- case: comment on a trigger
CREATE TRIGGER g BEFORE INSERT ON u FOR EACH ROW EXECUTE FUNCTION trg();
COMMENT ON TRIGGER g ON u IS 'x';

-- case: comment on a sequence
COMMENT ON SEQUENCE s IS 'x';

-- case: comment on a materialized view
COMMENT ON MATERIALIZED VIEW mv IS 'x';

-- case: set default of a view
ALTER VIEW v ALTER COLUMN a SET DEFAULT 1;

-- case: analyze a table that is inherited
CREATE TABLE kk () INHERITS (u);
ANALYZE u;

-- case: refresh a materialized view of another
-- planner: mv
CREATE MATERIALIZED VIEW mv2 AS SELECT * FROM mv;
REFRESH MATERIALIZED VIEW mv2;
