// Expressions: what they are read as, where their nodes stand, and what can be asked of them.
#include "parser/expr.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parser/script.h"
#include "parser/type_name.h"

namespace lockstep {
namespace {

constexpr std::string_view kBefore = "DELETE FROM t WHERE ";

// Empty, with a failure noted, when the text is no expression.
Expr parse(const std::string& text, bool spans = true) {
  const SourceFile source("test.sql", std::string(kBefore) + text);
  ScriptReader reader(source, {.spans = spans});
  std::vector<Statement> statements = reader.next();
  auto* fact = statements.size() == 1 ? std::get_if<action::Delete>(&statements.front().action) : nullptr;
  if (fact == nullptr) {
    ADD_FAILURE() << "no expression: " << text.substr(0, 200);
    return {};
  }
  return std::move(fact->where);
}

const char* kind_name(ExprKind kind) {
  static constexpr std::array kNames = {
      "null",     "boolean",   "integer",     "numeric",   "string", "bit_string", "column", "parameter",
      "function", "sql_value", "op",          "op_any",    "op_all", "between",    "and",    "or",
      "not",      "is_null",   "is_not_null", "bool_test", "cast",   "collate",    "case",   "array",
      "row",      "list",      "subscript",   "subquery",  "opaque"};
  return kNames[static_cast<std::size_t>(kind)];
}

// In prefix order: kind qualifier.text, children in parentheses.
std::string outline(const Expr& expr) {
  std::string text;
  std::vector<std::uint32_t> left;  // children still to come, of each open node
  for (const Expr::Node& node : expr.nodes()) {
    text += kind_name(node.kind);
    const std::string value = node.kind == ExprKind::cast ? to_text(expr.type(node)) : node.text;
    if (!value.empty()) text += " " + (node.qualifier.empty() ? "" : node.qualifier + ".") + value;
    if (node.children > 0) {
      text += "(";
      left.push_back(node.children);
      continue;
    }
    while (!left.empty() && --left.back() == 0) {
      text += ")";
      left.pop_back();
    }
    if (!left.empty()) text += ", ";
  }
  return text;
}

struct Reading {
  const char* sql;
  const char* outline;
};

TEST(Expr, IsReadFromEveryKindOfNode) {
  static constexpr Reading kReadings[] = {
      {"a", "column a"},
      {"a.b", "column a.b"},
      {R"("A b".c."d.e")", "column A b.c.d.e"},
      {"s.t.a", "column s.t.a"},
      {"t.*", "column t.*"},
      {"NULL", "null"},
      {"true", "boolean true"},
      {"42", "integer 42"},
      {"-42", "integer -42"},
      {"-(-1)", "integer 1"},
      {"- a", "op -(column a)"},
      {"3000000000", "integer 3000000000"},
      {"1.50", "numeric 1.50"},
      {"1e10", "numeric 1e10"},
      {"0x1F", "integer 31"},
      {"'x''y'", "string x'y"},
      {"$$it's$$", "string it's"},
      {"b'01'", "bit_string b01"},
      {"X'1F'", "bit_string x1F"},
      {"$1", "parameter $1"},
      {"a = 1", "op =(column a, integer 1)"},
      {"a != b", "op <>(column a, column b)"},
      {"a OPERATOR(s.+) b", "op s.+(column a, column b)"},
      {"@ a", "op @(column a)"},
      {"a IS DISTINCT FROM b", "op is distinct from(column a, column b)"},
      {"a IS NOT DISTINCT FROM b", "op is not distinct from(column a, column b)"},
      {"a LIKE 'x'", "op ~~(column a, string x)"},
      {"a NOT ILIKE 'x' ESCAPE '!'",
       "op !~~*(column a, function pg_catalog.like_escape(string x, string !))"},
      {"a SIMILAR TO 'x'", "op ~(column a, function pg_catalog.similar_to_escape(string x))"},
      {"a + b * c - d", "op -(op +(column a, op *(column b, column c)), column d)"},
      {"(a + b) * c", "op *(op +(column a, column b), column c)"},
      {"a = ANY (b)", "op_any =(column a, column b)"},
      {"a <> ALL ('{1}'::int[])", "op_all <>(column a, cast integer[](string {1}))"},
      {"a IN (1, 2)", "op_any =(column a, list(integer 1, integer 2))"},
      {"a NOT IN (1)", "op_all <>(column a, list(integer 1))"},
      {"a IN (SELECT 1)", "op_any =(column a, subquery (SELECT 1))"},
      {"a NOT IN (SELECT 1)", "not(op_any =(column a, subquery (SELECT 1)))"},
      {"a < ANY (SELECT 1)", "op_any <(column a, subquery (SELECT 1))"},
      {"a LIKE ALL (b)", "op_all ~~(column a, column b)"},
      {"a BETWEEN 1 AND 2", "between between(column a, integer 1, integer 2)"},
      {"a NOT BETWEEN SYMMETRIC 1 AND 2", "between not between symmetric(column a, integer 1, integer 2)"},
      {"a AND b AND (c OR NOT d)", "and(column a, column b, or(column c, not(column d)))"},
      {"a IS NULL", "is_null(column a)"},
      {"a NOTNULL", "is_not_null(column a)"},
      {"a IS NOT UNKNOWN", "bool_test is not unknown(column a)"},
      {"a IS TRUE", "bool_test is true(column a)"},
      {"a IS JSON", "bool_test is json(column a)"},
      {"a IS NOT JSON OBJECT WITH UNIQUE KEYS", "not(bool_test is json object with unique keys(column a))"},
      {"a IS DOCUMENT", "bool_test is document(column a)"},
      {"now()", "function now"},
      {"pg_catalog.now()", "function pg_catalog.now"},
      {R"(public."F"(a, b))", "function public.F(column a, column b)"},
      {"f(a, b => 1, VARIADIC c)", "function f(column a, op b.=>(integer 1), op VARIADIC(column c))"},
      {"coalesce(a, 'x')", "function coalesce(column a, string x)"},
      {"greatest(a, b)", "function greatest(column a, column b)"},
      {"least(a)", "function least(column a)"},
      {"nullif(a, b)", "function nullif(column a, column b)"},
      {"extract(year FROM a)", "function pg_catalog.extract(string year, column a)"},
      {"a AT TIME ZONE 'UTC'", "function pg_catalog.timezone(string UTC, column a)"},
      {"CURRENT_TIMESTAMP", "sql_value current_timestamp"},
      {"current_timestamp(3)", "sql_value current_timestamp(integer 3)"},
      {"CURRENT_USER", "sql_value current_user"},
      {"a::text::varchar(10)", "cast varchar(10)(cast text(column a))"},
      {"CAST(a AS numeric(10, 2))", "cast numeric(10,2)(column a)"},
      {"TIMESTAMP '2020-01-01'", "cast timestamp(string 2020-01-01)"},
      {"interval '1' day", "cast interval day(string 1)"},
      {"app.mood 'x'", "cast app.mood(string x)"},
      {R"(a COLLATE s."C")", "collate s.C(column a)"},
      {"CASE WHEN a THEN 1 ELSE 2 END", "case(column a, integer 1, integer 2)"},
      {"CASE a WHEN 1 THEN 2 WHEN 3 THEN 4 END",
       "case operand(column a, integer 1, integer 2, integer 3, integer 4)"},
      {"ARRAY[1, a]", "array(integer 1, column a)"},
      {"ARRAY[[1], [2]]", "array(array(integer 1), array(integer 2))"},
      {"ROW(1, a)", "row(integer 1, column a)"},
      {"(1, a) = ROW()", "op =(row(integer 1, column a), row)"},
      {"a[1]", "subscript(column a, integer 1)"},
      {"a[1:2]", "subscript :(column a, integer 1, integer 2)"},
      {"a[:2][3]", "subscript(subscript :(column a, opaque, integer 2), integer 3)"},
      {"(a).b", "subscript b(column a)"},
      {"(f(a)).*", "subscript *(function f(column a))"},
      {"(a).b[1].c", "subscript c(subscript(subscript b(column a), integer 1))"},
      {"(SELECT 1)", "subquery (SELECT 1)"},
      {"EXISTS (SELECT 1 WHERE ')' = a)", "subquery EXISTS (SELECT 1 WHERE ')' = a)"},
      {"ARRAY(SELECT 1)", "subquery ARRAY(SELECT 1)"},
      {"count(*)", "opaque aggregate.count(*)"},
      {"count(DISTINCT a)", "opaque aggregate.count(DISTINCT a)"},
      {"sum(a) FILTER (WHERE b)", "opaque aggregate.sum(a) FILTER (WHERE b)"},
      {"rank() OVER w", "opaque over.rank() OVER w"},
      {"f(a) WITHIN GROUP (ORDER BY b)", "opaque aggregate.f(a) WITHIN GROUP (ORDER BY b)"},
      {"array_agg(a ORDER BY b) OVER (PARTITION BY c)",
       "opaque over.array_agg(a ORDER BY b) OVER (PARTITION BY c)"},
      {"xmlelement(name a)", "opaque xmlelement(name a)"},
      {"xmlserialize(content a AS text)", "opaque xmlserialize(content a AS text)"},
      {"JSON_OBJECT('a': 1)", "opaque JSON_OBJECT('a': 1)"},
      {"json_value(a, '$')", "opaque json_value(a, '$')"},
      {"json_objectagg(a: b) FILTER (WHERE c)", "opaque json_objectagg(a: b) FILTER (WHERE c)"},
      {"GROUPING(a)", "function grouping(column a)"},
      {"MERGE_ACTION()", "opaque MERGE_ACTION()"},
      {"CURRENT OF c", "opaque CURRENT OF c"},
  };
  for (const Reading& reading : kReadings) {
    EXPECT_EQ(outline(parse(reading.sql)), reading.outline) << reading.sql;
    EXPECT_EQ(parse(reading.sql), parse(reading.sql, false)) << reading.sql;
  }
}

// Texts under the spans of all nodes, in prefix order.
std::vector<std::string> places(const std::string& sql) {
  const std::string file = std::string(kBefore) + sql;
  std::vector<std::string> result;
  const Expr expr = parse(sql);
  for (const Expr::Node& node : expr.nodes())
    result.push_back(file.substr(node.span.begin, node.span.size()));
  return result;
}

using Places = std::vector<std::string>;

TEST(Expr, KnowsWhereItsNodesStand) {
  EXPECT_EQ(places("a + -1"), (Places{"a + -1", "a", "-1"}));
  EXPECT_EQ(places("(\"A b\" . c) * ((2))"), (Places{"(\"A b\" . c) * ((2))", "\"A b\" . c", "2"}));
  EXPECT_EQ(places("- (-(1)) = - a"), (Places{"- (-(1)) = - a", "- (-(1))", "- a", "a"}));
  EXPECT_EQ(places("f (a, 'b)') IS NOT NULL"),
            (Places{"f (a, 'b)') IS NOT NULL", "f (a, 'b)')", "a", "'b)'"}));
  EXPECT_EQ(places("CAST(a AS numeric(10, 2))::text"),
            (Places{"CAST(a AS numeric(10, 2))::text", "CAST(a AS numeric(10, 2))", "a"}));
  EXPECT_EQ(places("timestamp(3) 'now' > é"),
            (Places{"timestamp(3) 'now' > é", "timestamp(3) 'now'", "'now'", "é"}));
  EXPECT_EQ(places("(a) NOT IN ((1), 2)"), (Places{"(a) NOT IN ((1), 2)", "a", "((1), 2)", "1", "2"}));
  EXPECT_EQ(places("a = ANY (b) AND NOT c"),
            (Places{"a = ANY (b) AND NOT c", "a = ANY (b)", "a", "b", "NOT c", "c"}));
  EXPECT_EQ(places("CASE WHEN a THEN (1) END"), (Places{"CASE WHEN a THEN (1) END", "a", "1"}));
  EXPECT_EQ(places("(a).b[1 + c]"), (Places{"(a).b[1 + c]", "(a).b", "a", "1 + c", "1", "c"}));
  EXPECT_EQ(places("ARRAY[[1], [a]]"), (Places{"ARRAY[[1], [a]]", "[1]", "1", "[a]", "a"}));
  EXPECT_EQ(places("(a COLLATE s.\"C\") IS JSON"),
            (Places{"(a COLLATE s.\"C\") IS JSON", "a COLLATE s.\"C\"", "a"}));
  EXPECT_EQ(places("EXISTS (SELECT ')') OR count(*) > 1"),
            (Places{"EXISTS (SELECT ')') OR count(*) > 1", "EXISTS (SELECT ')')", "count(*) > 1", "count(*)",
                    "1"}));
  EXPECT_EQ(places("a IN /* ( */ (SELECT 1)"), (Places{"a IN /* ( */ (SELECT 1)", "a", "(SELECT 1)"}));
  EXPECT_EQ(places("f(b => 1, VARIADIC c)"), (Places{"f(b => 1, VARIADIC c)", "b => 1", "1", "c", "c"}));
}

TEST(Expr, IsEqualWhereverAndHoweverItIsWritten) {
  EXPECT_EQ(parse("a+1 = ((b))"), parse("  a /* c */ + 1=b"));
  EXPECT_EQ(parse("\"a\"::int"), parse("CAST(A AS integer)"));
  EXPECT_EQ(parse("a <> 'b'"), parse("a != 'b'"));
  EXPECT_EQ(Expr(), Expr());
  for (const auto& [one, other] :
       {std::pair("a", "\"A\""), std::pair("a", "'a'"), std::pair("a.b", "b"), std::pair("a + b", "a - b"),
        std::pair("a + b", "b + a"), std::pair("a::int", "a::bigint"),
        std::pair("a::varchar(1)", "a::varchar(2)"), std::pair("a::int", "a::int[]"),
        std::pair("f(a, b)", "f(a + b)"), std::pair("f(a)", "g.f(a)"), std::pair("f(a)", "f(VARIADIC a)"),
        std::pair("f(b => 1)", "f(c => 1)"), std::pair("(a AND b) OR c", "a AND (b OR c)"),
        std::pair("a - (b - c)", "a - b - c"), std::pair("1", "1.0"),
        std::pair("CURRENT_TIMESTAMP", "CURRENT_TIMESTAMP(3)"), std::pair("count(*)", "count(a)"),
        std::pair("a COLLATE b", "a COLLATE c")}) {
    EXPECT_FALSE(parse(one) == parse(other)) << one << " and " << other;
  }
}

TEST(Expr, GivesItsChildren) {
  const Expr expr = parse("f(a + b, c, 1) = d");
  EXPECT_EQ(expr.children(0), (std::vector<std::uint32_t>{1, 7}));
  EXPECT_EQ(expr.children(1), (std::vector<std::uint32_t>{2, 5, 6}));
  EXPECT_TRUE(expr.children(7).empty());
}

TEST(Expr, TakesOffCasts) {
  const Expr casts = parse("'{}'::json::jsonb");
  EXPECT_EQ(casts.without_casts(), 2U);
  EXPECT_EQ(casts.nodes()[casts.without_casts()].text, "{}");
  EXPECT_EQ(parse("a").without_casts(), 0U);
  EXPECT_EQ(parse("a = b::text").without_casts(2), 3U);
}

TEST(Expr, HandsOutSubtrees) {
  const Expr expr = parse("a::int = b::varchar(3)::text");
  EXPECT_EQ(expr.subtree(0), expr);
  EXPECT_EQ(expr.subtree(3), parse("b::varchar(3)::text"));
  EXPECT_EQ(expr.subtree(4), parse("b::varchar(3)"));
  EXPECT_EQ(expr.subtree(5), parse("b"));
}

TEST(Expr, IsWrittenBackReadably) {
  static constexpr std::pair<const char*, const char*> kTexts[] = {
      {"a+b*c", "a + b * c"},
      {"(a+b)*c", "(a + b) * c"},
      {"a-(b-c)", "a - (b - c)"},
      {"(a-b)-c", "a - b - c"},
      {"NOT (a AND b)", "NOT (a AND b)"},
      {"(NOT a) AND b", "NOT a AND b"},
      {"(a OR b) AND c", "(a OR b) AND c"},
      {"a AND b OR c", "a AND b OR c"},
      {"(a = b) = c", "(a = b) = c"},
      {"(a AND b) IS NULL", "(a AND b) IS NULL"},
      {"a IS NULL", "a IS NULL"},
      {"a in(1,'b')", "a IN (1, 'b')"},
      {"a NOT IN (1)", "a NOT IN (1)"},
      {"a = any(b)", "a = ANY (b)"},
      {"a <> ALL (ARRAY[1])", "a <> ALL (ARRAY[1])"},
      {"a LIKE ANY (b)", "a LIKE ANY (b)"},
      {"a IN (SELECT 1)", "a IN (SELECT 1)"},
      {"a < ALL (SELECT 1)", "a < ALL (SELECT 1)"},
      {"a NOT BETWEEN 1 AND 2", "a NOT BETWEEN 1 AND 2"},
      {"(a BETWEEN 1 AND 2) = b", "a BETWEEN 1 AND 2 = b"},
      {"-(-a)", "-(-a)"},
      {"(-1)::text", "(-1)::text"},
      {"-(1::int)", "-1::integer"},
      {"(a + b)::text", "(a + b)::text"},
      {R"((a || b) COLLATE "C")", R"((a || b) COLLATE "C")"},
      {"a LIKE 'x%' AND b !~~* c", "a LIKE 'x%' AND b NOT ILIKE c"},
      {R"("User"."id" = "select")", R"("User".id = "select")"},
      {R"(public."F"(b => 1))", R"(public."F"(b => 1))"},
      {"f(VARIADIC a)", "f(VARIADIC a)"},
      {"coalesce(a, NULL)", "coalesce(a, NULL)"},
      {"current_timestamp(3)", "CURRENT_TIMESTAMP(3)"},
      {"CURRENT_DATE", "CURRENT_DATE"},
      {"a::varchar(3)", "a::varchar(3)"},
      {"'a''b'", "'a''b'"},
      {"X'1F'", "x'1F'"},
      {"CASE WHEN a THEN 1 ELSE 2 END", "CASE WHEN a THEN 1 ELSE 2 END"},
      {"CASE a WHEN 1 THEN 2 END", "CASE a WHEN 1 THEN 2 END"},
      {"ARRAY[1,2]", "ARRAY[1, 2]"},
      {"ROW(1)", "ROW(1)"},
      {"(1, 2)", "ROW(1, 2)"},
      {"a[1][2:3]", "a[1][2:3]"},
      {"a[:2]", "a[:2]"},
      {"(a).b", "(a).b"},
      {"(f(a)).*", "(f(a)).*"},
      {"a IS NOT DISTINCT FROM b", "a IS NOT DISTINCT FROM b"},
      {"a is not unknown", "a IS NOT UNKNOWN"},
      {"NOT a IS JSON", "NOT a IS JSON"},
      {"$1", "$1"},
      {"EXISTS (SELECT 1)", "EXISTS (SELECT 1)"},
  };
  for (const auto& [sql, text] : kTexts) {
    EXPECT_EQ(parse(sql).to_text(), text);
    EXPECT_EQ(parse(text), parse(sql));
  }
  EXPECT_EQ(parse("a LIKE 'x' ESCAPE '!'").to_text(), "a LIKE like_escape('x', '!')");
  EXPECT_EQ(parse("extract(year FROM a)").to_text(), "extract('year', a)");
  EXPECT_EQ(Expr().to_text(), "");
}

TEST(Expr, CutsLongTexts) {
  const Expr expr = parse("abcdefgh = 'ééééé'");
  EXPECT_EQ(expr.to_text(23), "abcdefgh = 'ééééé'");
  EXPECT_EQ(expr.to_text(22), "abcdefgh = 'ééé...");
  EXPECT_EQ(expr.to_text(21), "abcdefgh = 'ééé...");
  EXPECT_EQ(expr.to_text(20), "abcdefgh = 'éé...");
  EXPECT_EQ(expr.to_text(3), "...");
  EXPECT_EQ(parse("a = 'x\n y'\n").to_text(), "a = 'x  y'");
  EXPECT_EQ(parse("a = (SELECT\n  1)").to_text(), "a = (SELECT 1)");
}

std::string repeat(std::string_view text, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) result += text;
  return result;
}

// Deep on the left, as Postgres reads a sum, and flat, as it reads AND.
TEST(Expr, MayHaveManyTerms) {
  for (const auto& [term, times] :
       {std::pair(" + 1", 200'000), std::pair("::text", 20'000), std::pair(" AND a", 20'000)}) {
    const Expr expr = parse("a" + repeat(term, times));
    ASSERT_FALSE(expr.empty());
    EXPECT_EQ(expr.root().size, expr.nodes().size());
    EXPECT_GT(expr.nodes().size(), static_cast<std::size_t>(times));
    EXPECT_EQ(expr.subtree(0), expr);
    EXPECT_EQ(expr.to_text().size(), 80U);
  }
}

TEST(Expr, MayNestDeeply) {
  for (const auto& [open, close] : {std::pair("(", ")"), std::pair("f(", ")"), std::pair("- ", ""),
                                    std::pair("NOT ", ""), std::pair("ARRAY[", "]")}) {
    constexpr int kLevels = 2'000;
    const Expr expr = parse(repeat(open, kLevels) + "b" + repeat(close, kLevels));
    ASSERT_FALSE(expr.empty()) << open;
    EXPECT_EQ(expr.root().size, expr.nodes().size());
  }
  EXPECT_EQ(parse(repeat("(", 9'000) + "b" + repeat(")", 9'000)), parse("b"));
}

TypeName type_of(const std::string& type) {
  const Expr expr = parse("CAST(a AS " + type + ")");
  return expr.empty() ? TypeName() : expr.type(expr.root());
}

TEST(TypeName, IsReadAndWritten) {
  static constexpr std::pair<const char*, const char*> kTypes[] = {
      {"int", "integer"},
      {"int4", "integer"},
      {"pg_catalog.int8", "bigint"},
      {"smallint", "smallint"},
      {"text", "text"},
      {"\"text\"", "text"},
      {"varchar", "varchar"},
      {"character varying(10)", "varchar(10)"},
      {"char", "char(1)"},
      {"\"char\"", "\"char\""},
      {"bpchar", "bpchar"},
      {"numeric(10, 2)", "numeric(10,2)"},
      {"decimal(3,-1)", "numeric(3,-1)"},
      {"float(3)", "real"},
      {"double precision", "double precision"},
      {"bit varying(3)", "bit varying(3)"},
      {"timestamp(3)", "timestamp(3)"},
      {"timestamp with time zone", "timestamptz"},
      {"time(0) with time zone", "timetz(0)"},
      {"interval", "interval"},
      {"interval(3)", "interval(3)"},
      {"interval year to month", "interval year to month"},
      {"interval day to second(2)", "interval day to second(2)"},
      {"interval second", "interval second"},
      {"json", "json"},
      {"text[][3]", "text[][]"},
      {"int ARRAY[4]", "integer[]"},
      {"\"Mood\"", "\"Mood\""},
      {"app.\"Mood\"[]", "app.\"Mood\"[]"},
      {"app.\"user\"", "app.\"user\""},
      {"geometry(Point, 4326)", "geometry(4326)"},
      {"setof app.x", "setof app.x"},
  };
  for (const auto& [sql, text] : kTypes) EXPECT_EQ(to_text(type_of(sql)), text) << sql;
}

TEST(TypeName, KeepsWhatTheGrammarSays) {
  EXPECT_EQ(type_of("int").schema, "pg_catalog");
  EXPECT_EQ(type_of("int4").schema, "");
  EXPECT_EQ(type_of("serial").name, "serial");
  EXPECT_EQ(type_of("db.app.x").schema, "app");
  EXPECT_EQ(type_of("interval(3)").modifiers, (std::vector<std::int32_t>{0x7FFF, 3}));
  EXPECT_EQ(type_of("text[][3]").array_dimensions, 2);
}

TEST(QuoteIdentifier, QuotesWhatNeedsIt) {
  for (const char* plain : {"a", "_a1", "orders", "name", "type", "value"})
    EXPECT_EQ(quote_identifier(plain), plain);
  for (const char* other :
       {"", "A", "1a", "a b", "a-b", "é", "a.b", "select", "user", "order", "int", "coalesce", "left"}) {
    EXPECT_EQ(quote_identifier(other), "\"" + std::string(other) + "\"");
  }
  EXPECT_EQ(quote_identifier("a\"b"), "\"a\"\"b\"");
}

}  // namespace
}  // namespace lockstep
