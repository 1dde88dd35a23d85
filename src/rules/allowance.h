#pragma once
// Comments that allow findings, tied to the rules they name: made by the engine at the end of a file
// from parser's directives, looked at by the rules of the group `allowances`.

#include <span>
#include <string_view>
#include <vector>

#include "parser/directives.h"
#include "support/finding.h"

namespace lockstep::rules {

class Policy;
struct Rule;

// What a name in an allowance stands for: the rules that are called so; empty when nothing is.
// removed-while-still-used speaks in place of drop-column and drop-table where a base is known: an allowance
// of one of them means the other as well, so that it holds with and without a base.
[[nodiscard]] std::vector<const Rule*> allowed_rules(std::string_view id_alias_or_group);

// One name of an allowance.
struct AllowedRule {
  const Name* name = nullptr;      // as it is written
  std::vector<const Rule*> rules;  // a peer's id may cover several; empty when nothing is called so
  bool runs = false;               // one of them is on in this run
  bool needed = false;             // it allowed a finding
};

struct Allowance {
  const Directive* directive = nullptr;
  std::vector<AllowedRule> rules;  // empty: every rule, which peers' comments may say
};

// The allowances of one file. `directives` outlive it.
class Allowances {
 public:
  Allowances(std::span<const Directive> directives, const Policy& policy);

  // Marks the finding allowed when a comment says so. `statement` is the one it was found in.
  void apply(Finding& finding, Span statement);

  [[nodiscard]] std::span<const Allowance> all() const { return allowances_; }

 private:
  std::vector<Allowance> allowances_;
};

}  // namespace lockstep::rules
