-- Foreign keys: what they may refer to, actions, names, validity, what they hold back.
CREATE TABLE users (id int PRIMARY KEY, email text UNIQUE, tenant int, local int, wide bigint, UNIQUE (tenant, local));
CREATE UNIQUE INDEX users_wide ON users (wide);
CREATE UNIQUE INDEX users_lower ON users (lower(email));
CREATE TABLE posts (id int PRIMARY KEY, author int REFERENCES users, editor int REFERENCES users (id) ON DELETE SET NULL ON UPDATE CASCADE, mail text CONSTRAINT by_mail REFERENCES users (email) DEFERRABLE INITIALLY DEFERRED);
ALTER TABLE posts ADD COLUMN tenant int, ADD COLUMN local int;
ALTER TABLE posts ADD FOREIGN KEY (tenant, local) REFERENCES users (tenant, local) MATCH FULL ON DELETE CASCADE;
-- The columns may come in another order than the key's.
ALTER TABLE posts ADD FOREIGN KEY (local, tenant) REFERENCES users (local, tenant) ON DELETE RESTRICT ON UPDATE SET DEFAULT;
ALTER TABLE posts ADD CONSTRAINT by_wide FOREIGN KEY (id) REFERENCES users (wide);
ALTER TABLE posts ADD FOREIGN KEY (author) REFERENCES users (local);
-- refused: 42830
ALTER TABLE posts ADD FOREIGN KEY (tenant) REFERENCES users (tenant, local);
-- refused: 42830
ALTER TABLE posts ADD FOREIGN KEY (tenant, local) REFERENCES users;
-- refused: 42830
ALTER TABLE posts ADD FOREIGN KEY (missing) REFERENCES users;
-- refused: 42703
ALTER TABLE posts ADD FOREIGN KEY (author) REFERENCES users (missing);
-- refused: 42703
ALTER TABLE posts ADD FOREIGN KEY (author) REFERENCES missing;
-- refused: 42P01
ALTER TABLE posts ADD FOREIGN KEY (author) REFERENCES missing.users;
-- refused: 3F000
ALTER TABLE posts ADD FOREIGN KEY (mail) REFERENCES users (id);
-- refused: 42804
ALTER TABLE posts ADD FOREIGN KEY (author, author) REFERENCES users (tenant, local);
ALTER TABLE posts ADD FOREIGN KEY (tenant, local) REFERENCES users (tenant, tenant);
-- refused: 42830
ALTER TABLE posts ADD CONSTRAINT by_wide FOREIGN KEY (author) REFERENCES users;
-- refused: 42710
ALTER TABLE posts ADD FOREIGN KEY (author) REFERENCES users MATCH PARTIAL;
-- refused: 0A000
CREATE TABLE wrong_types (a numeric REFERENCES users);
-- refused: 42804
CREATE TABLE likes_types (a bigint REFERENCES users, b smallint REFERENCES users, d varchar(10) REFERENCES users (email), e char(5) REFERENCES users (email));
CREATE TABLE wrong_types (a text REFERENCES users);
-- refused: 42804
CREATE TABLE wrong_types (a uuid REFERENCES users);
-- refused: 42804
CREATE TABLE wrong_types (a date REFERENCES users);
-- refused: 42804
CREATE TABLE wrong_types (a oid REFERENCES users);
-- refused: 42804
CREATE TABLE wrong_types (a int[] REFERENCES users);
-- refused: 42804
CREATE TABLE no_key (a int);
CREATE TABLE refers_no_key (a int REFERENCES no_key);
-- refused: 42704
CREATE TABLE refers_no_key (a int REFERENCES no_key (a));
-- refused: 42830
CREATE VIEW users_view AS SELECT id FROM users;
CREATE TABLE refers_view (a int REFERENCES users_view (id));
-- refused: 42809
-- A key that is deferrable or partial can't be referred to.
CREATE TABLE deferred (a int UNIQUE DEFERRABLE, b int);
CREATE UNIQUE INDEX deferred_b ON deferred (b) WHERE b > 0;
CREATE TABLE refers_deferred (a int REFERENCES deferred (a));
-- refused: 55000
CREATE TABLE refers_deferred (a int REFERENCES deferred (b));
-- refused: 42830
CREATE TABLE tree (id int PRIMARY KEY, parent int REFERENCES tree, other int);
ALTER TABLE tree ADD FOREIGN KEY (other) REFERENCES tree ON DELETE SET DEFAULT NOT VALID;
ALTER TABLE tree VALIDATE CONSTRAINT tree_other_fkey;
ALTER TABLE tree ALTER CONSTRAINT tree_other_fkey DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE tree ALTER CONSTRAINT tree_other_fkey NOT DEFERRABLE;
ALTER TABLE tree ALTER CONSTRAINT tree_missing DEFERRABLE;
-- refused: 42704
ALTER TABLE tree ALTER CONSTRAINT tree_pkey DEFERRABLE;
-- refused: 42809
SET CONSTRAINTS by_mail IMMEDIATE;
SET CONSTRAINTS tree_other_fkey DEFERRED;
-- refused: 42809
SET CONSTRAINTS missing DEFERRED;
-- refused: 42704
CREATE TABLE twice (a int REFERENCES users, b int REFERENCES users, FOREIGN KEY (a) REFERENCES users, FOREIGN KEY (a, b) REFERENCES users (tenant, local));
INSERT INTO posts (id, author) VALUES (1, 99);
-- refused: 23503
TRUNCATE users;
-- refused: 0A000
TRUNCATE users, posts, likes_types, twice;
DROP TABLE users;
-- refused: 2BP01
ALTER TABLE users DROP CONSTRAINT users_pkey;
-- refused: 2BP01
DROP INDEX users_wide;
-- refused: 2BP01
DROP INDEX users_wide CASCADE;
ALTER TABLE posts DROP CONSTRAINT by_wide;
-- refused: 42704
ALTER TABLE users DROP CONSTRAINT users_pkey CASCADE;
ALTER TABLE posts DROP CONSTRAINT posts_author_fkey;
-- refused: 42704
ALTER TABLE posts DROP CONSTRAINT posts_tenant_local_fkey;
ALTER TABLE posts DROP COLUMN local;
ALTER TABLE users ALTER COLUMN email TYPE varchar(200);
ALTER TABLE users ALTER COLUMN email TYPE int USING 1;
-- refused: 42804
ALTER TABLE users RENAME COLUMN email TO mail;
ALTER TABLE users RENAME TO accounts;
ALTER TABLE accounts DROP COLUMN mail;
-- refused: 2BP01
DROP TABLE accounts CASCADE;
-- Nothing refers to it any more.
DROP TABLE posts;
