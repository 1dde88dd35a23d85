-- CREATE INDEX, DROP INDEX, REINDEX, ALTER INDEX.
CREATE TABLE t (id int PRIMARY KEY, a int, b text);
INSERT INTO t SELECT n, n, n FROM generate_series(1, 20) n;
CREATE INDEX t_a ON t (a);
CREATE TABLE m (id int, region int) PARTITION BY LIST (region);
CREATE TABLE m1 PARTITION OF m FOR VALUES IN (1);
CREATE TABLE m2 PARTITION OF m FOR VALUES IN (2);
INSERT INTO m SELECT n, 1 + n % 2 FROM generate_series(1, 20) n;
CREATE INDEX m_id ON m (id);

-- case: create index
CREATE INDEX t_b ON t (b);

-- case: create unique index
CREATE UNIQUE INDEX t_b ON t (b);

-- case: create index concurrently
CREATE INDEX CONCURRENTLY t_b ON t (b);

-- case: create index if not exists, which exists, still locks
CREATE INDEX IF NOT EXISTS t_a ON t (a);

-- case: create index if not exists, which doesn't
CREATE INDEX IF NOT EXISTS t_b ON t (b);

-- case: create index on a partitioned table
CREATE INDEX m_region ON m (region);

-- case: create index on only a partitioned table
CREATE INDEX m_region ON ONLY m (region);

-- case: create index on a partitioned table with a matching index on one partition
CREATE INDEX m1_region ON m1 (region);
CREATE INDEX m_region ON m (region);

-- case: create index on a materialized view
CREATE MATERIALIZED VIEW v AS SELECT * FROM t;
CREATE INDEX v_a ON v (a);

-- case: drop index
DROP INDEX t_a;

-- case: drop several indexes
CREATE INDEX t_b ON t (b);
DROP INDEX t_a, t_b;

-- case: drop index concurrently
DROP INDEX CONCURRENTLY t_a;

-- case: drop index if exists, which doesn't, takes nothing
DROP INDEX IF EXISTS missing;

-- case: drop index concurrently if exists, which doesn't
DROP INDEX CONCURRENTLY IF EXISTS missing;

-- case: drop index of a partitioned table
DROP INDEX m_id;

-- case: reindex index
REINDEX INDEX t_a;

-- case: reindex table
REINDEX TABLE t;

-- case: reindex index concurrently
REINDEX INDEX CONCURRENTLY t_a;

-- case: reindex table concurrently
REINDEX TABLE CONCURRENTLY t;

-- case: reindex a partitioned table is refused in a block
-- blocker: LOCK TABLE m IN ROW EXCLUSIVE MODE
REINDEX TABLE m;

-- case: reindex an index of a partitioned table is refused in a block
-- blocker: LOCK TABLE m IN ROW EXCLUSIVE MODE
REINDEX INDEX m_id;

-- case: reindex schema
REINDEX SCHEMA public;

-- case: alter index rename
ALTER INDEX t_a RENAME TO t_a2;

-- case: alter table rename of an index
ALTER TABLE t_a RENAME TO t_a2;

-- case: alter index set options
ALTER INDEX t_a SET (fillfactor = 90);

-- case: alter index set tablespace
ALTER INDEX t_a SET TABLESPACE pg_default;

-- case: alter index attach partition
CREATE INDEX m_region ON ONLY m (region);
CREATE INDEX m1_region ON m1 (region);
ALTER INDEX m_region ATTACH PARTITION m1_region;

-- case: comment on an index
COMMENT ON INDEX t_a IS 'x';

-- case: cluster on an index
ALTER TABLE t CLUSTER ON t_a;

-- case: cluster
CLUSTER t USING t_a;

-- case: cluster everything is refused in a block
CLUSTER;

-- case: reindex table of a schema concurrently
REINDEX SCHEMA CONCURRENTLY public;

-- case: reindex database
REINDEX DATABASE work;

-- case: cluster a partitioned table
-- pg: >= 15
-- blocker: LOCK TABLE m IN ACCESS SHARE MODE
CLUSTER m USING m_id;

-- case: cluster without an index, by what it is clustered on
ALTER TABLE t CLUSTER ON t_a;
CLUSTER t;

-- case: alter index if exists, which doesn't
ALTER INDEX IF EXISTS missing RENAME TO other;

-- case: set statistics of an index
CREATE INDEX t_e ON t ((a + 1));
ALTER INDEX t_e ALTER COLUMN 1 SET STATISTICS 500;

-- case: drop index with cascade
DROP INDEX t_a CASCADE;

-- case: create index of an exclusion-less hash
CREATE INDEX t_h ON t USING hash (a);
