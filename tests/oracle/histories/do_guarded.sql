-- DO blocks as migrations write them: guarded by a look at the catalog, or by catching the error.
DO $$
BEGIN
    CREATE TYPE state AS ENUM ('on', 'off');
EXCEPTION
    WHEN duplicate_object THEN NULL;
END $$;
DO $$
BEGIN
    CREATE TYPE state AS ENUM ('other');
EXCEPTION
    WHEN duplicate_object THEN NULL;
END $$;
CREATE TABLE users (id int PRIMARY KEY, name text);
CREATE TABLE posts (id int PRIMARY KEY, author int);
DO $$ BEGIN
    ALTER TABLE posts ADD CONSTRAINT posts_author FOREIGN KEY (author) REFERENCES users (id) ON DELETE CASCADE;
EXCEPTION WHEN duplicate_object THEN null;
END $$;
DO $$ BEGIN
    ALTER TABLE posts ADD CONSTRAINT posts_author FOREIGN KEY (author) REFERENCES users (id);
EXCEPTION WHEN duplicate_object THEN null;
END $$;
DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'mood') THEN
        CREATE TYPE mood AS ENUM ('sad', 'ok');
    END IF;
    IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'state') THEN
        CREATE TYPE state AS ENUM ('never');
    END IF;
END
$$;
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM information_schema.columns WHERE table_schema = 'public' AND table_name = 'users' AND column_name = 'email') THEN
        ALTER TABLE users ADD COLUMN email text;
    END IF;
    IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'users' AND column_name = 'name') THEN
        ALTER TABLE users RENAME COLUMN name TO full_name;
    END IF;
    IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'users' AND column_name = 'missing') THEN
        ALTER TABLE users DROP COLUMN missing;
    ELSE
        ALTER TABLE users ADD COLUMN instead int;
    END IF;
END $$;
DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'posts_author') THEN
        ALTER TABLE posts ADD CONSTRAINT posts_author CHECK (author > 0);
    END IF;
    IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'users_email_key' AND conrelid = 'users'::regclass) THEN
        ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);
    END IF;
    IF NOT EXISTS (SELECT 1 FROM information_schema.table_constraints WHERE constraint_name = 'users_name_check' AND table_name = 'users') THEN
        ALTER TABLE users ADD CONSTRAINT users_name_check CHECK (full_name <> '');
    END IF;
END $$;
DO $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_indexes WHERE indexname = 'posts_author_idx') THEN
        CREATE INDEX posts_author_idx ON posts (author);
    END IF;
    IF NOT EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relname = 'posts_author_idx' AND n.nspname = 'public') THEN
        CREATE INDEX posts_author_idx ON posts (id);
    END IF;
    IF to_regclass('public.settings') IS NULL THEN
        CREATE TABLE settings (key text PRIMARY KEY);
    END IF;
    IF to_regclass('public.settings') IS NOT NULL THEN
        ALTER TABLE settings ADD COLUMN value jsonb;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = 'public' AND tablename = 'settings') THEN
        DROP TABLE users;
    END IF;
    IF EXISTS (SELECT 1 FROM information_schema.tables WHERE table_schema = 'public' AND table_name = 'old_settings') THEN
        DROP TABLE old_settings;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'do_guarded_reader') THEN
        CREATE ROLE do_guarded_reader;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'citext') THEN
        CREATE EXTENSION citext;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = 'audit') THEN
        CREATE SCHEMA audit;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid WHERE t.typname = 'mood' AND e.enumlabel = 'great') THEN
        ALTER TYPE mood ADD VALUE 'great';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = 'posts_touched') THEN
        CREATE TRIGGER posts_touched BEFORE UPDATE ON posts FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
    END IF;
    IF NOT EXISTS (SELECT 1 FROM pg_policies WHERE policyname = 'own' AND tablename = 'posts') THEN
        CREATE POLICY own ON posts USING (author = 1);
    END IF;
    IF NOT EXISTS (SELECT 1 FROM pg_proc WHERE proname = 'one') THEN
        CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1';
    END IF;
    IF EXISTS (SELECT 1 FROM pg_views WHERE viewname = 'post_list') THEN
        DROP VIEW post_list;
    ELSIF EXISTS (SELECT 1 FROM pg_matviews WHERE matviewname = 'post_list') THEN
        DROP MATERIALIZED VIEW post_list;
    ELSE
        CREATE VIEW post_list AS SELECT id FROM posts;
    END IF;
END $$;
-- All of a block is undone by an error in it.
DO $$
BEGIN
    CREATE TABLE half_done (id int);
    ALTER TABLE users ADD COLUMN email text;
END $$;
-- refused: 42701
SELECT 'half_done'::regclass;
-- refused: 42P01
DO $$
BEGIN
    CREATE TABLE half_done (id int);
    ALTER TABLE users ADD COLUMN email text;
EXCEPTION
    WHEN duplicate_column THEN RAISE NOTICE 'column email is there already';
END $$;
SELECT 'half_done'::regclass;
-- refused: 42P01
DO $$
BEGIN
    CREATE TABLE users (id int);
EXCEPTION
    WHEN duplicate_object THEN NULL;
END $$;
-- refused: 42P07
DO $$
BEGIN
    CREATE TABLE users (id int);
EXCEPTION
    WHEN duplicate_table OR duplicate_object THEN NULL;
END $$;
DO $$
BEGIN
    BEGIN
        ALTER TABLE users ADD PRIMARY KEY (email);
    EXCEPTION
        WHEN invalid_table_definition THEN CREATE TABLE from_handler (id int);
    END;
    BEGIN
        DROP TABLE missing;
    EXCEPTION
        WHEN undefined_table THEN NULL;
    END;
    BEGIN
        DROP TYPE state_of_nothing;
    EXCEPTION
        WHEN OTHERS THEN NULL;
    END;
    BEGIN
        ALTER TABLE users DROP CONSTRAINT missing;
    EXCEPTION
        WHEN SQLSTATE '42704' THEN NULL;
    END;
    CREATE TABLE at_the_end (id int);
END $$;
SELECT id FROM from_handler, at_the_end;
-- refused: 42702
SELECT from_handler.id FROM from_handler, at_the_end;
