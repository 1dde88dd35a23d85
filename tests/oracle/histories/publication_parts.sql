-- pg: >= 15
-- Publications of schemas, of some columns and of some rows.
CREATE SCHEMA s;
CREATE TABLE s.t (id int PRIMARY KEY, a int, b text);
CREATE TABLE public.u (id int PRIMARY KEY, a int);
CREATE PUBLICATION of_schema FOR TABLES IN SCHEMA s, CURRENT_SCHEMA;
CREATE PUBLICATION x FOR TABLES IN SCHEMA missing;
-- refused: 3F000
CREATE PUBLICATION of_columns FOR TABLE s.t (id, a), u WHERE (id > 5);
CREATE PUBLICATION x FOR TABLE s.t (id, missing);
-- refused: 42703
CREATE PUBLICATION x FOR TABLE s.t (id, id);
-- refused: 42710
CREATE PUBLICATION x FOR TABLE u WHERE (missing > 1);
-- refused: 42703
CREATE PUBLICATION x FOR TABLE u WHERE (a > random());
-- refused: 0A000
CREATE PUBLICATION x FOR TABLE u WHERE (a);
-- refused: 42804
ALTER TABLE s.t DROP COLUMN a;
-- refused: 2BP01
ALTER TABLE s.t DROP COLUMN b;
ALTER TABLE u DROP COLUMN id;
-- refused: 2BP01
ALTER TABLE u ALTER COLUMN id TYPE bigint;
-- refused: 0A000
ALTER TABLE s.t RENAME COLUMN a TO z;
ALTER PUBLICATION of_schema ADD TABLE s.t;
ALTER PUBLICATION of_schema DROP TABLES IN SCHEMA missing;
-- refused: 3F000
ALTER PUBLICATION of_schema DROP TABLES IN SCHEMA public;
ALTER PUBLICATION of_columns SET TABLE s.t;
ALTER TABLE s.t DROP COLUMN z;
DROP SCHEMA s CASCADE;
