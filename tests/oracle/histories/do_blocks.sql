-- DO blocks: what they ask the system catalogs before they change something, and what they catch.
CREATE TABLE "User" (id int PRIMARY KEY, email text, "teamId" int);
CREATE TABLE team (id int PRIMARY KEY, name text);
CREATE SCHEMA app;
DO $$ BEGIN
  CREATE TYPE "Role" AS ENUM ('admin', 'user');
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;
DO $$ BEGIN
  CREATE TYPE "Role" AS ENUM ('admin', 'user', 'guest');
EXCEPTION WHEN duplicate_object THEN RAISE NOTICE 'there';
END $$;
DO $$ BEGIN
  CREATE TYPE "Role" AS ENUM ('other');
EXCEPTION WHEN duplicate_table THEN NULL;
END $$;
-- refused: 42710
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'Kind') THEN CREATE TYPE "Kind" AS ENUM ('a'); END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'Kind') THEN CREATE TYPE "Kind" AS ENUM ('b'); END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typname = 'Kind' AND n.nspname = 'app') THEN
    CREATE TYPE app."Kind" AS ENUM ('c');
  END IF;
  IF EXISTS (SELECT FROM pg_enum e INNER JOIN pg_type t ON e.enumtypid = t.oid WHERE t.typname = 'Kind' AND e.enumlabel = 'c') THEN
    ALTER TYPE "Kind" ADD VALUE 'd';
  END IF;
END $$;
DO $do$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'User_teamId_fkey') THEN
    ALTER TABLE "User" ADD CONSTRAINT "User_teamId_fkey" FOREIGN KEY ("teamId") REFERENCES team (id);
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'User_teamId_fkey' AND conrelid = '"User"'::regclass AND contype = 'f') THEN
    DROP TABLE "User";
  END IF;
  IF EXISTS (SELECT 1 FROM information_schema.table_constraints WHERE table_name = 'User' AND constraint_name = 'User_pkey' AND constraint_type = 'PRIMARY KEY') THEN
    ALTER TABLE "User" RENAME CONSTRAINT "User_pkey" TO user_key;
  ELSE
    DROP TABLE team CASCADE;
  END IF;
END $do$;
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_schema = 'public' AND table_name = 'User' AND column_name = 'age') THEN
    ALTER TABLE "User" ADD COLUMN age int;
  END IF;
  IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'User' AND column_name = 'age' AND is_nullable = 'YES' AND data_type = 'integer') THEN
    ALTER TABLE "User" ALTER COLUMN age SET NOT NULL;
  ELSIF true THEN
    ALTER TABLE "User" DROP COLUMN age;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = 'public."User"'::regclass AND attname = 'email' AND NOT attisdropped) THEN
    ALTER TABLE "User" RENAME COLUMN email TO mail;
  END IF;
END $$;
DO $$ BEGIN
  IF to_regclass('public.missing') IS NULL AND to_regclass('"User"') IS NOT NULL THEN CREATE TABLE missing (id int); END IF;
  IF to_regclass('missing') IS NULL OR to_regtype('"Role"') IS NULL THEN DROP TABLE missing; END IF;
  IF to_regtype('nothing') IS NULL THEN CREATE DOMAIN nothing AS text; END IF;
END $$;
DO $$ DECLARE
  v_exists boolean;
  v_count integer := 0;
  v_name text := 'team';
  c_prefix CONSTANT text := 'idx_';
BEGIN
  SELECT EXISTS (SELECT 1 FROM pg_indexes WHERE schemaname = 'public' AND indexname = 'idx_team') INTO v_exists;
  IF NOT v_exists THEN EXECUTE format('CREATE INDEX %I ON %I (name)', c_prefix || v_name, v_name); END IF;
  SELECT count(*) INTO v_count FROM pg_indexes WHERE tablename = v_name;
  IF v_count = 2 THEN EXECUTE 'CREATE INDEX ' || quote_ident(c_prefix || 'Two') || ' ON team (id, name)'; END IF;
  v_count := v_count + 1;
  IF v_count <> 3 THEN DROP TABLE team CASCADE; END IF;
END $$;
DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['User', 'team'] LOOP
    EXECUTE format('ALTER TABLE %I ADD COLUMN "createdAt" timestamp DEFAULT now()', t);
  END LOOP;
  FOR i IN 1..3 LOOP
    EXECUTE format('CREATE TABLE part_%s (id int DEFAULT %L)', i, i * 10);
    EXIT WHEN i = 2;
  END LOOP;
END $$;
DO $$ DECLARE r record; BEGIN
  FOR r IN SELECT id FROM "User" WHERE mail IS NULL LOOP
    DROP TABLE team;
  END LOOP;
  IF NOT FOUND THEN CREATE TABLE found_none (id int); END IF;
  IF EXISTS (SELECT 1 FROM team) THEN RAISE EXCEPTION 'rows'; END IF;
  IF (SELECT count(*) FROM "User") > 0 THEN DROP TABLE found_none; END IF;
END $$;
DO $$ DECLARE r record; BEGIN
  FOR r IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE 'part\_%' LOOP
    EXECUTE 'DROP TABLE ' || quote_ident(r.tablename);
  END LOOP;
END $$;
DO $$ BEGIN
  ALTER TABLE team ADD COLUMN first int;
  BEGIN
    ALTER TABLE team ADD COLUMN second int;
    ALTER TABLE team ADD COLUMN first int;
  EXCEPTION
    WHEN undefined_table THEN DROP TABLE team;
    WHEN duplicate_column OR others THEN CREATE TABLE caught (id int);
  END;
  CREATE TABLE behind (id int);
END $$;
DO $$ BEGIN
  CREATE TABLE kept (id int);
  RAISE EXCEPTION 'no' USING ERRCODE = 'unique_violation';
EXCEPTION WHEN unique_violation THEN
  CREATE TABLE "instead" (id int);
END $$;
DO $$ BEGIN
  CREATE TABLE never (id int);
  RAISE EXCEPTION 'stop %', 1;
END $$;
-- refused: P0001
DO $$ BEGIN
  BEGIN
    DROP TABLE nowhere;
  EXCEPTION WHEN others THEN
    CREATE TABLE never (id int);
    RAISE;
  END;
END $$;
-- refused: 42P01
DO $$ BEGIN
  IF 'nowhere'::regclass IS NULL THEN NULL; END IF;
END $$;
-- refused: 42P01
DO $$ BEGIN
  CREATE TABLE early (id int);
  IF true THEN RETURN; END IF;
  CREATE TABLE late (id int);
END $$;
DO $$ BEGIN
  CASE (SELECT typtype FROM pg_type WHERE typname = 'Role') WHEN 'c', 'd' THEN DROP TABLE early; WHEN 'e' THEN CREATE TABLE an_enum (id int); ELSE NULL; END CASE;
  CASE WHEN false THEN NULL; END CASE;
END $$;
-- refused: 20000
DO $$ BEGIN
  SELECT 1;
END $$;
-- refused: 42601
DO $$ BEGIN
  CREATE TABEL wrong (id int);
END $$;
-- refused: 42601
DO 'BEGIN CREATE TABLE "quoted" (a text DEFAULT ''it''''s''); END' LANGUAGE plpgsql;
DO $$ <<outer_block>> DECLARE n int := 1; BEGIN
  <<turns>>
  WHILE n < 5 LOOP
    n := n + 1;
    CONTINUE turns WHEN n = 3;
    EXECUTE 'CREATE TABLE while_' || n || ' (id int)';
    IF n = 4 THEN EXIT outer_block; END IF;
  END LOOP;
  DROP TABLE while_2;
END $$;
DO $$ DECLARE n int; m text; BEGIN
  SELECT 1, 'x' INTO n, m;
  IF n = 1 AND m = 'x' AND FOUND THEN CREATE TABLE two_targets (id int); END IF;
  SELECT relname INTO STRICT m FROM pg_class WHERE relname = 'nowhere';
EXCEPTION WHEN no_data_found THEN CREATE TABLE no_data (id int);
END $$;
DO $$ BEGIN
  INSERT INTO team (id, name) VALUES (1, 'a');
  IF EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = 'touch') OR EXISTS (SELECT 1 FROM pg_policies WHERE policyname = 'p') THEN DROP TABLE team CASCADE; END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_proc WHERE proname = 'touch') THEN
    CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN RETURN NEW; END $f$;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = 'touch' AND tgrelid = 'team'::regclass) THEN
    CREATE TRIGGER touch BEFORE UPDATE ON team FOR EACH ROW EXECUTE FUNCTION touch();
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = 'extra') THEN CREATE SCHEMA extra; END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_views WHERE viewname = 'v') THEN CREATE VIEW v AS SELECT id FROM team; END IF;
  IF EXISTS (SELECT 1 FROM information_schema.tables WHERE table_schema = current_schema() AND table_name IN ('v', 'w') AND table_type = 'VIEW') THEN DROP VIEW v; END IF;
END $$;
DO $$ DECLARE v int := 1; r record; BEGIN
  INSERT INTO team (id, name) VALUES (v + 1, v::text);
  UPDATE team SET first = v WHERE id = v;
  DELETE FROM team WHERE id = v;
  SELECT * INTO r FROM team WHERE id = v;
  IF EXISTS (SELECT 1 FROM information_schema.key_column_usage k JOIN information_schema.table_constraints c ON c.constraint_name = k.constraint_name AND c.table_schema = k.table_schema WHERE c.constraint_type = 'FOREIGN KEY' AND k.table_name = 'User' AND k.column_name = 'teamId') THEN
    ALTER TABLE "User" DROP CONSTRAINT "User_teamId_fkey";
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relname = 'by_name' AND n.nspname = ANY (ARRAY['public', 'app']) AND c.relkind = 'i') THEN
    CREATE INDEX by_name ON team (name);
  END IF;
  PERFORM 1 FROM pg_extension WHERE extname = 'plpgsql';
  IF FOUND THEN CREATE TABLE has_plpgsql (id int); END IF;
  IF 'Role' IN (SELECT typname FROM pg_type WHERE typtype = 'e') AND (SELECT n.nspname FROM pg_namespace n WHERE n.nspname = 'app') = 'app' THEN CREATE TABLE has_role (id int); END IF;
  IF current_schema() IS DISTINCT FROM 'public' THEN DROP TABLE has_role; END IF;
END $$;
DO $$ DECLARE
  name_of_constraint text;
BEGIN
  SELECT conname INTO name_of_constraint FROM pg_constraint WHERE conrelid = 'team'::regclass AND contype = 'p';
  EXECUTE format('ALTER TABLE team DROP CONSTRAINT %I', name_of_constraint);
  EXECUTE 'ALTER TABLE ' || 'team'::regclass || ' ADD PRIMARY KEY (id)';
  SELECT conname INTO name_of_constraint FROM pg_constraint WHERE conname = 'nothing';
  IF name_of_constraint IS NULL THEN CREATE TABLE none (id int); END IF;
  EXECUTE 'DROP TABLE ' || name_of_constraint;
END $$;
-- refused: 22004
DO $$ DECLARE n int; BEGIN
  LOOP
    UPDATE "User" SET mail = 'x' WHERE id IN (SELECT id FROM "User" WHERE mail IS NULL LIMIT 10);
    GET DIAGNOSTICS n = ROW_COUNT;
    EXIT WHEN n = 0;
  END LOOP;
  LOOP
    DELETE FROM has_plpgsql;
    EXIT WHEN NOT FOUND;
    DROP TABLE team;
  END LOOP;
  ALTER TABLE "User" ALTER COLUMN mail SET NOT NULL;
END $$;
DO $$ BEGIN
  CREATE TABLE committed (id int);
  COMMIT;
  CREATE TABLE not_committed (id int);
  ROLLBACK;
END $$;
BEGIN;
DO $$ BEGIN COMMIT; END $$;
-- refused: 2D000
ROLLBACK;
