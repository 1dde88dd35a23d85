-- pg: >= 17
-- SET EXPRESSION gives a generated column another one.
CREATE TABLE prices (net numeric, rate numeric, gross numeric GENERATED ALWAYS AS (net * 1.2) STORED);
CREATE INDEX prices_gross ON prices (gross);
ALTER TABLE prices ALTER COLUMN gross SET EXPRESSION AS (net * rate);
ALTER TABLE prices ALTER COLUMN gross SET EXPRESSION AS (net * missing);
-- refused: 42703
ALTER TABLE prices ALTER COLUMN gross SET EXPRESSION AS (gross);
-- refused: 42P17
ALTER TABLE prices ALTER COLUMN gross SET EXPRESSION AS (random());
-- refused: 42P17
ALTER TABLE prices ALTER COLUMN gross SET EXPRESSION AS ('x'::text);
-- refused: 42804
ALTER TABLE prices ALTER COLUMN net SET EXPRESSION AS (rate);
-- refused: 55000
ALTER TABLE prices ALTER COLUMN missing SET EXPRESSION AS (rate);
-- refused: 42703
ALTER TABLE prices DROP COLUMN rate;
-- refused: 2BP01
ALTER TABLE prices ALTER COLUMN gross SET EXPRESSION AS (net), ALTER COLUMN gross SET NOT NULL;
ALTER TABLE prices DROP COLUMN rate;
ALTER TABLE prices RENAME COLUMN net TO base;
ALTER TABLE prices ALTER COLUMN gross DROP EXPRESSION;
ALTER TABLE prices DROP COLUMN base;
