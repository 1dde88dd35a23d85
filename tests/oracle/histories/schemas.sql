-- Schemas: made, renamed, dropped, with objects inside.
CREATE SCHEMA billing;
CREATE SCHEMA IF NOT EXISTS billing;
CREATE SCHEMA billing;
-- refused: 42P06
CREATE SCHEMA "Mixed Case";
CREATE SCHEMA pg_own;
-- refused: 42939
CREATE SCHEMA shop
    CREATE TABLE orders (id int PRIMARY KEY, customer int)
    CREATE VIEW open_orders AS SELECT id FROM orders
    CREATE INDEX orders_customer ON orders (customer);
CREATE SCHEMA shop CREATE TABLE late (id int);
-- refused: 42P06
CREATE TABLE billing.invoices (id serial PRIMARY KEY, paid boolean);
CREATE TABLE nowhere.invoices (id int);
-- refused: 3F000
CREATE TYPE billing.state AS ENUM ('open', 'paid');
ALTER TABLE billing.invoices ADD COLUMN state billing.state DEFAULT 'open';
ALTER SCHEMA billing RENAME TO accounting;
ALTER SCHEMA billing RENAME TO books;
-- refused: 3F000
ALTER SCHEMA accounting RENAME TO shop;
-- refused: 42P06
INSERT INTO accounting.invoices (paid) VALUES (true);
SELECT * FROM billing.invoices;
-- refused: 42P01
DROP SCHEMA accounting;
-- refused: 2BP01
DROP SCHEMA accounting RESTRICT;
-- refused: 2BP01
DROP SCHEMA billing;
-- refused: 3F000
DROP SCHEMA IF EXISTS billing;
CREATE TABLE receipts (state accounting.state, invoice int REFERENCES accounting.invoices);
-- The column of a type that goes is dropped, and so is the foreign key; the table stays.
DROP SCHEMA accounting CASCADE;
ALTER TABLE receipts DROP COLUMN state;
-- refused: 42703
ALTER TABLE receipts DROP CONSTRAINT receipts_invoice_fkey;
-- refused: 42704
DROP SCHEMA shop, "Mixed Case", missing;
-- refused: 3F000
DROP SCHEMA IF EXISTS "Mixed Case", missing;
CREATE SCHEMA "mixed case";
CREATE SCHEMA own AUTHORIZATION CURRENT_USER;
CREATE TABLE moved (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, note text);
CREATE INDEX moved_note ON moved (note);
-- Indexes and owned sequences move with their table.
ALTER TABLE moved SET SCHEMA shop;
DROP INDEX moved_note;
-- refused: 42704
DROP INDEX shop.moved_note;
ALTER TABLE moved SET SCHEMA shop;
-- refused: 42P01
ALTER TABLE shop.moved SET SCHEMA missing;
-- refused: 3F000
CREATE TABLE moved (id int);
ALTER TABLE shop.moved SET SCHEMA public;
-- refused: 42P07
ALTER SEQUENCE shop.moved_id_seq SET SCHEMA public;
-- refused: 0A000
CREATE VIEW shop.moved_view AS SELECT id FROM shop.moved;
ALTER VIEW shop.moved_view SET SCHEMA public;
SELECT * FROM public.moved_view;
