-- ALTER COLUMN ... TYPE: what is free, what is scanned, rebuilt or rewritten.
CREATE EXTENSION citext;
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TYPE mood2 AS ENUM ('sad', 'ok');
CREATE TYPE pair AS (a int, b int);
CREATE DOMAIN plain AS int;
CREATE DOMAIN plain2 AS int;
CREATE DOMAIN positive AS int CHECK (VALUE > 0);
CREATE DOMAIN short AS varchar(10);
CREATE TABLE t (
  id int PRIMARY KEY, i2 smallint, i4 int, i8 bigint, v10 varchar(10), v varchar, c text, e text, g text, bp char(10), n numeric,
  n10_2 numeric(10, 2), ts timestamp, ts3 timestamp(3), tz timestamptz, tz3 timestamptz(3), ti time, ti3 time(3), d date,
  iv interval, iv3 interval(3), ivd interval day to second, j json, jb jsonb, m mood, u uuid, o oid, ci cidr, ine inet, b8 bit(8),
  vb8 varbit(8), vb varbit, f4 real, f8 double precision, bo boolean, av varchar(10)[], at text[], ai int[], pl plain,
  po positive, sh short, by bytea, x xml, ct citext, am mood[], mo money, na name, ch "char", rc regclass, pr pair);
INSERT INTO t VALUES (1, 1, 1, 1, 'x', 'x', '1', 'ok', gen_random_uuid()::text, 'x', 1, 1, '2020-01-01', '2020-01-01', '2020-01-01', '2020-01-01',
  '10:00', '10:00', '2020-01-01', '1 day', '1 day', '1 day', '{}', '{}', 'ok', gen_random_uuid(), 1, '10.0.0.0/8', '10.0.0.1',
  B'10101010', B'1010', B'1010', 1, 1, true, '{x}', '{x}', '{1}', 1, 1, 'x', 'x', '<a/>', 'x', '{ok}', 1, 'x', 'x', 'pg_class', '(1,2)');

CREATE TABLE r (code varchar(10) PRIMARY KEY);
INSERT INTO r VALUES ('x');

-- case: i4 to bigint
ALTER TABLE t ALTER COLUMN i4 TYPE bigint;

-- case: i4 to smallint
ALTER TABLE t ALTER COLUMN i4 TYPE smallint;

-- case: i8 to int
ALTER TABLE t ALTER COLUMN i8 TYPE int;

-- case: i2 to int
ALTER TABLE t ALTER COLUMN i2 TYPE int;

-- case: i4 to numeric
ALTER TABLE t ALTER COLUMN i4 TYPE numeric;

-- case: i4 to text
ALTER TABLE t ALTER COLUMN i4 TYPE text;

-- case: i4 to oid
ALTER TABLE t ALTER COLUMN i4 TYPE oid;

-- case: i4 to int
ALTER TABLE t ALTER COLUMN i4 TYPE int;

-- case: i4 to double precision
ALTER TABLE t ALTER COLUMN i4 TYPE double precision;

-- case: n to numeric(10,2)
ALTER TABLE t ALTER COLUMN n TYPE numeric(10,2);

-- case: n10_2 to numeric(12,2)
ALTER TABLE t ALTER COLUMN n10_2 TYPE numeric(12,2);

-- case: n10_2 to numeric(12,4)
ALTER TABLE t ALTER COLUMN n10_2 TYPE numeric(12,4);

-- case: n10_2 to numeric(8,2)
ALTER TABLE t ALTER COLUMN n10_2 TYPE numeric(8,2);

-- case: n10_2 to numeric(10,0)
ALTER TABLE t ALTER COLUMN n10_2 TYPE numeric(10,0);

-- case: n10_2 to numeric
ALTER TABLE t ALTER COLUMN n10_2 TYPE numeric;

-- case: n10_2 to numeric(10,2)
ALTER TABLE t ALTER COLUMN n10_2 TYPE numeric(10,2);

-- case: n to bigint
ALTER TABLE t ALTER COLUMN n TYPE bigint;

-- case: v10 to varchar(20)
ALTER TABLE t ALTER COLUMN v10 TYPE varchar(20);

-- case: v10 to varchar(5)
ALTER TABLE t ALTER COLUMN v10 TYPE varchar(5);

-- case: v10 to varchar
ALTER TABLE t ALTER COLUMN v10 TYPE varchar;

-- case: v10 to text
ALTER TABLE t ALTER COLUMN v10 TYPE text;

-- case: v10 to varchar(10)
ALTER TABLE t ALTER COLUMN v10 TYPE varchar(10);

-- case: v10 to char(20)
ALTER TABLE t ALTER COLUMN v10 TYPE char(20);

-- case: v10 to citext
ALTER TABLE t ALTER COLUMN v10 TYPE citext;

-- case: v to varchar(10)
ALTER TABLE t ALTER COLUMN v TYPE varchar(10);

-- case: v to text
ALTER TABLE t ALTER COLUMN v TYPE text;

-- case: c to varchar
ALTER TABLE t ALTER COLUMN c TYPE varchar;

-- case: c to varchar(10)
ALTER TABLE t ALTER COLUMN c TYPE varchar(10);

-- case: c to char(10)
ALTER TABLE t ALTER COLUMN c TYPE char(10);

-- case: c to citext
ALTER TABLE t ALTER COLUMN c TYPE citext;

-- case: c to bpchar
ALTER TABLE t ALTER COLUMN c TYPE bpchar;

-- case: c to name
ALTER TABLE t ALTER COLUMN c TYPE name;

-- case: c to bytea USING c::bytea
ALTER TABLE t ALTER COLUMN c TYPE bytea USING c::bytea;

-- case: c to json USING c::json
ALTER TABLE t ALTER COLUMN c TYPE json USING c::json;

-- case: c to jsonb USING c::jsonb
ALTER TABLE t ALTER COLUMN c TYPE jsonb USING c::jsonb;

-- case: c to xml USING c::xml
ALTER TABLE t ALTER COLUMN c TYPE xml USING c::xml;

-- case: c to int USING c::int
ALTER TABLE t ALTER COLUMN c TYPE int USING c::int;

-- case: e to mood USING e::mood
ALTER TABLE t ALTER COLUMN e TYPE mood USING e::mood;

-- case: ct to text
ALTER TABLE t ALTER COLUMN ct TYPE text;

-- case: ct to varchar
ALTER TABLE t ALTER COLUMN ct TYPE varchar;

-- case: ct to varchar(10)
ALTER TABLE t ALTER COLUMN ct TYPE varchar(10);

-- case: bp to char(20)
ALTER TABLE t ALTER COLUMN bp TYPE char(20);

-- case: bp to char(5)
ALTER TABLE t ALTER COLUMN bp TYPE char(5);

-- case: bp to char(10)
ALTER TABLE t ALTER COLUMN bp TYPE char(10);

-- case: bp to text
ALTER TABLE t ALTER COLUMN bp TYPE text;

-- case: bp to varchar
ALTER TABLE t ALTER COLUMN bp TYPE varchar;

-- case: bp to varchar(10)
ALTER TABLE t ALTER COLUMN bp TYPE varchar(10);

-- case: bp to bpchar
ALTER TABLE t ALTER COLUMN bp TYPE bpchar;

-- case: ts to timestamptz
ALTER TABLE t ALTER COLUMN ts TYPE timestamptz;

-- case: ts to timestamptz(6)
ALTER TABLE t ALTER COLUMN ts TYPE timestamptz(6);

-- case: ts to timestamptz(3)
ALTER TABLE t ALTER COLUMN ts TYPE timestamptz(3);

-- case: ts to timestamp(3)
ALTER TABLE t ALTER COLUMN ts TYPE timestamp(3);

-- case: ts to timestamp(6)
ALTER TABLE t ALTER COLUMN ts TYPE timestamp(6);

-- case: ts to date
ALTER TABLE t ALTER COLUMN ts TYPE date;

-- case: ts3 to timestamptz
ALTER TABLE t ALTER COLUMN ts3 TYPE timestamptz;

-- case: ts3 to timestamptz(6)
ALTER TABLE t ALTER COLUMN ts3 TYPE timestamptz(6);

-- case: ts3 to timestamptz(3)
ALTER TABLE t ALTER COLUMN ts3 TYPE timestamptz(3);

-- case: ts3 to timestamp
ALTER TABLE t ALTER COLUMN ts3 TYPE timestamp;

-- case: ts3 to timestamp(6)
ALTER TABLE t ALTER COLUMN ts3 TYPE timestamp(6);

-- case: ts3 to timestamp(5)
ALTER TABLE t ALTER COLUMN ts3 TYPE timestamp(5);

-- case: ts3 to timestamp(1)
ALTER TABLE t ALTER COLUMN ts3 TYPE timestamp(1);

-- case: ts to timestamptz USING ts AT TIME ZONE 'UTC'
ALTER TABLE t ALTER COLUMN ts TYPE timestamptz USING ts AT TIME ZONE 'UTC';

-- case: ts to timestamptz USING ts::timestamptz
ALTER TABLE t ALTER COLUMN ts TYPE timestamptz USING ts::timestamptz;

-- case: ts3 to timestamptz USING ts3
ALTER TABLE t ALTER COLUMN ts3 TYPE timestamptz USING ts3;

-- case: ts to timestamptz(6) USING ts::timestamptz
ALTER TABLE t ALTER COLUMN ts TYPE timestamptz(6) USING ts::timestamptz;

-- case: ts3 to timestamptz(3) USING ts3::timestamptz(3)
ALTER TABLE t ALTER COLUMN ts3 TYPE timestamptz(3) USING ts3::timestamptz(3);

-- case: tz to timestamp
ALTER TABLE t ALTER COLUMN tz TYPE timestamp;

-- case: tz to timestamptz(3)
ALTER TABLE t ALTER COLUMN tz TYPE timestamptz(3);

-- case: tz3 to timestamptz
ALTER TABLE t ALTER COLUMN tz3 TYPE timestamptz;

-- case: tz3 to timestamptz(6)
ALTER TABLE t ALTER COLUMN tz3 TYPE timestamptz(6);

-- case: tz3 to timestamp
ALTER TABLE t ALTER COLUMN tz3 TYPE timestamp;

-- case: tz3 to timestamp(3)
ALTER TABLE t ALTER COLUMN tz3 TYPE timestamp(3);

-- case: tz3 to timestamp(6)
ALTER TABLE t ALTER COLUMN tz3 TYPE timestamp(6);

-- case: tz to timestamp USING tz AT TIME ZONE 'UTC'
ALTER TABLE t ALTER COLUMN tz TYPE timestamp USING tz AT TIME ZONE 'UTC';

-- case: tz to date
ALTER TABLE t ALTER COLUMN tz TYPE date;

-- case: d to timestamp
ALTER TABLE t ALTER COLUMN d TYPE timestamp;

-- case: d to timestamptz
ALTER TABLE t ALTER COLUMN d TYPE timestamptz;

-- case: ti to time(3)
ALTER TABLE t ALTER COLUMN ti TYPE time(3);

-- case: ti to time(6)
ALTER TABLE t ALTER COLUMN ti TYPE time(6);

-- case: ti3 to time
ALTER TABLE t ALTER COLUMN ti3 TYPE time;

-- case: ti3 to time(4)
ALTER TABLE t ALTER COLUMN ti3 TYPE time(4);

-- case: ti to timetz
ALTER TABLE t ALTER COLUMN ti TYPE timetz;

-- case: iv to interval(3)
ALTER TABLE t ALTER COLUMN iv TYPE interval(3);

-- case: iv to interval(6)
ALTER TABLE t ALTER COLUMN iv TYPE interval(6);

-- case: iv3 to interval
ALTER TABLE t ALTER COLUMN iv3 TYPE interval;

-- case: iv3 to interval(5)
ALTER TABLE t ALTER COLUMN iv3 TYPE interval(5);

-- case: iv3 to interval(1)
ALTER TABLE t ALTER COLUMN iv3 TYPE interval(1);

-- case: iv to interval day to second
ALTER TABLE t ALTER COLUMN iv TYPE interval day to second;

-- case: ivd to interval
ALTER TABLE t ALTER COLUMN ivd TYPE interval;

-- case: ivd to interval(3)
ALTER TABLE t ALTER COLUMN ivd TYPE interval(3);

-- case: iv to interval year
ALTER TABLE t ALTER COLUMN iv TYPE interval year;

-- case: ivd to interval day
ALTER TABLE t ALTER COLUMN ivd TYPE interval day;

-- case: iv to interval day to second(3)
ALTER TABLE t ALTER COLUMN iv TYPE interval day to second(3);

-- case: iv3 to interval day to second
ALTER TABLE t ALTER COLUMN iv3 TYPE interval day to second;

-- case: j to jsonb
ALTER TABLE t ALTER COLUMN j TYPE jsonb;

-- case: jb to json
ALTER TABLE t ALTER COLUMN jb TYPE json;

-- case: j to text
ALTER TABLE t ALTER COLUMN j TYPE text;

-- case: jb to text
ALTER TABLE t ALTER COLUMN jb TYPE text;

-- case: m to text USING m::text
ALTER TABLE t ALTER COLUMN m TYPE text USING m::text;

-- case: m to text
ALTER TABLE t ALTER COLUMN m TYPE text;

-- case: m to varchar
ALTER TABLE t ALTER COLUMN m TYPE varchar;

-- case: m to mood2 USING m::text::mood2
ALTER TABLE t ALTER COLUMN m TYPE mood2 USING m::text::mood2;

-- case: am to mood2[] USING am::text[]::mood2[]
ALTER TABLE t ALTER COLUMN am TYPE mood2[] USING am::text[]::mood2[];

-- case: u to text
ALTER TABLE t ALTER COLUMN u TYPE text;

-- case: u to text USING u::text
ALTER TABLE t ALTER COLUMN u TYPE text USING u::text;

-- case: g to uuid USING g::uuid
ALTER TABLE t ALTER COLUMN g TYPE uuid USING g::uuid;

-- case: o to int
ALTER TABLE t ALTER COLUMN o TYPE int;

-- case: o to bigint
ALTER TABLE t ALTER COLUMN o TYPE bigint;

-- case: o to regclass
ALTER TABLE t ALTER COLUMN o TYPE regclass;

-- case: rc to oid
ALTER TABLE t ALTER COLUMN rc TYPE oid;

-- case: i4 to regclass
ALTER TABLE t ALTER COLUMN i4 TYPE regclass;

-- case: ci to inet
ALTER TABLE t ALTER COLUMN ci TYPE inet;

-- case: ine to cidr
ALTER TABLE t ALTER COLUMN ine TYPE cidr;

-- case: ci to text
ALTER TABLE t ALTER COLUMN ci TYPE text;

-- case: b8 to bit(8)
ALTER TABLE t ALTER COLUMN b8 TYPE bit(8);

-- case: b8 to varbit
ALTER TABLE t ALTER COLUMN b8 TYPE varbit;

-- case: b8 to varbit(8)
ALTER TABLE t ALTER COLUMN b8 TYPE varbit(8);

-- case: vb8 to varbit(16)
ALTER TABLE t ALTER COLUMN vb8 TYPE varbit(16);

-- case: vb8 to varbit(4)
ALTER TABLE t ALTER COLUMN vb8 TYPE varbit(4);

-- case: vb8 to varbit
ALTER TABLE t ALTER COLUMN vb8 TYPE varbit;

-- case: vb to varbit(8)
ALTER TABLE t ALTER COLUMN vb TYPE varbit(8);

-- case: f4 to double precision
ALTER TABLE t ALTER COLUMN f4 TYPE double precision;

-- case: f8 to real
ALTER TABLE t ALTER COLUMN f8 TYPE real;

-- case: f8 to numeric
ALTER TABLE t ALTER COLUMN f8 TYPE numeric;

-- case: bo to int USING bo::int
ALTER TABLE t ALTER COLUMN bo TYPE int USING bo::int;

-- case: i4 to boolean USING i4::boolean
ALTER TABLE t ALTER COLUMN i4 TYPE boolean USING i4::boolean;

-- case: av to varchar(20)[]
ALTER TABLE t ALTER COLUMN av TYPE varchar(20)[];

-- case: av to varchar(10)[]
ALTER TABLE t ALTER COLUMN av TYPE varchar(10)[];

-- case: av to varchar[]
ALTER TABLE t ALTER COLUMN av TYPE varchar[];

-- case: av to text[]
ALTER TABLE t ALTER COLUMN av TYPE text[];

-- case: at to varchar[]
ALTER TABLE t ALTER COLUMN at TYPE varchar[];

-- case: at to text[]
ALTER TABLE t ALTER COLUMN at TYPE text[];

-- case: at to varchar(10)[]
ALTER TABLE t ALTER COLUMN at TYPE varchar(10)[];

-- case: ai to bigint[]
ALTER TABLE t ALTER COLUMN ai TYPE bigint[];

-- case: c to text[] USING ARRAY[c]
ALTER TABLE t ALTER COLUMN c TYPE text[] USING ARRAY[c];

-- case: i4 to plain
ALTER TABLE t ALTER COLUMN i4 TYPE plain;

-- case: i4 to positive
ALTER TABLE t ALTER COLUMN i4 TYPE positive;

-- case: i4 to int
ALTER TABLE t ALTER COLUMN i4 TYPE int;

-- case: pl to int
ALTER TABLE t ALTER COLUMN pl TYPE int;

-- case: pl to plain2
ALTER TABLE t ALTER COLUMN pl TYPE plain2;

-- case: pl to positive
ALTER TABLE t ALTER COLUMN pl TYPE positive;

-- case: pl to bigint
ALTER TABLE t ALTER COLUMN pl TYPE bigint;

-- case: po to int
ALTER TABLE t ALTER COLUMN po TYPE int;

-- case: po to plain
ALTER TABLE t ALTER COLUMN po TYPE plain;

-- case: sh to varchar(10)
ALTER TABLE t ALTER COLUMN sh TYPE varchar(10);

-- case: sh to varchar(20)
ALTER TABLE t ALTER COLUMN sh TYPE varchar(20);

-- case: sh to text
ALTER TABLE t ALTER COLUMN sh TYPE text;

-- case: c to short
ALTER TABLE t ALTER COLUMN c TYPE short;

-- case: v10 to short
ALTER TABLE t ALTER COLUMN v10 TYPE short;

-- case: x to text
ALTER TABLE t ALTER COLUMN x TYPE text;

-- case: na to text
ALTER TABLE t ALTER COLUMN na TYPE text;

-- case: ch to text
ALTER TABLE t ALTER COLUMN ch TYPE text;

-- case: mo to numeric
ALTER TABLE t ALTER COLUMN mo TYPE numeric;

-- case: by to text USING convert_from(by, 'UTF8')
ALTER TABLE t ALTER COLUMN by TYPE text USING convert_from(by, 'UTF8');

-- case: c to text
ALTER TABLE t ALTER COLUMN c TYPE text;

-- case: c to text USING c
ALTER TABLE t ALTER COLUMN c TYPE text USING c;

-- case: c to text USING lower(c)
ALTER TABLE t ALTER COLUMN c TYPE text USING lower(c);

-- case: c to text USING c || ''
ALTER TABLE t ALTER COLUMN c TYPE text USING c || '';

-- case: c to varchar USING c::varchar
ALTER TABLE t ALTER COLUMN c TYPE varchar USING c::varchar;

-- case: v10 to varchar(20) USING v10::varchar(20)
ALTER TABLE t ALTER COLUMN v10 TYPE varchar(20) USING v10::varchar(20);

-- case: v10 to text USING v10::varchar(20)
ALTER TABLE t ALTER COLUMN v10 TYPE text USING v10::varchar(20);

-- case: v10 to varchar(20) USING v10::text
ALTER TABLE t ALTER COLUMN v10 TYPE varchar(20) USING v10::text;

-- case: v10 to varchar(20) USING trim(v10)
ALTER TABLE t ALTER COLUMN v10 TYPE varchar(20) USING trim(v10);

-- case: c to text COLLATE "C"
ALTER TABLE t ALTER COLUMN c TYPE text COLLATE "C";

-- case: c to varchar COLLATE "C"
ALTER TABLE t ALTER COLUMN c TYPE varchar COLLATE "C";

-- case: i4 to bigint USING i4::bigint
ALTER TABLE t ALTER COLUMN i4 TYPE bigint USING i4::bigint;

-- case: i4 to int USING i4
ALTER TABLE t ALTER COLUMN i4 TYPE int USING i4;

-- case: i4 to int USING i2
ALTER TABLE t ALTER COLUMN i4 TYPE int USING i2;

-- case: c to text USING v
ALTER TABLE t ALTER COLUMN c TYPE text USING v;

-- case: c to text USING v10
ALTER TABLE t ALTER COLUMN c TYPE text USING v10;

-- case: pr to pair
ALTER TABLE t ALTER COLUMN pr TYPE pair;

-- case: pr to text
ALTER TABLE t ALTER COLUMN pr TYPE text;

-- case: ts to timestamptz in Europe/Berlin
-- timezone: Europe/Berlin
ALTER TABLE t ALTER COLUMN ts TYPE timestamptz;

-- case: tz to timestamp in Europe/Berlin
-- timezone: Europe/Berlin
ALTER TABLE t ALTER COLUMN tz TYPE timestamp;

-- case: ts to timestamptz(6) in Europe/Berlin
-- timezone: Europe/Berlin
ALTER TABLE t ALTER COLUMN ts TYPE timestamptz(6);

-- case: ts to timestamptz in Etc/UTC
-- timezone: Etc/UTC
ALTER TABLE t ALTER COLUMN ts TYPE timestamptz;

-- case: tz to timestamp in Etc/UTC
-- timezone: Etc/UTC
ALTER TABLE t ALTER COLUMN tz TYPE timestamp;

-- case: ts to timestamptz(6) in Etc/UTC
-- timezone: Etc/UTC
ALTER TABLE t ALTER COLUMN ts TYPE timestamptz(6);

-- case: ts to timestamptz in GMT
-- timezone: GMT
ALTER TABLE t ALTER COLUMN ts TYPE timestamptz;

-- case: tz to timestamp in GMT
-- timezone: GMT
ALTER TABLE t ALTER COLUMN tz TYPE timestamp;

-- case: ts to timestamptz(6) in GMT
-- timezone: GMT
ALTER TABLE t ALTER COLUMN ts TYPE timestamptz(6);


-- What hangs on the column.

-- case: index, varchar widened
CREATE INDEX i ON t (v10);
ALTER TABLE t ALTER COLUMN v10 TYPE varchar(20);

-- case: index, varchar to text
CREATE INDEX i ON t (v10);
ALTER TABLE t ALTER COLUMN v10 TYPE text;

-- case: index, timestamp to timestamptz
CREATE INDEX i ON t (ts);
ALTER TABLE t ALTER COLUMN ts TYPE timestamptz;

-- case: index, int to oid
CREATE INDEX i ON t (i4);
ALTER TABLE t ALTER COLUMN i4 TYPE oid;

-- case: index, text to citext
CREATE INDEX i ON t (c);
ALTER TABLE t ALTER COLUMN c TYPE citext;

-- case: index, citext to text
CREATE INDEX i ON t (ct);
ALTER TABLE t ALTER COLUMN ct TYPE text;

-- case: index, cidr to inet
CREATE INDEX i ON t (ci);
ALTER TABLE t ALTER COLUMN ci TYPE inet;

-- case: index, text to bpchar
CREATE INDEX i ON t (c);
ALTER TABLE t ALTER COLUMN c TYPE bpchar;

-- case: index, bit to varbit
CREATE INDEX i ON t (b8);
ALTER TABLE t ALTER COLUMN b8 TYPE varbit;

-- case: index, oid to regclass
CREATE INDEX i ON t (o);
ALTER TABLE t ALTER COLUMN o TYPE regclass;

-- case: index, collation changed
CREATE INDEX i ON t (c);
ALTER TABLE t ALTER COLUMN c TYPE text COLLATE "C";

-- case: index, collation kept
CREATE TABLE k (c text COLLATE "C");
INSERT INTO k VALUES ('x');
CREATE INDEX i ON k (c);
ALTER TABLE k ALTER COLUMN c TYPE varchar COLLATE "C";

-- case: index, collation lost
CREATE TABLE k (c text COLLATE "C");
INSERT INTO k VALUES ('x');
CREATE INDEX i ON k (c);
ALTER TABLE k ALTER COLUMN c TYPE varchar;

-- case: index with a collation of its own, collation of the column changed
CREATE INDEX i ON t (c COLLATE "C");
ALTER TABLE t ALTER COLUMN c TYPE text COLLATE "POSIX";

-- case: index with an operator class
CREATE INDEX i ON t (v10 varchar_pattern_ops);
ALTER TABLE t ALTER COLUMN v10 TYPE text;

-- case: index with text_pattern_ops
CREATE INDEX i ON t (c text_pattern_ops);
ALTER TABLE t ALTER COLUMN c TYPE varchar;

-- case: hash index, varchar to text
CREATE INDEX i ON t USING hash (v10);
ALTER TABLE t ALTER COLUMN v10 TYPE text;

-- case: brin index, varchar to text
CREATE INDEX i ON t USING brin (v10);
ALTER TABLE t ALTER COLUMN v10 TYPE text;

-- case: gin index, same array
CREATE INDEX i ON t USING gin (av);
ALTER TABLE t ALTER COLUMN av TYPE varchar[];

-- case: index of an enum, same type
CREATE INDEX i ON t (m);
ALTER TABLE t ALTER COLUMN m TYPE mood;

-- case: index, domain to its base
CREATE INDEX i ON t (pl);
ALTER TABLE t ALTER COLUMN pl TYPE int;

-- case: index, base to a domain
CREATE INDEX i ON t (i4);
ALTER TABLE t ALTER COLUMN i4 TYPE plain;

-- case: index that includes the column
CREATE INDEX i ON t (id) INCLUDE (v10);
ALTER TABLE t ALTER COLUMN v10 TYPE varchar(20);

-- case: index that includes the column, timestamp to timestamptz
CREATE INDEX i ON t (id) INCLUDE (ts);
ALTER TABLE t ALTER COLUMN ts TYPE timestamptz;

-- case: index of another column
CREATE INDEX i ON t (c);
ALTER TABLE t ALTER COLUMN ts TYPE timestamptz;

-- case: partial index on the column
CREATE INDEX i ON t (v10) WHERE i4 > 0;
ALTER TABLE t ALTER COLUMN v10 TYPE varchar(20);

-- case: partial index with the column in its predicate
CREATE INDEX i ON t (i4) WHERE v10 <> '';
ALTER TABLE t ALTER COLUMN v10 TYPE varchar(20);

-- case: partial index of other columns
CREATE INDEX i ON t (i4) WHERE i8 > 0;
ALTER TABLE t ALTER COLUMN v10 TYPE varchar(20);

-- case: expression index
CREATE INDEX i ON t (lower(v10));
ALTER TABLE t ALTER COLUMN v10 TYPE varchar(20);

-- case: index with an expression beside the column
CREATE INDEX i ON t (v10, (i4 + 1));
ALTER TABLE t ALTER COLUMN v10 TYPE varchar(20);

-- case: unique constraint, varchar widened
ALTER TABLE t ADD UNIQUE (v10);
ALTER TABLE t ALTER COLUMN v10 TYPE varchar(20);

-- case: unique constraint, timestamp to timestamptz
ALTER TABLE t ADD UNIQUE (ts);
ALTER TABLE t ALTER COLUMN ts TYPE timestamptz;

-- case: exclusion constraint
ALTER TABLE t ADD EXCLUDE USING btree (v10 WITH =);
ALTER TABLE t ALTER COLUMN v10 TYPE varchar(20);

-- case: check on the column
ALTER TABLE t ADD CHECK (v10 <> '');
ALTER TABLE t ALTER COLUMN v10 TYPE varchar(20);

-- case: check that is not valid
ALTER TABLE t ADD CHECK (v10 <> '') NOT VALID;
ALTER TABLE t ALTER COLUMN v10 TYPE varchar(20);

-- case: check of another column
ALTER TABLE t ADD CHECK (i4 > 0);
ALTER TABLE t ALTER COLUMN v10 TYPE varchar(20);

-- case: no change at all, with check, partial index and index
ALTER TABLE t ADD CHECK (v10 <> '');
CREATE INDEX i ON t (v10) WHERE i4 > 0;
CREATE INDEX i2 ON t (v10);
ALTER TABLE t ALTER COLUMN v10 TYPE varchar(10);

-- case: primary key rewritten
ALTER TABLE t ALTER COLUMN id TYPE bigint;

-- case: foreign key on the column
CREATE TABLE k (code varchar(10) REFERENCES r);
CREATE TABLE unrelated (a int);
ALTER TABLE k ALTER COLUMN code TYPE varchar(20);

-- case: foreign key on the column, rewritten
CREATE TABLE k (r_id int REFERENCES t);
ALTER TABLE k ALTER COLUMN r_id TYPE bigint;

-- case: referenced column
CREATE TABLE k (code varchar(10) REFERENCES r);
ALTER TABLE r ALTER COLUMN code TYPE varchar(20);

-- case: referenced column, rewritten
CREATE TABLE k (r_id int REFERENCES t);
INSERT INTO k VALUES (1);
ALTER TABLE t ALTER COLUMN id TYPE bigint;

-- case: foreign key on the column that is not valid, rewritten
CREATE TABLE k (r_id int);
ALTER TABLE k ADD FOREIGN KEY (r_id) REFERENCES t NOT VALID;
ALTER TABLE k ALTER COLUMN r_id TYPE bigint;

-- case: foreign key on the column, collation changed
CREATE TABLE k (code varchar(10) REFERENCES r);
INSERT INTO k VALUES ('x');
ALTER TABLE k ALTER COLUMN code TYPE text;

-- case: foreign key to itself, rewritten
CREATE TABLE k (id int PRIMARY KEY, k_id int REFERENCES k);
INSERT INTO k VALUES (1, 1);
ALTER TABLE k ALTER COLUMN id TYPE bigint;

-- case: default on the column
ALTER TABLE t ALTER COLUMN v10 SET DEFAULT 'x';
ALTER TABLE t ALTER COLUMN v10 TYPE varchar(20);

-- case: two columns
ALTER TABLE t ALTER COLUMN v10 TYPE varchar(20), ALTER COLUMN ts TYPE timestamptz;

-- case: two columns, one rewrites
ALTER TABLE t ALTER COLUMN v10 TYPE varchar(20), ALTER COLUMN i4 TYPE bigint;

-- case: type and set not null
ALTER TABLE t ALTER COLUMN i4 TYPE bigint, ALTER COLUMN i8 SET NOT NULL;

-- case: free type and set not null
ALTER TABLE t ALTER COLUMN v10 TYPE text, ALTER COLUMN i8 SET NOT NULL;

-- case: type of a not null column
ALTER TABLE t ALTER COLUMN v10 SET NOT NULL;
ALTER TABLE t ALTER COLUMN v10 TYPE text;

-- case: serial widened
CREATE TABLE k (id serial PRIMARY KEY);
INSERT INTO k DEFAULT VALUES;
ALTER TABLE k ALTER COLUMN id TYPE bigint;

-- case: identity widened
CREATE TABLE k (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
INSERT INTO k DEFAULT VALUES;
ALTER TABLE k ALTER COLUMN id TYPE bigint;

-- case: partitioned table rewritten
CREATE TABLE q (id int, a int) PARTITION BY RANGE (id);
CREATE TABLE q1 PARTITION OF q FOR VALUES FROM (0) TO (100);
INSERT INTO q VALUES (1, 1);
ALTER TABLE q ALTER COLUMN a TYPE bigint;

-- case: enum recreated as Prisma does, the type of the column
CREATE TABLE k (a mood NOT NULL);
INSERT INTO k VALUES ('ok');
ALTER TABLE k ALTER COLUMN a TYPE mood2 USING (a::text::mood2);

-- case: referenced column rewritten, the same operator compares
CREATE TABLE k (code varchar(10) REFERENCES r);
INSERT INTO k VALUES ('x');
ALTER TABLE r ALTER COLUMN code TYPE varchar(5);

-- case: referencing column, another operator compares
CREATE TABLE k (code text REFERENCES r);
INSERT INTO k VALUES ('x');
ALTER TABLE k ALTER COLUMN code TYPE citext;

-- case: referenced column, text
CREATE TABLE k (code text REFERENCES r);
INSERT INTO k VALUES ('x');
ALTER TABLE r ALTER COLUMN code TYPE text;

-- case: foreign key of a partitioned table on the column
CREATE TABLE q (id int, code varchar(10) REFERENCES r) PARTITION BY RANGE (id);
CREATE TABLE q1 PARTITION OF q FOR VALUES FROM (0) TO (100);
INSERT INTO q VALUES (1, 'x');
ALTER TABLE q ALTER COLUMN code TYPE varchar(20);

-- case: partitioned table with an index, varchar widened
CREATE TABLE q (id int, code varchar(10)) PARTITION BY RANGE (id);
CREATE TABLE q1 PARTITION OF q FOR VALUES FROM (0) TO (100);
INSERT INTO q VALUES (1, 'x');
CREATE INDEX q_code ON q (code);
ALTER TABLE q ALTER COLUMN code TYPE varchar(20);

-- case: partitioned table with an index, timestamp to timestamptz
CREATE TABLE q (id int, ts timestamp) PARTITION BY RANGE (id);
CREATE TABLE q1 PARTITION OF q FOR VALUES FROM (0) TO (100);
INSERT INTO q VALUES (1, '2020-01-01');
CREATE INDEX q_ts ON q (ts);
ALTER TABLE q ALTER COLUMN ts TYPE timestamptz;

-- case: stored generated column, widened
CREATE TABLE k (a text, g varchar(10) GENERATED ALWAYS AS (a) STORED);
INSERT INTO k VALUES ('x');
ALTER TABLE k ALTER COLUMN g TYPE varchar(20);

-- case: stored generated column, rewritten
CREATE TABLE k (a int, g int GENERATED ALWAYS AS (a * 2) STORED);
INSERT INTO k VALUES (1);
ALTER TABLE k ALTER COLUMN g TYPE bigint;

-- case: virtual generated column
-- pg: >= 18
CREATE TABLE k (a int, g int GENERATED ALWAYS AS (a * 2) VIRTUAL);
INSERT INTO k VALUES (1);
ALTER TABLE k ALTER COLUMN g TYPE bigint;

-- case: inherited column
CREATE TABLE k (a varchar(10));
CREATE TABLE kk () INHERITS (k);
INSERT INTO kk VALUES ('x');
CREATE INDEX kk_a ON kk (a) WHERE a <> '';
ALTER TABLE k ALTER COLUMN a TYPE varchar(20);
