-- Transactions: ROLLBACK, savepoints, and what comes behind an error.
CREATE TABLE kept (id int PRIMARY KEY, a int);
BEGIN;
CREATE TABLE undone (id serial);
ALTER TABLE kept ADD COLUMN undone int;
ALTER TABLE kept RENAME COLUMN a TO b;
CREATE TYPE undone_type AS ENUM ('a');
DROP TABLE kept;
ROLLBACK;
SELECT a FROM kept;
SELECT undone FROM kept;
-- refused: 42703
SELECT 'undone_id_seq'::regclass;
-- refused: 42P01
START TRANSACTION ISOLATION LEVEL SERIALIZABLE;
CREATE INDEX kept_a ON kept (a);
END;
BEGIN;
ALTER TABLE kept ADD COLUMN c int;
ALTER TABLE kept ADD COLUMN c int;
-- refused: 42701
ALTER TABLE kept ADD COLUMN d int;
-- refused: 25P02
COMMIT;
-- COMMIT of a failed transaction rolls it back, and is no error.
SELECT c FROM kept;
-- refused: 42703
BEGIN;
SAVEPOINT one;
CREATE TABLE in_one (id int);
SAVEPOINT two;
CREATE TABLE in_two (id int);
ALTER TABLE kept DROP COLUMN a;
ROLLBACK TO SAVEPOINT two;
SELECT a FROM kept;
SAVEPOINT three;
CREATE TABLE in_one (id int);
-- refused: 42P07
SELECT 1;
-- refused: 25P02
ROLLBACK TO three;
CREATE TABLE in_three (id int);
RELEASE SAVEPOINT three;
ROLLBACK TO three;
-- refused: 3B001
ROLLBACK TO one;
CREATE TABLE after_one (id int);
COMMIT;
SELECT 'after_one'::regclass;
SELECT 'in_one'::regclass;
-- refused: 42P01
BEGIN;
SAVEPOINT same;
CREATE TABLE first (id int);
SAVEPOINT same;
CREATE TABLE second (id int);
ROLLBACK TO same;
RELEASE same;
ROLLBACK TO same;
COMMIT;
SELECT 'first'::regclass;
-- refused: 42P01
SAVEPOINT outside;
-- refused: 25P01
ROLLBACK TO outside;
-- refused: 25P01
RELEASE outside;
-- refused: 25P01
-- Outside of a transaction these are warnings.
COMMIT;
ROLLBACK;
BEGIN;
BEGIN;
CREATE TABLE in_both (id int);
COMMIT;
COMMIT;
SELECT 'in_both'::regclass;
BEGIN;
CREATE TABLE chained (id int);
COMMIT AND CHAIN;
CREATE TABLE chain_undone (id int);
ROLLBACK AND CHAIN;
CREATE TABLE chain_kept (id int);
COMMIT;
SELECT 'chain_kept'::regclass;
SELECT 'chain_undone'::regclass;
-- refused: 42P01
COMMIT AND CHAIN;
-- refused: 25P01
BEGIN;
DROP TABLE kept;
CREATE TABLE kept (other int);
SELECT other FROM kept;
ABORT;
SELECT a FROM kept;
BEGIN READ ONLY;
CREATE TABLE never (id int);
-- refused: 25006
ROLLBACK;
BEGIN;
SAVEPOINT s;
ROLLBACK TO missing;
-- refused: 3B001
ROLLBACK TO s;
CREATE TABLE after_error (id int);
COMMIT;
SELECT 'after_error'::regclass;
