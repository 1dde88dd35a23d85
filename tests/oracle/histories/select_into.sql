-- CREATE TABLE AS and SELECT INTO: types and names of columns follow the query.
CREATE TYPE state AS ENUM ('on');
CREATE DOMAIN small AS int CHECK (VALUE < 10);
CREATE TABLE source (id int PRIMARY KEY, name varchar(20) NOT NULL DEFAULT 'x', price numeric(8, 2), at timestamp(3), tags text[], state state, small small, doc jsonb, code char(4) COLLATE "C");
CREATE TABLE copied AS SELECT * FROM source;
CREATE TABLE aliased AS SELECT s.id AS key, s.name, s.price AS "Price" FROM source AS s;
CREATE TABLE listed (one, two) AS SELECT id, name FROM source;
CREATE TABLE empty_copy AS TABLE source WITH NO DATA;
CREATE TABLE constants AS SELECT 1 AS a, 'x' AS b, 1.5 AS c, true AS d, NULL AS e, 10000000000 AS f, DATE '2020-01-01' AS g, ARRAY[1, 2] AS h, '{}'::jsonb AS i, 'on'::state AS j, 5::small AS k, interval '1 day' AS l, 'x'::varchar(5) AS m;
CREATE TABLE counted AS SELECT state, count(*), sum(price), avg(id), max(at), array_agg(name) AS names, bool_or(id > 1), min(name) FROM source GROUP BY state;
CREATE TABLE computed AS SELECT id + 1 AS a, id * price AS b, name || '!' AS c, upper(name) AS d, coalesce(price, 0) AS e, CASE WHEN id > 1 THEN 'a' ELSE name END AS f, now() AS g, doc -> 'a' AS h, doc ->> 'a' AS i, id::text AS j, at::date AS k, tags[1] AS l, id > 5 AS m, extract(year FROM at) AS n, length(name) AS o, row_number() OVER () AS p, greatest(id, 2) AS q, (SELECT max(id) FROM source) AS r, current_user AS s, id / 2.0 AS t FROM source;
CREATE TABLE unnamed AS SELECT 1, 2;
-- refused: 42701
CREATE TABLE unnamed AS SELECT 1;
CREATE TABLE named_by_query AS SELECT now(), upper('a'), id::bigint, name::text, count(*) OVER (), coalesce(name, ''), CASE WHEN true THEN 1 END, EXISTS (SELECT 1), ARRAY[1], (SELECT max(id) FROM source), current_date, 1::int, tags[1], nullif(id, 1), current_user, greatest(id, 1), grouping(id) FROM source GROUP BY id;
CREATE TABLE joined AS SELECT a.id, b.name FROM source a LEFT JOIN copied b USING (id);
CREATE TABLE united AS SELECT id, name FROM source UNION ALL SELECT key, 'x' FROM aliased;
CREATE TABLE with_cte AS WITH x AS (SELECT id, price * 2 AS twice FROM source) SELECT twice, id FROM x;
CREATE TABLE of_values (a, b) AS VALUES (1, 'x'), (2, 'y');
CREATE TABLE series AS SELECT n FROM generate_series(1, 3) AS n;
CREATE UNLOGGED TABLE fast_copy WITH (fillfactor = 70) AS SELECT id FROM source;
CREATE TEMP TABLE temp_copy ON COMMIT PRESERVE ROWS AS SELECT id FROM source;
SELECT id, name INTO into_copy FROM source;
SELECT id INTO UNLOGGED into_unlogged FROM source;
SELECT id INTO into_copy FROM source;
-- refused: 42P07
CREATE TABLE copied AS SELECT 1 AS a;
-- refused: 42P07
CREATE TABLE IF NOT EXISTS copied AS SELECT 1 AS a;
CREATE TABLE wrong AS SELECT missing FROM source;
-- refused: 42703
CREATE TABLE wrong AS SELECT * FROM missing;
-- refused: 42P01
CREATE TABLE wrong (a, b) AS SELECT 1 AS x;
-- refused: 42601
CREATE TABLE wrong AS SELECT id, id FROM source;
-- refused: 42701
CREATE TABLE wrong AS SELECT ROW(1, 2) AS r;
-- refused: 42P16
-- Neither keys nor NOT NULL nor defaults come along.
INSERT INTO copied (id, name) VALUES (NULL, NULL), (NULL, NULL);
ALTER TABLE copied ADD PRIMARY KEY (id);
-- refused: 23502
ALTER TABLE aliased ADD PRIMARY KEY (key);
ALTER TABLE copied DROP COLUMN small;
DROP DOMAIN small;
-- refused: 2BP01
DROP TYPE state;
-- refused: 2BP01
