// Prisma schema files: what they are read as, where it stands, and what is left of broken ones.
#include "parser/prisma.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep::prisma {
namespace {

// "string", #number, ?boolean, name, f(...), [...], {...}, label: value.
std::string outline(std::span<const Value> values) {
  std::string text;
  for (const Value& value : values) {
    if (!text.empty()) text += ", ";
    if (!value.label.empty()) text += value.label + ": ";
    switch (value.kind) {
      case ValueKind::string: text += '"' + value.text + '"'; break;
      case ValueKind::call: text += value.text + "(" + outline(value.items) + ")"; break;
      case ValueKind::list: text += "[" + outline(value.items) + "]"; break;
      case ValueKind::object: text += "{" + outline(value.items) + "}"; break;
      case ValueKind::number: text += "#" + value.text; break;
      case ValueKind::boolean: text += "?" + value.text; break;
      case ValueKind::null:
      case ValueKind::name: text += value.text; break;
    }
  }
  return text;
}

std::string outline(const std::vector<Attribute>& attributes, const std::string& at) {
  std::string text;
  for (const Attribute& attribute : attributes) {
    text += at + attribute.name;
    if (!attribute.arguments.empty()) text += "(" + outline(attribute.arguments) + ")";
  }
  return text;
}

std::string outline(const Block& block) {
  std::string text = std::string(keyword(block.kind)) + " " + block.name + "\n";
  for (const Setting& setting : block.settings) {
    text += "  " + setting.name + " = " + outline(std::span(&setting.value, 1)) + "\n";
  }
  for (const Field& field : block.fields) {
    text += "  " + field.name + " " + (field.unsupported ? "<" + field.type + ">" : field.type);
    text += field.optional ? "?" : field.list ? "[]" : "";
    text += outline(field.attributes, " @") + "\n";
  }
  for (const EnumValue& value : block.values) {
    text += "  " + value.name + outline(value.attributes, " @") + "\n";
  }
  for (const Attribute& attribute : block.attributes) text += "  " + outline({attribute}, "@@") + "\n";
  return text;
}

// What was read, then `the wrong text: what is wrong`.
std::string outline(std::string_view source) {
  const File file = parse_file(source);
  std::string text;
  for (const Block& block : file.blocks) text += outline(block);
  for (const SyntaxError& error : file.errors) {
    text += std::string(source.substr(error.span.begin, error.span.size())) + ": " + error.message + "\n";
  }
  return text;
}

struct Case {
  const char* name;
  std::string_view source;
  std::string_view expected;
};

class Prisma : public testing::TestWithParam<Case> {};

TEST_P(Prisma, IsRead) { EXPECT_EQ("\n" + outline(GetParam().source), GetParam().expected); }

constexpr Case kBlocks[] = {
    {"Settings", R"psl(
datasource db {
  provider   = "postgresql" // or "postgres"
  url        = env("DATABASE_URL")
  schemas    = ["public", "audit"]
  extensions = [citext, vector(schema: "ext", version: "0.7")]
}
generator client {
  provider = "prisma-client-js"
  strict   = true
}
)psl",
     R"psl(
datasource db
  provider = "postgresql"
  url = env("DATABASE_URL")
  schemas = ["public", "audit"]
  extensions = [citext, vector(schema: "ext", version: "0.7")]
generator client
  provider = "prisma-client-js"
  strict = ?true
)psl"},
    {"Fields", R"psl(
/// An order.
model Order {
  id    Int @id @default(autoincrement()) // a comment
  total Decimal? @db.Decimal(10, 2) @default(-1.50)
  tags  String [] @default(["a", "b"])
  place Unsupported("geometry(Point, 4326)")?
  buyer User @relation("buys", fields: [buyerId, x], references: [id, y], onDelete: Cascade)
  type  model
  true  Int @x
}
)psl",
     R"psl(
model Order
  id Int @id @default(autoincrement())
  total Decimal? @db.Decimal(#10, #2) @default(#-1.50)
  tags String[] @default(["a", "b"])
  place <geometry(Point, 4326)>?
  buyer User @relation("buys", fields: [buyerId, x], references: [id, y], onDelete: Cascade)
  type model
  true Int @x
)psl"},
    {"BlockAttributes", R"psl(
view V {
  a Int

  @@unique([a, b.c], map: "u", where: { a: true, b: { not: null }, c: "}" })
  @@index([a(ops: raw("x_ops"), sort: Desc), b(length: 5)], type: Gin)
  @@schema("audit")
  @@ignore
}
)psl",
     R"psl(
view V
  a Int
  @@unique([a, b.c], map: "u", where: {a: ?true, b: {not: null}, c: "}"})
  @@index([a(ops: raw("x_ops"), sort: Desc), b(length: #5)], type: Gin)
  @@schema("audit")
  @@ignore
)psl"},
    {"Enums", R"psl(
enum Role {
  ADMIN @map("admin")
  model
  @@map("role")
}
type Address {
  street String
}
)psl",
     R"psl(
enum Role
  ADMIN @map("admin")
  model
  @@map("role")
type Address
  street String
)psl"},
    {"Comments", R"psl(
/* model Gone {
} */
model A { // {
  a Int /* b Int
  c Int */
  d String @default("// no /* comment */") /// doc
  e String @default("\"//")
} // }
)psl",
     R"psl(
model A
  a Int
  d String @default("// no /* comment */")
  e String @default(""//")
)psl"},
    {"ByteOrderMarkAndCrLf", "\xEF\xBB\xBFmodel A {\r\n  a Int @id // x\r\n}\r\n", R"psl(
model A
  a Int @id
)psl"},
    {"NoFinalNewline", "model A {\n  a Int\n}", R"psl(
model A
  a Int
)psl"},
    {"OtherLetters", "model Größe {\n  naïve-1 Int\n}\n", R"psl(
model Größe
  naïve-1 Int
)psl"},
    {"Escapes", R"psl(
model A {
  a String @default("\t\n\"\\\/\u00e9\ud83d\ude00")
}
)psl",
     "\nmodel A\n  a String @default(\"\t\n\"\\/\u00e9\U0001F600\")\n"},
};
INSTANTIATE_TEST_SUITE_P(Blocks, Prisma, testing::ValuesIn(kBlocks),
                         [](const auto& each) { return each.param.name; });

// Prisma's own engine refuses these lines too.
constexpr Case kErrors[] = {
    {"LinesOfAModel", R"psl(
model A {
  a Int @id
  b
  c Int @default(
  d Int[]?
  e: Int
  f Int @default('x')
  g String @default("\x")
  h String @default("\ud83d")
  i String @default("open)
  j Int k Int
  l Int @unique(where: { a: 1 ])
  m Int{}
  n = 1
  o Unsupported(x)
  @@id([a,
  z Int
}
)psl",
     R"psl(
model A
  a Int @id
  z Int
b: this line is not a field or an attribute of model "A"
c Int @default(: this line is not a field or an attribute of model "A"
d Int[]?: this line is not a field or an attribute of model "A"
e: Int: this line is not a field or an attribute of model "A"
f Int @default('x'): this line is not a field or an attribute of model "A"
g String @default("\x"): this line is not a field or an attribute of model "A"
h String @default("\ud83d"): this line is not a field or an attribute of model "A"
i String @default("open): this line is not a field or an attribute of model "A"
j Int k Int: this line is not a field or an attribute of model "A"
l Int @unique(where: { a: 1 ]): this line is not a field or an attribute of model "A"
m Int{}: this line is not a field or an attribute of model "A"
n = 1: this line is not a field or an attribute of model "A"
o Unsupported(x): this line is not a field or an attribute of model "A"
@@id([a,: this line is not a field or an attribute of model "A"
)psl"},
    {"LinesOfOtherBlocks", R"psl(
enum E {
  A B
  1A
  C
}
datasource db {
  url
  provider = "postgresql"
  @@map("x")
}
)psl",
     R"psl(
enum E
  C
datasource db
  provider = "postgresql"
A B: this line is not a value or an attribute of enum "E"
1A: this line is not a value or an attribute of enum "E"
url: this line is not a setting of datasource "db"
@@map("x"): this line is not a setting of datasource "db"
)psl"},
    {"OutsideOfBlocks", R"psl(
mode A {
model
{
}
model B {
  b Int
} c
type X = Int
)psl",
     R"psl(
model B
  b Int
mode A {: this line begins no block
model: this line begins no block
{: this line begins no block
}: this line begins no block
c: this belongs on a line of its own
type X = Int: this line begins no block
)psl"},
    {"BlocksThatAreNotClosed", R"psl(
model A {
  a Int
model B {
  b Int
}
enum C {
  c
)psl",
     R"psl(
model A
  a Int
model B
  b Int
enum C
  c
A: model "A" is not closed
C: enum "C" is not closed
)psl"},
    {"BlocksOnOneLine", R"psl(
enum E { A B }
model B { b Int
  c Int
}
)psl",
     R"psl(
enum E
model B
  c Int
A B }: this belongs on a line of its own
b Int: this belongs on a line of its own
)psl"},
    {"CommentThatIsNotClosed", R"psl(
model A {
  a Int /* b
  c Int
}
)psl",
     R"psl(
model A
  a Int
  c Int
/*: the comment is not closed
)psl"},
    {"BrokenBytes", "model A {\n  a \xFF\xFE @id\n  b Int\n  c Int \x01\n}\n",
     R"psl(
model A
  b Int
)psl"
     "a \xFF\xFE @id: this line is not a field or an attribute of model \"A\"\n"
     "c Int \x01: this line is not a field or an attribute of model \"A\"\n"},
};
INSTANTIATE_TEST_SUITE_P(Errors, Prisma, testing::ValuesIn(kErrors),
                         [](const auto& each) { return each.param.name; });

TEST(PrismaSpans, AreExact) {
  const std::string_view source =
      "\r\nmodel Größe {\r\n  größe Int[] @map(name: \"ö\") // x\r\n  @@id([größe])\r\n}\r\n";
  const File file = parse_file(source);
  const auto text = [&](Span span) { return source.substr(span.begin, span.size()); };
  ASSERT_TRUE(file.errors.empty());
  const Block& block = file.blocks.at(0);
  EXPECT_TRUE(text(block.span).starts_with("model Größe {"));
  EXPECT_TRUE(text(block.span).ends_with(")\r\n}"));
  EXPECT_EQ(text(block.name_span), "Größe");
  const Field& field = block.fields.at(0);
  EXPECT_EQ(text(field.span), "größe Int[] @map(name: \"ö\")");
  EXPECT_EQ(text(field.name_span), "größe");
  EXPECT_EQ(text(field.type_span), "Int[]");
  EXPECT_EQ(text(field.attributes.at(0).span), "@map(name: \"ö\")");
  EXPECT_EQ(text(field.attributes.at(0).arguments.at(0).span), "name: \"ö\"");
  EXPECT_EQ(text(block.attributes.at(0).span), "@@id([größe])");
}

// Neither the depth of a value nor the length of a line is a danger.
TEST(PrismaLimits, AreErrors) {
  const auto with_value = [](const std::string& value) {
    return parse_file("model A {\n  a Int @default(" + value + ")\n  b Int\n}\n");
  };
  EXPECT_TRUE(with_value(std::string(20, '[') + std::string(20, ']')).errors.empty());
  for (const std::size_t size : {40U, 100'000U, 2'000'000U}) {
    const File file = with_value(std::string(size, '[') + std::string(size, ']'));
    EXPECT_EQ(file.errors.size(), 1U);
    EXPECT_EQ(file.blocks.at(0).fields.size(), 1U);
  }
}

TEST(PrismaFiles, OfTheExample) {
  std::ifstream stream(LOCKSTEP_SOURCE_DIR "/examples/shop/prisma/schema.prisma", std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  const File file = parse_file(bytes);
  EXPECT_TRUE(file.errors.empty());
  EXPECT_EQ(std::ranges::count(file.blocks, BlockKind::model, &Block::kind), 9);
}

}  // namespace
}  // namespace lockstep::prisma
