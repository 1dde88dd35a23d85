// Statements on tables and indexes: what is read out of them, and which bytes each part is said to be.
// A case is a statement and its description (describe_tables.h); every statement is read again without
// spans, and again with comments between all its tokens, and must come out the same.
#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "parser/script.h"
#include "parser/tokens.h"
#include "unit/describe_tables.h"

namespace lockstep {
namespace {

struct Case {
  const char* name;
  const char* sql;
  std::string_view facts;  // behind a line end
};

std::ostream& operator<<(std::ostream& out, const Case& one) { return out << one.sql; }

// Every statement of the file.
std::string describe_all(const std::string& sql, bool read_spans = true, bool print_spans = true) {
  const SourceFile source("test.sql", sql);
  ScriptReader reader(source, {.spans = read_spans});
  std::string text = "\n";
  for (auto batch = reader.next(); !batch.empty(); batch = reader.next()) {
    for (const Statement& statement : batch) {
      for (const std::string& line : describe(statement, source, print_spans)) text += line + "\n";
    }
  }
  return text;
}

std::string join_tokens(const std::string& sql, std::string_view separator) {
  std::string joined;
  for (const Token& token : lex(sql, 0).tokens) {
    if (!joined.empty()) joined += separator;
    joined += std::string_view(sql).substr(token.span.begin, token.span.size());
  }
  return joined;
}

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size()) {
    text.replace(at, what.size(), with);
  }
}

class Tables : public testing::TestWithParam<Case> {};

TEST_P(Tables, AreReadWithTheirPlaces) { EXPECT_EQ(describe_all(GetParam().sql), GetParam().facts); }

TEST_P(Tables, AreReadAloneBehindOtherStatements) {
  const std::string before = "SELECT 'Größe, (日本)'; -- Überschrift ;\r\n/* /* ( */ */";
  EXPECT_EQ(describe_all(before + GetParam().sql + ";"),
            "\n<SELECT> some other statement" + std::string(GetParam().facts));
}

TEST_P(Tables, SayTheSameWithoutSpans) {
  EXPECT_EQ(describe_all(GetParam().sql, false, false), describe_all(GetParam().sql, true, false));
}

TEST_P(Tables, KeepTheirPlacesAmongComments) {
  constexpr std::string_view kNoise = " /* é, ( */ -- ; '\n";
  std::string noisy = describe_all(join_tokens(GetParam().sql, kNoise));
  replace_all(noisy, kNoise, " ");
  EXPECT_EQ(noisy, describe_all(join_tokens(GetParam().sql, " ")));
}

const std::vector<Case> kCreateTable = {
    {"Columns",
     R"(CREATE TABLE "My.Schema"."a""b" ("id" SERIAL NOT NULL, amount numeric(10, 2)[] DEFAULT '{}',
"Straße" text))",
     R"(
<CREATE TABLE> create table My.Schema.a"b<"My.Schema"."a""b">
  column id<"id"> serial<SERIAL>, not null<NOT NULL>
      in<"id" SERIAL NOT NULL>
  column amount<amount> numeric(10,2)[]<numeric(10, 2)[]> default '{}'<DEFAULT '{}'>
      in<amount numeric(10, 2)[] DEFAULT '{}'>
  column Straße<"Straße"> text<text>
      in<"Straße" text>
)"},
    {"Prisma",
     R"(CREATE TABLE "User" (
    "id" TEXT NOT NULL,
    "at" TIMESTAMP(3) DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
))",
     R"(
<CREATE TABLE> create table User<"User">
  column id<"id"> text<TEXT>, not null<NOT NULL>
      in<"id" TEXT NOT NULL>
  column at<"at"> timestamp(3)<TIMESTAMP(3)> default CURRENT_TIMESTAMP<DEFAULT CURRENT_TIMESTAMP>
      in<"at" TIMESTAMP(3) DEFAULT CURRENT_TIMESTAMP>
  primary key<PRIMARY KEY> User_pkey<"User_pkey"> on (id<"id">)
      in<CONSTRAINT "User_pkey" PRIMARY KEY ("id")>
)"},
    {"Temporary", R"(CREATE TEMP TABLE IF NOT EXISTS t ())",
     R"(
<CREATE TEMP TABLE> create table t<t>, if not exists, temporary
)"},
    {"Unlogged", R"(CREATE UNLOGGED TABLE t ())",
     R"(
<CREATE UNLOGGED TABLE> create table t<t>, unlogged
)"},
    {"Foreign", R"(CREATE FOREIGN TABLE f (a int OPTIONS (x 'y') NOT NULL) SERVER s)",
     R"(
<CREATE FOREIGN TABLE> create table f<f>, foreign
  column a<a> integer<int>, not null<NOT NULL>
      in<a int OPTIONS (x 'y') NOT NULL>
)"},
    {"OfType", R"(CREATE TABLE t OF app.pair (a WITH OPTIONS NOT NULL, CHECK (b > 0)))",
     R"(
<CREATE TABLE> create table t<t>
  of app.pair<app.pair>
  column a<a> , not null<NOT NULL>
      in<a WITH OPTIONS NOT NULL>
  check<CHECK> that b > 0
      in<CHECK (b > 0)>
)"},
    {"LikeAndInherits",
     R"(CREATE TABLE t (LIKE s.a INCLUDING DEFAULTS EXCLUDING ALL, b int, LIKE c INCLUDING INDEXES)
INHERITS (p, q.r))",
     R"(
<CREATE TABLE> create table t<t>
  column b<b> integer<int>
      in<b int>
  like s.a<s.a> 0
  like c<c> 64
  inherits p<p>
  inherits q.r<q.r>
)"},
    {"PartitionBy",
     R"(CREATE TABLE t (a int) PARTITION BY RANGE (a, (b + 1), lower(c) COLLATE "C" text_ops, d
int4_ops))",
     R"(
<CREATE TABLE> create table t<t>
  column a<a> integer<int>
      in<a int>
  partition by range
    key a<a><a>
    key of b + 1<(b + 1)>
    key of lower(c) collate C class text_ops<lower(c) COLLATE "C" text_ops>
    key d<d> class int4_ops<d
int4_ops>
)"},
    {"PartitionOfRange",
     R"(CREATE TABLE t PARTITION OF "p(".q (a NOT NULL) FOR VALUES FROM ('a)', MINVALUE) TO (2, (3))
PARTITION BY LIST (a))",
     R"(
<CREATE TABLE> create table t<t> for from ('a)', minvalue) to (2, 3)
  partition of p(.q<"p(".q>
  column a<a> , not null<NOT NULL>
      in<a NOT NULL>
  partition by list
    key a<a><a>
)"},
    {"PartitionOfList", R"(CREATE TABLE t PARTITION OF p FOR VALUES IN (1, NULL))",
     R"(
<CREATE TABLE> create table t<t> for in (1, NULL)
  partition of p<p>
)"},
    {"PartitionOfHash",
     R"(CREATE TABLE IF NOT EXISTS t PARTITION OF p FOR VALUES WITH (MODULUS 4, REMAINDER 1))",
     R"(
<CREATE TABLE> create table t<t>, if not exists for modulus 4 remainder 1
  partition of p<p>
)"},
    {"PartitionDefault", R"(CREATE TABLE t PARTITION OF p DEFAULT)",
     R"(
<CREATE TABLE> create table t<t>, default partition
  partition of p<p>
)"},
};

const std::vector<Case> kColumns = {
    {"Identity",
     R"(CREATE TABLE t (a bigint GENERATED ALWAYS AS IDENTITY (START WITH 5 CYCLE) PRIMARY KEY, b int
CONSTRAINT x GENERATED BY DEFAULT AS IDENTITY))",
     R"(
<CREATE TABLE> create table t<t>
  column a<a> bigint<bigint>, identity always<GENERATED ALWAYS AS IDENTITY (START WITH 5 CYCLE)>
      primary key<PRIMARY KEY> on (a<a>)
      in<PRIMARY KEY>
      in<a bigint GENERATED ALWAYS AS IDENTITY (START WITH 5 CYCLE) PRIMARY KEY>
  column b<b> integer<int>, identity by default<GENERATED BY DEFAULT AS IDENTITY>
      in<b int
CONSTRAINT x GENERATED BY DEFAULT AS IDENTITY>
)"},
    {"Generated",
     R"(CREATE TABLE t (a int GENERATED ALWAYS AS (b * 2) STORED NOT NULL, b int GENERATED ALWAYS AS (1)
VIRTUAL, c int GENERATED ALWAYS AS (2)))",
     R"(
<CREATE TABLE> create table t<t>
  column a<a> integer<int>, not null<NOT NULL>, stored as b * 2<GENERATED ALWAYS AS (b * 2) STORED>
      in<a int GENERATED ALWAYS AS (b * 2) STORED NOT NULL>
  column b<b> integer<int>, virtual as 1<GENERATED ALWAYS AS (1)
VIRTUAL>
      in<b int GENERATED ALWAYS AS (1)
VIRTUAL>
  column c<c> integer<int>, virtual as 2<GENERATED ALWAYS AS (2)>
      in<c int GENERATED ALWAYS AS (2)>
)"},
    {"DefaultBeforeCollate",
     R"(CREATE TABLE t (a text DEFAULT 'x' COLLATE pg_catalog."C" NOT NULL, b varchar(3) COLLATE d
DEFAULT 1 + 2))",
     R"(
<CREATE TABLE> create table t<t>
  column a<a> text<text> collate C default 'x'<DEFAULT 'x'>, not null<NOT NULL>
      in<a text DEFAULT 'x' COLLATE pg_catalog."C" NOT NULL>
  column b<b> varchar(3)<varchar(3)> collate d default 1 + 2<DEFAULT 1 + 2>
      in<b varchar(3) COLLATE d
DEFAULT 1 + 2>
)"},
    {"Named",
     R"(CREATE TABLE t (a int CONSTRAINT "n n" NOT NULL NO INHERIT CONSTRAINT d DEFAULT f(1, 2)
CONSTRAINT c CHECK (a > 0) NO INHERIT NULL))",
     R"(
<CREATE TABLE> create table t<t>
  column a<a> integer<int> default f(1, 2)<DEFAULT f(1, 2)>, not null n n<"n n"><NOT NULL>
      check<CHECK> c<c> on (a<a>) that a > 0, no inherit
      in<CONSTRAINT c CHECK (a > 0) NO INHERIT>
      in<a int CONSTRAINT "n n" NOT NULL NO INHERIT CONSTRAINT d DEFAULT f(1, 2)
CONSTRAINT c CHECK (a > 0) NO INHERIT NULL>
)"},
    {"Inline",
     R"(CREATE TABLE t (a int UNIQUE NULLS NOT DISTINCT WITH (fillfactor = 70) USING INDEX TABLESPACE x
DEFERRABLE INITIALLY DEFERRED REFERENCES s.p (id) MATCH FULL ON DELETE CASCADE ON UPDATE SET
NULL NOT ENFORCED DEFAULT 3))",
     R"(
<CREATE TABLE> create table t<t>
  column a<a> integer<int> default 3<DEFAULT 3>
      unique<UNIQUE> on (a<a>), deferrable, initially deferred, nulls not distinct
      in<UNIQUE NULLS NOT DISTINCT WITH (fillfactor = 70) USING INDEX TABLESPACE x
DEFERRABLE INITIALLY DEFERRED>
      foreign key<REFERENCES> on (a<a>), not valid, not enforced
      references s.p<s.p> columns (id<id>), match full, delete cascade, update set null
      in<REFERENCES s.p (id) MATCH FULL ON DELETE CASCADE ON UPDATE SET
NULL NOT ENFORCED>
      in<a int UNIQUE NULLS NOT DISTINCT WITH (fillfactor = 70) USING INDEX TABLESPACE x
DEFERRABLE INITIALLY DEFERRED REFERENCES s.p (id) MATCH FULL ON DELETE CASCADE ON UPDATE SET
NULL NOT ENFORCED DEFAULT 3>
)"},
    {"Attributes",
     R"(CREATE TABLE t (a int UNIQUE INITIALLY DEFERRED, b int UNIQUE NOT DEFERRABLE INITIALLY IMMEDIATE
NOT NULL))",
     R"(
<CREATE TABLE> create table t<t>
  column a<a> integer<int>
      unique<UNIQUE> on (a<a>), deferrable, initially deferred
      in<UNIQUE INITIALLY DEFERRED>
      in<a int UNIQUE INITIALLY DEFERRED>
  column b<b> integer<int>, not null<NOT NULL>
      unique<UNIQUE> on (b<b>)
      in<UNIQUE NOT DEFERRABLE INITIALLY IMMEDIATE>
      in<b int UNIQUE NOT DEFERRABLE INITIALLY IMMEDIATE
NOT NULL>
)"},
    {"Storage", R"(CREATE TABLE t (a text STORAGE EXTERNAL COMPRESSION lz4 NOT NULL DEFAULT $$a, b)$$))",
     R"(
<CREATE TABLE> create table t<t>
  column a<a> text<text> default 'a, b)'<DEFAULT $$a, b)$$>, not null<NOT NULL>
      in<a text STORAGE EXTERNAL COMPRESSION lz4 NOT NULL DEFAULT $$a, b)$$>
)"},
};

const std::vector<Case> kConstraints = {
    {"Check", R"(ALTER TABLE t ADD CONSTRAINT c CHECK (a IN (1, 2)) NO INHERIT NOT VALID)",
     R"(
<ALTER TABLE> alter table t<t>
  10<ADD CONSTRAINT>
    add check<CHECK> c<c> that a IN (1, 2), not valid, no inherit
      in<CONSTRAINT c CHECK (a IN (1, 2)) NO INHERIT NOT VALID>
    in<ADD CONSTRAINT c CHECK (a IN (1, 2)) NO INHERIT NOT VALID>
)"},
    {"NotEnforced", R"(ALTER TABLE t ADD CHECK (a > 0) NOT ENFORCED)",
     R"(
<ALTER TABLE> alter table t<t>
  10<ADD CHECK>
    add check<CHECK> that a > 0, not valid, not enforced
      in<CHECK (a > 0) NOT ENFORCED>
    in<ADD CHECK (a > 0) NOT ENFORCED>
)"},
    {"NotNullNotValid", R"(ALTER TABLE t ADD CONSTRAINT n NOT NULL "a b" NOT VALID, ADD NOT NULL c)",
     R"(
<ALTER TABLE> alter table t<t>
  7<ADD CONSTRAINT>
    add not null<NOT NULL> n<n> on (a b<"a b">), not valid
      in<CONSTRAINT n NOT NULL "a b" NOT VALID>
    in<ADD CONSTRAINT n NOT NULL "a b" NOT VALID>
  7<ADD NOT NULL>
    add not null<NOT NULL> on (c<c>)
      in<NOT NULL c>
    in<ADD NOT NULL c>
)"},
    {"ForeignKey",
     R"(ALTER TABLE "Post" ADD CONSTRAINT "P_fkey" FOREIGN KEY ("a", b) REFERENCES "app"."User"("id", c)
MATCH FULL ON DELETE SET NULL (b) ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED NOT VALID)",
     R"(
<ALTER TABLE> alter table Post<"Post">
  10<ADD CONSTRAINT>
    add foreign key<FOREIGN KEY> P_fkey<"P_fkey"> on (a<"a"> b<b>), not valid, deferrable, initially deferred
      references app.User<"app"."User"> columns (id<"id"> c<c>), match full, delete set null, update no action
      in<CONSTRAINT "P_fkey" FOREIGN KEY ("a", b) REFERENCES "app"."User"("id", c)
MATCH FULL ON DELETE SET NULL (b) ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED NOT VALID>
    in<ADD CONSTRAINT "P_fkey" FOREIGN KEY ("a", b) REFERENCES "app"."User"("id", c)
MATCH FULL ON DELETE SET NULL (b) ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED NOT VALID>
)"},
    {"ForeignKeyWithoutColumns",
     R"(ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES p ON UPDATE SET DEFAULT ON DELETE RESTRICT)",
     R"(
<ALTER TABLE> alter table t<t>
  10<ADD FOREIGN KEY>
    add foreign key<FOREIGN KEY> on (a<a>)
      references p<p>, delete restrict, update set default
      in<FOREIGN KEY (a) REFERENCES p ON UPDATE SET DEFAULT ON DELETE RESTRICT>
    in<ADD FOREIGN KEY (a) REFERENCES p ON UPDATE SET DEFAULT ON DELETE RESTRICT>
)"},
    {"Temporal",
     R"(CREATE TABLE t (PRIMARY KEY (id, at WITHOUT OVERLAPS), FOREIGN KEY (period, PERIOD at)
REFERENCES p (x, PERIOD y)))",
     R"(
<CREATE TABLE> create table t<t>
  primary key<PRIMARY KEY> on (id<id> at<at>), temporal
      in<PRIMARY KEY (id, at WITHOUT OVERLAPS)>
  foreign key<FOREIGN KEY> on (period<period> at<at>), temporal
      references p<p> columns (x<x> y<y>), delete no action, update no action
      in<FOREIGN KEY (period, PERIOD at)
REFERENCES p (x, PERIOD y)>
)"},
    {"Keys",
     R"(CREATE TABLE t (UNIQUE NULLS NOT DISTINCT (a, b) INCLUDE (c, "d") WITH (fillfactor = 70) USING
INDEX TABLESPACE x, UNIQUE NULLS DISTINCT (a), CONSTRAINT p PRIMARY KEY (a) NOT DEFERRABLE))",
     R"(
<CREATE TABLE> create table t<t>
  unique<UNIQUE> on (a<a> b<b>) include (c<c> d<"d">), nulls not distinct
      in<UNIQUE NULLS NOT DISTINCT (a, b) INCLUDE (c, "d") WITH (fillfactor = 70) USING
INDEX TABLESPACE x>
  unique<UNIQUE> on (a<a>)
      in<UNIQUE NULLS DISTINCT (a)>
  primary key<PRIMARY KEY> p<p> on (a<a>)
      in<CONSTRAINT p PRIMARY KEY (a) NOT DEFERRABLE>
)"},
    {"UsingIndex",
     R"(ALTER TABLE t ADD CONSTRAINT p PRIMARY KEY USING INDEX "I.x", ADD UNIQUE USING INDEX i
DEFERRABLE)",
     R"(
<ALTER TABLE> alter table t<t>
  8<ADD CONSTRAINT>
    add primary key<PRIMARY KEY> p<p>, using index I.x<"I.x">
      in<CONSTRAINT p PRIMARY KEY USING INDEX "I.x">
    in<ADD CONSTRAINT p PRIMARY KEY USING INDEX "I.x">
  8<ADD UNIQUE>
    add unique<UNIQUE>, deferrable, using index i<i>
      in<UNIQUE USING INDEX i
DEFERRABLE>
    in<ADD UNIQUE USING INDEX i
DEFERRABLE>
)"},
    {"Exclusion",
     R"(ALTER TABLE t ADD CONSTRAINT e EXCLUDE USING gist (room WITH =, tsrange(a, b) range_ops DESC
WITH OPERATOR(pg_catalog.&&)) INCLUDE (c) WHERE (NOT gone) DEFERRABLE)",
     R"(
<ALTER TABLE> alter table t<t>
  9<ADD CONSTRAINT>
    add exclusion<EXCLUDE> e<e> include (c<c>), deferrable method gist where NOT gone
      element room<room> with =<room WITH =>
      element of tsrange(a, b) class range_ops desc with &&<tsrange(a, b) range_ops DESC
WITH OPERATOR(pg_catalog.&&)>
      in<CONSTRAINT e EXCLUDE USING gist (room WITH =, tsrange(a, b) range_ops DESC
WITH OPERATOR(pg_catalog.&&)) INCLUDE (c) WHERE (NOT gone) DEFERRABLE>
    in<ADD CONSTRAINT e EXCLUDE USING gist (room WITH =, tsrange(a, b) range_ops DESC
WITH OPERATOR(pg_catalog.&&)) INCLUDE (c) WHERE (NOT gone) DEFERRABLE>
)"},
    {"ExclusionOfBtree", R"(CREATE TABLE t (EXCLUDE (a WITH =)))",
     R"(
<CREATE TABLE> create table t<t>
  exclusion<EXCLUDE> method btree
      element a<a> with =<a WITH =>
      in<EXCLUDE (a WITH =)>
)"},
};

const std::vector<Case> kAlterTable = {
    {"SeveralCommands",
     R"(ALTER TABLE "T" ADD COLUMN a numeric(10, 2)[] DEFAULT '{}' NOT NULL,
ALTER b TYPE timestamp(3) with time zone USING b::timestamptz, DROP CONSTRAINT "x_y")",
     R"(
<ALTER TABLE> alter table T<"T">
  0<DROP CONSTRAINT>
    drop constraint x_y<"x_y">
    in<DROP CONSTRAINT "x_y">
  1<TYPE>
    set type b<b> timestamptz(3)<timestamp(3) with time zone> using b::timestamptz<USING b::timestamptz>
    in<ALTER b TYPE timestamp(3) with time zone USING b::timestamptz>
  2<ADD COLUMN>
    add column a<a> numeric(10,2)[]<numeric(10, 2)[]> default '{}'<DEFAULT '{}'>, not null<NOT NULL>
      in<a numeric(10, 2)[] DEFAULT '{}' NOT NULL>
    in<ADD COLUMN a numeric(10, 2)[] DEFAULT '{}' NOT NULL>
)"},
    {"Columns",
     R"(ALTER TABLE IF EXISTS ONLY s.t ADD IF NOT EXISTS a int, ADD COLUMN IF NOT EXISTS "if" int,
DROP b, DROP COLUMN IF EXISTS "c d" CASCADE)",
     R"(
<ALTER TABLE> alter table s.t<s.t>, if exists, only
  0<DROP>
    drop column b<b>
    in<DROP b>
  0<DROP COLUMN>
    drop column c d<"c d">, if exists, cascade
    in<DROP COLUMN IF EXISTS "c d" CASCADE>
  2<ADD>
    add column if not exists a<a> integer<int>
      in<a int>
    in<ADD IF NOT EXISTS a int>
  2<ADD COLUMN>
    add column if not exists if<"if"> integer<int>
      in<"if" int>
    in<ADD COLUMN IF NOT EXISTS "if" int>
)"},
    {"Star", R"(ALTER TABLE t * DROP a)",
     R"(
<ALTER TABLE> alter table t<t>
  0<DROP>
    drop column a<a>
    in<DROP a>
)"},
    {"OnlyInParentheses", R"(ALTER TABLE ONLY ("a.b".t) DROP a)",
     R"(
<ALTER TABLE> alter table a.b.t<"a.b".t>, only
  0<DROP>
    drop column a<a>
    in<DROP a>
)"},
    {"UnicodeNames", R"(ALTER TABLE U&"d\0061t" DROP COLUMN U&"!0062" UESCAPE '!' CASCADE)",
     R"(
<ALTER TABLE> alter table dat<U&"d\0061t">
  0<DROP COLUMN>
    drop column b<U&"!0062" UESCAPE '!'>, cascade
    in<DROP COLUMN U&"!0062" UESCAPE '!' CASCADE>
)"},
    {"NotNullAndDefaults",
     R"(ALTER TABLE t ALTER COLUMN a SET NOT NULL, ALTER b DROP NOT NULL, ALTER c SET DEFAULT f(1, 2),
ALTER COLUMN "d" DROP DEFAULT)",
     R"(
<ALTER TABLE> alter table t<t>
  0<DROP NOT NULL>
    drop not null b<b>
    in<ALTER b DROP NOT NULL>
  0<DROP DEFAULT>
    drop default d<"d">
    in<ALTER COLUMN "d" DROP DEFAULT>
  7<SET NOT NULL>
    set not null a<a>
    in<ALTER COLUMN a SET NOT NULL>
  10<SET DEFAULT>
    set default c<c> to f(1, 2)
    in<ALTER c SET DEFAULT f(1, 2)>
)"},
    {"Types",
     R"(ALTER TABLE t ALTER a SET DATA TYPE text COLLATE "de_DE" USING ("using" || ','),
ALTER b TYPE "Mood")",
     R"(
<ALTER TABLE> alter table t<t>
  1<SET DATA TYPE>
    set type a<a> text<text> collate de_DE using "using" || ','<USING ("using" || ',')>
    in<ALTER a SET DATA TYPE text COLLATE "de_DE" USING ("using" || ',')>
  1<TYPE>
    set type b<b> "Mood"<"Mood">
    in<ALTER b TYPE "Mood">
)"},
    {"Generated",
     R"(ALTER TABLE t ALTER a SET EXPRESSION AS (b + 1), ALTER a DROP EXPRESSION,
ALTER a DROP EXPRESSION IF EXISTS)",
     R"(
<ALTER TABLE> alter table t<t>
  0<DROP EXPRESSION>
    drop expression a<a>
    in<ALTER a DROP EXPRESSION>
  0<DROP EXPRESSION>
    drop expression a<a>, if exists
    in<ALTER a DROP EXPRESSION IF EXISTS>
  3<SET EXPRESSION>
    set expression a<a> to b + 1
    in<ALTER a SET EXPRESSION AS (b + 1)>
)"},
    {"Identity",
     R"(ALTER TABLE t ALTER a SET GENERATED ALWAYS RESTART, ALTER a RESTART WITH 7,
ALTER a ADD GENERATED BY DEFAULT AS IDENTITY, ALTER a DROP IDENTITY IF EXISTS)",
     R"(
<ALTER TABLE> alter table t<t>
  0<DROP IDENTITY>
    drop identity a<a>, if exists
    in<ALTER a DROP IDENTITY IF EXISTS>
  10<ADD GENERATED>
    add identity a<a> by default
    in<ALTER a ADD GENERATED BY DEFAULT AS IDENTITY>
  11<SET GENERATED>
    set identity a<a>
    in<ALTER a SET GENERATED ALWAYS RESTART>
  11<RESTART>
    set identity a<a>
    in<ALTER a RESTART WITH 7>
)"},
    {"ColumnSettings",
     R"(ALTER TABLE t ALTER a SET STATISTICS -1, ALTER a SET (n_distinct = 5, n_distinct_inherited = 6),
ALTER a RESET (n_distinct), ALTER a SET STORAGE MAIN, ALTER a SET COMPRESSION pglz,
ALTER a OPTIONS (SET x 'y'))",
     R"(
<ALTER TABLE> alter table t<t>
  11<SET STATISTICS>
    statistics a<a>
    in<ALTER a SET STATISTICS -1>
  11<SET>
    set options n_distinct n_distinct_inherited a<a>
    in<ALTER a SET (n_distinct = 5, n_distinct_inherited = 6)>
  11<RESET>
    reset options n_distinct a<a>
    in<ALTER a RESET (n_distinct)>
  11<SET STORAGE>
    storage a<a>
    in<ALTER a SET STORAGE MAIN>
  11<SET COMPRESSION>
    compression a<a>
    in<ALTER a SET COMPRESSION pglz>
  11<OPTIONS>
    other ALTER COLUMN OPTIONS
    in<ALTER a OPTIONS (SET x 'y')>
)"},
    {"ConstraintsRunInPasses",
     R"(ALTER TABLE t VALIDATE CONSTRAINT v, ADD FOREIGN KEY (a) REFERENCES t, ADD PRIMARY KEY (id),
DROP CONSTRAINT IF EXISTS d RESTRICT, ALTER CONSTRAINT k DEFERRABLE INITIALLY DEFERRED,
ALTER CONSTRAINT k NOT ENFORCED, ALTER CONSTRAINT n NO INHERIT)",
     R"(
<ALTER TABLE> alter table t<t>
  0<DROP CONSTRAINT>
    drop constraint d<d>, if exists
    in<DROP CONSTRAINT IF EXISTS d RESTRICT>
  9<ADD PRIMARY KEY>
    add primary key<PRIMARY KEY> on (id<id>)
      in<PRIMARY KEY (id)>
    in<ADD PRIMARY KEY (id)>
  10<ADD FOREIGN KEY>
    add foreign key<FOREIGN KEY> on (a<a>)
      references t<t>, delete no action, update no action
      in<FOREIGN KEY (a) REFERENCES t>
    in<ADD FOREIGN KEY (a) REFERENCES t>
  11<VALIDATE CONSTRAINT>
    validate v<v>
    in<VALIDATE CONSTRAINT v>
  11<ALTER CONSTRAINT>
    alter constraint k<k>, deferrable yes
    in<ALTER CONSTRAINT k DEFERRABLE INITIALLY DEFERRED>
  11<ALTER CONSTRAINT>
    alter constraint k<k>, enforced no
    in<ALTER CONSTRAINT k NOT ENFORCED>
  11<ALTER CONSTRAINT>
    alter constraint n<n>, no inherit yes
    in<ALTER CONSTRAINT n NO INHERIT>
)"},
    {"Table",
     R"(ALTER TABLE t SET LOGGED, SET UNLOGGED, SET ACCESS METHOD heap2, SET ACCESS METHOD DEFAULT,
SET TABLESPACE x, SET (fillfactor = 70, toast.autovacuum_enabled = off), RESET (fillfactor),
OWNER TO "O", OWNER TO CURRENT_USER, INHERIT s.p, NO INHERIT p, CLUSTER ON i,
SET WITHOUT CLUSTER, SET WITHOUT OIDS, OF ty, NOT OF)",
     R"(
<ALTER TABLE> alter table t<t>
  0<SET WITHOUT OIDS>
    other SET WITHOUT OIDS
    in<SET WITHOUT OIDS>
  11<SET LOGGED>
    logged
    in<SET LOGGED>
  11<SET UNLOGGED>
    unlogged
    in<SET UNLOGGED>
  11<SET ACCESS METHOD>
    access method heap2
    in<SET ACCESS METHOD heap2>
  11<SET ACCESS METHOD>
    access method default
    in<SET ACCESS METHOD DEFAULT>
  11<SET TABLESPACE>
    tablespace x
    in<SET TABLESPACE x>
  11<SET>
    set options fillfactor toast.autovacuum_enabled
    in<SET (fillfactor = 70, toast.autovacuum_enabled = off)>
  11<RESET>
    reset options fillfactor
    in<RESET (fillfactor)>
  11<OWNER TO>
    owner O
    in<OWNER TO "O">
  11<OWNER TO>
    owner current_user
    in<OWNER TO CURRENT_USER>
  11<INHERIT>
    inherit s.p<s.p>
    in<INHERIT s.p>
  11<NO INHERIT>
    no inherit p<p>
    in<NO INHERIT p>
  11<CLUSTER ON>
    cluster on i<i>
    in<CLUSTER ON i>
  11<SET WITHOUT CLUSTER>
    cluster on
    in<SET WITHOUT CLUSTER>
  11<OF>
    of ty
    in<OF ty>
  11<NOT OF>
    not of
    in<NOT OF>
)"},
    {"TriggersAndSecurity",
     R"(ALTER TABLE t ENABLE TRIGGER "g", ENABLE ALWAYS TRIGGER g, DISABLE TRIGGER ALL,
DISABLE TRIGGER USER, ENABLE RULE r, ENABLE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY,
FORCE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY, REPLICA IDENTITY FULL,
REPLICA IDENTITY USING INDEX "i")",
     R"(
<ALTER TABLE> alter table t<t>
  11<ENABLE TRIGGER>
    enable trigger g<"g">
    in<ENABLE TRIGGER "g">
  11<ENABLE ALWAYS TRIGGER>
    enable trigger g<g>
    in<ENABLE ALWAYS TRIGGER g>
  11<DISABLE TRIGGER ALL>
    disable trigger, all
    in<DISABLE TRIGGER ALL>
  11<DISABLE TRIGGER USER>
    disable trigger, all
    in<DISABLE TRIGGER USER>
  11<ENABLE RULE>
    rule state r<r>
    in<ENABLE RULE r>
  11<ENABLE ROW LEVEL SECURITY>
    row security, enable
    in<ENABLE ROW LEVEL SECURITY>
  11<DISABLE ROW LEVEL SECURITY>
    row security
    in<DISABLE ROW LEVEL SECURITY>
  11<FORCE ROW LEVEL SECURITY>
    row security, force
    in<FORCE ROW LEVEL SECURITY>
  11<NO FORCE ROW LEVEL SECURITY>
    row security, no force
    in<NO FORCE ROW LEVEL SECURITY>
  11<REPLICA IDENTITY>
    replica identity full
    in<REPLICA IDENTITY FULL>
  11<REPLICA IDENTITY>
    replica identity index i<"i">
    in<REPLICA IDENTITY USING INDEX "i">
)"},
    {"Attach", R"(ALTER TABLE p ATTACH PARTITION s."c" FOR VALUES IN (1, 2))",
     R"(
<ALTER TABLE> alter table p<p>
  11<ATTACH PARTITION>
    attach s.c<s."c"> for in (1, 2)
    in<ATTACH PARTITION s."c" FOR VALUES IN (1, 2)>
)"},
    {"AttachDefault", R"(ALTER TABLE p ATTACH PARTITION c DEFAULT)",
     R"(
<ALTER TABLE> alter table p<p>
  11<ATTACH PARTITION>
    attach c<c>, default
    in<ATTACH PARTITION c DEFAULT>
)"},
    {"Detach", R"(ALTER TABLE p DETACH PARTITION c CONCURRENTLY)",
     R"(
<ALTER TABLE> alter table p<p>
  11<DETACH PARTITION>
    detach c<c>, concurrently
    in<DETACH PARTITION c CONCURRENTLY>
)"},
    {"DetachFinalize", R"(ALTER TABLE p DETACH PARTITION c FINALIZE)",
     R"(
<ALTER TABLE> alter table p<p>
  11<DETACH PARTITION>
    detach c<c>, finalize
    in<DETACH PARTITION c FINALIZE>
)"},
    {"Index", R"(ALTER INDEX IF EXISTS s.i ALTER COLUMN 1 SET STATISTICS 100)",
     R"(
<ALTER INDEX> alter index s.i<s.i>, if exists
  11<SET STATISTICS>
    statistics
    in<ALTER COLUMN 1 SET STATISTICS 100>
)"},
    {"IndexAttach", R"(ALTER INDEX i ATTACH PARTITION j)",
     R"(
<ALTER INDEX> alter index i<i>
  11<ATTACH PARTITION>
    attach j<j>
    in<ATTACH PARTITION j>
)"},
    {"View", R"(ALTER VIEW v ALTER a SET DEFAULT 1)",
     R"(
<ALTER VIEW> alter view v<v>
  10<SET DEFAULT>
    set default a<a> to 1
    in<ALTER a SET DEFAULT 1>
)"},
    {"MaterializedView", R"(ALTER MATERIALIZED VIEW IF EXISTS v SET (fillfactor = 10))",
     R"(
<ALTER MATERIALIZED VIEW> alter materialized view v<v>, if exists
  11<SET>
    set options fillfactor
    in<SET (fillfactor = 10)>
)"},
    {"Sequence", R"(ALTER SEQUENCE s SET LOGGED)",
     R"(
<ALTER SEQUENCE> alter sequence s<s>
  11<SET LOGGED>
    logged
    in<SET LOGGED>
)"},
    {"ForeignTable", R"(ALTER FOREIGN TABLE f OPTIONS (ADD a 'b', DROP c), DROP d)",
     R"(
<ALTER FOREIGN TABLE> alter foreign table f<f>
  0<DROP>
    drop column d<d>
    in<DROP d>
  11<OPTIONS>
    other OPTIONS
    in<OPTIONS (ADD a 'b', DROP c)>
)"},
    {"Type",
     R"(ALTER TYPE s.ty ADD ATTRIBUTE a varchar(3) COLLATE "C" CASCADE,
DROP ATTRIBUTE IF EXISTS b RESTRICT, ALTER ATTRIBUTE c SET DATA TYPE text CASCADE)",
     R"(
<ALTER TYPE> alter type s.ty<s.ty>
  0<DROP ATTRIBUTE>
    drop column b<b>, if exists
    in<DROP ATTRIBUTE IF EXISTS b RESTRICT>
  1<SET DATA TYPE>
    set type c<c> text<text>
    in<ALTER ATTRIBUTE c SET DATA TYPE text CASCADE>
  2<ADD ATTRIBUTE>
    add column a<a> varchar(3)<varchar(3)> collate C
      in<a varchar(3) COLLATE "C">
    in<ADD ATTRIBUTE a varchar(3) COLLATE "C" CASCADE>
)"},
};

const std::vector<Case> kIndexes = {
    {"Plain", R"(CREATE INDEX ON t (a))",
     R"(
<CREATE INDEX> create index<INDEX> on t<t> using btree
  element a<a><a>
)"},
    {"Unique",
     R"(CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "i.x" ON ONLY s."t" USING btree ("a" DESC NULLS
LAST, lower(b) COLLATE "C" text_pattern_ops ASC, (a + b)) INCLUDE (c, "d") NULLS NOT DISTINCT
WITH (fillfactor = 70) TABLESPACE x WHERE deleted IS NULL)",
     R"(
<CREATE UNIQUE INDEX> create index<INDEX> i.x<"i.x"> on s.t<s."t"> using btree
  is unique, concurrently<CONCURRENTLY>, if not exists, only, nulls not distinct
  element a<"a"> desc nulls last<"a" DESC NULLS
LAST>
  element of lower(b) collate C class text_pattern_ops asc<lower(b) COLLATE "C" text_pattern_ops ASC>
  element of a + b<(a + b)>
  include (c<c> d<"d">)
  where deleted IS NULL
)"},
    {"Method",
     R"(CREATE INDEX "if" ON t USING gin (doc jsonb_path_ops, tags s.array_ops (x = 1) NULLS FIRST))",
     R"(
<CREATE INDEX> create index<INDEX> if<"if"> on t<t> using gin
  element doc<doc> class jsonb_path_ops<doc jsonb_path_ops>
  element tags<tags> class array_ops nulls first<tags s.array_ops (x = 1) NULLS FIRST>
)"},
};

const std::vector<Case> kTablesFromQueries = {
    {"CreateTableAs",
     R"(CREATE TEMPORARY TABLE IF NOT EXISTS s.t (a, "b") AS SELECT 1, x FROM u JOIN v.w ON true WITH NO
DATA)",
     R"(
<CREATE TEMPORARY TABLE> create table as s.t<s.t>, if not exists, temporary, no data columns (a<a> b<"b">)
  reads u
  reads v.w
)"},
    {"MaterializedView", R"(CREATE MATERIALIZED VIEW m AS SELECT * FROM u)",
     R"(
<CREATE MATERIALIZED VIEW> create table as m<m>, materialized view
  reads u
)"},
    {"SelectInto", R"(WITH c AS (SELECT 1) SELECT * INTO TEMP n.o FROM u UNION SELECT 2)",
     R"(
<SELECT> create table as n.o<n.o>, temporary
  reads u
)"},
    {"Execute", R"(CREATE TABLE t AS EXECUTE p(1))",
     R"(
<CREATE TABLE> create table as t<t>
)"},
};

TEST(TablesOfATablespace, AreNoTableOfTheStatement) {
  EXPECT_EQ(describe_all("ALTER TABLE ALL IN TABLESPACE a SET TABLESPACE b", true, false),
            "\nsome other statement\n");
}

std::string case_name(const testing::TestParamInfo<Case>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(CreateTable, Tables, testing::ValuesIn(kCreateTable), case_name);
INSTANTIATE_TEST_SUITE_P(Columns, Tables, testing::ValuesIn(kColumns), case_name);
INSTANTIATE_TEST_SUITE_P(Constraints, Tables, testing::ValuesIn(kConstraints), case_name);
INSTANTIATE_TEST_SUITE_P(AlterTable, Tables, testing::ValuesIn(kAlterTable), case_name);
INSTANTIATE_TEST_SUITE_P(Indexes, Tables, testing::ValuesIn(kIndexes), case_name);
INSTANTIATE_TEST_SUITE_P(FromQueries, Tables, testing::ValuesIn(kTablesFromQueries), case_name);

}  // namespace
}  // namespace lockstep
