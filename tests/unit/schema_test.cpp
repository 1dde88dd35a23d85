// What a Prisma schema says once its names are resolved.
#include "schema/schema.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace lockstep::schema {
namespace {

Schema read(const std::string& source) {
  const std::vector<SourceFile> files = {SourceFile("schema.prisma", source)};
  return read_schema(files);
}

// `the wrong text: what is wrong`, a line each.
std::string problems(const std::string& source) {
  std::string text;
  for (const Problem& problem : read(source).problems) {
    const Span span = problem.place.span;
    text += source.substr(span.begin, span.size()) + ": " + problem.message + "\n";
  }
  return text;
}

TEST(Schema, HasTheDatasource) {
  const Schema schema = read(R"psl(
datasource pg {
  provider          = "postgresql"
  url               = env("DATABASE_URL")
  directUrl         = "postgres://localhost/shop"
  schemas           = ["public", "audit"]
  extensions        = [citext, uuid(map: "uuid-ossp", schema: "ext", version: "1.1")]
  relationMode      = "prisma"
}
)psl");
  ASSERT_TRUE(schema.datasource);
  const Datasource& source = *schema.datasource;
  EXPECT_EQ(source.name, "pg");
  EXPECT_EQ(source.provider, "postgresql");
  EXPECT_EQ(source.url->text, "DATABASE_URL");
  EXPECT_TRUE(source.url->environment);
  EXPECT_EQ(source.direct_url->text, "postgres://localhost/shop");
  EXPECT_FALSE(source.direct_url->environment);
  EXPECT_FALSE(source.shadow_database_url);
  EXPECT_EQ(source.schemas, (std::vector<std::string>{"public", "audit"}));
  ASSERT_EQ(source.extensions.size(), 2U);
  EXPECT_EQ(source.extensions[0].name, "citext");
  EXPECT_EQ(source.extensions[1].name, "uuid-ossp");
  EXPECT_EQ(source.extensions[1].schema, "ext");
  EXPECT_EQ(source.extensions[1].version, "1.1");
  EXPECT_FALSE(source.foreign_keys);
}

constexpr const char* kModels = R"psl(
enum Role {
  ADMIN @map("admin")
  USER
  @@map("role")
  @@schema("audit")
}
model User {
  id     Int      @id @default(autoincrement())
  role   Role     @default(ADMIN)
  roles  Role[]   @default([ADMIN, USER])
  mail   String?  @map("e_mail") @db.VarChar(200) @unique(map: "one_mail")
  secret Unsupported("bytea") @ignore
  made   DateTime @default(now())
  seen   DateTime @updatedAt
  token  String   @default(uuid(7)) @db.Uuid
  code   String   @default(dbgenerated("make_code()"))
  other  Int      @default(dbgenerated())
  posts  Post[]   @relation("wrote")
  @@index([role, made(sort: Desc)], name: "old_word")
  @@map("users")
  @@schema("audit")
}
model Post {
  id       Int
  authorId Int?
  author   User? @relation("wrote", fields: [authorId], references: [id], onDelete: NoAction, map: "by")
  data     Json
  @@id([id], name: "client_only")
  @@index([data(ops: JsonbPathOps)], type: Gin, where: { authorId: { not: null }, id: 3 })
  @@ignore
}
view Summary {
  id Int @unique
}
)psl";

TEST(Schema, HasModels) {
  const Schema schema = read(kModels);
  EXPECT_TRUE(schema.problems.empty());
  const Model* const user = schema.find_table("audit", "users");
  ASSERT_NE(user, nullptr);
  EXPECT_EQ(user, schema.find_model("User"));
  EXPECT_EQ(schema.find_table("public", "users"), nullptr);
  EXPECT_FALSE(user->ignored);
  EXPECT_TRUE(schema.find_table("public", "Post")->ignored);
  EXPECT_FALSE(schema.find_model("Post")->view);
  EXPECT_TRUE(schema.find_model("Summary")->view);
}

TEST(Schema, HasColumns) {
  const Schema schema = read(kModels);
  const Model& user = *schema.find_model("User");
  EXPECT_EQ(user.columns.size(), 10U);
  EXPECT_EQ(user.find_column("mail"), nullptr);
  const Column* const mail = user.find_column("e_mail");
  ASSERT_NE(mail, nullptr);
  EXPECT_EQ(mail, user.find_field("mail"));
  EXPECT_TRUE(mail->optional);
  EXPECT_EQ(mail->native_type->name, "VarChar");
  EXPECT_EQ(mail->native_type->arguments, std::vector<std::string>{"200"});
  EXPECT_EQ(std::string(kModels).substr(mail->place.span.begin, mail->place.span.size()), "mail");
  EXPECT_EQ(user.find_field("role")->kind, TypeKind::enum_);
  EXPECT_TRUE(user.find_field("roles")->list);
  EXPECT_EQ(user.find_field("secret")->kind, TypeKind::unsupported);
  EXPECT_EQ(user.find_field("secret")->type, "bytea");
  EXPECT_TRUE(user.find_field("secret")->ignored);
  EXPECT_TRUE(user.find_field("seen")->updated_at);
}

TEST(Schema, HasDefaults) {
  const Schema schema = read(kModels);
  const auto default_of = [&](const char* field) {
    return schema.find_model("User")->find_field(field)->default_value.value_or(Default());
  };
  EXPECT_EQ(default_of("id").kind, DefaultKind::autoincrement);
  EXPECT_EQ(default_of("role").kind, DefaultKind::literal);
  EXPECT_EQ(default_of("role").text, "admin");
  EXPECT_EQ(default_of("roles").kind, DefaultKind::list);
  EXPECT_EQ(default_of("roles").items, (std::vector<std::string>{"admin", "USER"}));
  EXPECT_EQ(default_of("made").kind, DefaultKind::now);
  EXPECT_EQ(default_of("token").kind, DefaultKind::client);
  EXPECT_EQ(default_of("token").text, "uuid");
  EXPECT_EQ(default_of("code").kind, DefaultKind::expression);
  EXPECT_EQ(default_of("code").text, "make_code()");
  EXPECT_EQ(default_of("other").kind, DefaultKind::unknown);
}

TEST(Schema, HasRelationsAndKeys) {
  const Schema schema = read(kModels);
  const Relation& author = schema.find_model("Post")->relations.at(0);
  EXPECT_EQ(author.name, "wrote");
  EXPECT_EQ(author.model, "User");
  EXPECT_EQ(author.fields, std::vector<std::string>{"authorId"});
  EXPECT_EQ(author.references, std::vector<std::string>{"id"});
  EXPECT_EQ(author.on_delete, ReferentialAction::no_action);
  EXPECT_FALSE(author.on_update);
  EXPECT_EQ(author.map, "by");
  EXPECT_TRUE(schema.find_model("User")->relations.at(0).list);

  const std::vector<Key>& user = schema.find_model("User")->keys;
  ASSERT_EQ(user.size(), 3U);
  EXPECT_EQ(user[0].kind, KeyKind::primary_key);
  EXPECT_EQ(user[1].kind, KeyKind::unique);
  EXPECT_EQ(user[1].map, "one_mail");
  EXPECT_EQ(user[2].map, "old_word");
  EXPECT_FALSE(user[2].fields.at(0).descending);
  EXPECT_TRUE(user[2].fields.at(1).descending);

  const std::vector<Key>& post = schema.find_model("Post")->keys;
  ASSERT_EQ(post.size(), 2U);
  EXPECT_EQ(post[0].map, "");
  EXPECT_EQ(post[1].method, "gin");
  EXPECT_EQ(post[1].fields.at(0).operator_class, "jsonb_path_ops");
  EXPECT_EQ(post[1].where, "\"authorId\" IS NOT NULL AND id = 3");
}

TEST(Schema, HasEnums) {
  const Schema schema = read(kModels);
  const Enum* const role = schema.find_type("audit", "role");
  ASSERT_NE(role, nullptr);
  EXPECT_EQ(role, schema.find_enum("Role"));
  ASSERT_EQ(role->values.size(), 2U);
  EXPECT_EQ(role->values[0].name, "ADMIN");
  EXPECT_EQ(role->values[0].text, "admin");
  EXPECT_EQ(role->values[1].text, "USER");
}

TEST(Schema, IsMadeOfSeveralFiles) {
  const std::vector<SourceFile> files = {
      SourceFile("b.prisma", "model B {\n  id Int @id\n  a A @relation(fields: [id], references: [id])\n}\n"),
      SourceFile("a.prisma", "x\nmodel A {\n  id Int @id\n  e E\n  b B?\n}\n"),
      SourceFile("e.prisma", "enum E {\n  V\n}\n"),
  };
  const Schema schema = read_schema(files);
  EXPECT_EQ(schema.find_model("A")->place.file, 1U);
  EXPECT_EQ(files[1].text(schema.find_model("A")->find_column("e")->type_place.span), "E");
  EXPECT_EQ(schema.find_enum("E")->values.at(0).place.file, 2U);
  ASSERT_EQ(schema.problems.size(), 1U);
  EXPECT_EQ(schema.problems[0].place.file, 1U);
}

TEST(Schema, CutsNamesAsPostgresDoes) {
  const std::string model = "T" + std::string(62, 'x');
  const Schema schema = read("model " + model + "yz {\n  id Int @id\n}\n");
  EXPECT_NE(schema.find_table("public", model), nullptr);
}

TEST(SchemaProblems, AreNamesThatLeadNowhere) {
  EXPECT_EQ(problems(R"psl(
model A {
  id Int @id
  x Strin
  bId Int
  b B @relation(fields: [bIb], references: [id])
  c B @relation("c", fields: [bId], references: [idd])
  d B @relation("d", fields: [bId])
  oops
  @@index([id, y])
  @@index([id], where: { z: 1 })
}
model B {
  id Int @id
  x Int
  y Int @map("x")
  @@map("A")
}
enum B {
  X
}
model A {
  id Int @id
}
datasource a {
}
datasource b {
}
)psl"),
            R"psl(Strin: "Strin" is neither a type of Prisma nor an enum or a model
b B @relation(fields: [bIb], references: [id]): "bIb" is no column of model "A"
c B @relation("c", fields: [bId], references: [idd]): "idd" is no column of model "B"
d B @relation("d", fields: [bId]): "fields" and "references" don't have the same number of columns
oops: this line is not a field or an attribute of model "A"
@@index([id, y]): "y" is no column of model "A"
z: 1: "z" is no column of model "A"
B: another model has the table "A"
y: "y" is defined twice
B: "B" is defined twice
A: "A" is defined twice
b: there is another datasource
)psl");
}

}  // namespace
}  // namespace lockstep::schema
