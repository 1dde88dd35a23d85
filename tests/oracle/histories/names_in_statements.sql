-- What SELECT, INSERT, UPDATE and DELETE name, and what they may name that is no column.
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE users (id int PRIMARY KEY, name text, tags text[], data jsonb, mood mood, team_id int, at timestamptz);
CREATE TABLE teams (id int PRIMARY KEY, label text, points int, UNIQUE (label, points));
CREATE TABLE "User" ("id" text PRIMARY KEY, "fullName" text);
CREATE UNIQUE INDEX teams_points ON teams (points) WHERE label IS NOT NULL;
CREATE VIEW names AS SELECT id, name AS label FROM users;
CREATE FUNCTION full_name(users) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1.name';
CREATE FUNCTION pairs() RETURNS TABLE (a int, b int) LANGUAGE sql AS 'SELECT 1, 2';

-- ---- relations and columns
SELECT nmae FROM users;
-- refused: 42703
SELECT users.nmae FROM users;
-- refused: 42703
SELECT u.name FROM users;
-- refused: 42P01
SELECT users.name FROM users u;
-- refused: 42P01
SELECT missing.* FROM users;
-- refused: 42P01
SELECT fullname FROM "User";
-- refused: 42703
SELECT id FROM users, teams;
-- refused: 42702
SELECT id FROM users JOIN teams ON users.team_id = teams.id;
-- refused: 42702
UPDATE users SET nmae = 'x';
-- refused: 42703
UPDATE users SET name = nmae;
-- refused: 42703
UPDATE users SET name = 'x' WHERE idd = 1;
-- refused: 42703
UPDATE users SET name = label FROM teams WHERE id = 1;
-- refused: 42702
UPDATE users SET name = teams.label WHERE users.id = 1;
-- refused: 42P01
UPDATE missing SET name = 'x';
-- refused: 42P01
DELETE FROM users WHERE nmae = 'x';
-- refused: 42703
DELETE FROM users USING missing WHERE true;
-- refused: 42P01
DELETE FROM users WHERE id IN (SELECT user_id FROM teams);
-- refused: 42703
INSERT INTO users (id, nmae) VALUES (1, 'x');
-- refused: 42703
INSERT INTO users (id, name) SELECT id, title FROM teams;
-- refused: 42703
INSERT INTO users (id) VALUES (idd);
-- refused: 42703
INSERT INTO teams (id, label) VALUES (1, "x");
-- refused: 42703
INSERT INTO users (id) VALUES (1) RETURNING nmae;
-- refused: 42703
WITH t AS (SELECT id FROM teams) SELECT label FROM t;
-- refused: 42703
WITH gone AS (DELETE FROM teams RETURNING id) INSERT INTO users (id, name) SELECT id, label FROM gone;
-- refused: 42703
WITH a AS (SELECT id FROM b), b AS (SELECT 1 AS id) SELECT id FROM a;
-- refused: 42P01
SELECT s.id FROM (SELECT id, name FROM users) s WHERE s.team_id = 1;
-- refused: 42703
SELECT name FROM users GROUP BY nmae;
-- refused: 42703
SELECT name FROM users ORDER BY nmae;
-- refused: 42703
SELECT id FROM users UNION SELECT id FROM teams ORDER BY label;
-- refused: 42703
SELECT name FROM names;
-- refused: 42703

SELECT name, count(*) FROM users;
-- refused: 42803
SELECT name, count(*) OVER () FROM users;
SELECT name, (SELECT count(*) FROM teams WHERE id = team_id), (SELECT max(u.team_id)) FROM users u GROUP BY u.id;
SELECT count(*), max(name), 1, now() FROM users;
SELECT (SELECT name FROM teams GROUP BY id HAVING count(*) > 1 LIMIT 1) FROM users;

-- ---- as many as there are
INSERT INTO teams VALUES (1, 'a', 2, 3);
-- refused: 42601
INSERT INTO teams (id, label) VALUES (1, 'a', 2);
-- refused: 42601
INSERT INTO teams (id, label) VALUES (1);
-- refused: 42601
INSERT INTO teams (id, label) SELECT id FROM users;
-- refused: 42601
INSERT INTO teams (id, label) SELECT * FROM users;
-- refused: 42601
INSERT INTO teams (id, label) VALUES (1, 'a'), (2);
-- refused: 42601
INSERT INTO teams VALUES (1);
INSERT INTO teams SELECT id, name FROM users;

-- ---- conflicts
INSERT INTO teams (id, label) VALUES (1, 'a') ON CONFLICT (label) DO NOTHING;
-- refused: 42P10
INSERT INTO teams (id, points) VALUES (1, 2) ON CONFLICT (points) DO NOTHING;
-- refused: 42P10
INSERT INTO teams (id, label) VALUES (1, 'a') ON CONFLICT (missing) DO NOTHING;
-- refused: 42703
INSERT INTO teams (id) VALUES (1) ON CONFLICT ON CONSTRAINT missing DO NOTHING;
-- refused: 42704
INSERT INTO teams (id, points) VALUES (1, 2) ON CONFLICT (id) DO UPDATE SET points = points + 1;
-- refused: 42702
INSERT INTO teams (id, points) VALUES (1, 2) ON CONFLICT (id) DO UPDATE SET pionts = 1;
-- refused: 42703
INSERT INTO teams (id, points) VALUES (1, 2) ON CONFLICT (id) DO UPDATE SET points = excluded.pionts;
-- refused: 42703
INSERT INTO teams (id, points) VALUES (1, 2) ON CONFLICT (id) DO UPDATE SET points = teams.points + excluded.points;
INSERT INTO teams AS t (id, points) VALUES (1, 2) ON CONFLICT (id) DO UPDATE SET points = t.points RETURNING id, points;
INSERT INTO teams (id, label, points) VALUES (3, 'a', 4) ON CONFLICT (points, label) DO NOTHING;
INSERT INTO teams (id, label, points) VALUES (3, 'a', 4) ON CONFLICT (points) WHERE label IS NOT NULL DO NOTHING;
INSERT INTO teams (id) VALUES (1) ON CONFLICT DO NOTHING;
INSERT INTO teams (id) VALUES (1) ON CONFLICT ON CONSTRAINT teams_pkey DO NOTHING;

-- ---- near misses
SELECT ctid, xmin, tableoid::regclass, users FROM users;
SELECT users.full_name, full_name(users), u.full_name FROM users, users u;
SELECT count(*), count(u.*), u FROM users u GROUP BY u.id;
SELECT name AS label FROM users ORDER BY label;
SELECT lower(name) AS n, count(*) FROM users GROUP BY n;
SELECT id FROM users JOIN teams USING (id);
SELECT id, t.id FROM users NATURAL JOIN teams t;
SELECT j.id FROM users JOIN teams USING (id) AS j;
SELECT k.b FROM (users JOIN names USING (id)) AS k (a, b);
SELECT k.label FROM (users JOIN teams USING (id)) AS k;
SELECT e.value, value FROM users, jsonb_each(data) e;
SELECT tag FROM users, unnest(tags) AS tag;
SELECT a, p.b FROM pairs() p;
SELECT n FROM generate_series(1, 2) AS n;
SELECT x, y FROM (VALUES (NULL, 1), (2, 3)) AS v (x, y) WHERE x = 2;
SELECT l.label FROM users u, LATERAL (SELECT label FROM teams WHERE id = u.team_id) l;
SELECT (SELECT label FROM teams WHERE id = team_id) FROM users;
SELECT id FROM users u WHERE EXISTS (SELECT 1 FROM teams WHERE teams.id = u.team_id AND name = label);
SELECT u.id FROM users u JOIN teams t ON team_id = t.id JOIN "User" p ON "fullName" = name;
SELECT relname, oid FROM pg_class WHERE false;
SELECT table_name FROM information_schema.tables WHERE false;
WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 3) SELECT n FROM r;
WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 3) SEARCH DEPTH FIRST BY n SET place SELECT n, place FROM r;
WITH gone AS (DELETE FROM teams WHERE false RETURNING *) INSERT INTO users (id, name) SELECT id, label FROM gone;
WITH names AS (SELECT 1 AS other) SELECT other FROM names;
WITH users AS (SELECT 1 AS other) UPDATE users SET name = other FROM users u WHERE false;
WITH x AS (SELECT 1 AS other) UPDATE users SET name = other::text FROM x WHERE false;
UPDATE users SET (name, team_id) = (SELECT label, points FROM teams WHERE teams.id = users.team_id);
UPDATE users AS u SET name = t.label FROM teams t WHERE u.team_id = t.id RETURNING u.id, label;
UPDATE users SET tags[1] = 'x', data['a'] = '1' WHERE false;
UPDATE names SET label = 'x' WHERE false;
UPDATE public.users SET name = public.users.name, data = users.data WHERE false;
DELETE FROM users u USING teams t WHERE u.team_id = t.id AND label = 'x' RETURNING u.*, t.points;
INSERT INTO users (id, tags[1]) VALUES (9, 'x');
INSERT INTO users (id, name) SELECT * FROM names WHERE false;
SELECT id FROM users FOR UPDATE OF users;
SELECT sum(points) OVER w FROM teams WINDOW w AS (PARTITION BY label ORDER BY points);
SELECT id FROM users TABLESAMPLE bernoulli (1) WHERE id > 0;
SELECT x.id FROM ROWS FROM (generate_series(1, 2), generate_series(1, 3)) AS x (id, other);
SELECT id FROM teams WHERE (id, points) IN (SELECT id, team_id FROM users);
SELECT 'teams'::regclass, '"User"'::regclass, 'public.teams_pkey'::regclass, 'pg_class'::regclass, to_regclass('missing');
SELECT 'missing'::regclass;
-- refused: 42P01
SELECT nextval('missing');
-- refused: 42P01
