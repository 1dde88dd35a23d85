-- DO blocks that put statements together, loop, declare and raise.
CREATE TABLE items (id int PRIMARY KEY, name text);
CREATE TABLE other_items (id int PRIMARY KEY);
DO $$ BEGIN EXECUTE 'ALTER TABLE items ADD COLUMN a int'; END $$;
DO $$ BEGIN EXECUTE 'ALTER TABLE items ADD COLUMN a int'; END $$;
-- refused: 42701
DO $body$
BEGIN
    EXECUTE format('ALTER TABLE %I ADD COLUMN %I %s', 'items', 'Mixed Case', 'varchar(10)');
    EXECUTE format('ALTER TABLE %I.%I ALTER COLUMN name SET DEFAULT %L', 'public', 'items', 'it''s');
    EXECUTE 'CREATE INDEX ' || quote_ident('items_' || 'name') || ' ON items (name)';
    EXECUTE $sql$ COMMENT ON TABLE items IS 'all of them' $sql$;
END
$body$;
SELECT "Mixed Case" FROM items;
DROP INDEX items_name;
DO $$
DECLARE
    t text;
    n int := 0;
BEGIN
    FOREACH t IN ARRAY ARRAY['items', 'other_items'] LOOP
        EXECUTE format('ALTER TABLE %I ADD COLUMN created_at timestamptz NOT NULL DEFAULT now()', t);
        n := n + 1;
    END LOOP;
    FOR i IN 1..3 LOOP
        EXECUTE 'CREATE TABLE part_' || i || ' (id int)';
    END LOOP;
    IF n = 2 THEN
        CREATE TABLE counted_two (id int);
    END IF;
END $$;
SELECT created_at FROM other_items;
SELECT 'part_3'::regclass;
SELECT 'counted_two'::regclass;
DO $$
DECLARE
    r record;
BEGIN
    FOR r IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE 'part_%' LOOP
        EXECUTE 'DROP TABLE ' || quote_ident(r.tablename);
    END LOOP;
    FOR r IN SELECT id FROM items LOOP
        UPDATE items SET name = 'x' WHERE id = r.id;
    END LOOP;
    FOR r IN (SELECT conname FROM pg_constraint WHERE conrelid = 'other_items'::regclass AND contype = 'p') LOOP
        EXECUTE format('ALTER TABLE other_items DROP CONSTRAINT %I', r.conname);
    END LOOP;
END $$;
SELECT 'part_3'::regclass;
-- refused: 42P01
ALTER TABLE other_items ADD PRIMARY KEY (id);
DO LANGUAGE plpgsql 'BEGIN CREATE TABLE quoted (a text DEFAULT ''x''); END';
DO $$ BEGIN RAISE EXCEPTION 'not on this database'; END $$;
-- refused: P0001
DO $$ BEGIN RAISE EXCEPTION 'stop' USING ERRCODE = 'unique_violation'; END $$;
-- refused: 23505
DO $$ BEGIN RAISE NOTICE 'only said'; RAISE WARNING 'loudly: %', 5; END $$;
DO $$ BEGIN ASSERT (SELECT count(*) FROM items) = 0, 'not empty'; END $$;
DO $$ BEGIN ASSERT false; END $$;
-- refused: P0004
DO $$ BEGIN RETURN; CREATE TABLE never (id int); END $$;
SELECT 'never'::regclass;
-- refused: 42P01
DO $$
BEGIN
    IF (SELECT count(*) FROM items) > 0 THEN
        RAISE EXCEPTION 'there are rows';
    END IF;
    PERFORM 1 FROM items WHERE name = 'x';
    IF NOT FOUND THEN
        CREATE TABLE none_found (id int);
    END IF;
    CASE current_setting('server_version_num')::int >= 140000
        WHEN true THEN CREATE TABLE is_new (id int);
        ELSE DROP TABLE items;
    END CASE;
END $$;
SELECT none_found.id FROM none_found, is_new;
DO $$
DECLARE
    name_of_key text;
BEGIN
    SELECT conname INTO name_of_key FROM pg_constraint WHERE conrelid = 'items'::regclass AND contype = 'p';
    IF name_of_key IS NOT NULL THEN
        EXECUTE 'ALTER TABLE items DROP CONSTRAINT ' || quote_ident(name_of_key) || ' CASCADE';
    END IF;
END $$;
ALTER TABLE items ADD PRIMARY KEY (id);
DO $$ BEGIN CREATE TABLE syntax (id int; END $$;
-- refused: 42601
DO $$ BEGIN CREATE TABLE wrong (id missing); END $$;
-- refused: 42704
DO $$ BEGN CREATE TABLE wrong (id int); END $$;
-- refused: 42601
DO LANGUAGE missing 'x';
-- refused: 42704
DO $$ DECLARE x missing_type; BEGIN NULL; END $$;
-- refused: 42704
DO $$ BEGIN UPDATE items SET missing = 1; END $$;
-- refused: 42703
-- What isn't reached isn't looked at.
DO $$ BEGIN IF false THEN UPDATE items SET missing = 1; DROP TABLE missing; END IF; END $$;
-- A block may end its transaction, outside of one.
DO $$
BEGIN
    CREATE TABLE committed (id int);
    COMMIT;
    CREATE TABLE rolled_back (id int);
    ROLLBACK;
END $$;
SELECT 'committed'::regclass;
SELECT 'rolled_back'::regclass;
-- refused: 42P01
BEGIN;
DO $$ BEGIN COMMIT; END $$;
-- refused: 2D000
ROLLBACK;
BEGIN;
DO $$ BEGIN CREATE TABLE undone (id int); END $$;
ROLLBACK;
SELECT 'undone'::regclass;
-- refused: 42P01
CREATE FUNCTION add_column(t text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %I ADD COLUMN by_function int', t);
END $$;
SELECT add_column('items');
SELECT by_function FROM items;
CREATE PROCEDURE make_table() LANGUAGE sql AS 'CREATE TABLE by_procedure (id int)';
CALL make_table();
SELECT id FROM by_procedure;
CALL missing();
-- refused: 42883
