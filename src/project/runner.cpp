#include "project/runner.h"

#include <array>

#include "support/suggest.h"
#include "support/text.h"

namespace lockstep::project {
namespace {

constexpr std::array<std::string_view, 4> kNames = {"prisma", "psql", "transaction-per-file",
                                                    "statement-per-query"};

std::string prisma_name(const Runner& runner) {
  const auto& [major, minor, patch] = *runner.prisma;
  return minor == 0 && patch == 0 ? text::format("Prisma {}", major)
                                  : text::format("Prisma {}.{}", major, minor);
}

std::string describe_prisma(const Runner& runner, FileMode mode) {
  if (mode == FileMode::split) {
    return runner.prisma ? prisma_name(runner) + " sends each statement by itself"
                         : "Prisma from 7.4 on sends each statement by itself";
  }
  if (!runner.prisma) return "Prisma up to 7.3 sends the file as one query";
  if (*runner.prisma < kPrismaSplitsFrom) return prisma_name(runner) + " sends the file as one query";
  return prisma_name(runner) + " sends the file as one query where it cannot split it";
}

std::vector<FileMode> prisma_modes(const Runner& runner, FileShape shape) {
  const bool may_query = !runner.prisma || *runner.prisma < kPrismaSplitsFrom || shape.may_defeat_splitter;
  const bool may_split = !runner.prisma || *runner.prisma >= kPrismaSplitsFrom;
  // With a single statement, the ways are the same.
  if (may_query && may_split && shape.several_statements) return {FileMode::one_query, FileMode::split};
  return {may_split ? FileMode::split : FileMode::one_query};
}

}  // namespace

std::string to_text(const Version& version) {
  if (version.minor == 0 && version.patch == 0) return text::format("{}", version.major);
  return text::format("{}.{}.{}", version.major, version.minor, version.patch);
}

Result<Runner> parse_runner(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return Runner{.kind = static_cast<RunnerKind>(i), .prisma = std::nullopt};
  }
  return std::unexpected(Error{
      .path = "", .reason = text::format("unknown runner `{}`", name), .advice = suggest(name, kNames)});
}

const char* runner_name(RunnerKind kind) { return kNames[static_cast<std::size_t>(kind)].data(); }

std::vector<FileMode> file_modes(const Runner& runner, FileShape shape) {
  switch (runner.kind) {
    case RunnerKind::prisma: return prisma_modes(runner, shape);
    case RunnerKind::transaction_per_file: return {FileMode::transaction};
    case RunnerKind::psql:
    case RunnerKind::statement_per_query: break;
  }
  return {FileMode::split};
}

std::string describe(const Runner& runner, FileMode mode) {
  switch (runner.kind) {
    case RunnerKind::prisma: return describe_prisma(runner, mode);
    case RunnerKind::psql: return "psql runs each statement by itself";
    case RunnerKind::transaction_per_file: return "the file runs in one transaction";
    case RunnerKind::statement_per_query: return "each statement is sent by itself";
  }
  return "";
}

}  // namespace lockstep::project
