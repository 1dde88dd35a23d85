-- Names: folding, quotes, keywords, Unicode, and one namespace for many kinds.
CREATE TABLE Folded (Id INT, "Id" INT, "ID" INT);
SELECT id, "Id", "ID" FROM FOLDED;
SELECT "id" FROM "Folded";
-- refused: 42P01
CREATE TABLE "Folded" ("a b" int, "a""b" int, "a.b" int, "1" int, "é" int, "select" int);
SELECT "a b", "a""b", "a.b", "1", "é", "select" FROM "Folded";
CREATE INDEX ON "Folded" ("a b", "a""b", "select");
ALTER TABLE "Folded" ADD UNIQUE ("a.b"), ADD CHECK ("1" > 0);
CREATE TABLE user (id int);
-- refused: 42601
CREATE TABLE "user" (id serial, "order" int CHECK ("order" > 0), "table" int UNIQUE);
CREATE TABLE order (id int);
-- refused: 42601
CREATE TABLE "order" (id int PRIMARY KEY, "user" int);
CREATE TABLE name (value text, type text, "key" int, text text, date date);
CREATE TABLE "" (id int);
-- refused: 42601
CREATE TABLE t ("" int);
-- refused: 42601
CREATE TABLE U&"d\0061ta" (U&"\006Eame" int);
SELECT name FROM data;
CREATE TABLE public."a.b" (id int);
SELECT id FROM "public"."a.b";
SELECT id FROM "public.a.b";
-- refused: 42P01
CREATE TABLE other_database.public.t (id int);
-- refused: 0A000
CREATE TABLE a.b.c.d (id int);
-- refused: 42601
-- Tables, indexes, sequences and views share one namespace; types share theirs with tables.
CREATE INDEX shared ON data (name);
CREATE TABLE shared (id int);
-- refused: 42P07
CREATE SEQUENCE shared;
-- refused: 42P07
CREATE VIEW shared AS SELECT 1;
-- refused: 42P07
CREATE TYPE shared AS (a int);
-- refused: 42P07
CREATE TYPE shared AS ENUM ('a');
CREATE DOMAIN shared AS int;
-- refused: 42710
CREATE TYPE data AS ENUM ('a');
-- refused: 42710
CREATE TYPE taken AS ENUM ('a');
CREATE TABLE taken (a int);
-- refused: 42710
-- A sequence has no type, and gives way to one all the same; an index doesn't look.
CREATE SEQUENCE taken;
-- refused: 42710
CREATE INDEX taken ON data (name);
CREATE FUNCTION taken() RETURNS int LANGUAGE sql AS 'SELECT 1';
ALTER SEQUENCE taken RENAME TO data;
-- refused: 42809
ALTER TABLE data RENAME TO taken;
-- refused: 42P07
DROP INDEX taken;
ALTER TABLE data RENAME TO taken;
-- refused: 42710
ALTER TABLE "order" RENAME TO "Order";
ALTER TABLE "Order" RENAME COLUMN "user" TO "User";
ALTER TABLE Order RENAME TO x;
-- refused: 42601
ALTER TABLE "Order" RENAME COLUMN User TO x;
-- refused: 42601
SELECT "User" FROM "Order";
