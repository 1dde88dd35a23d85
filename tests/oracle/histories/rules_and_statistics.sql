-- Rules, extended statistics, operators, casts and event triggers.
CREATE TABLE t (a int, b int, c text);
CREATE TABLE log (a int);
CREATE RULE log_it AS ON INSERT TO t DO ALSO INSERT INTO log VALUES (NEW.a);
CREATE RULE nothing AS ON DELETE TO t WHERE OLD.a > 5 DO INSTEAD NOTHING;
CREATE RULE log_it AS ON INSERT TO t DO INSTEAD NOTHING;
-- refused: 42710
CREATE OR REPLACE RULE nothing AS ON DELETE TO t DO INSTEAD NOTHING;
CREATE RULE x AS ON INSERT TO missing DO NOTHING;
-- refused: 42P01
CREATE RULE x AS ON INSERT TO t DO INSERT INTO missing VALUES (1);
-- refused: 42P01
CREATE RULE x AS ON INSERT TO t DO INSERT INTO log VALUES (OLD.a);
-- refused: 42P17
CREATE RULE x AS ON INSERT TO t DO INSERT INTO log VALUES (NEW.missing);
-- refused: 42703
ALTER RULE log_it ON t RENAME TO logged;
ALTER RULE log_it ON t RENAME TO x;
-- refused: 42704
ALTER TABLE t DISABLE RULE logged;
ALTER TABLE t DISABLE RULE missing;
-- refused: 42704
DROP TABLE log;
-- refused: 2BP01
ALTER TABLE t DROP COLUMN a;
-- refused: 2BP01
DROP RULE log_it ON t;
-- refused: 42704
DROP RULE IF EXISTS log_it ON t;
DROP RULE nothing ON t;
DROP TABLE log CASCADE;
DROP RULE logged ON t;
-- refused: 42704
CREATE STATISTICS s (ndistinct, dependencies, mcv) ON a, b FROM t;
CREATE STATISTICS s_expr ON (a + b), lower(c) FROM t;
CREATE STATISTICS one_expr ON (a * 2) FROM t;
CREATE STATISTICS s ON a, c FROM t;
-- refused: 42710
CREATE STATISTICS IF NOT EXISTS s ON a, c FROM t;
CREATE STATISTICS x ON a FROM t;
-- refused: 42P17
CREATE STATISTICS x ON a, missing FROM t;
-- refused: 42703
CREATE STATISTICS x ON a, a FROM t;
-- refused: 42701
CREATE STATISTICS x ON a, b FROM missing;
-- refused: 42P01
CREATE STATISTICS x (nonsense) ON a, b FROM t;
-- refused: 42601
ALTER STATISTICS s RENAME TO stats;
ALTER STATISTICS stats SET STATISTICS 200;
ALTER STATISTICS s RENAME TO other;
-- refused: 42704
ALTER TABLE t DROP COLUMN b;
DROP STATISTICS stats;
-- refused: 42704
DROP STATISTICS one_expr;
CREATE FUNCTION differ(int, int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 <> $2';
CREATE OPERATOR <=> (LEFTARG = int, RIGHTARG = int, FUNCTION = differ, COMMUTATOR = <=>);
CREATE OPERATOR <=> (LEFTARG = int, RIGHTARG = int, FUNCTION = differ);
-- refused: 42723
ALTER TABLE t ADD CHECK (a <=> 5);
DROP OPERATOR <=> (int, int);
-- refused: 2BP01
DROP OPERATOR <=> (int, text);
-- refused: 42883
DROP OPERATOR <=> (int, int) CASCADE;
CREATE TYPE colour AS ENUM ('red');
CREATE FUNCTION to_colour(int) RETURNS colour LANGUAGE sql IMMUTABLE AS $$ SELECT 'red'::colour $$;
CREATE CAST (int AS colour) WITH FUNCTION to_colour(int) AS ASSIGNMENT;
CREATE CAST (int AS colour) WITH FUNCTION to_colour(int);
-- refused: 42710
ALTER TABLE t ALTER COLUMN a TYPE colour;
CREATE CAST (text AS colour) WITH INOUT AS IMPLICIT;
ALTER TABLE t ALTER COLUMN c TYPE colour;
DROP CAST (int AS colour);
DROP CAST (int AS colour);
-- refused: 42704
CREATE FUNCTION on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN NULL; END $$;
CREATE EVENT TRIGGER watch ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION on_ddl();
CREATE EVENT TRIGGER watch ON ddl_command_end EXECUTE FUNCTION on_ddl();
-- refused: 42710
CREATE EVENT TRIGGER x ON no_event EXECUTE FUNCTION on_ddl();
-- refused: 42601
ALTER EVENT TRIGGER watch DISABLE;
DROP FUNCTION on_ddl();
-- refused: 2BP01
DROP EVENT TRIGGER watch;
CREATE TEXT SEARCH CONFIGURATION own (COPY = simple);
CREATE INDEX t_text ON t (to_tsvector('own', 'x'));
DROP TEXT SEARCH CONFIGURATION own;
-- refused: 2BP01
DROP TEXT SEARCH CONFIGURATION own CASCADE;
