-- Foreign tables.
CREATE EXTENSION postgres_fdw;
CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw OPTIONS (dbname 'other');
CREATE USER MAPPING FOR CURRENT_USER SERVER elsewhere OPTIONS (user 'x');
CREATE FOREIGN TABLE remote (id int NOT NULL, a text OPTIONS (column_name 'b'), CHECK (id > 0)) SERVER elsewhere OPTIONS (table_name 'r');
CREATE FOREIGN TABLE wrong (id int) SERVER missing;
-- refused: 42704
CREATE FOREIGN TABLE wrong (id int PRIMARY KEY) SERVER elsewhere;
-- refused: 0A000
CREATE FOREIGN TABLE wrong (id int) SERVER elsewhere OPTIONS (no_such 'x');
-- refused: HV00D
CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw;
-- refused: 42710
CREATE INDEX ON remote (id);
-- refused: 42809
CREATE TABLE refers (id int REFERENCES remote (id));
-- refused: 42809
ALTER FOREIGN TABLE remote ADD COLUMN n int DEFAULT 1;
ALTER TABLE remote RENAME COLUMN a TO c;
ALTER FOREIGN TABLE remote RENAME TO far;
DROP TABLE far;
-- refused: 42809
CREATE VIEW near AS SELECT c FROM far;
DROP FOREIGN TABLE far;
-- refused: 2BP01
DROP SERVER elsewhere;
-- refused: 2BP01
DROP SERVER elsewhere CASCADE;
SELECT c FROM near;
-- refused: 42P01
DROP FOREIGN TABLE IF EXISTS far;
DROP EXTENSION postgres_fdw;
