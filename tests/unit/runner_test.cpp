// How a file runs, by tool and version, and the version ranges that decide it.

#include "project/runner.h"

#include <gtest/gtest.h>

#include "project/version_range.h"

namespace lockstep::project {
namespace {

constexpr FileShape kOneStatement = {.several_statements = false, .may_defeat_splitter = false};
constexpr FileShape kSeveral = {.several_statements = true, .may_defeat_splitter = false};
constexpr FileShape kOpaqueToSplitter = {.several_statements = true, .may_defeat_splitter = true};

Runner prisma(Version version) { return {.kind = RunnerKind::prisma, .prisma = version}; }

using Modes = std::vector<FileMode>;

TEST(Runner, PrismaUpTo73SendsOneQuery) {
  EXPECT_EQ(file_modes(prisma({6, 19, 0}), kSeveral), Modes{FileMode::one_query});
  EXPECT_EQ(file_modes(prisma({7, 3, 9}), kOpaqueToSplitter), Modes{FileMode::one_query});
}

TEST(Runner, PrismaFrom74Splits) {
  EXPECT_EQ(file_modes(prisma({7, 4, 0}), kSeveral), Modes{FileMode::split});
}

TEST(Runner, PrismaFrom74MayFallBackToOneQuery) {
  EXPECT_EQ(file_modes(prisma({7, 4, 0}), kOpaqueToSplitter), (Modes{FileMode::one_query, FileMode::split}));
}

TEST(Runner, UnknownPrismaMayDoEither) {
  EXPECT_EQ(file_modes({}, kSeveral), (Modes{FileMode::one_query, FileMode::split}));
}

TEST(Runner, OneStatementRunsInOneWay) {
  EXPECT_EQ(file_modes({}, kOneStatement).size(), 1U);
  EXPECT_EQ(file_modes(prisma({7, 8, 0}), {.several_statements = false, .may_defeat_splitter = true}).size(),
            1U);
}

TEST(Runner, OtherTools) {
  EXPECT_EQ(file_modes({.kind = RunnerKind::psql, .prisma = {}}, kSeveral), Modes{FileMode::split});
  EXPECT_EQ(file_modes({.kind = RunnerKind::statement_per_query, .prisma = {}}, kSeveral),
            Modes{FileMode::split});
  EXPECT_EQ(file_modes({.kind = RunnerKind::transaction_per_file, .prisma = {}}, kSeveral),
            Modes{FileMode::transaction});
}

TEST(Runner, DescribesWhatHappens) {
  EXPECT_EQ(describe(prisma({6, 19, 2}), FileMode::one_query), "Prisma 6.19 sends the file as one query");
  EXPECT_EQ(describe(prisma({6, 0, 0}), FileMode::one_query), "Prisma 6 sends the file as one query");
  EXPECT_EQ(describe(prisma({7, 4, 0}), FileMode::split), "Prisma 7.4 sends each statement by itself");
  EXPECT_EQ(describe(prisma({7, 4, 0}), FileMode::one_query),
            "Prisma 7.4 sends the file as one query where it cannot split it");
  EXPECT_EQ(describe({}, FileMode::one_query), "Prisma up to 7.3 sends the file as one query");
  EXPECT_EQ(describe({}, FileMode::split), "Prisma from 7.4 on sends each statement by itself");
  EXPECT_EQ(describe({.kind = RunnerKind::psql, .prisma = {}}, FileMode::split),
            "psql runs each statement by itself");
}

TEST(Runner, NamesRoundTrip) {
  for (const RunnerKind kind : {RunnerKind::prisma, RunnerKind::psql, RunnerKind::transaction_per_file,
                                RunnerKind::statement_per_query}) {
    const auto runner = parse_runner(runner_name(kind));
    ASSERT_TRUE(runner);
    EXPECT_EQ(runner->kind, kind);
  }
}

TEST(Runner, UnknownNameSuggestsTheNearest) {
  const auto runner = parse_runner("transaction-per-flie");
  ASSERT_FALSE(runner);
  EXPECT_EQ(runner.error().reason, "unknown runner `transaction-per-flie`");
  EXPECT_EQ(runner.error().advice, "did you mean `transaction-per-file`?");
}

TEST(Version, FirstOfARange) {
  const std::pair<const char*, Version> cases[] = {
      {"7.4.1", {7, 4, 1}},     {"v6.19", {6, 19, 0}},       {"^6.2.0", {6, 2, 0}},
      {"~6", {6, 0, 0}},        {">=7", {7, 0, 0}},          {"> 7.3", {7, 4, 0}},
      {"7.x", {7, 0, 0}},       {">=6.1 <8", {6, 1, 0}},     {"<8 >=6.1", {6, 1, 0}},
      {"6.1 - 7.2", {6, 1, 0}}, {"^7.1 || ^6.2", {6, 2, 0}}, {"7.4.0-dev.3", {7, 4, 0}},
      {"=5.22.0", {5, 22, 0}},  {" 5.1.0 ", {5, 1, 0}},
  };
  for (const auto& [text, version] : cases) EXPECT_EQ(parse_version(text), version) << text;
}

TEST(Version, WhatIsNone) {
  for (const char* text :
       {"", "*", "latest", "catalog:", "workspace:*", "<7", "7.4.1.2", "seven", "^", "7..1", "-1"}) {
    EXPECT_EQ(parse_version(text), std::nullopt) << text;
  }
}

TEST(VersionRange, Ends) {
  const std::pair<const char*, std::optional<Version>> cases[] = {
      {"7.4.1", Version{7, 4, 2}},  {"7.4", Version{7, 5, 0}},   {"^7.1.2", Version{8, 0, 0}},
      {"~7.1.2", Version{7, 2, 0}}, {"~7", Version{8, 0, 0}},    {"^0.3.1", Version{0, 4, 0}},
      {">=6", std::nullopt},        {"<=7.3", Version{7, 4, 0}}, {"^6 || ^7", Version{8, 0, 0}},
      {"*", std::nullopt},
  };
  for (const auto& [text, end] : cases) {
    const auto range = parse_version_range(text);
    ASSERT_TRUE(range) << text;
    EXPECT_EQ(range->end, end) << text;
  }
}

}  // namespace
}  // namespace lockstep::project
