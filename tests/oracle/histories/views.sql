-- Views: what they read, what may replace them, what they hold back.
CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL, age int, team int);
CREATE TABLE teams (id int PRIMARY KEY, title varchar(30));
CREATE VIEW adults AS SELECT id, name FROM users WHERE age >= 18;
CREATE VIEW adult_names (who) AS SELECT name FROM adults;
CREATE VIEW everything AS SELECT * FROM users;
CREATE VIEW joined AS SELECT u.id, u.name AS user_name, t.title, count(*) OVER () AS n FROM users u LEFT JOIN teams t ON t.id = u.team;
CREATE VIEW counted AS SELECT team, count(*) AS members, avg(age) AS average FROM users GROUP BY team;
CREATE VIEW with_cte AS WITH old AS (SELECT id FROM users WHERE age > 60) SELECT id FROM old UNION SELECT id FROM teams;
CREATE VIEW by_subquery AS SELECT title FROM teams WHERE EXISTS (SELECT FROM users WHERE users.team = teams.id AND users.age > 5);
CREATE VIEW grouped_by_key AS SELECT t.id, t.title FROM teams t GROUP BY t.id;
CREATE VIEW of_values AS VALUES (1, 'a'), (2, 'b');
CREATE VIEW of_function AS SELECT g AS n FROM generate_series(1, 3) AS g;
CREATE VIEW checked AS SELECT id, name FROM users WHERE age > 5 WITH CASCADED CHECK OPTION;
CREATE VIEW guarded WITH (security_barrier = true) AS SELECT id FROM users;
CREATE RECURSIVE VIEW numbers (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM numbers WHERE n < 10;
CREATE TEMP VIEW passing AS SELECT 1 AS one;
CREATE VIEW adults AS SELECT 1;
-- refused: 42P07
CREATE VIEW users AS SELECT 1;
-- refused: 42P07
CREATE VIEW wrong AS SELECT missing FROM users;
-- refused: 42703
CREATE VIEW wrong AS SELECT * FROM missing;
-- refused: 42P01
CREATE VIEW wrong AS SELECT id, id FROM users;
-- refused: 42701
CREATE VIEW wrong AS SELECT id FROM users, teams;
-- refused: 42702
CREATE VIEW wrong (a, b, c) AS SELECT id FROM users;
-- refused: 42601
CREATE VIEW wrong AS SELECT name, count(*) FROM users;
-- refused: 42803
CREATE VIEW wrong AS SELECT id FROM users WHERE name > 5;
-- refused: 42883
CREATE VIEW wrong AS SELECT $1::int AS a;
-- refused: 42P02
CREATE VIEW wrong AS SELECT 1 AS a INTO other;
-- refused: 0A000
CREATE VIEW wrong AS DELETE FROM users RETURNING id;
-- refused: 42601
CREATE VIEW wrong AS SELECT id FROM users ORDER BY id WITH NO DATA;
-- refused: 42601
CREATE VIEW aggregated WITH (check_option = local) AS SELECT count(*) FROM users;
-- refused: 0A000
CREATE OR REPLACE VIEW adults AS SELECT id, name, age FROM users WHERE age >= 21;
CREATE OR REPLACE VIEW adults AS SELECT id, name FROM users;
-- refused: 42P16
CREATE OR REPLACE VIEW adults AS SELECT id, name AS title, age FROM users;
-- refused: 42P16
CREATE OR REPLACE VIEW adults AS SELECT name, id, age FROM users;
-- refused: 42P16
CREATE OR REPLACE VIEW adults AS SELECT id::bigint, name, age FROM users;
-- refused: 42P16
CREATE OR REPLACE VIEW users AS SELECT 1;
-- refused: 42809
-- A new column of the table isn't in a view that read all of them.
ALTER TABLE users ADD COLUMN email text;
SELECT email FROM everything;
-- refused: 42703
ALTER TABLE users DROP COLUMN email;
ALTER TABLE users DROP COLUMN age;
-- refused: 2BP01
ALTER TABLE users DROP COLUMN team;
-- refused: 2BP01
ALTER TABLE users ALTER COLUMN age TYPE bigint;
-- refused: 0A000
ALTER TABLE teams ALTER COLUMN title TYPE text;
-- refused: 0A000
ALTER TABLE teams DROP CONSTRAINT teams_pkey;
-- refused: 2BP01
-- The view's own names stay when a column or table is renamed.
ALTER TABLE users RENAME COLUMN name TO full_name;
ALTER TABLE users RENAME TO people;
SELECT name FROM adults;
SELECT full_name FROM adults;
-- refused: 42703
ALTER VIEW adults RENAME COLUMN name TO label;
ALTER VIEW adults RENAME COLUMN name TO label;
-- refused: 42703
ALTER VIEW adults RENAME COLUMN label TO age;
-- refused: 42701
ALTER TABLE adults RENAME COLUMN label TO name;
ALTER VIEW adults RENAME TO grown_ups;
SELECT who FROM adult_names;
ALTER VIEW missing RENAME TO other;
-- refused: 42P01
ALTER VIEW people RENAME TO other;
-- refused: 42809
ALTER VIEW grown_ups ALTER COLUMN age SET DEFAULT 5;
ALTER VIEW grown_ups ALTER COLUMN age DROP DEFAULT;
ALTER TABLE grown_ups ADD COLUMN x int;
-- refused: 42809
ALTER TABLE grown_ups DROP COLUMN age;
-- refused: 42809
ALTER VIEW grown_ups SET (security_barrier);
ALTER VIEW grown_ups RESET (security_barrier);
ALTER VIEW grown_ups SET (no_such = 1);
-- refused: 22023
DROP TABLE grown_ups;
-- refused: 42809
DROP VIEW people;
-- refused: 42809
DROP VIEW missing;
-- refused: 42P01
DROP VIEW IF EXISTS missing, of_values;
DROP VIEW grown_ups;
-- refused: 2BP01
DROP TABLE people;
-- refused: 2BP01
DROP VIEW grown_ups, adult_names;
DROP TABLE teams CASCADE;
SELECT id FROM joined;
-- refused: 42P01
SELECT team FROM counted;
ALTER TABLE people DROP COLUMN age CASCADE;
SELECT team FROM counted;
-- refused: 42P01
SELECT id FROM guarded;
CREATE TYPE kind AS ENUM ('a', 'b');
CREATE VIEW with_type AS SELECT 'a'::kind AS k;
DROP TYPE kind;
-- refused: 2BP01
CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE VIEW with_function AS SELECT one() AS o;
DROP FUNCTION one();
-- refused: 2BP01
DROP FUNCTION one() CASCADE;
SELECT o FROM with_function;
-- refused: 42P01
