// Prints what the effects table says of the last statement of an SQL script on standard input, asked
// of the catalog that the statements before it add up to. For effects_test.py.
//
//   effects_of [--postgres MAJOR] [--zone-not-utc] [--no-history]
//   effects_of --functions [--postgres MAJOR]
//
// One fact a line, tab-separated: `lock MODE RELATION`, `work KIND RELATION REASON`, `refused`,
// `uncertain`. With --functions `VOLATILITY NAME` of each built-in function instead.

#include <cstdlib>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/builtin_functions.h"
#include "effects/effects.h"
#include "parser/script.h"
#include "replay/replay.h"

namespace {

using namespace lockstep;

const char* kind_name(effects::WorkKind kind) {
  switch (kind) {
    case effects::WorkKind::scan: return "scan";
    case effects::WorkKind::index_build: return "index_build";
    case effects::WorkKind::index_rebuild: return "index_rebuild";
    case effects::WorkKind::rewrite: return "rewrite";
  }
  return "";
}

std::vector<Statement> read_statements(const SourceFile& file) {
  std::vector<Statement> statements;
  ScriptReader reader(file);
  for (std::vector<Statement> batch = reader.next(); !batch.empty(); batch = reader.next()) {
    std::ranges::move(batch, std::back_inserter(statements));
  }
  return statements;
}

void print(const effects::Effect& effect) {
  for (const effects::Lock& lock : effect.locks) {
    std::cout << "lock\t" << effects::lock_mode_name(lock.mode) << '\t' << lock.relation.name << '\n';
  }
  for (const effects::Work& work : effect.work) {
    std::cout << "work\t" << kind_name(work.kind) << '\t' << work.relation.name << '\t' << work.reason
              << '\n';
  }
  if (effect.in_transaction == effects::InTransaction::refused) std::cout << "refused\n";
  if (!effect.certain) std::cout << "uncertain\n";
}

void print_functions(int postgres) {
  for (const std::string_view name : catalog::builtin_functions()) {
    const auto volatility = catalog::builtin_volatility(name, postgres);
    if (!volatility) continue;
    const char* letter = *volatility == catalog::Volatility::immutable ? "i"
                         : *volatility == catalog::Volatility::stable  ? "s"
                                                                       : "v";
    std::cout << letter << '\t' << name << '\n';
  }
}

}  // namespace

int main(int argc, char** argv) {
  int postgres = 18;
  bool utc = true;
  catalog::Catalog catalog;
  bool functions = false;
  for (int at = 1; at < argc; ++at) {
    const std::string_view argument = argv[at];
    if (argument == "--postgres" && at + 1 < argc) postgres = std::atoi(argv[++at]);
    if (argument == "--zone-not-utc") utc = false;
    if (argument == "--no-history") catalog.complete = false;
    if (argument == "--functions") functions = true;
  }
  if (functions) {
    print_functions(postgres);
    return 0;
  }

  const SourceFile file("standard input", std::string(std::istreambuf_iterator<char>(std::cin), {}));
  const std::vector<Statement> statements = read_statements(file);
  if (statements.empty()) return 2;
  for (std::size_t at = 0; at + 1 < statements.size(); ++at) replay::apply(statements[at], 0, catalog);
  print(effects::of(statements.back().action, {.before = catalog, .postgres = postgres, .utc_session = utc}));
  return 0;
}
