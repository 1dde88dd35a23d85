-- Publications.
CREATE TABLE t (id int PRIMARY KEY, a int);
CREATE TABLE u (id int);
CREATE VIEW v AS SELECT id FROM t;
CREATE TEMP TABLE passing (id int);
CREATE UNLOGGED TABLE fast (id int);
CREATE PUBLICATION everything FOR ALL TABLES;
CREATE PUBLICATION inserts FOR TABLE t, u WITH (publish = 'insert, update');
CREATE PUBLICATION nothing;
CREATE PUBLICATION inserts;
-- refused: 42710
CREATE PUBLICATION x FOR TABLE missing;
-- refused: 42P01
CREATE PUBLICATION x FOR TABLE v;
-- refused: 22023
CREATE PUBLICATION x FOR TABLE passing;
-- refused: 22023
CREATE PUBLICATION x FOR TABLE fast;
-- refused: 22023
CREATE PUBLICATION x WITH (publish = 'truncates');
-- refused: 42601
ALTER PUBLICATION nothing ADD TABLE t;
ALTER PUBLICATION nothing ADD TABLE t;
-- refused: 42710
ALTER PUBLICATION nothing DROP TABLE u;
-- refused: 42704
ALTER PUBLICATION nothing SET TABLE u;
ALTER PUBLICATION everything ADD TABLE t;
-- refused: 55000
ALTER PUBLICATION nothing SET (publish = 'delete', publish_via_partition_root = true);
ALTER PUBLICATION nothing RENAME TO something;
ALTER PUBLICATION nothing RENAME TO x;
-- refused: 42704
ALTER TABLE t SET UNLOGGED;
-- refused: 55000
-- What updates and deletes publish needs to know a row by something.
DELETE FROM u;
-- refused: 55000
INSERT INTO u VALUES (1);
ALTER TABLE u REPLICA IDENTITY FULL;
DELETE FROM u;
DROP TABLE u;
DROP PUBLICATION nothing;
-- refused: 42704
DROP PUBLICATION IF EXISTS nothing, everything;
