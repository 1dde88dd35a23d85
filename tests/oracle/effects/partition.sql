-- Partitioned tables.
CREATE TABLE p (id int PRIMARY KEY);
INSERT INTO p SELECT n FROM generate_series(1, 20) n;
CREATE TABLE m (id int, region int, a int, ts timestamp) PARTITION BY LIST (region);
CREATE TABLE m1 PARTITION OF m FOR VALUES IN (1);
CREATE TABLE m2 PARTITION OF m FOR VALUES IN (2);
INSERT INTO m SELECT n, 1 + n % 2, n, now() FROM generate_series(1, 20) n;
CREATE INDEX m_id ON m (id);
CREATE TABLE d (id int, region int) PARTITION BY LIST (region);
CREATE TABLE d1 PARTITION OF d FOR VALUES IN (1);
CREATE TABLE d_rest PARTITION OF d DEFAULT;
INSERT INTO d SELECT n, 1 + n % 2 FROM generate_series(1, 20) n;
CREATE TABLE x (id int, region int, a int, ts timestamp);
INSERT INTO x SELECT n, 5 FROM generate_series(1, 20) n;
CREATE TABLE y (id int, region int);
INSERT INTO y SELECT n, 5 FROM generate_series(1, 20) n;

-- case: create partition
CREATE TABLE m3 PARTITION OF m FOR VALUES IN (3);

-- case: create default partition
CREATE TABLE m3 PARTITION OF m DEFAULT;

-- case: create partition where there is a default partition
CREATE TABLE d3 PARTITION OF d FOR VALUES IN (3);

-- case: create partition where a check excludes rows of the default partition
ALTER TABLE d_rest ADD CHECK (region IS NOT NULL AND region = 2);
CREATE TABLE d3 PARTITION OF d FOR VALUES IN (3);

-- case: create partition of a table with a foreign key
ALTER TABLE m ADD FOREIGN KEY (a) REFERENCES p;
CREATE TABLE m3 PARTITION OF m FOR VALUES IN (3);

-- case: attach partition
ALTER TABLE m ATTACH PARTITION x FOR VALUES IN (5);

-- case: attach partition that a check proves
ALTER TABLE x ADD CHECK (region IS NOT NULL AND region = 5);
ALTER TABLE m ATTACH PARTITION x FOR VALUES IN (5);

-- case: attach partition that has the index
CREATE INDEX x_id ON x (id);
ALTER TABLE m ATTACH PARTITION x FOR VALUES IN (5);

-- case: attach partition where there is a default partition
ALTER TABLE d ATTACH PARTITION y FOR VALUES IN (5);

-- case: attach default partition
ALTER TABLE m ATTACH PARTITION x DEFAULT;

-- case: attach partition to a table with a foreign key
ALTER TABLE m ADD FOREIGN KEY (a) REFERENCES p;
ALTER TABLE m ATTACH PARTITION x FOR VALUES IN (5);

-- case: attach partition to a table with a primary key
CREATE TABLE z (id int NOT NULL, region int NOT NULL, PRIMARY KEY (id, region)) PARTITION BY LIST (region);
ALTER TABLE y ALTER COLUMN id SET NOT NULL, ALTER COLUMN region SET NOT NULL;
ALTER TABLE z ATTACH PARTITION y FOR VALUES IN (5);

-- case: detach partition
ALTER TABLE m DETACH PARTITION m1;

-- case: detach partition concurrently
-- blocker: LOCK TABLE m IN ACCESS SHARE MODE
ALTER TABLE m DETACH PARTITION m1 CONCURRENTLY;

-- case: detach partition where there is a default partition
ALTER TABLE d DETACH PARTITION d1;

-- case: drop partition
DROP TABLE m1;

-- case: drop partition where there is a default partition
DROP TABLE d1;

-- case: drop partitioned table
DROP TABLE m;

-- case: truncate partitioned table
TRUNCATE m;

-- case: truncate partition
TRUNCATE m1;

-- case: add column
ALTER TABLE m ADD COLUMN b int;

-- case: add column with a volatile default
ALTER TABLE m ADD COLUMN b double precision DEFAULT random();

-- case: add column, unique, of a partition
ALTER TABLE m1 ADD UNIQUE (id);

-- case: drop column
ALTER TABLE m DROP COLUMN a;

-- case: set default
ALTER TABLE m ALTER COLUMN a SET DEFAULT 1;

-- case: set default of only
ALTER TABLE ONLY m ALTER COLUMN a SET DEFAULT 1;

-- case: set not null
ALTER TABLE m ALTER COLUMN a SET NOT NULL;

-- case: drop not null of what is not null
ALTER TABLE m ALTER COLUMN a SET NOT NULL;
ALTER TABLE m ALTER COLUMN a DROP NOT NULL;

-- case: drop not null of what may be null
ALTER TABLE m ALTER COLUMN a DROP NOT NULL;

-- case: set type
ALTER TABLE m ALTER COLUMN a TYPE bigint;

-- case: set type of timestamp
ALTER TABLE m ALTER COLUMN ts TYPE timestamptz;

-- case: set statistics
ALTER TABLE m ALTER COLUMN a SET STATISTICS 100;

-- case: rename table
ALTER TABLE m RENAME TO other;

-- case: rename column
ALTER TABLE m RENAME COLUMN a TO b;

-- case: rename index of a partitioned table
ALTER INDEX m_id RENAME TO other;

-- case: owner
ALTER TABLE m OWNER TO somebody;

-- case: row security
ALTER TABLE m ENABLE ROW LEVEL SECURITY;

-- case: create trigger
CREATE FUNCTION trg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER g BEFORE INSERT ON m FOR EACH ROW EXECUTE FUNCTION trg();

-- case: create statement trigger
CREATE FUNCTION trg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER g BEFORE INSERT ON m EXECUTE FUNCTION trg();

-- case: drop trigger
CREATE FUNCTION trg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER g BEFORE INSERT ON m FOR EACH ROW EXECUTE FUNCTION trg();
DROP TRIGGER g ON m;

-- case: disable trigger
ALTER TABLE m DISABLE TRIGGER ALL;

-- case: set schema
CREATE SCHEMA audit;
ALTER TABLE m SET SCHEMA audit;

-- case: lock
LOCK TABLE m IN SHARE MODE;

-- case: analyze
ANALYZE m;

-- case: select
SELECT * FROM m WHERE false;

-- case: insert
INSERT INTO m VALUES (1, 1);

-- case: grant
GRANT SELECT ON m TO somebody;

-- case: comment
COMMENT ON TABLE m IS 'x';

-- case: create index on a partition
CREATE INDEX m1_a ON m1 (a);

-- case: drop constraint of a partitioned table
ALTER TABLE m ADD CONSTRAINT c CHECK (a > 0);
ALTER TABLE m DROP CONSTRAINT c;

-- case: drop unique of a partitioned table
ALTER TABLE m ADD CONSTRAINT u UNIQUE (id, region);
ALTER TABLE m DROP CONSTRAINT u;

-- case: attach partition to a table that a foreign key refers to
CREATE TABLE z (id int NOT NULL, region int NOT NULL, PRIMARY KEY (id, region)) PARTITION BY LIST (region);
CREATE TABLE k (a int, b int, FOREIGN KEY (a, b) REFERENCES z);
ALTER TABLE y ALTER COLUMN id SET NOT NULL, ALTER COLUMN region SET NOT NULL;
ALTER TABLE z ATTACH PARTITION y FOR VALUES IN (5);

-- case: create partition of a table that a foreign key refers to
CREATE TABLE z (id int NOT NULL, region int NOT NULL, PRIMARY KEY (id, region)) PARTITION BY LIST (region);
CREATE TABLE k (a int, b int, FOREIGN KEY (a, b) REFERENCES z);
CREATE TABLE z1 PARTITION OF z FOR VALUES IN (5);

-- case: detach partition of a table with a foreign key
ALTER TABLE m ADD FOREIGN KEY (a) REFERENCES p;
ALTER TABLE m DETACH PARTITION m1;

-- case: detach partition of a table that a foreign key refers to
CREATE TABLE z (id int NOT NULL, region int NOT NULL, PRIMARY KEY (id, region)) PARTITION BY LIST (region);
CREATE TABLE z1 PARTITION OF z FOR VALUES IN (5);
CREATE TABLE k (a int, b int, FOREIGN KEY (a, b) REFERENCES z);
ALTER TABLE z DETACH PARTITION z1;

-- case: attach the first partition as the default
CREATE TABLE z (id int, region int) PARTITION BY LIST (region);
ALTER TABLE z ATTACH PARTITION y DEFAULT;

-- case: attach partition that is partitioned
CREATE TABLE z (id int, region int) PARTITION BY LIST (region);
CREATE TABLE zz (id int, region int) PARTITION BY LIST (id);
CREATE TABLE zz1 PARTITION OF zz FOR VALUES IN (1);
INSERT INTO zz VALUES (1, 5);
ALTER TABLE z ATTACH PARTITION zz FOR VALUES IN (5);

-- case: drop partition of a table with a foreign key
ALTER TABLE m ADD FOREIGN KEY (a) REFERENCES p;
DROP TABLE m1;

-- case: drop default partition
DROP TABLE d_rest;

-- case: rename check of a partitioned table
ALTER TABLE m ADD CONSTRAINT c CHECK (a > 0);
ALTER TABLE m RENAME CONSTRAINT c TO cc;

-- case: rename trigger of a partitioned table
CREATE FUNCTION trg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER g BEFORE INSERT ON m FOR EACH ROW EXECUTE FUNCTION trg();
ALTER TRIGGER g ON m RENAME TO h;

-- case: disable a trigger of a partitioned table
CREATE FUNCTION trg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER g BEFORE INSERT ON m FOR EACH ROW EXECUTE FUNCTION trg();
ALTER TABLE m DISABLE TRIGGER g;

-- case: create policy
CREATE POLICY g ON m USING (a > 0);

-- case: set storage
ALTER TABLE d ADD COLUMN b text;
ALTER TABLE d ALTER COLUMN b SET STORAGE EXTERNAL;

-- case: set compression
ALTER TABLE d ADD COLUMN b text;
ALTER TABLE d ALTER COLUMN b SET COMPRESSION pglz;

-- case: options of a column
ALTER TABLE m ALTER COLUMN a SET (n_distinct = 5);

-- case: drop default
ALTER TABLE m ALTER COLUMN a DROP DEFAULT;

-- case: add identity
-- pg: >= 17
ALTER TABLE m ALTER COLUMN id SET NOT NULL;
ALTER TABLE m ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;

-- case: refer to a partitioned table from a new table
ALTER TABLE m ADD PRIMARY KEY (id, region);
CREATE TABLE k (a int, b int, FOREIGN KEY (a, b) REFERENCES m);

-- case: drop table that refers to a partitioned table
ALTER TABLE m ADD PRIMARY KEY (id, region);
CREATE TABLE k (a int, b int, FOREIGN KEY (a, b) REFERENCES m);
DROP TABLE k;

-- case: create publication
CREATE PUBLICATION pub FOR TABLE m;

-- case: vacuum full
VACUUM FULL m;

-- case: replica identity
ALTER TABLE m REPLICA IDENTITY FULL;

-- case: set tablespace
ALTER TABLE m SET TABLESPACE pg_default;
