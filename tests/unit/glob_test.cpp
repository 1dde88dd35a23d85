// What a glob of lockstep.toml matches, and what it does not.

#include "project/glob.h"

#include <string>

#include <gtest/gtest.h>

namespace lockstep::project {
namespace {

TEST(Glob, LiteralsAreWhole) {
  EXPECT_TRUE(glob_matches("", ""));
  EXPECT_TRUE(glob_matches("orders", "orders"));
  EXPECT_FALSE(glob_matches("orders", "orders2"));
  EXPECT_FALSE(glob_matches("orders", "order"));
  EXPECT_FALSE(glob_matches("orders", "Orders"));
  EXPECT_FALSE(glob_matches("", "a"));
  EXPECT_TRUE(glob_matches("a[b]{c}\\", "a[b]{c}\\")) << "nothing else is special";
}

TEST(Glob, QuestionMarkIsOneCharacter) {
  EXPECT_TRUE(glob_matches("a?c", "abc"));
  EXPECT_TRUE(glob_matches("a?c",
                           "a\xC3\xA9"
                           "c"))
      << "of several bytes, too";
  EXPECT_FALSE(glob_matches("a?c", "ac"));
  EXPECT_FALSE(glob_matches("a?c", "a/c"));
  EXPECT_FALSE(glob_matches("?", ""));
}

TEST(Glob, StarStaysInItsFolder) {
  EXPECT_TRUE(glob_matches("*", ""));
  EXPECT_TRUE(glob_matches("2024*", "20240101000000_init"));
  EXPECT_TRUE(glob_matches("*_init", "20240101000000_init"));
  EXPECT_TRUE(glob_matches("a*b*c", "a-b-b-c"));
  EXPECT_FALSE(glob_matches("a*b*c", "a-c-b"));
  EXPECT_FALSE(glob_matches("prisma/*", "prisma/migrations/x"));
  EXPECT_TRUE(glob_matches("prisma/*/x", "prisma/migrations/x"));
}

TEST(Glob, TwoStarsCrossFolders) {
  EXPECT_TRUE(glob_matches("prisma/**", "prisma/migrations/x"));
  EXPECT_TRUE(glob_matches("prisma/**", "prisma/"));
  EXPECT_FALSE(glob_matches("prisma/**", "prisma"));
  EXPECT_TRUE(glob_matches("a/**/b", "a/b"));
  EXPECT_TRUE(glob_matches("a/**/b", "a/x/y/b"));
  EXPECT_FALSE(glob_matches("a/**/b", "a/xb"));
  EXPECT_TRUE(glob_matches("**/b", "b"));
  EXPECT_TRUE(glob_matches("**/b", "x/y/b"));
  EXPECT_FALSE(glob_matches("**/b", "xb"));
  EXPECT_TRUE(glob_matches("**.sql", "x/y.sql"));
}

TEST(Glob, CoversWhatLiesInAFolder) {
  EXPECT_TRUE(glob_covers("prisma/migrations/2024*", "prisma/migrations/2024_x/migration.sql"));
  EXPECT_TRUE(glob_covers("prisma", "prisma/migrations/2024_x/migration.sql"));
  EXPECT_TRUE(glob_covers("**/*.sql", "prisma/migrations/2024_x/migration.sql"));
  EXPECT_FALSE(glob_covers("migrations", "prisma/migrations/2024_x/migration.sql"));
  EXPECT_FALSE(glob_covers("prism", "prisma/migrations"));
}

TEST(Glob, ManyStarsTakeNoTime) {
  std::string pattern;
  for (int i = 0; i < 200; ++i) pattern += "*a";
  EXPECT_FALSE(glob_matches(pattern + "b", std::string(2000, 'a')));
}

}  // namespace
}  // namespace lockstep::project
