-- CREATE TABLE (LIKE ...): what each option copies and how the copies are named.
CREATE SCHEMA other;
CREATE TABLE source (
    id int GENERATED ALWAYS AS IDENTITY,
    code varchar(20) COLLATE "C" NOT NULL,
    price numeric(10, 2) DEFAULT 1.5,
    tax numeric(10, 2) GENERATED ALWAYS AS (price * 0.2) STORED,
    number serial,
    CONSTRAINT source_price_positive CHECK (price > 0),
    CHECK (code <> ''),
    CONSTRAINT source_key PRIMARY KEY (id),
    UNIQUE (code, price)
);
CREATE INDEX source_lower ON source (lower(code)) WHERE price > 10;
CREATE INDEX ON source (price DESC NULLS LAST) INCLUDE (code);
CREATE STATISTICS source_stats (dependencies) ON code, price FROM source;
ALTER TABLE source ALTER COLUMN code SET STORAGE EXTERNAL;
ALTER TABLE source ALTER COLUMN code SET STATISTICS 500;
COMMENT ON COLUMN source.code IS 'the code';
COMMENT ON CONSTRAINT source_price_positive ON source IS 'no gifts';
COMMENT ON INDEX source_lower IS 'by name';
CREATE TABLE parent_of_source (id int PRIMARY KEY);
ALTER TABLE source ADD CONSTRAINT source_parent FOREIGN KEY (number) REFERENCES parent_of_source (id);
CREATE TABLE bare (LIKE source);
CREATE TABLE bare_excluded (LIKE source INCLUDING ALL EXCLUDING ALL);
CREATE TABLE with_defaults (LIKE source INCLUDING DEFAULTS);
CREATE TABLE with_generated (LIKE source INCLUDING GENERATED);
CREATE TABLE with_identity (LIKE source INCLUDING IDENTITY);
CREATE TABLE with_constraints (LIKE source INCLUDING CONSTRAINTS);
CREATE TABLE with_indexes (LIKE source INCLUDING INDEXES);
CREATE TABLE with_storage (LIKE source INCLUDING STORAGE);
CREATE TABLE with_statistics (LIKE source INCLUDING STATISTICS);
CREATE TABLE with_comments (LIKE source INCLUDING COMMENTS INCLUDING CONSTRAINTS INCLUDING INDEXES);
CREATE TABLE with_all (LIKE source INCLUDING ALL);
CREATE TABLE other.with_all (LIKE source INCLUDING ALL);
CREATE TABLE all_but_indexes (LIKE source INCLUDING ALL EXCLUDING INDEXES, extra int UNIQUE);
CREATE TABLE two_sources (LIKE parent_of_source, LIKE source);
-- refused: 42701
CREATE TABLE two_others (a int, LIKE parent_of_source INCLUDING ALL, b int);
CREATE TABLE two_keys (LIKE source INCLUDING ALL, PRIMARY KEY (code));
-- refused: 42P16
CREATE TABLE same_check (LIKE source INCLUDING CONSTRAINTS, CONSTRAINT source_price_positive CHECK (price > 5));
-- refused: 42710
CREATE TABLE of_missing (LIKE missing);
-- refused: 42P01
CREATE VIEW source_view AS SELECT id, code AS label FROM source;
CREATE TABLE of_view (LIKE source_view INCLUDING ALL);
CREATE TYPE pair AS (x int, y text);
CREATE TABLE of_type (LIKE pair);
CREATE TABLE of_index (LIKE source_lower);
-- refused: 42809
CREATE TABLE IF NOT EXISTS bare (LIKE missing);
-- The default of a serial column goes along and still draws from the first table's sequence.
DROP TABLE source;
-- refused: 2BP01
ALTER TABLE with_defaults ALTER COLUMN number DROP DEFAULT;
ALTER TABLE with_all ALTER COLUMN number DROP DEFAULT;
ALTER TABLE other.with_all ALTER COLUMN number DROP DEFAULT;
ALTER TABLE all_but_indexes ALTER COLUMN number DROP DEFAULT;
DROP VIEW source_view;
DROP TABLE source;
INSERT INTO with_all (code, price, number) VALUES ('', 1, 1);
-- refused: 23514
INSERT INTO with_all (code, price, number) VALUES ('a', -1, 1);
-- refused: 23514
INSERT INTO with_all (id, code, price, number) VALUES (1, 'a', 1, 1);
-- refused: 428C9
INSERT INTO with_identity (code, number) VALUES ('a', 1);
INSERT INTO bare (code, number) VALUES ('a', 1);
-- refused: 23502
