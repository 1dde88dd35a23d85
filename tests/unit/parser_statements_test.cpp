// All statements but those on tables and indexes: what is read out of them, and which bytes each part
// is said to be. A case is a statement and its description (describe_statements.h).
#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "parser/script.h"
#include "parser/tokens.h"
#include "unit/describe_statements.h"

namespace lockstep {
namespace {

struct Case {
  const char* sql;
  const char* facts;
};

enum class Spans { read, not_printed, not_read };

std::string describe(const std::string& sql, Spans spans = Spans::read) {
  const SourceFile source("test.sql", sql);
  ScriptReader reader(source, {.spans = spans != Spans::not_read});
  std::string text;
  for (auto batch = reader.next(); !batch.empty(); batch = reader.next()) {
    for (const Statement& statement : batch) {
      if (!text.empty()) text += "\n";
      text += describe_statement(statement, source, spans == Spans::read);
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

std::string without(std::string text, std::string_view what) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos;)
    text.replace(at, what.size(), " ");
  return text;
}

struct Group {
  const char* name;
  const std::vector<Case>* cases;
};

std::ostream& operator<<(std::ostream& out, const Group& group) { return out << group.name; }

class Statements : public testing::TestWithParam<Group> {};

TEST_P(Statements, AreReadWithTheirPlaces) {
  for (const Case& one : *GetParam().cases) EXPECT_EQ(describe(one.sql), one.facts) << one.sql;
}

TEST_P(Statements, KeepTheirPlacesBehindOthers) {
  const std::string before = "SELECT 'é;' /* ü; */; -- 日本\n";
  for (const Case& one : *GetParam().cases) {
    EXPECT_EQ(describe(before + one.sql + ";"), "<SELECT> select\n" + std::string(one.facts));
  }
}

TEST_P(Statements, SayTheSameWithoutSpans) {
  for (const Case& one : *GetParam().cases) {
    EXPECT_EQ(describe(one.sql, Spans::not_read), describe(one.sql, Spans::not_printed)) << one.sql;
  }
}

TEST_P(Statements, KeepTheirPlacesAmongComments) {
  constexpr std::string_view kNoise = " /* é, ( */ -- ; '\n";
  for (const Case& one : *GetParam().cases) {
    EXPECT_EQ(without(describe(join_tokens(one.sql, kNoise)), kNoise), describe(join_tokens(one.sql, " ")));
  }
}

const std::vector<Case> kDrops = {
    {"DROP TABLE a", "<DROP TABLE> drop table<TABLE> a"},
    {R"(DROP TABLE IF EXISTS "A b", public."User""s", x.y CASCADE)",
     R"(<DROP TABLE> drop table<TABLE> A b<"A b"> public.User"s<public."User""s"> x.y [if exists] [cascade]<CASCADE>)"},
    {"DROP TABLE cascade CASCADE", "<DROP TABLE> drop table<TABLE> cascade [cascade]<CASCADE>"},
    {R"(DROP TABLE "cascade" RESTRICT)", R"(<DROP TABLE> drop table<TABLE> cascade<"cascade">)"},
    {"DROP TABLE a /* one */ , b CASCADE", "<DROP TABLE> drop table<TABLE> a b [cascade]<CASCADE>"},
    {R"(DROP INDEX CONCURRENTLY IF EXISTS i1, s."I2")",
     R"(<DROP INDEX> drop index<INDEX> i1 s.I2<s."I2"> [if exists] [concurrently]<CONCURRENTLY>)"},
    {R"(DROP INDEX "é", b)", R"(<DROP INDEX> drop index<INDEX> é<"é"> b)"},
    {R"(DROP VIEW U&"\0061", b)", R"(<DROP VIEW> drop view<VIEW> a<U&"\0061"> b)"},
    {"DROP MATERIALIZED VIEW mv", "<DROP MATERIALIZED VIEW> drop materialized view<MATERIALIZED VIEW> mv"},
    {"DROP SEQUENCE s.q", "<DROP SEQUENCE> drop sequence<SEQUENCE> s.q"},
    {"DROP FOREIGN TABLE f", "<DROP FOREIGN TABLE> drop foreign table<FOREIGN TABLE> f"},
    {"DROP FUNCTION f(int, numeric(3, 2)), s.g, h() CASCADE",
     "<DROP FUNCTION> drop function<FUNCTION> f s.g h [cascade]<CASCADE>"},
    {R"(DROP FUNCTION IF EXISTS "F")", R"(<DROP FUNCTION> drop function<FUNCTION> F<"F"> [if exists])"},
    {"DROP PROCEDURE p(int)", "<DROP PROCEDURE> drop procedure<PROCEDURE> p"},
    {"DROP ROUTINE r", "<DROP ROUTINE> drop function<ROUTINE> r"},
    {"DROP AGGREGATE a(*), b(int)", "<DROP AGGREGATE> drop aggregate<AGGREGATE> a b"},
    {R"(DROP TYPE IF EXISTS "Mood", public.t)",
     R"(<DROP TYPE> drop type<TYPE> Mood<"Mood"> public.t [if exists])"},
    {"DROP DOMAIN d", "<DROP DOMAIN> drop domain<DOMAIN> d"},
    {R"(DROP TRIGGER t ON public."User" CASCADE)",
     R"(<DROP TRIGGER> drop trigger<TRIGGER> t on public.User<public."User"> [cascade]<CASCADE>)"},
    {R"(DROP POLICY IF EXISTS "p q" ON x)",
     R"(<DROP POLICY> drop policy<POLICY> p q<"p q"> on x [if exists])"},
    {"DROP RULE r ON v", "<DROP RULE> drop rule<RULE> r on v"},
    {"DROP SCHEMA IF EXISTS s, t CASCADE",
     "<DROP SCHEMA> drop schema<SCHEMA> s t [if exists] [cascade]<CASCADE>"},
    {R"(DROP EXTENSION IF EXISTS "uuid-ossp")",
     R"(<DROP EXTENSION> drop extension<EXTENSION> uuid-ossp<"uuid-ossp"> [if exists])"},
    {"DROP OPERATOR + (int, int)", "<DROP OPERATOR> drop operator<OPERATOR> +<>"},
    {"DROP OPERATOR CLASS s.oc USING btree",
     "<DROP OPERATOR CLASS> drop operator class<OPERATOR CLASS> s.oc"},
    {"DROP OPERATOR FAMILY f USING gin", "<DROP OPERATOR FAMILY> drop operator family<OPERATOR FAMILY> f"},
    {"DROP CAST (int AS text)", "<DROP CAST> drop cast<CAST>"},
    {"DROP TRANSFORM FOR int LANGUAGE sql", "<DROP TRANSFORM> drop transform<TRANSFORM>"},
    {"DROP COLLATION c", "<DROP COLLATION> drop collation<COLLATION> c"},
    {"DROP STATISTICS st", "<DROP STATISTICS> drop statistics<STATISTICS> st"},
    {"DROP PUBLICATION p", "<DROP PUBLICATION> drop publication<PUBLICATION> p"},
    {"DROP SUBSCRIPTION IF EXISTS s CASCADE",
     "<DROP SUBSCRIPTION> drop subscription<SUBSCRIPTION> s [if exists]"},
    {"DROP PROCEDURAL LANGUAGE l", "<DROP PROCEDURAL LANGUAGE> drop language<LANGUAGE> l"},
    {"DROP SERVER s", "<DROP SERVER> drop server<SERVER> s"},
    {"DROP FOREIGN DATA WRAPPER w CASCADE",
     "<DROP FOREIGN DATA WRAPPER> drop foreign data wrapper<FOREIGN DATA WRAPPER> w [cascade]<CASCADE>"},
    {"DROP EVENT TRIGGER e", "<DROP EVENT TRIGGER> drop event trigger<EVENT TRIGGER> e"},
    {"DROP TEXT SEARCH CONFIGURATION s.c",
     "<DROP TEXT SEARCH CONFIGURATION> drop text search configuration<TEXT SEARCH CONFIGURATION> s.c"},
    {"DROP ACCESS METHOD am", "<DROP ACCESS METHOD> drop access method<ACCESS METHOD> am"},
    {R"(DROP ROLE a, "B")", R"(<DROP ROLE> drop role<ROLE> a B<"B">)"},
    {"DROP USER IF EXISTS u", "<DROP USER> drop role<USER> u [if exists]"},
    {"DROP DATABASE IF EXISTS d", "<DROP DATABASE> drop database<DATABASE> d [if exists]"},
    {"DROP TABLESPACE t", "<DROP TABLESPACE> drop tablespace<TABLESPACE> t"},
    {"DROP OWNED BY x", "<DROP OWNED> drop owned by x"},
};

const std::vector<Case> kChanges = {
    {"ALTER TABLE a RENAME TO b", "<ALTER TABLE> rename table of table a from to b"},
    {R"(ALTER TABLE rename RENAME TO "Rename")",
     R"(<ALTER TABLE> rename table of table rename from to Rename<"Rename">)"},
    {R"(ALTER TABLE IF EXISTS ONLY public.a RENAME COLUMN "X" TO "y z")",
     R"(<ALTER TABLE> rename column of table public.a from X<"X"> to y z<"y z"> [if exists])"},
    {"ALTER TABLE a * RENAME attribute TO y", "<ALTER TABLE> rename column of table a from attribute to y"},
    {"ALTER TABLE ONLY (a) RENAME CONSTRAINT c TO d",
     "<ALTER TABLE> rename constraint of table a from c to d"},
    {"ALTER VIEW v RENAME COLUMN a TO b", "<ALTER VIEW> rename column of view v from a to b"},
    {"ALTER VIEW IF EXISTS s.v RENAME TO w", "<ALTER VIEW> rename view of table s.v from to w [if exists]"},
    {"ALTER MATERIALIZED VIEW m RENAME TO n",
     "<ALTER MATERIALIZED VIEW> rename materialized view of table m from to n"},
    {"ALTER FOREIGN TABLE v RENAME a TO b",
     "<ALTER FOREIGN TABLE> rename column of foreign table v from a to b"},
    {"ALTER INDEX IF EXISTS i RENAME TO j", "<ALTER INDEX> rename index of table i from to j [if exists]"},
    {"ALTER SEQUENCE s RENAME TO t", "<ALTER SEQUENCE> rename sequence of table s from to t"},
    {R"(ALTER TYPE "Mood" RENAME TO "Mood_old")",
     R"(<ALTER TYPE> rename type of table Mood<"Mood"> from to Mood_old<"Mood_old">)"},
    {"ALTER TYPE s.m RENAME VALUE 'a''b' TO 'c'",
     "<ALTER TYPE> rename enum value of type s.m from a'b<'a''b'> to c<'c'>"},
    {"ALTER TYPE m RENAME ATTRIBUTE a TO b CASCADE", "<ALTER TYPE> rename attribute of type m from a to b"},
    {"ALTER DOMAIN d RENAME TO e", "<ALTER DOMAIN> rename domain of table d from to e"},
    {"ALTER DOMAIN d RENAME CONSTRAINT c TO e", "<ALTER DOMAIN> rename constraint of domain d from c to e"},
    {"ALTER SCHEMA s RENAME TO t", "<ALTER SCHEMA> rename schema of table from s to t"},
    {"ALTER TRIGGER t ON x.y RENAME TO u", "<ALTER TRIGGER> rename trigger of table x.y from t to u"},
    {"ALTER POLICY IF EXISTS p ON x RENAME TO q",
     "<ALTER POLICY> rename policy of table x from p to q [if exists]"},
    {"ALTER RULE r ON x RENAME TO s", "<ALTER RULE> rename rule of table x from r to s"},
    {"ALTER FUNCTION s.f(int, text) RENAME TO g", "<ALTER FUNCTION> rename function of table s.f from to g"},
    {"ALTER ROLE r RENAME TO s", "<ALTER ROLE> rename role of table from r to s"},
    {"ALTER USER r RENAME TO s", "<ALTER USER> rename role of table from r to s"},
    {"ALTER DATABASE r RENAME TO s", "<ALTER DATABASE> rename database of table from r to s"},
    {"ALTER PROCEDURAL LANGUAGE l RENAME TO m",
     "<ALTER PROCEDURAL LANGUAGE> rename language of table l from to m"},
    {"ALTER TEXT SEARCH DICTIONARY d RENAME TO e",
     "<ALTER TEXT SEARCH DICTIONARY> rename text search dictionary of table d from to e"},
    {R"(ALTER TABLE IF EXISTS a SET SCHEMA "B")", R"(<ALTER TABLE> move table a to B<"B"> [if exists])"},
    {"ALTER TABLE ONLY (s.a) SET SCHEMA b", "<ALTER TABLE> move table s.a to b"},
    {"ALTER FUNCTION f(int) SET SCHEMA b", "<ALTER FUNCTION> move function f to b"},
    {"ALTER EXTENSION e SET SCHEMA b", "<ALTER EXTENSION> move extension e to b"},
    {"ALTER TYPE s.t SET SCHEMA b", "<ALTER TYPE> move type s.t to b"},
    {"ALTER TYPE s.t OWNER TO bob", "<ALTER TYPE> owner of type s.t to bob"},
    {"ALTER SCHEMA t OWNER TO current_user", "<ALTER SCHEMA> owner of schema t to current_user"},
    {R"(ALTER FUNCTION f(int) OWNER TO "Bob")", "<ALTER FUNCTION> owner of function f to Bob"},
};

const std::vector<Case> kTypes = {
    {R"(CREATE TYPE "Mood" AS ENUM ('a', 'b''c' /* x */, 'ü'))",
     R"(<CREATE TYPE> create enum Mood<"Mood">: a<'a'>, b'c<'b''c'>, ü<'ü'>)"},
    {"CREATE TYPE m AS ENUM ()", "<CREATE TYPE> create enum m:"},
    {R"(ALTER TYPE public."Mood" ADD VALUE IF NOT EXISTS 'x' BEFORE 'a')",
     R"(<ALTER TYPE> add value to public.Mood<public."Mood">: x<'x'> [if not exists] before a<'a'>)"},
    {"ALTER TYPE m ADD VALUE 'x' AFTER 'a'", "<ALTER TYPE> add value to m: x<'x'> after a<'a'>"},
    {"ALTER TYPE m ADD VALUE 'x'", "<ALTER TYPE> add value to m: x<'x'>"},
    {R"(CREATE DOMAIN email AS text COLLATE "C" DEFAULT 'x' NOT NULL CONSTRAINT c CHECK (value ~ '@'))",
     "<CREATE DOMAIN> create domain email as text<text> [not null] default 'x'<'x'> constraint c value ~ "
     "'@'<value ~ '@'>"},
    {"CREATE DOMAIN s.d int NULL", "<CREATE DOMAIN> create domain s.d as integer<int>"},
    {"ALTER DOMAIN d ADD CONSTRAINT c CHECK (value > 0) NOT VALID",
     "<ALTER DOMAIN> alter domain d: add constraint c value > 0<value > 0>"},
    {"ALTER DOMAIN d DROP CONSTRAINT IF EXISTS c CASCADE",
     "<ALTER DOMAIN> alter domain d: drop constraint c"},
    {R"(ALTER DOMAIN d VALIDATE CONSTRAINT "C")",
     R"(<ALTER DOMAIN> alter domain d: validate constraint C<"C">)"},
    {"ALTER DOMAIN d SET NOT NULL", "<ALTER DOMAIN> alter domain d: set not null"},
    {"ALTER DOMAIN d DROP NOT NULL", "<ALTER DOMAIN> alter domain d: drop not null"},
    {"ALTER DOMAIN d SET DEFAULT 1", "<ALTER DOMAIN> alter domain d: set default"},
    {"ALTER DOMAIN d DROP DEFAULT", "<ALTER DOMAIN> alter domain d: drop default"},
    {R"(CREATE TYPE s.p AS (x int, "Y" varchar(10)))",
     R"(<CREATE TYPE> create composite type s.p x integer<int> Y<"Y"> varchar(10)<varchar(10)>)"},
    {"CREATE TYPE r AS RANGE (subtype = float8)", "<CREATE TYPE> create range type r"},
    {"CREATE TYPE b", "<CREATE TYPE> create shell type b"},
    {"CREATE TYPE b (input = f, output = g)", "<CREATE TYPE> create base type b"},
};

const std::vector<Case> kObjects = {
    {R"(CREATE SCHEMA IF NOT EXISTS "S")", R"(<CREATE SCHEMA> create schema S<"S"> [if not exists])"},
    {"CREATE SCHEMA AUTHORIZATION bob", "<CREATE SCHEMA> create schema bob"},
    {"CREATE SCHEMA s CREATE TABLE t (a int)", "<CREATE SCHEMA> create schema s [with elements]"},
    {R"(CREATE EXTENSION IF NOT EXISTS "uuid-ossp" WITH SCHEMA public VERSION '1')",
     R"(<CREATE EXTENSION> create extension uuid-ossp<"uuid-ossp"> [if not exists] in schema {public})"},
    {R"(CREATE TEMP SEQUENCE IF NOT EXISTS s AS smallint OWNED BY a.b."C d")",
     R"(<CREATE TEMP SEQUENCE> create sequence s [if not exists] [temporary] as {int2} owned by a.b column C d<"C d">)"},
    {"CREATE SEQUENCE s.q START 1 OWNED BY t.c", "<CREATE SEQUENCE> create sequence s.q owned by t column c"},
    {"ALTER SEQUENCE IF EXISTS s OWNED BY NONE RESTART",
     "<ALTER SEQUENCE> alter sequence s [if exists] [owned by none] [restart]"},
    {"ALTER SEQUENCE s AS int OWNED BY public.t.c",
     "<ALTER SEQUENCE> alter sequence s as {int4} owned by public.t column c"},
    {"CREATE PUBLICATION p FOR TABLE a, b.c WHERE (x > 1), TABLES IN SCHEMA s",
     "<CREATE PUBLICATION> create publication p a, b.c"},
    {"CREATE PUBLICATION p FOR ALL TABLES", "<CREATE PUBLICATION> create publication p [all tables]"},
    {"COMMENT ON TABLE s.t IS 'x'", "<COMMENT ON> comment on table s.t"},
    {"COMMENT ON COLUMN s.t.c IS 'x'", "<COMMENT ON> comment on column s.t"},
    {"COMMENT ON CONSTRAINT c ON s.t IS 'x'", "<COMMENT ON> comment on constraint s.t"},
    {"COMMENT ON CONSTRAINT c ON DOMAIN s.t IS 'x'", "<COMMENT ON> comment on constraint s.t"},
    {"COMMENT ON TRIGGER c ON domain IS 'x'", "<COMMENT ON> comment on trigger domain"},
    {"COMMENT ON TYPE s.t IS 'x'", "<COMMENT ON> comment on type s.t"},
    {"COMMENT ON FUNCTION s.f(int) IS 'x'", "<COMMENT ON> comment on function s.f"},
    {"COMMENT ON EXTENSION e IS NULL", "<COMMENT ON> comment on extension e"},
    {"GRANT SELECT ON a, b.c TO bob", "<GRANT> grant on table a, b.c to bob"},
    {"REVOKE ALL ON SCHEMA s FROM bob", "<REVOKE> revoke on schema s<> to bob"},
    {"GRANT ALL ON ALL TABLES IN SCHEMA s, t TO bob", "<GRANT> grant on schema s<>, t<> to bob"},
    {"GRANT EXECUTE ON FUNCTION f(int) TO bob", "<GRANT> grant on function f<> to bob"},
};

const std::vector<Case> kCode = {
    {R"(CREATE OR REPLACE TEMP VIEW v (a, "B") AS SELECT 1)",
     R"(<CREATE OR REPLACE TEMP VIEW> create view v [or replace] [temporary] columns a, B<"B">)"},
    {"CREATE RECURSIVE VIEW v (n) AS SELECT 1 UNION ALL SELECT n FROM v",
     "<CREATE RECURSIVE VIEW> create view v columns n"},
    {"CREATE OR REPLACE FUNCTION s.f(a int, OUT b text, VARIADIC c numeric[]) RETURNS text LANGUAGE "
     "'PLPGSQL' STABLE SECURITY DEFINER AS $$ body $$",
     "<CREATE OR REPLACE FUNCTION> create function s.f (integer<int>, numeric[]<numeric[]>) plpgsql stable "
     "[or replace] [security definer] body { body }"},
    {"CREATE FUNCTION f() RETURNS TABLE (a int) BEGIN ATOMIC SELECT 1; END",
     "<CREATE FUNCTION> create function f () sql volatile"},
    {"CREATE FUNCTION f(x t.c%TYPE) RETURNS SETOF int LANGUAGE c IMMUTABLE AS 'a', 'b'",
     "<CREATE FUNCTION> create function f (t.c%TYPE<t.c%TYPE>) c immutable"},
    {"CREATE PROCEDURE p(INOUT a int) LANGUAGE sql AS 'select ''1'''",
     "<CREATE PROCEDURE> create procedure p (integer<int>) sql volatile body {select '1'}"},
    {"DO $$ BEGIN END $$", "<DO> do plpgsql body { BEGIN END }"},
    {"DO LANGUAGE plpython3u 'x'", "<DO> do plpython3u body {x}"},
    {R"(CREATE OR REPLACE TRIGGER "T" AFTER INSERT ON public."User" FOR EACH ROW WHEN (NEW.a = 1) EXECUTE PROCEDURE s.f(1))",
     R"(<CREATE OR REPLACE TRIGGER> create trigger T<"T"> on public.User<public."User"> calls s.f [row] [or replace])"},
    {"CREATE CONSTRAINT TRIGGER t AFTER UPDATE ON a FOR EACH ROW EXECUTE FUNCTION f()",
     "<CREATE CONSTRAINT TRIGGER> create trigger t on a calls f [row] [constraint]"},
    {R"(CREATE POLICY "P" ON s.t USING (true))", R"(<CREATE POLICY> create policy P<"P"> on s.t)"},
    {"CREATE OR REPLACE RULE r AS ON INSERT TO s.t DO INSTEAD NOTHING",
     "<CREATE OR REPLACE RULE> create rule r on s.t"},
};

const std::vector<Case> kReads = {
    {R"(SELECT * FROM a, s."B" JOIN c ON true, LATERAL f(d) x)", R"(<SELECT> select reads a, s.B<s."B">, c)"},
    {"CREATE VIEW v AS WITH x AS (SELECT * FROM x) SELECT * FROM x, s.x, (SELECT * FROM q) s WHERE EXISTS "
     "(SELECT 1 FROM w)",
     "<CREATE VIEW> create view v reads x, s.x, q, w"},
    {"CREATE VIEW v AS WITH RECURSIVE x AS (SELECT * FROM y UNION SELECT * FROM b), y AS (SELECT * FROM x) "
     "SELECT * FROM y",
     "<CREATE VIEW> create view v reads b"},
    {"WITH x AS (SELECT 1), y AS (SELECT * FROM x, y) SELECT (WITH a AS (SELECT 1) SELECT 1 FROM a), a.b "
     "FROM a FOR UPDATE OF a",
     "<SELECT> select reads y, a"},
    {"SELECT a FROM b UNION SELECT c FROM d EXCEPT (SELECT e FROM f ORDER BY (SELECT 1 FROM g))",
     "<SELECT> select reads b, d, f, g"},
    {"SELECT * FROM a TABLESAMPLE system (1), ROWS FROM (f((SELECT 1 FROM b))), xmltable('/x' PASSING "
     "(SELECT 1 FROM c) COLUMNS d int)",
     "<SELECT> select reads a, b, c"},
    {"SELECT * FROM a GROUP BY rollup ((SELECT 1 FROM b)) HAVING 1 IN (SELECT 1 FROM c) WINDOW w AS (ORDER "
     "BY (SELECT 1 FROM d)) LIMIT (SELECT 1 FROM e)",
     "<SELECT> select reads a, b, c, d, e"},
    {R"(SELECT * FROM a, A, "a", s.a)", "<SELECT> select reads a, s.a"},
    {"WITH x AS (DELETE FROM a USING b RETURNING *) SELECT * FROM x", "<SELECT> select reads a, b"},
    {"TABLE x", "<TABLE> select reads x"},
    {"VALUES ((SELECT 1 FROM a))", "<VALUES> select reads a"},
    {"((SELECT 1 FROM a) UNION (SELECT 1 FROM b))", "<SELECT> select reads a, b"},
};

const std::vector<Case> kData = {
    {R"(INSERT INTO s.t (a, "B", c.d) VALUES (1, 2, (SELECT 1 FROM x)), (3, 4, DEFAULT))",
     R"(<INSERT INTO> insert s.t columns a, B<"B">, c 2 rows)"},
    {"INSERT INTO t DEFAULT VALUES", "<INSERT INTO> insert t 1 rows"},
    {"INSERT INTO t SELECT * FROM a UNION SELECT * FROM b",
     "<INSERT INTO> insert t 0 rows [from query] reads a, b"},
    {"WITH x AS (SELECT * FROM a) INSERT INTO t SELECT * FROM x ON CONFLICT DO NOTHING",
     "<INSERT INTO> insert t 0 rows [from query] reads a"},
    {R"(WITH x AS (DELETE FROM q RETURNING *) UPDATE s.t SET "A" = 1, (b, c) = (2, 3) FROM x WHERE t.a = x.a)",
     R"(<UPDATE> update s.t columns A<"A">, b, c [from] where t.a = x.a<t.a = x.a> reads q)"},
    {"UPDATE ONLY t AS u SET a = DEFAULT", "<UPDATE> update t columns a"},
    {"DELETE FROM t USING u WHERE t.id = u.id AND t.x IN (1, 2)",
     "<DELETE FROM> delete t [using] where t.id = u.id AND t.x IN (1, 2)<t.id = u.id AND t.x IN (1, 2)> "
     "reads u"},
    {R"(WITH y AS (SELECT 1) DELETE FROM "T" WHERE CURRENT OF c)",
     R"(<DELETE FROM> delete T<"T"> where CURRENT OF c)"},
    {"COPY s.t FROM '/x'", "<COPY> copy s.t from"},
    {"COPY t (a) TO STDOUT", "<COPY> copy t to"},
    {"COPY (SELECT 1) TO PROGRAM 'x'", "<COPY> copy to [program]"},
    {R"(TRUNCATE TABLE ONLY a, s."B" RESTART IDENTITY CASCADE)",
     R"(<TRUNCATE TABLE> truncate a, s.B<s."B"> [cascade] [restart identity])"},
    {"TRUNCATE a", "<TRUNCATE> truncate a"},
    {"LOCK TABLE a, b IN SHARE ROW EXCLUSIVE MODE NOWAIT",
     "<LOCK TABLE> lock a, b in SHARE ROW EXCLUSIVE [nowait]"},
    {"LOCK a", "<LOCK> lock a in ACCESS EXCLUSIVE"},
};

const std::vector<Case> kMaintenance = {
    {"REINDEX TABLE CONCURRENTLY a.b", "<REINDEX TABLE> reindex table<TABLE> a.b [concurrently]"},
    {"REINDEX (VERBOSE, CONCURRENTLY) INDEX i",
     "<REINDEX (VERBOSE, CONCURRENTLY) INDEX> reindex index<INDEX> i [concurrently]"},
    {"REINDEX (CONCURRENTLY false) SCHEMA s",
     "<REINDEX (CONCURRENTLY false) SCHEMA> reindex schema<SCHEMA> s"},
    {"REINDEX (CONCURRENTLY 'ON') SCHEMA s",
     "<REINDEX (CONCURRENTLY 'ON') SCHEMA> reindex schema<SCHEMA> s [concurrently]"},
    {"REINDEX DATABASE", "<REINDEX DATABASE> reindex database<DATABASE>"},
    {"REINDEX SYSTEM CONCURRENTLY d", "<REINDEX SYSTEM> reindex database<SYSTEM> d [concurrently] [system]"},
    {"REFRESH MATERIALIZED VIEW CONCURRENTLY s.m", "<REFRESH MATERIALIZED VIEW> refresh s.m [concurrently]"},
    {"REFRESH MATERIALIZED VIEW m WITH NO DATA", "<REFRESH MATERIALIZED VIEW> refresh m [no data]"},
    {"CLUSTER s.t USING i", "<CLUSTER> cluster s.t"},
    {"CLUSTER", "<CLUSTER> cluster"},
    {"VACUUM (FULL, ANALYZE) a, s.b", "<VACUUM> vacuum a, s.b [full]"},
    {"VACUUM FULL", "<VACUUM> vacuum [full]"},
    {"VACUUM (FULL 0) a", "<VACUUM> vacuum a"},
    {"ANALYZE s.t (a)", "<ANALYZE> analyze s.t"},
};

const std::vector<Case> kSessions = {
    {"BEGIN", "<BEGIN> begin"},
    {"START TRANSACTION ISOLATION LEVEL SERIALIZABLE", "<START TRANSACTION> begin"},
    {"COMMIT AND CHAIN", "<COMMIT> commit"},
    {"END", "<END> commit"},
    {"ROLLBACK", "<ROLLBACK> rollback"},
    {"ABORT", "<ABORT> rollback"},
    {R"(SAVEPOINT "S")", R"(<SAVEPOINT> savepoint S<"S">)"},
    {"RELEASE SAVEPOINT s", "<RELEASE> release s"},
    {"ROLLBACK WORK TO SAVEPOINT s", "<ROLLBACK> rollback to s"},
    {"PREPARE TRANSACTION 'x'", "<PREPARE> prepare"},
    {"COMMIT PREPARED 'x'", "<COMMIT> commit prepared"},
    {"ROLLBACK PREPARED 'x'", "<ROLLBACK> rollback prepared"},
    {"SET lock_timeout = '5s'", "<SET> set lock_timeout '5s'"},
    {R"(SET LOCAL search_path TO a, "B", public)", "<SET> set search_path [local] 'a' 'B' 'public'"},
    {"SET Statement_Timeout TO DEFAULT", "<SET> set statement_timeout"},
    {R"(SET "Work_Mem" = 64)", "<SET> set work_mem '64'"},
    {"SET TIME ZONE INTERVAL '1' HOUR", "<SET> set timezone '1'"},
    {"SET TRANSACTION ISOLATION LEVEL SERIALIZABLE, READ ONLY",
     "<SET> set transaction 'transaction_isolation=serializable' 'transaction_read_only=1'"},
    {"SET app.rate = -1.5", "<SET> set app.rate '-1.5'"},
    {"SET check_function_bodies = false", "<SET> set check_function_bodies 'false'"},
    {"SET a TO on", "<SET> set a 'on'"},
    {"SET SCHEMA 's'", "<SET> set search_path 's'"},
    {"SELECT pg_catalog.set_config('Lock_Timeout', '5s', true)", "<SELECT> set lock_timeout [local] '5s'"},
    {R"(SELECT set_config('search_path', 'a, "B"', false))", "<SELECT> set search_path 'a' 'B'"},
    {"SELECT set_config('search_path', '', false)", "<SELECT> set search_path ''"},
    {"SET NAMES 'UTF8'", "<SET> set client_encoding 'UTF8'"},
    {"SET ROLE bob", "<SET> set role 'bob'"},
    {"RESET lock_timeout", "<RESET> reset lock_timeout"},
    {"RESET ALL", "<RESET> reset all"},
    {"ALTER SYSTEM SET work_mem = '1MB'", "<ALTER SYSTEM> alter system work_mem"},
    {"ALTER SYSTEM RESET ALL", "<ALTER SYSTEM> alter system all"},
};

const std::vector<Case> kOpaque = {
    {"ALTER COLLATION c REFRESH VERSION", "<ALTER COLLATION> opaque ALTER COLLATION"},
    {"ALTER DATABASE d REFRESH COLLATION VERSION", "<ALTER DATABASE> opaque ALTER DATABASE"},
    {"ALTER DATABASE d SET a = 1", "<ALTER DATABASE> opaque ALTER DATABASE"},
    {"ALTER DATABASE d WITH CONNECTION LIMIT 1", "<ALTER DATABASE> opaque ALTER DATABASE"},
    {"ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO x", "<ALTER DEFAULT PRIVILEGES> other"},
    {"ALTER EVENT TRIGGER e DISABLE", "<ALTER EVENT TRIGGER> opaque ALTER EVENT TRIGGER"},
    {"ALTER EXTENSION e ADD TABLE t", "<ALTER EXTENSION> opaque ALTER EXTENSION"},
    {"ALTER EXTENSION e UPDATE", "<ALTER EXTENSION> opaque ALTER EXTENSION"},
    {"ALTER FOREIGN DATA WRAPPER w OPTIONS (a 'b')",
     "<ALTER FOREIGN DATA WRAPPER> opaque ALTER FOREIGN DATA WRAPPER"},
    {"ALTER SERVER s VERSION '1'", "<ALTER SERVER> opaque ALTER SERVER"},
    {"ALTER OPERATOR FAMILY f USING btree DROP FUNCTION 1 (int, int)",
     "<ALTER OPERATOR FAMILY> opaque ALTER OPERATOR FAMILY"},
    {"ALTER OPERATOR + (int, int) SET (RESTRICT = f)", "<ALTER OPERATOR> opaque ALTER OPERATOR"},
    {"ALTER POLICY p ON t USING (true)", "<ALTER POLICY> alter policy p on t"},
    {"ALTER PUBLICATION p ADD TABLE t", "<ALTER PUBLICATION> other"},
    {"ALTER ROLE r SET a = 1", "<ALTER ROLE> opaque ALTER ROLE"},
    {"ALTER ROLE r LOGIN", "<ALTER ROLE> opaque ALTER ROLE"},
    {"ALTER STATISTICS s SET STATISTICS 1", "<ALTER STATISTICS> opaque ALTER STATISTICS"},
    {"ALTER SUBSCRIPTION s DISABLE", "<ALTER SUBSCRIPTION> opaque ALTER SUBSCRIPTION"},
    {"ALTER TEXT SEARCH CONFIGURATION c DROP MAPPING FOR a",
     "<ALTER TEXT SEARCH CONFIGURATION> opaque ALTER TEXT SEARCH CONFIGURATION"},
    {"ALTER TEXT SEARCH DICTIONARY d (a = b)",
     "<ALTER TEXT SEARCH DICTIONARY> opaque ALTER TEXT SEARCH DICTIONARY"},
    {"ALTER TABLESPACE t SET (a = 1)", "<ALTER TABLESPACE> opaque ALTER TABLESPACE"},
    {"ALTER TYPE t SET (receive = f)", "<ALTER TYPE> opaque ALTER TYPE"},
    {"ALTER USER MAPPING FOR u SERVER s OPTIONS (a 'b')", "<ALTER USER MAPPING> opaque ALTER USER MAPPING"},
    {"ALTER FUNCTION f() STABLE", "<ALTER FUNCTION> alter function f() volatility {stable}"},
    {"ALTER PROCEDURE p() SECURITY DEFINER", "<ALTER PROCEDURE> alter function p() security definer"},
    {"ALTER INDEX i DEPENDS ON EXTENSION e", "<ALTER INDEX> opaque ALTER INDEX"},
    {"CALL f()", "<CALL> opaque CALL"},
    {"CHECKPOINT", "<CHECKPOINT> opaque CHECKPOINT"},
    {"CLOSE c", "<CLOSE> opaque CLOSE"},
    {"CREATE ACCESS METHOD a TYPE INDEX HANDLER h", "<CREATE ACCESS METHOD> other"},
    {"CREATE OR REPLACE AGGREGATE a(int) (sfunc = f, stype = int)", "<CREATE OR REPLACE AGGREGATE> other"},
    {"CREATE CAST (a AS b) WITHOUT FUNCTION", "<CREATE CAST> other"},
    {"CREATE COLLATION c (locale = 'x')", "<CREATE COLLATION> other"},
    {"CREATE CONVERSION c FOR 'a' TO 'b' FROM f", "<CREATE CONVERSION> other"},
    {"CREATE DATABASE d", "<CREATE DATABASE> opaque CREATE DATABASE"},
    {"CREATE EVENT TRIGGER e ON ddl_command_start EXECUTE FUNCTION f()", "<CREATE EVENT TRIGGER> other"},
    {"CREATE FOREIGN DATA WRAPPER w", "<CREATE FOREIGN DATA WRAPPER> other"},
    {"CREATE LANGUAGE l HANDLER h", "<CREATE LANGUAGE> other"},
    {"CREATE OPERATOR + (function = f)", "<CREATE OPERATOR> other"},
    {"CREATE OPERATOR CLASS c FOR TYPE int USING btree AS STORAGE int", "<CREATE OPERATOR CLASS> other"},
    {"CREATE OPERATOR FAMILY f USING btree", "<CREATE OPERATOR FAMILY> other"},
    {"CREATE ROLE x", "<CREATE ROLE> create role x"},
    {"CREATE USER x", "<CREATE USER> create role x"},
    {"CREATE SERVER s FOREIGN DATA WRAPPER w", "<CREATE SERVER> other"},
    {"CREATE STATISTICS s ON a, b FROM t", "<CREATE STATISTICS> other"},
    {"CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p",
     "<CREATE SUBSCRIPTION> opaque CREATE SUBSCRIPTION"},
    {"CREATE TABLESPACE t LOCATION '/x'", "<CREATE TABLESPACE> opaque CREATE TABLESPACE"},
    {"CREATE TEXT SEARCH DICTIONARY d (template = simple)", "<CREATE TEXT SEARCH DICTIONARY> other"},
    {"CREATE TRANSFORM FOR a LANGUAGE b (FROM SQL WITH FUNCTION f(internal))",
     "<CREATE TRANSFORM> opaque CREATE TRANSFORM"},
    {"CREATE USER MAPPING FOR u SERVER s", "<CREATE USER MAPPING> opaque CREATE USER MAPPING"},
    {"DEALLOCATE a", "<DEALLOCATE> opaque DEALLOCATE"},
    {"DECLARE c CURSOR FOR SELECT 1", "<DECLARE> opaque DECLARE"},
    {"DISCARD ALL", "<DISCARD> opaque DISCARD"},
    {"DROP USER MAPPING FOR u SERVER s", "<DROP USER MAPPING> opaque DROP USER MAPPING"},
    {"EXECUTE a", "<EXECUTE> opaque EXECUTE"},
    {"EXPLAIN SELECT 1", "<EXPLAIN> opaque EXPLAIN"},
    {"FETCH 1 FROM c", "<FETCH> opaque FETCH"},
    {"MOVE c", "<MOVE> opaque MOVE"},
    {"GRANT a TO b", "<GRANT> opaque GRANT ROLE"},
    {"REVOKE a FROM b", "<REVOKE> opaque REVOKE ROLE"},
    {"IMPORT FOREIGN SCHEMA a FROM SERVER s INTO b", "<IMPORT FOREIGN SCHEMA> opaque IMPORT FOREIGN SCHEMA"},
    {"LISTEN x", "<LISTEN> opaque LISTEN"},
    {"LOAD 'x'", "<LOAD> opaque LOAD"},
    {"MERGE INTO a USING b ON true WHEN MATCHED THEN DELETE", "<MERGE> opaque MERGE"},
    {"NOTIFY x", "<NOTIFY> opaque NOTIFY"},
    {"PREPARE a AS SELECT 1", "<PREPARE> opaque PREPARE"},
    {"REASSIGN OWNED BY a TO b", "<REASSIGN OWNED> reassign owned by a to {b}"},
    {"SECURITY LABEL ON TABLE t IS 'x'", "<SECURITY LABEL> opaque SECURITY LABEL"},
    {"SET CONSTRAINTS ALL DEFERRED", "<SET CONSTRAINTS> opaque SET CONSTRAINTS"},
    {"SHOW x", "<SHOW> opaque SHOW"},
    {"UNLISTEN x", "<UNLISTEN> opaque UNLISTEN"},
};

INSTANTIATE_TEST_SUITE_P(All, Statements,
                         testing::Values(Group{"Drops", &kDrops}, Group{"Changes", &kChanges},
                                         Group{"Types", &kTypes}, Group{"Objects", &kObjects},
                                         Group{"Code", &kCode}, Group{"Reads", &kReads},
                                         Group{"Data", &kData}, Group{"Maintenance", &kMaintenance},
                                         Group{"Sessions", &kSessions}, Group{"Opaque", &kOpaque}),
                         [](const testing::TestParamInfo<Group>& group) {
                           return std::string(group.param.name);
                         });

// As long as the rows are, none of their values is looked at.
TEST(Insert, CountsManyRows) {
  std::string sql = "INSERT INTO t VALUES (1, (SELECT 1))";
  for (int i = 1; i < 100'000; ++i) sql += ", (1, (SELECT 1))";
  EXPECT_EQ(describe(sql, Spans::not_printed), "insert t 100000 rows");
}

TEST(Reads, AreFoundInDeepQueries) {
  std::string sql = "SELECT 1 FROM a";
  for (int i = 0; i < 50'000; ++i) sql += " UNION ALL SELECT 1 FROM a";
  EXPECT_EQ(describe(sql, Spans::not_printed), "select reads a");
  sql = "SELECT 1 FROM b";
  for (int i = 0; i < 1'000; ++i) sql = "SELECT 1 FROM (" + sql + ") q";
  EXPECT_EQ(describe(sql, Spans::not_printed), "select reads b");
}

}  // namespace
}  // namespace lockstep
