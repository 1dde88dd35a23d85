-- Queries of views: joins, subqueries, WITH, set operations, and the columns that they keep.
CREATE SCHEMA other;
CREATE TABLE a (id int primary key, x text, y varchar(10), k int);
CREATE TABLE b (id int, aid int, x int, z text);
CREATE TABLE other.a (id int, q text);
CREATE VIEW s1 AS SELECT * FROM a JOIN b USING (id);
-- refused: 42701
CREATE VIEW s2 AS SELECT b.*, a.y FROM a LEFT JOIN b USING (id);
CREATE VIEW s3 AS SELECT * FROM a NATURAL JOIN other.a AS oa;
CREATE VIEW s4 AS SELECT * FROM (SELECT id AS i, x FROM a) sub, b WHERE sub.i = b.aid;
-- refused: 42701
CREATE VIEW s4b AS SELECT sub.*, b.z FROM (SELECT id AS i, x FROM a) sub, b WHERE sub.i = b.aid;
CREATE VIEW s5 AS WITH w AS (SELECT id, y FROM a WHERE k > 0), w2 (p, q) AS (SELECT w.id, w.y FROM w) SELECT * FROM w2 JOIN b ON b.aid = w2.p;
CREATE VIEW s6 AS WITH RECURSIVE t AS (SELECT id, aid FROM b WHERE aid IS NULL UNION ALL SELECT c.id, c.aid FROM b c JOIN t ON t.id = c.aid) SELECT id, aid FROM t;
CREATE VIEW s7 AS SELECT id FROM a UNION SELECT aid FROM b ORDER BY id;
CREATE VIEW s8 AS SELECT y AS name FROM a UNION ALL SELECT z FROM b;
CREATE VIEW s9 AS SELECT a.id, l.* FROM a, LATERAL (SELECT b.z, b.x + a.k AS s FROM b WHERE b.aid = a.id LIMIT 1) l;
CREATE VIEW s10 AS SELECT a.id, (SELECT count(*) FROM b WHERE b.aid = a.id) AS n FROM a WHERE EXISTS (SELECT 1 FROM other.a o WHERE o.id = a.id AND o.q = a.x);
CREATE VIEW s11 (one, two) AS SELECT id, x, y FROM a;
CREATE VIEW s12 AS VALUES (1, 'a', now()), (2, 'b', now());
CREATE VIEW s13 AS SELECT * FROM s11;
CREATE VIEW s14 AS SELECT id AS k2 FROM a GROUP BY k2, a.x HAVING count(a.y) > 0 ORDER BY max(a.k);
CREATE VIEW s15 AS SELECT nope FROM a;
-- refused: 42703
CREATE VIEW s16 AS SELECT c.id FROM a;
-- refused: 42P01
CREATE VIEW s17 AS SELECT a.nope FROM a;
-- refused: 42703
CREATE VIEW s18 AS SELECT * FROM nope;
-- refused: 42P01
CREATE VIEW s21 AS SELECT a.ctid, a.tableoid, a.xmin, id FROM a;
CREATE VIEW s22 AS SELECT e AS v FROM a, unnest(string_to_array(a.x, ',')) AS e;
CREATE VIEW s23 AS SELECT g FROM generate_series(1, 10) g;
CREATE VIEW s24 AS SELECT id, count(*) OVER w FROM a WINDOW w AS (PARTITION BY k ORDER BY y);
CREATE VIEW s25 AS SELECT DISTINCT ON (k) id, x FROM a ORDER BY k, id DESC;
CREATE VIEW s26 AS SELECT j.id, j.z FROM (a JOIN b USING (id)) AS j (id, x1, y1, k1, aid, x2, z);
CREATE VIEW s27 AS SELECT (a.*)::text AS t FROM a;
CREATE VIEW s29 AS SELECT CASE WHEN z = 'x' THEN (SELECT max(k) FROM a) ELSE 0 END AS c FROM b;
CREATE VIEW s30 AS SELECT other.a.q FROM other.a;
CREATE VIEW s31 AS TABLE a;
CREATE VIEW s32 AS SELECT x.id FROM a x WHERE x.id IN (SELECT aid FROM b) AND x.k = ANY (SELECT y.x FROM b y WHERE y.z = x.x);
CREATE MATERIALIZED VIEW m1 AS SELECT k, sum(id) AS total FROM a GROUP BY k;
CREATE UNIQUE INDEX m1_k ON m1 (k);
CREATE TABLE t1 AS SELECT a.*, b.z FROM a JOIN b ON b.aid = a.id;
CREATE TABLE t2 (p, q) AS SELECT id, x FROM a WITH NO DATA;
SELECT id, y INTO t3 FROM a;
CREATE TABLE t4 (p, q, r) AS SELECT id, x FROM a;
-- refused: 42601
CREATE VIEW s33 (p, q, r) AS SELECT id, x FROM a;
-- refused: 42601
CREATE OR REPLACE VIEW s11 (one, two) AS SELECT id, x, y, k FROM a;
CREATE OR REPLACE VIEW s11 (one, two) AS SELECT id, x FROM a;
-- refused: 42P16
CREATE OR REPLACE VIEW s11 (uno, two) AS SELECT id, x, y, k FROM a;
-- refused: 42P16
CREATE OR REPLACE VIEW s11 (one, two) AS SELECT k, id, y, k AS k2 FROM a;
-- refused: 42P16
CREATE OR REPLACE VIEW a AS SELECT 1;
-- refused: 42809
CREATE VIEW a AS SELECT 1;
-- refused: 42P07
CREATE OR REPLACE VIEW s2 AS SELECT b.*, a.y, 1 AS extra FROM a LEFT JOIN b USING (id);
ALTER TABLE a DROP COLUMN x;
-- refused: 2BP01
ALTER TABLE a ALTER COLUMN y TYPE text;
-- refused: 0A000
ALTER TABLE a ALTER COLUMN id TYPE bigint;
-- refused: 0A000
ALTER TABLE a RENAME COLUMN k TO kk;
ALTER VIEW s13 RENAME COLUMN one TO first;
DROP VIEW s11;
-- refused: 2BP01
DROP TABLE b;
-- refused: 2BP01
ALTER TABLE b DROP COLUMN z CASCADE;
DROP VIEW s11 CASCADE;
DROP TABLE other.a CASCADE;
DROP MATERIALIZED VIEW m1;
