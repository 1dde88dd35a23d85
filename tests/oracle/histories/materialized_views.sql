-- Materialized views: data or none, indexes, refreshes, dependencies.
CREATE TABLE sales (id int PRIMARY KEY, region text, amount numeric(10, 2));
CREATE MATERIALIZED VIEW totals AS SELECT region, sum(amount) AS total FROM sales GROUP BY region;
CREATE MATERIALIZED VIEW unfilled (r, n) WITH (fillfactor = 80) AS SELECT region, count(*) FROM sales GROUP BY region WITH NO DATA;
CREATE MATERIALIZED VIEW totals AS SELECT 1;
-- refused: 42P07
CREATE MATERIALIZED VIEW IF NOT EXISTS totals AS SELECT 1 AS other;
CREATE MATERIALIZED VIEW wrong AS SELECT missing FROM sales;
-- refused: 42703
CREATE OR REPLACE MATERIALIZED VIEW totals AS SELECT 1;
-- refused: 42601
CREATE TEMP TABLE scratch (a int);
CREATE MATERIALIZED VIEW wrong AS SELECT a FROM scratch;
-- refused: 0A000
CREATE INDEX totals_total ON totals (total DESC);
REFRESH MATERIALIZED VIEW CONCURRENTLY totals;
-- refused: 55000
CREATE UNIQUE INDEX totals_region ON totals (region);
REFRESH MATERIALIZED VIEW CONCURRENTLY totals;
SELECT * FROM unfilled;
-- refused: 55000
CREATE UNIQUE INDEX unfilled_r ON unfilled (r);
REFRESH MATERIALIZED VIEW CONCURRENTLY unfilled;
-- refused: 0A000
REFRESH MATERIALIZED VIEW unfilled;
REFRESH MATERIALIZED VIEW unfilled WITH NO DATA;
REFRESH MATERIALIZED VIEW CONCURRENTLY totals WITH NO DATA;
-- refused: 42601
REFRESH MATERIALIZED VIEW sales;
-- refused: 0A000
REFRESH MATERIALIZED VIEW missing;
-- refused: 42P01
INSERT INTO totals VALUES ('x', 1);
-- refused: 42809
ALTER TABLE totals ADD COLUMN x int;
-- refused: 42809
ALTER MATERIALIZED VIEW totals ADD CONSTRAINT c CHECK (total > 0);
-- refused: 42809
ALTER MATERIALIZED VIEW totals ALTER COLUMN region SET STATISTICS 50, ALTER COLUMN region SET STORAGE EXTERNAL;
ALTER MATERIALIZED VIEW totals RENAME COLUMN total TO sum;
ALTER MATERIALIZED VIEW totals RENAME TO sums;
ALTER MATERIALIZED VIEW sums SET (fillfactor = 50);
ALTER MATERIALIZED VIEW sums CLUSTER ON totals_region;
ALTER MATERIALIZED VIEW totals RENAME TO x;
-- refused: 42P01
CREATE VIEW over_sums AS SELECT region FROM sums;
CREATE MATERIALIZED VIEW second AS SELECT s.sum, u.n FROM sums s JOIN unfilled u ON u.r = s.region WITH NO DATA;
ALTER TABLE sales DROP COLUMN amount;
-- refused: 2BP01
DROP VIEW sums;
-- refused: 42809
DROP TABLE sums;
-- refused: 42809
DROP MATERIALIZED VIEW over_sums;
-- refused: 42809
DROP MATERIALIZED VIEW missing;
-- refused: 42P01
DROP MATERIALIZED VIEW sums;
-- refused: 2BP01
CREATE TABLE sums (a int);
-- refused: 42P07
DROP MATERIALIZED VIEW sums CASCADE;
SELECT 'totals_region'::regclass;
-- refused: 42P01
REFRESH MATERIALIZED VIEW second;
-- refused: 42P01
ALTER TABLE sales ALTER COLUMN amount TYPE int;
ALTER TABLE sales ALTER COLUMN region TYPE int USING 1;
-- refused: 0A000
DROP TABLE sales CASCADE;
DROP MATERIALIZED VIEW IF EXISTS unfilled, second;
