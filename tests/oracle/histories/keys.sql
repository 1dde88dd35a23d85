-- Primary keys and unique constraints: implicit names, NOT NULL, deferrability, INCLUDE.
CREATE TABLE a (id int PRIMARY KEY, code text UNIQUE, x int, y int, UNIQUE (x, y), UNIQUE (y) INCLUDE (x));
CREATE TABLE wrong (id int PRIMARY KEY, other int PRIMARY KEY);
-- refused: 42P16
CREATE TABLE null_key (id int NULL PRIMARY KEY);
-- refused: 42601 (>= 18)
CREATE TABLE wrong (id int, PRIMARY KEY (id, missing));
-- refused: 42703
CREATE TABLE wrong (id int, PRIMARY KEY (id, id));
-- refused: 42701
CREATE TABLE wrong (id int, UNIQUE (id, id));
-- refused: 42701
CREATE TABLE wrong (id json UNIQUE);
-- refused: 42704
CREATE TABLE wrong (id point PRIMARY KEY);
-- refused: 42704
CREATE TABLE wrong (id int, CONSTRAINT one UNIQUE (id), CONSTRAINT one CHECK (id > 0));
-- refused: 42710
CREATE TABLE wrong (id int, CONSTRAINT a_pkey UNIQUE (id));
-- refused: 42P07
CREATE TABLE wrong (id int, CONSTRAINT wrong UNIQUE (id));
-- refused: 42P07
-- The same key written twice is made once; under another name it is a second one.
CREATE TABLE same_twice (id int UNIQUE, UNIQUE (id), n int CONSTRAINT named UNIQUE, UNIQUE (n), CONSTRAINT again UNIQUE (n));
ALTER TABLE a ADD PRIMARY KEY (code);
-- refused: 42P16
ALTER TABLE a DROP CONSTRAINT a_pkey;
-- NOT NULL stays behind a dropped primary key.
INSERT INTO a (id) VALUES (NULL);
-- refused: 23502
ALTER TABLE a ADD CONSTRAINT code_is_key PRIMARY KEY (code) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE a ALTER COLUMN code DROP NOT NULL;
-- refused: 42P16
ALTER TABLE a ALTER CONSTRAINT code_is_key NOT DEFERRABLE;
-- refused: 42809
ALTER TABLE a ADD UNIQUE (code);
ALTER TABLE a ADD UNIQUE (code);
ALTER TABLE a ADD CONSTRAINT a_code_key UNIQUE (x);
-- refused: 42P07
ALTER TABLE a ADD UNIQUE (lower(code));
-- refused: 42601
ALTER TABLE a ADD UNIQUE (code) NOT VALID;
-- refused: 0A000
ALTER TABLE a ADD COLUMN k int UNIQUE DEFERRABLE, ADD COLUMN l int CONSTRAINT l_key UNIQUE WITH (fillfactor = 70);
DROP INDEX a_code_key;
-- refused: 2BP01
DROP INDEX a_code_key CASCADE;
-- refused: 2BP01
ALTER INDEX a_code_key RENAME TO code_unique;
ALTER TABLE a DROP CONSTRAINT a_code_key;
-- refused: 42704
ALTER TABLE a RENAME CONSTRAINT code_unique TO code_once;
DROP INDEX code_once;
-- refused: 2BP01
ALTER TABLE a DROP CONSTRAINT code_once;
ALTER TABLE a RENAME CONSTRAINT l_key TO same_twice;
-- refused: 42P07
ALTER TABLE a ADD COLUMN id2 int PRIMARY KEY;
-- refused: 42P16
ALTER TABLE a DROP CONSTRAINT code_is_key, ADD PRIMARY KEY (id), ADD UNIQUE (code, id);
ALTER TABLE a DROP COLUMN id;
ALTER TABLE a ADD PRIMARY KEY (missing);
-- refused: 42703
ALTER TABLE a ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY, ADD PRIMARY KEY (id);
COMMENT ON CONSTRAINT a_pkey ON a IS 'the key';
CREATE VIEW v AS SELECT 1 AS n;
ALTER TABLE v ADD PRIMARY KEY (n);
-- refused: 42809
