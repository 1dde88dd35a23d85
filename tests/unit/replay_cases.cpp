// Histories and what they add up to. Names, constraints and indexes are as Postgres 15 has them: each
// history was run on a server, statement by statement, so that what it refuses stays without effect.
#include "unit/replay_cases.h"

namespace lockstep {

// What Postgres calls what nobody named.
constexpr ReplayCase kImplicitNames[] = {
    {"OneOfEach", R"sql(
CREATE TABLE a (id serial PRIMARY KEY, x int UNIQUE, y int CHECK (y > 0), z int CHECK (z > y),
  w int REFERENCES a (x), CHECK (1 = 1), EXCLUDE USING btree (x WITH =), UNIQUE (y, z), FOREIGN KEY (y, z) REFERENCES a (y, z));
)sql",
     R"(
table a
  id integer not null default nextval('a_id_seq'::regclass)
  x integer
  y integer
  z integer
  w integer
  check a_y_check y > 0
  check a_check z > y
  check a_check1 1 = 1
  primary key a_pkey (id)
  unique a_x_key (x)
  exclusion a_x_excl (x)
  unique a_y_z_key (y, z)
  foreign key a_w_fkey (w) references a (x)
  foreign key a_y_z_fkey (y, z) references a (y, z)
  unique index a_pkey btree (id)
  unique index a_x_key btree (x)
  index a_x_excl btree (x with =)
  unique index a_y_z_key btree (y, z)
sequence a_id_seq owned by a.id as int4
)"},
    {"NumbersOnClash", R"sql(
CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE c (p_id int REFERENCES p, CHECK (p_id > 0), UNIQUE (p_id));
ALTER TABLE c RENAME TO d;
CREATE TABLE c (p_id int REFERENCES p, CHECK (p_id > 0), UNIQUE (p_id));
)sql",
     R"(
table p
  id integer not null
  primary key p_pkey (id)
  unique index p_pkey btree (id)
table d
  p_id integer
  check c_p_id_check p_id > 0
  unique c_p_id_key (p_id)
  foreign key c_p_id_fkey (p_id) references p (id)
  unique index c_p_id_key btree (p_id)
table c
  p_id integer
  check c_p_id_check1 p_id > 0
  unique c_p_id_key1 (p_id)
  foreign key c_p_id_fkey1 (p_id) references p (id)
  unique index c_p_id_key1 btree (p_id)
)"},
    {"KeysAvoidConstraintsAndIndexesDont", R"sql(
CREATE TABLE u (a int, CONSTRAINT v_a_key CHECK (a > 0), CONSTRAINT v_a_idx CHECK (a > 1));
CREATE TABLE v (a int UNIQUE);
CREATE INDEX ON v (a);
)sql",
     R"(
table u
  a integer
  check v_a_key a > 0
  check v_a_idx a > 1
table v
  a integer
  unique v_a_key1 (a)
  unique index v_a_key1 btree (a)
  index v_a_idx btree (a)
)"},
    {"CutToSixtyThreeBytes", R"sql(
CREATE TABLE "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggg" (id serial PRIMARY KEY,
  "éééééééééééééééééééééééééééééé" int UNIQUE, q int REFERENCES "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggg");
)sql",
     R"(
table aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggg
  id integer not null default nextval('aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffff_id_seq'::regclass)
  éééééééééééééééééééééééééééééé integer
  q integer
  primary key aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffff_pkey (id)
  unique aaaaaaaaaabbbbbbbbbbccccccccc_éééééééééééééé_key (éééééééééééééééééééééééééééééé)
  foreign key aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffff_q_fkey (q) references aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggg (id)
  unique index aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffff_pkey btree (id)
  unique index aaaaaaaaaabbbbbbbbbbccccccccc_éééééééééééééé_key btree (éééééééééééééééééééééééééééééé)
sequence aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffff_id_seq owned by aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggg.id as int4
)"},
    {"CutOnWholeCharacters", R"sql(
CREATE TABLE "日本語日本語日本語日本語日本語日本語日本" ("列列列列列列列列列列列列列列" int UNIQUE, "列" int);
CREATE INDEX ON "日本語日本語日本語日本語日本語日本語日本" ("列列列列列列列列列列列列列列", "列");
)sql",
     R"(
table 日本語日本語日本語日本語日本語日本語日本
  列列列列列列列列列列列列列列 integer
  列 integer
  unique 日本語日本語日本語_列列列列列列列列列_key (列列列列列列列列列列列列列列)
  unique index 日本語日本語日本語_列列列列列列列列列_key btree (列列列列列列列列列列列列列列)
  index 日本語日本語日本語_列列列列列列列列列_idx btree (列列列列列列列列列列列列列列, 列)
)"},
    {"NumbersAfterCutting", R"sql(
CREATE TABLE lng (a1234567890123456789012345678901234567890 int, b1234567890123456789012345678901234567890 int);
CREATE INDEX ON lng (a1234567890123456789012345678901234567890, b1234567890123456789012345678901234567890);
CREATE INDEX ON lng (a1234567890123456789012345678901234567890, b1234567890123456789012345678901234567890);
)sql",
     R"(
table lng
  a1234567890123456789012345678901234567890 integer
  b1234567890123456789012345678901234567890 integer
  index lng_a1234567890123456789012345678901234567890_b123456789012_idx btree (a1234567890123456789012345678901234567890, b1234567890123456789012345678901234567890)
  index lng_a1234567890123456789012345678901234567890_b12345678901_idx1 btree (a1234567890123456789012345678901234567890, b1234567890123456789012345678901234567890)
)"},
    {"IndexesOfExpressions", R"sql(
CREATE TABLE e (a text, b text, c int, d jsonb);
CREATE INDEX ON e (lower(a), upper(b), lower(b), (a || b), (b || a), (c::text), ((a || b)::varchar), a);
CREATE INDEX ON e (coalesce(a, b), (CASE WHEN c > 0 THEN 1 END), (d ->> 'x'), ((d ->> 'x')::int));
CREATE INDEX ON e ((CASE WHEN c > 0 THEN a ELSE lower(b) END), (nullif(a, b)), (ARRAY[a]), (greatest(a, b)));
CREATE INDEX ON e ((a), (b COLLATE "C")) INCLUDE (c);
)sql",
     R"(
table e
  a text
  b text
  c integer
  d jsonb
  index e_lower_upper_lower1_expr_expr1_c_varchar_a_idx btree ((lower(a)), (upper(b)), (lower(b)), (a || b), (b || a), (c::text), ((a || b)::varchar), a)
  index e_coalesce_case_expr_int4_idx btree ((coalesce(a, b)), (CASE WHEN c > 0 THEN 1 END), (d ->> 'x'), ((d ->> 'x')::integer))
  index e_lower_nullif_array_greatest_idx btree ((CASE WHEN c > 0 THEN a ELSE lower(b) END), (nullif(a, b)), (ARRAY[a]), (greatest(a, b)))
  index e_a_b_c_idx btree (a, b collate C) include (c)
)"},
    {"SameKeyOnce", R"sql(
CREATE TABLE m (a int UNIQUE PRIMARY KEY, b int UNIQUE, UNIQUE (b), CONSTRAINT mb UNIQUE (b), UNIQUE (b, a));
ALTER TABLE m ADD COLUMN c int UNIQUE UNIQUE;
ALTER TABLE m ADD UNIQUE (c);
)sql",
     R"(
table m
  a integer not null
  b integer
  c integer
  primary key m_pkey (a)
  unique mb (b)
  unique m_b_a_key (b, a)
  unique m_c_key (c)
  unique m_c_key1 (c)
  unique index m_pkey btree (a)
  unique index mb btree (b)
  unique index m_b_a_key btree (b, a)
  unique index m_c_key btree (c)
  unique index m_c_key1 btree (c)
)"},
};
constinit const std::span<const ReplayCase> kImplicitNamesCases = kImplicitNames;

// Columns, their types and defaults; what a table takes over from others.
constexpr ReplayCase kCreateTable[] = {
    {"TypesAndDefaults", R"sql(
CREATE TABLE t (a numeric(5), b char, c varchar(10)[], d timestamp(3) DEFAULT CURRENT_TIMESTAMP, e text DEFAULT NULL,
  f bigserial, g int GENERATED ALWAYS AS IDENTITY, h smallint GENERATED BY DEFAULT AS IDENTITY, i int GENERATED ALWAYS AS (g * 2) STORED);
)sql",
     R"(
table t
  a numeric(5,0)
  b char(1)
  c varchar(10)[]
  d timestamp(3) default CURRENT_TIMESTAMP
  e text
  f bigint not null default nextval('t_f_seq'::regclass)
  g integer not null identity always
  h smallint not null identity by default
  i integer generated stored g * 2
sequence t_f_seq owned by t.f as int8
sequence t_g_seq owned by t.g as int4
sequence t_h_seq owned by t.h as int2
)"},
    {"RefusedWhole", R"sql(
CREATE TABLE t (id serial PRIMARY KEY);
CREATE TABLE t (id int);
CREATE TABLE IF NOT EXISTS t (other int);
CREATE TABLE twice (a int, a int);
CREATE TABLE two_keys (a int PRIMARY KEY, b int, PRIMARY KEY (b));
CREATE TABLE lost (id serial PRIMARY KEY, nope_id int REFERENCES nope);
CREATE TABLE no_key (a int, t_id int REFERENCES t (id, id));
CREATE TABLE clash (a int, CONSTRAINT t_pkey UNIQUE (a));
)sql",
     R"(
table t
  id integer not null default nextval('t_id_seq'::regclass)
  primary key t_pkey (id)
  unique index t_pkey btree (id)
sequence t_id_seq owned by t.id as int4
)"},
    {"OneNamespace", R"sql(
CREATE TYPE tn AS ENUM ('a');
CREATE TABLE tn (a int);
CREATE SEQUENCE tn;
CREATE TABLE tq (a int);
CREATE TYPE tq AS ENUM ('a');
CREATE INDEX tq ON tq (a);
CREATE VIEW tq AS SELECT 1;
CREATE INDEX tn ON tq (a);
)sql",
     R"(
table tq
  a integer
  index tn btree (a)
enum tn: a
)"},
    {"Like", R"sql(
CREATE TABLE s (id serial PRIMARY KEY, n text NOT NULL DEFAULT 'a', e int CHECK (e > 0), CONSTRAINT nm UNIQUE (n));
CREATE INDEX s_i ON s (lower(n), upper(n), lower(n)) WHERE e > 1;
CREATE TABLE plain (LIKE s, z int);
CREATE TABLE whole (LIKE s INCLUDING ALL);
)sql",
     R"(
table s
  id integer not null default nextval('s_id_seq'::regclass)
  n text not null default 'a'
  e integer
  check s_e_check e > 0
  primary key s_pkey (id)
  unique nm (n)
  unique index s_pkey btree (id)
  unique index nm btree (n)
  index s_i btree ((lower(n)), (upper(n)), (lower(n))) where e > 1
sequence s_id_seq owned by s.id as int4
table plain
  id integer not null
  n text not null
  e integer
  z integer
table whole
  id integer not null default nextval('s_id_seq'::regclass)
  n text not null default 'a'
  e integer
  check s_e_check e > 0
  primary key whole_pkey (id)
  unique whole_n_key (n)
  unique index whole_pkey btree (id)
  unique index whole_n_key btree (n)
  index whole_lower_upper_lower1_idx btree ((lower(n)), (upper(n)), (lower(n))) where e > 1
)"},
    {"Inheritance", R"sql(
CREATE TABLE p (a int NOT NULL, b text DEFAULT 'x', CHECK (a > 0), CONSTRAINT ni CHECK (a > 1) NO INHERIT);
CREATE TABLE c (c int) INHERITS (p);
CREATE TABLE d (b text, a int) INHERITS (p);
ALTER TABLE p ADD COLUMN e int NOT NULL DEFAULT 0;
ALTER TABLE p DROP COLUMN b;
ALTER TABLE c DROP COLUMN a;
ALTER TABLE p RENAME a TO aa;
ALTER TABLE p DROP CONSTRAINT p_a_check;
ALTER TABLE ONLY p ADD COLUMN left_behind int;
)sql",
     R"(
table p
  aa integer not null
  e integer not null default 0
  check ni aa > 1 no inherit
table c inherits p
  aa integer not null inherited
  c integer
  e integer not null default 0 inherited
table d inherits p
  aa integer not null
  b text default 'x'
  e integer not null default 0 inherited
)"},
    {"Partitions", R"sql(
CREATE TABLE p (id int, k int, v text, PRIMARY KEY (id, k), CHECK (id > 0)) PARTITION BY RANGE (k);
CREATE INDEX ON p (v);
CREATE TABLE r (id int PRIMARY KEY);
ALTER TABLE p ADD COLUMN r_id int REFERENCES r;
CREATE TABLE p1 PARTITION OF p (v NOT NULL) FOR VALUES FROM (1) TO (10);
CREATE TABLE pd PARTITION OF p DEFAULT;
CREATE TABLE att (id int NOT NULL, k int NOT NULL, v text, r_id int, CONSTRAINT p_id_check CHECK (id > 0), PRIMARY KEY (id, k));
ALTER TABLE p ATTACH PARTITION att FOR VALUES FROM (20) TO (30);
ALTER TABLE p DETACH PARTITION p1;
ALTER TABLE p ADD UNIQUE (v);
DROP INDEX pd_v_idx;
DROP INDEX p_v_idx;
)sql",
     R"(
partitioned table p
  id integer not null
  k integer not null
  v text
  r_id integer
  check p_id_check id > 0
  primary key p_pkey (id, k)
  foreign key p_r_id_fkey (r_id) references r (id)
  unique index p_pkey btree (id, k)
table r
  id integer not null
  primary key r_pkey (id)
  unique index r_pkey btree (id)
table p1
  id integer not null
  k integer not null
  v text not null
  r_id integer
  check p_id_check id > 0
  foreign key p_r_id_fkey (r_id) references r (id)
  primary key p1_pkey (id, k)
  unique index p1_pkey btree (id, k)
  index p1_v_idx btree (v)
table pd partition of p default
  id integer not null inherited
  k integer not null inherited
  v text inherited
  r_id integer inherited
  check p_id_check id > 0 inherited
  foreign key p_r_id_fkey (r_id) references r (id) inherited
  primary key pd_pkey (id, k) inherited
  unique index pd_pkey btree (id, k) part of p_pkey
table att partition of p
  id integer not null inherited
  k integer not null inherited
  v text inherited
  r_id integer inherited
  check p_id_check id > 0 inherited
  primary key att_pkey (id, k) inherited
  foreign key p_r_id_fkey (r_id) references r (id) inherited
  unique index att_pkey btree (id, k) part of p_pkey
)"},
    {"AsQuery", R"sql(
CREATE TABLE t (id int, n text);
CREATE TABLE copy AS SELECT * FROM t;
CREATE MATERIALIZED VIEW m (a) AS SELECT id FROM t;
ALTER TABLE copy ADD PRIMARY KEY (id);
CREATE UNIQUE INDEX m_a ON m (a);
DROP TABLE t;
)sql",
     R"(
table t
  id integer
  n text
table copy
  id integer not null
  n text
  primary key copy_pkey (id)
  unique index copy_pkey btree (id)
materialized view m reads t
  a integer
  unique index m_a btree (a)
)"},
    {"Temporary", R"sql(
CREATE TABLE t (a int);
CREATE TEMP TABLE t (b serial PRIMARY KEY);
ALTER TABLE t ADD COLUMN c int;
CREATE TEMP TABLE other (a int);
DROP TABLE t;
ALTER TABLE t ADD COLUMN d int;
)sql",
     R"(
table t
  a integer
  d integer
temporary table other
  a integer
)"},
};
constinit const std::span<const ReplayCase> kCreateTableCases = kCreateTable;

// Commands, in the order of their passes, all or none.
constexpr ReplayCase kAlterTable[] = {
    {"AllOrNone", R"sql(
CREATE TABLE t (id int PRIMARY KEY);
ALTER TABLE t ADD COLUMN a serial UNIQUE, ADD COLUMN id int;
ALTER TABLE t ADD COLUMN a int, ADD CONSTRAINT c CHECK (b > 0);
ALTER TABLE t ADD COLUMN a int CHECK (a > b), ADD COLUMN b int REFERENCES t (b), ADD UNIQUE (b);
ALTER TABLE t DROP COLUMN a, DROP COLUMN nope;
ALTER TABLE t DROP COLUMN IF EXISTS nope, ALTER COLUMN b SET NOT NULL;
)sql",
     R"(
table t
  id integer not null
  a integer
  b integer not null
  primary key t_pkey (id)
  unique t_b_key (b)
  check t_check a > b
  foreign key t_b_fkey (b) references t (b)
  unique index t_pkey btree (id)
  unique index t_b_key btree (b)
)"},
    {"AddColumnIfNotExists", R"sql(
CREATE TABLE t (id int PRIMARY KEY, a int);
ALTER TABLE t ADD COLUMN IF NOT EXISTS a serial UNIQUE REFERENCES t, ADD COLUMN IF NOT EXISTS b int;
ALTER TABLE IF EXISTS nope ADD COLUMN b int;
ALTER TABLE nope ADD COLUMN b int;
)sql",
     R"(
table t
  id integer not null
  a integer
  b integer
  primary key t_pkey (id)
  unique index t_pkey btree (id)
)"},
    {"NotNullAndKeys", R"sql(
CREATE TABLE t (id int PRIMARY KEY, a int, b int GENERATED ALWAYS AS IDENTITY);
ALTER TABLE t ALTER id DROP NOT NULL;
ALTER TABLE t ALTER b DROP NOT NULL;
ALTER TABLE t ALTER a SET NOT NULL, ADD PRIMARY KEY (a);
ALTER TABLE t DROP CONSTRAINT t_pkey;
ALTER TABLE t ADD PRIMARY KEY (a), ADD PRIMARY KEY (id);
ALTER TABLE t ADD CONSTRAINT pk PRIMARY KEY (a);
)sql",
     R"(
table t
  id integer not null
  a integer not null
  b integer not null identity always
  primary key pk (a)
  unique index pk btree (a)
sequence t_b_seq owned by t.b as int4
)"},
    {"UsingIndex", R"sql(
CREATE TABLE t (a int, b int);
CREATE UNIQUE INDEX ix ON t (a);
CREATE UNIQUE INDEX iy ON t (b);
CREATE UNIQUE INDEX partial ON t (b) WHERE a > 0;
CREATE UNIQUE INDEX descending ON t (b DESC);
ALTER TABLE t ADD CONSTRAINT t_pkey PRIMARY KEY USING INDEX ix;
ALTER TABLE t ADD UNIQUE USING INDEX iy;
ALTER TABLE t ADD CONSTRAINT iz UNIQUE USING INDEX iy;
ALTER TABLE t ADD CONSTRAINT x UNIQUE USING INDEX partial;
ALTER TABLE t ADD CONSTRAINT x UNIQUE USING INDEX descending;
)sql",
     R"(
table t
  a integer not null
  b integer
  primary key t_pkey (a)
  unique iy (b)
  unique index t_pkey btree (a)
  unique index iy btree (b)
  unique index partial btree (b) where a > 0
  unique index descending btree (b desc)
)"},
    {"Validity", R"sql(
CREATE TABLE t (id int PRIMARY KEY, a int);
ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID, ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES t NOT VALID;
ALTER TABLE t ADD CONSTRAINT g CHECK (a > 1) NOT VALID, ADD COLUMN b int REFERENCES t;
ALTER TABLE t VALIDATE CONSTRAINT c, VALIDATE CONSTRAINT f;
ALTER TABLE t VALIDATE CONSTRAINT nope;
ALTER TABLE t ALTER CONSTRAINT f DEFERRABLE;
)sql",
     R"(
table t
  id integer not null
  a integer
  b integer
  primary key t_pkey (id)
  check c a > 0
  foreign key f (a) references t (id) deferrable
  foreign key t_b_fkey (b) references t (id)
  check g a > 1 not valid
  unique index t_pkey btree (id)
)"},
    {"Identity", R"sql(
CREATE TABLE t (a int, b int NOT NULL DEFAULT 1, c int NOT NULL);
ALTER TABLE t ALTER a ADD GENERATED ALWAYS AS IDENTITY;
ALTER TABLE t ALTER b ADD GENERATED ALWAYS AS IDENTITY;
ALTER TABLE t ALTER c ADD GENERATED ALWAYS AS IDENTITY;
ALTER TABLE t ALTER c SET DEFAULT 1;
ALTER TABLE t ALTER c TYPE bigint;
ALTER TABLE t ALTER b DROP IDENTITY;
ALTER TABLE t ALTER b DROP IDENTITY IF EXISTS, ALTER b DROP DEFAULT, ALTER b ADD GENERATED BY DEFAULT AS IDENTITY;
ALTER TABLE t ALTER b DROP IDENTITY;
)sql",
     R"(
table t
  a integer
  b integer not null
  c bigint not null identity always
sequence t_c_seq owned by t.c as int8
)"},
    {"GeneratedColumns", R"sql(
CREATE TABLE g (a int, b int GENERATED ALWAYS AS (a + 1) STORED, c int GENERATED ALWAYS AS (a * 2) STORED);
CREATE INDEX ON g (c);
ALTER TABLE g ALTER c SET DEFAULT 4;
ALTER TABLE g ALTER b DROP EXPRESSION;
ALTER TABLE g ALTER b SET DEFAULT 4;
ALTER TABLE g DROP COLUMN a;
ALTER TABLE g DROP COLUMN a CASCADE;
)sql",
     R"(
table g
  b integer default 4
)"},
    {"TypesOfDefaults", R"sql(
CREATE TYPE m AS ENUM ('A', 'B');
CREATE TABLE t (a m DEFAULT 'A', b text DEFAULT 'A', c varchar(3) DEFAULT '1', d int DEFAULT 1, e m[] DEFAULT ARRAY['A']::m[]);
ALTER TABLE t ALTER a TYPE text, ALTER d TYPE text;
ALTER TABLE t ALTER b TYPE m USING b::m;
ALTER TABLE t ALTER c TYPE int USING c::int;
ALTER TABLE t ALTER e TYPE text[];
DROP TYPE m;
DROP TYPE m CASCADE;
)sql",
     R"(
table t
  a text
  b text default 'A'
  c varchar(3) default '1'
  d text default 1
  e text[]
)"},
    {"NullIsNoDefault", R"sql(
CREATE TABLE t (a varchar(3) DEFAULT 'x', b int DEFAULT NULL);
ALTER TABLE t ALTER a SET DEFAULT NULL;
)sql",
     R"(
table t
  a varchar(3)
  b integer
)"},
    {"Unlogged", R"sql(
CREATE UNLOGGED TABLE t (id int PRIMARY KEY);
CREATE TABLE u (id int);
ALTER TABLE t SET LOGGED;
ALTER TABLE u SET UNLOGGED;
)sql",
     R"(
table t
  id integer not null
  primary key t_pkey (id)
  unique index t_pkey btree (id)
unlogged table u
  id integer
)"},
};
constinit const std::span<const ReplayCase> kAlterTableCases = kAlterTable;

// What a DROP takes along, and what stands in its way.
constexpr ReplayCase kDrop[] = {
    {"Columns", R"sql(
CREATE TABLE t (id int PRIMARY KEY, a int, b text, c int UNIQUE, d serial, UNIQUE (a, b), CHECK (a > c), CONSTRAINT ex EXCLUDE USING btree (id WITH =) WHERE (c > 0));
CREATE INDEX i_include ON t (id) INCLUDE (a);
CREATE INDEX i_expression ON t (lower(b));
CREATE INDEX i_predicate ON t (id) WHERE b <> '';
CREATE INDEX i_other ON t (id);
CREATE TABLE o (c int REFERENCES t (c), id int REFERENCES t);
ALTER TABLE t DROP COLUMN a, DROP COLUMN b;
ALTER TABLE t DROP COLUMN c;
ALTER TABLE t DROP COLUMN d;
ALTER TABLE t DROP COLUMN c CASCADE;
)sql",
     R"(
table t
  id integer not null
  primary key t_pkey (id)
  unique index t_pkey btree (id)
  index i_other btree (id)
table o
  c integer
  id integer
  foreign key o_id_fkey (id) references t (id)
)"},
    {"KeysInUse", R"sql(
CREATE TABLE p (id int PRIMARY KEY, u int UNIQUE);
CREATE UNIQUE INDEX p_u ON p (u);
CREATE TABLE c (p_id int REFERENCES p, p_u int REFERENCES p (u));
DROP INDEX p_pkey CASCADE;
DROP INDEX p_u;
ALTER TABLE p DROP CONSTRAINT p_u_key;
ALTER TABLE p DROP CONSTRAINT p_pkey CASCADE;
ALTER TABLE p DROP CONSTRAINT IF EXISTS p_pkey;
)sql",
     R"(
table p
  id integer not null
  u integer
  unique p_u_key (u)
  unique index p_u_key btree (u)
table c
  p_id integer
  p_u integer
  foreign key c_p_u_fkey (p_u) references p (u)
)"},
    {"TablesTogether", R"sql(
CREATE TABLE a (id int PRIMARY KEY);
CREATE TABLE b (id int PRIMARY KEY REFERENCES a);
CREATE TABLE c (id serial PRIMARY KEY REFERENCES b);
ALTER TABLE a ADD FOREIGN KEY (id) REFERENCES b;
DROP TABLE a;
DROP TABLE a, b;
DROP TABLE a, nope CASCADE;
DROP TABLE IF EXISTS a, b, nope CASCADE;
)sql",
     R"(
table c
  id integer not null default nextval('c_id_seq'::regclass)
  primary key c_pkey (id)
  unique index c_pkey btree (id)
sequence c_id_seq owned by c.id as int4
)"},
    {"Views", R"sql(
CREATE TABLE t (id int);
CREATE VIEW v AS SELECT id FROM t;
CREATE VIEW w AS SELECT id FROM v;
CREATE MATERIALIZED VIEW m AS SELECT id FROM w;
DROP TABLE v;
DROP VIEW v;
DROP TABLE t;
DROP VIEW v CASCADE;
DROP TABLE t;
)sql",
     R"(
)"},
    {"Types", R"sql(
CREATE TYPE m AS ENUM ('A');
CREATE DOMAIN d AS m;
CREATE TYPE c AS (x m, y int);
CREATE TABLE t (id int, a m, b m[] NOT NULL, e d, f c, UNIQUE (a, id));
DROP TYPE m;
DROP DOMAIN m;
DROP TYPE m CASCADE;
DROP TYPE c CASCADE;
)sql",
     R"(
table t
  id integer
)"},
    {"Sequences", R"sql(
CREATE TABLE t (id serial, i int GENERATED ALWAYS AS IDENTITY);
CREATE SEQUENCE q;
CREATE TABLE u (n text DEFAULT 'no. ' || nextval('q'));
DROP SEQUENCE t_id_seq;
DROP SEQUENCE t_i_seq CASCADE;
DROP SEQUENCE q;
DROP SEQUENCE t_id_seq, q CASCADE;
)sql",
     R"(
table t
  id integer not null
  i integer not null identity always
sequence t_i_seq owned by t.i as int4
table u
  n text
)"},
    {"OwnedSequences", R"sql(
CREATE SEQUENCE q AS int;
CREATE TABLE t (a int DEFAULT nextval('q'), b int);
ALTER SEQUENCE q OWNED BY t.b;
ALTER TABLE t DROP COLUMN b;
ALTER TABLE t DROP COLUMN b CASCADE;
CREATE SEQUENCE r OWNED BY t.a;
ALTER SEQUENCE r OWNED BY NONE;
CREATE SEQUENCE s OWNED BY t.a;
DROP TABLE t;
)sql",
     R"(
sequence r as int8
)"},
    {"Schemas", R"sql(
CREATE SCHEMA s;
CREATE TABLE s.a (id serial PRIMARY KEY);
CREATE TYPE s.m AS ENUM ('x');
CREATE TABLE b (id int, a_id int REFERENCES s.a, m s.m);
CREATE VIEW v AS SELECT * FROM s.a;
DROP SCHEMA s;
DROP SCHEMA s CASCADE;
)sql",
     R"(
table b
  id integer
  a_id integer
)"},
};
constinit const std::span<const ReplayCase> kDropCases = kDrop;

// What follows a new name, and what keeps its own.
constexpr ReplayCase kRename[] = {
    {"Tables", R"sql(
CREATE TABLE t (id serial PRIMARY KEY, a int CHECK (t.a > 0), t_id int REFERENCES t);
CREATE VIEW v AS SELECT * FROM t;
ALTER TABLE t RENAME TO u;
ALTER TABLE u RENAME TO v;
ALTER VIEW u RENAME TO w;
ALTER TABLE v RENAME TO w;
ALTER TABLE nope RENAME TO x;
ALTER TABLE IF EXISTS nope RENAME TO x;
)sql",
     R"(
table u
  id integer not null default nextval('t_id_seq'::regclass)
  a integer
  t_id integer
  check t_a_check a > 0
  primary key t_pkey (id)
  foreign key t_t_id_fkey (t_id) references u (id)
  unique index t_pkey btree (id)
sequence t_id_seq owned by u.id as int4
view w reads u
  id integer
  a integer
  t_id integer
)"},
    {"Columns", R"sql(
CREATE TABLE t (id int, a int DEFAULT 1 CHECK (t.a > 0), b int GENERATED ALWAYS AS (a * 2) STORED, c text, UNIQUE (a, id));
CREATE INDEX i ON t (lower(c), a) INCLUDE (b) WHERE a > 1 AND c <> 'a';
ALTER TABLE t RENAME COLUMN a TO a2;
ALTER TABLE t RENAME c TO "C c";
ALTER TABLE t RENAME id TO a2;
ALTER TABLE t RENAME nope TO x;
CREATE INDEX ON t (a2);
)sql",
     R"(
table t
  id integer
  a2 integer default 1
  b integer generated stored a2 * 2
  C c text
  check t_a_check a2 > 0
  unique t_a_id_key (a2, id)
  unique index t_a_id_key btree (a2, id)
  index i btree ((lower("C c")), a2) include (b) where a2 > 1 AND "C c" <> 'a'
  index t_a2_idx btree (a2)
)"},
    {"ConstraintsAndIndexes", R"sql(
CREATE TABLE t (a int PRIMARY KEY, b int UNIQUE, CHECK (b > 0));
CREATE INDEX free ON t (b);
ALTER INDEX t_pkey RENAME TO pk;
ALTER TABLE t RENAME CONSTRAINT t_b_key TO bk;
ALTER TABLE t RENAME CONSTRAINT bk TO pk;
ALTER TABLE t RENAME CONSTRAINT bk TO free;
ALTER TABLE t RENAME CONSTRAINT t_b_check TO free;
ALTER INDEX free RENAME TO pk;
ALTER TABLE free RENAME TO still_an_index;
)sql",
     R"(
table t
  a integer not null
  b integer
  check free b > 0
  primary key pk (a)
  unique bk (b)
  unique index pk btree (a)
  unique index bk btree (b)
  index still_an_index btree (b)
)"},
    {"Types", R"sql(
CREATE TYPE m AS ENUM ('A', 'B');
CREATE DOMAIN d AS m DEFAULT 'A';
CREATE TABLE t (a m DEFAULT 'A', b m[] DEFAULT ARRAY['A']::m[], c text DEFAULT 'A', e d, CHECK (a = 'A' OR c = 'A' OR a IN ('A', 'B')));
CREATE INDEX i ON t (c) WHERE a = 'A'::m;
ALTER TYPE m RENAME VALUE 'A' TO 'Z';
ALTER TYPE m RENAME VALUE 'A' TO 'Y';
ALTER TYPE m RENAME TO n;
ALTER DOMAIN d RENAME TO e;
)sql",
     R"(
table t
  a n default 'Z'
  b n[] default ARRAY['Z']::n[]
  c text default 'A'
  e e
  check t_check a = 'Z' OR c = 'A' OR a IN ('Z', 'B')
  index i btree (c) where a = 'Z'::n
enum n: Z B
domain e n default 'Z'
)"},
    {"Sequences", R"sql(
CREATE TABLE t (id serial);
CREATE SEQUENCE q;
CREATE TABLE u (n text DEFAULT 'no. ' || nextval('q'::regclass));
ALTER SEQUENCE t_id_seq RENAME TO "S";
ALTER SEQUENCE q RENAME TO r;
)sql",
     R"(
table t
  id integer not null default nextval('"S"'::regclass)
sequence S owned by t.id as int4
sequence r as int8
table u
  n text default 'no. ' || nextval('r'::regclass)
)"},
    {"Schemas", R"sql(
CREATE SCHEMA s;
CREATE TYPE s.m AS ENUM ('x');
CREATE TABLE s.a (id serial PRIMARY KEY, m s.m DEFAULT 'x'::s.m);
CREATE TABLE b (a_id int REFERENCES s.a);
ALTER SCHEMA s RENAME TO public;
ALTER SCHEMA s RENAME TO r;
ALTER TABLE r.a SET SCHEMA public;
ALTER TYPE r.m SET SCHEMA public;
ALTER TABLE b SET SCHEMA r;
CREATE TABLE b (id int);
ALTER TABLE b SET SCHEMA r;
)sql",
     R"(
table a
  id integer not null default nextval('a_id_seq'::regclass)
  m m default 'x'::public.m
  primary key a_pkey (id)
  unique index a_pkey btree (id)
sequence a_id_seq owned by a.id as int4
table r.b
  a_id integer
  foreign key b_a_id_fkey (a_id) references a (id)
table b
  id integer
enum m: x
)"},
};
constinit const std::span<const ReplayCase> kRenameCases = kRename;

// Enums, domains and composite types.
constexpr ReplayCase kTypes[] = {
    {"Enums", R"sql(
CREATE TYPE m AS ENUM ('b', 'd');
ALTER TYPE m ADD VALUE 'e';
ALTER TYPE m ADD VALUE 'a' BEFORE 'b';
ALTER TYPE m ADD VALUE 'c' AFTER 'b';
ALTER TYPE m ADD VALUE 'c';
ALTER TYPE m ADD VALUE IF NOT EXISTS 'c' AFTER 'd';
ALTER TYPE m ADD VALUE 'f' AFTER 'nope';
CREATE TYPE m AS ENUM ('x');
CREATE TYPE n AS ENUM ('x', 'x');
)sql",
     R"(
enum m: a b c d e
)"},
    {"Domains", R"sql(
CREATE DOMAIN d AS int NOT NULL DEFAULT 3 CONSTRAINT c CHECK (value > 0) CHECK (value < 100);
CREATE DOMAIN e AS d CHECK (value <> 7) CHECK (value <> 8);
ALTER DOMAIN d DROP CONSTRAINT c;
ALTER DOMAIN d DROP NOT NULL;
ALTER DOMAIN d DROP DEFAULT;
ALTER DOMAIN e ADD CONSTRAINT e_check CHECK (value > 1);
ALTER DOMAIN e ADD CONSTRAINT late CHECK (value > 1) NOT VALID;
ALTER DOMAIN e RENAME CONSTRAINT e_check TO first;
)sql",
     R"(
domain d integer check d_check value < 100
domain e d check first value <> 7 check e_check1 value <> 8 check late value > 1 not valid
)"},
    {"Composite", R"sql(
CREATE TYPE c AS (a int, b text);
CREATE TABLE c (a int);
ALTER TYPE c ADD ATTRIBUTE d int, DROP ATTRIBUTE a;
ALTER TYPE c RENAME ATTRIBUTE b TO bb;
)sql",
     R"(
composite type c
  bb text
  d integer
)"},
};
constinit const std::span<const ReplayCase> kTypesCases = kTypes;

// Search path and transactions.
constexpr ReplayCase kSessions[] = {
    {"SearchPath", R"sql(
CREATE SCHEMA app;
SET search_path TO app, public;
CREATE TABLE one (id serial PRIMARY KEY, two_id int);
CREATE TABLE public.two (a int UNIQUE);
ALTER TABLE two ADD COLUMN b int;
CREATE TYPE kind AS ENUM ('a');
RESET search_path;
CREATE TABLE three (k app.kind, one_id int REFERENCES app.one);
ALTER TABLE one ADD COLUMN lost int;
)sql",
     R"(
table app.one
  id integer not null default nextval('app.one_id_seq'::regclass)
  two_id integer
  primary key one_pkey (id)
  unique index one_pkey btree (id)
sequence app.one_id_seq owned by app.one.id as int4
table two
  a integer
  b integer
  unique two_a_key (a)
  unique index two_a_key btree (a)
table three
  k app.kind
  one_id integer
  foreign key three_one_id_fkey (one_id) references app.one (id)
enum app.kind: a
)"},
    {"Rollback", R"sql(
CREATE TABLE t (id int PRIMARY KEY, a int CHECK (a > 0));
CREATE TYPE m AS ENUM ('a');
BEGIN;
ALTER TABLE t RENAME TO u;
CREATE TABLE t (other int);
ALTER TABLE u DROP COLUMN a;
ALTER TYPE m ADD VALUE 'b';
CREATE SCHEMA s;
SET search_path TO s;
DROP TABLE u;
ROLLBACK;
ALTER TABLE t ADD COLUMN b m;
)sql",
     R"(
table t
  id integer not null
  a integer
  b m
  check t_a_check a > 0
  primary key t_pkey (id)
  unique index t_pkey btree (id)
enum m: a
)"},
    {"Savepoints", R"sql(
BEGIN;
CREATE TABLE a (id int);
SAVEPOINT s;
CREATE TABLE b (id int);
ROLLBACK TO s;
CREATE TABLE c (id int);
SAVEPOINT r;
ALTER TABLE a ADD COLUMN x int;
RELEASE r;
ROLLBACK TO s;
CREATE TABLE d (id int);
COMMIT;
)sql",
     R"(
table a
  id integer
table d
  id integer
)"},
    {"SetLocal", R"sql(
CREATE SCHEMA s;
BEGIN;
SET LOCAL search_path TO s;
CREATE TABLE a (id int);
COMMIT;
CREATE TABLE b (id int);
)sql",
     R"(
table s.a
  id integer
table b
  id integer
)"},
};
constinit const std::span<const ReplayCase> kSessionsCases = kSessions;

}  // namespace lockstep
