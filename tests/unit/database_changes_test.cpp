// What changes of a schema file mean for the database: each kind of change, and beside it the near miss
// that is none.
#include "schema/database_changes.h"

#include <gtest/gtest.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep::schema {
namespace {

struct Case {
  const char* name;
  std::string before;
  std::string after;
  std::string expected;  // phrases, a line each
};

// Lines of a model that has an `id` of its own.
const Case kLines[] = {
    {"Nothing", "x Int", "x Int", ""},
    {"ColumnAdded", "", "x Int", "\ncolumn \"x\" was added to \"A\""},
    {"ColumnRemoved", "x Int", "", "\ncolumn \"x\" was removed from \"A\""},
    {"ColumnRenamed", "x Int", "y Int",
     "\ncolumn \"x\" was removed from \"A\"\ncolumn \"y\" was added to \"A\""},
    {"FieldRenamed", "x Int @unique", "y Int @unique @map(\"x\")", ""},
    {"FieldsMoved", "x Int\n  y Int", "y Int\n  x Int", ""},
    {"FieldIgnored", "x Int", "x Int @ignore", ""},
    {"CommentsAndBlanks", "x Int", "/// doc\n  x    Int // more", ""},

    {"Type", "x Int", "x BigInt", "\ncolumn \"x\" of \"A\" changed from integer to bigint"},
    {"NativeType", "x String", "x String @db.VarChar(20)",
     "\ncolumn \"x\" of \"A\" changed from text to varchar(20)"},
    {"NativeTypeArgument", "x Decimal @db.Decimal(10,2)", "x Decimal @db.Decimal(10, 3)",
     "\ncolumn \"x\" of \"A\" changed from numeric(10,2) to numeric(10,3)"},
    {"DecimalWithItsDefault", "x Decimal @db.Decimal(65,30)", "x Decimal", ""},
    {"DateTimeWithItsDefault", "x DateTime", "x DateTime @db.Timestamp(3)", ""},
    {"ImpliedLengthOfChar", "x String @db.Char", "x String @db.Char(1)", ""},
    {"ImpliedPrecision", "x DateTime @db.Timestamptz", "x DateTime @db.Timestamptz(6)", ""},
    {"List", "x Int", "x Int[]", "\ncolumn \"x\" of \"A\" changed from integer to integer[]"},
    {"Unsupported", "x Unsupported(\"vector(3)\")", "x Unsupported(\"vector(4)\")",
     "\ncolumn \"x\" of \"A\" changed from vector(3) to vector(4)"},
    {"UnsupportedBlanks", "x Unsupported(\"double precision\")", "x Unsupported(\"DOUBLE  PRECISION\")", ""},
    {"UnsupportedModifier", "x Unsupported(\"geometry(Point, 4326)\")",
     "x Unsupported(\"geometry(Line, 4326)\")",
     "\ncolumn \"x\" of \"A\" changed from \"geometry(Point, 4326)\" to \"geometry(Line, 4326)\""},
    {"Optional", "x Int", "x Int?", "\ncolumn \"x\" of \"A\" became optional"},
    {"Required", "x Int?", "x Int", "\ncolumn \"x\" of \"A\" became required"},

    {"DefaultAdded", "x Int", "x Int @default(1)", "\ncolumn \"x\" of \"A\" got a default"},
    {"DefaultRemoved", "x Int @default(1)", "x Int", "\ncolumn \"x\" of \"A\" lost its default"},
    {"DefaultChanged", "x Int @default(1)", "x Int @default(2)",
     "\ncolumn \"x\" of \"A\" got another default"},
    {"DefaultOfAList", "x Int[] @default([1, 2])", "x Int[] @default([2, 1])",
     "\ncolumn \"x\" of \"A\" got another default"},
    {"EmptyListForNone", "x Int[]", "x Int[] @default([])", "\ncolumn \"x\" of \"A\" got a default"},
    {"Autoincrement", "x Int", "x Int @default(autoincrement())", "\ncolumn \"x\" of \"A\" got a default"},
    {"NumberWrittenDifferently", "x Decimal @default(1.10)", "x Decimal @default(1.1)", ""},
    {"FloatWrittenDifferently", "x Float @default(2.0)", "x Float @default(2)", ""},
    {"JsonBlanks", R"(x Json @default("{\"a b\": [1, 2]}"))", R"(x Json @default("{ \"a b\":[1,2] }"))", ""},
    {"JsonValue", R"(x Json @default("{\"a b\": 1}"))", R"(x Json @default("{\"ab\": 1}"))",
     "\ncolumn \"x\" of \"A\" got another default"},
    {"StringBlanks", "x String @default(\"a b\")", "x String @default(\"ab\")",
     "\ncolumn \"x\" of \"A\" got another default"},
    {"ClientDefault", "x String", "x String @default(uuid())", ""},
    {"AnotherClientDefault", "x String @default(cuid())", "x String @default(nanoid(5))", ""},
    {"UpdatedAt", "x DateTime", "x DateTime @updatedAt", ""},
    {"DatabaseDefaultForAClients", "x String @default(uuid()) @db.Uuid",
     "x String @default(dbgenerated(\"gen_random_uuid()\")) @db.Uuid",
     "\ncolumn \"x\" of \"A\" got a default"},
    {"ExpressionWrittenDifferently", "x String @default(dbgenerated(\"f(1,'a')\"))",
     "x String @default(dbgenerated(\"F( 1, 'a' )\"))", ""},
    {"ExpressionChanged", "x String @default(dbgenerated(\"f(1,'a')\"))",
     "x String @default(dbgenerated(\"f(1,'A')\"))", "\ncolumn \"x\" of \"A\" got another default"},
    {"NowInSql", "x DateTime @default(dbgenerated(\"now()\"))", "x DateTime @default(now())", ""},
    {"CurrentTimestamp", "x DateTime @default(dbgenerated(\"CURRENT_TIMESTAMP\"))",
     "x DateTime @default(now())", ""},
    {"OtherClock", "x DateTime @default(dbgenerated(\"clock_timestamp()\"))", "x DateTime @default(now())",
     "\ncolumn \"x\" of \"A\" got another default"},
    {"LiteralInSql", "x String @default(dbgenerated(\"'it''s'::text\"))", "x String @default(\"it's\")", ""},
    {"CastThatCuts", "x DateTime @default(dbgenerated(\"now()::date\"))", "x DateTime @default(now())",
     "\ncolumn \"x\" of \"A\" got another default"},
    {"UnknownDefault", "x String @default(dbgenerated())", "x String @default(\"x\")", ""},
    {"NotSql", "x String @default(dbgenerated(\"1); DROP TABLE a; --\"))",
     "x String @default(dbgenerated(\"2); DROP TABLE a; --\"))",
     "\ncolumn \"x\" of \"A\" got another default"},

    {"UniqueAdded", "x Int", "x Int @unique", "\nunique index \"A_x_key\" was added to \"A\""},
    {"UniqueOnTheModel", "x Int @unique", "x Int\n  @@unique([x])", ""},
    {"UniqueForTheClient", "x Int @unique", "x Int\n  @@unique([x], name: \"by_x\")", ""},
    {"UniqueRenamed", "x Int @unique", "x Int @unique(map: \"by_x\")",
     "\nunique index \"A_x_key\" of \"A\" was renamed to \"by_x\""},
    {"UniqueWithItsOwnName", "x Int @unique", "x Int @unique(map: \"A_x_key\")", ""},
    {"UniqueOrder", "x Int @unique", "x Int @unique(sort: Desc)",
     "\nunique index \"A_x_key\" of \"A\" changed"},
    {"IndexForUnique", "x Int\n  @@unique([x], map: \"i\")", "x Int\n  @@index([x], map: \"i\")",
     "\nindex \"i\" of \"A\" changed"},
    {"IndexAdded", "x Int", "x Int\n  @@index([x, id])", "\nindex \"A_x_id_idx\" was added to \"A\""},
    {"IndexRemoved", "x Int\n  @@index([x])", "x Int", "\nindex \"A_x_idx\" was removed from \"A\""},
    {"IndexWithItsDefaults", "x Int\n  @@index([x])", "x Int\n  @@index(fields: [x(sort: Asc)], type: BTree)",
     ""},
    {"IndexMethod", "x Int\n  @@index([x])", "x Int\n  @@index([x], type: Hash)",
     "\nindex \"A_x_idx\" of \"A\" changed"},
    {"IndexOperatorClass", "x Json\n  @@index([x], type: Gin)",
     "x Json\n  @@index([x(ops: JsonbPathOps)], type: Gin)", "\nindex \"A_x_idx\" of \"A\" changed"},
    {"IndexDefaultOperatorClass", "x Json\n  @@index([x], type: Gin)",
     "x Json\n  @@index([x(ops: JsonbOps)], type: Gin)", ""},
    {"IndexOperatorClassInSql", "x Json\n  @@index([x(ops: JsonbPathOps)], type: Gin)",
     "x Json\n  @@index([x(ops: raw(\"jsonb_path_ops\"))], type: Gin)", ""},
    {"IndexesSwapped", "x Int\n  y Int\n  @@index([x], map: \"a\")\n  @@index([y], map: \"b\")",
     "x Int\n  y Int\n  @@index([y], map: \"b\")\n  @@index([x], map: \"a\")", ""},
    {"IndexPredicate", "x Int\n  @@index([x], where: { x: 1 })", "x Int\n  @@index([x], where: { x: 2 })",
     "\nindex \"A_x_idx\" of \"A\" changed"},
    {"IndexPredicateInSql", "x Int\n  @@index([x], where: { x: 1, id: null })",
     "x Int\n  @@index([x], where: raw(\"(x = 1) and id is null\"))", ""},
    {"IndexPredicateAdded", "x Int\n  @@index([x])", "x Int\n  @@index([x], where: raw(\"x = 1\"))",
     "\nindex \"A_x_idx\" of \"A\" changed"},
};

std::string model_with(const std::string& line) { return "model A {\n  id Int @id\n  " + line + "\n}\n"; }
const std::string kOneToMany =
    "model A {\n  id Int @id\n  bs B[]\n}\n"
    "model B {\n  id Int @id\n  a A @relation(fields: [id], references: [id])\n}\n";

const Case kSchemas[] = {
    {"TableAdded", "", kOneToMany, "\ntable \"A\" was added\ntable \"B\" was added"},
    {"TableRemoved", "model A {\n  id Int @id\n}\n", "", "\ntable \"A\" was removed"},
    {"ModelRenamed", "model A {\n  id Int @id\n  x Int @unique\n}\n",
     "model B {\n  id Int @id\n  x Int @unique\n  @@map(\"A\")\n}\n", ""},
    {"ModelsMoved", "model A {\n  id Int @id\n}\nmodel B {\n  id Int @id\n}\n",
     "model B {\n  id Int @id\n}\nmodel A {\n  id Int @id\n}\n", ""},
    {"ModelIgnored", "model A {\n  id Int @id\n}\n", "model A {\n  id Int @id\n  @@ignore\n}\n", ""},
    {"View", "", "view V {\n  id Int @unique\n}\n", ""},
    {"Generator", "", "generator g {\n  provider = \"x\"\n}\n", ""},

    {"KeyOrder", "model A {\n  x Int\n  y Int\n  @@id([x, y])\n}\n",
     "model A {\n  x Int\n  y Int\n  @@id([y, x])\n}\n", "\nprimary key \"A_pkey\" of \"A\" changed"},
    {"KeyRenamed", "model A {\n  x Int @id\n}\n", "model A {\n  x Int @id(map: \"k\")\n}\n",
     "\nprimary key \"A_pkey\" of \"A\" was renamed to \"k\""},
    {"KeyOnTheModel", "model A {\n  x Int @id\n}\n",
     "model A {\n  x Int\n  @@id([x], name: \"client\", map: \"A_pkey\")\n}\n", ""},
    {"LongNames", "model A123456789012345678901234567890123456789012345 {\n  é123456789012 Int @unique\n}\n",
     "model A123456789012345678901234567890123456789012345 {\n  é123456789012 Int @unique(map: "
     "\"A123456789012345678901234567890123456789012345_é1234567890_key\")\n}\n",
     ""},

    {"SchemaMoved", "model A {\n  id Int @id\n  @@schema(\"public\")\n}\n",
     "model A {\n  id Int @id\n  @@schema(\"audit\")\n}\n",
     "\ntable \"A\" was removed\ntable \"audit.A\" was added"},
    {"SchemaNamed", "model A {\n  id Int @id\n}\n", "model A {\n  id Int @id\n  @@schema(\"public\")\n}\n",
     ""},
    {"SchemaListed", "datasource db {\n  provider = \"postgresql\"\n}\n",
     "datasource db {\n  provider = \"postgresql\"\n  schemas  = [\"public\", \"audit\"]\n}\n", ""},
    {"Extensions", "datasource db {\n  provider   = \"postgresql\"\n  extensions = [a, b, c]\n}\n",
     "datasource db {\n  provider   = \"postgresql\"\n  extensions = [b, c(version: \"2\"), x(map: "
     "\"d\")]\n}\n",
     "\nextension \"c\" changed\nextension \"d\" was added"},
    {"Addresses", "datasource db {\n  provider = \"postgresql\"\n  url      = env(\"A\")\n}\n",
     "datasource db {\n  provider = \"postgres\"\n  url      = env(\"B\")\n}\n", ""},

    {"RelationMode", kOneToMany,
     kOneToMany + "datasource db {\n  provider     = \"postgresql\"\n  relationMode = \"prisma\"\n}\n",
     "\nforeign key \"B_id_fkey\" was removed from \"B\""},
    {"JoinTableType", "model A {\n  id Int @id\n  bs B[]\n}\nmodel B {\n  id Int @id\n  as A[]\n}\n",
     "model A {\n  id Int @id\n  bs B[]\n}\nmodel B {\n  id BigInt @id\n  as A[]\n}\n",
     "\ncolumn \"id\" of \"B\" changed from integer to bigint"
     "\ncolumn \"B\" of \"_AToB\" changed from integer to bigint"},

    {"EnumAdded", "", "enum E {\n  A\n}\n", "\nenum \"E\" was added"},
    {"EnumRemoved", "enum E {\n  A\n}\n", "", "\nenum \"E\" was removed"},
    {"EnumRenamed", "enum E {\n  A\n}\n", "enum F {\n  A\n  @@map(\"E\")\n}\n", ""},
    {"EnumValues", "enum E {\n  A\n  B\n}\n", "enum E {\n  A\n  C\n  @@schema(\"public\")\n}\n",
     "\nvalue \"B\" was removed from enum \"E\"\nvalue \"C\" was added to enum \"E\""},
    {"EnumValuesMoved", "enum E {\n  A\n  B\n}\n", "enum E {\n  B\n  A\n}\n", ""},
    {"EnumValueRenamed", "enum E {\n  A\n}\nmodel M {\n  id Int @id\n  e E @default(A)\n}\n",
     "enum E {\n  B @map(\"A\")\n}\nmodel M {\n  id Int @id\n  e E @default(B)\n}\n", ""},
    {"EnumOfAColumn", "enum E {\n  A\n}\nenum F {\n  A\n}\nmodel M {\n  id Int @id\n  e E\n}\n",
     "enum E {\n  A\n}\nenum F {\n  A\n}\nmodel M {\n  id Int @id\n  e F\n}\n",
     "\ncolumn \"e\" of \"M\" changed from \"E\" to \"F\""},
};

// The two sides of a relation: fields of `User` before the bar, of `Post` behind it.
const Case kRelations[] = {
    {"ForeignKeyAdded", "|x Int", "posts Post[]|x Int\n  user User @relation(fields: [x], references: [id])",
     "\nforeign key \"Post_x_fkey\" was added to \"Post\""},
    {"ForeignKeyRemoved", "posts Post[]|x Int\n  user User @relation(fields: [x], references: [id])",
     "|x Int", "\nforeign key \"Post_x_fkey\" was removed from \"Post\""},
    {"ForeignKeyRenamed", "posts Post[]|x Int\n  user User @relation(fields: [x], references: [id])",
     "posts Post[]|x Int\n  user User @relation(fields: [x], references: [id], map: \"k\")",
     "\nforeign key \"Post_x_fkey\" of \"Post\" was renamed to \"k\""},
    {"ForeignKeyAction", "posts Post[]|x Int\n  user User @relation(fields: [x], references: [id])",
     "posts Post[]|x Int\n  user User @relation(fields: [x], references: [id], onDelete: Cascade)",
     "\nforeign key \"Post_x_fkey\" of \"Post\" changed"},
    {"ForeignKeyWithItsDefaults", "posts Post[]|x Int\n  user User @relation(fields: [x], references: [id])",
     "posts Post[]|x Int\n  user User @relation(fields: [x], references: [id], onDelete: Restrict, "
     "onUpdate: Cascade, map: \"Post_x_fkey\")",
     ""},
    {"ForeignKeyOfAnOptionalField",
     "posts Post[]|x Int\n  user User @relation(fields: [x], references: [id])",
     "posts Post[]|x Int?\n  user User? @relation(fields: [x], references: [id])",
     "\ncolumn \"x\" of \"Post\" became optional\nforeign key \"Post_x_fkey\" of \"Post\" changed"},
    {"ForeignKeyOfAnOptionalFieldWithItsDefaults",
     "posts Post[]|x Int?\n  user User? @relation(fields: [x], references: [id])",
     "posts Post[]|x Int?\n  user User? @relation(fields: [x], references: [id], onDelete: SetNull)", ""},
    {"RelationRenamed", "posts Post[]|x Int\n  user User @relation(fields: [x], references: [id])",
     "wrote Post[] @relation(\"by\")|x Int\n  by User @relation(\"by\", fields: [x], references: [id])", ""},
    {"RelationIgnored", "posts Post[]|x Int\n  user User @relation(fields: [x], references: [id])",
     "posts Post[]|x Int\n  user User @relation(fields: [x], references: [id]) @ignore", ""},

    {"JoinTableAdded", "|", "posts Post[]|users User[]", "\ntable \"_PostToUser\" was added"},
    {"JoinTableRemoved", "posts Post[]|users User[]", "|", "\ntable \"_PostToUser\" was removed"},
    {"JoinTableRenamed", "posts Post[]|users User[]",
     "posts Post[] @relation(\"likes\")|users User[] @relation(\"likes\")",
     "\ntable \"_PostToUser\" was removed\ntable \"_likes\" was added"},
    {"JoinTableOfOtherFields", "posts Post[]|users User[]", "liked Post[]|likers User[] @ignore", ""},
    {"JoinTableOfItself", "|", "friends User[] @relation(\"f\")\n  friendOf User[] @relation(\"f\")|",
     "\ntable \"_f\" was added"},
    {"TreeIsNoJoinTable", "upId Int?|",
     "upId Int?\n  up User? @relation(\"t\", fields: [upId], references: [id])\n  down User[] "
     "@relation(\"t\")|",
     "\nforeign key \"User_upId_fkey\" was added to \"User\""},
};

std::string models_with(const std::string& fields) {
  const std::size_t bar = fields.find('|');
  return "model User {\n  id Int @id\n  " + fields.substr(0, bar) + "\n}\nmodel Post {\n  id Int @id\n  " +
         fields.substr(bar + 1) + "\n}\n";
}

std::vector<Case> in(std::string (&wrap)(const std::string&), std::span<const Case> cases) {
  std::vector<Case> result;
  for (const Case& each : cases) {
    result.push_back({each.name, wrap(each.before), wrap(each.after), each.expected});
  }
  return result;
}

Schema read(std::string_view source) {
  const std::vector<SourceFile> files = {SourceFile("schema.prisma", std::string(source))};
  return read_schema(files);
}

class DatabaseChanges : public testing::TestWithParam<Case> {};

TEST_P(DatabaseChanges, Are) {
  const Schema before = read(GetParam().before);
  const Schema after = read(GetParam().after);
  EXPECT_TRUE(before.problems.empty());
  EXPECT_TRUE(after.problems.empty());
  std::string phrases;
  for (const DatabaseChange& change : database_changes(before, after)) phrases += "\n" + change.phrase;
  EXPECT_EQ(phrases, GetParam().expected);
}

std::string name_of(const testing::TestParamInfo<Case>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(Lines, DatabaseChanges, testing::ValuesIn(in(model_with, kLines)), name_of);
INSTANTIATE_TEST_SUITE_P(Relations, DatabaseChanges, testing::ValuesIn(in(models_with, kRelations)), name_of);
INSTANTIATE_TEST_SUITE_P(Schemas, DatabaseChanges, testing::ValuesIn(kSchemas), name_of);

TEST(DatabaseChange, SaysWhatAndWhere) {
  const std::string_view before = "model A {\n  id Int @id\n  x Int\n}\n";
  const std::string_view after = "model B {\n  id Int @id\n  y String\n  @@map(\"A\")\n}\n";
  const std::vector<DatabaseChange> changes = database_changes(read(before), read(after));
  ASSERT_EQ(changes.size(), 2U);
  EXPECT_EQ(changes[0].change, ChangeKind::removed);
  EXPECT_EQ(changes[0].kind, ObjectKind::column);
  EXPECT_EQ(changes[0].object, "A.x");
  EXPECT_TRUE(changes[0].in_before);
  EXPECT_EQ(before.substr(changes[0].place.span.begin, changes[0].place.span.size()), "x");
  EXPECT_EQ(changes[1].change, ChangeKind::added);
  EXPECT_EQ(changes[1].object, "A.y");
  EXPECT_FALSE(changes[1].in_before);
  EXPECT_EQ(after.substr(changes[1].place.span.begin, changes[1].place.span.size()), "y");
}

}  // namespace
}  // namespace lockstep::schema
