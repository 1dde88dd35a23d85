-- Operators, functions, casts and constants: what the types of an expression leave room for.
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TYPE other AS ENUM ('sad', 'ok');
CREATE DOMAIN score AS int CHECK (VALUE >= 0);
CREATE TABLE t (i int, b bigint, n numeric, s text, v varchar(10), u uuid, f boolean, d date, ts timestamp, at timestamptz, m mood, o other, j json, jb jsonb, a text[], sc score, iv interval);

-- ---- operators
SELECT 1 FROM t WHERE s > i;
-- refused: 42883
SELECT 1 FROM t WHERE s = u;
-- refused: 42883
SELECT 1 FROM t WHERE m = s;
-- refused: 42883
SELECT 1 FROM t WHERE m = o;
-- refused: 42883
SELECT 1 FROM t WHERE f = 1;
-- refused: 42883
SELECT 1 FROM t WHERE j = '{}';
-- refused: 42883
SELECT 1 FROM t WHERE jb = s;
-- refused: 42883
SELECT 1 FROM t WHERE a = s;
-- refused: 42883
SELECT 1 FROM t WHERE s = ANY (ARRAY[1, 2]);
-- refused: 42883
SELECT 1 FROM t WHERE m = ANY (ARRAY['sad', 'ok']);
-- refused: 42883
SELECT 1 FROM t WHERE i IN (1, s);
-- refused: 42883
SELECT 1 FROM t WHERE i BETWEEN 1 AND s;
-- refused: 42883
SELECT 1 FROM t WHERE i LIKE '1%';
-- refused: 42883
SELECT 1 FROM t WHERE m LIKE 's%';
-- refused: 42883
SELECT 1 FROM t WHERE s ->> 'x' = 'y';
-- refused: 42883
SELECT 1 FROM t WHERE j @> '{}';
-- refused: 42883
SELECT 1 FROM t WHERE at = s;
-- refused: 42883
SELECT 1 FROM t WHERE jb ->> 'x' = 5;
-- refused: 42883
SELECT s + 1 FROM t;
-- refused: 42883
SELECT f + 1 FROM t;
-- refused: 42883
SELECT 1 FROM t WHERE i = n AND b < i AND n = 1.5 AND sc > b AND sc = '5' AND i = '5' AND n <> '1e3' AND n = 'NaN';
SELECT 1 FROM t WHERE s = v AND v LIKE s AND s = 'x' AND v IN ('a', s) AND s IS DISTINCT FROM v AND s = 'x'::name;
SELECT 1 FROM t WHERE d = ts AND d < at AND ts > at AND at > '2020-01-01' AND at > now() - interval '1 day';
SELECT 1 FROM t WHERE m = 'sad' AND m IN ('sad', 'ok') AND m::text = s AND m = 'ok'::mood AND m > 'sad' AND m = ANY (ARRAY['sad']::mood[]);
SELECT 1 FROM t WHERE u = '11111111-1111-1111-1111-111111111111' AND u::text = s AND u = ANY ('{}'::uuid[]);
SELECT 1 FROM t WHERE jb @> '{"a": 1}' AND jb ->> 'x' = 'y' AND jb -> 'a' = '1' AND j ->> 'x' = s AND jb #>> '{a,b}' = s AND jb ? 'a';
SELECT 1 FROM t WHERE a = '{x}' AND a @> ARRAY['x'] AND s = ANY (a) AND 'x' = ANY (a) AND a && '{x,y}' AND a || s = a;
SELECT 1 FROM t WHERE f AND NOT f AND f = 'true' AND f IS TRUE AND (i > 1) = f AND iv > '1 day' AND ts - d > iv;
SELECT i || s, s || i, i + n, d + 1, d - d, at - at, jb || '{}', jb - 'x', iv * 2, i % 2, s || 'x' FROM t;
SELECT 1 FROM t WHERE (i, s) = (1, 'x') AND row(i, s) IS NOT NULL AND i = (SELECT max(i) FROM t) AND s IN (SELECT s FROM t);

-- ---- constants
SELECT 1 FROM t WHERE i = 'abc';
-- refused: 22P02
SELECT 1 FROM t WHERE m = 'happy';
-- refused: 22P02
SELECT 1 FROM t WHERE m IN ('sad', 'happy');
-- refused: 22P02
SELECT 1 FROM t WHERE 'happy' <> m;
-- refused: 22P02
SELECT 1 FROM t WHERE u = 'abc';
-- refused: 22P02
SELECT 1 FROM t WHERE f = 'maybe';
-- refused: 22P02
SELECT 1 FROM t WHERE jb = 'abc';
-- refused: 22P02
SELECT 1 FROM t WHERE n > 'many';
-- refused: 22P02
SELECT 1 FROM t WHERE a = 'x';
-- refused: 22P02
SELECT coalesce(i, 'none') FROM t;
-- refused: 22P02
SELECT CASE WHEN f THEN m ELSE 'happy' END FROM t;
-- refused: 22P02
SELECT CASE m WHEN 'happy' THEN 1 END FROM t;
-- refused: 22P02
SELECT 'happy'::mood;
-- refused: 22P02
SELECT ARRAY['sad', 'happy']::mood[];
-- refused: 22P02
SELECT ''::jsonb;
-- refused: 22P02
SELECT ''::timestamptz;
-- refused: 22007
SELECT 1 FROM t WHERE d > 'yesteryear';
-- refused: 22007
SELECT 'now'::timestamptz, ' Today'::date, '-infinity'::timestamp, 'epoch'::date, 'tomorrow allballs'::timestamp, '2020-01-01'::date;
SELECT ' 5 '::int, '1.5'::numeric, 'inf'::float8, 't'::boolean, ' "x" '::jsonb, 'null'::json, '{"a"}'::text[], '[0:1]={a,b}'::text[];
SELECT coalesce(m, 'ok'), coalesce(s, 'none'), CASE m WHEN 'ok' THEN 'a' ELSE s END, CASE WHEN f THEN NULL ELSE m END, nullif(s, '') FROM t;

-- ---- casts
SELECT u::int FROM t;
-- refused: 42846
SELECT m::other FROM t;
-- refused: 42846
SELECT b::boolean FROM t;
-- refused: 42846
SELECT j::int FROM t;
-- refused: 42846
SELECT d::int FROM t;
-- refused: 42846
SELECT a::int FROM t;
-- refused: 42846
SELECT i::boolean, f::int, jb::int, jb::boolean, s::uuid, m::text::other, at::time, n::int, i::text::jsonb, a::int[], s::text[], sc::bigint, m::varchar(3), a::text, iv::time FROM t WHERE false;

-- ---- conditions
SELECT 1 FROM t WHERE i;
-- refused: 42804
SELECT 1 FROM t WHERE f AND s;
-- refused: 42804
SELECT 1 FROM t WHERE NOT i;
-- refused: 42804
SELECT 1 FROM t x JOIN t y ON x.i;
-- refused: 42804
SELECT CASE WHEN i THEN 1 END FROM t;
-- refused: 42804
SELECT 1 FROM t WHERE 'true' AND NULL AND f AND EXISTS (SELECT 1) AND i IN (SELECT i FROM t);

-- ---- values
INSERT INTO t (m) VALUES ('happy');
-- refused: 22P02
INSERT INTO t (m) VALUES ('sad'), ('happy');
-- refused: 22P02
INSERT INTO t (i) SELECT s FROM t;
-- refused: 42804
INSERT INTO t (m) SELECT s FROM t;
-- refused: 42804
INSERT INTO t (m) SELECT CASE WHEN f THEN 'sad' ELSE 'ok' END FROM t;
-- refused: 42804
INSERT INTO t (m) SELECT 'happy' FROM t;
-- refused: 22P02
INSERT INTO t (jb) VALUES ('');
-- refused: 22P02
UPDATE t SET i = s;
-- refused: 42804
UPDATE t SET m = lower(s);
-- refused: 42804
UPDATE t SET m = 'happy';
-- refused: 22P02
UPDATE t SET jb = s;
-- refused: 42804
UPDATE t SET f = 1;
-- refused: 42804
UPDATE t SET m = CASE WHEN f THEN 'sad' ELSE 'ok' END;
-- refused: 42804
UPDATE t SET u = s::uuid, i = s::int, m = s::mood, jb = s::jsonb, s = i, v = u, at = d, d = at, n = i, sc = 1, j = jb WHERE false;
UPDATE t SET m = CASE WHEN f THEN 'sad'::mood ELSE 'ok' END, a = ARRAY['x'], s = m, jb = to_jsonb(s), i = NULL, f = DEFAULT WHERE false;
UPDATE t SET a = array_append(a, s), jb = jb || '{}', i = length(s), at = now(), d = current_date, s = at, b = i * 2 WHERE false;
UPDATE t SET s = (SELECT s FROM t LIMIT 1), i = (SELECT count(*) FROM t), jb = (SELECT jsonb_agg(s) FROM t) WHERE false;
INSERT INTO t (i, m, a, jb) VALUES (1, 'sad', '{}', '{}'), (NULL, NULL, ARRAY['x'], '[]'), (DEFAULT, 'ok', NULL, to_jsonb(1));
INSERT INTO t (m) SELECT 'ok' UNION ALL SELECT 'sad';
-- refused: 42804
INSERT INTO t (m, u) SELECT 'ok', NULL FROM t WHERE false;

-- ---- functions, in a database without extensions
SELECT no_such(i) FROM t;
-- refused: 42883
SELECT public.no_such() FROM t;
-- refused: 42883
SELECT lower(m) FROM t;
-- refused: 42883
SELECT length(i) FROM t;
-- refused: 42883
SELECT trim(u), 1 FROM t;
-- refused: 42883
SELECT upper(a) FROM t;
-- refused: 42883
SELECT substring(i FROM 1) FROM t;
-- refused: 42883
SELECT md5(jb) FROM t;
-- refused: 42883
SELECT lower(s), upper(v), length(m::text), lower('X'), lower(int4range(1, 2)), length(s::bytea), md5(s), trim(both 'x' FROM s), repeat('x', i), length(to_tsvector(s)), substring(B'101' FROM 2), lower(NULL) FROM t;
SELECT lower(s), text(v), int4(b), pg_catalog.lower(s), count(*), row_number() OVER (), m::text, greatest(i, b) FROM t GROUP BY s, v, b, m, i;

-- ---- in definitions
CREATE TABLE x (i int, s text CHECK (s > i));
-- refused: 42883
CREATE TABLE x (m mood CHECK (m <> 'happy'));
-- refused: 22P02
CREATE TABLE x (m mood DEFAULT 'happy');
-- refused: 22P02
CREATE TABLE x (m mood[] DEFAULT ARRAY['happy']::mood[]);
-- refused: 22P02
CREATE TABLE x (m mood DEFAULT 'sad'::text);
-- refused: 42804
CREATE TABLE x (i int CHECK (i));
-- refused: 42804
CREATE TABLE x (jb jsonb DEFAULT '');
-- refused: 22P02
CREATE TABLE x (i int, c int GENERATED ALWAYS AS (k) STORED);
-- refused: 42703
CREATE TABLE x (at timestamptz, c text GENERATED ALWAYS AS (at::text) STORED);
-- refused: 42P17
CREATE TABLE x (i int, c boolean GENERATED ALWAYS AS (i + 1) STORED);
-- refused: 42804
CREATE TABLE x (c int GENERATED ALWAYS AS (k + 1) STORED, k int, m mood DEFAULT 'ok' CHECK (m IN ('sad', 'ok')), l text GENERATED ALWAYS AS (k::text) STORED);
CREATE INDEX ON t ((at::date));
-- refused: 42P17
CREATE INDEX ON t ((m::text));
-- refused: 42P17
CREATE INDEX ON t ((s::timestamp));
-- refused: 42P17
CREATE INDEX ON t ((s::mood));
-- refused: 42P17
CREATE INDEX ON t ((ts::text));
-- refused: 42P17
CREATE INDEX ON t ((d::timestamptz));
-- refused: 42P17
CREATE INDEX ON t (extract(year FROM at));
-- refused: 42P17
CREATE INDEX ON t ((s::interval));
-- refused: 42P17
CREATE INDEX ON t (date_trunc('day', at));
-- refused: 42P17
CREATE INDEX ON t ((ts::date), (i::text), (n::int), (u::text), (jb::text), (d::timestamp), date_trunc('day', ts), (at AT TIME ZONE 'UTC'));
CREATE INDEX ON t (i) WHERE m = 'happy';
-- refused: 22P02
CREATE INDEX ON t (i) WHERE s > i;
-- refused: 42883
CREATE INDEX ON t (i) WHERE at > '2020-01-01' AND m = 'ok' AND s <> '';
CREATE VIEW w AS SELECT i FROM t WHERE s > i;
-- refused: 42883
CREATE POLICY p ON t USING (s = i);
-- refused: 42883
CREATE POLICY p ON t USING (i);
-- refused: 42804
CREATE POLICY p ON t USING (s = current_user AND i IN (SELECT missing FROM x));
-- refused: 42703
CREATE POLICY p ON t USING (s = current_user AND i IN (SELECT k FROM x)) WITH CHECK (m = 'ok');
DROP POLICY p ON t;
ALTER TABLE t ALTER COLUMN s TYPE mood USING o;
-- refused: 42804
ALTER TABLE t ALTER COLUMN s TYPE mood USING 'happy';
-- refused: 22P02
ALTER TABLE t ALTER COLUMN o TYPE mood USING o::mood;
-- refused: 42846
ALTER TABLE t ALTER COLUMN o TYPE mood USING o::text::mood;
ALTER TABLE t ALTER COLUMN i SET DEFAULT 'x';
-- refused: 22P02
ALTER TABLE t ALTER COLUMN m SET DEFAULT 'ok', ALTER COLUMN n SET DEFAULT '1.5', ALTER COLUMN a SET DEFAULT '{}', ALTER COLUMN s SET DEFAULT 5;
